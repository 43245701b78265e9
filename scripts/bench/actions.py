"""What the pages Layanan, Kasus and Komitmen and the sheets of desa wait for, over one kabupaten with its children.

python -m scripts.bench.actions
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from scripts.bench import servers
from scripts.bench.lines import Line
from scripts.visitors.protocol import Visitor
from stunting import action_queries, queries, releases
from stunting.build.release import build_release
from stunting.campaigns.comparison import compare
from stunting.cases import children
from stunting.cases.board import board_of
from stunting.cases.workshop import workshop_agenda
from stunting.desa_sheet.beyond import beyond_growth, with_promises
from stunting.desa_sheet.gathering import gather, with_beyond
from stunting.exports import desa_sheet
from stunting.geography import Register
from stunting.imports.importing import import_files
from stunting.ledger import Ledger
from stunting.ledger.drafts import Draft
from stunting.paths import Layout
from stunting.releases import OpenRelease
from stunting.routine.district import District, Mode, newest
from stunting.sample.generate import write_sample
from stunting.sample.options import SampleOptions
from stunting.services import registry
from stunting.services.service import ESSENTIAL
from stunting.services.situation import Situation

# Shipped sample figures, and the kabupaten whose children are imported.
KABUPATEN, OTHER, KECAMATAN, DESA = "3514", "3520", "352009", "3514062010"
CHILDREN, MONTHS = 8_000, (202503, 202504, 202505, 202506, 202507, 202508)
REPEATS, ENTRIES, OPENINGS = 20, 10_000, 12
# Budgets of the design: a query behind a view, and the switch to a page.
QUERY_MS, PAGE_MS = 50.0, 600.0
TABS = (
    ("layanan", f"wilayah={KABUPATEN}"),
    ("layanan", f"wilayah={KABUPATEN}&tab=Terlemah"),
    ("layanan", f"wilayah={KABUPATEN}&tab=Kaitan"),
    ("layanan", f"wilayah={KABUPATEN}&tab=Keluarga+berisiko"),
    ("layanan", f"wilayah={DESA}&tab=Lembar+desa"),
    ("kasus", f"wilayah={OTHER}&mode=internal"),
    ("kasus", f"wilayah={OTHER}&mode=internal&tab=Peringatan"),
    ("kasus", f"wilayah={KECAMATAN}&mode=internal&tab=Minilok"),
    ("komitmen", f"wilayah={KABUPATEN}"),
    ("komitmen", f"wilayah={OTHER}&mode=internal&tab=Orang+tua+asuh"),
    ("komitmen", "wilayah=18&tab=Kampanye"),
    ("komitmen", f"wilayah={KABUPATEN}&tab=Rupiah"),
)


def measure() -> list[Line]:
    """Lines of the report, over a release of the raw data and an import of generated children."""
    with tempfile.TemporaryDirectory() as folder:
        layout = _layout(Path(folder))
        build_release(layout)
        opened = releases.open_release(layout)
        with opened.database:
            lines = [*_services(opened), *_sheets(opened), *_campaign(opened)]
        lines += _ledger(Path(folder))
        row_n = _imported(layout, Path(folder) / "anak")
        lines += _cases(layout, row_n)
        with servers.started(servers.ROOT / "app.py", data=Path(folder)) as url:
            lines += [asyncio.run(_opened(url, page, query)) for page, query in TABS]
    return lines


def _layout(folder: Path) -> Layout:
    return replace(
        Layout.default(),
        additions=folder / "tambahan",
        releases=folder / "rilis",
        restricted=folder / "terbatas",
        ledger=folder / "buku",
    )


def _imported(layout: Layout, folder: Path) -> int:
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    made = write_sample(register, SampleOptions(code=OTHER, children=CHILDREN, months=MONTHS, layout="csv"), folder)
    files = [(path.name, path.read_bytes()) for path in made.files]
    report = import_files(files, layout=layout, kabupaten_code=OTHER)
    return report.rows_used


def _services(opened: OpenRelease) -> Iterator[Line]:
    district = District(opened.database)
    situation = Situation(district)
    area = Register(queries.registered_areas(opened.database)).get(KABUPATEN)
    services = registry.of_list(ESSENTIAL)
    for mode in Mode:
        period = situation.periods(KABUPATEN, mode=mode)[0]
        for level in ("kecamatan", "desa"):
            yield _timed(
                f"layanan: 29 services by {level}, mode {mode.value}",
                lambda mode=mode, period=period, level=level: situation.coverage(  # type: ignore[misc]
                    area, level=level, services=services, period=period, mode=mode
                ),
            )
    year, part = situation.periods(KABUPATEN, mode=Mode.INTERNAL)[0].key.split("-")
    yield _timed(
        "layanan: reports of a kabupaten, query",
        lambda: action_queries.service_rows(opened.database, within=KABUPATEN, year=int(year), period=part),
        budget=QUERY_MS,
    )


def _sheets(opened: OpenRelease) -> Iterator[Line]:
    district, register = District(opened.database), Register(queries.registered_areas(opened.database))
    area, situation = register.get(KABUPATEN), Situation(district)
    period = newest(district.periods(KABUPATEN, mode=Mode.INTERNAL))
    assert period is not None
    facts = gather(district, register, area, period=period, mode=Mode.INTERNAL)
    known = beyond_growth(situation, area, year=period.year, mode=Mode.INTERNAL)
    beyond = with_promises(known, {}, within=KABUPATEN)
    sheets = desa_sheet.sheets_of(with_beyond(facts, beyond, within=KABUPATEN), release_id=opened.id)
    what = f"desa sheet: facts of {len(sheets)} desa"
    yield _timed(what, lambda: gather(district, register, area, period=period, mode=Mode.INTERNAL), repeats=5)
    yield _timed("desa sheet: one as PDF", lambda: desa_sheet.to_pdf(sheets[:1]))
    yield _timed(f"desa sheet: {len(sheets)} in one PDF", lambda: desa_sheet.to_pdf(sheets), repeats=3)
    yield _timed(f"desa sheet: {len(sheets)} in a zip", lambda: desa_sheet.to_zip(sheets), repeats=3)


def _campaign(opened: OpenRelease) -> Iterator[Line]:
    events = action_queries.campaign_events(opened.database, within=KABUPATEN)
    yield _timed(
        "campaign: attendance before and after, first time",
        lambda: compare(
            District(opened.database), events, kabupaten_code=KABUPATEN, level="desa", months=6, mode=Mode.INTERNAL
        ),
        repeats=3,
    )
    yield _timed(
        "campaign: events of a province, query",
        lambda: action_queries.campaign_events(opened.database, within="18"),
        budget=QUERY_MS,
    )


def _cases(layout: Layout, row_n: int) -> Iterator[Line]:
    note = f"{CHILDREN:,} children, {row_n:,} rows"
    key = str(children.children_in(layout, KECAMATAN)["key"].iloc[0])
    day = dt.date(2025, 9, 10)
    yield _timed("cases: alarms of a kecamatan", lambda: children.alarms_in(layout, KECAMATAN), note=note)
    yield _timed("cases: alarms of a kabupaten", lambda: children.alarms_in(layout, OTHER), note=note)
    yield _timed("cases: visits of one child", lambda: children.visits_of(layout, key), note=note)
    yield _timed("cases: board of a kabupaten, empty", lambda: board_of(layout, OTHER))
    yield _timed("cases: agenda of a minilok", lambda: workshop_agenda(layout, KECAMATAN, day))


def _ledger(folder: Path) -> Iterator[Line]:
    ledger = Ledger.of_file(folder / "ukur" / "buku.sqlite")
    drafts = [
        Draft(kind="catatan", subject=KABUPATEN, author="Ukur", reason="", release_id="", body={"nomor": number})
        for number in range(ENTRIES)
    ]
    ledger.append_all(drafts)
    yield _timed(
        f"ledger: one entry after {ENTRIES:,}",
        lambda: ledger.append(
            kind="catatan", subject=KABUPATEN, author="Ukur", reason="", release_id="", body={"nomor": 0}
        ),
    )
    yield _timed(f"ledger: verify {ENTRIES:,} entries", ledger.verify)


def _timed(
    what: str, call: Callable[[], object], *, repeats: int = REPEATS, budget: float | None = None, note: str = ""
) -> Line:
    call()
    taken = []
    for _ in range(repeats):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return Line(what=what, unit="ms", samples=tuple(taken), budget_p95=budget, note=note)


async def _opened(url: str, page: str, query: str) -> Line:
    """A tab opened anew by other sessions, warm: until the server has sent all of it."""
    taken, size, errors = [], 0, set()
    for turn in range(OPENINGS + 1):
        visitor = Visitor(url)
        run = await visitor.open(page, query)
        await visitor.close()
        errors |= set(run.errors)
        if turn:
            taken.append(run.seconds * 1000)
            size = run.size
    note = f"{size / 1000:.0f} kB" + (f"; {'; '.join(sorted(errors))[:120]}" if errors else "")
    return Line(what=f"page /{page}?{query}", unit="ms", samples=tuple(taken), budget_p95=PAGE_MS, note=note)


def main() -> None:
    for line in measure():
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
