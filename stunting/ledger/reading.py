"""Rows of the table as entries, in the order of the chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from stunting.ledger import engines, refusals
from stunting.ledger.books import Book
from stunting.ledger.entries import Entry
from stunting.ledger.schema import ENTRY
from stunting.ledger.verification import Verification, verified

# Other column names than the fields have: the text of the body is one of several ways to see it.
COLUMNS = [ENTRY.c.body.label("body_json") if one is ENTRY.c.body else one for one in ENTRY.c]
NAMES = tuple(one.name for one in COLUMNS)


def verify_copy(file: Path, book: Book) -> Verification:
    """What the chain of a backup says by itself; the file stays as it is.

    Raises:
        LedgerError: it cannot be read.
    """
    engine = engines.reading_engine(file)
    try:
        with engine.connect() as connection:
            return verified(in_order(connection), None, book=book)
    except SQLAlchemyError as error:
        raise refusals.refusal(error, book=book) from error


def in_order(connection: Connection) -> Iterator[Entry]:
    """Every entry from the first; one at a time, so that the row that cannot be read can be named."""
    for row in connection.execute(select(*COLUMNS).order_by(ENTRY.c.seq)):
        yield entry_of(row)


def rows(connection: Connection) -> Iterator[dict[str, Any]]:
    """Every row of the table as it stands there, from the first."""
    for row in connection.execute(select(ENTRY).order_by(ENTRY.c.seq)):
        yield dict(row._mapping)


def entry_of(row: Row[Any]) -> Entry:
    return Entry(**dict(zip(NAMES, row, strict=True)))
