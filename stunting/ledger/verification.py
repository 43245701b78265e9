"""Whether the chain of the ledger is whole, and where it is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from stunting import formats
from stunting.ledger.anchor import Anchor
from stunting.ledger.entries import START, Entry

RESTORE = "Bandingkan dengan cadangan buku."


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What a reading of the whole chain found.

    entry_n:    entries that were read
    broken_seq: number of the first entry that is missing, changed or not tied to the one before; None when sound
    """

    is_sound: bool
    entry_n: int
    broken_seq: int | None
    sentence: str


def verified(entries: Iterable[Entry], anchor: Anchor | None) -> Verification:
    """Read the chain from its start; the anchor is the last entry that was known before the reading began."""
    last, last_sha256, entry_n = 0, START, 0
    first: tuple[int, str] | None = None
    anchored = ""
    for entry in entries:
        entry_n += 1
        first = first or _break(entry, last + 1, last_sha256)
        last, last_sha256 = entry.seq, entry.sha256
        if anchor is not None and entry.seq == anchor.seq:
            anchored = entry.sha256
    if first is None and anchor is not None and anchored != anchor.sha256:
        first = _lost(last, anchor)
    if first is not None:
        seq, sentence = first
        return Verification(is_sound=False, entry_n=entry_n, broken_seq=seq, sentence=f"{sentence} {RESTORE}")
    whole = Verification(is_sound=True, entry_n=entry_n, broken_seq=None, sentence="Buku utuh: belum ada catatan.")
    if not entry_n:
        return whole
    said = f"Buku utuh: {formats.number(entry_n)} catatan, tidak ada yang diubah sesudah ditulis."
    if anchor is None:
        said += " Berkas jangkar tidak ada, jadi catatan terakhir yang dihapus tidak akan ketahuan."
    return replace(whole, sentence=said)


def _break(entry: Entry, expected: int, previous_sha256: str) -> tuple[int, str] | None:
    """The number and the sentence of a break at this entry."""
    if not entry.is_typed:
        return expected, f"Catatan nomor {expected} diubah sesudah ditulis."
    if entry.seq > expected:
        lost = str(expected) if entry.seq == expected + 1 else f"{expected} sampai {entry.seq - 1}"
        return expected, f"Catatan nomor {lost} hilang dari buku."
    if entry.seq < expected:
        return entry.seq, f"Catatan nomor {entry.seq} disisipkan ke dalam buku."
    if entry.sha256 != entry.computed_sha256:
        return entry.seq, f"Catatan nomor {entry.seq} diubah, ditukar, atau disisipkan sesudah buku ditulis."
    if entry.previous_sha256 != previous_sha256:
        before = f"catatan nomor {entry.seq - 1}" if entry.seq > 1 else "awal buku"
        return (
            entry.seq,
            f"Kaitan catatan nomor {entry.seq} dengan {before} putus: salah satunya diganti atau disisipkan.",
        )
    return None


def _lost(last: int, anchor: Anchor) -> tuple[int, str]:
    """A chain that is whole in itself, but is not the one that was anchored."""
    if last < anchor.seq:
        tail = str(anchor.seq) if last + 1 == anchor.seq else f"{last + 1} sampai {anchor.seq}"
        return last + 1, f"Akhir buku terpotong: catatan nomor {tail} pernah ada dan sekarang hilang."
    return anchor.seq, f"Catatan nomor {anchor.seq} bukan lagi yang dahulu ditulis: akhir buku pernah dipotong."
