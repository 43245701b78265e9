"""An import changes release and state together, or neither, whenever it is killed."""

import json
import random
import shutil
import subprocess
import sys

import pytest

from stunting import releases
from stunting.build.release import build_release
from stunting.errors import BuildError, BusyReleaseError, DamagedStoreError
from stunting.imports import commit, journal
from stunting.imports.staging import Staging
from stunting.imports.state import (
    Alias,
    State,
    new_batch_id,
    read_state,
    state_file,
    with_batch,
    with_sample_removed,
)
from stunting.paths import ROOT
from tests import killing
from tests.killing import MOMENTS, PAUSES
from tests.routine_rows import DESA, MOMENT, batch_of, give, import_rows, row
from tests.small import TINY, layout_in

ONE_BATCH = [(DESA, 2025, 8, 2, 1)]
TWO_BATCHES = [(DESA, 2025, 8, 3, 2)]


def asked(layout, sql):
    with releases.open_release(layout).database as database:
        return database._file._connection.execute(sql).fetchall()


def growth(layout):
    return asked(layout, "select desa_code, year, month, sum(measured_n), sum(stunted_n) from growth group by all")


def older_release(layout):
    """The one of two releases that is not live."""
    (other,) = {card.id for card in releases.list_releases(layout)} - {releases.current(layout)}
    return other


def names(layout):
    return sorted(path.name for path in layout.restricted.iterdir())


@pytest.fixture(scope="module")
def one_batch(tmp_path_factory):
    """A folder with one import of two children; tests work on copies."""
    from tests.small import write_raw

    folder = tmp_path_factory.mktemp("impor") / "awal"
    layout = layout_in(folder)
    write_raw(layout.raw)
    build_release(layout, expected=TINY)
    import_rows(layout, row("a"), row("b", haz=-2.5))
    return folder


@pytest.fixture
def imported(one_batch, tmp_path):
    shutil.copytree(one_batch, tmp_path, dirs_exist_ok=True)
    return layout_in(tmp_path)


def test_an_import_gives_a_release_that_counts_its_children(imported):
    assert growth(imported) == ONE_BATCH
    assert len(read_state(imported).active) == 1
    assert names(imported) == ["agregat", "keadaan.json", "kiriman"]


def test_everything_in_the_restricted_folder_is_the_owners_alone(imported):
    paths = [imported.restricted, *imported.restricted.rglob("*")]

    assert {path.stat().st_mode & 0o777 for path in paths if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_file()} == {0o600}


def test_a_later_import_adds_to_the_earlier(imported):
    import_rows(imported, row("c", haz=-2.5))

    assert growth(imported) == TWO_BATCHES
    assert asked(imported, "select count(*) from import_batch") == [(2,)]


def test_a_revoked_import_brings_the_release_before_it_back(imported):
    first = older_release(imported)
    (batch,) = read_state(imported).active

    built = commit.revoke(imported, batch.id, expected=TINY)

    assert (built.id, built.status) == (first, "diaktifkan kembali")
    assert read_state(imported).active == ()
    assert growth(imported) == []


def test_a_build_for_another_reason_keeps_what_was_imported(imported):
    built = build_release(imported, expected=TINY)

    assert built.status == "tidak ada perubahan"
    assert growth(imported) == ONE_BATCH


def test_naming_a_place_counts_its_rows_and_forgetting_it_does_not(imported):
    place = {"place_no": 1, "kecamatan_key": "kejayan", "desa_key": "x", "kecamatan": "Kejayan", "desa": "x"}
    import_rows(imported, row("c", haz=-2.5, desa_code=None, place_no=1), places=[place])
    alias = Alias(kabupaten_code="3514", kecamatan_key="kejayan", desa_key="x", desa_code=DESA, set_at="2025-09-01")

    assert growth(imported) == ONE_BATCH
    commit.set_alias(imported, alias, expected=TINY)
    assert growth(imported) == TWO_BATCHES
    commit.remove_alias(imported, kabupaten_code="3514", kecamatan_key="kejayan", desa_key="x", expected=TINY)
    assert growth(imported) == ONE_BATCH


