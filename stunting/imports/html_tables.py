"""HTML tables that a web program sends as "Excel": the .xls that Excel opens with a warning."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from stunting.errors import ImportRefusedError
from stunting.languages import Sentence

MOST_CELLS = 6_000_000
MOST_BYTES = 256 * 1024**2
LONGEST_CELL = 4000
WIDEST_SPAN = 400


def rows_of(blocks: Iterator[str], *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of all tables of the page, one after the other; merged cells stand in their first column.

    Raises:
        ImportRefusedError: more cells than a district has.
    """
    parser = _Tables()
    number = cells = 0
    for block in blocks:
        parser.feed(block)
        for row in parser.taken():
            number += 1
            cells += len(row)
            if cells > MOST_CELLS:
                raise ImportRefusedError(
                    Sentence("{name} terlalu besar untuk tabel HTML; simpan sebagai CSV, lalu impor itu.", name=name)
                )
            yield number, row
    parser.close()
    for row in parser.taken():
        number += 1
        yield number, row


class _Tables(HTMLParser):
    """Collects the cells of `tr`; whatever is not a cell is dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._span = 1

    def taken(self) -> list[list[str]]:
        done, self._done = self._done, []
        return done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
            written = dict(attrs).get("colspan") or "1"
            self._span = min(int(written), WIDEST_SPAN) if written.isdecimal() and len(written) < 6 else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            text = " ".join("".join(self._cell).split())[:LONGEST_CELL]
            self._row += [text, *[""] * (max(self._span, 1) - 1)]
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            self._done.append(self._row)
        self._row = None
