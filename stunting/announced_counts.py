"""Counts that offices announced: what they count, and how they are read out."""

from __future__ import annotations

import pandas as pd

from stunting import formats

# indicator of `published_count` -> what is counted
LABELS = {
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
CONFIRMED, UNCONFIRMED = "dua sumber sepakat", "belum terkonfirmasi"


def moment(row: object) -> str:
    """ "September 2022"; "2022" where the month was not stated."""
    year, month = int(row.year), row.month  # type: ignore[attr-defined]
    return str(year) if pd.isna(month) else formats.month(year, int(month))


def status(row: object) -> str:
    """Whether two sources agree."""
    return CONFIRMED if row.is_verified else UNCONFIRMED  # type: ignore[attr-defined]


def sentence(row: object) -> str:
    """One row of `action_queries.published_counts`: "513 anak, September 2022 (belum terkonfirmasi; sumber: ...)"."""
    size = f"{formats.number(row.value_n)} {row.unit}"  # type: ignore[attr-defined]
    return f"{size}, {moment(row)} ({status(row)}; sumber: {row.source})"  # type: ignore[attr-defined]
