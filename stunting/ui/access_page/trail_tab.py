"""Tab Jejak: who did what, filtered; as a file; and whether the chain is whole."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from stunting import formats, languages
from stunting.access import audit, gate, trail
from stunting.access.audit import LABELS, Event
from stunting.access.trail import Line, Question
from stunting.exports import trail_file
from stunting.languages import N_, _
from stunting.ledger.trails import YearStanding
from stunting.paths import Layout
from stunting.ui import parts
from stunting.ui.shell import View

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_ANCHOR = N_("Berkas jangkar tidak ada, jadi catatan terakhir yang dihapus tidak akan ketahuan.")
TIMES = {languages.INDONESIAN: "DD-MM-YYYY HH.mm.ss"}  # no text
SPANS = {N_("7 hari"): 7, N_("30 hari"): 30, N_("365 hari"): 365}


def show(view: View) -> None:
    """The filters, the newest entries, the files, the chain."""
    layout = Layout.default()
    asked = _question(view)
    audit.flush(layout)
    found = trail.lines(layout, asked)
    if not found:
        st.info(_("Tidak ada jejak untuk pilihan itu. Pilih waktu yang lebih panjang, atau wilayah yang lebih luas."))
    else:
        st.dataframe(
            _shown(view, found),
            hide_index=True,
            height=460,
            column_config={_("Waktu"): st.column_config.DatetimeColumn(format=_time_format())},
        )
        if len(found) == trail.MOST_SHOWN:
            st.caption(_("Ditampilkan {n} yang terbaru; berkas unduhan memuat semuanya.", n=formats.number(len(found))))
    _files(layout, asked)
    _chain(layout)


def _question(view: View) -> Question:
    today = dt.date.today()
    with st.container(horizontal=True, vertical_alignment="bottom", key="jejak-saring"):
        span = st.selectbox(_("Waktu"), list(SPANS), format_func=_, key="jejak-waktu", width=140)
        kind = st.selectbox(
            _("Kejadian"),
            [None, *Event],
            format_func=lambda one: _("Semua") if one is None else LABELS[one],
            key="jejak-jenis",
            width=220,
        )
        author = st.text_input(_("Akun"), key="jejak-akun", max_chars=60, placeholder=_("semua"), width=200)
    since = today - dt.timedelta(days=SPANS[span] - 1)
    st.caption(_("Wilayah: {area}, seperti yang dipilih di atas.", area=view.area.official_name))
    return Question(since=since, author=author.strip(), event=kind, area_code=view.area.code)


def _shown(view: View, found: tuple[Line, ...]) -> pd.DataFrame:
    """The lines as they are read: the time of this machine, which sorts as a time, and areas by their names."""
    table = trail.table(found)
    table["Waktu"] = [one.at.astimezone().replace(tzinfo=None) for one in found]
    table["Wilayah"] = [view.register.known_name(one.area_code) for one in found]
    return table.rename(columns=_)


def _time_format() -> str:
    """As the browser's table writes a time."""
    return TIMES.get(languages.current(), "YYYY-MM-DD HH:mm:ss")  # no text


def _files(layout: Layout, asked: Question) -> None:
    with st.container(horizontal=True, key="berkas-jejak"):
        for name, mime, write in (
            ("csv", "text/csv", trail_file.csv_bytes),
            ("xlsx", XLSX, trail_file.xlsx_bytes),
        ):
            st.download_button(
                name.upper(),
                data=gate.bound(functools.partial(_taken, layout, asked, write, name)),
                file_name=f"jejak-akses-{dt.date.today():%Y%m%d}.{name}",
                mime=mime,
                icon=":material/download:",
                key=f"jejak-{name}",
                on_click="ignore",
            )


def _taken(layout: Layout, asked: Question, write: Callable[[Sequence[Line]], bytes], name: str) -> bytes:
    """The file, made when it is asked for; that it was taken along stands in the trail as well."""
    rows = trail.lines(layout, asked, most=trail.MOST_TAKEN)
    audit.record(Event.TRAIL_READ, asked.area_code, {"berkas": name, "baris": len(rows)})
    return write(rows)


def _sound(one: YearStanding) -> str:
    """What the check of a year says that found nothing wrong."""
    if not one.found.entry_n:
        return _("Jejak akses utuh: belum ada catatan.")
    said = _(
        "Jejak akses utuh: {n} catatan, tidak ada yang diubah sesudah ditulis.", n=formats.number(one.found.entry_n)
    )
    return f"{said} {_(NO_ANCHOR)}" if NO_ANCHOR in one.found.sentence else said


def _chain(layout: Layout) -> None:
    with st.container(key="jejak-rantai", border=True):
        st.markdown(
            _(
                "Jejak berantai: setiap catatan memuat sidik catatan sebelumnya, jadi yang diubah atau dihapus sesudah "
                "ditulis ketahuan. Memeriksa 100.000 catatan memerlukan beberapa detik."
            )
        )
        if not st.button(_("Periksa rantai sekarang"), icon=":material/verified:", key="jejak-periksa"):
            return
        for one in trail.standing(layout):
            if one.is_sound:
                st.success(f"**{one.year}**: {_sound(one)} `{one.found.last_sha256[:8]}`", icon=":material/verified:")
            else:
                told = parts.plain(f"{one.found.sentence} {one.tie}".strip())
                st.error(f"**{one.year}**: {told}", icon=":material/link_off:")
                for broken in one.found.breaks:
                    st.markdown(parts.plain(f"{broken.seq}: {broken.sentence} {broken.detail}"))
