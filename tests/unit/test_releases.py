import contextlib
import os
import subprocess
import sys

import duckdb
import pytest

from stunting import cli, fingerprint, releases, routine_queries, sidecar
from stunting.build.release import NEW, REACTIVATED, UNCHANGED, build_release
from stunting.db import Database
from stunting.errors import BuildError, DamagedReleaseError, NoReleaseError, ReleaseError
from stunting.paths import ROOT, Layout
from stunting.release_checks import FileState
from stunting.server import initial
from tests.small import TINY, TINY_ESTIMATES, write_raw


def build(layout):
    return build_release(layout, expected=TINY)


def change(layout, value):
    """Raw data with another figure for Kab. Magetan."""
    rows = [row if row[0] != "3520" else (*row[:3], value) for row in TINY_ESTIMATES]
    write_raw(layout.raw, estimates=rows)


def two_releases(layout):
    older = build(layout)
    change(layout, 17.4)
    return older.id, build(layout).id


def magetan(opened, tmp_path):
    (tmp_path / "magetan.sql").write_text("select value_pct from survey_estimate where area_code = '3520'")
    with Database(opened.database.path, queries=tmp_path) as database:
        return database.scalar("magetan")


def spoil(layout, release_id):
    path = layout.releases / f"{release_id}.duckdb"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def test_a_build_publishes_a_release_that_opens(tiny_layout, tmp_path):
    built = build(tiny_layout)

    opened = releases.open_release(tiny_layout)

    assert (opened.id, opened.notice, built.status) == (built.id, None, NEW)
    assert magetan(opened, tmp_path) == 17.2


def test_an_id_is_the_local_time_and_the_content(tiny_layout):
    built = build(tiny_layout)

    assert releases.ID_FORM.fullmatch(built.id)
    assert built.id.endswith(built.manifest.content_sha256[:8])
    assert built.id.startswith(f"{built.manifest.created:%Y%m%d-%H%M%S}")


def test_the_same_raw_data_publish_nothing_new(tiny_layout):
    first = build(tiny_layout)
    second = build(tiny_layout)

    assert (second.id, second.status) == (first.id, UNCHANGED)
    assert len(releases.list_releases(tiny_layout)) == 1


def test_content_that_was_published_before_becomes_live_again(tiny_layout):
    older, _ = two_releases(tiny_layout)
    change(tiny_layout, 17.2)

    third = build(tiny_layout)

    assert (third.id, third.status) == (older, REACTIVATED)
    assert releases.current(tiny_layout) == older


def test_a_failed_check_publishes_nothing_and_lists_everything(tiny_layout):
    live = build(tiny_layout).id
    write_raw(tiny_layout.raw, estimates=[*TINY_ESTIMATES[1:], ("3514", "ssgi", 2024, 101.0)])

    with pytest.raises(BuildError, match=r"2 pemeriksaan gagal.*rentang nilai: 3514 2024.*angka nasional"):
        build(tiny_layout)

    assert releases.current(tiny_layout) == live
    assert not list(tiny_layout.releases.glob("*.partial*"))


def test_a_raw_file_that_is_not_what_its_card_says_is_refused(tiny_layout):
    (tiny_layout.raw / "survei" / "target.csv").write_text("area_code,year,value_pct,basis,source,is_verified\n")

    with pytest.raises(BuildError, match=r"target\.csv"):
        build(tiny_layout)


def test_a_missing_raw_file_is_named(tiny_layout):
    (tiny_layout.raw / "survei" / "target.csv").unlink()

    with pytest.raises(BuildError, match=r"survei/target\.csv tidak ada"):
        build(tiny_layout)


def test_progress_ends_every_step_it_begins(tiny_layout):
    seen = []

    build_release(tiny_layout, expected=TINY, progress=lambda *step: seen.append(step))

    labels = {label for label, _, _ in seen}
    assert {label for label, done, total in seen if done == total} == labels
    assert "Membaca wilayah" in labels


def test_without_a_release_the_message_says_how_to_make_one(tiny_layout):
    with pytest.raises(NoReleaseError, match="python -m stunting build"):
        releases.open_release(tiny_layout)


