"""An answer of DuckDB as a table of pandas: what `df()` makes, in a third of the time.

`df()` asks numpy about every column that has a null, value by value; an answer about a page has some dozens of columns
and a few hundred rows.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import pandas as pd

# Types whose arrays say all that `df()` makes of them.
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
PLAIN = frozenset({*WHOLE, "BOOLEAN", "FLOAT", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP"})


def frame_of(answer: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """All rows of what was executed; types as `answer.df()`, which is asked itself for lists, enums and the like."""
    if not all(str(one[1]) in PLAIN for one in answer.description or ()):
        return answer.df()
    return pd.DataFrame({name: _array(values) for name, values in answer.fetchnumpy().items()})


def _array(values: Any) -> Any:
    if not isinstance(values, np.ma.MaskedArray):
        return values
    data, is_null = values.data, np.ma.getmaskarray(values)
    kind = data.dtype.kind
    if kind in "iu":
        return pd.arrays.IntegerArray(data, is_null)
    if kind == "b":
        return pd.arrays.BooleanArray(data, is_null)
    data[is_null] = {"f": np.nan, "M": np.datetime64("NaT")}.get(kind)
    return data
