"""Which months the release has routine counts for, by kabupaten: a grid in which a gap is seen at once."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.ui import data, parts
from stunting.ui.shell import View

LOW_COVERAGE_PCT = 80
MOST_SHOWN = 6
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def coverage_pct(covered_n: float | None, target_n: float | None) -> float | None:
    """Measured children by listed children of the lists that have both; None without such a list."""
    return None if pd.isna(covered_n) or pd.isna(target_n) or not target_n else 100 * float(covered_n or 0) / target_n


def show(view: View) -> None:
    """One grid per kabupaten of the chosen area that has routine counts."""
    here = "" if view.area.code == COUNTRY else view.area.code[:4]
    known = list(records(data.routine_kabupaten(view.release_id)))
    inside = [
        row for row in known if row.kabupaten_code.startswith(here) and gate.allows(Thing.COUNTS, row.kabupaten_code)
    ]
    title = f'<h3 class="judul-gambar">Bulan yang ada di rilis ini, {html.escape(_place(view))}</h3>'
    if not inside:
        st.html(f'{title}<p class="anak-judul">Belum ada bulan dengan data rutin untuk wilayah ini.</p>')
        return
    st.html(
        f'{title}<p class="anak-judul">Balita diukur, dan di bawahnya cakupan (diukur dibagi sasaran di daftar). '
        f"▲ cakupan di bawah {LOW_COVERAGE_PCT}%: belum mewakili seluruh balita. Sel kosong: belum ada data.</p>"
    )
    for row in inside[:MOST_SHOWN]:
        months = data.routine_months(view.release_id, within=row.kabupaten_code)
        _grid(view, row.kabupaten_code, list(records(months)), is_sample=bool(row.is_sample))
    if len(inside) > MOST_SHOWN:
        st.caption(f"{len(inside) - MOST_SHOWN} kabupaten/kota lain: pilih wilayahnya di kotak pencarian.")


def _grid(view: View, code: str, months: Sequence[Any], *, is_sample: bool) -> None:
    name = view.register.get(code).official_name
    by_month = {(int(one.year), int(one.month)): one for one in months}
    years = range(min(year for year, _ in by_month), max(year for year, _ in by_month) + 1)
    heads = "".join(f'<th scope="col">{short}</th>' for short in SHORT)
    rows = "".join(
        f'<tr><th scope="row">{year}</th>'
        f"{''.join(_cell(by_month.get((year, month)), year, month) for month in range(1, 13))}</tr>"
        for year in reversed(years)
    )
    st.html(
        f'<p class="kisi-nama"><b>{html.escape(name)}</b> · {len(by_month)} bulan{parts.sample_mark(is_sample)}</p>'
        f'<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Bulan dengan data, {html.escape(name)}">'
        f'<table class="kisi"><thead><tr><th scope="col">Tahun</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(one: Any, year: int, month: int) -> str:
    if one is None:
        return f'<td title="{formats.month(year, month)}: belum ada data"></td>'
    coverage = coverage_pct(one.covered_n, one.target_n)
    is_low = coverage is not None and coverage < LOW_COVERAGE_PCT
    said = "tanpa daftar" if coverage is None else formats.percent(coverage, decimals=0)
    kind = "n2" if is_low else "n0" if coverage is not None else "n1"
    spoken = f"{formats.month(year, month)}: {formats.number(one.measured_n)} balita diukur, cakupan {said}"
    return (
        f'<td class="{kind}" title="{spoken}"><b>{formats.number(one.measured_n)}</b>'
        f"<small>{'▲ ' if is_low else ''}{said}</small></td>"
    )


def _place(view: View) -> str:
    return view.kabkota.official_name if view.kabkota else view.area.official_name
