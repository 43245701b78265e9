"""Where files live: raw data in the repository, products and additions in the data folder.

`STUNTING_DATA` moves everything the program writes (releases, additions, restricted store, ledger)
to another folder, for example a USB stick; the raw data stay with the code.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The folders of one installation.

    raw:        committed source files with their sidecars; only the build steps write here
    additions:  official files the user added (boundaries, survey tables)
    releases:   release files, their manifests and the pointer `current`
    restricted: the store with rows about children, mode 0700
    ledger:     decisions and notes, append-only, mode 0700
    published:  immutable files that the browser fetches (geometry, scripts), named by content
    """

    raw: Path
    additions: Path
    releases: Path
    restricted: Path
    ledger: Path
    published: Path

    @classmethod
    def default(cls) -> Layout:
        data = Path(os.environ.get("STUNTING_DATA") or ROOT / "data")
        return cls(
            raw=ROOT / "data" / "raw",
            additions=data / "tambahan",
            releases=data / "rilis",
            restricted=data / "terbatas",
            ledger=data / "buku",
            published=ROOT / "static",
        )
