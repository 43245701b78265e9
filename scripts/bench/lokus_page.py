"""What a reader waits for while choosing priority villages: a weight is moved, list and map are drawn anew.

    python -m scripts.bench.lokus_page http://localhost:8501

Every press of the key gives weights that nobody asked for before, so no answer is taken from a cache.
"""

from __future__ import annotations

import argparse

from playwright.sync_api import Page

from scripts.bench.browser import Received, chromium, settle, visitor
from scripts.bench.lines import Line

# 365 desa, the largest kabupaten of the sample data.
PATH = "/lokus?wilayah=3514&tab=Pilih&mode=internal"
LIST = "[aria-label='Daftar usulan lokus']"
SLIDERS = tuple(f".st-key-lokus-bobot-{key} input[type=range]" for key in ("prevalensi", "kasus", "krs", "layanan"))
PRESSES = 11
WARM_UP = 2
BUDGET_MS, BUDGET_KB = 500.0, 30.0

# From the key press to the frames after the list and the map were drawn, and to the last change of the page.
PROBE = """
(list) => {
  const painted = () => (window.__peta ? window.__peta.painted : 0);
  const bench = (window.__bench = { start: null, list: null, map: null, last: null });
  const touches = (node) =>
    node.nodeType === 1 ? node.matches(list) || node.querySelector(list) || node.closest(list)
                        : node.parentElement && node.parentElement.closest(list);
  addEventListener("keydown", () => {
    const before = painted();
    bench.start = performance.now();
    bench.observer = new MutationObserver((seen) => {
      bench.last = performance.now();
      const isList = seen.some((one) => one.type === "childList" && [...one.addedNodes].some(touches));
      if (isList) requestAnimationFrame(() => { bench.list = performance.now(); });
    });
    bench.observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    const look = () => {
      if (painted() > before) requestAnimationFrame(() => { bench.map = performance.now(); });
      else if (performance.now() - bench.start < 20000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
}
"""


def measure(url: str) -> list[Line]:
    """Lines of the report."""
    repainted, everything, sizes, alone = [], [], [], []
    with chromium() as browser, visitor(browser) as context:
        page = context.new_page()
        received = Received(page)
        page.goto(url + PATH)
        page.locator(LIST).wait_for(timeout=60_000)
        page.wait_for_function("window.__peta && window.__peta.painted > 0", timeout=60_000)
        settle(page)
        for turn in range(WARM_UP + PRESSES * len(SLIDERS)):
            timing, size = _pressed(page, received, SLIDERS[turn % len(SLIDERS)])
            if turn < WARM_UP:
                continue
            everything.append(max(timing[end] or 0.0 for end in ("list", "map", "last")) - timing["start"])
            sizes.append(size)
            if timing["list"] and timing["map"]:
                repainted.append(max(timing["list"], timing["map"]) - timing["start"])
                alone.append(timing["list"] - timing["start"])
    presses = PRESSES * len(SLIDERS)
    return [
        Line(
            what="lokus: key press on a weight until list and map are repainted",
            unit="ms",
            samples=tuple(repainted),
            budget_p95=BUDGET_MS,
            note=f"365 desa; {presses} presses, {len(repainted)} of them changed list and map",
        ),
        Line(what="lokus: key press on a weight until the list is repainted", unit="ms", samples=tuple(alone)),
        Line(what="lokus: key press on a weight until everything is repainted", unit="ms", samples=tuple(everything)),
        Line(
            what="lokus: bytes over the websocket per change of a weight",
            unit="kB",
            samples=tuple(sizes),
            budget_p95=BUDGET_KB,
        ),
    ]


def _pressed(page: Page, received: Received, slider: str) -> tuple[dict[str, float | None], float]:
    """One press of the right arrow: times in ms, and kB over the websocket."""
    page.locator(slider).focus()
    before = received.socket_bytes
    page.evaluate(PROBE, LIST)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(100)
    settle(page)
    timing = page.evaluate("window.__bench.observer.disconnect(), window.__bench")
    return timing, (received.socket_bytes - before) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    for line in measure(parser.parse_args().url):
        print(f"{line.what}: median {line.median:.1f}, p95 {line.p95:.1f} {line.unit} {line.verdict} {line.note}")


if __name__ == "__main__":
    main()
