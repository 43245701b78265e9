"""The one place where something leaves a page as a file, a picture or a copy.

What mode publik shows may be taken along by everybody. What mode internal shows leaves by right, apart for data files,
pictures and the clipboard, in every area whose counts are on the page; every such file is noted in the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from stunting.access import audit, gate
from stunting.access.audit import Event
from stunting.access.policy import Thing
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
    if not (is_internal() if internal is None else internal):
        return True
    shown = gate.parts(Thing.COUNTS, _area())
    return all(gate.allows(thing, one) for one in shown)


def download(
    label: str,
    *,
    data: bytes | str | Callable[[], bytes],
    file_name: str,
    mime: str,
    key: str,
    internal: bool | None = None,
    where: Any = st,
    **options: Any,
) -> None:
    """A button that hands out a file; one that may not says why. A file that is made when it is asked for is made with
    the rights of whoever asks.
    """
    thing = Thing.PICTURES if mime.startswith(PICTURES) else Thing.DATA_FILES
    if not may_take(thing, internal=internal):
        shape = {name: options[name] for name in ("icon", "type", "width") if name in options}
        where.button(label, disabled=True, help=WHY[thing], key=f"{key}-tanpa-hak", **shape)
        return
    where.download_button(
        label,
        data=_noted(gate.bound(data), mime) if callable(data) else data,
        file_name=file_name,
        mime=mime,
        key=key,
        **{"on_click": "ignore", **options},
    )


def no_copies() -> None:
    """Take the buttons of tables away where their content may not leave."""
    if is_internal() and not (may_take(Thing.DATA_FILES) and may_take(Thing.CLIPBOARD)):
        st.html(CSS_NO_COPY)


def grid(frame: Any, *, where: Any = st, **options: Any) -> None:
    """A table to read: as one that can be copied from, or as one that cannot."""
    if may_take(Thing.CLIPBOARD) and may_take(Thing.DATA_FILES):
        where.dataframe(frame, **options)
    else:
        where.table(frame.set_index(frame.columns[0]) if len(frame.columns) else frame)
        where.caption(_(NO_COPY))


def _area() -> str:
    return str(filters.noted(AREA_NOTE, COUNTRY))


def _noted(make: Callable[[], bytes], mime: str) -> Callable[[], bytes]:
    """Note in the trail what leaves of mode internal, at the moment it does."""
    if not is_internal():
        return make
    area_code, who_now = _area(), gate.current_name()

    def made() -> bytes:
        content = make()
        audit.record(Event.EXPORT, area_code, {"jenis": mime, "bita": len(content)}, author=who_now)
        return content

    return made
