"""The report of an import: what the page shows is in the reader's language, what is handed over is Indonesian."""

from __future__ import annotations

import io
from collections import Counter

import pandas as pd
import python_calamine

from stunting.imports import practice, report_file
from stunting.imports.report import FileReport, ImportReport
from stunting.imports.rules import NOTES, REASONS, rule
from stunting.languages import ENGLISH, use


def a_report() -> ImportReport:
    sample = practice.sentence(["contoh.xlsx"], kabupaten="Kab. Pasuruan", earlier=[], is_dry_run=True)
    file = FileReport(file="contoh.xlsx", sha256="", kind="individu", rows_read=5, rejected=Counter(duplikat=2))
    row = {"file": "contoh.xlsx", "row_no": 4, "reason": "duplikat", "column": "", "masked": ""}
    return ImportReport(
        kabupaten_code="3514",
        kabupaten_name="Kab. Pasuruan",
        files=(file,),
        is_dry_run=True,
        rejected_rows=pd.DataFrame([row]),
        sentences_before=tuple(sample),
    )


def test_a_rule_reads_in_both_languages_and_needs_the_same_work():
    needs_work = {one.code: one.needs_work for one in (*REASONS, *NOTES)}

    assert rule("duplikat").advice == "Baris terakhir yang dipakai. Tidak perlu diperbaiki."
    with use(ENGLISH):
        assert rule("duplikat").advice == "The last row is used. No need to correct."
        assert {one.code: one.needs_work for one in (*REASONS, *NOTES)} == needs_work
    assert [code for code, is_needed in needs_work.items() if not is_needed] == [
        one.code for one in REASONS if "Tidak perlu diperbaiki" in one.advice
    ]


def test_the_workbook_stays_indonesian_for_an_english_reader():
    report = a_report()
    expected = cells(report_file.to_xlsx(report))

    with use(ENGLISH):
        made = cells(report_file.to_xlsx(report))
        shown = report_file.tables_of(report)["Baris ditolak"]

    assert made == expected
    assert any("akan ditandai DATA CONTOH" in cell for cell in made)
    assert shown["Yang perlu dilakukan"].tolist() == ["The last row is used. No need to correct."]


def cells(workbook: bytes) -> list[str]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
