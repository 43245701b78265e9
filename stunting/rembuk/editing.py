"""Changes of an agenda: each returns a new one, and a wrong change is a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stunting.geography import search_form
from stunting.languages import _
from stunting.rembuk.agenda import LONGEST_KEY, Agenda, Step
from stunting.rembuk.shown_pages import AgendaError

USUAL_START = dt.time(9, 0)
START_FORM = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A step on the clock; a meeting past midnight goes on with the hours of the next day."""

    step: Step
    start: dt.time
    end: dt.time


def add(agenda: Agenda, step: Step) -> Agenda:
    """The agenda with a step at its end; every error is that of `Agenda`."""
    return insert(agenda, step, position=len(agenda.steps))


def insert(agenda: Agenda, step: Step, *, position: int) -> Agenda:
    """The agenda with a step before the one that stands at this position, from 0; beyond the ends is at the ends."""
    place = _within(position, len(agenda.steps))
    return replace(agenda, steps=(*agenda.steps[:place], step, *agenda.steps[place:]))


def move(agenda: Agenda, key: str, *, position: int) -> Agenda:
    """The agenda with one step at another position, from 0; beyond the ends is at the ends.

    Raises:
        AgendaError: there is no such step.
    """
    one = agenda.step(key)
    return insert(remove(agenda, key), one, position=position)


def duplicate(agenda: Agenda, key: str) -> Agenda:
    """The agenda with a copy of a step behind it, under a free key.

    Raises:
        AgendaError: there is no such step, or no room for another.
    """
    place = agenda.position(key)
    copied = replace(agenda.steps[place], key=free_key(key, (one.key for one in agenda.steps)))
    return insert(agenda, copied, position=place + 1)


def remove(agenda: Agenda, key: str) -> Agenda:
    """The agenda without one step.

    Raises:
        AgendaError: there is no such step.
    """
    place = agenda.position(key)
    return replace(agenda, steps=agenda.steps[:place] + agenda.steps[place + 1 :])


def replace_step(agenda: Agenda, key: str, step: Step) -> Agenda:
    """The agenda with another step in the place of one; its key may be another.

    Raises:
        AgendaError: there is no such step, or another one has the new key.
    """
    place = agenda.position(key)
    return replace(agenda, steps=(*agenda.steps[:place], step, *agenda.steps[place + 1 :]))


def free_key(wanted: str, taken: Iterable[str]) -> str:
    """A key made of a title or of another key that no step has yet: "paparan-bappeda", then "paparan-bappeda-2"."""
    known = set(taken)
    base = "-".join(search_form(wanted).split())[: LONGEST_KEY - 4].strip("-") or "langkah"
    key, number = base, 1
    while key in known:
        number += 1
        key = f"{base}-{number}"
    return key


def schedule(agenda: Agenda, *, start: dt.time = USUAL_START) -> tuple[Timed, ...]:
    """When each step begins and ends."""
    clock = dt.datetime.combine(dt.date(2000, 1, 1), start)
    found = []
    for one in agenda.steps:
        after = clock + dt.timedelta(minutes=one.minutes)
        found.append(Timed(step=one, start=clock.time(), end=after.time()))
        clock = after
    return tuple(found)


def start_time(text: str) -> dt.time:
    """ "09.00", "9.00" or "09:00".

    Raises:
        AgendaError: it is no time of the day.
    """
    found = START_FORM.fullmatch(text.strip())
    if found is None:
        raise AgendaError(_("Jam '{text}' tidak dikenal. Tulis misalnya 09.00.", text=text[:20]))
    return dt.time(int(found[1]), int(found[2]))


def written_time(moment: dt.time) -> str:
    """ "09.05"."""
    return f"{moment:%H.%M}"


def _within(position: int, highest: int) -> int:
    return min(max(position, 0), highest)
