"""The book of promises for agendas and slides; only an agenda that shows promises opens the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stunting.errors import StuntingError
from stunting.paths import Layout
from stunting.rembuk.agenda import Step

if TYPE_CHECKING:
    from stunting.promises.book import PromiseBook

PAGE, TAB = "komitmen", "Tagih janji"  # no text


def book_for(layout: Layout, steps: Iterable[Step]) -> PromiseBook | None:
    """Every promise of the ledger where one of these steps shows them; None where none does, or it cannot be read."""
    if not any(one.page == PAGE and one.params.get("tab", TAB) == TAB for one in steps):
        return None
    return book_or_none(layout)


def book_or_none(layout: Layout) -> PromiseBook | None:
    """Every promise of the ledger; None where it cannot be read."""
    # SQLAlchemy takes a moment that other agendas need not wait for.
    from stunting.ledger import Ledger
    from stunting.promises.book import book_of

    try:
        return book_of(Ledger.open(layout))
    except StuntingError:
        return None
