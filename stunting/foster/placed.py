"""Which children have a foster parent now: for the alarm about foster children, and for the effect."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from stunting.cases.casebook import open_casebook
from stunting.foster.book import Book, book_of
from stunting.foster.children import Children
from stunting.foster.effect import Effect, effect_of
from stunting.paths import Layout


def placed_children(layout: Layout, kabupaten: str, *, today: dt.date | None = None) -> dict[str, dt.date]:
    """Key of each child with a foster parent on a day -> first day of its placement.

    Raises:
        LedgerError: the casebook cannot be read.
    """
    found: dict[str, dt.date] = {}
    for one in book_of(open_casebook(layout), kabupaten).active(today or dt.date.today()):
        found[one.record.child] = min(one.start, found.get(one.record.child, one.start))
    return found


def effect(book: Book, children: Children, *, today: dt.date, programme: str = "") -> Effect:
    """What became of the children of one programme or all, each counted from its first placement there."""
    return effect_of(
        _rows(book, children, today=today, programme=programme),
        children.visits,
        ever_placed={one.record.child for one in book.placements},
        today=today,
    )


def _rows(book: Book, children: Children, *, today: dt.date, programme: str) -> pd.DataFrame:
    ages = dict(zip(children.frame["key"], children.frame["age_months"], strict=True))
    rows: dict[str, dict[str, object]] = {}
    for one in book.placements:
        if programme in ("", one.record.programme) and one.start <= today:
            ended = one.ending is not None and one.ending.day <= today
            rows.setdefault(
                one.record.child,
                {
                    "key": one.record.child,
                    "start": pd.Timestamp(one.start),
                    "last_day": pd.Timestamp(one.last_day),
                    "reason": one.ending.reason if one.ending is not None and ended else "",
                    "age_months": ages.get(one.record.child),
                },
            )
    frame = pd.DataFrame(list(rows.values()), columns=["key", "start", "last_day", "reason", "age_months"])
    return frame.astype({"start": "datetime64[s]", "last_day": "datetime64[s]"})
