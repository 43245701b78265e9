"""Write what was reported of a promise into the ledger."""

from __future__ import annotations

import datetime as dt
from typing import Any

from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.minutes.bodies import as_body
from stunting.minutes.reading import last_of_each
from stunting.minutes.recording import Writer
from stunting.minutes.typed import MinutesError
from stunting.promises.book import Promise
from stunting.promises.reports import FORM, REPORT_OF, Report, checked_report


def record_report(
    ledger: Ledger,
    promise: Promise,
    report: Report,
    *,
    by: Writer,
    corrects: int | None = None,
    today: dt.date | None = None,
) -> Entry:
    """Write a report; corrects names the report of the same promise that this one replaces.

    Raises:
        MinutesError: something in it cannot be kept, it says what was said already, or there is nothing to correct.
        LedgerError: the ledger cannot be written.
    """
    found = checked_report(report, since=promise.meeting.date, today=today or dt.date.today())
    twin = next((one for one in promise.reports if one.record == found), None)
    if twin is not None:
        raise MinutesError(_("Kabar ini sudah dicatat sebagai nomor {seq}. Ubah isinya, atau biarkan.", seq=twin.seq))
    return _append(ledger, promise, as_body(found), by=by, corrects=corrects)


def withdraw_report(ledger: Ledger, promise: Promise, *, seq: int, by: Writer) -> Entry:
    """Take a report back; it stays in the ledger.

    Raises:
        MinutesError: there is no reason, or no such report.
        LedgerError: the ledger cannot be written.
    """
    return _append(ledger, promise, None, by=by, corrects=seq)


def _append(ledger: Ledger, promise: Promise, record: Any, *, by: Writer, corrects: int | None) -> Entry:
    kind, subject = REPORT_OF[promise.kind], promise.meeting.area_code
    if corrects is not None:
        if not by.reason.strip():
            raise MinutesError(_("Tulis dulu alasan perbaikannya, misalnya “Salah ketik rupiah”."))
        if corrects not in {one.seq for one in promise.reports}:
            raise MinutesError(
                _("Kabar nomor {corrects} bukan kabar janji ini. Pilih kabar yang diperbaiki.", corrects=corrects)
            )
        # Another window may have corrected it since it was shown.
        standing = {
            last.seq for _first, last in last_of_each(ledger.entries(kind=kind, subject=subject, newest_first=False))
        }
        if corrects not in standing:
            raise MinutesError(
                _(
                    "Kabar nomor {corrects} sudah diganti dari jendela lain. Muat ulang, lalu perbaiki.",
                    corrects=corrects,
                )
            )
    return ledger.append(
        kind=kind,
        subject=subject,
        author=by.author,
        role=by.role,
        reason=by.reason,
        release_id="",
        body={"form": FORM, "meeting_id": promise.meeting.id, "promise_seq": promise.first, "record": record},
        corrects=corrects,
    )
