"""Somebody on the hall's network, or a disk, that wants the meeting to stop: it goes on, and gives nothing away."""

from __future__ import annotations

import itertools
import json
import os
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from stunting.hall import connections, listener, show_store
from stunting.hall.hall import Hall
from stunting.hall.listener import Doors
from stunting.hall.show import NotKeptError, ShowError, WrongKeyError
from tests import halls
from tests.small import layout_in


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def hall(layout):
    return Hall(layout)


@pytest.fixture
def show(hall):
    return hall.start("Rembuk stunting 2026", halls.packed())


@pytest.fixture
def doors(hall):
    made = Doors(hall)
    yield made
    made.close()


@pytest.fixture
def port(doors, show):
    doors.open_to_network(0, "127.0.0.1")
    return doors._network.port


STRANGE = (b"Infinity", b"1e999", b"NaN", b"[[]]", b'"\\ud800"', b"9" * 5000, b"{}", b"null", b"true")


def with_value(part: dict, name: bytes, value: bytes) -> bytes:
    """JSON with this text in the place of every value of this name."""

    def written(key: str, one: object) -> bytes:
        if key.encode() == name:
            return value
        return with_value(one, name, value) if isinstance(one, dict) else json.dumps(one).encode()

    return b"{" + b",".join(json.dumps(key).encode() + b":" + written(key, one) for key, one in part.items()) + b"}"


@contextmanager
def without_open_files() -> Iterator[None]:
    """Nothing more can be opened, as when all files a process may have are in use."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def on_a_full_disk() -> Iterator[None]:
    """Files may be made, and nothing be written into them."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def is_cut_off(connection: socket.socket, seconds: float) -> bool:
    connection.settimeout(seconds)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_show_that_cannot_be_read_for_a_moment_goes_on(layout, hall, show):
    os.utime(show_store.show_file(layout))

    with without_open_files():
        assert hall.show() == show
        with pytest.raises(NotKeptError):
            show_store.read(layout)

    assert hall.show() == show


def test_what_cannot_be_read_is_not_written_over(layout, doors, show):
    with without_open_files(), pytest.raises(ShowError):
        show_store.keep_network(layout, None)

    assert show_store.current(layout) == show


def test_a_full_disk_does_not_stop_the_meeting(layout, hall, show):
    with on_a_full_disk():
        first = hall.move(show.key, step="peta")
        second = hall.move(show.key, step="peta", child="351406")
        told = hall.show()

    assert (first.step, first.seq) == ("peta", 1)
    assert (second.child, second.seq) == ("351406", 2)
    assert told.position == second
    # What was kept last is whole, and numbers go on where they were when there is room again.
    assert show_store.current(layout) == show
    assert hall.move(show.key, step="lokus").seq == 3
    assert show_store.current(layout).position.seq == 3


def test_a_full_disk_lets_no_other_key_move_the_slides(hall, show):
    with on_a_full_disk(), pytest.raises(WrongKeyError):
        hall.move("lain", step="peta")


def test_followers_are_told_of_moves_on_a_full_disk(hall, port, show):
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", step="sambutan")
        with on_a_full_disk():
            hall.move(show.key, step="peta")
        follower.wait_for("posisi", step="peta", seq=1)


@pytest.mark.parametrize("name", [b"seq", b"moved_at", b"key", b"pin", b"steps", b"cards", b"form", b"show", b"port"])
def test_a_file_with_a_strange_value_stops_no_window(layout, hall, show, name):
    show_store.keep_network(layout, show_store.Opened(address="127.0.0.1", port=8600))
    text = json.loads(show_store.show_file(layout).read_bytes())

    for value in STRANGE:
        show_store.show_file(layout).write_bytes(with_value(text, name, value))
        found = hall.show()
        assert found is None or found.deck_hash == show.deck_hash


def test_whoever_connects_and_asks_nothing_is_cut_off(monkeypatch, port):
    monkeypatch.setattr(connections, "PATIENCE_S", 0.3)
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(30)]
    try:
        for one in silent[::2]:
            one.sendall(b"GET /ikuti HTTP/1.1\r\nHost: x\r\n")
        assert all(is_cut_off(one, 5.0) for one in silent)
    finally:
        for one in silent:
            one.close()
    assert halls.ask(port, "/ikuti").status == 200


def test_a_request_sent_letter_by_letter_is_cut_off(monkeypatch, port):
    monkeypatch.setattr(connections, "PATIENCE_S", 0.3)
    with socket.create_connection(("127.0.0.1", port)) as slow:
        began = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - began < 5.0:
                slow.sendall(b"x")
                time.sleep(0.05)


def test_an_answer_once_does_not_keep_a_silent_connection_open(monkeypatch, port):
    monkeypatch.setattr(connections, "PATIENCE_S", 0.3)
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(b"HEAD /ikuti HTTP/1.1\r\nHost: x\r\n\r\n")
        assert one.recv(4096).startswith(b"HTTP/1.1 200")
        # A letter more stops the patience that uvicorn has itself.
        one.sendall(b"G")
        assert is_cut_off(one, 5.0)


def test_who_follows_in_silence_is_not_cut_off(monkeypatch, hall, port, show):
    monkeypatch.setattr(connections, "PATIENCE_S", 0.1)
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", step="sambutan")
        time.sleep(0.6)
        hall.move(show.key, step="peta")
        follower.wait_for("posisi", step="peta")


