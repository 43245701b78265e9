"""The casebook (buku kasus): a journal of the restricted store, append-only and hash-chained like the ledger.

It holds cases, audits, workshops, and placements with foster parents. A child is only its key; officers are named with
their office.
"""

from __future__ import annotations

from stunting.imports import private_files
from stunting.ledger import Ledger
from stunting.paths import Layout

FOLDER, FILE = "kasus", "kasus.sqlite"


def open_casebook(layout: Layout) -> Ledger:
    """The casebook of an installation; a new one is made when there is none. It never leaves the machine.

    Raises:
        LedgerError: it cannot be reached, is damaged, or was made by a newer program.
    """
    folder = private_files.make_folder(private_files.make_folder(layout.restricted) / FOLDER)
    return Ledger.of_file(folder / FILE)
