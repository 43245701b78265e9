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
from stunting.languages import N_, _, _n
from stunting.ui import data, parts
from stunting.ui.shell import View

LOW_COVERAGE_PCT = 80
MOST_SHOWN = 6
SHORT = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("Mei"),
    N_("Jun"),
    N_("Jul"),
    N_("Agu"),
    N_("Sep"),
    N_("Okt"),
    N_("Nov"),
    N_("Des"),
)


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
    title = _('<h3 class="judul-gambar">Bulan yang ada di rilis ini, {place}</h3>', place=html.escape(_place(view)))
    if not inside:
        st.html(_('{title}<p class="anak-judul">Belum ada bulan dengan data rutin untuk wilayah ini.</p>', title=title))
        return
    st.html(
        _(
            '{title}<p class="anak-judul">Balita diukur, dan di bawahnya cakupan (diukur dibagi '
            "sasaran di daftar). ▲ cakupan di bawah {low_coverage_pct}%: belum mewakili seluruh "
            "balita. Sel kosong: belum ada data.</p>",
            title=title,
            low_coverage_pct=LOW_COVERAGE_PCT,
        )
    )
    for row in inside[:MOST_SHOWN]:
        months = data.routine_months(view.release_id, within=row.kabupaten_code)
        _grid(view, row.kabupaten_code, list(records(months)), is_sample=bool(row.is_sample))
    if len(inside) > MOST_SHOWN:
        st.caption(
            _n(
                "{n} kabupaten/kota lain: pilih wilayahnya di kotak pencarian.",
                len(inside) - MOST_SHOWN,
                n=len(inside) - MOST_SHOWN,
            )
        )


def _grid(view: View, code: str, months: Sequence[Any], *, is_sample: bool) -> None:
    name = view.register.get(code).official_name
    by_month = {(int(one.year), int(one.month)): one for one in months}
    years = range(min(year for year, _month in by_month), max(year for year, _month in by_month) + 1)
    heads = "".join(f'<th scope="col">{_(short)}</th>' for short in SHORT)
    rows = "".join(
        f'<tr><th scope="row">{year}</th>'
        f"{''.join(_cell(by_month.get((year, month)), year, month) for month in range(1, 13))}</tr>"
        for year in reversed(years)
    )
    st.html(
        _n(
            '<p class="kisi-nama"><b>{name}</b> · {n} bulan{is_sample}</p><div '
            'class="mutu-bingkai" tabindex="0" role="region" aria-label="Bulan dengan data, '
            '{name}"><table class="kisi"><thead><tr><th '
            'scope="col">Tahun</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>',
            len(by_month),
            name=html.escape(name),
            n=len(by_month),
            is_sample=parts.sample_mark(is_sample),
            heads=heads,
            rows=rows,
        )
    )


def _cell(one: Any, year: int, month: int) -> str:
    if one is None:
        told = _("{month}: belum ada data", month=formats.month(year, month))
        return f'<td title="{html.escape(told)}"></td>'
    coverage = coverage_pct(one.covered_n, one.target_n)
    is_low = coverage is not None and coverage < LOW_COVERAGE_PCT
    said = _("tanpa daftar") if coverage is None else formats.percent(coverage, decimals=0)
    kind = "n2" if is_low else "n0" if coverage is not None else "n1"
    spoken = _(
        "{month}: {measured_n} balita diukur, cakupan {said}",
        month=formats.month(year, month),
        measured_n=formats.number(one.measured_n),
        said=said,
    )
    return (
        f'<td class="{kind}" title="{spoken}"><b>{formats.number(one.measured_n)}</b>'
        f"<small>{'▲ ' if is_low else ''}{said}</small></td>"
    )


def _place(view: View) -> str:
    return view.kabkota.official_name if view.kabkota else view.area.official_name
