"""Every page as somebody with few rights: a page or a sentence, never a traceback, and nothing that is restricted."""

from __future__ import annotations

import pytest
import streamlit as st

from scripts import fuzz_access
from scripts.fuzz_access import Doors, Found, whole_page
from stunting.access.policy import Role
from stunting.paths import Layout
from tests.access_world import OWN, someone

GUARDED = ("kasus", "rembuk", "data", "komitmen")
WAYS = [
    *((Role.PUBLIC, page) for page in fuzz_access.PAGES),
    *((role, page) for role in (Role.LEADER, Role.ANALYST, Role.OPERATOR) for page in GUARDED),
]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peran")
    fuzz_access.prepared(folder)
    return folder


@pytest.fixture
def doors(prepared, monkeypatch):
    monkeypatch.setenv("STUNTING_DATA", (prepared / "data.txt").read_text(encoding="utf-8"))
    assert Layout.default().releases.is_dir()
    st.cache_resource.clear()
    st.cache_data.clear()
    return Doors(prepared)


@pytest.mark.parametrize(("role", "page"), WAYS)
def test_a_page_is_drawn_or_refused_with_a_sentence(doors, role, page):
    found = Found()

    whole_page(found, someone(role, OWN), page, {"wilayah": "3514", "mode": "internal"}, doors)

    assert found.problems == []
    assert found.pages[page] == 1
