"""Answers about the services of one release: periods that a mode offers, and the coverage of areas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from stunting import action_queries
from stunting.access.questions import publishing
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.geography import COUNTRY, Area
from stunting.kept_frames import settled
from stunting.languages import _
from stunting.routine.district import District, Mode, permitted
from stunting.services import judgement, reports
from stunting.services.coverage import Coverage, Hides, coverage_of
from stunting.services.publication import PublicServices
from stunting.services.reports import ReportPeriod
from stunting.services.service import Service

# The level of the rows inside an area of a level: a desa is read among the others of its kecamatan.
ROWS = {"provinsi": "kabupaten", "kabupaten": "kecamatan", "kecamatan": "desa"}
PARENTS = (4, 2)


class Situation:
    """Answers for one release; keep it while the release is open, for it keeps what mode publik is made from."""

    def __init__(self, district: District) -> None:
        self.db: Database = district.db
        self._district = district
        self._known = lru_cache(maxsize=100)(settled(partial(action_queries.service_periods, self.db)))
        self._rows = lru_cache(maxsize=60)(settled(self._read))
        self._public = lru_cache(maxsize=40)(self._bundled)
        self._desa = lru_cache(maxsize=60)(self._desa_inside)

    def periods(self, within: str, *, mode: Mode) -> tuple[ReportPeriod, ...]:
        """What services were reported for inside an area, newest first; mode publik offers what closes a year."""
        known = self._known(within=within)
        if known.empty:
            return ()
        offered = known if mode is Mode.INTERNAL else reports.closing(known)
        pairs = offered[["year", "period"]].drop_duplicates()
        found = [ReportPeriod.of(int(year), period) for year, period in pairs.itertuples(index=False, name=None)]
        return tuple(sorted(found, reverse=True))

    def kabupaten_with_reports(self, within: str) -> list[str]:
        """Codes of the kabupaten/kota inside an area that have reports, and of provinces that report themselves."""
        return sorted(self._known(within=within)["kabupaten_code"].unique().tolist())

    def targets(self, code: str, *, year: int) -> dict[str, judgement.Target]:
        """The targets that hold in an area: its own, else those of the areas that hold it."""
        holding = [code, *(code[:digits] for digits in (6, *PARENTS) if digits < len(code)), COUNTRY]
        return judgement.targets_of(action_queries.service_targets(self.db, areas=holding, last_year=year))

    def coverage(
        self, area: Area, *, level: str, services: Sequence[Service], period: ReportPeriod, mode: Mode
    ) -> Coverage:
        """The services of some areas inside an area, or of the area itself with its own level.

        Raises:
            NoDataError: a whole country is asked for; its provinces did not report together.

        Mode internal is meant where whoever looks may see counts in the whole area, mode publik elsewhere.
        """
        if area.code == COUNTRY:
            raise NoDataError(
                _("Cakupan layanan dibaca per provinsi, kabupaten/kota, atau kecamatan. Pilih wilayahnya.")
            )
        mode = permitted(mode, area.code)
        leaves = self._rows(area.code, period, mode)
        areas = self._district.areas(level=level, within=area.code)
        targets = self.targets(area.code, year=period.year)
        cells = coverage_of(
            leaves,
            services=services,
            areas=areas,
            level=level,
            desa_n=self._desa(area.code),
            targets=targets,
            hides=None if mode is Mode.INTERNAL else self._hides(area.code, period),
        )
        asked = leaves[leaves["service_key"].isin([one.key for one in services])]
        return Coverage(
            cells=cells,
            services=tuple(services),
            targets=targets,
            is_sample=bool(asked["is_sample"].any()),
            sources=tuple(dict.fromkeys(asked["source"])),
        )

    def _read(self, within: str, period: ReportPeriod, mode: Mode) -> pd.DataFrame:
        # Kept for everybody: `coverage` asked the gate before mode internal, and mode publik hides what it reads here.
        with publishing():
            rows = action_queries.service_rows(self.db, within=within, year=period.year, period=period.period)
        if mode is Mode.PUBLIC:
            closing = reports.closing(self._known(within=within))
            is_now = (closing["year"] == period.year) & (closing["period"] == period.period)
            wanted = (closing["kabupaten_code"] + " " + closing["service_key"])[is_now]
            rows = rows[(rows["area_code"].str[:4] + " " + rows["service_key"]).isin(wanted)]
        return reports.leaves(rows, period=period.period)

    def _bundled(self, province: str, period: ReportPeriod) -> PublicServices:
        return PublicServices(self._rows(province, period, Mode.PUBLIC))

    def _hides(self, code: str, period: ReportPeriod) -> Hides:
        public = self._public(code[:2], period)

        def hides(service: Service, codes: np.ndarray, group: np.ndarray, group_n: int) -> np.ndarray:
            return public.hidden(service, codes, group, group_n=group_n)

        return hides

    def _desa_inside(self, within: str) -> dict[str, int]:
        """Registered desa by the code of every area inside and of those that hold it."""
        codes = self._district.areas(level="desa", within=within)["area_code"].to_numpy(dtype=object).astype(str)
        counts: dict[str, int] = dict.fromkeys(codes.tolist(), 1)
        for digits in (6, *PARENTS):
            found, sizes = np.unique(codes.astype(f"U{digits}"), return_counts=True)
            counts |= dict(zip(found.tolist(), sizes.tolist(), strict=True))
        return counts
