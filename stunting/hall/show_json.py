"""The file of a show as text: `show.json`.

    {"form": 1, "show": {...} or null, "network": {"address": "0.0.0.0", "port": 8600} or null}

`network` is what was opened to the hall's network; it outlives the show and a restart.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

from stunting.hall.show import Position, Show

FORM = 1
LARGEST_BYTES = 4_000_000
PIN_FORM, HASH_FORM = re.compile(r"[0-9]{6}"), re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Where followers on the network are listened to."""

    address: str
    port: int


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Everything the file holds."""

    show: Show | None = None
    network: Opened | None = None


def to_text(kept: Kept) -> str:
    """The content of the file."""
    show, network = kept.show, kept.network
    return json.dumps(
        {
            "form": FORM,
            "show": None if show is None else _show(show),
            "network": None if network is None else {"address": network.address, "port": network.port},
        },
        ensure_ascii=False,
    )


def from_text(text: bytes) -> Kept:
    """What a file holds.

    Raises:
        ValueError, KeyError, TypeError: it is not what `to_text` writes.
    """
    entry: Any = json.loads(text)
    if entry["form"] != FORM:
        raise ValueError("another form")
    show, network = entry["show"], entry["network"]
    return Kept(
        show=None if show is None else _read_show(show),
        network=None if network is None else Opened(address=str(network["address"]), port=int(network["port"])),
    )


def _show(show: Show) -> dict[str, Any]:
    return {
        "key": show.key,
        "pin": show.pin,
        "agenda": show.agenda_name,
        "deck_hash": show.deck_hash,
        "started_at": show.started_at.isoformat(),
        "position": {**show.position.to_json(), "moved_at": show.position.moved_at.isoformat()},
        "steps": {key: list(codes) for key, codes in show.steps.items()},
        "cards": list(show.cards),
    }


def _read_show(entry: Any) -> Show:
    place = entry["position"]
    show = Show(
        key=str(entry["key"]),
        pin=str(entry["pin"]),
        agenda_name=str(entry["agenda"]),
        deck_hash=str(entry["deck_hash"]),
        started_at=dt.datetime.fromisoformat(entry["started_at"]),
        position=Position(
            step=str(place["step"]),
            child=str(place["child"]),
            is_blank=bool(place["blank"]),
            seq=int(place["seq"]),
            moved_at=dt.datetime.fromisoformat(place["moved_at"]),
        ),
        steps={str(key): tuple(map(str, codes)) for key, codes in entry["steps"].items()},
        cards=tuple(map(str, entry["cards"])),
    )
    # The hash names a folder, and an empty secret would let everybody in.
    if not HASH_FORM.fullmatch(show.deck_hash) or not PIN_FORM.fullmatch(show.pin) or len(show.key) < 32:
        raise ValueError("not a show")
    if show.position.step not in show.steps:
        raise ValueError("a step that is not shown")
    return show
