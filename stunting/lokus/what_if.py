"""The smallest change of one figure alone that would bring a desa to the other side of the list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stunting.lokus.choosing import Choice
from stunting.lokus.criteria import Criterion
from stunting.lokus.scenario import LackRule
from stunting.lokus.scoring import VALUE_DECIMALS, Field, field_of, levels_of, numbers, scores_of
from stunting.proportions import SMALLEST_N

COVERAGE = "cakupan"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One figure of a desa, as it is and as it would have to be; the key of a criterion, or `COVERAGE`."""

    key: str
    value_from: float
    value_to: float


def changes(choice: Choice, column: int) -> tuple[Change, ...]:
    """For every criterion with weight, and for a low coverage, what would be needed; absent where nothing suffices.

    column: of the desa in the field. Everything else stays as it is, the prevalence too when the cases change. A higher
    value never harms the place of a desa: it rises past others and they sink. So the values are halved, not tried one
    by one; steps are those in which the criterion is written.
    """
    field = choice.field
    found = []
    if choice.quotas.can_be_chosen[column]:
        for number, criterion in enumerate(field.criteria):
            if field.weights[number] > 0 and not np.isnan(field.values[number, column]):
                value = _needed(choice, number, criterion, column)
                if value is not None:
                    found.append(value)
    coverage = _coverage(choice, column)
    return (*found, coverage) if coverage else tuple(found)


def _needed(choice: Choice, number: int, criterion: Criterion, column: int) -> Change | None:
    field, is_in = choice.field, bool(choice.is_in[column])
    sign = 1 if criterion.is_higher_worse else -1
    step = 10.0**-criterion.decimals
    now = sign * float(field.values[number, column])
    # To enter, the figure gets worse; to leave, better.
    away = -sign if is_in else sign
    low, high = _limits(field, criterion, column)
    start = (np.floor(now / step + 1e-9) if away > 0 else np.ceil(now / step - 1e-9)) * step
    most = int(np.floor(((high - start) if away > 0 else (start - low)) / step + 1e-9))

    def crosses(steps: int) -> bool:
        value = sign * (start + away * steps * step)
        return _is_in(choice, number, column, value) != is_in

    if most < 1 or not crosses(most):
        return None
    below, above = 0, most
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if crosses(middle) else (middle, above)
    value_to = round(start + away * above * step, criterion.decimals)
    return Change(key=criterion.key, value_from=now, value_to=value_to)


def _limits(field: Field, criterion: Criterion, column: int) -> tuple[float, float]:
    """What the figure can be at all; for one without natural limits, one step beyond those of all desa."""
    row = field.frame.iloc[column]
    if criterion.noise == "cases":
        return 0.0, float(row["measured_n"])
    if criterion.unit == "%":
        return 0.0, 100.0
    known = numbers(field.frame, criterion.column)
    step = 10.0**-criterion.decimals
    lowest, highest = float(np.nanmin(known)) - step, float(np.nanmax(known)) + step
    threshold = {one.key: one.threshold for one in field.scenario.rules}[criterion.key]
    if threshold is not None:
        lowest, highest = min(lowest, threshold - step), max(highest, threshold + step)
    if criterion.column == "krs_n" and not np.isnan(row["family_n"]):
        highest = min(highest, float(row["family_n"]))
    return (max(lowest, 0.0) if (known[~np.isnan(known)] >= 0).all() else lowest), highest


def _is_in(choice: Choice, number: int, column: int, value: float) -> bool:
    """With one value changed, which may also change the order in which equal scores are decided."""
    field = choice.field
    values = field.values[number].copy()
    values[column] = np.round(value, VALUE_DECIMALS)
    levels = list(choice.levels[:, None, :])
    levels[number] = levels_of(values[None, :], field.thresholds[number])
    scores = scores_of(levels, field.counts, field.weights[None, :])
    order = field.tie_order(column=field.criteria[number].column, values=values)
    if (order[1:] > order[:-1]).all():
        return bool(choice.quotas.best(scores)[0, column])
    return bool(choice.quotas.in_order(order).best(scores[:, order])[0, order == column][0])


def _coverage(choice: Choice, column: int) -> Change | None:
    """Whether a sufficient coverage alone, with the rate as it was measured, changes the place of a lacking desa."""
    field, scenario = choice.field, choice.field.scenario
    now, enough = float(numbers(field.frame, "coverage_pct")[column]), scenario.lowest_coverage_pct
    measured = numbers(field.frame, "measured_n")[column]
    if scenario.lack is LackRule.AS_IS or field.is_excluded[column] or not (now < enough and measured >= SMALLEST_N):
        return None
    frame = field.frame.copy()
    frame.loc[column, "coverage_pct"] = enough
    there = field_of(frame, field.criteria, scenario)
    quotas = choice.quotas.with_candidates(there.can_be_chosen)
    scores = scores_of(list(there.levels()[:, None, :]), there.counts, there.weights[None, :])
    if quotas.is_kept_by_any and bool(quotas.best(scores)[0, column]) != bool(choice.is_in[column]):
        return Change(key=COVERAGE, value_from=now, value_to=enough)
    return None
