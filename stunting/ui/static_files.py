"""Files that a browser fetches once and keeps: geometry and scripts, named by their content.

A file is published as `static/<stem>-<first 12 digits of its SHA-256>.<ext>` with a compressed twin
(`.gz`) beside it. Under its name the content never changes, so the browser may keep it for ever;
`stunting.ui.server` sends the twin, `streamlit run app.py` sends the file itself.

The address is relative to the root of the app ("app/static/..."). All pages lie directly below the root, so
`new URL(address, document.baseURI)` is right on `/`, on `/peta` and below `server.baseUrlPath`; this is also
how Streamlit's own page finds its bundles.

Scripts: both servers send `.js` with a JavaScript media type (Streamlit registers it at the start, we name it), so a
module is imported by its address, and no detour through a Blob is needed. Streamlit sends the inline script of a
component again with every value: 13 kB for the search box, 127 bytes for its `loader`, which imports the module.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from functools import cache
from pathlib import Path

from stunting.errors import StuntingError
from stunting.paths import Layout

PREFIX = "app/static/"
GZIP_MAGIC = b"\x1f\x8b"


def publish(name: str, payload: bytes, *, layout: Layout) -> str:
    """Store a file under a name made from its content, and return its address for the browser.

    `payload` is the file itself or its gzip form; both give the same name. May be called again and by
    several processes at once: what is there already stays, what was cut off is written again.

    Raises:
        StuntingError: the folder cannot be written and does not hold the file.
    """
    packed = payload if payload.startswith(GZIP_MAGIC) else None
    plain = gzip.decompress(payload) if packed else payload
    stem, dot, extension = name.rpartition(".")
    if not dot or "/" in name or "\\" in name:
        raise ValueError(f"'{name}' is not a file name with an extension")
    path = layout.published / f"{stem}-{hashlib.sha256(plain).hexdigest()[:12]}.{extension}"
    twin = twin_of(path)
    try:
        if not _has_size(path, len(plain)):
            replace(path, plain)
        if not _unpacks_to(twin, plain):
            replace(twin, packed or pack(plain))
    except OSError as problem:
        raise StuntingError(
            f"Berkas {path.name} tidak dapat ditulis ke folder {layout.published}. "
            "Pastikan folder itu boleh ditulis dan disk tidak penuh."
        ) from problem
    return PREFIX + path.name


def is_there(address: str, *, layout: Layout) -> bool:
    """Whether the file behind an address of `publish` still lies in the folder."""
    return (layout.published / address.removeprefix(PREFIX)).is_file()


@cache
def script_url(script: Path, *, layout: Layout | None = None) -> str:
    """Publish a JavaScript module of this package and return its address."""
    return publish(script.name, script.read_bytes(), layout=layout or Layout.default())


@cache
def loader(script: Path, *, layout: Layout | None = None) -> str:
    """The inline script for `st.components.v2.component(js=...)`: imports the module by its address.

    Where nothing can be published the module itself is sent inline: slower, with the same result.
    """
    try:
        address = script_url(script, layout=layout)
    except StuntingError:
        return script.read_text(encoding="utf-8")
    return (
        f'const module = await import(new URL("{address}", document.baseURI).href);\nexport default module.default;\n'
    )


def twin_of(path: Path) -> Path:
    """Where the compressed form of a published file lies."""
    return path.with_name(path.name + ".gz")


def pack(plain: bytes) -> bytes:
    """Gzip without a time inside, so that equal content gives equal bytes."""
    return gzip.compress(plain, compresslevel=9, mtime=0)


def replace(path: Path, payload: bytes) -> None:
    """Write a whole file or nothing; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(payload)
        Path(temporary).chmod(0o644)
        _move(Path(temporary), path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _move(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        # Windows does not replace a file that somebody is reading: then it is complete already.
        if os.name != "nt" or not path.exists():
            raise
        temporary.unlink(missing_ok=True)


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _unpacks_to(twin: Path, plain: bytes) -> bool:
    """Compared by the checksum and length at the end of a gzip file, without unpacking it."""
    try:
        packed = twin.read_bytes()
    except OSError:
        return False
    ending = zlib.crc32(plain).to_bytes(4, "little") + (len(plain) % 2**32).to_bytes(4, "little")
    return packed.startswith(GZIP_MAGIC) and packed.endswith(ending)
