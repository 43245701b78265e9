"""Priority villages of the sample: as many, in as many kecamatan, as was announced; which ones is invented."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from stunting.geography import Register
from stunting.sample.options import NOTICE

SCHEMA = pa.schema(
    [
        ("desa_code", pa.string()),
        ("lokus_year", pa.int32()),
        ("decided_year", pa.int32()),
        ("status", pa.string()),
        ("decree", pa.string()),
        ("source", pa.string()),
        ("is_sample", pa.bool_()),
    ]
)
FEWEST_MEASURED = 20


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One announced list: how many desa in how many kecamatan, for which year, decided when."""

    kabupaten_code: str
    lokus_year: int
    decided_year: int
    desa_n: int
    kecamatan_n: int
    announced: str


DECISIONS = (
    Decision(
        kabupaten_code="1801",
        lokus_year=2025,
        decided_year=2024,
        desa_n=27,
        kecamatan_n=9,
        announced="rembuk stunting Kab. Lampung Selatan 22 Februari 2024",
    ),
    Decision(
        kabupaten_code="1801",
        lokus_year=2026,
        decided_year=2025,
        desa_n=15,
        kecamatan_n=6,
        announced="rembuk stunting Kab. Lampung Selatan, Media Lampung 11 Maret 2025",
    ),
    Decision(
        kabupaten_code="3520",
        lokus_year=2024,
        decided_year=2023,
        desa_n=30,
        kecamatan_n=10,
        announced="rembuk stunting Kab. Magetan 3 Agustus 2023",
    ),
)


def lokus_table(growth: pa.Table, register: Register) -> pa.Table:
    """The lists of all decisions about kabupaten that are in the counts; columns of the release table `lokus`."""
    counts = growth.select(["desa_code", "year", "month", "measured_n", "stunted_n"]).to_pandas()
    rows: list[dict[str, object]] = []
    for decision in DECISIONS:
        own = counts[counts["desa_code"].str.startswith(decision.kabupaten_code)]
        if own.empty:
            continue
        before = {row["desa_code"] for row in rows if row["lokus_year"] == decision.lokus_year - 1}
        for code in chosen(own, decision):
            assert code in register, code
            rows.append(
                {
                    "desa_code": code,
                    "lokus_year": decision.lokus_year,
                    "decided_year": decision.decided_year,
                    "status": "lanjutan" if code in before else "baru",
                    "decree": None,
                    "source": f"{NOTICE}: jumlahnya menurut {decision.announced}; desanya dipilih generator.",
                    "is_sample": True,
                }
            )
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def chosen(counts: pd.DataFrame, decision: Decision) -> list[str]:
    """The desa with the highest prevalence in the August before the decision, of the kecamatan that lead.

    Every one of these kecamatan has at least one desa in the list.
    """
    known = counts[(counts["year"] == decision.decided_year - 1) & (counts["month"] == 8)]
    desa = known.groupby("desa_code")[["measured_n", "stunted_n"]].sum()
    desa = desa[desa["measured_n"] >= FEWEST_MEASURED]
    desa["kecamatan"] = desa.index.str[:6]
    total = desa.groupby("kecamatan")[["measured_n", "stunted_n"]].sum()
    leading = (total["stunted_n"] / total["measured_n"]).sort_values(ascending=False, kind="stable")
    desa = desa[desa["kecamatan"].isin(leading.index[: decision.kecamatan_n])]
    desa["share"] = desa["stunted_n"] / desa["measured_n"]
    desa = desa.sort_values("share", ascending=False, kind="stable")
    first = desa[~desa["kecamatan"].duplicated()].index.tolist()
    rest = [code for code in desa.index if code not in first]
    return sorted([*first, *rest[: decision.desa_n - len(first)]])
