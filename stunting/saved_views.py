"""Views that somebody wants to find again: a name and the choices of its link, kept beside the data.

One small file for everybody on this computer. It holds choices only: no figure, and nothing about a child.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.errors import StuntingError
from stunting.languages import _
from stunting.locks import in_turn
from stunting.whole_files import replace_with

FILE = "tampilan.json"
LOCK = "tampilan.kunci"
MOST_VIEWS = 60
LONGEST_NAME = 60


class SavedViewError(StuntingError):
    """A view that cannot be kept."""


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """page: key of the page; params: its choices as they stand in the link; saved_at: ISO moment."""

    name: str
    page: str
    params: Mapping[str, str]
    saved_at: str


def read(folder: Path) -> tuple[SavedView, ...]:
    """The saved views in the order of their names; a file that cannot be read counts as none."""
    try:
        entries = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return tuple(_checked(SavedView(**entry)) for entry in entries)
    except (OSError, ValueError, TypeError, RecursionError):
        return ()


def _checked(one: SavedView) -> SavedView:
    """The view as it was read, when every part of it is what `save` writes.

    Raises:
        TypeError: it is not.
    """
    texts = (one.name, one.page, one.saved_at, *one.params, *(one.params[key] for key in one.params))
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("not a saved view")
    return one


def save(folder: Path, *, name: str, page: str, params: Mapping[str, str]) -> None:
    """Keep a view; one of the same name is replaced.

    Raises:
        SavedViewError: the name is empty, or there are too many views, or the folder cannot be written.
    """
    gate.require_part(Thing.MEETINGS)
    wanted = " ".join(name.split())[:LONGEST_NAME]
    if not wanted:
        raise SavedViewError(_("Beri nama dulu, misalnya “Rapat camat Agustus”."))
    moment = dt.datetime.now().astimezone().isoformat(timespec="seconds")
    one = SavedView(name=wanted, page=page, params=dict(params), saved_at=moment)
    with _turn(folder):
        others = [other for other in read(folder) if other.name.casefold() != wanted.casefold()]
        if len(others) >= MOST_VIEWS:
            raise SavedViewError(
                _("Sudah ada {most_views} tampilan tersimpan. Hapus yang tidak dipakai lagi.", most_views=MOST_VIEWS)
            )
        _write(folder, [*others, one])


def remove(folder: Path, name: str) -> None:
    """Forget a view; one that is not there is forgotten already.

    Raises:
        SavedViewError: the folder cannot be written.
    """
    gate.require_part(Thing.MEETINGS)
    with _turn(folder):
        _write(folder, [one for one in read(folder) if one.name != name])


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """From reading to writing nobody else saves, or one of two views would be lost."""
    try:
        with in_turn(folder / LOCK):
            yield
    except TimeoutError as error:
        raise SavedViewError(_("Tampilan lain sedang disimpan. Coba lagi sebentar.")) from error
    except OSError as error:
        raise SavedViewError(
            _("Folder data tidak dapat ditulisi; tampilan tidak tersimpan. Periksa izinnya.")
        ) from error


def _write(folder: Path, views: list[SavedView]) -> None:
    ordered = sorted(views, key=lambda one: one.name.casefold())
    text = json.dumps([asdict(one) for one in ordered], ensure_ascii=False, indent=1)
    replace_with(folder / FILE, text.encode("utf-8"))
