"""Dampak: did the desa of a list improve more than their own past lets expect?"""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.charts.lokus_before_after import before_after
from stunting.charts.lokus_effect import effect_dots
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.lokus.effect import FEWEST_WAVES
from stunting.lokus.effect_data import ListEffect
from stunting.lokus.effect_words import LIMITS, span
from stunting.routine.district import Mode
from stunting.routine.periods import PeriodKind
from stunting.ui import filters, lokus_data, parts, routine_data, routine_filters
from stunting.ui.lokus_page.scenario_filters import kabkota_of
from stunting.ui.shell import View

LIST, CHOSEN_FROM, AFTER = "daftar", "dipilih", "sesudah"
UNKNOWN = ""


def show(view: View) -> None:
    """List and outcome, the sentence, the estimate beside its tests, and every desa."""
    kabkota = kabkota_of(view)
    years = sorted({int(one) for one in routine_data.lokus(view.release_id, kabkota.code)["lokus_year"]}, reverse=True)
    if not years:
        raise NoDataError(
            _(
                "Belum ada daftar desa/kelurahan lokus {kabkota}. Masukkan daftarnya di tab Daftar.",
                kabkota=kabkota.official_name,
            )
        )
    mode = routine_filters.mode()
    with st.container(key="saringan", horizontal=True, vertical_alignment="bottom", gap="small"):
        options = {str(year): _("Lokus {year}", year=year) for year in years}
        # The newest list has had the least time: the oldest is looked at first.
        default = str(years[-1])
        year = int(
            filters.one_of(_("Daftar"), LIST, options, default=default, shows_label=True, clears=(CHOSEN_FROM, AFTER))
        )
        chosen_from = _chosen_from(view, kabkota, year, mode)
        waves = lokus_data.list_waves(
            view.release_id, kabupaten_code=kabkota.code, lokus_year=year, mode=mode, chosen_from=chosen_from
        )
        outcomes = {one.key: one.label for one in waves.after}
        after = filters.listed(
            _("Dilihat pada"), AFTER, outcomes, default=waves.preferred.key, width=250, shows_label=True
        )
        routine_filters.mode_badge(mode)
    found = lokus_data.effect(
        view.release_id,
        kabupaten_code=kabkota.code,
        lokus_year=year,
        mode=mode,
        after_key=after,
        chosen_from=chosen_from,
    )
    _said(found)
    place, label = kabkota.official_name, _("lokus {year}", year=year)
    source = _source(found)
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        picture = effect_dots(
            found.effect, found.placebos, place=place, list_label=label, source=source, is_sample=found.is_sample
        )
        parts.figure(view, picture, key="lokus-dampak", says_notes=False)
    with right:
        points = before_after(
            found.effect,
            place=place,
            list_label=label,
            before_label=found.effect.before_labels[-1],
            source=source,
            is_sample=found.is_sample,
        )
        parts.figure(view, points, key="lokus-titik")
    _cautions(found)


def _chosen_from(view: View, kabkota: Area, year: int, mode: Mode) -> str:
    """The Bulan Timbang a list was chosen from: an unknown one makes its desa look worse than they are."""
    windows = [
        one
        for one in routine_data.periods(view.release_id, kabkota.code, mode=mode)
        if one.kind is PeriodKind.WINDOW and one.end.year < year
    ]
    usable = sorted(windows, key=lambda one: one.end)[FEWEST_WAVES - 1 :]
    options = {UNKNOWN: _("Tidak diketahui")} | {one.key: one.label for one in reversed(usable)}
    return filters.listed(
        _("Daftar dipilih dari"), CHOSEN_FROM, options, default=UNKNOWN, width=250, shows_label=True, clears=(AFTER,)
    )


def _said(found: ListEffect) -> None:
    """The answer in a few words, its numbers, then the whole sentence."""
    effect = found.effect
    verdict = str(effect.verdict)
    numbers = _(
        "{points} (interval 95% {span})", points=formats.points(effect.points), span=span(effect.low, effect.high)
    )
    st.html(
        f'<p class="lokus-jawab"><b>{verdict[0].upper()}{verdict[1:]}</b> <span>{numbers}</span>'
        f'{parts.sample_mark(found.is_sample)}</p><p class="lokus-baca">{html.escape(effect.sentence)}</p>'
        f'<p class="anak-judul">{html.escape(found.conclusion)}</p>'
    )


def _cautions(found: ListEffect) -> None:
    """What speaks against reading the difference, and what it can never say."""
    if found.effect.cautions:
        said = "".join(f"<li>{html.escape(one)}</li>" for one in found.effect.cautions)
        st.html(f'<h2 class="judul-daftar">{_("Yang perlu diketahui")}</h2><ul class="lokus-catatan">{said}</ul>')
    with st.expander(_("Yang tidak dapat dikatakan angka ini"), icon=":material/info:"):
        limits = "".join(f"<li>{html.escape(one)}</li>" for one in LIMITS)
        st.html(f'<ul class="lokus-catatan">{limits}</ul>')


def _source(found: ListEffect) -> str:
    windows = _(
        "{first} sampai {last}",
        first=found.effect.before_labels[0],
        last=found.effect.after_label,
    )
    mode = _("mode publik") if found.mode is Mode.PUBLIC else _("mode internal")
    return _(
        "Sumber: pencatatan rutin (e-PPGBM), {windows}; {n_lokus} desa lokus dan {n_others} "
        "desa lain dengan sedikitnya 20 balita diukur ({mode}).",
        windows=windows,
        n_lokus=found.effect.n_lokus,
        n_others=found.effect.n_others,
        mode=mode,
    )
