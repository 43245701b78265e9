"""Tab Bulan Timbang: the weighing windows over which a child counts once."""

from __future__ import annotations

import datetime as dt
import html
import re

import streamlit as st

from stunting import formats
from stunting.geography import search_form
from stunting.imports import commit
from stunting.imports.state import Window, read_state
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.ui.data_page import changes
from stunting.ui.shell import View

DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def show(_view: View) -> None:
    """The windows, and adding or removing one."""
    st.subheader(_("Bulan Timbang"))
    st.markdown(
        _(
            "Dalam satu Bulan Timbang setiap anak dihitung sekali, dengan pengukuran terakhirnya."
            " Tanpa pilihan lain dipakai Februari dan Agustus setiap tahun; kabupaten yang "
            "menimbang di bulan lain menetapkannya di sini."
        )
    )
    windows = read_state(Layout.default()).windows
    if windows is None:
        st.info(_("Dipakai kebiasaan: Februari dan Agustus setiap tahun."), icon=":material/calendar_month:")
    elif not windows:
        st.info(_("Tidak ada Bulan Timbang."), icon=":material/calendar_month:")
    for number, one in enumerate(windows or ()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"jendela-{number}"):
            st.html(
                f'<p class="tempat"><b>{html.escape(one.label)}</b> · '
                f"{formats.date(one.start)} – {formats.date(one.end)}</p>",
                width=520,
            )
            if st.button(_("Hapus"), key=f"hapus-jendela-{number}", type="tertiary", icon=":material/delete:"):
                rest = tuple(other for other in windows or () if other.key != one.key)
                _set(rest, doing=N_("Menghapus Bulan Timbang"), done=_("{window} dihapus.", window=one.label))
    _add(windows or ())
    if windows is not None and st.button(_("Kembali ke Februari dan Agustus"), icon=":material/restart_alt:"):
        _set(None, doing=N_("Mengembalikan kebiasaan"), done=_("Dipakai lagi Februari dan Agustus."))


def _add(windows: tuple[Window, ...]) -> None:
    with st.form("jendela-baru", border=True):
        st.markdown(_("**Tambah Bulan Timbang**"))
        name, first, last = st.columns([3, 2, 2])
        label = name.text_input(_("Nama"), placeholder=_("Bulan Timbang Juni 2025"), max_chars=60)
        # Streamlit's calendar speaks English; a written date does not.
        start = _day(first.text_input(_("Hari pertama"), placeholder="1/6/2025"))
        end = _day(last.text_input(_("Hari terakhir (ikut dihitung)"), placeholder="30/6/2025"))
        wanted = st.form_submit_button(_("Tambah"), icon=":material/add:")
    if not wanted:
        return
    if not label.strip() or start is None or end is None:
        st.warning(_("Tulis nama, dan kedua tanggal dalam bentuk hari/bulan/tahun, misalnya 1/6/2025."))
        return
    key = re.sub(r"[^a-z0-9]+", "-", search_form(label)).strip("-") or f"{start:%Y-%m}"
    added = Window(key=key, label=label.strip(), start=start, end=end)
    ordered = tuple(sorted((*windows, added), key=lambda one: one.start))
    _set(ordered, doing=N_("Menyimpan Bulan Timbang"), done=_("{window} ditambahkan.", window=added.label))


def _set(windows: tuple[Window, ...] | None, *, doing: str, done: str) -> None:
    changes.carry_out(
        lambda layout, progress: commit.set_windows(layout, windows, progress=progress), doing=doing, done=done
    )


def _day(written: str) -> dt.date | None:
    """ "1/6/2025" -> 1 June 2025; None where it is no date."""
    found = DAY.fullmatch(written.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
