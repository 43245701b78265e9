"""Codes, limits and distances of the WHO rules, in one place; docs/zscore.md explains them."""

from __future__ import annotations

UNKNOWN, BOY, GIRL = 0, 1, 2
LYING, STANDING = 1, 2

DAYS_PER_MONTH = 30.4375
AGE_LIMIT = 60 * DAYS_PER_MONTH
# A child who is said to stand before nine months was not measured standing.
STANDS_FROM = 9 * DAYS_PER_MONTH
HEIGHT_FROM_DAY = 731.0
LYING_MINUS_STANDING_CM = 0.7
# Without an age and a posture, the table follows from the length itself.
HEIGHT_FROM_CM = 87.0
NO_FLAG = -1
# Beyond these a z-score is implausible (WHO); the limit itself is still plausible.
LIMITS = {"haz": (-6.0, 6.0), "waz": (-6.0, 5.0), "whz": (-5.0, 5.0), "baz": (-5.0, 5.0)}
