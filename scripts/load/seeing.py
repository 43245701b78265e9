"""Finds planted numbers in what a page sends, in every way in which it writes numbers."""

from __future__ import annotations

import base64
import contextlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping

import numpy as np

# 5.013.577, or 5013577 alone or in a list; no part of a longer number, of a fraction, or of the name of an element.
WRITTEN = re.compile(rb"(?<![\w.,])([5-9])\.(\d{3})\.(\d{3})(?!\w|[.,]\d)|(?<![\w.])([5-9]\d{6})(?!\w|\.\d)")
GZIP = b"\x1f\x8b\x08"
# Where a table in Arrow's form begins.
ARROW = b"\xff\xff\xff\xff"
ARRAY = re.compile(
    rb'"(?:dtype":"([a-z0-9]+)","bdata":"([A-Za-z0-9+/=]+)|bdata":"([A-Za-z0-9+/=]+)","dtype":"([a-z0-9]+))"'
)
KINDS = {b"f8": "<f8", b"f4": "<f4", b"i4": "<i4", b"u4": "<u4", b"i8": "<i8"}


def seen(payload: bytes, owners: Mapping[int, str]) -> set[str]:
    """Whose numbers a message holds; owners: number -> code of the kecamatan that has it."""
    return {owners[number] for number in _numbers(payload, owners) if number in owners}


def around(payload: bytes, number: int, *, reach: int = 60) -> str:
    """What stands around a written number, to judge a find by; "" where it is in an array or packed."""
    for found in WRITTEN.finditer(payload):
        if _number(found) == number:
            return payload[max(0, found.start() - reach) : found.end() + reach].decode("utf-8", "replace")
    return ""


def _numbers(payload: bytes, owners: Mapping[int, str]) -> Iterator[int]:
    yield from _written(payload)
    for content in _unpacked(payload):
        yield from _written(content)
    for found in ARRAY.finditer(payload):
        kind, data = (found[1], found[2]) if found[1] else (found[4], found[3])
        if kind in KINDS:
            values = np.frombuffer(base64.b64decode(data), dtype=KINDS[kind])
            yield from (int(one) for one in values[(values > 0) & (values < 2**31)])
    if ARROW in payload:
        # As whole numbers and as fractions, wherever they stand.
        yield from (one for one in owners if struct.pack("<q", one) in payload or struct.pack("<d", one) in payload)


def _written(content: bytes) -> Iterator[int]:
    return (_number(found) for found in WRITTEN.finditer(content))


def _number(found: re.Match[bytes]) -> int:
    return int(b"".join(one for one in found.groups() if one))


def _unpacked(payload: bytes) -> Iterator[bytes]:
    start = payload.find(GZIP)
    while start >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(payload[start:])
        start = payload.find(GZIP, start + 1)
