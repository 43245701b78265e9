"""A release -> the signed file of one kabupaten: sums alone, never a row about one child.

Mode internal takes the counts by desa, puskesmas, sex and age group, as offices have them; mode publik the totals of
the kabupaten without counts of 1-4 children (`totals`). Posyandu, imports and the restricted store stay.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from stunting import releases
from stunting.build import delivery_rows
from stunting.delivery import definitions, keys, sealed, services, tables, totals
from stunting.delivery.manifest import FORM, Manifest
from stunting.delivery.tables import INTERNAL, PUBLIC
from stunting.errors import NoDataError, StuntingError
from stunting.geography import Area, Register
from stunting.paths import Layout
from stunting.release_files import file_of

PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?")
COUNTED = ("growth", "growth_window", "growth_total")
FIRST, LAST = 1, 999_912
# Rows lie in the order of these columns, so that the same release gives the same tables.
NOT_ORDERED = ("value", "value_n", "note")


@dataclass(frozen=True, kw_only=True)
class Exported:
    """The file, its name and its manifest."""

    name: str
    content: bytes
    manifest: Manifest


def span(text: str) -> tuple[int, int]:
    """ "2025", "2025-08" or "2025-01..2025-08" as first and last year * 100 + month.

    Raises:
        StuntingError: it is none of these, or ends before it begins.
    """
    if not text:
        return FIRST, LAST
    first, _, last = text.partition("..")
    ends = [PERIOD.fullmatch(one.strip()) for one in (first, last or first)]
    months = [int(one[2] or 1) for one in ends if one]
    if None in ends or not all(1 <= month <= 12 for month in months):
        raise StuntingError(f"Periode '{text[:30]}' tidak terbaca. Tulis 2025, 2025-08, atau 2025-01..2025-08.")
    begin, end = ends
    assert begin is not None
    assert end is not None
    chosen = int(begin[1]) * 100 + int(begin[2] or 1), int(end[1]) * 100 + int(end[2] or 12)
    if chosen[1] < chosen[0]:
        raise StuntingError(f"Periode '{text[:30]}' berakhir sebelum mulai. Tukar kedua bulannya.")
    return chosen


def export(
    layout: Layout,
    kabupaten: Area,
    *,
    mode: str = PUBLIC,
    periods: tuple[int, int] = (FIRST, LAST),
    release_id: str | None = None,
    now: dt.datetime | None = None,
) -> Exported:
    """The file of one kabupaten, of the live release or another.

    periods: first and last year * 100 + month of counts; windows count where they lie inside

    Raises:
        NoReleaseError, DamagedReleaseError, ReleaseError: there is no such release.
        NoDataError: it has no counts of this kabupaten.
        DamagedStoreError: the key cannot be read.
    """
    moment = now or dt.datetime.now().astimezone()
    opened = releases.open_release(layout, release_id)
    path = file_of(layout, opened.id, ".duckdb")
    wanted = dict.fromkeys((*tables.TABLES[INTERNAL], *tables.TABLES[PUBLIC]), "") | tables.COLUMN
    found = delivery_rows.of_kabupaten(path, wanted | {"import_batch": "kabupaten_code"}, code=kabupaten.code)
    found = _inside(found, periods)
    if not any(name in found for name in COUNTED):
        raise NoDataError(
            f"Rilis {opened.id} tidak punya hitungan balita {kabupaten.official_name} pada periode itu. Impor dulu "
            "datanya, atau pilih kabupaten/kota dan periode lain."
        )
    batches = found.pop("import_batch", None)
    chosen, withheld = _public(found, kabupaten.code) if mode == PUBLIC else (_internal(found), ())
    texts = {name: tables.to_csv(_ordered(chosen[name], name), name) for name in sorted(chosen)}
    months = _months(found)
    key = keys.own_key(layout)
    facts = delivery_rows.meta(path)
    card = Manifest(
        form=FORM,
        kabupaten_code=kabupaten.code,
        mode=mode,
        release_id=opened.id,
        release_created_at=facts["created_at"],
        content_sha256=facts["content_sha256"],
        exported_at=moment.isoformat(timespec="seconds"),
        last_import_at=max(batches["imported_at"].to_pylist()) if batches is not None else "",
        app_version=facts["app_version"],
        schema_version=int(facts["schema_version"]),
        first_period=min(months, default=0),
        last_period=max(months, default=0),
        is_sample=kabupaten.code in facts.get("sample_kabupaten", "").split(";"),
        definitions=definitions.marks(Register.shipped(layout.raw), kabupaten.code),
        withheld=withheld,
        public_key=key.public,
        tables={name: sealed.card_of(text, rows=chosen[name].num_rows) for name, text in texts.items()},
    )
    return Exported(
        name=f"{kabupaten.code}-{opened.id}{sealed.EXTENSION}",
        content=sealed.seal(card, texts, key=key),
        manifest=card,
    )


def _inside(found: dict[str, pa.Table], periods: tuple[int, int]) -> dict[str, pa.Table]:
    """Counts of the months of the span, windows that lie in it; lists, money and events are delivered whole."""
    first, last = periods
    windows = found.get("weighing_window")
    inside = [
        one["key"]
        for one in (windows.to_pylist() if windows is not None else [])
        if first <= _period(one["start_date"]) and _period(one["end_date"]) <= last
    ]
    keys_inside = pa.array(inside, pa.string())
    chosen = {}
    for name, table in found.items():
        rows = table
        if name in ("growth", "quality"):
            period = pc.add(pc.multiply(rows["year"], 100), rows["month"])
            rows = rows.filter(pc.and_(pc.greater_equal(period, first), pc.less_equal(period, last)))
        elif name == "growth_window":
            rows = rows.filter(pc.is_in(rows["window_key"], value_set=keys_inside))
        if rows.num_rows:
            chosen[name] = rows
    return chosen


def _internal(found: dict[str, pa.Table]) -> dict[str, pa.Table]:
    chosen = {name: found[name] for name in tables.TABLES[INTERNAL] if name in found}
    return _common(chosen, _used(found, chosen, "growth_window"), levels=("kabupaten", "puskesmas"))


def _public(found: dict[str, pa.Table], code: str) -> tuple[dict[str, pa.Table], tuple[str, ...]]:
    chosen = {name: found[name] for name in tables.OFFICIAL if name in found}
    parts = [_counted(found[name]) for name in COUNTED if name in found]
    shown, withheld = totals.totals(pa.concat_tables(parts), kabupaten_code=code)
    by_key = {one["key"]: one for one in found["weighing_window"].to_pylist()} if "weighing_window" in found else {}
    whole = {key for key, one in by_key.items() if definitions.is_whole_month(one["start_date"], one["end_date"])}
    # Other windows than whole months, and years, would tell few children when a month is taken from them.
    shown = shown.filter(pc.is_in(shown["window_key"], value_set=pa.array(["", *sorted(whole)], pa.string())))
    chosen["growth_total"] = shown
    if "service" in chosen:
        chosen["service"] = services.of_kabupaten(chosen["service"], code=code)
    left_out = tuple(key for key in withheld if key not in by_key or key in whole)
    windows = _used(found, chosen, "growth_total")
    return _common(
        {name: rows for name, rows in chosen.items() if rows.num_rows}, windows, levels=("kabupaten",)
    ), left_out


def _counted(table: pa.Table) -> pa.Table:
    """Rows of months or windows in the columns of `growth_total`."""
    for name in tables.schema("growth_total").names:
        if name not in table.column_names:
            kind = pa.scalar("") if name == "window_key" else pa.scalar(0, pa.int32())
            table = table.append_column(name, pa.repeat(kind, table.num_rows))
    return table.select(tables.schema("growth_total").names).cast(tables.schema("growth_total"))


def _used(found: dict[str, pa.Table], chosen: dict[str, pa.Table], counts: str) -> pa.Table | None:
    """The windows that are counted in what is chosen."""
    if "weighing_window" not in found or counts not in chosen:
        return None
    used = pc.is_in(found["weighing_window"]["key"], value_set=chosen[counts]["window_key"].combine_chunks().unique())
    return found["weighing_window"].filter(used)


def _common(chosen: dict[str, pa.Table], windows: pa.Table | None, *, levels: Iterable[str]) -> dict[str, pa.Table]:
    """What both modes take of the official tables: own targets and events, and the quality of these levels."""
    made = {name: rows for name, rows in chosen.items() if name != "weighing_window"}
    if windows is not None:
        made["weighing_window"] = windows
    if "quality" in made:
        made["quality"] = made["quality"].filter(
            pc.is_in(made["quality"]["level"], value_set=pa.array(list(levels), pa.string()))
        )
    for name in ("target", "service_target"):
        if name in made:
            made[name] = made[name].filter(made[name]["is_user_added"])
    if "campaign_event" in made:
        events = made["campaign_event"]
        # What ships with the program is in every installation.
        made["campaign_event"] = events.filter(pc.or_(events["is_user_added"], events["is_sample"]))
    return {name: rows for name, rows in made.items() if rows.num_rows}


def _ordered(rows: pa.Table, name: str) -> pa.Table:
    table = rows.select(tables.schema(name).names).cast(tables.schema(name))
    sortable = [
        (field.name, "ascending")
        for field in table.schema
        if not pa.types.is_list(field.type) and field.name not in NOT_ORDERED
    ]
    return table.sort_by(sortable)


def _months(found: dict[str, pa.Table]) -> list[int]:
    parts = [found[name] for name in ("growth", "growth_total") if name in found]
    rows = [pc.add(pc.multiply(one["year"], 100), one["month"]).unique().to_pylist() for one in parts]
    return sorted({period for part in rows for period in part if period})


def _period(day: dt.date) -> int:
    return day.year * 100 + day.month
