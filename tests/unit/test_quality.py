"""Figures of data quality against values worked out by hand, and what a unit is told to do."""

from __future__ import annotations

import io
import math
import zipfile

import pytest
from scipy import stats

from stunting import quality, queries
from stunting.build.release import build_release
from stunting.charts import quality as pictures
from stunting.errors import UnknownIndicatorError
from stunting.exports import pictures as printing
from stunting.exports import quality_report
from stunting.exports.stamp import Stamp
from stunting.geography import Area
from stunting.quality_bands import INDICATORS, Basis, Grade, quality_indicator
from stunting.releases import open_release
from stunting.routine import origin
from tests.quality_rows import KABUPATEN, MONTHS, SHA256, named, publish_with_quality
from tests.small import TINY


def unit(**changes):
    return quality.units(named(**changes))[0]


# -- formulas ---------------------------------------------------------------------------------------------------------


def test_even_digits_score_zero_and_a_single_digit_scores_a_hundred():
    assert quality.digit_preference_score([7] * 10) == 0
    assert quality.digit_preference_score([50] + [0] * 9) == pytest.approx(100)


def test_the_digit_score_is_the_root_of_chi_squared_over_n_and_nine():
    counts = [20, 10, 10, 10, 10, 10, 10, 10, 5, 5]

    # Expected 10 each: (100 + 25 + 25) / 10 = 15; 100 * sqrt(15 / (100 * 9)) = 12.91.
    assert quality.digit_preference_score(counts) == pytest.approx(12.9099, abs=1e-4)


def test_dissimilarity_is_the_share_that_would_have_to_move():
    # 0 holds 10 percentage points too many, which belong to 8 and 9.
    assert quality.dissimilarity_pct([20, 10, 10, 10, 10, 10, 10, 10, 5, 5]) == pytest.approx(10)
    assert quality.dissimilarity_pct([40] + [0] * 9) == pytest.approx(90)


def test_figures_of_nothing_are_missing():
    assert math.isnan(quality.digit_preference_score([0] * 10))
    assert math.isnan(quality.dissimilarity_pct([0] * 10))
    assert quality.share_pct(3, 19) is None
    assert quality.binomial_p(10, 19, 0.5) is None


def test_heaping_compares_a_month_with_the_months_beside_it():
    ages = [10] * 60
    for month in (12, 24, 36, 48):
        ages[month] = 25

    assert quality.heaping(ages, quality.YEARS) == pytest.approx(2.5)
    assert quality.heaping(ages, quality.HALF_YEARS) == pytest.approx(1)


def test_heaping_of_a_handful_says_nothing():
    assert quality.heaping([1] * 60, quality.YEARS) is None


def test_the_sex_test_is_an_exact_binomial_test():
    # 20 of 20: both tails hold 0.5 ** 20 each.
    assert quality.binomial_p(20, 20, 0.5) == pytest.approx(2 * 0.5**20)


@pytest.mark.parametrize(("part", "whole"), [(30, 50), (307, 600), (700, 1200)])
def test_the_binomial_test_is_that_of_scipy(part, whole):
    expected = stats.binomtest(part, whole, quality.BOYS_SHARE).pvalue

    assert quality.binomial_p(part, whole, quality.BOYS_SHARE) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    "counts", [[60] * 10, [12, 8, 9, 11, 10, 14, 7, 10, 9, 10], [40, 20, 20, 20, 20, 40] + [20] * 4]
)
def test_digits_that_chance_may_have_made_are_those_of_the_chi_squared_test(counts):
    assert quality.may_be_even(counts) is bool(stats.chisquare(counts).pvalue >= 0.05)


# -- grades -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "grade"),
    [
        ("whz_sd", 1.0, Grade.VERY_GOOD),
        ("whz_sd", 1.1, Grade.GOOD),
        ("whz_sd", 1.16, Grade.FAIR),
        ("whz_sd", 1.2, Grade.SUPPORT),
        ("whz_sd", 0.79, Grade.SUPPORT),
        ("height_digit_score", 7.99, Grade.VERY_GOOD),
        ("height_digit_score", 8, Grade.GOOD),
        ("height_digit_score", 12, Grade.FAIR),
        ("height_digit_score", 20, Grade.SUPPORT),
        ("haz_flagged_pct", 1, Grade.VERY_GOOD),
        ("haz_flagged_pct", 1.01, Grade.GOOD),
        ("sex_p", 0.11, Grade.VERY_GOOD),
        ("sex_p", 0.001, Grade.SUPPORT),
        ("day_missing_pct", 20, Grade.FAIR),
        ("day_missing_pct", 20.1, Grade.SUPPORT),
    ],
)
def test_the_edges_of_the_bands(key, value, grade):
    assert quality_indicator(key).grade(value) is grade


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_every_indicator_says_how_it_is_computed_where_its_cut_offs_come_from_and_what_to_do(one):
    assert all((one.label, one.short, one.unit, one.formula, one.source))
    assert one.weak.endswith(".")
    assert one.bands[-1].grade is Grade.SUPPORT
    assert one.grade(None) is None
    assert one.basis in (Basis.STANDARD, Basis.CUSTOM)
    assert one.ranges().count(";") == len(one.bands) - 1


