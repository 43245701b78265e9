"""What an admin may do, and to whom."""

from __future__ import annotations

import datetime as dt
import os
import stat
import threading

import pytest

from stunting.access import viewer
from stunting.access.gate import AccessDeniedError
from stunting.access.policy import Role, Thing
from stunting.access.viewer import Grant, Viewer
from stunting.accounts import managing, sessions, viewers
from stunting.accounts.records import Kind, everybody, find
from stunting.errors import AccountError
from tests.accounts import Clock, admin, come_in, made, open_store, serving
from tests.ledgers import IN_A_FILE


def looking(name, *grants):
    return viewer.looking_as(Viewer(name=name, grants=grants))


def analyst(*areas, **facts):
    return Grant(role=Role.ANALYST, area_codes=areas, **facts)


def test_the_last_admin_of_everything_stays(store):
    made(store, "admin", admin())
    grant = store.read(lambda c: find(c, name="admin")).grants[0]

    for work in (
        lambda: managing.set_disabled(store, "admin", is_disabled=True),
        lambda: managing.end_grant(store, "admin", grant.id),
        lambda: managing.change_grant(store, "admin", grant.id, admin(["3514"])),
        lambda: managing.describe(store, "admin", full_name="Admin", office="", email="", expires_on=store.today()),
    ):
        with pytest.raises(AccountError, match="admin terakhir"):
            work()

    assert managing.has_admin(store)
    made(store, "lain", admin())
    assert managing.set_disabled(store, "admin", is_disabled=True).is_disabled


