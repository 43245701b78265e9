"""What only a browser can show of the map: paint, tooltip, keys, legend, panels, playing, and no request outside."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import pytest
import shapely
from playwright.sync_api import Page, expect, sync_playwright

from stunting.build.browser_geometry import encode
from stunting.ui import map_component
from tests.browser.serving import QUIET, chromium_path

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


def squares(columns, rows):
    """Square areas, named row by row: "Kab. A1" in the north-west."""
    west, south = np.meshgrid(np.arange(columns), -np.arange(rows))
    shapes = shapely.box(west.ravel() * 0.1, south.ravel() * 0.1, west.ravel() * 0.1 + 0.1, south.ravel() * 0.1 + 0.1)
    codes = [f"{number:04d}" for number in range(len(shapes))]
    names = [f"Kab. {'ABCDEFGH'[number // columns % 8]}{number % columns + 1}" for number in range(len(shapes))]
    return gpd.GeoDataFrame(
        {"code": codes, "name": names, "boundary_source": "perkiraan"}, geometry=list(shapes), crs="EPSG:4326"
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The harness, served by Streamlit with its static files."""
    folder = tmp_path_factory.mktemp("peta")
    static = folder / "static"
    static.mkdir()
    shutil.copy(Path(__file__).parent / "harness_map.py", folder / "harness_map.py")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copy(map_component.SCRIPT, static / "peta.js")
    missing = [("9998", "Kab. Tanpa Batas"), ("9999", "Kab. Tanpa Baris")]
    small = encode(squares(5, 4), scope="18", level="kabupaten", missing=missing)
    (static / "grid.json").write_bytes(small)
    (static / "inner.json").write_bytes(encode(squares(3, 3), scope="0001", level="kecamatan"))
    (static / "many.json").write_bytes(encode(squares(50, 41), scope="18", level="desa", missing=[("9999", "x")]))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "harness_map.py", "--server.port", str(port)]
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(timeout=10)


def _wait_until_healthy(url: str) -> None:
    for _ in range(100):
        try:
            if urllib.request.urlopen(url, timeout=1).status == 200:
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the harness did not start")


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def outside():
    """Requests that left the machine, and errors of the pages."""
    return []


@pytest.fixture(scope="module")
def pages():
    """Pages that several tests share, because loading one takes seconds."""
    shared = {}
    yield shared
    for page in shared.values():
        page.context.close()


@pytest.fixture(scope="module")
def sent():
    """The scene of every message that a page sent to the server."""
    return []


@pytest.fixture
def open_map(chromium, address, outside, pages, sent):
    """Opens a scene and waits until it is painted; afterwards nothing may have left the machine or failed.

    The page of a scene is shared and handed over at rest: pointer away, no focus, no zoom, nothing isolated.
    With options of its own, a test gets a page of its own.
    """

    def open_scene(scene: str, *, painted: bool = True, **options) -> Page:
        key = (scene, *sorted(map(str, options.items())))
        if key in pages:
            page = pages[key]
            page.mouse.move(2, 2)
            page.evaluate("document.activeElement?.blur()")
            return page
        page = chromium.new_context(**{"viewport": {"width": 1366, "height": 768}, **options}).new_page()
        pages[key] = page
        page.set_default_timeout(8000)
        page.on("request", lambda request: _note_outside(request.url, outside))
        page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(scene)))
        page.on("pageerror", lambda error: outside.append(str(error)))
        page.goto(f"{address}?scene={scene}")
        if painted:
            page.wait_for_selector(".peta[data-painted]")
        return page

    yield open_scene
    assert outside == []


def _note_outside(url: str, outside: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost"):
        outside.append(url)


def unit(page: Page, number: int, *, panel: int = 0):
    return page.locator(".units").nth(panel).locator("path").nth(number)


def focus_first(page: Page) -> None:
    page.locator(".units path[tabindex='0']").first.focus()
    page.keyboard.press("Home")


def last_event(page: Page, expected: str) -> None:
    expect(page.get_by_text("Peristiwa:")).to_have_text(re.compile(f"(: | ){expected}$"))


def test_every_unit_is_an_option_with_name_value_and_class(open_map):
    page = open_map("one")

    assert page.get_by_role("option").count() == 20
    expect(unit(page, 14)).to_have_attribute("aria-label", "Kab. C5: 15,0%, Sedang")


def test_hover_and_focus_show_the_same_tooltip(open_map):
    page = open_map("one")
    tip = page.locator(".tip")

    unit(page, 0).hover()
    by_pointer = tip.inner_text()
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()
    focus_first(page)

    expect(tip).to_be_visible()
    assert tip.inner_text() == by_pointer
    assert re.findall(r"Kab\. A1|1,0%|Sangat rendah|SSGI 2024|n = 100", by_pointer) == [
        "Kab. A1",
        "1,0%",
        "Sangat rendah",
        "SSGI 2024",
        "n = 100",
    ]


def test_arrow_keys_walk_to_the_neighbour_in_that_direction(open_map):
    page = open_map("one")
    focus_first(page)

    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)

    expect(page.locator(".tip .place")).to_have_text("Kab. C1")
    assert page.locator(".units path[tabindex='0']").count() == 1


