"""Kabupaten against kabupaten: what each list of priority villages reaches, beside the best list of its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from stunting.errors import NoDataError, UnknownAreaError
from stunting.frames import records
from stunting.languages import N_, _
from stunting.lokus.known_lists import KnownList, known_list
from stunting.lokus.reach import Reach, Side, most_reached
from stunting.routine import rates
from stunting.routine.district import LISTED, District, Mode, Question, permitted
from stunting.routine.periods import Period
from stunting.routine.selection import Selection

IN_LIST, NOT_IN_LIST = "ya", "tidak"
NOT_NAMED = N_("Nama desa tidak diumumkan, jadi jangkauannya tidak dapat dihitung.")


@dataclass(frozen=True, kw_only=True)
class ListAsked:
    """Which list is looked at in which period; `period` None where the kabupaten has no routine data."""

    kabupaten_code: str
    lokus_year: int
    period: Period | None


def list_asked(
    kabupaten_code: str,
    *,
    year: int = 0,
    period: Period | None,
    named: Sequence[int],
    known: Sequence[int],
    has_outcome: bool = False,
) -> ListAsked:
    """The list of a chosen year; without one the newest whose desa are named, else the newest. Year 0: there is none.

    named, known: the years whose desa are named, and those with a list or an announced number
    has_outcome:  rather a list whose year has been measured
    """
    if has_outcome and period is not None:
        named = [one for one in named if one <= period.year] or named
    return ListAsked(kabupaten_code=kabupaten_code, lokus_year=year or max(named or [*known, 0]), period=period)


def compare_lists(district: District, *, lists: Sequence[ListAsked], question: Question) -> tuple[Reach, ...]:
    """What each list reaches, in the order asked; the lokus of `question.selection` is set here.

    A kabupaten without a list, without named desa, or without children in the period has its numbers of desa and a
    sentence in `problem`. In mode publik every figure follows from the counts that mode shows.

    Raises:
        UnknownAreaError: a code is not that of a kabupaten/kota of the register.
    """
    return tuple(_reach(district, asked, question) for asked in lists)


def _reach(district: District, asked: ListAsked, question: Question) -> Reach:
    code = asked.kabupaten_code
    known = district.areas(level="kabupaten", within=code)
    if len(known) != 1:
        raise UnknownAreaError(code)
    decided = known_list(district.db, kabupaten_code=code, lokus_year=asked.lokus_year)
    desa = district.areas(level="desa", within=code)
    bare = Reach(
        kabupaten_code=code,
        kabupaten_name=str(known["area_name"].iloc[0]),
        decided=decided,
        period=asked.period,
        desa_n=len(desa),
        kecamatan_n=desa["parent_code"].nunique(),
        in_kecamatan_n=len({one[:6] for one in decided.codes}) if decided.is_named else decided.announced_kecamatan_n,
        is_sample=decided.is_sample,
    )
    if not decided.is_known:
        return replace(
            bare,
            problem=_(
                "Belum ada daftar lokus {lokus_year} di sini. Impor daftarnya lebih dulu.", lokus_year=asked.lokus_year
            ),
        )
    if not decided.is_named:
        return replace(bare, problem=_(NOT_NAMED))
    if asked.period is None:
        return replace(bare, problem=_("Belum ada data rutin di sini. Impor berkas e-PPGBM lebih dulu."))
    try:
        return _counted(district, bare, asked.period, question)
    except NoDataError as error:
        return replace(bare, problem=str(error))


def _counted(district: District, bare: Reach, period: Period, question: Question) -> Reach:
    """The record with its counts.

    Raises:
        NoDataError: nobody was measured in this period, or mode publik does not offer this choice of children.
    """
    everybody = replace(question, selection=replace(question.selection, lokus="", lokus_year=0))
    desa = district.areas_in_period(within=bare.kabupaten_code, level="desa", period=period, question=everybody)
    if permitted(question.mode, bare.kabupaten_code) is Mode.INTERNAL and question.target_kind == LISTED:
        sides = _summed(desa, bare.decided, question)
    else:
        sides = _asked(district, bare.decided, period, everybody)
    lokus, others, whole = sides
    if not whole.base_n and not desa["is_suppressed"].any():
        raise NoDataError(
            _("Belum ada {base} pada {period}. Pilih periode lain.", base=question.indicator.base, period=period.label)
        )
    best = most_reached(desa["hits_n"], size=bare.size)
    hidden = int(desa["is_suppressed"].sum())
    # A list with hidden desa can reach more than the best list of those that are seen; then it is no yardstick.
    is_told = whole.hits_n is not None and (not hidden or best >= (lokus.hits_n or 0))
    return replace(
        bare,
        lokus=lokus,
        others=others,
        whole=whole,
        best_n=best if is_told else None,
        hidden_desa_n=hidden,
        is_sample=bare.is_sample or bool(desa["is_sample"].any()),
    )


def _summed(desa: pd.DataFrame, decided: KnownList, question: Question) -> list[Side]:
    """Lokus, others and all as sums of the desa: one question to the release instead of four."""
    indicator = question.indicator
    is_lokus = desa["area_code"].isin(decided.codes).to_numpy(dtype=bool)
    parts = (is_lokus, ~is_lokus, np.ones(len(desa), dtype=bool))
    needed = dict.fromkeys((indicator.numerator, indicator.denominator, "covered_n", "target_n"))
    sums = pd.DataFrame({name: _sums(desa[name], parts) for name in needed})
    return _sides(rates.with_rates(sums, indicator=indicator), question)


def _sums(counts: pd.Series, parts: Sequence[np.ndarray]) -> np.ndarray:
    """The sum of each part; NaN where none of its desa has the count."""
    values = counts.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.array([np.nan if np.isnan(values[part]).all() else np.nansum(values[part]) for part in parts])


def _asked(district: District, decided: KnownList, period: Period, everybody: Question) -> list[Side]:
    """Lokus, others and all as the mode shows them, hidden counts included."""
    found = []
    for lokus in (IN_LIST, NOT_IN_LIST, ""):
        asked = replace(everybody, selection=of_list(everybody.selection, lokus=lokus, lokus_year=decided.lokus_year))
        found.append(
            district.areas_in_period(within=decided.kabupaten_code, level="kabupaten", period=period, question=asked)
        )
    return _sides(pd.concat(found, ignore_index=True), everybody)


def of_list(selection: Selection, *, lokus: str, lokus_year: int) -> Selection:
    """The same children, only of the desa of a list ("ya"), of the others ("tidak"), or of all ("")."""
    return replace(selection, lokus=lokus, lokus_year=lokus_year if lokus else 0)


def _sides(rows: pd.DataFrame, question: Question) -> list[Side]:
    return [Side.of_row(row, denominator=question.indicator.denominator) for row in records(rows)]
