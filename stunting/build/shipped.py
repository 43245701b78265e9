"""Raw files that ship with the program."""

from __future__ import annotations

from pathlib import Path

from stunting.errors import BuildError
from stunting.languages import Sentence


def required(path: Path) -> Path:
    """The path of a file that has to be there.

    Raises:
        BuildError: it is missing.
    """
    if not path.exists():
        raise BuildError(
            Sentence(
                "Data mentah {parent}/{path} tidak ada. Pulihkan dari repositori.",
                parent=path.parent.name,
                path=path.name,
            )
        )
    return path
