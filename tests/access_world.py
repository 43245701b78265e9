"""A tiny country with two kabupaten of two kecamatan, counts in every table that has some, and who looks at it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from pathlib import Path

import duckdb

from stunting.access.policy import Role
from stunting.access.viewer import Grant, Viewer
from stunting.build import derived
from tests import lokus_release
from tests.lokus_release import desa_of

KABUPATEN, OTHER_KABUPATEN = "3514", "3520"
OWN, BESIDE = "351401", "351402"
MONTH, WINDOW = (2025, 8), "2025-08"
DESA = tuple(
    desa_of(kabupaten, number, kecamatan=kecamatan)
    for kabupaten in (KABUPATEN, OTHER_KABUPATEN)
    for kecamatan in (1, 2)
    for number in range(1, 7)
)
# Where an area lies from the one that somebody was granted.
RELATIONS: Mapping[str, str] = {"own": OWN, "inside": f"{OWN}2001", "outside": BESIDE, "above": KABUPATEN}
Counted = Mapping[str, tuple[int, int, int]]


def someone(role: Role, *areas: str, name: str = "") -> Viewer:
    """An account with one role; nobody for the public without a name."""
    public = Grant(role=Role.PUBLIC)
    if role is Role.PUBLIC:
        return Viewer(name=name, grants=(public,))
    return Viewer(name=name or f"xakun-{role.value}", grants=(public, Grant(role=role, area_codes=areas or (OWN,))))


def counted(seed: int = 0) -> dict[str, tuple[int, int, int]]:
    """Stunted, measured, listed of every desa, many of them small."""
    chance = random.Random(seed)
    found = {}
    for code in DESA:
        measured = chance.choice([3, 8, 22, 40, 66])
        stunted = min(measured, chance.choice([0, 1, 2, 3, 4, 6, 11]))
        found[code] = (stunted, measured, measured + chance.choice([0, 2, 9]))
    return found


def write(path: Path, rows: Counted, *, krs: Mapping[str, int] | None = None) -> Path:
    """A release with these counts, as windows, months, posyandu, quality, families at risk and services."""
    lists = {(2025, 2024): [code for code in DESA if code.endswith(("2001", "2002"))]}
    lokus_release.write(path, desa=DESA, windows={WINDOW: rows, "2024-08": rows}, lists=lists)
    year, month = MONTH
    with duckdb.connect(str(path)) as opened:
        opened.execute("begin")
        opened.execute(_as_months(opened), {"year": year, "month": month, "window": WINDOW})
        for code, (stunted, measured, listed) in rows.items():
            _posyandu(opened, code, stunted, measured, listed)
            _figures(opened, code, (krs or {}).get(code, stunted + 1), measured + 20)
            opened.execute(
                "insert into service (area_code, year, period, service_key, numerator_n, denominator_n, is_scheduled, "
                "source, is_sample, is_user_added) values ($code, 2025, 'tahun', 'rematri_ttd', $part, $whole, true, "
                "'Laporan', false, false)",
                {"code": code, "part": min(stunted, measured), "whole": measured},
            )
        _quality(opened)
        opened.execute("delete from counted_kabupaten")
        opened.execute("delete from counted_desa")
        derived.fill(opened)
        opened.execute("commit")
    return path


def _as_months(opened: duckdb.DuckDBPyConnection) -> str:
    names = [row[0] for row in opened.execute("describe growth").fetchall()]
    chosen = ", ".join({"year": "$year", "month": "$month"}.get(name, name) for name in names)
    return f"insert into growth ({', '.join(names)}) select {chosen} from growth_window where window_key = $window"


def _posyandu(opened: duckdb.DuckDBPyConnection, code: str, stunted: int, measured: int, listed: int) -> None:
    given = {"id": f"{code}-melati", "code": code, "stunted": stunted, "measured": measured, "listed": listed}
    if code.endswith("2001"):
        _insert(opened, "puskesmas", {"id": f"{code[:6]}-pkm", "name": f"Pkm {code[:6]}", "kabupaten_code": code[:4]})
    _insert(opened, "puskesmas_desa", {"puskesmas_id": f"{code[:6]}-pkm", "desa_code": code, "child_n": measured})
    _insert(
        opened,
        "posyandu",
        {
            "id": given["id"],
            "name": f"Xposyandu {code}",
            "desa_code": code,
            "puskesmas_id": f"{code[:6]}-pkm",
            "child_n": 9,
        },
    )
    _insert(
        opened,
        "growth_posyandu",
        {
            "posyandu_id": given["id"],
            "desa_code": code,
            "puskesmas_id": f"{code[:6]}-pkm",
            "year": MONTH[0],
            "month": MONTH[1],
            "target_n": listed,
            "weighed_n": measured,
            "measured_n": measured,
            "stunted_n": stunted,
        },
    )


def _figures(opened: duckdb.DuckDBPyConnection, code: str, krs: int, families: int) -> None:
    for key, value in (("krs_n", krs), ("family_n", families)):
        _insert(opened, "desa_figure", {"desa_code": code, "year": 2025, "key": key, "value": value, "source": "Rekap"})


def _quality(opened: duckdb.DuckDBPyConnection) -> None:
    for kabupaten in (KABUPATEN, OTHER_KABUPATEN):
        _insert(
            opened,
            "quality",
            {
                "level": "kabupaten",
                "unit_id": kabupaten,
                "kabupaten_code": kabupaten,
                "year": MONTH[0],
                "month": MONTH[1],
            },
        )


def _insert(opened: duckdb.DuckDBPyConnection, table: str, given: Mapping[str, object]) -> None:
    """A row with 0, "" and false where nothing is given."""
    columns = _columns(opened, table)
    row = {name: given.get(name, _nothing(kind)) for name, kind in columns.items()}
    names = ", ".join(row)
    opened.execute(f"insert into {table} ({names}) values ({', '.join(f'${name}' for name in row)})", dict(row))


_known: dict[str, dict[str, str]] = {}


def _columns(opened: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    if table not in _known:
        _known[table] = {str(row[0]): str(row[1]) for row in opened.execute(f"describe {table}").fetchall()}
    return _known[table]


def _nothing(kind: str) -> object:
    if kind.endswith("]"):
        return [0] * int(kind[kind.index("[") + 1 : -1])
    return {"BOOLEAN": False, "VARCHAR": "", "DATE": dt.date(2025, 8, 1)}.get(kind, 0)
