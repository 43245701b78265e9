"""The quality report as a workbook: what to do, the figures behind it, the last digits, and every definition."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from stunting import formats
from stunting.exports.stamp import Stamp
from stunting.exports.tables import A4, SAMPLE
from stunting.languages import in_indonesian
from stunting.quality import UnitQuality, graded, source_line
from stunting.quality_bands import INDICATORS, PROOF, Grade

# Tints with the symbol of the grade beside them; they also differ in grey print.
TINTS = {Grade.VERY_GOOD: "#e3f1ec", Grade.GOOD: "#f2f8f5", Grade.FAIR: "#fdf1d8", Grade.SUPPORT: "#f8d5c2"}
NUMBER_FORMATS = {0: "0", 1: "0.0", 2: "0.00", 3: "0.000"}


@in_indonesian
def stamp_of(found: Sequence[UnitQuality], *, place: str, release_id: str) -> Stamp:
    """What the workbook says about itself."""
    months = sorted({(one.year, one.month) for one in found})
    period = "–".join(dict.fromkeys(formats.month(*months[end]) for end in (0, -1))) if months else ""
    return Stamp(
        title=f"Mutu pengukuran, {place}, {period}",
        subtitle="Tanda mutu pengukuran dan pencatatan, bukan penilaian orang; yang paling perlu dukungan di atas.",
        source=source_line(found),
        release_id=release_id,
        is_sample=any(one.is_sample for one in found),
        notes=(PROOF,),
    )


@in_indonesian
def to_xlsx(found: Sequence[UnitQuality], stamp: Stamp, *, heading: str) -> bytes:
    """Sheets "Anjuran", "Angka", "Angka akhir", "Definisi" and "Keterangan"; numbers are numbers.

    found:   units in the order of the report
    heading: what a unit is, for example "Puskesmas"
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": stamp.title, "comments": stamp.source})
    _advice(book, found, heading)
    _figures(book, found, heading)
    _digits(book, found, heading)
    _definitions(book)
    about = book.add_worksheet("Keterangan")
    about.set_column(0, 0, 120)
    for row, line in enumerate(stamp.lines):
        about.write_string(row, 0, line)
    for sheet in book.worksheets():
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f"&L{stamp.title.replace('&', '&&')}&R{SAMPLE if stamp.is_sample else ''}", {"margin": 0.3})
    book.close()
    return stream.getvalue()


def _advice(book: xlsxwriter.Workbook, found: Sequence[UnitQuality], heading: str) -> None:
    """One row per unit and weak figure: what, how much, what to do."""
    sheet, wrapped = book.add_worksheet("Anjuran"), book.add_format({"text_wrap": True, "valign": "top"})
    _headings(book, sheet, [heading, "Bulan", "Tanda", "Nilai", "Penilaian", "Yang perlu dilakukan"])
    for column, width in enumerate((28, 16, 38, 10, 18, 90)):
        sheet.set_column(column, column, width, wrapped)
    row = 1
    for unit in found:
        weak = [one for one in INDICATORS if unit.grades[one.key] in (Grade.SUPPORT, Grade.FAIR)]
        for one in sorted(weak, key=lambda one: -int(unit.grades[one.key] or 0)):
            grade = unit.grades[one.key]
            assert grade is not None
            texts = (
                unit.name,
                formats.month(unit.year, unit.month),
                one.label,
                unit.written(one),
                graded(grade),
                one.advice(grade),
            )
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
            row += 1
        if not weak:
            for column, text in enumerate((unit.name, formats.month(unit.year, unit.month), "", "", "", unit.sentence)):
                sheet.write_string(row, column, text)
            row += 1
    sheet.autofilter(0, 0, max(row - 1, 1), 5)


def _figures(book: xlsxwriter.Workbook, found: Sequence[UnitQuality], heading: str) -> None:
    """One row per unit and month, two columns per sign: the number, and its grade in words and colour."""
    sheet = book.add_worksheet("Angka")
    fixed = [heading, "Bulan", "Terdaftar", "Diukur tingginya", "Cakupan (%)", "Laki-laki per 100 perempuan"]
    signs = [name for one in INDICATORS for name in (one.label, f"Penilaian: {one.short}")]
    _headings(book, sheet, [*fixed, *signs])
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(fixed) + len(signs) - 1, 15)
    sheet.freeze_panes(1, 1)
    whole, decimal = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.0"})
    numbers = {places: book.add_format({"num_format": text}) for places, text in NUMBER_FORMATS.items()}
    tints = {grade: book.add_format({"bg_color": tint}) for grade, tint in TINTS.items()}
    for row, unit in enumerate(found, start=1):
        sheet.write_string(row, 0, unit.name)
        sheet.write_string(row, 1, formats.month(unit.year, unit.month))
        sheet.write_number(row, 2, unit.listed_n, whole)
        sheet.write_number(row, 3, unit.height_n, whole)
        for column, value in ((4, unit.measured_pct), (5, unit.boys_per_100_girls)):
            if value is not None:
                sheet.write_number(row, column, value, decimal)
        for position, one in enumerate(INDICATORS):
            column, value, grade = len(fixed) + 2 * position, unit.values[one.key], unit.grades[one.key]
            if value is not None:
                sheet.write_number(row, column, value, numbers[one.decimals])
            sheet.write_string(row, column + 1, graded(grade), tints[grade] if grade is not None else None)


def _digits(book: xlsxwriter.Workbook, found: Sequence[UnitQuality], heading: str) -> None:
    sheet = book.add_worksheet("Angka akhir")
    _headings(book, sheet, [heading, "Bulan", "Ukuran", *(f",{digit}" for digit in range(10))])
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 16)
    row = 1
    for unit in found:
        for name, counts in (("Tinggi", unit.height_digits), ("Berat", unit.weight_digits)):
            for column, text in enumerate((unit.name, formats.month(unit.year, unit.month), name)):
                sheet.write_string(row, column, text)
            for digit, count in enumerate(counts):
                sheet.write_number(row, 3 + digit, count)
            row += 1


def _definitions(book: xlsxwriter.Workbook) -> None:
    sheet, wrapped = book.add_worksheet("Definisi"), book.add_format({"text_wrap": True, "valign": "top"})
    _headings(
        book, sheet, ["Tanda", "Satuan", "Cara menghitung", "Ambang", "Jenis ambang", "Sumber ambang", "Bila lemah"]
    )
    for column, width in enumerate((36, 8, 60, 50, 12, 60, 60)):
        sheet.set_column(column, column, width, wrapped)
    for row, one in enumerate(INDICATORS, start=1):
        texts = (one.label, one.unit, one.formula, one.ranges(), str(one.basis), one.source, one.weak)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)


def _headings(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, names: Sequence[str]) -> None:
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, heading)
    sheet.freeze_panes(1, 0)
