"""The frame every page shares: menu, area picker, breadcrumb, errors as sentences, source line, release id.

A page reads

    with shell.page("peta") as view:
        ...

and inside it `view` answers which release is open and which area was chosen.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from stunting import formats, languages
from stunting.access import audit, gate
from stunting.access.audit import Event
from stunting.access.gate import AccessDeniedError
from stunting.access.policy import Thing
from stunting.errors import NoDataError, NoReleaseError, StuntingError
from stunting.geography import Area, Register
from stunting.languages import N_, Worded, _
from stunting.release_checks import FileState
from stunting.releases import OpenRelease
from stunting.routine.district import Mode
from stunting.server.counting import COUNTS
from stunting.ui import (
    account_corner,
    add_to_agenda,
    data,
    exporting,
    filters,
    locks,
    reconnection,
    seeing_as,
    style_words,
)
from stunting.ui.area_search import area_search
from stunting.ui.first_build import offer_first_build

MOST_NAMED = 4
CSS = Path(__file__).with_name("shell.css")


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page of the menu; `file` is the script, its stem the URL.

    shared: the choices it has in common with other pages; they are taken along from page to page
    is_of_server: about accounts; in the menu of a server, for whoever manages them or reads the trail
    needs:  one of these has to be allowed somewhere; the page is in the menu of nobody else
    """

    key: str
    file: str
    title: Worded = Worded()
    description: Worded = Worded()
    shared: tuple[str, ...] = ()
    is_of_server: bool = False
    needs: tuple[Thing, ...] = ()


PAGES = (
    PageEntry(
        key="ringkasan",
        file="app.py",
        title=N_("Ringkasan"),
        description=N_("Satu wilayah, satu angka, tiga kalimat"),
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="peta",
        file="pages/peta.py",
        title=N_("Peta"),
        description=N_("Peta dari Indonesia sampai desa"),
        shared=(*filters.ROUND, *filters.ROUTINE),
    ),
    PageEntry(
        key="tabel",
        file="pages/tabel.py",
        title=N_("Tabel"),
        description=N_("Rekap per kecamatan, puskesmas, desa"),
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="tren",
        file="pages/tren.py",
        title=N_("Tren"),
        description=N_("Antarwaktu, dua angka, uji klaim, target"),
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="banding",
        file="pages/banding.py",
        title=N_("Banding"),
        description=N_("Kecamatan, desa, dan kabupaten berdampingan"),
        shared=(*filters.ROUND, *filters.ROUTINE),
    ),
    PageEntry(
        key="lokus",
        file="pages/lokus.py",
        title=N_("Lokus"),
        description=N_("Daftar lokus, perbandingan, dan memilih tahun depan"),
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="layanan",
        file="pages/layanan.py",
        title=N_("Layanan"),
        description=N_("Analisis situasi: cakupan layanan, keluarga berisiko, lembar desa"),
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="kasus",
        file="pages/kasus.py",
        title=N_("Kasus"),
        description=N_("Minilok dan audit kasus, khusus petugas"),
        shared=(filters.MODE,),
        needs=(Thing.CHILDREN,),
    ),
    PageEntry(
        key="komitmen",
        file="pages/komitmen.py",
        title=N_("Komitmen"),
        description=N_("Tagih janji, orang tua asuh, kampanye, rupiah"),
        shared=(filters.MODE,),
    ),
    PageEntry(
        key="rembuk",
        file="pages/rembuk.py",
        title=N_("Rembuk"),
        description=N_("Agenda, tayang, catat, berita acara, berkas"),
        needs=(Thing.MEETINGS,),
    ),
    PageEntry(key="data", file="pages/data.py", title=N_("Data"), description=N_("Impor, mutu, rilis, asal-usul")),
    PageEntry(
        key="akses",
        file="pages/akses.py",
        title=N_("Akses"),
        description=N_("Akun, hak, dan jejak siapa melakukan apa"),
        is_of_server=True,
    ),
    PageEntry(
        key="metode", file="pages/metode.py", title=N_("Metode"), description=N_("Definisi, sumber, dan batasan")
    ),
)


@dataclass(frozen=True, kw_only=True)
class View:
    """What a page works with: the open release, the register of areas and the chosen area."""

    release: OpenRelease
    register: Register
    area: Area

    @property
    def release_id(self) -> str:
        return self.release.id

    @property
    def is_sample(self) -> bool:
        return data.meta(self.release.id).get("is_sample") == "true"

    def is_sample_in(self, kabupaten: Area) -> bool:
        """Whether the release, or its routine figures of a kabupaten/kota, are invented."""
        return self.is_sample or kabupaten.code in data.meta(self.release.id).get("sample_kabupaten", "").split(";")

    @property
    def kabkota(self) -> Area | None:
        """The kabupaten/kota the chosen area is or lies in."""
        return self.register.ancestor(self.area.code, "kabupaten")

    @property
    def province(self) -> Area | None:
        return self.register.ancestor(self.area.code, "provinsi")


