"""When the connection of an open page is back: the page is run once, and not where it runs already."""

from __future__ import annotations

import pytest

from stunting.ui.reconnection import SCRIPT
from tests.browser.serving import chromium

pytestmark = pytest.mark.browser

# As Streamlit says of an app what it is doing, and a count of its key for a run.
APP = """
<div id="app" data-test-connection-state="CONNECTED" data-test-script-state="notRunning"></div>
<script>runs = 0; document.addEventListener("keydown", (one) => { runs += one.key === "r"; });</script>
"""
SAY = "(what) => { for (const [name, value] of what) app.setAttribute(`data-test-${name}-state`, value); }"
# Longer than the script waits.
A_WHILE = 600


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser):
    page = browser.new_page()
    page.set_content(APP)
    page.add_script_tag(
        content=SCRIPT.read_text(encoding="utf-8").replace("export default function", "function listen") + "listen();"
    )
    yield page
    page.close()


def said(page, *states: tuple[str, str]) -> int:
    """The runs that were asked for a while after the app said this, one after the other."""
    for state in states:
        page.evaluate(SAY, [state])
    page.wait_for_timeout(A_WHILE)
    return page.evaluate("runs")


BROKEN = ("connection", "PINGING_SERVER")
BACK = ("connection", "CONNECTED")


def test_a_page_at_rest_is_run_once(page):
    assert said(page, BROKEN) == 0
    assert said(page, BACK) == 1
    assert said(page, ("script", "running"), ("script", "notRunning")) == 1


@pytest.mark.parametrize("state", ["running", "rerunRequested"])
def test_a_page_that_runs_already_is_left_to_it(page, state):
    assert said(page, BROKEN, BACK, ("script", state)) == 0


def test_a_page_that_was_stopped_in_the_middle_is_run_by_streamlit_itself(page):
    assert said(page, ("script", "running"), BROKEN, BACK) == 0


def test_it_listens_once_however_often_it_is_on_the_page(page):
    page.evaluate("listen()")

    assert said(page, BROKEN, BACK) == 1
