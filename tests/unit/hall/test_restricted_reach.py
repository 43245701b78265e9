"""Nothing of the restricted store is reachable where the hall is served, at any address, nor is it in a release."""

from __future__ import annotations

import json
import random
import sqlite3
from urllib.parse import quote

import duckdb
import pytest

from stunting.cases.casebook import open_casebook
from stunting.cases.children import ALARM_COLUMNS, CHILD_COLUMNS
from stunting.cases.numbers import case_number
from stunting.hall.hall import Hall
from stunting.hall.routes import follower_routes, presenter_routes
from stunting.rembuk import shown_pages
from stunting.rembuk.shown_pages import AgendaError, check, shown_of
from tests import halls
from tests.small import layout_in

KEYS = tuple(random.Random(seed).randbytes(32).hex() for seed in range(5))
SECRETS = (*KEYS, *map(case_number, KEYS), "ORANG-TUA-ASUH", "CATATAN-AUDIT")
PAGES = ("kasus", "komitmen", "layanan", "data", *shown_pages.SHOWN_PAGES)
PATHS = (
    *("/", "/ikuti", "/ikuti/isi", "/ikuti/aliran/x", "/rembuk/layar", "/rembuk/catatan", "/rembuk/isi", "/rembuk"),
    *("/rembuk/undangan", "/kasus", "/komitmen", "/terbatas/kasus/kasus.sqlite", "/data/terbatas", "/app/static/x"),
    *("/ikuti/../terbatas/kasus/kasus.sqlite", "/ikuti/%2e%2e/%2e%2e/terbatas/kasus/kasus.sqlite"),
    *("/rembuk/berkas/../../terbatas/kasus/kasus.sqlite", "/hall/..%2fterbatas%2fkasus%2fkasus.sqlite"),
)


@pytest.fixture
def layout(tmp_path):
    """An installation with a full casebook and a table of children beside the counted ones."""
    made = layout_in(tmp_path)
    casebook = open_casebook(made)
    for key in KEYS:
        casebook.append(
            kind="kasus",
            subject="3514061001",
            author="Petugas",
            reason="CATATAN-AUDIT",
            release_id="",
            body={"child": key, "case_no": case_number(key), "parent": "ORANG-TUA-ASUH"},
        )
    folder = made.restricted / "agregat" / "3514"
    folder.mkdir(parents=True)
    (folder / "child.parquet").write_text(" ".join(KEYS), encoding="utf-8")
    return made


@pytest.fixture
def asked(layout):
    """`asked(path)`: what presenter and followers are answered, with the right key and PIN as well as without."""
    hall = Hall(layout)
    show = hall.start("Rembuk stunting 2026", halls.packed())
    with halls.serving(hall, [*presenter_routes(hall), *follower_routes(hall)]) as port:

        def ask(path, params, *, knows):
            known = [f"kunci={show.key}", f"pin={show.pin}"] if knows else []
            query = "&".join([*known, *(f"{name}={quote(value)}" for name, value in params)])
            return halls.ask(port, f"{path}?{query}")

        yield ask
    hall.close()


def test_the_restricted_store_of_these_tests_holds_the_secrets(layout):
    with sqlite3.connect(layout.restricted / "kasus" / "kasus.sqlite") as opened:
        found = " ".join(map(str, opened.execute("select body, reason from entry")))

    assert all(secret in found for secret in SECRETS)


@pytest.mark.parametrize("seed", range(4))
def test_no_address_of_the_hall_answers_with_anything_of_a_child(asked, seed):
    dice = random.Random(seed)
    values = ("internal", "publik", "3514", "3514061001", *PAGES, "Papan", "Anak", "../terbatas", "1", *SECRETS)
    names = ("mode", "wilayah", "tab", "kasus", "anak", "nomor", "halaman", "ukuran", "langkah", "rilis")
    for _ in range(60):
        params = [(dice.choice(names), dice.choice(values)) for _ in range(dice.randrange(5))]
        answer = asked(dice.choice(PATHS), params, knows=dice.random() < 0.6)

        told = answer.text + json.dumps(answer.headers)
        given = {value for _, value in params}
        assert [secret for secret in SECRETS if secret in told and secret not in given] == []
        assert "SQLite format 3" not in told


@pytest.mark.parametrize("params", [{}, {"mode": "internal"}, {"wilayah": "3514", "tab": "Papan", "mode": "internal"}])
def test_the_page_of_cases_is_in_no_agenda(params):
    with pytest.raises(AgendaError, match="data anak"):
        check("kasus", params)
    assert (shown_of("kasus", params).page, shown_of("kasus", params).params) == ("", {})
    assert "kasus" not in shown_pages.SHOWN_PAGES


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
    with duckdb.connect(str(file), read_only=True) as opened:
        columns = opened.execute("select table_name, column_name from information_schema.columns").fetchall()

    assert [table for table, _ in columns if table.startswith(("child", "case", "kasus", "asuh", "audit"))] == []
    assert [(table, column) for table, column in columns if column in of_a_child] == []