def test_no_advice_shames_anybody():
    words = " ".join(f"{one.weak} {one.label}" for one in INDICATORS).lower()

    assert not any(word in words for word in ("buruk", "terburuk", "gagal", "malas", "palsu"))


def test_an_unknown_indicator_offers_the_nearest():
    with pytest.raises(UnknownIndicatorError, match="haz_sd"):
        quality_indicator("has_sd")


# -- units ------------------------------------------------------------------------------------------------------------


def test_a_unit_without_any_problem_is_told_to_go_on():
    found = unit()

    assert found.weak == []
    assert found.fair == []
    assert found.sentence == "Baik di semua hal; pertahankan."
    assert found.measured_pct == pytest.approx(100 * 600 / 620)


def test_a_unit_that_rounds_its_heights_is_told_how_to_read():
    found = unit(height_digits=[300, 10, 10, 10, 10, 220, 10, 10, 10, 10])

    assert [one.key for one in found.weak] == ["height_digit_score"]
    assert found.sentence.startswith("Perlu dukungan: angka akhir tinggi ")
    assert "catat sampai 0,1 cm" in found.sentence


def test_below_twenty_measured_children_there_is_no_figure():
    found = unit(height_n=19, haz_n=19)

    assert set(found.values.values()) == {None}
    assert "n kecil" in found.sentence


def test_a_score_of_few_children_that_chance_explains_is_no_problem():
    found = unit(height_n=30, height_digits=[5, 2, 4, 2, 3, 5, 2, 3, 1, 3])

    assert found.values["height_digit_score"] > 12
    assert found.grades["height_digit_score"] is Grade.GOOD


def test_the_spread_of_few_children_needs_proof():
    few, many = unit(height_n=25, haz_n=25, haz_sd=1.55), unit(haz_sd=1.55)

    assert few.grades["haz_sd"] is Grade.GOOD
    assert many.grades["haz_sd"] is Grade.SUPPORT


def test_a_tiny_imbalance_of_many_children_is_no_problem():
    found = unit(male_n=26_500, female_n=24_500)

    assert found.values["sex_p"] < 0.001
    assert found.grades["sex_p"] is Grade.GOOD


def test_an_imbalance_is_said_as_a_ratio():
    found = unit(male_n=400, female_n=200)

    assert "laki-laki per 100 perempuan 200 (p < 0,001)" in found.sentence


def test_children_weighed_without_a_height_are_a_share_of_those_weighed():
    found = unit(height_n=80, weight_missing_n=5, height_missing_n=25)

    # 80 measured, 5 of them not weighed, 25 only weighed: 25 of 100.
    assert found.values["height_missing_pct"] == pytest.approx(25)


def test_units_in_most_need_come_first_and_those_without_a_figure_last():
    poor = unit(unit_name="Z", haz_sd=1.9, unchanged_n=200)
    middling = unit(unit_name="A", day_missing_n=90)
    small = unit(unit_name="B", height_n=5)

    assert [one.name for one in quality.in_need_first([small, middling, poor])] == ["Z", "A", "B"]


def test_the_source_line_says_system_month_n_and_coverage():
    line = quality.source_line([unit()])

    assert line == (
        "Sumber: pencatatan rutin (e-PPGBM), Agustus 2025; n = 600 tinggi badan dari 620 balita terdaftar; "
        "cakupan 96,8%."
    )


# -- pictures and files -----------------------------------------------------------------------------------------------


def test_the_digits_have_ten_bars_and_the_expected_tenth():
    picture = pictures.last_digits(unit(), of="height")

    assert list(picture.figure.data[0].y) == [10.0] * 10
    assert picture.figure.layout.shapes[0].y0 == 10
    assert picture.table["Anak"].sum() == 600


