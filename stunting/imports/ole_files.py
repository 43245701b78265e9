"""Streams of an OLE compound file (the .xls of Excel 97-2003, and the wrapper of protected workbooks)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # this and above are marks, no sectors
ENTRY_BYTES = 128
STORAGE_ROOT, STREAM = 5, 2


class OleError(ValueError):
    """Not a compound file, or a damaged one."""


def read_streams(data: bytes, *, wanted: Sequence[str]) -> dict[str, bytes]:
    """Content of the named streams (lower case); those that do not exist are absent.

    Raises:
        OleError: damaged; a chain of sectors that leads outside the file or back to itself.
    """
    if data[:8] != MAGIC or len(data) < 512:
        raise OleError
    (sector_shift, mini_shift) = struct.unpack_from("<HH", data, 30)
    if sector_shift not in (9, 12) or mini_shift != 6:
        raise OleError
    first_directory, _, mini_cutoff, first_mini_fat = struct.unpack_from("<IIII", data, 48)
    size = 1 << sector_shift
    # A reader that believes a count reserves memory for it: none may be larger than the file.
    counts = struct.unpack_from("<II", data, 40), struct.unpack_from("<I", data, 64), struct.unpack_from("<I", data, 72)
    if any(count > len(data) // size for group in counts for count in group):
        raise OleError
    fat = _table(b"".join(_sector(data, at, size) for at in _fat_sectors(data, size)))
    directory = b"".join(_sector(data, at, size) for at in _chain(fat, first_directory))
    entries = list(_entries(directory))
    if any(length > len(data) for name, _, _, length in entries if name):
        raise OleError
    root = next((entry for entry in entries if entry[1] == STORAGE_ROOT), None)
    streams: dict[str, bytes] = {}
    for name, kind, start, length in entries:
        if kind != STREAM or name not in wanted or name in streams:
            continue
        if length >= mini_cutoff or root is None:
            content = b"".join(_sector(data, at, size) for at in _chain(fat, start))
        else:
            mini_fat = _table(b"".join(_sector(data, at, size) for at in _chain(fat, first_mini_fat)))
            minis = b"".join(_sector(data, at, size) for at in _chain(fat, root[2]))
            content = b"".join(minis[at * 64 : at * 64 + 64] for at in _chain(mini_fat, start))
        streams[name] = content[:length]
    return streams


def _fat_sectors(data: bytes, size: int) -> list[int]:
    sectors = [at for at in struct.unpack_from("<109I", data, 76) if at < END]
    next_list, _ = struct.unpack_from("<II", data, 68)
    seen: set[int] = set()
    while next_list < END:
        if next_list in seen:
            raise OleError
        seen.add(next_list)
        *more, next_list = _table(_sector(data, next_list, size))
        sectors += [at for at in more if at < END]
    return sectors


def _chain(fat: Sequence[int], start: int) -> Iterator[int]:
    at, steps = start, 0
    while at < END:
        if at >= len(fat) or steps > len(fat):
            raise OleError
        yield at
        at, steps = fat[at], steps + 1


def _sector(data: bytes, at: int, size: int) -> bytes:
    # The header takes the place of sector -1.
    piece = data[(at + 1) * size : (at + 2) * size]
    if not piece:
        raise OleError
    return piece


def _table(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Name, kind, first sector and length of every entry."""
    for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
        (name_bytes,) = struct.unpack_from("<H", directory, at + 64)
        kind = directory[at + 66]
        start, length = struct.unpack_from("<IQ", directory, at + 116)
        name = directory[at : at + max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", errors="replace")
        yield name.casefold(), kind, start, length
