"""The show that runs: its screen, its notes, who may follow, and its end. Found again after a restart."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from stunting import formats
from stunting.errors import StuntingError
from stunting.hall.hall import Hall
from stunting.hall.listener import doors_of
from stunting.hall.show import Show
from stunting.languages import N_, _, _n
from stunting.minutes import qr
from stunting.network import EVERYWHERE, LOOPBACK
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.ui import filters
from stunting.ui.rembuk_page import agenda_changes, decks
from stunting.ui.shell import View

END = "tayang-akhiri"
COUNTING = "4s"
WHAT_OPENS = N_(
    "Membuka satu alamat di jaringan aula, hanya untuk mengikuti tayangan dengan PIN dan "
    "selalu dalam mode publik. Dasbor, data, dan catatan pembicara tidak ikut terbuka. Pakai "
    "hanya di jaringan yang Anda percaya."
)
ON_SERVER = N_(
    "Peserta mengikuti lewat alamat server ini dengan PIN, selalu dalam mode publik. Catatan "
    "pembicara dan data lain tidak ikut terbuka."
)


def show(view: View, hall: Hall, running: Show, saved: SavedAgenda | None) -> None:
    """saved: the agenda that is open on the page, which may be another one."""
    doors = doors_of(hall)
    base = doors.hall_address(dashboard=_dashboard())
    query = urlencode({"kunci": running.key})
    screen, notes = (html.escape(f"{base}/rembuk/{name}?{query}") for name in ("layar", "catatan"))
    since = _(
        "Sejak {timestamp}. Bila komputer atau server dinyalakan ulang, tayangan ini kembali ke langkah, PIN, dan "
        "alamat yang sama.",
        timestamp=formats.timestamp(running.started_at),
    )
    st.html(
        f'<h2 class="judul-gambar"><span class="tayang-tanda">{_("Sedang tayang")}</span> '
        f'{html.escape(running.agenda_name)}</h2><p class="anak-judul">{html.escape(since)}</p>'
    )
    with st.container(key="tayang-tombol", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="tayang-tautan"><a class="tombol utama" href="{screen}" target="_self">{_("Buka layar")}</a>'
            f'<a class="tombol" href="{notes}" target="_blank" rel="noopener">{_("Buka catatan di jendela baru")}</a>'
            "</p>",
            width="content",
        )
        if saved is not None and saved.name == running.agenda_name:
            st.button(
                _("Perbarui isi tayangan"),
                icon=":material/refresh:",
                key="tayang-perbarui",
                on_click=_safely,
                args=(lambda: _renew(view, hall, running, saved.agenda),),
                help=_("Agenda yang diubah sesudah mulai dibawa ke layar; PIN dan langkahnya tetap."),
            )
        ending = filters.folded(_("Akhiri"), END, icon=":material/stop_circle:")
    if ending.open:
        with ending:
            st.caption(_("Layar, catatan, dan semua peserta berhenti mengikuti. PIN-nya tidak berlaku lagi."))
            st.button(_("Akhiri tayangan"), key="tayang-akhir", on_click=_safely, args=(lambda: _end(hall, running),))
    _followers(hall, running)


def _dashboard() -> str:
    """Where this dashboard is on this computer, from its own settings: the screen may come from another port."""
    address = st.get_option("server.address")
    host = "localhost" if address in (None, "", EVERYWHERE, LOOPBACK, "::") else address
    port = st.get_option("server.port")
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{host}:{port}{f'/{base}' if base else ''}"


def _followers(hall: Hall, running: Show) -> None:
    doors = doors_of(hall)
    addresses = doors.follower_addresses()
    st.html(_('<h2 class="judul-daftar">Peserta</h2>'))
    is_open = bool(addresses)
    with st.container(horizontal=True, vertical_alignment="center", gap="large", key="tayang-peserta"):
        if not doors.is_public:
            # Its value follows what is really open, also when another window changed it.
            st.toggle(
                _("Izinkan peserta di jaringan"),
                value=is_open,
                key=f"tayang-jaringan-{'buka' if is_open else 'tutup'}",
                on_change=_safely,
                args=(doors.close_network if is_open else doors.open_to_network,),
            )
        _count(hall)
    st.caption(_(ON_SERVER) if doors.is_public else _(WHAT_OPENS))
    # Without one the network is closed, or the show has just ended.
    invited = doors.invitations()
    if not addresses or not invited:
        return
    code = base64.b64encode(qr.svg(invited[0]).encode()).decode()
    others = ""
    if addresses[1:]:
        listed = html.escape(_(" atau ").join(addresses[1:]))
        others = f'<p class="sumber">{_("Tidak terbuka? Coba {addresses}", addresses=listed)}</p>'
    alt = _("Kode QR untuk mengikuti tayangan")
    st.html(
        f'<div class="tayang-ikuti"><img src="data:image/svg+xml;base64,{code}" alt="{alt}">'  # no text
        f'<div><p class="tayang-alamat">{html.escape(addresses[0].partition("://")[2])}</p>'
        f'<p class="tayang-pin">PIN <b>{running.pin[:3]} {running.pin[3:]}</b></p>{others}</div></div>'
    )


@st.fragment(run_every=COUNTING)
def _count(hall: Hall) -> None:
    running = hall.show()
    if running is None:
        return
    place = list(running.steps).index(running.position.step) + 1 if running.position.step in running.steps else 0
    said = [
        _n("<b>{n}</b> peserta mengikuti", hall.follower_n, n=formats.number(hall.follower_n)),
        _("langkah {place} dari {steps_n}", place=place, steps_n=len(running.steps)),
        *([_("layar gelap")] if running.position.is_blank else []),
    ]
    st.html(f'<p class="tayang-hitung">{" · ".join(said)}</p>')


def _renew(view: View, hall: Hall, running: Show, agenda: Agenda) -> None:
    hall.change_deck(running.key, decks.packed_for(view, agenda))
    agenda_changes.tell(_("Isi tayangan diperbarui; layar dan peserta memuatnya sendiri."))


def _end(hall: Hall, running: Show) -> None:
    hall.end(running.key)
    filters.fold(END)
    agenda_changes.tell(_("Tayangan diakhiri."))


def _safely(act: Callable[[], object]) -> None:
    """A refusal is said by the run that follows."""
    try:
        act()
    except StuntingError as refused:
        filters.note(agenda_changes.REFUSED, str(refused))
