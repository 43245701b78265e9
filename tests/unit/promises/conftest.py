from __future__ import annotations

import pytest

from stunting.ledger import Ledger
from tests.small import layout_in


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    return Ledger.open(layout_in(tmp_path))
