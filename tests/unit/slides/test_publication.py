"""What a reader of a whole deck could work out: nothing that mode publik hides, and no deck breaks on a step."""

from __future__ import annotations

import gzip
import random
import re
from dataclasses import fields, is_dataclass, replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from stunting import formats
from stunting.errors import StuntingError
from stunting.hall.decks import pack
from stunting.indicators import indicator
from stunting.rembuk.agenda import Agenda, Kind, Step
from stunting.rembuk.shown_pages import SHOWN_PAGES, AgendaError
from stunting.routine import choices
from stunting.routine.district import Mode, Question, newest
from stunting.slides import asked
from stunting.slides.building import MAKERS, deck_of
from stunting.slides.drawings import MapDrawing, TableDrawing
from stunting.slides.slide import Slide

KABUPATEN = ("1801", "3514", "3520", "6209")
AREAS = (*KABUPATEN, "1101", "3578", "351406", "180104", "3514062001", "35", "18", "94", "9999")
STUNTING = Question(indicator=indicator("stunting"))
# A count of 1-4 children in a sentence; of areas, lists and comparisons there may be so few.
SMALL = re.compile(r"(?<![\d.,–%-])[1-4](?![\d.,%–])\s+(?:dari [\d.]+ (?:balita|anak)|balita|anak|stunting|pendek)\b")
COUNTED = re.compile(r"^([\d.]+) dari ([\d.]+) balita diukur")
WHOLE = re.compile(r"\d{1,3}(\.\d{3})*")
STRANGE = ("0", "-1", "14,2", "1e400", "nan", "../..", "<b>", "|", "{}", "%", "٣", "turun dari 20% menjadi 10%")
STEPS_N = 160


def texts(record: object) -> list[str]:
    """Every text a record holds, also inside its parts; figures of a map are looked at on their own."""
    if isinstance(record, str):
        return [record]
    if isinstance(record, pd.DataFrame):
        return []
    if is_dataclass(record):
        return [text for one in fields(record) for text in texts(getattr(record, one.name))]
    if isinstance(record, dict):
        return [text for value in record.values() for text in texts(value)]
    if isinstance(record, (tuple, list)):
        return [text for value in record for text in texts(value)]
    return []


def whole(text: str) -> int | None:
    return int(text.replace(".", "")) if WHOLE.fullmatch(text) else None


def small_counts(slide: Slide) -> list[object]:
    """Counts of 1-4 children that a slide writes, and those that rows and total of its table leave."""
    found: list[object] = [text for text in texts(slide) if SMALL.search(text)]
    for one in (slide, *slide.children.values()):
        table = one.drawing
        # A table of lists counts desa.
        if not isinstance(table, TableDrawing) or not any("iukur" in head for head in table.headers):
            continue
        for column, head in enumerate(table.headers):
            rows = [number for row in table.rows if (number := whole(row[column].text)) is not None]
            found += [(head, number) for number in rows if 1 <= number <= 4]
            total = whole(table.total[column].text) if table.total else None
            if total is not None and 1 <= total - sum(rows) <= 4:
                found.append((head, total, rows))
    return found


