"""One map with everything that goes into its files: rounds, rows, classes, shapes, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting.classes import ClassScheme
from stunting.exports import map_files, tables
from stunting.exports.stamp import Stamp
from stunting.geography import PLURALS
from stunting.measures import Round


@dataclass(frozen=True, kw_only=True, eq=False)
class MapSheet:
    """A map of one or two survey rounds, ready to be written.

    frames:  rows of `queries.prevalence_by_area`, one frame per round
    payload: compressed geometry of the scope, as in the release
    """

    rounds: tuple[Round, ...]
    frames: tuple[pd.DataFrame, ...]
    scheme: ClassScheme
    payload: bytes
    stamp: Stamp

    def table(self) -> pd.DataFrame:
        return map_files.table(self.rounds, self.frames, self.scheme)

    def csv(self) -> bytes:
        return tables.to_csv(self.table(), self.stamp)

    def xlsx(self) -> bytes:
        return tables.to_xlsx(self.table(), self.stamp)

    def png(self) -> bytes:
        panels = [(one.label, frame) for one, frame in zip(self.rounds, self.frames, strict=True)]
        return map_files.to_png(self.payload, panels, scheme=self.scheme, stamp=self.stamp)

    def geojson(self) -> bytes:
        return map_files.to_geojson(self.payload, self.table(), self.stamp)


def title(*, level: str, place: str, rounds: Sequence[Round]) -> str:
    """ "Prevalensi stunting menurut kabupaten/kota, Provinsi Lampung, SSGI 2021 dan SKI 2023"."""
    return f"Prevalensi stunting menurut {PLURALS[level]}, {place}, {labels(rounds)}"


def source(rounds: Sequence[Round]) -> str:
    """The source line of a map."""
    return f"Sumber: {labels(rounds)} (Kementerian Kesehatan), angka yang dipublikasikan."


def caution(rounds: Sequence[Round]) -> str | None:
    """What two maps side by side do not say, None for one map."""
    if len(rounds) < 2:
        return None
    if len({one.survey for one in rounds}) > 1:
        return f"{labels(rounds)} memakai rancangan survei yang berbeda: perbedaan warna bukan perubahan yang terukur."
    return "Perubahan antara kedua peta tidak dapat diuji selama interval tidak dipublikasikan."


def labels(rounds: Sequence[Round]) -> str:
    return " dan ".join(one.label for one in rounds)
