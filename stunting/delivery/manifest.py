"""What a delivered file says about itself; the signature is over exactly these bytes."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from stunting.delivery.tables import MODES, TABLES

FORM = "stunting-rilis-1"
CODE = re.compile(r"\d{4}")
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_TEXT = 300
LONGEST_LIST = 1000


@dataclass(frozen=True, kw_only=True)
class TableCard:
    """One table of the file: its rows, and size and SHA-256 of its text."""

    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The card of a delivered file.

    release_id, release_created_at, content_sha256: the release of the kabupaten that the file was made from
    exported_at:    of two files of a kabupaten the later one counts; ISO 8601 with offset, as all moments
    last_import_at: of the newest import in that release, "" without any
    first_period, last_period: year * 100 + month of the first and last month with counts, 0 without any
    definitions:    name -> mark of how the numbers were made (`definitions`)
    withheld:       periods that mode publik left out, "2025-08"
    public_key:     of the pair that signed
    """

    form: str
    kabupaten_code: str
    mode: str
    release_id: str
    release_created_at: str
    content_sha256: str
    exported_at: str
    last_import_at: str
    app_version: str
    schema_version: int
    first_period: int
    last_period: int
    is_sample: bool
    definitions: dict[str, str]
    withheld: tuple[str, ...]
    public_key: str
    tables: dict[str, TableCard]

    @property
    def exported(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.exported_at)

    def as_bytes(self) -> bytes:
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def parse(content: bytes) -> Manifest:
    """The manifest in these bytes.

    Raises:
        ValueError: they are no manifest of a form that this program knows.
    """
    facts = json.loads(content)
    if not isinstance(facts, dict) or facts.get("form") != FORM or set(facts) != {one.name for one in fields(Manifest)}:
        raise ValueError("another form")
    tables = facts["tables"]
    if not isinstance(tables, dict) or not all(isinstance(one, dict) for one in tables.values()):
        raise ValueError("tables")
    try:
        cards = {name: TableCard(**one) for name, one in tables.items()}
        made = Manifest(**{**facts, "tables": cards, "withheld": tuple(facts["withheld"])})
    except TypeError as error:
        raise ValueError("other fields") from error
    _check(made)
    return made


def _check(made: Manifest) -> None:
    texts = [made.release_id, made.app_version, made.public_key, *made.withheld]
    texts += [text for pair in made.definitions.items() for text in pair]
    numbers = [made.schema_version, made.first_period, made.last_period]
    is_sound = (
        all(_is_text(one) for one in texts)
        and all(type(one) is int and one >= 0 for one in numbers)
        and type(made.is_sample) is bool
        and _is_text(made.kabupaten_code)
        and CODE.fullmatch(made.kabupaten_code) is not None
        and made.mode in MODES
        and len(made.withheld) <= LONGEST_LIST
        and all(_is_moment(one) for one in (made.exported_at, made.release_created_at))
        and (made.last_import_at == "" or _is_moment(made.last_import_at))
        and _is_sha256(made.content_sha256)
        and set(made.tables) <= set(TABLES[made.mode])
        and all(_is_card(one) for one in made.tables.values())
    )
    if not is_sound:
        raise ValueError("a field has no such value")


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and value.isprintable()


def _is_moment(value: Any) -> bool:
    try:
        return _is_text(value) and dt.datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_sha256(value: Any) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def _is_card(one: TableCard) -> bool:
    return type(one.rows) is int and type(one.size) is int and one.rows > 0 and one.size > 0 and _is_sha256(one.sha256)
