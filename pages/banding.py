"""Banding: kabupaten/kota dengan kabupaten/kota, pada satu survei dan antarwaktu."""

import streamlit as st

from stunting.charts import comparison
from stunting.classes import WHO_2018
from stunting.geography import COUNTRY
from stunting.indicators import indicator
from stunting.ui import data, filters, maps, parts, series, shell
from stunting.ui.maps import Scope

with shell.page("banding") as view:
    chosen = filters.compared_areas(view.register)
    stunting = indicator("stunting")
    chosen_series = [series.named(view, area.code) for area in chosen]
    tabs = filters.one_of(
        "Tampilan",
        "tampilan",
        {"dua": "Dua survei", "antarwaktu": "Antarwaktu", "peringkat": "Peringkat di provinsi"},
        default="dua",
    )
    country = Scope(area=view.register.get(COUNTRY), level="kabupaten")
    rounds = maps.rounds_for(view, country)

    if tabs == "antarwaktu":
        parts.figure(view, comparison.slope(chosen_series, indicator=stunting, is_sample=view.is_sample), key="lereng")
    elif tabs == "dua":
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first, last = filters.two_rounds(rounds.offered)
        parts.figure(
            view,
            comparison.dumbbell(
                chosen_series,
                first=first,
                last=last,
                indicator=stunting,
                is_sample=view.is_sample,
            ),
            key="dua-survei",
        )
    else:
        province = filters.province_of(view.register, view.area, chosen)
        scope = Scope(area=province, level="kabupaten")
        here = maps.rounds_for(view, scope)
        one = filters.survey_round(here.offered, default=here.default)
        upper = series.same_round(series.of(view, province.code), one)
        parts.figure(
            view,
            comparison.ranking(
                data.prevalence_by_area(
                    view.release_id, survey=one.survey, year=one.year, level="kabupaten", within=province.code
                ),
                indicator=stunting,
                scheme=WHO_2018,
                round_label=one.label,
                place=province.official_name,
                chosen=[area.code for area in chosen],
                reference=(province.name, upper.value_pct) if upper else None,
                is_sample=view.is_sample,
            ),
            key="peringkat",
        )
    parts.method_note("banding")
