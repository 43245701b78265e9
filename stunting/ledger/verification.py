"""Whether the chain of the ledger is whole, and where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from stunting import formats
from stunting.languages import Sentence
from stunting.ledger.anchor import Anchor
from stunting.ledger.books import LEDGER, Book
from stunting.ledger.entries import START, Entry
from stunting.typed_texts import one_line

RESTORE = Sentence("Bandingkan dengan cadangan buku.")
# A ledger that was made anew from its first entry would name every one of them.
MOST_BREAKS = 50
LONGEST_WORD = 40


@dataclass(frozen=True, kw_only=True)
class Break:
    """A place where the chain is broken.

    seq:      number of the entry that is missing, changed or not tied to the one before
    sentence: what is wrong there
    detail:   what the ledger says there now, or what is known of the place
    """

    seq: int
    sentence: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What a reading of the whole chain found.

    entry_n:     entries that were read
    broken_seq:  number of the first break; None when sound
    breaks:      all of them in the order of the chain, at most `MOST_BREAKS`
    last_sha256: hash of the last entry as it stands in the ledger, "" without any
    """

    is_sound: bool
    entry_n: int
    broken_seq: int | None
    sentence: str
    breaks: tuple[Break, ...] = ()
    last_sha256: str = ""


def verified(entries: Iterable[Entry], anchor: Anchor | None, *, book: Book = LEDGER) -> Verification:
    """Read the chain from its start; the anchor is the last entry that was known before the reading began."""
    before: Entry | None = None
    breaks: list[Break] = []
    entry_n = 0
    anchored: str | None = None
    for entry in entries:
        entry_n += 1
        if len(breaks) < MOST_BREAKS:
            breaks += _breaks(entry, before)
        before = entry
        if anchor is not None and entry.seq == anchor.seq:
            anchored = entry.sha256
    last = before.seq if before else 0
    if anchor is not None and anchored != anchor.sha256:
        # An anchored entry that was taken from the middle, or changed, was named on the way.
        is_named = last >= anchor.seq and (anchored is None or anchor.seq in {one.seq for one in breaks})
        if not is_named:
            breaks.append(_lost(last, anchor))
    last_sha256 = str(before.sha256) if before else ""
    if breaks:
        return broken(breaks[:MOST_BREAKS], entry_n=entry_n, last_sha256=last_sha256)
    if not entry_n:
        said = Sentence("{noun} utuh: belum ada catatan.", noun=Sentence(book.noun))
    else:
        said = Sentence(
            "{noun} utuh: {entry_n} catatan, tidak ada yang diubah sesudah ditulis.",
            noun=Sentence(book.noun),
            entry_n=partial(formats.number, entry_n),
        )
        if anchor is None:
            said = Sentence.of(
                said, Sentence("Berkas jangkar tidak ada, jadi catatan terakhir yang dihapus tidak akan ketahuan.")
            )
    return Verification(is_sound=True, entry_n=entry_n, broken_seq=None, sentence=said, last_sha256=last_sha256)


def broken(breaks: list[Break], *, entry_n: int, last_sha256: str = "") -> Verification:
    """What was found when something is wrong."""
    first, *others = breaks
    more = []
    if others:
        listed = _listed([one.seq for one in others])
        more.append(Sentence("Ada {others_n} tempat lain: nomor {listed}.", others_n=len(others), listed=listed))
    return Verification(
        is_sound=False,
        entry_n=entry_n,
        broken_seq=first.seq,
        sentence=Sentence.of(first.sentence, *more, RESTORE),
        breaks=tuple(breaks),
        last_sha256=last_sha256,
    )


def described(entry: Entry) -> str:
    """Number, kind, area and day of an entry, also of one that holds anything; nothing of its content."""
    try:
        moment = entry.moment
        formats.timestamp(moment)
        when: str | Callable[[], str] = partial(formats.timestamp, moment)
    except Exception:  # whatever somebody wrote there
        when = Sentence("waktu yang tidak terbaca ({written_at})", written_at=_word(entry.written_at))
    kind = _word(str(entry.kind).replace("_", " "))
    return Sentence(
        "nomor {seq}, {kind}, wilayah {subject}, {when}",
        seq=_word(entry.seq),
        kind=kind,
        subject=_word(entry.subject),
        when=when,
    )


def _breaks(entry: Entry, before: Entry | None) -> list[Break]:
    """What is wrong at this entry: between it and the one before, then in itself."""
    expected = before.seq + 1 if before else 1
    found = []
    if entry.seq > expected:
        lost = (
            str(expected)
            if entry.seq == expected + 1
            else Sentence("{expected} sampai {seq}", expected=expected, seq=entry.seq - 1)
        )
        around = [Sentence("sebelumnya {before}", before=described(before))] if before else []
        around.append(Sentence("sesudahnya {entry}", entry=described(entry)))
        sentence = Sentence("Catatan nomor {lost} hilang dari buku.", lost=lost)
        found.append(
            Break(
                seq=expected,
                sentence=sentence,
                detail=Sentence("Catatan {around}.", around=Sentence.of(*around, between="; ")),
            )
        )
    said = ""
    if entry.seq < expected:
        said = Sentence("Catatan nomor {seq} disisipkan ke dalam buku.", seq=entry.seq)
    elif not entry.is_typed:
        said = Sentence("Catatan nomor {seq} diubah sesudah ditulis.", seq=entry.seq)
    elif entry.sha256 != entry.computed_sha256:
        said = Sentence("Catatan nomor {seq} diubah, ditukar, atau disisipkan sesudah buku ditulis.", seq=entry.seq)
    elif entry.seq == expected and entry.previous_sha256 != (before.sha256 if before else START):
        tied = Sentence("catatan nomor {seq}", seq=entry.seq - 1) if before else Sentence("awal buku")
        said = Sentence(
            "Kaitan catatan nomor {seq} dengan {tied} putus: salah satunya diganti atau disisipkan.",
            seq=entry.seq,
            tied=tied,
        )
    if said:
        found.append(
            Break(
                seq=entry.seq,
                sentence=said,
                detail=Sentence("Yang tertulis sekarang: {entry}.", entry=described(entry)),
            )
        )
    return found


def _lost(last: int, anchor: Anchor) -> Break:
    """The end of the chain is not the one that was anchored."""
    detail = Sentence(
        "Jangkar mencatat catatan nomor {seq} dengan hash {sha256}.", seq=anchor.seq, sha256=anchor.sha256[:8]
    )
    if last < anchor.seq:
        tail = (
            str(anchor.seq)
            if last + 1 == anchor.seq
            else Sentence("{last} sampai {seq}", last=last + 1, seq=anchor.seq)
        )
        sentence = Sentence("Akhir buku terpotong: catatan nomor {tail} pernah ada dan sekarang hilang.", tail=tail)
        return Break(seq=last + 1, sentence=sentence, detail=detail)
    sentence = Sentence(
        "Catatan nomor {seq} bukan lagi yang dahulu ditulis: akhir buku pernah dipotong.", seq=anchor.seq
    )
    return Break(seq=anchor.seq, sentence=sentence, detail=detail)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return Sentence("{shown}, dan seterusnya", shown=shown) if len(numbers) > 10 else shown


def _word(value: object) -> str:
    """Something of an entry, short and without signs that break a line."""
    text = one_line(value if isinstance(value, str) else str(value))
    return text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…"
