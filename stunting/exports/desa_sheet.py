"""Satu lembar per desa: one A4 page with the number, its trend, its neighbours, services, head counts and questions."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.desa_sheet.facts import Beside, Beyond, DesaFacts, HeadCount, Money, PromiseLine, ServiceGap, TrendPoint
from stunting.desa_sheet.questions import questions, shortened
from stunting.exports import typesetting
from stunting.exports.decree_rows import printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.geography import Area
from stunting.indicators import indicator
from stunting.languages import in_indonesian
from stunting.letterhead import default_for, full_name
from stunting.routine import story
from stunting.routine.district import Mode
from stunting.routine.source_line import source_line

TEMPLATE = Path(__file__).with_name("desa_sheet.typ")
MOST_SERVICES, MOST_PROMISES, MOST_COUNTS = 3, 3, 8
# The axis of a sheet ends at a multiple of this, and never below twice of it.
SCALE_STEP_PCT = 10
MODES = {
    Mode.PUBLIC: "Mode publik: angka 1–4 balita disembunyikan.",
    Mode.INTERNAL: "Mode internal, untuk petugas: memuat hitungan kecil, jangan disebarkan.",
}
INTERVALS = "Garis tegak: interval 95%. Kotak kosong: cakupan di bawah 80%."


@dataclass(frozen=True, kw_only=True)
class DesaSheet:
    """One sheet: the facts and what stands around them."""

    facts: DesaFacts
    release_id: str
    government: str

    @property
    def title(self) -> str:
        return f"Lembar {self.facts.area.official_name}"

    @property
    def scale_pct(self) -> int:
        """Where the axis of rates ends; an interval that reaches far above every rate is cut there."""
        rates = [one.value_pct for one in self.facts.trend] + [one.value_pct for one in self.facts.beside]
        highest = max((one for one in rates if one is not None), default=0.0)
        reach = max((one.high_pct for one in self.facts.trend if one.high_pct is not None), default=0.0)
        return SCALE_STEP_PCT * max(2, math.ceil(max(highest, min(reach, 1.6 * highest)) / SCALE_STEP_PCT))

    @property
    def stamp(self) -> Stamp:
        """For the name of the file."""
        return Stamp(
            title=f"{self.title} {self.facts.kecamatan.official_name}",
            subtitle=self.facts.period.label,
            source="",
            release_id=self.release_id,
            is_sample=self.facts.is_sample,
        )


@in_indonesian
def sheets_of(facts: Sequence[DesaFacts], *, release_id: str, government: str = "") -> tuple[DesaSheet, ...]:
    """The sheets of some desa; government: "" for the default of the kabupaten."""
    if not facts:
        return ()
    head = government or default_for(facts[0].kabupaten).government
    return tuple(DesaSheet(facts=one, release_id=release_id, government=head) for one in facts)


@in_indonesian
def to_pdf(sheets: Sequence[DesaSheet]) -> bytes:
    """One page A4 per desa, upright, tagged."""
    return typesetting.pdf(TEMPLATE, content(sheets))


@in_indonesian
def to_png_pages(sheets: Sequence[DesaSheet], *, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, content(sheets), ppi=ppi)


@in_indonesian
def to_zip(sheets: Sequence[DesaSheet]) -> bytes:
    """Every sheet as a file of its own, in a folder per kecamatan; 300 of them take some seconds."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sheets:
            archive.writestr(f"{folder_of(one.facts.kecamatan)}/{file_name(one)}", to_pdf([one]))
    return packed.getvalue()


def file_name(sheet: DesaSheet) -> str:
    """ "3514062010_lembar-desa-klinter-kec-kejayan_<rilis>.pdf": two desa of one name never share it."""
    return f"{sheet.facts.area.code}_{sheet.stamp.file_name('pdf')}"


