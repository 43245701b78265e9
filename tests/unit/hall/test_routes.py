"""What presenter and followers are answered, over real connections."""

from __future__ import annotations

import gzip
import json
import threading
import time

import pytest

from stunting.hall import routes, show_store
from stunting.hall.hall import Hall
from stunting.minutes import qr
from tests import halls
from tests.small import layout_in


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    return layout_in(tmp_path_factory.mktemp("aula"))


@pytest.fixture(scope="module")
def hall(layout):
    return Hall(layout)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return halls.web(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def port(hall, files):
    with served(hall, files) as listening:
        yield listening


@pytest.fixture
def show(hall):
    """A show of its own for every test, on the one server."""
    show = hall.start("Rembuk stunting 2026", halls.packed(), replaces=True)
    yield show
    running = hall.show()
    if running is not None:
        hall.end(running.key)


def served(hall, files):
    both = [*routes.presenter_routes(hall, assets=files), *routes.follower_routes(hall, assets=files)]
    return halls.serving(hall, both)


SECRET_PATHS = ("/rembuk/layar", "/rembuk/catatan", "/rembuk/isi", "/rembuk/aliran", "/rembuk/undangan")


@pytest.mark.parametrize("path", SECRET_PATHS)
@pytest.mark.parametrize("key", ["", "?kunci=", "?kunci=salah", "?kunci=%F0%9F%98%80", "?pin={pin}", "?kunci={pin}"])
def test_without_the_key_no_window_of_the_presenter_opens(port, show, path, key):
    answer = halls.ask(port, path + key.format(pin=show.pin))

    assert answer.status == 403
    assert "halaman Rembuk" in answer.text
    assert halls.SECRET not in answer.text


@pytest.mark.parametrize("path", ["/ikuti/isi", "/ikuti/aliran"])
def test_a_wrong_pin_is_refused_with_a_sentence(port, show, path):
    wrong = f"{(int(show.pin) + 1) % 1_000_000:06d}"

    answer = halls.ask(port, f"{path}?pin={wrong}")

    assert (answer.status, answer.text) == (
        403,
        "PIN salah atau tayangan sudah berganti. Lihat PIN di layar, lalu ketik lagi.",
    )


@pytest.mark.parametrize("path", [*SECRET_PATHS, "/ikuti/isi", "/ikuti/aliran"])
def test_where_nothing_is_shown_everybody_is_told_to_wait(port, path):
    answer = halls.ask(port, f"{path}?kunci=x&pin=123456")

    assert answer.status == 404
    assert "Belum ada tayangan" in answer.text


def test_whoever_comes_early_finds_the_page_for_the_pin(port):
    assert halls.ask(port, "/ikuti").status == 200


def test_after_ten_wrong_pins_an_address_waits_even_with_the_right_one(layout, files, show):
    with served(Hall(layout), files) as port:
        for number in range(10):
            assert halls.ask(port, f"/ikuti/isi?pin=x{number}").status == 403

        refused = halls.ask(port, f"/ikuti/isi?pin={show.pin}")

        assert refused.status == 429
        assert "Tunggu satu menit" in refused.text
        assert halls.ask(port, f"/rembuk/isi?kunci={show.key}").status == 200


def test_a_pin_typed_with_a_space_is_the_pin(port, show):
    assert halls.ask(port, f"/ikuti/isi?pin={show.pin[:3]}%20{show.pin[3:]}").status == 200


@pytest.mark.parametrize("path", ["/rembuk/layar", "/rembuk/catatan", "/ikuti"])
def test_pages_load_nothing_from_elsewhere_and_stay_in_no_cache(port, show, path):
    answer = halls.ask(port, f"{path}?kunci={show.key}")

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "http" not in policy
    assert show.key not in answer.text


def test_files_of_pages_are_immutable_compressed_and_named_by_content(port):
    page = halls.ask(port, "/ikuti").text
    style = next(part for part in page.split('"') if part.startswith("/layar-berkas/hall-") and part.endswith(".css"))
    script = next(part for part in page.split('"') if part.endswith(".js"))

    packed = halls.ask(port, style, headers={"Accept-Encoding": "gzip"})
    plain = halls.ask(port, style)

    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(packed.body) == plain.body
    imported = halls.ask(port, script).text.split('"')[1]
    assert halls.ask(port, f"/layar-berkas/{imported.removeprefix('./')}").text == "export function go() {}\n"


@pytest.mark.parametrize("size", ["wide", "tall", "narrow"])
def test_slides_come_compressed_as_they_lie_on_disk(port, layout, show, size):
    asked = f"/ikuti/isi?pin={show.pin}&ukuran={size}"
    packed = halls.ask(port, asked, headers={"Accept-Encoding": "gzip, br"})
    plain = halls.ask(port, asked, headers={"Accept-Encoding": "gzip;q=0"})

    assert packed.headers["content-encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.body)) == plain.json()
    assert plain.json()["hash"] == show.deck_hash


def test_slides_that_a_follower_has_are_not_sent_again(port, show):
    first = halls.ask(port, f"/ikuti/isi?pin={show.pin}")
    again = halls.ask(port, f"/ikuti/isi?pin={show.pin}", headers={"If-None-Match": first.headers["etag"]})

    assert (again.status, again.body) == (304, b"")


def test_notes_stay_in_no_cache(port, show):
    answer = halls.ask(port, f"/rembuk/isi?kunci={show.key}")

    assert halls.SECRET in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_an_unknown_size_is_refused(port, show):
    answer = halls.ask(port, f"/ikuti/isi?pin={show.pin}&ukuran=../../show.json")

    assert (answer.status, answer.text) == (400, "Ukuran layar tidak dikenal. Pilih wide, tall, narrow.")


def test_a_posted_position_is_answered_and_kept(port, layout, show):
    answer = halls.post(port, f"/rembuk/posisi?kunci={show.key}", {"step": "peta", "child": "351406", "blank": False})

    assert answer.status == 200
    assert {key: answer.json()[key] for key in ("step", "child", "blank", "seq")} == {
        "step": "peta",
        "child": "351406",
        "blank": False,
        "seq": 1,
    }
    assert show_store.current(layout).position.step == "peta"


@pytest.mark.parametrize(
    ("asked", "headers", "status"),
    [
        ({"step": "peta"}, {"Origin": "http://jahat.example"}, 403),
        ({"step": "peta"}, {"Origin": "null"}, 403),
        ({"step": "peta"}, {"Origin": ""}, 403),
        ({"step": "peta"}, {"Content-Type": "text/plain"}, 415),
        ({"step": "peta"}, {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"step": "x" * 3_000}, {}, 413),
        ({"step": "tidak-ada"}, {}, 400),
        ({"step": "peta", "child": "3514"}, {}, 400),
        ({"step": 1}, {}, 400),
        ({"step": "peta", "blank": "ya"}, {}, 400),
        ({"step": "peta", "child": None}, {}, 400),
        (["peta"], {}, 400),
        ({}, {}, 400),
    ],
)
def test_a_position_from_elsewhere_or_of_nothing_is_refused(port, layout, show, asked, headers, status):
    answer = halls.post(port, f"/rembuk/posisi?kunci={show.key}", asked, **headers)

    assert answer.status == status
    assert answer.text.endswith((".", "narrow."))
    assert show_store.current(layout).position == show.position


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 1_900, b"\xff\xfe", b'{"step": NaN}'])
def test_what_is_no_json_is_refused(port, show, body):
    headers = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/json"}

    assert halls.ask(port, f"/rembuk/posisi?kunci={show.key}", method="POST", body=body, headers=headers).status == 400


