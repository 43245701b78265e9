"""A commitment that stands on paper: of last year, or of a meeting that nobody wrote down here.

It belongs to a meeting like every other. One that is not in the ledger yet is begun with what the paper says of it; the
reason of both entries names the paper, and their moment is the day of the copying.
"""

from __future__ import annotations

from dataclasses import replace

from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.minutes import reading, recording
from stunting.minutes.recording import Writer
from stunting.minutes.records import Commitment, Meeting, checked_meeting, meeting_id
from stunting.minutes.typed import MinutesError, checked
from stunting.typed_texts import one_line

# Stored, and so in the language of the ledger.
COPIED_FROM = "Disalin dari kertas: "  # no text


def new_meeting(ledger: Ledger, meeting: Meeting) -> Meeting:
    """A meeting of the paper under the id of its day.

    Raises:
        MinutesError: the ledger has a meeting of this area, day and kind already.
    """
    found = meeting_id(meeting.area_code, meeting.date, meeting.kind)
    if reading.has_meeting(ledger, found):
        raise MinutesError(_("Rapat dengan wilayah, hari, dan jenis itu sudah ada di buku. Pilih dari daftar rapat."))
    return replace(meeting, id=found)


def record_from_paper(ledger: Ledger, meeting: Meeting, item: Commitment, *, by: Writer, paper: str) -> Entry:
    """Write a commitment from a paper, and its meeting where the ledger has none of this id.

    Raises:
        MinutesError: a text is missing, too long or not printable, or the commitment stands there already.
        LedgerError: the ledger cannot be written.
    """
    if not one_line(paper):
        raise MinutesError(_("Tulis dulu nama kertasnya, misalnya “Komitmen bersama minilok 12 Maret 2025”."))
    # Everything is checked before the first entry is written.
    meeting, item = checked_meeting(meeting), checked(item)
    found = replace(by, reason=f"{COPIED_FROM}{one_line(paper)}")
    if reading.has_meeting(ledger, meeting.id):
        known = reading.minutes_of(ledger, meeting.id).commitments
        twin = next((one for one in known if one.record == item), None)
        if twin is not None:
            raise MinutesError(
                _("Komitmen ini sudah dicatat sebagai nomor {seq}. Ubah kata-katanya, atau biarkan.", seq=twin.seq)
            )
    else:
        recording.record_meeting(ledger, meeting, by=found)
    return recording.record_item(ledger, meeting, item, by=found)
