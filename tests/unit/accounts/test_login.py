"""Who gets in, who does not, and that the answer tells nothing."""

from __future__ import annotations

import time

import pytest

from stunting.accounts import login, managing, passwords, tries
from stunting.accounts.passwords import Hasher
from stunting.accounts.store import Store
from stunting.errors import AccountError
from tests.accounts import PASSWORD, SETTINGS, admin, come_in, made
from tests.ledgers import IN_A_FILE

DAY_S = 24 * 3600.0


def said(store, name, password="salah sama sekali"):
    with pytest.raises(login.LoginRefusedError) as refused:
        come_in(store, name, password)
    return str(refused.value), refused.value.status


def test_a_name_is_typed_in_any_case(store):
    made(store, "siti.aminah")

    assert come_in(store, " Siti.Aminah ").account.name == "siti.aminah"


def test_a_wrong_password_and_a_name_that_nobody_has_are_answered_alike_from_the_first_try_to_the_lock(store):
    made(store, "siti.aminah")

    of_somebody = [said(store, "siti.aminah") for _ in range(8)]
    of_nobody = [said(store, "tidak.ada") for _ in range(8)]

    assert of_somebody == of_nobody
    assert [status for _, status in of_nobody] == [401] * 4 + [429] * 4


@IN_A_FILE
def test_a_name_that_nobody_has_takes_as_long_as_a_wrong_password(layout):
    store = Store.open(layout, hasher=Hasher())
    made(store, "siti.aminah")

    def lasting(name):
        began = time.perf_counter()
        said(store, name)
        return time.perf_counter() - began

    lasting("awal")
    known, unknown = min(lasting("siti.aminah") for _ in range(3)), min(lasting(f"bukan{n}") for n in range(3))

    assert 0.5 < unknown / known < 2


def test_a_lock_holds_against_the_right_password_and_grows(store, clock):
    made(store, "siti.aminah")
    for _ in range(tries.FREE_TRIES):
        said(store, "siti.aminah")

    assert said(store, "siti.aminah", PASSWORD)[1] == 429
    clock.now += tries.FIRST_LOCK_S + 1
    assert said(store, "siti.aminah")[1] == 429
    clock.now += tries.FIRST_LOCK_S + 1
    assert said(store, "siti.aminah", PASSWORD)[1] == 429
    clock.now += tries.FIRST_LOCK_S
    assert come_in(store, "siti.aminah").account.name == "siti.aminah"
    assert said(store, "siti.aminah")[1] == 401


def test_no_lock_lasts_longer_than_a_quarter_of_an_hour(store, clock):
    for _ in range(30):
        said(store, "siti.aminah")
        clock.now += tries.LONGEST_LOCK_S + 1

    assert tries.locked_for(store, "siti.aminah") == 0


def test_a_hall_behind_one_address_gets_in_after_its_slips(store):
    made(store, "kader7")
    for number in range(45):
        said(store, f"kader{number}")

    assert 0 < tries.wait_of(store, "10.0.0.1") <= tries.LONGEST_WAIT_S
    assert tries.wait_of(store, "10.0.0.2") == 0
    assert come_in(store, "kader7").account.name == "kader7"


def test_an_address_that_guesses_and_guesses_is_no_longer_looked_at_for_a_while(store, clock, monkeypatch):
    monkeypatch.setattr(tries, "ADDRESS_MOST", 45)
    for number in range(45):
        tries.was_wrong(store, f"nama{number}", "10.0.0.9")

    assert tries.wait_of(store, "10.0.0.9") is None
    clock.now += tries.ADDRESS_WINDOW_S + 1
    assert tries.wait_of(store, "10.0.0.9") == 0


def test_the_password_of_the_admin_holds_for_a_day(store, clock):
    done = made(store, "siti.aminah", settled=False)

    assert come_in(store, "siti.aminah", done.password).account.must_change
    clock.now += DAY_S + 1
    assert said(store, "siti.aminah", done.password)[1] == 401


