"""The catalogues: one `.po` per package of the code, read together when somebody first asks for the language.

No compiled file is kept: reading the catalogues takes less than a second, once per process, and works where nothing can
be written. A package has a file of its own, so that several people can translate at once.
"""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What reads catalogues is loaded when somebody first asks for another language.
    from babel.messages.catalog import Catalog

LOCALES = Path(__file__).with_name("locales")


def files(language: str) -> list[Path]:
    """The catalogue files of a language, one per package."""
    return sorted((LOCALES / language / "LC_MESSAGES").glob("*.po"))


def read(path: Path, language: str) -> Catalog:
    """One catalogue file."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=language, domain=path.stem, abort_invalid=True)


def merged(language: str) -> Catalog:
    """All catalogues of a language as one; what is not translated is left out and stays Indonesian."""
    from babel.messages.catalog import Catalog

    whole = Catalog(locale=language)
    for path in files(language):
        for message in read(path, language):
            if message.id and message.string and not message.fuzzy:
                whole[message.id] = message
    return whole


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The texts of a language; a text that is not in it stays Indonesian."""
    from babel.messages.mofile import write_mo

    compiled = io.BytesIO()
    write_mo(compiled, merged(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
