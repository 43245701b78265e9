"""Everything that the appendix of a decree on priority villages says; its files only place it.

From a proposal with scores, or from a list that was decided and is read back from the register.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.exports import decree_rows
from stunting.exports.decree_rows import DecreeTable, Order, printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import Letterhead, completed, full_name
from stunting.lokus.proposal import Place, Proposal
from stunting.routine.rates import SMALLEST_N

BLANK = "." * 36
LEAVING_TITLE = "Desa/kelurahan yang keluar dari daftar tahun sebelumnya"
SCORE_NOTE = "Skor adalah usulan, dapat diubah: rembuk dan pejabat yang menetapkan yang memutuskan daftar ini."
ROUTINE_NOTE = (
    "Balita diukur, balita stunting, prevalensi, dan cakupan ukur dari pencatatan rutin (e-PPGBM), bukan survei: hanya "
    "balita yang datang diukur yang terhitung. Prevalensi dibaca bersama jumlah balita diukur dan cakupannya."
)
TOTAL_NOTE = "Persentase pada baris Jumlah dihitung dari jumlah, bukan dari rata-rata persentase."


@dataclass(frozen=True, kw_only=True)
class Section:
    """Sentences under one heading below the tables."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Decree:
    """What is printed.

    head:     label and words of the lines that name the decree
    leaving:  those of the year before that are not in the list; without total
    sections: legend, formula, exchanges, sources, notes
    """

    letterhead: Letterhead
    head: tuple[tuple[str, str], ...]
    title: str
    subtitle: str
    table: DecreeTable
    leaving: DecreeTable
    sections: tuple[Section, ...]
    file_title: str
    release_id: str
    is_sample: bool

    @property
    def sample(self) -> str:
        """The words on every page of sample data; "" for real data."""
        return SAMPLE if self.is_sample else ""

    @property
    def watermark(self) -> str:
        return WATERMARK if self.is_sample else ""

    @property
    def foot(self) -> str:
        return f"{self.title}. Rilis data {self.release_id}."

    @property
    def signature(self) -> tuple[tuple[str, str], tuple[str, str], str, str, str]:
        """Place and day with their labels, then title, name and NIP of who signs."""
        one = self.letterhead
        nip = printable(one.signer_nip)
        return (
            ("Ditetapkan di", _or_blank(one.place)),
            ("pada tanggal", _or_blank(one.date_text)),
            _or_blank(one.signer_title),
            _or_blank(one.signer_name),
            f"NIP {nip}" if nip else "",
        )

    @property
    def stamp(self) -> Stamp:
        """For the name of the file."""
        return Stamp(
            title=self.file_title,
            subtitle=self.subtitle,
            source="",
            release_id=self.release_id,
            is_sample=self.is_sample,
        )


@in_indonesian
def from_proposal(
    proposal: Proposal,
    *,
    area: Area,
    letterhead: Letterhead,
    period_label: str,
    release_id: str,
    frozen: dt.date | None = None,
    sources: Sequence[str] = (),
    notes: Sequence[str] = (),
    is_sample: bool = False,
    order: Order = Order.KECAMATAN,
) -> Decree:
    """The appendix of what a scenario gives: exactly the desa of `Proposal.chosen`, with score.

    letterhead: empty fields take the default of the area; what remains empty is a dotted line to fill in by hand
    frozen:  the day or moment (`datetime`) from which the figures were left as they are
    sources: of the criteria, as `Candidates.sources`
    """
    frame = proposal.frame
    chosen = proposal.chosen
    return _decree(
        decree_rows.table(chosen, order=order),
        decree_rows.table(frame[frame["status"].eq(decree_rows.LEAVING)], order=order),
        chosen=frame[frame["is_in"] | frame["status"].eq(decree_rows.LEAVING)],
        area=area,
        letterhead=letterhead,
        lokus_year=proposal.scenario.lokus_year,
        period_label=period_label,
        release_id=release_id,
        frozen=frozen,
        sections=(
            Section(title="Rumus skor", lines=(proposal.formula, SCORE_NOTE)),
            Section(title="Pertukaran dengan alasan", lines=tuple(_swaps(proposal))),
            Section(title="Dikecualikan dengan alasan", lines=tuple(_exclusions(proposal))),
        ),
        sources=sources,
        notes=[*_missing(proposal), *_without_earlier_list(proposal), *proposal.notes, *notes],
        is_sample=is_sample,
    )


@in_indonesian
def from_list(
    frame: pd.DataFrame,
    *,
    area: Area,
    letterhead: Letterhead,
    lokus_year: int,
    period_label: str,
    release_id: str,
    frozen: dt.date | None = None,
    sources: Sequence[str] = (),
    notes: Sequence[str] = (),
    is_sample: bool = False,
    is_public: bool = False,
    order: Order = Order.KECAMATAN,
) -> Decree:
    """The appendix of a list that was decided, without score; columns of the frame as in `decree_rows.table`.

    Rows with status "keluar" make the second table. Without `rank` the rows of a kecamatan stand by code.
    """
    is_leaving = frame["status"].eq(decree_rows.LEAVING)
    listed, leaving = (
        decree_rows.table(part, order=order, with_score=False, is_public=is_public)
        for part in (frame[~is_leaving], frame[is_leaving])
    )
    return _decree(
        listed,
        leaving,
        chosen=frame,
        area=area,
        letterhead=letterhead,
        lokus_year=lokus_year,
        period_label=period_label,
        release_id=release_id,
        frozen=frozen,
        sections=(),
        sources=sources,
        notes=notes,
        is_sample=is_sample,
    )


