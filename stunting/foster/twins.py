"""Anonymous foster parents of a sheet that the casebook knows already.

Their mark in the sheet ("A", or a name) is never stored, so they are known again by their placements: the same child in
the same programme since the same day, with an anonymous foster parent of the same kind.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from stunting.foster.book import Book
from stunting.foster.records import Parent, Placement


@dataclass(kw_only=True)
class Twins:
    """Who was found so far.

    marks: id -> anonymous foster parent as the sheet speaks of it
    found: id of such a mark -> ids of the foster parents of the book with its placements
    taken: id of a placement of the book -> the mark it belongs to; no two marks of a sheet are the same one
    """

    book: Book
    marks: dict[str, Parent] = field(default_factory=dict)
    found: dict[str, set[str]] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)

    def placement(self, *, mark: str, child: str, programme: str, start: dt.date) -> Placement | None:
        """The placement of the book that a row of an anonymous foster parent tells again."""
        said = self.marks.get(mark)
        if said is None:
            return None
        same = [
            one
            for one in self.book.of_child(child)
            if (one.record.programme, one.start) == (programme, start)
            and one.parent.record.is_anonymous
            and one.parent.record.kind == said.kind
            and self.taken.get(one.record.id, mark) == mark
        ]
        if not same:
            return None
        before = self.found.setdefault(mark, set())
        # Where a child has two anonymous ones, the one this mark was found to be before.
        one = next((one for one in same if one.record.parent in before), same[0])
        before.add(one.record.parent)
        self.taken[one.record.id] = mark
        return one.record

    def parent(self, mark: str) -> str:
        """Who a mark is: the only foster parent of the book it was found to be, else itself."""
        found = self.found.get(mark, set())
        return next(iter(found)) if len(found) == 1 else mark
