"""What is true of the restricted store: which batches count, which places were named, which windows are wanted.

    data/terbatas/keadaan.json          this state, replaced as a whole
    data/terbatas/kiriman/<batch id>/   the rows of one import, never changed after it was committed

What a release shows is a function of the state; changing it is making a new one with the functions below and giving
it to `commit`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from stunting.errors import DamagedStoreError, StuntingError, UnknownChoiceError, nearest
from stunting.imports import private_files
from stunting.imports.practice import is_practice_name
from stunting.languages import Sentence
from stunting.paths import Layout

VERSION = 1
STATE_FILE = "keadaan.json"
BATCHES = "kiriman"
CARD = "batch.json"
ACTIVE = "aktif"
REVOKED = "dicabut"
# Keys of the calendar years, which are counted beside the weighing windows.
YEAR_KEY = re.compile(r"\d{4}")
BATCH_ID = re.compile(r"\d{8}-\d{6}-\d{4,}")


@dataclass(frozen=True, kw_only=True)
class BatchFile:
    """One file of an import.

    kind:      `rows.INDIVIDUAL`, WIDE, VILLAGE_REPORT or TARGETS
    period:    "2025-08" where the whole file has one month, else ""
    is_sample: its children are invented (`practice`)
    """

    name: str
    sha256: str
    kind: str
    generation: str
    sheet: str
    rows_read: int
    rows_used: int
    rows_rejected: int
    period: str = ""
    ignored: tuple[str, ...] = ()
    is_sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One import that was committed.

    seq:          order of the imports; of two rows about the same child and day the one with the higher seq counts
    created_at:   local time with its offset, ISO 8601
    state:        ACTIVE or REVOKED
    first_period: year * 100 + month of the first month with rows
    rejected:     reason -> rows; notes: rule -> rows, both as at the import
    """

    id: str
    seq: int = 0
    created_at: str
    kabupaten_code: str
    files: tuple[BatchFile, ...]
    state: str = ACTIVE
    used_n: int
    rejected_n: int
    first_period: int
    last_period: int
    rejected: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)

    @property
    def is_sample(self) -> bool:
        """Whether any of its files is invented."""
        return any(file.is_sample for file in self.files)


@dataclass(frozen=True, kw_only=True)
class Alias:
    """A written place and the desa/kelurahan that a person said it is; keys as in `rows.PLACES`."""

    kabupaten_code: str
    kecamatan_key: str
    desa_key: str
    desa_code: str
    set_at: str

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.kabupaten_code, self.kecamatan_key, self.desa_key)


@dataclass(frozen=True, kw_only=True)
class Window:
    """A weighing window (Bulan Timbang); both days belong to it."""

    key: str
    label: str
    start: dt.date
    end: dt.date


@dataclass(frozen=True, kw_only=True)
class State:
    """The whole state.

    seq:     of the last batch
    windows: None where nobody chose any; then February and August of each year are taken
    """

    seq: int = 0
    batches: tuple[Batch, ...] = ()
    aliases: tuple[Alias, ...] = ()
    windows: tuple[Window, ...] | None = None
    is_sample_removed: bool = False
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def active(self) -> tuple[Batch, ...]:
        """The batches that count, oldest first."""
        return tuple(batch for batch in self.batches if batch.state == ACTIVE)

    @property
    def sample_kabupaten(self) -> frozenset[str]:
        """Codes of the kabupaten/kota in which an invented file counts, alone or beside real ones."""
        return frozenset(batch.kabupaten_code for batch in self.active if batch.is_sample)

    def batch(self, batch_id: str) -> Batch:
        """One batch, active or revoked.

        Raises:
            UnknownChoiceError: there is no such batch.
        """
        for batch in self.batches:
            if batch.id == batch_id:
                return batch
        raise UnknownChoiceError(batch_id, nearest(batch_id, [one.id for one in self.batches]))

    def imported_files(self) -> dict[str, str]:
        """SHA-256 of every file in an active batch -> id of that batch."""
        return {file.sha256: batch.id for batch in self.active for file in batch.files}


def new_batch_id(state: State, moment: dt.datetime) -> str:
    """Local time and number of the import: 20260222-090500-0001."""
    return f"{moment:%Y%m%d-%H%M%S}-{state.seq + 1:04d}"


def with_batch(state: State, batch: Batch) -> State:
    """The state after an import; the batch gets the next number."""
    added = replace(batch, seq=state.seq + 1, state=ACTIVE)
    return replace(state, seq=added.seq, batches=(*state.batches, added))


def without(state: State, batch_id: str) -> State:
    """The state without what one batch brought. Its folder stays, its files may be imported again.

    Raises:
        UnknownChoiceError: there is no such batch.
        StuntingError: it was revoked before.
    """
    if state.batch(batch_id).state == REVOKED:
        raise StuntingError(
            Sentence(
                "Kiriman {batch_id} sudah dicabut. Impor lagi berkasnya untuk memakainya kembali.", batch_id=batch_id
            )
        )
    batches = tuple(replace(one, state=REVOKED) if one.id == batch_id else one for one in state.batches)
    return replace(state, batches=batches)


