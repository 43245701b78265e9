from __future__ import annotations

import contextlib
import sqlite3

import pytest

from stunting.ledger import Ledger
from tests.small import layout_in

GUARDS = ("entry_keeps_its_rows", "entry_loses_no_row", "entry_replaces_no_row")


@pytest.fixture
def layout(tmp_path, monkeypatch):
    monkeypatch.delenv("STUNTING_LEDGER", raising=False)
    return layout_in(tmp_path)


@pytest.fixture
def ledger(layout):
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
    """Run statements as somebody with the file and a tool of his own would."""

    def run(*statements, guarded=False):
        with contextlib.closing(sqlite3.connect(ledger.url.database)) as opened, opened:
            for name in () if guarded else GUARDS:
                opened.execute(f"drop trigger if exists {name}")
            for statement in statements:
                opened.execute(*statement) if isinstance(statement, tuple) else opened.execute(statement)

    return run
