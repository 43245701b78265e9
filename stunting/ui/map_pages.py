"""What the map page shows: prevalence by survey, counts by area, or why there is no figure here."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stunting import formats
from stunting.charts.choropleth import MapPanel, MapView
from stunting.charts.columns import columns
from stunting.charts.desa_counts import NOT_PER_DESA, REGISTER_SOURCE, circles
from stunting.exports import map_sheet
from stunting.exports.stamp import Stamp
from stunting.frames import column_of, records
from stunting.languages import Words, _
from stunting.map_scope import Scope, default_unit, routine_units, scope_of, unit_options
from stunting.measures import Round
from stunting.ui import data, figures, filters, maps, parts, routine_filters, routine_map, series, shell, survey_filters
from stunting.ui.shell import View

# Pixels of the map, and of everything else on the page before its files and foot.
MAP_HEIGHT, AROUND = 520, 260
LAYERS = Words({"rutin": "Rutin (e-PPGBM)", "prevalensi": "Survei", "jumlah": "Jumlah desa"})


@st.fragment
def map_page(view: View) -> None:
    """Filters and map; a change of a filter runs this part alone, so that the map is repainted at once."""
    with shell.explained():
        row = st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small")
        with row:
            layer = filters.one_of(_("Yang dipetakan"), filters.LAYER, _layers(view), default=_first_layer(view))
            units = routine_units(view.area) if layer == "rutin" else unit_options(view.area)
            first = next(iter(units)) if layer == "rutin" else default_unit(view.area)
            unit = filters.one_of(_("Satuan"), filters.UNIT, units, default=first)
        scope = scope_of(view.area, unit, view.register)
        if layer == "rutin":
            routine_map.routine_page(view, scope, row, height=MAP_HEIGHT, around=AROUND)
        elif layer == "jumlah":
            counts_map(view, scope, row)
        elif scope.level in ("kecamatan", "desa"):
            no_survey_map(view, scope)
        else:
            prevalence_map(view, scope, row)


def _layers(view: View) -> dict[str, str]:
    """What can be mapped here; routine figures only where there are some."""
    return {key: label for key, label in LAYERS.items() if key != "rutin" or routine_filters.has_routine(view)}


def _first_layer(view: View) -> str:
    """Below the province routine figures come first, for surveys end at the kabupaten."""
    return "rutin" if view.kabkota is not None and routine_filters.has_routine(view) else "prevalensi"


def prevalence_map(view: View, scope: Scope, row: DeltaGenerator) -> None:
    """One survey round, or two side by side under one legend."""
    rounds = maps.rounds_for(view, scope)
    with row:
        one = survey_filters.survey_round(rounds.offered, default=rounds.default)
        other = survey_filters.compared_round(rounds.offered, one)
        scheme = survey_filters.scheme()
    shown = [one] if other is None else sorted((one, other), key=lambda r: (r.year, r.survey))
    sheet = figures.map_sheet(
        view.release_id,
        scope.area.code,
        level=scope.level,
        keys=tuple((r.survey, r.year) for r in shown),
        scheme=scheme.key,
    )
    with st.container(key="peta-utama"):
        st.html(f'<h2 class="judul-gambar">{sheet.stamp.title}</h2>')
        maps.draw_survey(view, scope, shown, scheme=scheme, height=MAP_HEIGHT, around=AROUND, key="peta")
        _nearest_with_data(view, scope, one, sheet.frames[shown.index(one)])
        warning = map_sheet.caution(shown)
        parts.notes((warning,) if warning else ())
        parts.table_and_files(
            sheet.table,
            sheet.stamp,
            key="peta",
            png=sheet.png,
            more={"GeoJSON": ("geojson", sheet.geojson, "application/geo+json")},
        )


def no_survey_map(view: View, scope: Scope) -> None:
    """Kecamatan and desa: surveys do not reach them; the map shows where they lie, and says so."""
    kabkota = view.kabkota
    assert kabkota is not None
    estimates = series.of(view, kabkota.code)
    newest = max(estimates, key=lambda e: e.year, default=None)
    title = f"{unit_options(view.area)[scope.level]} di {scope.place}"
    with st.container(key="peta-utama"):
        st.html(f'<h2 class="judul-gambar">{title}</h2>')
        known = (
            _(
                " Angka {kabkota}: **{value_pct}** ({newest}).",
                kabkota=kabkota.official_name,
                value_pct=formats.percent(newest.value_pct),
                newest=newest.round_label,
            )
            if newest
            else ""
        )
        st.info(
            _(
                "Survei nasional berhenti di tingkat kabupaten/kota; tidak ada angka survei per {units}.{known}",
                units=scope.units,
                known=known,
            ),
            icon=":material/info:",
        )
        frame = data.desa_by_area(view.release_id, level=scope.level, within=scope.area.code)
        notes = column_of(frame, [(_("Tidak ada angka survei pada tingkat ini"),)] * len(frame))
        panel = MapPanel(frame=frame.assign(code=frame["area_code"], value_pct=float("nan"), notes=notes), title="")
        drawn = MapView(panels=(panel,), colours=False, quantity=title, source=_(REGISTER_SOURCE))
        maps.draw(view, scope, drawn, height=MAP_HEIGHT, around=AROUND, key="peta")


def counts_map(view: View, scope: Scope, row: DeltaGenerator) -> None:
    """Counts by area, as circles on the map and as columns; counts only, never a rate."""
    frame = data.desa_by_area(view.release_id, level=scope.level, within=scope.area.code)
    with row:
        style = filters.one_of(
            _("Gambar"), "gambar", {"lingkaran": _("Lingkaran"), "kolom": _("Kolom 3D")}, default="lingkaran"
        )
    title = _("Jumlah desa/kelurahan menurut {units}, {place}", units=scope.units, place=scope.place)
    if scope.level == "desa":
        st.info(_(NOT_PER_DESA), icon=":material/info:")
        return
    with st.container(key="peta-utama"):
        st.html(f'<h2 class="judul-gambar">{title}</h2>')
        if style == "kolom":
            st.pydeck_chart(columns(frame, label="desa/kelurahan"), height=MAP_HEIGHT, key="kolom", alt=title)
            parts.source_line(
                _(
                    "{register_source} Tinggi kolom sebanding dengan jumlah. Bila gambar kosong, "
                    "komputer ini tidak mendukung WebGL: pilih Lingkaran.",
                    register_source=_(REGISTER_SOURCE),
                )
            )
        else:
            maps.draw(view, scope, circles(frame), height=MAP_HEIGHT, around=AROUND, key="peta-jumlah")
        table = frame[["area_code", "area_name", "desa_n", "kelurahan_n"]].rename(
            columns={
                "area_code": "Kode",
                "area_name": "Wilayah",
                "desa_n": "Desa dan kelurahan",
                "kelurahan_n": "Di antaranya kelurahan",
            }
        )
        stamp = Stamp(
            title=title,
            subtitle=_("Satuan: desa/kelurahan."),
            source=_(REGISTER_SOURCE),
            release_id=view.release_id,
            is_sample=view.is_sample,
        )
        parts.table_and_files(lambda: table, stamp, key="jumlah")


def _nearest_with_data(view: View, scope: Scope, one: Round, frame: pd.DataFrame) -> None:
    """Where a round has no figure in this scope, offer the nearest one that has."""
    if frame["value_pct"].notna().any():
        return
    here = data.survey_rounds(view.release_id, level=scope.level, within=scope.area.code)
    offers = sorted(
        (Round(survey=r.survey, year=int(r.year)) for r in records(here)), key=lambda r: abs(r.year - one.year)
    )
    with st.container(border=True):
        st.markdown(
            _(
                "**{one} tidak memuat angka {units} di {place}.** Survei terdekat yang ada:",
                one=one.label,
                units=scope.units,
                place=scope.place,
            )
        )
        with st.container(horizontal=True):
            for offer in offers[:3]:
                st.button(
                    offer.label,
                    key=f"terdekat-{offer.key}",
                    on_click=filters.apply,
                    kwargs={"params": survey_filters.round_params(offer)},
                )
