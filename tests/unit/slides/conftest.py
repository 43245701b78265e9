"""The shipped data as what slides are made from."""

from __future__ import annotations

import pytest

from stunting import releases
from stunting.paths import Layout
from stunting.slides.sources import Sources


@pytest.fixture(scope="session")
def sources(built_layout: Layout) -> Sources:
    """One release, open for the whole run."""
    return Sources(release=releases.open_release(built_layout))