def test_tab_leads_from_the_page_to_one_area_and_the_map_stays(open_map):
    page = open_map("one")
    page.locator(".zoom button").first.focus()

    page.keyboard.press("Shift+Tab")

    focused = page.evaluate(
        "() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
        " return [e.tagName, e.getAttribute('role')]; }"
    )
    assert focused == ["path", "option"]
    # One more step back leaves the map: the group around the areas is no stop of its own.
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("() => !document.querySelector('.units:focus')")
    assert "NaN" not in page.locator(".drawing").first.inner_html()


def test_focused_unit_has_a_visible_ring(open_map):
    page = open_map("one")
    focus_first(page)

    assert page.locator(".ground.focus .hover").get_attribute("d") == unit(page, 0).get_attribute("d")


def test_enter_opens_the_area(open_map):
    page = open_map("one")
    focus_first(page)
    page.keyboard.press("ArrowRight")

    page.keyboard.press("Enter")

    last_event(page, "drill:0001")


def test_after_opening_by_keyboard_the_focus_goes_on_in_the_new_map(open_map):
    page = open_map("inner")
    focus_first(page)

    page.keyboard.press("Enter")
    page.wait_for_selector(".peta[data-scope='0001/kecamatan']")
    page.keyboard.press("ArrowDown")

    expect(page.locator(".tip .place")).to_have_text("Kab. B1")


def test_dragging_moves_the_enlarged_map_and_opens_nothing(open_map):
    page = open_map("one", locale="id-ID")
    page.get_by_label("Perbesar peta").click()
    box = page.locator(".stage").bounding_box()
    centre = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    before = unit(page, 7).bounding_box()["x"]

    page.mouse.move(*centre)
    page.mouse.down()
    page.mouse.move(centre[0] + 60, centre[1], steps=4)
    page.mouse.up()

    expect(page.get_by_text("Peristiwa:")).to_have_text("Peristiwa:")
    assert unit(page, 7).bounding_box()["x"] > before + 30


def test_click_opens_the_area(open_map):
    page = open_map("one")

    unit(page, 7).click()

    last_event(page, "drill:0007")


def test_click_selects_where_nothing_can_be_opened(open_map):
    page = open_map("select")

    unit(page, 3).click()

    last_event(page, "select:0003")
    assert page.locator(".selected").get_attribute("d") == unit(page, 3).get_attribute("d")


def test_escape_first_hides_the_tooltip_then_goes_back(open_map):
    page = open_map("one")
    focus_first(page)

    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_be_hidden()
    page.keyboard.press("Escape")

    last_event(page, "back:18")


def test_new_values_repaint_without_new_paths_or_another_fetch(open_map):
    page = open_map("one", color_scheme="light")
    path = unit(page, 0).element_handle()
    before = path.get_attribute("fill")

    page.get_by_text("5", exact=True).first.click()
    page.wait_for_selector(".peta[data-painted='2']")

    assert path.evaluate("node => node.isConnected")
    assert path.get_attribute("fill") != before
    assert page.evaluate("window.__peta.geometryLoads") == 1


def test_legend_isolates_a_class_and_releases_it(open_map):
    page = open_map("one")
    tall = page.locator(".entry[data-key='c3']")
    expect(tall).to_have_attribute("aria-label", "Tinggi, 20–< 30%: 1 wilayah")

    tall.focus()
    page.keyboard.press("Enter")
    expect(tall).to_have_attribute("aria-pressed", "true")
    assert page.locator(".units path.off").count() == 19

    page.keyboard.press("Escape")
    expect(tall).to_have_attribute("aria-pressed", "false")
    assert page.locator(".units path.off").count() == 0


