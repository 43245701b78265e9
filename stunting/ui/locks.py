"""What a page leaves out for whoever may not use it, and how it refuses.

The data refuse by themselves (`stunting.access`); this keeps a page from offering what would be refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from stunting.access import gate
from stunting.access.gate import AccessDeniedError
from stunting.access.policy import Thing
from stunting.geography import COUNTRY
from stunting.languages import Words, _
from stunting.routine.district import Mode
from stunting.ui import filters, who

T = TypeVar("T")
MODES = Words({Mode.PUBLIC.value: "Publik", Mode.INTERNAL.value: "Internal"})


def may_use(needs: Sequence[Thing]) -> bool:
    """Whether any of these is allowed somewhere; nothing is needed where there are none."""
    return not needs or any(gate.areas(one) for one in needs)


def require_one(needs: Sequence[Thing], area_code: str = COUNTRY) -> None:
    """Let pass whoever may have any of these somewhere.

    Raises:
        AccessDeniedError: they may have none.
    """
    if not may_use(needs):
        gate.require(needs[0], area_code)


def open_tabs(tabs: Mapping[str, T], needs: Mapping[str, Sequence[Thing]]) -> dict[str, T]:
    """The tabs that whoever looks may use.

    Raises:
        AccessDeniedError: the link names one of the others.
    """
    asked = filters.asked(filters.TAB)
    if asked in tabs:
        require_one(needs.get(asked, ()))
    return {name: show for name, show in tabs.items() if may_use(needs.get(name, ()))}


def modes() -> dict[str, str]:
    """The modes whoever looks may choose: internal where they may see the counts of any area."""
    return {key: label for key, label in MODES.items() if key == Mode.PUBLIC.value or gate.areas(Thing.COUNTS)}


def mode() -> Mode:
    """Publik unless the link says internal.

    Raises:
        InvalidLinkError: the link says something else.
        AccessDeniedError: the link says internal, and whoever looks may see counts nowhere.
    """
    chosen = Mode(filters.checked(filters.MODE, MODES, default=Mode.PUBLIC.value))
    if chosen is Mode.INTERNAL:
        gate.require_part(Thing.COUNTS)
    return chosen


def way_out(refused: AccessDeniedError, *, page_file: str) -> None:
    """Buttons under a refusal: to the login, and to the same view in mode publik."""
    with st.container(key="jalan-keluar", horizontal=True, gap="small"):
        if refused.is_nobody:
            st.html(
                f'<a class="tombol-masuk" href="{who.login_link(page_file)}" target="_self">{_("Masuk")}</a>',
                width="content",
            )
        if filters.asked(filters.MODE) == Mode.INTERNAL.value:
            st.button(
                _("Lihat dalam mode publik"),
                key="ke-publik",
                icon=":material/groups:",
                on_click=filters.apply,
                kwargs={"params": {filters.MODE: ""}},
            )
