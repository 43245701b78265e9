"""Tab Wilayah: written places that no register knows, the desa they probably are, and the names saved so far."""

from __future__ import annotations

import html
import re
from functools import partial

import streamlit as st

from stunting import formats
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.build.release import Progress
from stunting.geography import Area
from stunting.imports import commit, review
from stunting.imports.review import WaitingPlace
from stunting.imports.state import Alias, read_state
from stunting.languages import N_, _, _n
from stunting.paths import Layout
from stunting.ui.data_page import changes
from stunting.ui.shell import View

PAGE_SIZE = 15
SURE = 0.9
UNDECIDED = ""
HASH = re.compile(r"[0-9a-f]{16,}")


def show(view: View) -> None:
    """What waits, then what was decided."""
    layout = Layout.default()
    st.subheader(_("Desa/kelurahan yang menunggu tinjauan"))
    st.markdown(
        _(
            "Nama di berkas yang tidak sama dengan desa mana pun tidak pernah ditebak. Tetapkan "
            "sekali; barisnya lalu dihitung tanpa impor ulang, dan padanannya dipakai untuk impor"
            " berikutnya."
        )
    )
    waiting = review.waiting_places(layout, view.register)
    if not waiting:
        st.success(_("Tidak ada yang menunggu: semua desa di berkas dikenali."), icon=":material/check_circle:")
    else:
        _decide(view, waiting)
    _aliases(view, tuple(one for one in read_state(layout).aliases if gate.allows(Thing.IMPORTS, one.kabupaten_code)))


def _decide(view: View, waiting: list[WaitingPlace]) -> None:
    """Choose a desa for each place; all that were chosen are saved at once, for each release takes some seconds."""
    is_filled = st.toggle(
        _(
            "Isi dengan usulan teratas bila kemiripannya {sure} atau lebih; periksa sebelum menetapkan",
            sure=formats.percent(SURE * 100, decimals=0),
        )
    )
    chosen = {}
    for number, place in enumerate(waiting[:PAGE_SIZE]):
        code = _choice(view, place, number, is_filled=is_filled)
        if code != UNDECIDED:
            chosen[code, number] = place
    if len(waiting) > PAGE_SIZE:
        st.caption(
            _n(
                "{n} tempat lain menyusul setelah yang di atas ditetapkan.",
                len(waiting) - PAGE_SIZE,
                n=len(waiting) - PAGE_SIZE,
            )
        )
    if st.button(
        _n("Tetapkan {n} tempat", len(chosen), n=len(chosen)),
        type="primary",
        icon=":material/check:",
        disabled=not chosen,
    ):
        rows = sum(place.rows for place in chosen.values())
        aliases = [place.alias(view.register.get(code)) for (code, _number), place in chosen.items()]
        changes.carry_out(
            lambda layout, progress: commit.set_alias(layout, *aliases, progress=progress),
            doing=N_("Menyimpan padanan"),
            done=_n(
                "{n} tempat ditetapkan; {rows} baris kini dihitung.",
                len(aliases),
                n=len(aliases),
                rows=formats.number(rows),
            ),
        )


def _choice(view: View, place: WaitingPlace, number: int, *, is_filled: bool) -> str:
    kabupaten = view.register.get(place.kabupaten_code)
    suggested = {
        one.code: _(
            "{desa} ({similarity} mirip)", desa=one.name, similarity=formats.percent(one.similarity * 100, decimals=0)
        )
        for one in place.suggestions
    }
    others = {
        desa.code: f"{desa.official_name}, {kecamatan.official_name}"
        for kecamatan in view.register.children(kabupaten.code)
        for desa in view.register.children(kecamatan.code)
        if desa.code not in suggested
    }
    options = {UNDECIDED: _("Pilih desa/kelurahan …"), **suggested, **others}
    is_sure = is_filled and bool(place.suggestions) and place.suggestions[0].similarity >= SURE
    with st.container(border=True, key=f"tempat-{number}"):
        left, right = st.columns([4, 6], vertical_alignment="center")
        left.html(
            _(
                '<p class="tempat"><b>{desa}</b>, Kec. {kecamatan}, {kabupaten}<br>{rows} baris menunggu</p>',
                desa=_text(place.desa),
                kecamatan=_text(place.kecamatan),
                kabupaten=kabupaten.official_name,
                rows=formats.number(place.rows),
            )
        )
        return right.selectbox(
            _("Desa/kelurahan yang benar"),
            list(options),
            index=1 if is_sure else 0,
            format_func=options.__getitem__,
            key=f"desa-{is_sure}-{place.kabupaten_code}-{place.kecamatan_key}-{place.desa_key}",
            label_visibility="collapsed",
        )


def _aliases(view: View, aliases: tuple[Alias, ...]) -> None:
    """What was decided before, each with a way back."""
    st.subheader(_("Padanan tersimpan ({aliases_n})", aliases_n=len(aliases)))
    if not aliases:
        st.caption(_("Belum ada."))
    for number, alias in enumerate(aliases):
        with st.container(horizontal=True, vertical_alignment="center", key=f"padanan-{number}"):
            st.html(
                _(
                    '<p class="tempat">{desa_key}, Kec. {kecamatan_key} → <b>{desa_name}</b></p>',
                    desa_key=_text(alias.desa_key),
                    kecamatan_key=_text(alias.kecamatan_key),
                    desa_name=_name(view, alias.desa_code),
                ),
                width=620,
            )
            if st.button(_("Hapus padanan"), key=f"hapus-padanan-{number}", type="tertiary", icon=":material/undo:"):
                changes.carry_out(
                    partial(_remove, alias),
                    doing=N_("Menghapus padanan"),
                    done=_("Padanan dihapus; barisnya kembali menunggu tinjauan."),
                )


def _remove(alias: Alias, layout: Layout, progress: Progress) -> None:
    commit.remove_alias(
        layout,
        kabupaten_code=alias.kabupaten_code,
        kecamatan_key=alias.kecamatan_key,
        desa_key=alias.desa_key,
        progress=progress,
    )


def _name(view: View, code: str) -> str:
    if code not in view.register:
        return code
    area: Area = view.register.get(code)
    return f"{area.official_name}, {view.register.get(area.code[:6]).official_name}"


def _text(written: str) -> str:
    # A text that resembles no place is stored as a keyed hash, for it may be a person's name.
    return _("(disamarkan)") if HASH.fullmatch(written) else html.escape(written) or _("(kosong)")
