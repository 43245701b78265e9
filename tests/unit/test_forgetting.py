"""What a server keeps does not grow with what was ever asked or shown."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from streamlit.runtime.caching.cache_utils import Cache
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from stunting.ui import forgetting

# A select box whose choices change is another widget, and an own key says nothing.
PAGE = """
import streamlit as st

number = st.number_input("Nomor", 0, 1000, 0, key="nomor")
st.selectbox("Pilihan", [f"{number} a", f"{number} b"])


@st.fragment
def part():
    st.checkbox("Bagian")


part()
"""

# A component whose value is asked for before it is drawn, as the search for an area does.
COMPONENT = """
import streamlit as st

box = st.components.v2.component("kotak", html="<b></b>", js="export default function () {}")
number = st.number_input("Nomor", 0, 1000, 0, key="nomor")
st.text(f"{st.session_state['kotak'].query if 'kotak' in st.session_state else 'baru'}")
box(key="kotak", data={"n": number}, on_query_change=lambda: None)
"""


@pytest.fixture(autouse=True)
def own_ways(monkeypatch):
    """Streamlit's own ways come back afterwards."""
    monkeypatch.setattr(Cache, "compute_value_lock", Cache.compute_value_lock)
    monkeypatch.setattr(SessionState, "_remove_stale_widgets", SessionState._remove_stale_widgets)
    forgetting.forget()


def locks_of(function):
    return function._info.get_function_cache(function._function_key)._value_locks


def test_a_lock_goes_when_its_value_is_there():
    @st.cache_resource(max_entries=10)
    def answer(number):
        return [number]

    for number in range(50):
        answer(number)

    assert len(locks_of(answer)) == 0


def test_who_asks_while_it_is_computed_waits_and_does_not_compute():
    computed, begun, go_on = [], threading.Event(), threading.Event()

    @st.cache_resource(max_entries=10)
    def answer(number):
        computed.append(number)
        begun.set()
        assert go_on.wait(timeout=10)
        return [number]

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(answer, 7)
        assert begun.wait(timeout=10)
        others = [threads.submit(answer, 7) for _ in range(3)]
        assert len(locks_of(answer)) == 1
        go_on.set()
        answers = [one.result(timeout=10) for one in (first, *others)]

    assert computed == [7]
    assert all(one is answers[0] for one in answers)


def test_a_window_that_is_used_for_long_knows_the_widgets_it_shows():
    page = AppTest.from_string(PAGE).run()
    known = len(_states(page).widget_metadata)

    for number in range(1, 20):
        page.number_input(key="nomor").set_value(number).run()
        page.selectbox[0].set_value(f"{number} b").run()
        page.checkbox[0].check().run()

    assert len(_states(page).widget_metadata) == known == 3
    assert page.selectbox[0].value == "19 b"
    assert page.checkbox[0].value is True


def test_what_a_component_told_can_be_asked_before_it_is_drawn_again():
    page = AppTest.from_string(COMPONENT).run()
    assert page.text[0].value == "baru"

    for number in range(1, 4):
        page.number_input(key="nomor").set_value(number).run()

        assert [one.message for one in page.exception] == []
        assert page.text[0].value == "None"


def _states(page):
    state = page.session_state
    while not isinstance(state, SessionState):
        state = object.__getattribute__(state, "_state")
    return state._new_widget_state
