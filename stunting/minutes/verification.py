"""Whether a berita acara on paper or disk says what the ledger says, and where it does not.

Protected: every text of the document, with the heads and feet of its pages. Open: the dotted lines (number of the
letter, name and NIP of who signs). Not looked at: pictures, fonts, colours, positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from stunting.charts.theme import WATERMARK
from stunting.languages import N_, _, _n
from stunting.ledger import Ledger
from stunting.minutes import issuing, read_docx, read_pdf
from stunting.minutes.content import foot, items
from stunting.minutes.issuing import Issued
from stunting.minutes.kinds import ATTENDANCE, COMMITMENT, DECISION, FOLLOW_UP, MEETING
from stunting.minutes.matching import END, Difference, Match, Piece, match
from stunting.minutes.typed import MinutesError

LINK = re.compile(r"stunting:ba:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[0-9a-f]{32}")
# Of the texts of a berita acara, how many a document without a known code must have to be held for a changed one.
ALIKE = 0.6
# So many letters of the foot are enough to tell it from other lines.
FOOT_BEGINS = 12
BODY, PASTED = N_("Isi dokumen"), N_("tulisan yang ditempel di atas halaman")
COUNTED = re.compile(r"Halaman \d{1,4} dari \d{1,4}")


class Finding(StrEnum):
    """What a check found."""

    SAME = "sesuai"
    REPLACED = "sudah diganti"
    CHANGED = "berubah"
    UNKNOWN = "tidak dikenal"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer of a check.

    difference: the first place that is not as printed
    issued:     the berita acara of the ledger that the document was compared with
    filled:     dotted lines that were filled in: place and words
    notes:      sentences about what the check does not see or what happened since
    """

    finding: Finding
    sentence: str
    difference: Difference | None = None
    issued: Issued | None = None
    filled: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_genuine(self) -> bool:
        """The document says what was printed; it may have been replaced since."""
        return self.finding in (Finding.SAME, Finding.REPLACED)


@dataclass(frozen=True, kw_only=True)
class _Document:
    docx: read_docx.Reading | None = None
    pdf: read_pdf.Reading | None = None

    @property
    def texts(self) -> list[str]:
        if self.docx is not None:
            return list(self.docx.paragraphs)
        return [line for page in self.pdf.pages for line in page] if self.pdf is not None else []


def verify(content: bytes, ledger: Ledger) -> Verdict:
    """Compare a DOCX or PDF with the ledger; also one that an office program saved again.

    Raises:
        MinutesError: the file cannot be read, or is neither DOCX nor PDF.
        LedgerError: the ledger cannot be read.
    """
    document = _opened(content)
    chain = ledger.verify()
    if not chain.is_sound:
        raise MinutesError(
            _("Berita acara tidak dapat diperiksa terhadap buku yang rusak. {sentence}", sentence=chain.sentence)
        )
    known = issuing.issued(ledger)
    one = _meant(document, known)
    if one is None:
        return Verdict(finding=Finding.UNKNOWN, sentence=_unknown(document))
    found = _compared(document, one)
    if found.difference is not None:
        return Verdict(
            finding=Finding.CHANGED, sentence=_changed(one, found.difference), difference=found.difference, issued=one
        )
    newest = next(other for other in known if other.content.meeting_id == one.content.meeting_id)
    is_newest = newest.entry.seq == one.entry.seq
    return Verdict(
        finding=Finding.SAME if is_newest else Finding.REPLACED,
        sentence=_same(one) if is_newest else _replaced(one, newest),
        issued=one,
        filled=found.filled,
        notes=tuple(_notes(document, one, ledger)),
    )


def _opened(content: bytes) -> _Document:
    if content.startswith(b"PK"):
        return _Document(docx=read_docx.read(content))
    if b"%PDF-" in content[:1024]:
        return _Document(pdf=read_pdf.read(content))
    raise MinutesError(_("Berkas ini bukan DOCX dan bukan PDF. Periksa berkas berita acara yang diterbitkan."))


def _meant(document: _Document, known: Sequence[Issued]) -> Issued | None:
    """The berita acara that the code names; without a known code the one that it looks like."""
    # A long code may be broken into lines.
    named = set(LINK.findall("".join("".join(document.texts).split())))
    for one in known:
        if one.entry.id in named:
            return one
    said = set(document.texts)
    alike = [(_share(one, said), one.entry.seq, one) for one in known]
    best = max(alike, key=lambda found: found[:2], default=None)
    return best[2] if best is not None and best[0] >= ALIKE else None


def _share(one: Issued, said: set[str]) -> float:
    texts = {item.text for item in items(one.content, one.proof)}
    return len(texts & said) / len(texts)


def _compared(document: _Document, one: Issued) -> Match:
    expected = items(one.content, one.proof)
    words = foot(one.content, one.proof)
    if document.docx is not None:
        pieces = [Piece(text=text) for text in document.docx.paragraphs]
        found = match(expected, pieces, are_whole=True)
        margin = _margin_difference(document.docx, words, one.content.sample)
        hidden = next((Difference(where=_(BODY), printed="", found=said) for said in document.docx.untold), None)
        return found if found.difference else Match(difference=margin or hidden, filled=found.filled)
    assert document.pdf is not None
    lines: list[Piece] = []
    wrong: Difference | None = None
    for number, page in enumerate(document.pdf.pages, start=1):
        tail = f"{words} Halaman {number} dari {len(document.pdf.pages)}"  # no text
        inner, problem = _without_margins(page, tail, one.content.sample)
        if problem is not None and wrong is None:
            wrong = replace(problem, where=f"{problem.where} {number}")
        lines += [Piece(text=line, begins_page=at == 0) for at, line in enumerate(inner)]
    found = match(expected, lines, are_whole=False)
    is_of_texts = found.difference is not None and found.difference.where != _(END)
    if wrong is not None and not is_of_texts:
        return Match(difference=wrong)
    if found.difference is None and document.pdf.written_n:
        return Match(difference=Difference(where=_(BODY), printed="", found=_(PASTED)))
    return found


