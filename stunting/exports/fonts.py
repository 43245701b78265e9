"""The typeface of files drawn by matplotlib: the same Source Sans as the pages, without a download.

The font files come with the package `font-source-sans-pro` (SIL Open Font License). Without it matplotlib's
own DejaVu Sans is used: wider, but complete.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib import font_manager

PACKAGE = "font_source_sans_pro"
STYLES = ("Regular", "Bold", "It")
FALLBACK = "DejaVu Sans"


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """Font families for `rcParams["font.family"]`, best first; the fonts are registered by the first call."""
    spec = find_spec(PACKAGE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    files = [path for folder in folders for style in STYLES for path in folder.rglob(f"SourceSansPro-{style}.ttf")]
    for path in files:
        font_manager.fontManager.addfont(path)
    names = dict.fromkeys(font_manager.FontProperties(fname=path).get_name() for path in files)
    return (*names, FALLBACK)
