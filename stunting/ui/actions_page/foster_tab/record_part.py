"""Catat: a foster parent, a placement, a programme of one's own. A typed NIK finds a child and does not stay."""

from __future__ import annotations

import streamlit as st

from stunting.cases import children as cases
from stunting.errors import StuntingError
from stunting.foster import journal
from stunting.foster.cells import read_amount
from stunting.foster.programmes import FosterError, own_programme
from stunting.foster.records import PARENT_KINDS, Parent, Placement, months_later
from stunting.languages import _
from stunting.minutes import typed_lines
from stunting.minutes.recording import Writer
from stunting.ui.actions_page.foster_tab import bench as at
from stunting.ui.actions_page.foster_tab.bench import Bench
from stunting.ui.shell import View


def show(view: View, bench: Bench) -> None:  # noqa: ARG001
    """Who writes on top; then the child, with the foster parent beside it."""
    by = at.writer()
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        _placement(bench, by)
    with right:
        _parent(bench, by)
        _programme(bench, by)


def _placement(bench: Bench, by: Writer) -> None:
    key = at.fresh("asuh-anak")
    parents = {one.record.id: one.label for one in bench.book.parents.values()}
    programmes = {one.code: one.name for one in bench.book.programmes}
    with st.form(key, border=True, clear_on_submit=False):
        st.html(_('<p class="jelas">Tempatkan anak</p>'))
        number = st.text_input(
            _("Nomor kasus atau NIK anak"),
            placeholder=_("K-7QX4M2B, atau 16 angka NIK"), max_chars=30, key=f"{key}-nomor",
            help=_("NIK diubah menjadi kunci di memori dan tidak disimpan."), autocomplete="off",
        )  # fmt: skip
        programme = st.selectbox(
            _("Program"), list(programmes), format_func=programmes.__getitem__, key=f"{key}-program"
        )
        parent = st.selectbox(
            _("Orang tua asuh"), list(parents), index=None, format_func=parents.__getitem__, key=f"{key}-ota",
            placeholder=_("Pilih; tambahkan dulu di samping bila belum ada")
            if parents
            else _("Tambahkan dulu di samping"),
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            start = st.text_input(_("Mulai"), placeholder="15/01/2026", max_chars=30, key=f"{key}-mulai")
            end = st.text_input(
                _("Selesai"), placeholder=_("kosong: menurut program"), max_chars=30, key=f"{key}-selesai"
            )
        with st.container(horizontal=True, gap="small"):
            amount = st.text_input(_("Nilai (rupiah)"), placeholder="500.000", max_chars=20, key=f"{key}-nilai")
            per = st.selectbox(_("Per"), ["bulan", "hari"], format_func=_per, key=f"{key}-per")
        wanted = st.form_submit_button(_("Simpan penempatan"), icon=":material/child_care:", type="primary")
    if not wanted:
        return

    def written() -> object:
        child = _child_of(bench, number or "")
        begun = typed_lines.day_of(start or "")
        if begun is None:
            raise FosterError(_("Tulis tanggal mulai, misalnya 15/01/2026."))
        months = bench.book.programme(programme or "").months
        row = bench.children.row(child) or {}
        one = Placement(
            id=journal.new_id(),
            parent=parent or "",
            child=child,
            desa_code=str(row.get("desa_code") or ""),
            programme=programme or "",
            start=begun,
            end=typed_lines.day_of(end or "") or months_later(begun, months),
            amount_rp=read_amount(amount or "", _("nilai")),
            amount_per=per or "bulan",
        )
        return journal.add_placement(bench.desk, one, by=by)

    at.write(written, done=_("Penempatan tersimpan."))


def _child_of(bench: Bench, typed: str) -> str:
    """The key of a typed number. What was typed is in no sentence.

    Raises:
        StuntingError: there is no such child.
    """
    if not typed.strip():
        raise FosterError(_("Ketik nomor kasus atau NIK anak."))
    if typed.strip().upper().startswith("K"):
        found = cases.find_by_case_number(bench.layout, bench.kabkota.code, typed)
        if len(found) > 1:
            raise FosterError(_("Nomor kasus ini dipakai dua anak. Ketik NIK-nya."))
        key = found[0] if found else None
    else:
        key = cases.find_by_nik(bench.layout, bench.kabkota.code, typed)
    if key is None:
        raise StuntingError(
            _(
                "Anak dengan nomor itu tidak ada di data e-PPGBM {place} yang diimpor. Periksa "
                "nomornya, atau impor data terbaru di halaman Data.",
                place=bench.place,
            )
        )
    return key


def _per(unit: str) -> str:
    return {"bulan": _("bulan"), "hari": _("hari")}[unit]


def _parent(bench: Bench, by: Writer) -> None:
    key = at.fresh("asuh-ota")
    with st.form(key, border=True):
        st.html(_('<p class="jelas">Orang tua asuh baru</p>'))
        kind = st.selectbox(
            _("Jenis"), list(PARENT_KINDS), index=5, format_func=lambda one: _(PARENT_KINDS[one]), key=f"{key}-jenis"
        )
        is_anonymous = st.checkbox(
            _("Tanpa nama (anonim)"), key=f"{key}-anonim",
            help=_("Namanya tidak disimpan sama sekali; ia hanya disebut dengan nomor, misalnya Orang tua asuh 12."),
        )  # fmt: skip
        name = st.text_input(_("Nama yang boleh ditampilkan"), max_chars=120, key=f"{key}-nama")
        with st.container(horizontal=True, gap="small"):
            office = st.text_input(_("Instansi"), max_chars=120, key=f"{key}-instansi")
            decree = st.text_input(_("Nomor SK"), max_chars=120, key=f"{key}-sk")
        wanted = st.form_submit_button(_("Simpan orang tua asuh"), icon=":material/volunteer_activism:")
    if wanted:
        one = Parent(
            id=journal.new_id(), kind=kind or "", name="" if is_anonymous else name or "", is_anonymous=is_anonymous,
            office="" if is_anonymous else office or "", decree=decree or "",
        )  # fmt: skip
        at.write(lambda: journal.add_parent(bench.desk, one, by=by), done=_("Orang tua asuh tersimpan."))


def _programme(bench: Bench, by: Writer) -> None:
    with st.expander(_("Tambah program sendiri"), icon=":material/add:"):
        key = at.fresh("asuh-program")
        with st.form(key, border=False):
            name = st.text_input(_("Nama program"), max_chars=60, key=f"{key}-nama")
            with st.container(horizontal=True, gap="small"):
                food = st.number_input(
                    _("Makanan per anak per hari (Rp)"), 0, 1_000_000, 15_000, 1_000, key=f"{key}-rp"
                )
                months = st.number_input(_("Lama (bulan)"), 1, 36, 6, key=f"{key}-bulan")
            source = st.text_input(_("Sumber"), placeholder="Perbup 12/2026", max_chars=300, key=f"{key}-sumber")
            wanted = st.form_submit_button(_("Simpan program"))
        if wanted:
            at.write(
                lambda: journal.add_programme(
                    bench.desk,
                    own_programme(
                        name or "", kabupaten=bench.kabkota.code, food_rp_per_day=int(food), months=int(months),
                        source=source or "",
                    ),
                    by=by,
                ),
                done=_("Program tersimpan."),
            )  # fmt: skip
