"""What is said at the start of the dashboard when a book is not whole."""

from __future__ import annotations

import typer

from stunting.paths import Layout


def say_what_is_broken(layout: Layout) -> None:
    """One sentence per broken link, for the person at the keyboard; nothing while both books are whole."""
    for sentence in broken(layout):
        typer.echo(sentence, err=True)


def broken(layout: Layout) -> list[str]:
    """The sentences about the ledger and, where there is one, the casebook."""
    from stunting.cases.casebook import casebook_place, has_casebook
    from stunting.errors import LedgerError
    from stunting.ledger.books import place_of
    from stunting.ledger.standing import standing

    said = []
    for find in (place_of, *((casebook_place,) if has_casebook(layout) else ())):
        try:
            place = find(layout)
            found = standing(place)
        except LedgerError as refused:
            said.append(f"PERINGATAN: {refused}")
            continue
        said += [f"PERINGATAN, {place.book.noun} tidak utuh: {one.sentence} {one.detail}" for one in found.breaks]
        if found.breaks:
            command = place.book.restoring
            said.append(f"Pulihkan cadangan dengan `{command}`; jangan hapus berkasnya.")
    return said
