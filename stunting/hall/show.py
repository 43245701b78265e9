"""Where the meeting is: the step on the screen, and what whoever follows along is told.

One show runs at a time. It is kept in a file after every change, so that a server that starts again goes on where it
was: the presenter, the window of the speaker and all followers find the same step, PIN and address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stunting.errors import StuntingError
from stunting.languages import _


class ShowError(StuntingError):
    """A show that cannot be started, moved or followed as asked; nothing has changed."""


class NoShowError(ShowError):
    """Nothing is being shown."""


class NotKeptError(ShowError):
    """The disk refuses to be read or written at this moment."""


class WrongKeyError(ShowError):
    """Not the secret of the presenter, or not the PIN of the followers."""


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
    steps:     the keys of the slides in their order, each with the codes of the areas that may be opened in it
    cards:     codes of the areas that may be opened at any step ("Kejayan berapa?")
    """

    key: str
    pin: str
    agenda_name: str
    deck_hash: str
    started_at: dt.datetime
    position: Position
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cards: tuple[str, ...] = ()

    def moved(self, step: str, child: str, is_blank: bool, *, now: dt.datetime) -> Show:
        """The show at this position. The clock of the speaker runs on while an area is opened or the screen is dark.

        Raises:
            ShowError: there is no such step, or the step does not open this area.
        """
        if step not in self.steps:
            raise ShowError(_("Langkah ini tidak ada di tayangan. Muat ulang layar, lalu pilih lagi."))
        if child and child not in self.steps[step] and child not in self.cards:
            raise ShowError(_("Wilayah ini tidak ada di langkah yang tayang. Muat ulang layar, lalu pilih lagi."))
        began = self.position.moved_at if step == self.position.step else now
        place = Position(step=step, child=child, is_blank=is_blank, seq=self.position.seq + 1, moved_at=began)
        return replace(self, position=place)
