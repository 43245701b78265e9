"""Everything that a berita acara prints, as one list of short texts: its files place them, its hash is taken over them.

Each text has a place ("Komitmen, baris 3, kolom Target"), so that a difference can be named. The texts are Indonesian
for every reader; a place is said in the reader's language, around the headings of the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from stunting.exports.tables import SAMPLE
from stunting.languages import _
from stunting.ledger.entries import canonical
from stunting.minutes.records import Signer

FORM = 1
# Stands before the hashed text, so that a later way of writing it cannot be mistaken for this one.
MARK = "stunting-berita-acara-1\n"  # no text
BLANK = "." * 40
NUMBER, NIP = "Nomor: ", "NIP "  # no text


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph. label: printed in bold before it."""

    where: str
    text: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows as printed; the number of the row is their first cell. widths: shares of the width."""

    where: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    right: tuple[int, ...] = ()


Block = Heading | Line | Table
BLOCKS: dict[str, type] = {"judul": Heading, "kalimat": Line, "tabel": Table}


@dataclass(frozen=True, kw_only=True)
class Content:
    """One berita acara.

    letterhead:  lines of the head, without empty ones
    number:      of the letter; "" leaves a dotted line
    lokus_seqs:  numbers of the decided lists in it
    """

    meeting_id: str
    area_code: str
    release_id: str
    lokus_seqs: tuple[int, ...]
    is_sample: bool
    letterhead: tuple[str, ...]
    title: str
    number: str
    blocks: tuple[Block, ...]
    signers: tuple[Signer, ...]

    @property
    def sha256(self) -> str:
        """Hash of every text and of what the minutes are about."""
        return hashlib.sha256((MARK + canonical(as_body(self))).encode("utf-8")).hexdigest()

    @property
    def sample(self) -> str:
        """The words on every page of sample data; "" for real data."""
        return SAMPLE if self.is_sample else ""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What ties a document to its entry in the ledger: number and id of the entry, hash of the content."""

    seq: int
    id: str
    sha256: str

    @property
    def code(self) -> str:
        """For reading aloud: "7F3A-91C2-0B4D"."""
        first = self.sha256[:12].upper()
        return "-".join(first[at : at + 4] for at in (0, 4, 8))

    @property
    def link(self) -> str:
        """What the QR says."""
        return f"stunting:ba:{self.id}:{self.sha256[:32]}"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines beside the QR."""
        return (
            f"Kode periksa: {self.code}",  # no text
            f"Catatan buku nomor {self.seq}",  # no text
            self.link,
            f"sha256: {self.sha256[:32]} {self.sha256[32:]}",  # no text
        )


@dataclass(frozen=True, kw_only=True)
class Item:
    """One printed text.

    is_open: dots that may be filled in by hand; before: the words in front of the dots
    head:    the heading of its table, which is repeated where a page begins with this row
    """

    where: str
    text: str
    is_open: bool = False
    before: str = ""
    head: tuple[str, ...] = ()


def foot(content: Content, proof: Proof) -> str:
    """The words at the foot of every page."""
    release = content.release_id or "tidak dicatat"  # no text
    return f"{content.title}. Rilis data {release}. Kode periksa {proof.code}."  # no text


def items(content: Content, proof: Proof) -> tuple[Item, ...]:
    """Every text in the order of the document."""
    return tuple(_items(content, proof))


def signature_items(number: int, signer: Signer) -> tuple[Item, ...]:
    """Title, name and NIP of who signs; the NIP is a dotted line only where the name is one too."""
    found = [
        Item(where=_("Tanda tangan {number}, jabatan", number=number), text=f"{signer.title},"),
        Item(where=_("Tanda tangan {number}, nama", number=number), text=signer.name or BLANK, is_open=not signer.name),
    ]
    if signer.nip or not signer.name:
        text = f"{NIP}{signer.nip or BLANK}"
        found.append(
            Item(
                where=_("Tanda tangan {number}, NIP", number=number),
                text=text,
                is_open=not signer.nip,
                before=NIP.strip(),
            )
        )
    return tuple(found)


def number_item(content: Content) -> Item:
    """The line of the number of the letter."""
    text = f"{NUMBER}{content.number or BLANK}"
    return Item(where=_("Nomor"), text=text, is_open=not content.number, before=NUMBER.strip())


def as_body(content: Content) -> dict[str, Any]:
    """The content as JSON knows it."""
    named = {cls: name for name, cls in BLOCKS.items()}
    blocks = [{"jenis": named[type(one)], **asdict(one)} for one in content.blocks]
    return {"form": FORM, **asdict(content), "blocks": blocks}


def from_body(body: Mapping[str, Any]) -> Content:
    """The content of a JSON body.

    Raises:
        KeyError, TypeError, ValueError: the body is none.
    """
    if body["form"] != FORM:
        raise ValueError("another form")
    given = {name: value for name, value in body.items() if name != "form"}
    return Content(
        **{
            **given,
            "lokus_seqs": tuple(body["lokus_seqs"]),
            "letterhead": tuple(body["letterhead"]),
            "blocks": tuple(_block(one) for one in body["blocks"]),
            "signers": tuple(Signer(**one) for one in body["signers"]),
        }
    )


def _block(body: Mapping[str, Any]) -> Block:
    given = {name: value for name, value in body.items() if name != "jenis"}
    if body["jenis"] == "tabel":
        given["rows"] = tuple(tuple(row) for row in body["rows"])
        given.update({name: tuple(body[name]) for name in ("head", "widths", "right")})
    return BLOCKS[body["jenis"]](**given)


def _items(content: Content, proof: Proof) -> Iterator[Item]:
    for number, text in enumerate(content.letterhead, start=1):
        yield Item(where=_("Kop surat, baris {number}", number=number), text=text)
    yield Item(where=_("Judul"), text=content.title)
    yield number_item(content)
    for block in content.blocks:
        if isinstance(block, Heading):
            yield Item(where=_("Judul bagian “{part}”", part=block.text), text=block.text)
        elif isinstance(block, Line):
            yield Item(where=block.where, text=f"{block.label} {block.text}".strip())
        else:
            yield from _cells(block)
    for number, signer in enumerate(content.signers, start=1):
        yield from signature_items(number, signer)
    for number, text in enumerate(proof.lines, start=1):
        yield Item(where=_("Pengaman, baris {number}", number=number), text=text)


def _cells(table: Table) -> Iterator[Item]:
    for heading in table.head:
        yield Item(where=_("{table}, kepala kolom {heading}", table=table.where, heading=heading), text=heading)
    for number, row in enumerate(table.rows, start=1):
        for at, (heading, text) in enumerate(zip(table.head, row, strict=True)):
            where = _("{table}, baris {number}, kolom {heading}", table=table.where, number=number, heading=heading)
            yield Item(where=where, text=text, head=() if at else table.head)
