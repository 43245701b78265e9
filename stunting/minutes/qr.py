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


def svg(said: str) -> str:
    """The same for a page, to be scaled there; black on white also where the page is dark."""
    stream = io.BytesIO()
    code = segno.make(said, error=ERROR_LEVEL, micro=False)
    code.save(stream, kind="svg", border=4, light="#fff", xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return stream.getvalue().decode("utf-8")
