"""The words of a choice of children say exactly what was chosen."""

from __future__ import annotations

import itertools

import pytest

from stunting.routine.selection import AGE_GROUPS, AGE_LABELS, AGES, BADUTA, EVERYBODY, Selection


def test_everybody_needs_no_words():
    assert EVERYBODY.words == ""
    assert EVERYBODY.is_everybody
    assert EVERYBODY.ages == ()


def test_the_words_name_every_choice():
    chosen = Selection(
        sex="f", age=BADUTA, puskesmas_id="3514-kejayan", puskesmas_name="Kejayan", lokus="ya", lokus_year=2026
    )

    assert chosen.words == "perempuan; baduta (0–23 bulan); Puskesmas Kejayan; desa lokus 2026"


@pytest.mark.parametrize("choice", [{"sex": "m"}, {"age": "24-35"}])
def test_sex_and_age_cut_the_children_of_a_desa(choice):
    assert Selection(**choice).cuts_children


@pytest.mark.parametrize("choice", [{"puskesmas_id": "x"}, {"lokus": "tidak", "lokus_year": 2026}])
def test_puskesmas_and_lokus_choose_whole_lists(choice):
    chosen = Selection(**choice)

    assert not chosen.cuts_children
    assert not chosen.is_everybody


def test_baduta_are_the_groups_below_two_years():
    assert [int(group.split("-")[1]) for group in AGES[BADUTA]] == [5, 11, 23]


def test_the_age_groups_follow_each_other_without_a_gap_to_59_months():
    edges = [tuple(map(int, group.split("-"))) for group in AGE_GROUPS]

    assert edges[0][0] == 0
    assert edges[-1][1] == 59
    assert all(after[0] == before[1] + 1 for before, after in itertools.pairwise(edges))


def test_every_age_has_a_label():
    assert AGES.keys() == AGE_LABELS.keys()
