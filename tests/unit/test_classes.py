"""Class edges, names and ranges agree, and a value on an edge belongs above it."""

import math

import numpy as np
import pytest

from stunting.classes import SCHEMES, WHO_2018, AreaState, class_scheme, quintiles, scheme_for, schemes_of
from stunting.errors import UnknownChoiceError
from stunting.indicators import INDICATORS


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (0, "Sangat rendah"),
        (2.49, "Sangat rendah"),
        (2.5, "Rendah"),
        (9.99, "Rendah"),
        (10, "Sedang"),
        (20, "Tinggi"),
        (29.9, "Tinggi"),
        (30, "Sangat tinggi"),
        (54.5, "Sangat tinggi"),
    ],
)
def test_who_class_of_a_value(value, name):
    assert WHO_2018.names[WHO_2018.classify([value])[0]] == name


def test_a_missing_value_has_no_class():
    assert WHO_2018.classify([math.nan]).tolist() == [-1]


def test_a_binary_neighbour_of_an_edge_belongs_to_the_edge():
    assert WHO_2018.classify([0.1 + 9.9]).tolist() == WHO_2018.classify([10]).tolist()


def test_ranges_are_written_with_a_comma_and_cover_everything():
    assert WHO_2018.ranges() == ("< 2,5%", "2,5–< 10%", "10–< 20%", "20–< 30%", "≥ 30%")


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_every_scheme_names_every_class_and_its_source(scheme):
    assert len(scheme.names) == len(scheme.ranges()) == len(scheme)
    assert scheme.source


def test_an_unknown_scheme_offers_the_nearest():
    with pytest.raises(UnknownChoiceError, match="who2018"):
        class_scheme("who2O18")


def test_every_state_has_a_label_of_its_own():
    labels = [state.label for state in AreaState]

    assert len(set(labels)) == len(labels)


def test_quintiles_hold_a_fifth_of_the_areas_each():
    values = [float(number) for number in range(1, 101)]

    scheme = quintiles(values)

    assert np.bincount(scheme.classify(values)).tolist() == [20, 20, 20, 20, 20]
    # The limits by hand: a fifth of the way between the ordered values, 1 + 0.2 * 99 = 20.8.
    assert scheme.edges == (20.8, 40.6, 60.4, 80.2)
    assert scheme.ranges()[0] == "< 20,8%"


def test_equal_values_share_a_quintile():
    values = [5.0] * 8 + [7.0, 9.0]

    numbers = quintiles(values).classify(values)

    assert len(set(numbers[:8].tolist())) == 1
    assert numbers[-1] > numbers[0]


def test_missing_values_change_no_quintile():
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]

    assert quintiles([*values, math.nan, math.nan]).edges == quintiles(values).edges


@pytest.mark.parametrize("values", [[], [math.nan], [5.0], [5.0, 5.0, 5.0]])
def test_without_different_values_there_is_one_quintile(values):
    scheme = quintiles(values)

    assert len(scheme) == 1
    assert scheme.ranges() == ("semua nilai",)


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_every_indicator_is_offered_classes_that_exist(one):
    for key in schemes_of(one.key):
        assert scheme_for(key, [10.0, 20.0, 30.0]).key == key


def test_an_unknown_scheme_of_an_indicator_offers_the_nearest():
    with pytest.raises(UnknownChoiceError, match="who2018"):
        scheme_for("who2O18", [1.0])
