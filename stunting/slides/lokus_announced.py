"""Numbers of lokus that were announced without the names of the desa."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats, lokus_queries
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.slides import lokus_parts as parts
from stunting.slides.drawings import Cell, TableDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

MOST_ROWS = 14
NAMELESS = "Nama desanya tidak diumumkan, atau belum dimasukkan ke rilis ini."


def announced_of(sources: Sources, area: Area) -> pd.DataFrame:
    """What was announced inside an area, as `lokus_queries.announced_lokus`."""
    return lokus_queries.announced_lokus(sources.db, within=area.code)


def announced_list(sources: Sources, step: Step, kabupaten: Area, *, year: int) -> Slide:
    """The announced number of a year, 0 for the newest, with who said it.

    Raises:
        NoDataError: nothing was announced; the years that were are named.
    """
    frame = announced_of(sources, kabupaten)
    years = sorted({int(one) for one in frame["lokus_year"]})
    named = [one.lokus_year for one in parts.lists_of(sources, kabupaten)]
    if year and year not in years:
        offered = ", ".join(str(one) for one in sorted({*years, *named}))
        hint = _("Yang ada: {offered}.", offered=offered) if offered else _("Masukkan daftarnya di halaman Lokus.")
        raise NoDataError(
            _(
                "Belum ada daftar lokus {year} untuk {kabupaten}. {hint}",
                year=year,
                kabupaten=kabupaten.official_name,
                hint=hint,
            )
        )
    if not years:
        raise NoDataError(
            _(
                "Belum ada daftar desa/kelurahan lokus {kabupaten} di rilis ini. Masukkan "
                "daftarnya di halaman Lokus, tab Daftar.",
                kabupaten=kabupaten.official_name,
            )
        )
    wanted = year or years[-1]
    rows = list(records(frame[frame["lokus_year"] == wanted]))
    # Confirmed figures come first.
    first = rows[0]
    return parts.slide_of(
        step,
        figure=KeyFigure(
            text=formats.number(first.desa_n),
            label=f"Desa/kelurahan lokus {wanted} yang diumumkan, {kabupaten.official_name}",
            detail=f"{_kecamatan(first)}; {_status(first)}",
            value=float(first.desa_n),
        ),
        sentence=f"Untuk {wanted} diumumkan {formats.number(first.desa_n)} desa/kelurahan lokus di "
        f"{kabupaten.official_name}. {NAMELESS}",
        source=_source(rows),
        chips=(kabupaten.official_name, f"Lokus {wanted}", "Jumlah yang diumumkan"),
        data_date=f"Lokus {wanted}",
        drawing=_table(sources, frame) if len(frame) > 1 else None,
        footnotes=tuple(str(one.note) for one in rows if pd.notna(one.note) and one.note),
        params={"daftar": str(wanted)} if year else None,
    )


def announced_within(sources: Sources, step: Step, area: Area) -> Slide:
    """Every announced number inside a province or the country.

    Raises:
        NoDataError: none was announced.
    """
    frame = announced_of(sources, area)
    if frame.empty:
        raise NoDataError(_("Belum ada jumlah lokus yang diumumkan di wilayah ini. Pilih kabupaten/kota."))
    count = frame["kabupaten_code"].nunique()
    years = sorted({int(one) for one in frame["lokus_year"]})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return parts.slide_of(
        step,
        figure=KeyFigure(
            text=formats.number(count),
            label=f"Kabupaten/kota yang jumlah lokusnya ditemukan, {area.official_name}",
            detail=f"lokus {span}; {formats.number(len(frame))} pengumuman",
            value=float(count),
        ),
        sentence=f"Di {area.official_name} ditemukan jumlah lokus dari {formats.number(count)} kabupaten/kota. Yang "
        "tidak tercantum belum tentu tanpa lokus: pengumumannya belum ditemukan.",
        source=_source(list(records(frame))),
        chips=(area.official_name, f"Lokus {span}", "Jumlah yang diumumkan"),
        data_date=f"Lokus {span}",
        drawing=_table(sources, frame),
    )


def _table(sources: Sources, frame: pd.DataFrame) -> TableDrawing:
    """One row per announcement, the newest year first."""
    rows = list(records(frame.sort_values(["lokus_year", "kabupaten_code"], ascending=[False, True])))
    shown = rows[:MOST_ROWS]
    return TableDrawing(
        headers=("Kabupaten/kota", "Tahun", "Desa/kelurahan", "Kecamatan", "Bukti"),
        is_number=(False, True, True, True, False),
        rows=tuple(
            (
                Cell(text=sources.register.get(one.kabupaten_code).official_name),
                Cell(text=str(one.lokus_year), value=int(one.lokus_year)),
                Cell(text=formats.number(one.desa_n), value=int(one.desa_n)),
                Cell(text="tidak disebut")
                if pd.isna(one.kecamatan_n)
                else Cell(text=formats.number(one.kecamatan_n), value=int(one.kecamatan_n)),
                Cell(text=_status(one)),
            )
            for one in shown
        ),
        rest=f"… dan {formats.number(len(rows) - len(shown))} pengumuman lain" if len(rows) > len(shown) else "",
        alt="Jumlah lokus yang diumumkan: "
        + "; ".join(
            f"{sources.register.get(one.kabupaten_code).official_name} {one.lokus_year} {formats.number(one.desa_n)}"
            for one in shown
        )
        + ".",
    )


def _kecamatan(row: Any) -> str:
    if pd.isna(row.kecamatan_n):
        return "jumlah kecamatan tidak disebut"
    return f"di {formats.number(row.kecamatan_n)} kecamatan"


def _status(row: Any) -> str:
    return "dua sumber sepakat" if row.is_verified else "satu sumber"


def _source(rows: list[Any]) -> str:
    return f"Sumber: {'; '.join(dict.fromkeys(str(one.source).rstrip('.') for one in rows))}."
