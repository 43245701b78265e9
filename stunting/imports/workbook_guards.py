"""Is a spreadsheet what it claims to be, and small enough to be opened? Counted from its bytes.

The reader fills a rectangle from the first to the last cell of a sheet, 32 bytes each, and the whole process ends
where memory does not suffice. So the parts of the archive are unpacked and counted before the reader sees them.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from stunting.errors import ImportRefusedError
from stunting.imports import sheet_sizes
from stunting.imports.ole_files import read_streams
from stunting.languages import N_, Sentence

# Measured: 3,7 million cells (100.000 rows of 37 columns) are 180 MB unpacked and take 340 MB while they are read,
# 8 million take 560 MB. The rest of the gigabyte belongs to the program.
MOST_UNPACKED_BYTES = 400 * 1024**2
MOST_BINARY_BYTES = 120 * 1024**2
MOST_OLE_BYTES = 64 * 1024**2
MOST_PARTS = 5000
BLOCK = 1 << 20

TOO_LARGE = N_("{name} terlalu besar untuk dibuka sebagai Excel; simpan sebagai CSV, lalu impor berkas CSV itu.")
PROTECTED = N_("{name} dilindungi kata sandi; buka di Excel, hapus kata sandinya, simpan, lalu impor lagi.")
DAMAGED = N_(
    "{name} tidak terbaca sebagai berkas Excel (rusak atau terpotong); unduh atau simpan ulang, lalu impor lagi."
)
OTHER = N_("{name} adalah {what}, bukan tabel; simpan tabelnya sebagai XLSX atau CSV, lalu impor itu.")
ARCHIVE = N_("{name} adalah arsip ZIP; ekstrak isinya, lalu impor berkas di dalamnya.")


# A formula whose result is not stored; an empty text (t="str") is a result.
UNSTORED = re.compile(
    rb"<c(?=[\s>])(?![^<>]*t=\"str\")[^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def check(content: bytes | Path, *, name: str) -> int:
    """Refuse what the reader could not stand; returns how many cells are formulas without a stored result.

    Raises:
        ImportRefusedError: another kind of file, protected, damaged, or too large; one sentence.
    """
    try:
        with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as stream:
            start = stream.read(8)
            stream.seek(0)
            if start.startswith(b"PK"):
                return _check_zip(stream, name=name)
            _check_ole(stream, name=name)
            return 0
    except (zipfile.BadZipFile, zlib.error, struct.error, LookupError, OSError, ValueError, EOFError, RuntimeError):
        raise ImportRefusedError(Sentence(DAMAGED, name=name)) from None


def _check_zip(stream: BinaryIO, *, name: str) -> int:
    with zipfile.ZipFile(stream) as archive:
        parts = archive.infolist()
    names = {part.filename.replace("\\", "/").lstrip("/").casefold() for part in parts}
    limit = MOST_UNPACKED_BYTES
    if "xl/workbook.bin" in names:
        limit = MOST_BINARY_BYTES
    elif "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise ImportRefusedError(Sentence(OTHER, name=name, what=Sentence("dokumen Word atau PowerPoint")))
    elif not {"xl/workbook.xml", "content.xml"} & names:
        raise ImportRefusedError(Sentence(ARCHIVE, name=name))
    if any(part.flag_bits & 1 for part in parts):
        raise ImportRefusedError(Sentence(PROTECTED, name=name))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limit:
        raise ImportRefusedError(Sentence(TOO_LARGE, name=name))
    counted = _Parts(stream, parts)
    if not sheet_sizes.fits(counted):
        raise ImportRefusedError(Sentence(TOO_LARGE, name=name))
    return sum(counted.unstored.values())


class _Parts(sheet_sizes.Parts):
    """The parts of an archive as blocks of bytes.

    unstored: formulas without a stored result, per part; one that two blocks share is not seen
    """

    def __init__(self, stream: BinaryIO, parts: list[zipfile.ZipInfo]) -> None:
        self._stream = stream
        self._parts = {part.filename: part for part in parts if not part.is_dir()}
        self.names = tuple(self._parts)
        self.unstored: dict[str, int] = {}

    def blocks(self, name: str) -> Iterator[bytes]:
        """What really comes out, whatever the archive's list says.

        Raises:
            ValueError: more or less than listed, which no spreadsheet program writes.
        """
        part = self._parts[name]
        self._stream.seek(part.header_offset)
        header = self._stream.read(30)
        if header[:4] != b"PK\x03\x04" or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError(part.compress_type)
        name_length, extra_length = struct.unpack("<HH", header[26:30])
        self._stream.seek(name_length + extra_length, io.SEEK_CUR)
        size = self.unstored[name] = 0
        for block in self._inflated(part):
            size += len(block)
            if size > part.file_size:
                raise ValueError(size)
            if b"<f" in block:
                self.unstored[name] += len(UNSTORED.findall(block))
            yield block
        if size != part.file_size:
            raise ValueError(size)

    def _inflated(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        left = part.compress_size
        inflater = zlib.decompressobj(-15)
        while left > 0:
            packed = self._stream.read(min(BLOCK, left))
            if not packed:
                raise EOFError
            left -= len(packed)
            if part.compress_type == zipfile.ZIP_STORED:
                yield packed
                continue
            while packed:
                yield inflater.decompress(packed, BLOCK)
                packed = inflater.unconsumed_tail
        if part.compress_type == zipfile.ZIP_DEFLATED:
            while rest := inflater.decompress(b"", BLOCK):
                yield rest


def _check_ole(stream: BinaryIO, *, name: str) -> None:
    data = stream.read(MOST_OLE_BYTES + 1)
    if len(data) > MOST_OLE_BYTES:
        raise ImportRefusedError(Sentence(TOO_LARGE, name=name))
    streams = read_streams(data, wanted=("workbook", "book", "encryptedpackage", "worddocument"))
    if "encryptedpackage" in streams:
        raise ImportRefusedError(Sentence(PROTECTED, name=name))
    book = streams.get("workbook", streams.get("book"))
    if book is None:
        what = Sentence("dokumen Word") if "worddocument" in streams else Sentence("berkas lain dari Office")
        raise ImportRefusedError(Sentence(OTHER, name=name, what=what))
    facts = sheet_sizes.of_xls(book)
    if facts.is_protected:
        raise ImportRefusedError(Sentence(PROTECTED, name=name))
    if not facts.fits:
        raise ImportRefusedError(Sentence(TOO_LARGE, name=name))
