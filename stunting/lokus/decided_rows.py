"""A proposal as a decided list, and a decided list as the rows that are printed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from stunting.frames import records
from stunting.lokus.decisions import DecidedDesa, DecidedList, Status
from stunting.lokus.proposal import Proposal

# What a line of the printed list says in figures.
SHOWN = (
    "measured_n",
    "stunted_n",
    "target_n",
    "coverage_pct",
    "krs_n",
    "service_received_n",
    "service_due_n",
    "service_pct",
    "score",
    "rank",
    "inclusion",
)
SUMMED = ("measured_n", "stunted_n", "target_n", "krs_n")


def of_proposal(proposal: Proposal, *, decided_on: dt.date) -> DecidedList:
    """The list of a proposal in its order, then the desa that leave it, with the figures that were seen."""
    frame = proposal.frame
    chosen, left = proposal.chosen, frame[frame["status"] == Status.LEFT]
    return DecidedList(
        scenario=proposal.scenario,
        decided_on=decided_on,
        desa=tuple(_line(row) for part in (chosen, left) for row in records(part)),
        sums={name: float(pd.to_numeric(chosen[name]).sum()) for name in SUMMED},
    )


def _line(row: Any) -> DecidedDesa:
    return DecidedDesa(
        code=row.area_code,
        name=row.area_name,
        kecamatan_name=row.kecamatan_name,
        # Without any list before, everybody is new.
        status=Status(row.status) if row.status else Status.NEW,
        place=str(row.place),
        shown={name: getattr(row, name) for name in SHOWN},
    )


def frame_of(decided: DecidedList, candidates: pd.DataFrame) -> pd.DataFrame:
    """The decided lines with the figures of their day, in the columns of `decree_rows.table`.

    candidates: `Candidates.frame`, for kecamatan codes and puskesmas
    """
    about = candidates.set_index("area_code")
    rows = []
    for one in decided.desa:
        known = about.loc[one.code] if one.code in about.index else None
        rows.append(
            {
                "area_code": one.code,
                "area_name": one.name,
                "kecamatan_code": one.code[:6],
                "kecamatan_name": one.kecamatan_name,
                "puskesmas_name": "" if known is None else known["puskesmas_name"],
                "status": one.status.value,
                "place": one.place,
                **{name: one.shown.get(name) for name in SHOWN},
            }
        )
    frame = pd.DataFrame(rows)
    return frame.astype(dict.fromkeys(SHOWN, "Float64"))
