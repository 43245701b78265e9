"""Counts that offices announced: what they count, and how they are read out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.languages import N_, Words, _

# indicator of `published_count` -> what is counted
LABELS = Words(
    {
        "anak_berisiko": "Balita dan anak berisiko stunting",
        "keluarga_berisiko": "Keluarga berisiko stunting (KRS)",
        "keluarga_tanpa_jamban_layak": "Keluarga tanpa jamban layak",
        "keluarga_tanpa_air_layak": "Keluarga tanpa sumber air minum utama yang layak",
        "balita_stunting": "Balita stunting",
        "balita_pendek": "Balita pendek",
        "balita_sangat_pendek": "Balita sangat pendek",
        "anak_asuh": "Anak asuh",
        "orang_tua_asuh": "Orang tua asuh",
    }
)
UNITS = Words(
    {
        "anak": "anak",
        "balita": "balita",
        "keluarga": "keluarga",
        "orang tua asuh": "orang tua asuh",
    }
)
CONFIRMED, UNCONFIRMED = N_("dua sumber sepakat"), N_("belum terkonfirmasi")


def unit(row: Any) -> str:
    """What is counted, as it stands behind the number."""
    return UNITS.get(row.unit, str(row.unit))


def moment(row: Any) -> str:
    """ "September 2022"; "2022" where the month was not stated."""
    year, month = int(row.year), row.month
    return str(year) if pd.isna(month) else formats.month(year, int(month))


def status(row: Any) -> str:
    """Whether two sources agree."""
    return _(CONFIRMED) if row.is_verified else _(UNCONFIRMED)


def sentence(row: Any) -> str:
    """One row of `action_queries.published_counts`: "513 anak, September 2022 (belum terkonfirmasi; sumber: ...)"."""
    size = f"{formats.number(row.value_n)} {unit(row)}"
    return _(
        "{size}, {row} ({row2}; sumber: {source})", size=size, row=moment(row), row2=status(row), source=row.source
    )
