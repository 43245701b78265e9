"""The origin of a number says its division, its children, its mode and its source; a hidden number says none."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from stunting.build.release import build_release
from stunting.frames import records
from stunting.geography import Register
from stunting.indicators import INDICATORS
from stunting.paths import Layout
from stunting.releases import OpenRelease, open_release
from stunting.routine import origin
from stunting.routine.district import District, Mode, Question, newest
from stunting.routine.selection import Selection
from tests.routine_areas import STUNTING, areas, measured
from tests.routine_rows import import_rows, row
from tests.small import TINY


@pytest.fixture(scope="module")
def release(built_layout: Layout) -> Iterator[OpenRelease]:
    opened = open_release(built_layout)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def register(built_layout: Layout) -> Register:
    return Register.from_parquet(built_layout.raw / "wilayah" / "wilayah.parquet")


def of(release, register, code, **asked):
    answers = District(release.database)
    question = Question(**({"indicator": STUNTING, "mode": Mode.PUBLIC} | asked))
    area = register.get(code)
    period = newest(answers.periods(code[:4], mode=question.mode))
    shown = next(records(answers.areas_in_period(within=code, level=area.level, period=period, question=question)))
    return shown, origin.origin_of(release.database, area=area, period=period, question=question, row=shown)


def test_the_division_holds_the_numbers_of_the_figure():
    one = next(records(areas(measured(132, 1002))))

    assert origin.division(one, STUNTING) == "132 balita stunting / 1.002 balita diukur × 100 = 13,2%"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (measured(6, 12), "6 balita stunting / 12 balita diukur. N kecil (kurang dari 20 diukur)."),
        (
            measured(61, 997, is_suppressed=True),
            "balita stunting / balita diukur × 100. Disembunyikan (melindungi 1–4 balita).",
        ),
        ({}, "balita stunting / balita diukur × 100. Tidak ada data."),
    ],
)
def test_without_a_rate_the_division_says_why(counts, words):
    assert origin.division(next(records(areas(counts))), STUNTING) == words


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_every_indicator_has_an_origin_with_definition_and_reference(release, register, one):
    shown, found = of(release, register, "3514", indicator=one)

    assert found.title == f"{one.label}, Kab. Pasuruan, Bulan Timbang Agustus 2025"
    assert (found.definition, found.reference) == (one.definition, one.source)
    assert found.division.endswith(f"× 100 = {found.value}")
    assert not pd.isna(shown.value_pct)
    assert found.statements


def test_a_hidden_figure_has_an_origin_without_its_counts(release, register):
    answers = District(release.database)
    period = newest(answers.periods("3514", mode=Mode.PUBLIC))
    question = Question(indicator=STUNTING)
    frame = answers.areas_in_period(within="3514", level="desa", period=period, question=question)
    code = frame.loc[frame["is_suppressed"], "area_code"].iloc[0]

    _, found = of(release, register, code)

    assert found.value == "disembunyikan (melindungi 1–4 balita)"
    assert "Disembunyikan" in found.division
    assert not any(letter.isdigit() for letter in found.division.replace("100", "").replace("1–4", ""))


def test_the_children_asked_for_are_named(release, register):
    _, found = of(release, register, "3514", selection=Selection(sex="f", age="baduta"))

    assert dict(found.facts)["Balita"] == "perempuan; baduta (0–23 bulan)"


@pytest.mark.parametrize("mode", list(Mode))
def test_the_mode_is_named(release, register, mode):
    _, found = of(release, register, "3514", mode=mode)

    assert dict(found.facts)["Mode"].startswith(mode.value)


def test_a_sample_names_its_files_with_their_checksums(release, register):
    _, found = of(release, register, "3514")

    assert len(found.sources) == 2
    assert all(line.startswith("DATA CONTOH contoh/growth") and "SHA-256 " in line for line in found.sources)


def test_a_hidden_coverage_is_called_hidden(release, register):
    shown, found = of(release, register, "3514062004")

    assert pd.isna(shown.coverage_pct)
    assert dict(found.facts)["Cakupan pengukuran"] == "disembunyikan untuk melindungi 1–4 balita"


def test_imported_rows_name_their_import_and_its_day(tiny_layout):
    build_release(tiny_layout, expected=TINY, geometry=False)
    batch = import_rows(tiny_layout, *(row(f"anak-{number}", haz=-2.5 if number < 6 else -1.0) for number in range(24)))
    register = Register.from_parquet(tiny_layout.raw / "wilayah" / "wilayah.parquet")

    with open_release(tiny_layout).database as opened:
        answers = District(opened)
        area = register.get("351406")
        period = answers.periods("3514", mode=Mode.INTERNAL)[0]
        question = Question(indicator=STUNTING, mode=Mode.INTERNAL)
        frame = answers.areas_in_period(within="351406", level="kecamatan", period=period, question=question)
        found = origin.origin_of(opened, area=area, period=period, question=question, row=next(records(frame)))

    assert found.division == "6 balita stunting / 24 balita diukur × 100 = 25,0%"
    (line,) = found.sources
    assert line.startswith(f"Kiriman {batch}, diimpor ")
    assert ": 1 berkas, 24 baris dipakai, SHA-256 " in line
