"""An agenda as a text, and back: strictly for what the program kept itself, with notes for a file from elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from stunting.languages import _
from stunting.rembuk import shown_pages
from stunting.rembuk.agenda import MOST_PARAMS, MOST_STEPS, Agenda, Kind, Step
from stunting.rembuk.shown_pages import AgendaError

# A later form of the text gets another number.
FORM = 1
# Sixty steps with the longest texts take less.
LARGEST_BYTES = 1_500_000
SUFFIX = ".agenda.json"
_STEP_FIELDS = {one.name for one in fields(Step)}
_AGENDA_FIELDS = {one.name for one in fields(Agenda)} | {"form"}
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, kw_only=True)
class Imported:
    """An agenda from a file. notes: one sentence for everything that was left out of it or has to be known."""

    agenda: Agenda
    notes: tuple[str, ...]


def to_json(agenda: Agenda) -> str:
    """A text with sorted keys, so that equal agendas are equal texts."""
    day = agenda.meeting_date.isoformat() if agenda.meeting_date else ""
    entry = {**asdict(agenda), "kind": agenda.kind.value, "meeting_date": day, "form": FORM}
    return json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True)


def from_json(text: str) -> Agenda:
    """The agenda of a text that `to_json` wrote.

    Raises:
        AgendaError: it is none, or one that the hall may not see.
    """
    return _read(text, lambda entry: Step(**entry))


def to_file(agenda: Agenda) -> bytes:
    """The agenda as a file to pass on; its name ends in SUFFIX."""
    return to_json(agenda).encode("utf-8")


def from_file(content: bytes) -> Imported:
    """The agenda of a file from elsewhere; what the hall may not see is left out, and said.

    Raises:
        AgendaError: it is no agenda, or one of its texts is too long.
    """
    notes: list[str] = []

    def shown(entry: dict[str, Any]) -> Step:
        found = shown_pages.shown_of(entry.get("page", ""), entry.get("params", {}))
        step = Step(**{**entry, "page": found.page, "params": found.params})
        notes.extend(
            _("Langkah “{title}”: {note}", title=step.title, note=f"{note[0].lower()}{note[1:]}")
            for note in found.notes
        )
        return step

    if len(content) > LARGEST_BYTES:
        raise AgendaError(_("Berkas ini terlalu besar untuk sebuah agenda. Pilih berkas .agenda.json."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_agenda() from error
    agenda = _read(text, shown)
    if agenda.is_frozen:
        notes.append(
            _(
                "Agenda ini dibekukan pada rilis {release_id}; rilis itu harus ada di komputer "
                "ini, atau lepaskan pembekuannya.",
                release_id=agenda.release_id,
            )
        )
    return Imported(agenda=agenda, notes=tuple(notes))


def _read(text: str, step_of: Callable[[dict[str, Any]], Step]) -> Agenda:
    try:
        if len(text) > LARGEST_BYTES:
            raise ValueError("too long")
        return _agenda(json.loads(text), step_of)
    except _BROKEN as error:
        raise _no_agenda() from error


def _agenda(entry: Mapping[str, Any], step_of: Callable[[dict[str, Any]], Step]) -> Agenda:
    if set(entry) - _AGENDA_FIELDS:
        raise KeyError("unknown field")
    if type(entry["form"]) is not int or entry["form"] != FORM:
        raise AgendaError(_("Agenda ini dari versi dasbor yang lain. Perbarui dasbor, atau ekspor lagi di sana."))
    steps, day = entry["steps"], entry.get("meeting_date", "")
    if not isinstance(steps, list) or not all(isinstance(one, dict) for one in steps):
        raise TypeError("not a list of steps")
    if len(steps) > MOST_STEPS:
        raise AgendaError(
            _("Berkas ini memuat lebih dari {most_steps} langkah. Bagi menjadi beberapa agenda.", most_steps=MOST_STEPS)
        )
    if any(set(one) - _STEP_FIELDS for one in steps):
        raise KeyError("unknown field of a step")
    for one in steps:
        _texts(one, "key", "title", "page", "notes", "decision", "speaker")
        _choices(one.get("params", {}))
    _texts(entry, "name", "kind", "area_code", "meeting_date", "release_id")
    return Agenda(
        name=entry["name"],
        kind=Kind(entry["kind"]),
        area_code=entry["area_code"],
        steps=tuple(step_of(one) for one in steps),
        meeting_date=dt.date.fromisoformat(day) if day else None,
        release_id=entry.get("release_id", ""),
    )


def _texts(entry: Mapping[str, Any], *names: str) -> None:
    if not all(isinstance(entry.get(name, ""), str) for name in names):
        raise TypeError("not a text")


def _choices(params: object) -> None:
    if not isinstance(params, dict) or len(params) > MOST_PARAMS:
        raise TypeError("not the choices of a view")
    _texts(params, *params)


def _no_agenda() -> AgendaError:
    return AgendaError(_("Berkas ini bukan agenda dasbor, atau rusak. Pilih berkas .agenda.json dari tombol ekspor."))
