"""The form of a minilok that was held: who came, what was said, and the rencana kerja of four weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from stunting.cases import recording
from stunting.cases.records import WorkLine, Workshop, workshop_id
from stunting.cases.workshop import WorkshopAgenda
from stunting.geography import Area
from stunting.languages import N_, Words, _
from stunting.minutes.records import Written
from stunting.ui.cases_page import desk, open_forms
from stunting.ui.cases_page.desk import Desk

WEEKS = (1, 2, 3, 4)
# As they are written down.
INSTITUTIONS = ("Kecamatan", "Puskesmas", "PKB/PLKB", "Desa/kelurahan", "TP PKK", "TPK/kader", "Lainnya")  # no text
NAME, CELL, PARAGRAPH = 120, 300, 5_000
NOUNS = Words(
    {
        "place": "tempat",
        "participants": "peserta",
        "present_n": "jumlah hadir",
        "summary": "ringkasan",
        "plan": "rencana kerja",
    }
)
# As it is written down.
JOINED = "Digabung dengan catatan dari jendela lain"  # no text


def show(at: Desk, kecamatan: Area, day: dt.date, agenda: WorkshopAgenda, held: Written[Workshop] | None) -> None:
    """New where nothing is written for this day, else a correction of it."""
    name = f"minilok-{kecamatan.code}-{day}"
    seq = held.seq if held else 0
    known, first = open_forms.begun(name, (held.record if held else _blank(kecamatan, day, agenda), seq))
    label = _("Perbaiki catatan pertemuan") if held else _("Catat pertemuan")
    with st.expander(label, icon=":material/edit_note:", expanded=held is None):
        by = desk.writer()
        open_forms.notice(name, is_behind=first != seq)
        key = f"minilok-isian-{kecamatan.code}-{day}-{first}"
        with st.form(key, border=False):
            left, right = st.columns([1, 1.4], gap="large")
            place = right.text_input(_("Tempat"), known.place, max_chars=CELL)
            left.caption(_("Jumlah hadir per lembaga; kosongkan yang tidak datang."))
            people = left.data_editor(
                _present_table(known),
                hide_index=True,
                num_rows="dynamic",
                key=f"{key}-hadir",
                placeholder="",
                column_config={
                    N_("Lembaga"): st.column_config.TextColumn(_("Lembaga"), max_chars=NAME),
                    N_("Hadir"): st.column_config.NumberColumn(
                        _("Hadir"), min_value=0, max_value=999, step=1, format="%d"
                    ),
                },
            )
            summary = right.text_area(
                _("Ringkasan"), known.summary, max_chars=PARAGRAPH, height=150, help=_(desk.NAMELESS)
            )
            st.caption(_("Rencana kerja empat minggu. Baris dari agenda boleh diubah, dihapus, dan ditambah."))
            plan = st.data_editor(
                plan_table(known.plan),
                hide_index=True,
                num_rows="dynamic",
                key=f"{key}-rencana",
                placeholder="",
                column_config={
                    N_("Kegiatan"): st.column_config.TextColumn(_("Kegiatan"), width="large", max_chars=CELL),
                    N_("Pelaksana"): st.column_config.TextColumn(_("Pelaksana"), max_chars=NAME),
                    N_("Penanggung jawab"): st.column_config.TextColumn(_("Penanggung jawab"), max_chars=NAME),
                    N_("Keterangan"): st.column_config.TextColumn(_("Keterangan"), max_chars=CELL),
                    **{
                        f"M{week}": st.column_config.CheckboxColumn(_("M{week}", week=week), width=40) for week in WEEKS
                    },
                },
            )
            reason = st.text_input(_("Alasan perbaikan"), max_chars=CELL) if first else ""
            wanted = st.form_submit_button(_("Simpan pertemuan"), icon=":material/save:", type="primary")
    if not wanted:
        return
    participants, present = said_present(people)
    written = replace(
        known,
        place=place or "",
        participants=participants,
        present_n=present,
        summary=summary or "",
        plan=tuple(lines_of(plan)),
    )
    whole = open_forms.agreed(name, known, written, held, nouns=NOUNS) if held else written
    if whole is None:
        return
    writer = desk.because(by, (reason or "") if first == seq else reason or JOINED)
    desk.write(
        lambda: recording.record_workshop(at.book, whole, by=writer, corrects=seq or None),
        done=_("pertemuan minilok"),
        after=lambda _entry: open_forms.finished(name),
    )


def _blank(kecamatan: Area, day: dt.date, agenda: WorkshopAgenda) -> Workshop:
    """What the form of a meeting begins from: the usual place, and the lines of the agenda."""
    return Workshop(
        id=workshop_id(kecamatan.code, day),
        kecamatan_code=kecamatan.code,
        date=day,
        place=f"Aula Kecamatan {kecamatan.name}",  # no text
        plan=agenda.plan,
    )


def plan_table(lines: Iterable[WorkLine]) -> pd.DataFrame:
    """The lines of a rencana kerja as they are edited, a column per week."""
    rows = [
        {
            N_("Kegiatan"): one.activity,
            N_("Pelaksana"): one.implementer,
            N_("Penanggung jawab"): one.person_in_charge,
            **{f"M{week}": week in one.weeks for week in WEEKS},
            N_("Keterangan"): one.note,
        }
        for one in lines
    ]
    columns = ["Kegiatan", "Pelaksana", "Penanggung jawab", *(f"M{week}" for week in WEEKS), "Keterangan"]  # no text
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({name: bool if name.startswith("M") and len(name) == 2 else object for name in columns})


def lines_of(table: pd.DataFrame) -> list[WorkLine]:
    """What was typed; rows without an activity are left out."""
    found = []
    for row in table.to_dict("records"):
        activity = _text(row["Kegiatan"])
        if activity:
            found.append(
                WorkLine(
                    activity=activity,
                    implementer=_text(row["Pelaksana"]),
                    person_in_charge=_text(row["Penanggung jawab"]),
                    weeks=tuple(week for week in WEEKS if row[f"M{week}"] is True or row[f"M{week}"] == 1),
                    note=_text(row["Keterangan"]),
                )
            )
    return found


def said_present(people: pd.DataFrame) -> tuple[str, int | None]:
    """ "Puskesmas 4; PKB/PLKB 2" and 6; nothing and None where nobody was counted."""
    counted = [
        (_text(row["Lembaga"]), int(row["Hadir"]))
        for row in people.to_dict("records")
        if _text(row["Lembaga"]) and pd.notna(row["Hadir"])
    ]
    if not counted:
        return "", None
    return "; ".join(f"{name} {n}" for name, n in counted), sum(n for _name, n in counted)


def _present_table(known: Workshop) -> pd.DataFrame:
    names: list[str] = list(INSTITUTIONS)
    counts: list[int | None] = [None] * len(INSTITUTIONS)
    for part in known.participants.split("; ") if known.participants else []:
        name, _space, n = part.rpartition(" ")
        if not n.isdigit():
            continue
        if name in names:
            counts[names.index(name)] = int(n)
        else:
            names.append(name)
            counts.append(int(n))
    return pd.DataFrame({N_("Lembaga"): names, N_("Hadir"): pd.array(counts, dtype="Int64")})


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()
