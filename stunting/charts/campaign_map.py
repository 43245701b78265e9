"""The map of a campaign: how many events, how many came, or how long ago, with places that had none in sight."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts.count_classes import CountScheme
from stunting.charts.map_view import MapPanel, MapView
from stunting.classes import AreaState
from stunting.frames import column_of, records
from stunting.languages import N_, Words, _, _n

EVENTS, PEOPLE, MONTHS = "kegiatan", "peserta", "terakhir"
QUANTITIES = Words({EVENTS: "Jumlah kegiatan", PEOPLE: "Peserta tercatat", MONTHS: "Bulan sejak terakhir"})
SCHEMES = {
    EVENTS: CountScheme(
        key="kegiatan",
        label=N_("Jumlah kegiatan"),
        edges=(1, 2, 4, 7),
        names=(N_("belum ada"), "1", "2–3", "4–6", "≥ 7"),
        source=N_("Batas kelas dibuat dasbor ini"),
        counted="kegiatan",
    ),
    PEOPLE: CountScheme(
        key="peserta",
        label=N_("Peserta tercatat"),
        edges=(1, 100, 300, 1000),
        names=(N_("belum ada"), "1–99", "100–299", "300–999", "≥ 1.000"),
        source=N_("Batas kelas dibuat dasbor ini"),
        counted="peserta",
    ),
    MONTHS: CountScheme(
        key="bulan",
        label=N_("Bulan sejak kegiatan terakhir"),
        edges=(3, 6, 12, 24),
        names=("< 3", "3–5", "6–11", "12–23", "≥ 24"),
        source=N_("Batas kelas dibuat dasbor ini"),
        counted="bulan",
    ),
}
COLUMNS = {EVENTS: "event_n", PEOPLE: "participant_n", MONTHS: "months_since"}


def campaign_map(units: pd.DataFrame, *, quantity: str, unit_words: str, source: str, title: str = "") -> MapView:
    """The map of rows of `campaigns.summary.by_unit`.

    quantity: EVENTS, PEOPLE or MONTHS; without a count of participants, and without any event, MONTHS and PEOPLE have
    no value there, and the tooltip says which of the two it is
    """
    counts = pd.to_numeric(units[COLUMNS[quantity]]).astype("Float64")
    if quantity == PEOPLE:
        counts = counts.mask((units["event_n"] == 0).to_numpy(dtype=bool), 0)
    known = counts.notna()
    frame = pd.DataFrame(
        {
            "code": units["area_code"],
            "count_n": counts.to_numpy(dtype=float, na_value=float("nan")),
            "state": [AreaState.VALUE if one else AreaState.NO_DATA for one in known],
        }
    )
    frame["notes"] = column_of(frame, [_notes(one) for one in records(units)])
    return MapView(
        panels=(MapPanel(frame=frame, title=title, subtitle=_subtitle(quantity, units)),),
        scheme=_scheme(quantity),
        quantity=QUANTITIES[quantity],
        units=unit_words,
        source=source,
    )


def _scheme(quantity: str) -> CountScheme:
    """With what is counted in the reader's language."""
    counted = {EVENTS: _n("kegiatan", 2), PEOPLE: _("peserta"), MONTHS: _n("bulan", 2)}
    return replace(SCHEMES[quantity], counted=counted[quantity])


def _subtitle(quantity: str, units: pd.DataFrame) -> str:
    none = int((units["event_n"] == 0).sum())
    if quantity == MONTHS and none:
        return _("Arsir: {none} belum pernah ada kegiatan yang tercatat", none=none)
    if quantity == PEOPLE:
        return _("Arsir: ada kegiatan, tetapi pesertanya tidak dihitung")
    return _("{none} belum ada kegiatan yang tercatat", none=none) if none else ""


def _notes(one: Any) -> tuple[str, ...]:
    if not one.event_n:
        return (_("Belum ada kegiatan yang tercatat"),)
    came = (
        _("peserta tidak dihitung")
        if pd.isna(one.participant_n)
        else _("{participant_n} peserta tercatat", participant_n=formats.number(one.participant_n))
    )
    months = "" if pd.isna(one.months_since) else _(" ({months_since} bulan lalu)", months_since=int(one.months_since))
    return (
        _("{event_n} kegiatan, {came}", event_n=formats.number(one.event_n), came=came),
        _("Terakhir {date}{months}", date=formats.date(one.last_date), months=months),
    )
