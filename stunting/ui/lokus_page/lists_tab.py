"""Daftar: which desa are lokus in which year, who came and left, and what was announced."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.lokus import register
from stunting.lokus.register import LokusList
from stunting.ui import filters, lokus_data, parts, routine_data, routine_filters
from stunting.ui.lokus_page import figures_form, list_form, list_map
from stunting.ui.lokus_page.proposal_list import SIGNS, STATUSES, head_cells, status_chip
from stunting.ui.shell import View

YEAR = "daftar"
# Pixels of the map at least, and of everything else on a taller screen.
MAP_HEIGHT, AROUND = 420, 330
# With more lists than these, earlier years show their signs alone.
MOST_WORDED = 3
IN_LIST = ("baru", "lanjutan")


def show(view: View) -> None:
    """The lists of the chosen kabupaten; without one, everything that was announced inside the area."""
    if view.kabkota is None:
        _announced(view, view.area)
        return
    known = register.lists(routine_data.lokus(view.release_id, view.kabkota.code))
    if known:
        _lists(view, view.kabkota, known)
    else:
        said = _(
            "Belum ada daftar desa/kelurahan lokus {kabkota} di rilis ini.",
            kabkota=html.escape(view.kabkota.official_name),
        )
        st.html(f'<p class="jelas">{said}</p>')
        with st.container(horizontal=True):
            _next_year()
    _announced(view, view.kabkota)
    list_form.show(view, view.kabkota)
    figures_form.show(view, view.kabkota)


def _lists(view: View, kabkota: Area, known: tuple[LokusList, ...]) -> None:
    years = {str(one.lokus_year): _("Lokus {lokus_year}", lokus_year=one.lokus_year) for one in reversed(known)}
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        year = filters.one_of(_("Tahun lokus"), YEAR, years, default=next(iter(years)))
        routine_filters.mode_badge(routine_filters.mode())
        _next_year()
    one = next(each for each in known if str(each.lokus_year) == year)
    _headline(view, kabkota, one, known)
    table = register.history_table(
        routine_data.lokus(view.release_id, kabkota.code), view.register, kabupaten_code=kabkota.code
    )
    with st.container(key="lokus-dua"):
        left, right = st.columns([1, 1.6] if len(known) <= MOST_WORDED else [1.15, 1], gap="medium")
    with left:
        st.html(_history(table, year))
        stamp = Stamp(
            title=_(
                "Desa/kelurahan lokus {kabkota}, {first_year}–{last_year}",
                kabkota=kabkota.official_name,
                first_year=known[0].lokus_year,
                last_year=known[-1].lokus_year,
            ),
            subtitle=_("Status tiap desa/kelurahan per tahun lokus."),
            source=_("Sumber: {source}", source=one.source),
            release_id=view.release_id,
            is_sample=any(each.is_sample for each in known),
        )
        parts.table_and_files(lambda: _as_file(table), stamp, key="lokus-daftar")
    with right:
        list_map.show(
            view,
            kabkota,
            year=one.lokus_year,
            codes=one.desa_codes,
            key="peta-daftar",
            height=MAP_HEIGHT,
            around=AROUND,
        )


def _next_year() -> None:
    """The way from reading a list to making one."""
    st.button(
        _("Susun daftar tahun depan"),
        icon=":material/edit_note:",
        key="lokus-susun",
        on_click=filters.apply,
        kwargs={"params": {filters.TAB: N_("Pilih")}},
    )


def _headline(view: View, kabkota: Area, one: LokusList, known: tuple[LokusList, ...]) -> None:
    earlier = register.before(known, one)
    said = ""
    if earlier is not None:
        changed = register.changes(earlier, one)
        said = _(
            " Dibanding {lokus_year}: <b>{new_n}</b> baru, <b>{kept_n}</b> lanjutan, <b>{left_n}</b> keluar.",
            lokus_year=earlier.lokus_year,
            new_n=len(changed.new),
            kept_n=len(changed.continued),
            left_n=len(changed.left),
        )
    decree = _("SK {decree}", decree=html.escape(one.decree)) if one.decree else _("nomor SK tidak diketahui")
    if one.decree and one.decree_date:
        decree += _(" tanggal {date}", date=formats.date(one.decree_date))
    decided = (
        _("diputuskan {decided_year}", decided_year=one.decided_year)
        if one.decided_year
        else _("tahun penetapan tidak diketahui")
    )
    compared = register.compare_with_announced(one, lokus_data.announced(view.release_id, kabkota.code))
    title = _(
        "Desa/kelurahan lokus {lokus_year}, {kabkota}",
        lokus_year=one.lokus_year,
        kabkota=html.escape(kabkota.official_name),
    )
    size = _(
        "<b>{desa_n}</b> desa/kelurahan di <b>{kecamatan_n}</b> kecamatan",
        desa_n=formats.number(len(one.desa_codes)),
        kecamatan_n=one.kecamatan_n,
    )
    source = _("Sumber: {source}", source=html.escape(one.source))
    st.html(
        f'<h2 class="judul-gambar">{title}{parts.sample_mark(one.is_sample)}</h2>'
        f'<p class="lokus-kalimat">{size}; {decided}, {decree}.{said}</p>'
        f'<p class="sumber">{source} {html.escape(compared)}</p>'
    )


def _history(table: pd.DataFrame, year: str) -> str:
    """One row per desa that was ever a lokus: the list of the chosen year, then those of other years."""
    years = [name for name in table.columns if str(name).isdigit()]
    is_in = table[year].isin(IN_LIST)
    heads = "".join(f'<th scope="col"{_chosen(one, year)}>{one}</th>' for one in years)
    lines = "".join(_row(row, years, year) for row in table[is_in].sort_values("area_code").to_dict("records"))
    others = table[~is_in].sort_values("area_code").to_dict("records")
    if others:
        said = _("Tidak dalam daftar {year}, pernah atau kelak lokus: {n}", year=year, n=formats.number(len(others)))
        lines += f'<tr class="garis"><td colspan="{2 + len(years)}"><b>{said}</b></td></tr>'
        lines += "".join(_row(row, years, year) for row in others)
    legend = " · ".join(f"{sign} {STATUSES[word]}" for word, sign in SIGNS.items())
    return (
        f'<div class="lokus-bingkai lokus-riwayat" tabindex="0" role="region" aria-label="{_("Riwayat lokus")}">'
        '<table class="lokus-daftar riwayat"><thead><tr>'
        f'<th scope="col" class="bukan-ponsel">{_("Kecamatan")}</th><th scope="col">{_("Desa/kelurahan")}</th>{heads}'
        f'</tr></thead><tbody>{lines}</tbody></table></div><p class="sumber">{legend}; '
        f"{_('kosong: bukan lokus tahun itu.')}</p>"
    )


def _row(row: dict[Any, Any], years: list[str], year: str) -> str:
    is_worded = len(years) <= MOST_WORDED
    kecamatan = html.escape(f"Kec. {row['kecamatan_name']}")  # no text
    cells = "".join(_cell(row[one], is_chosen=one == year, is_worded=is_worded or one == year) for one in years)
    return (
        f'<tr><td class="bukan-ponsel">{kecamatan}</td><th scope="row">{html.escape(row["area_name"])}'
        f'<small class="hanya-ponsel">{kecamatan}</small></th>{cells}</tr>'
    )


def _chosen(one: str, year: str) -> str:
    return ' class="pilih"' if one == year else ""  # no text


def _cell(status: str, *, is_chosen: bool, is_worded: bool) -> str:
    said = status_chip(status)
    if said and not is_worded:
        said = f'<span class="status s-{status}" title="{STATUSES[status]}">{SIGNS[status]}</span>'
    return f'<td class="pilih">{said}</td>' if is_chosen else f"<td>{said}</td>"


def _as_file(table: pd.DataFrame) -> pd.DataFrame:
    headings = {
        "area_code": _("Kode"),
        "area_name": _("Desa/kelurahan"),
        "kecamatan_name": _("Kecamatan"),
        "listed_n": _("Kali"),
    }
    for name in map(str, table.columns):
        if name.isdigit():
            headings[name] = _("Lokus {year}", year=name)
    return table.rename(columns=headings)


def _announced(view: View, area: Area) -> None:
    """Numbers that were announced without the names, each with its source."""
    frame = lokus_data.announced(view.release_id, area.code)
    if frame.empty:
        if area.level != "kabupaten":
            nothing = _("Belum ada jumlah lokus yang diumumkan di wilayah ini. Pilih kabupaten/kota.")
            st.html(f'<p class="jelas">{nothing}</p>')
        return
    lines = "".join(_announced_line(view, row) for row in records(frame))
    heads = head_cells((_("Kabupaten/kota"), _("Lokus"), _("Desa/kelurahan"), _("Kecamatan"), _("Sumber")))
    title = _("Jumlah lokus yang diumumkan")
    note = _(
        "Nama desanya tidak diumumkan, atau belum dimasukkan. Satu sumber berarti belum ditemukan di publikasi lain."
    )
    st.html(
        f'<h2 class="judul-gambar">{title}</h2><div class="mutu-bingkai" tabindex="0" role="region" '
        f'aria-label="{title}"><table class="bungkus diumumkan"><thead><tr>{heads}</tr></thead>'
        f'<tbody>{lines}</tbody></table></div><p class="sumber">{note}</p>'
    )


def _announced_line(view: View, row: Any) -> str:
    status = _("dua sumber sepakat") if row.is_verified else _("satu sumber")
    details = " ".join(
        f"<br><small>{html.escape(text)}</small>" for text in (row.breakdown, row.note) if pd.notna(text) and text
    )
    kecamatan = formats.number(row.kecamatan_n) if pd.notna(row.kecamatan_n) else _("tidak disebut")
    return (
        f"<tr><td>{html.escape(view.register.get(row.kabupaten_code).official_name)}</td><td>{row.lokus_year}</td>"
        f"<td>{formats.number(row.desa_n)}</td><td>{kecamatan}</td>"
        f"<td>{html.escape(row.source)} ({status}){details}</td></tr>"
    )