def test_a_state_without_any_visible_change_is_committed_all_the_same(imported):
    built = commit.remove_sample(imported, expected=TINY)

    assert built.status == "tidak ada perubahan"
    assert read_state(imported).is_sample_removed
    commit.restore_sample(imported, expected=TINY)
    assert not read_state(imported).is_sample_removed


def test_weighing_windows_are_chosen_and_given_back(imported):
    commit.set_windows(imported, (), expected=TINY)
    assert asked(imported, "select count(*) from weighing_window where kind = 'bulan_timbang'") == [(0,)]

    commit.set_windows(imported, None, expected=TINY)
    assert asked(imported, "select key from weighing_window order by key") == [("2025",), ("2025-08",)]


def test_rows_that_fail_a_check_change_nothing(imported):
    live, before = releases.current(imported), read_state(imported)

    with pytest.raises(BuildError, match="desa data rutin"):
        import_rows(imported, row("c", desa_code="9999999999"))

    assert (releases.current(imported), read_state(imported)) == (live, before)
    assert len(list((imported.restricted / "kiriman").iterdir())) == 1
    assert "masuk-" not in " ".join(names(imported))


def test_two_processes_do_not_import_at_once(imported):
    code = (
        "import sys; from pathlib import Path; from stunting.imports.commit import locked; "
        "from tests.small import layout_in\n"
        "with locked(layout_in(Path(sys.argv[1]))): print('dapat')"
    )
    with commit.locked(imported), commit.locked(imported):
        other = subprocess.run(
            [sys.executable, "-c", code, str(imported.releases.parent)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert BusyReleaseError.__name__ in other.stderr
    assert other.stdout == ""


def test_a_damaged_state_stops_a_build_and_leaves_the_live_release(imported):
    state_file(imported).write_text("{")

    with pytest.raises(DamagedStoreError, match="rilis yang aktif tetap dapat dipakai"):
        build_release(imported, expected=TINY)

    assert growth(imported) == ONE_BATCH
    assert len(list((imported.restricted / "kiriman").iterdir())) == 1


def test_a_lost_state_stops_every_change_and_no_batch_is_swept(imported):
    state_file(imported).unlink()

    with pytest.raises(DamagedStoreError, match="hilang"):
        import_rows(imported, row("c"))

    assert growth(imported) == ONE_BATCH
    assert len(list((imported.restricted / "kiriman").iterdir())) == 1


def test_a_staged_import_without_commit_leaves_nothing(imported):
    before = names(imported)

    with commit.locked(imported), Staging(imported, "20250901-080000-0002", kabupaten_code="3514") as staging:
        give(staging, row("c"))
        staging.settle(read_state(imported))

    assert names(imported) == before


def test_a_journal_without_its_release_is_forgotten(imported):
    before = read_state(imported)
    journal.write(imported, with_sample_removed(before, True), release_id="20250901-080000-12345678")

    with commit.locked(imported):
        pass

    assert read_state(imported) == before
    assert journal.JOURNAL not in names(imported)


def test_a_journal_that_cannot_be_read_is_forgotten(imported):
    (imported.restricted / journal.JOURNAL).write_text('{"release": "../x"')

    with commit.locked(imported) as notice:
        assert notice is None

    assert journal.JOURNAL not in names(imported)


def test_choosing_an_older_release_completes_a_killed_import_first(imported):
    live = releases.current(imported)
    first = older_release(imported)
    wanted = with_sample_removed(read_state(imported), True)
    journal.write(imported, wanted, release_id=live)

    releases.use(imported, first)

    assert read_state(imported) == wanted
    assert releases.current(imported) == first


def test_a_batch_folder_is_swept_only_if_no_import_of_the_state_owns_it(imported):
    (imported.restricted / "kiriman" / "20250901-080000-0009").mkdir()

    with commit.locked(imported) as notice:
        assert notice == journal.UNDONE

    assert [path.name for path in (imported.restricted / "kiriman").iterdir()] == [read_state(imported).batches[0].id]


# -- killed


def test_killed_at_random_moments_the_next_import_counts_the_same(one_batch, tmp_path):
    seed = random.SystemRandom().randrange(10_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    for number in range(5):
        folder = tmp_path / str(number)
        shutil.copytree(one_batch, folder)
        layout = layout_in(folder)
        live = releases.current(layout)

        was_killed = killing.killed_after(layout, chance.uniform(0.02, 0.8))

        assert releases.open_release(layout).notice is None
        assert releases.verify(layout, releases.current(layout)) == []
        if was_killed and releases.current(layout) == live:
            assert growth(layout) == ONE_BATCH
        import_rows(layout, row("c", haz=-2.5))
        assert growth(layout) == TWO_BATCHES
        assert set(names(layout)) <= {"agregat", "keadaan.json", "kiriman"}


@pytest.fixture(scope="module", params=["import", "revoke"])
def killed(request, one_batch, tmp_path_factory):
    """The change killed at every moment of its own copy: (change, {folder: (moment, was killed)})."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(one_batch, folder / "awal")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(folder), request.param],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return request.param, {folder / name: tuple(facts) for name, facts in json.loads(ran.stdout).items()}


def test_killed_at_any_moment_a_whole_release_is_live_and_the_next_command_ends_what_was_begun(killed):
    change, moments = killed
    growth_after = {"import": TWO_BATCHES, "revoke": []}[change]
    active_after = {"import": 2, "revoke": 0}[change]
    assert len(moments) == len(MOMENTS[change]) + len(PAUSES)

    for folder, (moment, was_killed) in moments.items():
        layout = layout_in(folder)
        assert was_killed or moment not in MOMENTS[change], moment
        opened = releases.open_release(layout)
        assert opened.notice is None, moment
        assert growth(layout) in (ONE_BATCH, growth_after), moment

        build_release(layout, expected=TINY)

        # Release and state tell the same, nothing is left over, and every release is whole.
        changed = len(read_state(layout).active) == active_after
        assert growth(layout) == (growth_after if changed else ONE_BATCH), moment
        assert set(names(layout)) <= {"agregat", "keadaan.json", "kiriman"}, moment
        folders = {path.name for path in (layout.restricted / "kiriman").iterdir()}
        assert folders == {batch.id for batch in read_state(layout).batches}, moment
        assert all(releases.verify(layout, card.id) == [] for card in releases.list_releases(layout)), moment


def test_a_change_killed_after_its_manifest_is_completed_and_before_it_undone(killed):
    change, moments = killed
    completed = {"current", "keadaan.json", "niat.json removed"}

    for folder, (moment, _) in moments.items():
        if moment in MOMENTS[change]:
            active = len(read_state(layout_in(folder)).active)
            assert (active == {"import": 2, "revoke": 0}[change]) == (moment in completed), moment


def test_what_was_killed_can_be_done_again(killed):
    change, moments = killed
    if change == "import":
        for folder, (moment, _) in list(moments.items())[3:6]:
            layout = layout_in(folder)

            import_rows(layout, row("c", haz=-2.5))

            assert growth(layout) == TWO_BATCHES, moment


def test_an_import_into_nothing_is_the_first_build(tiny_layout):
    batch_id = new_batch_id(State(), MOMENT)
    with commit.locked(tiny_layout), Staging(tiny_layout, batch_id, kabupaten_code="3514") as staging:
        give(staging, row("a"), row("b", haz=-2.5))
        settled = staging.settle(State())
        built = commit.commit(tiny_layout, staging, with_batch(State(), batch_of(batch_id, settled)), expected=TINY)

    assert built.status == "baru"
    assert growth(tiny_layout) == ONE_BATCH
