"""What somebody typed becomes a text that can be kept, and stays the same from then on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.lokus.scenario_store import clean_name
from stunting.typed_texts import one_line, several_lines

TYPED = st.text(st.characters(codec=None) | st.sampled_from(" \n\r\t\xa0\u200b\u202e\u2028e\u0301\ud800"), max_size=80)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rapat \t camat\n", "Rapat camat"),
        ("Rp\xa05.000", "Rp 5.000"),
        ("a \u200b b", "a b"),
        ("\u202eabc\x00", "abc"),
        ("Cafe\u0301", "Café"),
        ("\ud800", ""),
        ("\u200b\n", ""),
    ],
)
def test_a_line_keeps_its_words_and_loses_what_cannot_be_seen(typed, kept):
    assert one_line(typed) == kept


def test_lines_stay_lines():
    assert several_lines("\n Jl. A  1\r\n\n Pasuruan\u202e \n") == "Jl. A 1\n\nPasuruan"


@given(TYPED)
@settings(max_examples=300, deadline=None)
def test_a_cleaned_text_is_clean(typed):
    for clean in (one_line, several_lines, clean_name):
        once = clean(typed)

        assert clean(once) == once
        assert once.encode("utf-8").decode("utf-8") == once
        assert "\x00" not in once
