"""The page Akses: what an admin does there, and what everybody else is told."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from stunting.access import viewer
from stunting.access.policy import Role
from stunting.access.viewer import Grant, ServiceMode, Viewer
from stunting.accounts import managing
from stunting.accounts.records import find
from stunting.accounts.store import store_of
from stunting.paths import ROOT
from tests.accounts import admin, made

PAGE = "pages/akses.py"


@pytest.fixture
def layout(tiny_layout, monkeypatch):
    from stunting.build.release import build_release
    from tests.small import TINY

    build_release(tiny_layout, expected=TINY)
    monkeypatch.setenv("STUNTING_DATA", str(tiny_layout.releases.parent))
    return tiny_layout


@pytest.fixture
def store(layout):
    kept = store_of(layout)
    made(kept, "admin.dinkes", admin(), settled=False)
    made(kept, "siti.aminah", Grant(role=Role.ANALYST, area_codes=("3514",)), settled=False)
    return kept


@pytest.fixture
def opened(monkeypatch):
    """Opens the page on a server, as somebody with these rights."""

    def open_page(*grants: Grant, name: str = "admin.dinkes", **params: str) -> AppTest:
        who = Viewer(name=name, grants=grants)
        monkeypatch.setattr(viewer, "current", lambda: who)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for key, value in params.items():
            app.query_params[key] = value
        return app.switch_page(PAGE).run()

    viewer.set_service_mode(ServiceMode.SERVER)
    yield open_page
    viewer.set_service_mode(ServiceMode.LAPTOP)


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def said(app: AppTest) -> str:
    parts = (app.markdown, app.info, app.success, app.caption, app.code)
    return " ".join(str(one.value) for group in parts for one in group)


def test_on_a_laptop_the_page_says_that_there_are_no_accounts(layout):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page(PAGE).run()

    assert not app.exception
    assert "Di laptop tidak ada akun" in said(app)


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.ANALYST, Role.OPERATOR])
def test_who_manages_nothing_sees_no_account(store, opened, role):
    app = opened(Grant(role=role), name="")

    assert not app.exception
    assert not app.dataframe and "siti.aminah" not in said(app)


def test_an_admin_makes_an_account_and_reads_its_password_once(store, opened):
    app = opened(admin(), tab="Akun baru", wilayah="3520")
    fields = {one.label: one for one in app.text_input}
    fields["Nama akun"].set_value("bidan.magetan")
    fields["Nama lengkap"].set_value("Bidan Magetan")

    app = press(app, "Buat akun")

    account = store.read(lambda c: find(c, name="bidan.magetan"))
    assert not app.exception
    assert [one.grant.area_codes for one in account.grants] == [("3520",)]
    assert "bidan.magetan" in said(app) and len(app.code[0].value) == 19
    assert not app.run().code


def test_the_country_is_not_given_by_an_oversight(store, opened):
    app = opened(admin(), tab="Akun baru")
    fields = {one.label: one for one in app.text_input}
    fields["Nama akun"].set_value("bidan.magetan")
    fields["Nama lengkap"].set_value("Bidan Magetan")

    press(app, "Buat akun")

    assert store.read(lambda c: find(c, name="bidan.magetan")) is None


def test_an_admin_resets_shuts_and_takes_back(store, opened):
    app = opened(admin(), akun="siti.aminah")

    app = press(app, "Reset kata sandi")
    assert "siti.aminah" in said(app)
    app = press(app, "Cabut")
    app = press(app, "Matikan akun")

    account = store.read(lambda c: find(c, name="siti.aminah"))
    assert not app.exception
    assert account.is_disabled and not account.holding(store.today())


def test_the_trail_is_shown_to_a_leader_of_the_area_alone(store, opened):
    managing.audit.flush(store.layout)

    app = opened(Grant(role=Role.LEADER, area_codes=("3514",)), name="bupati", tab="Jejak", wilayah="3514")

    assert not app.exception
    (shown,) = app.dataframe
    assert set(shown.value["Wilayah"]) == {"Kab. Pasuruan"}
    assert pd.api.types.is_datetime64_any_dtype(shown.value["Waktu"])
    assert (dt.datetime.now() - shown.value["Waktu"].max()) < dt.timedelta(hours=1)
    assert "siti.aminah" in " ".join(shown.value["Rincian"])


def test_an_admin_corrects_what_is_known_of_an_account(store, opened):
    app = opened(admin(), akun="siti.aminah")
    app.session_state["akses-data-siti.aminah"] = True
    fields = {one.label: one for one in app.run().text_input}
    assert fields["Nama lengkap"].value == "Orang Contoh"
    fields["Nama lengkap"].set_value("Siti Aminah, S.Gz.")
    fields["Kantor"].set_value("Dinas Kesehatan")
    {one.label: one for one in app.toggle}["Akun berakhir"].set_value(True)

    app = press(app.run(), "Simpan perubahan")

    account = store.read(lambda c: find(c, name="siti.aminah"))
    assert not app.exception
    assert (account.full_name, account.office) == ("Siti Aminah, S.Gz.", "Dinas Kesehatan")
    assert account.expires_on == store.today() + dt.timedelta(days=365)


def test_an_admin_changes_a_right_and_the_old_one_stays_on_record(store, opened):
    given = store.read(lambda c: find(c, name="siti.aminah")).holding(store.today())[0]
    app = opened(admin(), akun="siti.aminah")
    app.session_state[f"akses-ubah-{given.id}"] = True
    app = app.run()
    (role,) = [one for one in app.radio if one.label == "Peran"]
    assert role.value is Role.ANALYST
    role.set_value(Role.LEADER)
    {one.label: one for one in app.toggle}["Sementara"].set_value(True)
    app = app.run()
    {one.label: one for one in app.text_input}["Alasan"].set_value("menggantikan kepala dinas")

    app = press(app, "Simpan perubahan")

    account = store.read(lambda c: find(c, name="siti.aminah"))
    (held,) = account.holding(store.today())
    assert not app.exception
    assert (held.grant.role, held.grant.area_codes) == (Role.LEADER, ("3514",))
    assert held.grant.reason == "menggantikan kepala dinas" and held.grant.until is not None
    assert [one.id for one in account.grants if one.ended_at is not None] == [given.id]
