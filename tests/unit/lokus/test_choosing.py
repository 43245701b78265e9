"""What the engine promises of levels, scores, places, exchanges and draws."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.lokus.choosing import propose
from stunting.lokus.proposal import Place
from stunting.lokus.scenario import Exclusion, LackRule, Rule, Scenario, ScenarioError, Swap
from stunting.lokus.scoring import levels_of
from tests.lokus_desa import candidates_of, code, random_candidates, scenario_of, with_column


def by_code(proposal):
    return proposal.frame.set_index("area_code")


def test_equal_values_share_the_mean_rank_and_the_ends_are_0_and_1():
    assert levels_of(np.array([[3.0, 1, 1, 9]]), None)[0] == pytest.approx([2 / 3, 1 / 6, 1 / 6, 1])


@pytest.mark.parametrize("values", [[4.0], [4.0, 4.0, 4.0]])
def test_a_lone_desa_and_equal_desa_stand_in_the_middle(values):
    assert set(levels_of(np.array([values]), None)[0]) == {0.5}


def test_beyond_a_threshold_is_1_and_on_it_is_0():
    assert levels_of(np.array([[6.9, 7.0, 7.1, np.nan]]), 7.0)[0] == pytest.approx([0, 0, 1, np.nan], nan_ok=True)


def test_a_criterion_where_less_is_worse_is_turned():
    candidates = candidates_of([{"krs": krs} for krs in (10, 20, 30)])
    turned = replace(
        candidates, criteria=tuple(replace(one, is_higher_worse=one.key != "krs") for one in candidates.criteria)
    )

    ranked = by_code(propose(turned, scenario_of(size=1, weights=(0, 0, 1, 0))))
    beyond = by_code(propose(turned, scenario_of(size=1, rules=(Rule(key="krs", weight=1, threshold=20.0),))))

    assert ranked["level_krs"].sort_index().tolist() == [1, 0.5, 0]
    assert beyond["level_krs"].sort_index().tolist() == [1, 0, 0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(LackRule)))
def test_the_parts_of_a_score_add_up_to_it(seed, rule):
    found = propose(random_candidates(seed), scenario_of(lack=rule, draws=1)).frame

    parts = found.filter(regex="^part_")

    assert parts.sum(axis=1, min_count=1).to_numpy() == pytest.approx(found["score"].to_numpy(), nan_ok=True)
    assert found["score"].dropna().between(0, 1).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["krs_n", "value_pct", "stunted_n", "service_gap_pct"]))
def test_a_constant_added_to_a_criterion_changes_nothing(seed, column):
    candidates, scenario = random_candidates(seed), scenario_of(least_per_kecamatan=1)
    moved = with_column(candidates, **{column: candidates.frame[column] + 8})

    one, other = propose(candidates, scenario), propose(moved, scenario)

    same = ["area_code", "score", "rank", "is_in", "place", "status"]
    pd.testing.assert_frame_equal(one.frame[same], other.frame[same])
    assert one.frame["inclusion"].to_numpy() == pytest.approx(other.frame["inclusion"].to_numpy(), abs=0.006)
    assert one.moves == other.moves


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.tuples(*[st.integers(0, 50)] * 4).filter(lambda weights: sum(weights) > 0))
def test_doubled_weights_change_nothing(seed, weights):
    candidates = random_candidates(seed)
    doubled = tuple(2 * one for one in weights)

    one = propose(candidates, scenario_of(weights=weights))
    other = propose(candidates, scenario_of(weights=doubled))

    pd.testing.assert_frame_equal(one.frame, other.frame, check_exact=True)
    assert (one.formula, one.moves, one.ties, one.notes) == (other.formula, other.moves, other.ties, other.notes)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 1), st.sampled_from([0, 3]), st.sampled_from(list(LackRule)))
def test_without_noise_inclusion_is_0_or_1_and_is_the_list_of_the_formula(seed, least, most, lack):
    scenario = scenario_of(size=10, least_per_kecamatan=least, most_per_kecamatan=most, lack=lack, draws=50)

    found = propose(random_candidates(seed), scenario, noise=0.0).frame

    assert found["inclusion"].tolist() == found["is_in_by_formula"].astype(float).tolist()
    assert set(found["certainty"]) <= {"pasti", "di luar"}


def test_without_noise_ties_are_decided_in_every_draw_as_in_the_formula():
    candidates = candidates_of([{"stunted": 10, "krs": 50} for _ in range(6)])

    found = propose(candidates, scenario_of(size=2), noise=0.0).frame

    assert found["inclusion"].tolist() == [1, 1, 0, 0, 0, 0]


def test_little_noise_moves_only_desa_at_the_cut():
    candidates, scenario = random_candidates(5), scenario_of(size=10)

    little, all_of_it = (propose(candidates, scenario, noise=noise).frame for noise in (0.05, 1.0))

    assert little["inclusion"].between(0.05, 0.95).sum() < all_of_it["inclusion"].between(0.05, 0.95).sum()
    assert little["inclusion"].sum() == pytest.approx(10)
    assert all_of_it["inclusion"].sum() == pytest.approx(10)


def test_the_same_seed_gives_the_same_draws_and_another_seed_nearly_the_same():
    candidates = random_candidates(8)
    one, again, other = (
        propose(candidates, scenario_of(seed=seed, draws=1_000)).frame.set_index("area_code")["inclusion"]
        for seed in (1, 1, 2)
    )

    assert one.equals(again)
    assert not one.equals(other)
    # Two independent shares of 1.000 draws differ by less than four of their standard errors.
    assert (one - other.reindex(one.index)).abs().max() < 4 * np.sqrt(2 * 0.25 / 1_000)


def test_a_criterion_without_weight_is_as_good_as_none():
    candidates = random_candidates(9)
    named = propose(candidates, scenario_of(weights=(1, 1, 0, 0)))
    absent = propose(candidates, scenario_of(rules=(Rule(key="kasus", weight=1), Rule(key="prevalensi", weight=1))))

    for column in ("area_code", "score", "is_in", "inclusion"):
        assert named.frame[column].equals(absent.frame[column])


def test_an_order_of_the_rows_and_of_the_rules_does_not_matter():
    candidates = random_candidates(10)
    shuffled = replace(candidates, frame=candidates.frame.sample(frac=1, random_state=1).reset_index(drop=True))
    scenario = scenario_of()
    turned = scenario.with_rules(tuple(reversed(scenario.rules)))

    one, other = propose(candidates, scenario).frame, propose(shuffled, turned).frame

    assert one["area_code"].equals(other["area_code"])
    assert one["inclusion"].equals(other["inclusion"])


def test_a_desa_without_a_criterion_is_scored_by_those_it_has():
    candidates = candidates_of([{"krs": 10, "stunted": 5}, {"krs": None, "stunted": 20}, {"krs": 30, "stunted": 10}])

    found = by_code(propose(candidates, scenario_of(size=1, weights=(0, 50, 50, 0))))

    assert found.loc[code(1), "score"] == 1
    assert np.isnan(found.loc[code(1), "part_krs"])
    assert found.loc[code(2), "score"] == pytest.approx(0.5 * 0.5 + 0.5 * 1)


LOW = [{"stunted": 30, "coverage": 60.0, "krs": 10}, {"stunted": 10, "krs": 20}, {"stunted": 5, "krs": 30}]


def test_a_desa_of_low_coverage_is_scored_without_what_rests_on_measurement():
    found = by_code(propose(candidates_of(LOW), scenario_of(size=1, weights=(30, 30, 40, 0))))

    assert found["is_lacking"].sort_index().tolist() == [True, False, False]
    assert np.isnan(found.loc[code(0), "level_kasus"])
    # Nor does it take part in the ranks of the others.
    assert found.loc[code(1), "level_kasus"] == 1
    assert found.loc[code(0), "score"] == found.loc[code(0), "level_krs"] == 0


def test_a_desa_of_low_coverage_can_be_left_out_or_taken_as_it_is():
    out, as_is = (
        by_code(propose(candidates_of(LOW), scenario_of(size=1, weights=(1, 1, 0, 0), lack=rule)))
        for rule in (LackRule.OUT, LackRule.AS_IS)
    )

    assert out.loc[code(0), "place"] == Place.LACKING
    assert out.loc[code(0), "inclusion"] == 0
    assert as_is.loc[code(0), "is_in"]
    assert as_is.loc[code(0), "is_lacking"]


@pytest.mark.parametrize(("measured", "coverage", "expected"), [(19, 95.0, True), (20, 80.0, False), (0, 0.0, True)])
def test_data_kurang_begins_below_20_children_or_the_lowest_coverage(measured, coverage, expected):
    rows = [{"measured": measured, "stunted": 0, "coverage": coverage}, {}, {}]

    assert by_code(propose(candidates_of(rows), scenario_of(size=1))).loc[code(0), "is_lacking"] == expected


def test_an_unknown_coverage_is_told_and_is_not_data_kurang():
    proposal = propose(candidates_of([{"coverage": None}, {}, {}]), scenario_of(size=1))

    assert not proposal.frame["is_lacking"].any()
    assert any("Cakupan pengukuran 1 desa/kelurahan tidak diketahui" in note for note in proposal.notes)


def test_a_desa_that_nobody_was_measured_in_has_no_cases_rather_than_none():
    rows = [{"measured": 0, "stunted": 0, "coverage": 0.0}, {"stunted": 1}, {"stunted": 2}]

    found = by_code(propose(candidates_of(rows), scenario_of(size=1, weights=(0, 1, 0, 0), lack=LackRule.AS_IS)))

    assert np.isnan(found.loc[code(0), "score"])
    assert found.loc[code(0), "place"] == Place.LACKING
    assert pd.isna(found.loc[code(0), "rank"])


def test_ties_across_the_cut_are_reported_and_decided_by_cases_then_prevalence_then_code():
    rows = [
        {"krs": 50, "stunted": stunted, "measured": measured}
        for stunted, measured in ((10, 100), (12, 100), (10, 80), (10, 80))
    ]

    proposal = propose(candidates_of([*rows, {"krs": 90}]), scenario_of(size=3, weights=(0, 0, 1, 0)))

    assert set(proposal.chosen["area_code"]) == {code(4), code(1), code(2)}
    assert proposal.ties == ((code(1), code(2), code(3), code(0)),)
    assert proposal.frame.set_index("area_code")["is_tied"].sum() == 4
    assert any("memutus 1 kelompok" in note for note in proposal.notes)


def test_scores_that_only_quotas_keep_apart_are_no_tie():
    rows = [{"krs": 50, "kecamatan": 1}, {"krs": 10, "kecamatan": 2}, {"krs": 50, "kecamatan": 1}]
    proposal = propose(
        candidates_of(rows), scenario_of(size=2, weights=(0, 0, 1, 0), most_per_kecamatan=1, least_per_kecamatan=1)
    )

    assert proposal.ties == ((code(0), code(2)),)
    assert not by_code(proposal).loc[code(1), "is_tied"]


def test_places_tell_why_a_desa_is_in_or_out():
    rows = [
        {"krs": 100, "kecamatan": 1},
        {"krs": 90, "kecamatan": 1},
        {"krs": 80, "kecamatan": 1},
        {"krs": 10, "kecamatan": 2},
        {"krs": 5, "kecamatan": 2},
        {"krs": 70, "kecamatan": 3},
        {"krs": 95, "kecamatan": 3},
        {"krs": 60, "kecamatan": 3},
        {"krs": 50, "kecamatan": 4},
        {"krs": 40, "kecamatan": 4},
    ]
    scenario = scenario_of(
        size=6,
        weights=(0, 0, 1, 0),
        least_per_kecamatan=1,
        most_per_kecamatan=2,
        exclusions=(Exclusion(code=code(6), reason="sudah tiga tahun lokus"),),
    )

    found = by_code(propose(candidates_of(rows), scenario))["place"]

    assert [found[code(number)] for number in (0, 1, 5, 7, 8)] == [Place.CHOSEN] * 5
    assert found[code(2)] == Place.FULL
    assert found[code(3)] == Place.QUOTA
    assert found[code(4)] == found[code(9)] == Place.BELOW
    assert found[code(6)] == Place.EXCLUDED


def test_an_exclusion_leaves_the_scores_of_the_others_alone():
    candidates = random_candidates(3)
    first = propose(candidates, scenario_of()).chosen["area_code"].iloc[0]

    before = by_code(propose(candidates, scenario_of()))
    after = by_code(propose(candidates, scenario_of(exclusions=(Exclusion(code=first, reason="alasan"),))))

    assert after["score"].sort_index().equals(before["score"].sort_index())
    assert after.loc[first, "inclusion"] == 0
    assert after["is_in"].sum() == 5


def test_an_exchange_by_hand_changes_the_list_and_not_the_draws():
    candidates = random_candidates(4)
    plain = propose(candidates, scenario_of())
    swap = Swap(out_code=plain.first_out, in_code=plain.first_in, reason="keputusan rembuk")

    swapped = propose(candidates, scenario_of(swaps=(swap,)))
    found = by_code(swapped)

    assert not found.loc[swap.out_code, "is_in"]
    assert found.loc[swap.out_code, "is_in_by_formula"]
    assert found.loc[swap.out_code, "place"] == Place.SWAPPED_OUT
    assert found.loc[swap.in_code, "place"] == Place.SWAPPED_IN
    assert swapped.frame["inclusion"].equals(plain.frame["inclusion"])


def test_a_quota_that_an_exchange_breaks_is_told_and_not_refused():
    rows = [{"krs": krs, "kecamatan": kecamatan} for krs, kecamatan in ((90, 1), (80, 1), (70, 2), (60, 2))]
    swap = Swap(out_code=code(2), in_code=code(1), reason="akses air")
    scenario = scenario_of(size=2, weights=(0, 0, 1, 0), least_per_kecamatan=1, most_per_kecamatan=1, swaps=(swap,))

    said = " ".join(propose(candidates_of(rows), scenario).notes)

    assert "Setelah pertukaran, Kec. 2 tidak punya desa/kelurahan lokus." in said
    assert "lebih dari 1 desa/kelurahan lokus di Kec. 1" in said


def swap(out, into, reason="alasan"):
    return Swap(out_code=code(out), in_code=code(into), reason=reason)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"swaps": (swap(2, 1),)}, "Desa 2 tidak ada dalam daftar"),
        ({"swaps": (swap(0, 1),)}, "Desa 1 sudah ada dalam daftar"),
        ({"swaps": (swap(0, 2, " "),)}, "Tulis alasan menukar Desa 0 dengan Desa 2"),
        ({"swaps": (swap(0, 2), swap(2, 3))}, "Desa 2 disebut dalam dua pertukaran"),
        ({"swaps": (swap(0, 99),)}, "9999000099 pada pertukaran tidak ada"),
        ({"exclusions": (Exclusion(code=code(0), reason=""),)}, "Tulis alasan mengecualikan Desa 0"),
        ({"exclusions": (Exclusion(code="1", reason="a"),)}, "Desa/kelurahan 1 yang dikecualikan tidak ada"),
        (
            {"exclusions": (Exclusion(code=code(3), reason="a"),), "swaps": (swap(0, 3),)},
            "Desa 3 dikecualikan sekaligus dimasukkan",
        ),
        ({"size": 9}, "Hanya 4 desa/kelurahan"),
        ({"weights": (0, 0, 0, 0)}, "Beri bobot di atas 0"),
        ({"rules": (Rule(key="krs", weight=1), Rule(key="krs", weight=2))}, "disebut dua kali"),
        ({"rules": (Rule(key="krs", weight=-1),)}, "Bobot harus berupa angka"),
        ({"least_per_kecamatan": 2}, "hanya dapat 0 atau 1"),
        ({"most_per_kecamatan": -1}, "tidak boleh kurang dari 0"),
        ({"draws": 0}, "Jumlah pengulangan"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_with_what_to_change(change, said):
    candidates = candidates_of([{"krs": krs, "stunted": 10} for krs in (90, 80, 70, 60)])
    settings = {"size": 2, "weights": (0, 0, 1, 0)} | change

    with pytest.raises(ScenarioError, match=said):
        propose(candidates, scenario_of(**settings))


def test_the_weakest_of_the_list_and_the_strongest_outside_meet_at_the_cut():
    proposal = propose(
        candidates_of([{"krs": krs} for krs in (10, 40, 30, 20)]), scenario_of(size=2, weights=(0, 0, 1, 0))
    )

    assert proposal.chosen["area_code"].tolist() == [code(1), code(2)]
    assert (proposal.first_out, proposal.first_in) == (code(2), code(3))


def test_who_would_enter_first_is_one_whom_the_quotas_let_in():
    rows = [
        {"krs": krs, "kecamatan": kecamatan}
        for krs, kecamatan in ((90, 1), (80, 1), (70, 1), (60, 2), (50, 1), (10, 2))
    ]
    scenario = scenario_of(size=3, weights=(0, 0, 1, 0), least_per_kecamatan=1, most_per_kecamatan=2)

    proposal = propose(candidates_of(rows), scenario)

    # Desa 2 may only replace a desa of its own kecamatan, and is nearer to it than Desa 5 is to Desa 3.
    assert (proposal.first_out, proposal.first_in) == (code(1), code(2))


def test_nobody_can_enter_when_all_are_in():
    proposal = propose(candidates_of([{"krs": 1}, {"krs": 2}]), scenario_of(size=2))

    assert proposal.first_in == ""
    assert proposal.moves == ()
    assert proposal.chosen["inclusion"].tolist() == [1, 1]


def test_status_compares_with_the_list_of_the_year_before():
    rows = [{"krs": krs, "was_lokus": was} for krs, was in ((90, True), (80, False), (70, True), (60, False))]

    found = by_code(propose(candidates_of(rows), scenario_of(size=2, weights=(0, 0, 1, 0))))

    assert found["status"].sort_index().tolist() == ["lanjutan", "baru", "keluar", ""]


def test_the_formula_is_printed_with_its_shares_and_thresholds():
    rules = (Rule(key="prevalensi", weight=2, threshold=7.25), Rule(key="kasus", weight=1), Rule(key="krs", weight=0))

    assert propose(random_candidates(1), scenario_of(rules=rules)).formula == (
        "Skor = 66,7% × [1 bila prevalensi stunting distabilkan > 7,25%, selain itu 0] "
        "+ 33,3% × peringkat persentil (jumlah balita stunting)"
    )


def test_a_criterion_without_figures_is_told_and_its_weight_goes_to_the_others():
    candidates = candidates_of([{"krs": None, "stunted": 10 + n} for n in range(4)])

    proposal = propose(candidates, scenario_of(size=2, weights=(30, 30, 40, 0)))

    assert [one.key for one in proposal.criteria] == ["prevalensi", "kasus", "layanan"]
    assert "50,0% × peringkat persentil (jumlah balita stunting)" in proposal.formula
    assert proposal.notes[0].startswith("Tanpa data di sini, jadi tidak ikut dihitung: Keluarga berisiko stunting")


def test_faults_of_the_figures_are_told_with_the_list():
    candidates = replace(random_candidates(2), notes=("Cakupan layanan 1 desa/kelurahan tidak dipakai.",))

    assert candidates.notes[0] in propose(candidates, scenario_of(draws=1)).notes


def test_the_scenario_comes_back_with_the_proposal():
    scenario = scenario_of(name="usulan A")

    assert propose(random_candidates(2), scenario).scenario is scenario
    assert isinstance(scenario, Scenario)


def test_a_lone_desa_is_the_list_and_without_it_there_is_none():
    alone = candidates_of([{}])

    assert propose(alone, scenario_of(size=1)).frame["inclusion"].tolist() == [1]
    with pytest.raises(ScenarioError, match="Tidak ada desa/kelurahan yang dapat dipilih"):
        propose(alone, scenario_of(size=1, exclusions=(Exclusion(code=code(0), reason="alasan"),)))
