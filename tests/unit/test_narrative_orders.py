"""Sentences that are read out: no order and no target says more than its figure."""

from __future__ import annotations

import pandas as pd

from stunting import narrative
from stunting.measures import Estimate


def frame(**intervals):
    return pd.DataFrame({"area_code": ["1801", "1811", "1812"], "value_pct": [10.4, 11.1, None], **intervals})


def test_an_order_without_intervals_says_that_it_proves_no_difference():
    found = narrative.position(frame(ci_low_pct=None, ci_high_pct=None), "1811", "Provinsi Lampung")

    sentence = narrative.position_sentence(found, "Provinsi Lampung", None)

    assert "urutan ke-1 dari 2" in sentence
    assert "bukan bukti perbedaan" in sentence


def test_an_order_with_intervals_needs_no_caution():
    found = narrative.position(frame(ci_low_pct=8.0, ci_high_pct=14.0), "1811", "Provinsi Lampung")

    assert "bukan bukti" not in narrative.position_sentence(found, "Provinsi Lampung", None)


def test_a_figure_below_its_target_is_said_to_be_below_it():
    newest = Estimate(area_code="00", survey="ssgi", year=2024, value_pct=12.0)
    targets = pd.DataFrame([{"area_code": "00", "year": 2029, "value_pct": 14.2, "basis": "RPJMN", "source": ""}])

    assert "di bawah target Indonesia 14,2% pada 2029" in narrative.target_sentence(targets, newest, "Indonesia")
