"""The answer to a click on a number: definition, division, question, sources."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from stunting.geography import Area
from stunting.routine.district import Question
from stunting.routine.origin import Origin, origin_of
from stunting.routine.periods import Period
from stunting.ui import data
from stunting.ui.shell import View


def button(view: View, *, area: Area, period: Period, question: Question, row: Any, key: str = "asal") -> None:
    """A small button beside a figure that opens where it comes from."""
    if st.button("Asal angka ini", icon=":material/manage_search:", type="tertiary", key=key):
        open_for(view, area=area, period=period, question=question, row=row)


def open_for(view: View, *, area: Area, period: Period, question: Question, row: Any) -> None:
    """Show where the rate of one row of routine figures comes from."""
    _show(origin_of(data.database(view.release_id), area=area, period=period, question=question, row=row), view)


@st.dialog("Asal angka", width="large")
def _show(origin: Origin, view: View) -> None:
    facts = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in origin.facts)
    st.html(
        f'<div class="asal"><div class="asal-judul">{html.escape(origin.title)}</div>'
        f'<div class="asal-nilai">{origin.value}</div><div class="asal-bagi">{html.escape(origin.division)}</div>'
        f"<p>{html.escape(origin.definition)} Acuan: {html.escape(origin.reference)}.</p><dl>{facts}</dl></div>"
    )
    for statement in origin.statements:
        st.code(statement, language="sql", wrap_lines=False)
    st.caption(f"Pertanyaan di atas dapat dijalankan pada berkas rilis {view.release_id}.duckdb dengan program duckdb.")
    lines = "".join(f"<li>{html.escape(one)}</li>" for one in origin.sources)
    st.html(f'<div class="asal"><b>Berkas asal</b><ul>{lines or "<li>tidak ada</li>"}</ul></div>')
