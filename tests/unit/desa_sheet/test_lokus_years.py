"""Lokus years on the sheet of a desa."""

from __future__ import annotations

import pandas as pd

from stunting.desa_sheet.beyond import lokus_years

OURS, OTHER = "1801042007", "1801042008"
COLUMNS = ["desa_code", "lokus_year", "status", "is_sample"]
REAL = [(OURS, 2025, "baru", False), (OTHER, 2025, "baru", False)]
SAMPLE = [(OURS, 2026, "baru", True)]


def lists(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=COLUMNS)
    return frame.assign(is_sample=frame["is_sample"].astype(bool))


def test_years_are_told_up_to_the_year_after_with_the_newest_status():
    found = lokus_years(
        lists(*REAL, (OURS, 2026, "lanjutan", False), (OURS, 2027, "lanjutan", False)),
        year=2025,
    )

    assert found == {OURS: ((2025, 2026), "lanjutan"), OTHER: ((2025,), "baru")}


def test_a_sample_list_says_nothing_where_a_list_is_real():
    assert lokus_years(lists(*REAL, *SAMPLE), year=2025)[OURS] == ((2025,), "baru")


def test_sample_lists_are_told_where_none_is_real():
    assert lokus_years(lists(*SAMPLE), year=2025) == {OURS: ((2026,), "baru")}


def test_a_kabupaten_without_lists_has_no_lokus_years():
    assert lokus_years(lists(), year=2025) == {}
