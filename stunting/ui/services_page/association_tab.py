"""Kaitan: coverage of one service beside the routine prevalence of the same areas."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.charts.service_scatter import service_scatter
from stunting.geography import PLURALS
from stunting.indicators import indicator
from stunting.languages import Words, _
from stunting.routine import choices as routine_choices
from stunting.routine.district import Mode, Question
from stunting.routine.periods import Period
from stunting.services import association, registry
from stunting.services.association import CAUTION
from stunting.services.coverage import Coverage
from stunting.services.service import ESSENTIAL, PERPRES
from stunting.ui import filters, parts, routine_data, routine_filters, services_data
from stunting.ui.services_page import choices
from stunting.ui.shell import View

MEASURED, UNIT = "ukur", filters.UNIT
FIRST = "krs_damping"
UNITS = Words({"kecamatan": "Kecamatan", "desa": "Desa/kelurahan"})


def show(view: View) -> None:
    """One point per kecamatan or desa."""
    place = choices.place_of(view)
    kabkota = view.kabkota
    mode = routine_filters.mode()
    offered = () if kabkota is None else services_data.periods(view.release_id, kabkota.code, mode=mode)
    if place is None or kabkota is None or not offered:
        st.html(
            _(
                '<p class="jelas">Kaitan cakupan dan prevalensi dibaca di dalam satu '
                "kabupaten/kota yang punya laporan layanan. Pilih kabupaten/kota, atau masukkan "
                "laporannya di tab Data layanan.</p>"
            )
        )
        return
    growth = routine_data.periods(view.release_id, kabkota.code, mode=mode)
    if not growth:
        raise routine_choices.no_routine(kabkota)
    area = place[0]
    units = UNITS if area.level == "kabupaten" else {"desa": UNITS["desa"]}
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        named = {one.key: one.short for one in registry.SERVICES if one.has_coverage}
        key = filters.listed(_("Layanan"), MEASURED, named, default=FIRST, width=260)
        by_key = {one.key: one for one in offered}
        labels = {each: one.label for each, one in by_key.items()}
        report = by_key[
            filters.listed(_("Laporan"), choices.PERIOD, labels, default=choices.first(offered).key, width=180)
        ]
        period = routine_filters.period_of(growth)
        level = (
            filters.one_of(_("Satuan"), UNIT, units, default="kecamatan")
            if len(units) > 1
            else filters.checked(UNIT, units, default="desa")
        )
    service = registry.BY_KEY[key]
    coverage = services_data.coverage(
        view.release_id, area.code, level=level, services=(key,), period=report, mode=mode
    )
    question = Question(indicator=indicator("stunting"), mode=mode)
    areas = routine_data.areas(view.release_id, within=area.code, level=level, period=period, question=question)
    pairs = association.paired(coverage.cells, areas)
    found = association.association(pairs, area_n=len(areas))
    unit_words = PLURALS[level]
    said = association.sentence(found, units=unit_words, is_higher_better=service.is_higher_better)
    st.html(f'<p class="layanan-kalimat">{said}</p>')
    if pairs.empty:
        st.html(
            _(
                '<p class="jelas">Tidak ada {unit_words} yang punya angka {service} pada {report}'
                " dan prevalensi pada {period}. {mode}</p>",
                unit_words=unit_words,
                service=html.escape(service.short),
                report=report.label,
                period=html.escape(period.label),
                mode=_way_out(mode),
            )
        )
        return
    target = coverage.targets.get(key)
    picture = service_scatter(
        pairs,
        service=service,
        target_pct=None if target is None else target.value_pct,
        place=area.official_name,
        periods=_("Cakupan: {report}; prevalensi: {period}", report=report.label, period=period.label),
        units=unit_words,
        source=_source(coverage, period, report.label, measured_n=int(pairs["base_n"].sum())),
        marked=view.area.code,
        notes=_notes(found, unit_words, mode, low_n=int(pairs["is_low"].sum())),
        is_sample=coverage.is_sample or bool(areas["is_sample"].any()),
    )
    parts.figure(view, picture, key="layanan-kaitan")
    listed = ESSENTIAL if service.number is not None else PERPRES
    st.caption(parts.plain(service.wording_in(listed)))


def _notes(found: association.Association, units: str, mode: Mode, *, low_n: int) -> tuple[str, ...]:
    left = _(
        "{left_out_n} {units} tidak digambar: salah satu angkanya tidak ada, n kecil, "
        "disembunyikan, atau di atas 100%.",
        left_out_n=formats.number(found.left_out_n),
        units=units,
    )
    low = _(
        "Cakupan pengukuran di bawah 80% di {low_n} {units}: belum mewakili semua balita.",
        low_n=formats.number(low_n),
        units=units,
    )
    return (
        _(CAUTION),
        *((left,) if found.left_out_n else ()),
        *((low,) if low_n else ()),
        *((_("Mode publik: angka yang disembunyikan tidak ikut."),) if mode is Mode.PUBLIC else ()),
    )


def _source(coverage: Coverage, period: Period, report: str, *, measured_n: int) -> str:
    sources = html.escape("; ".join(coverage.sources))
    return _(
        "Sumber: {sources}, {report}; prevalensi: pencatatan rutin (e-PPGBM), {period}, "
        "{measured_n} balita diukur di wilayah yang digambar.",
        sources=sources,
        report=report,
        period=html.escape(period.label),
        measured_n=formats.number(measured_n),
    )


def _way_out(mode: Mode) -> str:
    if mode is Mode.PUBLIC:
        return _("Pilih satuan kecamatan, laporan lain, atau mode internal.")
    return _("Pilih laporan atau periode lain.")
