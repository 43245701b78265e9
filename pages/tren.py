"""Tren: angka survei antarwaktu, target, dan laju penurunan."""

import streamlit as st

from stunting.ui import figures, pace, parts, series, shell

with shell.page("tren") as view:
    subject = series.measured_area(view)
    if subject != view.area:
        series.explain_level(view, subject)
    parts.figure(view, figures.trend(view.release_id, subject.code), key="tren")
    left, right = st.columns(2, gap="large")
    with left:
        pace.change_between(view, subject)
    with right:
        pace.pace_and_target(view, subject)
    parts.method_note("tren")
