"""D/S before and after the events of a kabupaten, against similar places without one."""

from __future__ import annotations

import html

import streamlit as st

from stunting.campaigns.comparison import Comparison, method, table
from stunting.charts.campaign_before_after import before_after
from stunting.errors import NoDataError
from stunting.funds.view import MODE_WORDS
from stunting.geography import Area
from stunting.languages import Words, _
from stunting.routine.district import Mode
from stunting.ui import filters, only_internal, parts, routine_filters
from stunting.ui.actions_page import released
from stunting.ui.shell import View

LEVEL, MONTHS = "banding", "bulan-banding"
LEVELS = Words({"desa": "Desa/kelurahan", "kecamatan": "Kecamatan"})
SPANS = Words({"3": "3 bulan", "6": "6 bulan", "12": "12 bulan"})


def show(view: View, kabkota: Area) -> None:
    """The choice, the sentence, the picture; or why it cannot be told."""
    st.html(_('<h2 class="judul-gambar">Sebelum dan sesudah kegiatan</h2>'))
    mode = routine_filters.mode()
    with st.container(key="saringan-banding", horizontal=True, vertical_alignment="center", gap="small"):
        level = filters.one_of(_("Tingkat"), LEVEL, LEVELS, default="desa")
        months = int(filters.one_of(_("Rentang"), MONTHS, SPANS, default="6"))
        routine_filters.mode_badge(mode)
    try:
        with st.spinner(_("Membandingkan sebelum dan sesudah …")):
            found = released.comparison(
                view.release_id, kabupaten_code=kabkota.code, level=level, months=months, mode=mode
            )
    except NoDataError as refused:
        st.html(_('<p class="jelas">Belum dapat dikatakan. {refused}</p>', refused=html.escape(str(refused))))
        if mode is Mode.PUBLIC:
            only_internal.button(key="kampanye-internal")
        return
    _said(found)
    picture = before_after(
        found.frame,
        place=kabkota.official_name,
        months=months,
        source=_(
            "Sumber: pencatatan rutin (e-PPGBM), penimbangan bulanan; {places_n} wilayah dengan "
            "kegiatan, {others_n} tanpa kegiatan (mode {mode}).",
            places_n=len(found.frame),
            others_n=found.others_n,
            mode=MODE_WORDS[mode],
        ),
        table=table(found),
        is_sample=found.is_sample,
        notes=(*found.left_out, method()),
    )
    parts.figure(view, picture, key="kampanye-banding", says_notes=False)
    parts.notes(tuple(html.escape(one) for one in found.left_out))
    with st.expander(_("Cara membandingkan"), icon=":material/info:"):
        st.markdown(parts.plain(method()))


def _said(found: Comparison) -> None:
    st.html(f'<p class="lokus-kalimat">{html.escape(found.sentence)}{parts.sample_mark(found.is_sample)}</p>')
