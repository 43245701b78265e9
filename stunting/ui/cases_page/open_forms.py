"""Forms that stay as they were begun while another window writes, so that nothing typed in them is lost.

What is typed in a form reaches the server with its button alone. A form whose key follows the casebook would be another
form by then, and the texts would vanish without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

import streamlit as st

from stunting.cases.merging import merged
from stunting.languages import _
from stunting.minutes.records import Written
from stunting.ui import filters, parts

T = TypeVar("T")
WARNED = "-diperingatkan"


def begun(name: str, standing: T) -> T:
    """What stood when this window began the form; it fills the boxes and makes the key of the form."""
    return cast("T", filters.noted(name, standing))


def finished(*names: str) -> None:
    """The form was saved, or is left: the next one begins from what stands then."""
    for name in names:
        filters.taken(name)
        filters.taken(f"{name}{WARNED}")


def left(tab: str) -> None:
    """A tab is not shown: its forms are gone with what was typed in them, and begin anew when it is opened again.

    Names of forms begin with the name of their tab in small letters.
    """
    filters.forget(f"{tab.lower()}-")


def notice(name: str, *, is_behind: bool) -> None:
    """Above a form that another window overtook: what to do; what was typed stays until the reader lets it go."""
    if not is_behind:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(_("Catatan ini berubah sejak formulir dibuka, mungkin dari jendela lain. Isian Anda tetap di sini."))
        if st.button(_("Muat yang terbaru"), key=f"muat-{name}", type="tertiary", icon=":material/refresh:"):
            finished(name)
            parts.repaint()


def is_new(name: str, number: int) -> bool:
    """Whether this form was not yet refused for what another window wrote up to this number; it is from now on."""
    if filters.noted(f"{name}{WARNED}", 0) == number:
        return False
    filters.note(f"{name}{WARNED}", number)
    return True


def agreed(name: str, first: T, mine: T, standing: Written[T], *, nouns: Mapping[str, str]) -> T | None:
    """The record to write on top of what stands; None where both changed the same, which is said once.

    first: the record that the form was begun from; nouns: words for the names of fields
    """
    whole, clashes = merged(first, mine, standing.record)
    if clashes and is_new(name, standing.seq):
        said = ", ".join(dict.fromkeys(nouns.get(one, one) for one in clashes))
        st.warning(
            _(
                "{author} menulis {said} dari jendela lain (nomor {seq}). Isian Anda belum "
                "disimpan. Tekan sekali lagi untuk menggantinya; yang lama tetap ada di buku.",
                author=parts.plain(standing.author),
                said=said,
                seq=standing.seq,
            ),
            icon=":material/group:",
        )
        return None
    return whole
