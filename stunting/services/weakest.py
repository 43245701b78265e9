"""The services of an area that are farthest from their target, told in the order of the UNICEF framework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.languages import N_, Words, _
from stunting.services import registry
from stunting.services.cell_words import left_words
from stunting.services.coverage import Coverage, State
from stunting.services.judgement import Target, Verdict
from stunting.services.service import Service

MOST = 3
CAUSE_LEVELS = Words(
    {"langsung": "penyebab langsung", "tidak langsung": "penyebab tidak langsung", "akar": "akar masalah"}
)
RULE = N_(
    "Tiga layanan dengan selisih terbesar dari targetnya (poin persen), diurutkan dari "
    "penyebab langsung sampai akar masalah menurut kerangka UNICEF. Angka yang disembunyikan,"
    " n kecil, di atas 100%, atau tanpa target tidak ikut."
)


@dataclass(frozen=True, kw_only=True)
class Weak:
    """One service that needs support. row: its cell in `Coverage.cells`."""

    service: Service
    row: Any
    target: Target

    @property
    def cause(self) -> str:
        """ "Asupan gizi (penyebab langsung)"."""
        cause = registry.cause_of(self.service)
        level = CAUSE_LEVELS[cause.level]
        return f"{cause.label} ({level})"

    @property
    def gap(self) -> str:
        """ "kurang 12,3 poin dari target 80,0%", and in which direction."""
        points = formats.number(self.row.short_pct, decimals=1)
        if self.service.is_higher_better:
            return _("kurang {points} poin dari target {goal}", points=points, goal=self.goal)
        return _("lebih {points} poin dari target {goal}", points=points, goal=self.goal)

    @property
    def goal(self) -> str:
        return formats.percent(self.target.value_pct)

    @property
    def people(self) -> str:
        """ "1.204 balita belum terjangkau"; "" where it is hidden."""
        if pd.isna(self.row.left_n):
            return ""
        return f"{formats.number(self.row.left_n)} {left_words(self.service)}"


def weakest(coverage: Coverage, *, most: int = MOST) -> dict[str, tuple[Weak, ...]]:
    """Per area its weakest services, from the immediate causes to the basic ones; none where all reach their target."""
    found: dict[str, tuple[Weak, ...]] = {}
    for code, cells in coverage.cells.groupby("area_code", sort=False):
        short = [one for one in records(cells) if _is_short(one)]
        short.sort(key=lambda one: (-one.short_pct, registry.BY_KEY[one.service_key].order))
        chosen = [
            Weak(service=registry.BY_KEY[one.service_key], row=one, target=coverage.targets[one.service_key])
            for one in short[:most]
        ]
        found[str(code)] = tuple(sorted(chosen, key=lambda one: one.service.order))
    return found


def compared_n(coverage: Coverage) -> dict[str, int]:
    """Per area how many services have a figure and a target."""
    is_judged = coverage.cells["verdict"].ne(Verdict.NONE) & ~coverage.cells["is_over"].to_numpy(dtype=bool)
    return {str(code): int(n) for code, n in is_judged.groupby(coverage.cells["area_code"], sort=False).sum().items()}


def as_table(coverage: Coverage) -> pd.DataFrame:
    """One row per area and weak service, as it is printed."""
    names = dict(zip(coverage.cells["area_code"], coverage.cells["area_name"], strict=True))
    rows = [
        {
            N_("Kode"): code,
            N_("Wilayah"): names[code],
            N_("Urutan"): at,
            N_("Penyebab"): one.cause,
            N_("Layanan"): one.service.wording,
            N_("Cakupan (%)"): round(float(one.row.value_pct), 1),
            N_("Target (%)"): one.target.value_pct,
            N_("Selisih (poin)"): round(float(one.row.short_pct), 1),
            N_("Belum terjangkau"): None if pd.isna(one.row.left_n) else int(one.row.left_n),
            N_("Satuan"): left_words(one.service),
            N_("Kurang ke target"): None if pd.isna(one.row.to_target_n) else int(one.row.to_target_n),
        }
        for code, found in weakest(coverage).items()
        for at, one in enumerate(found, start=1)
    ]
    columns = ["Kode", "Wilayah", "Urutan", "Penyebab", "Layanan", "Cakupan (%)", "Target (%)"]  # no text
    columns += ["Selisih (poin)", "Belum terjangkau", "Satuan", "Kurang ke target"]  # no text
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype(dict.fromkeys(("Belum terjangkau", "Kurang ke target"), "Int64"))  # no text


def _is_short(row: Any) -> bool:
    return row.state is State.VALUE and not row.is_over and row.verdict in (Verdict.NEAR, Verdict.BELOW)
