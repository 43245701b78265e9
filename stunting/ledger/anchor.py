"""The last entry, remembered outside the database: a tail that was cut off is missed.

The anchor only moves along the chain. While the entry it names is missing or another one, it stays where it is,
so that later entries do not cover the loss.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from stunting.imports.private_files import make_folder, write_text
from stunting.whole_files import read_at_most

LARGEST_BYTES = 1_000


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """An entry that was once the last one."""

    seq: int
    sha256: str


def read_anchor(path: Path) -> Anchor | None:
    """The anchor, or None where there is none that can be read."""
    try:
        entry = json.loads(read_at_most(path, LARGEST_BYTES))
        seq, sha256 = entry["seq"], entry["sha256"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    is_one = type(seq) is int and seq > 0 and isinstance(sha256, str) and re.fullmatch(r"[0-9a-f]{64}", sha256)
    return Anchor(seq=seq, sha256=sha256) if is_one else None


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Replace the anchor.

    Raises:
        OSError: the folder cannot be written to.
    """
    if not path.parent.is_dir():
        make_folder(path.parent)
    write_text(path, json.dumps(asdict(anchor)) + "\n")
