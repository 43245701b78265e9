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

from stunting import formats
from stunting.errors import NoDataError, NoReleaseError, StuntingError
from stunting.geography import Area, Register
from stunting.release_checks import FileState
from stunting.releases import OpenRelease
from stunting.ui import add_to_agenda, data, filters, reconnection
from stunting.ui.area_search import area_search
from stunting.ui.first_build import offer_first_build

CSS = Path(__file__).with_name("shell.css")


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page of the menu; `file` is the script, its stem the URL.

    shared: the choices it has in common with other pages; they are taken along from page to page
    """

    key: str
    file: str
    title: str
    description: str
    shared: tuple[str, ...] = ()


PAGES = (
    PageEntry(
        key="ringkasan",
        file="app.py",
        title="Ringkasan",
        description="Satu wilayah, satu angka, tiga kalimat",
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="peta",
        file="pages/peta.py",
        title="Peta",
        description="Peta dari Indonesia sampai desa",
        shared=(*filters.ROUND, *filters.ROUTINE),
    ),
    PageEntry(
        key="tabel",
        file="pages/tabel.py",
        title="Tabel",
        description="Rekap per kecamatan, puskesmas, desa",
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="tren",
        file="pages/tren.py",
        title="Tren",
        description="Antarwaktu, dua angka, uji klaim, target",
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="banding",
        file="pages/banding.py",
        title="Banding",
        description="Kecamatan, desa, dan kabupaten berdampingan",
        shared=(*filters.ROUND, *filters.ROUTINE),
    ),
    PageEntry(
        key="lokus",
        file="pages/lokus.py",
        title="Lokus",
        description="Daftar lokus, perbandingan, dan memilih tahun depan",
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="layanan",
        file="pages/layanan.py",
        title="Layanan",
        description="Analisis situasi: cakupan layanan, keluarga berisiko, lembar desa",
        shared=filters.ROUTINE,
    ),
    PageEntry(
        key="kasus",
        file="pages/kasus.py",
        title="Kasus",
        description="Minilok dan audit kasus, khusus petugas",
        shared=(filters.MODE,),
    ),
    PageEntry(
        key="komitmen",
        file="pages/komitmen.py",
        title="Komitmen",
        description="Tagih janji, orang tua asuh, kampanye, rupiah",
        shared=(filters.MODE,),
    ),
    PageEntry(
        key="rembuk", file="pages/rembuk.py", title="Rembuk", description="Agenda, tayang, catat, berita acara, berkas"
    ),
    PageEntry(key="data", file="pages/data.py", title="Data", description="Impor, mutu, rilis, asal-usul"),
    PageEntry(key="metode", file="pages/metode.py", title="Metode", description="Definisi, sumber, dan batasan"),
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
        page_title=f"{entry.title} · Dasbor Stunting", page_icon="📊", layout="wide", initial_sidebar_state="collapsed"
    )
    st.html(CSS)
    filters.arrive(entry.key, shared=entry.shared)
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
                st.button("Buka rilis yang berlaku", on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}})
            st.stop()
        _area_row(register)
    if release.notice:
        st.warning(release.notice, icon=":material/history:")
    try:
        view = View(release=release, register=register, area=filters.area(register))
    except StuntingError as refused:
        _explain(refused)
        _footer(release)
        st.stop()
    if view.is_sample:
        st.warning("DATA CONTOH – BUKAN DATA SEBENARNYA. Rilis ini dibuat untuk latihan.", icon=":material/science:")
    with explained():
        yield view
    add_to_agenda.offer(entry.key, view.area)
    reconnection.listen()
    _footer(release)


@contextmanager
def explained() -> Iterator[None]:
    """Errors with a sentence for the reader end here; a fragment that runs alone needs it as well."""
    try:
        yield
    except StuntingError as refused:
        _explain(refused)


def _menu(current: PageEntry) -> None:
    with st.container(key="menu", horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<span class="merek">Dasbor <b>Stunting</b></span>', width="content")
        for entry in PAGES:
            st.page_link(
                entry.file,
                label=f"**{entry.title}**" if entry is current else entry.title,
                query_params=filters.carried(),
                help=entry.description,
            )


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
                        help=f"Naik ke {step.official_name}",
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
        for problem in getattr(refused, "problems", ()):
            st.html(f"<p>{html.escape(problem)}</p>")
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


def _footer(release: OpenRelease) -> None:
    created = release.manifest.created
    checking = "Keutuhan berkasnya sedang diperiksa. " if release.file.state is FileState.CHECKING else ""
    st.html(
        '<footer class="kaki">'
        f"Rilis data <b>{release.id}</b>, dibuat {formats.timestamp(created)}. {checking}"
        "Semua dihitung di komputer ini; tidak ada data yang dikirim keluar. "
        "Angka survei (SSGI/SKI) tidak dicampur dengan pencatatan rutin (e-PPGBM)."
        "</footer>"
    )
