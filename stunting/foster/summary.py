"""Sums of a foster programme for the public, and which of them must not be shown.

Counts of 1-4 children are left out before anything is stored, with what would tell them: by subtraction inside the
kabupaten, and from what was published before. docs/foster.md says why that is enough.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stunting.foster.book import Book, Publication
from stunting.foster.effect import Effect
from stunting.languages import _
from stunting.published_foster import (
    CHANGE,
    CHILDREN,
    COMPARED,
    DIFFERENCE,
    EFFECT_KEYS,
    HIGH,
    LOW,
    OTHERS,
    OTHERS_CHANGE,
    PARENTS,
    ROSE,
)
from stunting.routine.bundles import SMALLEST_PUBLIC_N, is_safe_together


@dataclass(frozen=True, kw_only=True)
class Sum:
    """One figure of the release table `foster_summary`; value_n is None where it is hidden."""

    area_code: str
    programme: str
    key: str
    value_n: int | None

    @property
    def is_hidden(self) -> bool:
        return self.value_n is None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What would be published on a day; notes say what is left out and why."""

    kabupaten: str
    as_of: dt.date
    sums: tuple[Sum, ...]
    notes: tuple[str, ...]


def drafted(book: Book, effects: Mapping[str, Effect], *, kecamatan: Sequence[str], today: dt.date) -> Draft:
    """The sums of every programme that has children, made fit to be published.

    effects: by code of the programme
    """
    sums: list[Sum] = []
    notes: list[str] = []
    for programme in book.programmes:
        active = book.active(today, programme=programme.code)
        if not active:
            continue
        # A child with two foster parents in one programme is one child.
        desa = {one.record.child: one.record.desa_code for one in reversed(active)}
        counts = dict.fromkeys(kecamatan, 0)
        for code in desa.values():
            counts[code[:6]] = counts.get(code[:6], 0) + 1
        known = _earlier(book.publications, programme.name)
        split, said = published_counts(counts, known, kabupaten=book.kabupaten)
        notes += [f"{programme.name}: {one}" for one in said]
        sums += [
            Sum(area_code=area, programme=programme.name, key=CHILDREN, value_n=value) for area, value in split.items()
        ]
        parents = len({one.parent.record.id for one in active})
        # Foster parents are told of only beside the children they stand for.
        is_shown = split[book.kabupaten] is not None and not _is_small(parents)
        is_shown &= not _is_near(parents, [shown.get((book.kabupaten, PARENTS)) for shown in known])
        sums.append(_sum(book.kabupaten, programme.name, PARENTS, parents if is_shown else None))
        found, said = effect_sums(effects[programme.code], known, kabupaten=book.kabupaten, programme=programme.name)
        sums += found
        notes += [f"{programme.name}: {one}" for one in said]
    return Draft(kabupaten=book.kabupaten, as_of=today, sums=tuple(sums), notes=tuple(notes))


Shown = Mapping[tuple[str, str], int]


def published_counts(
    counts: Mapping[str, int], earlier: Sequence[Shown], *, kabupaten: str
) -> tuple[dict[str, int | None], list[str]]:
    """The total and its split by kecamatan, None where a figure stays hidden; and why.

    earlier: what was shown before: (area, key) -> value, one mapping per publication
    """
    total = sum(counts.values())
    nothing: dict[str, int | None] = {kabupaten: None, **dict.fromkeys(counts, None)}
    if _is_small(total):
        return nothing, [_("kurang dari lima anak; jumlahnya tidak diterbitkan.")]
    if _is_near(total, [shown.get((kabupaten, CHILDREN)) for shown in earlier]):
        return nothing, [_("jumlah anak berubah 1–4 sejak terbitan terdahulu; angka baru belum diterbitkan.")]
    hidden = hidden_kecamatan(counts)
    if hidden is None:
        return nothing | {kabupaten: total}, [
            _("rincian per kecamatan dapat membuka jumlah 1–4; hanya jumlah kabupaten.")
        ]
    split: dict[str, int | None] = {code: None if code in hidden else value for code, value in counts.items()}
    if any(_tells(split, total, shown, kabupaten=kabupaten) for shown in earlier):
        return nothing | {kabupaten: total}, [
            _("jumlah di sebuah kecamatan berubah 1–4 sejak terbitan terdahulu; hanya jumlah kabupaten.")
        ]
    said = (
        [_("{hidden_n} kecamatan disembunyikan supaya jumlah 1–4 tidak terbuka.", hidden_n=len(hidden))]
        if hidden
        else []
    )
    return {kabupaten: total, **split}, said


