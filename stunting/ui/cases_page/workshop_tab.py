"""Minilok: the agenda of one kecamatan for a day, made from what is known; the meeting is recorded and printed here."""

from __future__ import annotations

import datetime as dt
import html

import streamlit as st

from stunting import formats
from stunting.cases import reading, workshop
from stunting.cases.records import Workshop
from stunting.cases.rules import RULE
from stunting.cases.workshop import WorkshopAgenda
from stunting.geography import Area
from stunting.languages import _, _n
from stunting.minutes.records import Written
from stunting.ui import filters, parts
from stunting.ui.cases_page import desk, foster_links, paper_files, words, workshop_form, workshop_print
from stunting.ui.cases_page.desk import Desk
from stunting.ui.shell import View

DAY = "tanggal"


def show(view: View) -> None:
    """The agenda, the papers, the form, and the meetings so far."""
    at = desk.at(view)
    if at is None:
        return
    kecamatan = view.register.ancestor(view.area.code, "kecamatan")
    if kecamatan is None:
        _choose(at)
        _past(at, at.kabkota)
        return
    day = _day()
    agenda = workshop.workshop_agenda(
        at.layout,
        kecamatan.code,
        day,
        register=view.register,
        ending=foster_links.ending(at, kecamatan.code, day),
        placed=foster_links.placed(at, today=day),
    )
    held = next((one for one in reading.workshops(at.book, kecamatan.code) if one.record.date == day), None)
    title = _("Minilokakarya {area}, {day}", area=html.escape(kecamatan.official_name), day=formats.date(day))
    st.html(
        f'<h2 class="judul-gambar">{title}</h2>'
        f'<p class="anak-judul"><span class="hanya-petugas">{_("Hanya petugas")}</span> {_state(agenda, held)}</p>'
    )
    content = workshop_print.content_of(at, kecamatan, agenda, held.record if held else None)
    paper = workshop_print.paper_of(at, content, as_of=agenda.as_of)
    paper_files.buttons(paper, label=_("Cetak minilok"), key=f"minilok-{kecamatan.code}-{day}")
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        _agenda(at, agenda)
    with right:
        _children(at, agenda)
    workshop_form.show(at, kecamatan, day, agenda, held)
    _past(at, kecamatan)


def _day() -> dt.date:
    """The day of the meeting; it stands in the link."""
    asked = filters.asked(DAY)
    try:
        current = dt.date.fromisoformat(asked) if asked else dt.date.today()
    except ValueError:
        current = dt.date.today()
    chosen = st.date_input(_("Tanggal minilok"), value=current, format="DD/MM/YYYY", width=200)
    if isinstance(chosen, dt.date) and chosen != current:
        filters.apply({DAY: chosen.isoformat()})
        parts.repaint()
    return current


def _choose(at: Desk) -> None:
    st.html(
        _(
            '<p class="jelas">Minilok diadakan per kecamatan.</p><p>Pilih kecamatan; agendanya '
            "disusun dari peringatan, kasus terbuka, dan tindak lanjut yang lewat tenggat.</p>"
        )
    )
    kecamatan = at.view.register.children(at.kabkota.code)
    with st.container(horizontal=True, gap="small", key="minilok-kecamatan"):
        for one in kecamatan:
            st.button(one.name, key=f"minilok-ke-{one.code}", on_click=filters.go_to_area, args=(one.code,))


def _state(agenda: WorkshopAgenda, held: Written[Workshop] | None) -> str:
    known = (
        _("data per {day}", day=formats.date(agenda.as_of)) if agenda.as_of else _("belum ada data balita yang diimpor")
    )
    if not held:
        return _("Agenda otomatis dari {known}; pertemuan ini belum dicatat.", known=known)
    return _("Agenda otomatis dari {known}; pertemuan ini sudah dicatat, nomor {seq}.", known=known, seq=held.seq)


def _agenda(at: Desk, agenda: WorkshopAgenda) -> None:
    st.html(_('<h3 class="judul-gambar">Yang perlu dibahas</h3>'))
    for heading, items in sections(at, agenda):
        body = "".join(f"<li>{html.escape(one)}</li>" for one in items) or _('<li class="redup">Tidak ada.</li>')
        st.html(f'<div class="acara"><p class="jelas">{html.escape(heading)}</p><ul>{body}</ul></div>')


