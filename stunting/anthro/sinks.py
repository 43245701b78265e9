"""Tables with z-scores, written piece by piece as CSV or Parquet."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stunting.anthro.block import Scores
from stunting.anthro.columns import ADDED, INDICES
from stunting.anthro.rules import NO_FLAG
from stunting.anthro.tables_in import PARQUET_SUFFIXES, TEXT_SUFFIXES, TableIn
from stunting.errors import ImportRefusedError

# Plausible scores are looked up as text; the few beyond are written one by one.
TEXT_LIMIT = 2_000
NONE_AT = 2 * TEXT_LIMIT + 1


def check_name(out: Path) -> None:
    """Refuse a result that could not be written, before any work is done.

    Raises:
        ImportRefusedError: neither CSV nor Parquet, no such folder, or a folder itself.
    """
    if out.suffix.casefold() not in (*TEXT_SUFFIXES, *PARQUET_SUFFIXES):
        raise ImportRefusedError(f"{out.name} harus berakhiran .csv atau .parquet. Ganti nama berkas hasilnya.")
    if not out.parent.is_dir():
        raise ImportRefusedError(f"Folder {out.parent} tidak ada. Buat foldernya, atau pilih tempat lain.")
    if out.is_dir():
        raise ImportRefusedError(f"{out.name} adalah folder. Tulis nama berkas untuk hasilnya.")


class Sink:
    """Takes batches of columns with their scores."""

    def write(self, kept: list[pa.Array], scores: Scores) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def open_sink(unfinished: Path, *, out: Path, table: TableIn, kept: list[int], decimal: str) -> Sink:
    """A sink of the kind that the name of the result asks for."""
    suffix = out.suffix.casefold()
    if suffix in PARQUET_SUFFIXES:
        return ParquetSink(unfinished, table=table, kept=kept)
    names = [table.names[position] for position in kept]
    return CsvSink(unfinished, names=names, delimiter="\t" if suffix == ".tsv" else table.delimiter, decimal=decimal)


class ParquetSink(Sink):
    def __init__(self, path: Path, *, table: TableIn, kept: list[int]) -> None:
        source = table.schema()
        added = [pa.field(name, pa.int8() if name.startswith("flag_") else pa.float64()) for name in ADDED]
        self._schema = pa.schema([*(source.field(position) for position in kept), *added], metadata=source.metadata)
        self._writer = pq.ParquetWriter(path, self._schema)

    def write(self, kept: list[pa.Array], scores: Scores) -> None:
        z = [pa.array(getattr(scores, index), from_pandas=True) for index in INDICES]
        flags = [getattr(scores, f"flag_{index}") for index in INDICES]
        added = [*z, *(pa.array(flag, mask=flag == NO_FLAG) for flag in flags)]
        self._writer.write_batch(pa.RecordBatch.from_arrays([*kept, *added], schema=self._schema))

    def close(self) -> None:
        self._writer.close()


class CsvSink(Sink):
    """Values are written as they came and quoted only where they must be."""

    def __init__(self, path: Path, *, names: list[str], delimiter: str, decimal: str) -> None:
        self._delimiter, self._decimal = delimiter, decimal
        self._special = f'[{re.escape(delimiter)}"\r\n]'
        self._scores = _score_texts(decimal)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerow([*names, *ADDED])
        self._stream = path.open("ab")

    def write(self, kept: list[pa.Array], scores: Scores) -> None:
        texts = [self._quoted(_as_text(column)) for column in kept]
        texts += [self._of_scores(getattr(scores, index)) for index in INDICES]
        texts += [FLAG_TEXTS.take(pa.array(getattr(scores, f"flag_{index}") + 1)) for index in INDICES]
        lines = pc.binary_join_element_wise(*texts, self._delimiter, null_handling="replace", null_replacement="")
        ended = pc.binary_join_element_wise(lines, "", "\n")
        for chunk in ended.chunks if isinstance(ended, pa.ChunkedArray) else [ended]:
            self._stream.write(_bytes(chunk))

    def close(self) -> None:
        self._stream.close()

    def _quoted(self, texts: pa.Array) -> pa.Array:
        held = _bytes(texts)
        if not any(mark in held for mark in (self._delimiter.encode(), b'"', b"\n", b"\r")):
            return texts
        quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
        return pc.if_else(pc.match_substring_regex(texts, self._special), quoted, texts)

    def _of_scores(self, z: np.ndarray) -> pa.Array:
        missing = np.isnan(z)
        hundredths = np.rint(np.where(missing, 0.0, z) * 100.0)
        beyond = np.abs(hundredths) > TEXT_LIMIT
        at = np.where(missing, NONE_AT, np.where(beyond, 0, hundredths) + TEXT_LIMIT).astype(np.int32)
        texts = self._scores
        if beyond.any():
            rare = [f"{value:.2f}".replace(".", self._decimal) for value in z[beyond]]
            at[beyond] = len(texts) + np.arange(len(rare))
            texts = pa.concat_arrays([texts, pa.array(rare, type=pa.string())])
        return texts.take(pa.array(at))


FLAG_TEXTS = pa.array(["", "0", "1"])


def _score_texts(decimal: str) -> pa.Array:
    texts = [f"{value / 100:.2f}".replace(".", decimal) for value in range(-TEXT_LIMIT, TEXT_LIMIT + 1)]
    return pa.array([*texts, ""], type=pa.string())


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    try:
        return pc.cast(column, pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], type=pa.string())


def _bytes(texts: pa.Array) -> bytes | memoryview:
    """The text of an array without its gaps, one value after the other."""
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    data = texts.buffers()[2]
    return b"" if data is None else memoryview(data)[offsets[0] : offsets[-1]].tobytes()
