"""Budgets of the user: a sheet, kept beside the sample, and built into a release.

Budgets and release change together: when the release cannot be built, the budgets are what they were.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Unpack

import pandas as pd

from stunting import formats, releases
from stunting.build import village_funds
from stunting.build.village_funds import KEY, OWN, OWN_COLUMNS
from stunting.errors import ImportRefusedError
from stunting.funds.fund_sheet import Fund, FundDraft, read_funds, template
from stunting.imports.commit import Options
from stunting.languages import Sentence, _
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout

__all__ = [
    "Fund",
    "FundDraft",
    "StoredFunds",
    "add_funds",
    "own_funds",
    "read_funds",
    "remove_funds",
    "template",
]

TABLE = OwnTable(
    table=OWN,
    card={
        "producer": "Pengguna dasbor ini, menurut sumber di tiap baris",  # no text
        "title": "Dana untuk stunting yang ditambahkan sendiri",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Dana dengan sumber, tahun, dan cara penandaan yang sama",  # no text
        "notes": "Ditambahkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)


@dataclass(frozen=True, kw_only=True)
class StoredFunds:
    """What the user brought along for one kabupaten and year."""

    kabupaten_code: str
    year: int
    row_n: int
    budget_rp: int
    sources: tuple[str, ...]


def own_funds(layout: Layout) -> list[StoredFunds]:
    """What the user brought along, by kabupaten and year.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    own = village_funds.own_funds(layout)
    found = []
    for code, year in sorted(set(zip(own["area_code"].str[:4], own["year"], strict=True))):
        rows = own[own["area_code"].str.startswith(code) & (own["year"] == year)]
        found.append(
            StoredFunds(
                kabupaten_code=code,
                year=int(year),
                row_n=len(rows),
                budget_rp=int(rows["budget_rp"].sum()),
                sources=tuple(dict.fromkeys(rows["source"])),
            )
        )
    return found


def add_funds(layout: Layout, draft: FundDraft, **options: Unpack[Options]) -> OwnChange:
    """Add the rows of a sheet, in the place of those of the same area, year, fund and activity, and build a release.

    Raises:
        BusyReleaseError: another process or window is writing.
        BuildError, ReleaseError: the release could not be built; the rows stay what they were.
    """
    with releases.lock(layout) as notice:
        known = _text(village_funds.own_funds(layout))
        added = _text(pd.DataFrame([asdict(one) for one in draft.funds], columns=OWN_COLUMNS))
        keys = {(one.area_code, str(one.year), one.fund, one.activity.casefold()) for one in draft.funds}
        stays = [
            (code, year, fund, activity.casefold()) not in keys
            for code, year, fund, activity in known[KEY].to_numpy(dtype=object)
        ]
        wanted = pd.concat([known[stays], added], ignore_index=True).sort_values(KEY, ignore_index=True)
        is_same = wanted.equals(known.sort_values(KEY, ignore_index=True))
        built = commit(layout, TABLE, None if is_same else wanted, **options)
    replaced = len(known) - sum(stays)
    told = _(
        "{file}: {funds_n} baris dana {kabupaten_name} ditambahkan, {replaced} diganti.",
        file=draft.file,
        funds_n=formats.number(len(draft.funds) - replaced),
        kabupaten_name=draft.kabupaten_name,
        replaced=formats.number(replaced),
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def remove_funds(layout: Layout, *, kabupaten_code: str, year: int, **options: Unpack[Options]) -> OwnChange:
    """Remove the user's budgets of one kabupaten and year.

    Raises:
        ImportRefusedError: there are none.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    with releases.lock(layout) as notice:
        known = village_funds.own_funds(layout)
        gone = known["area_code"].str.startswith(kabupaten_code) & (known["year"] == year)
        if not gone.any():
            raise ImportRefusedError(
                Sentence(
                    "Tidak ada dana sendiri {kabupaten_code} tahun {year}. Lihat `python -m stunting funds list`.",
                    kabupaten_code=kabupaten_code,
                    year=year,
                )
            )
        built = commit(layout, TABLE, _text(known[~gone]), **options)
    told = _(
        "{gone_n} baris dana {kabupaten_code} tahun {year} dihapus.",
        gone_n=formats.number(int(gone.sum())),
        kabupaten_code=kabupaten_code,
        year=year,
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def _text(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows as they are stored: all text, "" where the realisation is not known."""
    realised = ["" if pd.isna(value) else str(int(value)) for value in frame["realised_rp"]]
    direct = ["true" if value else "false" for value in frame["is_direct"]]
    written = frame.assign(
        realised_rp=pd.Series(realised, index=frame.index, dtype="str"),
        is_direct=pd.Series(direct, index=frame.index, dtype="str"),
    )
    return written[OWN_COLUMNS].astype("str").reset_index(drop=True)
