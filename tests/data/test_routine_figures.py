"""500 figures of the release, asked for like a page asks, against their shown SQL and against plain pandas."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd
import pytest

from stunting.frames import records
from stunting.geography import Area, Register
from stunting.indicators import INDICATORS, indicator
from stunting.paths import Layout
from stunting.releases import OpenRelease, open_release
from stunting.routine import origin
from stunting.routine.district import District, Mode, Question, newest
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.rates import SMALLEST_N
from stunting.routine.selection import AGES, Selection

KABUPATEN = ("1801", "1811", "3514", "3520", "6209")
SEED = 20260101
FIGURES = 500
LEVELS = {2: "provinsi", 4: "kabupaten", 6: "kecamatan", 10: "desa"}


@dataclass(frozen=True)
class Asked:
    area: Area
    period: Period
    question: Question


@pytest.fixture(scope="module")
def release(built_layout: Layout) -> Iterator[OpenRelease]:
    opened = open_release(built_layout)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def raw(built_layout: Layout) -> dict[str, pd.DataFrame]:
    folder = built_layout.raw / "contoh"
    frames = {name: pd.read_parquet(folder / f"{name}.parquet") for name in ("growth", "growth_window", "lokus")}
    frames["routine_target"] = (
        pd.read_parquet(folder / "routine_target.parquet")
        if (folder / "routine_target.parquet").exists()
        else pd.DataFrame({"desa_code": [], "year": [], "kind": [], "target_n": []})
    )
    return frames


@pytest.fixture(scope="module")
def asked(built_layout: Layout, release: OpenRelease) -> list[Asked]:
    register = Register.from_parquet(built_layout.raw / "wilayah" / "wilayah.parquet")
    district = District(release.database)
    rng = random.Random(SEED)
    found = []
    for _ in range(FIGURES):
        kabupaten = rng.choice(KABUPATEN)
        area = _area(register, kabupaten, rng)
        period = rng.choice(district.periods(kabupaten, mode=Mode.INTERNAL))
        selection = Selection(
            sex=rng.choice(("", "", "m", "f")),
            age=rng.choice(("", "", *AGES)),
            lokus=rng.choice(("", "", "", "ya", "tidak")),
            lokus_year=2026,
        )
        chosen = rng.choice(INDICATORS)
        is_plain = chosen.key == "cakupan" and selection.is_everybody
        found.append(
            Asked(
                area=area,
                period=period,
                question=Question(
                    indicator=chosen,
                    selection=selection,
                    mode=Mode.INTERNAL,
                    target_kind=rng.choice(("", "proyeksi")) if is_plain else "",
                ),
            )
        )
    return found


def _area(register: Register, kabupaten: str, rng: random.Random) -> Area:
    area = register.get(kabupaten)
    for _ in range(rng.choice((0, 1, 1, 2, 2))):
        area = rng.choice(register.children(area.code))
    return area


def _shown(release: OpenRelease, one: Asked) -> Any:
    frame = District(release.database).areas_in_period(
        within=one.area.code, level=one.area.level, period=one.period, question=one.question
    )
    return next(records(frame))


def _by_hand(raw: dict[str, pd.DataFrame], one: Asked) -> tuple[int | None, int | None]:
    """Numerator and denominator by plain selection and sums of the raw rows."""
    chosen, period = one.question.selection, one.period
    if period.kind is PeriodKind.MONTH:
        rows = raw["growth"]
        rows = rows[(rows["year"] == period.year) & (rows["month"] == period.month)]
    else:
        rows = raw["growth_window"]
        rows = rows[rows["window_key"] == period.key]
    rows = rows[rows["desa_code"].str.startswith(one.area.code)]
    if chosen.sex:
        rows = rows[rows["sex"] == chosen.sex]
    if chosen.age:
        rows = rows[rows["age_group"].isin(AGES[chosen.age])]
    if chosen.lokus:
        lokus = raw["lokus"].loc[raw["lokus"]["lokus_year"] == chosen.lokus_year, "desa_code"]
        rows = rows[rows["desa_code"].isin(lokus) == (chosen.lokus == "ya")]
    listed = rows[rows["target_n"].notna()]
    made = {"covered_n": (listed, "measured_n"), "covered_weighed_n": (listed, "weighed_n")}
    sums = []
    for column in (one.question.indicator.numerator, one.question.indicator.denominator):
        frame, name = made.get(column, (rows, column))
        values = frame[name].dropna()
        sums.append(int(values.sum()) if len(values) else None)
    if one.question.target_kind:
        target = raw["routine_target"]
        own = target[
            target["desa_code"].str.startswith(one.area.code)
            & (target["year"] == period.year)
            & (target["kind"] == one.question.target_kind)
        ]
        sums = [int(rows["measured_n"].sum()) if len(rows) else None, int(own["target_n"].sum()) if len(own) else None]
    return sums[0], sums[1]


def _or_none(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def test_every_figure_equals_plain_sums_of_the_raw_rows(release, raw, asked):
    wrong = []
    for one in asked:
        row = _shown(release, one)
        hits, base = _by_hand(raw, one)
        shown = (_or_none(row.hits_n), _or_none(row.base_n))
        expected = (hits, base) if not one.question.target_kind or base is not None else (None, None)
        if shown != expected and not (expected[0] is None and shown[0] in (None, 0)):
            wrong.append((one, shown, expected))
        if base and hits is not None and base >= SMALLEST_N and not pd.isna(row.value_pct):
            assert row.value_pct == pytest.approx(100 * hits / base, abs=1e-9)

    assert wrong[:3] == []


def test_the_shown_sql_runs_alone_and_answers_the_shown_figure(release, asked, tmp_path):
    wrong, compared = [], 0
    copy = shutil.copy(release.database.path, tmp_path / "salinan.duckdb")
    with duckdb.connect(str(copy), read_only=True) as plain:
        for one in asked:
            row = _shown(release, one)
            if pd.isna(row.value_pct):
                continue
            found = origin.origin_of(release.database, area=one.area, period=one.period, question=one.question, row=row)
            hits, base, percent = plain.execute(found.statements[0]).fetchall()[0]
            compared += 1
            if (hits, base) != (row.hits_n, row.base_n) or abs(percent - row.value_pct) > 1e-9:
                wrong.append((one, (hits, base), (row.hits_n, row.base_n)))

    assert wrong == []
    assert compared > 200


@pytest.mark.parametrize("mode", list(Mode))
def test_every_registered_area_is_in_the_answer(release, built_layout, mode):
    register = Register.from_parquet(built_layout.raw / "wilayah" / "wilayah.parquet")
    district = District(release.database)
    period = newest(district.periods("3514", mode=mode))
    frame = district.areas_in_period(
        within="35", level="kabupaten", period=period, question=Question(indicator=indicator("stunting"), mode=mode)
    )

    assert frame["area_code"].tolist() == [one.code for one in register.children("35")]
    assert frame["hits_n"].notna().sum() == 2


@pytest.mark.parametrize("sex", ["", "m", "f"])
@pytest.mark.parametrize("age", list(AGES))
@pytest.mark.parametrize("lokus", ["", "ya", "tidak"])
def test_a_kabupaten_is_the_sum_of_its_kecamatan_and_of_its_desa(release, sex, age, lokus):
    district = District(release.database)
    selection = Selection(sex=sex, age=age, lokus=lokus, lokus_year=2026)
    for code in ("1801", "3514"):
        period = [one for one in district.periods(code, mode=Mode.INTERNAL) if one.kind is PeriodKind.WINDOW][-1]
        question = Question(indicator=indicator("stunting"), selection=selection, mode=Mode.INTERNAL)
        sums = {
            level: district.areas_in_period(within=code, level=level, period=period, question=question)[
                ["hits_n", "base_n", "target_n", "severely_stunted_n", "wasted_n", "underweight_n"]
            ]
            .sum()
            .tolist()
            for level in ("kabupaten", "kecamatan", "desa")
        }

        assert sums["kabupaten"] == sums["kecamatan"] == sums["desa"]
