"""Delivered kabupaten of a release: their tables beside those of this installation, and what is known of each file.

A kabupaten of which something was imported here is counted from that import; its file is kept and left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting.delivery import definitions, received, windows
from stunting.delivery.checking import tables_of
from stunting.delivery.keys import fingerprint
from stunting.delivery.manifest import Manifest
from stunting.delivery.received import Received
from stunting.delivery.tables import COLUMN, schema
from stunting.errors import BuildError, ImportRefusedError
from stunting.geography import Register
from stunting.imports.state import State
from stunting.languages import Sentence
from stunting.paths import Layout

# What this installation says of a kabupaten stands in the place of what was delivered.
OWN_FIRST = ("lokus", "desa_figure", "desa_figure_kind", "service", "village_fund", "foster_summary")
UNIQUE = {
    "weighing_window": ("key",),
    "target": ("area_code", "year", "basis"),
    "service_target": ("area_code", "service_key", "year"),
    "campaign_event": ("id",),
}


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One file that counts, with its tables."""

    received: Received
    manifest: Manifest
    tables: dict[str, pa.Table]
    differences: tuple[definitions.Difference, ...]

    @property
    def code(self) -> str:
        return self.manifest.kabupaten_code


def deliveries(layout: Layout, state: State) -> list[Delivery]:
    """The files that count, by kabupaten; those of kabupaten with an import here are left out.

    Raises:
        BuildError: a file is not there, was changed, or this program would not take it any longer.
    """
    if not received.inbox(layout).received:
        return []
    register = Register.shipped(layout.raw)
    imported = {batch.kabupaten_code for batch in state.active}
    found = []
    for one, file in received.opened(layout):
        if one.kabupaten_code in imported:
            continue
        try:
            raw = tables_of(file, register=register)
        except ImportRefusedError as error:
            raise BuildError(
                Sentence(
                    "Berkas rilis {kabupaten_code} yang diterima tidak dapat dipakai lagi. "
                    "{error} Sampai berkas baru datang, lepas dengan `python -m stunting release "
                    "merge --remove {kabupaten_code}`.",
                    kabupaten_code=one.kabupaten_code,
                    error=error.sentence,
                )
            ) from error
        found.append(of_file(one, file.manifest, raw, register=register))
    return found


def of_file(one: Received, card: Manifest, raw: dict[str, pa.Table], *, register: Register) -> Delivery:
    """A checked file as it goes into a release."""
    told = definitions.differences(
        card, raw, own=definitions.marks(register, card.kabupaten_code), windows=raw.get("weighing_window")
    )
    return Delivery(received=one, manifest=card, tables=raw, differences=tuple(told))


def with_deliveries(
    tables: dict[str, pa.Table | pd.DataFrame], given: list[Delivery]
) -> dict[str, pa.Table | pd.DataFrame]:
    """The tables of a release with those of the files; the order of the files changes nothing."""
    if not given:
        return tables
    made = dict(tables)
    own_windows = _arrow(tables.get("weighing_window"), "weighing_window")
    files = [windows.named(one.tables, own=own_windows) for one in given]
    for name in dict.fromkeys(table for one in files for table in one):
        here = _arrow(tables.get(name), name)
        parts = [_besides(one[name], name, here) for one in files if name in one]
        joined = pa.concat_tables([*([] if here is None else [here]), *parts])
        made[name] = _once(joined, name)
    made["delivery"] = pa.Table.from_pylist([_row(one) for one in given])
    told = [
        {"kabupaten_code": one.code, "kind": each.kind, "sentence": each.sentence}
        for one in given
        for each in one.differences
    ]
    if told:
        made["delivery_difference"] = pa.Table.from_pylist(told)
    return made


def source_rows(layout: Layout, given: list[Delivery]) -> list[dict[str, str]]:
    """The rows of the table `source` about the files; the day is that of the export, not of its arrival."""
    if not given:
        return []
    register = Register.shipped(layout.raw)
    return [
        {
            "file": f"tambahan/{Path(received.folder(layout)).name}/{one.received.file}",
            "producer": register.get(one.code).official_name,
            "title": f"Rilis {one.manifest.release_id} {register.get(one.code).official_name}",  # no text
            "licence": "milik pemerintah kabupaten/kota; hitungan tanpa baris per anak",  # no text
            "link": "",
            "accessed": one.manifest.exported_at[:10],
            "comparable_with": "hitungan rutin kabupaten/kota lain dengan definisi yang sama",  # no text
            "sha256": one.received.sha256,
            "notes": " ".join(each.sentence for each in one.differences),
        }
        for one in given
    ]


def _arrow(table: pa.Table | pd.DataFrame | None, name: str) -> pa.Table | None:
    """A table of this installation in the columns and types of the release; an empty column of it may have no type."""
    if table is None:
        return None
    if isinstance(table, pd.DataFrame):
        table = pa.Table.from_pandas(table, preserve_index=False)
    wanted = schema(name)
    columns = [
        table[field.name].cast(field.type) if field.name in table.column_names else pa.nulls(len(table), field.type)
        for field in wanted
    ]
    return pa.table(columns, schema=wanted)


def _besides(table: pa.Table, name: str, own: pa.Table | None) -> pa.Table:
    """Delivered rows, without those of a kabupaten about which this installation has rows of its own."""
    if own is None or name not in OWN_FIRST:
        return table
    column = COLUMN[name]
    taken = pc.utf8_slice_codeunits(own[column].cast(pa.string()), 0, 4).unique()
    here = pc.is_in(pc.utf8_slice_codeunits(table[column], 0, 4), value_set=pa.array(taken.to_pylist(), pa.string()))
    return table.filter(pc.invert(here))


def _once(table: pa.Table, name: str) -> pa.Table:
    """One row per key, the first: those of this installation stand before those of the files."""
    if name not in UNIQUE:
        return table
    columns = list(UNIQUE[name])
    if name == "weighing_window":
        # A window is a sample only where nobody counted real children in it.
        real = set(table.filter(pc.invert(table["is_sample"].cast(pa.bool_())))["key"].to_pylist())
        marks = pa.array([key not in real for key in table["key"].to_pylist()], pa.bool_())
        table = table.set_column(table.column_names.index("is_sample"), "is_sample", marks)
    keys = pd.DataFrame({one: table[one].to_pylist() for one in columns})
    return table.filter(pa.array(~keys.duplicated().to_numpy()))


def _row(one: Delivery) -> dict[str, str | int | bool]:
    card = one.manifest
    return {
        "kabupaten_code": card.kabupaten_code,
        "release_id": card.release_id,
        "release_created_at": card.release_created_at,
        "exported_at": card.exported_at,
        "received_at": one.received.received_at,
        "last_import_at": card.last_import_at,
        "content_sha256": card.content_sha256,
        "file_sha256": one.received.sha256,
        "signed_by": fingerprint(card.public_key),
        "mode": card.mode,
        "app_version": card.app_version,
        "first_period": card.first_period,
        "last_period": card.last_period,
        "is_sample": card.is_sample,
    }
