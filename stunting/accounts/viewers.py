"""Who looks, from the cookies of their browser. Asked at every run of a page, so it is kept for a moment.

What was ended, shut or taken back works on for `KEPT_S` at most. While the accounts do not answer, who was known stays
known for `GRACE_S`: a restart of the database does not take the page from everybody in a meeting.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from stunting.access import audit
from stunting.access.audit import Event
from stunting.access.policy import Role
from stunting.access.viewer import NOBODY, Grant, Viewer
from stunting.accounts import oidc, sessions, settings
from stunting.accounts.managing import area_of
from stunting.accounts.records import Account, Kind, find
from stunting.accounts.store import Store, store_of
from stunting.errors import StuntingError
from stunting.languages import N_, WordedRow, in_indonesian
from stunting.paths import Layout

COOKIE = "stunting_sesi"
KEPT_S = 3.0
# While the accounts cannot be asked nobody can be shut out either; who was known just before stays so for a while.
GRACE_S = 300.0
MOST_KEPT = 5_000

ENDED = N_("Sesi Anda sudah berakhir. Masuk lagi untuk melanjutkan.")
UNKNOWN = "(nama tidak dikenal)"  # no text

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class LoginState:
    """Who looks, and what they have to be told.

    account: whose session it is, None for nobody
    told:    sentences, in Indonesian where it is made, for it is kept for windows of several languages
    """

    viewer: Viewer = NOBODY
    account: Account | None = None
    told: WordedRow = WordedRow(())

    @property
    def problem(self) -> str:
        """What they have to be told, "" without."""
        return " ".join(self.told)


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """until: when the accounts are asked again; answered_at: when they answered last."""

    state: LoginState
    until: float
    answered_at: float


_kept: dict[tuple[str, str, str, str], _Kept] = {}
_lock = threading.Lock()


def viewer_of_cookies(layout: Layout, cookies: Mapping[str, str], *, email: str | None) -> Viewer:
    """Who looks; nobody where no session is open. It never raises: who cannot be known is nobody.

    email: verified by the provider (`oidc.verified_email`), None without
    """
    return state_of_cookies(layout, cookies, email=email).viewer


@in_indonesian
def state_of_cookies(layout: Layout, cookies: Mapping[str, str], *, email: str | None) -> LoginState:
    """Who looks, with the account and what they have to be told."""
    found = cookies.get(COOKIE, "")
    # A page that runs without a browser has no cookies worth the name.
    token = found if isinstance(found, str) else ""
    office = (oidc.token_of(cookies) or "") if email else ""
    if not token and not office:
        return LoginState()
    key = (str(layout.restricted), token, office, email or "")
    now = time.monotonic()
    known = _kept.get(key)
    if known is not None and now < known.until:
        return known.state
    answered_at = now
    try:
        state = _state(store_of(layout), token, office, email or "")
    except StuntingError as refused:
        log.warning("Akun tidak dapat diperiksa: %s", refused)
        if known is not None and known.state.account is not None and now - known.answered_at < GRACE_S:
            state, answered_at = known.state, known.answered_at
        else:
            state = LoginState(told=(str(refused), N_("Selama itu hanya bagian publik yang terbuka.")))
    with _lock:
        if len(_kept) >= MOST_KEPT:
            for old in [one for one, kept in _kept.items() if kept.until <= now] or list(_kept):
                _kept.pop(old, None)
        _kept[key] = _Kept(state=state, until=now + KEPT_S, answered_at=answered_at)
    return state


def forget() -> None:
    """Ask anew from now on: something was just changed by this process."""
    with _lock:
        _kept.clear()


def viewer_of(account: Account) -> Viewer:
    """The rights of an account; none before a password that was given by the admin is changed."""
    public = Grant(role=Role.PUBLIC)
    if account.must_change:
        return Viewer(name=account.name, grants=(public,))
    return Viewer(name=account.name, grants=(public, *(one.grant for one in account.grants if one.ended_at is None)))


def _state(store: Store, token: str, office: str, email: str) -> LoginState:
    account = sessions.account_of(store, token) if token else None
    if account is None and office:
        return _of_office(store, office, email)
    if account is None:
        return LoginState(told=(ENDED,))
    told = (N_("Ganti dulu kata sandi sementara Anda; sesudah itu hak Anda berlaku."),) if account.must_change else ()
    return LoginState(viewer=viewer_of(account), account=account, told=told)


def _of_office(store: Store, office: str, email: str) -> LoginState:
    account = sessions.account_of(store, office)
    if account is not None:
        # The session began with this e-mail; an account that got another one is somebody else's.
        is_same = account.kind is Kind.OIDC and account.email == email
        return LoginState(viewer=viewer_of(account), account=account) if is_same else LoginState()
    if sessions.is_known(store, office):
        return LoginState(told=(ENDED,))
    found = store.read(lambda connection: find(connection, email=email))
    if found is None or found.kind is not Kind.OIDC or not found.is_open_on(store.today()):
        _note_unknown(store, office)
        return LoginState(
            told=(
                N_("Akun kantor Anda belum dikenal di dasbor ini."),
                settings.active().ask_whom,
                N_("Bagian publik tetap terbuka."),
            )
        )
    chosen = settings.active()

    def begin(connection: Connection) -> None:
        sessions.begin(store, connection, found, hours=chosen.hours, idle_hours=chosen.idle_hours, token=office)

    try:
        store.change(begin)
    except StuntingError:
        # Two windows of one browser came at once, and the other began it.
        if not sessions.is_known(store, office):
            raise
    else:
        audit.record(Event.LOGIN, area_of(found), {"cara": Kind.OIDC.value}, author=found.name, layout=store.layout)
    return LoginState(viewer=viewer_of(found), account=found)


_unknown: set[str] = set()


def _note_unknown(store: Store, office: str) -> None:
    """Once per login, not with every run of a page."""
    if office in _unknown:
        return
    if len(_unknown) >= MOST_KEPT:
        _unknown.clear()
    _unknown.add(office)
    audit.record(Event.LOGIN_FAILED, detail={"cara": Kind.OIDC.value}, author=UNKNOWN, layout=store.layout)
