"""Two people change the same record at once: what each of them changed is kept, and what both changed is named."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

T = TypeVar("T")


def merged(begun: T, mine: T, standing: T) -> tuple[T, tuple[str, ...]]:
    """The standing record with what `mine` changed since `begun`, and the names of the fields that both changed.

    In a field that both changed differently, mine is taken; nothing is lost, for the casebook keeps every entry.
    """
    changed: dict[str, Any] = {}
    clashes = []
    for one in fields(begun):  # type: ignore[arg-type]
        was, typed, stands = (getattr(record, one.name) for record in (begun, mine, standing))
        if typed != was:
            changed[one.name] = typed
            if stands not in (was, typed):
                clashes.append(one.name)
    return replace(standing, **changed), tuple(clashes)  # type: ignore[type-var]
