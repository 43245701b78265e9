"""What a reader waits for, measured in Chromium: first map, filter, page switch, bytes, requests.

    python -m scripts.bench.browser http://localhost:8501

Adapt `SPEC` when pages change: addresses, how a map says that it is painted, and what to click.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.bench import servers
from scripts.bench.lines import Line


@dataclass(frozen=True, kw_only=True)
class Spec:
    """Where the measured things are on the pages.

    map_path:  the page whose first map is timed
    painted:   JavaScript that counts the paintings of the map so far
    changes:   selectors, each a filter of the map page; clicked in turn; "a >>> b" clicks a, then b
    pages:     paths of the pages that the menu switches between, and what shows that the page is there
    every_page: visited once, to see whether a request leaves the machine
    """

    map_path: str = "/peta"
    painted: str = "(window.__peta ? window.__peta.painted : 0)"
    changes: tuple[str, ...] = (
        ".st-key-putaran button >> nth=0",
        ".st-key-putaran button >> nth=2",
    )
    pages: dict[str, str] = field(default_factory=lambda: {"/peta": "[data-painted]", "/tren": ".js-plotly-plot"})
    every_page: tuple[str, ...] = ("/", "/peta", "/tren", "/banding", "/metode")


SPEC = Spec()
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
VIEWPORT = {"width": 1366, "height": 768}
DONE = "[data-test-script-state=notRunning]"
COLD_STARTS = 5
CHANGES = 30
SWITCHES = 20

# From the click to the frame after the map was painted, and to the last change of the page.
PROBE = """
(painted) => {
  const count = () => eval(painted);
  window.__bench = { start: null, map: null, last: null };
  const begin = () => {
    const before = count();
    window.__bench.start = performance.now();
    const seen = new MutationObserver(() => { window.__bench.last = performance.now(); });
    seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    window.__bench.observer = seen;
    const look = () => {
      if (count() > before) requestAnimationFrame(() => { window.__bench.map = performance.now(); });
      else if (performance.now() - window.__bench.start < 20000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  addEventListener("click", begin, { once: true, capture: true });
}
"""


def measure(url: str, *, script: Path | None = None, spec: Spec = SPEC) -> list[Line]:
    """Lines of the report; `script` is the app for cold starts, None skips them."""
    with chromium() as browser:
        lines = [_first_map_cold(browser, script, spec)] if script else []
        lines += _first_map_warm(browser, url, spec)
        lines += _changes(browser, url, spec)
        lines += _switches(browser, url, spec)
        lines.append(_leaving(browser, url, spec))
    return lines


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here: nothing in its cache."""
    context = browser.new_context(viewport=VIEWPORT, locale="id-ID")
    yield context
    context.close()


def _first_map_cold(browser: Browser, script: Path, spec: Spec) -> Line:
    samples = []
    for _ in range(COLD_STARTS):
        with servers.started(script) as url, visitor(browser) as context:
            samples.append(_until_painted(context.new_page(), url, spec))
    return Line(
        what="first map, server just started, empty browser cache",
        unit="ms",
        samples=tuple(samples),
        budget_median=2500,
        note=f"{COLD_STARTS} starts",
    )


def _first_map_warm(browser: Browser, url: str, spec: Spec) -> list[Line]:
    empty, again, sizes = [], [], []
    for _ in range(COLD_STARTS):
        with visitor(browser) as context:
            page = context.new_page()
            received = Received(page)
            empty.append(_until_painted(page, url, spec))
            settle(page)
            sizes.append(received.published_kb)
            again.append(_until_painted(page, url, spec))
    return [
        Line(what="first map, warm server, empty browser cache", unit="ms", samples=tuple(empty)),
        Line(what="first map, warm server, browser was here before", unit="ms", samples=tuple(again)),
        Line(
            what="geometry and scripts of the first map, compressed",
            unit="kB",
            samples=tuple(sizes),
            budget_p95=250,
            note="budget: national geometry",
        ),
    ]


def _until_painted(page: Page, url: str, spec: Spec) -> float:
    started = time.perf_counter()
    page.goto(url + spec.map_path, wait_until="commit")
    page.wait_for_function(f"{spec.painted} > 0", timeout=60_000, polling=20)
    return (time.perf_counter() - started) * 1000


def _changes(browser: Browser, url: str, spec: Spec) -> list[Line]:
    maps, everything, sizes = [], [], []
    with visitor(browser) as context:
        page = context.new_page()
        received = Received(page)
        _until_painted(page, url, spec)
        settle(page)
        for turn in range(CHANGES + 2):
            *opening, last = spec.changes[turn % len(spec.changes)].split(" >>> ")
            for selector in opening:
                page.locator(selector).first.click()
            page.evaluate(PROBE, spec.painted)
            before = received.socket_bytes
            page.locator(last).first.click()
            settle(page)
            timing = page.evaluate("window.__bench.observer.disconnect(), window.__bench")
            if turn < 2:  # the first click on each filter loads what later clicks reuse
                continue
            if timing["map"]:
                maps.append(timing["map"] - timing["start"])
            # What changes inside the map's shadow root is not seen by the observer of the page.
            ends = [timing[end] for end in ("map", "last") if timing[end]]
            everything.append(max(ends, default=timing["start"]) - timing["start"])
            sizes.append((received.socket_bytes - before) / 1000)
    note = f"{CHANGES} changes, {len(maps)} of them painted the map"
    return [
        Line(
            what="filter change until the map is repainted",
            unit="ms",
            samples=tuple(maps),
            budget_median=100,
            budget_p95=200,
            note=note,
        ),
        Line(what="filter change until everything is repainted", unit="ms", samples=tuple(everything), budget_p95=500),
        Line(what="bytes over the websocket per filter change", unit="kB", samples=tuple(sizes), budget_p95=30),
    ]


def _switches(browser: Browser, url: str, spec: Spec) -> list[Line]:
    samples = []
    paths = list(spec.pages)
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(url + paths[-1])
        page.locator(spec.pages[paths[-1]]).first.wait_for(timeout=60_000)
        for turn in range(SWITCHES + len(paths)):
            path = paths[turn % len(paths)]
            settle(page)
            link = page.locator(f"a[href$='{path.strip('/')}']").first
            link.wait_for()
            started = time.perf_counter()
            link.click()
            page.wait_for_url(f"**{path}*")
            page.locator(spec.pages[path]).first.wait_for(timeout=60_000)
            if turn >= len(paths):
                samples.append((time.perf_counter() - started) * 1000)
    return [
        Line(
            what="page switch until its main figure is there",
            unit="ms",
            samples=tuple(samples),
            budget_p95=600,
            note=f"{SWITCHES} switches between {', '.join(paths)}",
        )
    ]


def _leaving(browser: Browser, url: str, spec: Spec) -> Line:
    home = urlsplit(url).hostname
    left = []
    with visitor(browser) as context:
        for path in spec.every_page:
            page = context.new_page()
            seen = left.append
            page.on("request", lambda request, seen=seen: _note_leaving(request.url, home, seen))
            page.on("websocket", lambda socket, seen=seen: _note_leaving(socket.url, home, seen))
            page.goto(url + path)
            settle(page)
            page.close()
    return Line(
        what="requests that leave the machine",
        unit="",
        samples=(len(left),),
        budget_p95=0,
        note="; ".join(left[:3]) or f"{len(spec.every_page)} pages",
    )


def _note_leaving(address: str, home: str | None, note) -> None:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in (home, "localhost", "127.0.0.1"):
        note(address)


def settle(page: Page) -> None:
    """Until the script has finished and the page has not changed for 0.3 s."""
    page.wait_for_selector(DONE, state="attached", timeout=60_000)
    page.evaluate(
        """() => new Promise((quiet) => {
          let timer = setTimeout(quiet, 300);
          const end = setTimeout(() => { seen.disconnect(); quiet(); }, 8000);
          const seen = new MutationObserver(() => { clearTimeout(timer);
            timer = setTimeout(() => { clearTimeout(end); seen.disconnect(); quiet(); }, 300); });
          seen.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        })"""
    )


class Received:
    """Counts what a page receives, as the browser's network layer reports it."""

    def __init__(self, page: Page) -> None:
        self.socket_bytes = 0
        self.published_bytes = 0.0
        self._published: set[str] = set()
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.webSocketFrameReceived", self._frame)
        network.on("Network.responseReceived", self._response)
        network.on("Network.loadingFinished", self._finished)

    @property
    def published_kb(self) -> float:
        return self.published_bytes / 1000

    def _frame(self, event: dict) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        self.socket_bytes += len(base64.b64decode(data)) if frame["opcode"] == 2 else len(data)

    def _response(self, event: dict) -> None:
        if "/app/static/" in event["response"]["url"]:
            self._published.add(event["requestId"])

    def _finished(self, event: dict) -> None:
        if event["requestId"] in self._published:
            self.published_bytes += event["encodedDataLength"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    for line in measure(parser.parse_args().url):
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
