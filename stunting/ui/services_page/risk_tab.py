"""Keluarga berisiko: their share per area, what puts them at risk, and children that an office announced as at risk."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from stunting import announced_counts, formats
from stunting.charts.service_factors import service_factors, years
from stunting.exports.stamp import Stamp
from stunting.frames import records, whole_numbers
from stunting.geography import PLURALS
from stunting.languages import N_, _
from stunting.routine.district import Mode
from stunting.services.coverage import State
from stunting.services.families import ANNOUNCED_NOTE, Families
from stunting.ui import parts, routine_filters, services_data
from stunting.ui.services_page import choices
from stunting.ui.shell import View

CHILDREN = "anak_berisiko"
MISSING_FACTORS = N_(
    "Faktor risiko belum ada di rilis ini. Masukkan rekap KRS lengkap (air minum, jamban, 4 "
    "terlalu) di tab Data layanan."
)


def show(view: View) -> None:
    """Families at risk of the chosen area and its parts, then what was announced."""
    place = choices.place_of(view)
    if place is None or view.kabkota is None:
        st.html(
            _(
                '<p class="jelas">Keluarga berisiko dibaca di dalam satu kabupaten/kota. Pilih '
                "kabupaten/kota atau kecamatan.</p>"
            )
        )
        _announced(view)
        return
    mode = routine_filters.mode()
    area, level, marked = place
    found = services_data.families_at_risk(view.release_id, area.code, level=level, mode=mode)
    if found is None:
        st.html(
            _(
                '<p class="jelas">Belum ada jumlah keluarga berisiko untuk {area}. Masukkan rekap'
                " KRS per desa/kelurahan di halaman Lokus, tab Daftar.</p>",
                area=html.escape(area.official_name),
            )
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
            st.html(f'<p class="jelas">{_(MISSING_FACTORS)}</p>')
        _announced(view)
    with left:
        _table(view, found, level=level, marked=marked, place=area.official_name, source=source)
    hidden = (_("Mode publik: dari kecamatan ke atas, dan tanpa jumlah 1–4."),) if mode is Mode.PUBLIC else ()
    parts.notes((*(html.escape(one) for one in found.problems), *hidden))


def _headline(place: str, found: Families, source: str) -> None:
    whole = found.whole
    said = f"<b>{html.escape(_(str(whole['state'])) or formats.percent(whole['pct']))}</b>"
    counts = (
        _(
            "{part_n} dari {base_n} keluarga sasaran",
            part_n=formats.number(whole["part_n"]),
            base_n=formats.number(whole["base_n"]),
        )
        if pd.notna(whole["part_n"])
        else _("jumlahnya tidak ditampilkan")
    )
    st.html(
        _(
            '<h2 class="judul-gambar">Keluarga berisiko stunting (KRS), {place}, '
            '{years}{sample}</h2><div class="krs-angka">{said}<span><strong>keluarga sasaran '
            "berisiko stunting</strong>{counts}; laporan {desa_n} desa/kelurahan</span></div><p "
            'class="sumber">{source}</p>',
            place=html.escape(place),
            years=years(found),
            sample=parts.sample_mark(found.is_sample),
            said=said,
            counts=counts,
            desa_n=formats.number(whole["desa_n"]),
            source=html.escape(source),
        )
    )


def _table(view: View, found: Families, *, level: str, marked: str, place: str, source: str) -> None:
    rows = found.rates.sort_values(["pct", "area_code"], ascending=[False, True], na_position="last")
    lines = "".join(_line(row, marked) for row in records(rows))
    unit = PLURALS[level]
    st.html(
        _(
            '<div class="krs-bingkai" tabindex="0" role="region" aria-label="KRS per '
            'wilayah"><table class="krs"><thead><tr><th scope="col">{unit}</th><th '
            'scope="col">KRS</th><th scope="col">Keluarga sasaran</th><th '
            'scope="col">Persen</th></tr></thead><tbody>{lines}</tbody></table></div>',
            unit=html.escape(unit.capitalize()),
            lines=lines,
        )
    )
    stamp = Stamp(
        title=_(
            "Keluarga berisiko stunting menurut {unit}, {place}, {years}", unit=unit, place=place, years=years(found)
        ),
        subtitle=_("KRS dibagi keluarga sasaran pada desa/kelurahan yang melaporkan keduanya."),
        source=source,
        release_id=view.release_id,
        is_sample=found.is_sample,
        notes=found.problems,
    )
    parts.table_and_files(lambda: _as_file(rows), stamp, key="layanan-krs")


def _line(row: Any, marked: str) -> str:
    css = ' class="pilihan"' if row.area_code == marked else ""  # no text
    if row.state in (State.NO_DATA, State.HIDDEN):
        return f'<tr{css}><th scope="row">{html.escape(row.area_name)}</th><td colspan="3">{_(row.state)}</td></tr>'
    said = _(row.state) or formats.percent(row.pct)
    return (
        f'<tr{css}><th scope="row">{html.escape(row.area_name)}</th><td>{formats.number(row.part_n)}</td>'
        f"<td>{formats.number(row.base_n)}</td><td><b>{said}</b></td></tr>"
    )


def _as_file(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Kode"): rows["area_code"],
            N_("Wilayah"): rows["area_name"],
            "KRS": whole_numbers(rows["part_n"]),
            N_("Keluarga sasaran"): whole_numbers(rows["base_n"]),
            "KRS (%)": rows["pct"].round(1),
            N_("Desa melapor"): rows["desa_n"],
            N_("Keterangan"): [_(one) for one in rows["state"]],
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
        _(
            '<h2 class="judul-gambar">Anak berisiko stunting yang diumumkan</h2><div '
            'class="diumumkan-kotak">{lines}<p class="sumber">{announced_note}</p></div>',
            lines=lines,
            announced_note=_(ANNOUNCED_NOTE),
        )
    )


def _announcement(view: View, row: Any) -> str:
    when = formats.month(int(row.year), int(row.month)) if pd.notna(row.month) else str(row.year)
    status = _("dua sumber sepakat") if row.is_verified else _("belum terkonfirmasi")
    note = f"<br>{html.escape(row.note)}" if pd.notna(row.note) and row.note else ""
    return _(
        "<p><b>{value_n}</b> {unit}, {area} ({when}) · {status}<span "
        'class="sumber"><br>Sumber: {source}{note}</span></p>',
        value_n=formats.number(row.value_n),
        unit=html.escape(announced_counts.unit(row)),
        area=html.escape(view.register.get(row.area_code).official_name),
        when=when,
        status=status,
        source=html.escape(row.source),
        note=note,
    )


def _source(found: Families) -> str:
    sources = "; ".join(found.sources) or _("rekap KRS")
    return _("Sumber: {sources}, {years}.", sources=sources, years=years(found))
