"""Reading the trail: who may, filtered, newest first; as a table for whoever takes it along."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting.access import audit, gate, viewer
from stunting.access.audit import LABELS, Event
from stunting.access.policy import Thing
from stunting.errors import LedgerError
from stunting.geography import COUNTRY
from stunting.languages import N_, Words, _
from stunting.ledger import Ledger, trails
from stunting.ledger.entries import Entry
from stunting.ledger.trails import TIE, YearStanding
from stunting.paths import Layout

# Shown on a page, and taken along in a file.
MOST_SHOWN, MOST_TAKEN = 300, 100_000
HIDDEN = ("id", "pada")
# Who stands in the trail without being an account, and the names of facts, as they are written there.
AUTHORS = Words(
    {
        "(tanpa akun)": "(tanpa akun)",
        "(pemilik)": "(pemilik)",
        "(perintah)": "(perintah)",
        "(nama tidak dikenal)": "(nama tidak dikenal)",
    }
)
SEEING_AS = " (lihat sebagai)"  # no text
FACTS = Words(
    {
        "akun": "akun",
        "alasan": "alasan",
        "baris": "baris",
        "berkas": "berkas",
        "bita": "bita",
        "cara": "cara",
        "detik": "detik",
        "hak": "hak",
        "jenis": "jenis",
        "peran": "peran",
        "rilis": "rilis",
        "sampai": "sampai",
        "sesi": "sesi",
        "wilayah": "wilayah",
    }
)


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is looked for; empty means all. until: the last day that belongs to it."""

    since: dt.date | None = None
    until: dt.date | None = None
    author: str = ""
    event: Event | None = None
    area_code: str = COUNTRY


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the trail, in words."""

    year: int
    seq: int
    at: dt.datetime
    event: str
    author: str
    area_code: str
    detail: str


def lines(layout: Layout, asked: Question, *, most: int = MOST_SHOWN) -> tuple[Line, ...]:
    """What whoever looks may read of it, the newest first.

    Raises:
        AccessDeniedError: nothing of this area.
        LedgerError: the trail cannot be read.
    """
    scopes = _scopes(asked.area_code)
    found: list[Line] = []
    for year in trails.years(layout):
        if (asked.until and year > asked.until.year) or (asked.since and year < asked.since.year):
            continue
        # The right was asked above, for every area that is read.
        with viewer.looking_as(viewer.OWNER):
            book = trails.open_year(layout, year)
            for scope in scopes:
                found += [_line(year, one) for one in _entries(book, asked, scope, most=most)]
        if len(found) >= most:
            break
    return tuple(sorted(found, key=lambda one: (one.year, one.seq), reverse=True)[:most])


def table(rows: tuple[Line, ...]) -> pd.DataFrame:
    """One row per entry, with the headings of a file."""
    return pd.DataFrame(
        [
            {
                N_("Nomor"): f"{one.year}/{one.seq}",
                N_("Waktu"): one.at.strftime("%Y-%m-%d %H:%M:%S %z"),
                N_("Kejadian"): one.event,
                N_("Akun"): one.author,
                N_("Wilayah"): one.area_code,
                N_("Rincian"): one.detail,
            }
            for one in rows
        ],
        columns=["Nomor", "Waktu", "Kejadian", "Akun", "Wilayah", "Rincian"],
    )


def standing(layout: Layout) -> tuple[YearStanding, ...]:
    """What the chain of every year says, read as a whole.

    Raises:
        AccessDeniedError: whoever looks may not read the trail.
        LedgerError: it cannot be reached.
    """
    _scopes(COUNTRY)
    audit.flush(layout)
    with viewer.looking_as(viewer.OWNER):
        return tuple(trails.standing(layout, year) for year in trails.years(layout))


def told(detail: dict[str, Any]) -> str:
    """The facts of an entry in one line."""
    return ", ".join(
        f"{FACTS.get(name, name)}: {value}"
        for name, value in detail.items()
        if name not in HIDDEN and value not in (None, "")
    )


def _scopes(area_code: str) -> tuple[str, ...]:
    """The areas of which whoever looks may read, within the one that is asked about.

    Raises:
        AccessDeniedError: none.
    """
    if gate.allows(Thing.AUDIT, area_code):
        return (area_code,)
    inside = tuple(one for one in gate.areas(Thing.AUDIT) if viewer.inside(one, area_code))
    if not inside:
        gate.require(Thing.AUDIT, area_code)
    return inside


def _entries(book: Ledger, asked: Question, scope: str, *, most: int) -> tuple[Entry, ...]:
    after = asked.until + dt.timedelta(days=1) if asked.until else None
    return book.entries(
        kind=asked.event.value if asked.event else None,
        within=None if scope == COUNTRY else scope,
        author=asked.author or None,
        since=asked.since.isoformat() if asked.since else None,
        before=after.isoformat() if after else None,
        limit=most,
    )


def _author(written: str) -> str:
    if written.endswith(SEEING_AS):
        return _("{account} (lihat sebagai)", account=written.removesuffix(SEEING_AS))
    return AUTHORS.get(written, written)


def _line(year: int, entry: Entry) -> Line:
    try:
        body, at = entry.body, entry.moment
        at = dt.datetime.fromisoformat(body.get("pada", "")) if body.get("pada") else at
        detail = told(body)
    except (LedgerError, ValueError, TypeError):
        # Somebody changed it by hand; the state of the chain says so.
        at, detail = dt.datetime.fromtimestamp(0, dt.UTC), _("(tidak terbaca)")
    names = {one.value: label for one, label in LABELS.items()} | {TIE: _("Awal tahun")}
    return Line(
        year=year,
        seq=entry.seq,
        at=at,
        event=names.get(entry.kind, str(entry.kind)),
        author=_author(entry.author),
        area_code=entry.subject,
        detail=detail,
    )
