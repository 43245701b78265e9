"""Small files under names that people give: one file per name, which is made from it.

For stores such as `lokus.scenario_store` and `rembuk.agenda_store`; what is in a file is theirs to read and to check.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stunting.errors import StuntingError
from stunting.languages import _
from stunting.locks import in_turn
from stunting.typed_texts import one_line
from stunting.whole_files import read_at_most

LONGEST_NAME = 60


def clean_name(name: str) -> str:
    """A name as it is kept: one line, not too long."""
    return one_line(name)[:LONGEST_NAME].strip()


def key_of(name: str) -> str:
    """ "Usulan awal" -> "usulan-awal-" and a mark that tells it from "Usulan, awal"; case makes no difference."""
    folded = name.casefold()
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40]
    mark = hashlib.sha256(folded.encode("utf-8")).hexdigest()[:8]
    return f"{slug}-{mark}" if slug else mark


def json_of(path: Path, *, largest: int) -> Any:
    """What a file of at most that many bytes says.

    Raises:
        OSError: there is no such file.
        ValueError, RecursionError: it is too large or no JSON.
    """
    # A pipe of that name would never end.
    if not path.is_file():
        raise FileNotFoundError(path.name)
    return json.loads(read_at_most(path, largest))


@contextlib.contextmanager
def turn(lock: Path, *, noun: str, refused: type[StuntingError]) -> Iterator[None]:
    """Between looking and writing nobody else takes the name.

    noun: what is kept, marked with `N_` and in small letters, for the sentence of an error

    Raises:
        refused: somebody else is writing, or the folder cannot be written to.
    """
    try:
        with in_turn(lock):
            yield
    except TimeoutError as error:
        said = _("{noun} lain sedang disimpan. Coba lagi sebentar.", noun=_(noun))
        raise refused(said[:1].upper() + said[1:]) from error
    except OSError as error:
        raise refused(
            _(
                "Folder data tidak dapat ditulisi ({why}); {noun} tidak tersimpan. Periksa izinnya.",
                why=error.strerror,
                noun=_(noun),
            )
        ) from error
