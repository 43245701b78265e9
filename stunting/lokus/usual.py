"""What a list of priority villages begins with before anybody has chosen: its year, its length, its weights."""

from __future__ import annotations

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.languages import _
from stunting.lokus import link
from stunting.lokus.candidates import Candidates
from stunting.lokus.scenario import Scenario
from stunting.routine.periods import Period

# Without an earlier list or an announced number: this share of the desa.
USUAL_SHARE = 0.1
PRESET = "usulan"


def usual_year(lists: pd.DataFrame, period: Period) -> int:
    """The year after the newest list, and at least the one after the measurements; lists as `lokus_of_area`."""
    newest_list = int(lists["lokus_year"].max()) if len(lists) else 0
    return max(newest_list, period.year) + 1


def usual_size(lists: pd.DataFrame, announced: pd.DataFrame, *, desa_n: int) -> int:
    """As many as in the newest list, else as announced, else a tenth of the desa."""
    if len(lists):
        return int((lists["lokus_year"] == lists["lokus_year"].max()).sum())
    if len(announced):
        return min(int(next(records(announced.tail(1))).desa_n), desa_n)
    return max(1, round(USUAL_SHARE * desa_n))


def usual_scenario(
    found: Candidates, *, kabupaten_code: str, period: Period, lists: pd.DataFrame, announced: pd.DataFrame
) -> Scenario:
    """The scenario of a link that says nothing."""
    return Scenario(
        kabupaten_code=kabupaten_code,
        lokus_year=usual_year(lists, period),
        period=key_of(period),
        size=usual_size(lists, announced, desa_n=len(found.frame)),
        rules=link.preset_rules(PRESET, found.criteria),
    )


def key_of(period: Period) -> str:
    """A period as a link and a scenario name it: "bt:2025-08"."""
    return f"{period.kind.value}:{period.key}"


def source_of(found: Candidates, period: Period) -> str:
    """The measurements alone; the sources of the other criteria stand in the notes."""
    measured = int(found.frame["measured_n"].sum())
    listed = pd.to_numeric(found.frame["target_n"]).sum()
    coverage = _("; cakupan {coverage}", coverage=formats.percent(100 * measured / listed)) if listed else ""
    return _(
        "Sumber: pencatatan rutin (e-PPGBM), {period}; n = {measured} balita "
        "diukur{coverage}. Sumber kriteria lain di catatan.",
        period=period.label,
        measured=formats.number(measured),
        coverage=coverage,
    )
