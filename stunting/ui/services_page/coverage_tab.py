"""Cakupan: every service in every area against its target, and how many people are not reached."""

from __future__ import annotations

import html
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from stunting.charts.service_gap import service_gap
from stunting.exports import service_sheet
from stunting.exports.stamp import Stamp
from stunting.languages import _, in_indonesian
from stunting.routine.district import Mode
from stunting.services import cell_words
from stunting.services.coverage import Coverage
from stunting.ui import filters, parts, services_data
from stunting.ui.services_page import choices, matrix
from stunting.ui.services_page.choices import Asked
from stunting.ui.shell import View

PAGE = "layanan"


def show(view: View) -> None:
    """The matrix of the rows inside an area, its files, and the people left."""
    asked = choices.asked(view, page=PAGE, has_shows=True)
    if asked is None:
        return
    rows = coverage(view, asked, level=asked.level)
    whole = coverage(view, asked, level=asked.area.level)
    stamp = stamp_of(view, asked, rows, whole)
    st.html(
        f'<h2 class="judul-gambar">{html.escape(stamp.title)}{parts.sample_mark(stamp.is_sample)}</h2>'
        f'<p class="layanan-kalimat">{html.escape(cell_words.headline(whole))}</p>'
    )
    st.html(matrix.legend(rows, whole, in_people=asked.in_people))
    st.html(
        matrix.matrix(
            rows,
            whole,
            area=asked.area,
            listed=asked.listed,
            in_people=asked.in_people,
            marked=asked.marked,
            links=_links(asked, rows),
        )
    )
    parts.source_line(html.escape(stamp.source))
    parts.table_and_files(
        lambda: cell_words.as_table(rows, listed=asked.listed),
        stamp,
        key="layanan-matriks",
        png=lambda: _matrix_png(view, asked, rows, whole),
    )
    parts.notes(tuple(html.escape(one) for one in stamp.notes))
    if whole.cells["left_n"].notna().any():
        picture = service_gap(
            whole, place=asked.area.official_name, period=asked.period.label, source=html.escape(stamp.source)
        )
        parts.figure(view, picture, key="layanan-sisa")


@in_indonesian
def _matrix_png(view: View, asked: Asked, rows: Coverage, whole: Coverage) -> bytes:
    stamp = stamp_of(view, asked, rows, whole)
    return service_sheet.matrix_png(rows, whole, stamp, place=asked.area.official_name, listed=asked.listed)


def coverage(view: View, asked: Asked, *, level: str) -> Coverage:
    """The services that were asked for, in the areas of a level."""
    return services_data.coverage(
        view.release_id, asked.area.code, level=level, services=asked.keys, period=asked.period, mode=asked.mode
    )


def stamp_of(view: View, asked: Asked, rows: Coverage, whole: Coverage) -> Stamp:
    """Title, source and cautions of the matrix."""
    hidden = _("Mode publik: jumlah 1–4 orang, dan yang dapat membukanya, disembunyikan.")
    return Stamp(
        title=_(
            "Cakupan layanan menurut {units}, {area}, {period}",
            units=asked.units,
            area=asked.area.official_name,
            period=asked.period.label,
        ),
        subtitle=_("Persen sasaran yang terlayani; {headline}", headline=cell_words.headline(whole)),
        source=source_of(rows, whole, asked),
        release_id=view.release_id,
        is_sample=rows.is_sample,
        notes=(
            *cell_words.over_sentences(rows.cells, whole.cells),
            *(_(rule) for rule in cell_words.RULES),
            *((hidden,) if asked.mode is Mode.PUBLIC else ()),
        ),
    )


def source_of(rows: Coverage, whole: Coverage, asked: Asked) -> str:
    """Who reported, how many of them, and whose targets."""
    sources = "; ".join(rows.sources) or _("laporan layanan")
    return _(
        "Sumber: {sources}, {period}; {reported}. {targets} Target diisi di tab Data layanan.",
        sources=sources,
        period=asked.period.label,
        reported=cell_words.reported_span(whole.cells),
        targets=cell_words.target_words(rows.targets, rows.services),
    )


def _links(asked: Asked, rows: Coverage) -> Mapping[str, str]:
    """A kabupaten or kecamatan opens its own matrix."""
    if asked.level == "desa":
        return {}
    kept = {key: value for key, value in filters.address().items() if key != filters.AREA}
    return {str(code): f"{PAGE}?{urlencode({filters.AREA: code, **kept})}" for code in rows.cells["area_code"].unique()}
