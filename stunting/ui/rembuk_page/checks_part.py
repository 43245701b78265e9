"""What is looked at before a show, line by line, with what to do."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Sequence

import streamlit as st

from stunting.hall import machine, preflight
from stunting.hall.check import Check, State
from stunting.hall.machine import ReleaseState
from stunting.languages import Words
from stunting.paths import Layout
from stunting.rembuk.agenda import Agenda
from stunting.slides.slide import Deck
from stunting.ui import caches
from stunting.ui.rembuk_page.room_part import Room
from stunting.ui.shell import View

SIGNS = {State.OK: "✓", State.WARNING: "!", State.STOP: "✕"}
WORDS = Words({State.OK: "siap", State.WARNING: "perlu perhatian", State.STOP: "harus diperbaiki"})
# "14,9 m" stays on one line.
LENGTH = re.compile(r"(\d) (m|cm)\b")
# A checksum of the whole release is not counted anew with every press.
KEPT_S = 60


def found(view: View, agenda: Agenda, deck: Deck | None, room: Room) -> tuple[Check, ...]:
    """Every check of the agenda, its release, the hall and this computer.

    deck: None where no slides could be made
    """
    layout = Layout.default()
    return preflight.checks(
        agenda,
        deck,
        _release_state(str(layout.releases), agenda.area_code, agenda.release_id or view.release_id),
        machine.machine_of(layout),
        dt.datetime.now().astimezone(),
        last_row_m=room.last_row_m,
        screen_width_m=room.screen_width_m,
        resolution=room.resolution,
    )


def verdict(checks: Sequence[Check]) -> str:
    """ "2 perlu perhatian, 11 siap"."""
    counts = {state: sum(one.state is state for one in checks) for state in (State.STOP, State.WARNING, State.OK)}
    return ", ".join(f"{count} {WORDS[state]}" for state, count in counts.items() if count)


def show(checks: Sequence[Check], problems: Sequence[str]) -> None:
    """What needs care first, in the order of the page; problems: of single steps, each on a line of its own."""
    ordered = sorted(checks, key=lambda one: [State.STOP, State.WARNING, State.OK].index(one.state))
    st.html(f'<ul class="periksa">{"".join(_line(one, problems) for one in ordered)}</ul>')


def _line(one: Check, problems: Sequence[str]) -> str:
    said = one.sentence
    steps = ""
    if problems and said.endswith(" ".join(problems)):
        said = said.removesuffix(" ".join(problems)).strip()
        steps = f"<ul>{''.join(f'<li>{html.escape(problem)}</li>' for problem in problems)}</ul>"
    said = LENGTH.sub("\\1\u00a0\\2", said)
    action = f"<p><b>{html.escape(one.action)}</b></p>" if one.action else ""
    return (
        f'<li class="p-{one.state.value}"><span class="tanda-periksa" aria-hidden="true">{SIGNS[one.state]}</span>'
        f"<div><b>{html.escape(one.label)}</b> <small>{WORDS[one.state]}</small>"
        f"<p>{html.escape(said)}</p>{steps}{action}</div></li>"
    )


@caches.shared(max_entries=8, ttl=KEPT_S)
def _release_state(releases: str, area_code: str, release_id: str) -> ReleaseState:
    del releases  # only the key of the cache
    return machine.release_state(Layout.default(), area_code=area_code, release_id=release_id)
