"""A release of the whole country: every desa, 60 months, and services, figures, money, events and quality beside them.

    python -m scripts.bench.national_release FOLDER

makes it in FOLDER as a data folder of its own: `STUNTING_DATA=FOLDER python -m stunting serve` shows it. The counts
are those of `big_releases`; everything else is copied from the desa, puskesmas and kabupaten of the shipped sample,
each desa of the country from one of them (its donor), so that the figures look like those of a kabupaten. There are no
posyandu: what comes up from the kabupaten ends at the desa.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from scripts.bench.big_releases import FULL_NATION, SEED, made
from scripts.bench.servers import resident_mb
from stunting import fingerprint, releases
from stunting.build.release import build_release
from stunting.build.routine import ORDER
from stunting.paths import Layout

COPIED = ("desa_figure", "service", "village_fund", "campaign_event", "quality")
EVENTS_PER_KABUPATEN = 30

DONORS = """
create temp table donor as
with known as (select row_number() over (order by desa_code) - 1 as n, desa_code
    from (select distinct desa_code from source.desa_figure)),
home as (select row_number() over (order by code) - 1 as n, code from area where level = 'kabupaten'),
sampled as (select row_number() over (order by unit_id) - 1 as n, unit_id, level from source.quality
    where level in ('kabupaten', 'puskesmas') group by unit_id, level)
select 'desa' as level, area.code, known.desa_code as donor
from area join known on known.n = hash(area.code, $seed) % (select count(*) from known) where area.level = 'desa'
union all
select 'kabupaten', home.code, 'K' from home
"""
DESA_FIGURE = """
insert into desa_figure by name
select donor.code as desa_code, figure.* exclude (desa_code)
from donor join source.desa_figure as figure on figure.desa_code = donor.donor
order by {order}
"""
AREA_TABLE = """
insert into {table} by name
select donor.code as area_code, copied.* exclude (area_code)
from donor join source.{table} as copied on copied.area_code = donor.donor
order by {order}
"""
CAMPAIGN = """
insert into campaign_event by name
with event as (select *, row_number() over (order by id) - 1 as n from source.campaign_event),
asked as (select code, hash(code, number, $seed) as h from area, range($event_n) as numbers (number)
    where level = 'kabupaten')
select md5(code || h)[:12] as id, date '2021-01-01' + (h % 1825)::integer as event_date, code as area_code,
    event.* exclude (id, event_date, area_code, n, is_sample), true as is_sample
from asked join event on event.n = h % (select count(*) from event)
order by event_date, area_code
"""
# A unit has its donor's months one after the other, so that its 60 months differ as those of the sample do.
QUALITY = """
insert into quality by name
with drawn as (
    select *, row_number() over (partition by level, unit_id order by year, month) - 1 as n,
        count(*) over (partition by level, unit_id) as month_n,
        dense_rank() over (partition by level order by unit_id) - 1 as unit_number
    from source.quality where level in ('kabupaten', 'puskesmas')
),
unit as (
    select 'kabupaten' as level, code as unit_id, code as kabupaten_code from area where level = 'kabupaten'
    union all
    select 'puskesmas', id, kabupaten_code from puskesmas
),
unit_n as (select level, max(unit_number) + 1 as unit_n from drawn group by level)
select drawn.* exclude (unit_id, kabupaten_code, year, month, n, month_n, unit_number),
    unit.unit_id, unit.kabupaten_code, years.year, months.month
from unit join unit_n using (level)
cross join (select unnest($years::integer[]) as year) as years
cross join (select unnest(range(1, 13)) as month) as months
join drawn on drawn.level = unit.level and drawn.unit_number = hash(unit.unit_id, $seed) % unit_n.unit_n
    and drawn.n = (years.year * 12 + months.month) % drawn.month_n
order by kabupaten_code, level, years.year, months.month, unit_id
"""


def filled(folder: Path, *, layout: Layout) -> Path:
    """The live release of a layout made national, as a file of the folder."""
    path = made(folder, FULL_NATION, layout=layout)
    with releases.open_release(layout).database as opened:
        source = opened.path
    with duckdb.connect(str(path)) as writing:
        writing.execute(f"attach '{source}' as source (read_only)")
        for name in COPIED:
            writing.execute(f'truncate "{name}"')
        seed = {"seed": SEED}
        writing.execute(DONORS, seed)
        writing.execute(DESA_FIGURE.format(order=", ".join(ORDER["desa_figure"])))
        for table in ("service", "village_fund"):
            writing.execute(AREA_TABLE.format(table=table, order=", ".join(ORDER[table])))
        writing.execute(CAMPAIGN, {**seed, "event_n": EVENTS_PER_KABUPATEN})
        writing.execute(QUALITY, {**seed, "years": list(FULL_NATION.years)})
        writing.execute("detach source")
        writing.execute("checkpoint")
    return path


def published(folder: Path) -> Layout:
    """A data folder whose live release is the national one; the sample release it is made from lies in it as well."""
    layout = replace(
        Layout.default(),
        additions=folder / "tambahan",
        releases=folder / "rilis",
        restricted=folder / "terbatas",
        ledger=folder / "buku",
    )
    build_release(layout)
    began = time.perf_counter()
    path = filled(layout.releases, layout=layout)
    say(f"tables: {time.perf_counter() - began:,.0f} s, {path.stat().st_size / 1e9:.2f} GB")
    began = time.perf_counter()
    moment = dt.datetime.now().astimezone()
    with duckdb.connect(str(path)) as writing:
        content = fingerprint.content_sha256(writing)
        release_id = releases.new_id(moment, content)
        facts = {
            "release_id": release_id,
            "created_at": moment.isoformat(timespec="seconds"),
            "content_sha256": content,
        }
        for key, value in facts.items():
            writing.execute("update meta set value = $value where key = $key", {"key": key, "value": value})
        writing.execute("checkpoint")
    say(f"hash of the content: {time.perf_counter() - began:,.0f} s")
    began = time.perf_counter()
    partial = path.rename(path.with_name("nasional" + releases.PARTIAL))
    releases.publish(layout, partial, content_sha256=content, release_id=release_id, created_at=facts["created_at"])
    say(f"published: {time.perf_counter() - began:,.0f} s")
    return layout


def say(text: str) -> None:
    print(f"{text}; resident {resident_mb(os.getpid()) or 0:,.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    published(parser.parse_args().folder)


if __name__ == "__main__":
    main()
