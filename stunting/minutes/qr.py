"""The QR of a document as a picture, made here and without network."""

from __future__ import annotations

import io

import segno

# Of every 100 signs 15 may be unreadable: creases and copies of copies.
ERROR_LEVEL = "m"


def png(said: str) -> bytes:
    """Black on white, ten dots a module, with the quiet margin."""
    stream = io.BytesIO()
    segno.make(said, error=ERROR_LEVEL, micro=False).save(stream, kind="png", scale=10, border=4)
    return stream.getvalue()
