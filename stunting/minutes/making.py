"""From a meeting in the ledger to its files: the facts of its release, the letterhead, the entry, DOCX and PDF."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from stunting import letterhead_store, queries, releases
from stunting.errors import StuntingError
from stunting.geography import Register
from stunting.languages import _
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead
from stunting.minutes import issuing, reading
from stunting.minutes.document import content_of
from stunting.minutes.docx_file import to_docx
from stunting.minutes.issuing import Issued
from stunting.minutes.pdf_file import to_pdf
from stunting.minutes.recording import Writer
from stunting.minutes.records import Meeting, Minutes, ReleaseFacts
from stunting.minutes.release_facts import release_facts
from stunting.minutes.typed import MinutesError
from stunting.paths import Layout

REGISTER = Path("wilayah") / "wilayah.parquet"


@dataclass(frozen=True, kw_only=True)
class Made:
    """A berita acara as two files; gaps: sentences about what is missing in the minutes."""

    issued: Issued
    docx: bytes
    pdf: bytes
    gaps: tuple[str, ...]

    @property
    def file_stem(self) -> str:
        """See the function of this name."""
        return file_stem(self.issued)


def file_stem(one: Issued) -> str:
    """ "berita-acara-rembuk-3514-20260226-nomor-12"; sample data say so."""
    sample = "DATA-CONTOH-" if one.content.is_sample else ""
    return f"{sample}berita-acara-{one.content.meeting_id}-nomor-{one.entry.seq}"


def minutes_and_register(layout: Layout, ledger: Ledger, meeting_id: str) -> tuple[Minutes, Register]:
    """The minutes with the facts of the release that was shown, and the areas of that release.

    Where the release is gone or damaged, the minutes say so and the areas are those of the raw data.

    Raises:
        MinutesError: there is no such meeting.
        LedgerError: the ledger cannot be read.
    """
    meeting = reading.written_meeting(ledger, meeting_id).record
    facts, register = _of_release(layout, meeting)
    return reading.minutes_of(ledger, meeting_id, facts), register or Register.from_parquet(layout.raw / REGISTER)


def make(layout: Layout, ledger: Ledger, meeting_id: str, *, by: Writer) -> Made:
    """Write the berita acara of a meeting into the ledger, and give its files.

    The same content again gives the entry that is there, with the same code.

    Raises:
        MinutesError: there is no such meeting, or its area is unknown.
        LedgerError: the ledger cannot be written.
    """
    minutes, register = minutes_and_register(layout, ledger, meeting_id)
    kept = letterhead_store.read(layout.additions, minutes.meeting.area_code[:4])
    letterhead = kept or Letterhead()
    content = content_of(minutes, register=register, letterhead=letterhead)
    return _made(issuing.issue(ledger, content, by=by), letterhead, minutes.gaps)


def again(layout: Layout, ledger: Ledger, seq: int) -> Made:
    """The files of a berita acara as it was issued, also when its release is gone.

    Raises:
        MinutesError: there is no such entry.
    """
    for one in issuing.issued(ledger):
        if one.entry.seq == seq:
            kept = letterhead_store.read(layout.additions, one.content.area_code[:4])
            return _made(one, kept or Letterhead(), ())
    raise MinutesError(
        _("Berita acara nomor {seq} tidak ada di buku. Lihat `python -m stunting minutes list`.", seq=seq)
    )


def _made(one: Issued, letterhead: Letterhead, gaps: tuple[str, ...]) -> Made:
    return Made(
        issued=one,
        docx=to_docx(one.content, one.proof, logo_png=letterhead.logo_png),
        pdf=to_pdf(one.content, one.proof, logo_png=letterhead.logo_png),
        gaps=gaps,
    )


def _of_release(layout: Layout, meeting: Meeting) -> tuple[ReleaseFacts | None, Register | None]:
    if not meeting.release_id:
        return None, None
    with contextlib.suppress(StuntingError):
        opened = releases.open_release(layout, meeting.release_id)
        with opened.database as db:
            register = Register(queries.registered_areas(db))
            if meeting.area_code in register:
                return release_facts(opened, meeting.area_code), register
    return None, None
