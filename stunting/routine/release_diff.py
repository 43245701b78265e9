"""What changed in the routine figures of an area since the release before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine.periods import Period

MOST_NAMED = 3
# Counts of children that mode publik does not show.
MOST_HIDDEN = 4


def sentences(
    *,
    place: str,
    indicator: Indicator,
    period: Period,
    before: Any | None,
    after: Any,
    periods_before: Sequence[Period],
    periods_after: Sequence[Period],
    is_public: bool = False,
) -> tuple[str, ...]:
    """One sentence per kind of change, none where nothing changed.

    is_public: two figures whose difference is 1-4 children are not told side by side, nor the earlier figure of a count
        that is hidden now
    before, after: the area's row of `District.areas_in_period` in both releases, None where the older one has none
    """
    told = []
    known = {(one.kind, one.key) for one in periods_before}
    added = [one.label for one in periods_after if (one.kind, one.key) not in known]
    if added:
        more = (
            _(", dan {added_n} lainnya", added_n=formats.number(len(added) - MOST_NAMED))
            if len(added) > MOST_NAMED
            else ""
        )
        told.append(_("Periode baru: {added}{more}.", added=", ".join(added[-MOST_NAMED:]), more=more))
    lost = {(one.kind, one.key) for one in periods_before} - {(one.kind, one.key) for one in periods_after}
    if lost:
        told.append(_("{lost_n} periode tidak ada lagi.", lost_n=formats.number(len(lost))))
    if before is None or _same(before, after):
        return tuple(told)
    if bool(before.is_sample) is not bool(after.is_sample):
        told.append(
            _("Data contoh diganti data dari berkas.") if before.is_sample else _("Kembali memakai data contoh.")
        )
    elif _is_shown(before) and _is_shown(after) and is_public and _differ_by_few(before, after):
        told.append(
            _(
                "{indicator} {place} pada {period} berubah sedikit; angka rilis sebelumnya tidak "
                "ditampilkan dalam mode publik karena selisihnya 1–4 balita.",
                indicator=indicator.short,
                place=place,
                period=period.label,
            )
        )
    elif _is_shown(before) and _is_shown(after):
        told.append(
            _(
                "{indicator} {place} pada {period}: {before} menjadi {after}.",
                indicator=indicator.short,
                place=place,
                period=period.label,
                before=_figure(before),
                after=_figure(after),
            )
        )
    elif is_public and _is_shown(before) and after.is_suppressed:
        told.append(
            _(
                "Angka {place} pada {period} berubah keadaannya: sekarang disembunyikan, jadi "
                "angka rilis sebelumnya tidak ditampilkan dalam mode publik.",
                place=place,
                period=period.label,
            )
        )
    else:
        told.append(
            _(
                "Angka {place} pada {period} berubah keadaannya: {before} menjadi {after}.",
                place=place,
                period=period.label,
                before=_state(before),
                after=_state(after),
            )
        )
    return tuple(told)


def _same(before: Any, after: Any) -> bool:
    pairs = [(getattr(before, name), getattr(after, name)) for name in ("hits_n", "base_n", "target_n", "is_sample")]
    # A count that is unknown on one side only compares to neither true nor false.
    return all(pd.isna(one) and pd.isna(two) if pd.isna(one) or pd.isna(two) else one == two for one, two in pairs)


def _differ_by_few(before: Any, after: Any) -> bool:
    """The records of two releases are mostly the same, so their difference is the few children who are in one only."""
    hits, base = after.hits_n - before.hits_n, after.base_n - before.base_n
    return any(0 < abs(one) <= MOST_HIDDEN for one in (hits, base, base - hits))


def _is_shown(row: Any) -> bool:
    return bool(pd.notna(row.value_pct))


def _figure(row: Any) -> str:
    return _(
        "{value_pct} ({hits_n} dari {base_n})",
        value_pct=formats.percent(row.value_pct),
        hits_n=formats.number(row.hits_n),
        base_n=formats.number(row.base_n),
    )


def _state(row: Any) -> str:
    return _figure(row) if _is_shown(row) else row.state.label
