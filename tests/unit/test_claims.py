"""Claims as people type them: understood, matched, and answered. The table claims.csv was worked out by hand."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stunting import formats
from stunting.claims import (
    Answer,
    Claim,
    ClaimKind,
    ClaimVerdict,
    Evidence,
    Unreadable,
    best_match,
    check,
    find_pairs,
    parse,
)
from stunting.measures import Verdict
from stunting.routine.figures import PublishedRate
from tests.claim_figures import FIGURES, NATIONAL, routine, survey, whole_year, window

with (Path(__file__).parent / "claims.csv").open(encoding="utf-8") as lines:
    TABLE = list(csv.DictReader(lines))


def answer(text, figures=FIGURES):
    return check(parse(text), best_match(parse(text), figures), national=NATIONAL)


def test_a_denominator_that_was_not_stated_is_unknown_and_no_other_one():
    announced = [
        PublishedRate(
            area_code="3514", period=whole_year(year), value_pct=value, base="", announced_by="Tugu Jatim, Januari 2023"
        )
        for year, value in ((2021, 18.1), (2022, 10.8))
    ]

    found = answer("dari 18,1% (2021) menjadi 10,8% (2022)", announced)

    assert {one.key: one.answer for one in found.reasons}["penyebut"] is Answer.UNKNOWN
    assert found.verdict is ClaimVerdict.INSUFFICIENT
    assert "e-PPGBM tahun 2021 (diumumkan) 18,1%" in found.reasons[0].sentence
    assert "diumumkan, Tugu Jatim, Januari 2023" in found.reasons[0].sentence


def test_an_announced_number_of_children_is_found_without_its_denominator():
    announced = [
        PublishedRate(area_code="3520", period=whole_year(year), value_pct=value, hits_n=hits, base="")
        for year, value, hits in ((2024, 10.4, 2588), (2025, 8.8, 2564))
    ]

    found = find_pairs(parse("2.588 anak (2024) menjadi 2.564 anak (2025)"), announced)

    assert [(one.before, one.after) for one in found] == [tuple(announced)]


def test_the_table_holds_at_least_forty_claims_and_every_verdict():
    assert len(TABLE) >= 40
    assert {row["verdict"] for row in TABLE} == {"", *ClaimVerdict}


@pytest.mark.parametrize("row", [row for row in TABLE if row["verdict"]], ids=lambda row: row["claim"])
def test_a_claim_gets_its_verdict_and_the_reasons_for_it(row):
    found = answer(row["claim"])

    assert found.claim.kind == row["understood"]
    assert found.verdict == row["verdict"]
    assert list(dict.fromkeys(one.key for one in found.decisive)) == row["reasons"].split()


@pytest.mark.parametrize("row", [row for row in TABLE if not row["verdict"]], ids=lambda row: row["claim"])
def test_a_text_that_is_no_claim_says_how_to_write_one(row):
    found = parse(row["claim"])

    assert isinstance(found, Unreadable)
    assert found.sentence.startswith(row["reasons"])
    assert "Tulis kedua angka" in found.sentence


@pytest.mark.parametrize(
    "text",
    [
        "21% -> 13%, 3 tahun",
        "21% → 13% dalam 3 tahun",
        "21 %  =>  13 % ( 3 thn )",
        "21,0 persen ke 13 persen selama tiga tahun",
        "21–13 dalam 36 bulan",
        "21% - 13%; 3 th",
        "21.0% menjadi 13% dalam kurun waktu 3 tahun terakhir",
        "turun dari 21 persen jadi 13 persen, hanya 3 tahun",
        "turun menjadi 13% dari 21% dalam tiga tahun",
        "Prevalensi stunting balita 0–59 bulan: 21% → 13%, 3 tahun",
        "21% (2020) 13% (2023)",
        "2020–2023: 21% → 13%",
        "tahun 2020 21%, tahun 2023 13%",
        "13% (2023) sebelumnya 21% (2020)",
        "21\u00a0% → 13\u00a0% (2023), 3 tahun",
        "turun 8 poin menjadi 13% dalam 3 tahun",
        "dari 21 tahun 2020 menjadi 13 tahun 2023",
    ],
)
def test_many_ways_to_write_one_claim_are_one_claim(text):
    found = parse(text)

    assert isinstance(found, Claim)
    assert (found.kind, found.before.value, found.after.value) == (ClaimKind.LEVELS, 21, 13)
    assert (found.years, found.amount, found.direction) == (3, -8, -1)


def test_a_year_and_a_length_give_the_other_year():
    found = parse("21% → 13% (2023), 3 tahun")

    assert (found.before.year, found.after.year) == (2020, 2023)


def test_a_point_before_three_digits_is_a_thousands_sign():
    count, percent = parse("8.520 → 6.000 balita"), parse("21.4 → 13.25")

    assert (count.kind, count.before.value, count.after.value) == (ClaimKind.COUNT, 8520, 6000)
    assert (percent.kind, percent.before.value, percent.after.value) == (ClaimKind.LEVELS, 21.4, 13.25)
    assert (percent.before.decimals, percent.after.decimals) == (1, 2)


def test_each_figure_keeps_its_own_source():
    found = parse("18,1% (e-PPGBM 2021) menjadi 26,1% (SSGI 2024)")

    assert [(end.source, end.year) for end in (found.before, found.after)] == [("rutin", 2021), ("ssgi", 2024)]


def test_two_percent_less_is_asked_back():
    found = parse("turun 2%")

    assert found.kind is ClaimKind.AMBIGUOUS
    assert not found.is_clear
    assert found.questions[0] == "“turun 2%”: 2 poin persen, atau 2% dari angka sebelumnya?"


def test_both_readings_of_two_percent_are_looked_for():
    # 2 points: 12 to 10. 2 percent of 12: 12 to 11,76.
    figures = [survey("ssgi", 2021, 12.0), survey("ssgi", 2022, 10.0), survey("ssgi", 2024, 11.8)]

    found = find_pairs(parse("turun 2%"), figures)

    assert {(one.before.year, one.after.year, one.is_relative) for one in found} == {
        (2021, 2022, False),
        (2021, 2024, True),
    }


def test_a_difference_without_years_is_asked_back_since_some_pair_always_fits():
    found = parse("turun 2,5 poin")

    assert found.questions == ("Perubahan sebesar itu dari tahun berapa ke tahun berapa?",)
    assert find_pairs(found, FIGURES)


def test_points_have_one_meaning():
    assert all(parse(f"turun 8 {unit} dalam 3 tahun").is_clear for unit in ("poin", "poin persen", "persen poin", "pp"))


def test_the_implied_pace_of_the_claim_stands_beside_the_national_one():
    # 1 - (13/21)^(1/3) = 14,8 % per year; Indonesia, slope of ln(24,4; 21,6; 19,8) on 2021, 2022, 2024: 6,4 %.
    found = check(parse("21% → 13%, 3 tahun"), Evidence(), national=NATIONAL)

    assert found.pace_pct == pytest.approx(14.773, abs=0.001)
    assert found.national_pace.aarr_pct == pytest.approx(6.378, abs=0.001)
    assert "turun 14,8% per tahun (AARR)" in found.reasons[-1].sentence
    assert "2,3 kali laju nasional" in found.reasons[-1].sentence
    assert "ukuran kewajaran" in found.reasons[-1].sentence


def test_no_pace_is_computed_across_two_methods():
    found = answer("26,1% (SSGI 2024) menjadi 10,2% (e-PPGBM 2025)")

    assert found.verdict is ClaimVerdict.NOT_COMPARABLE
    assert found.pace_pct is None


def test_the_best_pair_rounds_to_what_was_typed_within_one_method():
    found = best_match(parse("21% → 13%, 3 tahun"), FIGURES)

    # 21,4 % of August 2020 and 13,0 % of August 2023; SSGI 21,5 % of 2021 would be another method and distance.
    assert (found.before.label, found.after.label) == (
        "e-PPGBM Bulan Timbang Agustus 2020",
        "e-PPGBM Bulan Timbang Agustus 2023",
    )


def test_a_figure_that_does_not_round_to_the_typed_one_is_no_match():
    assert find_pairs(parse("16,0% → 13,0%"), FIGURES) == []


def test_a_chosen_figure_that_differs_from_the_typed_one_is_pointed_out():
    evidence = Evidence(before=routine(2022, 15_500, 100_000, 113_000), after=routine(2023, 13_650, 105_000, 113_000))

    found = check(parse("21% → 13%"), evidence)

    assert found.verdict is ClaimVerdict.INSUFFICIENT
    assert "Angka 21 tidak sama dengan e-PPGBM Bulan Timbang Agustus 2022 15,5%" in found.sentence


def test_a_supported_claim_carries_interval_counts_and_coverage():
    found = answer("15,5% (2022) → 13,0% (2023)")
    said = " ".join(one.sentence for one in found.reasons)

    # 15.500 of 100.000 and 13.650 of 105.000: -2,5 points, standard error 0,155.
    assert found.change.verdict is Verdict.DOWN
    assert found.change.low_points == pytest.approx(-2.80, abs=0.01)
    assert "15.500 dari 100.000 balita diukur" in said
    assert "Cakupan 88,5% lalu 92,9%" in said
    assert "interval 95% −2,8 sampai −2,2" in said
    assert {one.answer for one in found.reasons} == {Answer.YES, Answer.INFO}


def test_an_area_before_its_split_is_another_area():
    figures = [survey("ssgi", 2022, 34.6, 1, area="91-lama"), survey("ssgi", 2024, 24.7, 1, area="91")]

    found = answer("34,6% → 24,7%", figures)

    assert found.verdict is ClaimVerdict.NOT_COMPARABLE
    assert [one.key for one in found.decisive] == ["wilayah"]


def test_a_few_children_do_not_support_a_claim():
    # 4 of 20 and 2 of 20: -10 points, interval from -32 to +13.
    figures = [routine(2022, 4, 20, 22), routine(2023, 2, 20, 22)]

    found = answer("20% → 10%", figures)

    assert found.verdict is ClaimVerdict.INSUFFICIENT
    assert "setara" in found.sentence


def test_a_claim_that_nothing_changed_is_supported_where_both_figures_are_equal():
    figures = [routine(2022, 1_301, 10_000, 11_000), routine(2023, 1_304, 10_000, 11_000)]

    found = answer("13,0% (2022) → 13,0% (2023)", figures)

    assert found.verdict is ClaimVerdict.SUPPORTED
    assert "setara" in found.sentence


def test_nobody_measured_matches_nothing():
    assert find_pairs(parse("0% → 13%"), [routine(2022, 0, 0, 22), routine(2023, 13, 100, 110)]) == []


def test_no_answer_names_a_cause():
    for row in TABLE:
        if row["verdict"]:
            said = " ".join(one.sentence for one in answer(row["claim"]).reasons)
            assert "karena" not in said
            assert "terbukti" not in said


@pytest.mark.parametrize("text", ["", "   ", "?", "%", "-> %", "-", "0", "tahun 2023", "1e5%", "12 13 14 15", "١٣%"])
def test_no_text_breaks_the_reader(text):
    found = parse(text)

    assert isinstance(found, Claim | Unreadable)
    if isinstance(found, Claim):
        assert check(found, best_match(found, FIGURES)).verdict is ClaimVerdict.INSUFFICIENT


WORDS = st.sampled_from(
    "turun naik dari menjadi ke 21% 13,5 8.520 2020 (2023) 3_tahun 6_bulan 0 poin persen balita SSGI e-PPGBM per_tahun "
    "→ - – % 1,5 100 setahun dua satu_dari sebelumnya".replace("_", "\u00a0").split(" ")
)


@given(text=st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=8).map(" ".join)))
def test_every_text_is_a_claim_with_an_answer_or_a_sentence(text):
    found = parse(text)

    if isinstance(found, Unreadable):
        assert found.sentence.endswith(".")
    else:
        said = check(found, best_match(found, FIGURES), national=NATIONAL)
        assert said.decisive
        assert found.is_clear or said.verdict is not ClaimVerdict.SUPPORTED


@pytest.mark.parametrize("tenths", range(0, 1000, 37))
def test_a_written_percent_is_read_back(tenths):
    text = f"{formats.percent(tenths / 10)} → {formats.percent(50)}"

    assert math.isclose(parse(text).before.value, tenths / 10)


def test_a_window_is_known_by_the_time_between_its_middles():
    early, late = routine(2025, 10, 100, 100, month=2), routine(2025, 5, 100, 100)

    assert find_pairs(parse("10% → 5%, 6 bulan"), [early, late]) == [Evidence(before=early, after=late)]
    assert window(2025).year == 2025
