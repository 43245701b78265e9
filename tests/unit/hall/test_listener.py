"""The doors of the hall: on the server of the dashboard, on a server of their own, and to the network."""

from __future__ import annotations

import socket

import pytest

from stunting import network
from stunting.errors import StuntingError
from stunting.hall import hall as hall_module
from stunting.hall import listener, show_store
from stunting.hall.hall import Hall, hall_of
from stunting.hall.listener import Doors, doors_of
from stunting.hall.show import ShowError
from stunting.minutes import qr
from tests import halls
from tests.small import layout_in


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def doors(layout):
    made = Doors(Hall(layout))
    yield made
    made.close()


def is_listening(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_where_the_dashboard_has_the_addresses_its_base_path_stands_before_them(doors):
    doors.mounted("dasbor/")

    assert doors.hall_address() == "/dasbor"


def test_without_them_one_server_of_this_process_has_them(doors):
    show = doors._hall.start("Rembuk", halls.packed())

    address = doors.hall_address()
    port = int(address.rpartition(":")[2])

    assert doors.hall_address() == address == f"http://127.0.0.1:{port}"
    assert halls.ask(port, f"/rembuk/isi?kunci={show.key}").status == 200
    assert halls.ask(port, f"/ikuti/isi?pin={show.pin}").status == 200


def test_the_network_is_closed_until_it_is_opened(doors):
    assert doors.follower_addresses() == ()

    address = doors.open_to_network(0, "127.0.0.1")
    port = int(address.split(":")[2].partition("/")[0])

    assert address == f"http://127.0.0.1:{port}/ikuti"
    assert doors.open_to_network(0, "127.0.0.1") == address
    assert halls.ask(port, "/ikuti").status == 200

    doors.close_network()

    assert doors.follower_addresses() == ()
    assert not is_listening(port)


def test_what_was_open_opens_again_after_a_restart_at_the_same_port(layout, doors):
    address = doors.open_to_network(0, "127.0.0.1")
    doors.close()
    again = Doors(Hall(layout))

    again.reopen()

    assert again.follower_addresses() == (address,)
    again.close()


def test_what_was_closed_stays_closed_after_a_restart(layout, doors):
    doors.open_to_network(0, "127.0.0.1")
    doors.close_network()
    again = Doors(Hall(layout))

    again.reopen()

    assert again.follower_addresses() == ()


def test_the_network_stays_open_when_a_show_ends_and_followers_see_the_next(doors):
    hall = doors._hall
    first = hall.start("Rembuk", halls.packed())
    port = int(doors.open_to_network(0, "127.0.0.1").split(":")[2].partition("/")[0])
    hall.end(first.key)

    assert halls.ask(port, f"/ikuti/isi?pin={first.pin}").status == 404

    second = hall.start("Rembuk kedua", halls.packed())

    assert halls.ask(port, f"/ikuti/isi?pin={second.pin}").status == 200


def test_the_invitation_carries_the_pin_and_fits_a_qr(doors):
    address = doors.open_to_network(0, "127.0.0.1")
    assert doors.invitations() == ()

    show = doors._hall.start("Rembuk", halls.packed())

    assert doors.invitations() == (f"{address}?pin={show.pin}",)
    assert qr.svg(doors.invitations()[0]).startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')


def test_a_taken_port_leads_to_the_next_one_and_that_is_remembered(doors):
    with network.bind("127.0.0.1", 0) as taken:
        wanted = taken.getsockname()[1]

        address = doors.open_to_network(wanted, "127.0.0.1")

        assert f":{wanted}/" not in address
        assert f":{doors._hall.network.port}/" in address


def test_without_a_network_the_reader_is_told_what_to_switch_on(doors, monkeypatch):
    monkeypatch.setattr(listener, "network_addresses", tuple)

    with pytest.raises(ShowError, match="hotspot"):
        doors.open_to_network(0)


def test_an_address_of_another_machine_is_refused(doors):
    with pytest.raises(StuntingError, match="bukan alamat komputer ini"):
        doors.open_to_network(0, "203.0.113.7")


def test_a_restart_without_a_network_stops_nothing(layout, doors, caplog):
    show_store.keep_network(layout, show_store.Opened(address="203.0.113.7", port=8600))

    doors.reopen()

    assert "bukan alamat komputer ini" in caplog.text


def test_server_and_pages_of_a_process_share_one_hall(layout, monkeypatch):
    monkeypatch.setattr(hall_module, "_halls", {})

    assert hall_of(layout) is hall_of(layout)
    assert doors_of(hall_of(layout)) is doors_of(hall_of(layout))
    assert hall_of(layout) is not hall_of(layout_in(layout.releases.parent / "lain"))


def test_addresses_for_others_never_lead_back_to_their_own_machine():
    found = network.network_addresses()

    assert not [one for one in found if one.startswith("127.")]
    assert len(found) == len(set(found))


def test_the_small_server_leads_to_page_rembuk_of_the_dashboard_itself(doors):
    port = int(doors.hall_address("http://localhost:8501/dasbor").rpartition(":")[2])

    answer = halls.ask(port, "/rembuk?wilayah=3514&tab=Catat&langkah=peta")

    assert answer.status == 307
    assert answer.headers["location"] == "http://localhost:8501/dasbor/rembuk?wilayah=3514&tab=Catat&langkah=peta"
    assert halls.ask(port, "/rembuk/lain").status == 404


def test_without_a_known_dashboard_the_small_server_has_no_page_rembuk(doors):
    port = int(doors.hall_address().rpartition(":")[2])

    assert halls.ask(port, "/rembuk").status == 404
