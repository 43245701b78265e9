"""Comparisons in which nothing can have happened."""

from __future__ import annotations

import pytest

from stunting.lokus.effect import Kind, estimate_effect
from stunting.lokus.effect_words import conclusion
from stunting.lokus.placebo import placebo, pretended_list
from tests.lokus_waves import usual, with_frame


@pytest.fixture(scope="module")
def asked():
    return usual(waves_n=6)


@pytest.fixture(scope="module")
def placebos(asked):
    before, _, lokus = asked
    return placebo(before, lokus)


def test_a_pretended_list_has_as_many_desa_in_as_many_kecamatan_and_the_highest(asked):
    before, _, lokus = asked
    wave = before[2]
    chosen = pretended_list(wave, lokus)
    frame = wave.frame.set_index("area_code")
    share = frame["stunted_n"] / frame["measured_n"]
    kecamatan = set(frame.loc[list(chosen), "parent_code"])
    rest = frame[frame["parent_code"].isin(kecamatan) & ~frame.index.isin(chosen)]

    assert len(set(chosen)) == len(lokus)
    assert len(kecamatan) == frame.loc[list(lokus), "parent_code"].nunique()
    assert share[rest.index].max() <= sorted(share[list(chosen)])[len(kecamatan)]


def test_small_desa_are_not_on_a_pretended_list(asked):
    before, _, lokus = asked
    first = pretended_list(before[2], lokus)[0]
    frame = before[2].frame
    small = frame.assign(measured_n=frame["measured_n"].mask(frame["area_code"] == first, 19))

    assert first not in pretended_list(with_frame(before[2], small), lokus)


def test_every_outcome_lies_before_the_decision(asked, placebos):
    before, _, _ = asked
    labels = [wave.label for wave in before]

    assert {one.after_label for one in placebos} <= set(labels)
    for one in placebos:
        last = labels.index(one.before_labels[-1])
        assert (labels.index(one.after_label) > last) == (one.kind is Kind.PRETENDED)


def test_the_newest_three_of_each_kind_are_made_oldest_first(placebos):
    assert [one.kind for one in placebos] == [Kind.PRETENDED] * 3 + [Kind.SAME] * 3
    assert [one.after_label[-4:] for one in placebos] == ["2023", "2024", "2025", "2022", "2023", "2024"]


def test_the_list_before_it_was_chosen_is_compared_given_the_wave_it_was_chosen_from(asked, placebos):
    before, _, _ = asked

    for one in placebos[3:]:
        assert one.before_labels[-1] == before[-1].label


def test_the_outcome_lies_as_many_waves_later_as_that_of_the_real_list(asked):
    before, _, lokus = asked
    labels = [wave.label for wave in before]

    for one in placebo(before, lokus, steps=2):
        if one.kind is Kind.PRETENDED:
            assert labels.index(one.after_label) - labels.index(one.before_labels[-1]) == 2


def test_two_waves_are_too_few(asked):
    before, after, lokus = asked

    assert placebo(before[:2], lokus) == ()
    assert "perlu sedikitnya tiga Bulan Timbang" in conclusion(estimate_effect(before, after, lokus), ())


def test_the_conclusion_counts_the_comparisons_that_saw_something(asked, placebos):
    before, after, lokus = asked
    effect = estimate_effect(before, after, lokus)
    seen = estimate_effect(*usual(effect_points=-8.0))
    quiet = [one for one in placebos if one.low <= 0 <= one.high]

    assert "interval selalu memuat nol" in conclusion(effect, quiet)
    assert f"1 dari {len(quiet) + 1} perbandingan" in conclusion(effect, [*quiet, seen])
    assert "tidak layak dibacakan" in conclusion(effect, [*quiet, seen])
