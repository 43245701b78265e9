"""From an agenda to the screen and to files: how long a deck takes, and how soon the next slide is painted."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from scripts import meeting_pictures
from scripts.bench.browser import chromium
from scripts.bench.lines import Line
from stunting import releases
from stunting.exports import slide_sheets
from stunting.exports.slide_files import KINDS, Options
from stunting.hall.decks import pack
from stunting.paths import Layout
from stunting.rembuk.agenda import Agenda
from stunting.slides.building import deck_of

BUILDS, FILES, PRESSES = 5, 3, 200
NEXT_SLIDE_MS = 300.0
SIZE = {"width": 1366, "height": 768}
# The press, the frame after it, and what comes after that frame was drawn.
LISTEN = """() => {
  window.taken = [];
  addEventListener("keydown", () => {
    const pressed = performance.now();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => taken.push(performance.now() - pressed);
      painted.port2.postMessage(0);
    });
  }, true);
}"""


def measure() -> list[Line]:
    """Lines of the report, over the ready-made agenda of the kabupaten of the gallery."""
    with meeting_pictures.meeting() as found:
        deck = found.deck
        inside = sum(len(slide.children) for slide in deck.slides)
        size = f"{len(deck.slides)} steps, {inside} kecamatan inside, {len(deck.cards)} cards"
        lines = [
            Line(
                what="slides: a deck from its release",
                unit="ms",
                samples=_times(_build(deck.agenda), BUILDS),
                note=size,
            ),
            Line(what="slides: its drawings in three sizes", unit="ms", samples=_times(lambda: pack(deck), FILES)),
        ]
        for key, kind in KINDS.items():
            taken = _times(partial(kind.make, deck, Options()), FILES)
            note = f"{len(kind.make(deck, Options())) / 1e6:.1f} MB"
            lines.append(Line(what=f"slides: the agenda as {key}", unit="ms", samples=taken, note=note))
        shown = [slide for slide in deck.slides if not slide.is_words]
        pictures = [slide_sheets.to_png(deck, slide) for slide in shown]
        largest = max(len(one) for one in pictures) / 1000
        lines.append(
            Line(
                what="slides: the largest picture",
                unit="kB",
                samples=(largest,),
                budget_p95=1_000,
                note="1080 pixels wide",
            )
        )
        lines.append(
            Line(
                what="slides: key until the next one is painted",
                unit="ms",
                samples=_keys(f"{found.url}/rembuk/layar?kunci={found.show.key}"),
                budget_p95=NEXT_SLIDE_MS,
                note="1366x768",
            )
        )
        return lines


def _build(agenda: Agenda) -> Callable[[], object]:
    def build() -> object:
        opened = releases.open_release(Layout.default())
        with opened.database:
            return deck_of(opened, agenda)

    return build


def _times(work: Callable[[], object], times: int) -> tuple[float, ...]:
    """Milliseconds, after once for nothing."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return tuple(taken)


def _keys(url: str) -> tuple[float, ...]:
    with chromium() as browser:
        page = browser.new_page(viewport=SIZE)
        page.goto(url)
        page.wait_for_selector("#panggung[data-siap]", timeout=60_000)
        page.evaluate(LISTEN)
        for number in range(PRESSES):
            page.keyboard.press("ArrowRight" if number % 40 < 20 else "ArrowLeft")
            page.wait_for_timeout(60)
        # The page forbids what the library would wait with.
        while page.evaluate("taken.length") < PRESSES:
            page.wait_for_timeout(20)
        return tuple(page.evaluate("taken"))
