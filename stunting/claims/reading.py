"""Reading a claim as people type it: "21% -> 13%, 3 tahun", "dari 21,4 persen (2020) menjadi 13 persen (2023)".

What has two meanings is not guessed: "turun 2%" keeps both readings, and the reader is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stunting import formats
from stunting.claims.claim import Claim, ClaimEnd, ClaimKind, Unreadable
from stunting.claims.tokens import (
    NUMBER,
    PER_YEAR,
    SOURCE,
    SOURCES,
    Value,
    is_count,
    numbers_of,
    plain_text,
    span_of,
)
from stunting.languages import N_, _

HOW_TO_WRITE = N_(
    "Tulis kedua angka dengan tahunnya, misalnya “21,4% (2020) menjadi 13% (2023)”, atau “turun 8 poin dalam 3 tahun”."
)
DOWN = re.compile(r"\b(?:turun|menurun|penurunan|berkurang|ditekan|menekan|susut)\b")
UP = re.compile(r"\b(?:naik|meningkat|kenaikan|bertambah|peningkatan)\b")
TO = re.compile(r"->|\b(?:menjadi|jadi|ke|hingga|sampai|tinggal|s\.?d\.?)\b")
REVERSED = re.compile(r"\b(?:dari|sebelumnya|semula)\b")


@dataclass(frozen=True)
class _Parts:
    text: str
    plain: str
    values: list[Value]
    years: list[tuple[int, int]]
    sources: list[tuple[str, int]]
    span: float | None
    direction: int
    is_pace: bool


def parse(text: str) -> Claim | Unreadable:
    """The claim in a typed text, or how to write one.

    parse("21% → 13%, 3 tahun") -> before 21, after 13, years 3
    """
    plain = plain_text(text)
    if re.search(rf"\b1 dari (?:{NUMBER})\s*(?:anak|balita|bayi|baduta)\b", plain):
        return Unreadable(
            text=text,
            sentence=_("“1 dari …” ditulis sebagai persen, misalnya 20%. {how_to_write}", how_to_write=_(HOW_TO_WRITE)),
        )
    span, plain = span_of(plain)
    is_pace = PER_YEAR.search(plain) is not None
    values, years = numbers_of(PER_YEAR.sub(" ", plain))
    sources = [(SOURCES[found.group(1)], found.start()) for found in SOURCE.finditer(plain)]
    direction = -1 if DOWN.search(plain) else 1 if UP.search(plain) else 0
    if any(one.unit in ("", "%") and one.value > 100 for one in values) and not is_count(values):
        return Unreadable(
            text=text, sentence=_("Prevalensi tidak dapat melebihi 100%. {how_to_write}", how_to_write=_(HOW_TO_WRITE))
        )
    if not values or len(values) > 2 or len({one.unit == "n" for one in values}) > 1 or len(years) > 2:
        return Unreadable(text=text, sentence=_why_unreadable(values, years))
    if len(years) == 2 and span is None:
        span = float(abs(years[1][0] - years[0][0])) or None
    parts = _Parts(text, plain, values, years, sources, span, direction, is_pace)
    if len(values) == 1:
        return _single(parts)
    return _step_to(parts) if any(one.unit == "poin" for one in values) else _levels(parts)


def _why_unreadable(values: Sequence[Value], years: Sequence[tuple[int, int]]) -> str:
    if not values:
        return _("Tidak ada angka yang dapat diuji. {how_to_write}", how_to_write=_(HOW_TO_WRITE))
    if len(values) > 2 or len(years) > 2:
        return _(
            "Terlalu banyak angka untuk satu klaim; uji sepasang demi sepasang. {how_to_write}",
            how_to_write=_(HOW_TO_WRITE),
        )
    return _("Jumlah balita dan persen tidak dicampur dalam satu klaim. {how_to_write}", how_to_write=_(HOW_TO_WRITE))


def _levels(parts: _Parts) -> Claim | Unreadable:
    first = parts.values[0]
    ends = _ends(parts.values, parts.years, parts.sources)
    between = parts.plain[first.at : parts.values[1].at]
    if ends[0].year and ends[1].year:
        ends.sort(key=lambda end: end.year or 0)
    elif REVERSED.search(between) and not TO.search(between):
        ends.reverse()
    went = (ends[1].value > ends[0].value) - (ends[1].value < ends[0].value)
    is_dated = ends[0].year is not None and ends[1].year is not None
    is_from = re.search(r"\bdari\b", parts.plain) is not None
    is_step = parts.direction != 0 and not is_from and not is_dated and TO.search(between) is not None
    if is_step and went != parts.direction and first.unit == "%":
        # "turun 2 persen menjadi 13 persen": the first figure is the size of the step.
        return _ambiguous(parts, ClaimKind.AMBIGUOUS, after=ends[1])
    questions = []
    if parts.direction and went != parts.direction:
        questions.append(
            _(
                "Ditulis “{direction}”, padahal angkanya berubah sebaliknya. Angka mana yang lebih dulu?",
                direction=_word(parts.direction),
            )
        )
    elif is_step:
        questions.append(
            _("Apakah angka pertama angka awal, atau besarnya perubahan? Di sini dibaca sebagai angka awal.")
        )
    if parts.span is None:
        questions.append(_("Tahun kedua angka tidak ditulis, jadi lajunya tidak dapat dihitung."))
    before, after = _dated(ends[0], ends[1], parts.span)
    return Claim(
        text=parts.text,
        kind=ClaimKind.COUNT if first.unit == "n" else ClaimKind.LEVELS,
        before=before,
        after=after,
        years=parts.span,
        amount=round(ends[1].value - ends[0].value, 6),
        decimals=max(ends[0].decimals, ends[1].decimals),
        direction=went,
        is_clear=parts.direction in (0, went),
        questions=tuple(questions),
    )


def _dated(before: ClaimEnd, after: ClaimEnd, span: float | None) -> tuple[ClaimEnd, ClaimEnd]:
    """One typed year and a whole number of years give the other year."""
    if span is None or span != int(span) or (before.year is None) == (after.year is None):
        return before, after
    if before.year is None:
        return replace(before, year=(after.year or 0) - int(span)), after
    return before, replace(after, year=before.year + int(span))


def _step_to(parts: _Parts) -> Claim | Unreadable:
    """ "turun 8 poin menjadi 13%": a difference and the figure it led to."""
    steps = [one for one in parts.values if one.unit == "poin"]
    if len(steps) == 2 or not parts.direction:
        return Unreadable(
            text=parts.text, sentence=_("Tulis apakah naik atau turun. {how_to_write}", how_to_write=_(HOW_TO_WRITE))
        )
    level = next(one for one in parts.values if one.unit != "poin")
    end = _ends([level], parts.years[-1:], parts.sources)[0]
    amount = parts.direction * steps[0].value
    start = ClaimEnd(
        value=round(end.value - amount, 6),
        decimals=min(end.decimals, steps[0].decimals),
        year=parts.years[0][0] if len(parts.years) == 2 else None,
        source=end.source,
    )
    before, after = _dated(start, end, parts.span)
    return Claim(
        text=parts.text,
        kind=ClaimKind.LEVELS,
        before=before,
        after=after,
        years=parts.span,
        amount=amount,
        decimals=steps[0].decimals,
        direction=parts.direction,
    )


def _single(parts: _Parts) -> Claim:
    value = parts.values[0]
    end = _ends([value], parts.years[-1:], parts.sources)[0]
    is_level = not parts.direction or re.search(r"\b(?:menjadi|jadi|ke|tinggal)\b", parts.plain[: value.at])
    if value.unit == "n" or (is_level and value.unit != "poin" and not parts.is_pace):
        return Claim(
            text=parts.text,
            kind=ClaimKind.COUNT if value.unit == "n" else ClaimKind.LEVEL,
            after=end,
            years=parts.span,
            decimals=value.decimals,
            direction=parts.direction,
        )
    if parts.is_pace or value.unit != "poin":
        return _ambiguous(parts, ClaimKind.PACE if parts.is_pace else ClaimKind.AMBIGUOUS)
    return _ambiguous(parts, ClaimKind.POINTS)


def _ambiguous(parts: _Parts, kind: ClaimKind, *, after: ClaimEnd | None = None) -> Claim:
    """A difference without the figures it lies between; in percent it has two meanings."""
    value = parts.values[0]
    direction = parts.direction or (-1 if parts.plain.startswith("-") else 1)
    typed = formats.number(value.value, decimals=value.decimals)
    question = _(
        "“{direction} {typed}%”: {typed} poin persen, atau {typed}% dari angka sebelumnya?",
        direction=_word(direction),
        typed=typed,
    )
    questions = [] if value.unit == "poin" else [question]
    years = [year for year, _ignored in parts.years]
    if parts.span is None and not years and after is None:
        # Among many figures some pair always lies this far apart.
        questions.append(_("Perubahan sebesar itu dari tahun berapa ke tahun berapa?"))
    names = {name for name, _ignored2 in parts.sources}
    source = next(iter(names)) if len(names) == 1 else ""
    return Claim(
        text=parts.text,
        kind=kind,
        before=ClaimEnd(year=min(years), source=source) if len(years) == 2 else None,
        after=after or ClaimEnd(year=max(years, default=None), source=source),
        years=parts.span,
        amount=direction * value.value,
        decimals=value.decimals,
        direction=direction,
        is_clear=not questions,
        questions=tuple(questions),
    )


def _word(direction: int) -> str:
    return _("turun") if direction < 0 else _("naik")


def _ends(
    values: Sequence[Value], years: Sequence[tuple[int, int]], sources: Sequence[tuple[str, int]]
) -> list[ClaimEnd]:
    """The typed figures with their years and sources: two in order, a single one to its nearest figure before it."""

    def owner(at: int) -> int:
        return max([number for number, one in enumerate(values) if one.at < at], default=0)

    year_of = (
        dict(enumerate(y for y, _ignored3 in years)) if len(years) == len(values) else {owner(at): y for y, at in years}
    )
    names = [name for name, _ignored4 in sources]
    if len(names) == 1 and sources[0][1] < values[0].at:
        source_of = dict.fromkeys(range(len(values)), names[0])
    elif len(names) == len(values):
        source_of = dict(enumerate(names))
    else:
        source_of = {owner(at): name for name, at in sources}
    return [
        ClaimEnd(value=one.value, decimals=one.decimals, year=year_of.get(number), source=source_of.get(number, ""))
        for number, one in enumerate(values)
    ]