@contextmanager
def page(key: str) -> Iterator[View]:
    """Everything around a page's own content; errors with a sentence for the reader end here."""
    entry = next(one for one in PAGES if one.key == key)
    st.set_page_config(
        page_title=_("{entry} · Dasbor Stunting", entry=entry.title),
        page_icon="📊",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(CSS)
    filters.arrive(entry.key, shared=entry.shared)
    st.html(style_words.sheet())
    with st.container(key="kepala"):
        _menu(entry)
        try:
            release = data.open_release(filters.release_id())
            register = data.register(release.id)
        except NoReleaseError:
            offer_first_build()
            st.stop()
        except StuntingError as refused:
            _explain(refused)
            if filters.release_id() is not None:
                st.button(
                    _("Buka rilis yang berlaku"), on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}}
                )
            st.stop()
        _area_row(register)
    account_corner.tell()
    if release.notice:
        st.warning(str(release.notice), icon=":material/history:")
    try:
        filters.check_language()
        seeing_as.banner(register)
        view = View(release=release, register=register, area=filters.area(register))
        locks.require_one(entry.needs)
    except StuntingError as refused:
        COUNTS.refusal(refused)
        _explain(refused)
        _footer(release)
        st.stop()
    if view.is_sample:
        st.warning(_("DATA CONTOH – BUKAN DATA SEBENARNYA. Rilis ini dibuat untuk latihan."), icon=":material/science:")
    exporting.hold_area(view.area.code)
    exporting.no_copies()
    _say_where_counts_end(entry, view)
    with explained():
        yield view
    if locks.may_use((Thing.MEETINGS,)):
        add_to_agenda.offer(entry.key, view.area)
    seeing_as.offer(view.area)
    reconnection.listen()
    _footer(release)


@contextmanager
def explained() -> Iterator[None]:
    """Errors with a sentence for the reader end here; a fragment that runs alone needs it as well."""
    try:
        yield
    except StuntingError as refused:
        COUNTS.refusal(refused)
        _explain(refused)
    except Exception as fault:
        COUNTS.fault(fault)
        raise


def _menu(current: PageEntry) -> None:
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_('<span class="merek">Dasbor <b>Stunting</b></span>'), width="content")
        for entry in PAGES:
            if not locks.may_use(entry.needs) or (entry.is_of_server and not account_corner.manages()):
                continue
            st.page_link(
                entry.file,
                label=f"**{entry.title}**" if entry is current else entry.title,
                query_params=filters.carried(),
                help=entry.description,
            )
        with st.container(key="bahasa", horizontal=True, gap=None, width="content"):
            for code, name in languages.OFFERED.items():
                short = code.upper()
                st.button(
                    f"**{short}**" if code == languages.current() else short,
                    key=f"bahasa-{code}",
                    type="tertiary",
                    help=name,
                    on_click=filters.speak,
                    args=(code,),
                )
        account_corner.show(current.file)


def _area_row(register: Register) -> None:
    code = filters.area_code_or_country(register)
    with st.container(
        key="wilayah-baris", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(key="remah", horizontal=True, vertical_alignment="center", gap="xxsmall", width="content"):
            steps = register.path(code)
            for position, step in enumerate(steps):
                name = step.name if step.level in ("negara", "provinsi") else step.official_name
                if position < len(steps) - 1:
                    st.button(
                        name,
                        key=f"remah-{step.code}",
                        type="tertiary",
                        on_click=filters.go_to_area,
                        args=(step.code,),
                        help=_("Naik ke {step}", step=step.official_name),
                    )
                    st.html('<span class="remah-pisah">›</span>', width="content")
                else:
                    st.html(f'<h1 class="remah-kini">{name}</h1>', width="content")
        with st.container(key="cari-wilayah", width=340):
            area_search(register, current_code=code, key="cari", on_choose=filters.go_to_area)


def _explain(refused: StuntingError) -> None:
    """One sentence, and links to the nearest valid choices."""
    with st.container(key="penjelasan", border=True):
        # As text: a message repeats what the link said, and markdown could make the browser fetch a picture.
        st.html(f'<p class="jelas">{html.escape(str(refused))}</p>')
        if isinstance(refused, AccessDeniedError):
            audit.record(Event.REFUSED, refused.area_code, {"hak": refused.thing.value})
            locks.way_out(refused, page_file=_file_of_this_page())
        for problem in getattr(refused, "problems", ()):
            st.html(f"<p>{html.escape(str(problem))}</p>")
        suggestions = getattr(refused, "suggestions", ())
        if isinstance(refused, NoDataError):
            suggestions = suggestions or filters.ways_out()
        if suggestions:
            with st.container(horizontal=True):
                for number, suggestion in enumerate(suggestions):
                    st.button(
                        suggestion.label,
                        key=f"saran-{number}",
                        on_click=filters.apply,
                        kwargs={"params": suggestion.params},
                    )


def _file_of_this_page() -> str:
    key = filters.this_page()
    return next((one.file for one in PAGES if one.key == key), PAGES[0].file)


def _say_where_counts_end(entry: PageEntry, view: View) -> None:
    """In mode internal, where the counts of whoever looks end."""
    if filters.MODE not in entry.shared or filters.asked(filters.MODE) != Mode.INTERNAL.value:
        return
    own = gate.areas(Thing.COUNTS)
    if not own or gate.allows(Thing.COUNTS, view.area.code):
        return
    names = [view.register.get(code).official_name for code in own if code in view.register]
    told = ", ".join(names[:MOST_NAMED]) + (_(" dan lainnya") if len(names) > MOST_NAMED else "")
    said = _("Hitungan lengkap hanya untuk {areas}; di luarnya sama dengan mode publik.", areas=told)
    st.html(f'<p class="batas-hitungan">{html.escape(said)}</p>')


def _footer(release: OpenRelease) -> None:
    created = release.manifest.created
    checking = _("Keutuhan berkasnya sedang diperiksa. ") if release.file.state is FileState.CHECKING else ""
    st.html(
        _(
            '<footer class="kaki">Rilis data <b>{id}</b>, dibuat {timestamp}. {checking}Semua dihitung di '
            "komputer ini; tidak ada data yang dikirim keluar. Angka survei (SSGI/SKI) tidak "
            "dicampur dengan pencatatan rutin (e-PPGBM).</footer>",
            id=release.id,
            checking=checking,
            timestamp=formats.timestamp(created),
        )
    )
