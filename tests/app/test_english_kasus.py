"""The page Kasus speaks English to an English reader; what it writes down and prints stays Indonesian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from stunting import action_queries, languages
from stunting.cases import reading, recording
from stunting.cases.casebook import open_casebook
from stunting.cases.records import CaseFollowUp, Outcome, Status, Step
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from stunting.ui import data
from tests.app.test_cases_page import case, child, empty, layout, opened, small  # noqa: F401
from tests.app.test_english import names_of_areas, without
from tests.spoken import left_over, texts

# The officers of these tests, what they typed, and the place of a meeting as its form begins: it is written down.
TYPED = frozenset(["sri", "wahyuni", "bidan", "melati", "home", "visit", "aula"])
VIEWS = [
    {"tab": ""},
    {"tab": "", "kasus": "case"},
    {"tab": "Peringatan"},
    {"tab": "Minilok"},
    {"tab": "Minilok", "wilayah": "351406"},
    {"tab": "Audit"},
    {"tab": "Anak"},
    {"tab": "Anak", "kasus": "case"},
    {"tab": "Anak", "kasus": "K-AAAAAAA"},
]


@pytest.fixture
def planned(request: pytest.FixtureRequest) -> str:
    """A case with a line of its plan that is overdue; its number."""
    found, where = request.getfixturevalue("case"), request.getfixturevalue("layout")
    late = dt.date.today() - dt.timedelta(days=4)
    line = CaseFollowUp(case_no=found.case_no, activity="Home visit", deadline=late)
    recording.add_follow_up(open_casebook(where), found, line, by=Writer(author="Sri Wahyuni", role="Bidan"))
    return str(found.case_no)


def quotes() -> tuple[str, ...]:
    """Where announced figures come from, as their source says it."""
    found = action_queries.published_counts(data.database(data.open_release(None).id), within="3514")
    return tuple(sorted({*found["source"], *found["note"].dropna()}, key=len, reverse=True))


def said(page: AppTest) -> Iterator[str]:
    """Every text of the page, also headings and cells of its tables."""
    quoted = quotes()
    yield from (without(text, quoted) for text in texts(page))
    for one in page.dataframe:
        # The lines of a work plan are written down as they are.
        if "Penanggung jawab" not in one.value and "Lembaga" not in one.value:
            yield str(one.value.to_dict())


@pytest.mark.parametrize("params", VIEWS, ids=str)
def test_no_indonesian_word_is_left_on_the_english_page(planned, params):
    page = opened(**(params | ({"kasus": planned} if params.get("kasus") == "case" else {})), bahasa="en")

    names = names_of_areas() | TYPED
    assert [f"{word}: {text[:120]!r}" for text in said(page) for word in sorted(left_over(text, names))] == []


def test_what_is_written_down_is_the_same_for_every_reader(planned, request):
    where: Layout = request.getfixturevalue("layout")
    by = Writer(author="Sri Wahyuni", role="Bidan")
    book = open_casebook(where)

    with languages.use(languages.ENGLISH):
        (file,) = reading.cases(book, "3514")
        recording.close_case(book, file.case, Outcome.MOVED, on=dt.date.today(), by=by)
    (file,) = reading.cases(book, "3514")

    assert (file.step, file.outcome, file.follow_ups[0].status) == (Step.CLOSED, Outcome.MOVED, Status.PLANNED)
    assert book.entries(newest_first=True)[0].body["record"]["outcome"] == "pindah"
