"""What is looked at before a meeting: whether figures, screen and machine are ready to be projected.

Nothing here looks anything up; `machine.py` gathers what is judged.
"""

from __future__ import annotations

import datetime as dt

from stunting.hall import machine_checks, meeting_checks
from stunting.hall.check import Check
from stunting.hall.machine import Machine, ReleaseState
from stunting.rembuk.agenda import Agenda
from stunting.slides.slide import Deck


def checks(
    agenda: Agenda,
    deck: Deck | None,
    release: ReleaseState,
    machine: Machine,
    now: dt.datetime,
    *,
    last_row_m: float,
    screen_width_m: float,
    resolution: tuple[int, int],
    planned_minutes: int = 0,
) -> tuple[Check, ...]:
    """Every check, in the order of the page.

    deck:            None where no slides could be made; what they would show is then not judged
    last_row_m:      distance of the last row from the screen; screen_width_m: of the picture on the wall
    planned_minutes: of the invitation, 0 where it says none
    """
    return (
        meeting_checks.release(release),
        meeting_checks.frozen(agenda, release),
        meeting_checks.freshness(release, now),
        *(() if deck is None else meeting_checks.slides(deck)),
        machine_checks.letters(last_row_m, screen_width_m, resolution),
        machine_checks.offline(machine),
        machine_checks.ledger(machine),
        machine_checks.disk(machine),
        meeting_checks.notes(agenda),
        meeting_checks.minutes(agenda, planned_minutes),
        machine_checks.power(),
    )
