"""Mode publik: what may be shown of routine counts so that no count of 1-4 children is seen or can be worked out.

`PublicCounts` is the only way from counts to figures of mode publik: it adds up and hides in one step, for every area
and filter the mode offers, from one set of bundles per period. Rules and proof: docs/privacy.md.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from stunting.errors import NoDataError
from stunting.geography import CODE_LENGTHS, COUNTRY
from stunting.indicators import Indicator
from stunting.routine.lattice import Lattice, added
from stunting.routine.periods import Period, PeriodKind

DIGITS = {"negara": 0} | {level: digits for digits, level in CODE_LENGTHS.items()}
# Below these levels mode publik has no sex and no age.
LEVELS_WITH_GROUPS = ("kabupaten", "provinsi", "negara")
BADUTA = ("0-5", "6-11", "12-23")


class PublicCounts:
    """The counts of one period as mode publik shows them.

    villages: one row per desa and puskesmas (desa_code, puskesmas_id, and counts), of ALL areas of the release: the
              bundles must be the same on every page
    groups:   one row per kabupaten, sex and age group (kabupaten_code, sex, age_group, and counts), of all areas
    lokus:    one row per desa and lokus year (desa_code, lokus_year), of all years that can be chosen

    Counts are the columns of `lattice.COUNTS`, null where nothing is known. Build it once per release and period and
    keep it; it holds unprotected counts, so hand on only what its method returns.
    """

    def __init__(self, *, villages: pd.DataFrame, groups: pd.DataFrame, lokus: pd.DataFrame) -> None:
        villages = added(villages, ["desa_code", "puskesmas_id"])
        groups = added(groups, ["kabupaten_code", "sex", "age_group"])
        _refuse_unless_equal(villages, groups)
        self._years = {code: frozenset(years) for code, years in lokus.groupby("desa_code")["lokus_year"]}
        signatures = {code: ";".join(map(str, sorted(years))) for code, years in self._years.items()}
        years = pd.Series([signatures.get(code, "") for code in villages["desa_code"]], villages.index, dtype=str)
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
            lokus = [code for code, years in self._years.items() if lokus_year in years]
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


def public_periods(periods: Iterable[Period]) -> list[Period]:
    """The periods of mode publik: months, and weighing windows that are exactly one month.

    A year holds the children of its last month with the same measurements, and a window that cuts a month holds most
    of that month's: the difference of two published figures would be the few children who are in one of them only.
    """
    return [one for one in periods if one.kind is PeriodKind.MONTH or _is_one_month(one)]


def _is_one_month(period: Period) -> bool:
    _, last_day = calendar.monthrange(period.start.year, period.start.month)
    is_whole = period.start.day == 1 and period.end == period.start.replace(day=last_day)
    return period.kind is PeriodKind.WINDOW and is_whole


def _refuse_unless_equal(villages: pd.DataFrame, groups: pd.DataFrame) -> None:
    """The proof needs that both hold the same children."""
    by_village = villages.groupby(villages["desa_code"].str[:4])["measured_n"].sum()
    by_group = groups.groupby("kabupaten_code")["measured_n"].sum()
    if not by_village.eq(by_group.reindex(by_village.index)).all() or len(by_village) != len(by_group):
        raise ValueError("villages and groups must hold the same children of the same kabupaten")


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
    if level == "puskesmas":
        own = frame.loc[chosen, "puskesmas_id"]
    else:
        own = code[chosen].str[: DIGITS[level]] if DIGITS[level] else code[chosen].str[:0] + COUNTRY
    area[chosen], codes = pd.factorize(own, sort=True)
    return area, np.asarray(codes, dtype=object)


def _numbers(values: pd.Series) -> np.ndarray:
    return np.asarray(pd.factorize(values)[0], dtype=np.int64)
