"""Penempatan: who is with whom; help given, the end, and corrections of each."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Any

import streamlit as st

from stunting import formats
from stunting.foster import journal
from stunting.foster.book import KnownPlacement
from stunting.foster.cells import read_amount
from stunting.foster.monitoring import money_of
from stunting.foster.programmes import FosterError
from stunting.foster.records import END_REASONS, HELP_KINDS, Ending, Help
from stunting.languages import _
from stunting.minutes import typed_lines
from stunting.minutes.recording import Writer
from stunting.ui import filters
from stunting.ui.actions_page.foster_tab import bench as at
from stunting.ui.actions_page.foster_tab.bench import Bench
from stunting.ui.shell import View

CHOSEN = "penempatan"
MOST_SHOWN = 100


def show(view: View, bench: Bench) -> None:  # noqa: ARG001
    """The list on the left, the chosen placement on the right."""
    placements = bench.book.placements
    if not placements:
        st.html(_('<p class="jelas">Belum ada penempatan. Isi di bagian Catat, atau masukkan lembar kabupaten.</p>'))
        return
    by = at.writer()
    options = {one.record.id: _label(bench, one) for one in reversed(placements)}
    asked = filters.asked(CHOSEN)
    filters.picked(
        _("Penempatan"), "asuh-pilih", options, current=asked if asked in options else "",
        params=lambda key: {CHOSEN: key}, placeholder=_("Cari nomor kasus atau orang tua asuh"),
    )  # fmt: skip
    if asked in options:
        _one(bench, bench.book.by_id[asked], by)
        return
    rows = [
        [
            bench.said(one),
            html.escape(bench.desa(one.record.desa_code)),
            at.period(one),
            formats.number(len(one.helps)),
            _state(bench, one),
        ]
        for one in reversed(placements[-MOST_SHOWN:])
    ]
    at.table([_("Anak asuh"), "Desa/kelurahan", _("Waktu"), _("Bantuan"), _("Keadaan")], rows, label=_("Penempatan"))
    if len(placements) > MOST_SHOWN:
        st.html(
            _(
                '<p class="catatan">{most_shown} penempatan terbaru; yang lain lewat kotak pencarian di atas.</p>',
                most_shown=MOST_SHOWN,
            )
        )


def _label(bench: Bench, one: KnownPlacement) -> str:
    programme = bench.book.programme(one.record.programme).name
    return f"{bench.child(one.record.child)} · {one.parent.label} · {programme} · {formats.date(one.start)}"


def _state(bench: Bench, one: KnownPlacement) -> str:
    if one.ending is not None:
        return _("selesai: {reason}", reason=html.escape(_(END_REASONS[one.ending.reason]).lower()))
    return _("lewat rencana") if one.record.end < bench.today else _("berjalan")


def _one(bench: Bench, one: KnownPlacement, by: Writer) -> None:
    money = money_of(one, today=bench.today)
    amount = one.record.amount_rp
    promised = (
        _("{amount} per {unit}", amount=formats.rupiah(amount), unit=_(one.record.amount_per))
        if amount
        else _("tidak disebut")
    )
    st.html(
        _(
            '<h2 class="judul-gambar">{who}</h2><p class="anak-judul">{desa} · {period} · '
            "{state} · dijanjikan {promised} · nutrisi {food_rp} dalam {days} hari</p>",
            who=bench.said(one),
            desa=html.escape(bench.desa(one.record.desa_code)),
            period=at.period(one),
            state=_state(bench, one),
            promised=promised,
            food_rp=formats.rupiah(money.food_rp),
            days=formats.number(money.days),
        )
    )
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        _helps(bench, one, by)
    with right:
        if one.ending is None:
            _help_form(bench, one, by)
            _ending_form(bench, one, by)
        _correction(bench, one, by)


def _helps(bench: Bench, one: KnownPlacement, by: Writer) -> None:
    st.html(_('<h3 class="judul-daftar">Bantuan: {helps_n}</h3>', helps_n=formats.number(len(one.helps))))
    if not one.helps:
        st.caption(_("Belum ada bantuan yang dicatat."))
        return
    rows = [
        [
            formats.date(given.day),
            html.escape(_(HELP_KINDS[given.kind])),
            html.escape(given.text) or "–",
            _("tidak diketahui") if given.value_rp is None else formats.rupiah(given.value_rp),
            _("nomor {seq}", seq=seq),
        ]
        for seq, given in reversed(one.helps)
    ]
    at.table([_("Tanggal"), _("Jenis"), _("Uraian"), _("Nilai"), _("Buku")], rows, label=_("Bantuan"))
    with st.expander(_("Cabut satu bantuan"), icon=":material/undo:"):
        numbers = {
            seq: _("Nomor {seq}, {date}", seq=seq, date=formats.date(given.day)) for seq, given in reversed(one.helps)
        }
        key = at.fresh(f"cabut-bantuan-{one.record.id}")
        with st.form(key, border=False):
            seq = st.selectbox(_("Catatan"), list(numbers), format_func=numbers.__getitem__, key=f"{key}-nomor")
            reason = st.text_input(
                _("Alasan"), max_chars=300, placeholder=_("mis. Tercatat dua kali"), key=f"{key}-alasan"
            )
            wanted = st.form_submit_button(_("Cabut bantuan"))
        if wanted and seq is not None:
            _write(bench, seq, None, by, reason or "", done=_("Bantuan dicabut; catatannya tetap ada di buku."))


def _help_form(bench: Bench, one: KnownPlacement, by: Writer) -> None:
    key = at.fresh(f"bantuan-{one.record.id}")
    with st.form(key, border=True):
        st.html(_('<p class="jelas">Catat bantuan</p>'))
        with st.container(horizontal=True, gap="small"):
            day = st.text_input(_("Tanggal"), placeholder="15/02/2026", max_chars=30, key=f"{key}-hari")
            kind = st.selectbox(
                _("Jenis"), list(HELP_KINDS), format_func=lambda one: _(HELP_KINDS[one]), key=f"{key}-jenis"
            )
        text = st.text_input(_("Uraian"), placeholder=_("telur, susu, ikan"), max_chars=300, key=f"{key}-uraian")
        value = st.text_input(
            _("Nilai (rupiah)"), placeholder=_("kosong: tidak diketahui"), max_chars=20, key=f"{key}-nilai"
        )
        wanted = st.form_submit_button(_("Simpan bantuan"), icon=":material/redeem:", type="primary")
    if not wanted:
        return

    def written() -> object:
        given = typed_lines.day_of(day or "")
        if given is None:
            raise FosterError(_("Tulis tanggal bantuan, misalnya 15/02/2026."))
        amount = read_amount(value or "", _("nilai bantuan"))
        entry = Help(placement=one.record.id, day=given, kind=kind or "", text=text or "", value_rp=amount)
        return journal.add_help(bench.desk, entry, by=by)

    at.write(written, done=_("Bantuan tersimpan."))


def _ending_form(bench: Bench, one: KnownPlacement, by: Writer) -> None:
    key = at.fresh(f"tutup-{one.record.id}")
    with st.expander(_("Tutup penempatan"), icon=":material/event_busy:"), st.form(key, border=False):
        day = st.text_input(_("Tanggal"), placeholder="14/07/2026", max_chars=30, key=f"{key}-hari")
        reason = st.selectbox(
            _("Alasan"), list(END_REASONS), format_func=lambda one: _(END_REASONS[one]), key=f"{key}-alasan"
        )
        note = st.text_input(_("Catatan"), max_chars=300, key=f"{key}-catatan")
        wanted = st.form_submit_button(_("Tutup penempatan"))
    if not wanted:
        return

    def written() -> object:
        ended = typed_lines.day_of(day or "")
        if ended is None:
            raise FosterError(_("Tulis tanggal selesai, misalnya 14/07/2026."))
        entry = Ending(placement=one.record.id, day=ended, reason=reason or "", note=note or "")
        return journal.end_placement(bench.desk, entry, by=by)

    at.write(written, done=_("Penempatan ditutup."))


def _correction(bench: Bench, one: KnownPlacement, by: Writer) -> None:
    key = at.fresh(f"ubah-{one.record.id}")
    with st.expander(_("Perbaiki atau cabut"), icon=":material/edit:"), st.form(key, border=False):
        start = st.text_input(_("Mulai"), typed_lines.day_text(one.start), max_chars=30, key=f"{key}-mulai")
        end = st.text_input(_("Selesai"), typed_lines.day_text(one.record.end), max_chars=30, key=f"{key}-selesai")
        reason = st.text_input(
            _("Alasan perbaikan"), placeholder=_("mis. Salah ketik"), max_chars=300, key=f"{key}-alasan"
        )
        with st.container(horizontal=True, gap="small"):
            saves = st.form_submit_button(_("Simpan perbaikan"), icon=":material/save:")
            withdraws = st.form_submit_button(_("Cabut penempatan"), icon=":material/undo:")
            reopens = one.ending is not None and st.form_submit_button(_("Buka lagi"), icon=":material/lock_open:")
    if saves:

        def written() -> object:
            first, last = typed_lines.day_of(start or ""), typed_lines.day_of(end or "")
            if first is None or last is None:
                raise FosterError(_("Tulis tanggal mulai dan selesai."))
            because = replace(by, reason=reason or "")
            return journal.correct(bench.desk, one.seq, replace(one.record, start=first, end=last), by=because)

        at.write(written, done=_("Penempatan diperbaiki."))
    elif withdraws:
        _write(bench, one.seq, None, by, reason or "", done=_("Penempatan dicabut; catatannya tetap ada di buku."))
    elif reopens:
        _write(bench, one.ending_seq, None, by, reason or "", done=_("Penempatan berjalan lagi."))


def _write(bench: Bench, seq: int, changed: Any, by: Writer, reason: str, *, done: str) -> None:
    at.write(lambda: journal.correct(bench.desk, seq, changed, by=replace(by, reason=reason)), done=done)
