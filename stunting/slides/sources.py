"""What slides are made from: one open release, its areas, and its routine figures, kept while a deck is built."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pandas as pd

from stunting import lokus_queries, queries, routine_queries
from stunting.db import Database
from stunting.exports import map_sheet
from stunting.frames import records
from stunting.geography import Area, Register
from stunting.measures import Estimate, Round
from stunting.releases import OpenRelease
from stunting.rembuk.agenda import Step
from stunting.rembuk.shown_pages import AREA
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook

Kept = TypeVar("Kept")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """One release, and promises of the ledger.

    Everything is asked in mode publik, and asked once: frames are shared, nobody writes into them.
    """

    release: OpenRelease
    # Not from the release: promises of the ledger, None where no step shows them or it cannot be read.
    promises: PromiseBook | None = None
    _kept: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def db(self) -> Database:
        return self.release.database

    @cached_property
    def register(self) -> Register:
        return Register(queries.registered_areas(self.db))

    @cached_property
    def district(self) -> District:
        return District(self.db)

    @cached_property
    def is_sample(self) -> bool:
        """The whole release is invented."""
        return queries.release_meta(self.db).get("is_sample") == "true"

    def kept(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made under this key, made now if nobody asked before."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(Kept, self._kept[key])

    def area_of(self, step: Step, *, area_code: str) -> Area:
        """The area a step shows: its own, else that of the agenda.

        Raises:
            NoDataError: the register of this release has no such area.
        """
        return self.register.get(step.params.get(AREA) or area_code)

    def kabupaten_of(self, area: Area) -> Area | None:
        """The kabupaten/kota of an area, itself included; None above it."""
        return self.register.ancestor(area.code, "kabupaten")

    def periods(self, within: str) -> tuple[Period, ...]:
        """The periods that mode publik offers inside an area, oldest first."""
        return self.kept(("periods", within), lambda: self.district.periods(within, mode=Mode.PUBLIC))

    def areas(self, *, within: str, level: str, period: Period, question: Question) -> pd.DataFrame:
        """`District.areas_in_period` in mode publik.

        Raises:
            NoDataError: mode publik does not offer this choice of children here.
        """
        assert question.mode is Mode.PUBLIC, "slides are made in mode publik alone"
        return self.kept(
            ("areas", within, level, period, question),
            lambda: self.district.areas_in_period(within=within, level=level, period=period, question=question),
        )

    def area_row(self, area: Area, *, period: Period, question: Question) -> Any:
        """The own row of an area, as `areas`."""
        return next(records(self.areas(within=area.code, level=area.level, period=period, question=question)))

    def lokus(self, within: str) -> pd.DataFrame:
        """`lokus_queries.lokus_of_area`."""
        return self.kept(("lokus", within), lambda: lokus_queries.lokus_of_area(self.db, within=within))

    def facilities(self, within: str) -> pd.DataFrame:
        """`routine_queries.facilities_of_area`."""
        return self.kept(("facilities", within), lambda: routine_queries.facilities_of_area(self.db, within=within))

    def series(self, code: str) -> list[Estimate]:
        """Everything surveys published of stunting in one area, and in the old area it was cut from."""
        return self.kept(
            ("series", code),
            lambda: queries.series_of(queries.estimates_of_areas(self.db, key="stunting", codes=[code]), code),
        )

    def survey_rounds(self, *, level: str, within: str) -> pd.DataFrame:
        """`queries.survey_rounds`."""
        return self.kept(
            ("rounds", level, within),
            lambda: queries.survey_rounds(self.db, key="stunting", level=level, within=within),
        )

    def prevalence(self, one: Round, *, level: str, within: str) -> pd.DataFrame:
        """`queries.prevalence_by_area`."""
        return self.kept(
            ("prevalence", one, level, within),
            lambda: queries.prevalence_by_area(
                self.db, key="stunting", survey=one.survey, year=one.year, level=level, within=within
            ),
        )

    def geometry(self, *, scope: str, level: str) -> bytes:
        """The shapes of a scope, gzip.

        Raises:
            NoDataError: the release has none.
        """
        return self.kept(
            ("geometry", scope, level), lambda: queries.geometry_payload(self.db, scope=scope, level=level)
        )

    def credit(self, *, scope: str, level: str) -> str:
        """Where the borders of a map come from."""
        return self.kept(
            ("credit", scope, level),
            lambda: map_sheet.credit(**queries.boundary_origin(self.db, level=level, within=scope), level=level),
        )
