"""Faults of dates: other writings that must be understood, and days that cannot be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stunting.sample.draft import Draft
from stunting.sample.fault import Fault, clear, each, measured, neutral, refused
from stunting.sample.headers import MONTHS

EXCEL_DAY_0 = np.datetime64("1899-12-30", "D")
# A slip of the finger: 2045 for 2025.
YEARS_AHEAD = 20


def _day(draft: Draft, row: int) -> np.datetime64:
    return draft.columns["measured_on"][row].astype("datetime64[D]")


def _date_as(code: str, written: Callable[[np.datetime64], object]) -> Callable[[Draft, int], None]:
    def change(draft: Draft, row: int) -> None:
        draft.write(row, "measured_on", written(_day(draft, row)))
        draft.note(code, [row])

    return change


def _serial(day: np.datetime64) -> object:
    return int((day - EXCEL_DAY_0).astype(int))


def _in_words(day: np.datetime64) -> object:
    year, month, number = str(day).split("-")
    return f"{number} {MONTHS[int(month) - 1]} {year}"


def _month_first(day: np.datetime64) -> object:
    year, month, number = str(day).split("-")
    return f"{month}/{number}/{year}"


def _short_year(day: np.datetime64) -> object:
    year, month, number = str(day).split("-")
    return f"{number}/{month}/{year[2:]}"


def _future(draft: Draft, row: int) -> None:
    neutral(draft, row)
    later = _day(draft, row) + np.timedelta64(YEARS_AHEAD * 365, "D")
    draft.columns["measured_on"][row] = _the_20th(later)
    draft.reject(row, "tgl_ukur_di_masa_depan")


def _before_birth(draft: Draft, row: int) -> None:
    neutral(draft, row)
    draft.columns["birth_date"][row] = _the_20th(_day(draft, row) + np.timedelta64(70, "D"))
    draft.reject(row, "tgl_ukur_sebelum_lahir")


def _the_20th(day: np.datetime64) -> np.datetime64:
    """A day of that month that reads in one way only."""
    return day.astype("datetime64[M]").astype("datetime64[D]") + 19


def _too_old(draft: Draft, row: int) -> None:
    """60 to 61 months on the day; the other rows of the child are left out."""
    born = _day(draft, row) - np.timedelta64(1830 + row % 26, "D")
    month = born.astype("datetime64[M]")
    is_double = int((born - month).astype(int)) + 1 == int(month.astype(int)) % 12 + 1
    draft.columns["birth_date"][row] = born - 1 if is_double else born
    draft.dropped.update(other for other in draft.rows_of_child(row) if other != row)
    draft.reject(row, "umur_60_bulan_lebih")


def _other(code: str, label: str, written: Callable[[np.datetime64], object], *, late: bool = False) -> Fault:
    return Fault(code, label, each(clear if late else measured, _date_as(code, written)))


FAULTS = (
    _other("tgl_serial_excel", "Tanggal ukur sebagai nomor seri Excel", _serial),
    _other("tgl_nama_bulan", "Tanggal ukur dengan nama bulan", _in_words),
    _other("tgl_bulan_dulu", "Tanggal ukur bulan dulu", _month_first, late=True),
    _other("tgl_tahun_dua_angka", "Tanggal ukur bertahun dua angka", _short_year, late=True),
    Fault(
        "tgl_lahir_tidak_terbaca",
        "Tanggal lahir tidak terbaca",
        each(clear, refused("birth_date", "tgl_lahir_tidak_terbaca", ("00/00/2023", "tidak tahu", ""))),
    ),
    Fault(
        "tgl_ukur_tidak_terbaca",
        "Tanggal ukur tidak terbaca",
        each(clear, refused("measured_on", "tgl_ukur_tidak_terbaca", ("31/02/2025", "minggu lalu"))),
    ),
    Fault("tgl_ukur_di_masa_depan", "Tanggal ukur di masa depan", each(clear, _future)),
    Fault("tgl_ukur_sebelum_lahir", "Diukur sebelum lahir", each(clear, _before_birth)),
    Fault("umur_60_bulan_lebih", "Umur 60-61 bulan", each(measured, _too_old)),
)
