"""Change a document as somebody with an office program and bad intent would; for tests."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

BODY = "word/document.xml"


def changed(docx: bytes, change: Callable[[str], str], *, part: str = BODY) -> bytes:
    """The document with one of its parts rewritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            new.writestr(one, change(content.decode()).encode() if one.filename == part else content)
    return stream.getvalue()


def part(docx: bytes, name: str) -> str:
    """The XML of a part."""
    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        return packed.read(name).decode()


def digits(docx: bytes, name: str) -> list[int]:
    """Where the printed digits of a part stand."""
    found = re.finditer(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part(docx, name))
    return [text.start(1) + at for text in found for at, sign in enumerate(text[1]) if sign.isdigit()]


def other_digit(docx: bytes, at: int, step: int, *, name: str = BODY) -> bytes:
    """The document with the digit at a place replaced by another one."""

    def change(xml: str) -> str:
        digit = (int(xml[at]) + step) % 10
        return f"{xml[:at]}{digit}{xml[at + 1 :]}"

    return changed(docx, change, part=name)
