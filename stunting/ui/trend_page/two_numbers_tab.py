"""Dua angka: the survey and the routine figure of a kabupaten, what both can be true of, and what remains."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats, gap_reasons, two_numbers
from stunting.charts import two_numbers as chart
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.languages import _
from stunting.measures import Estimate
from stunting.routine import known_figures
from stunting.routine.district import Question
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.ui import data, filters, parts, published, routine_data, routine_filters, series
from stunting.ui.shell import View

PAIR, ROUTINE_FIGURE = "survei_dua", "rutin_dua"


def show(view: View) -> None:
    """Of the kabupaten, for surveys reach no further."""
    kabkota = view.kabkota
    assert kabkota is not None
    if kabkota != view.area:
        series.explain_level(view, kabkota)
    surveys = sorted(series.of(view, kabkota.code), key=lambda one: (one.year, one.survey), reverse=True)
    own = [one for one in surveys if one.area_code == kabkota.code]
    if not own:
        raise NoDataError(_("Belum ada angka survei untuk {kabkota}.", kabkota=kabkota.official_name))
    figures = routine_figures(view)
    with st.container(key="saringan-dua", horizontal=True, vertical_alignment="center", gap="small"):
        by_round = {one.round.key: one for one in own}
        chosen = filters.listed(
            _("Survei"),
            PAIR,
            {key: one.round_label for key, one in by_round.items()},
            default=own[0].round.key,
            width=180,
        )
        by_key = known_figures.keyed(figures)
        labels = {key: _label(one) for key, one in by_key.items()}
        asked = filters.listed(_("Angka rutin"), ROUTINE_FIGURE, labels, default=next(iter(labels)), width=430)
    survey, routine = by_round[chosen], by_key[asked]
    found = two_numbers.two_numbers(survey, routine, highest_published_pct=_highest(view, survey))
    is_sample = not routine.announced_by and kabkota.code in data.meta(view.release_id).get("sample_kabupaten", "")
    left, right = st.columns([7, 5], gap="large")
    with left:
        _drawing(view, found, is_sample=is_sample)
    with right:
        _words(found)


def routine_figures(view: View) -> list[RoutineFigure | PublishedRate]:
    """Every routine figure of the kabupaten, newest first: counted here, and announced by an office."""
    assert view.kabkota is not None
    question = Question(indicator=indicator("stunting"), mode=routine_filters.mode())
    offered = routine_data.periods(view.release_id, view.kabkota.code, mode=question.mode)
    frames = [
        routine_data.over_time(view.release_id, code=view.kabkota.code, level="kabupaten", kind=kind, question=question)
        for kind in dict.fromkeys(one.kind for one in offered)
    ]
    return known_figures.newest_first(
        frames, published.rates(view, view.kabkota), area=view.kabkota, indicator=question.indicator
    )


def _label(one: RoutineFigure | PublishedRate) -> str:
    label = one.period.label[0].upper() + one.period.label[1:]
    announced = _("diumumkan") if isinstance(one, RoutineFigure) else _("diumumkan, tanpa hitungan")
    origin = announced if one.announced_by else "e-PPGBM"
    return f"{label}: {formats.percent(one.value_pct)} ({origin})"


def _highest(view: View, survey: Estimate) -> float | None:
    return two_numbers.highest_pct(
        data.prevalence_by_area(view.release_id, survey=survey.survey, year=survey.year, level="kabupaten", within="00")
    )


def _drawing(view: View, found: two_numbers.TwoNumbers, *, is_sample: bool) -> None:
    survey, routine = found.survey, found.routine
    low, high, n = (*routine.interval_pct, routine.base_n) if isinstance(routine, RoutineFigure) else (None, None, None)
    picture = chart.two_numbers(
        area_name=routine.area_name,
        survey_label=survey.round_label,
        survey_pct=survey.value_pct,
        survey_low_pct=survey.ci_low_pct,
        survey_high_pct=survey.ci_high_pct,
        survey_n=survey.n,
        routine_label=f"{routine.period.label}{_(' (diumumkan)') if routine.announced_by else ''}",
        routine_pct=routine.value_pct,
        routine_low_pct=low,
        routine_high_pct=high,
        routine_n=n,
        coverage_pct=found.coverage_pct,
        bound_low_pct=found.low_pct,
        bound_high_pct=found.high_pct,
        implied_unmeasured_pct=found.implied_pct,
        source=_(
            "Sumber: {survey} (Kementerian Kesehatan); {routine}.",
            survey=survey.round_label,
            routine=known_figures.source_words(routine),
        ),
        is_sample=is_sample,
    )
    parts.figure(view, picture, key="dua-angka")


def _words(found: two_numbers.TwoNumbers) -> None:
    with st.container(border=True):
        st.html(
            f'<div class="vonis vonis-{found.verdict.name.lower()}">'
            f"{html.escape(str(found.verdict).capitalize())}</div>"
            f'<p class="vonis-kalimat">{html.escape(found.sentence)}</p>'
        )
    st.html(_('<h2 class="judul-daftar">Penjelasan yang tersisa</h2>'))
    rows = "".join(
        f'<li class="sisa-{one.standing.name.lower()}"><b>{html.escape(one.title)}</b> '
        f'<span class="sisa-tanda">{_mark(one.standing)} {html.escape(str(one.standing))}</span><br>'
        f"{html.escape(one.sentence)}</li>"
        for one in found.explanations
    )
    st.html(f'<ul class="sisa">{rows}</ul>')
    parts.notes(tuple(html.escape(note) for note in (*found.notes, *known_figures.announced_notes(found.routine))))
    st.caption(_("Cara hitung: {method}", method=found.method))


def _mark(standing: gap_reasons.Standing) -> str:
    return {"OPEN": "●", "UNTESTED": "○", "UNLIKELY": "◔", "EXCLUDED": "✕"}[standing.name]
