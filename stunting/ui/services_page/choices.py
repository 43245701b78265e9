"""What the reader of the page Layanan has chosen; every choice stands in the link."""

from __future__ import annotations

import html
from dataclasses import dataclass

import streamlit as st

from stunting import formats
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.geography import COUNTRY, PLURALS, Area
from stunting.languages import Words, _
from stunting.routine.district import Mode
from stunting.services import registry
from stunting.services.reports import ReportPeriod
from stunting.services.service import ESSENTIAL, GROUPS, LISTS, SENSITIF, SPESIFIK, Service
from stunting.services.situation import ROWS
from stunting.ui import filters, routine_filters, services_data, views
from stunting.ui.shell import View

LIST, GROUP, KIND, PERIOD, SHOWS = "layanan", "kelompok", "jenis", "lapor", "isi"
PERCENT, PEOPLE = "persen", "orang"
KINDS = Words({"": "Spesifik dan sensitif", SPESIFIK: "Spesifik", SENSITIF: "Sensitif"})
SHOWN = Words({PERCENT: "Persen", PEOPLE: "Orang"})
RESET = (LIST, GROUP, KIND, PERIOD, SHOWS)
MOST_OFFERED = 8


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the tabs about coverage answer.

    area:     whose parts are the rows: a desa is read among the others of its kecamatan
    level:    of the rows
    marked:   code of the desa that was chosen, "" for none
    services: of the chosen list, group and kind, in the order of the list
    """

    area: Area
    level: str
    marked: str
    period: ReportPeriod
    listed: str
    services: tuple[Service, ...]
    in_people: bool
    mode: Mode

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.services)

    @property
    def units(self) -> str:
        """The rows in words: "kecamatan"."""
        return PLURALS[self.level]


def place_of(view: View) -> tuple[Area, str, str] | None:
    """The area whose parts are listed, their level, and the desa that was chosen; None above the province."""
    area = view.area
    if area.code == COUNTRY:
        return None
    if area.level == "desa":
        return view.register.get(area.parent_code or ""), "desa", area.code
    return area, ROWS[area.level], ""


def asked(view: View, *, page: str, has_shows: bool = False) -> Asked | None:
    """Draw the filters and say what they ask for; None after a sentence where there is nothing to choose from.

    Raises:
        InvalidLinkError: the link asks for something that does not exist here.
    """
    place = place_of(view)
    mode = routine_filters.mode()
    offered = () if place is None else services_data.periods(view.release_id, place[0].code, mode=mode)
    if place is None or not offered:
        _nothing(view)
        return None
    area, level, marked = place
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        by_key = {one.key: one for one in offered}
        labels = {key: one.label for key, one in by_key.items()}
        period = filters.listed(_("Laporan"), PERIOD, labels, default=first(offered).key, width=190)
        listed = filters.listed(_("Daftar layanan"), LIST, LISTS, default=ESSENTIAL, width=270, clears=(GROUP,))
        groups = {"": _("Semua kelompok")} | {
            key: label for key, label in GROUPS.items() if any(one.group == key for one in registry.of_list(listed))
        }
        group = filters.listed(_("Kelompok sasaran"), GROUP, groups, default="", width=190)
        kind = filters.listed(_("Jenis"), KIND, KINDS, default="", width=190)
        in_people = has_shows and filters.one_of(_("Isi sel"), SHOWS, SHOWN, default=PERCENT) == PEOPLE
        views.button(page=page, reset=(*RESET, filters.MODE))
    services = tuple(
        one for one in registry.of_list(listed) if (not group or one.group == group) and (not kind or one.kind == kind)
    )
    if not services:
        st.html(
            _(
                '<p class="jelas">Tidak ada layanan {kind} pada kelompok {group} di daftar ini.'
                " Pilih kelompok atau jenis lain.</p>",
                kind=html.escape(KINDS[kind].lower()),
                group=html.escape(groups[group].lower()),
            )
        )
        return None
    return Asked(
        area=area,
        level=level,
        marked=marked,
        period=by_key[period],
        listed=listed,
        services=services,
        in_people=in_people,
        mode=mode,
    )


def first(offered: tuple[ReportPeriod, ...]) -> ReportPeriod:
    """The newest whole year, else the newest report."""
    return next((one for one in offered if one.period == "tahun"), offered[0])


def _nothing(view: View) -> None:
    """Why there is no figure, and where there are some."""
    name = html.escape(view.area.official_name)
    known = services_data.situation(view.release_id).kabupaten_with_reports(
        "" if view.area.code == COUNTRY else view.area.code[:2]
    )
    if view.area.code == COUNTRY:
        said = _("Cakupan layanan dibaca per provinsi, kabupaten/kota, atau kecamatan. Pilih wilayahnya.")
    else:
        said = _("Belum ada laporan layanan untuk {name}.", name=name)
        if gate.areas(Thing.TABLES):
            said += _(" Buka tab <b>Data layanan</b> untuk mengunduh templatnya dan memasukkan laporan.")
    st.html(f'<p class="jelas">{said}</p>')
    others = [code for code in known if code in view.register][:MOST_OFFERED]
    if others:
        st.caption(_("Wilayah dengan laporan layanan di rilis ini ({n}):", n=formats.number(len(known))))
        with st.container(horizontal=True, gap="small"):
            for code in others:
                st.button(
                    view.register.get(code).official_name,
                    key=f"layanan-ke-{code}",
                    on_click=filters.go_to_area,
                    args=(code,),
                )
