"""The recap of an area: one row per kecamatan, puskesmas or desa, a total, and the change since another period.

Rates come from sums of children. Registered areas without data stay as rows; unknown is never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats, proportions, routine_queries
from stunting.classes import AreaState
from stunting.frames import column_of, records, with_columns
from stunting.geography import COUNTRY, Area
from stunting.indicators import Indicator
from stunting.languages import N_, Words, _
from stunting.routine import posyandu, rates
from stunting.routine.district import LISTED, District, Mode, Question, permitted
from stunting.routine.periods import Period
from stunting.routine.recap_notes import row_notes

PUSKESMAS, POSYANDU = "puskesmas", "posyandu"
UNITS = Words(
    {
        "kabupaten": "Kabupaten/kota",
        "kecamatan": "Kecamatan",
        PUSKESMAS: "Puskesmas",
        "desa": "Desa/kelurahan",
        POSYANDU: "Posyandu",
    }
)
# The first is where a recap of that level begins; a desa is shown among the others of its kecamatan.
UNITS_OF_LEVEL = {
    "negara": ("kabupaten",),
    "provinsi": ("kabupaten",),
    "kabupaten": ("kecamatan", PUSKESMAS, "desa"),
    "kecamatan": ("desa",),
}
LAST_YEAR, BEFORE, NONE = "tahun-lalu", "sebelum", "tanpa"
COMPARISONS = Words(
    {
        LAST_YEAR: "Dibanding tahun lalu",
        BEFORE: "Dibanding periode sebelumnya",
        NONE: "Tanpa pembanding",
    }
)
NO_PUSKESMAS = N_("Puskesmas tidak tercatat")


@dataclass(frozen=True, kw_only=True, eq=False)
class Recap:
    """What one table shows, on screen and in its files.

    area:   whose parts are listed; unit: a key of UNITS
    before: the period the change is counted from, None without one
    rows:   one row per unit in the order of their codes, kabupaten with data first: area_code (the id of a
            puskesmas), area_name, counts, what `rates.with_rates` adds, rest_n (the numerator without its first part),
            points, low_points, high_points, verdict ("" where there is none), before_pct, before_n,
            before_coverage_pct, note (words for the reader)
    total:  the same for the whole area, one row: the sums of the rows, also of those that are hidden
    """

    area: Area
    unit: str
    period: Period
    before: Period | None
    question: Question
    rows: pd.DataFrame
    total: pd.DataFrame

    @property
    def indicator(self) -> Indicator:
        return self.question.indicator

    @property
    def is_sample(self) -> bool:
        return bool(self.total["is_sample"].fillna(False).astype(bool).any())


def compared_period(periods: Sequence[Period], period: Period, comparison: str) -> Period | None:
    """The period a change is counted from, None where no such period has data.

    LAST_YEAR: the one of the same kind that ends in the same month of the year before; BEFORE: the newest of the same
    kind that ends before this one begins.
    """
    same = [one for one in periods if one.kind is period.kind]
    if comparison == LAST_YEAR:
        is_same_month = [one for one in same if one.year == period.year - 1 and one.month == period.month]
        return max(is_same_month, default=None)
    if comparison == BEFORE:
        return max((one for one in same if one.end < period.start), default=None)
    return None


def read(
    answers: District, *, area: Area, unit: str, period: Period, before: Period | None, question: Question
) -> Recap:
    """The recap of an area, from the release.

    Raises:
        NoDataError: mode publik does not offer this choice of children here.
    """
    if unit in (PUSKESMAS, POSYANDU):
        # No official sheet tells the target of a puskesmas or posyandu: rows and total are of the listed children.
        question = replace(question, target_kind=LISTED)
    rows = _units(answers, area=area, unit=unit, period=period, question=question)
    earlier = _units(answers, area=area, unit=unit, period=before, question=question) if before else None
    whole = _whole(answers, rows, area=area, period=period, question=question)
    earlier_whole = None
    if before and earlier is not None:
        earlier_whole = _whole(answers, earlier, area=area, period=before, question=question)
    return recap(
        area=area,
        unit=unit,
        period=period,
        before=before,
        question=question,
        rows=(rows, earlier),
        total=(whole, earlier_whole),
    )


def recap(
    *,
    area: Area,
    unit: str,
    period: Period,
    before: Period | None,
    question: Question,
    rows: tuple[pd.DataFrame, pd.DataFrame | None],
    total: tuple[pd.DataFrame, pd.DataFrame | None],
) -> Recap:
    """A recap of frames of `District.areas_in_period`, each with the frame of the period before or None."""
    listed = _completed(*rows, indicator=question.indicator, is_one_desa=unit == "desa")
    whole = _completed(*total, indicator=question.indicator, is_one_desa=False)
    is_told = np.array([state is not AreaState.NO_DATA for state in listed["state"]], dtype=bool)
    if unit == "kabupaten":
        # Of 514 kabupaten/kota a few have routine data: they come first, the others follow by their code.
        listed = pd.concat([listed[is_told], listed[~is_told]], ignore_index=True)
    if not is_told.all():
        share = _(
            "{sum} dari {listed_n} {units}",
            sum=formats.number(is_told.sum()),
            listed_n=formats.number(len(listed)),
            units=UNITS[unit].lower(),
        )
        whole["note"] = [", ".join(part for part in (share, note) if part) for note in whole["note"]]
    return Recap(area=area, unit=unit, period=period, before=before, question=question, rows=listed, total=whole)


def sums_match(found: Recap) -> bool:
    """Whether every count of the total is the sum of the rows; hidden counts have no sum."""
    return all(
        found.rows[name].isna().any() or int(found.rows[name].sum()) == int(found.total[name].iloc[0])
        for name in ("hits_n", "base_n")
        if not found.total[name].isna().any()
    )


def _whole(answers: District, rows: pd.DataFrame, *, area: Area, period: Period, question: Question) -> pd.DataFrame:
    """The whole area: the sums of its rows, or its own figures where parts of it may be hidden."""
    if permitted(question.mode, area.code) is Mode.PUBLIC:
        return _alone(answers, area=area, period=period, question=question)
    told = {name: rows[name].dropna() for name in ("origin", "is_sample") if name in rows}
    whole = rates.total(rows).assign(
        area_code=area.code,
        area_name=area.official_name,
        origin=told["origin"].max() if len(told["origin"]) else None,
        is_sample=bool(told["is_sample"].any()),
    )
    return rates.with_rates(whole, indicator=question.indicator)


def _alone(answers: District, *, area: Area, period: Period, question: Question) -> pd.DataFrame:
    return answers.areas_in_period(within=area.code, level=area.level, period=period, question=question)


def _units(answers: District, *, area: Area, unit: str, period: Period, question: Question) -> pd.DataFrame:
    if unit == PUSKESMAS:
        return puskesmas_in_period(answers, area=area, period=period, question=question)
    if unit == POSYANDU:
        return posyandu.in_period(answers, area=area, period=period, question=question)
    return answers.areas_in_period(within=area.code, level=unit, period=period, question=question)


def puskesmas_in_period(answers: District, *, area: Area, period: Period, question: Question) -> pd.DataFrame:
    """Every puskesmas that serves an area, in one period, as `District.areas_in_period` has the areas.

    area_code is the id of the puskesmas; "" are children whose puskesmas the files do not name.
    """
    known = routine_queries.facilities_of_area(answers.db, within=area.code)
    known = known.loc[known["kind"] == PUSKESMAS, ["id", "name"]].set_axis(["area_code", "area_name"], axis=1)
    if question.selection.puskesmas_id:
        known = known[known["area_code"] == question.selection.puskesmas_id]
    if permitted(question.mode, area.code) is Mode.PUBLIC:
        # What is hidden never arrives here.
        frame = answers.puskesmas_in_period(known, within=area.code, period=period, question=question)
        return frame.assign(parent_code=area.code)
    counts = routine_queries.routine_counts(
        answers.db, within=area.code, level=area.level, when=period, selection=question.selection, apart=PUSKESMAS
    )
    counts = counts.drop(columns="area_code").rename(columns={"puskesmas_id": "area_code"})
    if (counts["area_code"] == "").any():
        known = pd.concat([known, pd.DataFrame({"area_code": [""], "area_name": [_(NO_PUSKESMAS)]})])
    frame = known.merge(counts, on="area_code", how="left", validate="one_to_one")
    return rates.with_rates(frame.assign(parent_code=area.code), indicator=question.indicator)


def _completed(
    after: pd.DataFrame, before: pd.DataFrame | None, *, indicator: Indicator, is_one_desa: bool
) -> pd.DataFrame:
    """Rows with the rest of the numerator, the change and the words beside them."""
    nothing = pd.array([None] * len(after), dtype="Int64")
    missing = {name: nothing for name in (*rates.COUNTS, "origin") if name not in after}
    part = after[indicator.parts[0]] if indicator.parts and indicator.parts[0] in after else None
    frame = with_columns(
        after,
        {
            **missing,
            "is_sample": after.get("is_sample", False),
            "rest_n": after["hits_n"] if part is None else (after["hits_n"] - part).astype("Int64"),
            **_changes(after, before, indicator),
        },
    )
    return frame.assign(note=column_of(frame, row_notes(frame, indicator=indicator, is_one_desa=is_one_desa)))


def _changes(after: pd.DataFrame, before: pd.DataFrame | None, indicator: Indicator) -> dict[str, Any]:
    """The columns about the change, empty without a period before."""
    names = ["before_pct", "before_n", "before_coverage_pct", "points", "low_points", "high_points"]
    if before is None:
        return {**dict.fromkeys(names, np.nan), "verdict": ""}
    counted = replace(indicator, numerator="hits_n", denominator="base_n")
    found = proportions.change_frame(_shares(before), _shares(after), indicator=counted)
    return {name: found[name].to_numpy() for name in (*names, "verdict")}


def _shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts of rows whose numerator is a part of the denominator; the others have no interval and so no change."""
    names = ("hits_n", "base_n", "covered_n", "target_n")
    counts = {name: frame[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in names}
    is_share = counts["hits_n"] <= counts["base_n"]
    shares = {name: np.where(is_share, counts[name], np.nan) for name in ("hits_n", "base_n")}
    return pd.DataFrame({"area_code": frame["area_code"].to_numpy(dtype=object), **counts, **shares})


def government(kabupaten: Area | None, province: Area | None) -> str:
    """Who signs the sheet: "Pemerintah Kabupaten Pasuruan", "" for the country."""
    if kabupaten is not None:
        return _("Pemerintah {kind} {kabupaten}", kind=kabupaten.kind.capitalize(), kabupaten=kabupaten.name)
    if province is not None and province.code != COUNTRY:
        return _("Pemerintah {province}", province=province.official_name)
    return ""


def title(found: Recap) -> str:
    """ "Rekap prevalensi stunting menurut kecamatan, Kab. Pasuruan, Bulan Timbang Agustus 2025"."""
    label = found.indicator.label
    return _(
        "Rekap {label}{label2} menurut {units}, {area}, {period}",
        label=label[0].lower(),
        label2=label[1:],
        units=UNITS[found.unit].lower(),
        area=found.area.official_name,
        period=found.period.label,
    )


def subtitle(found: Recap) -> str:
    """Whose children, compared with what, and how many rows have a figure."""
    known = sum(state is not AreaState.NO_DATA for state in found.rows["state"])
    parts = [
        found.question.selection.words or _("Semua balita 0–59 bulan"),
        _("pembanding: {before}", before=found.before.label) if found.before else _("tanpa pembanding"),
        _(
            "{known} dari {rows_n} {units} memiliki data",
            known=formats.number(known),
            rows_n=formats.number(len(found.rows)),
            units=UNITS[found.unit].lower(),
        ),
        _("mode publik") if found.question.mode is Mode.PUBLIC else _("mode internal, jangan dibagikan"),
    ]
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def source(found: Recap) -> str:
    """System, period, and the children and coverage of the whole area."""
    total = next(iter(records(found.total)))
    counted = _("n tidak ditampilkan") if pd.isna(total.base_n) else f"n = {formats.number(total.base_n)}"
    coverage = _("cakupan {coverage_pct}", coverage_pct=formats.percent(total.coverage_pct))
    return _(
        "Sumber: pencatatan rutin (e-PPGBM), {period}; {counted} {base}; {total}.",
        period=found.period.label,
        counted=counted,
        base=found.indicator.base,
        total=rates.no_coverage_short(total) if pd.isna(total.coverage_pct) else coverage,
    )


def missing_comparison(found: Recap, comparison: str) -> str:
    """Why there is no change although one was asked for, "" where there is one. comparison: a key of COMPARISONS"""
    if found.before is not None or comparison == NONE:
        return ""
    wanted = COMPARISONS[comparison].removeprefix("Dibanding ")
    return _("Belum ada data {wanted} untuk dibandingkan dengan {period}.", wanted=wanted, period=found.period.label)