def test_each_state_is_drawn_with_a_pattern_and_named_in_the_legend(open_map):
    page = open_map("states")

    fills = [unit(page, number).get_attribute("fill") for number in (1, 2, 3, 4)]

    assert all(fill.startswith("url(#") for fill in fills)
    assert len(set(fills)) == 4
    assert page.locator(".states .entry").count() == 5
    expect(unit(page, 3)).to_have_attribute("aria-label", "Kab. A4: disembunyikan (melindungi 1–4 balita)")


def test_units_without_polygon_are_listed_with_their_values(open_map):
    page = open_map("one")

    page.locator(".below summary").click()

    expect(page.locator(".below li")).to_have_text(
        ["Kab. Tanpa Batas: 21,0%, Tinggi", "Kab. Tanpa Baris: tidak ada data"]
    )


def test_two_panels_share_legend_hover_and_geometry(open_map):
    page = open_map("two")

    unit(page, 4, panel=1).hover()

    expect(page.locator(".tip .number")).to_have_text(["5,0%", "15,0%"])
    assert page.locator(".legend").count() == 1
    expect(page.locator(".entry[data-key='c0'] .count")).to_have_text("2 | 0")
    assert page.evaluate("window.__peta.geometryLoads") == 1


def test_watermark_source_and_credit_stand_on_the_map(open_map):
    page = open_map("one")

    expect(page.locator(".watermark")).to_have_text("DATA CONTOH")
    expect(page.locator(".foot")).to_contain_text("Sumber: SSGI 2024")
    expect(page.locator(".foot")).to_contain_text("Batas perkiraan dari titik desa, bukan batas resmi")
    expect(page.locator(".scale text")).to_contain_text("km")


def test_zoom_buttons_enlarge_and_restore_with_crisp_lines(open_map):
    page = open_map("one")
    wide = unit(page, 7).bounding_box()["width"]

    page.get_by_label("Perbesar peta").click()
    expect(page.locator(".peta")).to_have_class(re.compile("zoomed"))
    assert unit(page, 7).bounding_box()["width"] > 1.5 * wide
    assert unit(page, 7).evaluate("node => getComputedStyle(node).vectorEffect") == "non-scaling-stroke"

    page.get_by_label("Tampilkan seluruh peta").click()
    expect(page.locator(".peta")).not_to_have_class(re.compile("zoomed"))


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
def test_map_and_legend_fit_the_width_of_the_screen(open_map, width, height):
    page = open_map("two")
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("width => document.querySelector('[data-testid=stApp]').clientWidth === width", arg=width)
    page.wait_for_timeout(150)

    stages = [box.bounding_box() for box in page.locator(".stage").all()]
    legend = page.locator(".legend").bounding_box()

    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in [*stages, legend])
    if width < 640:
        assert stages[1]["y"] > stages[0]["y"] + stages[0]["height"], "stacked on a phone"
    else:
        assert stages[1]["y"] == stages[0]["y"], "side by side"
    for number in range(20):
        box = unit(page, number).bounding_box()
        assert box["x"] >= stages[0]["x"]
        assert box["x"] + box["width"] <= stages[0]["x"] + stages[0]["width"] + 1


def test_first_tap_explains_second_tap_opens(open_map):
    page = open_map("one", viewport={"width": 390, "height": 844}, has_touch=True)

    unit(page, 7).tap()
    expect(page.locator(".tip button")).to_have_text("Buka")
    expect(page.get_by_text("Peristiwa:")).to_have_text("Peristiwa:")
    unit(page, 7).tap(force=True)

    last_event(page, "drill:0007")


def test_labels_are_never_below_11_pixels(open_map):
    page = open_map("one", viewport={"width": 390, "height": 844}, has_touch=True)

    sizes = page.locator(".labels text").evaluate_all(
        "nodes => nodes.map(n => parseFloat(n.getAttribute('font-size')))"
    )

    assert sizes
    assert min(sizes) >= 11


def test_circles_are_sized_by_the_square_root_of_the_count(open_map):
    page = open_map("circles")

    radii = sorted(page.locator(".circles circle").evaluate_all("nodes => nodes.map(n => n.r.baseVal.value)"))

    assert len(radii) == 20
    assert radii[-1] / radii[4] == pytest.approx((20 / 5) ** 0.5, rel=0.02)


