"""The kabupaten/kota of a province in the order of one survey round."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import COUNTRY, Area
from stunting.languages import _
from stunting.measures import Estimate, Round
from stunting.narrative import position, position_sentence
from stunting.rembuk.agenda import Step
from stunting.slides import asked, survey_words, words
from stunting.slides.banding_parts import rounds_for, slide_of
from stunting.slides.compared import chosen
from stunting.slides.drawings import Bar, BarsDrawing, Level
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

PROVINCE = "prov"
# What the last row of a hall can still read.
MOST_BARS = 14


def ranking(sources: Sources, step: Step, area: Area) -> Slide:
    """The kabupaten/kota of a province in one survey round, the highest first, the own one marked.

    Raises:
        NoDataError: no such round, or it has no figure for this province.
    """
    province = _province(sources, step, area)
    rounds = rounds_for(sources, province.code)
    one = asked.rounds_of_step(step, rounds)[-1]
    frame = sources.prevalence(one, level="kabupaten", within=province.code)
    known = frame.dropna(subset="value_pct").sort_values(["value_pct", "area_code"], ascending=[False, True])
    if known.empty:
        raise NoDataError(
            _(
                "{one} tidak memuat kabupaten/kota di {province}. Pilih survei lain.",
                one=one.label,
                province=province.official_name,
            )
        )
    own = sources.kabupaten_of(area)
    marked = own.code if own is not None else ""
    upper = _at(sources, province.code, one)
    bars = _bars(known, marked)
    mine = _at(sources, marked, one) if marked in known["area_code"].tolist() else None
    figure, sentence = _standing(known, province=province, own=own, one=one, mine=mine, upper=upper)
    has_base = bool(known["ci_low_pct"].notna().all() and known["n"].notna().all())
    return slide_of(
        sources,
        step,
        figure=figure,
        sentence=sentence,
        rounds=(one,),
        counted=f"; {formats.number(len(known))} dari {formats.number(len(frame))} kabupaten/kota memiliki angka",
        chips=(province.official_name, one.label, words.per_unit("kabupaten")),
        drawing=BarsDrawing(
            bars=bars,
            levels=(
                ()
                if upper is None
                else (Level(label=f"{province.name} {formats.percent(upper.value_pct)}", value=upper.value_pct),)
            ),
            rest=_rest(len(known) - len(bars), len(frame) - len(known)),
            alt=f"Prevalensi stunting kabupaten/kota di {province.official_name}, {one.label}: "
            + "; ".join(f"{bar.name} {bar.text}" for bar in bars)
            + ".",
        ),
        footnotes=(
            *(words.survey_notes(mine) if mine is not None else ()),
            *([] if has_base else [survey_words.NO_BASE]),
        ),
        data_date=one.label,
        params={PROVINCE: province.code, "tahun": str(one.year), "survei": one.survey},
    )


def _province(sources: Sources, step: Step, area: Area) -> Area:
    """The province of the step, of its area, or of the first kabupaten that is compared."""
    code = step.params.get(PROVINCE) or ("" if area.code == COUNTRY else area.code[:2])
    return sources.register.get(code or chosen(sources, step, area)[0][:2])


def _at(sources: Sources, code: str, one: Round) -> Estimate | None:
    return next((e for e in sources.series(code) if e.round == one and e.area_code == code), None)


def _bars(known: pd.DataFrame, marked: str) -> tuple[Bar, ...]:
    """The first rows; the marked area takes the place of the last one, with its own place said."""
    rows = list(records(known))
    shown = rows[:MOST_BARS]
    place = next((number for number, row in enumerate(rows, start=1) if row.area_code == marked), 0)
    if place > MOST_BARS:
        shown = [*shown[:-1], rows[place - 1]]
    return tuple(
        Bar(
            name=row.area_name,
            value=float(row.value_pct),
            low=None if pd.isna(row.ci_low_pct) else float(row.ci_low_pct),
            high=None if pd.isna(row.ci_high_pct) else float(row.ci_high_pct),
            text=formats.percent(row.value_pct),
            note=_note(row, place=place if row.area_code == marked and place > MOST_BARS else 0),
            is_marked=row.area_code == marked,
            code=row.area_code,
        )
        for row in shown
    )


def _note(row: Any, *, place: int) -> str:
    said = [f"urutan ke-{place}"] if place else []
    return "; ".join([*said, *([] if pd.isna(row.n) else [f"n {formats.number(row.n)}"])])


def _standing(
    known: pd.DataFrame, *, province: Area, own: Area | None, one: Round, mine: Estimate | None, upper: Estimate | None
) -> tuple[KeyFigure, str]:
    """The own figure and its place; without one the figure of the province and the span of its kabupaten."""
    if own is not None and mine is not None:
        found = position(known, own.code, province.official_name)
        assert found is not None
        told = f"{survey_words.said(mine, own.official_name)} {position_sentence(found, province.official_name, upper)}"
        return words.survey_figure(mine, place=own.official_name), told
    top, bottom = next(records(known.head(1))), next(records(known.tail(1)))
    told = (
        f"Menurut {one.label}, angka kabupaten/kota di {province.official_name} antara "
        f"{formats.percent(bottom.value_pct)} ({bottom.area_name}) dan {formats.percent(top.value_pct)} "
        f"({top.area_name})."
    )
    if own is not None and own.code.startswith(province.code):
        told = f"{one.label} tidak memuat angka {own.official_name}. {told}"
    if upper is not None:
        return words.survey_figure(upper, place=province.official_name), told
    missing = KeyFigure(text=formats.missing(), label=f"{one.label}, {province.official_name}")
    return missing, told


def _rest(others_n: int, missing_n: int) -> str:
    """One line for the rows that are not drawn."""
    said = [f"dan {formats.number(others_n)} kabupaten/kota lain"] if others_n else []
    said += [f"{formats.number(missing_n)} tanpa angka"] if missing_n else []
    return f"… {'; '.join(said)}" if said else ""