def test_a_reset_ends_the_lock_and_the_old_password(store):
    made(store, "siti.aminah")
    for _ in range(6):
        said(store, "siti.aminah")

    password = managing.reset(store, "siti.aminah")

    assert said(store, "siti.aminah", PASSWORD)[1] == 401
    assert come_in(store, "siti.aminah", password).account.must_change


def test_an_account_that_is_shut_or_ran_out_is_answered_like_a_wrong_password(store, clock):
    made(store, "siti.aminah", expires_on=store.today())
    made(store, "budi")
    managing.set_disabled(store, "budi", is_disabled=True)

    assert said(store, "budi", PASSWORD) == (login.WRONG, 401)
    assert come_in(store, "siti.aminah")
    clock.now += DAY_S
    assert said(store, "siti.aminah", PASSWORD) == (login.WRONG, 401)


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(store):
    from stunting.accounts import sessions

    done = made(store, "siti.aminah", admin())
    elsewhere = come_in(store, "siti.aminah")

    def change(old, new, again=None):
        return login.change_password(
            store, done.account, old=old, new=new, again=again or new, address="", settings=SETTINGS
        )

    with pytest.raises(login.LoginRefusedError, match="sekarang tidak cocok"):
        change("salah", "meja biru di atas awan")
    with pytest.raises(AccountError, match="tidak sama"):
        change(PASSWORD, "meja biru di atas awan", "meja biru di bawah awan")
    with pytest.raises(AccountError, match="sama dengan yang sekarang"):
        change(PASSWORD, PASSWORD)
    here = change(PASSWORD, "meja biru di atas awan")

    assert sessions.account_of(store, elsewhere.token) is None
    assert sessions.account_of(store, here.token) is not None


@IN_A_FILE
def test_a_password_is_kept_as_argon2id_and_gets_dearer_with_a_login(store):
    made(store, "siti.aminah")
    dearer = Store(
        layout=store.layout,
        url=store.url,
        engine=store.engine,
        clock=store.clock,
        hasher=Hasher(time_cost=2, memory_kib=16, lanes=1),
    )

    come_in(dearer, "siti.aminah")

    from stunting.accounts.schema import ACCOUNT

    kept = store.read(lambda connection: connection.execute(ACCOUNT.select()).mappings().one())["password_hash"]
    assert kept.startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert come_in(store, "siti.aminah")


@pytest.mark.parametrize(
    "refused",
    [
        "pendek",
        "sebelas.hur",
        "password1234",
        "P@ssw0rd!!!!",
        "katasandi2026",
        "bismillah12345",
        "adminpuskesmas",
        "stuntingstunting",
        "123456789012",
        "qwertyuiop[]",
        "aaaaaaaaaaaaaa",
        "abababababab",
        "siti.aminah1",
        "SitiAminah2026",
        "dinkes pasuruan",
        "x" * 201,
    ],
)
def test_what_is_guessed_first_is_refused(refused):
    with pytest.raises(AccountError):
        passwords.check(refused, own=("siti.aminah", "Siti Aminah", "Dinkes Pasuruan"))


@pytest.mark.parametrize(
    "taken", [PASSWORD, "lemari besi tua", "ᮞᮥᮔ᮪ᮓ ᮞᮥᮔ᮪ᮓ ᮊᮤᮒ", "Tr0ub4dor&3xkcd", "pisang goreng sore hari"]
)
def test_a_long_one_of_any_signs_is_taken(taken):
    passwords.check(taken, own=("siti.aminah", "Siti Aminah", "Dinkes Pasuruan"))


def test_a_password_of_the_admin_can_be_read_aloud_and_none_comes_twice():
    some = {passwords.one_time() for _ in range(200)}

    assert len(some) == 200
    assert all(len(one) == 19 and not set(one) & set("il1o0") for one in some)
