"""What was written down so far, row by row, each with its number in the ledger and the way to correct it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from stunting.languages import _
from stunting.ledger import Entry
from stunting.minutes import reading, recording
from stunting.minutes.bodies import Item
from stunting.minutes.kinds import KIND_OF
from stunting.minutes.records import Written
from stunting.minutes.typed import MinutesError, checked
from stunting.ui import filters
from stunting.ui.rembuk_page import desk
from stunting.ui.rembuk_page.desk import Desk

# Reads the boxes of a form; a day that cannot be read is a MinutesError.
Typed = Callable[[], Item]
# Draws the boxes of a record under a key, filled with one that is known.
Fields = Callable[[Any, str], Typed]


def rows(written: tuple[Written[Any], ...], text: Callable[[Any], str], *, kind: str) -> None:
    """Every record that counts; text gives its words as HTML."""
    for number, one in enumerate(written, start=1):
        with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"catatan-{kind}-{one.first}"):
            st.html(
                f'<div class="catatan-baris"><b class="urut">{number}</b><div>{text(one.record)}'
                f"<br>{desk.stored(one)}</div></div>"
            )
            st.button(
                _("Ubah"), key=f"ubah-{kind}-{one.first}", type="tertiary", icon=":material/edit:",
                on_click=filters.apply, kwargs={"params": {desk.EDITED: str(one.seq)}},
            )  # fmt: skip


def fresh(at: Desk, cls: type[Item]) -> str:
    """The key of the form for a new record. It changes with every save of this window, so that its boxes are empty
    again, and with none of another window, so that nothing half typed goes. The link counts, for it outlives the
    server."""
    return f"baru-{KIND_OF[cls]}-{at.meeting.id}-{filters.asked(_counter(cls))}"


def add(at: Desk, cls: type[Item], typed: Typed, standing: tuple[Written[Any], ...], *, empties: bool = True) -> None:
    """Write a new record; the same words twice are one slip of the finger, not two promises.

    empties: the form of `fresh` is where it came from
    """

    def written() -> Entry:
        item = checked(typed())
        twin = next((one for one in standing if one.record == item), None)
        if twin is not None:
            raise MinutesError(
                _("Ini sudah dicatat sebagai nomor {seq}. Ubah kata-katanya, atau biarkan.", seq=twin.seq)
            )
        return recording.record_item(at.ledger, at.meeting, item, by=at.by)

    def emptied(entry: Entry) -> None:
        filters.apply({_counter(cls): str(entry.seq)})

    desk.write(written, after=emptied if empties else None)


def correction(at: Desk, cls: type[Item], fields: Fields) -> bool:
    """The form for the entry that the link opens; False where it opens none of this kind."""
    seq = desk.edited()
    known = reading.item_at(at.ledger, at.meeting, cls, seq) if seq is not None else None
    if seq is None or known is None:
        return False
    kind = KIND_OF[cls]
    later = reading.replacement(at.ledger, at.meeting, kind, seq)
    with st.container(border=True, key="catatan-perbaikan"):
        st.html(_('<p class="jelas">Memperbaiki nomor {seq}</p>', seq=seq))
        if later is not None:
            st.warning(
                _(
                    "Nomor {seq} sudah diganti nomor {later} di jendela lain. Lihat isinya sebelum memperbaiki.",
                    seq=seq,
                    later=later,
                )
            )
        with st.form(f"perbaikan-{kind}-{seq}", border=False):
            typed = fields(known, f"perbaikan-{seq}")
            reason = st.text_input(
                _("Alasan perbaikan"), max_chars=desk.LONGEST_REASON, placeholder=_("mis. Salah ketik target"),
                key=f"perbaikan-{seq}-alasan",
            )  # fmt: skip
            with st.container(horizontal=True, gap="small"):
                saves = st.form_submit_button(_("Simpan perbaikan"), icon=":material/save:", type="primary")
                withdraws = st.form_submit_button(_("Cabut catatan ini"), icon=":material/undo:")
        st.button(_("Batal"), key="perbaikan-batal", type="tertiary", on_click=desk.close_edit)
    by = at.by_because(reason)

    def corrected() -> Entry:
        item = checked(typed())
        if item == known:
            raise MinutesError(_("Tidak ada yang berubah, jadi tidak ada yang ditulis."))
        return recording.record_item(at.ledger, at.meeting, item, by=by, corrects=seq)

    if saves:
        desk.write(corrected, after=desk.close_edit)
    elif withdraws:
        desk.write(lambda: recording.withdraw(at.ledger, at.meeting, kind, seq=seq, by=by), after=desk.close_edit)
    return True


def _counter(cls: type[Item]) -> str:
    return f"isian_{KIND_OF[cls]}"
