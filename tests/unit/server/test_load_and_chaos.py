"""What measures many visitors and what goes wrong is itself right, and a small crowd outlives the end of a worker."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import shutil
import struct
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from scripts.chaos.company import Company
from scripts.chaos.experiment import Seen
from scripts.chaos.stage import Stage
from scripts.load import planted, report, target
from scripts.load.outcome import Log, Outcome
from scripts.load.planted import Camat
from scripts.load.seeing import seen
from scripts.load.visits import Visit
from stunting import releases, routine_queries
from stunting.indicators import INDICATORS
from stunting.routine.district import District, Mode, Question, newest
from stunting.routine.rates import COUNTS
from stunting.routine.selection import Selection
from tests.small import layout_in

OWNERS = {5_013_577: "180104", 9_876_543: "180105"}


@pytest.mark.parametrize(
    "payload",
    [
        b"<td>5.013.577</td>",
        b'{"n":5013577}',
        b'{"customdata":[12,5013577,7]}',
        b"\x12\x34" + gzip.compress(b'["5.013.577"]') + b"\x00",
        json.dumps(
            {"dtype": "f8", "bdata": base64.b64encode(np.array([1.5, 5_013_577.0]).tobytes()).decode()},
            separators=(",", ":"),
        ).encode(),
        b"\xff\xff\xff\xff" + struct.pack("<q", 5_013_577),
    ],
    ids=["text", "json", "list", "packed", "array", "table"],
)
def test_a_planted_number_is_found_however_it_is_written(payload):
    assert seen(payload, OWNERS) == {"180104"}


@pytest.mark.parametrize(
    "payload",
    [b"15.013.577", b"5.013.577,5", b"5.013.578", b"5.013.577.000", b"50135770", b"1.5013577", b"$$ID-ab5013577ce"],
)
def test_a_part_of_another_number_is_not_taken_for_a_planted_one(payload):
    assert seen(payload, OWNERS) == set()


def test_a_run_that_was_broken_off_is_reported_as_far_as_it_got(tmp_path):
    log = Log(tmp_path / "beban.jsonl")
    machine = {"rss_mb": [500.0], "rss_start_mb": [480.0], "cpu_share": [0.5], "wall_s": 60.0}
    log.write("begin", scenario="soak 60 min, 50 sessions", target="2 workers", sessions=[])
    log.write("minute", scenario="soak 60 min, 50 sessions", **Outcome(seconds=[0.1, 0.2]).facts(), **machine)
    with log.path.open("a") as stream:
        stream.write('{"what": "minu')

    shown = report.report(log.path)

    assert "soak 60 min, 50 sessions, 2 workers (broken off)" in shown
    assert not report.is_kept(log.path)


@pytest.fixture(scope="module")
def stage(built_layout, cluster):
    """Two workers behind nginx, a ledger in PostgreSQL, and a release in which every kecamatan has its own number."""
    # nginx is somebody else and may not enter the folders of pytest.
    with tempfile.TemporaryDirectory(prefix="beban-") as name:
        folder = Path(name)
        made = layout_in(folder / "rilis", raw=built_layout.raw)
        shutil.copytree(built_layout.releases, made.releases)
        camat = planted.publish(made, folder, planted.SMALL).camat
        url = cluster.url(cluster.database())
        with target.behind_nginx(folder / "server", made, camat, ledger_url=url) as running:
            yield Stage(target=running, camat=camat, database=cluster, folder=folder)


def test_mode_publik_has_no_planted_number_for_any_choice_of_children(stage):
    place = stage.camat[0].kabupaten_code
    with releases.open_release(layout_in(stage.folder / "rilis", raw=stage.folder)).database as opened:
        district = District(opened)
        period = newest(district.periods(place, mode=Mode.PUBLIC))
        everywhere = [Selection(), *(Selection(lokus=one, lokus_year=2025) for one in ("ya", "tidak"))]
        facilities = routine_queries.facilities_of_area(opened, within=place)["id"]
        chosen = [replace(one, puskesmas_id=own) for one in everywhere for own in ("", *facilities)]

        public = {
            number
            for level in ("desa", "kecamatan", "kabupaten")
            for selection in chosen
            for number in _numbers(district, Mode.PUBLIC, selection, within=place, level=level, period=period)
        }
        internal = _numbers(district, Mode.INTERNAL, Selection(), within=place, level="desa", period=period)

    planted_n = {one.marker_n for one in stage.camat}
    assert planted_n <= internal
    assert not planted_n & public


def _numbers(district, mode, selection, *, within, level, period):
    """Every count of the areas of a level."""
    question = Question(indicator=INDICATORS[0], selection=selection, mode=mode)
    shown = district.areas_in_period(within=within, level=level, period=period, question=question)
    return {int(one) for name in COUNTS for one in shown[name].dropna()}


def test_camat_read_and_recorders_write_on_when_a_worker_is_killed(stage):
    found = Seen()

    async def work() -> Company:
        async with Company(stage.target, stage.camat, visit_n=4, scribe_n=2, period_s=0.5) as company:
            await asyncio.sleep(6)
            stage.site.worker(1).kill()
            await asyncio.sleep(8)
            await company.all_right(found)
            return company

    company = asyncio.run(work())

    assert found.problems == []
    assert company.outcome.lost_n > 0
    assert company.outcome.own_n >= len(company.visits)
    assert sum(len(one.written) for one in company.scribes) > 0


def test_the_figures_of_another_kecamatan_do_not_come_even_when_asked_for(stage):
    async def work() -> Outcome:
        async with Company(stage.target, stage.camat, visit_n=1, scribe_n=0) as company:
            await company.stop()
            (visit,) = company.visits
            await visit.look_anew()
            for other in stage.camat[1:4]:
                await _asks(visit, other)
            return company.outcome

    outcome = asyncio.run(work())

    assert dict(outcome.errors) == {}


async def _asks(visit: Visit, other: Camat) -> None:
    for code in (other.kecamatan_code, other.desa_code, other.kabupaten_code):
        for page in ("tabel", "peta", ""):
            await visit.visitor.go(page, {"wilayah": code, "mode": "internal", "satuan": "desa"})
