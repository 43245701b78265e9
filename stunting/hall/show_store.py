"""The show that runs, kept whole after every change.

    <additions>/tayang/show.json                          see `show_json`
    <additions>/tayang/<hash of the deck>/umum-wide.json.gz, pembicara-wide.json.gz, …

The deck is written first and the show last, so a process that is killed between them leaves the show of before. The
folder holds secrets and notes of the speaker: only the owner may read it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hmac
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.hall.decks import Audience, PackedDeck, file_name
from stunting.hall.show import NoShowError, NotKeptError, Position, Show, ShowError, WrongKeyError
from stunting.hall.show_json import LARGEST_BYTES, Kept, Opened, from_text, to_text
from stunting.languages import N_, _
from stunting.named_files import turn
from stunting.paths import Layout
from stunting.whole_files import PAUSE_S, READING_S, read_at_most, replace_with

FOLDER, FILE, LOCK = "tayang", "show.json", "kunci"
OWNER_ONLY, OWNER_FOLDER = 0o600, 0o700
NO_SHOW = N_("Belum ada tayangan. Tunggu sampai penyaji memulainya.")
NOT_READ = N_("Tayangan sedang tidak dapat dibaca. Coba lagi sebentar.")


def folder(layout: Layout) -> Path:
    return layout.additions / FOLDER


def show_file(layout: Layout) -> Path:
    """The file that changes with every move."""
    return folder(layout) / FILE


def read(layout: Layout) -> Kept:
    """What is kept; nothing where no file is, or one that was damaged.

    Raises:
        NotKeptError: the file is there and cannot be opened now, for example because too many files are open.
    """
    try:
        return from_text(_content(show_file(layout)))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return Kept()
    except OSError as error:
        # Taken for no show, it would be written over.
        raise NotKeptError(_(NOT_READ)) from error
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return Kept()


def current(layout: Layout) -> Show | None:
    """The show that runs.

    Raises:
        NotKeptError: see `read`.
    """
    return read(layout).show


def start(layout: Layout, agenda_name: str, deck: PackedDeck, *, replaces: bool = False) -> Show:
    """Begin a show at its first step, with a new key and PIN.

    replaces: another show that runs may be ended

    Raises:
        ShowError: another show runs, the deck is empty, or the folder cannot be written to.
    """
    gate.require_part(Thing.MEETINGS)
    if not deck.steps:
        raise ShowError(_("Agenda ini belum punya langkah. Tambahkan langkah, lalu tayangkan."))
    now = _now()
    with _turn(layout):
        kept = read(layout)
        if kept.show is not None and not replaces:
            raise ShowError(
                _("“{agenda_name}” sedang tayang. Akhiri dulu, lalu mulai lagi.", agenda_name=kept.show.agenda_name)
            )
        show = Show(
            key=secrets.token_urlsafe(32),
            pin=_new_pin(kept.show),
            agenda_name=agenda_name,
            deck_hash=deck.hash,
            started_at=now,
            position=Position(step=next(iter(deck.steps)), moved_at=now),
            steps=dict(deck.steps),
            cards=deck.cards,
        )
        _write_deck(layout, deck)
        _write(layout, replace(kept, show=show))
        _discard_decks(layout, but=deck.hash)
    return show


def change_deck(layout: Layout, key: str, deck: PackedDeck) -> Show:
    """Go on with other slides: an agenda that was changed meanwhile. Key, PIN and step stay as far as they can.

    Raises:
        ShowError: no show runs, this is not its key, the deck is empty, or the folder cannot be written to.
    """
    gate.require_part(Thing.MEETINGS)
    if not deck.steps:
        raise ShowError(_("Agenda ini tidak punya langkah lagi. Tayangan yang berjalan tidak diubah."))
    now = _now()
    with _turn(layout):
        kept = read(layout)
        before = _checked(kept.show, key)
        place = before.position
        changed = replace(before, deck_hash=deck.hash, steps=dict(deck.steps), cards=deck.cards)
        step = place.step if place.step in deck.steps else next(iter(deck.steps))
        stays = step == place.step and place.child in (*deck.steps[step], *deck.cards)
        changed = changed.moved(step, place.child if stays else "", place.is_blank, now=now)
        _write_deck(layout, deck)
        _write(layout, replace(kept, show=changed))
        _discard_decks(layout, but=deck.hash)
    return changed


def move(layout: Layout, key: str, *, step: str, child: str = "", blank: bool = False, after: int = 0) -> Position:
    """Show another step, an area inside it, or a dark screen.

    after: number of the last position that was told, where that could not be kept

    Raises:
        NotKeptError: the folder cannot be written to.
        ShowError: no show runs, this is not its key, or it has no such step or area.
    """
    with _turn(layout, refused=NotKeptError):
        kept = read(layout)
        show = _checked(kept.show, key)
        before = replace(show.position, seq=max(show.position.seq, after))
        moved = replace(show, position=before).moved(step, child, blank, now=_now())
        _write(layout, replace(kept, show=moved))
    return moved.position


def end(layout: Layout, key: str) -> None:
    """End the show and forget its secrets and slides; one that ended is ended already.

    Raises:
        ShowError: this is not its key, or the folder cannot be written to.
    """
    with _turn(layout):
        kept = read(layout)
        if kept.show is None:
            return
        _checked(kept.show, key)
        _write(layout, replace(kept, show=None))
        _discard_decks(layout, but="")


def keep_network(layout: Layout, opened: Opened | None) -> None:
    """Remember whether followers on the network are listened to, for the next start of the server.

    Raises:
        ShowError: the folder cannot be written to.
    """
    with _turn(layout):
        kept = read(layout)
        if kept.network != opened:
            _write(layout, replace(kept, network=opened))


def packed(layout: Layout, show: Show, audience: Audience, size: str) -> bytes:
    """The compressed slides of a show.

    Raises:
        NoShowError: they are gone, because the show has just ended.
        NotKeptError: they are there and cannot be opened now.
    """
    try:
        return (folder(layout) / show.deck_hash / file_name(audience, size)).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoShowError(_(NO_SHOW)) from error
    except OSError as error:
        raise NotKeptError(_(NOT_READ)) from error


def is_same(secret: str, given: str) -> bool:
    """Compared in a time that tells nothing."""
    return hmac.compare_digest(secret.encode("utf-8"), given.encode("utf-8", "surrogatepass"))


def _content(path: Path) -> bytes:
    deadline = time.monotonic() + READING_S
    while True:
        try:
            return read_at_most(path, LARGEST_BYTES)
        except PermissionError:
            # Windows refuses for a moment while the file is replaced; a show must not seem to have ended.
            if time.monotonic() > deadline or os.name != "nt":
                raise
            time.sleep(PAUSE_S)


def _checked(show: Show | None, key: str) -> Show:
    if show is None:
        raise NoShowError(_(NO_SHOW))
    if not is_same(show.key, key):
        raise WrongKeyError(_("Tayangan ini sudah diganti atau diakhiri. Buka lagi layar dari halaman Rembuk."))
    return show


def _new_pin(before: Show | None) -> str:
    """Six digits; not those of the show before, for its followers shall not wander into another meeting."""
    while True:
        pin = f"{secrets.randbelow(1_000_000):06d}"
        if before is None or pin != before.pin:
            return pin


def _write_deck(layout: Layout, deck: PackedDeck) -> None:
    place = folder(layout) / deck.hash
    place.mkdir(mode=OWNER_FOLDER, exist_ok=True)
    for name, content in deck.files.items():
        replace_with(place / name, content, mode=OWNER_ONLY)


def _write(layout: Layout, kept: Kept) -> None:
    replace_with(show_file(layout), to_text(kept).encode("utf-8"), mode=OWNER_ONLY)


def _discard_decks(layout: Layout, *, but: str) -> None:
    for path in folder(layout).iterdir():
        if path.is_dir() and path.name != but:
            # On Windows a file that is being sent stays until the next show.
            shutil.rmtree(path, ignore_errors=True)


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


@contextlib.contextmanager
def _turn(layout: Layout, *, refused: type[ShowError] = ShowError) -> Iterator[None]:
    place = folder(layout)
    with contextlib.suppress(OSError):
        # What cannot be made is told by the lock inside it.
        place.mkdir(mode=OWNER_FOLDER, parents=True, exist_ok=True)
        place.chmod(OWNER_FOLDER)
    with turn(place / LOCK, noun=N_("tayangan"), refused=refused):
        yield
