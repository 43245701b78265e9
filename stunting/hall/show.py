"""Where the meeting is: the step on the screen, and what whoever follows along is told.

One show runs at a time. It is kept in a file after every change, so that a server that starts again goes on where it
was: the presenter, the window of the speaker and all followers find the same step, PIN and address.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Position:
    """What is on the screen.

    step:      key of the slide; child: code of the area inside it that is open, "" for the slide itself
    is_blank:  the screen is dark
    seq:       grows by one with every change
    moved_at:  when the step began, for the clock of the speaker
    """

    step: str
    child: str = ""
    is_blank: bool = False
    seq: int = 0
    moved_at: dt.datetime

    def to_json(self) -> dict[str, Any]:
        """As browsers get it."""
        return {
            "step": self.step,
            "child": self.child,
            "blank": self.is_blank,
            "seq": self.seq,
            "moved_at": self.moved_at.isoformat(timespec="seconds"),
        }


@dataclass(frozen=True, kw_only=True)
class Show:
    """A meeting that is being shown.

    key:       secret of the presenter, in the address of the screen and of the notes
    pin:       six digits for whoever follows
    deck_hash: 12 digits of the content of the deck; names the immutable files
    """

    key: str
    pin: str
    agenda_name: str
    deck_hash: str
    started_at: dt.datetime
    position: Position
