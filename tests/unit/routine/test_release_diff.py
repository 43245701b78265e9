"""What changed since the release before, in sentences; nothing where nothing changed."""

from __future__ import annotations

import pytest

from stunting.frames import records
from stunting.routine import release_diff
from tests.routine_areas import STUNTING, areas, measured, month

JULY, AUGUST = month(2025, 7), month(2025, 8)


def row(*rows):
    return next(records(areas(*rows)))


def told(before, after, *, old=(AUGUST,), new=(AUGUST,), is_public=False):
    return release_diff.sentences(
        place="Kec. A",
        indicator=STUNTING,
        period=AUGUST,
        before=before,
        after=after,
        periods_before=old,
        periods_after=new,
        is_public=is_public,
    )


def test_the_same_counts_are_no_change():
    assert told(row(measured(30, 120)), row(measured(30, 120))) == ()


def test_a_corrected_figure_says_both_with_their_division():
    assert told(row(measured(30, 120)), row(measured(33, 132))) == (
        "Stunting Kec. A pada Agustus 2025: 25,0% (30 dari 120) menjadi 25,0% (33 dari 132).",
    )


def test_a_new_month_is_named():
    same = row(measured(30, 120))

    assert told(same, same, old=(JULY,), new=(JULY, AUGUST)) == ("Periode baru: Agustus 2025.",)


def test_many_new_months_are_counted():
    new = tuple(month(2025, number) for number in range(1, 9))

    assert told(None, row(measured(30, 120)), old=(), new=new) == (
        "Periode baru: Juni 2025, Juli 2025, Agustus 2025, dan 5 lainnya.",
    )


def test_a_period_that_is_gone_is_counted():
    same = row(measured(30, 120))

    assert told(same, same, old=(JULY, AUGUST), new=(AUGUST,)) == ("1 periode tidak ada lagi.",)


def test_real_data_in_place_of_the_sample_is_said_without_comparing_them():
    (sentence,) = told(row(measured(30, 120, is_sample=True)), row(measured(10, 90)))

    assert sentence == "Data contoh diganti data dari berkas."


def test_a_figure_that_appears_says_what_was_there_before():
    (sentence,) = told(row(measured(2, 12)), row(measured(30, 120)))

    assert "n kecil (kurang dari 20 diukur) menjadi 25,0% (30 dari 120)" in sentence


@pytest.mark.parametrize("hidden", [(True, False), (False, True), (True, True)])
def test_a_hidden_count_is_not_told(hidden):
    before, after = (row(measured(61, 997, is_suppressed=one)) for one in hidden)

    sentences = " ".join(told(before, after))

    assert ("61" in sentences) == (hidden != (True, True))
    assert sentences.count("997") <= 1


def test_mode_publik_does_not_tell_the_earlier_figure_of_what_it_hides_now():
    """Another list of lokus hides other partners of the same counts."""
    before, after = row(measured(61, 997)), row(measured(61, 997, is_suppressed=True))

    (sentence,) = told(before, after, is_public=True)

    assert not {"61", "997", "6,1%"} & set(sentence.replace("(", "").split())
    assert "berubah keadaannya" in sentence


@pytest.mark.parametrize(
    ("after", "is_told"),
    [((35, 130), True), ((33, 132), False), ((40, 123), False), ((35, 126), False), ((30, 125), True)],
)
def test_mode_publik_tells_no_two_figures_that_differ_by_one_to_four_children(after, is_told):
    (sentence,) = told(row(measured(30, 120)), row(measured(*after)), is_public=True)

    assert ("30 dari 120" in sentence) == is_told
    assert ("berubah sedikit" in sentence) != is_told
