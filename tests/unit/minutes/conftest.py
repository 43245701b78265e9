from __future__ import annotations

import pytest

from stunting.ledger import Ledger
from stunting.minutes import docx_file, pdf_file, reading
from stunting.minutes.document import content_of
from stunting.minutes.issuing import issue
from tests import meetings
from tests.ledgers import backend, layout  # noqa: F401 - fixtures
from tests.small import layout_in


@pytest.fixture
def ledger(layout):  # noqa: F811
    return Ledger.open(layout)


@pytest.fixture(scope="session")
def register():
    return meetings.register()


@pytest.fixture(scope="module")
def whole(tmp_path_factory, register):
    """A ledger with one rembuk whose berita acara was issued; nothing may be written into it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("STUNTING_LEDGER", raising=False)
        ledger = Ledger.open(layout_in(tmp_path_factory.mktemp("buku")))
    meetings.write_all(ledger)
    minutes = reading.minutes_of(ledger, meetings.MEETING.id, meetings.FACTS)
    issued = issue(ledger, content_of(minutes, register=register, letterhead=meetings.HEAD), by=meetings.BY)
    return ledger, issued


@pytest.fixture(scope="module")
def docx(whole):
    return docx_file.to_docx(whole[1].content, whole[1].proof)


@pytest.fixture(scope="module")
def pdf(whole):
    return pdf_file.to_pdf(whole[1].content, whole[1].proof)
