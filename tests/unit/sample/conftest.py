"""A sample with every fault, written once, and readers of what stands in its files."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from stunting.geography import Register
from stunting.paths import ROOT
from stunting.sample import faults
from stunting.sample.generate import Sample, write_sample
from stunting.sample.options import SampleOptions

PASURUAN = "3514"


@pytest.fixture(scope="session")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture(scope="session")
def full(register, tmp_path_factory) -> Sample:
    """All faults, three of each, in the many files of an office."""
    options = SampleOptions(code=PASURUAN, children=1500, seed=4, faults=dict.fromkeys(faults.FAULTS, 3))
    return write_sample(register, options, tmp_path_factory.mktemp("contoh"))


@pytest.fixture
def small(register, tmp_path):
    """Write a small sample in one CSV; returns it."""

    def make(**wishes) -> Sample:
        wishes = {"code": PASURUAN, "children": 220, "seed": 2, "layout": "csv", **wishes}
        return write_sample(register, SampleOptions(**wishes), tmp_path / str(len(list(tmp_path.iterdir()))))

    return make


def lines(path: Path) -> list[list[Any]]:
    """All lines of a file, header and title included."""
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";" if ";" in text.split("\n", 2)[1] else ","))


def records(path: Path) -> list[dict[str, Any]]:
    """The rows below the header, by header."""
    rows = lines(path)
    at = next(number for number, row in enumerate(rows) if "NIK" in row)
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]