def test_a_sample_is_marked_in_every_picture():
    months = [unit(month=6), unit(month=7)]
    for picture in (
        pictures.last_digits(months[0], of="weight"),
        pictures.ages(months[0]),
        pictures.spread_over_months(months),
    ):
        assert picture.is_sample
        assert any(note.text == "DATA CONTOH" for note in picture.figure.layout.annotations)


def test_no_line_crosses_a_month_without_a_figure():
    picture = pictures.spread_over_months([unit(month=5), unit(month=6), unit(month=8)])

    assert [len(trace.x) for trace in picture.figure.data] == [2, 1]


def test_every_picture_can_be_printed():
    for picture in (
        pictures.last_digits(unit(), of="height"),
        pictures.ages(unit()),
        pictures.spread_over_months([unit()]),
    ):
        png = printing.to_png(picture.figure, Stamp.of(picture, release_id="20260101-000000-00000000"))

        assert png.startswith(b"\x89PNG")


def test_the_workbook_holds_advice_figures_digits_and_definitions():
    found = [unit(day_missing_n=200), unit(unit_name="Kecil", height_n=5)]
    stamp = quality_report.stamp_of(found, place="Kab. Pasuruan", release_id="20260101-000000-00000000")

    with zipfile.ZipFile(io.BytesIO(quality_report.to_xlsx(found, stamp, heading="Puskesmas"))) as book:
        names = book.read("xl/workbook.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()

    assert all(f'name="{sheet}"' in names for sheet in ("Anjuran", "Angka", "Angka akhir", "Definisi", "Keterangan"))
    assert "▲ perlu dukungan" in texts
    assert "DATA CONTOH" in texts
    assert all(one.label in texts for one in INDICATORS)


def test_the_table_has_a_grade_beside_every_number():
    table = quality.table([unit()], heading="Puskesmas")

    assert table.loc[0, "Nilai: SD TB/U"] == "● sangat baik"
    assert table.loc[0, "Diukur tingginya"] == 600


# -- the release ------------------------------------------------------------------------------------------------------


@pytest.fixture
def db(tiny_layout):
    build_release(tiny_layout, expected=TINY, geometry=False)
    publish_with_quality(tiny_layout)
    with open_release(tiny_layout).database as opened:
        yield opened


def test_months_and_kabupaten_with_quality_are_listed(db):
    assert queries.quality_kabupaten(db)["kabupaten_code"].tolist() == [KABUPATEN]
    months = queries.quality_months(db, kabupaten_code=KABUPATEN)
    assert list(zip(months["year"], months["month"], strict=True)) == list(MONTHS)


def test_a_puskesmas_has_its_posyandu_and_no_others(db):
    frame = queries.quality_of_units(
        db, kabupaten_code=KABUPATEN, level="posyandu", year=2025, month=8, puskesmas_id="3514-pasrepan"
    )

    assert frame["unit_name"].tolist() == ["Mawar 2"]
    assert frame["parent_name"].tolist() == ["Pasrepan"]
    assert frame["desa_name"].tolist() == ["Kel. Kejayan"]


def test_the_puskesmas_that_rounds_is_first(db):
    frame = queries.quality_of_units(db, kabupaten_code=KABUPATEN, level="puskesmas", year=2025, month=8)

    found = quality.in_need_first(quality.units(frame))

    assert found[0].name == "Pasrepan"
    assert found[-1].name == "Kejayan"


def test_one_unit_month_by_month(db):
    found = quality.units(queries.quality_of_unit(db, level="kabupaten", unit_id=KABUPATEN))

    assert [one.month for one in found] == [6, 7, 8]
    assert found[0].name == "Kab. Pasuruan"


def test_routine_counts_are_summed_by_month(db):
    frame = queries.routine_months(db, within=KABUPATEN)

    assert frame["measured_n"].tolist() == [90, 90, 90]
    assert frame["target_n"].tolist() == [100, 100, 100]
    assert frame["is_sample"].all()


def test_the_imports_of_a_release_are_listed(db):
    assert queries.release_batches(db)["used_n"].tolist() == [5850]


def test_the_origin_of_a_figure_names_the_files_of_its_import_by_checksum(db):
    kabupaten = Area(
        code=KABUPATEN,
        level="kabupaten",
        kind="kabupaten",
        name="Pasuruan",
        official_name="Kab. Pasuruan",
        parent_code="35",
        lat=None,
        lon=None,
    )

    (line,) = origin.sources(db, area=kabupaten, is_sample=False)

    assert line.startswith("Kiriman k-1, diimpor 2 September 2025 pukul 10.05: 3 berkas, 5.850 baris dipakai")
    assert line.endswith(f"SHA-256 {', '.join(SHA256.split(';'))}")
