"""Survey figures over the years, the change between two of them, and the pace to the targets."""

from __future__ import annotations

import streamlit as st

from stunting.ui import figures, pace, parts, series
from stunting.ui.shell import View


def show(view: View) -> None:
    """Surveys end at the kabupaten, and the tab says so for anything below."""
    subject = series.measured_area(view)
    if subject != view.area:
        series.explain_level(view, subject)
    parts.figure(view, figures.trend(view.release_id, subject.code), key="tren")
    left, right = st.columns(2, gap="large")
    with left:
        pace.change_between(view, subject)
    with right:
        pace.pace_and_target(view, subject)
