"""Peringkat: the units of the chosen area in the order of their rate, and how sure that order is."""

from __future__ import annotations

import streamlit as st

from stunting.charts.picture import Picture
from stunting.charts.ranks import ranks
from stunting.frames import records
from stunting.geography import PLURALS
from stunting.languages import N_, Words, _
from stunting.routine import source_line
from stunting.routine.district import Question
from stunting.routine.periods import Period
from stunting.routine.ranking import CAUTION, ranked, scope_of
from stunting.ui import data, filters, parts, routine_data, routine_filters, routine_map
from stunting.ui import routine_parts as pieces
from stunting.ui.keeping import kept
from stunting.ui.shell import View

STEADY = "stabil"
STEADIED = Words({"": "Angka apa adanya", "ya": "Distabilkan ke kecamatan"})
STEADY_NOTE = N_(
    "Belah ketupat berongga: angka yang ditarik ke arah kecamatannya (Bayes empiris, "
    "beta-binomial), lebih jauh bila balitanya sedikit. Lingkaran: angka aslinya. Untuk "
    "menimbang urutan, bukan untuk dilaporkan."
)


def show(view: View) -> None:
    """Filters and the ranking with its files."""
    extras: dict[str, str] = {}

    def more(_place: object) -> None:
        extras["stabil"] = filters.listed(_("Angka"), STEADY, STEADIED, default="", width=280, shows_label=True)

    area, units = scope_of(view.area, view.register)
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        first = next(iter(units))
        level = filters.one_of(_("Satuan"), filters.UNIT, units, default=first) if len(units) > 1 else first
        choice = routine_filters.chosen(view, page="banding", extra=(STEADY, filters.UNIT), more=more)
    is_steadied = extras["stabil"] == "ya"
    picture = _picture(
        view.release_id,
        area.code,
        level=level,
        period=choice.period,
        question=choice.question,
        is_steadied=is_steadied,
        marked=view.area.code,
    )
    if is_steadied:
        st.html(_('<p class="stabil"><b>◇ Distabilkan</b> {steady_note}</p>', steady_note=_(STEADY_NOTE)))
    parts.figure(view, picture, key="peringkat-rutin")
    parts.notes(
        (
            _(CAUTION),
            source_line.mode_words(choice),
            *pieces.posyandu_note(choice),
        )
    )


@kept(max_entries=40, hash_funcs={Question: repr})
def _picture(
    release_id: str, code: str, *, level: str, period: Period, question: Question, is_steadied: bool, marked: str
) -> Picture:
    area = data.register(release_id).get(code)
    units = routine_data.areas(release_id, within=code, level=level, period=period, question=question)
    whole = next(
        records(routine_data.areas(release_id, within=code, level=area.level, period=period, question=question))
    )
    lokus, _ignored = routine_map.lokus_of(release_id, within=code, level=level)
    frame = ranked(units, indicator=question.indicator, is_stabilised=is_steadied)
    words = question.selection.words
    return ranks(
        frame.assign(is_lokus=frame["area_code"].isin(lokus)),
        indicator=question.indicator,
        period_label=period.label,
        place=area.official_name,
        source=source_line.source_line(
            whole, "; ".join(part for part in (period.label, words, area.official_name) if part)
        ),
        units=PLURALS[level],
        chosen=(marked,),
        reference=None if whole.value_pct != whole.value_pct else (area.official_name, float(whole.value_pct)),
        is_sample=bool(whole.is_sample),
    )
