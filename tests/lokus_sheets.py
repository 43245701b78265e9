"""Sheets of priority villages as kabupaten write them, and a kabupaten with enough desa to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import xlsxwriter

from stunting.paths import Layout
from tests.small import TINY, write_card

# Two kecamatan of Kab. Pasuruan with four desa more than the very small Indonesia has.
MORE_AREAS = [
    ("351407", "kecamatan", "kecamatan", "Wonorejo", "Kec. Wonorejo", "3514"),
    ("3514062002", "desa", "desa", "Klinter", "Desa Klinter", "351406"),
    ("3514062003", "desa", "desa", "Kurung", "Desa Kurung", "351406"),
    ("3514072001", "desa", "desa", "Wonosari", "Desa Wonosari", "351407"),
    ("3514072002", "desa", "desa", "Klinter", "Desa Klinter", "351407"),
]
VILLAGES = replace(TINY, area_counts=TINY.area_counts | {"kecamatan": 2, "desa": 5})
QUICK = {"expected": VILLAGES, "geometry": False}


def add_areas(layout: Layout) -> Layout:
    """Give the very small Indonesia its further desa."""
    path = layout.raw / "wilayah" / "wilayah.parquet"
    areas = pd.read_parquet(path)
    more = pd.DataFrame(MORE_AREAS, columns=["code", "level", "kind", "name", "official_name", "parent_code"])
    more = more.assign(search_name=more["name"].str.lower(), lat=-7.7, lon=112.8, area_km2=1.0, bps_code=more["code"])
    pd.concat([areas, more], ignore_index=True).to_parquet(path)
    write_card(path)
    return layout


def workbook(*sheets: Sequence[Sequence[object]], names: Sequence[str] = ("Lembar1", "Lembar2", "Lembar3")) -> bytes:
    """Rows of cells as an XLSX; None leaves a cell empty."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in zip(names, sheets, strict=False):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(at, column, cell)
    return stream.getvalue()
