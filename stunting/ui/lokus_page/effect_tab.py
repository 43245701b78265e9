"""Dampak: did the desa of a list improve more than their own past lets expect?"""

from __future__ import annotations

import html

import streamlit as st

from stunting.charts.lokus_before_after import before_after
from stunting.charts.lokus_effect import effect_dots
from stunting.errors import NoDataError
from stunting.lokus.effect_data import ListEffect
from stunting.routine.district import Mode
from stunting.ui import filters, lokus_data, parts, routine_data, routine_filters
from stunting.ui.lokus_page.scenario_filters import kabkota_of
from stunting.ui.shell import View

LIST, AFTER = "daftar", "sesudah"


def show(view: View) -> None:
    """List and outcome, the sentence, the estimate beside its tests, and every desa."""
    kabkota = kabkota_of(view)
    years = sorted({int(one) for one in routine_data.lokus(view.release_id, kabkota.code)["lokus_year"]}, reverse=True)
    if not years:
        raise NoDataError(
            f"Belum ada daftar desa/kelurahan lokus {kabkota.official_name}. Masukkan daftarnya di tab Daftar."
        )
    mode = routine_filters.mode()
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        options = {str(year): f"Lokus {year}" for year in years}
        # The newest list has had the least time: the oldest is looked at first.
        year = int(filters.one_of("Daftar", LIST, options, default=str(years[-1])))
        waves = lokus_data.list_waves(view.release_id, kabupaten_code=kabkota.code, lokus_year=year, mode=mode)
        outcomes = {one.key: f"dilihat pada {one.label}" for one in waves.after}
        after = filters.listed("Dilihat pada", AFTER, outcomes, default=waves.preferred.key, width=340)
        routine_filters.mode_badge(mode)
    found = lokus_data.effect(view.release_id, kabupaten_code=kabkota.code, lokus_year=year, mode=mode, after_key=after)
    _said(found)
    place, label = kabkota.official_name, f"lokus {year}"
    source = _source(found)
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        picture = effect_dots(
            found.effect, found.placebos, place=place, list_label=label, source=source, is_sample=found.is_sample
        )
        parts.figure(view, picture, key="lokus-dampak")
    with right:
        points = before_after(
            found.effect,
            place=place,
            list_label=label,
            before_label=found.effect.before_labels[-1],
            source=source,
            is_sample=found.is_sample,
        )
        parts.figure(view, points, key="lokus-titik")
    parts.notes(tuple(html.escape(one) for one in found.effect.cautions))


def _said(found: ListEffect) -> None:
    st.html(
        f'<p class="lokus-kalimat">{html.escape(found.effect.sentence)}{parts.sample_mark(found.is_sample)}</p>'
        f'<p class="anak-judul">{html.escape(found.conclusion)}</p>'
    )


def _source(found: ListEffect) -> str:
    windows = f"{found.effect.before_labels[0]} sampai {found.effect.after_label}"
    mode = "mode publik" if found.mode is Mode.PUBLIC else "mode internal"
    return (
        f"Sumber: pencatatan rutin (e-PPGBM), {windows}; {found.effect.n_lokus} desa lokus dan "
        f"{found.effect.n_others} desa lain dengan sedikitnya 20 balita diukur ({mode})."
    )
