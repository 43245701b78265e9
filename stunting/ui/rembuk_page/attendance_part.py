"""Kehadiran: how many of each group were invited and came, in one list that is saved as a whole."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.ledger import Entry
from stunting.minutes import reading, recording
from stunting.minutes.records import Attendance
from stunting.minutes.typed import LARGEST_COUNT, NAME, MinutesError
from stunting.minutes.usual_groups import USUAL
from stunting.ui import filters, parts
from stunting.ui.rembuk_page import desk
from stunting.ui.rembuk_page.desk import Desk

SPARE_ROWS = 3


def show(at: Desk) -> None:
    """The list as a form; every box is reached with Tab, Enter saves."""
    known = reading.attendance_entry(at.ledger, at.meeting)
    standing = known.seq if known else 0
    noted = f"kehadiran-{at.meeting.id}"
    base = filters.noted(noted, standing)
    if base != standing:
        st.warning(
            _(
                "Kehadiran sudah dicatat di jendela lain (nomor {standing}). Angka di bawah ini belum tersimpan.",
                standing=standing,
            )
        )
        if st.button(_("Muat yang terbaru"), key="hadir-muat"):
            filters.note(noted, standing)
            parts.repaint()
    st.html(f'<p class="anak-judul">{_sum(at.minutes.attendance)}</p>')
    with st.form(f"rembuk-hadir-{at.meeting.id}-{base}", border=False):
        rows = _rows(_listed(at), key=f"hadir-{base}")
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            reason = ""
            if base:
                reason = st.text_input(
                    _("Alasan perbaikan"), max_chars=desk.LONGEST_REASON, placeholder=_("mis. Peserta datang kemudian"),
                    key="hadir-alasan", width=320,
                )  # fmt: skip
            label = _("Simpan perbaikan") if base else _("Simpan kehadiran")
            wanted = st.form_submit_button(label, icon=":material/save:", type="primary")

    def work() -> Entry:
        groups = _groups(rows)
        if groups == at.minutes.attendance:
            raise MinutesError(_("Tidak ada yang berubah, jadi tidak ada yang ditulis."))
        corrects = base if isinstance(base, int) and base else None
        return recording.record_attendance(at.ledger, at.meeting, groups, by=at.by_because(reason), corrects=corrects)

    if wanted:
        desk.write(work, after=lambda entry: filters.note(noted, entry.seq))


def _listed(at: Desk) -> list[Attendance | str]:
    """What was saved, then the usual groups that are not in it yet."""
    names = {one.institution.casefold() for one in at.minutes.attendance}
    usual = USUAL.get(len(at.meeting.area_code), ())
    return [*at.minutes.attendance, *(name for name in usual if name.casefold() not in names)]


def _rows(listed: list[Attendance | str], *, key: str) -> list[tuple[str, int | None, int | None]]:
    """Name, invited and present of every row, also of empty ones."""
    heads = "".join(f"<span>{head}</span>" for head in (_("Lembaga atau kelompok"), _("Diundang"), _("Hadir")))
    found = []
    with st.container(key="hadir-tabel", gap=None):
        st.html(f'<div class="hadir-kepala">{heads}</div><div class="hadir-kepala kedua">{heads}</div>')
        for number in range(len(listed) + SPARE_ROWS):
            one = listed[number] if number < len(listed) else ""
            saved = one if isinstance(one, Attendance) else None
            with st.container(horizontal=True, gap="xsmall", key=f"hadir-baris-{number}"):
                name = st.text_input(
                    _("Lembaga {number}", number=number + 1),
                    saved.institution if saved else str(one),
                    max_chars=NAME,
                    placeholder=_("Kelompok lain"),
                    label_visibility="collapsed",
                    key=f"{key}-{number}-nama",
                )
                invited = _count(
                    _("Diundang"), number, saved.invited_n if saved else None, key=f"{key}-{number}-diundang"
                )
                present = _count(_("Hadir"), number, saved.present_n if saved else None, key=f"{key}-{number}-hadir")
            found.append((name or "", invited, present))
    return found


def _count(label: str, number: int, known: int | None, *, key: str) -> int | None:
    return st.number_input(
        f"{label} {number + 1}",
        min_value=0,
        max_value=LARGEST_COUNT,
        value=known,
        step=1,
        placeholder="",
        label_visibility="collapsed",
        key=key,
        width=84,
    )


def _groups(rows: list[tuple[str, int | None, int | None]]) -> tuple[Attendance, ...]:
    """The rows with numbers; a suggestion without any is left out.

    Raises:
        MinutesError: a number has no name, or who came was not counted.
    """
    found = []
    for name, invited, present in rows:
        if invited is None and present is None:
            continue
        if not name.strip():
            raise MinutesError(_("Ada jumlah tanpa nama lembaga. Tulis lembaganya, atau kosongkan jumlahnya."))
        if present is None:
            raise MinutesError(
                _("Isi jumlah yang hadir dari {name}; tulis 0 bila tidak ada yang datang.", name=name.strip())
            )
        found.append(Attendance(institution=name, invited_n=invited, present_n=present))
    if not found:
        raise MinutesError(_("Belum ada jumlah yang diisi. Isi jumlah hadir sedikitnya satu lembaga."))
    return tuple(found)


def _sum(groups: tuple[Attendance, ...]) -> str:
    if not groups:
        return _("Belum disimpan. Baris tanpa angka tidak ikut dicatat.")
    present = formats.number(sum(one.present_n for one in groups))
    return html.escape(
        _("Tersimpan: {present} orang dari {groups_n} lembaga.", present=present, groups_n=formats.number(len(groups)))
    )
