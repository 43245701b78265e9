"""The answers an import of the files must give, counted from what the generator knows.

Nothing here reads a file or calls the importer: an error in its reading or in its SQL shows as a difference.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stunting.sample.files import FilePlan
from stunting.sample.scores import LABELS

INDICES = ("haz", "waz", "whz")
DIFFERENT = 0.05
HEIGHT_LABELS = LABELS["haz"][1]
STUNTED_LABELS = HEIGHT_LABELS[:2]
# Notes that speak about a measurement or an identity count only on used rows.
USED_ONLY = {"nik_dipakai_bersama", "tanpa_nama_dan_nik"}


def answers(
    rows: pd.DataFrame, plans: list[FilePlan], notes: Mapping[str, np.ndarray], unmatched: pd.DataFrame
) -> dict[str, object]:
    """The report as far as it does not depend on time and identifiers; see docs/import.md.

    rows:      all rows in the order of the files, with z-scores and reasons; empty lines are left out
    notes:     rule -> is it fired, by row
    unmatched: kecamatan and desa as written, by row, of the rows that wait for a review
    """
    used = rows[rows["reason"] == ""].copy()
    used["key"], used["is_temporary"] = _children(used)
    rejected = rows["reason"][rows["reason"] != ""].value_counts().sort_index()
    counted = {code: int(fired.sum()) for code, fired in sorted(notes.items()) if fired.any()}
    return {
        "files": _files(rows, plans),
        "rows_read": len(rows),
        "rows_used": len(used),
        "rows_rejected": len(rows) - len(used),
        "rejected": {str(code): int(count) for code, count in rejected.items()},
        "notes": counted,
        "duplicates": int((rows["reason"] == "duplikat").sum()),
        "corrections": 0,
        "repeated": 0,
        "children": int(used["key"].nunique()),
        "temporary_children": int(used[used["is_temporary"]]["key"].nunique()),
        "unmatched_areas": _unmatched(unmatched),
        "recomputed": _recomputed(used),
        "months": [_month(used, period) for period in sorted(used["period"].unique())],
        "puskesmas": _puskesmas(used),
    }


def _children(used: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Key of the child of each row, and whether it is a temporary one."""
    nik = used["nik_seen"].to_numpy(dtype=object)
    people = used[used["nik_seen"] != ""].groupby("nik_seen")[["name", "birth_date"]].nunique()
    shared = set(people.index[(people > 1).all(axis=1)])
    is_temporary = np.array([one == "" or one in shared for one in nik], dtype=bool)
    birth = used["birth_date"].dt.strftime("%Y-%m-%d")
    person = (used["name"] + "|" + birth + "|" + used["parents"] + "|" + used["desa_code"]).where(used["name"] != "")
    person = person.where(person.notna(), "row " + pd.Series(used.index.astype(str), index=used.index))
    turn = used.assign(person=person).groupby(["file_no", "person", "period", "measured_on"], dropna=False).cumcount()
    own = (person + "|" + turn.astype(str)).to_numpy(dtype=object)
    return np.where(is_temporary, own, nik), is_temporary


def _files(rows: pd.DataFrame, plans: list[FilePlan]) -> list[dict[str, object]]:
    read = np.bincount(rows["file_no"], minlength=len(plans))
    used = np.bincount(rows["file_no"][rows["reason"] == ""], minlength=len(plans))
    return [
        {
            "file": plan.name,
            "kind": plan.style.kind,
            "rows_read": int(read[number]),
            "rows_used": int(used[number]),
            "rows_rejected": int(read[number] - used[number]),
        }
        for number, plan in enumerate(plans)
    ]


def _unmatched(written: pd.DataFrame) -> list[dict[str, object]]:
    """Places with most rows first, as the report lists them."""
    counted = written.groupby(["kecamatan", "desa"]).size().reset_index(name="rows")
    counted = counted.sort_values(["rows", "kecamatan", "desa"], ascending=[False, True, True])
    return [
        {"kecamatan": str(one.kecamatan), "desa": str(one.desa), "rows": int(one.rows)}  # type: ignore[arg-type]
        for one in counted.itertuples()
    ]


