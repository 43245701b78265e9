"""What a worker tells of itself: ready or not and why, metrics, and a page of the state without a person in it."""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import time
from dataclasses import replace

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from stunting.build.release import build_release
from stunting.errors import NoDataError
from stunting.hall.crowd import Crowd
from stunting.server import heartbeats, initial, state, status_page
from stunting.server.config_file import read
from stunting.server.counting import Counts
from stunting.server.health import Health, look
from stunting.server.routes import Supervision
from tests.small import TINY, layout_in, write_raw

PERSON = "3514064107250001"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = layout_in(tmp_path_factory.mktemp("rilis"))
    write_raw(made.raw)
    build_release(made, expected=TINY)
    return made.releases.parent


@pytest.fixture
def layout(built, tmp_path, monkeypatch):
    shutil.copytree(built, tmp_path / "data")
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path / "data"))
    return layout_in(tmp_path / "data")


@pytest.fixture
def settings(layout):
    path = layout.releases.parent / "server.toml"
    initial.write(path, public_url="https://stunting.contoh.go.id", workers=2)
    return read(path)


def supervision(layout, settings, *, counts=None, is_admin=False) -> Supervision:
    return Supervision(
        Health(layout, needs_release=True),
        counts or Counts(),
        settings=settings,
        worker=1,
        sessions=lambda: 3,
        is_admin=lambda _request: is_admin,
    )


class client:  # noqa: N801 - reads as a sentence: client(made).get("/siap")
    """Asks from an address."""

    def __init__(self, made: Supervision, *, address: str = "127.0.0.1") -> None:
        self._transport = httpx.ASGITransport(Starlette(routes=made.routes("")), client=(address, 5000))

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://server") as asking:
                return await asking.get(path, headers=headers)

        return asyncio.run(ask())


def test_a_sound_installation_is_ready(layout, settings):
    answer = client(supervision(layout, settings)).get("/siap")

    assert answer.status_code == 200
    assert answer.json()["status"] == "siap"
    assert answer.json()["rilis"].endswith(look(layout).release_id)


def test_a_damaged_release_makes_it_not_ready_and_says_why_to_this_machine_alone(layout, settings):
    for path in layout.releases.glob("*.duckdb"):
        path.write_bytes(b"rusak")
    made = supervision(layout, settings)

    near, far = client(made).get("/siap"), client(made, address="203.0.113.9").get("/siap")

    assert near.status_code == far.status_code == 503
    assert "Rilis tidak dapat dibuka" in near.json()["alasan"][0]
    assert "alasan" not in far.json()


def test_a_ledger_that_does_not_answer_makes_it_not_ready(layout, monkeypatch):
    monkeypatch.setenv("STUNTING_LEDGER", "postgresql+psycopg://buku@/tidak_ada?host=/tidak/ada")

    found = look(layout)

    assert not found.is_ready
    assert found.entry_n is None


def test_whoever_asks_often_gets_the_answer_of_before(layout):
    now = [0.0]
    health = Health(layout, needs_release=True, clock=lambda: now[0])
    first = health.facts()

    assert health.facts() is first
    now[0] = 10.0
    assert health.facts() is not first


