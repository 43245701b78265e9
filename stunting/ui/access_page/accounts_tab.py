"""Tabs Akun and Akun baru: who may log in, what each may where, and everything that can be done about it."""

from __future__ import annotations

import datetime as dt
import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.accounts import managing, sessions, viewers
from stunting.accounts.managing import Made, NewAccount
from stunting.accounts.records import Account, GivenGrant, Kind
from stunting.accounts.store import Store, store_of
from stunting.languages import _, _n
from stunting.paths import Layout
from stunting.ui import filters, parts
from stunting.ui.access_page import grant_form
from stunting.ui.shell import View

CHOSEN = "akun"
EXAMPLE_OFFICE = "Puskesmas Kejayan"  # no text
PASSWORD, FORM = "akses-sandi", "akses-formulir"


def show(view: View) -> None:
    """The accounts, and one of them."""
    gate_of_accounts()
    store = store_of(Layout.default())
    found = managing.accounts(store)
    day = store.today()
    st.dataframe(
        parts.written(_table(view, found, day)), hide_index=True, height=min(420, 38 + 35 * max(1, len(found)))
    )
    if not found:
        return
    names = {one.name: f"{one.name} · {one.full_name}" for one in found}
    chosen = filters.listed(_("Akun"), CHOSEN, names, default=found[0].name, width=420, shows_label=True)
    _one(view, store, next(one for one in found if one.name == chosen))


def show_new(view: View) -> None:
    """A new account with its first right."""
    gate_of_accounts()
    store = store_of(Layout.default())
    _say_password()
    # Another number empties the form when an account was made.
    key = f"baru{filters.noted(FORM, 0)}"
    with st.container(key="akses-baru", border=True):
        left, right = st.columns(2)
        name = left.text_input(_("Nama akun"), key=f"{key}-nama", max_chars=40, placeholder="siti.aminah")
        full_name = right.text_input(_("Nama lengkap"), key=f"{key}-lengkap", max_chars=120)
        office = left.text_input(_("Kantor"), key=f"{key}-kantor", max_chars=120, placeholder=EXAMPLE_OFFICE)
        email = right.text_input(
            _("Surel kantor, bila masuk dengan akun instansi"),
            key=f"{key}-surel",
            max_chars=120,
            help=_("Dengan surel, orang ini masuk lewat layanan masuk kantor dan tidak mendapat kata sandi di sini."),
        )
        grant = grant_form.form(view, key)
        if st.button(_("Buat akun"), type="primary", icon=":material/person_add:", key="baru-buat"):
            kind = Kind.OIDC if email.strip() else Kind.LOCAL
            new = NewAccount(name=name, full_name=full_name, office=office, kind=kind, email=email, grants=(grant,))
            made = managing.create(store, new)
            filters.note(FORM, made.account.id)
            _hand_over(made)


def gate_of_accounts() -> None:
    """Only for whoever manages accounts somewhere.

    Raises:
        AccessDeniedError: nowhere.
    """
    if not gate.areas(Thing.ACCOUNTS):
        gate.require(Thing.ACCOUNTS)


def _one(view: View, store: Store, account: Account) -> None:
    day = store.today()
    with st.container(key="akses-satu", border=True):
        st.html(f'<h2 class="judul-gambar">{html.escape(account.full_name)}</h2>{_facts(account, store)}')
        _say_password()
        if not managing.may_change(account):
            st.caption(_("Akun ini memiliki hak di luar wilayah Anda; hanya admin wilayah itu yang dapat mengubahnya."))
            return
        held = account.holding(day)
        for one in held:
            _grant_row(view, store, account, one)
        if not held:
            st.caption(_("Akun ini belum memiliki hak: yang terlihat hanya bagian publik."))
        with st.container(horizontal=True):
            giving = filters.folded(_("Beri hak"), "akses-beri", icon=":material/add:")
            if giving.open:
                with giving:
                    grant = grant_form.form(view, f"beri-{account.name}")
                    if st.button(_("Beri hak ini"), type="primary", key="akses-beri-simpan"):
                        managing.give(store, account.name, grant)
                        filters.fold("akses-beri")
                        _again()
            _description(store, account)
            _actions(store, account)


