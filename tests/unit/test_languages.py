"""Texts, numbers and kept answers in two languages, in turn and at once."""

from __future__ import annotations

import datetime as dt
import html
import json
import pickle
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import pytest

from stunting import formats, languages
from stunting.charts import picture
from stunting.errors import StuntingError, UnknownAreaError
from stunting.indicators import indicator
from stunting.languages import ENGLISH, INDONESIAN, N_, Sentence, Worded, _, use
from stunting.paths import ROOT
from stunting.routine.periods import Period, PeriodKind
from stunting.ui import caches, style_words

READERS = 8
ROUNDS = 200


def test_a_text_is_indonesian_until_another_language_is_used():
    assert _("tidak ada data") == "tidak ada data"
    with use(ENGLISH):
        assert _("tidak ada data") == "no data"
    assert _("tidak ada data") == "tidak ada data"


def test_slots_are_filled_in_every_language():
    assert _("Naik ke {step}", step="Lampung") == "Naik ke Lampung"
    with use(ENGLISH):
        assert _("Naik ke {step}", step="Lampung") == "Go up to Lampung"


def test_a_text_in_no_catalogue_stays_indonesian():
    with use(ENGLISH):
        assert _("kalimat yang tidak ada di katalog") == "kalimat yang tidak ada di katalog"  # no text


@pytest.mark.parametrize(
    ("say", "indonesian", "english"),
    [
        (lambda: formats.percent(14.25), "14,3%", "14.3%"),
        (lambda: formats.number(8520), "8.520", "8,520"),
        (lambda: formats.points(-1.2), "−1,2 poin persen", "−1.2 percentage points"),
        (lambda: formats.date(dt.date(2024, 2, 22)), "22 Februari 2024", "22 February 2024"),
        (
            lambda: formats.timestamp(dt.datetime(2024, 2, 22, 9, 5)),
            "22 Februari 2024 pukul 09.05",
            "22 February 2024, 09:05",
        ),
        (lambda: formats.clock(dt.time(9, 5)), "09.05", "09:05"),
        (lambda: formats.month(2025, 8), "Agustus 2025", "August 2025"),
        (lambda: formats.short_month(2025, 5), "Mei 2025", "May 2025"),
        (lambda: formats.rupiah(15_000), "Rp15.000", "Rp15,000"),
        (lambda: formats.rupiah(1_250_000_000), "Rp1,25 miliar", "Rp1.25 billion"),
        (lambda: formats.percent(None), "tidak ada data", "no data"),
        (formats.separators, ",.", ".,"),
        (lambda: picture.blank(height=100).layout.separators, ",.", ".,"),
    ],
)
def test_numbers_and_dates_follow_the_language(say, indonesian, english):
    assert say() == indonesian
    with use(ENGLISH):
        assert say() == english


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("Bulan Timbang Agustus 2025", "Bulan Timbang August 2025"),
        ("Mei 2025", "May 2025"),
        ("tahun 2025", "2025"),
        ("BT Agu 2025", "BT Aug 2025"),
    ],
)
def test_the_name_of_a_period_follows_the_language(label, english):
    day = dt.date(2025, 8, 1)
    period = Period(start=day, end=day, kind=PeriodKind.MONTH, key="2025-08", label=label, short=label)

    with use(ENGLISH):
        assert period.label == english
    assert period.label == label


def test_a_record_made_once_reads_in_both_languages():
    stunting = indicator("stunting")

    with use(ENGLISH):
        assert stunting.label == "Stunting prevalence"
    assert stunting.label == "Prevalensi stunting"


def test_a_default_of_a_field_is_translated_too():
    @dataclass(frozen=True, kw_only=True)
    class Heading:
        text: Worded = Worded("tidak ada data")

    with use(ENGLISH):
        assert Heading().text == "no data"
        assert replace(Heading(), text=N_("Peta")).text == "Map"


def test_an_official_paper_is_indonesian_for_an_english_reader():
    paper = languages.in_indonesian(lambda: (_("Peta"), formats.percent(14.2)))

    with use(ENGLISH):
        assert paper() == ("Peta", "14,2%")


def test_a_file_made_later_speaks_the_language_of_its_button():
    with use(ENGLISH):
        make = languages.speaking(lambda: _("Peta"))

    assert make() == "Map"