def test_more_connections_than_are_answered_take_no_open_files(monkeypatch, hall, show):
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 5)
    monkeypatch.setattr(connections, "TOLD_THAT_IT_IS_FULL", 5)
    doors = Doors(hall)
    doors.open_to_network(0, "127.0.0.1")
    many = [socket.create_connection(("127.0.0.1", doors._network.port)) for _ in range(40)]
    try:
        deadline = time.monotonic() + 5.0
        cut_n = 0
        while cut_n < 30 and time.monotonic() < deadline:
            cut_n = sum(is_cut_off(one, 0.01) for one in many)
        assert cut_n == 30
    finally:
        for one in many:
            one.close()
        doors.close()


def test_followers_that_never_read_delay_nobody(hall, port, show):
    """Forty lines that are open and never read, and moves that go on."""
    asleep = []
    try:
        for _ in range(40):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
            one.connect(("127.0.0.1", port))
            one.sendall(f"GET /ikuti/aliran?pin={show.pin} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            asleep.append(one)
        with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
            for step in ("peta", "lokus") * 10:
                position = hall.move(show.key, step=step)
                began = time.monotonic()
                follower.wait_for("posisi", seq=position.seq)
                assert time.monotonic() - began < 2.0
    finally:
        for one in asleep:
            one.close()


def test_wrong_pins_from_one_address_shut_out_no_other(hall, show):
    guesses = threading.Barrier(4)

    def guess(number: int) -> None:
        guesses.wait()
        for pin in range(100):
            with pytest.raises(Exception, match="PIN"):
                hall.show_for_pin(f"{(int(show.pin) + 1 + pin) % 1_000_000:06d}", address=f"10.0.0.{number}")

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert hall.show_for_pin(show.pin, address="10.0.1.1") == show


def test_what_headers_say_of_an_address_gives_no_more_tries(port, show):
    wrong = f"{(int(show.pin) + 1) % 1_000_000:06d}"
    answers = []
    for number in range(12):
        at = f"10.0.0.{number}"
        claimed = {"X-Forwarded-For": at, "X-Real-IP": at, "Forwarded": f"for={at}"}
        answers.append(halls.ask(port, f"/ikuti/isi?pin={wrong}", headers=claimed).status)

    assert answers == [403] * 10 + [429] * 2


def test_a_page_under_another_name_moves_nothing(layout, doors, show):
    """A site whose name was turned to this machine asks with its own name, and has no key."""
    port = int(doors.hall_address().rpartition(":")[2])
    hosts = ["evil.example", "127.0.0.1:1", "[::1]", "", "a" * 5000]
    origins = ["http://evil.example", "null", "", "http://127.0.0.1", "file://"]
    body = '{"step": "peta"}'

    for host, origin in itertools.product(hosts, origins):
        for key in ("", "x", show.pin, *([show.key] if origin != f"http://{host}" else [])):
            request = (
                f"POST /rembuk/posisi?kunci={key} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
                f"Content-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}"
            )
            assert halls.raw(port, request.encode()).split(b" ", 2)[1] == b"403", (host, origin, key)

    assert show_store.current(layout).position.seq == 0


def test_nobody_is_led_to_another_host(port, show):
    request = f"GET /ikuti/isi/?pin={show.pin} HTTP/1.1\r\nHost: lain.example\r\nConnection: close\r\n\r\n"
    answer = halls.raw(port, request.encode())

    assert answer.split(b" ", 2)[1] == b"404"
    assert b"lain.example" not in answer


def test_the_secrets_of_a_show_that_ended_open_nothing_of_the_next(hall, doors, show):
    port = int(doors.hall_address().rpartition(":")[2])
    hall.end(show.key)

    assert halls.ask(port, f"/rembuk/isi?kunci={show.key}").status == 404
    assert halls.ask(port, f"/ikuti/isi?pin={show.pin}").status == 404
    after = hall.start("Rembuk", halls.packed())
    assert after.pin != show.pin or after.key != show.key
    for path in ("layar", "catatan", "isi", "aliran"):
        assert halls.ask(port, f"/rembuk/{path}?kunci={show.key}").status == 403
    if after.pin != show.pin:
        assert halls.ask(port, f"/ikuti/isi?pin={show.pin}").status == 403
        assert halls.ask(port, f"/ikuti/aliran?pin={show.pin}").status == 403


def test_no_log_tells_a_secret(caplog, hall, doors, port, show):
    caplog.set_level("DEBUG")
    own = int(doors.hall_address().rpartition(":")[2])
    for at in (own, port):
        for path in (
            f"/rembuk/layar?kunci={show.key}",
            f"/rembuk/isi?kunci={show.key}&ukuran=lain",
            f"/rembuk/posisi?kunci={show.key}",
            f"/ikuti/isi?pin={show.pin}",
            f"/ikuti?pin={show.pin}",
            f"/lain?kunci={show.key}&pin={show.pin}",
        ):
            for method in ("GET", "POST", "HEAD"):
                halls.ask(at, path, method=method, headers={"Content-Length": "0"})
    with on_a_full_disk():
        hall.move(show.key, step="peta")

    assert show.key not in caplog.text
    assert f"pin={show.pin}" not in caplog.text