def test_above_2000_units_a_canvas_is_painted_and_still_answers_the_pointer(open_map):
    page = open_map("many")
    stage = page.locator(".stage").bounding_box()

    page.mouse.move(stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2)

    expect(page.locator(".tip .place")).to_contain_text("Kab.")
    assert page.locator(".units path").count() == 0
    colours = page.locator("canvas").evaluate(
        """node => {
            const {data} = node.getContext('2d').getImageData(0, 0, node.width, node.height);
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(data.slice(i, i + 3).join());
            return seen.size;
        }"""
    )
    assert colours >= 5


def test_missing_geometry_is_explained_and_can_be_retried(open_map):
    page = open_map("absent", painted=False)

    expect(page.locator(".status")).to_contain_text("Bentuk wilayah tidak dapat dimuat")
    expect(page.get_by_role("button", name="Coba lagi")).to_be_visible()
    expect(page.locator(".panels")).not_to_be_visible()


def test_reduced_motion_is_respected(open_map):
    page = open_map("one", reduced_motion="reduce")

    assert unit(page, 0).evaluate("node => getComputedStyle(node).transitionDuration") == "0s"


def test_three_panels_stand_side_by_side_with_a_legend_part_per_quantity(open_map):
    page = open_map("three")

    stages = [box.bounding_box() for box in page.locator(".stage").all()]
    assert len({box["y"] for box in stages}) == 1
    assert all(box["width"] > 350 and box["height"] >= 200 for box in stages)
    expect(page.locator(".legend .part b")).to_have_text(["Prevalensi stunting", "Jumlah balita"])
    expect(page.locator(".entry[data-key='c0'] .count")).to_have_text("2 | 2")
    sizes = page.locator(".labels text").evaluate_all("nodes => nodes.map(n => +n.getAttribute('font-size'))")
    assert min(sizes) >= 11


def test_cases_are_circles_over_neutral_areas_beside_coloured_ones(open_map):
    page = open_map("three")

    assert page.locator(".panel").nth(1).locator(".circles circle").count() == 20
    assert page.locator(".panel").nth(0).locator(".circles circle").count() == 0
    fills = (
        page.locator(".units").nth(1).locator("path").evaluate_all("nodes => nodes.map(n => n.getAttribute('fill'))")
    )
    assert len(set(fills)) == 1
    expect(unit(page, 4, panel=1)).to_have_attribute("aria-label", "Kab. A5: 50 balita stunting")


def test_excluded_area_has_a_pattern_an_outline_and_no_number(open_map):
    page = open_map("three")

    expect(unit(page, 19, panel=2)).to_have_attribute("aria-label", "Kab. D5: dikeluarkan dari hitungan")
    assert unit(page, 19, panel=2).get_attribute("fill") == "url(#p2-x)"
    outline = page.locator(".panel").nth(2).locator(".excluded")
    assert outline.get_attribute("d") == unit(page, 19, panel=2).get_attribute("d")
    expect(page.locator(".entry[data-key='x'] .count")).to_have_text("0 | 0 | 1")
    expect(page.locator(".panel").nth(2).locator(".labels")).to_contain_text("D5")


def test_lokus_areas_have_a_thick_outline_and_a_legend_entry(open_map):
    page = open_map("three")

    outline = page.locator(".panel").nth(0).locator(".mark.lokus")
    assert outline.get_attribute("d") == "".join(unit(page, i).get_attribute("d") for i in (5, 6))
    assert outline.evaluate("node => parseFloat(getComputedStyle(node).strokeWidth)") > 2
    entry = page.locator(".entry[data-key='lokus']")
    expect(entry).to_have_text("lokus 20262")
    entry.click()
    assert page.locator(".units").nth(0).locator("path.off").count() == 18
    entry.click()


def test_a_class_of_one_quantity_leaves_the_panel_of_another_alone(open_map):
    page = open_map("three")
    entry = page.locator(".entry[data-key='c2']")

    entry.click()

    off = [page.locator(".units").nth(n).locator("path.off").count() for n in range(3)]
    entry.click()
    assert off == [10, 0, 10]


def test_three_panels_stack_on_a_phone(open_map):
    page = open_map("three", viewport={"width": 390, "height": 844}, has_touch=True)

    stages = [box.bounding_box() for box in page.locator(".stage").all()]

    assert stages[0]["y"] < stages[1]["y"] < stages[2]["y"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in stages)
    legend = page.locator(".legend").bounding_box()
    assert legend["y"] > stages[2]["y"] + stages[2]["height"] - 1
    assert legend["x"] + legend["width"] <= 390


