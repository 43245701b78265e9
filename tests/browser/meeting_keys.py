"""Hands on a keyboard, and nothing else: what a person does who has no mouse in the hall."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import CDPSession, Download, Locator, Page, TimeoutError

from tests.browser.serving import settled

PATIENCE = 60_000
# A page of Streamlit with a form of attendance has some 120 stops.
MOST_STOPS = 220
TRIES = 4
UNFOLDING = 8_000
UPLOAD_TRIES = 6
BOXES = "textbox spinbutton combobox"


class Keys:
    """The keyboard of one window; it knows where the focus is as a screen reader would say it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._devtools: CDPSession | None = None

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def focused(self) -> tuple[str, str]:
        """Role and name of what has the focus; ("", "") where nothing has."""
        devtools = self._devtools = self._devtools or self.page.context.new_cdp_session(self.page)
        found = devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        if "objectId" not in found:
            return "", ""
        try:
            tree = devtools.send(
                "Accessibility.getPartialAXTree", {"objectId": found["objectId"], "fetchRelatives": False}
            )
        finally:
            devtools.send("Runtime.releaseObject", {"objectId": found["objectId"]})
        node = tree["nodes"][0]
        role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "")
        return ("", "") if role in ("RootWebArea", "generic", "none") and not name else (role, name)

    def go_to(self, name: str, *, role: str = "", again: bool = False) -> None:
        """Press Tab until the focus is on what has this name; a regular expression that is found in it.

        role:  one or several, between spaces
        again: not where the focus is already

        Raises:
            AssertionError: Tab does not reach it; says what it did reach.
        """
        passed: list[str] = []
        for stop in range(2 * MOST_STOPS):
            if stop or not again:
                here_role, here = self.focused()
                if re.search(name, here) and (not role or here_role in role.split()):
                    return
                passed.append(f"{here_role} {here!r}")
            self.page.keyboard.press("Tab")
            if stop > MOST_STOPS:
                # It was all round the page: what is looked for may still be on its way from the server.
                time.sleep(PATIENCE / 1000 / MOST_STOPS)
        raise AssertionError(f"Tab does not reach {role} {name!r}; it passes {', '.join(dict.fromkeys(passed))}")

    def write(self, name: str, text: str) -> None:
        """Go to a box and replace what it holds."""
        self.go_to(name, role=BOXES)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def write_all(self, texts: Mapping[str, str]) -> None:
        """Fill in several boxes, named by their labels; what a form that is drawn anew swallowed is typed once more."""
        for _ in range(TRIES):
            lost = {name: text for name, text in texts.items() if self._held(name) != text}
            if not lost:
                return
            for name, text in lost.items():
                self.write(f"^{re.escape(name)}$", text)
            settled(self.page)
        raise AssertionError(f"the form does not keep {lost}")

    def _held(self, name: str) -> str:
        return self.page.get_by_label(name, exact=True).first.input_value()

    def use(self, name: str, *, role: str = "", key: str = "Enter") -> None:
        self.go_to(name, role=role)
        self.page.keyboard.press(key)

    def unfold(self, name: str, inside: Locator) -> None:
        """Open what is folded; a page that is drawn anew at that moment swallows the key, so it is pressed again."""
        for _ in range(TRIES):
            settled(self.page)
            self.use(name)
            with contextlib.suppress(TimeoutError):
                inside.wait_for(state="visible", timeout=UNFOLDING)
                return
        raise AssertionError(f"{name!r} does not open")

    def download(self, name: str, folder: Path, *, role: str = "button") -> Path:
        self.go_to(name, role=role)
        with self.page.expect_download(timeout=3 * PATIENCE) as waiting:
            self.page.keyboard.press("Enter")
        return saved(waiting.value, folder)

    def upload(self, name: str, path: Path) -> None:
        """Choose a file. An uploader that is drawn anew under the hand swallows the key, so it is pressed again."""
        for _ in range(UPLOAD_TRIES):
            self.go_to(name)
            try:
                with self.page.expect_file_chooser(timeout=PATIENCE / UPLOAD_TRIES) as waiting:
                    self.page.keyboard.press("Enter")
            except TimeoutError:
                continue
            waiting.value.set_files(path)
            return
        raise AssertionError(f"{name!r} opens no choice of files")


def saved(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path