def with_alias(state: State, alias: Alias) -> State:
    """The state in which a written place means one desa; an earlier meaning is replaced."""
    kept = tuple(one for one in state.aliases if one.key != alias.key)
    return replace(state, aliases=tuple(sorted((*kept, alias), key=lambda one: one.key)))


def without_alias(state: State, *, kabupaten_code: str, kecamatan_key: str, desa_key: str) -> State:
    """The state in which that written place waits for review again."""
    key = (kabupaten_code, kecamatan_key, desa_key)
    return replace(state, aliases=tuple(one for one in state.aliases if one.key != key))


def with_windows(state: State, windows: tuple[Window, ...] | None) -> State:
    """The state with other weighing windows; None for February and August of each year.

    Raises:
        StuntingError: a window ends before it begins, has the name of a calendar year, or two have the same name.
    """
    if windows is not None:
        for one in windows:
            if YEAR_KEY.fullmatch(one.key):
                raise StuntingError(
                    Sentence(
                        "Bulan Timbang tidak dapat bernama '{label}': nama itu dipakai untuk "
                        "seluruh tahun. Beri nama lain, misalnya 'Bulan Timbang {label}'.",
                        label=one.label,
                    )
                )
            if one.end < one.start:
                raise StuntingError(
                    Sentence("Bulan Timbang '{label}' berakhir sebelum mulai. Tukar kedua tanggalnya.", label=one.label)
                )
        keys = [one.key for one in windows]
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            raise StuntingError(
                Sentence(
                    "Bulan Timbang '{twice}' tertulis dua kali. Beri nama lain pada salah satunya.", twice=twice[0]
                )
            )
    return replace(state, windows=windows)


def with_sample_removed(state: State, is_removed: bool) -> State:
    """The state with or without the sample series."""
    return replace(state, is_sample_removed=is_removed)


def state_file(layout: Layout) -> Path:
    return layout.restricted / STATE_FILE


def batch_folder(layout: Layout, batch_id: str) -> Path:
    """Where the rows of a batch lie; ids come from command lines, so their form is checked before any path.

    Raises:
        UnknownChoiceError: this is no id of a batch.
    """
    if not BATCH_ID.fullmatch(batch_id):
        raise UnknownChoiceError(batch_id[:60], hint=Sentence("Nomor kiriman berbentuk 20260222-090500-0001."))
    return layout.restricted / BATCHES / batch_id


def read_state(layout: Layout) -> State:
    """The committed state; an empty one where nothing was imported yet.

    Raises:
        DamagedStoreError: the file cannot be read, or is gone while there are batches.
    """
    try:
        return parse(state_file(layout).read_text(encoding="utf-8"))
    except FileNotFoundError:
        # A first import writes an empty state before its folder: folders without a state are data that were lost.
        if any((layout.restricted / BATCHES).glob("*")):
            raise DamagedStoreError(
                Sentence(
                    "Catatan impor {state_file} di folder data terbatas hilang, padahal ada "
                    "kiriman. Pulihkan dari cadangan; rilis yang aktif tetap dapat dipakai.",
                    state_file=STATE_FILE,
                )
            ) from None
        return State()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DamagedStoreError(
            Sentence(
                "Catatan impor {state_file} di folder data terbatas rusak atau tidak terbaca. "
                "Pulihkan dari cadangan; rilis yang aktif tetap dapat dipakai.",
                state_file=STATE_FILE,
            )
        ) from error


def write_state(layout: Layout, state: State) -> None:
    """Replace the committed state. Only `commit` and the recovery do this, under the lock."""
    private_files.make_folder(layout.restricted)
    private_files.write_text(state_file(layout), serialise(state))


def serialise(state: State) -> str:
    """The state as JSON; equal states give equal text."""
    return json.dumps({"version": VERSION, **asdict(state)}, ensure_ascii=False, indent=1, default=_iso) + "\n"


def parse(text: str) -> State:
    """A state from its JSON.

    Raises:
        ValueError, TypeError, KeyError: it is not one.
    """
    facts = json.loads(text)
    if facts.pop("version") != VERSION:
        raise ValueError("another version of the state")
    windows = facts.pop("windows")
    return State(
        **{
            **facts,
            "batches": tuple(_batch(one) for one in facts["batches"]),
            "aliases": tuple(Alias(**one) for one in facts["aliases"]),
            "windows": None if windows is None else tuple(_window(one) for one in windows),
        }
    )


def _batch(facts: dict[str, Any]) -> Batch:
    files = tuple(_file(one) for one in facts["files"])
    return Batch(**{**facts, "files": files})


def _file(facts: dict[str, Any]) -> BatchFile:
    """A file of before it was kept whether it is invented is known by its name."""
    known = {"is_sample": is_practice_name(facts["name"]), **facts}
    return BatchFile(**{**known, "ignored": tuple(facts["ignored"])})


def _window(facts: dict[str, Any]) -> Window:
    days = {name: dt.date.fromisoformat(facts[name]) for name in ("start", "end")}
    return Window(**{**facts, **days})


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not part of a state")
