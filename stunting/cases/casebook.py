"""The casebook (buku kasus): a journal of the restricted store, append-only and hash-chained like the ledger.

It holds cases, audits, workshops, and placements with foster parents. A child is only its key; officers are named with
their office.
"""

from __future__ import annotations

from stunting.imports import private_files
from stunting.ledger import Ledger
from stunting.ledger.books import CASEBOOK, Place, place_of_file
from stunting.paths import Layout

FOLDER, FILE = "kasus", "kasus.sqlite"


def casebook_place(layout: Layout) -> Place:
    """Where the casebook of an installation is. It never leaves the machine, whatever `STUNTING_LEDGER` says."""
    folder = private_files.make_folder(private_files.make_folder(layout.restricted) / FOLDER)
    return place_of_file(folder / FILE, CASEBOOK)


def has_casebook(layout: Layout) -> bool:
    """Whether there is one, or was: then its anchor is still there."""
    file = layout.restricted / FOLDER / FILE
    return file.exists() or file.with_suffix(".jangkar").exists()


def open_casebook(layout: Layout) -> Ledger:
    """The casebook of an installation; a new one is made when there is none.

    Raises:
        LedgerError: it cannot be reached, is damaged, or was made by a newer program.
    """
    return Ledger.at(casebook_place(layout))
