"""Z-scores, labels and weight gain of the rows, as the export would print them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting import anthro

LABELS = {
    "waz": ((-3, -2, 1), ("Sangat Kurang", "Kurang", "Berat Badan Normal", "Risiko Lebih")),
    "haz": ((-3, -2, 3), ("Sangat Pendek", "Pendek", "Normal", "Tinggi")),
    "whz": (
        (-3, -2, 1, 2, 3),
        ("Gizi Buruk", "Gizi Kurang", "Gizi Baik", "Risiko Gizi Lebih", "Gizi Lebih", "Obesitas"),
    ),
}
IMPLAUSIBLE = "Outlier"
# How far BB/U may fall in a month and still follow its curve; about three quarters of the children do.
ALONG_THE_CURVE = 0.15


def score(rows: pd.DataFrame) -> None:
    """Add to the rows: haz, waz, whz (NaN where there is none), is_flagged_*, file_*, label_*, weight_gain.

    A row with an implausible z-score prints no z-scores at all, only the label for it.
    """
    born = rows["birth_date"].to_numpy().astype("datetime64[D]")
    when = rows["measured_on"].to_numpy().astype("datetime64[D]")
    age = (when - born).astype("timedelta64[D]").astype(float)
    age[np.isnat(when)] = np.nan
    rows["age_days"] = age
    posture = rows["posture"].map({"": 0, "l": 1, "h": 2}).to_numpy(dtype=np.int8)
    scores = anthro.compute(
        sex=np.where(rows["sex"] == "m", 1, 2),
        age_days=age,
        weight_kg=rows["weight"].to_numpy(),
        lenhei_cm=rows["height"].to_numpy(),
        measure=posture,
    )
    any_flag = np.zeros(len(rows), dtype=bool)
    for index in LABELS:
        rows[index] = getattr(scores, index)
        rows[f"is_flagged_{index}"] = getattr(scores, f"flag_{index}") == 1
        any_flag |= rows[f"is_flagged_{index}"].to_numpy()
    for index, (edges, names) in LABELS.items():
        shift = rows["haz_shift"].to_numpy() if index == "haz" else 0.0
        printed = np.round(rows[index].to_numpy() + shift, 2)
        rows[f"file_{index}"] = np.where(any_flag, np.nan, printed)
        rows[f"label_{index}"] = _labels(printed, edges, names)
        rows.loc[rows[f"is_flagged_{index}"], f"label_{index}"] = IMPLAUSIBLE
    strange = rows["strange_label"].to_numpy(dtype=object)
    rows["label_haz"] = np.where(strange == "", rows["label_haz"].to_numpy(dtype=object), strange)
    rows["weight_gain"] = _weight_gain(rows)


def _labels(z: np.ndarray, edges: tuple[int, ...], names: tuple[str, ...]) -> np.ndarray:
    """Lower limits belong to the class above them, upper limits to the class below."""
    low = np.searchsorted([edge for edge in edges if edge < 0], z, side="right")
    high = np.searchsorted([edge for edge in edges if edge > 0], z, side="left")
    labels = np.array(names, dtype=object)[np.minimum(low + high, len(names) - 1)]
    labels[np.isnan(z)] = ""
    return labels


def _weight_gain(rows: pd.DataFrame) -> np.ndarray:
    """N follows its growth curve, T falls below it, O not weighed the month before, B first time, - not weighed.

    The month before is the last one in which the files list the child.
    """
    ordered = rows.sort_values(["child", "period"], kind="stable")
    before = ordered.groupby("child")[["weight", "waz"]].shift(1).reindex(rows.index)
    first = ~ordered["child"].duplicated().reindex(rows.index)
    follows = rows["waz"] - before["waz"] >= -ALONG_THE_CURVE
    code = np.select(
        [rows["weight"].isna(), first, before["weight"].isna(), follows], ["-", "B", "O", "N"], default="T"
    )
    return code.astype(object)
