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
from stunting.languages import Words, _
from stunting.measures import Verdict
from stunting.proportions import RoutineChange
from stunting.routine.choices import Choice
from stunting.routine.rates import LOW_COVERAGE_PCT, SMALLEST_N, no_coverage
from stunting.routine.story import Need
from stunting.ui import filters, parts

NO_VALUE = Words({AreaState.SUPPRESSED: "Disembunyikan", AreaState.SMALL_N: "n kecil"})
BOLD = re.compile(r"\*\*(.+?)\*\*")
ARROWS = Words({Verdict.UP: "▲ naik", Verdict.DOWN: "▼ turun", Verdict.EQUAL: "● setara"})


def posyandu_note(choice: Choice) -> tuple[str, ...]:
    """What a page says that shows areas while a posyandu is chosen."""
    if not choice.posyandu_id:
        return ()
    name = html.escape(choice.posyandu_name)
    return (
        _(
            "Pilihan posyandu ({name}) tidak dipakai di sini: posyandu tidak punya batas wilayah. Lihat Tren.",
            name=name,
        ),
    )


def key_figure(row: Any, choice: Choice, *, label: str, step: RoutineChange | None, chip: str, spark: str) -> None:
    """The one number a leader reads, never without its children, coverage and what may be said of its change."""
    is_known = pd.notna(row.value_pct)
    value = formats.percent(row.value_pct) if is_known else NO_VALUE.get(row.state, formats.missing().capitalize())
    sample = parts.sample_mark(row.is_sample is True)
    beside = f'<span class="angka-sisi">{chip}{spark if is_known else ""}</span>'
    st.html(
        _(
            '<div class="angka-kunci{words}"><div '
            'class="angka-label"><span>{label}</span>{sample}</div><div '
            'class="angka-nilai">{value}{beside}</div><div class="angka-survei">{where_and_when} '
            '· e-PPGBM</div><div class="angka-rinci">{row}</div>{row2}{step}</div>',
            words="" if is_known else " tanpa-angka",  # no text
            label=html.escape(label),
            sample=sample,
            value=value,
            beside=beside,
            where_and_when=html.escape(choice.where_and_when),
            row=_children(row, choice),
            row2=coverage_bar(row),
            step=_arrow(step),
        )
    )


def _children(row: Any, choice: Choice) -> str:
    if row.state in (AreaState.NO_DATA, AreaState.SUPPRESSED):
        return ""
    asked = choice.indicator
    told = _(
        "{hits_n} dari {base_n} {base}",
        hits_n=formats.number(row.hits_n),
        base_n=formats.number(row.base_n),
        base=asked.base,
    )
    if row.state is AreaState.SMALL_N:
        return _(
            "{base_n} {base}, kurang dari {smallest_n}: persentase tidak ditampilkan",
            base_n=formats.number(row.base_n),
            base=asked.base,
            smallest_n=SMALLEST_N,
        )
    span = formats.interval(row.ci_low_pct, row.ci_high_pct)
    return _('{told}; interval&nbsp;95%&nbsp;<span class="utuh">{span}</span>', told=told, span=span)


def coverage_bar(row: Any) -> str:
    """Coverage as a bar with its words; the mark of 80 % is drawn in."""
    if row.state in (AreaState.NO_DATA, AreaState.SUPPRESSED):
        return ""
    if pd.isna(row.coverage_pct):
        return f'<div class="cakupan-kata">{no_coverage(row)}</div>'
    low = row.coverage_pct < LOW_COVERAGE_PCT
    words = _(
        "Cakupan {coverage_pct}: {covered_n} dari {target_n} sasaran diukur",
        coverage_pct=formats.percent(row.coverage_pct),
        covered_n=formats.number(row.covered_n),
        target_n=formats.number(row.target_n),
    )
    return (
        f'<div class="cakupan{" rendah" if low else ""}" role="img" aria-label="{words}">'
        f'<span style="width:{min(row.coverage_pct, 100):.1f}%"></span></div>'
        f'<div class="cakupan-kata">{"▲ " if low else ""}{words}{_(" – belum mewakili semua") if low else ""}</div>'
    )


def _arrow(step: RoutineChange | None) -> str:
    if step is None:
        return ""
    start = _(
        "sejak {period} ({value_pct})",
        period=html.escape(step.before.period.label),
        value_pct=formats.percent(step.before.value_pct),
    )
    if step.low_points is None or step.high_points is None:
        return _(
            '<div class="angka-ubah">Perubahan {start} tidak dinilai. {reason}</div>',
            start=start,
            reason=html.escape(step.reason),
        )
    span = _(
        "{low_points} sampai {high_points}",
        low_points=formats.signed(step.low_points),
        high_points=formats.signed(step.high_points),
    )
    return _(
        '<div class="angka-ubah"><b>{arrows} {step}</b> (interval {span})<br>{start}</div>',
        arrows=ARROWS[step.verdict],
        step=_size(step),
        span=span,
        start=start,
    )


def _size(step: RoutineChange) -> str:
    """The size of a change after its direction in words; a sign only where no direction is said."""
    if step.verdict is Verdict.EQUAL:
        return formats.points(step.points)
    return _("{points} poin persen", points=formats.number(abs(step.points), decimals=1))


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