def test_the_pin_moves_nothing(port, layout, show):
    assert halls.post(port, f"/rembuk/posisi?kunci={show.pin}", {"step": "peta"}).status == 403
    assert show_store.current(layout).position == show.position


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "APA"])
def test_a_position_is_only_posted(port, show, method):
    assert halls.ask(port, f"/rembuk/posisi?kunci={show.key}", method=method).status == 405


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "APA"])
def test_everything_else_is_only_read(port, show, method):
    for path in (*SECRET_PATHS, "/ikuti", "/ikuti/isi", "/ikuti/aliran", "/layar-berkas/x"):
        assert halls.ask(port, f"{path}?kunci={show.key}&pin={show.pin}", method=method).status == 405


def test_a_follower_is_told_where_the_meeting_is_and_every_move(port, hall, show):
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        first = follower.wait_for("posisi", seq=0)
        hall.move(show.key, step="peta", child="351406")
        then = follower.wait_for("posisi", seq=1)

    assert (first["step"], first["deck_hash"]) == ("sambutan", show.deck_hash)
    assert (then["step"], then["child"], then["blank"]) == ("peta", "351406", False)
    assert halls.SECRET not in json.dumps(follower.events)


def test_the_notes_window_follows_the_screen_and_is_told_how_many_follow(port, hall, show, monkeypatch):
    monkeypatch.setattr(routes, "COUNTING_S", 0.05)
    with halls.following(port, f"/rembuk/aliran?kunci={show.key}") as notes:
        notes.wait_for("pengikut", n=0)
        with (
            halls.following(port, f"/ikuti/aliran?pin={show.pin}"),
            halls.following(port, f"/ikuti/aliran?pin={show.pin}"),
        ):
            notes.wait_for("pengikut", n=2)
            halls.post(port, f"/rembuk/posisi?kunci={show.key}", {"step": "lokus"})
            notes.wait_for("posisi", step="lokus")
        notes.events.clear()
        notes.wait_for("pengikut", n=0)


