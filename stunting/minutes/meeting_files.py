"""A rembuk written in a TOML or JSON file: read with Indonesian keys, and brought into the ledger.

A file that is read again only writes what changed in it: corrections, additions, and what was taken out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from stunting.errors import nearest
from stunting.minutes.bodies import Item
from stunting.minutes.recording import Writer
from stunting.minutes.records import (
    AgendaStep,
    Attendance,
    Commitment,
    FollowUp,
    Kind,
    Meeting,
    MeetingDecision,
    Mode,
    Signer,
    meeting_id,
)
from stunting.minutes.typed import MinutesError
from stunting.whole_files import read_at_most

LARGEST = 2_000_000
MOST_ITEMS = 1_000
MEETING_KEYS = {
    "id": "id",
    "wilayah": "area_code",
    "jenis": "kind",
    "tanggal": "date",
    "tempat": "place",
    "moda": "mode",
    "pimpinan": "chair",
    "nomor": "number",
    "rilis": "release_id",
    "mulai": "started",
    "selesai": "ended",
}
LISTS: dict[str, tuple[type, dict[str, str]]] = {
    "acara": (AgendaStep, {"judul": "title", "menit": "minutes"}),
    "hadir": (Attendance, {"lembaga": "institution", "diundang": "invited_n", "hadir": "present_n"}),
    "penandatangan": (Signer, {"jabatan": "title", "nama": "name", "nip": "nip"}),
    "keputusan": (
        MeetingDecision,
        {"hal": "question", "keputusan": "answer", "alasan": "reason", "lokus": "lokus_seq"},
    ),
    "komitmen": (
        Commitment,
        {
            "komitmen": "text",
            "penanggung_jawab": "person_in_charge",
            "lembaga": "institution",
            "target": "target",
            "tenggat": "deadline",
            "anggaran": "budget_source",
            "rupiah": "budget_rp",
            "penanda_tangan": "signatory",
            "nama_penanda_tangan": "signatory_name",
        },
    ),
    "rtl": (
        FollowUp,
        {
            "kegiatan": "activity",
            "pelaksana": "implementer",
            "penanggung_jawab": "person_in_charge",
            "waktu": "when",
            "keterangan": "note",
        },
    ),
}
WRITER_KEYS = {"nama": "author", "jabatan": "role", "alasan": "reason"}
NUMBERS = {"minutes", "invited_n", "present_n", "lokus_seq", "budget_rp"}
NEEDED = {"wilayah": "area_code", "tanggal": "date", "tempat": "place", "pimpinan": "chair"}

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class MeetingFile:
    """What a file says. by: who writes it into the ledger."""

    meeting: Meeting
    attendance: tuple[Attendance, ...]
    decisions: tuple[MeetingDecision, ...]
    commitments: tuple[Commitment, ...]
    follow_ups: tuple[FollowUp, ...]
    by: Writer

    @property
    def items(self) -> tuple[tuple[type[Item], tuple[Item, ...]], ...]:
        """What is written entry by entry."""
        return (
            (MeetingDecision, self.decisions),
            (Commitment, self.commitments),
            (FollowUp, self.follow_ups),
        )


def read(path: Path) -> MeetingFile:
    """Read a file.

    Raises:
        MinutesError: it cannot be read, or something in it is unknown, missing or of the wrong kind.
    """
    return parsed(_loaded(path))


def parsed(said: Mapping[str, Any]) -> MeetingFile:
    """The rembuk of a file or form with Indonesian keys.

    Raises:
        MinutesError: something in it is unknown, missing or of the wrong kind.
    """
    _check_keys(said, [*MEETING_KEYS, *LISTS, "pencatat"], "berkas ini")
    lists = {name: _list(said.get(name, []), name) for name in LISTS}
    facts = {field: said[key] for key, field in MEETING_KEYS.items() if key in said}
    for key, field in NEEDED.items():
        if not facts.get(field):
            raise MinutesError(f"'{key}' belum ditulis dalam berkas ini.")
    day = facts["date"] = _day(facts["date"], "tanggal")
    facts["area_code"] = str(facts["area_code"]).replace(".", "")
    kind = facts["kind"] = _choice(Kind, facts.get("kind", Kind.REMBUK), "jenis")
    facts["mode"] = _choice(Mode, facts.get("mode", Mode.ON_SITE), "moda")
    for field in ("started", "ended"):
        facts[field] = _moment(facts.get(field), day)
    facts.setdefault("id", meeting_id(facts["area_code"], day, kind))
    if not isinstance(facts["id"], str):
        raise MinutesError("'id' harus berupa teks.")
    writer = _record(Writer, said.get("pencatat", {}), WRITER_KEYS, "pencatat")
    return MeetingFile(
        meeting=Meeting(**facts, agenda=lists["acara"], signers=lists["penandatangan"]),
        attendance=lists["hadir"],
        decisions=lists["keputusan"],
        commitments=lists["komitmen"],
        follow_ups=lists["rtl"],
        by=writer,
    )


def _loaded(path: Path) -> Mapping[str, Any]:
    try:
        text = read_at_most(path, LARGEST).decode("utf-8-sig")
        said = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except OSError as error:
        raise MinutesError(f"{path.name} tidak dapat dibuka ({error.strerror}). Periksa nama dan foldernya.") from error
    except (ValueError, RecursionError) as error:
        raise MinutesError(f"{path.name} bukan TOML atau JSON yang utuh: {str(error)[:120]}.") from error
    if not isinstance(said, dict):
        raise MinutesError(f'{path.name} harus memuat pasangan kunci dan nilai, misalnya tempat = "Aula".')
    return said


def _list(said: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(said, list) or len(said) > MOST_ITEMS:
        raise MinutesError(f"'{name}' harus berupa daftar, paling banyak {MOST_ITEMS} baris.")
    cls, keys = LISTS[name]
    return tuple(_record(cls, one, keys, f"{name} nomor {at}") for at, one in enumerate(said, start=1))


def _record(cls: type, said: Any, keys: Mapping[str, str], where: str) -> Any:
    if not isinstance(said, dict):
        raise MinutesError(f"{where} harus memuat pasangan kunci dan nilai.")
    _check_keys(said, keys, where)
    given: dict[str, Any] = {}
    for key, value in said.items():
        field = keys[key]
        if field == "deadline":
            given[field] = _day(value, f"tenggat pada {where}") if value else None
        elif field in NUMBERS:
            if type(value) is not int:
                raise MinutesError(f"'{key}' pada {where} harus bilangan bulat.")
            given[field] = value
        else:
            given[field] = value if isinstance(value, str) else str(value)
    try:
        return cls(**given)
    except TypeError as error:
        first = next((key for key in keys if key not in said), "isi")
        raise MinutesError(f"{where} belum lengkap: '{first}' belum ditulis.") from error


def _check_keys(said: Mapping[str, Any], known: Mapping[str, str] | list[str], where: str) -> None:
    for key in said:
        if key not in known:
            close = nearest(key, known)
            offered = f" Maksud Anda '{close[0]}'?" if close else f" Yang dikenal: {', '.join(known)}."
            raise MinutesError(f"'{key[:40]}' tidak dikenal pada {where}.{offered}")


def _choice(kind: type[E], said: Any, key: str) -> E:
    try:
        return kind(str(said).strip().lower())
    except ValueError as error:
        raise MinutesError(f"'{key}' harus salah satu dari: {', '.join(one.value for one in kind)}.") from error


def _day(said: Any, noun: str) -> dt.date:
    if isinstance(said, dt.date) and not isinstance(said, dt.datetime):
        return said
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError as error:
        raise MinutesError(f"{noun} harus ditulis tahun-bulan-hari, misalnya 2026-02-26.") from error


def _moment(said: Any, day: dt.date) -> dt.datetime | None:
    """A moment, or a clock time of the day of the meeting."""
    if said in (None, ""):
        return None
    if isinstance(said, dt.datetime):
        return said
    if isinstance(said, dt.time):
        return dt.datetime.combine(day, said)
    try:
        if found := re.fullmatch(r"(\d{1,2})[.:](\d{2})", str(said).strip()):
            return dt.datetime.combine(day, dt.time(int(found[1]), int(found[2])))
        return dt.datetime.fromisoformat(str(said))
    except ValueError as error:
        raise MinutesError("Jam ditulis misalnya 09.05, atau 2026-02-26T09:05.") from error