def test_metrics_are_what_prometheus_reads(layout, settings):
    counts = Counts()
    for seconds in (0.04, 0.2, 0.7, 30.0):
        counts.rerun(seconds)
    counts.refusal(NoDataError("x"))

    text = client(supervision(layout, settings, counts=counts)).get("/metrik").text
    found = {
        (sample.name, sample.labels.get("le", sample.labels.get("kind", ""))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }

    assert found["stunting_sessions", ""] == 3
    assert found["stunting_rerun_seconds_bucket", "0.2"] == 2
    assert found["stunting_rerun_seconds_bucket", "+Inf"] == found["stunting_rerun_seconds_count", ""] == 4
    assert found["stunting_refusals_total", "NoDataError"] == 1
    assert found["stunting_ready", ""] == 1
    assert found["stunting_ledger_entries", ""] == 0
    assert found["stunting_disk_free_bytes", ""] > 0


def test_metrics_and_state_are_not_for_everybody(layout, settings):
    made = supervision(layout, settings)
    token = {"authorization": f"Bearer {settings.metrics_token}"}

    for path in ("/metrik", "/status"):
        assert client(made, address="203.0.113.9").get(path).status_code == 403
        assert client(made, address="203.0.113.9").get(path, headers=token).status_code == 200
    admin = client(supervision(layout, settings, is_admin=True), address="203.0.113.9")
    assert admin.get("/status").status_code == 200
    assert admin.get("/metrik").status_code == 403


def test_an_empty_token_opens_nothing(layout, settings):
    made = supervision(layout, replace(settings, metrics_token=""))

    assert client(made, address="203.0.113.9").get("/metrik", headers={"authorization": "Bearer "}).status_code == 403


def test_a_fault_is_told_without_its_message(layout, settings):
    counts = Counts()
    try:
        look(None)  # type: ignore[arg-type]
    except AttributeError as error:
        counts.fault(type(error)(f"anak {PERSON}").with_traceback(error.__traceback__))
    made = supervision(layout, settings, counts=counts)
    heartbeats.write(layout, made.beat())

    shown = client(made).get("/status").text
    written = (heartbeats.folder(layout) / "1.json").read_text(encoding="utf-8")

    assert "AttributeError" in shown
    assert re.search(r"<code>stunting/\w+\.py:\d+</code>", shown)
    assert PERSON not in shown + written + client(made).get("/metrik").text


def test_the_state_tells_of_workers_that_are_silent_and_of_backups_that_are_missing(layout, settings):
    now = time.time()
    made = supervision(layout, settings)
    heartbeats.write(layout, made.beat())
    heartbeats.write(layout, replace(made.beat(), worker=2, at=now - 300))

    found = state.state(layout, settings, made.health.facts(), now=now)

    assert [one.is_alive for one in found.workers] == [True, False]
    assert any("systemctl status stunting@2" in one for one in found.to_do)
    assert any("Belum ada cadangan" in one for one in found.to_do)
    assert "Perlu ditindaklanjuti." in status_page.page(found)


def test_a_state_without_anything_to_do_says_so(layout, settings):
    made = supervision(layout, replace(settings, workers=1))
    # The process of the tests is larger than a worker may be.
    heartbeats.write(layout, replace(made.beat(), resident_bytes=400_000_000))
    settings.backup_folder.mkdir()
    (settings.backup_folder / f"cadangan-{time.strftime('%Y%m%d-%H%M%S')}-0123abcd.zip").touch()

    found = state.state(layout, replace(settings, workers=1), made.health.facts())

    assert found.to_do == ()
    assert "Semua berjalan baik." in status_page.page(found)


def test_the_page_of_the_state_loads_nothing_and_repeats_nothing_as_markup(layout, settings):
    made = supervision(layout, settings)
    heartbeats.write(layout, replace(made.beat(), faults=[{"kind": "<script>", "where": "<b>", "at": "<i>"}]))

    answer = client(made).get("/status")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text and html.escape("<script>") in answer.text
    assert not re.search(r"(src|href)=", answer.text)


def test_a_heartbeat_that_is_none_is_passed_over(layout):
    heartbeats.folder(layout).mkdir()
    (heartbeats.folder(layout) / "1.json").write_text("{", encoding="utf-8")
    (heartbeats.folder(layout) / "2.json").write_text('{"worker": 2}', encoding="utf-8")

    assert heartbeats.read(layout) == {}


def test_followers_of_other_processes_are_counted_until_those_are_gone(tmp_path):
    now = [time.time()]
    here, there = (Crowd(tmp_path, clock=lambda: now[0]) for _ in range(2))

    there.tell(12)
    assert here.others() == 12
    assert there.others() == 0
    now[0] += 60
    assert here.others() == 0
    there.tell(12)
    os.utime(next((tmp_path / "pengikut").iterdir()), (now[0], now[0]))
    now[0] += 1
    assert here.others() == 12
    there.tell(0)
    now[0] += 1
    assert here.others() == 0
