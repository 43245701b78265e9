"""Tables in files, read piece by piece: CSV as the text it is, Parquet with its own types."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from stunting.errors import ImportRefusedError

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
PARQUET_SUFFIXES = (".parquet", ".pq")
DELIMITERS = (",", ";", "\t", "|")
# What Excel on Windows writes as "CSV" when it is not UTF-8; the last one accepts every byte.
ENCODINGS = ("utf-8", "cp1252", "latin-1")
HEAD_BYTES = 1 << 18
BLOCK_BYTES = 1 << 23
ROWS_AT_ONCE = 1 << 17


class WrongEncodingError(Exception):
    """The text is not written in the encoding that was tried."""


class TableIn(AbstractContextManager["TableIn"]):
    """An open table: names of its columns, then batches of columns in the order of the names.

    delimiter: of a CSV file; a comma for Parquet
    done, total: progress in bytes or rows
    """

    file_name: str
    names: list[str]
    delimiter = ","
    done = 0
    total = 0

    def batches(self) -> Iterator[list[pa.Array]]:
        raise NotImplementedError

    def schema(self) -> pa.Schema:
        """Names and types for a Parquet file that repeats the columns."""
        raise NotImplementedError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        raise NotImplementedError


def attempts(file: Path) -> Iterator[TableIn]:
    """The ways to open a file; the next one is for text that is not in the encoding of the one before.

    Raises:
        ImportRefusedError: not found, unreadable, empty, or neither CSV nor Parquet.
    """
    suffix = file.suffix.casefold()
    if suffix not in (*TEXT_SUFFIXES, *PARQUET_SUFFIXES):
        raise ImportRefusedError(f"{file.name} bukan CSV atau Parquet. Simpan tabelnya dalam salah satu bentuk itu.")
    try:
        with file.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except FileNotFoundError:
        raise ImportRefusedError(f"Berkas {file.name} tidak ditemukan. Periksa nama dan foldernya.") from None
    except OSError as error:
        raise ImportRefusedError(f"{file.name} tidak dapat dibuka ({error.strerror}). Periksa izin bacanya.") from error
    if not head.strip():
        raise ImportRefusedError(f"{file.name} kosong. Periksa apakah berkasnya tersimpan dengan benar.")
    if suffix in PARQUET_SUFFIXES:
        yield ParquetIn(file)
        return
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ImportRefusedError(f"{file.name} adalah berkas Excel. Simpan sebagai CSV dari Excel, lalu ulangi.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield CsvIn(file, head, encoding="utf-16")
        return
    for encoding in ENCODINGS:
        yield CsvIn(file, head, encoding=encoding)


class ParquetIn(TableIn):
    def __init__(self, file: Path) -> None:
        self.file_name = file.name
        try:
            self._file = pq.ParquetFile(file)
        except (pa.ArrowException, OSError) as error:
            raise ImportRefusedError(
                f"{file.name} tidak terbaca sebagai Parquet. Ekspor ulang, lalu ulangi."
            ) from error
        self.names = self._file.schema_arrow.names
        self.total = self._file.metadata.num_rows

    def schema(self) -> pa.Schema:
        return self._file.schema_arrow

    def batches(self) -> Iterator[list[pa.Array]]:
        try:
            for batch in self._file.iter_batches(batch_size=ROWS_AT_ONCE):
                self.done += batch.num_rows
                yield batch.columns
        except (pa.ArrowException, OSError) as error:
            raise ImportRefusedError(f"{self.file_name} rusak. Ekspor ulang, lalu ulangi.") from error

    def close(self) -> None:
        self._file.close()


class CsvIn(TableIn):
    """Every column is text, so that what is repeated is what was written."""

    def __init__(self, file: Path, head: bytes, *, encoding: str) -> None:
        self.file_name = file.name
        self._path, self._encoding = file, encoding
        self.total = file.stat().st_size
        text = head.decode("utf-8-sig" if encoding == "utf-8" else encoding, errors="replace")
        self.delimiter = _delimiter(text)
        reader = csv.reader(io.StringIO(text, newline=None), delimiter=self.delimiter)
        try:
            self.names = next((names for names in reader if names), [])
        except csv.Error as error:
            raise ImportRefusedError(_not_csv(file.name)) from error
        self._header_lines = reader.line_num
        self._reader: pa_csv.CSVStreamingReader | None = None

    def schema(self) -> pa.Schema:
        return pa.schema([(name, pa.string()) for name in self.names])

    def batches(self) -> Iterator[list[pa.Array]]:
        ours = [str(position) for position in range(len(self.names))]
        try:
            self._reader = pa_csv.open_csv(
                self._path,
                read_options=pa_csv.ReadOptions(
                    column_names=ours,
                    skip_rows=self._header_lines,
                    block_size=BLOCK_BYTES,
                    encoding=self._encoding,
                    use_threads=False,
                ),
                parse_options=pa_csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True),
                convert_options=pa_csv.ConvertOptions(
                    column_types=dict.fromkeys(ours, pa.string()), strings_can_be_null=False
                ),
            )
            for batch in self._reader:
                self.done = min(self.done + batch.nbytes, self.total)
                yield batch.columns
        except UnicodeDecodeError as error:
            raise WrongEncodingError from error
        except pa.ArrowInvalid as error:
            self._explain(error)
        except OSError as error:
            raise ImportRefusedError(
                f"{self.file_name} tidak terbaca sampai habis ({error.strerror}). Salin ulang berkasnya, lalu ulangi."
            ) from error

    def _explain(self, error: pa.ArrowInvalid) -> None:
        said = str(error)
        if "UTF8" in said or "codec can't decode" in said:
            raise WrongEncodingError from error
        if "Empty CSV file" in said or "Could not skip initial" in said:
            # A header without rows.
            return
        if row := re.search(r"Row #(\d+): Expected (\d+) columns, got (\d+)", said):
            raise ImportRefusedError(
                f"{self.file_name} ditolak: baris {row[1]} punya {row[3]} kolom, seharusnya {row[2]}. "
                "Perbaiki baris itu, lalu ulangi."
            ) from error
        raise ImportRefusedError(_not_csv(self.file_name)) from error

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()


def _not_csv(name: str) -> str:
    return f"{name} tidak terbaca sebagai CSV. Simpan ulang sebagai CSV, lalu ulangi."


def _delimiter(text: str) -> str:
    """The mark that splits the first line into most columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark))))