def hidden_kecamatan(counts: Mapping[str, int]) -> set[str] | None:
    """The kecamatan to hide together, so that their sum tells none of them; None where no choice is safe."""
    hidden = {code for code, value in counts.items() if _is_small(value)}
    rest = sorted((value, code) for code, value in counts.items() if code not in hidden)
    none, large = [code for value, code in rest if value == 0], [code for value, code in rest if value > 0]
    if not hidden:
        return set()
    # Kecamatan without any child are hidden along first: that costs the reader least.
    for partners in (none, large, [*none, *large]):
        together = set(hidden)
        for code in ["", *partners]:
            together |= {code} - {""}
            if is_safe_together([counts[one] for one in together]):
                return together
    return None


def effect_sums(
    effect: Effect, earlier: Sequence[Shown], *, kabupaten: str, programme: str
) -> tuple[list[Sum], list[str]]:
    """The effect where it has numbers; hidden where a few more children than before would tell theirs."""
    if effect.foster is None or effect.others is None:
        return [], []
    values = {
        COMPARED: effect.foster_n,
        ROSE: round(effect.foster.rose_pct / 100 * effect.foster_n),
        OTHERS: effect.others_n,
        CHANGE: round(1000 * effect.foster.change),
        OTHERS_CHANGE: round(1000 * effect.others.change),
        DIFFERENCE: round(1000 * effect.difference),
        LOW: round(1000 * effect.low),
        HIGH: round(1000 * effect.high),
    }
    before = {key: [shown.get((kabupaten, key)) for shown in earlier] for key in EFFECT_KEYS}
    if _is_near(effect.foster_n, before[COMPARED]) or _is_near(effect.others_n, before[OTHERS]):
        said = [
            _("jumlah anak yang dibandingkan berubah 1–4 sejak terbitan terdahulu; perubahannya belum diterbitkan.")
        ]
        return [_sum(kabupaten, programme, key, None) for key in values], said
    shown: dict[str, int | None] = dict(values)
    rest = effect.foster_n - values[ROSE]
    if _is_small(values[ROSE]) or _is_small(rest) or _is_near(values[ROSE], before[ROSE]):
        shown[ROSE] = None
    return [_sum(kabupaten, programme, key, value) for key, value in shown.items()], []


def _tells(split: Mapping[str, int | None], total: int, shown: Shown, *, kabupaten: str) -> bool:
    """Whether a split and an earlier one together tell a change of 1-4 children somewhere."""
    before = {code: shown.get((code, CHILDREN)) for code in split}
    if any(value is not None and _is_near(value, [before[code]]) for code, value in split.items()):
        return True
    earlier_total = shown.get((kabupaten, CHILDREN))
    open_twice = [code for code, value in split.items() if value is not None and before[code] is not None]
    if earlier_total is None or len(open_twice) == len(split):
        return False
    # What either of them hides, together: a total minus what both show, however the hidden ones differ.
    rest = total - sum(split[code] or 0 for code in open_twice)
    return _is_near(rest, [earlier_total - sum(before[code] or 0 for code in open_twice)])


def _earlier(publications: Sequence[Publication], programme: str) -> list[Shown]:
    """What each publication showed of a programme."""
    return [
        {
            (str(row["area_code"]), str(row["key"])): int(row["value_n"])
            for row in one.rows
            if row["programme"] == programme and row["value_n"] is not None
        }
        for one in publications
    ]


def _is_small(value: int) -> bool:
    return 0 < value < SMALLEST_PUBLIC_N


def _is_near(value: int, others: Sequence[int | None]) -> bool:
    """Whether a value differs by 1-4 from one that is known."""
    return any(one is not None and _is_small(abs(value - one)) for one in others)


def _sum(area: str, programme: str, key: str, value: int | None) -> Sum:
    return Sum(area_code=area, programme=programme, key=key, value_n=value)
