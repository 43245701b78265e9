"""Boxes of Streamlit with a list of choices."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.serving import settled

TRIES, LONGEST = 6, 10_000


def choose(page: Page, within: Locator | Page, label: str, option: str) -> None:
    """Choose in a box; one that is drawn anew under the hand swallows the click, so it is opened again."""
    box = within.get_by_role("combobox", name=re.compile(f"^{label}")).first
    for _ in range(TRIES):
        settled(page)
        box.click()
        try:
            page.get_by_role("option", name=option, exact=True).click(timeout=LONGEST)
            expect(box).to_have_value(option, timeout=LONGEST)
        except (TimeoutError, AssertionError):
            page.keyboard.press("Escape")
        else:
            return
    raise AssertionError(f"{label!r} does not offer {option!r}")
