"""Logging in with name and password, and changing a password.

A name that nobody has is answered like a wrong password: the same sentence, the same time, the same lock.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, select, update

from stunting.access import audit
from stunting.access.audit import Event
from stunting.accounts import passwords, sessions, tries
from stunting.accounts.managing import area_of, typed_name
from stunting.accounts.records import Account, Kind, find
from stunting.accounts.schema import ACCOUNT
from stunting.accounts.settings import LoginSettings
from stunting.accounts.store import Store
from stunting.errors import AccountError
from stunting.languages import N_, _, _n

UNKNOWN = "(nama tidak dikenal)"  # no text
WRONG = N_(
    "Nama atau kata sandi tidak cocok, atau akunnya tidak berlaku lagi. Periksa keduanya; "
    "bila lupa, minta admin mereset kata sandi."
)
LONGEST_NAME = 100


class LoginRefusedError(AccountError):
    """A login that is not let in. status: as HTTP says it."""

    def __init__(self, sentence: str, status: int = 401) -> None:
        self.status = status
        super().__init__(sentence)


@dataclass(frozen=True, kw_only=True)
class LoggedIn:
    """A session that began. token: for the cookie, nowhere else."""

    account: Account
    token: str = field(repr=False)


def log_in(store: Store, name: str, password: str, *, address: str, settings: LoginSettings) -> LoggedIn:
    """Begin a session.

    Raises:
        LoginRefusedError: name or password are wrong, the account is shut or ran out, or it is locked.
        AccountError: the accounts cannot be reached.
    """
    typed = typed_name(name)[:LONGEST_NAME]
    _check_lock(store, typed)
    account, kept = _known(store, typed)
    # Also for nobody, and for whoever may not: the time must not tell.
    fits = store.hasher.fits(kept, password[: passwords.LONGEST + 1])
    if account is None or not fits or not _may_use(store, account):
        _refuse(store, typed, account, address)
    assert account is not None and kept is not None

    def begin(connection: Connection) -> str:
        tries.was_right(store, connection, typed)
        if store.hasher.is_outdated(kept):
            better = store.hasher.hashed(password)
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(password_hash=better))
        return sessions.begin(store, connection, account, hours=settings.hours, idle_hours=settings.idle_hours)

    token = store.change(begin)
    _note(store, Event.LOGIN, account, {"cara": Kind.LOCAL.value})
    return LoggedIn(account=account, token=token)


def change_password(
    store: Store, account: Account, *, old: str, new: str, again: str, address: str, settings: LoginSettings
) -> LoggedIn:
    """Another password; every other session of the account ends, and a new one begins.

    Raises:
        LoginRefusedError: the old password is wrong.
        AccountError: the new one cannot be used.
    """
    _check_lock(store, account.name)
    known, kept = _known(store, account.name)
    if known is None or not store.hasher.fits(kept, old[: passwords.LONGEST + 1]) or not _may_use(store, known):
        _refuse(store, account.name, known, address, _("Kata sandi yang sekarang tidak cocok. Tulis lagi."))
    if new != again:
        raise AccountError(_("Kedua kata sandi baru tidak sama. Tulis lagi keduanya."))
    passwords.check(new, own=(account.name, account.full_name, account.office, account.email or ""))
    if passwords.normal(new) == passwords.normal(old):
        raise AccountError(_("Kata sandi baru sama dengan yang sekarang. Pilih yang lain."))
    made = store.hasher.hashed(new)

    def change(connection: Connection) -> tuple[Account, str]:
        values = {"password_hash": made, "must_change": False, "password_until": None}
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(**values))
        sessions.end_all(store, connection, account.id)
        tries.was_right(store, connection, account.name)
        found = find(connection, id=account.id)
        assert found is not None
        token = sessions.begin(store, connection, found, hours=settings.hours, idle_hours=settings.idle_hours)
        return found, token

    changed, token = store.change(change)
    _note(store, Event.PASSWORD_CHANGED, changed)
    return LoggedIn(account=changed, token=token)


def log_out(store: Store, token: str) -> Account | None:
    """End a session; returns whose it was."""
    account = sessions.account_of(store, token)
    sessions.end(store, token)
    if account is not None:
        _note(store, Event.LOGOUT, account)
    return account


def _may_use(store: Store, account: Account) -> bool:
    is_in_time = account.password_until is None or store.clock() < account.password_until
    return account.kind is Kind.LOCAL and account.is_open_on(store.today()) and is_in_time


def _known(store: Store, name: str) -> tuple[Account | None, str | None]:
    def look(connection: Connection) -> tuple[Account | None, str | None]:
        kept = connection.execute(select(ACCOUNT.c.password_hash).where(ACCOUNT.c.name == name)).scalar()
        return find(connection, name=name), kept

    return store.read(look)


def _check_lock(store: Store, name: str) -> None:
    seconds = tries.locked_for(store, name)
    if seconds > 0:
        raise LoginRefusedError(_locked(seconds), status=429)


def _refuse(store: Store, name: str, account: Account | None, address: str, sentence: str = "") -> None:
    sentence = sentence or _(WRONG)
    locked_s = tries.was_wrong(store, name, address)
    _note(store, Event.LOGIN_FAILED, account)
    if locked_s:
        _note(store, Event.LOCKED, account, {"detik": round(locked_s)})
        raise LoginRefusedError(f"{sentence} {_locked(locked_s)}", status=429)
    raise LoginRefusedError(sentence)


def _locked(seconds: float) -> str:
    minutes, whole = int(-(-seconds // 60)), int(-(-seconds // 1))
    length = (
        _n("{minutes} menit", minutes, minutes=minutes) if seconds > 60 else _n("{seconds} detik", whole, seconds=whole)
    )
    return _(
        "Terlalu banyak percobaan untuk nama ini. Coba lagi dalam {length}, atau minta admin mereset kata sandi.",
        length=length,
    )


def _note(store: Store, event: Event, account: Account | None, detail: audit.Detail | None = None) -> None:
    if account is None:
        # What was typed may have been a password.
        audit.record(event, detail=detail, author=UNKNOWN, layout=store.layout)
    else:
        audit.record(event, area_of(account), detail, author=account.name, layout=store.layout)
