"""Raw files that ship with the program."""

from __future__ import annotations

from pathlib import Path

from stunting.errors import BuildError


def required(path: Path) -> Path:
    """The path of a file that has to be there.

    Raises:
        BuildError: it is missing.
    """
    if not path.exists():
        raise BuildError(f"Data mentah {path.parent.name}/{path.name} tidak ada. Pulihkan dari repositori.")
    return path
