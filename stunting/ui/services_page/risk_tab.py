"""Keluarga berisiko: their share per area, what puts them at risk, and children that an office announced as at risk."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.charts.service_factors import service_factors, years
from stunting.exports.stamp import Stamp
from stunting.frames import records, whole_numbers
from stunting.geography import PLURALS
from stunting.routine.district import Mode
from stunting.services.families import ANNOUNCED_NOTE, Families
from stunting.ui import parts, routine_filters, services_data
from stunting.ui.services_page import choices
from stunting.ui.shell import View

CHILDREN = "anak_berisiko"
MISSING_FACTORS = (
    "Faktor risiko belum ada di rilis ini. Masukkan rekap KRS lengkap (air minum, jamban, 4 terlalu) di tab Data "
    "layanan."
)


def show(view: View) -> None:
    """Families at risk of the chosen area and its parts, then what was announced."""
    place = choices.place_of(view)
    if place is None or view.kabkota is None:
        st.html(
            '<p class="jelas">Keluarga berisiko dibaca di dalam satu kabupaten/kota. Pilih kabupaten/kota atau '
            "kecamatan.</p>"
        )
        _announced(view)
        return
    mode = routine_filters.mode()
    area, level, marked = place
    found = services_data.families_at_risk(view.release_id, area.code, level=level, mode=mode)
    if found is None:
        st.html(
            f'<p class="jelas">Belum ada jumlah keluarga berisiko untuk {html.escape(area.official_name)}. Masukkan '
            "rekap KRS per desa/kelurahan di halaman Lokus, tab Daftar.</p>"
        )
        _announced(view)
        return
    source = _source(found)
    _headline(area.official_name, found, source)
    left, right = st.columns([1, 1.25], gap="large")
    with right:
        if found.factors:
            picture = service_factors(found, place=area.official_name, source=html.escape(source))
            parts.figure(view, picture, key="layanan-faktor")
        else:
            st.html(f'<p class="jelas">{MISSING_FACTORS}</p>')
        _announced(view)
    with left:
        _table(view, found, level=level, marked=marked, place=area.official_name, source=source)
    hidden = ("Mode publik: dari kecamatan ke atas, dan tanpa jumlah 1–4.",) if mode is Mode.PUBLIC else ()
    parts.notes((*(html.escape(one) for one in found.problems), *hidden))


def _headline(place: str, found: Families, source: str) -> None:
    whole = found.whole
    said = f"<b>{html.escape(str(whole['state']) or formats.percent(whole['pct']))}</b>"
    counts = (
        f"{formats.number(whole['part_n'])} dari {formats.number(whole['base_n'])} keluarga sasaran"
        if pd.notna(whole["part_n"])
        else "jumlahnya tidak ditampilkan"
    )
    st.html(
        f'<h2 class="judul-gambar">Keluarga berisiko stunting (KRS), {html.escape(place)}, {years(found)}'
        f"{parts.sample_mark(found.is_sample)}</h2>"
        f'<div class="krs-angka">{said}<span><strong>keluarga sasaran berisiko stunting</strong>'
        f"{counts}; laporan {formats.number(whole['desa_n'])} desa/kelurahan</span></div>"
        f'<p class="sumber">{html.escape(source)}</p>'
    )


def _table(view: View, found: Families, *, level: str, marked: str, place: str, source: str) -> None:
    rows = found.rates.sort_values(["pct", "area_code"], ascending=[False, True], na_position="last")
    lines = "".join(_line(row, marked) for row in records(rows))
    unit = PLURALS[level]
    st.html(
        '<div class="krs-bingkai" tabindex="0" role="region" aria-label="KRS per wilayah"><table class="krs">'
        "<thead><tr>"
        f'<th scope="col">{html.escape(unit.capitalize())}</th><th scope="col">KRS</th><th scope="col">Keluarga sasaran'
        f'</th><th scope="col">Persen</th></tr></thead><tbody>{lines}</tbody></table></div>'
    )
    stamp = Stamp(
        title=f"Keluarga berisiko stunting menurut {unit}, {place}, {years(found)}",
        subtitle="KRS dibagi keluarga sasaran pada desa/kelurahan yang melaporkan keduanya.",
        source=source,
        release_id=view.release_id,
        is_sample=found.is_sample,
        notes=found.problems,
    )
    parts.table_and_files(lambda: _as_file(rows), stamp, key="layanan-krs")


def _line(row: Any, marked: str) -> str:
    css = ' class="pilihan"' if row.area_code == marked else ""
    if row.state in ("tidak ada data", "disembunyikan"):
        return f'<tr{css}><th scope="row">{html.escape(row.area_name)}</th><td colspan="3">{row.state}</td></tr>'
    said = row.state or formats.percent(row.pct)
    return (
        f'<tr{css}><th scope="row">{html.escape(row.area_name)}</th><td>{formats.number(row.part_n)}</td>'
        f"<td>{formats.number(row.base_n)}</td><td><b>{said}</b></td></tr>"
    )


def _as_file(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Kode": rows["area_code"],
            "Wilayah": rows["area_name"],
            "KRS": whole_numbers(rows["part_n"]),
            "Keluarga sasaran": whole_numbers(rows["base_n"]),
            "KRS (%)": rows["pct"].round(1),
            "Desa melapor": rows["desa_n"],
            "Keterangan": rows["state"],
        }
    )


def _announced(view: View) -> None:
    """Children at risk as an office announced them: neither families nor stunted children."""
    code = view.kabkota.code if view.kabkota is not None else view.area.code if view.area.code != "00" else ""
    frame = services_data.announced(view.release_id, code, indicator=CHILDREN)
    if frame.empty:
        return
    lines = "".join(_announcement(view, row) for row in records(frame))
    st.html(
        '<h2 class="judul-gambar">Anak berisiko stunting yang diumumkan</h2>'
        f'<div class="diumumkan-kotak">{lines}<p class="sumber">{ANNOUNCED_NOTE}</p></div>'
    )


def _announcement(view: View, row: Any) -> str:
    when = formats.month(int(row.year), int(row.month)) if pd.notna(row.month) else str(row.year)
    status = "dua sumber sepakat" if row.is_verified else "belum terkonfirmasi"
    note = f"<br>{html.escape(row.note)}" if pd.notna(row.note) and row.note else ""
    return (
        f"<p><b>{formats.number(row.value_n)}</b> {html.escape(row.unit)}, "
        f"{html.escape(view.register.get(row.area_code).official_name)} ({when}) · {status}"
        f'<span class="sumber"><br>Sumber: {html.escape(row.source)}{note}</span></p>'
    )


def _source(found: Families) -> str:
    sources = "; ".join(found.sources) or "rekap KRS"
    return f"Sumber: {sources}, {years(found)}."
