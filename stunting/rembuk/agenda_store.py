"""Agendas that somebody keeps: one small file each, beside the data.

    <additions>/agenda/rembuk-stunting-2026-1a2b3c4d.json

The name of the file comes from the name of the agenda, so that a name stands for one file. They hold words and links:
no figure, and nothing about a child.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.geography import COUNTRY
from stunting.languages import N_, _
from stunting.named_files import LONGEST_NAME, clean_name, json_of, key_of, turn
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_json import LARGEST_BYTES, SUFFIX, from_json, to_json
from stunting.rembuk.shown_pages import AgendaError
from stunting.whole_files import replace_with

FOLDER, LOCK = "agenda", "kunci"
MOST_AGENDAS = 100
# Stands in the name that is kept.
COPY = "Salinan"  # no text


@dataclass(frozen=True, kw_only=True)
class SavedAgenda:
    """An agenda under its name. saved_at: ISO moment; author may be ""."""

    agenda: Agenda
    saved_at: str
    author: str = ""

    @property
    def name(self) -> str:
        return self.agenda.name

    @property
    def key(self) -> str:
        """The name of its file, for links."""
        return key_of(self.name)

    @property
    def file_name(self) -> str:
        """What it is called when it is passed on."""
        return f"{self.key}{SUFFIX}"


def agendas(additions: Path) -> tuple[SavedAgenda, ...]:
    """The kept agendas by name, of areas whose meetings whoever looks may prepare.

    Files that hold none are passed over, see `ignored_files`.

    Raises:
        AccessDeniedError: they may prepare none, anywhere.
    """
    gate.require_part(Thing.MEETINGS)
    return tuple(one for one in _all(additions) if gate.allows(Thing.MEETINGS, one.agenda.area_code))


def _all(additions: Path) -> tuple[SavedAgenda, ...]:
    """Also those of others: their names are taken."""
    read = (_read(path) for path in _files(additions))
    return tuple(sorted((one for one in read if one is not None), key=lambda one: one.name.casefold()))


def ignored_files(additions: Path) -> tuple[str, ...]:
    """Names of the files that hold no agenda, or one of another name."""
    return tuple(path.name for path in _files(additions) if _read(path) is None)


def read(additions: Path, name: str) -> SavedAgenda:
    """One kept agenda.

    Raises:
        AgendaError: there is none of that name, or its file was damaged.
    """
    wanted = clean_name(name)
    path = _path(additions, wanted)
    one = _read(path)
    if one is None:
        if path.exists():
            raise AgendaError(_("Agenda “{wanted}” rusak. Pilih agenda lain, atau susun lagi.", wanted=wanted))
        raise AgendaError(_("Agenda “{wanted}” tidak ada. Pilih agenda lain, atau susun lagi.", wanted=wanted))
    gate.require(Thing.MEETINGS, one.agenda.area_code)
    return one


def save(additions: Path, agenda: Agenda, *, author: str = "", replaces: bool = False) -> SavedAgenda:
    """Keep an agenda under its name.

    replaces: one of the same name may be overwritten; upper and lower case do not tell names apart

    Raises:
        AgendaError: the name is taken, there are too many, or the folder cannot be written to.
    """
    one = SavedAgenda(agenda=agenda, saved_at=_now(), author=clean_name(author))
    with _turn(additions):
        known = {kept.key for kept in _all(additions)}
        if one.key in known and not replaces:
            raise AgendaError(_("Sudah ada agenda “{one}”. Pilih nama lain, atau setujui penggantian.", one=one.name))
        if one.key not in known and len(known) >= MOST_AGENDAS:
            raise AgendaError(
                _(
                    "Sudah ada {most_agendas} agenda tersimpan. Hapus yang tidak dipakai lagi.",
                    most_agendas=MOST_AGENDAS,
                )
            )
        _write(additions, one)
    return one


def update(additions: Path, before: SavedAgenda, agenda: Agenda) -> SavedAgenda:
    """Keep a changed agenda in the place of the one it was made from; its name may be another, its author stays.

    Raises:
        AgendaError: somebody else changed or removed it meanwhile, its new name is taken, or the folder cannot be
            written to. Nothing was changed.
    """
    after = SavedAgenda(agenda=agenda, saved_at=_now(), author=before.author)
    with _turn(additions):
        if read(additions, before.name) != before:
            raise AgendaError(
                _("Agenda “{before}” sudah diubah di jendela lain. Buka lagi, lalu ulangi.", before=before.name)
            )
        _put_in_place(additions, before, after)
    return after


def rename(additions: Path, *, name: str, new_name: str) -> SavedAgenda:
    """Give a kept agenda another name; author and moment stay.

    Raises:
        AgendaError: there is none of the old name, the new one is empty, too long or taken, or the folder cannot be
            written to.
    """
    with _turn(additions):
        before = read(additions, name)
        after = replace(before, agenda=replace(before.agenda, name=new_name))
        _put_in_place(additions, before, after)
    return after


def duplicate(additions: Path, name: str) -> SavedAgenda:
    """Keep a copy of an agenda under a free name, with the figures of the live release.

    Raises:
        AgendaError: there is none of that name, there are too many, or the folder cannot be written to.
    """
    one = read(additions, name)
    taken = {kept.key for kept in _all(additions)}
    copied = free_name(f"{COPY} {one.name}", taken)
    return save(additions, replace(one.agenda, name=copied, release_id=""), author=one.author)


def free_name(name: str, taken: set[str]) -> str:
    """The name, or with a number behind it where a file has its key already."""
    wanted, number = clean_name(name), 1
    while key_of(wanted) in taken:
        number += 1
        end = f" ({number})"
        wanted = clean_name(name)[: LONGEST_NAME - len(end)].strip() + end
    return wanted


def remove(additions: Path, name: str) -> None:
    """Forget an agenda; one that is not there is forgotten already.

    Raises:
        AgendaError: the folder cannot be written to.
    """
    with _turn(additions):
        path = _path(additions, clean_name(name))
        one = _read(path)
        gate.require(Thing.MEETINGS, one.agenda.area_code if one is not None else COUNTRY)
        path.unlink(missing_ok=True)


def _path(additions: Path, name: str) -> Path:
    return additions / FOLDER / f"{key_of(name)}.json"


def _files(additions: Path) -> list[Path]:
    return sorted((additions / FOLDER).glob("*.json"))


def _read(path: Path) -> SavedAgenda | None:
    """The agenda of a file, if every part of it is what `save` writes."""
    try:
        entry: Any = json_of(path, largest=LARGEST_BYTES)
        saved_at, author = entry["saved_at"], entry["author"]
        dt.datetime.fromisoformat(saved_at)
        one = SavedAgenda(
            agenda=from_json(json.dumps(entry["agenda"], ensure_ascii=False)), saved_at=saved_at, author=author
        )
        return one if f"{one.key}.json" == path.name and clean_name(author) == author else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError, AgendaError):
        return None


def _write(additions: Path, one: SavedAgenda) -> None:
    gate.require(Thing.MEETINGS, one.agenda.area_code)
    before = _read(_path(additions, one.name))
    if before is not None:
        gate.require(Thing.MEETINGS, before.agenda.area_code)
    entry = {"saved_at": one.saved_at, "author": one.author, "agenda": json.loads(to_json(one.agenda))}
    text = json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True)
    replace_with(_path(additions, one.name), text.encode("utf-8"))


def _put_in_place(additions: Path, before: SavedAgenda, after: SavedAgenda) -> None:
    if after.key in {one.key for one in _all(additions)} - {before.key}:
        raise AgendaError(_("Sudah ada agenda “{after}”. Pilih nama lain.", after=after.name))
    _write(additions, after)
    if after.key != before.key:
        _path(additions, before.name).unlink(missing_ok=True)


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def _turn(additions: Path) -> AbstractContextManager[None]:
    return turn(additions / FOLDER / LOCK, noun=N_("agenda"), refused=AgendaError)
