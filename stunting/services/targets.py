"""Targets of services that the user sets: coverage of one service, area and year, beside those that are shipped."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import Unpack

import pandas as pd

from stunting import formats, releases
from stunting.build import services
from stunting.build.services import TARGET_COLUMNS, TARGET_KEY
from stunting.errors import ImportRefusedError
from stunting.geography import Register
from stunting.imports.commit import Options
from stunting.languages import Sentence, _
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout
from stunting.services import registry
from stunting.services.headings import service_of

TABLE = OwnTable(
    table=services.TARGETS,
    card={
        "producer": "Pengguna dasbor ini, menurut sumber di tiap baris",  # no text
        "title": "Target cakupan layanan yang ditetapkan sendiri",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Cakupan layanan, wilayah, dan tahun yang sama",  # no text
        "notes": "Ditetapkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)
FIRST_YEAR, LAST_YEAR, LONGEST_SOURCE = 2000, 2045, 300
DECIMAL = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


@dataclass(frozen=True, kw_only=True)
class OwnTarget:
    """One target; value_pct is the coverage to be reached, or not to be passed where lower is better.

    is_verified: the user compared it with the text of the document
    """

    area_code: str
    service_key: str
    year: int
    value_pct: float
    source: str
    is_verified: bool = False


def read_target(
    register: Register, *, area: str, service: str, year: int, value: str, source: str, is_verified: bool = False
) -> OwnTarget:
    """A target as somebody wrote it: `area` is a code or a name, `service` a key or a name, `value` "12,5" or "12,5%".

    Raises:
        ImportRefusedError: one sentence about what cannot be taken.
        UnknownChoiceError, UnknownAreaError, AmbiguousAreaError: no such service or area, or several areas.
    """
    digits = area.strip().replace(".", "")
    place = register.get(digits) if digits.isdigit() else register.find(area)
    chosen = registry.get(service_of(service) or service.strip())
    bare = value.replace("%", "").strip()
    told = " ".join(source.split())
    if not chosen.has_coverage:
        raise ImportRefusedError(
            Sentence(
                "{chosen} dilaporkan sebagai jumlah keluarga, jadi tidak punya target persen.", chosen=chosen.short
            )
        )
    if not DECIMAL.fullmatch(bare) or float(bare.replace(",", ".")) > 100:
        raise ImportRefusedError(
            Sentence("Target '{value}' bukan persentase 0 sampai 100. Tulis misalnya 90 atau 12,5.", value=value[:20])
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ImportRefusedError(
            Sentence(
                "Tahun {year} tidak dapat dipakai. Tulis tahun {first_year} sampai {last_year}.",
                year=year,
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            )
        )
    if not told or len(told) > LONGEST_SOURCE or "<" in told or ">" in told:
        raise ImportRefusedError(
            Sentence(
                "Sumber wajib diisi, paling panjang {longest_source} huruf, tanpa tanda < atau >.",
                longest_source=LONGEST_SOURCE,
            )
        )
    return OwnTarget(
        area_code=place.code,
        service_key=chosen.key,
        year=year,
        value_pct=float(bare.replace(",", ".")),
        source=told,
        is_verified=is_verified,
    )


def add(layout: Layout, target: OwnTarget, **options: Unpack[Options]) -> OwnChange:
    """Set a target, in the place of an own one of the same area, service and year, and build a release.

    Raises:
        BusyReleaseError, BuildError, ReleaseError: the target is what it was.
    """
    with releases.lock(layout) as notice:
        known = services.own_targets(layout)
        added = pd.DataFrame([asdict(target)], columns=TARGET_COLUMNS)
        rest = known[~pd.MultiIndex.from_frame(known[TARGET_KEY]).isin(pd.MultiIndex.from_frame(added[TARGET_KEY]))]
        wanted = pd.concat([rest, added], ignore_index=True) if not rest.empty else added
        built = commit(layout, TABLE, wanted.sort_values(TARGET_KEY, ignore_index=True), **options)
    return OwnChange(
        sentence=_("{target} disimpan.", target=_label(layout, target)), release=replace(built, notice=notice)
    )


def own(layout: Layout) -> list[OwnTarget]:
    """What the user set.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    found = services.own_targets(layout)
    return [
        OwnTarget(
            area_code=str(area),
            service_key=str(key),
            year=int(year),
            value_pct=float(value),
            source=str(source),
            is_verified=bool(is_verified),
        )
        for area, key, year, value, source, is_verified in found.itertuples(index=False, name=None)
    ]


def remove(layout: Layout, *, area_code: str, service_key: str, year: int, **options: Unpack[Options]) -> OwnChange:
    """Take back a target; a shipped one that it replaced holds again.

    Raises:
        ImportRefusedError: there is none.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    with releases.lock(layout) as notice:
        asked = (area_code, service_key, year)
        stored = {(one.area_code, one.service_key, one.year): one for one in own(layout)}
        found = stored.get(asked)
        if found is None:
            raise ImportRefusedError(
                Sentence("Target sendiri itu tidak ada. Lihat `python -m stunting services target list`.")
            )
        known = services.own_targets(layout)
        gone = (known["area_code"] == area_code) & (known["service_key"] == service_key) & (known["year"] == year)
        built = commit(layout, TABLE, known[~gone].reset_index(drop=True), **options)
    return OwnChange(
        sentence=_("{target} dihapus.", target=_label(layout, found)), release=replace(built, notice=notice)
    )


def _label(layout: Layout, target: OwnTarget) -> str:
    """ "Target ASI eksklusif 80% Kab. Pasuruan 2026"."""
    register = Register.shipped(layout.raw)
    name = register.get(target.area_code).official_name
    value = formats.percent(target.value_pct, decimals=0 if target.value_pct.is_integer() else 1)
    return _(
        "Target {service} {value} {name} {year}",
        service=registry.get(target.service_key).short,
        value=value,
        name=name,
        year=target.year,
    )
