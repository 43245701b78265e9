"""Every page against the real release, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from stunting.paths import ROOT, Layout

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True, scope="session")
def components() -> Iterator[None]:
    """What is installed is read once: every `AppTest` reads the metadata of all packages anew, half a second each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def open_page(built_layout: Layout, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """`open_page("peta", wilayah="18")`: the page after its first run, with these query parameters."""
    monkeypatch.setenv("STUNTING_DATA", str(built_layout.releases.parent))
    st.cache_resource.clear()
    st.cache_data.clear()

    def opened(page: str = "app", **params: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        if page != "app":
            # AppTest starts at the first page, and unlike the server it keeps the values of its widgets on the way.
            if "wilayah" in params:
                test.query_params["wilayah"] = params["wilayah"]
            test.run()
            test.switch_page(f"pages/{page}.py")
        for key, value in params.items():
            test.query_params[key] = value
        return test.run()

    yield opened


@pytest.fixture
def download(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """`download(page, "Word")`: what the browser would receive; AppTest alone has no files."""
    made, add = {}, MediaFileManager.add_deferred

    def remembering(self, call, *args, **kwargs):
        made[found := add(self, call, *args, **kwargs)] = call
        return found

    monkeypatch.setattr(MediaFileManager, "add_deferred", remembering)

    def downloaded(page, label: str, *, which: int = 0) -> bytes:
        buttons = [one for one in page.get("download_button") if one.label == label]
        return made[buttons[which].proto.deferred_file_id]()

    return downloaded
