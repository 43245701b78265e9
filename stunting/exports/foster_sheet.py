"""Orang tua asuh on A4: a summary without any child, and the restricted list for PKB and TPK with case numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from stunting import formats
from stunting import published_foster as released
from stunting.cases.numbers import case_number
from stunting.charts.theme import WATERMARK
from stunting.exports import tables, typesetting
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.foster import words
from stunting.foster.book import Book, KnownPlacement
from stunting.foster.effect import Effect, Fate
from stunting.foster.monitoring import COUNTED, SILENT_DAYS, Watch, unmeasured_days
from stunting.frames import records
from stunting.languages import in_indonesian
from stunting.minutes.typed import printable

TEMPLATE = Path(__file__).with_name("foster_sheet.typ")
RESTRICTED = "TERBATAS - MEMUAT DATA ANAK"
KEEP = (
    "Hanya untuk PKB, TPK, puskesmas, dan TPPS yang bertugas. Jangan difoto, ditayangkan, atau dikirim lewat grup. "
    "Simpan terkunci, musnahkan sesudah dipakai."
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One table of a sheet: heading, what it counts, columns with their widths, rows of finished texts.

    right: columns that are read from the right
    none:  what stands there without rows
    """

    heading: str
    about: str
    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    none: str = "Tidak ada."


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that is written on a sheet; the template only places it. mark: "" or RESTRICTED.

    watermark, sample: the words on every page of a sheet of invented children, else ""
    """

    title: str
    subtitle: str
    mark: str
    numbers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    paragraphs: tuple[str, ...]
    foot: str
    is_wide: bool = False
    watermark: str = ""
    sample: str = ""
    lines: tuple[str, ...] = field(default=())


@in_indonesian
def summary_content(
    book: Book,
    seen: Watch,
    effect: Effect,
    *,
    place: str,
    names: Callable[[str], str],
    release_id: str,
    is_sample: bool = False,
) -> Content:
    """The sums, children without a foster parent by kecamatan, and what became of the children; nobody is named.

    For officers all the same: counts of 1-4 are not hidden.
    """
    frame = seen.by_kecamatan
    kecamatan = Part(
        heading="Balita stunting menurut kecamatan",
        about="Menurut pengukuran sah terakhir yang diimpor; tanpa orang tua asuh pada tanggal lembar ini.",
        head=("Kecamatan", "Balita stunting", "Punya orang tua asuh", "Tanpa orang tua asuh"),
        widths=(40, 20, 24, 24),
        right=(False, True, True, True),
        rows=tuple(
            (
                names(str(one.kecamatan_code)),
                formats.number(int(one.stunted_n)),
                formats.number(int(one.placed_n)),
                formats.number(int(one.without_n)),
            )
            for one in records(frame.sort_values("without_n", ascending=False, kind="stable"))
        ),
        none=words.NO_CHILDREN,
    )
    return Content(
        title=f"Ringkasan orang tua asuh, {place}",
        subtitle=f"Per {formats.date(seen.today)}. Tanpa data per anak; angka kecil tidak disembunyikan.",
        mark="KHUSUS PETUGAS",
        numbers=tuple((label, words.number_words(value)) for label, value in words.sums(book, seen).items()),
        parts=(_programmes(book, seen), kecamatan, _fates(effect)),
        paragraphs=(words.sentence(effect), released.ALIKE, released.BY_ITSELF, COUNTED)
        if effect.child_n
        else (COUNTED,),
        foot=f"Ringkasan orang tua asuh, {place}. Sumber: buku kasus dan e-PPGBM; rilis data {release_id}.",
        watermark=WATERMARK if is_sample else "",
        sample=SAMPLE if is_sample else "",
    )


@in_indonesian
def list_content(
    book: Book, seen: Watch, *, place: str, desa: Callable[[str], str], is_sample: bool = False
) -> Content:
    """The lists by case number; no name, NIK, address or birth date."""

    def said(one: KnownPlacement) -> tuple[str, str, str, str]:
        programme = book.programme(one.record.programme).name
        return case_number(one.record.child), desa(one.record.desa_code), programme, printable(one.parent.label)

    who, wide = ("Nomor kasus", "Desa/kelurahan", "Program", "Orang tua asuh"), (16, 44, 20, 36)
    plain = (False,) * 4
    return Content(
        title=f"Daftar kerja orang tua asuh, {place}",
        subtitle=f"Per {formats.date(seen.today)}. {KEEP}",
        mark=RESTRICTED,
        numbers=(),
        parts=(
            Part(
                heading="Akan berakhir atau lewat rencana",
                about="Rencana berakhir sampai akhir bulan depan, dan yang lewat tetapi belum ditutup.",
                head=(*who, "Selesai"), widths=(*wide, 22), right=(*plain, False),
                rows=tuple((*said(one), formats.date(one.record.end)) for one in (*seen.overdue, *seen.ending)),
            ),
            Part(
                heading=f"Belum diukur lebih dari {unmeasured_days()} hari",
                about="Ukur supaya hasilnya dapat dilihat.",
                head=(*who, "Terakhir"), widths=(*wide, 22), right=(*plain, False),
                rows=tuple(
                    (*said(one), "belum pernah" if days is None else f"{formats.number(days)} hari lalu")
                    for one, days in seen.unmeasured
                ),
            ),
            Part(
                heading="Bantuan nutrisi di bawah Rp15.000 per hari",
                about=COUNTED,
                head=(*who, "Per hari"), widths=(*wide, 22), right=(*plain, True),
                rows=tuple(
                    (
                        *said(one.placement),
                        "nilai tidak tertulis" if one.is_unknown else formats.rupiah(round(one.per_day_rp)),
                    )
                    for one in (*seen.below, *seen.unknown)
                ),
            ),
            Part(
                heading="Dua orang tua asuh atau lebih",
                about="Pastikan disengaja.",
                head=who, widths=wide, right=plain,
                rows=tuple(said(one) for together in seen.doubled for one in together),
            ),
            Part(
                heading="Orang tua asuh tanpa kabar",
                about=f"Tidak ada bantuan yang dicatat lebih dari {SILENT_DAYS} hari.",
                head=("Orang tua asuh", "Bantuan terakhir"), widths=(60, 40), right=(False, False),
                rows=tuple(
                    (printable(parent.label), "belum pernah" if last is None else formats.date(last))
                    for parent, last in seen.silent
                ),
            ),
            Part(
                heading="Balita stunting tanpa orang tua asuh",
                about="Menurut pengukuran sah terakhir, TB/U terendah lebih dulu.",
                head=("Nomor kasus", "Desa/kelurahan", "JK", "Umur", "TB/U terakhir"),
                widths=(16, 60, 8, 18, 20), right=(False, False, False, True, True),
                rows=tuple(
                    (
                        str(one.case_no), desa(str(one.desa_code)), "L" if one.sex == "m" else "P",
                        f"{one.age_months} bulan", f"{formats.signed(one.haz, decimals=2)} SD",
                    )
                    for one in records(seen.without)
                ),
            ),
        ),
        paragraphs=(),
        foot=f"{RESTRICTED}. Daftar kerja orang tua asuh, {place}, {formats.date(seen.today)}.",
        is_wide=True,
        watermark=WATERMARK if is_sample else "",
        sample=SAMPLE if is_sample else "",
    )  # fmt: skip


@in_indonesian
def summary_pdf(content: Content) -> bytes:
    """The summary on A4."""
    return typesetting.pdf(TEMPLATE, _sheet(content))


@in_indonesian
def list_pdf(content: Content) -> bytes:
    """The restricted list on A4 landscape, marked on every page."""
    return typesetting.pdf(TEMPLATE, _sheet(content))


@in_indonesian
def png_pages(content: Content, *, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, _sheet(content), ppi=ppi)


@in_indonesian
def summary_xlsx(content: Content) -> bytes:
    """A sheet per table and the sentences."""
    return _xlsx(content)


@in_indonesian
def list_xlsx(content: Content) -> bytes:
    """The restricted list, marked on every page."""
    return _xlsx(content)


def _xlsx(content: Content) -> bytes:
    sheets = {"Jumlah": pd.DataFrame(content.numbers, columns=["Hal", "Jumlah"])} if content.numbers else {}
    for one in content.parts:
        sheets[one.heading[:31].replace("/", " ")] = pd.DataFrame(
            [
                [_number(cell) if right else cell for cell, right in zip(row, one.right, strict=True)]
                for row in one.rows
            ],
            columns=list(one.head),
        )
    about = [content.sample, content.title, content.subtitle, content.mark, *content.paragraphs, content.foot]
    return tables.to_workbook(
        sheets,
        title=content.title,
        about=[line for line in about if line],
        printed=" - ".join(filter(None, [content.mark, content.sample])),
        summary="Keterangan",
    )


def _number(text: str) -> int | str:
    """A whole number as a number: "1.234" is 1234; everything else stays the text it is."""
    bare = text.replace(".", "")
    return int(bare) if bare.isdigit() else text


def _sheet(content: Content) -> dict[str, object]:
    """For the template: every text on a line, with places to break endless words."""
    sheet = asdict(content)
    sheet["parts"] = [
        {**asdict(one), "rows": [[breakable(cell, longest=LONGEST_IN_CELL) for cell in row] for row in one.rows]}
        for one in content.parts
    ]
    return sheet


def _programmes(book: Book, seen: Watch) -> Part:
    rows = []
    for one in book.programmes:
        active: Sequence[KnownPlacement] = book.active(seen.today, programme=one.code)
        ever = [placement for placement in book.placements if placement.record.programme == one.code]
        if ever:
            given = sum(help_.value_rp or 0 for placement in ever for _, help_ in placement.helps)
            rows.append(
                (
                    printable(one.name),
                    formats.number(len({placement.record.child for placement in active})),
                    formats.number(len({placement.parent.record.id for placement in active})),
                    formats.number(len({placement.record.child for placement in ever})),
                    formats.rupiah(given),
                )
            )
    return Part(
        heading="Program",
        about="Bantuan: jumlah semua jenis yang nilainya tertulis, sejak awal.",
        head=("Program", "Anak asuh", "Orang tua asuh", "Pernah ditempatkan", "Bantuan tercatat"),
        widths=(34, 18, 20, 22, 30),
        right=(False, True, True, True, True),
        rows=tuple(rows),
        none="Belum ada penempatan.",
    )


def _fates(effect: Effect) -> Part:
    return Part(
        heading="Semua anak yang pernah ditempatkan",
        about="Juga yang tidak diukur lagi: tanpa mereka perubahan tampak lebih baik daripada sebenarnya.",
        head=("Keadaan", "Anak"),
        widths=(80, 20),
        right=(False, True),
        rows=tuple((fate.value, formats.number(effect.fates[fate])) for fate in Fate if effect.fates[fate]),
        none="Belum ada anak asuh.",
    )
