"""A tiny release with weighing windows and lists of priority villages, written row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from stunting.build import derived, release
from stunting.routine.district import Mode, Question
from tests.routine_areas import STUNTING

SCHEMA = Path(release.__file__).with_name("schema.sql")
MEASURED = ("weighed_n", "measured_n", "weight_for_age_n", "weight_for_height_n")
NONE_OF = (
    "overweight_n",
    "flagged_n",
    "moved_n",
    "severely_stunted_n",
    "underweight_n",
    "severely_underweight_n",
    "wasted_n",
    "severely_wasted_n",
)
INTERNAL = Question(indicator=STUNTING, mode=Mode.INTERNAL)
PUBLIC = Question(indicator=STUNTING, mode=Mode.PUBLIC)
# Desa -> (stunted, measured, listed).
Counted = Mapping[str, tuple[int, int, int]]


def desa_of(kabupaten: str, number: int, *, kecamatan: int = 1) -> str:
    return f"{kabupaten}{kecamatan:02d}{2000 + number}"


def write(
    path: Path,
    *,
    desa: Sequence[str],
    windows: Mapping[str, Counted],
    lists: Mapping[tuple[int, int], Sequence[str]] | None = None,
    announced: Sequence[tuple[str, int, int, int | None]] = (),
    decree_date: dt.date | None = None,
) -> Path:
    """Write a release that `Database` can open.

    windows:   month ("2025-08") -> what was counted in its Bulan Timbang
    lists:     (lokus year, decided year) -> desa
    announced: kabupaten, lokus year, desa_n, kecamatan_n
    """
    with duckdb.connect(str(path)) as opened:
        opened.execute(SCHEMA.read_text(encoding="utf-8"))
        for code, level, parent in _areas(desa):
            opened.execute(
                "insert into area values ($code, $level, $level, $code, $name, $code, $parent, $code, 0, 0, 1)",
                {"code": code, "level": level, "name": f"{level.capitalize()} {code}", "parent": parent},
            )
        for key, counted in windows.items():
            _window(opened, key, counted)
        for (year, decided), codes in (lists or {}).items():
            for code in codes:
                opened.execute(
                    "insert into lokus values "
                    "($code, $year, $decided, 'baru', 'SK 1', 'SK Bupati', false, $day, false, null)",
                    {"code": code, "year": year, "decided": decided, "day": decree_date},
                )
        for code, year, desa_n, kecamatan_n in announced:
            opened.execute(
                "insert into lokus_announced values ($code, $year, $decided, $desa, $kecamatan, null, 'Koran', null, "
                "true, null)",
                {"code": code, "year": year, "decided": year - 1, "desa": desa_n, "kecamatan": kecamatan_n},
            )
        derived.fill(opened)
    return path


def _areas(desa: Sequence[str]) -> list[tuple[str, str, str | None]]:
    levels = {2: "provinsi", 4: "kabupaten", 6: "kecamatan", 10: "desa"}
    codes = sorted({code[:digits] for code in desa for digits in levels})
    parents = {2: 0, 4: 2, 6: 4, 10: 6}
    return [
        ("00", "negara", None),
        *((code, levels[len(code)], code[: parents[len(code)]] or "00") for code in codes),
    ]


def _window(opened: duckdb.DuckDBPyConnection, key: str, counted: Counted) -> None:
    start = dt.date(int(key[:4]), int(key[5:]), 1)
    end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    opened.execute(
        "insert into weighing_window values ($key, $label, 'bulan_timbang', $start, $end, false)",
        {"key": key, "label": f"Bulan Timbang {key}", "start": start, "end": end},
    )
    for code, (stunted, measured, listed) in counted.items():
        row = {
            "window_key": key,
            "desa_code": code,
            "puskesmas_id": "",
            "sex": "m",
            "age_group": "24-35",
            "target_n": listed,
            "origin": "individu",
            "is_sample": False,
            **dict.fromkeys(NONE_OF, 0),
            **dict.fromkeys(MEASURED, measured),
            "stunted_n": stunted,
        }
        names = ", ".join(row)
        opened.execute(f"insert into growth_window ({names}) values ({', '.join(f'${name}' for name in row)})", row)