def pack_name(said: str, *, release_id: str, extension: str) -> str:
    """ "lembar-desa-kec-kejayan-agu-2025_<rilis>.zip"."""
    return Stamp(title=said, subtitle="", source="", release_id=release_id).file_name(extension)


def folder_of(kecamatan: Area) -> str:
    """ "351406 Kec. Kejayan"."""
    return f"{kecamatan.code} {kecamatan.official_name}".replace("/", "-")


def content(sheets: Sequence[DesaSheet]) -> dict[str, object]:
    """What the template places; shares stay numbers, for it draws them."""
    return {
        "title": _line(sheets[0].title if len(sheets) == 1 else "Lembar desa"),
        "pages": [page(one) for one in sheets],
    }


def page(sheet: DesaSheet) -> dict[str, object]:
    """Everything on one sheet."""
    facts = sheet.facts
    beyond = facts.beyond
    asked = indicator("stunting")
    told = [
        story.said(facts.area.official_name, facts.row, indicator=asked, period=facts.period),
        story.coverage_sentence(facts.row) if facts.row.state not in story.WITHOUT_RATE else "",
        story.change_sentence(facts.step),
    ]
    counts = [*facts.counts, *beyond.counts][:MOST_COUNTS]
    promises = sorted(beyond.promises, key=lambda one: (not one.is_late, one.is_fulfilled))
    wider = {one.code: one.official_name for one in (facts.kecamatan, facts.kabupaten)}
    return {
        "government": _line(sheet.government),
        "title": _line(sheet.title),
        "place": _line(f"{facts.kecamatan.official_name}, {full_name(facts.kabupaten)} · kode {facts.area.code}"),
        "period": _line(facts.period.label),
        "chips": [_line(one) for one in _chips(facts)],
        "number": "–" if _is_missing(facts) else formats.percent(facts.row.value_pct),
        "number_label": "balita diukur tergolong stunting",
        "number_details": [_line(one) for one in _details(facts)],
        "sentences": [_line(one.replace("**", "")) for one in told if one],
        "scale": sheet.scale_pct,
        "scale_text": formats.percent(sheet.scale_pct, decimals=0),
        "trend": [_point(one) for one in facts.trend],
        "beside": [_beside(one) for one in facts.beside],
        "services": [_service(one) for one in beyond.services[:MOST_SERVICES]],
        "services_empty": _no_services(facts),
        "counts": [_count(one) for one in counts],
        "promises": [_promise(one, wider) for one in promises[:MOST_PROMISES]],
        "promises_more": _more(len(promises) - MOST_PROMISES, "komitmen lain di buku"),
        "promises_empty": "Belum ada komitmen tercatat untuk desa, kecamatan, atau kabupaten ini.",
        "money": _line(_money(beyond.money, has_money=beyond.has_money)),
        "questions": [{"text": _line(one.text), "because": _line(one.because)} for one in questions(facts)],
        "source": _line(source_line(facts.row, facts.period.label)),
        "notes": [_line(one) for one in (*_sources(beyond), MODES[facts.mode], INTERVALS)],
        "sample": SAMPLE if facts.is_sample else "",
        "watermark": WATERMARK if facts.is_sample else "",
        "foot": _line(f"{sheet.title}, {facts.kecamatan.official_name}. Rilis data {sheet.release_id}."),
    }


def _is_missing(facts: DesaFacts) -> bool:
    return facts.row.state in story.WITHOUT_RATE


def _chips(facts: DesaFacts) -> list[str]:
    """The newest lokus year with its status, and the earlier ones."""
    *earlier, newest = facts.beyond.lokus or (0,)
    if not newest:
        return []
    status = f" ({facts.beyond.lokus_status})" if facts.beyond.lokus_status else ""
    return [f"Lokus {newest}{status}", *([f"pernah lokus {', '.join(map(str, earlier))}"] if earlier else [])]


