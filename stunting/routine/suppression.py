"""Mode publik: what may be shown of routine counts so that no count of 1-4 children is seen or can be worked out.

`PublicCounts` is the only way from counts to figures of mode publik: it adds up and hides in one step, for every area
and filter the mode offers, from one set of bundles per period. Rules and proof: docs/privacy.md.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial

import numpy as np
import pandas as pd

from stunting.errors import NoDataError
from stunting.geography import COUNTRY, LEVEL_DIGITS
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine.bundles import Bundles
from stunting.routine.lattice import PROTECTED, Lattice, Protected, added, counts_of, shown_counts
from stunting.routine.periods import Period, PeriodKind

# Below these levels mode publik has no sex and no age.
LEVELS_WITH_GROUPS = ("kabupaten", "provinsi", "negara")
BADUTA = ("0-5", "6-11", "12-23")


class PublicCounts:
    """The counts of one period as mode publik shows them.

    villages: one row per desa and puskesmas (desa_code, puskesmas_id, and counts), of ALL areas of the release: the
              bundles must be the same on every page
    groups:   one row per kabupaten, sex and age group (kabupaten_code, sex, age_group, and counts), of all areas; or
              what asks for them, when the first reader chooses a sex or an age
    lokus:    one row per desa and lokus year (desa_code, lokus_year), of all years that can be chosen
    known_until: the bundles know the lists up to this lokus year, so that more of their totals can be shown; a list of
              a later year shows and hides the same cells as before

    Counts are the columns of `lattice.COUNTS`, null where nothing is known. Build it once per release and period and
    keep it; it holds unprotected counts, so hand on only what its method returns.

    Raises:
        ValueError: villages and groups hold other children.
    """

    def __init__(
        self,
        *,
        villages: pd.DataFrame,
        groups: pd.DataFrame | Callable[[], pd.DataFrame],
        lokus: pd.DataFrame,
        known_until: int = 0,
    ) -> None:
        villages = added(villages, ["desa_code", "puskesmas_id"])
        self._desa = _texts(villages["desa_code"])
        self._puskesmas = villages["puskesmas_id"]
        years = lokus["lokus_year"].unique().tolist()
        self._lokus = {
            year: villages["desa_code"].isin(lokus.loc[lokus["lokus_year"] == year, "desa_code"]).to_numpy(dtype=bool)
            for year in years
        }
        signature = np.zeros(len(villages), dtype=np.int64)
        for year, is_lokus in self._lokus.items():
            if year <= known_until:
                signature = _together(signature, is_lokus)
        kecamatan = _runs(self._desa, 6)
        own = _together(kecamatan, signature)
        counts = counts_of(villages)
        self._measured = _measured(self._desa, counts)
        self._villages = Lattice(
            counts,
            scopes=[
                _runs(self._desa, 10),
                _together(own, pd.factorize(self._puskesmas)[0]),
                own,
                kecamatan,
                _runs(self._desa, 4),
                _runs(self._desa, 2),
                np.zeros(len(villages), dtype=np.int64),
            ],
            is_last_whole=False,
        )
        self._ask_groups = groups
        if isinstance(groups, pd.DataFrame):
            _ignored = self._groups

    @cached_property
    def _groups(self) -> Groups:
        asked = self._ask_groups
        groups = Groups(asked if isinstance(asked, pd.DataFrame) else asked())
        if groups.measured != self._measured:
            # The proof needs that both hold the same children.
            raise ValueError("villages and groups must hold the same children of the same kabupaten")
        return groups

    def areas(
        self,
        *,
        level: str,
        indicator: Indicator,
        within: str = COUNTRY,
        puskesmas_id: str | None = None,
        lokus_year: int | None = None,
        is_lokus: bool = True,
        sex: str | None = None,
        age_groups: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """Counts of one indicator with their coverage, protected. One row per area that has children in the choice.

        level:       a level of areas, or "puskesmas": then area_code is the id of the puskesmas
        within:      code of the area whose parts are asked for
        lokus_year:  only desa that are lokus of that year, or with is_lokus=False only the others
        sex, age_groups: from kabupaten upwards, and without puskesmas or lokus

        Columns:
            area_code (str)
            numerator, denominator and parts of the indicator, measured_n, target_n, covered_n (float): null where
                unknown or hidden. With the numerator the denominator is shown, so the rate may be; never the other
                way round.
            is_suppressed (bool): the numerator is hidden, and with it the rate and its interval
            is_n_suppressed (bool): the denominator is hidden as well
            is_coverage_suppressed (bool): the target and its coverage are hidden

        Raises:
            NoDataError: mode publik does not offer the combination.
        """
        is_grouped = sex is not None or age_groups is not None
        refuse_unless_offered(
            level=level,
            is_grouped=is_grouped,
            is_local=puskesmas_id is not None or lokus_year is not None or level == "puskesmas",
        )
        groups = self._groups if is_grouped else None
        if groups is not None:
            lattice, codes = groups.lattice, groups.kabupaten
            chosen = groups.chosen(sex=sex, age_groups=age_groups)
        else:
            lattice, codes = self._villages, self._desa
            chosen = self._chosen(puskesmas_id=puskesmas_id, lokus_year=lokus_year, is_lokus=is_lokus)
        area, shown = _areas(codes, self._puskesmas, level=level, within=within, chosen=chosen)
        # A kabupaten whose total is hidden has no group that is shown.
        whole = partial(self._is_whole_hidden, shown, level=level, within=within) if is_grouped else None
        return shown_counts(lattice, area, shown, indicator=indicator, whole=whole)

    def every_bundle(self) -> Iterator[tuple[Protected, Bundles]]:
        """The bundles of all protected columns, over the cells of `cells`."""
        for protected in PROTECTED:
            yield protected, self._villages.bundles(protected.columns[0])

    @property
    def cells(self) -> pd.DataFrame:
        """The cells of desa and puskesmas: desa_code, puskesmas_id."""
        return pd.DataFrame({"desa_code": self._desa.astype(object), "puskesmas_id": self._puskesmas.to_numpy()})

    def hidden_of_level(self, level: str) -> pd.DataFrame:
        """Per area of a level, whether each protected count of all its children is hidden: area_code, and by key."""
        everywhere = np.ones(len(self._desa), dtype=bool)
        area, codes = _areas(self._desa, self._puskesmas, level=level, within=COUNTRY, chosen=everywhere)
        hidden = {one.key: bundles.hidden_groups(area, group_n=len(codes)) for one, bundles in self.every_bundle()}
        return pd.DataFrame({"area_code": codes, **hidden})

    def _is_whole_hidden(self, shown: np.ndarray, column: str, *, level: str, within: str) -> np.ndarray:
        everywhere = np.ones(len(self._desa), dtype=bool)
        area, codes = _areas(self._desa, self._puskesmas, level=level, within=within, chosen=everywhere)
        hidden = self._villages.bundles(column).hidden_groups(area, group_n=len(codes))
        return np.isin(shown, codes[hidden])

    def _chosen(self, *, puskesmas_id: str | None, lokus_year: int | None, is_lokus: bool) -> np.ndarray:
        chosen = np.ones(len(self._desa), dtype=bool)
        if puskesmas_id is not None:
            chosen &= self._puskesmas.eq(puskesmas_id).to_numpy(dtype=bool)
        if lokus_year is not None:
            chosen &= self._lokus.get(lokus_year, np.zeros(len(chosen), dtype=bool)) == is_lokus
        return chosen


class Groups:
    """The cells of kabupaten by sex and age: kabupaten_code, sex, age_group and counts.

    Bundles stay inside a kabupaten, and inside a period where the frame has `_row`, the number of one.
    """

    def __init__(self, groups: pd.DataFrame) -> None:
        if "_row" not in groups:
            groups = groups.assign(_row=0)
        groups = added(groups, ["_row", "kabupaten_code", "sex", "age_group"])
        self.row = groups["_row"].to_numpy(dtype=np.int64)
        self._sex, self._age = groups["sex"], groups["age_group"]
        self.kabupaten = _texts(groups["kabupaten_code"])
        self._counts = counts_of(groups)
        kabupaten = _together(self.row, pd.factorize(self.kabupaten)[0])
        sex = _together(kabupaten, pd.factorize(self._sex)[0])
        self.lattice = Lattice(
            self._counts,
            scopes=[_together(sex, self._age.isin(BADUTA).to_numpy(dtype=bool)), sex, kabupaten],
            # The counts of a whole kabupaten are published by the villages.
            is_last_whole=True,
        )

    @property
    def measured(self) -> dict[str, float]:
        """Children measured per kabupaten of one period, to compare with the villages."""
        return _measured(self.kabupaten, self._counts)

    def chosen(self, *, sex: str | None, age_groups: Collection[str] | None) -> np.ndarray:
        chosen = np.ones(len(self.kabupaten), dtype=bool)
        if sex is not None:
            chosen &= self._sex.eq(sex).to_numpy(dtype=bool)
        if age_groups is not None:
            chosen &= self._age.isin(list(age_groups)).to_numpy(dtype=bool)
        return chosen


def public_periods(periods: Iterable[Period]) -> list[Period]:
    """The periods of mode publik: months, and weighing windows that are exactly one month.

    A year holds the children of its last month with the same measurements, and a window that cuts a month holds most
    of that month's: the difference of two published figures would be the few children who are in one of them only.
    """
    return [one for one in periods if one.kind is PeriodKind.MONTH or _is_one_month(one)]


def _is_one_month(period: Period) -> bool:
    _ignored2, last_day = calendar.monthrange(period.start.year, period.start.month)
    is_whole = period.start.day == 1 and period.end == period.start.replace(day=last_day)
    return period.kind is PeriodKind.WINDOW and is_whole


def refuse_unless_offered(*, level: str, is_grouped: bool, is_local: bool) -> None:
    """Raises: NoDataError, where mode publik does not offer the combination."""
    if is_grouped and is_local:
        raise NoDataError(
            _(
                "Mode publik tidak menggabungkan jenis kelamin atau umur dengan puskesmas atau "
                "lokus. Hapus salah satunya."
            )
        )
    if is_grouped and level not in LEVELS_WITH_GROUPS:
        raise NoDataError(
            _(
                "Mode publik menampilkan jenis kelamin dan umur mulai tingkat kabupaten/kota. "
                "Hapus saringan itu atau pilih tingkat kabupaten/kota."
            )
        )


def _areas(
    codes: np.ndarray, puskesmas: pd.Series, *, level: str, within: str, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Number of the area of each cell, -1 outside of the choice; and the codes of the areas, in their order."""
    area = np.full(len(codes), -1)
    # The codes are sorted, so the cells of an area lie together.
    inside = slice(0, len(codes)) if within == COUNTRY else slice(*np.searchsorted(codes, [within, f"{within}~"]))
    places = np.flatnonzero(chosen[inside]) + inside.start
    if level == "puskesmas":
        area[places], found = pd.factorize(puskesmas.to_numpy(dtype=object)[places], sort=True)
        return area, np.asarray(found, dtype=object)
    if not LEVEL_DIGITS[level]:
        area[places] = 0
        return area, np.array([COUNTRY] if len(places) else [], dtype=object)
    own = codes[places].astype(f"U{LEVEL_DIGITS[level]}")
    number = _runs(own, LEVEL_DIGITS[level])
    area[places] = number
    return area, own[np.flatnonzero(np.diff(number, prepend=-1))].astype(object)


def _texts(codes: pd.Series) -> np.ndarray:
    return codes.to_numpy(dtype=object).astype(str)


def _runs(codes: np.ndarray, digits: int) -> np.ndarray:
    """The number of each different beginning of sorted codes."""
    own = codes.astype(f"U{digits}")
    return np.cumsum(np.append(False, own[1:] != own[:-1])[: len(own)])


def _together(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The number of each pair of numbers."""
    pair = first * (int(second.max(initial=0)) + 1) + second
    return np.unique(pair, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _measured(codes: np.ndarray, counts: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Children measured in each kabupaten."""
    number = _runs(codes, 4)
    sums = np.bincount(number, weights=np.nan_to_num(counts["measured_n"]))
    return dict(
        zip(codes[np.flatnonzero(np.diff(number, prepend=-1))].astype("U4").tolist(), sums.tolist(), strict=True)
    )
