"""What a desa is told, and that it is true."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.errors import UnknownAreaError
from stunting.lokus.card_words import NOTHING_ALONE, chance_text, short_chance
from stunting.lokus.choosing import choose, propose
from stunting.lokus.explain import explain
from stunting.lokus.proposal import Place
from stunting.lokus.scenario import Exclusion, LackRule, Rule, Swap
from stunting.lokus.what_if import COVERAGE
from tests.lokus_desa import candidates_of, code, random_candidates, scenario_of, with_column


def list_with(candidates, scenario, area, column, value):
    frame = candidates.frame
    changed = frame[column].astype(float).mask(frame["area_code"] == area, value)
    choice = choose(with_column(candidates, **{column: changed}), scenario)
    return set(choice.field.frame.loc[choice.is_in, "area_code"])


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from([(0, 0), (1, 3)]),
    st.sampled_from(list(LackRule)),
)
def test_what_is_needed_is_enough_and_the_step_before_it_is_not(seed, quotas, lack):
    candidates = random_candidates(seed)
    scenario = scenario_of(size=9, least_per_kecamatan=quotas[0], most_per_kecamatan=quotas[1], lack=lack, draws=1)
    proposal = propose(candidates, scenario)

    for row in proposal.frame.iloc[2::6].itertuples():
        for one in explain(proposal, row.area_code).needed:
            if one.key == COVERAGE:
                column, step = "coverage_pct", 0.1
            else:
                criterion = next(other for other in proposal.criteria if other.key == one.key)
                column, step = criterion.column, 10.0**-criterion.decimals
            back = one.value_to - np.sign(one.value_to - one.value_from) * step
            # The step before may lie on the near side of where the desa already is.
            is_between = (back - one.value_from) * (one.value_to - one.value_from) > 0
            assert (row.area_code in list_with(candidates, scenario, row.area_code, column, one.value_to)) != row.is_in
            if is_between:
                assert (row.area_code in list_with(candidates, scenario, row.area_code, column, back)) == row.is_in


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_where_nothing_alone_is_told_no_figure_alone_suffices(seed):
    candidates, scenario = random_candidates(seed, desa=15), scenario_of(size=3, draws=1)
    proposal = propose(candidates, scenario)

    for row in proposal.frame.tail(6).itertuples():
        if explain(proposal, row.area_code).needed_sentence != NOTHING_ALONE or row.is_lacking:
            continue
        tried = {"stunted_n": row.measured_n, "value_pct": 100.0, "service_gap_pct": 100.0, "krs_n": 500.0}
        for column, most in tried.items():
            assert row.area_code not in list_with(candidates, scenario, row.area_code, column, most)


def test_the_card_of_a_desa_of_the_list_says_what_carries_it():
    rows = [{"krs": 90, "stunted": 30, "was_lokus": True}, {"krs": 80, "stunted": 20}, {"krs": 10, "stunted": 5}]

    card = explain(propose(candidates_of(rows), scenario_of(size=1, weights=(0, 75, 25, 0))), code(0))

    assert (card.is_in, card.rank, card.ranked_n, card.status, card.distance) == (True, 1, 3, "lanjutan", 0.5)
    assert card.place_sentence == "Desa 0 masuk usulan lokus 2027: skornya termasuk 1 tertinggi."
    assert card.status_sentence == "Sebelumnya juga lokus (lanjutan)."
    assert card.standing_sentence == (
        "Skornya 1,000 dari 1, peringkat 1 dari 3 desa/kelurahan; yang paling menyumbang skor: jumlah balita stunting "
        "(30 balita, urutan 1 dari 3) dan keluarga berisiko stunting (KRS) (90 keluarga, urutan 1 dari 3)."
    )
    assert card.distance_sentence.startswith("Jaraknya ke batas cukup jauh: 0,500 di atas Desa 1")
    assert [one.part for one in card.reasons if one.share] == [0.75, 0.25]


def test_the_card_of_a_desa_outside_names_whom_it_could_replace():
    rows = [{"krs": krs} for krs in (90, 80, 70, 60)]

    card = explain(propose(candidates_of(rows), scenario_of(size=2, weights=(0, 0, 1, 0))), code(2))

    assert card.place is Place.BELOW
    assert (card.rival_name, round(card.distance, 6)) == ("Desa 1", -0.333333)
    assert [(one.key, one.value_from, one.value_to) for one in card.needed] == [("krs", 70, 81)]
    assert "keluarga berisiko stunting (KRS) dari 70 keluarga menjadi 81 keluarga" in card.needed_sentence


def test_a_threshold_is_told_instead_of_a_place_that_many_share():
    rules = (Rule(key="krs", weight=1, threshold=75.0),)

    card = explain(
        propose(candidates_of([{"krs": 90}, {"krs": 80}, {"krs": 70}]), scenario_of(size=2, rules=rules)), code(0)
    )

    assert "keluarga berisiko stunting (KRS) (90 keluarga, ambang > 75 keluarga)" in card.standing_sentence


def test_equal_scores_are_told_as_such():
    rows = [{"krs": 90}, {"krs": 90}]

    card = explain(propose(candidates_of(rows), scenario_of(size=1, weights=(0, 0, 1, 0))), code(1))

    assert card.distance_sentence == "Skornya sama dengan Desa 0; tempatnya ditentukan oleh aturan skor sama."


def test_an_exchange_and_an_exclusion_are_told_with_their_reasons():
    candidates = candidates_of([{"krs": krs} for krs in (90, 80, 70, 60)])
    scenario = scenario_of(
        size=2,
        weights=(0, 0, 1, 0),
        exclusions=(Exclusion(code=code(0), reason="sudah didampingi provinsi."),),
        swaps=(Swap(out_code=code(2), in_code=code(3), reason="akses jalan"),),
    )
    proposal = propose(candidates, scenario)

    excluded, leaves, enters = (explain(proposal, code(number)) for number in (0, 2, 3))

    assert "dikecualikan dari pemilihan, dengan alasan “sudah didampingi provinsi”." in excluded.place_sentence
    assert excluded.needed_sentence == excluded.certainty_sentence == ""
    assert "tetapi digantikan Desa 3, dengan alasan “akses jalan”" in leaves.place_sentence
    assert "dimasukkan menggantikan Desa 2, dengan alasan “akses jalan”" in enters.place_sentence


def test_a_desa_that_a_full_kecamatan_keeps_out_is_told_so():
    rows = [{"krs": krs, "kecamatan": kecamatan} for krs, kecamatan in ((90, 1), (80, 1), (70, 2), (60, 2), (50, 3))]

    proposal = propose(candidates_of(rows), scenario_of(size=3, weights=(0, 0, 1, 0), most_per_kecamatan=1))

    assert explain(proposal, code(1)).place_sentence.endswith("Kec. 1 sudah mencapai batas 1 desa/kelurahan.")


def test_a_coverage_that_alone_would_bring_a_desa_in_is_told():
    rows = [{"stunted": 40, "coverage": 60.0, "krs": 20}, {"stunted": 20, "krs": 30}, {"stunted": 10, "krs": 10}]
    scenario = scenario_of(size=1, weights=(0, 80, 20, 0), lack=LackRule.OUT)

    card = explain(propose(candidates_of(rows), scenario), code(0))

    assert [one.key for one in card.needed] == [COVERAGE]
    assert "cakupan pengukuran 60,0% menjadi sedikitnya 80%" in card.needed_sentence
    assert card.lack_sentence == (
        "Data kurang (100 balita diukur, cakupan 60,0%), jadi desa/kelurahan ini tidak ikut dipilih."
    )


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(LackRule)), st.sampled_from([(0, 0), (1, 0), (1, 3)]))
def test_every_desa_gets_three_to_five_sentences_without_blame(seed, lack, quotas):
    candidates = random_candidates(seed)
    frame = candidates.frame
    candidates = with_column(
        replace(candidates),
        measured_n=frame["measured_n"].where(frame.index > 0, 0),
        stunted_n=frame["stunted_n"].where(frame.index > 0, 0),
        value_pct=frame["value_pct"].where(frame.index > 0),
    )
    scenario = scenario_of(size=8, lack=lack, least_per_kecamatan=quotas[0], most_per_kecamatan=quotas[1], draws=20)
    proposal = propose(candidates, scenario)

    for area in proposal.frame["area_code"].iloc[[0, 4, 7, 8, 12, -2, -1]]:
        told = explain(proposal, area).sentences
        assert 3 <= len(told) <= 5
        assert all(one[0].isupper() and one.endswith(".") for one in told)
        assert not {"nan", "None", "terburuk", "penderita", "gagal"} & set(re.findall(r"\w+", " ".join(told)))


def test_chances_in_words_never_say_never():
    assert [chance_text(share) for share in (0.0, 0.004, 0.46, 0.9996, 1.0)] == [
        "0%",
        "kurang dari 1%",
        "46%",
        "lebih dari 99%",
        "100%",
    ]


def test_a_desa_of_another_kabupaten_has_no_card():
    with pytest.raises(UnknownAreaError):
        explain(propose(random_candidates(1), scenario_of()), "1234567890")


def test_a_chance_in_a_column_never_rounds_into_another_word():
    shares = (0.0, 0.0004, 0.05, 0.0505, 0.46, 0.9495, 0.95, 0.9996, 1.0)

    assert [short_chance(one) for one in shares] == ["0%", "< 1%", "5%", "6%", "46%", "94%", "95%", "> 99%", "100%"]
