"""Where a ledger of a test lies: a file of SQLite or a database of PostgreSQL, empty and made from a template.

Fixtures for a conftest: `backend` runs every test that uses a ledger on both, `layout` points the program at it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, text

from stunting.ledger import Ledger, copying, engines
from stunting.ledger.books import VARIABLE
from stunting.ledger.migrations.versions.first_entry import UNGUARDED
from stunting.ledger.reading import rows
from tests.postgres import Cluster
from tests.small import layout_in

SQLITE, POSTGRESQL = "sqlite", "postgresql"
# For tests about what only one of the two has.
IN_A_FILE = pytest.mark.parametrize("backend", [SQLITE], indirect=True)
ON_A_SERVER = pytest.mark.parametrize("backend", [POSTGRESQL], indirect=True)


@pytest.fixture(scope="session")
def cluster():
    """The PostgreSQL of this run, started by the first test that asks for it."""
    made = Cluster()
    yield made
    made.remove()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory) -> Path:
    """A ledger of SQLite without entries."""
    file = tmp_path_factory.mktemp("kosong") / "buku.sqlite"
    engines.forget(Ledger.open(f"sqlite:///{file}").url)
    return file


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def backend(request) -> str:
    return request.param


@pytest.fixture
def layout(tmp_path, monkeypatch, backend, request):
    """An installation whose ledger is empty, on either of the two."""
    made = layout_in(tmp_path)
    # The anchor of a server that is opened by its address lies there.
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    if backend == SQLITE:
        monkeypatch.delenv(VARIABLE, raising=False)
        made.ledger.mkdir(mode=0o700)
        file = made.ledger / "buku.sqlite"
        shutil.copyfile(request.getfixturevalue("empty_file"), file)
        file.chmod(0o600)
        yield made
        return
    cluster = request.getfixturevalue("cluster")
    address = cluster.url(cluster.emptied())
    monkeypatch.setenv(VARIABLE, address)
    yield made
    engines.forget(engines.address(address))


def by_hand(ledger: Ledger, *statements, guarded: bool = False) -> None:
    """Run statements as somebody with the database and a tool of their own would; a tuple has values for `:name`."""
    engine = create_engine(ledger.url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in () if guarded else UNGUARDED[ledger.url.get_backend_name()]:
            connection.execute(text(statement))
        for statement in statements:
            words, values = statement if isinstance(statement, tuple) else (statement, {})
            connection.execute(text(words), values)


@pytest.fixture(scope="session")
def twelve(tmp_path_factory) -> tuple[dict, ...]:
    """The rows of a ledger of several kinds; the fourth and the ninth correct earlier ones."""
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('duabelas') / 'buku.sqlite'}")
    kinds = ("rembuk", "komitmen", "rembuk_keputusan", "rembuk", "komitmen", "rtl", "rembuk_hadir", "lokus_dipilih")
    for number in range(1, 13):
        ledger.append(
            kind={9: "komitmen"}.get(number, kinds[(number - 1) % len(kinds)]),
            subject="3514",
            author="Siti Aminah",
            role="Kabid Bappeda",
            reason="rapat",
            release_id="20260222-090500-1a2b3c4d",
            body={"form": 1, "record": {"nomor": number}},
            corrects={4: 1, 9: 2}.get(number),
        )
    with ledger.engine.connect() as connection:
        return tuple(rows(connection))


def filled(ledger: Ledger, given: Iterable[Mapping]) -> Ledger:
    """The ledger with these rows at once, and its anchor at the last."""
    ledger.alone(lambda connection: copying.insert(connection, given))
    ledger.move_anchor()
    return ledger
