"""Open a file of a district health office: told by its content, guarded, and handed out as typed rows.

The file name says which month it is about and nothing about its format; a CSV may be called .xlsx.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import io
import itertools
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol

from stunting import formats
from stunting.errors import ImportRefusedError
from stunting.imports import columns, delimited, html_tables
from stunting.imports import rows as kinds
from stunting.imports.cells import parse_children
from stunting.imports.columns import Lines, Rows, is_blank
from stunting.imports.dates import ShortDates, period_of, year_in
from stunting.imports.headers import SEARCHED_ROWS, Header, Miss, find_header
from stunting.imports.masking import masked_header
from stunting.imports.practice import is_practice
from stunting.imports.rows import ParsedChunk, SheetFacts
from stunting.imports.target_sheets import parse_targets, written_kind
from stunting.imports.village_reports import parse_report
from stunting.imports.workbooks import Workbook
from stunting.languages import N_, Sentence

START = 1 << 16
ONLY_SHEET = ""
OTHERS = (
    (b"%PDF", N_("berkas PDF")),
    (b"\xff\xd8\xff", N_("gambar JPG")),
    (b"\x89PNG", N_("gambar PNG")),
    (b"Rar!", N_("arsip RAR")),
    (b"7z\xbc\xaf", N_("arsip 7z")),
    (b"\x1f\x8b", N_("arsip gzip")),
    (b"SQLite format 3", N_("basis data")),
    (b"{\\rtf", N_("dokumen RTF")),
)
HOW_TO_SAVE = Sentence("simpan tabelnya sebagai XLSX atau CSV, lalu impor itu")


class Source(Protocol):
    """The sheets of a file as rows of cells."""

    sheet_names: tuple[str, ...]
    hidden: tuple[str, ...]
    unstored_n: int

    def rows(self, sheet: str) -> Iterator[tuple[int, Sequence[object]]]: ...

    def batches(self, sheet: str, *, skip: int, size: int) -> Iterator[columns.Batch]:
        """Rows that are not blank, after the first `skip`: their numbers, and so many at once."""
        ...

    def row_count(self, sheet: str) -> int: ...

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """How one sheet is read; `year` and `target_kind` come from title, sheet name or file name."""

    header: Header
    year: int
    target_kind: str


class OpenedFile:
    """One file whose sheets are known; a context manager.

    sha256:       of the content
    size:         bytes
    sheets:       those with a header we know
    remarks:      sentences about sheets and cells that are not read
    row_estimate: rows of all sheets, estimated for a text file
    """

    def __init__(self, name: str, content: bytes | Path) -> None:
        self.name = name
        self._content = content
        self._stamp = _stamp(name, content)
        self.sha256, self.size, is_utf8, start = _fingerprint(name, content)
        self._source = _source(name, content, start=start, is_utf8=is_utf8, size=self.size)
        self._plans: dict[str, _Plan] = {}
        self.row_estimate = 0
        try:
            self.sheets, self.remarks = self._look()
        except BaseException:
            self._source.close()
            raise

    def __enter__(self) -> OpenedFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.close()
        # The file is read several times; the counts must be those of one and the same content.
        if kind is None and _stamp(self.name, self._content) != self._stamp:
            raise ImportRefusedError(
                Sentence("{name} berubah selagi dibaca; tutup di program lain, lalu impor lagi.", name=self.name)
            )

    def chunks(
        self, sheet: SheetFacts | str, *, period: int = 0, today: dt.date, chunk_rows: int = 50_000
    ) -> Iterator[ParsedChunk]:
        """The rows of one sheet, typed, in the order of the sheet.

        Args:
            period: year * 100 + month for rows whose month neither the row nor the file tells; 0 unknown

        Raises:
            ImportRefusedError: the file is damaged further down.
        """
        key = sheet if isinstance(sheet, str) else sheet.sheet
        plan = self._plans[key]
        facts = next(one for one in self.sheets if one.sheet == key)
        month = facts.period or period
        short_dates = ShortDates(today)
        for numbers, rows in self._source.batches(key, skip=plan.header.last_row + 1, size=chunk_rows):
            yield self._parsed(rows, numbers, plan=plan, period=month, today=today, short_dates=short_dates)

    def _parsed(
        self,
        rows: Rows | Lines,
        numbers: list[int],
        *,
        plan: _Plan,
        period: int,
        today: dt.date,
        short_dates: ShortDates,
    ) -> ParsedChunk:
        header = plan.header
        year = plan.year or period // 100
        if header.kind in (kinds.INDIVIDUAL, kinds.WIDE):
            return parse_children(
                rows, numbers, header=header, period=period, year=year, today=today, short_dates=short_dates
            )
        cells = [rows[row] for row in range(len(rows))]
        if header.kind == kinds.VILLAGE_REPORT:
            return parse_report(
                cells, numbers, columns=header.columns, written=header.written, year=year, period=period
            )
        return parse_targets(
            cells, numbers, columns=header.columns, written=header.written, year=year, kind=plan.target_kind
        )

    def _look(self) -> tuple[tuple[SheetFacts, ...], tuple[str, ...]]:
        """The header of every sheet."""
        sheets: list[SheetFacts] = []
        unread: list[str] = []
        misses: list[Miss] = []
        for sheet in self._source.sheet_names:
            head = [row for _, row in itertools.islice(self._source.rows(sheet), SEARCHED_ROWS + 5)]
            unmeasured = any(word in f"{self.name} {sheet} {_title(head, 3)}".casefold() for word in _UNMEASURED)
            found = find_header(head, is_unmeasured_list=unmeasured)
            if isinstance(found, Miss):
                unread += [sheet] if any(not is_blank(row) for row in head) else []
                misses.append(found)
                continue
            sources = (_title(head, found.first_row), sheet, Path(self.name).stem)
            self._plans[sheet] = _Plan(
                header=found,
                year=next((year for text in sources if (year := year_in(text))), 0),
                target_kind=next((kind for text in sources if (kind := written_kind(text))), ""),
            )
            is_sample = is_practice(name=self.name, title=sources[0])
            sheets.append(_facts(sheet, found, sources, is_sample=is_sample))
            self.row_estimate += self._source.row_count(sheet)
        if not sheets:
            raise ImportRefusedError(_no_header(self.name, misses))
        remarks = []
        if unread:
            names = ", ".join(unread)
            remarks.append(
                Sentence(
                    "{name}: lembar {names} tidak dibaca karena tidak punya judul kolom yang dikenal.",
                    name=self.name,
                    names=names,
                )
            )
        if hidden := [sheet for sheet in self._plans if sheet in self._source.hidden]:
            remarks.append(
                Sentence(
                    "{name}: lembar {hidden} tersembunyi di Excel dan ikut dibaca.",
                    name=self.name,
                    hidden=", ".join(hidden),
                )
            )
        if self._source.unstored_n:
            remarks.append(
                Sentence(
                    "{name}: {unstored_n} sel berisi rumus tanpa hasil tersimpan, jadi terbaca "
                    "kosong; buka berkas itu sekali di Excel, simpan, lalu impor lagi.",
                    name=self.name,
                    unstored_n=partial(formats.number, self._source.unstored_n),
                )
            )
        return tuple(sheets), tuple(remarks)


_UNMEASURED = (
    "tidak ditimbang",  # no text
    "belum ditimbang",  # no text
    "tidak diukur",  # no text
    "belum diukur",  # no text
    "tidak_ditimbang",  # no text
    "tidak hadir",  # no text
)  # no text


def open_file(name: str, content: bytes | Path) -> OpenedFile:
    """Open a file and find the headers of its sheets.

    Args:
        name:    as the officer knows it; may tell the month
        content: the bytes (never written anywhere), or where the file is

    Raises:
        ImportRefusedError: one sentence: not a table, too large, protected, damaged, or without a known header.
    """
    return OpenedFile(name, content)


def _facts(sheet: str, header: Header, sources: tuple[str, ...], *, is_sample: bool) -> SheetFacts:
    columns = {known: masked_header(header.written.get(at, "")) for known, at in header.columns.items()}
    for block in header.months.values():
        for known, at in block.items():
            columns.setdefault(known, masked_header(header.written.get(at, "")))
    return SheetFacts(
        sheet=sheet,
        kind=header.kind,
        generation=header.generation,
        header_row=header.first_row + 1,
        columns=columns,
        ignored=header.ignored,
        period=period_of(sources),
        is_sample=is_sample,
    )


def _title(head: Sequence[Sequence[object]], rows: int) -> str:
    return " ".join(str(cell) for row in head[:rows] for cell in row[:50] if cell not in ("", None))[:2000]


def _no_header(name: str, misses: list[Miss]) -> str:
    best = max(misses, key=lambda miss: len(miss.found), default=None)
    if best is None or not best.found:
        return Sentence(
            "{name} tidak punya baris judul kolom yang dikenal (Tgl Lahir, JK, Desa/Kel, "
            "Tanggal Pengukuran); unduh daftar dari SIGIZI, atau tambahkan judul itu di atas "
            "tabel.",
            name=name,
        )
    near = Sentence("; yang mirip: {near}", near=", ".join(best.near)) if best.near else ""
    return Sentence(
        "{name} tidak punya kolom {missing} (yang terbaca: {found}{near}); lengkapi judul kolomnya, lalu impor lagi.",
        name=name,
        missing=", ".join(best.missing),
        found=", ".join(best.found),
        near=near,
    )


def _fingerprint(name: str, content: bytes | Path) -> tuple[str, int, bool, bytes]:
    """SHA-256, size, whether all of it is UTF-8, and the first bytes; read once, a block at a time."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    size, is_utf8, start = 0, True, b""
    with _file_errors(name), _stream(name, content) as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size += len(block)
            start = start or block[:START]
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
    if not size:
        raise ImportRefusedError(
            Sentence("{name} kosong (0 bita); unduh ulang dari SIGIZI, lalu impor lagi.", name=name)
        )
    return digest.hexdigest(), size, is_utf8, start


