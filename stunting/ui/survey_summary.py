"""Ringkasan of an area without routine figures: its survey figure, the map around it, and three sentences."""

from __future__ import annotations

import streamlit as st

from stunting import narrative
from stunting.charts import theme
from stunting.classes import WHO_2018
from stunting.languages import _
from stunting.map_scope import scope_of
from stunting.ui import figures, maps, parts, series
from stunting.ui.shell import View


def summary(view: View) -> None:
    """One survey figure, its place on the map, and its series."""
    subject = series.measured_area(view)
    estimates = series.of(view, subject.code)
    newest = narrative.latest(estimates)
    step = narrative.change_to_newest(estimates)
    class_number = int(WHO_2018.classify([newest.value_pct])[0])
    colour = theme.class_colours(len(WHO_2018))[class_number]

    if subject != view.area:
        series.explain_level(view, subject)
    left, right = st.columns([5, 7], gap="large")
    with left:
        parts.key_figure(
            newest,
            step,
            label=_("Prevalensi stunting balita, {subject}", subject=subject.official_name),
            class_name=WHO_2018.names[class_number],
            colour=colour,
            ink=theme.text_on(colour),
        )
        st.markdown(narrative.headline(subject, newest, WHO_2018))
        st.markdown(narrative.change_sentence(step, estimates, newest))
        st.markdown(series.place_or_target_sentence(view, subject, newest))
    with right:
        scope = scope_of(subject, "kabupaten", view.register)
        one = series.round_with_map(view, scope, newest)
        maps.draw_survey(
            view,
            scope,
            [one],
            scheme=WHO_2018,
            height=430,
            key="peta-ringkasan",
            title=_(
                "Prevalensi stunting menurut {units}, {place}, {one}",
                units=scope.units,
                place=scope.place,
                one=one.label,
            ),
        )
        if one != newest.round:
            parts.notes(
                (
                    _(
                        "Peta memakai {one}, bukan {newest} seperti angka utama.",
                        one=one.label,
                        newest=newest.round_label,
                    ),
                )
            )
    parts.figure(view, figures.trend(view.release_id, subject.code), key="tren-ringkasan")
