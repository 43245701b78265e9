"""The matrix of coverage as HTML: areas down, services across, each cell a number with a colour and a symbol."""

from __future__ import annotations

import html
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from stunting import formats
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import _
from stunting.services.cell_words import (
    LOWER_SIGN,
    LOWER_WORDS,
    OVER_SIGN,
    SIGNS,
    short_cell,
    sign,
    sign_words,
    spoken,
    wide_cell,
)
from stunting.services.coverage import Coverage, State
from stunting.services.judgement import SYMBOLS, Verdict
from stunting.services.service import ESSENTIAL, GROUPS, Service

# With more services than these the headings stand upright and the cells are narrow.
MOST_WIDE = 7
# More areas without a report than these are named in one row.
MOST_SILENT = 5
VERDICT_CLASS = {Verdict.REACHED: "v-ya", Verdict.NEAR: "v-dekat", Verdict.BELOW: "v-belum", Verdict.NONE: "v-tanpa"}
STATE_CLASS = {
    State.VALUE: "",
    State.COUNT: "v-tanpa",
    State.NO_DATA: "k-kosong",
    State.NOT_SCHEDULED: "k-jadwal",
    State.COARSER: "k-kosong",
    State.SMALL_N: "k-kecil",
    State.NO_BASE: "k-kecil",
    State.HIDDEN: "k-sembunyi",
}


