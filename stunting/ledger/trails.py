"""The trail (jejak akses): a book per year, each tied to the end of the one before.

A year is small enough to be checked as a whole, and an old one can be put away. On a server every year has a schema of
its own beside the tables of the ledger; otherwise it is a file of the restricted store.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateSchema

from stunting.imports import private_files
from stunting.languages import Sentence
from stunting.ledger import engines, refusals
from stunting.ledger.books import TRAIL, VARIABLE, Place, anchor_path, place_of_file
from stunting.ledger.drafts import Draft
from stunting.ledger.entries import Entry
from stunting.ledger.ledger import Ledger
from stunting.ledger.verification import Verification
from stunting.paths import Layout

FOLDER = "jejak"
TIE = "sambungan"
SCHEMA = re.compile(r"jejak_(\d{4})")
FILE = re.compile(r"jejak-(\d{4})\.sqlite")


@dataclass(frozen=True, kw_only=True)
class YearStanding:
    """What the chain of one year says. tie: what is wrong between it and the year before, "" when nothing is."""

    year: int
    found: Verification
    tie: str

    @property
    def is_sound(self) -> bool:
        return self.found.is_sound and not self.tie


def place_of_year(layout: Layout, year: int) -> Place:
    """Where the trail of a year is.

    Raises:
        LedgerError: `STUNTING_LEDGER` names nothing that can hold it.
    """
    url = _server()
    if url is None:
        folder = private_files.make_folder(private_files.make_folder(layout.restricted) / FOLDER)
        return place_of_file(folder / f"jejak-{year}.sqlite", TRAIL)
    # Each year its own tables: what has no schema in its name is looked for there.
    asked = str(url.query.get("options", ""))
    own = url.update_query_dict({"options": f"{asked} -csearch_path=jejak_{year}".strip()})  # no text
    return Place(book=TRAIL, url=own, anchor_path=anchor_path(layout, own))


def open_year(layout: Layout, year: int) -> Ledger:
    """The trail of a year; a new one is made when there is none.

    Raises:
        LedgerError: it cannot be reached, is damaged, or was made by a newer program.
    """
    place = place_of_year(layout, year)
    if place.file is None:
        engine = engines.engine_of(place.url)
        try:
            if not inspect(engine).has_schema(f"jejak_{year}"):
                with engine.begin() as connection:
                    engines.take_turn(connection)
                    connection.execute(CreateSchema(f"jejak_{year}", if_not_exists=True))
                # The connection that was open did not see it.
                engines.forget(place.url)
        except SQLAlchemyError as error:
            raise refusals.refusal(error, book=TRAIL) from error
    return Ledger.at(place)


def years(layout: Layout) -> tuple[int, ...]:
    """The years that have a trail here, the newest first.

    Raises:
        LedgerError: the server cannot be reached.
    """
    url = _server()
    if url is None:
        folder = layout.restricted / FOLDER
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        found = [FILE.fullmatch(name) for name in names]
    else:
        try:
            found = [SCHEMA.fullmatch(name) for name in inspect(engines.engine_of(url)).get_schema_names()]
        except SQLAlchemyError as error:
            raise refusals.refusal(error, book=TRAIL) from error
    return tuple(sorted((int(one[1]) for one in found if one), reverse=True))


def add(layout: Layout, year: int, drafts: Sequence[Draft]) -> tuple[Entry, ...]:
    """Add entries to the trail of a year; the first of all is tied to the end of the year before.

    Raises:
        LedgerError: it cannot be written; nothing was added.
    """
    trail = open_year(layout, year)
    if not trail.entries(limit=1):
        drafts = [_tie(layout, year), *drafts]
    return trail.append_all(drafts)


def standing(layout: Layout, year: int) -> YearStanding:
    """Read the chain of a year, and look whether the year before ends where it says.

    Raises:
        LedgerError: it cannot be reached.
    """
    trail = open_year(layout, year)
    return YearStanding(year=year, found=trail.verify(), tie=_broken_tie(layout, trail))


def _tie(layout: Layout, year: int) -> Draft:
    earlier = [one for one in years(layout) if one < year]
    body: dict[str, Any] = {"tahun": None}
    if earlier:
        last = open_year(layout, earlier[0]).entries(limit=1)
        if last:
            body = {"tahun": earlier[0], "nomor": last[0].seq, "sha256": last[0].sha256}
    return Draft(kind=TIE, subject="00", author="(program)", reason="", release_id="", body=body)


def _broken_tie(layout: Layout, trail: Ledger) -> str:
    first = trail.entries(newest_first=False, limit=1)
    if not first or first[0].kind != TIE:
        return Sentence("Awal jejak tahun ini hilang. Bandingkan dengan cadangan.") if first else ""
    told = first[0].body
    if told.get("tahun") is None:
        return ""
    if told["tahun"] not in years(layout):
        # Put away on purpose: it can be compared when it is brought back.
        return ""
    before = open_year(layout, told["tahun"]).entries(newest_first=False)
    known = next((one for one in before if one.seq == told["nomor"]), None)
    if known is not None and known.sha256 == told["sha256"]:
        return ""
    return Sentence(
        "Jejak {year} tidak lagi berakhir seperti ketika tahun ini dimulai. Bandingkan dengan cadangan.",
        year=told["tahun"],
    )


def _server() -> URL | None:
    """The address of the ledger where it is a server."""
    written = os.environ.get(VARIABLE)
    url = engines.address(written) if written else None
    return None if url is None or engines.file_of(url) is not None else url
