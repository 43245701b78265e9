"""The recap an officer expects, per kecamatan, puskesmas or desa: filters, table, files, and the origin of a number."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from stunting import formats
from stunting.exports import recap_sheet, tables
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.routine import recap, recap_columns, recap_notes
from stunting.routine.choices import Choice
from stunting.routine.district import Mode, Question
from stunting.routine.periods import Period
from stunting.routine.posyandu import NOT_ADDED
from stunting.routine.recap import Recap
from stunting.ui import data, exporting, filters, origin_dialog, parts, routine_data, routine_filters, shell
from stunting.ui.keeping import kept
from stunting.ui.recap_table import TOTAL, recap_table
from stunting.ui.shell import View

CSS = Path(__file__).with_name("table_page.css")
COMPARISON, ORDER = "banding", "urut"
# Pixels of everything else on the page, so that the table ends above the foot of the window.
AROUND = 360
PDF_TYPE = "application/pdf"


@st.fragment
def table_page(view: View) -> None:
    """Filters and table; a change of a filter runs this part alone."""
    st.html(CSS)
    with shell.explained():
        area = _area(view)
        with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
            choice = routine_filters.chosen(view, page="tabel", extra=(filters.UNIT, COMPARISON, ORDER))
            unit = _unit(area, choice)
            if unit == recap.POSYANDU:
                area = view.area
            comparison = filters.listed(
                _("Pembanding"), COMPARISON, recap.COMPARISONS, default=recap.LAST_YEAR, width=190
            )
        offered = routine_data.periods(view.release_id, routine_filters.scope_code(view), mode=choice.question.mode)
        before = recap.compared_period(offered, choice.period, comparison)
        found = _recap(
            view.release_id, area.code, unit=unit, period=choice.period, before=before, question=choice.question
        )
        stamp = _stamp(view, found, comparison)
        order = filters.checked(ORDER, recap_columns.orders(recap_columns.columns(found)), default="")
        _heading(stamp)
        marked = view.area.code if area != view.area else ""
        if unit == recap.POSYANDU:
            marked = choice.posyandu_id
        event = recap_table(found, order=order, key="rekap", marked=marked, around=AROUND)
        if event is not None and event.kind == "order":
            # The table has sorted itself already; link and files follow.
            order = event.value
            filters.apply({ORDER: order})
        parts.source_line(stamp.source)
        _files(view, found, stamp, order)
        parts.notes(stamp.notes)
        if event is not None and event.kind == "open":
            _open_origin(view, found, choice, event.value)


def _area(view: View) -> Area:
    """The area whose parts are listed: a desa is read among the others of its kecamatan."""
    return view.register.get(view.area.parent_code or "") if view.area.level == "desa" else view.area


def _unit(area: Area, choice: Choice) -> str:
    """Posyandu below a puskesmas that is chosen, a kecamatan or a desa, and in mode internal alone."""
    offered = recap.UNITS_OF_LEVEL[area.level]
    if not choice.is_public and (area.level == "kecamatan" or choice.selection.puskesmas_id):
        offered = (*offered, recap.POSYANDU)
    options = {key: recap.UNITS[key] for key in offered}
    if len(options) == 1:
        return filters.checked(filters.UNIT, options, default=offered[0])
    return filters.one_of(_("Satuan"), filters.UNIT, options, default=offered[0])


@kept(max_entries=60, hash_funcs={Question: repr})
def _recap(
    release_id: str, code: str, *, unit: str, period: Period, before: Period | None, question: Question
) -> Recap:
    """`recap.read`; asked once, shared between sessions, and nobody writes into it."""
    area = data.register(release_id).get(code)
    return recap.read(
        routine_data.of_release(release_id), area=area, unit=unit, period=period, before=before, question=question
    )


def _stamp(view: View, found: Recap, comparison: str) -> Stamp:
    return Stamp(
        title=recap.title(found),
        subtitle=recap.subtitle(found),
        source=recap.source(found),
        release_id=view.release_id,
        is_sample=found.is_sample,
        notes=(
            *recap_notes.table_notes(
                found.rows["note"],
                has_change=found.before is not None,
                is_puskesmas=found.unit == recap.PUSKESMAS,
                may_hide=found.question.mode is Mode.PUBLIC,
                missing_comparison=recap.missing_comparison(found, comparison),
            ),
            *((_(NOT_ADDED),) if found.unit == recap.POSYANDU else ()),
        ),
    )


def _heading(stamp: Stamp) -> None:
    st.html(
        _(
            '<h2 class="judul-gambar">{stamp}{is_sample}</h2><p class="anak-judul">{subtitle} '
            '<span class="layar">Klik angka: asalnya. Klik judul kolom: urutkan.</span></p>',
            stamp=html.escape(stamp.title),
            is_sample=parts.sample_mark(stamp.is_sample),
            subtitle=html.escape(stamp.subtitle),
        )
    )


def _files(view: View, found: Recap, stamp: Stamp, order: str) -> None:
    """The same rows as files; each is made when it is asked for."""
    government = recap.government(view.kabkota, view.province)
    makers = {
        N_("Excel"): ("xlsx", lambda: tables.to_xlsx(recap_columns.file_table(found, order), stamp), parts.XLSX_TYPE),
        N_("PDF A4 untuk ditandatangani"): (
            "pdf",
            lambda: recap_sheet.to_pdf(found, stamp, government=government, order=order),
            PDF_TYPE,
        ),
        "CSV": ("csv", lambda: tables.to_csv(recap_columns.file_table(found, order), stamp), "text/csv"),
    }
    with st.container(key="berkas-rekap", horizontal=True, vertical_alignment="center", gap="small"):
        for label, (extension, make, media_type) in makers.items():
            exporting.download(
                label,
                data=make,
                file_name=stamp.file_name(extension),
                mime=media_type,
                on_click="ignore",
                key=f"unduh-rekap-{extension}",
                icon=":material/download:",
                type="tertiary",
            )


def _open_origin(view: View, found: Recap, choice: Choice, code: str) -> None:
    """The origin of the rate in one row; a puskesmas is a choice of children, not an area."""
    frame = found.total if code == TOTAL else found.rows[found.rows["area_code"] == code]
    row: Any = next(iter(records(frame)), None)
    if row is None or found.unit == recap.POSYANDU:
        # Its counts are those of the table growth_posyandu, which no area adds up to.
        return
    question, area, title = choice.question, found.area, ""
    if code != TOTAL and found.unit == recap.PUSKESMAS:
        own = replace(question.selection, puskesmas_id=code, puskesmas_name=row.area_name)
        question = replace(question, selection=own, target_kind="")
        title = _(
            "{indicator}, Puskesmas {area_name}, {period}",
            indicator=found.indicator.label,
            area_name=row.area_name,
            period=choice.period.label,
        )
    elif code != TOTAL:
        area = view.register.get(code)
        # Many desa share a name.
        place = f", {view.register.get(area.parent_code or '').official_name}" if area.level == "desa" else ""
        title = f"{found.indicator.label}, {area.official_name}{place}, {choice.period.label}"
    origin_dialog.open_for(
        view, area=area, period=choice.period, question=question, row=row, title=title, more=_change_facts(found, row)
    )


def _change_facts(found: Recap, row: Any) -> list[tuple[str, str]]:
    if found.before is None or not row.verdict:
        return []
    return [
        (
            _("Pembanding"),
            _(
                "{before}: {before_pct} dari {before_n} {base}",
                before=found.before.label,
                before_pct=formats.percent(row.before_pct),
                before_n=formats.number(row.before_n),
                base=found.indicator.base,
            ),
        ),
        (
            _("Perubahan (poin persen)"),
            _(
                "{points}, interval 95%",
                points=recap_columns.change_text(row.points, row.low_points, row.high_points, row.verdict),
            ),
        ),
    ]
