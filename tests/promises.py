"""Promises made by hand for tests: invented offices and figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stunting.ledger import Ledger
from stunting.minutes.recording import record_item, record_meeting
from stunting.minutes.records import Commitment, FollowUp
from stunting.promises.book import Promise, book_of
from stunting.promises.recording import record_report
from stunting.promises.reports import Report, Status
from tests.meetings import BY, MEETING

TODAY = dt.date(2026, 11, 20)
COMMITMENTS = (
    Commitment(
        text="Menimbang semua balita di desa lokus", institution="Dinas Kesehatan", target="Cakupan 95%",
        deadline=dt.date(2026, 8, 31), budget_source="APBD 2026", budget_rp=150_000_000,
        signatory="Kepala Dinas Kesehatan", signatory_name="Rina Wulandari",
    ),
    Commitment(text="Membangun 40 jamban keluarga", institution="Dinas PUPR", deadline=dt.date(2026, 12, 31)),
    Commitment(text="Menyalurkan telur tiap pekan", signatory="Camat Kejayan", target="120 keluarga"),
    Commitment(text="Melatih kader posyandu", institution="dinas kesehatan", deadline=dt.date(2026, 6, 30)),
    Commitment(text="Membuka dapur sehat", institution="TP PKK", deadline=dt.date(2026, 10, 31)),
)  # fmt: skip
FOLLOW_UP = FollowUp(
    activity="Kunjungan rumah keluarga berisiko", implementer="TPK", person_in_charge="Camat Kejayan",
    when="Maret 2026, minggu ke-2", note="513 keluarga",
)  # fmt: skip


def report(status: Status = Status.RUNNING, day: dt.date = dt.date(2026, 9, 1), **changes) -> Report:
    return Report(**{"status": status, "day": day, "reporter": "Dinas Kesehatan", **changes})


def promised(ledger: Ledger, *items: Commitment | FollowUp, meeting=MEETING) -> tuple[Promise, ...]:
    """A meeting with these promises, as the ledger has them."""
    record_meeting(ledger, meeting, by=BY)
    for one in items:
        record_item(ledger, meeting, one, by=BY)
    return tuple(one for one in book_of(ledger).promises if one.meeting.id == meeting.id)


def told(ledger: Ledger, promise: Promise, *reports: Report, today: dt.date = TODAY) -> Promise:
    """The promise after these reports."""
    for one in reports:
        record_report(ledger, promise, one, by=BY, today=today)
    found = book_of(ledger).promise(promise.first)
    assert found is not None
    return found


def write_board(ledger: Ledger, *, meeting=MEETING) -> None:
    """Five commitments, one in each state on TODAY: late, running, silent, kept (late), cancelled; and an RTL."""
    _, running, _, kept, cancelled, _ = promised(ledger, *COMMITMENTS, FOLLOW_UP, meeting=meeting)
    told(ledger, running, report(realised="18 jamban", realised_rp=90_000_000, reporter="Dinas PUPR"))
    told(
        ledger,
        kept,
        report(Status.NOT_YET, dt.date(2026, 5, 12)),
        report(Status.KEPT, dt.date(2026, 7, 12), realised="64 kader", evidence="Daftar hadir"),
    )
    told(ledger, cancelled, report(Status.CANCELLED, realised="Dananya dialihkan", reporter="TP PKK"))


def other(area_code: str, day: dt.date, **changes):
    """The meeting of another area and day."""
    return replace(MEETING, id=f"rembuk-{area_code}-{day:%Y%m%d}", area_code=area_code, date=day, started=None,
                   ended=None, **changes)  # fmt: skip
