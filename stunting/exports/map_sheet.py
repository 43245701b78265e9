"""One map with everything that goes into its files: rounds, rows, classes, shapes, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.charts.map_view import CREDIT_APPROXIMATE, MapPanel, MapView
from stunting.classes import ClassScheme
from stunting.exports import map_files, map_picture, tables
from stunting.exports.stamp import Stamp
from stunting.geography import PLURALS
from stunting.languages import N_, _
from stunting.measures import Round

CREDIT_OFFICIAL = N_("Batas wilayah bersifat indikatif")
CREDIT_MIXED = N_("Sebagian batas dari berkas resmi, sisanya perkiraan dari titik desa")


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
        panels = tuple(
            MapPanel(title=one.label, frame=frame.assign(code=frame["area_code"]))
            for one, frame in zip(self.rounds, self.frames, strict=True)
        )
        return map_picture.to_png(self.payload, MapView(panels=panels, scheme=self.scheme), self.stamp)

    def geojson(self) -> bytes:
        return map_files.to_geojson(self.payload, self.table(), self.stamp)


@dataclass(frozen=True, kw_only=True, eq=False)
class ViewSheet:
    """Any map of a page, ready to be written: what the screen shows, and of a map that plays the period it opens with.

    payload: compressed geometry of the scope, as in the release
    """

    view: MapView
    payload: bytes
    stamp: Stamp

    def table(self) -> pd.DataFrame:
        return map_files.view_table(self.view, map_files.Shapes.of(self.payload))

    def csv(self) -> bytes:
        return tables.to_csv(self.table(), self.stamp)

    def xlsx(self) -> bytes:
        return tables.to_xlsx(self.table(), self.stamp)

    def png(self) -> bytes:
        return map_picture.to_png(self.payload, self.view, self.stamp)

    def geojson(self) -> bytes:
        return map_files.to_geojson(self.payload, self.table(), self.stamp)


def sheet(
    *,
    place: str,
    level: str,
    rounds: Sequence[Round],
    frames: Sequence[pd.DataFrame],
    scheme: ClassScheme,
    payload: bytes,
    credit: str,
    release_id: str,
    is_sample: bool,
) -> MapSheet:
    """A map with the words that belong to it; `rounds` and `frames` go together, oldest first."""
    covered = [coverage(frame, level) for frame in frames]
    if len(rounds) > 1:
        covered = [f"{one.label}: {sentence}" for one, sentence in zip(rounds, covered, strict=True)]
    warning = caution(rounds)
    return MapSheet(
        rounds=tuple(rounds),
        frames=tuple(frames),
        scheme=scheme,
        payload=payload,
        stamp=Stamp(
            title=_(
                "Prevalensi stunting menurut {plurals}, {place}, {rounds}",
                plurals=PLURALS[level],
                place=place,
                rounds=labels(rounds),
            ),
            subtitle=_("Persen balita. Kelas: {scheme}. {covered}.", scheme=scheme.label, covered=". ".join(covered)),
            source=source(rounds),
            release_id=release_id,
            is_sample=is_sample,
            notes=(credit, *([warning] if warning else [])),
        ),
    )


def coverage(frame: pd.DataFrame, level: str) -> str:
    """How many areas have a figure, and whether intervals and n were published."""
    known = int(frame["value_pct"].notna().sum())
    has_base = frame["n"].notna().any() or frame["ci_low_pct"].notna().any()
    return _(
        "{known} dari {frame_n} {plurals} memiliki angka{words}",
        known=formats.number(known),
        frame_n=formats.number(len(frame)),
        plurals=PLURALS[level],
        words="" if has_base or not known else _("; interval dan n tidak dipublikasikan"),
    )


def source(rounds: Sequence[Round]) -> str:
    """The source line of a map."""
    return _("Sumber: {rounds} (Kementerian Kesehatan), angka yang dipublikasikan.", rounds=labels(rounds))


def caution(rounds: Sequence[Round]) -> str | None:
    """What two maps side by side do not say, None for one map."""
    if len(rounds) < 2:
        return None
    if len({one.survey for one in rounds}) > 1:
        return _(
            "{rounds} memakai rancangan survei yang berbeda: perbedaan warna bukan perubahan yang terukur.",
            rounds=labels(rounds),
        )
    return _("Perubahan antara kedua peta tidak dapat diuji selama interval tidak dipublikasikan.")


def credit(*, drawn_n: int, official_n: int, level: str) -> str:
    """Where the borders of a map come from, in one sentence."""
    if not official_n:
        return (_("Peta skematis desa. ") if level == "desa" else "") + _(CREDIT_APPROXIMATE)
    return _(CREDIT_OFFICIAL) if official_n == drawn_n else _(CREDIT_MIXED)


def labels(rounds: Sequence[Round]) -> str:
    """ "SSGI 2021 dan SKI 2023"."""
    return _(" dan ").join(one.label for one in rounds)
