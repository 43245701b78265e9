"""What an officer does on a page, for stories played in a real browser: open, fill, send, take home."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import python_calamine
import xlsxwriter
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from stunting import releases
from stunting.paths import Layout
from tests.browser.serving import settled
from tests.browser.test_story import is_elsewhere
from tests.small import layout_in

# A slow laptop, or one that does three things at once.
PATIENCE = 60_000
# A release takes some seconds to build.
BUILDING = 180_000


def own_installation(built: Layout, folder: Path) -> Layout:
    """A data folder of its own with the live release of another one, for the story writes into it."""
    layout = layout_in(folder, raw=built.raw)
    layout.releases.mkdir(parents=True)
    live = releases.current(built)
    for name in (f"{live}.duckdb", f"{live}.json", "current"):
        shutil.copyfile(built.releases / name, layout.releases / name)
    return layout


def watched(browser: Browser, told: SimpleNamespace) -> BrowserContext:
    """A window that reaches this machine alone; `told` remembers what it asked for elsewhere and its script errors."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    context.route(is_elsewhere, lambda route: route.abort())
    context.on("request", lambda one: told.elsewhere.append(one.url) if is_elsewhere(one.url) else None)
    context.on("weberror", lambda one: told.errors.append(str(one.error)))
    context.set_default_timeout(PATIENCE)
    return context


def visit(page: Page, url: str) -> None:
    """Open a page and wait until it says all it has to say; a page that fails says why."""
    page.goto(url)
    page.wait_for_selector("[data-test-script-state=notRunning]", state="attached", timeout=PATIENCE)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def dialog_of(page: Page, button: str) -> Locator:
    """The dialog that a button opens; a click is lost on a page that is just painted anew, and one clicks again."""
    dialog = page.get_by_role("dialog")
    for _ in range(3):
        settled(page)
        page.get_by_role("button", name=button).click()
        with suppress(AssertionError):
            expect(dialog).to_be_visible(timeout=PATIENCE / 4)
            break
    expect(dialog).to_be_visible()
    return dialog


def unfolded(page: Page, key: str) -> Locator:
    """A folded part of a page, opened."""
    part = page.locator(f".st-key-{key}")
    expect(part.locator("summary")).to_be_visible(timeout=PATIENCE)
    if part.locator("details[open]").count() == 0:
        part.locator("summary").click()
    expect(part.locator("details[open]")).to_have_count(1)
    return part


def typed(part: Locator, label: str, text: str) -> None:
    """Write into a box and leave it."""
    box = part.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Tab")


def picked(page: Page, part: Locator, label: str, option: str) -> None:
    """Choose from a list by typing, as one does when it is long."""
    box = part.get_by_role("combobox", name=re.compile(f"{re.escape(label)}$"))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).first.click()


def pressed_to_download(page: Page, button: Locator, folder: Path) -> Path:
    """The file that a button makes."""
    settled(page)
    with page.expect_download(timeout=BUILDING) as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def cells_of(table: Locator) -> Locator:
    """What a table that is painted says to a screen reader; it says nothing before it is in sight."""
    table.scroll_into_view_if_needed()
    return table.locator("[role=gridcell]")


def sent(part: Locator, path: Path) -> None:
    """Give a file to the only place for files of a part."""
    part.locator("input[type=file]").set_input_files(path)


def one_line(text: str) -> str:
    return " ".join(text.split())


def refilled(template: Path, path: Path, *, sheet: str, below: int, rows: list[dict[str, object]]) -> Path:
    """A handed-out sheet with other rows under its headings, saved as another file.

    below: how many rows the headings take; rows: by the headings of the last one of them
    """
    head = handed_out(template, sheet)[:below]
    columns = {name: at for at, name in enumerate(head[-1])}
    body = [[row.get(name, "") for name in columns] for row in rows]
    return saved_sheet(path, sheet, [*head, *body])


def handed_out(template: Path, sheet: str) -> list[list[object]]:
    """The rows of a sheet; a merged heading stands in the first of its cells."""
    return python_calamine.load_workbook(str(template)).get_sheet_by_name(sheet).to_python()


def saved_sheet(path: Path, sheet: str, rows: list[list[object]]) -> Path:
    """A workbook of one sheet; an empty cell stays empty."""
    with xlsxwriter.Workbook(str(path)) as book:
        written = book.add_worksheet(sheet)
        for at, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if value != "":
                    written.write(at, column, value)
    return path
