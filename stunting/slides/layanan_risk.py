"""Families at risk of stunting: their share, and the factors, each of its own base."""

from __future__ import annotations

import pandas as pd

from stunting import formats, lokus_queries
from stunting.charts.service_factors import years
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.services.families import ANY_YEAR, FACTORS, OF, OVERLAP, Families, families
from stunting.slides import words
from stunting.slides.drawings import Bar, BarsDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources


def at_risk(sources: Sources, step: Step, area: Area) -> Slide:
    """Families at risk of a kabupaten or kecamatan, in mode publik.

    Raises:
        NoDataError: the area is none of these, or there is no figure of it.
    """
    if area.level not in ("kabupaten", "kecamatan"):
        raise NoDataError(_("Keluarga berisiko ditayangkan per kabupaten/kota atau kecamatan. Pilih wilayahnya."))
    whole = pd.DataFrame({"area_code": [area.code], "area_name": [area.official_name]})
    found = families(
        lokus_queries.desa_figures_to_hide(sources.db, within=area.code[:4], last_year=ANY_YEAR),
        areas=whole,
        whole=whole,
        names={},
        is_public=True,
    )
    if found is None or found.whole["desa_n"] == 0:
        raise NoDataError(
            _(
                "Belum ada jumlah keluarga berisiko untuk {area}. Masukkan rekap KRS per "
                "desa/kelurahan di halaman Lokus, tab Daftar.",
                area=area.official_name,
            )
        )
    row = found.whole
    is_told = pd.notna(row["pct"])
    counted = f"{formats.number(row['part_n'])} dari {formats.number(row['base_n'])} keluarga sasaran"
    bars = _bars(found)
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(
            text=formats.percent(row["pct"]) if is_told else words.NOT_SHOWN,
            label=f"Keluarga berisiko stunting (KRS), {area.official_name}",
            detail=counted if is_told else str(row["state"]),
            value=float(row["pct"]) if is_told else None,
        ),
        sentence=f"Di {area.official_name} tercatat {counted} berisiko stunting ({formats.percent(row['pct'])}), "
        f"{years(found)}."
        if is_told
        else f"Jumlah keluarga berisiko {area.official_name} tidak ditampilkan.",
        source=f"Sumber: {'; '.join(found.sources)}, {years(found)}; laporan {formats.number(row['desa_n'])} "
        "desa/kelurahan.",
        chips=(area.official_name, years(found), "Keluarga berisiko stunting"),
        data_date=years(found),
        drawing=BarsDrawing(
            bars=bars,
            alt=f"Faktor risiko keluarga di {area.official_name}: "
            + "; ".join(f"{one.name} {one.text} {one.note}" for one in bars)
            + ".",
        )
        if bars
        else None,
        footnotes=(OVERLAP,) if bars else (),
        is_sample=found.is_sample,
    )


def _bars(found: Families) -> tuple[Bar, ...]:
    """The factors that were reported, in their order: they are not ranked, for their bases differ."""
    return tuple(
        Bar(
            name=one.label,
            value=None if pd.isna(row["pct"]) else float(row["pct"]),
            text=str(row["state"] or formats.percent(row["pct"])),
            note=f"dari {formats.number(row['base_n'])} {OF[one.base]}" if pd.notna(row["base_n"]) else "",
        )
        for one in FACTORS
        if (row := found.factors.get(one.key)) is not None
    )