def test_a_pinned_release_stays_readable_after_a_newer_one(tiny_layout, tmp_path):
    older, newer = two_releases(tiny_layout)

    assert magetan(releases.open_release(tiny_layout, older), tmp_path) == 17.2
    assert magetan(releases.open_release(tiny_layout), tmp_path) == 17.4
    assert [card.id for card in releases.list_releases(tiny_layout)] == sorted([older, newer], reverse=True)


def test_use_moves_the_pointer_back(tiny_layout):
    older, _ = two_releases(tiny_layout)

    releases.use(tiny_layout, older)

    assert releases.open_release(tiny_layout).id == older


def test_an_unknown_id_offers_the_nearest(tiny_layout):
    known = build(tiny_layout).id
    asked = known[:-1] + ("0" if known[-1] != "0" else "1")

    with pytest.raises(ReleaseError, match=f"Maksud Anda '{known}'"):
        releases.open_release(tiny_layout, asked)


@pytest.mark.parametrize(
    "asked", ["../rahasia", "", "current", "20260101-000000-abcdefgh", "20260101-000000-00000000/x"]
)
def test_an_id_of_another_form_never_reaches_the_disk(tiny_layout, asked):
    build(tiny_layout)

    with pytest.raises(ReleaseError, match="bukan nomor rilis"):
        releases.open_release(tiny_layout, asked)


def test_a_damaged_live_release_is_replaced_by_the_last_sound_one_with_a_notice(tiny_layout):
    older, newer = two_releases(tiny_layout)
    spoil(tiny_layout, newer)

    opened = releases.open_release(tiny_layout)

    assert opened.id == older
    assert newer in opened.notice
    assert "sudah berubah" in opened.notice
    assert f"dipakai rilis {older}" in opened.notice


def test_a_half_written_live_release_is_refused(tiny_layout):
    older, newer = two_releases(tiny_layout)
    path = tiny_layout.releases / f"{newer}.duckdb"
    path.write_bytes(path.read_bytes()[:5000])

    opened = releases.open_release(tiny_layout)

    assert opened.id == older
    assert "tidak lengkap" in opened.notice


def test_a_damaged_release_asked_for_by_id_is_never_replaced(tiny_layout):
    _, newer = two_releases(tiny_layout)
    spoil(tiny_layout, newer)

    with pytest.raises(DamagedReleaseError, match=newer):
        releases.open_release(tiny_layout, newer)


def test_when_every_release_is_damaged_the_message_says_what_to_do(tiny_layout):
    spoil(tiny_layout, build(tiny_layout).id)

    with pytest.raises(DamagedReleaseError, match="python -m stunting build"):
        releases.open_release(tiny_layout)


def test_a_build_replaces_a_damaged_release_with_the_same_content(tiny_layout):
    damaged = build(tiny_layout)
    spoil(tiny_layout, damaged.id)

    again = build(tiny_layout)

    assert releases.verify(tiny_layout, again.id) == []
    assert releases.open_release(tiny_layout).notice is None


@pytest.mark.parametrize("text", ["", "rusak", "20260101-000000-00000000\n"])
def test_a_broken_pointer_opens_the_newest_release_with_a_notice(tiny_layout, text):
    live = build(tiny_layout).id
    (tiny_layout.releases / "current").write_text(text)

    opened = releases.open_release(tiny_layout)

    assert opened.id == live
    assert opened.notice


def test_a_broken_manifest_opens_the_last_sound_release(tiny_layout):
    older, newer = two_releases(tiny_layout)
    (tiny_layout.releases / f"{newer}.json").write_text("{")

    assert releases.open_release(tiny_layout).id == older


def test_a_release_of_another_schema_is_refused(tiny_layout):
    built = build(tiny_layout)
    card = tiny_layout.releases / f"{built.id}.json"
    card.write_text(card.read_text().replace(f'"schema_version": {releases.SCHEMA_VERSION}', '"schema_version": 99'))

    with pytest.raises(DamagedReleaseError, match="versi program lain"):
        releases.open_release(tiny_layout, built.id)


def test_verify_of_a_sound_release_finds_nothing(tiny_layout):
    assert releases.verify(tiny_layout, build(tiny_layout).id) == []


def test_verify_finds_a_changed_byte(tiny_layout):
    built = build(tiny_layout)
    spoil(tiny_layout, built.id)

    assert "sudah berubah" in releases.verify(tiny_layout, built.id)[0]


