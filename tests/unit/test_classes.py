"""Class edges, names and ranges agree, and a value on an edge belongs above it."""

import math

import pytest

from stunting.classes import SCHEMES, WHO_2018, AreaState, class_scheme
from stunting.errors import UnknownChoiceError


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
