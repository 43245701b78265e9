"""The one place where something leaves a page as a file, a picture or a copy.

What mode publik shows may be taken along by everybody. What mode internal shows leaves by right, apart for data files,
pictures and the clipboard, in every area whose counts are on the page; every such file is noted in the trail. So it has
to be made here: on a server the button with which a browser makes a CSV of a table by itself is taken away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from stunting.access import audit, gate, viewer
from stunting.access.audit import Event
from stunting.access.policy import Thing
from stunting.access.viewer import ServiceMode
from stunting.geography import COUNTRY
from stunting.languages import N_, Words, _
from stunting.routine.district import Mode
from stunting.ui import filters

AREA_NOTE = "wilayah-halaman"
PICTURES = ("image/",)
WHY = Words(
    {
        Thing.DATA_FILES: "Akun Anda tidak memiliki hak unduh data dalam mode internal. Pakai mode publik, atau minta "
        "hak kepada admin.",
        Thing.PICTURES: "Akun Anda tidak memiliki hak unduh gambar dalam mode internal. Pakai mode publik, atau minta "
        "hak kepada admin.",
        Thing.CLIPBOARD: "Akun Anda tidak memiliki hak salin dalam mode internal. Pakai mode publik, atau minta hak "
        "kepada admin.",
    }
)
NO_COPY = N_("Tabel ini hanya untuk dibaca di layar.")
CSS_NO_COPY = (
    "<style>[data-testid='stElementToolbar']{display:none!important}[data-testid='stTable']{user-select:none}</style>"
)
CSS_NO_OWN_CSV = (
    "<style>[data-testid='stElementToolbarButton']:has([aria-label^='Download as CSV']){display:none!important}</style>"
)


def hold_area(area_code: str) -> None:
    """Which area the page of this window shows; parts of it run alone."""
    filters.note(AREA_NOTE, area_code)


def is_internal() -> bool:
    """Whether the page of this window is in mode internal."""
    return filters.asked(filters.MODE) == Mode.INTERNAL.value


def may_take(thing: Thing, *, internal: bool | None = None) -> bool:
    """Whether what this page shows may be taken along in one way.

    internal: of a part that counts without hiding whatever the mode of its page; None: as the page
    """
    if not _counts_all(internal):
        return True
    shown = gate.parts(Thing.COUNTS, _area())
    return all(gate.allows(thing, one) for one in shown)


def download(
    label: str,
    *,
    data: Callable[[], bytes],
    file_name: str,
    mime: str,
    key: str,
    internal: bool | None = None,
    where: Any = st,
    **options: Any,
) -> None:
    """A button that hands out a file; one that may not says why. The file is made when it is asked for, with the rights
    of whoever asks.

    internal: as `may_take`
    """
    thing = Thing.PICTURES if mime.startswith(PICTURES) else Thing.DATA_FILES
    if not may_take(thing, internal=internal):
        shape = {name: options[name] for name in ("icon", "type", "width") if name in options}
        where.button(label, disabled=True, help=WHY[thing], key=f"{key}-tanpa-hak", **shape)
        return
    where.download_button(
        label,
        data=_noted(gate.bound(data), mime) if _counts_all(internal) else gate.bound(data),
        file_name=file_name,
        mime=mime,
        key=key,
        **{"on_click": "ignore", **options},
    )


def no_copies() -> None:
    """Take the buttons of tables away where their content may not leave, or would leave without a note."""
    if not is_internal():
        return
    if not _may_copy(None):
        st.html(CSS_NO_COPY)
    elif viewer.service_mode() is ServiceMode.SERVER:
        st.html(CSS_NO_OWN_CSV)


def grid(frame: Any, *, where: Any = st, internal: bool | None = None, **options: Any) -> None:
    """A table to read: as one that can be copied from, or as one that cannot.

    internal: as `may_take`
    """
    if _may_copy(internal):
        where.dataframe(frame, **options)
    else:
        where.table(frame.set_index(frame.columns[0]) if len(frame.columns) else frame)
        where.caption(_(NO_COPY))


def _area() -> str:
    return str(filters.noted(AREA_NOTE, COUNTRY))


def _counts_all(internal: bool | None) -> bool:
    return is_internal() if internal is None else internal


def _may_copy(internal: bool | None) -> bool:
    return may_take(Thing.DATA_FILES, internal=internal) and may_take(Thing.CLIPBOARD, internal=internal)


def _noted(make: Callable[[], bytes], mime: str) -> Callable[[], bytes]:
    """Note in the trail what leaves, at the moment it does."""
    area_code, who_now = _area(), gate.current_name()

    def made() -> bytes:
        content = make()
        audit.record(Event.EXPORT, area_code, {"jenis": mime, "bita": len(content)}, author=who_now)
        return content

    return made
