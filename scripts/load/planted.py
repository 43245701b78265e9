"""A release of a whole province in which one desa of every kecamatan has a number of its own.

The number of children measured in that desa stands nowhere else in the release and is no sum of others, and mode publik
hides it, because so few of them have a valid weight for age. So whoever reads it has seen the internal figures of that
kecamatan, and nobody else's.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scripts.bench import big_releases
from scripts.bench.big_releases import Size
from stunting import fingerprint, formats, releases
from stunting.build import derived
from stunting.build.release import build_release
from stunting.build.routine import ORDER
from stunting.geography import Register
from stunting.paths import Layout
from stunting.queries import registered_areas
from stunting.release_files import PARTIAL
from stunting.shared_release import connect

# 15 kabupaten and kota with 229 kecamatan: more than the visitors, so that each has another one.
PROVINCE = Size(name="2,654 desa x 24 months", within="18", years=(2024, 2025), child_n=164)
SMALL = Size(name="a kabupaten x 12 months", within="1801", years=(2025,), child_n=164)
# Two of these add up to more than any, and two of them are further apart than a kecamatan has other children.
FIRST, SPAN = 5_013_577, 4_900_000
# What is known as one with a count of 1-4 is hidden with it: the measured with their valid weights, the target with the
# unreached.
STUNTED_N, UNREACHED_N, VALID_WEIGHT_N = 2, 2, 2
DERIVED = ("counted_kabupaten", "counted_desa", "public_bundle", "public_area")

PLANTED = """
create temp table planted as
with one as (
    select min(desa_code) as desa_code
    from served group by desa_code[:6]
)
select desa_code, $first + (row_number() over (order by desa_code) - 1) * ($span // count(*) over ()) as marker_n
from one
"""


@dataclass(frozen=True, kw_only=True)
class Camat:
    """One who looks at one kecamatan. desa_code: of the planted desa; marker_n: children measured there."""

    kecamatan_code: str
    desa_code: str
    name: str
    marker_n: int

    @property
    def kabupaten_code(self) -> str:
        return self.kecamatan_code[:4]

    @property
    def shown(self) -> str:
        """The number as pages write it."""
        return formats.number(self.marker_n)


@dataclass(frozen=True, kw_only=True)
class Planted:
    """The release and who may see what in it."""

    release_id: str
    camat: tuple[Camat, ...]

    def owners(self) -> Mapping[int, str]:
        """Number -> code of the kecamatan that has it."""
        return {one.marker_n: one.kecamatan_code for one in self.camat}


def publish(layout: Layout, folder: Path, size: Size = PROVINCE) -> Planted:
    """Build the release of an installation and put the planted one in front of it."""
    if releases.current(layout) is None:
        build_release(layout)
    made = big_releases.made(folder, size, layout=layout)
    with duckdb.connect(str(made)) as writing:
        _plant(writing, size)
        writing.execute("checkpoint")
    with connect(made) as opened:
        content = fingerprint.content_sha256(opened)
    moment = dt.datetime.now().astimezone()
    release_id = releases.new_id(moment, content)
    built = layout.releases / f"{release_id}{PARTIAL}"
    shutil.move(made, built)
    created = moment.isoformat(timespec="seconds")
    with releases.lock(layout):
        releases.publish(layout, built, content_sha256=content, release_id=release_id, created_at=created)
    return Planted(release_id=release_id, camat=camat_of(layout))


def camat_of(layout: Layout) -> tuple[Camat, ...]:
    """Everybody who may look at a kecamatan of the live release."""
    with releases.open_release(layout).database as opened:
        register = Register(registered_areas(opened))
        path = opened.path
    with duckdb.connect(str(path), read_only=True) as reading:
        rows = reading.execute(
            "select desa_code, max(measured_n) from growth where measured_n >= $first group by 1 order by 1",
            {"first": FIRST},
        ).fetchall()
    return tuple(
        Camat(kecamatan_code=code[:6], desa_code=code, name=register.get(code[:6]).official_name, marker_n=marker)
        for code, marker in rows
    )


def _plant(writing: duckdb.DuckDBPyConnection, size: Size) -> None:
    writing.execute(big_releases.SERVED, {"within": size.within, "seed": big_releases.SEED})
    writing.execute(PLANTED, {"first": FIRST, "span": SPAN})
    # All children of the planted desa are boys of 24-35 months: one row per period.
    zero = ", ".join(f"0 as {name}" for name in _other_counts(writing))
    for table, period in (("growth", "year, month"), ("growth_window", "window_key")):
        order = ", ".join(ORDER[table])
        writing.execute(
            f"create or replace temp table kept as select * from {table} "
            "where desa_code not in (select desa_code from planted)"
        )
        writing.execute(
            f"create or replace temp table moved as select {table}.* replace ({zero}, 'm' as sex, "
            "'24-35' as age_group, marker_n + $unreached as target_n, marker_n as weighed_n, "
            "marker_n as measured_n, $stunted as stunted_n, $valid_weight as weight_for_age_n) "
            f"from {table} join planted using (desa_code) "
            f"qualify row_number() over (partition by desa_code, {period} order by puskesmas_id, sex, age_group) = 1",
            {"unreached": UNREACHED_N, "stunted": STUNTED_N, "valid_weight": VALID_WEIGHT_N},
        )
        writing.execute(f"truncate {table}")
        writing.execute(
            f"insert into {table} by name (select * from kept union all by name select * from moved) order by {order}"
        )
    writing.execute(
        "update routine_target set target_n = marker_n + $unreached from planted "
        "where routine_target.desa_code = planted.desa_code",
        {"unreached": UNREACHED_N},
    )
    for table in DERIVED:
        writing.execute(f"truncate {table}")
    derived.fill(writing)


def _other_counts(writing: duckdb.DuckDBPyConnection) -> list[str]:
    """Columns with counts that are 0 in the planted desa."""
    names = [row[0] for row in writing.execute("describe growth").fetchall()]
    own = ("target_n", "weighed_n", "measured_n", "stunted_n", "weight_for_age_n")
    return [one for one in names if one.endswith("_n") and one not in own]
