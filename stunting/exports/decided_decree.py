"""The appendix of a list that was decided: with the figures of its day, or with those that mode publik shows."""

from __future__ import annotations

import pandas as pd

from stunting import formats
from stunting.exports import decree
from stunting.exports.decree import Decree
from stunting.exports.decree_rows import FLAGS
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import Letterhead
from stunting.lokus import decided_rows
from stunting.lokus.candidates import Candidates
from stunting.lokus.decisions import Decision
from stunting.routine.periods import Period

# What is not a count of children; small numbers of families are hidden where the rows are made.
FAMILIES = ("krs_n", "service_received_n", "service_due_n", "service_pct")
COUNTED = ("measured_n", "stunted_n", "target_n", "coverage_pct")


@in_indonesian
def internal(
    one: Decision,
    *,
    area: Area,
    letterhead: Letterhead,
    period: Period | None,
    found: Candidates | None,
    is_sample: bool,
) -> Decree:
    """The figures that the rembuk saw, from the ledger.

    period, found: those of the scenario where the release still has them, for the name of the period and the puskesmas
    """
    about = pd.DataFrame({"area_code": [], "puskesmas_name": []}) if found is None else found.frame
    return decree.from_list(
        decided_rows.frame_of(one.decided, about),
        area=area,
        letterhead=letterhead,
        lokus_year=one.decided.scenario.lokus_year,
        period_label=one.decided.scenario.period if period is None else period.label,
        release_id=one.release_id,
        frozen=one.written_at,
        notes=told(one),
        is_sample=is_sample if found is None else found.is_sample,
    )


@in_indonesian
def public(
    one: Decision,
    *,
    units: pd.DataFrame,
    area: Area,
    letterhead: Letterhead,
    period: Period,
    found: Candidates,
    release_id: str,
) -> Decree:
    """The same desa with the counts that mode publik shows of them in a release.

    units: `District.areas_in_period` of the desa of the kabupaten, in mode publik
    """
    rows = decided_rows.frame_of(one.decided, found.frame)
    shown = units.set_index("area_code").reindex(rows["area_code"])
    families = found.frame.set_index("area_code").reindex(rows["area_code"])
    kept = rows[["area_code", "area_name", "kecamatan_code", "kecamatan_name", "puskesmas_name", "status"]]
    figures = pd.concat([shown[[*COUNTED, *FLAGS]], families[list(FAMILIES)]], axis=1).set_axis(kept.index)
    return decree.from_list(
        pd.concat([kept, figures], axis=1),
        area=area,
        letterhead=letterhead,
        lokus_year=one.decided.scenario.lokus_year,
        period_label=period.label,
        release_id=release_id,
        sources=found.sources,
        notes=told(one),
        is_sample=found.is_sample,
        is_public=True,
    )


def told(one: Decision) -> list[str]:
    """Who decided when and why, and whether it still counts."""
    who = f"{one.author}, {one.role}" if one.role else one.author
    said = [
        f"Keputusan nomor {one.seq} di buku, rembuk {formats.date(one.decided.decided_on)}, dicatat oleh {who}. "
        f"Alasan: {one.reason}"
    ]
    if one.corrected_by is not None:
        said.append(f"Keputusan ini sudah diperbaiki oleh nomor {one.corrected_by}.")
    return said