def _description(store: Store, account: Account) -> None:
    """What is known of the account, to be corrected; its name stays, for the trail knows it by that."""
    key = f"akses-data-{account.name}"
    form = filters.folded(_("Ubah data akun"), key, icon=":material/edit:")
    if not form.open:
        return
    with form:
        full_name = st.text_input(_("Nama lengkap"), value=account.full_name, key=f"{key}-lengkap", max_chars=120)
        office = st.text_input(_("Kantor"), value=account.office, key=f"{key}-kantor", max_chars=120)
        email = account.email or ""
        if account.kind is Kind.OIDC:
            email = st.text_input(
                _("Surel kantor"),
                value=email,
                key=f"{key}-surel",
                max_chars=120,
                help=_("Dengan surel lain, sesi yang terbuka berakhir."),
            )
        expires_on = None
        if st.toggle(_("Akun berakhir"), value=account.expires_on is not None, key=f"{key}-berakhir"):
            expires_on = st.date_input(
                _("Hari terakhir"),
                value=account.expires_on or store.today() + dt.timedelta(days=365),
                format="DD/MM/YYYY",
                key=f"{key}-sampai",
            )
        if st.button(_("Simpan perubahan"), type="primary", key=f"{key}-simpan"):
            managing.describe(
                store, account.name, full_name=full_name, office=office, email=email, expires_on=expires_on
            )
            filters.fold(key)
            _again()


def _actions(store: Store, account: Account) -> None:
    if account.kind is Kind.LOCAL and st.button(_("Reset kata sandi"), icon=":material/lock_reset:", key="akses-reset"):
        _hand_over(Made(account=account, password=managing.reset(store, account.name)))
    open_n = len(sessions.open_of(store, account.id))
    label = _n("Akhiri {n} sesi", open_n, n=formats.number(open_n))
    if st.button(label, icon=":material/logout:", key="akses-sesi", disabled=not open_n):
        managing.end_sessions(store, account.name)
        _again()
    label, icon = (
        (_("Nyalakan akun"), ":material/person_check:")
        if account.is_disabled
        else (_("Matikan akun"), ":material/person_off:")
    )
    if st.button(label, icon=icon, key="akses-matikan"):
        managing.set_disabled(store, account.name, is_disabled=not account.is_disabled)
        _again()


def _grant_row(view: View, store: Store, account: Account, one: GivenGrant) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"akses-hak-{one.id}"):
        st.markdown(parts.plain(_told(view, one)), width="stretch")
        key = f"akses-ubah-{one.id}"
        changing = filters.folded(_("Ubah"), key, icon=":material/edit:")
        if changing.open:
            with changing:
                grant = grant_form.form(view, f"ubah-{one.id}", held=one.grant)
                if st.button(_("Simpan perubahan"), type="primary", key=f"{key}-simpan"):
                    managing.change_grant(store, account.name, one.id, grant)
                    _again()
        if st.button(_("Cabut"), key=f"akses-cabut-{one.id}", icon=":material/remove_moderator:"):
            managing.end_grant(store, account.name, one.id)
            _again()


def _hand_over(made: Made) -> None:
    """The password is shown by the next run, once."""
    filters.apply({CHOSEN: made.account.name})
    if made.password is None:
        _again()
    filters.note(PASSWORD, (made.account.name, made.password))
    _again()


def _say_password() -> None:
    told = filters.taken(PASSWORD)
    if isinstance(told, tuple):
        name, password = told
        st.success(
            _("Kata sandi sekali pakai untuk **{name}**, berlaku 24 jam dan hanya ditampilkan sekarang:", name=name),
            icon=":material/key:",
        )
        st.code(password, language=None)


def _again() -> None:
    viewers.forget()
    st.rerun()


def _facts(account: Account, store: Store) -> str:
    state = _("berlaku")
    if account.is_disabled:
        state = _("dimatikan")
    elif not account.is_open_on(store.today()):
        state = _("habis masa berlakunya")
    elif account.must_change:
        state = _("menunggu kata sandi pertama")
    told = [account.name, account.office, account.email or "", str(account.kind), state]
    return f'<p class="anak-judul">{html.escape(" · ".join(one for one in told if one))}</p>'


def _table(view: View, found: tuple[Account, ...], day: dt.date) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Akun"): [one.name for one in found],
            _("Nama"): [one.full_name for one in found],
            _("Kantor"): [one.office for one in found],
            _("Cara masuk"): [str(one.kind) for one in found],
            _("Hak"): ["; ".join(_told(view, given) for given in one.holding(day)) or "–" for one in found],
            _("Keadaan"): [_("berlaku") if one.is_open_on(day) else _("tidak berlaku") for one in found],
        }
    )


def _told(view: View, one: GivenGrant) -> str:
    names = ", ".join(view.register.known_name(code) for code in one.grant.area_codes)
    until = _(" sampai {day}", day=formats.date(one.grant.until)) if one.grant.until else ""
    reason = f" ({one.grant.reason})" if one.grant.reason else ""
    return f"{one.grant.role}, {names}{until}{reason}"
