"""From what stands in a file or a frame to numbers and codes; what cannot be read becomes missing and is counted.

Accepted are the letters of the contract (m/f, l/h, y/n) in either case and with blanks around them, usual Indonesian
words, and numbers with a decimal point or a decimal comma.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting.anthro.rules import BOY, GIRL, LYING, STANDING, UNKNOWN

# "l" is laki-laki (or lying, in the column of postures).
SEX_WORDS = {
    **dict.fromkeys(("m", "male", "boy", "l", "lk", "laki-laki", "laki laki", "laki", "1"), BOY),
    **dict.fromkeys(("f", "female", "girl", "p", "pr", "perempuan", "2"), GIRL),
}
POSTURE_WORDS = {
    **dict.fromkeys(("l", "lying", "length", "recumbent", "telentang", "terlentang"), LYING),
    **dict.fromkeys(("h", "standing", "height", "berdiri"), STANDING),
}
OEDEMA_WORDS = {
    **dict.fromkeys(("y", "yes", "ya", "ada", "1", "true"), 1),
    **dict.fromkeys(("n", "no", "tidak", "tidak ada", "0", "2", "false"), 0),
}
MISSING_WORDS = frozenset(("", "na", "n/a", "#n/a", "nan", "null", "none", "<na>", "-", ".", "tidak diketahui"))
NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
UNREADABLE = -1

Column: TypeAlias = pd.Series | pa.Array | pa.ChunkedArray | np.ndarray


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One column: its values, and what could not be read.

    values:     float64 with NaN for missing, or int8 codes with 0 for unknown
    unreadable: positions of entries that are neither missing nor understood
    example:    the first of them as it was written
    """

    values: np.ndarray
    unreadable: np.ndarray
    example: str = ""


def sexes(column: Column) -> Reading:
    """0 unknown, 1 boy, 2 girl."""
    return _codes(column, SEX_WORDS)


def postures(column: Column) -> Reading:
    """0 unknown, 1 lying, 2 standing."""
    return _codes(column, POSTURE_WORDS)


def oedemas(column: Column) -> Reading:
    """1 where oedema is present."""
    return _codes(column, OEDEMA_WORDS)


def numbers(column: Column) -> Reading:
    """Measurements and ages; infinite values are not numbers that a scale or a calendar shows."""
    plain = _plain_numbers(column)
    if plain is not None:
        return Reading(values=plain, unreadable=np.empty(0, dtype=np.intp))
    texts = _arrow(column)
    try:
        values = pc.cast(pc.if_else(pc.equal(texts, ""), pa.scalar(None, texts.type), texts), pa.float64())
        array = values.to_numpy(zero_copy_only=False)
        if not np.isinf(array).any():
            return Reading(values=array, unreadable=np.empty(0, dtype=np.intp))
    except pa.ArrowInvalid:
        pass
    encoded = _encoded(texts)
    read = [_number(text) for text in encoded.words]
    values_of_words = np.array([math.nan if value is None else value for value in read] + [math.nan])
    bad = np.array([value is None for value in read] + [False])
    return _reading(values_of_words[encoded.positions], bad[encoded.positions], encoded)


def has_comma(column: Column) -> bool:
    """Whether a column of texts writes numbers with a decimal comma."""
    return _plain_numbers(column) is None and bool(pc.any(pc.match_substring(_arrow(column), ",")).as_py())


@dataclass(frozen=True, kw_only=True)
class _Encoded:
    """Different words of a column, and the position of each row's word; -1 where there is none."""

    words: list[object]
    positions: np.ndarray


def _plain_numbers(column: Column) -> np.ndarray | None:
    """The values of a column that holds numbers already, else None."""
    if isinstance(column, pd.Series):
        if isinstance(column.dtype, np.dtype) and column.dtype.kind in "fiu":
            return column.to_numpy()
        if pd.api.types.is_numeric_dtype(column.dtype):
            return column.to_numpy(dtype=np.float64, na_value=np.nan)
        return None
    if isinstance(column, np.ndarray):
        return column if column.dtype.kind in "fiu" else None
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        values = pc.cast(_joined(column), pa.float64(), safe=False)
        return values.to_numpy(zero_copy_only=False)
    return np.full(len(column), np.nan) if pa.types.is_null(kind) else None


