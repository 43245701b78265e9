"""The hall on the server of the dashboard: beside Streamlit's pages, below a base path, over a killed server."""

from __future__ import annotations

import os
import signal

import pytest

from stunting.hall import show_store
from stunting.hall.show_json import Opened
from tests import halls
from tests.small import layout_in


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    layout = layout_in(tmp_path_factory.mktemp("data"))
    show_store.keep_network(layout, Opened(address="127.0.0.1", port=halls.free_port()))
    return layout


@pytest.fixture(scope="module")
def show(layout):
    return show_store.start(layout, "Rembuk stunting 2026", halls.packed())


@pytest.fixture(scope="module")
def server(layout, show):
    with halls.dashboard(layout, base_path="dasbor") as (port, process):
        yield port, process


@pytest.fixture
def port(server):
    return server[0]


def is_streamlit(answer):
    return answer.status == 200 and '<div id="root">' in answer.text


def test_the_page_rembuk_stays_a_page_of_the_dashboard(port):
    assert is_streamlit(halls.ask(port, "/dasbor/rembuk"))


def test_the_windows_of_the_hall_are_not_swallowed_by_it(port, show):
    for path, title in (
        (f"/dasbor/rembuk/layar?kunci={show.key}", "Layar rembuk"),
        (f"/dasbor/rembuk/catatan?kunci={show.key}", "Catatan pembicara"),
        ("/dasbor/ikuti", "Ikuti rembuk"),
    ):
        answer = halls.ask(port, path)

        assert f"<title>{title}</title>" in answer.text
        assert not is_streamlit(answer)


def test_every_file_that_a_window_names_is_there(port, show):
    for path in (f"/dasbor/rembuk/layar?kunci={show.key}", f"/dasbor/rembuk/catatan?kunci={show.key}", "/dasbor/ikuti"):
        named = [part for part in halls.ask(port, path).text.split('"') if part.endswith((".js", ".css"))]

        assert len(named) > 3
        for file in named:
            assert file.startswith("/dasbor/layar-berkas/")
            assert halls.ask(port, file).status == 200


def test_a_move_travels_through_the_whole_server_at_once(port, show):
    with halls.following(port, f"/dasbor/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi")
        moved = halls.post(port, f"/dasbor/rembuk/posisi?kunci={show.key}", {"step": "peta"})
        follower.wait_for("posisi", step="peta", seq=moved.json()["seq"])


def test_the_network_that_was_open_is_open_again_and_has_the_slides_alone(port, layout, show):
    other = show_store.read(layout).network.port

    assert halls.ask(other, f"/ikuti/isi?pin={show.pin}").status == 200
    assert halls.ask(other, "/dasbor/").status == 404
    assert halls.ask(other, f"/rembuk/isi?kunci={show.key}").status == 404


def test_a_server_that_is_killed_comes_back_with_everything(layout, show, server):
    # The last of this file: it ends the server of the others.
    port, process = server
    before = halls.post(port, f"/dasbor/rembuk/posisi?kunci={show.key}", {"step": "lokus", "blank": True}).json()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    with halls.dashboard(layout) as (again, _):
        with halls.following(again, f"/ikuti/aliran?pin={show.pin}") as follower:
            after = follower.wait_for("posisi")
        moved = halls.post(again, f"/rembuk/posisi?kunci={show.key}", {"step": "peta"}).json()
        network = show_store.read(layout).network.port
        is_open = halls.ask(network, f"/ikuti/isi?pin={show.pin}").status == 200

    assert {name: after[name] for name in before} == before
    assert moved["seq"] == before["seq"] + 1
    assert is_open
