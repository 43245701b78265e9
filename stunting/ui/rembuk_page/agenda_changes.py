"""Changes of the open agenda: made on what the reader saw, kept in one step, and a refusal is a sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.shown_pages import AgendaError
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import choices

REFUSED, TOLD, SEEN, WHOLE_PAGE = "agenda-ditolak", "agenda-kabar", "agenda-dilihat", "agenda-seluruh"


def carry_out(before: SavedAgenda, make: Callable[[Agenda], Agenda]) -> None:
    """Keep a change of the agenda as it was on the screen; where it is refused the next run says why.

    To be given to a button with the agenda it was drawn with, so that no change of another window is covered.
    """
    try:
        after = agenda_store.update(Layout.default().additions, before, make(before.agenda))
    except AgendaError as refused:
        filters.note(REFUSED, str(refused))
        return
    if after.key != before.key:
        filters.apply(choices.opening(after))


def see(before: SavedAgenda) -> None:
    """Remember which state of the agenda a form was drawn with."""
    filters.note(SEEN, before)


def seen(now: SavedAgenda) -> SavedAgenda:
    """The state a form was drawn with, once; without one that of now."""
    before = filters.taken(SEEN)
    return before if isinstance(before, SavedAgenda) else now


def tell(sentence: str) -> None:
    """Say this above the agenda with the next run."""
    filters.note(TOLD, sentence)


def say() -> None:
    """What a change before this run led to."""
    refused, told = filters.taken(REFUSED), filters.taken(TOLD)
    if refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
    if told:
        st.info(parts.plain(str(told)), icon=":material/info:")
