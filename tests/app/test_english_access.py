"""The page Akses and the lines about a book speak English to an English reader."""

from __future__ import annotations

import pytest

from stunting import languages
from stunting.access import audit
from stunting.access.audit import Event
from stunting.ledger import Ledger
from stunting.ui import ledger_state
from tests.accounts import admin
from tests.app.test_access_page import layout, opened, store  # noqa: F401
from tests.app.test_english import names_of_areas
from tests.spoken import left_over, texts


@pytest.mark.parametrize("params", [{"akun": "siti.aminah"}, {"tab": "Akun baru"}, {"tab": "Jejak"}])
def test_no_indonesian_word_is_left_on_an_english_page(store, opened, params):  # noqa: F811
    audit.record(Event.EXPORT, "3514", {"berkas": "xlsx", "baris": 412}, layout=store.layout, always=True)
    audit.flush(store.layout)

    page = opened(admin(), bahasa="en", **params)

    names = names_of_areas()
    said = [f"{word}: {text[:160]!r}" for text in texts(page) for word in left_over(text, names)]
    assert not page.exception
    assert not said, "\n".join(said)


def test_a_whole_and_a_broken_book_are_named_in_english(layout):  # noqa: F811
    ledger = Ledger.open(layout)
    ledger.append(kind="komitmen", subject="3514", author="Siti", reason="", release_id="", body={"nomor": 1})

    with languages.use(languages.ENGLISH):
        said = ledger_state._whole(ledger.verify(), ledger.place)

    assert "Ledger is whole: 1 record, last <code>" in said
