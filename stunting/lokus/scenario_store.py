"""Scenarios that somebody keeps: one small file each, by kabupaten, beside the data.

    <additions>/skenario/3514/usulan-awal-1a2b3c4d.json

The name of the file comes from the name of the scenario, so that a name stands for one file. They hold choices and
reasons: no figure, and nothing about a child.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.languages import N_, _
from stunting.lokus.scenario import Scenario, ScenarioError, from_json
from stunting.named_files import clean_name, json_of, key_of, turn
from stunting.typed_texts import several_lines
from stunting.whole_files import replace_with

FOLDER, LOCK = "skenario", "kunci"
MOST_SCENARIOS = 40
LONGEST_NOTE = 1_000
LARGEST_BYTES = 1_500_000


@dataclass(frozen=True, kw_only=True)
class SavedScenario:
    """A scenario under its name. saved_at: ISO moment; author and note may be ""."""

    name: str
    scenario: Scenario
    saved_at: str
    author: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        """The name of its file, for links."""
        return key_of(self.name)


def scenarios(additions: Path, kabupaten_code: str) -> tuple[SavedScenario, ...]:
    """The kept scenarios of a kabupaten by name; files that hold none are passed over, see `ignored_files`."""
    gate.require(Thing.COUNTS, kabupaten_code)
    read = (_read(path, kabupaten_code) for path in _files(additions, kabupaten_code))
    return tuple(sorted((one for one in read if one is not None), key=lambda one: one.name.casefold()))


def ignored_files(additions: Path, kabupaten_code: str) -> tuple[str, ...]:
    """Names of the files of a kabupaten that hold no scenario, or one of another name or kabupaten."""
    return tuple(path.name for path in _files(additions, kabupaten_code) if _read(path, kabupaten_code) is None)


def read(additions: Path, kabupaten_code: str, name: str) -> SavedScenario:
    """One kept scenario.

    Raises:
        ScenarioError: there is none of that name, or its file was damaged.
    """
    gate.require(Thing.COUNTS, kabupaten_code)
    wanted = clean_name(name)
    path = _folder(additions, kabupaten_code) / f"{key_of(wanted)}.json"
    one = _read(path, kabupaten_code)
    if one is None:
        if path.exists():
            raise ScenarioError(_("Skenario “{name}” rusak. Pilih skenario lain, atau susun lagi.", name=wanted))
        raise ScenarioError(_("Skenario “{name}” sudah tidak ada. Pilih skenario lain, atau susun lagi.", name=wanted))
    return one


def save(
    additions: Path, scenario: Scenario, *, name: str, author: str = "", note: str = "", replace: bool = False
) -> SavedScenario:
    """Keep a scenario for its kabupaten.

    replace: one of the same name may be overwritten; upper and lower case do not tell names apart

    Raises:
        ScenarioError: the name is empty or taken, there are too many, the scenario could not be read again, or the
            folder cannot be written to.
    """
    one = _named(scenario, name=name, author=author, note=note)
    with _turn(additions, scenario.kabupaten_code):
        known = {kept.key for kept in scenarios(additions, scenario.kabupaten_code)}
        if one.key in known and not replace:
            raise ScenarioError(
                _("Sudah ada skenario “{name}”. Pilih nama lain, atau setujui penggantian.", name=one.name)
            )
        if one.key not in known and len(known) >= MOST_SCENARIOS:
            raise ScenarioError(
                _(
                    "Sudah ada {most} skenario tersimpan. Hapus yang tidak dipakai lagi.",
                    most=MOST_SCENARIOS,
                )
            )
        _write(additions, one)
    return one


def rename(additions: Path, kabupaten_code: str, *, name: str, new_name: str) -> SavedScenario:
    """Give a kept scenario another name; author, note and moment stay.

    Raises:
        ScenarioError: there is none of the old name, the new one is empty or taken, or the folder cannot be written to.
    """
    with _turn(additions, kabupaten_code):
        before = read(additions, kabupaten_code, name)
        named = _named(before.scenario, name=new_name, author=before.author, note=before.note)
        after = dataclasses.replace(named, saved_at=before.saved_at)
        taken = {one.key for one in scenarios(additions, kabupaten_code)} - {before.key}
        if after.key in taken:
            raise ScenarioError(_("Sudah ada skenario “{name}”. Pilih nama lain.", name=after.name))
        _write(additions, after)
        if after.key != before.key:
            (_folder(additions, kabupaten_code) / f"{before.key}.json").unlink(missing_ok=True)
    return after


def remove(additions: Path, kabupaten_code: str, name: str) -> None:
    """Forget a scenario; one that is not there is forgotten already.

    Raises:
        ScenarioError: the folder cannot be written to.
    """
    gate.require(Thing.MEETINGS, kabupaten_code)
    with _turn(additions, kabupaten_code):
        (_folder(additions, kabupaten_code) / f"{key_of(clean_name(name))}.json").unlink(missing_ok=True)


def _clean_note(note: str) -> str:
    return several_lines(note)[:LONGEST_NOTE].strip()


def _named(scenario: Scenario, *, name: str, author: str, note: str) -> SavedScenario:
    wanted = clean_name(name)
    if not wanted:
        raise ScenarioError(_("Beri nama dulu, misalnya “Usulan rapat 12 Maret”."))
    named = dataclasses.replace(scenario, name=wanted)
    if not _is_readable(named):
        raise ScenarioError(
            _(
                "Skenario ini tidak dapat disimpan: ada bobot, jumlah, atau kode yang di luar "
                "batas, atau alasan lebih dari 300 huruf. Perbaiki, lalu simpan lagi."
            )
        )
    return SavedScenario(
        name=wanted,
        scenario=named,
        saved_at=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        author=clean_name(author),
        note=_clean_note(note),
    )


def _is_readable(scenario: Scenario) -> bool:
    """What is written must be read again as the same."""
    try:
        return from_json(scenario.as_json()) == scenario
    except ScenarioError:
        return False


def _folder(additions: Path, kabupaten_code: str) -> Path:
    if not re.fullmatch(r"[0-9]{4}", kabupaten_code):
        raise ScenarioError(_("Skenario disimpan per kabupaten/kota. Pilih satu kabupaten/kota dulu."))
    return additions / FOLDER / kabupaten_code


def _files(additions: Path, kabupaten_code: str) -> list[Path]:
    return sorted(_folder(additions, kabupaten_code).glob("*.json"))


def _read(path: Path, kabupaten_code: str) -> SavedScenario | None:
    """The scenario of a file, if every part of it is what `save` writes."""
    try:
        entry: Any = json_of(path, largest=LARGEST_BYTES)
        texts = {key: entry[key] for key in ("name", "saved_at", "author", "note")}
        if not all(isinstance(text, str) for text in texts.values()):
            return None
        dt.datetime.fromisoformat(texts["saved_at"])
        scenario = from_json(json.dumps(entry["scenario"], ensure_ascii=False))
        one = SavedScenario(scenario=dataclasses.replace(scenario, name=texts["name"]), **texts)
        cleaned = (clean_name(one.name), clean_name(one.author), _clean_note(one.note))
        is_its_own = one.name != "" and f"{one.key}.json" == path.name and scenario.kabupaten_code == kabupaten_code
        return one if is_its_own and cleaned == (one.name, one.author, one.note) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError, ScenarioError):
        return None


def _write(additions: Path, one: SavedScenario) -> None:
    gate.require(Thing.MEETINGS, one.scenario.kabupaten_code)
    entry = {
        "name": one.name,
        "saved_at": one.saved_at,
        "author": one.author,
        "note": one.note,
        "scenario": json.loads(one.scenario.as_json()),
    }
    path = _folder(additions, one.scenario.kabupaten_code) / f"{one.key}.json"
    replace_with(path, json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))


def _turn(additions: Path, kabupaten_code: str) -> AbstractContextManager[None]:
    return turn(_folder(additions, kabupaten_code) / LOCK, noun=N_("skenario"), refused=ScenarioError)
