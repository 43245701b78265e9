"""Pieces of the pages with routine figures: the key figure, lists of areas, sentences."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.classes import AreaState
from stunting.measures import Verdict
from stunting.proportions import RoutineChange
from stunting.routine.choices import Choice
from stunting.routine.rates import LOW_COVERAGE_PCT, SMALLEST_N, no_coverage
from stunting.routine.story import Need
from stunting.ui import filters, parts

NO_VALUE = {AreaState.SUPPRESSED: "Disembunyikan", AreaState.SMALL_N: "n kecil"}
BOLD = re.compile(r"\*\*(.+?)\*\*")
ARROWS = {Verdict.UP: "▲ naik", Verdict.DOWN: "▼ turun", Verdict.EQUAL: "● setara"}


def posyandu_note(choice: Choice) -> tuple[str, ...]:
    """What a page says that shows areas while a posyandu is chosen."""
    if not choice.posyandu_id:
        return ()
    name = html.escape(choice.posyandu_name)
    return (f"Pilihan posyandu ({name}) tidak dipakai di sini: posyandu tidak punya batas wilayah. Lihat Tren.",)


def key_figure(row: Any, choice: Choice, *, label: str, step: RoutineChange | None, chip: str, spark: str) -> None:
    """The one number a leader reads, never without its children, coverage and what may be said of its change."""
    is_known = pd.notna(row.value_pct)
    value = formats.percent(row.value_pct) if is_known else NO_VALUE.get(row.state, formats.missing().capitalize())
    sample = parts.sample_mark(row.is_sample is True)
    beside = f'<span class="angka-sisi">{chip}{spark if is_known else ""}</span>'
    st.html(
        f'<div class="angka-kunci{"" if is_known else " tanpa-angka"}">'
        f'<div class="angka-label"><span>{html.escape(label)}</span>{sample}</div>'
        f'<div class="angka-nilai">{value}{beside}</div>'
        f'<div class="angka-survei">{html.escape(choice.where_and_when)} · e-PPGBM</div>'
        f'<div class="angka-rinci">{_children(row, choice)}</div>'
        f"{coverage_bar(row)}{_arrow(step)}</div>"
    )


def _children(row: Any, choice: Choice) -> str:
    if row.state in (AreaState.NO_DATA, AreaState.SUPPRESSED):
        return ""
    asked = choice.indicator
    told = f"{formats.number(row.hits_n)} dari {formats.number(row.base_n)} {asked.base}"
    if row.state is AreaState.SMALL_N:
        return f"{formats.number(row.base_n)} {asked.base}, kurang dari {SMALLEST_N}: persentase tidak ditampilkan"
    span = formats.interval(row.ci_low_pct, row.ci_high_pct)
    return f'{told}; interval&nbsp;95%&nbsp;<span class="utuh">{span}</span>'


def coverage_bar(row: Any) -> str:
    """Coverage as a bar with its words; the mark of 80 % is drawn in."""
    if row.state in (AreaState.NO_DATA, AreaState.SUPPRESSED):
        return ""
    if pd.isna(row.coverage_pct):
        return f'<div class="cakupan-kata">{no_coverage(row)}</div>'
    low = row.coverage_pct < LOW_COVERAGE_PCT
    words = (
        f"Cakupan {formats.percent(row.coverage_pct)}: {formats.number(row.covered_n)} dari "
        f"{formats.number(row.target_n)} sasaran diukur"
    )
    return (
        f'<div class="cakupan{" rendah" if low else ""}" role="img" aria-label="{words}">'
        f'<span style="width:{min(row.coverage_pct, 100):.1f}%"></span></div>'
        f'<div class="cakupan-kata">{"▲ " if low else ""}{words}{" – belum mewakili semua" if low else ""}</div>'
    )


def _arrow(step: RoutineChange | None) -> str:
    if step is None:
        return ""
    start = f"sejak {html.escape(step.before.period.label)} ({formats.percent(step.before.value_pct)})"
    if step.low_points is None or step.high_points is None:
        return f'<div class="angka-ubah">Perubahan {start} tidak dinilai. {html.escape(step.reason)}</div>'
    span = f"{formats.signed(step.low_points)} sampai {formats.signed(step.high_points)}"
    return f'<div class="angka-ubah"><b>{ARROWS[step.verdict]} {_size(step)}</b> (interval {span})<br>{start}</div>'


def _size(step: RoutineChange) -> str:
    """The size of a change after its direction in words; a sign only where no direction is said."""
    if step.verdict is Verdict.EQUAL:
        return formats.points(step.points)
    return f"{formats.number(abs(step.points), decimals=1)} poin persen"


def picture(svg: str, *, alt: str) -> str:
    """An SVG text as a picture: drawn straight into the page, the browser's cleaning would take it out."""
    code = base64.b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{code}" alt="{html.escape(alt, quote=True)}">'


def ranked(title: str, needs: Sequence[Need], *, empty: str, key: str, note: str = "") -> None:
    """A short list of areas; each name opens its card."""
    with st.container(key=f"daftar-{key}"):
        st.html(f'<h2 class="judul-daftar">{title}</h2>')
        if not needs:
            st.html(f'<p class="anak-judul">{empty}</p>')
        for number, one in enumerate(needs, start=1):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                # Another area changes the frame of the page too; a callback inside a fragment would leave it as it is.
                if st.button(one.name, key=f"{key}-buka-{number}", type="tertiary"):
                    filters.go_to_area(one.area_code)
                    st.rerun()
                st.html(
                    f'<span class="daftar-angka"><b>{one.main}</b> <small>{one.detail}</small></span>', width="content"
                )
        if note:
            st.html(f'<p class="sumber">{note}</p>')


def read_aloud(sentences: Sequence[str]) -> None:
    """Sentences with **bold** words, as a list."""
    items = "".join(f"<li>{_with_bold(one)}</li>" for one in sentences)
    st.html(f'<ul class="bacaan">{items}</ul>')


def _with_bold(sentence: str) -> str:
    return BOLD.sub(r"<b>\1</b>", html.escape(sentence))
