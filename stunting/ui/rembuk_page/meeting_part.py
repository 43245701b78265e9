"""The facts of a meeting: begun from its agenda, and corrected with a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import streamlit as st

from stunting import letterhead_store
from stunting.languages import N_, Words, _
from stunting.ledger import Entry, Ledger
from stunting.letterhead import Letterhead
from stunting.minutes import reading, recording, typed_lines
from stunting.minutes.recording import Writer
from stunting.minutes.records import AgendaStep, Kind, Meeting, Mode, Signer, meeting_id
from stunting.minutes.typed import NAME, MinutesError
from stunting.paths import Layout
from stunting.rembuk.agenda import Agenda
from stunting.rembuk.agenda import Kind as AgendaKind
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import choices, desk, meeting_choice
from stunting.ui.rembuk_page.desk import Desk
from stunting.ui.shell import View

KIND_OF = {AgendaKind.WORKSHOP: Kind.WORKSHOP, AgendaKind.OWN: Kind.COORDINATION}
MODES = Words({Mode.ON_SITE: "Luring", Mode.ONLINE: "Daring", Mode.HYBRID: "Hibrida"})
BEGUN = "keterangan-rapat-{}"
# One text for both boxes: "Selesai" alone is a state, and another word in English.
TIMES = N_("Mulai|Selesai")


def begin(view: View, ledger: Ledger, by: Writer) -> None:
    """The form for a new meeting, filled from the agenda; it is saved once and stays."""
    saved = choices.chosen(view)
    agenda = saved.agenda if saved else None
    code = agenda.area_code if agenda else view.area.code
    if len(code) < 4 or code == "00":
        st.info(_("Rembuk dicatat untuk satu kabupaten/kota, kecamatan, atau desa. Pilih wilayahnya di atas."))
        return
    draft = _draft(view, ledger, code, agenda)
    with st.form(f"rembuk-mulai-{code}-{filters.asked(meeting_choice.AGENDA)}", border=True):
        st.html(_('<p class="jelas">Mulai catatan</p>'))
        typed = _fields(draft, key="mulai")
        wanted = st.form_submit_button(_("Mulai catatan"), icon=":material/play_arrow:", type="primary")
    if wanted:
        desk.write(
            lambda: recording.record_meeting(ledger, _new(ledger, _meeting(draft, typed)), by=by),
            after=lambda entry: filters.apply({meeting_choice.MEETING: str(entry.body["meeting_id"])}),
        )


def correct(at: Desk) -> None:
    """The same form for what was begun; a change needs its reason."""
    meeting, noted = at.meeting, BEGUN.format(at.meeting.id)
    base = filters.noted(noted, at.written.seq)
    _ended(at)
    if base != at.written.seq:
        st.warning(_("Keterangan rapat sudah diperbaiki di jendela lain (nomor {seq}).", seq=at.written.seq))
        if st.button(_("Muat yang terbaru"), key="rapat-muat"):
            filters.note(noted, at.written.seq)
            parts.repaint()
    with st.form(f"rembuk-rapat-{meeting.id}-{base}", border=False):
        typed = _fields(meeting, key=f"rapat-{base}", has_number=True)
        reason = st.text_input(
            _("Alasan perbaikan"),
            max_chars=desk.LONGEST_REASON,
            placeholder=_("mis. Salah tulis tempat"),
            key="rapat-alasan",
        )
        wanted = st.form_submit_button(_("Simpan perbaikan"), icon=":material/save:", type="primary")

    def work() -> Entry:
        changed = _meeting(meeting, typed)
        if changed == meeting:
            raise MinutesError(_("Tidak ada yang berubah, jadi tidak ada yang ditulis."))
        corrects = base if isinstance(base, int) else at.written.seq
        return recording.record_meeting(at.ledger, changed, by=at.by_because(reason), corrects=corrects)

    if wanted:
        desk.write(work, after=lambda entry: filters.note(noted, entry.seq))


def _ended(at: Desk) -> None:
    """The end of the meeting is known only when it comes."""
    if at.meeting.ended is not None or at.meeting.date != dt.date.today():
        return
    if st.button(_("Rapat selesai sekarang"), icon=":material/flag:", key="rapat-selesai"):
        now = dt.datetime.now().replace(second=0, microsecond=0)
        desk.write(
            lambda: recording.record_meeting(
                at.ledger,
                replace(at.meeting, ended=now),
                by=at.by_because("Rapat selesai."),
                corrects=at.written.seq,
            ),
            after=lambda entry: filters.note(BEGUN.format(at.meeting.id), entry.seq),
        )


def _draft(view: View, ledger: Ledger, code: str, agenda: Agenda | None) -> Meeting:
    """What is known before it begins: the agenda, the letterhead, and chair and place of the last time."""
    day = (agenda.meeting_date if agenda else None) or dt.date.today()
    last = next((one.record for one in reading.meetings(ledger, area_code=code)), None)
    head = letterhead_store.read(Layout.default().additions, code[:4]) or Letterhead()
    now = dt.datetime.now().replace(second=0, microsecond=0)
    kind = KIND_OF.get(agenda.kind, Kind.REMBUK) if agenda else Kind.REMBUK
    return Meeting(
        id=meeting_id(code, day, kind),
        area_code=code,
        kind=kind,
        date=day,
        place=last.place if last else head.place,
        mode=last.mode if last else Mode.ON_SITE,
        chair=last.chair if last else "",
        release_id=(agenda.release_id if agenda else "") or view.release_id,
        agenda=tuple(AgendaStep(title=one.title, minutes=one.minutes) for one in agenda.steps) if agenda else (),
        started=now if day == now.date() else None,
        signers=tuple(Signer(title=one.title, name=one.name, nip=one.nip) for one in head.signatories),
    )


def _fields(known: Meeting, *, key: str, has_number: bool = False) -> dict[str, Any]:
    """The boxes; their words are read by `_meeting`."""
    typed: dict[str, Any] = {}
    begins, ends = _(TIMES).split("|")
    with st.container(horizontal=True, gap="small"):
        typed["place"] = st.text_input(
            _("Tempat"), known.place, max_chars=300, placeholder=_("mis. Pendopo"), key=f"{key}-tempat", width=300
        )
        typed["chair"] = st.text_input(
            _("Pimpinan rapat"), known.chair, max_chars=NAME, placeholder=_("Jabatan"), key=f"{key}-pimpinan", width=300
        )
        typed["started"] = st.text_input(
            begins, typed_lines.clock_text(known.started, day=known.date), placeholder="09.05", key=f"{key}-mulai",
            width=110,
        )  # fmt: skip
        typed["ended"] = st.text_input(
            ends, typed_lines.clock_text(known.ended, day=known.date), placeholder="12.30", key=f"{key}-selesai",
            width=110,
        )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        typed["date"] = st.date_input(_("Tanggal"), known.date, format="DD/MM/YYYY", key=f"{key}-tanggal", width=150)
        typed["kind"] = st.selectbox(
            _("Jenis"),
            list(Kind),
            list(Kind).index(known.kind),
            format_func=_capitalised,
            key=f"{key}-jenis",
            width=210,
        )
        typed["mode"] = st.selectbox(
            _("Cara"),
            list(Mode),
            list(Mode).index(known.mode),
            format_func=MODES.__getitem__,
            key=f"{key}-moda",
            width=150,
        )
        typed["release_id"] = st.text_input(
            _("Rilis data yang ditampilkan"), known.release_id, max_chars=NAME, key=f"{key}-rilis", width=290
        )
        if has_number:
            typed["number"] = st.text_input(
                _("Nomor surat"), known.number, max_chars=NAME, placeholder=_("kosong: titik-titik"),
                key=f"{key}-nomor", width=200,
            )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        typed["agenda"] = st.text_area(
            _("Acara, satu baris per langkah: judul; menit"),
            typed_lines.steps_text(known.agenda), height=130, key=f"{key}-acara",
        )  # fmt: skip
        typed["signers"] = st.text_area(
            _("Penanda tangan, satu baris per orang: jabatan; nama; NIP"),
            typed_lines.signers_text(known.signers), height=130, key=f"{key}-penanda",
        )  # fmt: skip
    return typed


def _meeting(known: Meeting, typed: dict[str, Any]) -> Meeting:
    """The meeting as the boxes say it.

    Raises:
        MinutesError: a day or a clock time cannot be read.
    """
    day = typed["date"]
    if not isinstance(day, dt.date):
        raise MinutesError(_("Isi tanggal rapat."))
    return replace(
        known,
        **{name: typed[name] or "" for name in ("place", "chair", "release_id", "number") if name in typed},
        kind=typed["kind"],
        mode=typed["mode"],
        date=day,
        started=typed_lines.clock_of(typed["started"] or "", day=day),
        ended=typed_lines.clock_of(typed["ended"] or "", day=day),
        agenda=typed_lines.steps_of(typed["agenda"] or ""),
        signers=typed_lines.signers_of(typed["signers"] or ""),
    )


def _new(ledger: Ledger, meeting: Meeting) -> Meeting:
    """The meeting under an id of its day; a second one of the same day gets a number."""
    wanted = meeting_id(meeting.area_code, meeting.date, meeting.kind)
    taken = {one.record.id for one in reading.meetings(ledger)}
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return replace(meeting, id=found)


def _capitalised(kind: Kind) -> str:
    return meeting_choice.KINDS[kind].capitalize()
