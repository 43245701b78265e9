"""The installations of the kabupaten, made once for every test of what goes from them to the province."""

from __future__ import annotations

import pytest

from stunting.paths import Layout
from tests import deliveries
from tests.deliveries import CODES


@pytest.fixture(scope="session")
def senders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Layout]:
    """The installations of three kabupaten, by code."""
    return {code: deliveries.kabupaten(tmp_path_factory.mktemp(code), code) for code in CODES}
