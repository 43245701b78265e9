"""Lembar desa: one A4 sheet for every desa, one by one or all of them in a file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stunting import formats
from stunting.exports import desa_sheet
from stunting.exports.desa_sheet import DesaSheet
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import _
from stunting.routine import choices
from stunting.routine.district import Mode
from stunting.routine.periods import Period
from stunting.ui import desa_sheets, exporting, filters, letterhead_form, routine_data, routine_filters
from stunting.ui.shell import View

PREVIEW_PPI = 110


def show(view: View) -> None:
    """A desa shows its sheet; above it they are packed."""
    kabkota = view.kabkota
    if kabkota is None:
        st.info(
            _("Lembar desa dibuat per kabupaten/kota. Pilih satu di kotak pencarian wilayah."), icon=":material/info:"
        )
        return
    looker = routine_filters.mode()
    offered = routine_data.periods(view.release_id, kabkota.code, mode=looker)
    if not offered:
        raise choices.no_routine(kabkota)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="lembar-saringan"):
        period = routine_filters.period_of(offered, shows_label=True)
        _desa(view, kabkota)
    if view.area.level != "desa":
        st.html(_('<p class="jelas">Pilih desa/kelurahan untuk melihat lembarnya, atau unduh semuanya.</p>'))
        _mode_note(looker)
        _many(view, kabkota, period=period, mode=looker)
        return
    sheet, beside = st.columns([5, 3], gap="large")
    with sheet:
        _preview(view, period=period, mode=looker)
    with beside:
        _one(view, period=period, mode=looker)
        _mode_note(looker)
        _many(view, kabkota, period=period, mode=looker)


def _mode_note(looker: Mode) -> None:
    if looker is Mode.INTERNAL:
        st.caption(_("Mode internal: lembar memuat hitungan kecil. Berikan kepada kepala desa, jangan disebarkan."))
        return
    st.caption(
        _(
            "Mode publik: angka 1–4 balita disembunyikan, dan keluarga berisiko tidak dimuat. "
            "Lembar untuk kepala desa dengan hitungan lengkap ada dalam mode internal (tombol "
            "Mode di kanan atas)."
        )
    )


def _desa(view: View, kabkota: Area) -> None:
    """Any desa of the kabupaten; the area of the link follows."""
    areas = routine_data.of_release(view.release_id).areas(level="desa", within=kabkota.code)
    names = {one.area_code: f"{one.area_name}, {one.parent_name}" for one in records(areas)}
    filters.picked(
        "Desa/kelurahan",
        "lembar-desa",
        names,
        current=view.area.code if view.area.code in names else "",
        params=lambda code: {filters.AREA: code or kabkota.code},
        width=380,
        placeholder=_("Ketik nama desa/kelurahan"),
    )


def _preview(view: View, *, period: Period, mode: Mode) -> None:
    (sheet,) = _sheets(view, view.area, period=period, mode=mode)
    (page,) = desa_sheet.to_png_pages([sheet], ppi=PREVIEW_PPI)
    with st.container(key="lembar-pratinjau", border=True):
        st.image(
            page,
            caption=_(
                "Pratinjau lembar {area}, {kecamatan}",
                area=view.area.official_name,
                kecamatan=sheet.facts.kecamatan.official_name,
            ),
        )


def _one(view: View, *, period: Period, mode: Mode) -> None:
    (sheet,) = _sheets(view, view.area, period=period, mode=mode)
    exporting.download(
        _("Unduh lembar {area} (PDF A4)", area=view.area.official_name),
        data=lambda: desa_sheet.to_pdf([sheet]),
        file_name=desa_sheet.file_name(sheet),
        mime="application/pdf",
        on_click="ignore",
        type="primary",
        icon=":material/print:",
        key="lembar-satu",
    )


def _many(view: View, kabkota: Area, *, period: Period, mode: Mode) -> None:
    """All desa of the kecamatan that is chosen, and of the kabupaten."""
    kecamatan = view.register.ancestor(view.area.code, "kecamatan")
    with st.container(key="lembar-banyak", border=True):
        st.html(_('<h2 class="judul-gambar">Banyak desa sekaligus</h2>'))
        for area in (kecamatan, kabkota):
            if area is not None:
                _pack(view, area, period=period, mode=mode)


def _pack(view: View, area: Area, *, period: Period, mode: Mode) -> None:
    codes = routine_data.of_release(view.release_id).areas(level="desa", within=area.code)["area_code"]
    number = formats.number(len(codes))
    name = f"lembar-desa-{area.official_name}-{period.short}"

    def sheets() -> tuple[DesaSheet, ...]:
        return _sheets(view, area, period=period, mode=mode)

    makers: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        _("{area}: {number} desa dalam satu PDF", area=area.official_name, number=number): (
            "pdf",
            "application/pdf",
            lambda: desa_sheet.to_pdf(sheets()),
        ),
        _("{area}: satu PDF per desa (zip)", area=area.official_name): (
            "zip",
            "application/zip",
            lambda: desa_sheet.to_zip(sheets()),
        ),
    }
    with st.container(horizontal=True, gap="small"):
        for label, (extension, media_type, make) in makers.items():
            exporting.download(
                label,
                data=make,
                file_name=desa_sheet.pack_name(name, release_id=view.release_id, extension=extension),
                mime=media_type,
                on_click="ignore",
                icon=":material/folder_zip:" if extension == "zip" else ":material/print:",
                key=f"lembar-{area.code}-{extension}",
            )


def _sheets(view: View, area: Area, *, period: Period, mode: Mode) -> tuple[DesaSheet, ...]:
    facts = desa_sheets.inside(view.release_id, area.code, period=period, mode=mode)
    kabkota = facts[0].kabupaten
    government = letterhead_form.letterhead_of(kabkota).government
    return desa_sheet.sheets_of(facts, release_id=view.release_id, government=government)
