"""Lokus villages beside their most similar other villages: nearest neighbours, corrected for what still differs.

Source: Abadie A, Imbens GW (2011), Bias-corrected matching estimators for average treatment effects, Journal of
Business & Economic Statistics 29:1-11. The estimate is linear in the outcomes, so its
interval is that of the regression.
"""

from __future__ import annotations

import numpy as np

from stunting.lokus.effect_core import Calibrated, Fit, Panel, Regression

NEIGHBOURS = 3


def nearest(panel: Panel, known: Calibrated) -> np.ndarray:
    """Positions of the three nearest other desa of each used lokus desa, (R, N, 3); -1 for all other rows.

    Distance on expected level, expected recent level and the logarithm of the children measured before, each divided
    by its spread; a desa may be the neighbour of several.
    """
    used = panel.is_used
    children = np.where(panel.is_known, panel.n, 0).sum(axis=2) / np.maximum(panel.is_known.sum(axis=2), 1)
    found = np.full((*used.shape, NEIGHBOURS), -1)
    columns = np.stack([known.level, known.recent, np.log(np.maximum(children, 1))], axis=2)
    for run in range(len(used)):
        ours = np.flatnonzero(used[run] & panel.is_lokus[run])
        others = np.flatnonzero(used[run] & ~panel.is_lokus[run])
        spread = columns[run][used[run]].std(axis=0)
        found[run, ours] = closest(columns[run], ours, others, spread=spread)
    return found


def closest(values: np.ndarray, ours: np.ndarray, others: np.ndarray, *, spread: np.ndarray) -> np.ndarray:
    """Positions of the three others nearest to each of ours, nearest first, (len(ours), 3); never the row itself.

    values: (N, c), each column divided by its `spread` (c,) before distances are taken
    """
    scaled = values / np.maximum(spread, 1e-9)
    away = ((scaled[ours, None, :] - scaled[None, others, :]) ** 2).sum(axis=2)
    away[ours[:, None] == others[None, :]] = np.inf
    return others[np.argsort(away, axis=1, kind="stable")[:, :NEIGHBOURS]]


def matched(fitted: Regression, neighbours: np.ndarray) -> Fit:
    """Mean over lokus desa of their outcome minus that of their neighbours, in percentage points.

    What kecamatan and earlier waves still explain between neighbours is taken out; the interval counts the chance in
    that correction and in neighbours that serve several lokus desa.
    """
    ours = neighbours[:, :, 0] >= 0
    number = ours.sum(axis=1)
    share = ours / number[:, None]
    run, desa = np.nonzero(ours)
    np.subtract.at(share, (run[:, None], neighbours[run, desa]), 1 / number[run, None] / NEIGHBOURS)
    return fitted.contrast(share)
