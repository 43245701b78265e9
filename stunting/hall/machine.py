"""What the checks before a meeting look at, gathered from this machine and the release."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from stunting.errors import StuntingError
from stunting.languages import _
from stunting.ledger import Ledger
from stunting.network import network_addresses
from stunting.paths import Layout
from stunting.releases import open_release
from stunting.routine.district import District, Mode, newest
from stunting.routine.periods import Period


@dataclass(frozen=True, kw_only=True)
class ReleaseState:
    """The release whose figures are shown.

    id:      "" where there is none; created: the moment it was made
    problem: the sentence why it cannot be used, "" where it can
    newest:  the newest period of routine figures of the area in mode publik, None without any
    """

    id: str = ""
    created: dt.datetime | None = None
    problem: str = ""
    newest: Period | None = None


@dataclass(frozen=True, kw_only=True)
class Machine:
    """The computer of the presenter.

    addresses:      under which others on the network reach it
    ledger_problem: the sentence why nothing can be recorded, "" where it can
    free_bytes:     on the disk of the data folder
    """

    addresses: tuple[str, ...] = ()
    ledger_problem: str = ""
    free_bytes: int = 0


def machine_of(layout: Layout) -> Machine:
    """This computer, now."""
    return Machine(
        addresses=network_addresses(),
        ledger_problem=_ledger_problem(layout),
        free_bytes=shutil.disk_usage(_existing(layout.additions)).free,
    )


def release_state(layout: Layout, *, area_code: str, release_id: str = "") -> ReleaseState:
    """The release of an agenda: the frozen one, else the live one. Its file is compared with its checksum."""
    try:
        opened = open_release(layout, release_id or None)
    except StuntingError as error:
        return ReleaseState(id=release_id, problem=str(error))
    with opened.database as db:
        return ReleaseState(
            id=opened.id,
            created=opened.manifest.created,
            problem=str(opened.notice or ""),
            newest=newest(District(db).periods(area_code, mode=Mode.PUBLIC)),
        )


def _ledger_problem(layout: Layout) -> str:
    try:
        ledger = Ledger.open(layout)
        if ledger.url.get_backend_name() == "sqlite":
            # Opening reads; a folder on a write-protected stick shows itself here and not at the first decision.
            file = Path(ledger.url.database or "")
            if not os.access(file, os.W_OK):
                return _("{file} hanya dapat dibaca. Periksa izin berkasnya.", file=file.name)
            with tempfile.TemporaryFile(dir=file.parent):
                pass
    except StuntingError as error:
        return str(error)
    except OSError as error:
        return _("Folder buku tidak dapat ditulisi ({why}). Periksa izin folder data.", why=error.strerror)
    return ""


def _existing(path: Path) -> Path:
    return path if path.exists() or path == path.parent else _existing(path.parent)
