"""The short name of who published a figure."""

from __future__ import annotations

import csv

import pytest

from stunting.measures import Estimate
from stunting.paths import ROOT
from stunting.slides import words
from stunting.slides.publishers import KNOWN, short_name

STUDY = (
    "SSGI 2024 (Kemenkes), kab/kota values in BRIN SPPG study; copy: GitHub yanuprasetyo/sppg_rawanpangan index.html "
    "(di salinan itu tertulis 2022; nilainya cocok dengan SSGI 2024)"
)


def test_every_figure_of_one_source_has_a_publisher_with_a_name():
    with (ROOT / "data" / "raw" / "survei" / "prevalensi.csv").open(encoding="utf-8", newline="") as lines:
        alone = {row["source"] for row in csv.DictReader(lines) if row["is_verified"] != "True"}

    assert alone
    assert [one for one in alone if short_name(one) not in KNOWN.values()] == []


@pytest.mark.parametrize(
    ("citation", "name"),
    [
        (STUDY, "BRIN (kajian SPPG)"),
        ("Databoks 14 Feb 2023, listing of SSGI 2022 (Kemenkes) for Jawa Timur", "Databoks"),
        ("SSGI 2024, tabel Dinas Kesehatan, hal. 12.", "SSGI 2024, tabel Dinas Kesehatan, hal. 12"),
        ("", ""),
        ("Sebuah laporan tanpa nama yang dikenal " * 3, ""),
    ],
)
def test_a_citation_becomes_a_name_or_nothing(citation, name):
    assert short_name(citation) == name


def test_the_hall_reads_who_published_a_figure_and_no_citation():
    alone = Estimate(area_code="3514", survey="ssgi", year=2024, value_pct=14.2, source=STUDY)

    assert words.survey_notes(alone) == ("Angka SSGI 2024 ini baru ditemukan di satu sumber: BRIN (kajian SPPG).",)
