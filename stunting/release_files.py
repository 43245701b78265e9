"""The files of the releases folder: their names, and how a text or a file is put in place of another.

<id>.duckdb     the data, never changed after it was published; id = local time + content hash
<id>.json       the manifest: checksum, size, rows
current         the id of the live release, one line of text
kunci           lock of the process that is writing
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from stunting.errors import ReleaseError
from stunting.languages import Sentence
from stunting.paths import Layout

POINTER = "current"
LOCK = "kunci"
PARTIAL = ".duckdb.partial"
ID_FORM = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")


def published_ids(layout: Layout) -> list[str]:
    """Ids with a manifest, newest first."""
    names = (path.stem for path in layout.releases.glob("*.json"))
    return sorted((name for name in names if ID_FORM.fullmatch(name)), reverse=True)


def file_of(layout: Layout, release_id: str, suffix: str) -> Path:
    """A file of one release; ids come from links and command lines, so their form is checked before any path.

    Raises:
        ReleaseError: this is no id of a release.
    """
    if not ID_FORM.fullmatch(release_id):
        raise ReleaseError(
            Sentence(
                "'{release_id}' bukan nomor rilis. Bentuknya 20260222-090500-1a2b3c4d; lihat "
                "`python -m stunting release list`.",
                release_id=release_id[:60],
            )
        )
    return layout.releases / f"{release_id}{suffix}"


def is_published(layout: Layout, release_id: str) -> bool:
    """Whether data file and manifest are both in place; the manifest is written last."""
    return all(file_of(layout, release_id, suffix).exists() for suffix in (".duckdb", ".json"))


def point_to(layout: Layout, release_id: str) -> None:
    """Move the pointer; the caller holds the lock and has checked the release."""
    write_text(layout.releases / POINTER, f"{release_id}\n")


def write_text(path: Path, text: str) -> None:
    """Replace a file as a whole: after a crash it holds the old text or the new one."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    replace(temporary, path)


def replace(source: Path, target: Path, *, tries: int = 20) -> None:
    """Rename over the target; on Windows a reader or a virus scanner may hold it for a moment."""
    for attempt in range(tries):
        try:
            source.replace(target)
            return
        except PermissionError:
            if attempt == tries - 1:
                raise
            time.sleep(0.05)
