"""D/S before and after the events of a kabupaten, against similar places without one."""

from __future__ import annotations

import html

import streamlit as st

from stunting.campaigns.comparison import METHOD, Comparison, table
from stunting.charts.campaign_before_after import before_after
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.routine.district import Mode
from stunting.ui import filters, only_internal, parts, routine_filters
from stunting.ui.actions_page import released
from stunting.ui.shell import View

LEVEL, MONTHS = "banding", "bulan-banding"
LEVELS = {"desa": "Desa/kelurahan", "kecamatan": "Kecamatan"}
SPANS = {"3": "3 bulan", "6": "6 bulan", "12": "12 bulan"}


def show(view: View, kabkota: Area) -> None:
    """The choice, the sentence, the picture; or why it cannot be told."""
    st.html('<h2 class="judul-gambar">Sebelum dan sesudah kegiatan</h2>')
    mode = routine_filters.mode()
    with st.container(key="saringan-banding", horizontal=True, vertical_alignment="center", gap="small"):
        level = filters.one_of("Tingkat", LEVEL, LEVELS, default="desa")
        months = int(filters.one_of("Rentang", MONTHS, SPANS, default="6"))
        routine_filters.mode_badge(mode)
    try:
        found = released.comparison(view.release_id, kabupaten_code=kabkota.code, level=level, months=months, mode=mode)
    except NoDataError as refused:
        st.html(f'<p class="jelas">Belum dapat dikatakan. {html.escape(str(refused))}</p>')
        if mode is Mode.PUBLIC:
            only_internal.button(key="kampanye-internal")
        return
    _said(found)
    picture = before_after(
        found.frame,
        place=kabkota.official_name,
        months=months,
        source=f"Sumber: pencatatan rutin (e-PPGBM), penimbangan bulanan; {len(found.frame)} wilayah dengan kegiatan, "
        f"{found.others_n} tanpa kegiatan (mode {mode.value}).",
        table=table(found),
        is_sample=found.is_sample,
        notes=(*found.left_out, METHOD),
    )
    parts.figure(view, picture, key="kampanye-banding", says_notes=False)
    parts.notes(tuple(html.escape(one) for one in found.left_out))
    with st.expander("Cara membandingkan", icon=":material/info:"):
        st.markdown(parts.plain(METHOD))


def _said(found: Comparison) -> None:
    st.html(f'<p class="lokus-kalimat">{html.escape(found.sentence)}{parts.sample_mark(found.is_sample)}</p>')
