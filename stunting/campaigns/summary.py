"""Events by area: how many, who came, how long ago; areas where nothing was written down stay in sight."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.campaigns.kinds import KINDS
from stunting.frames import records, whole_numbers
from stunting.geography import Area, Register
from stunting.languages import N_, _

NEVER = N_("belum ada")
NO_ROWS = np.empty(0, dtype=np.int64)


def chosen(events: pd.DataFrame, *, kind: str = "", year: str = "") -> pd.DataFrame:
    """The events of one kind and one year; "" for all."""
    frame = events
    if kind:
        frame = frame[frame["kind"] == kind]
    if year:
        frame = frame[pd.to_datetime(frame["event_date"]).dt.year == int(year)]
    return frame.reset_index(drop=True)


def by_unit(events: pd.DataFrame, *, units: list[Area], today: dt.date) -> pd.DataFrame:
    """One row per area one level down, in their order; events of the area above belong to none of them.

    units: all of one level

    Columns: area_code, area_name, event_n, participant_n (sum of those counted, null where nobody counted),
        uncounted_n (events without a count), last_date (null without any), months_since (whole months until `today`,
        null without any; 0 for an event still to come), is_sample
    """
    days = pd.to_datetime(events["event_date"]).to_numpy().astype("datetime64[D]")
    came = events["participant_n"].to_numpy(dtype=float, na_value=np.nan)
    is_sample = events["is_sample"].to_numpy(dtype=bool)
    code_length = len(units[0].code) if units else 0
    places = pd.Series([code[:code_length] for code in events["area_code"].tolist()], dtype=object)
    rows_of = places.groupby(places.to_numpy()).indices
    rows: list[dict[str, Any]] = []
    for unit in units:
        own = rows_of.get(unit.code, NO_ROWS)
        past = days[own][days[own] <= np.datetime64(today)]
        last = (past if len(past) else days[own]).max().item() if len(own) else None
        counted = came[own][~np.isnan(came[own])]
        rows.append(
            {
                "area_code": unit.code,
                "area_name": unit.official_name,
                "event_n": len(own),
                "participant_n": int(counted.sum()) if len(counted) else None,
                "uncounted_n": len(own) - len(counted),
                "last_date": last,
                "months_since": None if last is None else months_between(last, today),
                "is_sample": bool(is_sample[own].any()),
            }
        )
    frame = pd.DataFrame(rows)
    for name in ("participant_n", "months_since"):
        frame[name] = whole_numbers(frame[name])
    return frame


def months_between(day: dt.date, today: dt.date) -> int:
    """Whole months from a day until another; 0 where the day is still to come."""
    months = 12 * (today.year - day.year) + today.month - day.month - (today.day < day.day)
    return max(months, 0)


def since(months: int | None) -> str:
    """ "3 bulan lalu", "bulan ini", "belum ada"."""
    if months is None or pd.isna(months):
        return _(NEVER)
    return _("{months} bulan lalu", months=int(months)) if months else _("kurang dari sebulan")


def headline(events: pd.DataFrame, units: pd.DataFrame, *, area: Area, unit_words: str) -> str:
    """How many events in how many areas, who came, and which areas have none."""
    if events.empty:
        return _("Belum ada kegiatan yang tercatat di {area}.", area=area.official_name)
    reached = int((units["event_n"] > 0).sum())
    counted = events["participant_n"].dropna()
    came = (
        _(
            "; {came_n} peserta di {counted_n} kegiatan yang menghitungnya",
            came_n=formats.number(int(counted.sum())),
            counted_n=formats.number(len(counted)),
        )
        if len(counted)
        else _("; jumlah peserta tidak ada yang mencatat")
    )
    return _(
        "{events_n} kegiatan tercatat di {reached} dari {units_n} {unit_words}{came}.",
        events_n=formats.number(len(events)),
        reached=formats.number(reached),
        units_n=formats.number(len(units)),
        unit_words=unit_words,
        came=came,
    )


def table(events: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The list for a page or a file, newest first."""
    rows = events.sort_values(["event_date", "area_code"], ascending=[False, True], kind="stable")
    found = []
    for one in records(rows):
        found.append(
            {
                N_("Tanggal"): formats.date(pd.Timestamp(one.event_date).date()),
                N_("Kegiatan"): one.title,
                N_("Jenis"): KINDS.get(one.kind, one.kind),
                "Kabupaten/kota": _name(register, one.area_code, "kabupaten"),
                N_("Kecamatan"): _name(register, one.area_code, "kecamatan"),
                "Desa/kelurahan": _name(register, one.area_code, "desa"),
                N_("Tempat"): one.place or "",
                N_("Penyelenggara"): one.organiser,
                N_("Mitra"): one.partners or "",
                N_("Peserta"): None if pd.isna(one.participant_n) else int(one.participant_n),
                N_("Sumber"): one.source,
                N_("Kepastian"): _("dua sumber sepakat") if one.is_verified else _("satu sumber"),
                N_("Contoh"): bool(one.is_sample),
            }
        )
    frame = pd.DataFrame(found)
    if len(frame):
        frame["Peserta"] = whole_numbers(frame["Peserta"])
    return frame


def _name(register: Register, code: str, level: str) -> str:
    area = register.ancestor(code, level)
    return "" if area is None else area.official_name
