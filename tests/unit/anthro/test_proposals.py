"""What an implausible measurement probably meant."""

import numpy as np
import pytest

from stunting.anthro.proposals import Mistake, propose


@pytest.mark.parametrize(
    ("kg", "cm", "mistake"),
    [
        (9.0, 75.0, Mistake.NONE),
        (9.0, 0.75, Mistake.LENGTH_IN_METRES),
        (9.0, 750.0, Mistake.LENGTH_TEN_TIMES),
        (9_000, 75.0, Mistake.WEIGHT_IN_GRAMS),
        (90.0, 75.0, Mistake.WEIGHT_TEN_TIMES),
        (75.0, 9.0, Mistake.SWAPPED),
        (9_000, 0.75, Mistake.BOTH),
    ],
)
def test_one_mistake_is_recognised_and_undone(kg, cm, mistake):
    proposal = propose([1], [400], [kg], [cm], [1])

    assert proposal.mistake[0] == mistake
    if mistake:
        assert (proposal.weight_kg[0], proposal.lenhei_cm[0]) == (9.0, 75.0)


@pytest.mark.parametrize(("days", "kg", "cm"), [(np.nan, 9_000, 75), (400, np.nan, 0.75), (400, 3, 40), (400, 0, 75)])
def test_what_cannot_be_explained_gets_no_proposal(days, kg, cm):
    proposal = propose([1], [days], [kg], [cm], [1])

    assert proposal.mistake[0] == Mistake.NONE
    assert np.isnan(proposal.weight_kg[0])


def test_every_mistake_has_words():
    assert all(mistake.label for mistake in Mistake if mistake)
