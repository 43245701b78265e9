"""An entry that is to be written: what somebody typed, checked and cleaned."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stunting.errors import LedgerError
from stunting.languages import N_, Sentence
from stunting.ledger.entries import Entry, canonical
from stunting.typed_texts import one_line, several_lines

KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_NAME, LONGEST_REASON, LONGEST_BODY = 120, 2_000, 2_000_000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An entry that is to be written; the fields as `Ledger.append` takes them."""

    kind: str
    subject: str
    author: str
    reason: str
    release_id: str
    body: Mapping[str, Any]
    role: str = ""
    corrects: int | None = None


def open_entry(draft: Draft) -> Entry:
    """The entry of a draft, without number and hash yet.

    Raises:
        LedgerError: the author is missing, or something is too long.
        TypeError, ValueError: the body has no JSON form; NaN has none.
    """
    if not KIND.fullmatch(draft.kind):
        raise ValueError(f"{draft.kind!r} is no kind of entry")
    entry = Entry(
        seq=0,
        id=str(uuid.uuid4()),
        kind=draft.kind,
        subject=_line(draft.subject, N_("Wilayah")),
        written_at="",
        author=_line(draft.author, N_("Nama")),
        role=_line(draft.role, N_("Jabatan")),
        reason=_not_too_long(several_lines(draft.reason), N_("Alasan"), LONGEST_REASON),
        release_id=_line(draft.release_id, N_("Rilis")),
        body_json=_body(draft.body),
        corrects_seq=draft.corrects,
        previous_sha256="",
    )
    if not entry.author:
        raise LedgerError(Sentence("Tulis dulu nama yang mencatat; buku tidak menerima catatan tanpa nama."))
    return entry


def _line(text: str, noun: str) -> str:
    return _not_too_long(one_line(text), noun, LONGEST_NAME)


def _not_too_long(text: str, noun: str, longest: int) -> str:
    if len(text) > longest:
        raise LedgerError(
            Sentence(
                "{noun} terlalu panjang. Tulis paling banyak {longest} huruf.", noun=Sentence(noun), longest=longest
            )
        )
    return text


def _body(body: Mapping[str, Any]) -> str:
    text = canonical(dict(body))
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise LedgerError(Sentence("Catatan memuat tanda yang tidak dapat disimpan. Tulis ulang teksnya.")) from error
    if size > LONGEST_BODY:
        raise LedgerError(Sentence("Catatan terlalu besar untuk buku. Ringkas isinya."))
    return text
