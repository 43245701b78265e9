"""A berita acara is written into the ledger before it is printed: its content, and the hash that it carries."""

from __future__ import annotations

from dataclasses import dataclass

from stunting.ledger import Entry, Ledger
from stunting.minutes.content import Content, Proof, as_body, from_body
from stunting.minutes.kinds import ISSUED
from stunting.minutes.reading import unreadable
from stunting.minutes.recording import Writer

FORM = 1
AGAIN = "Dicetak ulang dengan isi yang berubah."


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A berita acara as it stands in the ledger; is_new: it was written just now."""

    entry: Entry
    content: Content
    proof: Proof
    is_new: bool = False


def issue(ledger: Ledger, content: Content, *, by: Writer) -> Issued:
    """Write the content into the ledger; the same content again gives the entry that is there.

    Raises:
        LedgerError: the ledger cannot be written.
    """
    earlier = issued(ledger, meeting_id=content.meeting_id)
    if earlier and earlier[0].content == content:
        return earlier[0]
    entry = ledger.append(
        kind=ISSUED,
        subject=content.area_code,
        author=by.author,
        role=by.role,
        reason=by.reason or (AGAIN if earlier else ""),
        release_id=content.release_id,
        body={
            "form": FORM,
            "meeting_id": content.meeting_id,
            "sha256": content.sha256,
            "content": as_body(content),
        },
        corrects=earlier[0].entry.seq if earlier and earlier[0].entry.subject == content.area_code else None,
    )
    return Issued(entry=entry, content=content, proof=_proof(entry, content), is_new=True)


def issued(ledger: Ledger, *, meeting_id: str | None = None) -> tuple[Issued, ...]:
    """Every berita acara of the ledger, or of one meeting, newest first.

    Raises:
        MinutesError: an entry was changed into something else.
        LedgerError: the ledger cannot be read.
    """
    entries = ledger.entries(kind=ISSUED)
    return tuple(read(one) for one in entries if meeting_id in (None, one.body.get("meeting_id")))


def read(entry: Entry) -> Issued:
    """A berita acara of an entry.

    Raises:
        MinutesError: the entry, or the hash in it, was changed.
    """
    try:
        content = from_body(entry.body["content"])
        is_whole = content.sha256 == entry.body["sha256"] and entry.computed_sha256 == entry.sha256
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(entry) from error
    if not is_whole:
        raise unreadable(entry)
    return Issued(entry=entry, content=content, proof=_proof(entry, content))


def _proof(entry: Entry, content: Content) -> Proof:
    return Proof(seq=entry.seq, id=entry.id, sha256=content.sha256)