def sections(at: Desk, agenda: WorkshopAgenda) -> list[tuple[str, list[str]]]:
    """Headings of the agenda with their lines; nobody is named in them."""
    last = agenda.last.record if agenda.last else None
    promised = [f"{one.activity} ({_in_charge(one.person_in_charge)})" for one in last.plan] if last else []
    alarms = [f"{RULE[key].label}: {_n('{n} anak', n, n=formats.number(n))}" for key, n in agenda.rule_n.items()]
    overdue = [
        f"{one.case_no}: {one.activity}, {words.deadline(one.deadline, one.overdue_days)} "
        f"({_in_charge(one.person_in_charge)})"
        for one in agenda.overdue
    ]
    due = [f"{one.case_no}: {one.activity}, {formats.date(one.deadline)}" for one in agenda.due]
    waiting = [
        f"{one.label}: {_n('{n} kasus', len(one.cards), n=formats.number(len(one.cards)))}" for one in agenda.waiting
    ]
    ending = [
        _(
            "{case_no}: {programme} berakhir {day}",
            case_no=one.case_no,
            programme=one.programme,
            day=formats.date(one.ends_on),
        )
        for one in agenda.ending
    ]
    silent = [", ".join(at.area_name(code) for code in agenda.silent)]
    title = _("Rencana minilok {date}", date=formats.date(last.date)) if last else _("Rencana minilok sebelumnya")
    found = [
        (title, promised),
        (_("Tindak lanjut lewat tenggat"), overdue),
        (_("Peringatan dari pencatatan"), alarms),
        (_("Kasus terbuka menurut langkah"), waiting),
        (_("Tindak lanjut empat minggu ke depan"), due),
    ]
    if ending:
        found.append((_("Bantuan orang tua asuh yang berakhir"), ending))
    if agenda.silent:
        found.append((_("Desa/kelurahan tanpa data balita"), silent))
    return found


def _in_charge(name: str) -> str:
    return words.in_charge(name or _("belum ada"))


def _children(at: Desk, agenda: WorkshopAgenda) -> None:
    """The children with alarms by desa, by number alone."""
    if not agenda.desa:
        st.caption(_("Tidak ada anak dengan peringatan menurut data yang diimpor."))
        return
    rows = ""
    for desa in agenda.desa:
        name = html.escape(at.area_name(desa.desa_code))
        n = _n("{n} anak", desa.child_n, n=formats.number(desa.child_n))
        rows += f'<tr class="jumlah"><th scope="row" colspan="3">{name}: {n}</th></tr>'
        for child in desa.children:
            chips = "".join(words.alarm_chip(key) for key in child.rules)
            case = _(" kasus terbuka") if child.has_case else ""
            rows += (
                f'<tr><th scope="row">{child.case_no}</th><td>{words.age(child.age_months)}</td>'
                f"<td>{chips}{case}</td></tr>"
            )
        if desa.left_n:
            rows += f'<tr><td colspan="3">{html.escape(desa.left_words)}</td></tr>'
    st.html(
        f'<h3 class="judul-gambar">{_("Anak menurut desa/kelurahan")}</h3><div class="kasus-bingkai" tabindex="0" '
        f'role="region" aria-label="{_("Anak menurut desa")}"><table class="kasus-tabel"><tbody>'
        f"{rows}</tbody></table></div>"
    )


def _past(at: Desk, area: Area) -> None:
    known = reading.workshops(at.book, area.code)
    with st.expander(_("Minilok yang sudah dicatat: {known_n}", known_n=len(known)), icon=":material/history:"):
        if not known:
            st.caption(_("Belum ada. Setelah pertemuan, catat hasilnya dengan formulir di atas."))
        for one in reversed(known):
            present = (
                _(", {n} hadir", n=formats.number(one.record.present_n)) if one.record.present_n is not None else ""
            )
            plan = _n("{n} rencana kerja", len(one.record.plan), n=len(one.record.plan))
            written = _("Nomor {seq}, {author}", seq=one.seq, author=html.escape(one.author))
            st.html(
                f'<p class="kartu-kasus"><b>{html.escape(at.area_name(one.record.kecamatan_code))}, '
                f"{formats.date(one.record.date)}</b>{present}; {plan}<br>{html.escape(one.record.summary)}<br>"
                f'<span class="redup">{written}</span></p>'
            )
