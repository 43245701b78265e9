"""Small raw folders and releases that every test may build on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stunting.build.release import build_release
from stunting.paths import ROOT, Layout
from tests.ledgers import cluster, empty_file, twelve  # noqa: F401 - fixtures: one server for the whole run
from tests.small import layout_in, write_raw


@pytest.fixture(autouse=True)
def left_behind() -> Iterator[None]:
    """A page that ran in this process leaves itself as `__main__`, which a process that is started runs anew, and the
    language of a window whose number the next page has as well."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
    if language := sys.modules.get("stunting.ui.language"):
        language.forget_windows()


@pytest.fixture
def tiny_layout(tmp_path: Path) -> Layout:
    """A small raw folder, nothing built yet; build it with `build_release(layout, expected=TINY)`."""
    layout = layout_in(tmp_path)
    write_raw(layout.raw)
    return layout


@pytest.fixture(scope="session")
def built_layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The real raw data, built once per test run."""
    layout = layout_in(tmp_path_factory.mktemp("rilis"), raw=ROOT / "data" / "raw")
    build_release(layout)
    return layout
