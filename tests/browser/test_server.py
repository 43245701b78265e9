"""A server as its units start it, behind nginx with the generated file: browsers stay, and go on when a worker dies."""

from __future__ import annotations

import re
import signal
import time
from urllib.parse import urlencode, urlsplit

import pytest

from stunting.hall import show_store
from tests.browser.serving import chromium
from tests.cluster import running_server
from tests.halls import following, packed, post

PATIENCE = 30_000
COOKIE = re.compile(r"([1-9][0-9]*)-[0-9a-f]{32}")
ELSEWHERE = {"X-Forwarded-For": "203.0.113.9"}


@pytest.fixture(scope="module")
def site(built_layout, cluster, tmp_path_factory):
    """Two workers, a ledger on PostgreSQL, and nginx."""
    ledger = cluster.url(cluster.database())
    with running_server(tmp_path_factory.mktemp("server"), release_of=built_layout, ledger_url=ledger) as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def port_of(site) -> int:
    return urlsplit(site.url).port


def cookie_of(page) -> str:
    return next(one["value"] for one in page.context.cookies() if one["name"] == "pekerja")


def worker_of(cookie: str) -> int:
    return int(COOKIE.fullmatch(cookie)[1])


def sessions(site, number: int) -> float:
    text = site.get("/metrik", port=site.worker(number).port).body.decode()
    return float(re.search(r'^stunting_sessions\{worker="\d+"\} (\S+)$', text, re.MULTILINE)[1])


def answering(site, cookie: str) -> int:
    """Which worker answers a browser with this cookie."""
    text = site.get("/metrik", cookie=f"pekerja={cookie}").body.decode()
    return int(re.search(r'stunting_sessions\{worker="(\d+)"\}', text)[1])


def settled(page) -> None:
    """As `serving.settled`, with the patience that two servers on one machine need."""
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached", timeout=PATIENCE)


def open_page(page, address: str) -> None:
    page.goto(address)
    settled(page)
    page.wait_for_selector("footer.kaki", timeout=PATIENCE)


def test_a_page_works_through_the_proxy_and_lives_in_the_worker_of_its_cookie(site, page):
    wrong = []
    page.on("response", lambda answer: wrong.append(answer.url) if answer.status >= 400 else None)

    open_page(page, site.url)

    mine = worker_of(cookie_of(page))
    assert sessions(site, mine) >= 1
    assert wrong == []


def test_new_browsers_are_spread_over_the_workers_and_stay_where_they_are(site):
    cookies = [site.get("/sehat").getheader("set-cookie").partition("=")[2].partition(";")[0] for _ in range(8)]

    assert {worker_of(one) for one in cookies} == {1, 2}
    assert all(answering(site, one) == worker_of(one) for one in cookies for _ in range(3))


def test_a_browser_that_has_its_cookie_gets_no_other(site):
    first = site.get("/sehat").getheader("set-cookie")
    again = site.get("/sehat", cookie=first.partition(";")[0])

    assert "HttpOnly" in first and "SameSite=Lax" in first
    assert again.getheader("set-cookie") is None


def test_files_that_every_browser_keeps_come_without_a_cookie(site):
    page = site.get("/").body.decode()
    script = re.search(r'src="\.?/?(static/[^"]+\.js)"', page)[1]

    answer = site.get(f"/{script}", **{"accept-encoding": "gzip"})

    assert answer.status == 200
    assert answer.getheader("set-cookie") is None
    assert "immutable" in answer.getheader("cache-control")
    assert answer.getheader("content-encoding") == "gzip"


def test_a_killed_worker_leaves_its_browsers_to_another_one_and_they_stay_there(site, page):
    open_page(page, site.url)
    first = worker_of(cookie_of(page))
    other = 3 - first

    began = time.monotonic()
    site.worker(first).kill()
    page.wait_for_selector("[data-test-connection-state=CONNECTED]", state="attached", timeout=PATIENCE)
    while worker_of(cookie_of(page)) == first and time.monotonic() - began < 20:
        page.wait_for_timeout(100)
    page.wait_for_selector("[data-test-connection-state=CONNECTED]", state="attached", timeout=PATIENCE)
    settled(page)
    page.get_by_role("link", name="Metode").first.click()
    page.wait_for_url("**/metode*", timeout=PATIENCE)
    settled(page)

    assert worker_of(cookie_of(page)) == other
    assert sessions(site, other) >= 1

    site.worker(first).begin()
    site.worker(first).wait()
    page.get_by_role("link", name="Tabel").first.click()
    page.wait_for_url("**/tabel*", timeout=PATIENCE)
    settled(page)

    assert worker_of(cookie_of(page)) == other
    assert answering(site, cookie_of(page)) == other