def test_the_end_of_a_show_is_told_and_ends_the_stream(port, hall, show):
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        hall.end(show.key)
        follower.wait_for("selesai")
        with follower.news:
            assert follower.news.wait_for(lambda: follower.has_ended, 5)


def test_followers_of_the_show_before_are_not_taken_into_the_next(port, hall, show):
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        hall.start("Rembuk lain", halls.packed(), replaces=True)
        follower.wait_for("selesai")


def test_a_move_by_another_process_is_told_as_well(port, layout, show):
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        show_store.move(layout, show.key, step="lokus")
        follower.wait_for("posisi", step="lokus", seq=1)


def test_changed_slides_are_told_by_their_hash(port, hall, show):
    deck = halls.packed()
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        hall.change_deck(show.key, type(deck)(hash="0123456789ab", files=deck.files, steps=deck.steps, cards=()))
        follower.wait_for("posisi", deck_hash="0123456789ab")

    assert halls.ask(port, f"/ikuti/isi?pin={show.pin}").status == 200


def test_a_silent_connection_is_kept_open_by_a_comment(port, show, monkeypatch):
    monkeypatch.setattr(routes, "HEARTBEAT_S", 0.05)
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        end = time.monotonic() + 5
        while follower.comments < 3 and time.monotonic() < end:
            time.sleep(0.02)

    assert follower.comments >= 3
    assert len(follower.events) == 1


def test_a_follower_that_leaves_is_forgotten(port, hall, show):
    with halls.following(port, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        assert hall.follower_n == 1

    end = time.monotonic() + 5
    while hall.follower_n and time.monotonic() < end:
        time.sleep(0.01)
    assert hall.follower_n == 0


def test_a_server_that_stops_ends_its_streams_and_not_the_show(layout, files, show):
    hall = Hall(layout)
    with served(hall, files) as other, halls.following(other, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", seq=0)
        hall.close()
        with follower.news:
            assert follower.news.wait_for(lambda: follower.has_ended, 5)

    assert [name for name, _ in follower.events] == ["posisi"]
    assert show_store.current(layout) == show


def test_a_restarted_server_goes_on_where_it_was(port, layout, files, show):
    halls.post(port, f"/rembuk/posisi?kunci={show.key}", {"step": "peta"})

    with served(Hall(layout), files) as other, halls.following(other, f"/ikuti/aliran?pin={show.pin}") as follower:
        follower.wait_for("posisi", step="peta", seq=1)


def test_everything_lies_below_the_base_path(hall, show, files):
    found = routes.presenter_routes(hall, "/dasbor/", assets=files)

    with halls.serving(hall, found) as port:
        page = halls.ask(port, f"/dasbor/rembuk/layar?kunci={show.key}").text
        style = next(part for part in page.split('"') if part.endswith(".css"))

        assert style.startswith("/dasbor/layar-berkas/hall-")
        assert halls.ask(port, style).status == 200
        assert halls.ask(port, "/rembuk/layar").status == 404


def test_the_screen_can_invite_with_pin_address_and_qr(hall, show, files):
    address = "http://192.168.10.5:8600/ikuti"
    found = routes.presenter_routes(hall, assets=files, addresses=lambda: (address,))

    with halls.serving(hall, found) as port:
        told = json.loads(halls.ask(port, f"/rembuk/undangan?kunci={show.key}").text)

    assert told["pin"] == show.pin
    assert [one["address"] for one in told["addresses"]] == [address]
    assert told["addresses"][0]["qr"] == qr.svg(f"{address}?pin={show.pin}")


def test_a_closed_network_invites_nobody(port, show):
    assert json.loads(halls.ask(port, f"/rembuk/undangan?kunci={show.key}").text)["addresses"] == []


def test_windows_that_move_at_once_are_answered_one_after_the_other(port, layout, show):
    answers = []

    def press():
        for _ in range(10):
            answers.append(halls.post(port, f"/rembuk/posisi?kunci={show.key}", {"step": "peta"}).json()["seq"])

    threads = [threading.Thread(target=press) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert sorted(answers) == list(range(1, 41))
