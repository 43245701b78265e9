"""The pages of the hall and their scripts, styles and pictures, from the folder `web`.

A file is served as `<name>-<first 12 digits of its SHA-256>.<ext>` and may be kept for ever. Pages and files name each
other by their plain names; these are replaced here, so a changed file also changes the name of whatever loads it.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stunting.hall import typeface

WEB = Path(__file__).with_name("web")
# Below the base path.
ADDRESS = "layar-berkas"
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ttf": "font/ttf",
}
PACKED = frozenset({".js", ".css", ".svg", ".ttf"})
# Of the package `font-source-sans-pro`, not of the folder.
FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf")
# import "./clock.js", url("font.ttf"), src="screen.js"
IN_FILES = re.compile(
    r"""(?P<before>["'(])(?P<dot>\./)?(?P<name>[\w-]+(?:\.[\w-]+)*\.(?:js|css|svg|png|ttf))(?=["')])"""
)
IN_PAGES = re.compile(r"""(?P<before>\b(?:src|href)=["'])(?:\./)?(?P<name>[\w.-]+\.(?:js|css|svg|png))(?=["'])""")


@dataclass(frozen=True, kw_only=True)
class Asset:
    """An immutable file. packed: its gzip form, None where that would not be smaller."""

    name: str
    media_type: str
    plain: bytes
    packed: bytes | None = None


class Assets:
    """The files of one folder and the fonts of their styles, read when they are first asked for."""

    def __init__(self, folder: Path = WEB) -> None:
        self._folder = folder
        self._pages: dict[tuple[str, str], bytes] = {}
        self._lock = threading.Lock()

    def get(self, name: str) -> Asset | None:
        """The file of this immutable name; only names that were made here are known."""
        return {one.name: one for one in self._all().values()}.get(name)

    def name_of(self, source: str) -> str:
        """The immutable name of a file of the folder.

        Raises:
            KeyError: there is none.
        """
        return self._all()[source].name

    def page(self, source: str, base_path: str) -> bytes:
        """An HTML page whose scripts and styles have their immutable addresses below the base path.

        Raises:
            OSError: there is no such page.
        """

        def address(found: re.Match[str]) -> str:
            known = self._all().get(found["name"])
            return found[0] if known is None else f"{found['before']}{base_path}/{ADDRESS}/{known.name}"

        made = self._pages.get((source, base_path))
        if made is None:
            made = IN_PAGES.sub(address, (self._folder / source).read_text(encoding="utf-8")).encode("utf-8")
            self._pages[source, base_path] = made
        return made

    def prepare(self) -> None:
        """Read everything now, so that the first visitor does not wait a second for the fonts."""
        self._all()

    def _all(self) -> dict[str, Asset]:
        with self._lock:
            return self._found

    @functools.cached_property
    def _found(self) -> dict[str, Asset]:
        found: dict[str, Asset] = {}
        for name in FONTS:
            font = typeface.small(name)
            if font is not None:
                found[name] = _asset(name, font)
        for path in sorted(self._folder.iterdir()):
            if path.suffix in MEDIA_TYPES:
                self._load(path.name, found, ())
        return found

    def _load(self, source: str, found: dict[str, Asset], loading: tuple[str, ...]) -> Asset:
        if source in found:
            return found[source]
        if source in loading:
            raise ValueError(f"{' -> '.join((*loading, source))}: files that load each other have no name")
        path = self._folder / source
        plain = path.read_bytes()
        if path.suffix in (".js", ".css"):
            plain = IN_FILES.sub(self._renamer(found, (*loading, source)), plain.decode("utf-8")).encode("utf-8")
        found[source] = _asset(source, plain)
        return found[source]

    def _renamer(self, found: dict[str, Asset], loading: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
        def rename(match: re.Match[str]) -> str:
            name, dot = match["name"], match["dot"] or ""
            is_known = name in found or (self._folder / name).is_file()
            # A word that only looks like a file, or its own name in a comment, stays what it is.
            if not is_known or (name in loading and not dot):
                return str(match[0])
            return f"{match['before']}{dot}{self._load(name, found, loading).name}"

        return rename


@functools.cache
def of_the_program() -> Assets:
    """Those of the folder `web`, the same for every server of this process."""
    return Assets()


def _asset(source: str, plain: bytes) -> Asset:
    stem, _, ending = source.rpartition(".")
    packed = gzip.compress(plain, 9, mtime=0) if f".{ending}" in PACKED else None
    return Asset(
        name=f"{stem}-{hashlib.sha256(plain).hexdigest()[:12]}.{ending}",
        media_type=MEDIA_TYPES[f".{ending}"],
        plain=plain,
        packed=packed if packed is not None and len(packed) < len(plain) else None,
    )