def test_presenter_and_follower_in_different_workers_see_the_same_slide_within_a_second(site):
    show = show_store.start(site.layout, "Rembuk", packed())
    one, two = site.worker(1).port, site.worker(2).port
    key, pin = urlencode({"kunci": show.key}), urlencode({"pin": show.pin})
    try:
        with following(two, f"/ikuti/aliran?{pin}") as hall, following(one, f"/rembuk/aliran?{key}") as screen:
            hall.wait_for("posisi", step="sambutan")
            began = time.monotonic()
            assert post(one, f"/rembuk/posisi?{key}", {"step": "peta", "child": "351406", "blank": False}).status == 200
            hall.wait_for("posisi", seconds=1.0, step="peta", child="351406")
            assert time.monotonic() - began < 1.0
            # The follower is in the other process, and is counted.
            screen.wait_for("pengikut", n=1)
    finally:
        show_store.end(site.layout, show.key)


def test_moves_are_passed_on_by_the_proxy_at_once(site):
    show = show_store.start(site.layout, "Rembuk", packed())
    key, pin = urlencode({"kunci": show.key}), urlencode({"pin": show.pin})
    try:
        with following(port_of(site), f"/ikuti/aliran?{pin}") as hall:
            hall.wait_for("posisi", step="sambutan")
            moved = post(port_of(site), f"/rembuk/posisi?{key}", {"step": "lokus", "child": "", "blank": False})
            hall.wait_for("posisi", seconds=1.0, step="lokus")
        assert moved.status == 200
    finally:
        show_store.end(site.layout, show.key)


def test_pins_are_guessed_in_one_process_however_the_browser_changes_its_cookie(site):
    show = show_store.start(site.layout, "Rembuk", packed())
    wrong = "000000" if show.pin != "000000" else "111111"
    try:
        answers = [
            site.get(f"/ikuti/isi?pin={wrong}", cookie=f"pekerja={1 + number % 2}-{'0' * 32}").status
            for number in range(11)
        ]
    finally:
        show_store.end(site.layout, show.key)

    assert answers == [403] * 10 + [429]


def test_an_operator_elsewhere_needs_the_token(site):
    port = site.worker(1).port
    token = {"authorization": f"Bearer {site.settings.metrics_token}"}

    for path in ("/metrik", "/status"):
        assert site.get(path, port=port, **ELSEWHERE).status == 403
        assert site.get(path, port=port, **ELSEWHERE, **token).status == 200
        assert site.get(path, port=port, **ELSEWHERE, authorization="Bearer salah").status == 403
    assert site.get("/siap", port=port, **ELSEWHERE).status == 200


def test_what_a_browser_says_of_its_own_address_is_not_believed(site):
    # Through the proxy this is a request of 127.0.0.1, whatever it claims; and so it may not claim to be one either.
    assert site.get("/metrik", **ELSEWHERE).status == 200


def test_the_state_shows_both_workers_and_nothing_to_do_but_the_backup(site):
    end = time.monotonic() + 15
    while time.monotonic() < end:
        shown = site.get("/status", port=site.worker(2).port).body.decode()
        if shown.count("melayani") == 2:
            break
        time.sleep(0.5)

    assert shown.count("melayani") == 2
    assert "Belum ada cadangan" in shown
    assert "belum melapor" not in shown


def test_the_log_of_the_proxy_has_no_queries(site):
    site.get("/?wilayah=3514&pin=123456")

    log = (site.nginx.logs / "akses.log").read_text(encoding="utf-8")

    assert '"GET /"' in log
    assert "3514" not in log and "pin" not in log and "kunci" not in log


def test_a_worker_says_to_systemd_that_it_lives_and_ends_in_good_order(site):
    worker = site.worker(2)

    assert "READY=1" in worker.told
    worker.told.clear()
    assert worker.heard("WATCHDOG=1", 5)
    # Ended by the signal that systemd sends, which it takes for a clean end, and long before it would be killed.
    began = time.monotonic()
    assert worker.stop() in (0, -signal.SIGTERM)
    assert time.monotonic() - began < 10
