"""The statements in `sql/`, in the dialect they are written in; the engines run the same texts.

A statement is one `select` from relations that are given by name, so an engine decides alone what it keeps and where.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

SQL = Path(__file__).resolve().parent / "sql"


def text(name: str) -> str:
    """The statement of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def sha256() -> str:
    """Of all statements: two results with the same one were counted by the same rules."""
    digest = hashlib.sha256()
    for path in sorted(SQL.glob("*.sql")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
