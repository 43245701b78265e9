"""A rembuk made by hand for tests: invented figures and names."""

from __future__ import annotations

import datetime as dt

from stunting.geography import Register
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead
from stunting.lokus.decisions import DecidedDesa, DecidedList, Status, record_decision
from stunting.lokus.scenario import PRESETS, Scenario
from stunting.minutes.recording import Writer, record_attendance, record_item, record_meeting
from stunting.minutes.records import (
    AgendaStep,
    Attendance,
    Commitment,
    FollowUp,
    Meeting,
    MeetingDecision,
    Mode,
    ReleaseFacts,
    Signer,
)

RELEASE = "20260222-090500-1a2b3c4d"
BY = Writer(author="Siti Aminah", role="Kabid Bappeda")
MEETING = Meeting(
    id="rembuk-3514-20260226",
    area_code="3514",
    date=dt.date(2026, 2, 26),
    place="Pendopo Kabupaten Pasuruan",
    mode=Mode.HYBRID,
    chair="Sekretaris Daerah",
    release_id=RELEASE,
    agenda=(AgendaStep(title="Pembukaan", minutes=15), AgendaStep(title="Paparan Bappeda: ansit", minutes=30)),
    started=dt.datetime(2026, 2, 26, 9, 5),
    ended=dt.datetime(2026, 2, 26, 12, 30),
    signers=(
        Signer(title="Sekretaris Daerah", name="Yudha Triwidya", nip="19700101 199001 1 001"),
        Signer(title="Kepala Dinas Kesehatan"),
        Signer(title="Camat Kejayan", name="Budi Santoso"),
    ),
)
FACTS = ReleaseFacts(
    id=RELEASE,
    created=dt.datetime(2026, 2, 22, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=7))),
    sources=("e-PPGBM, Agustus 2025: balita diukur 102.340 dari 118.220 sasaran (cakupan 86,6%).",),
    is_sample=True,
)
GROUPS = (
    Attendance(institution="Camat", invited_n=24, present_n=21),
    Attendance(institution="Puskesmas", invited_n=33, present_n=30),
)
COMMITMENT = Commitment(
    text="Menimbang semua balita di desa lokus",
    person_in_charge="Kepala Dinas Kesehatan",
    institution="Dinas Kesehatan",
    target="Cakupan 95%",
    deadline=dt.date(2026, 8, 31),
    budget_source="APBD 2026",
)
FOLLOW_UP = FollowUp(
    activity="Kunjungan rumah keluarga berisiko",
    implementer="TPK",
    person_in_charge="Camat Kejayan",
    when="Maret 2026, minggu ke-2",
    note="513 keluarga",
)
HEAD = Letterhead(government="Pemerintah Kabupaten Pasuruan", office="Bapperida", address="Jl. Hayam Wuruk 14")


def decided_list(count: int = 27, *, left: int = 2) -> DecidedList:
    """So many desa in five kecamatan."""
    desa = tuple(
        DecidedDesa(
            code=f"3514{1 + n % 5:02d}2{n:03d}",
            name=f"Sumberrejo {n + 1}",
            kecamatan_name=f"Kec. {'ABCDE'[n % 5]}",
            status=Status.LEFT if n >= count else Status.KEPT if n % 3 else Status.NEW,
            shown={"stunted_n": 3, "score": 0.7},
        )
        for n in range(count + left)
    )
    scenario = Scenario(
        kabupaten_code="3514", lokus_year=2027, period="bt:2025-08", size=count, rules=PRESETS["usulan"]
    )
    return DecidedList(scenario=scenario, decided_on=dt.date(2026, 2, 26), desa=desa)


def write_lokus(ledger: Ledger, *, count: int = 27, corrects: int | None = None) -> int:
    """A decided list in the ledger; its number."""
    return record_decision(
        ledger,
        decided_list(count),
        author="Siti Aminah",
        role="",
        reason="Disepakati",
        release_id=RELEASE,
        corrects=corrects,
    ).seq


def write_all(ledger: Ledger, *, rows: int = 3, meeting: Meeting = MEETING, lokus: int | None = None) -> int:
    """A whole rembuk with so many commitments and follow-ups; the number of its lokus list."""
    seq = write_lokus(ledger) if lokus is None else lokus
    record_meeting(ledger, meeting, by=BY)
    record_attendance(ledger, meeting, GROUPS, by=BY)
    decision = MeetingDecision(
        question="Desa/kelurahan lokus tahun 2027", answer="Disetujui 27 desa/kelurahan.", reason="Sesuai usulan."
    )
    record_item(ledger, meeting, _with(decision, lokus_seq=seq), by=BY)
    for number in range(1, rows + 1):
        record_item(ledger, meeting, _with(COMMITMENT, target=f"Cakupan {60 + number}%"), by=BY)
        record_item(ledger, meeting, _with(FOLLOW_UP, note=f"{500 + number} keluarga"), by=BY)
    return seq


def register() -> Register:
    """The areas of the smallest Indonesia."""
    import pandas as pd

    from tests.small import TINY_AREAS

    names = ["code", "level", "kind", "name", "official_name", "parent_code"]
    return Register(pd.DataFrame(TINY_AREAS, columns=names).assign(lat=-7.6, lon=112.9))


def _with(record, **changes):
    from dataclasses import replace

    return replace(record, **changes)
