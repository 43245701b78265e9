"""Every view of the ready-made agendas opens on the real release, in mode publik, and has something to show."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import queries, releases
from stunting.geography import Register
from stunting.paths import ROOT
from stunting.rembuk.agenda import Kind, link
from stunting.rembuk.facts import facts_of
from stunting.rembuk.ready_agendas import ready_agenda

# A kabupaten with routine figures and named lists, one of its kecamatan, and one where only surveys were made.
MEETINGS = [(Kind.DISTRICT, "1801"), (Kind.SUBDISTRICT, "180104"), (Kind.WORKSHOP, "180104"), (Kind.DISTRICT, "1101")]


@pytest.fixture
def agendas(built_layout, monkeypatch):
    monkeypatch.setenv("STUNTING_DATA", str(built_layout.releases.parent))
    st.cache_resource.clear()
    st.cache_data.clear()
    with releases.open_release(built_layout).database as opened:
        register = Register(queries.registered_areas(opened))
        found = []
        for kind, code in MEETINGS:
            area = register.get(code)
            found.append(ready_agenda(kind, area, register, facts_of(opened, area=area, register=register)))
    return found


def opened(page, params):
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "ringkasan":
        test.switch_page(f"pages/{page}.py")
    for key, value in params.items():
        test.query_params[key] = value
    return test.run()


def test_every_step_opens_without_a_refusal(agendas):
    views = {(step.page, tuple(link(agenda, step).items())) for agenda in agendas for step in agenda.steps if step.page}

    for name, params in sorted(views):
        page = opened(name, dict(params))
        refusals = [one.proto.body for one in page.get("html") if 'class="jelas"' in one.proto.body]

        assert not page.exception, (name, params)
        assert refusals == [], (name, params)
    # The lists of 1801 are named, its kecamatan was measured, and 1101 has its survey.
    assert {name for name, _ in views} == {"ringkasan", "peta", "tabel", "tren", "banding", "lokus"}
    assert len(views) >= 18