def test_verify_finds_changed_content_behind_a_matching_checksum(tiny_layout):
    built = build(tiny_layout)
    path = tiny_layout.releases / f"{built.id}.duckdb"
    with duckdb.connect(str(path)) as opened:
        opened.execute("update survey_estimate set value_pct = 1 where area_code = '3520'")
    card = tiny_layout.releases / f"{built.id}.json"
    text = card.read_text().replace(built.manifest.sha256, sidecar.sha256(path))
    card.write_text(text.replace(f'"size": {built.manifest.size}', f'"size": {path.stat().st_size}'))

    assert "berbeda dari keterangannya" in releases.verify(tiny_layout, built.id)[0]


def test_prune_keeps_the_newest_and_the_live_one(tiny_layout):
    ids = []
    for value in (17.2, 17.3, 17.4, 17.5):
        change(tiny_layout, value)
        ids.append(build(tiny_layout).id)
    releases.use(tiny_layout, ids[0])
    newest = sorted(ids, reverse=True)[0]

    result = releases.prune(tiny_layout, keep=1)

    assert set(result.kept) == {newest, ids[0]}
    assert {card.id for card in releases.list_releases(tiny_layout)} == {newest, ids[0]}


def test_a_second_build_at_the_same_time_is_refused(tiny_layout):
    with releases.lock(tiny_layout), pytest.raises(ReleaseError, match=f"proses {os.getpid()}"):
        build(tiny_layout)


