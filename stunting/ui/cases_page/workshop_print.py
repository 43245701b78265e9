"""What a minilok prints, from its agenda and what was recorded of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stunting import formats
from stunting.cases.board import Card
from stunting.cases.records import STEP_WORDS, WorkLine, Workshop
from stunting.cases.rules import ORDER, RULE
from stunting.cases.workshop import WorkshopAgenda
from stunting.exports.office_paper import Paper
from stunting.exports.workshop_sheet import CaseLine, ChildLine, FollowUpLine, PlanLine, WorkshopContent, workshop_paper
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.ui import letterhead_form
from stunting.ui.cases_page import words
from stunting.ui.cases_page.desk import Desk

# More than a meeting can speak about; the most urgent ones are printed.
MOST_CHILDREN = 40
SOURCE = "Sumber: daftar balita yang diimpor dan buku kasus"
# What a minilok does in any case, with what it works on.
OPENING, CLOSING = ("Pembukaan", "Camat"), ("Kesepakatan dan penutup", "Rencana kerja empat minggu, tanda tangan")


@in_indonesian
def content_of(at: Desk, kecamatan: Area, agenda: WorkshopAgenda, held: Workshop | None) -> WorkshopContent:
    """The papers before a meeting, or after it where it was recorded."""
    cards = [card for one in agenda.waiting for card in one.cards]
    plan: Sequence[WorkLine] = held.plan if held else agenda.plan
    waiting = sorted(
        ((desa, child) for desa in agenda.desa for child in desa.children if not child.has_case),
        key=lambda pair: ORDER[pair[1].rules[0]],
    )
    return WorkshopContent(
        kecamatan=kecamatan,
        kabkota=at.kabkota,
        day=agenda.day,
        place=held.place if held else "",
        puskesmas=tuple(sorted({at.puskesmas(card.puskesmas) for card in cards if card.puskesmas})),
        agenda=_items(at, agenda),
        counts=tuple((RULE[key].label, n) for key, n in agenda.rule_n.items()),
        cases=tuple(case_line(at, card) for card in cards),
        follow_ups=(
            *(
                FollowUpLine(
                    about=one.case_no,
                    activity=one.activity,
                    implementer="",
                    person_in_charge=one.person_in_charge,
                    deadline=words.deadline(one.deadline, one.overdue_days),
                    status="lewat tenggat",
                )
                for one in agenda.overdue
            ),
            *(
                FollowUpLine(
                    about=one.case_no,
                    activity=one.activity,
                    implementer="",
                    person_in_charge=one.person_in_charge,
                    deadline=formats.date(one.deadline),
                    status="belum",
                )
                for one in agenda.due
            ),
        ),
        plan=tuple(
            PlanLine(
                activity=one.activity,
                implementer=one.implementer,
                person_in_charge=one.person_in_charge,
                weeks=one.weeks,
                note=one.note,
            )
            for one in plan
        ),
        children=tuple(
            ChildLine(
                case_no=child.case_no,
                desa=at.area_name(desa.desa_code),
                age=words.age(child.age_months),
                concerns=words.labels(child.rules),
            )
            for desa, child in waiting[:MOST_CHILDREN]
        ),
        more_children_n=sum(desa.left_n for desa in agenda.desa) + max(0, len(waiting) - MOST_CHILDREN),
        participants=held.participants if held else "",
        present_n=held.present_n if held else None,
        summary=held.summary if held else "",
    )


@in_indonesian
def paper_of(at: Desk, content: WorkshopContent, *, as_of: dt.date | None) -> Paper:
    """The paper with the kop of the kabupaten."""
    known = f", data per {formats.date(as_of)}" if as_of else ""
    return workshop_paper(
        content,
        letterhead=letterhead_form.letterhead_of(at.kabkota),
        source=f"{SOURCE}{known}.",
        release_id=at.view.release_id,
        is_sample=at.is_sample,
    )


def case_line(at: Desk, card: Card) -> CaseLine:
    """One case by its number."""
    return CaseLine(
        case_no=card.case_no,
        group=words.short_group(card.group),
        desa=at.area_name(card.desa_code),
        age=words.age(card.age_months),
        concerns=words.labels(card.alarms),
        step=STEP_WORDS[card.step],
        deadline=words.deadline(card.next_deadline, card.overdue_days),
    )


def _items(at: Desk, agenda: WorkshopAgenda) -> tuple[tuple[str, str], ...]:
    last = agenda.last.record if agenda.last else None
    children = sum(one.child_n for one in agenda.desa)
    waiting = sum(len(one.cards) for one in agenda.waiting)
    found = [
        OPENING,
        (
            "Rencana kerja yang lalu",
            f"{len(last.plan)} kegiatan dari {formats.date(last.date)}" if last else "belum ada yang dicatat",
        ),
        ("Tindak lanjut lewat tenggat", f"{len(agenda.overdue)} baris" if agenda.overdue else "tidak ada"),
        ("Peringatan dari pencatatan", f"{formats.number(children)} anak di {len(agenda.desa)} desa/kelurahan"),
        ("Kasus terbuka", f"{waiting} kasus"),
    ]
    if agenda.not_weighed_n:
        found.append(("Tidak ditimbang", f"{formats.number(agenda.not_weighed_n)} anak, untuk sweeping"))
    if agenda.silent:
        found.append(("Tanpa data balita", ", ".join(at.area_name(code) for code in agenda.silent)))
    return (*found, CLOSING)
