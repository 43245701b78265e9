"""Figures per desa of the user: a sheet is checked as a whole, kept beside the sample, and built into a release.

A sheet is taken whole or not at all. A blank cell is unknown: it neither is 0 nor takes back a figure that is there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Unpack

import pandas as pd

from stunting import formats, releases
from stunting.build import desa_figures
from stunting.build.desa_figures import KIND_COLUMNS, OWN_COLUMNS
from stunting.errors import ImportRefusedError
from stunting.frames import records
from stunting.geography import Register
from stunting.imports.commit import Options
from stunting.languages import Sentence, _
from stunting.lokus.figure_draft import FigureDraft, read_figures
from stunting.lokus.figure_rows import NAMES
from stunting.lokus.figure_sheet import own_column
from stunting.lokus.figure_template import template
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout

__all__ = ["FigureDraft", "add_figures", "own_figures", "read_figures", "remove_figures", "template"]

TABLE = OwnTable(
    table=desa_figures.TABLE,
    card={
        "producer": "Pengguna dasbor ini, menurut sumber di tiap baris",  # no text
        "title": "Angka per desa/kelurahan untuk memilih lokus",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Angka sejenis dari sumber dan tahun yang sama",  # no text
        "notes": "Ditambahkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)
KEY = ["desa_code", "year", "key"]
TYPES = {"year": "int64", "value": "float64", "is_higher_worse": "bool"}


@dataclass(frozen=True, kw_only=True)
class StoredFigures:
    """What the user brought along for one kabupaten and year; desa_n: label of each figure -> how many desa have it."""

    kabupaten_code: str
    year: int
    desa_n: dict[str, int]
    sources: tuple[str, ...]


def add_figures(layout: Layout, draft: FigureDraft, **options: Unpack[Options]) -> OwnChange:
    """Add the figures of a sheet, in the place of those of the same desa, year and key, and build a release.

    Raises:
        ImportRefusedError: together with what is stored, a desa would have more families at risk than families.
        BusyReleaseError: another process or window is writing.
        BuildError, ReleaseError: the release could not be built; the figures stay what they were.
    """
    with releases.lock(layout) as notice:
        known = desa_figures.own_figures(layout)
        wanted = _together(known, _frame(draft), draft)
        _check_families(wanted)
        is_same = wanted.equals(_ordered(known))
        built = commit(layout, TABLE, None if is_same else wanted, **options)
    before = dict(zip(known[KEY].itertuples(index=False, name=None), known["value"], strict=True))
    values = [before.get((one.desa_code, one.year, one.key)) for one in draft.figures]
    new_n = sum(value is None for value in values)
    same_n = sum(value == one.value for value, one in zip(values, draft.figures, strict=True))
    told = _(
        "{file}: {new_n} angka {kabupaten_name} ditambahkan, {changed_n} diganti, {same_n} sudah sama.",
        file=draft.file,
        new_n=formats.number(new_n),
        kabupaten_name=draft.kabupaten_name,
        changed_n=formats.number(len(values) - new_n - same_n),
        same_n=formats.number(same_n),
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def own_figures(layout: Layout) -> list[StoredFigures]:
    """What the user brought along, by kabupaten and year.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    own = desa_figures.own_figures(layout)
    stored = []
    for code, year in sorted(set(zip(own["desa_code"].str[:4], own["year"], strict=True))):
        rows = own[own["desa_code"].str.startswith(code) & (own["year"] == year)]
        labels = {**NAMES} | {key: text for key, text in zip(rows["key"], rows["label"], strict=True) if text}
        counts = rows["key"].value_counts()
        stored.append(
            StoredFigures(
                kabupaten_code=code,
                year=int(year),
                desa_n={label: int(counts[key]) for key, label in labels.items() if key in counts},
                sources=tuple(dict.fromkeys(rows["source"])),
            )
        )
    return stored


def remove_figures(
    layout: Layout, *, kabupaten_code: str, year: int, heading: str = "", **options: Unpack[Options]
) -> OwnChange:
    """Remove the figures of one kabupaten and year; `heading` leaves all but one own column.

    Raises:
        ImportRefusedError: there are none.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    with releases.lock(layout) as notice:
        known = desa_figures.own_figures(layout)
        gone = known["desa_code"].str.startswith(kabupaten_code) & (known["year"] == year)
        if heading:
            gone &= known["key"] == own_column(heading).key
        if not gone.any():
            what = _("kolom '{heading}'", heading=heading[:60]) if heading else _("angka sendiri")
            raise ImportRefusedError(
                Sentence(
                    "Tidak ada {what} {kabupaten_code} tahun {year}. Lihat `python -m stunting figures list`.",
                    what=what,
                    kabupaten_code=kabupaten_code,
                    year=year,
                )
            )
        built = commit(layout, TABLE, _ordered(known[~gone]), **options)
    register = Register.shipped(layout.raw)
    name = register.get(kabupaten_code).official_name
    told = _("{n} angka {name} tahun {year} dihapus.", n=formats.number(int(gone.sum())), name=name, year=year)
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def _frame(draft: FigureDraft) -> pd.DataFrame:
    kinds = {one.key: one for one in draft.own}
    rows = [
        (one.desa_code, one.year, one.key, one.value, draft.source)
        + ((kind.label, kind.unit, kind.is_higher_worse) if (kind := kinds.get(one.key)) else ("", "", True))
        for one in draft.figures
    ]
    return pd.DataFrame(rows, columns=OWN_COLUMNS)


def _together(known: pd.DataFrame, added: pd.DataFrame, draft: FigureDraft) -> pd.DataFrame:
    """What is stored with the added rows in the place of theirs; an own column has one description in a kabupaten."""
    if known.empty:
        return _ordered(added)
    rest = known[~pd.MultiIndex.from_frame(known[KEY]).isin(pd.MultiIndex.from_frame(added[KEY]))]
    both = pd.concat([rest, added], ignore_index=True)
    for one in draft.own:
        same = (both["key"] == one.key) & both["desa_code"].str.startswith(draft.kabupaten_code)
        for name in KIND_COLUMNS:
            both[name] = both[name].mask(same, getattr(one, name))
    return _ordered(both)


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    typed = frame[OWN_COLUMNS].astype(dict.fromkeys(OWN_COLUMNS, "str") | TYPES)
    return typed.sort_values(KEY, ignore_index=True)


def _check_families(wanted: pd.DataFrame) -> None:
    krs, family = "krs_n", "family_n"
    both = wanted[wanted["key"].isin([krs, family])].pivot(index=["desa_code", "year"], columns="key", values="value")
    both = both.reindex(columns=[krs, family])
    wrong = both[both[krs] > both[family]]
    if not wrong.empty:
        raise ImportRefusedError(
            Sentence("Angka belum disimpan: bersama yang sudah ada, total KRS lebih besar daripada keluarga sasaran."),
            [
                _(
                    "{desa_code} tahun {year}: total KRS {krs_n}, keluarga sasaran {family_n}. Isi kedua kolom.",
                    desa_code=one.desa_code,
                    year=one.year,
                    krs_n=formats.number(one.krs_n),
                    family_n=formats.number(one.family_n),
                )
                for one in records(wrong.reset_index())
            ],
        )
