"""Z-scores of a pandas frame."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting.anthro import columns, readings
from stunting.anthro.block import Scores
from stunting.anthro.reasons import Reason
from stunting.anthro.rules import DAYS_PER_MONTH, NO_FLAG
from stunting.anthro.scores import compute


def zscores(frame: pd.DataFrame, *, reasons: bool = False) -> pd.DataFrame:
    """The frame with haz, waz, whz, flag_haz, flag_waz, flag_whz added; one row per row of the input.

    Columns used: sex (m/f), age_days (or age_months where days are not known), weight_kg, lenhei_cm,
    measure (l lying, h standing, empty), and if present oedema (y/n). The input is not changed; columns that are
    already called like a result are replaced.

    haz, waz, whz: 2 decimals, NaN where there is none
    flag_*:        1 implausible, 0 plausible, <NA> where there is no z-score
    reasons:       also adds why_haz, why_waz, why_whz, Indonesian words on why there is no z-score

    Entries that cannot be read count as missing.

    Raises:
        ImportRefusedError: a column is missing.
    """
    at = columns.locate(list(frame.columns), where="Tabel")
    used = {name: frame.iloc[:, position] for name, position in at.items()}
    months = columns.AGE_DAYS not in used
    age = readings.numbers(used[columns.AGE_MONTHS if months else columns.AGE_DAYS]).values
    scores = compute(
        sex=readings.sexes(used[columns.SEX]).values,
        age_days=age * DAYS_PER_MONTH if months else age,
        weight_kg=readings.numbers(used[columns.WEIGHT]).values,
        lenhei_cm=readings.numbers(used[columns.LENGTH]).values,
        measure=readings.postures(used[columns.POSTURE]).values,
        oedema=readings.oedemas(used[columns.OEDEMA]).values if columns.OEDEMA in used else None,
    )
    added = _columns(scores, reasons=reasons)
    kept = frame.loc[:, [name not in added for name in frame.columns]].copy(deep=False)
    for name, values in added.items():
        kept[name] = values
    return kept


def _columns(scores: Scores, *, reasons: bool) -> dict[str, Any]:
    added: dict[str, Any] = {index: getattr(scores, index) for index in columns.INDICES}
    for index in columns.INDICES:
        flag = getattr(scores, f"flag_{index}")
        added[f"flag_{index}"] = pd.arrays.IntegerArray(flag, flag == NO_FLAG)
    if reasons:
        labels = pd.Index([reason.label for reason in Reason])
        for index in columns.INDICES:
            added[f"why_{index}"] = pd.Categorical.from_codes(getattr(scores, f"why_{index}"), categories=labels)
    return added