def _margin_difference(reading: read_docx.Reading, words: str, sample: str) -> Difference | None:
    """What is wrong with the heads and feet of a DOCX; the program of the reader counts the pages."""
    has_foot = has_sample = False
    for text in reading.margins:
        if text.startswith(words) and COUNTED.fullmatch(text.removeprefix(words).strip()):
            has_foot = True
        elif sample and text == sample:
            has_sample = True
        else:
            return Difference(where=_("Kepala atau kaki halaman"), printed=words, found=text)
    if not has_foot:
        return Difference(where=_("Kaki halaman"), printed=words, found="")
    if sample and not has_sample:
        return Difference(where=_("Kepala halaman"), printed=sample, found="")
    return None


def _without_margins(page: Sequence[str], words: str, sample: str) -> tuple[list[str], Difference | None]:
    """The lines of a page without its head and foot, and what is wrong with them."""
    lines = list(page)
    wrong = None
    for said in (WATERMARK, sample) if sample else ():
        if lines and lines[0] == said:
            lines.pop(0)
        elif said == sample:
            wrong = Difference(where=_("Kepala halaman"), printed=sample, found=lines[0] if lines else "")
    for at in range(len(lines) - 1, -1, -1):
        tail = " ".join(lines[at:])
        if tail == words:
            return lines[:at], wrong
        if tail[:FOOT_BEGINS] == words[:FOOT_BEGINS]:
            return lines[:at], wrong or Difference(where=_("Kaki halaman"), printed=words, found=tail)
        if len(tail) > 2 * len(words):
            break
    return lines, wrong or Difference(where=_("Kaki halaman"), printed=words, found=" ".join(lines[-2:]))


def _changed(one: Issued, difference: Difference) -> str:
    named = _("berita acara nomor {seq} di buku", seq=one.entry.seq)
    if not difference.found:
        said = _("“{printed}” tidak ada lagi", printed=difference.printed)
    elif not difference.printed:
        said = _("ada tambahan “{found}”", found=difference.found)
    else:
        said = _("tercetak “{printed}”, sekarang “{found}”", printed=difference.printed, found=difference.found)
    return _(
        "Dokumen ini TIDAK sesuai dengan {named}. Perbedaan pertama di {where}: {said}.",
        named=named,
        where=difference.where,
        said=said,
    )


def _same(one: Issued) -> str:
    return _(
        "Dokumen ini sesuai dengan berita acara nomor {seq} di buku ({meeting_id}, kode periksa {code}).",
        seq=one.entry.seq,
        meeting_id=one.content.meeting_id,
        code=one.proof.code,
    )


def _replaced(one: Issued, newest: Issued) -> str:
    said = _(
        "Dokumen ini asli (nomor {seq}), tetapi sudah diganti berita acara nomor {newest}",
        seq=one.entry.seq,
        newest=newest.entry.seq,
    )
    if newest.content.release_id != one.content.release_id:
        said += _(
            "; rilis {before} menjadi {after}",
            before=one.content.release_id or "–",
            after=newest.content.release_id or "–",
        )
    if newest.content.lokus_seqs != one.content.lokus_seqs:
        said += _("; daftar lokus nomor {before} menjadi nomor {after}", before=_numbers(one), after=_numbers(newest))
    return _("{said}. Pakai yang terbaru.", said=said)


def _numbers(one: Issued) -> str:
    return ", ".join(map(str, one.content.lokus_seqs)) or "–"


def _unknown(document: _Document) -> str:
    said = " ".join(document.texts)
    code = LINK.search("".join(said.split()))
    if code is None:
        return _("Dokumen ini tidak memuat kode berita acara dan tidak mirip dengan satu pun di buku ini.")
    release = re.search(r"rilis data ([0-9]{8}-[0-9]{6}-[0-9a-f]{8})", said, flags=re.IGNORECASE)
    printed = _(" Rilis yang tertulis di dalamnya: {release}.", release=release[1]) if release else ""
    return _(
        "Kode dokumen ini tidak ada di buku ini: dicetak dari buku lain, atau kodenya "
        "diubah.{printed} Periksa di komputer yang menerbitkannya.",
        printed=printed,
    )


def _notes(document: _Document, one: Issued, ledger: Ledger) -> Iterator[str]:
    kinds = (MEETING, ATTENDANCE, DECISION, COMMITMENT, FOLLOW_UP)
    later = [
        entry
        for kind in kinds
        for entry in ledger.entries(kind=kind, subject=one.content.area_code)
        if entry.seq > one.entry.seq and entry.body.get("meeting_id") == one.content.meeting_id
    ]
    if later:
        yield _n(
            "Ada {n} catatan rembuk ini yang ditulis sesudah berita acara nomor {seq}.",
            len(later),
            n=len(later),
            seq=one.entry.seq,
        )
    # The QR, and the arms of the government where they are known.
    reading = document.docx or document.pdf
    if reading is not None and reading.picture_n > 1:
        yield _("Dokumen memuat {n} gambar (termasuk kode QR); gambar tidak diperiksa.", n=reading.picture_n)
    if document.pdf is not None and document.pdf.covering_n:
        yield _n(
            "Ada {n} tempelan di atas halaman; yang di bawahnya tidak terlihat.",
            document.pdf.covering_n,
            n=document.pdf.covering_n,
        )
