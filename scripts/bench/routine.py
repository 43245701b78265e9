"""What the routine views wait for, on releases as large as the budgets speak of.

    python -m scripts.bench.routine                  makes both releases and measures
    python -m scripts.bench.routine --keep FOLDER    keeps them there, and takes those that are there

Every answer is asked for as the pages ask for it, through `District`, which keeps no answers: periods, levels and
indicators alternate, and nothing is kept but the register, the periods and what mode publik is made from. Beside the
waiting time stands the time of the processors (both cores together), which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from scripts.bench.big_releases import DISTRICT, NATION, Size, made
from scripts.bench.lines import Line, quantile, shown
from stunting import queries, routine_queries
from stunting.charts.choropleth import map_payload
from stunting.charts.map_view import GeometryOrder
from stunting.charts.routine_trend import routine_trend
from stunting.classes import scheme_for, schemes_of
from stunting.db import Database
from stunting.geography import Area, Register
from stunting.indicators import indicator
from stunting.routine import breaks, maps, recap
from stunting.routine.district import District, Mode, Question
from stunting.routine.maps import Arrangement
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.selection import BADUTA, Selection

REPEATS = 40
# First uses and whole nations take long enough to be told from noise in fewer.
FEW = 5
BUDGET_KABUPATEN_MS = 50.0
BUDGET_NATIONAL_MS = 150.0
BUDGET_SERVER_MS = 100.0
BUDGET_CHANGE_KB = 30.0
INDICATORS = tuple(indicator(key) for key in ("stunting", "wasting", "underweight", "cakupan"))
KABUPATEN = "3514"


def measure(folder: Path | None = None) -> list[Line]:
    """Lines of the district release, then of the national one."""
    with tempfile.TemporaryDirectory() as temporary:
        lines = []
        for size, part in ((DISTRICT, _district), (NATION, _nation)):
            path = (folder or Path(temporary)) / f"{size.within or 'nasional'}.duckdb"
            with Database(path if path.exists() else made(path.parent, size)) as db:
                lines += part(db, size)
        return lines


def _district(db: Database, size: Size) -> list[Line]:
    note = f"release of {size.name}"
    warm = District(db)
    kabupaten = _area(db, KABUPATEN)
    lines = [
        _timed("periods of a kabupaten", [lambda: routine_queries.routine_periods(db, within=KABUPATEN)], note=note)
    ]
    for mode in (Mode.INTERNAL, Mode.PUBLIC):
        months = [one for one in warm.periods(KABUPATEN, mode=mode) if one.kind is PeriodKind.MONTH]
        windows = [one for one in warm.periods(KABUPATEN, mode=mode) if one.kind is PeriodKind.WINDOW]
        if mode is Mode.PUBLIC:
            lines += _first_uses(db, level="desa", code=KABUPATEN, periods=months, note=note)
        lines += [
            _timed(f"{level} of a kabupaten, mode {mode}", _areas(warm, level, KABUPATEN, windows + months, mode))
            for level in ("kabupaten", "kecamatan", "desa")
        ]
        lines += [
            _timed(f"{kind.label.lower()} of a {level}, mode {mode}", _series(warm, code, level, kind, mode))
            for code, level in ((KABUPATEN, "kabupaten"), ("351406", "kecamatan"), ("3514062001", "desa"))
            for kind in (PeriodKind.MONTH, PeriodKind.WINDOW)
        ]
        lines += [
            _timed(
                f"recap by {unit} with the change since last year, mode {mode}",
                _recaps(warm, kabupaten, unit, months, mode),
                budget=BUDGET_SERVER_MS,
            )
            for unit in ("kecamatan", recap.PUSKESMAS, "desa")
        ]
    girls = Selection(sex="f", age=BADUTA)
    months = [one for one in warm.periods(KABUPATEN, mode=Mode.INTERNAL) if one.kind is PeriodKind.MONTH]
    lines.append(
        _timed(
            "desa of a kabupaten, girls under two, official target, mode internal",
            _areas(warm, "desa", KABUPATEN, months, Mode.INTERNAL, selection=girls, target_kind="riil"),
        )
    )
    lines += _maps(db, warm, months)
    return [*lines, _trend(warm, kabupaten)]


def _nation(db: Database, size: Size) -> list[Line]:
    note = f"release of {size.name}"
    warm = District(db)
    lines = [
        _timed(
            "periods of Indonesia",
            [lambda: routine_queries.routine_periods(db, within="00")],
            repeats=FEW,
            budget=BUDGET_NATIONAL_MS,
            note=note,
        )
    ]
    national = {"budget": BUDGET_NATIONAL_MS, "repeats": 20}
    for mode in (Mode.INTERNAL, Mode.PUBLIC):
        periods = [one for one in warm.periods("00", mode=mode) if one.kind is not PeriodKind.YEAR][-3:]
        if mode is Mode.PUBLIC:
            lines += _first_uses(db, level="kabupaten", code="00", periods=periods[:1], note=note)
            for one in periods:
                warm.areas_in_period(within="00", level="provinsi", period=one, question=_question(0, mode))
        lines += [
            _timed(f"{level} of Indonesia, mode {mode}", _areas(warm, level, "00", periods, mode), **national)
            for level in ("provinsi", "kabupaten")
        ]
        lines += [
            _timed(
                "kabupaten of a province, national release, mode " + mode,
                _areas(warm, "kabupaten", "35", periods, mode),
            ),
            _timed(
                "desa of a kabupaten, national release, mode " + mode, _areas(warm, "desa", KABUPATEN, periods, mode)
            ),
        ]
    internal = Mode.INTERNAL
    lines += [
        _timed(
            "bulan of Indonesia, mode internal",
            _series(warm, "00", "negara", PeriodKind.MONTH, internal),
            budget=BUDGET_NATIONAL_MS,
            repeats=FEW,
        ),
        _timed(
            "bulan of a kabupaten, national release, mode internal",
            _series(warm, KABUPATEN, "kabupaten", PeriodKind.MONTH, internal),
        ),
    ]
    return lines


def _question(turn: int, mode: Mode, *, selection: Selection | None = None, target_kind: str = "") -> Question:
    return Question(
        indicator=INDICATORS[turn % len(INDICATORS)],
        selection=selection or Selection(),
        mode=mode,
        target_kind=target_kind,
    )


def _areas(
    warm: District, level: str, within: str, periods: Sequence[Period], mode: Mode, **asked: Any
) -> list[Callable[[], object]]:
    return [
        lambda one=one, turn=turn: warm.areas_in_period(
            within=within, level=level, period=one, question=_question(turn, mode, **asked)
        )
        for turn, one in enumerate(periods)
    ]


def _series(warm: District, code: str, level: str, kind: PeriodKind, mode: Mode) -> list[Callable[[], object]]:
    return [
        lambda turn=turn: warm.over_time(code=code, level=level, kind=kind, question=_question(turn, mode))
        for turn in range(len(INDICATORS))
    ]


def _recaps(warm: District, area: Area, unit: str, months: Sequence[Period], mode: Mode) -> list[Callable[[], object]]:
    return [
        lambda one=one, before=before, turn=turn: recap.read(
            warm, area=area, unit=unit, period=one, before=before, question=_question(turn, mode)
        )
        for turn, (before, one) in enumerate(zip(months, months[12:], strict=False))
    ]


def _first_uses(db: Database, *, level: str, code: str, periods: Sequence[Period], note: str) -> list[Line]:
    """The first reader of mode publik after a start: one period, and the whole series."""
    turns = itertools.count()
    own = _area(db, code).level

    def one_period() -> object:
        period = periods[next(turns) % len(periods)]
        return District(db).areas_in_period(within=code, level=level, period=period, question=_question(0, Mode.PUBLIC))

    def series() -> object:
        return District(db).over_time(code=code, level=own, kind=PeriodKind.MONTH, question=_question(0, Mode.PUBLIC))

    lines = [
        _timed(f"first use of mode publik: {level} in one period", [one_period], repeats=FEW, budget=None, note=note)
    ]
    if len(periods) > 1:
        what = f"first use of mode publik: series of {len(periods)} months"
        lines.append(_timed(what, [series], repeats=FEW, budget=None, note=note))
    return lines


def _maps(db: Database, warm: District, months: Sequence[Period]) -> list[Line]:
    """The pair of maps: from counts to what is sent, and how much that is."""
    lines = []
    for level in ("kecamatan", "desa"):
        content = json.loads(gzip.decompress(queries.geometry_payload(db, scope=KABUPATEN, level=level)))
        order = GeometryOrder(codes=content["codes"], missing=[code for code, _ in content["missing"]])
        frames = [call() for call in _areas(warm, level, KABUPATEN, months[-4:], Mode.INTERNAL)]
        asked = [_question(turn, Mode.INTERNAL).indicator for turn in range(4)]
        calls = [
            lambda frame=frame, one=one, level=level, order=order: map_payload(
                maps.view(
                    frame,
                    arrangement=Arrangement.PAIR,
                    indicator=one,
                    scheme=scheme_for(next(iter(schemes_of(one.key))), frame["value_pct"]),
                    period=months[-1],
                    level=level,
                    source="Sumber: pencatatan rutin (e-PPGBM).",
                ),
                geometry=order,
            )
            for frame, one in zip(frames, asked, strict=True)
        ]
        what = f"pair of maps of {len(order.all)} {level}"
        sizes = tuple(len(json.dumps(call(), ensure_ascii=False).encode()) / 1000 for call in calls)
        lines += [
            _timed(f"{what}: drawn up from the counts", calls),
            Line(what=f"{what}: sent", unit="kB", samples=sizes, budget_p95=BUDGET_CHANGE_KB),
        ]
    return lines


def _trend(warm: District, area: Area) -> Line:
    frame = warm.over_time(
        code=area.code, level=area.level, kind=PeriodKind.MONTH, question=_question(0, Mode.INTERNAL)
    )
    call = lambda: routine_trend(  # noqa: E731
        breaks.marked(frame, kind=PeriodKind.MONTH),
        indicator=INDICATORS[0],
        area_name=area.official_name,
        source="Sumber: pencatatan rutin (e-PPGBM).",
    )
    return _timed(f"figure of {len(frame)} months: drawn up from the counts", [call], budget=BUDGET_SERVER_MS)


def _area(db: Database, code: str) -> Area:
    return Register(queries.registered_areas(db)).get(code)


def _timed(
    what: str,
    calls: Sequence[Callable[[], object]],
    *,
    repeats: int = REPEATS,
    budget: float | None = BUDGET_KABUPATEN_MS,
    note: str = "",
) -> Line:
    """The calls in turn; where a call is repeated, the first round does not count."""
    turns = itertools.cycle(calls)
    for _ in range(min(3, len(calls)) if repeats > FEW else 1):
        next(turns)()
    wall, processor = [], []
    for _ in range(repeats):
        call = next(turns)
        started, busy = time.perf_counter(), time.process_time()
        call()
        processor.append((time.process_time() - busy) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    busy_words = f"processors {shown(quantile(processor, 0.5))} / {shown(quantile(processor, 0.95))} ms"
    return Line(
        what=f"routine: {what}",
        unit="ms",
        samples=tuple(wall),
        budget_p95=budget,
        note="; ".join(filter(None, (note, busy_words))),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="a folder for the releases")
    for line in measure(parser.parse_args().keep):
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
