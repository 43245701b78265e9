"""Telling every window at once, whichever event loop it lives in."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading

import pytest

from scripts.bench.hall import Follower
from stunting.hall import routes
from stunting.hall.broadcasting import Broadcaster, News
from stunting.hall.decks import Audience
from stunting.hall.hall import Hall
from stunting.hall.show import Position
from stunting.hall.tries import Tries
from tests import halls
from tests.small import layout_in

FOLLOWERS = Audience.FOLLOWERS
NOW = dt.datetime(2026, 2, 22, tzinfo=dt.UTC)


def news(seq):
    return News(show="k", deck_hash="h", started_at=NOW, position=Position(step="peta", seq=seq, moved_at=NOW))


def test_who_comes_later_is_told_the_newest_at_once():
    async def late():
        caster = Broadcaster()
        caster.publish(news(1))
        caster.publish(news(2))
        with caster.subscribed(FOLLOWERS) as one:
            return await one.next(0.01), await one.next(0.01)

    first, second = asyncio.run(late())

    assert first == news(2)
    assert second is None


def test_a_slow_window_gets_the_newest_alone():
    async def slow():
        caster = Broadcaster()
        with caster.subscribed(FOLLOWERS) as one:
            await one.next(1)
            for seq in range(1, 1_000):
                caster.publish(news(seq))
            return await one.next(1), await one.next(0.01)

    first, second = asyncio.run(slow())

    assert first == news(999)
    assert second is None


def test_the_same_news_wake_nobody():
    async def waiting():
        caster = Broadcaster(news(1))
        with caster.subscribed(FOLLOWERS) as one:
            await one.next(1)
            caster.publish(news(1))
            return await one.next(0.05)

    assert asyncio.run(waiting()) is None


def test_windows_of_several_event_loops_are_told_from_any_thread():
    caster = Broadcaster()
    ready, seen = threading.Barrier(4), []

    async def follow():
        with caster.subscribed(FOLLOWERS) as one:
            await one.next(5)
            await asyncio.to_thread(ready.wait)
            last = None
            while last is None or last.position.seq < 50:
                last = await one.next(5)
            seen.append(last)

    loops = [threading.Thread(target=asyncio.run, args=(follow(),)) for _ in range(3)]
    for one in loops:
        one.start()
    ready.wait()
    for seq in range(1, 51):
        caster.publish(news(seq))
    for one in loops:
        one.join(10)

    assert seen == [news(50)] * 3
    assert caster.count(FOLLOWERS) == 0


def test_a_window_whose_server_stopped_is_forgotten():
    caster = Broadcaster()
    left = []

    async def leave_open():
        one = caster.subscribed(FOLLOWERS)
        one.__enter__()
        # Kept, so that it is not closed when nobody holds it any more.
        left.append(one)

    asyncio.run(leave_open())
    assert caster.count(FOLLOWERS) == 1

    caster.publish(news(1))

    assert caster.count(FOLLOWERS) == 0


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A hall with a hundred followers of a burst of moves, and what each of them had."""
    hall = Hall(layout_in(tmp_path_factory.mktemp("aula")))
    show = hall.start("Rembuk stunting 2026", halls.packed())

    async def follow(port):
        followers = [Follower(port, show.pin) for _ in range(100)]
        tasks = [asyncio.create_task(one.follow()) for one in followers]
        async with asyncio.timeout(60):
            await asyncio.gather(*(one.connected.wait() for one in followers))
            counted = hall.follower_n
            for number in range(60):
                await asyncio.to_thread(hall.move, show.key, step=("peta", "lokus")[number % 2])
            while not all(60 in one.arrived for one in followers):
                await asyncio.sleep(0.01)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return followers, counted

    with halls.serving(hall, routes.follower_routes(hall)) as port:
        yield asyncio.run(follow(port))


def test_a_hundred_followers_have_the_newest_position_without_an_error(crowd):
    followers, counted = crowd

    assert counted == 100
    assert [max(one.arrived) for one in followers] == [60] * 100
    assert not [one.errors for one in followers if one.errors]


def test_no_follower_sees_an_older_position_after_a_newer_one(crowd):
    for one in crowd[0]:
        assert list(one.arrived) == sorted(one.arrived)


def test_wrong_tries_are_forgotten_after_a_minute():
    now = [0.0]
    tries = Tries(clock=lambda: now[0])
    for _ in range(9):
        tries.was_wrong("a")
    assert not tries.is_spent("a")

    tries.was_wrong("a")
    assert tries.is_spent("a")
    assert not tries.is_spent("b")

    now[0] = 60.0
    assert not tries.is_spent("a")


def test_wrong_tries_from_ever_new_addresses_fill_no_memory():
    tries = Tries(most=1)
    for number in range(10_500):
        tries.was_wrong(str(number))

    assert len(tries._wrong) <= 10_000
    assert tries.is_spent("10499")
