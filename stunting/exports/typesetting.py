"""Sheets set by typst: without a browser, network or temporary file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

from stunting.exports import fonts
from stunting.languages import in_indonesian

# A word longer than any of the register, and one that no line can hold, are given places to break.
LONGEST_IN_CELL, LONGEST_IN_LINE = 18, 60


def pdf(template: Path, content: Mapping[str, object]) -> bytes:
    """The sheet as a tagged PDF; what is written arrives as JSON and is set as text, never as markup."""
    return _compiled(template, content, "pdf", ppi=96)


@in_indonesian
def png_pages(template: Path, content: Mapping[str, object], *, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    pages = _compiled(template, content, "png", ppi=ppi)
    return [pages] if isinstance(pages, bytes) else list(pages)


def breakable(text: str, *, longest: int = LONGEST_IN_LINE) -> str:
    """The text with a place to break after so many letters of an endless word, so that it stays inside its cell."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", lambda found: f"{found.group()}\u200b", text)


def _compiled(template: Path, content: Mapping[str, object], kind: Literal["pdf", "png"], *, ppi: float) -> bytes:
    return typst.compile(
        template.read_bytes(),
        format=kind,
        ppi=ppi,
        font_paths=typefaces(),
        sys_inputs={"sheet": json.dumps(content, ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def typefaces() -> typst.Fonts:
    """Source Sans of the pages, and what typst brings for signs it lacks; fonts of the machine stay out."""
    spec = find_spec(fonts.PACKAGE)
    folders = [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    paths = [str(path) for path in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths)