def _arrow(column: Column) -> pa.Array:
    """The column as Arrow texts."""
    if isinstance(column, pd.Series | np.ndarray):
        try:
            made = pa.array(column, from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            # Numbers and texts in one column.
            made = pa.array([None if _is_missing(value) else str(value) for value in column], type=pa.string())
        return _arrow(made)
    array = _joined(column)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        return array
    return pc.cast(array, pa.string())


def _joined(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    if not isinstance(column, pa.ChunkedArray):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _codes(column: Column, words: dict[str, int]) -> Reading:
    encoded = _of_objects(column)
    if encoded is None:
        texts = _arrow(column)
        letters = _letters(texts)
        if letters is not None:
            codes = _letter_table(words)[letters]
            if codes.min(initial=0) != UNREADABLE:
                return Reading(values=codes, unreadable=np.empty(0, dtype=np.intp))
        encoded = _encoded(texts)
    known = np.array([_code(word, words) for word in encoded.words] + [UNKNOWN], dtype=np.int8)
    codes = known[encoded.positions]
    bad = codes == UNREADABLE
    codes[bad] = UNKNOWN
    return _reading(codes, bad, encoded)


def _letters(texts: pa.Array) -> np.ndarray | None:
    """The byte of each one-letter text, 0 where it is empty or null; None if any text is longer."""
    wide = pa.types.is_large_string(texts.type)
    _, offsets_buffer, data_buffer = texts.buffers()
    n = len(texts)
    if n == 0 or offsets_buffer is None:
        return np.zeros(n, dtype=np.uint8)
    offsets = np.frombuffer(offsets_buffer, dtype=np.int64 if wide else np.int32)[texts.offset : texts.offset + n + 1]
    start, end = int(offsets[0]), int(offsets[-1])
    letters = (
        np.frombuffer(data_buffer, dtype=np.uint8)[start:end] if data_buffer is not None else np.empty(0, np.uint8)
    )
    lengths = np.diff(offsets)
    if lengths.max() > 1:
        return None
    if end - start == n and texts.null_count == 0:
        return letters
    present = lengths.astype(np.bool_)
    result = np.zeros(n, dtype=np.uint8)
    result[present] = letters
    if texts.null_count:
        result[pc.is_null(texts).to_numpy(zero_copy_only=False)] = 0
    return result


def _letter_table(words: dict[str, int]) -> np.ndarray:
    table = np.full(256, UNREADABLE, dtype=np.int8)
    for byte in range(128):
        table[byte] = _code(chr(byte), words)
    table[0] = UNKNOWN
    return table


def _code(word: object, words: dict[str, int]) -> int:
    text = _plain(word)
    return UNKNOWN if text in MISSING_WORDS else words.get(text, UNREADABLE)


def _plain(word: object) -> str:
    """Lower case, without blanks around it; a code that became a real number loses its ".0"."""
    text = str(word).strip().casefold()
    return text.removesuffix(".0") if len(text) == 3 else text


def _number(word: object) -> float | None:
    """The number a text stands for, NaN for a word that says missing, None for anything else."""
    text = str(word).strip()
    if text.casefold() in MISSING_WORDS:
        return math.nan
    if not NUMBER.fullmatch(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def _of_objects(column: Column) -> _Encoded | None:
    """Python objects are counted where they are, which is faster than turning each into a text."""
    if not isinstance(column, pd.Series | np.ndarray) or column.dtype != np.dtype(object):
        return None
    try:
        positions, words = pd.factorize(np.asarray(column))
    except TypeError:
        # Something that cannot be compared, a list for example.
        return None
    return _Encoded(words=list(words), positions=positions)


def _encoded(texts: pa.Array) -> _Encoded:
    encoded = texts.dictionary_encode()
    positions = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return _Encoded(words=encoded.dictionary.to_pylist(), positions=positions)


def _reading(values: np.ndarray, bad: np.ndarray, encoded: _Encoded) -> Reading:
    rows = np.flatnonzero(bad)
    example = str(encoded.words[encoded.positions[rows[0]]]) if rows.size else ""
    return Reading(values=values, unreadable=rows, example=example)


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
