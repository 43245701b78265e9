from __future__ import annotations

import pytest

from stunting.ledger import Ledger
from tests import ledgers
from tests.ledgers import backend, layout  # noqa: F401 - fixtures


@pytest.fixture
def ledger(layout):  # noqa: F811
    return Ledger.open(layout)


@pytest.fixture
def note(ledger):
    """Append a short note; every part can be given."""

    def append(text="isi", **given):
        facts = {
            "kind": "catatan",
            "subject": "3514",
            "author": "Siti Aminah",
            "role": "Kabid Bappeda",
            "reason": "rapat",
            "release_id": "20260222-090500-1a2b3c4d",
            "body": {"teks": text},
        }
        return ledger.append(**{**facts, **given})

    return append


@pytest.fixture
def by_hand(ledger):
    """Run statements as somebody with the database and a tool of their own would."""

    def run(*statements, guarded=False):
        ledgers.by_hand(ledger, *statements, guarded=guarded)

    return run
