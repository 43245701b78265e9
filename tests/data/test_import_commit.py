"""An import changes release and state together, or neither, whenever it is killed."""

import pytest

from stunting import releases
from stunting.build.release import build_release
from stunting.imports import commit, journal
from stunting.imports.state import read_state
from tests.routine_rows import DESA, import_rows, row
from tests.small import TINY


def growth(layout):
    with releases.open_release(layout).database as database:
        return database._connection.execute(
            "select desa_code, year, month, measured_n, stunted_n from growth order by all"
        ).fetchall()


@pytest.fixture
def imported(tiny_layout):
    build_release(tiny_layout, expected=TINY)
    import_rows(tiny_layout, row("a"), row("b", haz=-2.5))
    return tiny_layout


def test_an_import_gives_a_release_that_counts_its_children(imported):
    assert growth(imported) == [(DESA, 2025, 8, 2, 1)]
    assert len(read_state(imported).active) == 1
    assert not (imported.restricted / journal.JOURNAL).exists()
    assert sorted(path.name for path in imported.restricted.iterdir()) == ["agregat", "keadaan.json", "kiriman"]


def test_a_revoked_import_brings_the_release_before_it_back(imported):
    first = releases.list_releases(imported)[-1].id
    (batch,) = read_state(imported).active

    built = commit.revoke(imported, batch.id, expected=TINY)

    assert (built.id, built.status) == (first, "diaktifkan kembali")
    assert read_state(imported).active == ()
    assert growth(imported) == []
