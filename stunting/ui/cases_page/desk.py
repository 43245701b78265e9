"""What the tabs of the page Kasus work with: the casebook, who writes, and one way to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from stunting.cases.casebook import open_casebook
from stunting.cases.persons import CaseError
from stunting.errors import LedgerError
from stunting.geography import Area
from stunting.imports.state import read_state
from stunting.languages import N_, _
from stunting.ledger import Entry, Ledger
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from stunting.ui import filters, parts, routine_data
from stunting.ui.shell import View

CASE, TAB_BOARD, TAB_CHILD, TAB_ALARMS = "kasus", "Papan", "Anak", "Peringatan"  # no text
LONGEST_NAME = 120
NAMELESS = N_("Jangan menulis nama, NIK, alamat, atau tanggal lahir: sebut orangnya dengan nomor kasus.")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The casebook of one kabupaten. within: code of the area that is looked at."""

    layout: Layout
    book: Ledger
    kabkota: Area
    within: str
    puskesmas_names: Mapping[str, str]
    view: View

    @property
    def is_sample(self) -> bool:
        """Whether the children of this kabupaten are invented, as the release says of its figures."""
        return self.view.is_sample_in(self.kabkota)

    def area_name(self, code: str) -> str:
        """Official name of an area; its code where the register of this release has none."""
        return self.view.register.known_name(code)

    def puskesmas(self, known: str) -> str:
        """Name of a puskesmas, by its id or as it was typed."""
        return self.puskesmas_names.get(known, known)


def at(view: View) -> Desk | None:
    """The desk of the chosen area; None above the kabupaten, where the way to one was offered.

    The page names a casebook that was changed by hand above its tabs.
    """
    layout = Layout.default()
    if view.kabkota is None:
        _choose_kabupaten(view, layout)
        return None
    try:
        book = open_casebook(layout)
    except LedgerError as refused:
        st.error(parts.plain(str(refused)), icon=":material/error:")
        return None
    parts.sample_line(view.kabkota.official_name, view.is_sample_in(view.kabkota))
    facilities = routine_data.facilities(view.release_id, view.kabkota.code)
    of_kind = facilities[facilities["kind"] == "puskesmas"]
    names = dict(zip(of_kind["id"].tolist(), of_kind["name"].tolist(), strict=True))
    return Desk(
        layout=layout,
        book=book,
        kabkota=view.kabkota,
        within=view.area.code,
        puskesmas_names=names,
        view=view,
    )


def has_import(desk: Desk) -> bool:
    """Whether lists of children of this kabupaten were imported; if not, says what to do."""
    if any(one.kabupaten_code == desk.kabkota.code for one in read_state(desk.layout).active):
        return True
    with st.container(border=True, key="kasus-kosong"):
        st.html(
            _(
                '<p class="jelas">Belum ada daftar balita {area} yang diimpor.</p>'
                "<p>Peringatan dihitung dari daftar balita per anak (unduhan e-PPGBM/SIGIZI). Impor dulu di halaman "
                "Data; nama dan NIK dibuang saat impor. Kasus ibu hamil, catin, dan nifas dapat dicatat tanpa impor."
                "</p>",
                area=desk.kabkota.official_name,
            )
        )
        st.page_link(
            "pages/data.py",
            label=_("Buka Data, tab Impor"),
            icon=":material/upload_file:",
            query_params={**filters.carried(), filters.TAB: "Impor"},  # no text
        )
    return False


def writer() -> Writer:
    """Who writes, typed once and kept for this window; as in the minutes of a rembuk."""
    with st.container(horizontal=True, gap="small", key="pencatat"):
        name = st.text_input(
            _("Pencatat"),
            placeholder=_("Nama petugas"),
            max_chars=LONGEST_NAME,
            key="pencatat-nama",
            persist_state="session",
            width=220,
        )
        role = st.text_input(
            _("Jabatan"),
            placeholder=_("mis. Bidan koordinator"),
            max_chars=LONGEST_NAME,
            key="pencatat-jabatan",
            persist_state="session",
            width=220,
        )
    return Writer(author=name or "", role=role or "")


def because(by: Writer, reason: str) -> Writer:
    """Who corrects, and why."""
    return Writer(author=by.author, role=by.role, reason=reason)


def write(work: Callable[[], Entry], *, done: str, after: Callable[[Entry], None] | None = None) -> None:
    """Write into the casebook and show the part anew; what is refused is said, what was typed stays in its boxes."""
    try:
        entry = work()
    except (LedgerError, CaseError) as refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
        return
    if after is not None:
        after(entry)
    st.toast(_("Tersimpan di buku kasus nomor {seq}: {done}.", seq=entry.seq, done=done), icon=":material/check:")
    parts.repaint()


def asked_case() -> str:
    """The case number of the link, as it is written; "" where it has none."""
    return filters.shortened(filters.asked(CASE).strip().upper())


def open_case_file(case_no: str) -> None:
    """Show the file of a case on the board."""
    filters.apply({CASE: case_no, filters.TAB: ""})


def open_growth(case_no: str) -> None:
    """Show the growth line of a child."""
    filters.apply({CASE: case_no, filters.TAB: TAB_CHILD})


def _choose_kabupaten(view: View, layout: Layout) -> None:
    known = sorted({one.kabupaten_code for one in read_state(layout).active})
    inside = [code for code in known if code in view.register]
    with st.container(border=True, key="kasus-pilih-kabupaten"):
        st.html(
            _(
                '<p class="jelas">Kasus dikelola per kabupaten/kota.</p><p>Pilih kabupaten/kota, '
                "kecamatan, atau desa di kotak pencarian di atas.</p>"
            )
        )
        if inside:
            st.caption(_("Sudah punya daftar balita yang diimpor:"))
            with st.container(horizontal=True, gap="small"):
                for code in inside:
                    st.button(
                        view.register.get(code).official_name,
                        key=f"kasus-ke-{code}",
                        on_click=filters.go_to_area,
                        args=(code,),
                    )
