"""Terbitkan: sums for everybody, shown before they leave; and what was published so far."""

from __future__ import annotations

import datetime as dt
import html

import streamlit as st

from stunting import formats
from stunting import published_foster as released
from stunting.foster import publishing
from stunting.foster.summary import Draft
from stunting.languages import N_, _
from stunting.ui import foster_data
from stunting.ui.actions_page.foster_tab import bench as at
from stunting.ui.actions_page.foster_tab.bench import Bench
from stunting.ui.data_page import changes
from stunting.ui.shell import View


def show(view: View, bench: Bench) -> None:
    """What would be published today, why some of it is left out, the button, and earlier publications."""
    draft = publishing.draft_of(bench.book, bench.children, view.register, today=bench.today)
    left, right = st.columns([1.3, 1], gap="large")
    with left:
        st.html(
            _(
                '<h2 class="judul-gambar">Yang akan diterbitkan per {date}</h2><p '
                'class="anak-judul">Hanya jumlah. Angka 1–4 dan yang dapat membukanya dibuang '
                "sebelum disimpan; sesudah terbit, angka ini dapat ditayangkan di rembuk.</p>",
                date=formats.date(draft.as_of),
            )
        )
        _preview(bench, draft)
    with right:
        _form(bench, draft)
        _earlier(view, bench)


def _preview(bench: Bench, draft: Draft) -> None:
    if not draft.sums:
        st.html(_('<p class="jelas">Belum ada anak asuh yang berjalan, jadi belum ada yang diterbitkan.</p>'))
        return
    kabupaten = [one for one in draft.sums if one.area_code == draft.kabupaten]
    labels = {
        released.CHILDREN: _("Anak asuh"),
        released.PARENTS: _("Orang tua asuh"),
        released.COMPARED: _("Anak asuh yang dibandingkan"),
        released.ROSE: _("di antaranya z-skor naik"),
        released.OTHERS: _("Anak serupa"),
        released.CHANGE: _("Perubahan TB/U anak asuh"),
        released.OTHERS_CHANGE: _("Perubahan TB/U anak serupa"),
        released.DIFFERENCE: _("Selisih"),
        released.LOW: _("Selisih, batas bawah"),
        released.HIGH: _("Selisih, batas atas"),
    }
    rows = [
        [html.escape(one.programme), labels[one.key], _value(one.key, one.value_n)]
        for one in sorted(kabupaten, key=lambda one: (one.programme, list(labels).index(one.key)))
    ]
    for programme in dict.fromkeys(one.programme for one in kabupaten):
        split = [one for one in draft.sums if one.programme == programme and len(one.area_code) == 6]
        shown = [one for one in split if one.value_n]
        hidden = sum(one.value_n is None for one in split)
        said = ", ".join(
            f"{html.escape(bench.kecamatan(one.area_code))} {formats.number(one.value_n)}" for one in shown
        )
        rest = _("{hidden} disembunyikan", hidden=formats.number(hidden)) if hidden else ""
        rows.append([html.escape(programme), _("Per kecamatan"), "; ".join(filter(None, [said, rest])) or "–"])
    at.table(
        [_("Program"), _("Angka"), _("Nilai")], sorted(rows, key=lambda row: row[0]), label=_("Yang akan diterbitkan")
    )
    for note in draft.notes:
        st.html(f'<p class="catatan">{html.escape(note)}</p>')


def _value(key: str, value: int | None) -> str:
    if value is None:
        return _(released.HIDDEN)
    return released.sd(value / 1000) if key.endswith("_milli") else formats.number(value)


def _form(bench: Bench, draft: Draft) -> None:
    with st.container(border=True):
        by = at.writer()
        source = st.text_input(
            _("Sumber yang disebut"),
            # Stored, and so in the language of the data.
            f"Buku kasus orang tua asuh {bench.place}",  # no text
            max_chars=200,
            key="asuh-sumber",
        )
        wanted = st.button(
            _("Terbitkan ringkasan"), icon=":material/publish:", type="primary", key="asuh-terbitkan",
            disabled=not any(one.value_n is not None for one in draft.sums),
        )  # fmt: skip
    if wanted:
        changes.carry_out(
            lambda layout, progress: publishing.publish(
                layout, bench.desk, draft, by=by, source=source or "", progress=progress
            ),
            doing=N_("Menerbitkan ringkasan"),
            done=_("Ringkasan diterbitkan."),
        )


def _earlier(view: View, bench: Bench) -> None:
    known = released.published(foster_data.foster_summary(view.release_id, within=bench.kabkota.code))
    days = sorted({one.as_of for one in known}, reverse=True)
    st.html(_('<h3 class="judul-daftar">Sudah diterbitkan</h3>'))
    if not days:
        st.caption(_("Belum ada."))
    for day in days:
        with st.container(horizontal=True, vertical_alignment="center"):
            names = ", ".join(dict.fromkeys(one.programme for one in known if one.as_of == day))
            st.html(f'<p class="tempat"><b>{formats.date(day)}</b>: {html.escape(names)}</p>', width=300)
            if st.button(_("Tarik"), key=f"asuh-tarik-{day}", type="tertiary", icon=":material/undo:"):
                _withdraw(bench, day)


def _withdraw(bench: Bench, day: dt.date) -> None:
    changes.carry_out(
        lambda layout, progress: publishing.withdraw(
            layout, kabupaten=bench.kabkota.code, as_of=day, progress=progress
        ),
        doing=N_("Menarik ringkasan"),
        done=_("Ringkasan {date} ditarik.", date=formats.date(day)),
    )