def test_the_lock_of_a_killed_process_is_free(tiny_layout):
    code = (
        "import os, signal; from pathlib import Path; from stunting.locks import exclusive\n"
        f"with exclusive(Path({str(tiny_layout.releases / 'kunci')!r})): os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)

    assert (tiny_layout.releases / "kunci").read_text()
    assert build(tiny_layout).status == NEW


def test_the_next_build_sweeps_what_a_killed_one_left(tiny_layout):
    build(tiny_layout)
    for name in ("x.duckdb.partial", "x.duckdb.partial.wal", "current.tmp", "20260101-000000-00000000.duckdb"):
        (tiny_layout.releases / name).write_text("sisa")

    built = build(tiny_layout)

    assert len(built.swept) == 4
    assert {path.suffix for path in tiny_layout.releases.iterdir()} == {".duckdb", ".json", ""}


def test_a_view_is_no_table_of_a_release(tiny_layout):
    built = build(tiny_layout)

    assert "counted" not in built.manifest.tables
    with duckdb.connect(str(tiny_layout.releases / f"{built.id}.duckdb")) as opened:
        opened.execute("create view further as select * from growth")
        assert fingerprint.content_sha256(opened) == built.manifest.content_sha256
        assert fingerprint.contract_problems(opened) == []


def test_a_release_without_the_view_breaks_the_contract(tiny_layout):
    built = build(tiny_layout)

    with duckdb.connect(str(tiny_layout.releases / f"{built.id}.duckdb")) as opened:
        opened.execute("drop view counted")
        opened.execute("create view counted as select '' as window_key, * exclude (origin) from growth")

        assert fingerprint.contract_problems(opened) == ["Tampilan counted tidak punya kolom origin."]


@pytest.mark.parametrize(
    ("bound", "read", "not_read"),
    [
        ({"window": "", "year": 2025, "month": 8}, 'main.growth"', 'main.growth_window"'),
        ({"window": "2025-08", "year": 0, "month": 0}, 'main.growth_window"', 'main.growth"'),
    ],
)
def test_a_question_about_one_period_reads_one_of_the_two_tables(tiny_layout, bound, read, not_read):
    built = build(tiny_layout)
    question = (
        "explain (analyze, format json) select desa_code, sum(measured_n) from counted "
        "where window_key = $window and year = $year and month = $month group by all"
    )

    with duckdb.connect(str(tiny_layout.releases / f"{built.id}.duckdb")) as opened:
        for table, columns in (("growth", "year, month"), ("growth_window", "window_key")):
            values = "2025, 8" if table == "growth" else "'2025-08'"
            needed = [name for name in fingerprint.contract()[table] if name.endswith("_n")]
            opened.execute(
                f"insert into {table} (desa_code, puskesmas_id, {columns}, sex, age_group, {', '.join(needed)}, "
                f"origin, is_sample) values ('3514061001', '', {values}, 'm', '0-5', {', '.join('1' for _ in needed)}, "
                "'individu', false)"
            )
        (plan,) = (text for _, text in opened.execute(question, bound).fetchall())

    assert read in plan
    assert not_read not in plan


def test_the_content_hash_does_not_depend_on_the_order_of_rows(tiny_layout):
    built = build(tiny_layout)

    with duckdb.connect(str(tiny_layout.releases / f"{built.id}.duckdb")) as opened:
        opened.execute("create temp table turned as select * from survey_estimate order by value_pct desc")
        opened.execute("delete from survey_estimate")
        opened.execute("insert into survey_estimate select * from turned")

        assert fingerprint.content_sha256(opened) == built.manifest.content_sha256


def behind(layout, release_id=None):
    return releases.open_release(layout, release_id, behind_from=0)


def test_a_large_file_opens_while_its_checksum_is_compared(tiny_layout):
    built = build(tiny_layout)

    opened = behind(tiny_layout)

    assert opened.id == built.id
    assert opened.file.wait() is FileState.SOUND


def test_a_large_damaged_file_is_refused_once_it_was_compared(tiny_layout):
    older, newer = two_releases(tiny_layout)
    spoil(tiny_layout, newer)

    with contextlib.suppress(DamagedReleaseError):
        assert behind(tiny_layout, newer).file.wait() is FileState.CHANGED

    with pytest.raises(DamagedReleaseError):
        behind(tiny_layout, newer)
    again = behind(tiny_layout)
    assert again.id == older
    assert newer in again.notice


def test_a_large_half_written_file_is_refused_before_it_is_opened(tiny_layout):
    built = build(tiny_layout)
    path = tiny_layout.releases / f"{built.id}.duckdb"
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(DamagedReleaseError, match="tidak lengkap"):
        behind(tiny_layout)


def test_no_damaged_block_is_read_as_figures_while_the_checksum_is_compared(tmp_path):
    """A byte changed anywhere in a file of many blocks: every answer is the true one, or a refusal."""
    path, question = tmp_path / "rilis.duckdb", tmp_path / "semua.sql"
    with duckdb.connect(str(path)) as writing:
        writing.execute("create table count as select hash(range) as n from range(300000)")
    question.write_text("select md5(string_agg(n, '')) as found from count")
    sound = path.read_bytes()
    with Database(path, queries=tmp_path) as database:
        expected = database.scalar("semua")
    refused = 0

    for place in range(20_000, len(sound), len(sound) // 12):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 0x10]) + sound[place + 1 :])
        try:
            with Database(path, queries=tmp_path) as database:
                assert database.scalar("semua") == expected
        except (DamagedReleaseError, duckdb.Error):
            refused += 1

    assert refused > 6


def test_a_release_without_the_derived_tables_of_later_programs_is_sound_and_answers(tiny_layout):
    """Frozen by a program that did not know them."""
    built = build(tiny_layout)
    path = tiny_layout.releases / f"{built.id}.duckdb"
    with duckdb.connect(str(path)) as writing:
        for table in fingerprint.DERIVED:
            writing.execute(f"drop table {table}")
        assert not fingerprint.contract_problems(writing)

    with Database(path) as database:
        assert routine_queries.routine_periods(database, within="3514061001") == ()


def test_prune_keeps_as_many_as_the_settings_of_a_server_say(tiny_layout, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: tiny_layout))
    ids = []
    for value in (17.2, 17.3, 17.4, 17.5):
        change(tiny_layout, value)
        ids.append(build(tiny_layout).id)
    # Not where an installation has them by itself.
    settings = tmp_path / "lain" / "server.toml"
    settings.parent.mkdir()
    initial.write(settings, public_url="http://127.0.0.1:8600", workers=1)
    written = settings.read_text(encoding="utf-8")
    assert written.count("keep = 5") == 1
    settings.write_text(written.replace("keep = 5", "keep = 2"), encoding="utf-8")

    assert cli.main(["release", "prune"]) == 0
    assert len(releases.published_ids(tiny_layout)) == 4
    monkeypatch.setenv("STUNTING_SERVER", str(settings))
    assert cli.main(["release", "prune"]) == 0

    # Of releases of one second their names decide which is newer; the live one stays in any case.
    kept = {*sorted(ids)[-2:], releases.current(tiny_layout)}
    assert set(releases.published_ids(tiny_layout)) == kept
    assert f"{4 - len(kept)} rilis dihapus, {len(kept)} tersisa." in capsys.readouterr().out
