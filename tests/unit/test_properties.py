"""Facts that hold for every number: classes, written numbers, the shapes of a map."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stunting import formats
from stunting.classes import SCHEMES
from stunting.exports.map_files import decode

# Published figures have at most two decimals.
PERCENT = st.integers(0, 10_000).map(lambda hundredths: hundredths / 100)
POINT = st.tuples(st.integers(-999, 999), st.integers(-999, 999))


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.key)
@given(value=PERCENT)
def test_a_class_is_the_number_of_edges_at_or_below_the_value(scheme, value):
    assert scheme.classify([value])[0] == sum(edge <= value for edge in scheme.edges)


@given(tenths=st.integers(-100_000, 100_000))
def test_a_number_with_one_decimal_is_written_and_read_without_loss(tenths):
    written = formats.number(tenths / 10, decimals=1)

    assert round(float(written.replace(".", "").replace(",", ".").replace("−", "-")) * 10) == tenths


@given(hundredths=st.integers(0, 100_000))
def test_half_is_rounded_away_from_zero(hundredths):
    written = formats.number(hundredths / 100, decimals=1)

    assert float(written.replace(".", "").replace(",", ".")) == pytest.approx((hundredths + 5) // 10 / 10)


@given(value=st.floats(-0.049, 0.049))
def test_nothing_is_never_written_with_a_sign(value):
    assert formats.signed(value) == "0,0"
    assert "-" not in formats.number(value, decimals=1)


@given(rings=st.lists(st.lists(POINT, min_size=3, max_size=12), min_size=1, max_size=4))
def test_path_data_are_read_back_as_the_rings_they_were_made_from(rings):
    text = ""
    for ring in rings:
        steps = np.diff(np.array(ring), axis=0).tolist()
        text += f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
    decoded = decode(text)

    # Only the first ring starts at an absolute point; "z" leads each decoded ring back to its own start.
    assert [ring[:-1].tolist() for ring in decoded] == [[list(point) for point in ring] for ring in rings]
    assert all(np.array_equal(ring[0], ring[-1]) for ring in decoded)


def test_a_missing_number_is_a_word():
    assert formats.number(math.nan) == formats.percent(None) == formats.MISSING