def _stream(name: str, content: bytes | Path) -> BinaryIO:
    if isinstance(content, bytes):
        return io.BytesIO(content)
    with _file_errors(name):
        return content.open("rb")


def _stamp(name: str, content: bytes | Path) -> tuple[int, int]:
    """Size and time of change of a file on disk.

    Raises:
        ImportRefusedError: it is gone, or no file: a pipe or a device would be read for ever.
    """
    if isinstance(content, bytes):
        return len(content), 0
    with _file_errors(name):
        facts = content.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise ImportRefusedError(
            Sentence("{name} bukan berkas biasa; {how_to_save}.", name=name, how_to_save=HOW_TO_SAVE)
        )
    return facts.st_size, facts.st_mtime_ns


@contextmanager
def _file_errors(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise ImportRefusedError(
            Sentence("Berkas {name} tidak ditemukan; periksa nama dan foldernya.", name=name)
        ) from None
    except OSError:
        raise ImportRefusedError(
            Sentence("Berkas {name} tidak dapat dibuka; tutup di Excel, lalu ulangi.", name=name)
        ) from None


def _source(name: str, content: bytes | Path, *, start: bytes, is_utf8: bool, size: int) -> Source:
    for mark, what in OTHERS:
        if start.startswith(mark):
            raise ImportRefusedError(
                Sentence(
                    "{name} adalah {what}, bukan tabel; {how_to_save}.",
                    name=name,
                    what=Sentence(what),
                    how_to_save=HOW_TO_SAVE,
                )
            )
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return Workbook(content, name=name)
    if not delimited.looks_like_text(start):
        raise ImportRefusedError(
            Sentence(
                "{name} bukan tabel yang dikenal (XLSX, XLS, CSV); {how_to_save}.", name=name, how_to_save=HOW_TO_SAVE
            )
        )
    encoding = delimited.encoding_of(start, is_utf8=is_utf8)
    return _Text(name, content, start=start, encoding=encoding, size=size)


class _Text:
    """A text file: delimited, or an HTML page with tables."""

    sheet_names: tuple[str, ...] = (ONLY_SHEET,)
    hidden: tuple[str, ...] = ()
    unstored_n = 0

    def __init__(self, name: str, content: bytes | Path, *, start: bytes, encoding: str, size: int) -> None:
        self._name, self._content, self._encoding, self._size = name, content, encoding, size
        head = start.decode(encoding, errors="ignore").lstrip("\ufeff \r\n\t").casefold()
        self._is_html = head.startswith("<") and "<t" in head
        if head.startswith(("<?xml", "<workbook")) and "urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise ImportRefusedError(
                Sentence(
                    "{name} adalah XML Spreadsheet 2003; buka di Excel, {how_to_save}.",
                    name=name,
                    how_to_save=HOW_TO_SAVE,
                )
            )
        if self._is_html and size > html_tables.MOST_BYTES:
            raise ImportRefusedError(
                Sentence("{name} terlalu besar untuk tabel HTML; {how_to_save}.", name=name, how_to_save=HOW_TO_SAVE)
            )
        if head.startswith("<") and not self._is_html:
            raise ImportRefusedError(
                Sentence("{name} tidak memuat tabel; {how_to_save}.", name=name, how_to_save=HOW_TO_SAVE)
            )
        self._separator = ";" if self._is_html else self._best_separator()

    def rows(self, sheet: str) -> Iterator[tuple[int, Sequence[object]]]:
        del sheet
        rows = (
            html_tables.rows_of(self._blocks(), name=self._name)
            if self._is_html
            else delimited.rows_of(self._lines(), separator=self._separator)
        )
        for number, cells in rows:
            self._check_width(len(cells))
            yield number, cells

    def batches(self, sheet: str, *, skip: int, size: int) -> Iterator[columns.Batch]:
        if self._is_html:
            yield from columns.batches_of(self.rows(sheet), skip=skip, size=size)
            return
        for numbers, rows in delimited.batches_of(self._lines(), separator=self._separator, skip=skip, size=size):
            self._check_width(rows.widest)
            yield numbers, rows

    def _check_width(self, cell_n: int) -> None:
        if cell_n > delimited.WIDEST:
            raise ImportRefusedError(
                Sentence(
                    "{name} punya lebih dari 16.384 kolom, jadi bukan tabel Excel; {how_to_save}.",
                    name=self._name,
                    how_to_save=HOW_TO_SAVE,
                )
            )

    def row_count(self, sheet: str) -> int:
        read = list(itertools.islice(self.rows(sheet), 200))
        letters = sum(len(str(cell)) + 1 for _, row in read for cell in row)
        return len(read) if len(read) < 200 else int(self._size / max(1, letters) * len(read))

    def close(self) -> None:
        """Nothing is kept open."""

    def _blocks(self) -> Iterator[str]:
        with _stream(self._name, self._content) as stream:
            yield from delimited.blocks_of(stream, encoding=self._encoding)

    def _lines(self) -> Iterator[str]:
        with _stream(self._name, self._content) as stream:
            for number, line in enumerate(delimited.lines_of(stream, encoding=self._encoding, name=self._name)):
                # Excel's own remark about the separator.
                yield "" if number == 0 and line.casefold().startswith("sep=") else line

    def _best_separator(self) -> str:
        """The separator with which a header is found, else the one that occurs most."""
        lines = list(itertools.islice(self._lines(), SEARCHED_ROWS + 5))
        most = ""
        best = (-1, -1)
        for separator in delimited.SEPARATORS:
            head = [row for _, row in delimited.rows_of(lines, separator=separator)]
            self._check_width(max(map(len, head), default=0))
            found = find_header(head, is_unmeasured_list=True)
            score = (0, len(found.found)) if isinstance(found, Miss) else (1, len(found.columns))
            if score > best:
                most, best = separator, score
        return most