def _details(facts: DesaFacts) -> tuple[str, ...]:
    if _is_missing(facts):
        return (facts.row.state.label,)
    return (
        f"{formats.number(facts.row.hits_n)} dari {formats.number(facts.row.base_n)} balita diukur",
        f"interval 95%: {formats.interval(facts.row.ci_low_pct, facts.row.ci_high_pct)}",
    )


def _point(one: TrendPoint) -> dict[str, object]:
    return {
        "label": _line(one.label),
        "value": one.value_pct,
        "text": one.word if one.value_pct is None else formats.percent(one.value_pct),
        "low": one.low_pct,
        "high": one.high_pct,
        "n": "" if one.base_n is None else f"n {formats.number(one.base_n)}",
        "hollow": one.word == "cakupan rendah",
    }


def _beside(one: Beside) -> dict[str, object]:
    return {
        "name": breakable(printable(one.name), longest=LONGEST_IN_CELL),
        "kind": one.kind,
        "value": one.value_pct,
        "text": one.word if one.value_pct is None else formats.percent(one.value_pct),
        "hollow": one.word == "cakupan rendah",
        "n": "" if one.base_n is None else f"{formats.number(one.hits_n)}/{formats.number(one.base_n)}",
    }


def _service(one: ServiceGap) -> dict[str, object]:
    target = "" if one.target_pct is None else f"target {formats.percent(one.target_pct, decimals=0)}"
    missing = "" if one.left_n is None else f"{formats.number(one.left_n)} {one.left_words}"
    side = "" if one.is_higher_better else "makin rendah makin baik"
    return {
        "label": _line(shortened(one.label)),
        "value": min(one.value_pct, 100.0),
        "target": one.target_pct,
        "text": f"{formats.number(one.received_n)} dari {formats.number(one.due_n)} ({formats.percent(one.value_pct)})",
        "missing": missing,
        "detail": _line("; ".join(part for part in (target, one.period, side) if part)),
    }


def _sources(beyond: Beyond) -> list[str]:
    money = [] if beyond.money is None else [f"Anggaran: {beyond.money.source}."]
    return list(dict.fromkeys([*beyond.sources, *money]))


def _no_services(facts: DesaFacts) -> str:
    if not facts.beyond.has_services:
        return "Belum ada data layanan untuk kabupaten ini."
    if facts.beyond.services:
        return ""
    return "Tidak ada layanan di bawah target yang dapat ditampilkan."


def _count(one: HeadCount) -> dict[str, object]:
    of = f"dari {formats.number(one.of_n)} {one.of_label}" if one.value_n is not None and one.of_n else ""
    return {
        "label": _line(one.label),
        "text": one.word if one.value_n is None else formats.number(one.value_n),
        "of": _line(of),
        "missing": one.value_n is None,
    }


def _promise(one: PromiseLine, wider: Mapping[str, str]) -> dict[str, object]:
    """wider: the areas around the desa; what was promised at their meetings is said to be theirs."""
    due = f"tenggat {formats.date(one.deadline)}" if one.deadline else "tanpa tenggat"
    sign = "!" if one.is_late else "✓" if one.is_fulfilled else "–"
    return {
        "text": _line(shortened(one.text)),
        "detail": _line("; ".join(part for part in (one.institution, wider.get(one.area_code, ""), due) if part)),
        "state": _line(one.state),
        "sign": sign,
    }


def _more(n: int, words: str) -> str:
    return f"dan {formats.number(n)} {words}." if n > 0 else ""


def _money(money: Money | None, *, has_money: bool) -> str:
    if money is None:
        return "Belum ada anggaran stunting desa yang tercatat." if has_money else "Belum ada data anggaran."
    spent = "" if money.realised_rp is None else f", terealisasi {formats.rupiah(money.realised_rp)}"
    return (
        f"Anggaran {money.year}: {formats.rupiah(money.budget_rp)} untuk {formats.number(money.activity_n)} "
        f"kegiatan{spent}."
    )


def _line(text: str) -> str:
    return breakable(printable(text))
