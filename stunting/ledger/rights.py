"""The door of the books: whose entries may be read, and about which areas one may write.

An entry of the ledger is about an area, its subject. The subject of an entry of the casebook is always a kabupaten, so
whoever may see a part of it passes here, and `cases/reading.py` and `foster/book.py` leave out what lies elsewhere. The
trail is written for everybody by a thread of its own; `access/trail.py` asks who reads it.
"""

from __future__ import annotations

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.geography import COUNTRY
from stunting.ledger.books import CASEBOOK, TRAIL, Book


def readable(book: Book, area_code: str | None) -> tuple[str, ...] | None:
    """The areas whose entries may be read among those of an area; None for all of them.

    Raises:
        AccessDeniedError: there is none.
    """
    asked = area_code or COUNTRY
    if book.mark == TRAIL.mark:
        return None
    if book.mark == CASEBOOK.mark:
        gate.require_part(Thing.CHILDREN, asked)
        return None
    found = gate.require_part(Thing.LEDGER, asked)
    return None if asked in found or COUNTRY in found else found


def require_writing(book: Book, subject: str) -> None:
    """Let an entry about an area pass.

    Raises:
        AccessDeniedError: whoever looks may not write it.
    """
    if book.mark == TRAIL.mark:
        return
    if book.mark == CASEBOOK.mark:
        gate.require_part(Thing.CASES, subject or COUNTRY)
    else:
        gate.require(Thing.LEDGER_WRITING, subject or COUNTRY)
