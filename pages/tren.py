"""Tren: angka survei antarwaktu, target, dan laju penurunan."""

import streamlit as st

from stunting.charts.trend import trend
from stunting.indicators import indicator
from stunting.ui import data, pace, parts, series, shell

with shell.page("tren") as view:
    subject = series.measured_area(view)
    if subject != view.area:
        series.explain_level(view, subject)
    parts.figure(
        view,
        trend(
            series.named(view, subject.code),
            context=series.above(view, subject.code),
            targets=data.targets_of_areas(view.release_id, series.with_country(subject.code)),
            indicator=indicator("stunting"),
            is_sample=view.is_sample,
        ),
        key="tren",
    )
    left, right = st.columns(2, gap="large")
    with left:
        pace.change_between(view, subject)
    with right:
        pace.pace_and_target(view, subject)
    parts.method_note("tren")
