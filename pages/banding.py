"""Banding: kabupaten/kota dengan kabupaten/kota, pada satu survei dan antarwaktu."""

import streamlit as st

from stunting.geography import COUNTRY
from stunting.ui import data, figures, filters, maps, parts, shell
from stunting.ui.maps import Scope

VIEWS = {"dua": "Dua survei", "antarwaktu": "Antarwaktu", "peringkat": "Peringkat di provinsi"}

with shell.page("banding") as view:
    chosen = filters.compared_areas(data.kabkota_labels(view.release_id))
    row = st.container(key="saringan", horizontal=True, vertical_alignment="center")
    with row:
        shown = filters.one_of("Tampilan", "tampilan", VIEWS, default="dua")

    if shown == "antarwaktu":
        parts.figure(view, figures.slope(view.release_id, chosen), key="lereng")
    elif shown == "dua":
        rounds = maps.rounds_for(view, Scope(area=view.register.get(COUNTRY), level="kabupaten"))
        with row:
            first, last = filters.two_rounds(rounds.offered)
        if first == last:
            st.info("Pilih dua survei yang berbeda.", icon=":material/info:")
        else:
            parts.figure(view, figures.dumbbell(view.release_id, chosen, first=first, last=last), key="dua-survei")
    else:
        with row:
            province = filters.province_of(view.register, view.area, chosen)
            rounds = maps.rounds_for(view, Scope(area=province, level="kabupaten"))
            one = filters.survey_round(rounds.offered, default=rounds.default)
        parts.figure(view, figures.ranking(view.release_id, province.code, one=one, chosen=chosen), key="peringkat")
    parts.method_note("banding")
