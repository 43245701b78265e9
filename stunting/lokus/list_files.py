"""Lists of priority villages of the user: checked, kept beside the shipped data, and built into a release.

A list and its release change together: when the release cannot be built, the lists are what they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

import pandas as pd

from stunting import own_tables, releases
from stunting.build import lokus
from stunting.build.lokus import OWN, OWN_COLUMNS, status_and_note
from stunting.build.release import BuiltRelease
from stunting.errors import ImportRefusedError
from stunting.frames import records
from stunting.geography import Register
from stunting.imports.commit import Options
from stunting.languages import Sentence, _
from stunting.lokus.list_draft import DraftRow, ListDraft
from stunting.lokus.list_facts import ListFacts, checked_facts
from stunting.lokus.list_reading import read_list
from stunting.lokus.list_template import template
from stunting.paths import Layout

__all__ = [
    "DraftRow",
    "ListChange",
    "ListDraft",
    "ListFacts",
    "OwnList",
    "add_list",
    "checked_facts",
    "own_lists",
    "preview",
    "read_list",
    "remove_list",
    "set_list",
    "template",
]


TABLE = own_tables.OwnTable(
    table=OWN,
    card={
        "producer": "Pengguna dasbor ini, menurut sumber di tiap baris",  # no text
        "title": "Daftar desa/kelurahan lokus yang ditambahkan sendiri",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Daftar lokus kabupaten yang sama tahun lain",  # no text
        "notes": "Ditambahkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)


@dataclass(frozen=True, kw_only=True)
class OwnList:
    """One list of the user; written_status by desa code, "" where the sheet said nothing."""

    kabupaten_code: str
    facts: ListFacts
    written_status: Mapping[str, str]

    @property
    def desa_codes(self) -> tuple[str, ...]:
        return tuple(sorted(self.written_status))

    @property
    def key(self) -> tuple[str, int]:
        """What a list is told apart by."""
        return self.kabupaten_code, self.facts.lokus_year


@dataclass(frozen=True, kw_only=True)
class ListChange:
    """What was done: sentences for a reader, and the release that holds it."""

    said: tuple[str, ...]
    release: BuiltRelease

    def sentences(self) -> list[str]:
        notice = [self.release.notice] if self.release.notice else []
        return [*notice, *self.said, _("Rilis {id}: {status}.", id=self.release.id, status=self.release.status)]


def own_lists(layout: Layout, *, kabupaten_code: str | None = None) -> list[OwnList]:
    """The user's lists, of one kabupaten or all, by kabupaten and year.

    Raises:
        BuildError: their table is not the one its card describes.
    """
    frame = lokus.own_lists(layout)
    found = []
    for _ignored1, rows in frame.groupby([frame["desa_code"].str[:4], "lokus_year"]):
        first = next(records(rows))
        code = first.desa_code[:4]
        if kabupaten_code in (None, code):
            facts = ListFacts(
                lokus_year=int(first.lokus_year),
                source=first.source,
                decided_year=None if pd.isna(first.decided_year) else int(first.decided_year),
                decree=first.decree,
                decree_date=dt.date.fromisoformat(first.decree_date) if first.decree_date else None,
            )
            statuses = dict(zip(rows["desa_code"], rows["written_status"], strict=True))
            found.append(OwnList(kabupaten_code=code, facts=facts, written_status=statuses))
    return found


def add_list(layout: Layout, draft: ListDraft, facts: ListFacts, **options: Unpack[Options]) -> ListChange:
    """Store a list that was read from a sheet, and build a release with it.

    It takes the place of the user's own list of the same kabupaten and year, and of the sample list.

    Raises:
        ImportRefusedError: the draft has problems, or is of another year.
        BusyReleaseError: another process or window is writing.
        BuildError, ReleaseError: the release could not be built; the lists stay what they were.
    """
    if draft.problems:
        number = len(draft.problems)
        raise ImportRefusedError(
            Sentence(
                "{file} ditolak, tidak ada yang disimpan: {number} masalah. Perbaiki lalu ulangi.",
                file=draft.file,
                number=number,
            ),
            draft.problems,
        )
    if draft.lokus_year != facts.lokus_year:
        raise ImportRefusedError(
            Sentence(
                "{file} dibaca untuk lokus {read_year}, bukan {asked_year}. Baca ulang untuk tahun itu.",
                file=draft.file,
                read_year=draft.lokus_year,
                asked_year=facts.lokus_year,
            )
        )
    return _put(layout, _of_draft(draft, facts), **options)


def set_list(
    layout: Layout, codes: Sequence[str], facts: ListFacts, *, kabupaten_code: str, **options: Unpack[Options]
) -> ListChange:
    """Store a list of desa codes, for example of a chosen proposal after the rembuk, and build a release with it.

    Raises:
        ImportRefusedError: a code is no desa of this kabupaten or stands there twice, or there is none.
        UnknownAreaError: no such kabupaten.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    register = Register.shipped(layout.raw)
    kabupaten = register.get(kabupaten_code)
    problems = []
    for code in dict.fromkeys(codes):
        if code not in register or register.get(code).level != "desa" or not code.startswith(kabupaten.code):
            problems.append(
                _(
                    "Kode '{code}' bukan desa/kelurahan di {kabupaten}.",
                    code=code[:20],
                    kabupaten=kabupaten.official_name,
                )
            )
        elif list(codes).count(code) > 1:
            problems.append(_("{name} ada lebih dari sekali.", name=register.full_name(code)))
    if kabupaten.level != "kabupaten":
        problems.append(_("{kabupaten} bukan kabupaten/kota.", kabupaten=kabupaten.official_name))
    if not codes:
        problems.append(_("Daftar kosong. Pilih sedikitnya satu desa/kelurahan."))
    if problems:
        raise ImportRefusedError(Sentence("Daftar lokus belum disimpan."), problems)
    wanted = OwnList(kabupaten_code=kabupaten.code, facts=facts, written_status=dict.fromkeys(codes, ""))
    return _put(layout, wanted, **options)