@pytest.fixture(scope="session")
def hidden(sources):
    """`hidden(choice, within)`: code -> rate of mode internal, of the areas whose figure mode publik hides."""

    @cache
    def of(period, question: Question, within: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for level in ("kecamatan", "desa"):
            try:
                public = sources.areas(within=within, level=level, period=period, question=question)
            except StuntingError:
                continue
            true = sources.district.areas_in_period(
                within=within, level=level, period=period, question=replace(question, mode=Mode.INTERNAL)
            ).set_index("area_code")["value_pct"]
            found |= true[public.loc[public["is_suppressed"], "area_code"]].to_dict()
        return found

    return of


@pytest.fixture(scope="session")
def values(sources):
    """Values for the choices of steps: those of this release, of another one, and strange ones."""
    known = {
        "wilayah": list(AREAS),
        "periode": ["bt:2099-1", "bulan:x", "bulan:0000-00"],
        "pkm": ["x", "';--"],
        "lokus": ["ya-0000", "tidak-9999"],
        "kab": ["1801", "3514,3520", "9999", "0000,1101", "3514,3514"],
        "prov": ["35", "00", "99"],
        "urut": ["-persen", "nama", "x"],
        "tuju": ["target-14", "target-....", "kelas-1.2.3", "kelas-20"],
        "deret": ["rutin", "survei-ssgi", "survei-x"],
        "sampai": ["0000", "9999", "2030"],
    }
    for code in ("3514", "1801"):
        known["periode"] += [choices.period_key(one) for one in sources.periods(code)][-14:]
        known["pkm"] += list(choices.puskesmas_names(sources.facilities(code)))[:6]
        known["lokus"] += list(choices.lokus_options(sources.lokus(code)))
    several = {
        ("dari", "ke", "dengan", "survei_dua"): ["ssgi-2021", "ssgi-2024", "ski-2023", "x-0000"],
        ("tahun", "daftar", "lokus_tahun"): ["2024", "2025", "2026", "0000", "9999"],
        ("rutin_dua", "klaim", "angka1", "angka2", "dipilih", "sesudah"): [*STRANGE, *known["periode"][-4:]],
    }
    return known | {key: offered for keys, offered in several.items() for key in keys}


def steps_by_chance(values: dict[str, list[str]], seed: int):
    """Steps that may stand in an agenda, with the area that meets."""
    chance = random.Random(seed)
    made = 0
    while made < STEPS_N:
        page = SHOWN_PAGES[chance.choice(list(SHOWN_PAGES))]
        keys = chance.sample(list(page.choices), min(chance.choice((0, 1, 2, 3, 5)), len(page.choices)))
        keys += [key for key in ("tab", "tampilan", "lapis") if key in page.choices and chance.random() < 0.6]
        params = {}
        for key in keys:
            offered = values.get(key) or page.choices[key].replace("\\", "").split("|")
            params[key] = chance.choice(offered)
        if chance.random() < 0.4:
            params["wilayah"] = chance.choice(AREAS)
        try:
            step = Step(key=f"langkah-{made}", title="Langkah", page=page.key, params=params)
        except AgendaError:
            continue
        made += 1
        yield chance.choice(AREAS[:-1]), step


def choice_of(sources, step: Step, area):
    try:
        return asked.routine_choice(sources, step, area)
    except StuntingError:
        return None


def test_no_step_by_chance_breaks_or_shows_what_is_hidden(sources, values, hidden):
    made_n = hidden_n = 0
    for code, step in steps_by_chance(values, 20260222):
        try:
            area = sources.area_of(step, area_code=code)
            slide = MAKERS[step.page](sources, step, area)
        except StuntingError as refused:
            assert str(refused).strip(), step
            continue
        made_n += 1
        assert small_counts(slide) == [], (code, step)
        kabupaten = sources.register.ancestor(area.code, "kabupaten")
        choice = choice_of(sources, step, area)
        if step.page != "peta" or choice is None or kabupaten is None or "e-PPGBM" not in slide.source:
            continue
        kept_back = hidden(choice.period, choice.question, kabupaten.code)
        for one in (slide, *slide.children.values()):
            if one.key in kept_back:
                assert one.figure is None or one.figure.value is None, (code, step, one.key)
            if not isinstance(one.drawing, MapDrawing):
                continue
            assert not set(one.drawing.labels) & set(kept_back), (code, step)
            for panel in one.drawing.view.panels:
                rows = one.drawing.view.frame_of(panel)
                mine = rows[rows["code"].isin(kept_back)]
                hidden_n += len(mine)
                assert mine[["value_pct", "count_n"]].isna().all(axis=None), (code, step)
    assert made_n > STEPS_N / 3
    assert hidden_n > 50


@pytest.mark.parametrize("code", KABUPATEN)
def test_cards_say_what_the_pages_say_and_nothing_can_be_subtracted_from_them(sources, release, code):
    """Every desa, kecamatan and the kabupaten of one period as equations of a reader who adds and subtracts."""
    step = Step(key="ringkasan", title="Ringkasan", page="ringkasan")
    deck = deck_of(release, Agenda(name="Rembuk", kind=Kind.DISTRICT, area_code=code, steps=(step,)))
    period = newest(sources.periods(code))
    rows = pd.concat(
        sources.areas(within=code, level=level, period=period, question=STUNTING) for level in ("kecamatan", "desa")
    ).set_index("area_code")
    true = sources.district.areas_in_period(
        within=code, level="desa", period=period, question=replace(STUNTING, mode=Mode.INTERNAL)
    ).set_index("area_code")
    assert {one.code for one in deck.cards} == set(rows.index)

    desa = list(true.index)
    equations: dict[str, list[tuple[np.ndarray, int]]] = {"hits_n": [], "base_n": []}
    told = {one.code: one.figure for one in deck.cards} | {code: deck.slides[0].figure}
    for place, figure in told.items():
        if place in rows.index:
            row = rows.loc[place]
            if figure.value is not None:
                assert figure.text == formats.percent(row["value_pct"])
            if row["is_suppressed"]:
                assert not re.search(r"\d", figure.text + figure.detail)
        found = COUNTED.match(figure.detail)
        if found:
            members = np.array([one.startswith(place) for one in desa], dtype=float)
            for name, text in zip(equations, found.groups(), strict=True):
                equations[name].append((members, whole(text)))
    for name, known in equations.items():
        matrix = np.array([members for members, _ in known])
        counts = true[name].fillna(0).to_numpy(dtype=float)
        assert np.array_equal(matrix @ counts, [number for _, number in known])
        basis = np.linalg.svd(matrix, full_matrices=True)
        free = basis.Vh[int((basis.S > 1e-9).sum()) :]
        for at, count in enumerate(counts):
            assert not 1 <= count <= 4 or np.abs(free[:, at]).max(initial=0.0) > 1e-9, desa[at]
        for kecamatan in {one[:6] for one in desa}:
            inside = np.array([one.startswith(kecamatan) for one in desa])
            shown = np.array([rows["value_pct"].notna().get(one, False) for one in desa])
            rest = (counts * (inside & ~shown)).sum()
            is_told = kecamatan in told and COUNTED.match(told[kecamatan].detail)
            assert not (is_told and 1 <= rest <= 4), (kecamatan, name)


def test_followers_get_neither_notes_nor_links_of_any_view(release):
    steps = tuple(
        Step(key=page, title=page, page=page, notes="RAHASIA", speaker="RAHASIA", minutes=7) for page in SHOWN_PAGES
    )
    packed = pack(deck_of(release, Agenda(name="Rembuk", kind=Kind.DISTRICT, area_code="1801", steps=steps)))

    for name, content in packed.files.items():
        text = gzip.decompress(content).decode("utf-8")
        is_public = name.startswith("umum")
        assert ("RAHASIA" in text) != is_public
        assert ("mode=publik" in text) != is_public
        assert not re.search(r"https?://(?!www\.w3\.org)", text)
