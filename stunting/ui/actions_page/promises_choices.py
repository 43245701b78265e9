"""Which promises are shown; every choice stands in the link."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.minutes.kinds import COMMITMENT
from stunting.minutes.records import Meeting
from stunting.promises import link
from stunting.promises.board import BOTH, KIND_LABELS, Asked, earlier, institution_in_link, institution_of, kecamatan_of
from stunting.promises.book import Promise, PromiseBook
from stunting.promises.states import STATE_LABELS, State
from stunting.ui import filters
from stunting.ui.shell import View

ALL = ""
INSIDE = (link.INSTITUTION, link.KECAMATAN, link.STATE, link.YEAR)


def asked(view: View, book: PromiseBook) -> Asked:
    """Draws the choices and says what they are.

    Raises:
        InvalidLinkError: the link names something that is not there.
        NoDataError: the day of the link is none.
    """
    today = dt.date.today()
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        meetings = {ALL: _("Semua rembuk sebelumnya")} | {one.id: meeting_label(view, one) for one in book.meetings}
        filters.listed(_("Rembuk"), link.MEETING, meetings, default=ALL, width=400, clears=INSIDE)
        kinds = {**KIND_LABELS, BOTH: _("Keduanya")}
        filters.one_of(_("Jenis"), link.KIND, kinds, default=COMMITMENT, clears=INSIDE)
        states = {ALL: _("Semua keadaan")} | {one.value: STATE_LABELS[one] for one in State}
        filters.listed(_("Keadaan"), link.STATE, states, default=ALL, width=170)
        found = earlier(book, link.asked_of(_plain(), today=today))
        _narrowing(view, {institution_in_link(one).casefold(): one for one in reversed(found)},
                   {kecamatan_of(one) for one in found}, {one.meeting.date.year for one in found})  # fmt: skip
        with filters.folded(_day_label(today), "janji-tanggal", icon=":material/event:") as folded:
            if folded.open:
                filters.typed(
                    _("Keadaan per tanggal"), link.DAY, placeholder=_("2026-02-22; kosong: hari ini"), longest=10
                )
    return link.asked_of(filters.address(), today=today)


def meeting_label(view: View, meeting: Meeting) -> str:
    """ "26 Februari 2026, rembuk Kab. Pasuruan"."""
    name = view.register.known_name(meeting.area_code)
    return f"{formats.date(meeting.date)}, {_(meeting.kind.value)} {name}"


def _narrowing(view: View, institutions: dict[str, Promise], kecamatan: set[str], years: set[int]) -> None:
    """Only what tells promises apart."""
    names = {institution_in_link(one): institution_of(one) for one in institutions.values()}
    if len(names) > 1 or filters.asked(link.INSTITUTION):
        options = {ALL: _("Semua lembaga")} | dict(sorted(names.items()))
        filters.listed(_("Lembaga"), link.INSTITUTION, options, default=ALL, width=220)
    codes = sorted(kecamatan - {""})
    if len(kecamatan) > 1 or filters.asked(link.KECAMATAN):
        known = {one: view.register.known_name(one) for one in codes}
        filters.listed(_("Kecamatan"), link.KECAMATAN, {ALL: _("Semua kecamatan")} | known, default=ALL, width=200)
    if len(years) > 1 or filters.asked(link.YEAR):
        named = {str(one): _("Rembuk {year}", year=one) for one in sorted(years, reverse=True)}
        filters.listed(_("Tahun rembuk"), link.YEAR, {ALL: _("Semua tahun")} | named, default=ALL, width=150)


def _plain() -> dict[str, str]:
    return {key: value for key, value in filters.address().items() if key not in INSIDE}


def _day_label(today: dt.date) -> str:
    said = filters.asked(link.DAY)
    try:
        return _("Per {date}", date=formats.date(dt.date.fromisoformat(said) if said else today))
    except ValueError:
        return _("Pilih tanggal")
