"""What a change of the restricted store was about to do, so that the next command can end what a killed one began.

    data/terbatas/niat.json     the release that was about to be published, and the state that belongs to it

Release and state are two files and cannot be replaced at one moment. The journal is written when the release is built
and checked; from then on the change is carried out as soon as the release has its manifest, and undone until then.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from stunting import release_files
from stunting.errors import DamagedStoreError, ReleaseError
from stunting.imports import private_files
from stunting.imports.private_files import CACHE, INCOMING, SCRATCH
from stunting.imports.state import BATCHES, State, parse, read_state, serialise, write_state
from stunting.paths import Layout

JOURNAL = "niat.json"
COMPLETED = "Perubahan data impor yang terputus sudah diselesaikan."
UNDONE = "Sisa impor yang terputus dibersihkan; tidak ada datanya yang terpakai."


def write(layout: Layout, state: State, *, release_id: str) -> None:
    """Say what is about to happen."""
    private_files.make_folder(layout.restricted)
    facts = {"release": release_id, "state": serialise(state)}
    private_files.write_text(layout.restricted / JOURNAL, json.dumps(facts, ensure_ascii=False) + "\n")


def finish(layout: Layout, state: State) -> None:
    """The release is live: make its state the committed one, and forget the intent."""
    write_state(layout, state)
    (layout.restricted / JOURNAL).unlink(missing_ok=True)
    private_files.sync_folder(layout.restricted)


def recover(layout: Layout) -> str | None:
    """Complete or undo what a killed process left; returns the sentence for the reader, None where nothing was left.

    The caller holds the lock, so nobody else is importing.
    """
    if not layout.restricted.exists():
        return None
    completed = False
    if intent := _intent(layout):
        release_id, state = intent
        if release_files.is_published(layout, release_id):
            release_files.point_to(layout, release_id)
            finish(layout, state)
            completed = True
    if (layout.restricted / JOURNAL).exists():
        (layout.restricted / JOURNAL).unlink()
    swept = _sweep(layout)
    if completed:
        return COMPLETED
    return UNDONE if swept else None


def _intent(layout: Layout) -> tuple[str, State] | None:
    """The journal; one that cannot be read was never finished."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, ReleaseError):
        facts = json.loads((layout.restricted / JOURNAL).read_text(encoding="utf-8"))
        release_files.file_of(layout, facts["release"], ".json")
        return facts["release"], parse(facts["state"])
    return None


def _sweep(layout: Layout) -> bool:
    """Remove unfinished folders and files; whether rows of an import were among them."""
    folders = [path for path in layout.restricted.glob("*") if path.name.startswith((INCOMING, SCRATCH))]
    batches = _unknown_batches(layout)
    # Counts of rows that nobody committed go with them; those of the state are made again.
    counts = (layout.restricted / CACHE).glob("*" if batches else "*.tmp")
    for folder in [*folders, *batches, *counts]:
        private_files.remove_folder(folder)
    for file in layout.restricted.glob("*.tmp"):
        file.unlink(missing_ok=True)
    return bool(batches) or any(path.name.startswith(INCOMING) for path in folders)


def _unknown_batches(layout: Layout) -> list[Path]:
    """Folders of batches that the state does not know; none where the state itself cannot be read."""
    try:
        known = {batch.id for batch in read_state(layout).batches}
    except DamagedStoreError:
        return []
    return [path for path in (layout.restricted / BATCHES).glob("*") if path.name not in known]
