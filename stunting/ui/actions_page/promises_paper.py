"""A commitment that stands on paper, also of last year, copied into the ledger with its meeting."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from stunting.languages import _
from stunting.ledger import Entry, Ledger
from stunting.minutes import reading, typed_lines
from stunting.minutes.records import Commitment, Kind, Meeting, Mode
from stunting.minutes.typed import CELL, NAME, MinutesError
from stunting.promises.paper import COPIED_FROM, new_meeting, record_from_paper
from stunting.ui import filters
from stunting.ui.actions_page import promises_choices, promises_report
from stunting.ui.rembuk_page import desk
from stunting.ui.rembuk_page.promises_part import commitment_fields
from stunting.ui.shell import View

NEW = ""
SAVED, COPIED_INTO = "janji_disalin", "rapat_kertas"


def show(view: View, ledger: Ledger) -> None:
    """Folded; nothing for an area that holds no rembuk."""
    if len(view.area.code) < 4:
        st.caption(_("Pilih satu kabupaten/kota, kecamatan, atau desa untuk mencatat komitmen."))
        return
    with st.expander(_("Salin komitmen dari kertas"), icon=":material/history_edu:", key="janji-kertas"):
        st.markdown(
            _(
                "Untuk komitmen yang sudah ditandatangani: rembuk tahun lalu, minilokakarya, "
                "rapat koordinasi. Komitmen rembuk hari ini dicatat di halaman Rembuk, tab Catat."
            )
        )
        known = {one.record.id: one.record for one in reading.meetings(ledger, area_code=view.area.code)}
        labels = {one: promises_choices.meeting_label(view, meeting) for one, meeting in known.items()}
        options = [NEW, *known]
        # A paper holds more than one promise: the next one is copied into the same meeting.
        copied_into = filters.asked(COPIED_INTO)
        chosen = st.selectbox(
            _("Rapat"), options, options.index(copied_into) if copied_into in known else 0,
            format_func=lambda one: labels.get(one, _("Rapat lain, belum tercatat")),
            key=f"kertas-rapat-{view.area.code}-{copied_into}", width=420,
        )  # fmt: skip
        _form(view, ledger, known.get(chosen or NEW))


def _form(view: View, ledger: Ledger, meeting: Meeting | None) -> None:
    key = f"kertas-{view.area.code}-{meeting.id if meeting else 'baru'}-{filters.asked(SAVED)}"
    with st.form(key, border=False):
        facts = _meeting_fields(key) if meeting is None else {}
        typed = commitment_fields(None, key)
        paper = st.text_input(
            _("Kertasnya"),
            _newest_paper(ledger) if filters.asked(SAVED) else "",
            max_chars=CELL,
            placeholder=_("mis. Komitmen bersama 12 Maret 2025, lembar 2"),
            key=f"{key}-kertas",
        )
        with st.container(horizontal=True, gap="small"):
            by = promises_report.writer(ledger, key)
        wanted = st.form_submit_button(_("Simpan komitmen"), icon=":material/handshake:", type="primary")

    def work() -> Entry:
        found = meeting or new_meeting(ledger, _meeting(view, facts))
        item = typed()
        assert isinstance(item, Commitment)
        return record_from_paper(ledger, found, item, by=by, paper=paper or "")

    if wanted:
        desk.write(work, after=_next)


def _next(entry: Entry) -> None:
    """Empty boxes for the next promise of the same paper."""
    filters.apply({SAVED: str(entry.seq), COPIED_INTO: str(entry.body["meeting_id"])})


def _newest_paper(ledger: Ledger) -> str:
    """Name of the paper that was copied last."""
    newest = ledger.entries(limit=1)
    return newest[0].reason.removeprefix(COPIED_FROM) if newest and newest[0].reason.startswith(COPIED_FROM) else ""


def _meeting_fields(key: str) -> dict[str, str | None]:
    with st.container(horizontal=True, gap="small"):
        return {
            "date": st.text_input(
                _("Tanggal rapat"), max_chars=30, placeholder="12/03/2025", key=f"{key}-hari", width=150
            ),
            "kind": st.selectbox(_("Jenis"), list(Kind), format_func=_capitalised, key=f"{key}-jenis", width=200),
            "mode": st.selectbox(_("Cara"), list(Mode), format_func=_capitalised, key=f"{key}-cara", width=150),
            "place": st.text_input(_("Tempat"), max_chars=CELL, key=f"{key}-tempat"),
            "chair": st.text_input(_("Pimpinan rapat (jabatan)"), max_chars=NAME, key=f"{key}-pimpinan"),
        }


def _meeting(view: View, facts: dict[str, str | None]) -> Meeting:
    day = typed_lines.day_of(facts["date"] or "")
    if day is None or day > dt.date.today():
        raise MinutesError(_("Isi tanggal rapat yang sudah berlangsung, misalnya 12/03/2025."))
    return Meeting(
        id="",
        area_code=view.area.code,
        kind=Kind(facts["kind"] or Kind.REMBUK),
        mode=Mode(facts["mode"] or Mode.ON_SITE),
        date=day,
        place=facts["place"] or "",
        chair=facts["chair"] or "",
    )


def _capitalised(one: Kind | Mode) -> str:
    return _(one.value).capitalize()
