"""The slide of page Tabel: the recap of an area, as many rows of it as a hall can read, and its total."""

from __future__ import annotations

from typing import Any

import pandas as pd

from stunting import formats
from stunting.classes import AreaState
from stunting.frames import records
from stunting.geography import Area
from stunting.proportions import change_of_rows
from stunting.rembuk.agenda import Step
from stunting.routine import recap, recap_columns, recap_notes, story
from stunting.routine.choices import scope_code
from stunting.routine.recap import Recap
from stunting.slides import asked, recap_table, words
from stunting.slides.recap_table import LOW_SIGN, SIGN_WORDS
from stunting.slides.slide import Slide
from stunting.slides.sources import Sources

UNIT, COMPARISON, ORDER = "satuan", "banding", "urut"
COVERAGE_CHANGED, VILLAGE_REPORT = "cakupan berubah", "laporan desa"
MOST_NAMED = 4


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The recap of the area; a desa is read among the others of its kecamatan.

    Raises:
        NoDataError: no routine figures here, or the step asks for what is not there.
    """
    choice = asked.routine_choice(sources, step, area)
    above = sources.register.get(area.parent_code or "") if area.level == "desa" else area
    offered = recap.UNITS_OF_LEVEL[above.level]
    unit = asked.chosen(step, UNIT, offered, default=offered[0])
    comparison = asked.chosen(step, COMPARISON, recap.COMPARISONS, default=recap.LAST_YEAR)
    periods = sources.periods(scope_code(area, sources.register))
    found = recap.read(
        sources.district,
        area=above,
        unit=unit,
        period=choice.period,
        before=recap.compared_period(periods, choice.period, comparison),
        question=choice.question,
    )
    orders = recap_columns.orders(recap_columns.columns(found))
    order = asked.chosen(step, ORDER, orders, default=recap_table.default_order(found))
    total = next(iter(records(found.total)))
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.routine_figure(total, choice, place=above.official_name),
        sentence=words.read_out(*_told(sources, found, total)),
        source=recap.source(found),
        chips=(
            *words.routine_chips(choice, area=above, unit=unit, hides=_hides(found)),
            *([f"dibanding {found.before.label}"] if found.before else []),
            *([f"urut {orders[order]}"] if order else []),
        ),
        data_date=words.data_date(choice),
        drawing=recap_table.table(found, order=order),
        footnotes=_footnotes(found, comparison, order),
        is_sample=found.is_sample,
        params={ORDER: order} if order else {},
    )


def _told(sources: Sources, found: Recap, total: Any) -> tuple[str, ...]:
    """The rate of the whole, and its change, or where the highest rate and most children are."""
    head = story.said(found.area.official_name, total, indicator=found.indicator, period=found.period)
    if total.state in story.WITHOUT_RATE:
        return (head,)
    if found.before is None:
        return head, _spread(found)
    before = sources.area_row(found.area, period=found.before, question=found.question)
    step = change_of_rows(before, total, indicator=found.indicator, periods=(found.before, found.period))
    return head, story.change_sentence(step)


def _spread(found: Recap) -> str:
    """Nothing for puskesmas: their areas are no units of the register."""
    if found.unit == recap.PUSKESMAS:
        return ""
    return story.spread_sentence(found.rows, level=found.unit, indicator=found.indicator)


def _hides(found: Recap) -> bool:
    return words.has_hidden(found.rows) or words.has_hidden(found.total)


def _footnotes(found: Recap, comparison: str, order: str) -> tuple[str, ...]:
    """What the marks of the rows in sight mean; the sign of low coverage is the one of slides."""
    kept = recap_table.kept_rows(found, order=order)
    marks = recap_notes.table_notes(
        kept["note"].str.replace(COVERAGE_CHANGED, "", regex=False).str.replace(VILLAGE_REPORT, "", regex=False),
        has_change=found.before is not None,
        is_puskesmas=found.unit == recap.PUSKESMAS,
        may_hide=_hides(found),
        missing_comparison=recap.missing_comparison(found, comparison),
    )
    return (
        *_without_data(found),
        *([SIGN_WORDS] if found.before is not None else []),
        *(one.replace(f"({recap_columns.LOW_MARK})", f"({LOW_SIGN})") for one in marks),
        *_named(kept, COVERAGE_CHANGED, "Cakupan berubah 10 poin atau lebih, jadi balita yang terukur dapat berbeda"),
        *_named(kept, VILLAGE_REPORT, "Laporan desa tanpa data per anak, jadi sangat pendek tidak terpisah"),
    )


def _without_data(found: Recap) -> tuple[str, ...]:
    known = sum(state is not AreaState.NO_DATA for state in found.rows["state"])
    if known == len(found.rows):
        return ()
    unit = recap.UNITS[found.unit].lower()
    return (f"{formats.number(known)} dari {formats.number(len(found.rows))} {unit} memiliki data.",)


def _named(kept: pd.DataFrame, word: str, sentence: str) -> tuple[str, ...]:
    """A caution with the rows it holds for: a hall has no column of notes."""
    names = kept.loc[kept["note"].str.contains(word, regex=False), "area_name"].tolist()
    if not names:
        return ()
    rest = f", dan {len(names) - MOST_NAMED} lainnya" if len(names) > MOST_NAMED else ""
    return (f"{sentence}: {', '.join(names[:MOST_NAMED])}{rest}.",)
