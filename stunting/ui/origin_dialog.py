"""Where a figure comes from, in a window over the page: definition, division, children, question and sources.

origin_dialog.open_for(view, area=view.area, period=choice.period, question=choice.question, row=row)
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from stunting.geography import Area
from stunting.languages import _
from stunting.routine import origin
from stunting.routine.district import Question
from stunting.routine.origin import RELEASE_SHELL, Origin
from stunting.routine.periods import Period
from stunting.ui import data
from stunting.ui.shell import View

CSS = Path(__file__).with_name("origin_dialog.css")
SQL_HEIGHT = 260


def button(view: View, *, area: Area, period: Period, question: Question, row: Any, key: str = "asal") -> None:
    """A small button beside a figure that opens where it comes from."""
    if st.button(_("Asal angka ini"), icon=":material/manage_search:", type="tertiary", key=key):
        open_for(view, area=area, period=period, question=question, row=row)


def open_for(
    view: View,
    *,
    area: Area,
    period: Period,
    question: Question,
    row: Any,
    title: str = "",
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """Show the origin of the rate in one row of `District.areas_in_period` or `District.over_time`.

    title: in place of the one that is made of indicator, area and period
    more:  facts of the page that asks, as label and text; they stand first
    """
    found = origin.origin_of(data.database(view.release_id), area=area, period=period, question=question, row=row)
    show(found, release_id=view.release_id, title=title, more=more)


def show(found: Origin, *, release_id: str, title: str = "", more: Sequence[tuple[str, str]] = ()) -> None:
    """Open the window over the page; only one can be open."""
    st.dialog(title or found.title, width="medium")(_content)(found, release_id, tuple(more))


def _content(found: Origin, release_id: str, more: tuple[tuple[str, str], ...]) -> None:
    st.html(CSS)
    facts = "".join(
        f"<dt>{html.escape(label)}</dt><dd>{html.escape(text)}</dd>" for label, text in (*more, *found.facts)
    )
    st.html(
        _(
            '<div class="asal"><p class="asal-nilai">{found}</p><p '
            'class="asal-hitung">{division}</p><p class="asal-arti">{definition} '
            "<span>({reference})</span></p><dl>{facts}</dl><h3>Sumber</h3><ul>{value}</ul></div>",
            found=html.escape(found.value),
            division=html.escape(found.division),
            definition=html.escape(found.definition),
            reference=html.escape(found.reference),
            facts=facts,
            value="".join(f"<li>{html.escape(line)}</li>" for line in found.sources),
        )
    )
    with st.expander(_("Pertanyaan ke basis data (SQL)"), icon=":material/database:"):
        st.caption(_("Siapa pun dapat mengulangnya: buka rilis dengan DuckDB, lalu tempelkan pertanyaannya."))
        st.code((RELEASE_SHELL).format(release_id=release_id), language="bash")
        for statement in found.statements:
            st.code(statement, language="sql", height=SQL_HEIGHT)