def remove_list(layout: Layout, *, kabupaten_code: str, lokus_year: int, **options: Unpack[Options]) -> ListChange:
    """Remove a list of the user; a sample list that it replaced is shown again.

    Raises:
        ImportRefusedError: the user has no such list.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    with releases.lock(layout) as notice:
        known = own_lists(layout)
        gone = next((one for one in known if one.key == (kabupaten_code, lokus_year)), None)
        label = _label(layout, kabupaten_code, lokus_year)
        if gone is None:
            own_years = [str(one.facts.lokus_year) for one in known if one.kabupaten_code == kabupaten_code]
            hint = (
                _("Yang ada: {years}.", years=", ".join(own_years))
                if own_years
                else _("Lihat `python -m stunting lokus list`.")
            )
            raise ImportRefusedError(
                Sentence("Tidak ada {label} yang ditambahkan sendiri. {hint}", label=label, hint=hint)
            )
        rest = [one for one in known if one.key != gone.key]
        built = _commit(layout, rest, **options)
    said = [
        _(
            "{label} dihapus ({desa_n} desa/kelurahan).",
            label=_capital(label),
            desa_n=len(gone.written_status),
        )
    ]
    said += _later(rest, gone)
    return ListChange(said=tuple(said), release=replace(built, notice=notice))


def preview(layout: Layout, draft: ListDraft, facts: ListFacts) -> list[str]:
    """What storing a list would say, one sentence each: what it replaces, how many desa are new, stay, or leave."""
    known, wanted = own_lists(layout), _of_draft(draft, facts)
    before = next((one for one in known if one.key == wanted.key), None)
    replaced = (
        [
            _(
                "Menggantikan daftar sendiri dengan {desa_n} desa/kelurahan.",
                desa_n=len(before.written_status),
            )
        ]
        if before
        else []
    )
    return [*replaced, *_said(known, wanted)]


def _of_draft(draft: ListDraft, facts: ListFacts) -> OwnList:
    return OwnList(kabupaten_code=draft.kabupaten_code, facts=facts, written_status=draft.written_statuses())


def _put(layout: Layout, wanted: OwnList, **options: Unpack[Options]) -> ListChange:
    with releases.lock(layout) as notice:
        known = own_lists(layout)
        before = next((one for one in known if one.key == wanted.key), None)
        rest = [one for one in known if one.key != wanted.key]
        built = _commit(layout, [*rest, wanted] if before != wanted else None, **options)
    said = [_headline(_label(layout, *wanted.key), wanted, before), *_said(known, wanted)]
    return ListChange(said=tuple(said), release=replace(built, notice=notice))


def _headline(label: str, wanted: OwnList, before: OwnList | None) -> str:
    size = _(
        "{desa_n} desa/kelurahan di {kecamatan_n} kecamatan",
        desa_n=len(wanted.written_status),
        kecamatan_n=len({code[:6] for code in wanted.desa_codes}),
    )
    if before is None:
        return _("{label} ditambahkan: {size}.", label=_capital(label), size=size)
    if before.written_status.keys() == wanted.written_status.keys():
        return _("{label} disimpan: {size}, desanya tetap.", label=_capital(label), size=size)
    return _(
        "{label} disimpan: {size}, sebelumnya {desa_n} desa/kelurahan.",
        label=_capital(label),
        size=size,
        desa_n=len(before.written_status),
    )


def _said(known: Sequence[OwnList], wanted: OwnList) -> list[str]:
    """How a list stands to those of the years beside it."""
    code, year = wanted.key
    earlier = next((one for one in known if one.key == (code, year - 1)), None)
    if earlier is None:
        how = _("baru dan lanjutan menurut lembar") if any(wanted.written_status.values()) else _("semua dicatat baru")
        return [
            _("Daftar {year} yang sebenarnya belum ada, jadi {how}.", year=year - 1, how=how),
            *_later(known, wanted),
        ]
    ours, theirs = set(wanted.written_status), set(earlier.written_status)
    said = [
        _(
            "Dibanding daftar {year}: {new_n} baru, {kept_n} lanjutan, {left_n} keluar.",
            year=year - 1,
            new_n=len(ours - theirs),
            kept_n=len(ours & theirs),
            left_n=len(theirs - ours),
        )
    ]
    differing = sum(
        bool(status_and_note(one, year=year, written=written, before=theirs)[1])
        for one, written in wanted.written_status.items()
    )
    if differing:
        said.append(
            _(
                "{n} desa/kelurahan tertulis lain di lembar; statusnya dihitung dari daftar {year}.",
                n=differing,
                year=year - 1,
            )
        )
    return [*said, *_later(known, wanted)]


def _later(known: Sequence[OwnList], changed: OwnList) -> list[str]:
    code, year = changed.key
    if any(one.key == (code, year + 1) for one in known):
        return [_("Baru dan lanjutan di daftar {year} dihitung ulang.", year=year + 1)]
    return []


def _commit(layout: Layout, wanted: list[OwnList] | None, **options: Unpack[Options]) -> BuiltRelease:
    """Store the lists and build; None builds what is stored. The caller holds the lock."""
    return own_tables.commit(layout, TABLE, None if wanted is None else _rows(wanted), **options)


def _rows(wanted: Sequence[OwnList]) -> pd.DataFrame:
    rows = [
        {
            "desa_code": code,
            "lokus_year": one.facts.lokus_year,
            "decided_year": one.facts.decided_year or "",
            "written_status": one.written_status[code],
            "decree": one.facts.decree,
            "decree_date": one.facts.decree_date.isoformat() if one.facts.decree_date else "",
            "source": one.facts.source,
        }
        for one in sorted(wanted, key=lambda one: one.key)
        for code in one.desa_codes
    ]
    return pd.DataFrame(rows, columns=OWN_COLUMNS)


def _label(layout: Layout, kabupaten_code: str, lokus_year: int) -> str:
    """ "daftar lokus 2026 Kab. Pasuruan"."""
    register = Register.shipped(layout.raw)
    name = register.known_name(kabupaten_code)
    return _("daftar lokus {lokus_year} {name}", lokus_year=lokus_year, name=name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