def test_only_areas_with_a_label_are_written_on_the_map(open_map):
    page = open_map("label")

    expect(page.locator(".labels text")).to_have_count(2)
    assert "A3" in page.locator(".labels").inner_html()


def player(page: Page):
    return page.locator(".player input")


def set_period(page: Page, key: str) -> None:
    player(page).focus()
    page.keyboard.press(key)


def test_map_opens_with_the_last_period_and_does_not_play_by_itself(open_map):
    page = open_map("play", locale="id")
    page.wait_for_timeout(1300)

    expect(page.locator(".player .now")).to_have_text("Bulan 6")
    expect(unit(page, 0)).to_have_attribute("aria-label", "Kab. A1: 26,0%, Tinggi")
    expect(page.locator(".player .start")).to_have_text("Putar")


def test_playing_changes_the_screen_and_sends_nothing(open_map, sent):
    page = open_map("play")
    page.wait_for_timeout(300)
    before = len(sent)

    page.locator(".player .start").click()
    expect(page.locator(".player .now")).to_have_text("Bulan 1")
    first = unit(page, 0).get_attribute("fill")
    expect(page.locator(".player .now")).to_have_text("Bulan 3", timeout=4000)
    page.locator(".player .start").click()

    assert unit(page, 0).get_attribute("fill") != first
    assert len(sent) == before
    expect(page.locator(".player .start")).to_have_text("Putar")


def test_legend_labels_tooltip_and_heading_follow_the_period(open_map):
    page = open_map("play")

    set_period(page, "Home")
    for _ in range(2):
        page.keyboard.press("ArrowRight")

    expect(page.locator(".player .now")).to_have_text("Bulan 3")
    expect(page.locator(".subtitle")).to_have_text("Angka bulan 3")
    expect(page.locator(".entry[data-key='c0'] .count")).to_have_text("0")
    expect(page.locator(".entry[data-key='u'] .count")).to_have_text("1")
    expect(unit(page, 3)).to_have_attribute("aria-label", "Kab. A4: disembunyikan (melindungi 1–4 balita)")
    assert "11,0" in page.locator(".labels").inner_html()
    unit(page, 0).hover()
    expect(page.locator(".tip .number")).to_have_text("11,0%")


def test_keys_step_play_and_pause(open_map):
    page = open_map("play")
    now = page.locator(".player .now")

    set_period(page, "End")
    page.keyboard.press("ArrowLeft")
    expect(now).to_have_text("Bulan 5")
    page.keyboard.press("Space")
    expect(page.locator(".player .start")).to_have_text("Jeda")
    page.keyboard.press("Space")
    expect(page.locator(".player .start")).to_have_text("Putar")
    page.keyboard.press("Home")
    expect(player(page)).to_have_attribute("aria-valuetext", "Bulan 1")
    page.keyboard.press("ArrowLeft")
    expect(now).to_have_text("Bulan 1")


def test_playing_stops_at_the_last_period(open_map):
    page = open_map("play")
    set_period(page, "End")
    page.keyboard.press("ArrowLeft")

    page.locator(".player .start").click()

    expect(page.locator(".player .now")).to_have_text("Bulan 6")
    expect(page.locator(".player .start")).to_have_text("Putar")


def test_a_rerun_keeps_the_period_on_screen(open_map):
    page = open_map("play", color_scheme="light")
    set_period(page, "Home")

    page.get_by_text("5", exact=True).first.click()
    page.wait_for_selector(".peta[data-painted='2']")

    expect(page.locator(".player .now")).to_have_text("Bulan 1")


def test_the_period_is_reported_only_by_its_button(open_map):
    page = open_map("play", locale="en-GB")
    expect(page.locator(".player .pick")).to_be_disabled()

    set_period(page, "Home")
    page.locator(".player .pick").click()

    last_event(page, "period:2025-01")


def test_player_fits_a_phone_and_stays_in_reach(open_map):
    page = open_map("play", viewport={"width": 390, "height": 844}, has_touch=True)

    for part in (".player .start", ".player .now", ".player input", ".player .pick"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.locator(".player .start").bounding_box()["height"] >= 40


def test_a_map_without_periods_has_no_player(open_map):
    page = open_map("one")

    expect(page.locator(".player")).to_be_hidden()