def _decree(
    listed: DecreeTable,
    leaving: DecreeTable,
    *,
    chosen: pd.DataFrame,
    area: Area,
    letterhead: Letterhead,
    lokus_year: int,
    period_label: str,
    release_id: str,
    frozen: dt.date | None,
    sections: Sequence[Section],
    sources: Sequence[str],
    notes: Sequence[str],
    is_sample: bool,
) -> Decree:
    place = full_name(area)
    letterhead = completed(letterhead, area)
    subject = f"Penetapan desa/kelurahan lokasi fokus percepatan penurunan stunting {place} tahun {lokus_year}"
    said = [
        Section(title="Tanda dan singkatan", lines=tuple(_legend(listed, leaving, chosen))),
        *sections,
        Section(title="Sumber kriteria", lines=tuple(sources)),
        Section(title="Catatan", lines=(ROUTINE_NOTE, TOTAL_NOTE, *_gaps(listed), *notes)),
    ]
    return Decree(
        letterhead=letterhead,
        head=(
            ("LAMPIRAN", _or_blank(letterhead.decree_kind).upper()),
            ("NOMOR", _or_blank(letterhead.decree_number)),
            ("TANGGAL", _or_blank(letterhead.date_text)),
            ("TENTANG", printable(subject).upper()),
        ),
        title=printable(f"Daftar desa/kelurahan lokus {place} tahun {lokus_year}"),
        subtitle=_subtitle(period_label, frozen, release_id),
        table=listed,
        leaving=decree_rows.without_total(leaving),
        sections=tuple(
            Section(title=one.title, lines=tuple(line for line in map(printable, one.lines) if line))
            for one in said
            if any(one.lines)
        ),
        file_title=f"Lampiran SK lokus {place} tahun {lokus_year}",
        release_id=printable(release_id),
        is_sample=is_sample,
    )


def _subtitle(period_label: str, frozen: dt.date | None, release_id: str) -> str:
    said = f"Data: {printable(period_label)}, rilis {printable(release_id)}."
    if frozen is None:
        return said
    day = formats.timestamp(frozen) if isinstance(frozen, dt.datetime) else formats.date(frozen)
    return f"{said} Data dibekukan pada {day}."


def _or_blank(text: str) -> str:
    return printable(text) or BLANK


def _legend(listed: DecreeTable, leaving: DecreeTable, chosen: pd.DataFrame) -> Iterable[str]:
    """What the signs mean that stand in the tables."""
    texts = {cell.text for found in (listed, leaving) for row in (*found.rows, found.total) for cell in row}
    places = set(chosen["place"]) if "place" in chosen else set()
    yield "KRS: keluarga berisiko stunting. n: balita diukur. baru/lanjutan: terhadap daftar tahun sebelumnya."
    if decree_rows.UNKNOWN in texts:
        yield f"{decree_rows.UNKNOWN} : tidak ada data; bukan nol."
    if decree_rows.SMALL in texts:
        yield f"{decree_rows.SMALL}: persentase tidak ditulis di bawah {SMALLEST_N} balita diukur."
    if decree_rows.HIDDEN in texts:
        yield f"{decree_rows.HIDDEN}: angka 1–4, dan angka lain yang dapat membukanya, tidak dibagikan."
    if "is_lacking" in chosen and chosen["is_lacking"].eq(True).any():
        yield f"{decree_rows.LACKING_SIGN} data kurang: cakupan pengukuran di bawah batas, atau terlalu sedikit diukur."
    if Place.QUOTA in places:
        yield f"{decree_rows.QUOTA_SIGN} {Place.QUOTA.value}."
    if Place.SWAPPED_IN in places:
        yield f"{decree_rows.SWAPPED_SIGN} {Place.SWAPPED_IN.value}; lihat daftar pertukaran."


def _gaps(listed: DecreeTable) -> Iterable[str]:
    if listed.gaps:
        known = "; ".join(f"{heading} {formats.number(count)}" for heading, count in listed.gaps)
        yield f"Baris Jumlah hanya memuat desa/kelurahan yang ada datanya, dari {len(listed.rows)}: {known}."


def _missing(proposal: Proposal) -> Iterable[str]:
    chosen, asked = len(proposal.chosen), proposal.scenario.size
    if chosen != asked:
        yield f"Diminta {formats.number(asked)} desa/kelurahan; yang memenuhi aturan {formats.number(chosen)}."


def _without_earlier_list(proposal: Proposal) -> Iterable[str]:
    if "was_lokus" in proposal.frame and not proposal.frame["was_lokus"].any():
        yield "Daftar lokus tahun sebelumnya belum ada dalam data, jadi setiap desa/kelurahan tertulis baru."


def _swaps(proposal: Proposal) -> Iterable[str]:
    names = _names(proposal)
    for one in proposal.scenario.swaps:
        enters, leaves = (names.get(code, code) for code in (one.in_code, one.out_code))
        yield f"{enters} menggantikan {leaves}. Alasan: {_or_blank(one.reason)}"


def _exclusions(proposal: Proposal) -> Iterable[str]:
    names = _names(proposal)
    for one in proposal.scenario.exclusions:
        yield f"{names.get(one.code, one.code)}. Alasan: {_or_blank(one.reason)}"


def _names(proposal: Proposal) -> dict[str, str]:
    frame = proposal.frame
    said = frame["area_name"].astype(str) + " (" + frame["kecamatan_name"].astype(str) + ")"
    return dict(zip(frame["area_code"], said, strict=True))