def test_a_browser_is_handed_texts_only_where_they_are_not_its_own():
    assert languages.handed_over(["Coba lagi"]) == {}
    with use(ENGLISH):
        assert languages.handed_over(["Coba lagi"]) == {"Coba lagi": "Try again"}


@caches.answers(max_entries=4)
def kept_answer(number: int) -> str:
    return f"{_('Peta')} {formats.number(number / 2, decimals=1)}"


@caches.shared(max_entries=4)
def kept_object(number: int, *, name: str) -> tuple[str, str]:
    return (f"{_('Peta')} {formats.number(number / 2, decimals=1)}", name)


@caches.shared(max_entries=4, is_wordless=True)
def kept_for_all(number: int) -> list[str]:
    return [languages.current(), str(number)]


@languages.kept(most=4)
def kept_below_the_pages(number: int) -> str:
    return f"{_('Peta')} {formats.number(number / 2, decimals=1)}"


def test_readers_of_two_languages_at_once_never_get_each_others_words():
    expected = {INDONESIAN: "Peta {},5", ENGLISH: "Map {}.5"}
    start = threading.Barrier(READERS)

    def read(reader: int) -> list[str]:
        language = ENGLISH if reader % 2 else INDONESIAN
        start.wait()
        wrong = []
        for turn in range(ROUNDS):
            number = turn % 3
            with use(language):
                said = (kept_answer(2 * number + 1), kept_object(2 * number + 1, name="a")[0])
                said += (kept_below_the_pages(2 * number + 1),)
            wrong += [one for one in said if one != expected[language].format(number)]
        return wrong

    with ThreadPoolExecutor(READERS) as readers:
        assert [wrong for found in readers.map(read, range(READERS)) for wrong in found] == []


def test_what_holds_no_words_is_kept_once_for_everybody():
    first = kept_for_all(1)
    with use(ENGLISH):
        assert kept_for_all(1) is first
    assert first[0] == INDONESIAN


def test_a_kept_answer_is_forgotten_in_every_language():
    with use(ENGLISH):
        before = kept_object(7, name="b")
    kept_object.clear(7, name="b")
    with use(ENGLISH):
        assert kept_object(7, name="b") is not before


def test_style_sheets_say_nothing_in_one_language_alone():
    sheets = {path: path.read_text(encoding="utf-8") for path in (ROOT / "stunting" / "ui").rglob("*.css")}
    named = {word for text in sheets.values() for word in re.findall(r"var\(--kata-([a-z-]+)\)", text)}
    said = {text for sheet in sheets.values() for text in re.findall(r'content: "([^"]*[A-Za-z]{3}[^"]*)"', sheet)}

    # Local terms are the same in both.
    assert said == {"lokus ", "desa/kelurahan: ", "kecamatan: "}
    assert named == set(style_words.SAID)
    with languages.use(languages.ENGLISH):
        assert '--kata-langsung:"Skip to content";' in style_words.sheet()


def test_a_sentence_is_said_in_the_language_of_whoever_reads_it_and_stored_in_indonesian():
    with use(ENGLISH):
        sentence = Sentence("Naik ke {step}", step=partial(formats.number, 1200))
        stored = json.dumps([sentence, " ".join([sentence])])

    assert (str(sentence), f"{sentence}") == ("Naik ke 1.200", "Naik ke 1.200")
    assert json.loads(stored) == ["Naik ke 1.200", "Naik ke 1.200"]
    with use(ENGLISH):
        assert (str(sentence), f"{sentence}") == ("Go up to 1,200", "Go up to 1,200")
        assert str(pickle.loads(pickle.dumps(sentence))) == "Go up to 1,200"
        assert f"{Sentence.of(sentence, 'Lampung')}" == "Go up to 1,200 Lampung"
        assert html.escape(Sentence.of(sentence, "<b>")) == "Go up to 1,200 &lt;b&gt;"


def test_what_one_thread_refuses_is_said_to_whoever_reads_it():
    refused: list[StuntingError] = []

    def work() -> None:
        refused.append(UnknownAreaError("Pasuruann", ["Kab. Pasuruan"]))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert str(refused[0]) == "Wilayah 'Pasuruann' tidak dikenal. Maksud Anda 'Kab. Pasuruan'?"
    with use(ENGLISH):
        assert str(refused[0]) == "Area 'Pasuruann' is not known. Did you mean 'Kab. Pasuruan'?"
