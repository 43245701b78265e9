"""The page Banding: ranks of kecamatan and desa, and kabupaten beside kabupaten."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stunting.geography import COUNTRY
from stunting.languages import Words, _
from stunting.map_scope import Scope
from stunting.ui import data, figures, filters, maps, parts, routine_filters, routine_ranking, shell, survey_filters
from stunting.ui.shell import View

ROUTINE, TWO, SERIES, RANKING = "rutin", "dua", "antarwaktu", "peringkat"
VIEWS = Words({TWO: "Dua survei", SERIES: "Antarwaktu", RANKING: "Peringkat di provinsi"})
LOCAL = Words({ROUTINE: "Kecamatan dan desa"})


def compare_page(view: View) -> None:
    """What is compared, and then the comparison."""
    is_local = view.kabkota is not None and routine_filters.has_routine(view)
    views = {**(LOCAL if is_local else {}), **VIEWS}
    shown = filters.one_of(_("Tampilan"), "tampilan", views, default=next(iter(views)))
    if shown == ROUTINE:
        _ranking(view)
    else:
        _surveys(view, shown)
    parts.method_note("banding")


@st.fragment
def _ranking(view: View) -> None:
    with shell.explained():
        routine_ranking.show(view)


def _surveys(view: View, shown: str) -> None:
    """Kabupaten beside kabupaten, as surveys measured them."""
    chosen = survey_filters.compared_areas(data.kabkota_labels(view.release_id))
    if shown == SERIES:
        parts.figure(view, figures.slope(view.release_id, chosen), key="lereng")
    elif shown == TWO:
        _two_surveys(view, chosen)
    else:
        _province(view, chosen)


def _two_surveys(view: View, chosen: Sequence[str]) -> None:
    rounds = maps.rounds_for(view, Scope(area=view.register.get(COUNTRY), level="kabupaten"))
    with st.container(key="saringan", horizontal=True, vertical_alignment="center"):
        first, last = survey_filters.two_rounds(rounds.offered)
    if first == last:
        st.info(_("Pilih dua survei yang berbeda."), icon=":material/info:")
        return
    parts.figure(view, figures.dumbbell(view.release_id, tuple(chosen), first=first, last=last), key="dua-survei")


def _province(view: View, chosen: Sequence[str]) -> None:
    with st.container(key="saringan", horizontal=True, vertical_alignment="center"):
        province = survey_filters.province_of(view.register, view.area, chosen)
        rounds = maps.rounds_for(view, Scope(area=province, level="kabupaten"))
        one = survey_filters.survey_round(rounds.offered, default=rounds.default)
    picture = figures.ranking(view.release_id, province.code, one=one, chosen=tuple(chosen))
    parts.figure(view, picture, key="peringkat")
