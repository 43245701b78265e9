"""The typeface of the pages of the hall: Source Sans, with the letters and signs that slides may have.

A hundred telephones fetch it at the same moment over one Wi-Fi: 22 kB compressed instead of 128. The files come with
the package `font-source-sans-pro` (SIL Open Font License).
"""

from __future__ import annotations

import functools
import io
import logging
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "font_source_sans_pro"
# Latin with its accents, punctuation, superscripts and currency, arrows, mathematical signs, marks of the drawings.
SIGNS = ((0x20, 0x180), (0x2000, 0x20D0), (0x2190, 0x2270), (0x25A0, 0x2600))
# Figures of one width, as columns of numbers need them.
FEATURES = ("kern", "liga", "tnum", "lnum", "mark", "mkmk", "ccmp", "locl")


def file_of(name: str) -> Path | None:
    """The file of the package, None where the package or the file is missing: browsers then take their own typeface."""
    spec = find_spec(PACKAGE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    return next((path for folder in folders for path in folder.rglob(name)), None)


@functools.lru_cache(maxsize=4)
def small(name: str) -> bytes | None:
    """A font with the signs above alone, "SourceSansPro-Bold.ttf"; takes half a second once."""
    path = file_of(name)
    if path is None:
        return None
    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.notdef_outline = True
    # Equal input gives equal bytes, and with them one name.
    font = TTFont(path, recalcTimestamp=False)
    wanted = subset.Subsetter(options)
    wanted.populate(unicodes=[code for first, end in SIGNS for code in range(first, end)])
    wanted.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
