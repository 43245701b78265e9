"""Pictures of an office that works for the gallery: cases, minilok, tagih janji and the sheet of one desa.

Children, cases and promises are invented and live in a folder of their own, so that nothing of the office is touched.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.bench.servers import started
from stunting.cases import children, numbers, recording
from stunting.cases.casebook import open_casebook
from stunting.cases.records import Case, CaseFollowUp, Group, Step, semester_of
from stunting.geography import Register
from stunting.imports.importing import import_files
from stunting.ledger import Ledger
from stunting.minutes.recording import Writer, record_item, record_meeting
from stunting.minutes.records import Commitment, Meeting, Mode
from stunting.paths import ROOT, Layout
from stunting.promises.book import book_of
from stunting.promises.recording import record_report
from stunting.promises.reports import Report, Status
from stunting.sample.generate import write_sample
from stunting.sample.options import SampleOptions

KABUPATEN, KECAMATAN = "3514", "351406"
BY = Writer(author="Petugas Contoh", role="Bappeda")
DAY = dt.date(2025, 9, 1)
MOST_CASES = 12
STEPS = (Step.REVIEW, Step.PLAN, Step.EVALUATION)
PROMISED = (
    Commitment(text="Menimbang semua balita di desa lokus", institution="Dinas Kesehatan", target="Cakupan 95%",
               deadline=dt.date(2026, 8, 31), budget_source="APBD 2026", budget_rp=150_000_000),
    Commitment(text="Membangun 40 jamban keluarga", institution="Dinas PUPR", deadline=dt.date(2027, 12, 31)),
    Commitment(text="Melatih kader posyandu", institution="Dinas Kesehatan", deadline=dt.date(2026, 6, 30)),
    Commitment(text="Menyalurkan telur tiap pekan", institution="Kecamatan Kejayan", target="120 keluarga"),
)  # fmt: skip
VIEWS = {
    "kasus-papan": f"/kasus?wilayah={KABUPATEN}&mode=internal",
    "kasus-peringatan": f"/kasus?wilayah={KABUPATEN}&tab=Peringatan&mode=internal",
    "kasus-minilok": f"/kasus?wilayah={KECAMATAN}&tab=Minilok&mode=internal",
    "kasus-audit": f"/kasus?wilayah={KABUPATEN}&tab=Audit&mode=internal",
    "kasus-anak": f"/kasus?wilayah={KABUPATEN}&tab=Anak&mode=internal",
    "komitmen-tagih-janji": f"/komitmen?wilayah={KABUPATEN}",
    "komitmen-asuh-internal": f"/komitmen?wilayah={KABUPATEN}&tab=Orang+tua+asuh&mode=internal",
}


@dataclass(frozen=True, kw_only=True)
class Office:
    """The address of a server whose office has children, cases and promises."""

    url: str


@contextmanager
def office() -> Iterator[Office]:
    """A running office, removed with its folder."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        filled(data)
        with started(ROOT / "app.py", data=data) as url:
            yield Office(url=url)


def filled(data: Path) -> Layout:
    """The live release in an installation of its own, with children, cases and promises."""
    live = Layout.default()
    layout = replace(
        live,
        additions=data / "tambahan",
        restricted=data / "terbatas",
        releases=data / "rilis",
        ledger=data / "buku",
    )
    shutil.copytree(live.releases, layout.releases)
    _children(layout, data)
    _cases(layout)
    _promises(Ledger.open(layout))
    return layout


def _children(layout: Layout, data: Path) -> None:
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    made = write_sample(register, SampleOptions(code=KABUPATEN, children=600, seed=1), data / "contoh")
    files = [(path.name, path.read_bytes()) for path in made.files]
    import_files(files, layout=layout, kabupaten_code=KABUPATEN, geometry=False)


def _cases(layout: Layout) -> None:
    """Children with an alarm become cases, a third of them at every step."""
    book = open_casebook(layout)
    known = children.children_in(layout, KECAMATAN)
    rules = children.rules_of(layout, known["key"])
    alarmed = [row for row in known.to_dict("records") if row["key"] in rules and row["is_under5"]]
    for at, row in enumerate(alarmed[:MOST_CASES]):
        case = Case(
            case_no=numbers.case_number(row["key"]),
            group=Group.UNDER2 if row["age_months"] < 24 else Group.UNDER5,
            desa_code=row["desa_code"],
            opened_on=DAY,
            semester=semester_of(DAY),
            year=DAY.year,
            child_key=row["key"],
            rules=rules[row["key"]],
        )
        recording.open_case(book, case, by=BY)
        for step in STEPS[: at % (len(STEPS) + 1)]:
            recording.move_step(book, case, step, on=DAY, by=BY)
        if at % 2:
            plan = CaseFollowUp(
                case_no=case.case_no,
                activity="PMT lokal 90 hari, dipantau tiap minggu",
                person_in_charge="Ahli gizi puskesmas",
                deadline=dt.date(2025, 11, 30),
            )
            recording.add_follow_up(book, case, plan, by=BY)


def _promises(ledger: Ledger) -> None:
    meeting = Meeting(
        id=f"rembuk-{KABUPATEN}-20260226",
        area_code=KABUPATEN,
        date=dt.date(2026, 2, 26),
        place="Pendopo kabupaten",
        mode=Mode.HYBRID,
        chair="Sekretaris Daerah",
    )
    record_meeting(ledger, meeting, by=BY)
    for one in PROMISED:
        record_item(ledger, meeting, one, by=BY)
    running, kept = book_of(ledger).promises[1:3]
    record_report(ledger, running, Report(status=Status.RUNNING, day=dt.date(2026, 9, 1), reporter="Dinas PUPR",
                                          realised="18 jamban"), by=BY)  # fmt: skip
    record_report(ledger, kept, Report(status=Status.KEPT, day=dt.date(2026, 7, 12), reporter="Dinas Kesehatan",
                                       realised="64 kader", evidence="Daftar hadir"), by=BY)  # fmt: skip
