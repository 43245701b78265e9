"""Banding: lists of several kabupaten side by side, what they reach and how their desa changed."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from stunting.charts.lokus_dumbbell import lokus_dumbbell
from stunting.charts.lokus_series import lokus_series
from stunting.charts.lokus_targeting import lokus_targeting
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.languages import Words, _
from stunting.lokus.comparison import ListAsked, list_asked
from stunting.lokus.comparison_words import NO_EFFECT, before_after_sentences, reach_sentences
from stunting.lokus.over_time import before_after
from stunting.routine.district import Mode, Question, newest
from stunting.routine.periods import PeriodKind
from stunting.ui import data, filters, lokus_data, parts, routine_data, routine_filters, survey_filters
from stunting.ui.lokus_page import list_map
from stunting.ui.shell import View

YEAR, VIEW = "lokus_tahun", "tampilan"
NEWEST = ""
REACH, SERIES, CHANGE, MAPS = "jangkauan", "antarwaktu", "sebelum-sesudah", "peta"
VIEWS = Words({REACH: "Jangkauan", SERIES: "Antarwaktu", CHANGE: "Sebelum dan sesudah", MAPS: "Peta"})
MAP_HEIGHT = 560


def show(view: View) -> None:
    """Which kabupaten and which lists, then one of three comparisons."""
    chosen = survey_filters.compared_areas(data.kabkota_labels(view.release_id))
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        shown = filters.one_of(_("Tampilan"), VIEW, VIEWS, default=REACH)
        years = {year for code in chosen for year in lokus_data.list_years(view.release_id, code)}
        options = {NEWEST: _("Daftar terbaru yang bernama")} | {
            str(year): _("Lokus {year}", year=year) for year in sorted(years, reverse=True)
        }
        year = filters.listed(_("Tahun lokus"), YEAR, options, default=NEWEST, width=230)
        mode = routine_filters.mode()
        routine_filters.mode_badge(mode)
    asked = [_asked(view, code, year, mode, has_outcome=shown == CHANGE) for code in chosen]
    lists = [one for one in asked if one.lokus_year]
    if not lists:
        raise NoDataError(_("Belum ada daftar lokus di kabupaten/kota ini. Pilih yang lain, atau masukkan daftarnya."))
    question = Question(indicator=indicator("stunting"), mode=mode)
    if shown == REACH:
        _reach(view, lists, question)
    elif shown == MAPS:
        _maps(view, lists)
    else:
        _over_time(view, lists, question, is_change=shown == CHANGE)
    _without_list(view, [one.kabupaten_code for one in asked if not one.lokus_year])


def _asked(view: View, code: str, year: str, mode: Mode, *, has_outcome: bool) -> ListAsked:
    """`comparison.list_asked` of a kabupaten in the chosen year, "" for none."""
    return list_asked(
        code,
        year=int(year or 0),
        period=newest(routine_data.periods(view.release_id, code, mode=mode)),
        named=[int(one) for one in routine_data.lokus(view.release_id, code)["lokus_year"]],
        known=lokus_data.list_years(view.release_id, code),
        has_outcome=has_outcome,
    )


def _maps(view: View, lists: Sequence[ListAsked]) -> None:
    """The list of every kabupaten on its own map, two beside each other."""
    named, nameless = [], []
    for one in lists:
        frame = routine_data.lokus(view.release_id, one.kabupaten_code)
        codes = frame.loc[frame["lokus_year"] == one.lokus_year, "desa_code"].tolist()
        if codes:
            named.append((view.register.get(one.kabupaten_code), one.lokus_year, codes))
        else:
            nameless.append(
                _(
                    "{kabupaten_name}, lokus {lokus_year}",
                    kabupaten_name=view.register.get(one.kabupaten_code).official_name,
                    lokus_year=one.lokus_year,
                )
            )
    if not named:
        raise NoDataError(
            _("Nama desa lokus kabupaten/kota ini belum ada di rilis, jadi tidak dapat digambar di peta.")
        )
    cells = st.columns(2, gap="medium") if len(named) > 1 else [st.container()]
    for number, (kabkota, year, codes) in enumerate(named):
        with cells[number % len(cells)]:
            list_map.show(
                view,
                kabkota,
                year=year,
                codes=codes,
                key=f"peta-lokus-{kabkota.code}",
                height=MAP_HEIGHT,
                title=_(
                    "{kabkota}: {codes_n} desa/kelurahan lokus {year}",
                    kabkota=kabkota.official_name,
                    codes_n=len(codes),
                    year=year,
                ),
            )
    if nameless:
        parts.notes(
            (
                _(
                    "Nama desanya belum ada di rilis, jadi tanpa peta: {nameless}.",
                    nameless=html.escape("; ".join(nameless)),
                ),
            )
        )


def _without_list(view: View, codes: Sequence[str]) -> None:
    if codes:
        names = ", ".join(view.register.get(code).official_name for code in codes)
        said = _(
            "Tidak digambar karena belum ada daftar lokus di rilis ini: {names}. Masukkan daftarnya di tab Daftar "
            "kabupaten/kota itu.",
            names=html.escape(names),
        )
        st.html(f'<p class="catatan">{said}</p>')


def _reach(view: View, lists: Sequence[ListAsked], question: Question) -> None:
    reaches = lokus_data.compared(view.release_id, lists=tuple(lists), question=question)
    asked = question.indicator
    picture = lokus_targeting(reaches, indicator=asked, is_sample=any(one.is_sample for one in reaches))
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        parts.figure(view, picture, key="lokus-jangkauan")
    with right:
        _sentences([(one.kabupaten_name, one.lokus_year, reach_sentences(one, indicator=asked)) for one in reaches])


def _over_time(view: View, lists: Sequence[ListAsked], question: Question, *, is_change: bool) -> None:
    series = [
        lokus_data.over_time(
            view.release_id,
            kabupaten_code=one.kabupaten_code,
            lokus_year=one.lokus_year,
            kind=PeriodKind.WINDOW,
            question=question,
        )
        for one in lists
    ]
    asked = question.indicator
    is_sample = any(one.decided.is_sample or one.is_sample for one in series)
    if not is_change:
        parts.figure(view, lokus_series(series, indicator=asked, is_sample=is_sample), key="lokus-antarwaktu")
        return
    changes = [before_after(one) for one in series]
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        parts.figure(view, lokus_dumbbell(changes, indicator=asked, is_sample=is_sample), key="lokus-berubah")
    with right:
        _sentences(
            [
                (one.kabupaten_name, one.decided.lokus_year, before_after_sentences(one, indicator=asked))
                for one in changes
            ]
        )


def _sentences(groups: Sequence[tuple[str, int, Sequence[str]]]) -> None:
    """What may be read from the figure, kabupaten by kabupaten: the first sentence, then what belongs to it.

    That a change is no effect stands once, under the figure.
    """
    for name, year, sentences in groups:
        label = _("{kabupaten_name}, lokus {lokus_year}", kabupaten_name=name, lokus_year=year) if year else name
        first, *rest = [html.escape(one) for one in sentences if one != NO_EFFECT] or [""]
        more = "".join(f"<li>{one}</li>" for one in rest)
        st.html(
            f'<h2 class="judul-daftar">{html.escape(label)}</h2><p class="lokus-baca">{first}</p>'
            f'<ul class="lokus-catatan">{more}</ul>'
        )
