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
from stunting.languages import N_, _, _n
from stunting.routine import reporting
from stunting.routine.rates import LOW_COVERAGE_PCT
from stunting.routine.reporting import SYMBOLS, Reporting, Standing, meaning
from stunting.ui import data, parts, routine_data
from stunting.ui.shell import View

GRADES = {Standing.MISSING: "kosong", Standing.LATE: "n2", Standing.THIN: "n2", Standing.GOOD: "n0"}
HEADS = (N_("Keadaan"), N_("Bulan terakhir"), N_("Hari lalu"), N_("Cakupan"), N_("TB/U tak masuk akal"), N_("Asal"))
HOW = N_(
    "\n1. Di kabupaten: `python -m stunting release export` menulis satu berkas bertanda tangan, hanya hitungan; "
    "kuncinya\n   tampil dengan `python -m stunting release key show`.\n"
    "2. Di sini, sekali per kabupaten: cocokkan sidik kunci lewat telepon, lalu\n"
    "   `python -m stunting release trust KUNCI --kabupaten KODE`.\n"
    "3. Di sini, setiap ada kiriman: `python -m stunting release merge BERKAS...` (dengan `--dry-run` hanya "
    "memeriksa).\n"
)


def show(view: View) -> None:
    """One row per kabupaten/kota of the chosen province, and its months; the provinces where none is chosen."""
    if view.province is None:
        _provinces(view)
        return
    place = view.province.official_name
    found = _found(view, view.province.code)
    st.subheader(_("Kabupaten/kota yang melapor, {place}", place=place))
    st.markdown(reporting.summary(found, place=place))
    if all(one.standing is Standing.MISSING for one in found):
        st.info(
            _("Belum ada data rutin dari {place} di rilis ini. Begini cara mengumpulkannya:", place=place),
            icon=":material/inbox:",
        )
        st.markdown(_(HOW))
        return
    if missing := [one.name for one in found if one.standing is Standing.MISSING]:
        st.html(
            _(
                '<p class="catatan"><b>Belum melapor ({missing_n}).</b> {missing}.</p>',
                missing_n=len(missing),
                missing=html.escape(", ".join(missing)),
            )
        )
    is_sample = any(one.is_sample for one in found)
    with st.container(key="gambar-melapor"):
        st.html(
            _(
                '<h2 class="judul-gambar">Keadaan per kabupaten/kota{is_sample}</h2><p '
                'class="anak-judul">Yang terlambat di atas, yang belum melapor di bawah.</p>',
                is_sample=parts.sample_mark(is_sample),
            )
            + _key()
            + _table(found)
        )
        st.html(
            _(
                '<h2 class="judul-gambar">Cakupan bulan demi bulan</h2><p '
                'class="anak-judul">Balita diukur dibagi sasaran di daftar. ▲ di bawah '
                "{low_coverage_pct}%; “tanpa daftar”: ada yang diukur, sasarannya tidak "
                "diketahui; sel kosong: belum melapor.</p>",
                low_coverage_pct=f"{LOW_COVERAGE_PCT:.0f}",
            )
            + _grid(found)
        )
        parts.source_line(reporting.source_line(found))
        stamp = Stamp(
            title=_("Kabupaten/kota yang melapor, {place}", place=place),
            subtitle=reporting.summary(found, place=place),
            source=reporting.source_line(found),
            release_id=view.release_id,
            is_sample=is_sample,
        )
        parts.table_and_files(lambda: reporting.table(found), stamp, key="melapor")
    _differences(found)
    with st.expander(_("Mengumpulkan berkas kabupaten"), icon=":material/inbox:"):
        st.markdown(_(HOW))


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
    st.subheader(_("Kabupaten/kota yang melapor"))
    rows = []
    for area in view.register.children(view.area.code):
        found = _found(view, area.code)
        missing = sum(one.standing is Standing.MISSING for one in found)
        if missing < len(found):
            late = sum(one.standing is Standing.LATE for one in found)
            rows.append((area.official_name, len(found), len(found) - missing, late))
    if not rows:
        st.info(_("Belum ada kabupaten/kota yang melapor di rilis ini. Begini cara mengumpulkannya:"))
        st.markdown(_(HOW))
        return
    st.markdown(
        _("Pilih satu provinsi di kotak pencarian untuk melihat siapa yang sudah melapor dan siapa yang terlambat.")
    )
    frame = pd.DataFrame(rows, columns=[N_("Provinsi"), N_("Kabupaten/kota"), N_("Sudah melapor"), N_("Terlambat")])
    st.dataframe(parts.written(frame), column_config=parts.number_columns(frame), hide_index=True, width=760)
    st.caption(
        _n(
            "{n} provinsi lain belum punya data rutin di sini.",
            len(view.register.children(view.area.code)) - len(rows),
            n=len(view.register.children(view.area.code)) - len(rows),
        )
    )


