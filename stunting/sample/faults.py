"""All known faults, and how many of each a sample gets without other wish."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.errors import UnknownChoiceError, nearest
from stunting.sample import faults_dates, faults_identity, faults_measuring, faults_numbers, faults_rows
from stunting.sample.draft import Draft

# Lists without a month come first, for they move rows to another file.
_MODULES = (faults_rows, faults_identity, faults_dates, faults_measuring, faults_numbers)
FAULTS = {one.code: one for module in _MODULES for one in module.FAULTS}


def usual(children: int) -> dict[str, int]:
    """Every kind of fault, more of each in a larger sample."""
    return dict.fromkeys(FAULTS, max(1, children // 500))


def put(draft: Draft, wanted: Mapping[str, int]) -> dict[str, int]:
    """Put the faults into the rows; returns how many of each there was room for.

    Raises:
        UnknownChoiceError: there is no such kind of fault.
    """
    for code in wanted:
        if code not in FAULTS:
            raise UnknownChoiceError(code, nearest(code, FAULTS))
    return {code: fault.apply(draft, wanted[code]) for code, fault in FAULTS.items() if wanted.get(code)}
