"""Map of how often each desa is chosen in the draws, with the list outlined."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.charts.map_view import MapPanel, MapView
from stunting.classes import AreaState, ClassScheme
from stunting.frames import column_of, records
from stunting.languages import N_, _
from stunting.lokus.proposal import OUTSIDE, SURE, Certainty, Place, Proposal

INCLUSION = ClassScheme(
    key="peluang",
    label=N_("1.000 pengulangan"),
    edges=(100 * OUTSIDE, 50.0, 100 * SURE),
    names=(N_("di luar"), N_("perbatasan, kurang dari separuh"), N_("perbatasan, separuh atau lebih"), "pasti"),
    source=N_("1.000 pengulangan dengan ketidakpastian angka dan bobot"),
)
MOST_NAMED = 10
WITHOUT_SCORE = (Place.EXCLUDED, Place.LACKING)


def inclusion_map(proposal: Proposal, *, source: str, title: str = "") -> MapView:
    """The desa of one kabupaten in classes of their inclusion; only the first of the list are named."""
    return MapView(
        panels=(MapPanel(frame=_rows(proposal), title=title),),
        scheme=INCLUSION,
        quantity=_("Peluang masuk daftar (%)"),
        units="desa/kelurahan",
        source=source,
        lokus=_("usulan lokus {lokus_year}", lokus_year=proposal.scenario.lokus_year),
    )


def _rows(proposal: Proposal) -> pd.DataFrame:
    frame = proposal.frame
    is_out = frame["place"].isin(WITHOUT_SCORE).to_numpy() | frame["score"].isna().to_numpy()
    rows = pd.DataFrame(
        {
            "code": frame["area_code"],
            "value_pct": np.where(is_out, np.nan, 100 * frame["inclusion"]),
            "state": np.where(is_out, AreaState.NO_DATA, AreaState.VALUE),
            "count_n": frame["stunted_n"].astype(float),
            "is_lokus": frame["is_in"],
            "label": (MOST_NAMED + 1 - frame["rank"].where(frame["is_in"])).clip(lower=0).fillna(0),
        }
    )
    return rows.assign(notes=column_of(rows, [_notes(row, len(frame)) for row in records(frame)]))


def _notes(row: Any, desa_n: int) -> tuple[str, ...]:
    lines = [f"{str(Place(row.place)).capitalize()}, {Certainty(row.certainty)}"]
    if pd.notna(row.score):
        lines.append(
            _(
                "peringkat {rank} dari {desa_n}, skor {score}",
                rank=int(row.rank),
                desa_n=desa_n,
                score=formats.number(row.score, decimals=3),
            )
        )
    lines.append(
        _(
            "{stunted_n} dari {measured_n} balita diukur",
            stunted_n=formats.number(row.stunted_n),
            measured_n=formats.number(row.measured_n),
        )
    )
    if row.is_lacking:
        lines.append(_("data kurang"))
    return tuple(lines)
