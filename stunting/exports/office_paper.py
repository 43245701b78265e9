"""A paper of the office on A4: kop, title, facts, tables, forms to fill in by hand, signatures. One content, two files.

A paper with rows about children says on every page that it is for officers alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from stunting.charts.theme import WATERMARK
from stunting.exports import typesetting
from stunting.exports.decree_rows import printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.languages import in_indonesian
from stunting.letterhead import Letterhead

TEMPLATE = Path(__file__).with_name("office_paper.typ")
RESTRICTED = "TERBATAS - hanya untuk petugas"
# Cells of a table with many columns are narrow.
LONGEST_IN_NARROW = 12
DOTS = "." * 36


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title of a part. starts_page: it stands on top of a new page."""

    text: str
    starts_page: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph; label: in bold before it."""

    text: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Pairs of label and value in two columns; a value that is empty is a dotted line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows as printed, numbered by the paper in a first column "No".

    widths: shares of the width, one per column of `head`; right, centre: columns that stand so
    blank_n: further empty rows to fill in by hand
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    right: tuple[int, ...] = ()
    centre: tuple[int, ...] = ()
    blank_n: int = 0

    def __post_init__(self) -> None:
        assert len(self.head) == len(self.widths), "one width per column"
        assert all(len(row) == len(self.head) for row in self.rows), "one cell per column"


Block = Heading | Line | Facts | Table


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signs: an office, and a name where it is known. place: "Kejayan, 12 Maret 2026", above the office."""

    title: str
    name: str = ""
    nip: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What stands on it.

    letterhead:    whose kop it has; fields that are empty are left out
    is_restricted: rows about children are on it
    source:        where its figures come from, under the last block
    """

    letterhead: Letterhead
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    source: str
    release_id: str
    is_restricted: bool
    is_landscape: bool = False
    is_sample: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def stamp(self) -> Stamp:
        """For the name of the file, which says as well that it is restricted."""
        title = f"TERBATAS {self.title}" if self.is_restricted else self.title
        return Stamp(
            title=title,
            subtitle=self.subtitle,
            source=self.source,
            release_id=self.release_id,
            is_sample=self.is_sample,
        )

    @property
    def mark(self) -> str:
        """The words on top of every page; "" for a paper that may be published."""
        return RESTRICTED if self.is_restricted else ""

    @property
    def sample(self) -> str:
        """The words on every page of sample data; "" for real data."""
        return SAMPLE if self.is_sample else ""

    @property
    def head_lines(self) -> tuple[str, ...]:
        """The lines of the kop, without empty ones."""
        known = self.letterhead
        return tuple(clean(line) for line in (known.government, known.office, known.address) if line)

    @property
    def foot(self) -> str:
        """Under every page."""
        return clean(f"{self.title}. Rilis data {self.release_id}.")


@in_indonesian
def to_pdf(paper: Paper) -> bytes:
    """Tagged; the head of a table is repeated on every page."""
    return typesetting.pdf(TEMPLATE, sheet(paper))


@in_indonesian
def to_png_pages(paper: Paper, *, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, sheet(paper), ppi=ppi)


def clean(text: str, *, longest: int = 60) -> str:
    """A typed text as one line of signs that can be printed, with places to break an endless word."""
    return breakable(printable(text), longest=longest)


@in_indonesian
def sheet(paper: Paper) -> dict[str, object]:
    """What the template places."""
    return {
        "title": clean(paper.title),
        "subtitle": clean(paper.subtitle),
        "letterhead": list(paper.head_lines),
        "logo": list(paper.letterhead.logo_png) if paper.letterhead.logo_png else None,
        "is_landscape": paper.is_landscape,
        "mark": paper.mark,
        "sample": paper.sample,
        "watermark": WATERMARK if paper.is_sample else "",
        "blocks": [_block(one) for one in paper.blocks],
        "signatures": [_signature(one) for one in paper.signatures],
        "source": clean(paper.source),
        "notes": [clean(one) for one in paper.notes],
        "foot": paper.foot,
    }


def signature_lines(one: Signature) -> tuple[str, str, str, str]:
    """Place, office, name or dots, NIP."""
    return clean(one.place), clean(one.title), clean(one.name) or DOTS, f"NIP {clean(one.nip)}" if one.nip else ""


def _signature(one: Signature) -> dict[str, str]:
    place, title, name, nip = signature_lines(one)
    return {"place": place, "title": title, "name": name, "nip": nip}


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": clean(block.text), "starts_page": block.starts_page}
    if isinstance(block, Line):
        return {"kind": "line", "label": clean(block.label), "text": clean(block.text)}
    if isinstance(block, Facts):
        return {"kind": "facts", "rows": [[clean(label), clean(value)] for label, value in block.rows]}
    longest = LONGEST_IN_CELL if len(block.head) < 6 else LONGEST_IN_NARROW
    return {
        "kind": "table",
        "head": list(block.head),
        "widths": list(block.widths),
        "right": list(block.right),
        "centre": list(block.centre),
        "rows": [[clean(cell, longest=longest) for cell in row] for row in block.rows],
        "blank_n": block.blank_n,
    }
