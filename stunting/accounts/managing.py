"""What an admin does to accounts. The right is asked here, in the areas that are touched; every change is noted.

Whoever is admin of some areas alone may touch no account that has rights elsewhere: a new password would be a way
to them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, update

from stunting.access import audit, gate
from stunting.access.audit import Event
from stunting.access.policy import Role, Thing
from stunting.access.viewer import EXPORTS, Grant, current, inside
from stunting.accounts import passwords, sessions, tries
from stunting.accounts.records import Account, GivenGrant, Kind, everybody, find
from stunting.accounts.schema import ACCOUNT, GRANT
from stunting.accounts.store import Store
from stunting.errors import AccountError
from stunting.geography import COUNTRY
from stunting.languages import N_, _
from stunting.typed_texts import one_line

NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,38}[a-z0-9])")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
AREA = re.compile(r"00|\d{2}|\d{4}|\d{6}|\d{10}")
LONGEST_TEXT, LONGEST_REASON, MOST_AREAS = 120, 300, 60
ONE_TIME_S = 24 * 3600.0
LAST_ADMIN = N_(
    "Ini admin terakhir untuk semua wilayah; tanpanya tidak ada yang dapat mengatur akun. "
    "Jadikan dulu akun lain admin semua wilayah tanpa batas waktu."
)


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """An account that is to be made."""

    name: str
    full_name: str
    office: str = ""
    kind: Kind = Kind.LOCAL
    email: str = ""
    expires_on: dt.date | None = None
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Made:
    """An account and the password that holds for a day; None where the office keeps the passwords."""

    account: Account
    password: str | None = dataclasses.field(default=None, repr=False)


def accounts(store: Store) -> tuple[Account, ...]:
    """The accounts that whoever looks may see: those with a right in their areas, and those without any.

    Raises:
        AccessDeniedError: none.
    """
    scopes = _scopes()

    def is_near(account: Account) -> bool:
        codes = _codes(account.grants)
        return not codes or any(_overlap(code, scope) for code in codes for scope in scopes)

    return tuple(one for one in store.read(everybody) if is_near(one))


def may_change(account: Account) -> bool:
    """Whether whoever looks may touch it: every right it holds lies in their areas."""
    is_admin = bool(gate.areas(Thing.ACCOUNTS))
    return is_admin and all(gate.allows(Thing.ACCOUNTS, code) for code in _codes(account.grants))


def create(store: Store, new: NewAccount) -> Made:
    """Make an account.

    Raises:
        AccountError: a name, an e-mail or a grant that cannot be used, or one that another account has.
        AccessDeniedError: a grant outside the areas of whoever looks.
    """
    _scopes()
    wanted = _checked(new)
    for one in wanted.grants:
        _may_give(one)
    password = passwords.one_time() if wanted.kind is Kind.LOCAL else None
    account_id = str(uuid.uuid4())
    now = store.clock()
    values = {
        "id": account_id,
        "name": wanted.name,
        "full_name": wanted.full_name,
        "office": wanted.office,
        "kind": wanted.kind.value,
        "email": wanted.email or None,
        "password_hash": store.hasher.hashed(password) if password else None,
        "must_change": password is not None,
        "password_until": now + ONE_TIME_S if password else None,
        "is_disabled": False,
        "created_at": now,
        "expires_on": wanted.expires_on.isoformat() if wanted.expires_on else None,
    }

    def make(connection: Connection) -> Account:
        if find(connection, name=wanted.name) is not None:
            raise AccountError(_("Akun '{wanted}' sudah ada. Pilih nama lain, atau ubah akun itu.", wanted=wanted.name))
        connection.execute(ACCOUNT.insert(), values)
        for one in wanted.grants:
            _insert(store, connection, account_id, one)
        return _found(connection, wanted.name)

    made = store.change(make)
    _note(store, Event.ACCOUNT_MADE, made, {"jenis": made.kind.value})
    for one in wanted.grants:
        _note_grant(store, Event.GRANT_GIVEN, made, one)
    return Made(account=made, password=password)


def give(store: Store, name: str, grant: Grant) -> Account:
    """Give an account one right more.

    Raises:
        AccountError: there is no such account, or the grant cannot be given as it is.
        AccessDeniedError: the account or the grant lies outside the areas of whoever looks.
    """
    _may_give(grant)
    changed = _changed(
        store, name, lambda connection, account: _insert(store, connection, account.id, _checked_grant(store, grant))
    )
    _note_grant(store, Event.GRANT_GIVEN, changed, grant)
    return changed


def change_grant(store: Store, name: str, grant_id: str, grant: Grant) -> Account:
    """Put another grant in the place of one; the old one stays on record as ended.

    Raises:
        AccountError, AccessDeniedError: as `give`; or it was the last admin.
    """
    _may_give(grant)

    def change(connection: Connection, account: Account) -> None:
        _end(store, connection, account, grant_id)
        _insert(store, connection, account.id, _checked_grant(store, grant))

    changed = _changed(store, name, change)
    _note_grant(store, Event.GRANT_CHANGED, changed, grant)
    return changed


def end_grant(store: Store, name: str, grant_id: str) -> Account:
    """Take a right back, from this moment on.

    Raises:
        AccountError: there is no such account or grant, or it was the last admin.
        AccessDeniedError: the account lies outside the areas of whoever looks.
    """
    ended: list[Grant] = []
    changed = _changed(
        store, name, lambda connection, account: ended.append(_end(store, connection, account, grant_id))
    )
    _note_grant(store, Event.GRANT_ENDED, changed, ended[0])
    return changed


def reset(store: Store, name: str) -> str:
    """A new password that holds for a day and has to be changed; open sessions and locks end.

    Raises:
        AccountError: there is no such account, or its password is kept by the office.
        AccessDeniedError: the account lies outside the areas of whoever looks.
    """
    password = passwords.one_time()
    kept = store.hasher.hashed(password)

    def change(connection: Connection, account: Account) -> None:
        if account.kind is not Kind.LOCAL:
            raise AccountError(_("Kata sandi akun ini disimpan oleh instansi. Reset di layanan masuk instansi."))
        _set(connection, account, password_hash=kept, must_change=True, password_until=store.clock() + ONE_TIME_S)
        sessions.end_all(store, connection, account.id)
        tries.was_right(store, connection, account.name)

    changed = _changed(store, name, change)
    _note(store, Event.PASSWORD_RESET, changed)
    return password


def set_disabled(store: Store, name: str, *, is_disabled: bool) -> Account:
    """Shut an account, or open it again; its sessions end.

    Raises:
        AccountError: there is no such account, or it is the last admin.
        AccessDeniedError: the account lies outside the areas of whoever looks.
    """

    def change(connection: Connection, account: Account) -> None:
        _set(connection, account, is_disabled=is_disabled)
        if is_disabled:
            sessions.end_all(store, connection, account.id)

    changed = _changed(store, name, change)
    _note(store, Event.ACCOUNT_DISABLED if is_disabled else Event.ACCOUNT_ENABLED, changed)
    return changed


def describe(
    store: Store, name: str, *, full_name: str, office: str, email: str, expires_on: dt.date | None
) -> Account:
    """Change what is known of an account.

    Raises:
        AccountError: there is no such account, something cannot be used, or it is the last admin that would expire.
        AccessDeniedError: the account lies outside the areas of whoever looks.
    """

    def change(connection: Connection, account: Account) -> None:
        wanted = _checked(
            NewAccount(name=account.name, full_name=full_name, office=office, kind=account.kind, email=email)
        )
        values = {"full_name": wanted.full_name, "office": wanted.office, "email": wanted.email or None}
        _set(connection, account, **values, expires_on=expires_on.isoformat() if expires_on else None)
        if wanted.email != (account.email or ""):
            sessions.end_all(store, connection, account.id)

    changed = _changed(store, name, change)
    _note(store, Event.ACCOUNT_CHANGED, changed)
    return changed


def end_sessions(store: Store, name: str) -> int:
    """End every open session of an account; returns how many there were.

    Raises:
        AccountError, AccessDeniedError: as `reset`.
    """
    ended: list[int] = []
    changed = _changed(
        store, name, lambda connection, account: ended.append(sessions.end_all(store, connection, account.id))
    )
    _note(store, Event.SESSIONS_ENDED, changed, {"sesi": ended[0]})
    return ended[0]


def has_admin(store: Store) -> bool:
    """Whether anybody may manage accounts; without one a server does not start."""
    return any(one.is_standing_admin(store.today()) for one in store.read(everybody))


def _changed(store: Store, name: str, work: Callable[[Connection, Account], object]) -> Account:
    def change(connection: Connection) -> Account:
        account = _found(connection, name)
        _scopes()
        for code in _codes(account.grants):
            gate.require(Thing.ACCOUNTS, code)
        work(connection, account)
        day = store.today()
        if account.is_standing_admin(day) and not any(one.is_standing_admin(day) for one in everybody(connection)):
            raise AccountError(_(LAST_ADMIN))
        return _found(connection, name)

    return store.change(change)


def _found(connection: Connection, name: str) -> Account:
    found = find(connection, name=typed_name(name))
    if found is None:
        raise AccountError(_("Akun '{name}' tidak ada. Lihat namanya dengan `akun list`.", name=one_line(name)[:40]))
    return found


def typed_name(name: str) -> str:
    """A name as it is kept, however it was typed."""
    return one_line(name).casefold()


def area_of(account: Account) -> str:
    """The smallest area that holds all rights of an account: where what it does is noted."""
    codes = _codes(account.grants)
    if not codes:
        return COUNTRY
    first = min(codes)
    holding = (first[:length] for length in (10, 6, 4, 2) if len(first) >= length)
    return next((area for area in holding if all(inside(code, area) for code in codes)), COUNTRY)


def _checked(new: NewAccount) -> NewAccount:
    name = typed_name(new.name)
    if not NAME.fullmatch(name):
        raise AccountError(
            _("Nama akun terdiri dari 3-40 huruf kecil, angka, titik, atau garis, misalnya siti.aminah. Tulis ulang.")
        )
    full_name, office = one_line(new.full_name), one_line(new.office)
    if not full_name:
        raise AccountError(_("Tulis nama lengkap pemilik akun; satu akun untuk satu orang."))
    if max(len(full_name), len(office)) > LONGEST_TEXT:
        raise AccountError(
            _(
                "Nama lengkap dan kantor paling panjang {longest_text} huruf. Tulis lebih pendek.",
                longest_text=LONGEST_TEXT,
            )
        )
    email = one_line(new.email).casefold()
    if email and not EMAIL.fullmatch(email):
        raise AccountError(_("Surel itu tidak lengkap. Tulis seperti siti@contoh.go.id."))
    if new.kind is Kind.OIDC and not email:
        raise AccountError(
            _("Akun instansi dikenali dari surelnya. Tulis surel yang dipakai di layanan masuk instansi.")
        )
    return dataclasses.replace(new, name=name, full_name=full_name, office=office, email=email)


def _checked_grant(store: Store, grant: Grant) -> Grant:
    reason = one_line(grant.reason)
    if grant.role is Role.PUBLIC:
        raise AccountError(_("Bagian publik terbuka tanpa akun. Pilih peran lain."))
    if not grant.area_codes or len(grant.area_codes) > MOST_AREAS:
        raise AccountError(
            _("Pilih wilayah, paling banyak {most_areas}; '00' untuk semua wilayah.", most_areas=MOST_AREAS)
        )
    if not all(AREA.fullmatch(code) for code in grant.area_codes):
        raise AccountError(_("Kode wilayah terdiri dari 2, 4, 6, atau 10 angka tanpa titik. Periksa kodenya."))
    if grant.until is not None and grant.until < store.today():
        raise AccountError(_("Hari terakhir hak itu sudah lewat. Pilih hari ini atau sesudahnya."))
    if grant.until is not None and not reason:
        raise AccountError(_("Hak sementara memerlukan alasan. Tulis untuk apa hak itu diberikan."))
    if len(reason) > LONGEST_REASON:
        raise AccountError(
            _("Alasan paling panjang {longest_reason} huruf. Tulis lebih pendek.", longest_reason=LONGEST_REASON)
        )
    return dataclasses.replace(grant, reason=reason, area_codes=tuple(sorted(set(grant.area_codes))))


def _insert(store: Store, connection: Connection, account_id: str, grant: Grant) -> None:
    wanted = _checked_grant(store, grant)
    exports = None if wanted.exports is None else ";".join(sorted(one.value for one in wanted.exports & EXPORTS))
    connection.execute(
        GRANT.insert(),
        {
            "id": uuid.uuid4().hex,
            "account_id": account_id,
            "role": wanted.role.value,
            "area_codes": ";".join(wanted.area_codes),
            "until": wanted.until.isoformat() if wanted.until else None,
            "reason": wanted.reason,
            "exports": exports,
            "given_by": current().name or "(perintah)",
            "given_at": store.clock(),
            "ended_at": None,
        },
    )


def _end(store: Store, connection: Connection, account: Account, grant_id: str) -> Grant:
    known = next((one for one in account.grants if one.id == grant_id and one.ended_at is None), None)
    if known is None:
        raise AccountError(_("Hak itu sudah diakhiri atau tidak ada. Muat ulang daftar akun."))
    connection.execute(update(GRANT).where(GRANT.c.id == grant_id).values(ended_at=store.clock()))
    return known.grant


def _set(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(**values))


def _may_give(grant: Grant) -> None:
    for code in grant.area_codes or (COUNTRY,):
        gate.require(Thing.ACCOUNTS, code)


def _scopes() -> tuple[str, ...]:
    """The areas in which whoever looks manages accounts.

    Raises:
        AccessDeniedError: nowhere.
    """
    found = gate.areas(Thing.ACCOUNTS)
    if not found:
        gate.require(Thing.ACCOUNTS)
    return found


def _codes(grants: Iterable[GivenGrant]) -> set[str]:
    return {code for one in grants if one.ended_at is None for code in one.grant.area_codes}


def _overlap(code: str, scope: str) -> bool:
    return inside(code, scope) or inside(scope, code)


def _note(store: Store, event: Event, account: Account, detail: audit.Detail | None = None) -> None:
    author = current().name or "(perintah)"
    told = {"akun": account.name, **(detail or {})}
    audit.record(event, area_of(account), told, author=author, layout=store.layout, always=True)


def _note_grant(store: Store, event: Event, account: Account, grant: Grant) -> None:
    detail = {
        "peran": grant.role.value,
        "wilayah": " ".join(grant.area_codes),
        "sampai": grant.until.isoformat() if grant.until else None,
        "alasan": one_line(grant.reason),
    }
    _note(store, event, account, detail)
