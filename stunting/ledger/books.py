"""Which book it is, and where it lies: the ledger of an installation, the casebook of its restricted store, or the
trail of who did what (`trails.py`).

All are chains of the same form; the mark in the file keeps a copy of one from being put in the place of another.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from stunting.languages import N_, _
from stunting.ledger import engines
from stunting.paths import Layout

FILE = "buku.sqlite"
VARIABLE = "STUNTING_LEDGER"


@dataclass(frozen=True, kw_only=True)
class Book:
    """One of the three books.

    noun: its name in a sentence; stem: how its copies are named
    mark: `application_id` of its files; files from before the mark have 0
    """

    noun: str
    stem: str
    mark: int

    def in_sentence(self) -> str:
        """Its name inside a sentence, in the reader's language."""
        return _(self.noun).lower()

    @property
    def option(self) -> str:
        """What a command of `ledger` needs behind it to mean this book."""
        return " --casebook" if self.mark == CASEBOOK.mark else ""

    @property
    def restoring(self) -> str:
        """The command that puts a backup back."""
        if self.mark == TRAIL.mark:
            return "python -m stunting audit restore TAHUN BERKAS"  # no text
        return f"python -m stunting ledger restore BERKAS{self.option}"  # no text


LEDGER = Book(noun=N_("Buku"), stem="buku", mark=0x62756B75)
CASEBOOK = Book(noun=N_("Buku kasus"), stem="kasus", mark=0x6B617375)
TRAIL = Book(noun=N_("Jejak akses"), stem="jejak", mark=0x6A656A6B)
BOOKS = (LEDGER, CASEBOOK, TRAIL)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a book lies. anchor_path: the file that remembers its last entry."""

    book: Book
    url: URL
    anchor_path: Path

    @property
    def file(self) -> Path | None:
        """The file of SQLite, None for a server."""
        return engines.file_of(self.url)


def place_of(where: Layout | str) -> Place:
    """Where the ledger of an installation is, or the one at an address.

    Raises:
        LedgerError: `STUNTING_LEDGER` or the address names nothing that can hold a ledger.
    """
    layout = Layout.default() if isinstance(where, str) else where
    written = where if isinstance(where, str) else os.environ.get(VARIABLE)
    url = engines.address(written) if written else URL.create("sqlite", database=str(layout.ledger / FILE))
    return Place(book=LEDGER, url=url, anchor_path=anchor_path(layout, url))


def place_of_file(file: Path, book: Book) -> Place:
    """A book in a file of SQLite, whatever `STUNTING_LEDGER` says."""
    url = URL.create("sqlite", database=str(file))
    return Place(book=book, url=url, anchor_path=file.with_suffix(".jangkar"))


def anchor_path(layout: Layout, url: URL) -> Path:
    """Beside the file; for a server on this computer, so that whoever runs the server cannot move it."""
    file = engines.file_of(url)
    if file is not None:
        return file.with_suffix(".jangkar")
    # Whoever asks, it is the same ledger.
    nobody = URL.create(url.drivername, host=url.host, port=url.port, database=url.database, query=url.query)
    place = hashlib.sha256(nobody.render_as_string().encode("utf-8")).hexdigest()[:12]
    return layout.ledger / f"server-{place}.jangkar"
