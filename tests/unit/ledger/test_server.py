"""What only a ledger on a server knows: it stops, comes back, is not there, or does not let this user write."""

from __future__ import annotations

import signal
import threading

import pytest
from sqlalchemy.exc import DBAPIError

from stunting.errors import LedgerError
from stunting.ledger import Ledger, engines
from stunting.ledger.standing import standing
from tests.ledgers import ON_A_SERVER, by_hand
from tests.unit.ledger.test_processes import WRITE, start

pytestmark = ON_A_SERVER


@pytest.fixture(autouse=True)
def _on_a_server(backend):
    """The mark above names it for every test."""


@pytest.fixture
def running(cluster):
    """The server, running again afterwards."""
    yield cluster
    cluster.stop()
    cluster.start()


def test_a_server_that_stopped_is_a_sentence_and_a_restarted_one_goes_on(ledger, note, running):
    first = note("sebelum")
    running.stop()

    for ask in (note, ledger.entries, ledger.verify, lambda: standing(ledger.place)):
        with pytest.raises(LedgerError, match="tidak menjawab"):
            ask()
    running.start()

    second = note("sesudah")
    assert (second.seq, second.previous_sha256) == (2, first.sha256)
    assert standing(ledger.place).is_sound


def test_writers_whose_server_is_restarted_lose_nothing_that_was_confirmed(layout, tmp_path, running):
    writer = start(WRITE, tmp_path, "A", 100_000)
    writer.stdin.write("\n")
    writer.stdin.flush()
    for _ in range(20):
        writer.stdout.readline()
    running.stop()
    rest, _ = writer.communicate(timeout=60)
    confirmed = 20 + len(rest.splitlines())
    running.start()

    ledger = Ledger.open(layout)
    assert writer.returncode == 1
    assert ledger.verify().is_sound
    # The last one may have been written without the writer hearing of it.
    assert ledger.verify().entry_n in (confirmed, confirmed + 1)


def test_two_writers_go_on_when_a_third_is_killed(layout, tmp_path):
    writers = {who: start(WRITE, tmp_path, who, 40) for who in ("A", "B")}
    third = start(WRITE, tmp_path, "C", 100_000)
    for writer in (third, *writers.values()):
        writer.stdin.write("\n")
        writer.stdin.flush()
    third.stdout.readline()
    third.send_signal(signal.SIGKILL)
    third.communicate()
    for writer in writers.values():
        writer.communicate(timeout=60)

    ledger = Ledger.open(layout)
    for who in writers:
        assert [one.body["nomor"] for one in ledger.entries(newest_first=False) if one.author == who] == list(range(40))
    assert ledger.verify().is_sound


def test_a_connection_that_ends_while_writing_is_told_and_the_next_entry_is_written(ledger, note, cluster):
    note("satu")

    def cut(connection):
        pid = connection.exec_driver_sql("select pg_backend_pid()").scalar()
        cluster.run("select pg_terminate_backend(%s)", (pid,))
        connection.exec_driver_sql("select 1")

    with pytest.raises(LedgerError, match=r"berhenti|tidak menjawab"), ledger.refusing():
        ledger.alone(cut)

    assert note("dua").seq == 2
    assert ledger.verify().is_sound


def test_a_user_who_may_only_read_gets_a_sentence(ledger, note, cluster):
    note()
    cluster.run(
        "do $$ begin if not exists (select from pg_roles where rolname = 'pembaca') "
        "then create role pembaca login; end if; end $$"
    )
    cluster.run("grant usage on schema public to pembaca", database=cluster.shared)
    cluster.run("grant select on entry, alembic_version to pembaca", database=cluster.shared)
    reader = Ledger.open(cluster.url(cluster.shared, user="pembaca"))

    assert reader.verify().is_sound
    with pytest.raises(LedgerError, match="tidak boleh ditulisi oleh pengguna ini"):
        reader.append(kind="catatan", subject="1", author="A", reason="", release_id="", body={})
    engines.forget(reader.url)


def test_a_database_that_is_read_only_is_a_sentence(ledger, note, cluster):
    note()
    engines.forget(ledger.url)
    cluster.run(f"alter database {cluster.shared} set default_transaction_read_only = on")
    try:
        closed = Ledger.open(ledger.url.render_as_string())
        with pytest.raises(LedgerError, match="tidak boleh ditulisi"):
            closed.append(kind="catatan", subject="1", author="A", reason="", release_id="", body={})
        assert closed.verify().is_sound
    finally:
        engines.forget(ledger.url)
        cluster.run(f"alter database {cluster.shared} reset default_transaction_read_only")


def test_a_server_without_room_is_a_sentence_and_nothing_is_written(ledger, note, by_hand):
    note()
    by_hand(
        "create function no_room() returns trigger language plpgsql as "
        "$$ begin raise exception 'no room' using errcode = 'disk_full'; end $$",
        "create trigger no_room before insert on entry for each row execute function no_room()",
        guarded=True,
    )

    with pytest.raises(LedgerError, match="penyimpanan penuh"):
        note()
    assert ledger.verify().entry_n == 1


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "nama basis data"),
        ("postgresql+psycopg://buku@/uji?host=/tidak/ada", "servernya menyala"),
        ("postgresql://buku:rahasia@127.0.0.1:1/uji", "kata sandi"),
    ],
)
def test_an_address_nobody_answers_is_a_sentence_without_the_password(cluster, url, sentence):
    with pytest.raises(LedgerError, match=sentence) as refused:
        Ledger.open(url or cluster.url("tidak_ada"))
    assert "rahasia" not in str(refused.value)


def test_whatever_driver_is_named_the_installed_one_is_used(ledger, cluster):
    other = Ledger.open(cluster.url(cluster.shared).replace("+psycopg", "+asyncpg"))

    assert other.url == ledger.url


@pytest.mark.parametrize("statement", ["truncate entry", "truncate entry cascade", "update entry set author = 'x'"])
def test_the_server_refuses_to_empty_or_change_the_table(ledger, note, statement):
    note()

    with pytest.raises(DBAPIError, match="never"):
        by_hand(ledger, statement, guarded=True)
    assert ledger.verify().entry_n == 1


def test_a_server_that_is_strict_about_transactions_loses_nothing(ledger, note, cluster):
    engines.forget(ledger.url)
    cluster.run(f"alter database {cluster.shared} set default_transaction_isolation = 'serializable'")
    try:
        opened = Ledger.open(ledger.url.render_as_string())
        facts = {"kind": "catatan", "subject": "1", "author": "A", "reason": "", "release_id": "", "body": {}}
        threads = [threading.Thread(target=lambda: opened.append(**facts)) for _ in range(8)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert (opened.verify().entry_n, opened.verify().is_sound) == (8, True)
    finally:
        engines.forget(ledger.url)
        cluster.run(f"alter database {cluster.shared} reset default_transaction_isolation")