def test_of_two_admins_who_shut_each_other_at_once_one_stays(store):
    made(store, "satu", admin())
    made(store, "dua", admin())
    refused = []

    def shut(name):
        try:
            managing.set_disabled(store, name, is_disabled=True)
        except AccountError as error:
            refused.append(error)

    threads = [threading.Thread(target=shut, args=(name,)) for name in ("satu", "dua")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(refused) == 1
    assert managing.has_admin(store)


def test_temporary_access_needs_a_reason_and_a_day_to_come(store):
    made(store, "budi")

    with pytest.raises(AccountError, match="memerlukan alasan"):
        managing.give(store, "budi", analyst("3514", until=store.today()))
    with pytest.raises(AccountError, match="sudah lewat"):
        managing.give(store, "budi", analyst("3514", until=store.today() - dt.timedelta(days=1), reason="audit"))
    given = managing.give(store, "budi", analyst("3514", until=store.today(), reason="audit BPK"))

    assert given.grants[0].grant.reason == "audit BPK"


@pytest.mark.parametrize(
    ("grant", "said"),
    [
        (Grant(role=Role.PUBLIC), "tanpa akun"),
        (analyst(), "Pilih wilayah"),
        (analyst("35.14"), "tanpa titik"),
        (analyst("3514'; drop"), "tanpa titik"),
    ],
)
def test_a_grant_that_means_nothing_is_refused(store, grant, said):
    made(store, "budi")

    with pytest.raises(AccountError, match=said):
        managing.give(store, "budi", grant)


def test_an_admin_of_a_kabupaten_reaches_nobody_with_rights_elsewhere(store):
    made(store, "pusat", admin())
    made(store, "tetangga", analyst("3520"))
    made(store, "sini", analyst("351406"))
    with serving(), looking("admin.3514", admin(["3514"])):
        seen = [one.name for one in managing.accounts(store)]
        for work in (
            lambda: managing.reset(store, "pusat"),
            lambda: managing.reset(store, "tetangga"),
            lambda: managing.give(store, "sini", analyst("35")),
            lambda: managing.give(store, "sini", admin()),
            lambda: managing.create(
                store, managing.NewAccount(name="baru", full_name="Baru", grants=(analyst("3520"),))
            ),
        ):
            with pytest.raises(AccessDeniedError):
                work()
        assert managing.reset(store, "sini")
        given = managing.give(store, "sini", analyst("3514"))

    assert seen == ["pusat", "sini"]
    assert {one.given_by for one in given.grants} == {"(perintah)", "admin.3514"}
    assert store.read(lambda c: find(c, name="baru")) is None


def test_an_account_without_any_right_left_is_still_there(store):
    made(store, "budi", analyst("3514"))
    managing.end_grant(store, "budi", store.read(lambda c: find(c, name="budi")).grants[0].id)

    assert [one.name for one in managing.accounts(store)] == ["budi"]


@pytest.mark.parametrize("role", [Role.LEADER, Role.ANALYST, Role.OPERATOR])
def test_nobody_else_manages_accounts(store, role):
    made(store, "budi")

    with serving(), looking("analis", Grant(role=role)):
        for work in (
            lambda: managing.accounts(store),
            lambda: managing.reset(store, "budi"),
            lambda: managing.give(store, "budi", admin()),
            lambda: managing.end_sessions(store, "budi"),
            lambda: managing.create(store, managing.NewAccount(name="baru", full_name="Baru")),
        ):
            with pytest.raises(AccessDeniedError):
                work()


def test_rights_end_with_their_day_when_they_are_taken_back_and_before_the_password_is_changed(store, monkeypatch):
    done = made(store, "budi", analyst("3514", until=store.today(), reason="audit"), settled=False)
    waiting = viewers.viewer_of(done.account)
    made(store, "siti", analyst("3514"))
    account = store.read(lambda c: find(c, name="siti"))
    ended = managing.end_grant(store, "siti", account.grants[0].id)

    assert not waiting.may(Thing.COUNTS, "3514")
    assert viewers.viewer_of(account).may(Thing.COUNTS, "351406")
    assert not viewers.viewer_of(account).may(Thing.COUNTS, "3520")
    assert not viewers.viewer_of(ended).may(Thing.COUNTS, "3514")


def test_exports_that_were_taken_away_are_kept_with_the_grant(store):
    made(store, "budi", analyst("3514", exports=frozenset({Thing.PICTURES})))
    kept = store.read(lambda c: find(c, name="budi"))

    looks = viewers.viewer_of(kept)

    assert looks.may(Thing.PICTURES, "3514") and not looks.may(Thing.DATA_FILES, "3514")


def test_a_session_ends_by_itself_idle_by_the_admin_and_with_its_account(store, clock):
    made(store, "budi", analyst("3514"))

    def opened():
        return come_in(store, "budi").token

    def is_open(token):
        return sessions.account_of(store, token) is not None

    idle, busy = opened(), opened()
    for _ in range(3):
        clock.now += 1800
        assert is_open(busy)
    assert not is_open(idle)
    clock.now += 1700
    for _ in range(20):
        is_open(busy)
        clock.now += 1700
    assert not is_open(busy)
    by_admin = opened()
    assert managing.end_sessions(store, "budi") == 1
    assert not is_open(by_admin)
    with_account = opened()
    managing.set_disabled(store, "budi", is_disabled=True)
    assert not is_open(with_account)
    assert not is_open("bukan sesi")


def test_a_token_is_nowhere_in_the_database(store):
    made(store, "budi")
    token = come_in(store, "budi").token

    from stunting.accounts.schema import METADATA

    held = [
        str(row)
        for table in METADATA.sorted_tables
        for row in store.read(lambda c, t=table: c.execute(t.select()).all())
    ]

    assert token not in "".join(held)


def test_two_accounts_share_neither_a_name_nor_an_e_mail(store):
    made(store, "budi", kind=Kind.OIDC, email="Budi@contoh.go.id")

    with pytest.raises(AccountError, match="sudah ada"):
        made(store, "BUDI")
    with pytest.raises(AccountError, match="sudah dipakai"):
        made(store, "lain", kind=Kind.OIDC, email="budi@contoh.go.id")
    with pytest.raises(AccountError, match="Nama akun"):
        made(store, "budi <script>")
    with pytest.raises(AccountError, match="dikenali dari surelnya"):
        made(store, "tanpa.surel", kind=Kind.OIDC)


@IN_A_FILE
def test_the_file_belongs_to_its_owner_alone(store):
    file = store.layout.restricted / "akun" / "akun.sqlite"

    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600  # noqa: PTH116
    assert stat.S_IMODE(os.stat(file.parent).st_mode) == 0o700  # noqa: PTH116


def test_several_that_open_an_empty_store_at_once_make_it_once(layout):
    from sqlalchemy import inspect

    from stunting.accounts.schema import METADATA

    opened, failed = [], []

    def open_it():
        try:
            opened.append(open_store(layout, Clock()))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert not failed
    assert set(METADATA.tables) <= set(inspect(opened[0].engine).get_table_names())
    assert opened[0].keyed("nama", "x") == opened[5].keyed("nama", "x")
    assert opened[0].read(everybody) == ()


def test_a_viewer_is_found_by_cookie_within_a_millisecond_and_gone_within_five_seconds(store, monkeypatch):
    from stunting.accounts import store as stores

    monkeypatch.setitem(stores._STORES, (os.getpid(), store.url.render_as_string(hide_password=False)), store)
    made(store, "budi", analyst("3514"))
    cookies = {viewers.COOKIE: come_in(store, "budi").token}

    assert viewers.viewer_of_cookies(store.layout, cookies, email=None).may(Thing.COUNTS, "3514")
    managing.end_sessions(store, "budi")
    now = viewers.time.monotonic()
    monkeypatch.setattr(viewers.time, "monotonic", lambda: now + 5)
    assert viewers.viewer_of_cookies(store.layout, cookies, email=None) == viewer.NOBODY
    assert viewers.viewer_of_cookies(store.layout, {}, email="siti@contoh.go.id") == viewer.NOBODY