def _key() -> str:
    cells = "".join(
        f'<span class="mutu-kunci {GRADES[one]}">{SYMBOLS[one]} {one}: {meaning(one)}</span>' for one in Standing
    )
    return f'<p class="mutu-legenda">{cells}</p>'


def _table(found: Sequence[Reporting]) -> str:
    heads = "".join(f'<th scope="col">{_(one)}</th>' for one in HEADS)
    rows = "".join(_row(one) for one in found)
    return _(
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Keadaan per '
        'kabupaten/kota"><table class="mutu melapor"><thead><tr><th '
        'scope="col">Kabupaten/kota</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>',
        heads=heads,
        rows=rows,
    )


def _row(one: Reporting) -> str:
    last = one.last
    month = formats.short_month(last.year, last.month) if last else "–"
    days = formats.number(one.days) if one.days is not None else "–"
    if last is None:
        coverage = flagged = "–"
    else:
        coverage = _("tanpa daftar") if last.coverage_pct is None else formats.percent(last.coverage_pct, decimals=0)
        flagged = "–" if last.flagged_pct is None else formats.percent(last.flagged_pct)
    mark = f" {parts.sample_mark(True)}" if one.is_sample else ""
    note = (
        _n("<small>{n} hal tidak sebanding</small>", len(one.differences), n=len(one.differences))
        if one.differences
        else ""
    )
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
    return _(
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Cakupan bulan demi '
        'bulan"><table class="kisi melapor"><thead><tr><th '
        'scope="col">Kabupaten/kota</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>',
        heads=heads,
        rows=rows,
    )


def _cell(one: Reporting, month: tuple[int, int]) -> str:
    found, name = one.months.get(month), formats.month(*month)
    if found is None:
        told = _("{place}, {month}: belum melapor", place=one.name, month=name)
        return f'<td title="{html.escape(told)}"></td>'
    told = _("tanpa daftar") if found.coverage_pct is None else formats.percent(found.coverage_pct, decimals=0)
    is_low = found.coverage_pct is not None and found.coverage_pct < LOW_COVERAGE_PCT
    kind = "n2" if is_low else "n1" if found.coverage_pct is None else "n0"
    spoken = _(
        "{place}, {month}: {measured_n} balita diukur, cakupan {told}",
        place=one.name,
        month=name,
        measured_n=formats.number(found.measured_n),
        told=told,
    )
    inside = f"<small>{told}</small>" if found.coverage_pct is None else f"<b>{'▲ ' if is_low else ''}{told}</b>"
    return f'<td class="{kind}" title="{html.escape(spoken)}">{inside}</td>'


def _differences(found: Sequence[Reporting]) -> None:
    """What a reader may not compare, said once per kabupaten; and where each file came from."""
    delivered = [one for one in sorted(found, key=lambda each: each.code) if one.delivery is not None]
    if not delivered:
        return
    st.html(_('<h2 class="judul-gambar">Asal kiriman dan yang tidak sebanding</h2>'))
    for one in delivered:
        card = one.delivery
        told = " ".join(one.differences) or _("Semua definisinya sama dengan di sini.")
        received = formats.timestamp(dt.datetime.fromisoformat(card.received_at))
        st.html(
            _(
                '<p class="catatan"><b>{one}.</b> {told}<br><small>Rilis kabupaten {release_id}, '
                "mode {mode}, diterima {received}, sidik penanda tangan {signed_by}.</small></p>",
                one=html.escape(one.name),
                told=html.escape(told),
                release_id=html.escape(card.release_id),
                mode=card.mode,
                received=received,
                signed_by=html.escape(card.signed_by),
            )
        )
