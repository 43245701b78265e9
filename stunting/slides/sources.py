"""What slides are made from: one open release, its areas, and its routine figures, kept while a deck is built."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from stunting import queries
from stunting.db import Database
from stunting.geography import Area, Register
from stunting.releases import OpenRelease
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import AREA
from stunting.routine.district import District


@dataclass(frozen=True, kw_only=True)
class Sources:
    """One release. Everything is asked in mode publik."""

    release: OpenRelease

    @property
    def db(self) -> Database:
        return self.release.database

    @cached_property
    def register(self) -> Register:
        return Register(queries.registered_areas(self.db))

    @cached_property
    def district(self) -> District:
        return District(self.db)

    def area_of(self, step: Step, *, area_code: str) -> Area:
        """The area a step shows: its own, else that of the agenda.

        Raises:
            NoDataError: the register of this release has no such area.
        """
        return self.register.get(step.params.get(AREA) or area_code)
