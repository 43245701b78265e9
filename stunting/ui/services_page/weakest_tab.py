"""Terlemah: per area the services that are farthest from their target, in the order of the UNICEF framework."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.exports import service_sheet
from stunting.exports.stamp import Stamp
from stunting.languages import _, in_indonesian
from stunting.routine.district import Mode
from stunting.services import weakest as services_weakest
from stunting.services.coverage import Coverage
from stunting.services.judgement import SYMBOLS
from stunting.services.weakest import MOST, RULE, Weak
from stunting.ui import parts
from stunting.ui.services_page import choices
from stunting.ui.services_page.choices import Asked
from stunting.ui.services_page.coverage_tab import PAGE, coverage, source_of
from stunting.ui.services_page.matrix import VERDICT_CLASS
from stunting.ui.shell import View


def show(view: View) -> None:
    """One row per area, printable."""
    asked = choices.asked(view, page=PAGE)
    if asked is None:
        return
    rows = coverage(view, asked, level=asked.level)
    whole = coverage(view, asked, level=asked.area.level)
    if not rows.targets:
        st.html(
            _(
                '<p class="jelas">Belum ada target layanan di rilis ini, jadi belum ada yang '
                "dapat disebut kurang. Isi target di tab Data layanan.</p>"
            )
        )
        return
    stamp = _stamp(view, asked, rows, whole)
    st.html(
        f'<h2 class="judul-gambar">{html.escape(stamp.title)}{parts.sample_mark(stamp.is_sample)}</h2>'
        f'<p class="anak-judul">{html.escape(_(RULE))}</p>'
    )
    lines = _lines(whole, css="jumlah") + _lines(rows)
    heads = "".join(_('<th scope="col">Perlu dukungan {at}</th>', at=at) for at in range(1, MOST + 1))
    st.html(
        _(
            '<div class="terlemah-bingkai" tabindex="0" role="region" aria-label="Layanan '
            'terlemah per wilayah"><table class="terlemah"><thead><tr><th '
            'scope="col">Wilayah</th>{heads}</tr></thead><tbody>{lines}</tbody></table></div>',
            heads=heads,
            lines=lines,
        )
    )
    parts.source_line(html.escape(stamp.source))
    parts.table_and_files(
        lambda: services_weakest.as_table(rows),
        stamp,
        key="layanan-terlemah",
        png=lambda: _weakest_png(view, asked, rows, whole),
    )
    parts.notes(tuple(html.escape(one) for one in stamp.notes))


@in_indonesian
def _weakest_png(view: View, asked: Asked, rows: Coverage, whole: Coverage) -> bytes:
    return service_sheet.weakest_png(rows, whole, _stamp(view, asked, rows, whole))


def _stamp(view: View, asked: Asked, rows: Coverage, whole: Coverage) -> Stamp:
    hidden = _("Mode publik: layanan yang angkanya disembunyikan tidak ikut dibandingkan.")
    return Stamp(
        title=_(
            "Layanan yang paling perlu dukungan menurut {units}, {area}, {period}",
            units=asked.units,
            area=asked.area.official_name,
            period=asked.period.label,
        ),
        subtitle=_(RULE),
        source=source_of(rows, whole, asked),
        release_id=view.release_id,
        is_sample=rows.is_sample,
        notes=(hidden,) if asked.mode is Mode.PUBLIC else (),
    )


def _lines(coverage: Coverage, *, css: str = "") -> str:
    names = dict(zip(coverage.cells["area_code"], coverage.cells["area_name"], strict=True))
    compared = services_weakest.compared_n(coverage)
    lines = "".join(
        _(
            '<tr class="{css}"><th scope="row">{names}<small>{compared} layanan dibandingkan</small></th>{found}</tr>',
            css=css,
            names=html.escape(str(names[code])),
            compared=formats.number(compared[code]),
            found=_cells(found),
        )
        for code, found in services_weakest.weakest(coverage).items()
        if compared[code]
    )
    silent = [html.escape(str(names[code])) for code, number in compared.items() if not number]
    if silent:
        lines += _(
            '<tr class="{css}"><th scope="row">Belum ada angka untuk dibandingkan</th><td '
            'colspan="{most}">{silent}</td></tr>',
            css=css,
            most=MOST,
            silent=", ".join(silent),
        )
    return lines


def _cells(found: tuple[Weak, ...]) -> str:
    if not found:
        return _('<td colspan="{most}">Semua layanan yang dibandingkan mencapai target.</td>', most=MOST)
    cells = "".join(_cell(one) for one in found)
    return cells + "<td></td>" * (MOST - len(found))


def _cell(one: Weak) -> str:
    people = f"<small>{html.escape(one.people)}</small>" if one.people else ""
    return (
        f'<td><span class="sebab">{html.escape(one.cause)}</span><b>{html.escape(one.service.short)}</b>'
        f'<small><span class="angka {VERDICT_CLASS[one.row.verdict]}">{SYMBOLS[one.row.verdict]} '
        f"{formats.percent(one.row.value_pct)}</span> "
        f"{html.escape(one.gap)}</small>{people}</td>"
    )
