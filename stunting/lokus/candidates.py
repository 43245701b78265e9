"""Every desa of a kabupaten with all that a scenario may weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats, lokus_queries
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.indicators import indicator
from stunting.languages import _
from stunting.lokus.criteria import CRITERIA, Criterion, own_criterion
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period
from stunting.stabilised import stabilise

OWN = "own_"
FIGURES = ("krs_n", "family_n", "service_received_n", "service_due_n")
# So many desa of a fault are named.
NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """What a list can be chosen from, in one period.

    frame: one row per registered desa, ordered by code:
        area_code, area_name, kecamatan_code, kecamatan_name, puskesmas_name (str; "" where no file names one)
        measured_n, stunted_n, target_n (Int64, null where nobody was counted), coverage_pct (measured of listed),
        raw_pct (counted rate, null below one child), value_pct, low_pct, high_pct (steadied; null where nobody was
        measured), alpha, beta (its posterior), krs_n, family_n, service_received_n, service_due_n,
        service_pct, service_gap_pct, one column per own criterion (float, null where unknown), was_lokus (bool: in the
        list of the year before). Where more services were received than due, both percentages are null.
    criteria: those with any figure in this kabupaten
    missing:  those without
    sources:  one sentence per kind of figure besides growth
    previous_year: the lokus year of `was_lokus`, 0 without a list of the year before
    notes:    one sentence per fault for which figures give no criterion
    """

    frame: pd.DataFrame
    criteria: tuple[Criterion, ...]
    missing: tuple[Criterion, ...]
    sources: tuple[str, ...]
    previous_year: int
    is_sample: bool
    notes: tuple[str, ...] = ()


def candidates(district: District, *, kabupaten_code: str, period: Period, lokus_year: int) -> Candidates:
    """The desa of one kabupaten, as mode internal counts them.

    Raises:
        NoDataError: nobody was measured in the kabupaten in this period.
        AccessDeniedError: whoever looks may not see the counts of the whole kabupaten.
    """
    gate.require(Thing.COUNTS, kabupaten_code)
    question = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)
    counted = district.areas_in_period(within=kabupaten_code, level="desa", period=period, question=question)
    if not counted["measured_n"].gt(0).any():
        raise NoDataError(_("Belum ada balita diukur pada {period} di sini. Pilih periode lain.", period=period.label))
    frame = _growth(counted)
    frame["puskesmas_name"] = frame["area_code"].map(_puskesmas(district, kabupaten_code)).fillna("")
    figures = lokus_queries.desa_figures(district.db, within=kabupaten_code, last_year=lokus_year)
    kinds = lokus_queries.desa_figure_kinds(district.db, within=kabupaten_code)
    own = [
        own_criterion(key=one.key, label=one.label, unit=one.unit, is_higher_worse=bool(one.is_higher_worse))
        for one in records(kinds)
    ]
    wide = figures.pivot(index="desa_code", columns="key", values="value").astype(float)
    wide = wide.reindex(columns=[*FIGURES, *(one.key for one in own)])
    frame = frame.merge(wide, left_on="area_code", right_index=True, how="left", validate="one_to_one")
    more_than_due = frame["service_received_n"] > frame["service_due_n"]
    with np.errstate(invalid="ignore", divide="ignore"):
        due = frame["service_due_n"].where(lambda due: due > 0).mask(more_than_due)
        frame["service_pct"] = 100 * frame["service_received_n"] / due
    frame["service_gap_pct"] = 100 - frame["service_pct"]
    lists = lokus_queries.lokus_of_area(district.db, within=kabupaten_code)
    # Only the year right before tells who is new and who stays; of an older list nobody knows what came after.
    is_known = (lists["lokus_year"] == lokus_year - 1).any()
    previous = lokus_year - 1 if is_known else 0
    before = set(lists.loc[lists["lokus_year"] == previous, "desa_code"])
    frame["was_lokus"] = frame["area_code"].isin(before)
    offered = [*CRITERIA, *own]
    known = [one for one in offered if frame[one.column].notna().any()]
    return Candidates(
        frame=frame.reset_index(drop=True),
        criteria=tuple(known),
        missing=tuple(one for one in offered if one not in known),
        sources=_sources(figures, known),
        previous_year=previous,
        is_sample=bool(counted["is_sample"].any() or figures["is_sample"].any()),
        notes=_more_than_due(frame[more_than_due]),
    )


def _growth(counted: pd.DataFrame) -> pd.DataFrame:
    measured = counted.assign(
        measured_n=counted["measured_n"].fillna(0).astype("Int64"),
        stunted_n=counted["stunted_n"].fillna(0).astype("Int64"),
    )
    steadied = stabilise(measured).frame
    nobody = steadied["base_n"] == 0
    frame = pd.DataFrame(
        {
            "area_code": counted["area_code"],
            "area_name": counted["area_name"],
            "kecamatan_code": counted["parent_code"],
            "kecamatan_name": counted["parent_name"],
            "measured_n": counted["measured_n"],
            "stunted_n": counted["stunted_n"],
            "target_n": counted["target_n"],
            "coverage_pct": counted["coverage_pct"],
        }
    )
    steadied = steadied.set_index(frame.index)
    for column in ("raw_pct", "value_pct", "low_pct", "high_pct"):
        frame[column] = steadied[column].mask(nobody.to_numpy())
    return frame.assign(alpha=steadied["alpha"], beta=steadied["beta"])


def _puskesmas(district: District, kabupaten_code: str) -> dict[str, str]:
    """The puskesmas with most children of each desa."""
    found = lokus_queries.puskesmas_of_desa(district.db, within=kabupaten_code)
    return dict(zip(found["desa_code"], found["name"], strict=True))


def _more_than_due(wrong: pd.DataFrame) -> tuple[str, ...]:
    """Why some desa have no service gap: a figure above 100 % is a fault of the report, and no gap is known then."""
    if wrong.empty:
        return ()
    named = [
        _(
            "{place}: {part} dari {whole}",
            place=f"{one.area_name}, {one.kecamatan_name}",
            part=formats.number(one.service_received_n),
            whole=formats.number(one.service_due_n),
        )
        for one in records(wrong.head(NAMED))
    ]
    more = _("; dan {n} lainnya", n=formats.number(len(wrong) - NAMED)) if len(wrong) > NAMED else ""
    return (
        _(
            "Cakupan layanan {n} desa/kelurahan tidak dipakai: layanan yang diterima "
            "tertulis lebih banyak daripada yang seharusnya ({named}{more}). Periksa laporan "
            "konvergensi desanya.",
            n=formats.number(len(wrong)),
            named="; ".join(named),
            more=more,
        ),
    )


def _sources(figures: pd.DataFrame, known: Sequence[Criterion]) -> tuple[str, ...]:
    """Where KRS, services and own columns come from, with their year."""
    labels = {one.column: one.label for one in known}
    labels |= {"service_due_n": next((one.label for one in known if one.column == "service_gap_pct"), "")}
    said: dict[str, None] = {}
    for key, rows in figures.groupby("key", sort=False):
        if not labels.get(str(key)):
            continue
        years = sorted({int(year) for year in rows["year"]})
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        origins = "; ".join(dict.fromkeys(rows["source"]))
        said[f"{labels[str(key)]}: {origins}, {span} ({len(rows)} desa/kelurahan)."] = None
    return tuple(said)
