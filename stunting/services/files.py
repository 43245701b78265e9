"""Counts of services of the user: a sheet is checked as a whole, kept beside the sample, and built into a release.

A sheet is taken whole or not at all, and replaces the rows of the same area, year, period and service. A blank cell
neither is 0 nor takes back a count that is there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Unpack

import pandas as pd

from stunting import formats, releases
from stunting.build import services
from stunting.build.services import COUNT_COLUMNS, KEY, OWN_COLUMNS
from stunting.errors import ImportRefusedError
from stunting.frames import records
from stunting.geography import Register
from stunting.imports.commit import Options
from stunting.languages import Sentence, _
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout
from stunting.services.draft import ServiceDraft, read_draft
from stunting.services.service import MONTHS_OF_PERIOD, period_label
from stunting.services.template import template_xlsx

__all__ = ["ServiceDraft", "add", "own", "read_draft", "remove", "template_xlsx"]

TABLE = OwnTable(
    table=services.COUNTS,
    card={
        "producer": "Pengguna dasbor ini, menurut sumber di tiap baris",  # no text
        "title": "Cakupan layanan per desa/kelurahan atau kecamatan",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Layanan, periode, dan tingkat wilayah yang sama",  # no text
        "notes": "Ditambahkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)


@dataclass(frozen=True, kw_only=True)
class StoredServices:
    """What the user brought along for one kabupaten, year and period."""

    kabupaten_code: str
    year: int
    period: str
    area_n: int
    service_n: int
    sources: tuple[str, ...]

    @property
    def label(self) -> str:
        return period_label(self.period, self.year)


def add(layout: Layout, draft: ServiceDraft, **options: Unpack[Options]) -> OwnChange:
    """Add the counts of a sheet, in the place of those of the same area, year, period and service; build a release.

    Raises:
        ImportRefusedError: desa and kecamatan would be counted beside each other.
        BusyReleaseError: another process or window is writing.
        BuildError, ReleaseError: the release could not be built; the counts stay what they were.
    """
    with releases.lock(layout) as notice:
        known = services.own_counts(layout)
        added = _frame(draft)
        is_replaced = pd.MultiIndex.from_frame(known[KEY]).isin(pd.MultiIndex.from_frame(added[KEY]))
        _check_levels(known[~is_replaced], added)
        wanted = _ordered(pd.concat([known[~is_replaced], added], ignore_index=True))
        is_same = wanted.equals(_ordered(known))
        built = commit(layout, TABLE, None if is_same else _as_text(wanted), **options)
    replaced_n = int(is_replaced.sum())
    told = _(
        "{file}: {added_n} angka layanan {kabupaten_name} ditambahkan, {replaced_n} diganti ({periods}).",
        file=draft.file,
        added_n=formats.number(len(added) - replaced_n),
        kabupaten_name=draft.kabupaten_name,
        replaced_n=formats.number(replaced_n),
        periods=", ".join(draft.periods),
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def own(layout: Layout) -> list[StoredServices]:
    """What the user brought along, by kabupaten and period.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    counts = services.own_counts(layout)
    counts = counts.assign(kabupaten=counts["area_code"].str[:4])
    stored = [
        StoredServices(
            kabupaten_code=str(code),
            year=int(str(year)),
            period=str(period),
            area_n=rows["area_code"].nunique(),
            service_n=rows["service_key"].nunique(),
            sources=tuple(dict.fromkeys(rows["source"])),
        )
        for (code, year, period), rows in counts.groupby(["kabupaten", "year", "period"])
    ]
    return sorted(stored, key=lambda one: (one.kabupaten_code, one.year, MONTHS_OF_PERIOD[one.period]))


def remove(
    layout: Layout,
    *,
    kabupaten_code: str,
    year: int,
    period: str = "",
    service_key: str = "",
    **options: Unpack[Options],
) -> OwnChange:
    """Remove the counts of one kabupaten and year; `period` and `service_key` leave all but those.

    Raises:
        ImportRefusedError: there are none.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    register = Register.shipped(layout.raw)
    name = register.get(kabupaten_code).official_name
    when = period_label(period, year) if period else str(year)
    with releases.lock(layout) as notice:
        known = services.own_counts(layout)
        gone = known["area_code"].str.startswith(kabupaten_code) & (known["year"] == year)
        gone &= (known["period"] == period) if period else True
        gone &= (known["service_key"] == service_key) if service_key else True
        if not gone.any():
            raise ImportRefusedError(
                Sentence(
                    "Tidak ada layanan sendiri {name} {when}. Lihat `python -m stunting services list`.",
                    name=name,
                    when=when,
                )
            )
        built = commit(layout, TABLE, _as_text(_ordered(known[~gone])), **options)
    told = _(
        "{gone_n} angka layanan {name} {when} dihapus.", gone_n=formats.number(int(gone.sum())), name=name, when=when
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def _frame(draft: ServiceDraft) -> pd.DataFrame:
    rows = [
        {
            **dict(zip(KEY, one.key, strict=True)),
            "numerator_n": one.numerator_n,
            "denominator_n": one.denominator_n,
            "is_scheduled": one.is_scheduled,
            "source": draft.source,
        }
        for one in draft.counts
    ]
    return _ordered(pd.DataFrame(rows, columns=OWN_COLUMNS))


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    texts = dict.fromkeys(("area_code", "period", "service_key", "source"), "str")
    typed = frame[OWN_COLUMNS].astype(texts | dict.fromkeys(COUNT_COLUMNS, "Int64") | {"year": "int64"})
    return typed.astype({"is_scheduled": "bool"}).sort_values(KEY, ignore_index=True)


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """As the table lies in its file: an unknown count is an empty cell."""
    return frame.assign(
        **{name: [str(one) if one is not pd.NA else "" for one in frame[name]] for name in COUNT_COLUMNS}
    )


def _check_levels(known: pd.DataFrame, added: pd.DataFrame) -> None:
    """A service of one year and period comes per desa or per kecamatan: both together would be counted twice."""
    both = pd.concat([known, added])
    both = both[both["area_code"].str[:4].isin(set(added["area_code"].str[:4]))]
    levels = both.assign(digits=both["area_code"].str.len(), kabupaten=both["area_code"].str[:4])
    mixed = levels.groupby(["kabupaten", "year", "period", "service_key"])["digits"].nunique().loc[lambda n: n > 1]
    if not mixed.empty:
        one = next(records(mixed.reset_index()))
        when = period_label(one.period, one.year)
        raise ImportRefusedError(
            Sentence(
                "Belum disimpan: {mixed_n} layanan {when} sudah ada menurut tingkat wilayah lain "
                "(desa atau kecamatan). Hapus dulu yang lama, supaya tidak terhitung dua kali.",
                mixed_n=formats.number(len(mixed)),
                when=when,
            )
        )
