"""Nothing of the restricted store is reachable where the hall is served, at any address, nor is it in a release."""

from __future__ import annotations

import json
import random
import sqlite3
from urllib.parse import quote

import pytest

from stunting.cases.children import ALARM_COLUMNS, CHILD_COLUMNS
from stunting.hall.hall import Hall
from stunting.hall.routes import follower_routes, presenter_routes
from stunting.rembuk import shown_pages
from stunting.rembuk.agenda_json import from_file, to_json
from stunting.rembuk.shown_pages import AgendaError, check, shown_of
from stunting.shared_release import connect
from tests import halls, restricted_office
from tests.agendas import AGENDA

PAGES = ("kasus", "komitmen", "layanan", "data", *shown_pages.SHOWN_PAGES)
PATHS = (
    *("/", "/ikuti", "/ikuti/isi", "/ikuti/aliran/x", "/rembuk/layar", "/rembuk/catatan", "/rembuk/isi", "/rembuk"),
    *("/rembuk/undangan", "/kasus", "/komitmen", "/terbatas/kasus/kasus.sqlite", "/data/terbatas", "/app/static/x"),
    *("/ikuti/../terbatas/kasus/kasus.sqlite", "/ikuti/%2e%2e/%2e%2e/terbatas/kasus/kasus.sqlite"),
    *("/rembuk/berkas/../../terbatas/kasus/kasus.sqlite", "/hall/..%2fterbatas%2fkasus%2fkasus.sqlite"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An installation with imported children, cases, placements and published sums."""
    return restricted_office.filled(tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def asked(office):
    """`asked(path)`: what presenter and followers are answered, with the right key and PIN as well as without."""
    hall = Hall(office.layout)
    show = hall.start("Rembuk stunting 2026", halls.packed(), replaces=True)
    with halls.serving(hall, [*presenter_routes(hall), *follower_routes(hall)]) as port:

        def ask(path, params, *, knows):
            known = [f"kunci={show.key}", f"pin={show.pin}"] if knows else []
            query = "&".join([*known, *(f"{name}={quote(value)}" for name, value in params)])
            return halls.ask(port, f"{path}?{query}")

        yield ask
    hall.close()


def test_the_restricted_store_of_these_tests_holds_the_secrets(office):
    with sqlite3.connect(office.layout.restricted / "kasus" / "kasus.sqlite") as opened:
        found = " ".join(map(str, opened.execute("select body, reason from entry")))

    known = set(office.told_by(found))
    assert {restricted_office.FOSTER_NAME, restricted_office.NOTE, *office.keys[:3]} <= known


@pytest.mark.parametrize("seed", range(4))
def test_no_address_of_the_hall_answers_with_anything_of_a_child(office, asked, seed):
    dice = random.Random(seed)
    values = ("internal", "publik", "3514", "3514061001", *PAGES, "Papan", "Anak", "../terbatas", "1", *office.secrets)
    names = ("mode", "wilayah", "tab", "kasus", "anak", "nomor", "halaman", "ukuran", "langkah", "rilis")
    for _ in range(60):
        params = [(dice.choice(names), dice.choice(values)) for _ in range(dice.randrange(5))]
        answer = asked(dice.choice(PATHS), params, knows=dice.random() < 0.6)

        told = answer.text + json.dumps(answer.headers)
        given = {value for _, value in params}
        assert office.told_by(told, given=given) == []


@pytest.mark.parametrize("params", [{}, {"mode": "internal"}, {"wilayah": "3514", "tab": "Papan", "mode": "internal"}])
def test_the_page_of_cases_is_in_no_agenda(params):
    with pytest.raises(AgendaError, match="data anak"):
        check("kasus", params)
    assert (shown_of("kasus", params).page, shown_of("kasus", params).params) == ("", {})
    assert "kasus" not in shown_pages.SHOWN_PAGES


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("kasus", {"tab": "Anak", "kasus": "K-AAAAAAA"}),
        ("kasus", {"mode": "internal"}),
        ("komitmen", {"tab": "Orang tua asuh", "mode": "internal", "asuh": "penempatan"}),
        ("komitmen", {"asuh": "penempatan", "penempatan": "1"}),
        ("layanan", {"tab": "Lembar desa", "mode": "internal"}),
        ("../kasus", {}),
        ("Kasus", {}),
        ("kasus ", {}),
    ],
)
def test_a_file_of_an_agenda_cannot_bring_a_view_about_children(page, params):
    entry = json.loads(to_json(AGENDA)) | {"steps": [{"key": "a", "title": "Rahasia", "page": page, "params": params}]}

    read = from_file(json.dumps(entry).encode())

    (step,) = read.agenda.steps
    assert step.page in ("", "komitmen", "layanan")
    assert not {"mode", "asuh", "penempatan", "kasus"} & set(step.params)
    assert step.params.get("tab", "") not in ("Anak", "Lembar desa")
    assert read.notes


@pytest.mark.parametrize("page", sorted(shown_pages.SHOWN_PAGES))
def test_no_shown_page_takes_mode_internal_along(page):
    with pytest.raises(AgendaError, match="selalu dalam mode publik"):
        check(page, {"mode": "internal"})
    assert shown_of(page, {"mode": "internal"}).params == {}


def test_a_release_has_no_table_and_no_column_about_a_child(built_layout):
    (file,) = built_layout.releases.glob("*.duckdb")
    # What only a row about one child has; the other columns of those tables are counted as well.
    of_a_child = {"case_no", "is_temporary", "is_gone", "was_moved", "last_measured_on", "last_weighed_on"}
    assert of_a_child < {*CHILD_COLUMNS, *ALARM_COLUMNS}
    of_a_child |= {"child", "nik", "age_days", "birth_date", "measured_on"}
    with connect(file) as opened:
        columns = opened.execute("select table_name, column_name from information_schema.columns").fetchall()

    assert [table for table, _ in columns if table.startswith(("child", "case", "kasus", "asuh", "audit"))] == []
    assert [(table, column) for table, column in columns if column in of_a_child] == []
