"""One entry of the ledger, and the hash that ties it to the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from stunting.errors import LedgerError
from stunting.languages import Sentence

# What the first entry is tied to.
START = "0" * 64
# Stands before every hashed text, so that a later way of writing it cannot be mistaken for this one.
FORM = "stunting-buku-1\n"  # no text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One decision or note, as it was written.

    seq:             1, 2, 3, ... without a gap
    id:              UUID, for links
    kind:            what it is about, for example "lokus_dipilih"
    subject:         the area it is about, a code
    written_at:      ISO moment with offset, by the clock of the computer that wrote it
    author, role:    who wrote it and as what, as typed in
    reason:          why
    release_id:      the release whose figures were seen, or ""
    body_json:       the rest, canonical JSON
    corrects_seq:    the earlier entry that this one replaces
    previous_sha256: hash of entry seq - 1
    sha256:          hash of everything above
    """

    seq: int
    id: str
    kind: str
    subject: str
    written_at: str
    author: str
    role: str
    reason: str
    release_id: str
    body_json: str
    corrects_seq: int | None
    previous_sha256: str
    sha256: str = ""

    @property
    def body(self) -> dict[str, Any]:
        """The body as it was given.

        Raises:
            LedgerError: it was changed by hand into something else.
        """
        try:
            body = json.loads(self.body_json)
        except (ValueError, TypeError, RecursionError) as error:
            raise unreadable(self.seq) from error
        if not isinstance(body, dict):
            raise unreadable(self.seq)
        return body

    @property
    def moment(self) -> dt.datetime:
        """When it was written, by the clock of that computer.

        Raises:
            LedgerError: it was changed by hand into something else.
        """
        try:
            return dt.datetime.fromisoformat(self.written_at)
        except (ValueError, TypeError) as error:
            raise unreadable(self.seq) from error

    @property
    def computed_sha256(self) -> str:
        """The hash that these fields have."""
        hashed = {name: getattr(self, name) for name in HASHED}
        return hashlib.sha256((FORM + CANONICAL.encode(hashed)).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def is_typed(self) -> bool:
        """Every field has the type it was written with; SQLite would also keep others."""
        numbers = (self.seq, 0 if self.corrects_seq is None else self.corrects_seq)
        return all(isinstance(getattr(self, name), str) for name in TEXTS) and all(type(one) is int for one in numbers)


HASHED = tuple(one.name for one in fields(Entry) if one.name != "sha256")
TEXTS = tuple(one.name for one in fields(Entry) if one.name not in ("seq", "corrects_seq"))
# Made once: a long ledger is read as a whole when a page opens.
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def unreadable(seq: int) -> LedgerError:
    return LedgerError(
        Sentence(
            "Catatan nomor {seq} di buku tidak dapat dibaca. Jalankan `python -m stunting ledger "
            "verify`, lalu pulihkan cadangan buku.",
            seq=seq,
        )
    )


def canonical(body: Mapping[str, Any]) -> str:
    """JSON with sorted keys and without spaces: equal contents are equal texts.

    Raises:
        TypeError, ValueError: something in it has no JSON form; NaN and infinity have none.
    """
    return CANONICAL.encode(body)
