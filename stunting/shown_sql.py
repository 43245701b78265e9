"""The SQL of a question with its values written in: to read, and to run in any DuckDB shell. Never to ask with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stunting.db import Bound

NAME = re.compile(r"\$(\w+)")


def shown_sql(text: str, params: Mapping[str, Bound]) -> str:
    """`text` of a file in `sql/` with a literal for every `$name`; its first comments stay, the list of params goes.

    Raises:
        KeyError: a value is missing.
    """
    lines = []
    for line in text.splitlines():
        if line.startswith("-- Params:"):
            continue
        is_comment = line.lstrip().startswith("--")
        lines.append(line if is_comment else NAME.sub(lambda found: literal(params[found.group(1)]), line))
    return "\n".join(lines).strip()


def literal(value: Bound) -> str:
    """A value as DuckDB reads it: 'Lampung''s', 2025, true, ['0-5']::text[], null."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        kind = "bigint" if value and isinstance(value[0], int) else "text"
        return f"[{', '.join(literal(one) for one in value)}]::{kind}[]"
    return "'" + value.replace("'", "''") + "'"
