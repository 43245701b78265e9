"""Starting the dashboard: where it listens, what it says, what it prepares."""

import dataclasses
import gc
import socket
import time
import weakref

import pytest
from streamlit import net_util
from streamlit.web.server import server_util

from stunting import network
from stunting.errors import StuntingError
from stunting.paths import Layout
from stunting.ui import serve, server


@pytest.fixture
def layout(tmp_path):
    return dataclasses.replace(Layout.default(), releases=tmp_path / "rilis", published=tmp_path / "static")


@pytest.fixture
def taken():
    with network.bind("127.0.0.1", 0) as listening:
        yield listening.getsockname()[1]


def said(**facts):
    sentences = []
    serve._announce(sentences.append, **facts)
    return " ".join(sentences)


def test_a_taken_port_leads_to_the_next_free_one(taken):
    with network.bind("127.0.0.1", taken) as listening:
        assert taken < listening.getsockname()[1] < taken + network.PORTS_TRIED


def test_only_this_machine_is_answered_unless_asked():
    with network.bind(network.LOOPBACK, 0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_foreign_address_is_refused_with_what_to_use():
    with pytest.raises(StuntingError, match=r"127\.0\.0\.1"):
        network.bind("203.0.113.7", 0)


def test_no_free_port_is_refused_with_what_to_do(taken, monkeypatch):
    monkeypatch.setattr(network, "PORTS_TRIED", 1)

    with pytest.raises(StuntingError, match="--port"):
        network.bind("127.0.0.1", taken)


def test_another_port_is_said_out_loud():
    sentence = said(url="http://localhost:8502", address=network.LOOPBACK, asked=8501, actual=8502)

    assert "Porta 8501 sedang dipakai" in sentence
    assert "http://localhost:8502" in sentence


def test_the_expected_port_is_not_explained():
    assert "sedang dipakai" not in said(url="http://localhost:8501", address=network.LOOPBACK, asked=8501, actual=8501)


def test_a_network_is_warned_about():
    sentence = said(url="http://localhost:8501", address=network.EVERYWHERE, asked=8501, actual=8501)

    assert "Siapa pun di jaringan ini" in sentence


def test_no_browser_is_opened_where_there_is_no_screen(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert not serve.has_screen()


def test_the_address_on_the_network_is_not_the_loopback():
    found = network.network_address()

    assert found is None or (socket.inet_aton(found) and not found.startswith("127."))


def test_every_page_part_is_loaded_before_the_first_visitor():
    names = server._own_modules()

    assert "stunting.ui.area_search" in names
    assert "stunting.charts.theme" in names
    assert "stunting.ui.server" not in names


def test_a_preparation_that_fails_stops_nothing(layout, caplog):
    done = []

    def fails(_layout):
        raise ValueError("rusak")

    server.warm(layout, [fails, done.append])
    gc.unfreeze()

    assert done == [layout]
    assert "Persiapan" in caplog.text


def test_a_foreign_page_makes_nobody_ask_the_internet(layout, monkeypatch):
    asked = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url))

    server.create_app(layout=layout)

    assert not server_util.is_url_from_allowed_origins("http://jahat.example")
    assert asked == []


class Knot:
    def __init__(self):
        self.myself = self


def whole_collections(of: int) -> int:
    """How often Python looks at everything that lives while so many tables come to stay."""
    seen: list[int] = []

    def note(phase: str, facts: dict[str, int]) -> None:
        if phase == "start" and facts["generation"] == 2:
            seen.append(1)

    gc.callbacks.append(note)
    try:
        staying = [[number] for number in range(of)]
    finally:
        gc.callbacks.remove(note)
    assert len(staying) == of
    return len(seen)


def test_no_answer_waits_until_everything_that_lives_was_looked_at():
    with server.collecting(seconds=60):
        assert whole_collections(300_000) == 0

    assert whole_collections(300_000) > 0


def test_what_ended_sessions_leave_is_collected_on_a_timer():
    gc.disable()
    try:
        left = weakref.ref(Knot())
        with server.collecting(seconds=0.02):
            end = time.monotonic() + 3
            while left() is not None and time.monotonic() < end:
                time.sleep(0.01)

        assert left() is None
    finally:
        gc.enable()