def _recomputed(used: pd.DataFrame) -> dict[str, int]:
    both, differ = np.zeros(len(used), dtype=bool), np.zeros(len(used), dtype=bool)
    counts = {}
    for index in INDICES:
        own, printed = used[index].to_numpy(), used[f"file_{index}"].to_numpy()
        is_printed = used["prints_z"].to_numpy() & ~np.isnan(printed) & ~np.isnan(own)
        is_other = is_printed & (np.round(np.abs(own - printed), 4) > DIFFERENT)
        counts[index] = int(is_other.sum())
        both |= is_printed
        differ |= is_other
    return {"compared": int(both.sum()), "different": int(differ.sum()), **counts}


def _last(used: pd.DataFrame, name: str, *, valid: bool) -> pd.Series:
    """Last value of the month by child: of plausible z-scores, or of implausible ones."""
    good = used[name].notna() & (used[f"is_flagged_{name}"] != valid)
    return used[good].groupby("key")[name].last()


def _month(used: pd.DataFrame, period: int) -> dict[str, object]:
    part = used[used["period"] == period].sort_values("measured_on", kind="stable", na_position="first")
    haz, waz, whz = (_last(part, name, valid=True) for name in INDICES)
    flagged = _last(part, "haz", valid=False).index.difference(haz.index)
    listed = part["key"].nunique()
    labels = part[part["prints_z"] & part["label_haz"].isin(HEIGHT_LABELS)].groupby("key")["label_haz"].last()
    stunted = int((haz < -2).sum())
    return {
        "year": int(period) // 100,
        "month": int(period) % 100,
        "target_n": int(listed),
        "weighed_n": int(part[part["weight"].notna()]["key"].nunique()),
        "measured_n": len(haz),
        "stunted_n": stunted,
        "severely_stunted_n": int((haz < -3).sum()),
        "wasted_n": int((whz < -2).sum()),
        "underweight_n": int((waz < -2).sum()),
        "overweight_n": int((whz > 2).sum()),
        "flagged_n": len(flagged),
        "moved_n": _moved(used, part, period),
        "label_n": len(labels) or None,
        "label_stunted_n": int(labels.isin(STUNTED_LABELS).sum()) if len(labels) else None,
        "prevalence_pct": 100 * stunted / len(haz) if len(haz) else None,
        "coverage_pct": 100 * len(haz) / listed if listed else None,
    }


def _moved(used: pd.DataFrame, part: pd.DataFrame, period: int) -> int:
    """Children whose last month before this one was in another desa."""
    earlier = used[used["period"] < period].sort_values("period", kind="stable")
    before = earlier.groupby("key")["desa_code"].last()
    now = part.groupby("key")["desa_code"].last()
    common = now.index.intersection(before.index)
    return int((now[common] != before[common]).sum())


def _puskesmas(used: pd.DataFrame) -> list[dict[str, object]]:
    """By puskesmas and month; a child belongs to the puskesmas of its last visit of the month."""
    found: list[dict[str, object]] = []
    for name in sorted(used["puskesmas"].unique()):
        for period in sorted(used["period"][used["puskesmas"] == name].unique()):
            part = used[used["period"] == period].sort_values("measured_on", kind="stable", na_position="first")
            last = part.groupby("key")["puskesmas"].last()
            own = last.index[last == name]
            haz = _last(part, "haz", valid=True)
            haz = haz[haz.index.isin(own)]
            weighed = part["key"][part["weight"].notna()].unique()
            found.append(
                {
                    "puskesmas": str(name),
                    "year": int(period) // 100,
                    "month": int(period) % 100,
                    "rows_used": int((part["puskesmas"] == name).sum()),
                    "weighed_n": int(np.isin(weighed, own).sum()),
                    "measured_n": len(haz),
                    "stunted_n": int((haz < -2).sum()),
                }
            )
    return found
