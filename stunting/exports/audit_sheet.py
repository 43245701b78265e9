"""The reports of an audit kasus stunting: a summary that may be published, and the worksheets for officers.

The summary has no rows about anybody and hides counts of 1-4 with what would tell them; it is a paper of its own, so
that it can be sent on without the rest. Header of the worksheet, groups and steps follow the national forms; the report
is signed by the wakil bupati as executive chair of the TPPS.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from stunting import formats
from stunting.exports.office_paper import Block, Facts, Heading, Line, Paper, Signature, Table
from stunting.exports.workshop_sheet import NO_NAMES, CaseLine, FollowUpLine, cases_table, follow_up_table
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import HEADS, Letterhead, full_name
from stunting.routine.bundles import is_safe_together

SMALLEST_SHOWN = 5
HIDDEN = "disembunyikan"
HIDDEN_NOTE = "Angka 1–4, dan angka yang dapat membukanya lewat pengurangan, disembunyikan untuk melindungi sasaran."
FOUND_NOTE = "Faktor adalah temuan audit, dan satu kasus dapat punya beberapa; jumlahnya tidak dijumlahkan."
NOT_CAUSE = "Faktor yang ditemukan menunjukkan hubungan, bukan bukti sebab."
NOT_YET = "belum"
BLANK_FOLLOW_UPS = 3


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """The kertas kerja of one case; texts are finished.

    number: its place in this audit ("Nomor Urut Kasus Audit")
    history: what the records say, by case number: last measure, alarms
    """

    number: int
    case: CaseLine
    puskesmas: str
    kecamatan: str
    desa: str
    audited_on: str
    direct_factors: tuple[str, ...]
    indirect_factors: tuple[str, ...]
    recommendation: str
    follow_ups: tuple[FollowUpLine, ...]


@dataclass(frozen=True, kw_only=True)
class AuditContent:
    """One audit as it is printed.

    name:    "Audit I, Semester I 2026"
    steps:   the four steps with the day each was done, None where it was not
    groups:  label and number of cases per group; factors: words and cases, direct and indirect
    follow_up_n, done_n, overdue_n: lines of the follow-up plan
    """

    kabkota: Area
    name: str
    decree: str
    experts: str
    steps: tuple[tuple[str, dt.date | None], ...]
    note: str
    groups: tuple[tuple[str, int], ...]
    kecamatan: tuple[tuple[str, int], ...]
    direct_factors: tuple[tuple[str, int], ...]
    indirect_factors: tuple[tuple[str, int], ...]
    follow_up_n: int
    done_n: int
    overdue_n: int
    worksheets: tuple[Worksheet, ...]


@in_indonesian
def summary_paper(
    content: AuditContent, *, letterhead: Letterhead, source: str, release_id: str, is_sample: bool = False
) -> Paper:
    """The part that may be published: counts alone."""
    total = sum(n for _, n in content.groups)
    return Paper(
        letterhead=letterhead,
        title=f"Ringkasan audit kasus stunting {content.kabkota.official_name}",
        subtitle=content.name,
        blocks=(
            _facts(content),
            Heading(text="Empat langkah audit"),
            _steps(content),
            Heading(text="Sasaran yang diaudit menurut kelompok"),
            _counts("Kelompok", "Kasus", shown_parts(content.groups), total=shown_total(total)),
            Heading(text="Sasaran yang diaudit menurut kecamatan"),
            _counts("Kecamatan", "Kasus", shown_parts(content.kecamatan), total=shown_total(total)),
            Heading(text="Faktor yang ditemukan"),
            Line(label="Langsung:", text=_factors(content.direct_factors, total=total)),
            Line(label="Tidak langsung:", text=_factors(content.indirect_factors, total=total)),
            Heading(text="Rencana tindak lanjut"),
            Line(text=_progress(content)),
            *((Heading(text="Catatan"), Line(text=content.note)) if content.note else ()),
        ),
        signatures=(_signature(content.kabkota, letterhead),),
        source=source,
        notes=(HIDDEN_NOTE, FOUND_NOTE, NOT_CAUSE),
        release_id=release_id,
        is_restricted=False,
        is_sample=is_sample,
    )


@in_indonesian
def restricted_paper(
    content: AuditContent, *, letterhead: Letterhead, source: str, release_id: str, is_sample: bool = False
) -> Paper:
    """The part for officers: list of cases by number, and one worksheet per case."""
    sheets: list[Block] = []
    for one in content.worksheets:
        sheets += _worksheet(content, one)
    return Paper(
        letterhead=letterhead,
        title=f"Kertas kerja audit kasus stunting {content.kabkota.official_name}",
        subtitle=content.name,
        blocks=(
            _facts(content),
            Heading(text="Kasus dalam audit"),
            cases_table([one.case for one in content.worksheets]),
            Line(text=NO_NAMES),
            *sheets,
        ),
        signatures=(_signature(content.kabkota, letterhead),),
        source=source,
        notes=(NOT_CAUSE,),
        release_id=release_id,
        is_restricted=True,
        is_sample=is_sample,
    )


def shown_parts(parts: Sequence[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    """Counts of disjoint parts whose total is shown as well: 1-4 is hidden, with the smallest others that keep the sum
    of all hidden ones from telling them. Zero is shown, unless nothing else is left to hide along."""
    counts = dict(parts)
    hidden = {label for label, n in parts if 0 < n < SMALLEST_SHOWN}
    others = sorted((n == 0, n, label) for label, n in parts if label not in hidden)
    is_total_shown = sum(counts.values()) >= SMALLEST_SHOWN
    while hidden and others and is_total_shown and not is_safe_together([counts[label] for label in hidden]):
        hidden.add(others.pop(0)[2])
    return tuple((label, HIDDEN if label in hidden else formats.number(n)) for label, n in parts)


def shown_total(total: int) -> str:
    """A total, hidden where it is 1-4 itself."""
    return HIDDEN if 0 < total < SMALLEST_SHOWN else formats.number(total)


def _counts(label: str, unit: str, rows: tuple[tuple[str, str], ...], *, total: str) -> Table:
    # A sum of 1-4 hides all its parts.
    shown = tuple((name, HIDDEN if total == HIDDEN and said != "0" else said) for name, said in rows)
    return Table(head=(label, unit), rows=(*shown, ("Jumlah", total)), widths=(5, 2), right=(1,))


def _factors(found: Sequence[tuple[str, int]], *, total: int) -> str:
    """Factors with their number, where neither it nor the rest of the cases is 1-4."""
    shown = [f"{words} ({formats.number(n)} kasus)" for words, n in found if _can_be_told(n, total)]
    rest = sum(n > 0 and not _can_be_told(n, total) for _, n in found)
    more = f"{rest} faktor lain yang jumlah kasusnya tidak ditampilkan" if rest else ""
    return "; ".join([*shown, *([more] if more else [])]) or "belum ada yang dicatat."


def _can_be_told(n: int, total: int) -> bool:
    return n >= SMALLEST_SHOWN and not 0 < total - n < SMALLEST_SHOWN


def _progress(content: AuditContent) -> str:
    if not content.follow_up_n:
        return "Belum ada tindak lanjut yang dicatat."
    return (
        f"{formats.number(content.follow_up_n)} tindak lanjut dicatat; {formats.number(content.done_n)} selesai, "
        f"{formats.number(content.overdue_n)} lewat tenggat."
    )


def _facts(content: AuditContent) -> Facts:
    return Facts(
        rows=(
            ("Kabupaten/Kota", full_name(content.kabkota)),
            ("Audit", content.name),
            ("SK tim audit", content.decree),
            ("Tim pakar", content.experts),
        )
    )


def _steps(content: AuditContent) -> Table:
    return Table(
        head=("Langkah", "Tanggal"),
        rows=tuple((label, formats.date(day) if day else NOT_YET) for label, day in content.steps),
        widths=(4, 2),
    )


def _worksheet(content: AuditContent, one: Worksheet) -> list[Block]:
    """One page per case, with the head of the national form."""
    return [
        Heading(text=f"Kertas kerja kasus {one.number}: {one.case.case_no}", starts_page=True),
        Facts(
            rows=(
                ("Kabupaten/Kota", full_name(content.kabkota)),
                ("Nomor urut kasus audit", str(one.number)),
                ("Puskesmas", one.puskesmas),
                ("Kecamatan", one.kecamatan),
                ("Desa/kelurahan", one.desa),
                ("Tanggal audit", one.audited_on),
                ("Kelompok", one.case.group),
                ("Umur", one.case.age),
            )
        ),
        Line(label="Yang perlu perhatian:", text=one.case.concerns or "tidak ada peringatan dari pencatatan"),
        Line(label="Faktor langsung:", text="; ".join(one.direct_factors) or NOT_YET + " dicatat"),
        Line(label="Faktor tidak langsung:", text="; ".join(one.indirect_factors) or NOT_YET + " dicatat"),
        Facts(
            rows=(
                ("Pekerjaan orang tua", ""),
                ("Pendidikan ibu", ""),
                ("TB ibu (cm)", ""),
                ("TB ayah (cm)", ""),
                ("Anak ke-", ""),
                ("Menyusui, bila tidak: alasan", ""),
                ("KB pascapersalinan", ""),
                ("Diisi oleh", ""),
            )
        ),
        Line(label="Rekomendasi tim pakar:", text=one.recommendation or "." * 90),
        Heading(text="RTL kasus ini"),
        follow_up_table(one.follow_ups, blank_n=BLANK_FOLLOW_UPS),
    ]


def _signature(kabkota: Area, letterhead: Letterhead) -> Signature:
    place = f"{letterhead.place}, {'.' * 24}" if letterhead.place else ""
    return Signature(
        title=f"Wakil {HEADS.get(kabkota.kind, 'Bupati')} {kabkota.name}, Ketua Pelaksana TPPS", place=place
    )
