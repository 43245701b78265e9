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
from stunting.lokus import register
from stunting.lokus.register import LokusList
from stunting.ui import filters, lokus_data, parts, routine_data, routine_filters
from stunting.ui.lokus_page import figures_form, list_form, list_map
from stunting.ui.lokus_page.proposal_list import SIGNS, status_chip
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
        st.html(
            f'<p class="jelas">Belum ada daftar desa/kelurahan lokus {html.escape(view.kabkota.official_name)} di '
            "rilis ini.</p>"
        )
        with st.container(horizontal=True):
            _next_year()
    _announced(view, view.kabkota)
    list_form.show(view, view.kabkota)
    figures_form.show(view, view.kabkota)


def _lists(view: View, kabkota: Area, known: tuple[LokusList, ...]) -> None:
    years = {str(one.lokus_year): f"Lokus {one.lokus_year}" for one in reversed(known)}
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        year = filters.one_of("Tahun lokus", YEAR, years, default=next(iter(years)))
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
            title=f"Desa/kelurahan lokus {kabkota.official_name}, {known[0].lokus_year}–{known[-1].lokus_year}",
            subtitle="Status tiap desa/kelurahan per tahun lokus.",
            source=f"Sumber: {one.source}",
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
        "Susun daftar tahun depan",
        icon=":material/edit_note:",
        key="lokus-susun",
        on_click=filters.apply,
        kwargs={"params": {filters.TAB: "Pilih"}},
    )


def _headline(view: View, kabkota: Area, one: LokusList, known: tuple[LokusList, ...]) -> None:
    earlier = register.before(known, one)
    said = ""
    if earlier is not None:
        changed = register.changes(earlier, one)
        said = (
            f" Dibanding {earlier.lokus_year}: <b>{len(changed.new)}</b> baru, <b>{len(changed.continued)}</b> "
            f"lanjutan, <b>{len(changed.left)}</b> keluar."
        )
    decree = f"SK {html.escape(one.decree)}" if one.decree else "nomor SK tidak diketahui"
    if one.decree and one.decree_date:
        decree += f" tanggal {formats.date(one.decree_date)}"
    decided = f"diputuskan {one.decided_year}" if one.decided_year else "tahun penetapan tidak diketahui"
    compared = register.compare_with_announced(one, lokus_data.announced(view.release_id, kabkota.code))
    st.html(
        f'<h2 class="judul-gambar">Desa/kelurahan lokus {one.lokus_year}, {html.escape(kabkota.official_name)}'
        f"{parts.sample_mark(one.is_sample)}</h2>"
        f'<p class="lokus-kalimat"><b>{formats.number(len(one.desa_codes))}</b> desa/kelurahan di '
        f"<b>{one.kecamatan_n}</b> kecamatan; {decided}, {decree}.{said}</p>"
        f'<p class="sumber">Sumber: {html.escape(one.source)} {html.escape(compared)}</p>'
    )


def _history(table: pd.DataFrame, year: str) -> str:
    """One row per desa that was ever a lokus: the list of the chosen year, then those of other years."""
    years = [name for name in table.columns if str(name).isdigit()]
    is_in = table[year].isin(IN_LIST)
    heads = "".join(f'<th scope="col"{_chosen(one, year)}>{one}</th>' for one in years)
    lines = "".join(_row(row, years, year) for row in table[is_in].sort_values("area_code").to_dict("records"))
    others = table[~is_in].sort_values("area_code").to_dict("records")
    if others:
        lines += (
            f'<tr class="garis"><td colspan="{2 + len(years)}"><b>Tidak dalam daftar {year}, pernah atau kelak lokus: '
            f"{formats.number(len(others))}</b></td></tr>"
        )
        lines += "".join(_row(row, years, year) for row in others)
    legend = " · ".join(f"{sign} {word}" for word, sign in SIGNS.items())
    return (
        '<div class="lokus-bingkai lokus-riwayat" tabindex="0" role="region" aria-label="Riwayat lokus">'
        '<table class="lokus-daftar riwayat"><thead><tr><th scope="col" class="bukan-ponsel">Kecamatan</th>'
        f'<th scope="col">Desa/kelurahan</th>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
        f'<p class="sumber">{legend}; kosong: bukan lokus tahun itu.</p>'
    )


def _row(row: dict[Any, Any], years: list[str], year: str) -> str:
    is_worded = len(years) <= MOST_WORDED
    kecamatan = html.escape(f"Kec. {row['kecamatan_name']}")
    cells = "".join(_cell(row[one], is_chosen=one == year, is_worded=is_worded or one == year) for one in years)
    return (
        f'<tr><td class="bukan-ponsel">{kecamatan}</td><th scope="row">{html.escape(row["area_name"])}'
        f'<small class="hanya-ponsel">{kecamatan}</small></th>{cells}</tr>'
    )


def _chosen(one: str, year: str) -> str:
    return ' class="pilih"' if one == year else ""


def _cell(status: str, *, is_chosen: bool, is_worded: bool) -> str:
    said = status_chip(status)
    if said and not is_worded:
        said = f'<span class="status s-{status}" title="{status}">{SIGNS[status]}</span>'
    return f'<td class="pilih">{said}</td>' if is_chosen else f"<td>{said}</td>"


def _as_file(table: pd.DataFrame) -> pd.DataFrame:
    headings = {"area_code": "Kode", "area_name": "Desa/kelurahan", "kecamatan_name": "Kecamatan", "listed_n": "Kali"}
    for name in map(str, table.columns):
        if name.isdigit():
            headings[name] = f"Lokus {name}"
    return table.rename(columns=headings)


def _announced(view: View, area: Area) -> None:
    """Numbers that were announced without the names, each with its source."""
    frame = lokus_data.announced(view.release_id, area.code)
    if frame.empty:
        if area.level != "kabupaten":
            st.html('<p class="jelas">Belum ada jumlah lokus yang diumumkan di wilayah ini. Pilih kabupaten/kota.</p>')
        return
    lines = "".join(_announced_line(view, row) for row in records(frame))
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("Kabupaten/kota", "Lokus", "Desa/kelurahan", "Kecamatan", "Sumber")
    )
    st.html(
        '<h2 class="judul-gambar">Jumlah lokus yang diumumkan</h2>'
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Jumlah lokus yang diumumkan">'
        f'<table class="bungkus diumumkan"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
        '<p class="sumber">Nama desanya tidak diumumkan, atau belum dimasukkan. Satu sumber berarti belum ditemukan di '
        "publikasi lain.</p>"
    )


def _announced_line(view: View, row: Any) -> str:
    status = "dua sumber sepakat" if row.is_verified else "satu sumber"
    details = " ".join(
        f"<br><small>{html.escape(text)}</small>" for text in (row.breakdown, row.note) if pd.notna(text) and text
    )
    kecamatan = formats.number(row.kecamatan_n) if pd.notna(row.kecamatan_n) else "tidak disebut"
    return (
        f"<tr><td>{html.escape(view.register.get(row.kabupaten_code).official_name)}</td><td>{row.lokus_year}</td>"
        f"<td>{formats.number(row.desa_n)}</td><td>{kecamatan}</td>"
        f"<td>{html.escape(row.source)} ({status}){details}</td></tr>"
    )
