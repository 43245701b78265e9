"""Mode publik: what may be shown of routine counts so that no count of 1-4 children is seen or can be worked out.

`PublicCounts` is the only way from counts to figures of mode publik: it adds up and hides in one step, for every area
and filter the mode offers, from one set of bundles per period. Rules and proof: docs/privacy.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from stunting.errors import NoDataError
from stunting.geography import CODE_LENGTHS, COUNTRY
from stunting.indicators import Indicator
from stunting.routine.bundles import Bundles, bundled, every_leaf_alone, joined
from stunting.routine.periods import Period, PeriodKind

DIGITS = {"negara": 0} | {level: digits for digits, level in CODE_LENGTHS.items()}
# Below these levels mode publik has no sex and no age.
LEVELS_WITH_GROUPS = ("kabupaten", "provinsi", "negara")
MONTH_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Protected:
    """Columns that are shown and hidden together.

    parts:  what may not become known as 1-4: sums of columns, a minus in front of those that are subtracted. A part
            counts only where all its columns are known.
    within: columns these are a part of; their figures are known in more detail
    """

    columns: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    within: tuple[str, ...] = ()


def _whole(column: str) -> Protected:
    return Protected(columns=(column,), parts=((column,),))


def _split(part: str, whole: str, *, others: tuple[str, ...] = (), after: str = "") -> Protected:
    """A part of a whole, with the rest; `others` are parts of the same whole that are known in more detail."""
    rest = (whole, f"-{part}", *(f"-{other}" for other in others))
    return Protected(columns=(part,), parts=((part,), rest), within=(after or whole,))


PROTECTED = (
    _whole("measured_n"),
    _split("stunted_n", "measured_n"),
    _split("severely_stunted_n", "stunted_n"),
    _whole("weight_for_age_n"),
    _split("underweight_n", "weight_for_age_n"),
    _split("severely_underweight_n", "underweight_n"),
    _whole("weight_for_height_n"),
    _split("wasted_n", "weight_for_height_n"),
    _split("severely_wasted_n", "wasted_n"),
    # Wasted, overweight and neither are three parts of one whole, so the last split is of what the first one left.
    _split("overweight_n", "weight_for_height_n", others=("wasted_n",), after="wasted_n"),
    _whole("gain_known_n"),
    _split("gained_n", "gain_known_n"),
    # Coverage and D/S share the target: with it and one of them the other is known where it need not be.
    Protected(
        columns=("target_n", "covered_n", "covered_weighed_n", "weighed_n"),
        parts=(
            ("covered_n",),
            ("target_n", "-covered_n"),
            ("measured_n", "-covered_n"),
            ("covered_weighed_n",),
            ("target_n", "-covered_weighed_n"),
            ("weighed_n", "-covered_weighed_n"),
            ("weighed_n",),
        ),
        within=("measured_n",),
    ),
    _whole("flagged_n"),
    _whole("moved_n"),
)
_BY_COLUMN = {column: one for one in PROTECTED for column in one.columns}
COUNTS = tuple(_BY_COLUMN)


class Lattice:
    """Cells of one period that are never published smaller, and the bundles of each protected column.

    frame:  one row per cell with counts
    scopes: near to far, the number of the scope each cell lies in
    """

    def __init__(self, frame: pd.DataFrame, *, scopes: list[np.ndarray], is_last_whole: bool) -> None:
        self.frame = frame
        self._scopes = scopes
        self._is_last_whole = is_last_whole
        self._bundles: dict[tuple[str, ...], Bundles] = {}

    def bundles(self, column: str) -> Bundles:
        """The bundles of a column, joined from those of the column it is a part of."""
        protected = _BY_COLUMN[column]
        if protected.columns not in self._bundles:
            finer = every_leaf_alone(len(self.frame))
            for whole in protected.within:
                finer = joined(finer, self.bundles(whole))
            self._bundles[protected.columns] = bundled(
                self._parts(protected),
                finer=finer,
                scopes=self._scopes,
                size=self._size,
                is_last_whole=self._is_last_whole,
            )
        return self._bundles[protected.columns]

    def sums(self, column: str, group: np.ndarray, *, group_n: int) -> tuple[np.ndarray, np.ndarray]:
        """Per group the sum of a column, NaN where nothing is known or where it is hidden; and where it is hidden."""
        values = self.frame[column].to_numpy(dtype=float, na_value=np.nan)
        known = ~np.isnan(values) & (group >= 0)
        sums = np.bincount(group[known], weights=values[known], minlength=group_n)
        has_value = np.bincount(group[known], minlength=group_n) > 0
        hidden = self.bundles(column).hidden_groups(group, group_n=group_n) & has_value
        return np.where(has_value & ~hidden, sums, np.nan), hidden

    @cached_property
    def _size(self) -> np.ndarray:
        return self.frame["weight_for_age_n"].fillna(0).to_numpy(dtype=float)

    def _parts(self, protected: Protected) -> np.ndarray:
        parts = np.zeros((len(self.frame), len(protected.parts)))
        for place, columns in enumerate(protected.parts):
            for column in columns:
                values = self.frame[column.removeprefix("-")].to_numpy(dtype=float, na_value=np.nan)
                parts[:, place] += -values if column.startswith("-") else values
        # Damaged counts may have a part larger than the whole.
        return np.maximum(np.nan_to_num(parts), 0).astype(np.int64)


class PublicCounts:
    """The counts of one period as mode publik shows them.

    villages: one row per desa and puskesmas (desa_code, puskesmas_id, and counts), of ALL areas of the release: the
              bundles must be the same on every page
    groups:   one row per kabupaten, sex and age group (kabupaten_code, sex, age_group, and counts), of all areas
    lokus:    one row per desa and lokus year (desa_code, lokus_year), of all years that can be chosen

    Counts are the columns of `COUNTS`, null where nothing is known. Build it once per release and period and keep it;
    it holds unprotected counts, so hand on only what its method returns.
    """

    def __init__(self, *, villages: pd.DataFrame, groups: pd.DataFrame, lokus: pd.DataFrame) -> None:
        villages = _added(villages, ["desa_code", "puskesmas_id"])
        groups = _added(groups, ["kabupaten_code", "sex", "age_group"])
        self._years = lokus.groupby("desa_code")["lokus_year"].agg(frozenset)
        years = villages["desa_code"].map(self._years.map(lambda one: ";".join(map(str, sorted(one))))).fillna("")
        desa = villages["desa_code"].str
        kecamatan, kabupaten, provinsi = desa[:6], desa[:4], desa[:2]
        self._villages = Lattice(
            villages,
            scopes=[
                _numbers(villages["desa_code"]),
                _numbers(kecamatan + "|" + villages["puskesmas_id"] + "|" + years),
                _numbers(kecamatan + "|" + years),
                _numbers(kecamatan),
                _numbers(kabupaten),
                _numbers(provinsi),
                np.zeros(len(villages), dtype=np.int64),
            ],
            is_last_whole=False,
        )
        sex, age = groups["sex"], groups["age_group"]
        self._groups = Lattice(
            groups,
            scopes=[
                _numbers(groups["kabupaten_code"] + "|" + sex + "|" + age.isin(BADUTA).astype(str)),
                _numbers(groups["kabupaten_code"] + "|" + sex),
                _numbers(groups["kabupaten_code"]),
            ],
            # The counts of a whole kabupaten are published by the villages.
            is_last_whole=True,
        )

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
        columns = dict.fromkeys(
            (indicator.denominator, indicator.numerator, *indicator.parts, "measured_n", "target_n", "covered_n")
        )
        is_grouped = sex is not None or age_groups is not None
        _refuse_unless_offered(
            level=level, is_grouped=is_grouped, is_local=puskesmas_id is not None or lokus_year is not None
        )
        lattice = self._groups if is_grouped else self._villages
        chosen = (
            self._of_group(sex=sex, age_groups=age_groups)
            if is_grouped
            else self._of_villages(puskesmas_id=puskesmas_id, lokus_year=lokus_year, is_lokus=is_lokus)
        )
        area, codes = _areas(lattice.frame, level=level, within=within, chosen=chosen)
        result, hidden = {"area_code": codes}, {}
        for column in columns:
            result[column], hidden[column] = lattice.sums(column, area, group_n=len(codes))
            if is_grouped:
                # A kabupaten whose total is hidden has no group that is shown.
                whole = self._hidden_codes(column, level=level, within=within)
                hidden[column] |= np.isin(codes, whole) & ~np.isnan(result[column])
                result[column] = np.where(hidden[column], np.nan, result[column])
        return pd.DataFrame(result).assign(
            is_suppressed=hidden[indicator.numerator],
            is_n_suppressed=hidden[indicator.denominator],
            is_coverage_suppressed=hidden["target_n"],
        )

    def _hidden_codes(self, column: str, *, level: str, within: str) -> np.ndarray:
        frame = self._villages.frame
        area, codes = _areas(frame, level=level, within=within, chosen=np.ones(len(frame), dtype=bool))
        return codes[self._villages.bundles(column).hidden_groups(area, group_n=len(codes))]

    def _of_villages(self, *, puskesmas_id: str | None, lokus_year: int | None, is_lokus: bool) -> np.ndarray:
        frame = self._villages.frame
        chosen = np.ones(len(frame), dtype=bool)
        if puskesmas_id is not None:
            chosen &= frame["puskesmas_id"].eq(puskesmas_id).to_numpy()
        if lokus_year is not None:
            lokus = self._years.index[[lokus_year in years for years in self._years]]
            chosen &= frame["desa_code"].isin(lokus).to_numpy() == is_lokus
        return chosen

    def _of_group(self, *, sex: str | None, age_groups: Collection[str] | None) -> np.ndarray:
        frame = self._groups.frame
        chosen = np.ones(len(frame), dtype=bool)
        if sex is not None:
            chosen &= frame["sex"].eq(sex).to_numpy()
        if age_groups is not None:
            chosen &= frame["age_group"].isin(list(age_groups)).to_numpy()
        return chosen


BADUTA = ("0-5", "6-11", "12-23")


def public_periods(periods: Iterable[Period]) -> list[Period]:
    """The periods of mode publik: months, and weighing windows that are exactly one month.

    A year holds the children of its last month with the same measurements, and a window that cuts a month holds most
    of that month's: the difference of two published figures would be the few children who are in one of them only.
    """
    return [one for one in periods if one.kind is PeriodKind.MONTH or _is_one_month(one)]


def _is_one_month(period: Period) -> bool:
    after = period.end + pd.Timedelta(days=1)
    return (
        period.kind is PeriodKind.WINDOW
        and period.start.day == 1
        and after.day == 1
        and MONTH_DAYS <= (after - period.start).days <= MONTH_DAYS + 3
    )


def _refuse_unless_offered(*, level: str, is_grouped: bool, is_local: bool) -> None:
    if is_grouped and is_local:
        raise NoDataError(
            "Mode publik tidak menggabungkan jenis kelamin atau umur dengan puskesmas atau lokus. Hapus salah satunya."
        )
    if is_grouped and level not in LEVELS_WITH_GROUPS:
        raise NoDataError(
            "Mode publik menampilkan jenis kelamin dan umur mulai tingkat kabupaten/kota. "
            "Hapus saringan itu atau pilih tingkat kabupaten/kota."
        )


def _areas(frame: pd.DataFrame, *, level: str, within: str, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number of the area of each cell, -1 outside of the choice; and the codes of the areas."""
    code = frame["desa_code" if "desa_code" in frame else "kabupaten_code"]
    if within != COUNTRY:
        chosen = chosen & code.str.startswith(within).to_numpy(dtype=bool)
    area = np.full(len(frame), -1)
    own = code[chosen].str[: DIGITS[level]] if DIGITS[level] else code[chosen].str[:0] + COUNTRY
    area[chosen], codes = pd.factorize(own, sort=True)
    return area, np.asarray(codes, dtype=object)


def _added(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row per cell with all counts, null where the frame has none."""
    return frame.reindex(columns=[*keys, *COUNTS]).groupby(keys, as_index=False).sum(min_count=1)


def _numbers(values: pd.Series) -> np.ndarray:
    return np.asarray(pd.factorize(values)[0], dtype=np.int64)
