"""The colours work on a projector, in grey, and for colour-blind readers."""

import itertools
import re

import numpy as np
import pytest

from stunting.charts import theme
from stunting.classes import SCHEMES
from stunting.paths import ROOT
from stunting.sources import SURVEYS

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
COLOUR_BLINDNESS = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lightness(linear: np.ndarray) -> float:
    """CIE L* of a linear RGB colour."""
    y = float(np.clip(linear, 0, 1) @ [0.2126, 0.7152, 0.0722])
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("size", sorted({len(scheme) for scheme in SCHEMES.values()} | {5}))
@pytest.mark.parametrize("vision", ["normal", "protan", "deutan", "tritan"])
def test_classes_darken_step_by_step_for_every_eye(size, vision):
    matrix = np.array(COLOUR_BLINDNESS.get(vision, np.eye(3)))

    steps = [lightness(matrix @ linear(colour)) for colour in theme.class_colours(size)]

    assert all(before - after >= 12 for before, after in itertools.pairwise(steps))


def test_one_hue_for_prevalence():
    for colour in theme.PREVALENCE:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        assert blue > green > red


@pytest.mark.parametrize("colour", [*theme.PREVALENCE, theme.PAPER, theme.SEA])
def test_text_on_every_fill_is_readable(colour):
    assert theme.contrast(colour, theme.text_on(colour)) >= 4.5


@pytest.mark.parametrize("colour", [theme.INK, theme.MUTED, theme.ACCENT, theme.TARGET])
def test_text_colours_are_readable_on_paper(colour):
    assert theme.contrast(colour, theme.PAPER) >= 4.5


def test_the_palest_class_differs_from_sea_and_paper():
    assert theme.contrast(theme.PREVALENCE[0], theme.SEA) >= 1.15
    assert theme.contrast(theme.PREVALENCE[0], theme.PAPER) >= 1.2


def test_every_survey_has_a_mark_of_its_own():
    marks = [theme.SURVEY_SYMBOLS[survey.key] for survey in SURVEYS]

    assert len(set(marks)) == len(SURVEYS)


def test_the_style_sheet_uses_the_same_colours():
    css = (ROOT / "stunting" / "ui" / "shell.css").read_text(encoding="utf-8")
    variables = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", css))

    assert variables["ink"] == theme.INK
    assert variables["muted"] == theme.MUTED
    assert variables["faint"] == theme.FAINT
    assert variables["sea"] == theme.SEA
    assert variables["accent"] == theme.ACCENT
    assert variables["deep"] == theme.PREVALENCE[4]
    assert variables["blue"] == theme.PREVALENCE[3]
