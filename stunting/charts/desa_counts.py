"""The map of how many desa and kelurahan an area has; counts of the register, never a rate."""

from __future__ import annotations

import pandas as pd

from stunting import formats
from stunting.charts.map_view import MapPanel, MapView
from stunting.frames import column_of, records
from stunting.languages import N_, _

REGISTER_SOURCE = N_("Sumber: Kepmendagri 300.2.2-2138 Tahun 2025 (register wilayah).")
NOT_PER_DESA = N_("Jumlah desa tidak dihitung per desa. Pilih satuan kecamatan atau kabupaten.")


def circles(frame: pd.DataFrame) -> MapView:
    """The map of `queries.desa_by_area` as circles; their area is proportional to the count."""
    notes = [
        (
            _("{desa_n} desa/kelurahan", desa_n=formats.number(r.desa_n)),
            _("{kelurahan_n} kelurahan", kelurahan_n=formats.number(r.kelurahan_n)),
        )
        for r in records(frame)
    ]
    rows = frame.assign(
        code=frame["area_code"],
        value_pct=float("nan"),
        count_n=frame["desa_n"],
        notes=column_of(frame, notes),
    )
    return MapView(
        panels=(MapPanel(frame=rows, title=""),),
        quantity=_("Jumlah desa/kelurahan"),
        source=_(REGISTER_SOURCE),
        circles="desa/kelurahan",
        colours=False,
    )
