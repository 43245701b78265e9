"""Tab Kabupaten: who of a province has reported, whose data are late or thin, and what may not be compared."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.routine import reporting
from stunting.routine.rates import LOW_COVERAGE_PCT
from stunting.routine.reporting import SYMBOLS, Reporting, Standing, meaning
from stunting.ui import data, parts, routine_data
from stunting.ui.shell import View

GRADES = {Standing.MISSING: "kosong", Standing.LATE: "n2", Standing.THIN: "n2", Standing.GOOD: "n0"}
HEADS = ("Keadaan", "Bulan terakhir", "Hari lalu", "Cakupan", "TB/U tak masuk akal", "Asal")
HOW = """
1. Di kabupaten: `python -m stunting release export` menulis satu berkas bertanda tangan, hanya hitungan; kuncinya
   tampil dengan `python -m stunting release key show`.
2. Di sini, sekali per kabupaten: cocokkan sidik kunci lewat telepon, lalu
   `python -m stunting release trust KUNCI --kabupaten KODE`.
3. Di sini, setiap ada kiriman: `python -m stunting release merge BERKAS...` (dengan `--dry-run` hanya memeriksa).
"""


def show(view: View) -> None:
    """One row per kabupaten/kota of the chosen province, and its months; the provinces where none is chosen."""
    if view.province is None:
        _provinces(view)
        return
    place = view.province.official_name
    found = _found(view, view.province.code)
    st.subheader(f"Kabupaten/kota yang melapor, {place}")
    st.markdown(reporting.summary(found, place=place))
    if all(one.standing is Standing.MISSING for one in found):
        st.info(
            f"Belum ada data rutin dari {place} di rilis ini. Begini cara mengumpulkannya:", icon=":material/inbox:"
        )
        st.markdown(HOW)
        return
    if missing := [one.name for one in found if one.standing is Standing.MISSING]:
        st.html(f'<p class="catatan"><b>Belum melapor ({len(missing)}).</b> {html.escape(", ".join(missing))}.</p>')
    is_sample = any(one.is_sample for one in found)
    with st.container(key="gambar-melapor"):
        st.html(
            f'<h2 class="judul-gambar">Keadaan per kabupaten/kota{parts.sample_mark(is_sample)}</h2>'
            '<p class="anak-judul">Yang terlambat di atas, yang belum melapor di bawah.</p>' + _key() + _table(found)
        )
        st.html(
            '<h2 class="judul-gambar">Cakupan bulan demi bulan</h2>'
            f'<p class="anak-judul">Balita diukur dibagi sasaran di daftar. ▲ di bawah {LOW_COVERAGE_PCT:.0f}%; '
            "“tanpa daftar”: ada yang diukur, sasarannya tidak diketahui; sel kosong: belum melapor.</p>" + _grid(found)
        )
        parts.source_line(reporting.source_line(found))
        stamp = Stamp(
            title=f"Kabupaten/kota yang melapor, {place}",
            subtitle=reporting.summary(found, place=place),
            source=reporting.source_line(found),
            release_id=view.release_id,
            is_sample=is_sample,
        )
        parts.table_and_files(lambda: reporting.table(found), stamp, key="melapor")
    _differences(found)
    with st.expander("Mengumpulkan berkas kabupaten", icon=":material/inbox:"):
        st.markdown(HOW)


def _found(view: View, province: str) -> list[Reporting]:
    deliveries, differences = routine_data.deliveries(view.release_id)
    return reporting.reporting(
        view.register.children(province),
        routine_data.reported_months(view.release_id, province),
        deliveries=deliveries,
        differences=differences,
        imported=[row.kabupaten_code for row in records(data.release_batches(view.release_id)) if row.used_n],
        today=dt.date.today(),
    )


def _provinces(view: View) -> None:
    """How many of each province have reported: the way down to one of them."""
    st.subheader("Kabupaten/kota yang melapor")
    rows = []
    for area in view.register.children(view.area.code):
        found = _found(view, area.code)
        missing = sum(one.standing is Standing.MISSING for one in found)
        if missing < len(found):
            late = sum(one.standing is Standing.LATE for one in found)
            rows.append((area.official_name, len(found), len(found) - missing, late))
    if not rows:
        st.info("Belum ada kabupaten/kota yang melapor di rilis ini. Begini cara mengumpulkannya:")
        st.markdown(HOW)
        return
    st.markdown(
        "Pilih satu provinsi di kotak pencarian untuk melihat siapa yang sudah melapor dan siapa yang terlambat."
    )
    frame = pd.DataFrame(rows, columns=["Provinsi", "Kabupaten/kota", "Sudah melapor", "Terlambat"])
    st.dataframe(parts.written(frame), column_config=parts.number_columns(frame), hide_index=True, width=760)
    st.caption(
        f"{len(view.register.children(view.area.code)) - len(rows)} provinsi lain belum punya data rutin di sini."
    )


def _key() -> str:
    cells = "".join(
        f'<span class="mutu-kunci {GRADES[one]}">{SYMBOLS[one]} {one}: {meaning(one)}</span>' for one in Standing
    )
    return f'<p class="mutu-legenda">{cells}</p>'


def _table(found: Sequence[Reporting]) -> str:
    heads = "".join(f'<th scope="col">{one}</th>' for one in HEADS)
    rows = "".join(_row(one) for one in found)
    return (
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Keadaan per kabupaten/kota">'
        f'<table class="mutu melapor"><thead><tr><th scope="col">Kabupaten/kota</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(one: Reporting) -> str:
    last = one.last
    month = formats.short_month(last.year, last.month) if last else "–"
    days = formats.number(one.days) if one.days is not None else "–"
    if last is None:
        coverage = flagged = "–"
    else:
        coverage = "tanpa daftar" if last.coverage_pct is None else formats.percent(last.coverage_pct, decimals=0)
        flagged = "–" if last.flagged_pct is None else formats.percent(last.flagged_pct)
    mark = f" {parts.sample_mark(True)}" if one.is_sample else ""
    note = f"<small>{len(one.differences)} hal tidak sebanding</small>" if one.differences else ""
    grade, symbol = GRADES[one.standing], SYMBOLS[one.standing]
    return (
        f'<tr><th scope="row">{html.escape(one.name)}{mark}</th>'
        f'<td class="{grade}"><span aria-hidden="true">{symbol}</span> {one.standing}</td>'
        f"<td>{month}</td><td>{days}</td><td>{coverage}</td><td>{flagged}</td>"
        f"<td>{html.escape(one.origin) or '–'}{note}</td></tr>"
    )


def _grid(found: Sequence[Reporting]) -> str:
    months = reporting.shown_months(found)
    heads = "".join(f'<th scope="col">{formats.short_month(*one)}</th>' for one in months)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.name)}</th>{"".join(_cell(one, month) for month in months)}</tr>'
        for one in sorted(found, key=lambda each: each.code)
        if one.months
    )
    return (
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Cakupan bulan demi bulan">'
        f'<table class="kisi melapor"><thead><tr><th scope="col">Kabupaten/kota</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cell(one: Reporting, month: tuple[int, int]) -> str:
    found, name = one.months.get(month), formats.month(*month)
    if found is None:
        return f'<td title="{html.escape(one.name)}, {name}: belum melapor"></td>'
    told = "tanpa daftar" if found.coverage_pct is None else formats.percent(found.coverage_pct, decimals=0)
    is_low = found.coverage_pct is not None and found.coverage_pct < LOW_COVERAGE_PCT
    kind = "n2" if is_low else "n1" if found.coverage_pct is None else "n0"
    spoken = f"{one.name}, {name}: {formats.number(found.measured_n)} balita diukur, cakupan {told}"
    inside = f"<small>{told}</small>" if found.coverage_pct is None else f"<b>{'▲ ' if is_low else ''}{told}</b>"
    return f'<td class="{kind}" title="{html.escape(spoken)}">{inside}</td>'


def _differences(found: Sequence[Reporting]) -> None:
    """What a reader may not compare, said once per kabupaten; and where each file came from."""
    delivered = [one for one in sorted(found, key=lambda each: each.code) if one.delivery is not None]
    if not delivered:
        return
    st.html('<h2 class="judul-gambar">Asal kiriman dan yang tidak sebanding</h2>')
    for one in delivered:
        card = one.delivery
        told = " ".join(one.differences) or "Semua definisinya sama dengan di sini."
        received = formats.timestamp(dt.datetime.fromisoformat(card.received_at))
        st.html(
            f'<p class="catatan"><b>{html.escape(one.name)}.</b> {html.escape(told)}<br>'
            f"<small>Rilis kabupaten {html.escape(card.release_id)}, mode {card.mode}, diterima {received}, sidik "
            f"penanda tangan {html.escape(card.signed_by)}.</small></p>"
        )
