"""Routine figures over time: rate with its interval, coverage below, breaks, and the same season a year ago."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting.charts.picture import Picture
from stunting.charts.routine_trend import routine_trend
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.languages import _
from stunting.routine import breaks, rates, source_line
from stunting.routine.choices import Choice
from stunting.routine.district import Question
from stunting.routine.periods import PeriodKind
from stunting.ui import data, origin_dialog, parts, routine_data, routine_filters
from stunting.ui.keeping import kept
from stunting.ui.shell import View


def show(view: View) -> None:
    """The series of the kind of period that is chosen, and the origin of the chosen period's figure."""
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        choice = routine_filters.chosen(view, page="tren")
    if choice.posyandu_id:
        _posyandu(view, choice)
        return
    picture = _picture(view.release_id, view.area.code, kind=choice.period.kind, question=choice.question)
    parts.figure(view, picture, key="tren-rutin")
    st.html(f'<p class="sumber">{source_line.mode_words(choice)}</p>')
    row = _row(view, choice)
    if row is not None:
        origin_dialog.button(view, area=view.area, period=choice.period, question=choice.question, row=row)


def _posyandu(view: View, choice: Choice) -> None:
    """The months of one posyandu; targets are set for a kabupaten and are not drawn here."""
    frame = routine_data.posyandu_over_time(
        view.release_id,
        posyandu_id=choice.posyandu_id,
        within=routine_filters.scope_code(view),
        question=choice.question,
    )
    name = _("Posyandu {removeprefix}", removeprefix=choice.posyandu_name.removeprefix("Posyandu "))
    is_shown = frame["value_pct"].notna().any()
    if not is_shown:
        raise NoDataError(
            _(
                "{name} tidak punya satu bulan pun dengan sedikitnya {smallest_n} balita: n "
                "kecil, persentasenya tidak ditampilkan. Pilih puskesmas atau desanya.",
                name=name,
                smallest_n=rates.SMALLEST_N,
            )
        )
    picture = routine_trend(
        breaks.marked(frame, kind=PeriodKind.MONTH),
        indicator=choice.indicator,
        area_name=name,
        source=_("Sumber: pencatatan rutin (e-PPGBM), hitungan per posyandu."),
        is_sample=bool(frame["is_sample"].any()),
    )
    parts.figure(view, picture, key="tren-posyandu")
    st.html(_('<p class="sumber">{choice} Posyandu dihitung per bulan.</p>', choice=source_line.mode_words(choice)))


def _row(view: View, choice: Choice) -> object | None:
    frame = routine_data.areas(
        view.release_id,
        within=view.area.code,
        level=view.area.level,
        period=choice.period,
        question=choice.question,
    )
    return next(records(frame), None)


@kept(max_entries=60, hash_funcs={Question: repr})
def _picture(release_id: str, code: str, *, kind: PeriodKind, question: Question) -> Picture:
    area = data.register(release_id).get(code)
    frame = routine_data.over_time(release_id, code=code, level=area.level, kind=kind, question=question)
    marked = breaks.marked(frame, kind=kind)
    asked = question.indicator
    targets = (
        data.targets_of_areas(release_id, (code[:4],)) if asked.key == "stunting" else pd.DataFrame(columns=["year"])
    )
    words = question.selection.words
    source = _("Sumber: pencatatan rutin (e-PPGBM)") + (f"; {words}" if words else "") + "."
    shown = marked[marked["value_pct"].notna()]
    if len(shown):
        newest = next(records(shown.tail(1)))
        first = shown["period"].iloc[0]
        when = _("{first} sampai {period}", first=first.label, period=newest.period.label) + (
            f"; {words}" if words else ""
        )
        source = source_line.source_line(newest, _("{when}; yang terbaru", when=when))
    return routine_trend(
        marked,
        indicator=asked,
        area_name=area.official_name,
        source=source,
        targets=targets if len(targets) else None,
        is_sample=bool(frame["is_sample"].any()),
    )