def matrix(
    coverage: Coverage,
    whole: Coverage,
    *,
    area: Area,
    listed: str,
    in_people: bool,
    marked: str,
    links: Mapping[str, str],
) -> str:
    """links: address of the rows that open a view of their own"""
    services = coverage.services
    is_wide = len(services) <= MOST_WIDE
    total = {row.service_key: row for row in records(whole.cells)}
    lines = [_row(area.official_name, total, whole, in_people, is_wide, css="jumlah")]
    silent = _silent(coverage)
    for code, cells in coverage.cells.groupby("area_code", sort=False):
        if code in silent:
            continue
        rows = {row.service_key: row for row in records(cells)}
        name = html.escape(str(cells["area_name"].iloc[0]))
        if code in links:
            name = f'<a href="{html.escape(links[str(code)])}" target="_self">{name}</a>'
        lines.append(_row(name, rows, coverage, in_people, is_wide, css="pilihan" if code == marked else ""))
    if silent:
        names = ", ".join(map(html.escape, silent.values()))
        lines.append(
            _(
                '<tr><th scope="row">{silent_n} belum melapor</th><td class="nama-kosong" '
                'colspan="{services_n}">{names}</td></tr>',
                silent_n=formats.number(len(silent)),
                services_n=len(services),
                names=names,
            )
        )
    return (
        f'<div class="matriks-bingkai" tabindex="0" role="region" aria-label="{_("Matriks cakupan layanan")}">'
        f'<table class="matriks {"lebar" if is_wide else "rapat"}"><thead>{_bands(services, listed)}'
        f"{_heads(services, listed)}{_targets(coverage)}</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _silent(coverage: Coverage) -> dict[str, str]:
    """Areas without any report, by code, where there are so many that they would bury the others."""
    known = coverage.cells.groupby("area_code", sort=False).agg(
        name=("area_name", "first"), has_report=("reported_n", "any"), is_scheduled=("desa_n", "any")
    )
    found = known[~known["has_report"].astype(bool) & known["is_scheduled"].astype(bool)]["name"].to_dict()
    return {str(code): str(name) for code, name in found.items()} if len(found) > MOST_SILENT else {}


def legend(coverage: Coverage, whole: Coverage, *, in_people: bool) -> str:
    """Colours, symbols and signs, those that occur."""
    found = [
        f'<span class="kunci {VERDICT_CLASS[one]}"><b>{SYMBOLS[one]}</b> {one}</span>'
        for one in (Verdict.REACHED, Verdict.NEAR, Verdict.BELOW, Verdict.NONE)
    ]
    states = {*coverage.cells["state"], *whole.cells["state"]}
    found += [
        f'<span class="kunci {STATE_CLASS[state]}"><b>{sign(state)}</b> {sign_words(state)}</span>'
        for state in SIGNS
        if state in states
    ]
    if coverage.cells["is_over"].any() or whole.cells["is_over"].any():
        found.append(_('<span class="kunci lebih"><b>{over_sign}</b> &gt;100%, periksa</span>', over_sign=OVER_SIGN))
    if any(not one.is_higher_better for one in coverage.services):
        found.append(f'<span class="kunci"><b>{LOWER_SIGN}</b> {_(LOWER_WORDS)}</span>')
    what = _("Angka: jumlah yang belum terjangkau") if in_people else _("Angka: persen sasaran yang terlayani")
    return f'<div class="matriks-legenda"><span class="kunci-isi">{what}</span>{"".join(found)}</div>'


def _bands(services: tuple[Service, ...], listed: str) -> str:
    """Above the headings: the target groups of the 29, or the two kinds of the Perpres."""
    runs = [
        (name, len(list(some)))
        for name, some in groupby(services, key=lambda one: GROUPS[one.group] if listed == ESSENTIAL else _(one.kind))
    ]
    cells = "".join(
        f'<th scope="colgroup" colspan="{size}">{_parted(name.capitalize() if listed != ESSENTIAL else name)}</th>'
        for name, size in runs
    )
    return f'<tr class="pita"><td></td>{cells}</tr>'


def _parted(name: str) -> str:
    """A heading whose long word may be parted between syllables where its columns are narrow."""
    return html.escape(name).replace("Perlindungan", "Perlin&shy;dungan")


def _heads(services: tuple[Service, ...], listed: str) -> str:
    cells = "".join(
        f'<th scope="col" title="{html.escape(one.wording_in(listed))}"><span>{one.number_in(listed) or ""}. '
        f"{'' if one.is_higher_better else f'{LOWER_SIGN} '}{html.escape(one.short)}</span></th>"
        for one in services
    )
    return _('<tr class="judul"><th scope="col">Wilayah</th>{cells}</tr>', cells=cells)


def _targets(coverage: Coverage) -> str:
    """The row of targets; those of a weak source in italics."""
    cells = []
    for service in coverage.services:
        target = coverage.targets.get(service.key) if service.has_coverage else None
        if target is None:
            cells.append(f'<td title="{_("belum ada target")}">–</td>')
            continue
        decimals = 0 if float(target.value_pct).is_integer() else 1
        said = formats.number(target.value_pct, decimals=decimals)
        title = _("Target {year}: {source}", year=target.year, source=target.source) + (
            "" if target.is_verified else _(" (belum terkonfirmasi)")
        )
        shown = said if target.is_verified else f"<i>{said}</i>"
        sign = "≥" if service.is_higher_better else "≤"
        cells.append(f'<td title="{html.escape(title)}">{sign}{shown}</td>')
    return _('<tr class="target"><th scope="row">Target (%)</th>{cells}</tr>', cells="".join(cells))


def _row(
    name: str, rows: Mapping[str, Any], coverage: Coverage, in_people: bool, is_wide: bool, *, css: str = ""
) -> str:
    cells = "".join(_cell(rows[one.key], one, coverage, in_people, is_wide) for one in coverage.services)
    return f'<tr class="{css}"><th scope="row">{name}</th>{cells}</tr>'


def _cell(row: Any, service: Service, coverage: Coverage, in_people: bool, is_wide: bool) -> str:
    title = html.escape(spoken(row, service, coverage.targets.get(service.key)))
    css = STATE_CLASS[row.state] or VERDICT_CLASS[row.verdict]
    symbol = ""
    if row.is_over:
        css, symbol = f"{css} lebih", OVER_SIGN  # no text
    elif row.state is State.VALUE and row.verdict is not Verdict.NONE:
        symbol = SYMBOLS[row.verdict]
    mark = f'<span class="tanda-v">{symbol}</span>' if symbol else ""
    if is_wide:
        first, second = wide_cell(row, in_people=in_people)
        small = f"<small>{html.escape(second)}</small>" if second else ""
        return f'<td class="{css}" title="{title}">{mark}<b>{html.escape(first)}</b>{small}</td>'
    said = html.escape(short_cell(row, in_people=in_people))
    return f'<td class="{css}" title="{title}">{mark}{said}</td>'
