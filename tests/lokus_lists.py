"""Proposals and lists of priority villages, made by hand for tests of their files: invented figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting.lokus.criteria import CRITERIA
from stunting.lokus.proposal import Place, Proposal
from stunting.lokus.scenario import PRESETS, Exclusion, Scenario, Swap

LONG = "Kampuang Tanjuang Koto Mambang Sungai Durian"
HOSTILE = '#image("/etc/passwd") *tebal* $x$ @a <b>&amp; </w:t> \\ " // [c] `d` \x1b\u202e'
FORMULA = "=cmd|' /C calc'!A0"


def desa(count: int, *, leaving: int = 3, **columns: object) -> pd.DataFrame:
    """A list of so many desa in five kecamatan, as a proposal has it; one with a long name, one nobody measured."""
    size = count + leaving
    number = np.arange(size)
    measured = 90 + 7 * (number % 11) + 1_000 * (number == 2)
    frame = pd.DataFrame(
        {
            "area_code": [f"3514{1 + n % 5:02d}2{n:03d}" for n in number],
            "area_name": [f"Sumberrejo {n + 1}" for n in number],
            "kecamatan_code": [f"3514{1 + n % 5:02d}" for n in number],
            "kecamatan_name": [f"Kec. {'ABCDE'[n % 5]}" for n in number],
            "puskesmas_name": ["" if n == 4 else f"Puskesmas {'ABCDE'[n % 5]}" for n in number],
            "measured_n": pd.array(measured, dtype="Int64"),
            "stunted_n": pd.array(measured // 6, dtype="Int64"),
            "target_n": pd.array(measured + 12, dtype="Int64"),
            "coverage_pct": 100 * measured / (measured + 12),
            "krs_n": 40.0 + number,
            "service_received_n": 300.0 + number,
            "service_due_n": np.full(size, 480.0),
            "score": 0.987 - number / 200,
            "rank": number + 1,
            "is_in": number < count,
            "is_lacking": number == 3,
            "place": [Place.CHOSEN if n < count else Place.BELOW for n in number],
            "status": ["keluar" if n >= count else "lanjutan" if n % 3 else "baru" for n in number],
        }
    )
    frame["service_pct"] = 100 * frame["service_received_n"] / frame["service_due_n"]
    if count > 5:
        frame.loc[1, "area_name"] = LONG
        frame.loc[5, ["measured_n", "stunted_n"]] = 0
        frame.loc[5, ["coverage_pct", "krs_n", "service_pct", "service_due_n"]] = np.nan
        frame.loc[4, "place"] = Place.SWAPPED_IN
    return frame.assign(**columns)


def proposal(count: int, **columns: object) -> Proposal:
    """What an engine could give for the list of `desa`."""
    frame = desa(count, **columns)
    return Proposal(
        scenario=Scenario(
            kabupaten_code="3514",
            lokus_year=2027,
            period="bt:2026-08",
            size=count,
            rules=PRESETS["usulan"],
            name="Usulan rembuk",
            swaps=(
                Swap(out_code=frame["area_code"].iloc[-1], in_code=frame["area_code"].iloc[0], reason="Dekat balai."),
            ),
            exclusions=(Exclusion(code=frame["area_code"].iloc[-2], reason="Desa persiapan."),),
        ),
        criteria=CRITERIA,
        frame=frame,
        first_out="",
        first_in="",
        ties=(),
        moves=(),
        formula="Skor = 0,30 × prevalensi + 0,30 × jumlah kasus + 0,20 × KRS + 0,20 × kesenjangan layanan.",
        notes=("Nilai yang sama diputus oleh jumlah kasus.",),
    )
