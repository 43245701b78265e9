"""The one table: role x thing -> how far. What does not stand in it is refused."""

from __future__ import annotations

from collections.abc import Mapping

from stunting.languages import Spoken


class Role(Spoken):
    """What an account is for. An account may have several, each for areas of its own."""

    PUBLIC = "publik"
    LEADER = "pimpinan"
    ANALYST = "analis"
    OPERATOR = "operator"
    ADMIN = "admin"


class Thing(Spoken):
    """What is read or done."""

    # Published surveys, and routine figures as mode publik shows them.
    FIGURES = "angka publik"
    # Routine figures as mode internal shows them.
    COUNTS = "hitungan internal"
    # Rows about single children: restricted store, alarms, cases, foster placements.
    CHILDREN = "baris anak"
    # Writing cases, workshops, audits, placements.
    CASES = "catatan kasus"
    # Handing in files about children, revoking them, naming places.
    IMPORTS = "impor"
    # Handing in tables without children: targets, lokus, services, money, events.
    TABLES = "tabel sendiri"
    LEDGER = "isi buku"
    LEDGER_WRITING = "menulis buku"
    # Agendas, shows, minutes, letterheads.
    MEETINGS = "rembuk"
    # Which release is live.
    RELEASES = "rilis"
    ACCOUNTS = "akun"
    AUDIT = "jejak akses"
    SEE_AS = "lihat sebagai"
    # Taking along what mode internal shows; what mode publik shows may be taken along by everybody.
    DATA_FILES = "unduh data"
    PICTURES = "unduh gambar"
    CLIPBOARD = "salin"


class Reach(Spoken):
    """How far a role gets with a thing."""

    NOWHERE = "tidak"
    WITHIN = "wilayahnya"
    EVERYWHERE = "semua wilayah"


_IN, _ALL = Reach.WITHIN, Reach.EVERYWHERE

POLICY: Mapping[Role, Mapping[Thing, Reach]] = {
    Role.PUBLIC: {Thing.FIGURES: _ALL},
    Role.LEADER: {
        Thing.FIGURES: _ALL,
        Thing.COUNTS: _IN,
        Thing.LEDGER: _IN,
        Thing.AUDIT: _IN,
        Thing.PICTURES: _IN,
    },
    Role.ANALYST: {
        Thing.FIGURES: _ALL,
        Thing.COUNTS: _IN,
        Thing.IMPORTS: _IN,
        Thing.TABLES: _IN,
        Thing.LEDGER: _IN,
        Thing.LEDGER_WRITING: _IN,
        Thing.MEETINGS: _IN,
        Thing.RELEASES: _IN,
        Thing.SEE_AS: _IN,
        Thing.DATA_FILES: _IN,
        Thing.PICTURES: _IN,
        Thing.CLIPBOARD: _IN,
    },
    Role.OPERATOR: {
        Thing.FIGURES: _ALL,
        Thing.COUNTS: _IN,
        Thing.CHILDREN: _IN,
        Thing.CASES: _IN,
        Thing.IMPORTS: _IN,
        Thing.LEDGER: _IN,
    },
    Role.ADMIN: {
        Thing.FIGURES: _ALL,
        Thing.RELEASES: _IN,
        Thing.ACCOUNTS: _IN,
        Thing.AUDIT: _IN,
        Thing.SEE_AS: _IN,
    },
}


def reach(role: Role, thing: Thing) -> Reach:
    """How far a role gets with a thing; what the table does not name is refused."""
    return POLICY.get(role, {}).get(thing, Reach.NOWHERE)
