"""Classes of Permenkes 2/2020 at their limits."""

import numpy as np
import pytest

from stunting.anthro.classes import GROWTH_INDICES, growth_index, is_stunted
from stunting.errors import UnknownChoiceError


@pytest.mark.parametrize(
    ("index", "z", "label"),
    [
        ("haz", -3.01, "Sangat pendek"),
        ("haz", -3.00, "Pendek"),
        ("haz", -2.01, "Pendek"),
        ("haz", -2.00, "Normal"),
        ("haz", 3.00, "Normal"),
        ("haz", 3.01, "Tinggi"),
        ("waz", -3.01, "Berat badan sangat kurang"),
        ("waz", -3.00, "Berat badan kurang"),
        ("waz", -2.00, "Berat badan normal"),
        ("waz", 1.00, "Berat badan normal"),
        ("waz", 1.01, "Risiko berat badan lebih"),
        ("whz", -3.01, "Gizi buruk"),
        ("whz", -3.00, "Gizi kurang"),
        ("whz", -2.00, "Gizi baik (normal)"),
        ("whz", 1.00, "Gizi baik (normal)"),
        ("whz", 1.01, "Berisiko gizi lebih"),
        ("whz", 2.00, "Berisiko gizi lebih"),
        ("whz", 2.01, "Gizi lebih"),
        ("whz", 3.00, "Gizi lebih"),
        ("whz", 3.01, "Obesitas"),
    ],
)
def test_limits_are_strict_on_both_sides(index, z, label):
    scheme = growth_index(index)

    assert scheme.classes[scheme.classify([z])[0]].label == label


def test_without_a_score_or_with_an_implausible_one_there_is_no_class():
    assert growth_index("haz").classify([np.nan, -7.0, -2.5], flag=[-1, 1, 0]).tolist() == [-1, -1, 1]


@pytest.mark.parametrize(
    ("index", "written", "number"),
    [
        ("haz", " Sangat  Pendek ", 0),
        ("haz", "PENDEK", 1),
        ("waz", "Kurang", 1),
        ("waz", "Normal", 2),
        ("whz", "Gizi Baik", 2),
        ("whz", "Risiko Gizi Lebih", 3),
        ("whz", "Outlier", -1),
        ("haz", "Gizi buruk", -1),
    ],
)
def test_labels_of_exports_are_recognised(index, written, number):
    assert growth_index(index).of_label(written) == number


@pytest.mark.parametrize("scheme", GROWTH_INDICES.values(), ids=lambda scheme: scheme.key)
def test_every_class_recognises_its_own_label(scheme):
    assert [scheme.of_label(one.label) for one in scheme.classes] == list(range(len(scheme.classes)))


def test_stunting_is_below_minus_two_and_not_at_it():
    assert is_stunted([-2.01, -2.0, np.nan]).tolist() == [True, False, False]


def test_an_index_that_does_not_exist_is_refused():
    with pytest.raises(UnknownChoiceError, match="Maksud Anda"):
        growth_index("hazz")
