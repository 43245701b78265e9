"""What an audit prints, from the casebook."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from stunting import formats
from stunting.cases import board, factors
from stunting.cases.reading import CaseFile, PlanLine
from stunting.cases.records import AUDIT_STEPS, GROUP_WORDS, STEP_WORDS, Audit, Status
from stunting.exports import audit_sheet
from stunting.exports.audit_sheet import AuditContent, Worksheet
from stunting.exports.office_paper import Paper
from stunting.exports.workshop_sheet import CaseLine, FollowUpLine
from stunting.languages import in_indonesian
from stunting.ui import letterhead_form
from stunting.ui.cases_page import words
from stunting.ui.cases_page.desk import Desk

SOURCE = "Sumber: buku kasus kabupaten; catatan tim audit."


@in_indonesian
def content_of(at: Desk, audit: Audit, files: list[CaseFile], *, name: str) -> AuditContent:
    """Counts and worksheets of one audit."""
    today = dt.date.today()
    lines = [line for one in files for line in one.follow_ups if line.status is not Status.DROPPED]
    kecamatan = Counter(at.area_name(one.case.desa_code[:6]) for one in files)
    groups = Counter(one.case.group for one in files)
    cards = {
        card.case_no: card
        for found in (board.board_of(at.layout, at.kabkota.code),)
        for card in (*(card for one in found.columns for card in one.cards), *found.closed)
    }
    return AuditContent(
        kabkota=at.kabkota,
        name=name,
        decree=audit.decree,
        experts=audit.experts,
        steps=tuple((label, getattr(audit, step)) for step, label in AUDIT_STEPS.items()),
        note=audit.note,
        groups=tuple((label, groups[group]) for group, label in GROUP_WORDS.items()),
        kecamatan=tuple(sorted(kecamatan.items())),
        direct_factors=_counted(factors.DIRECT, (one.case.direct_factors for one in files)),
        indirect_factors=_counted(factors.INDIRECT, (one.case.indirect_factors for one in files)),
        follow_up_n=len(lines),
        done_n=sum(line.status is Status.DONE for line in lines),
        overdue_n=sum(line.overdue_days(today) > 0 for line in lines),
        worksheets=tuple(
            _worksheet(at, audit, one, number, cards.get(one.case.case_no), today)
            for number, one in enumerate(files, start=1)
        ),
    )


def summary_of(at: Desk, content: AuditContent) -> Paper:
    """The part that may be published."""
    return audit_sheet.summary_paper(
        content,
        letterhead=letterhead_form.letterhead_of(at.kabkota),
        source=SOURCE,
        release_id=at.view.release_id,
        is_sample=at.is_sample,
    )


def restricted_of(at: Desk, content: AuditContent) -> Paper:
    """The part for officers."""
    return audit_sheet.restricted_paper(
        content,
        letterhead=letterhead_form.letterhead_of(at.kabkota),
        source=SOURCE,
        release_id=at.view.release_id,
        is_sample=at.is_sample,
    )


def _counted(known: Mapping[str, str], found: Iterable[tuple[str, ...]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(key for keys in found for key in keys)
    return tuple((known[key], n) for key, n in counts.most_common() if key in known)


def _worksheet(
    at: Desk, audit: Audit, one: CaseFile, number: int, card: board.Card | None, today: dt.date
) -> Worksheet:
    case = one.case
    return Worksheet(
        number=number,
        case=CaseLine(
            case_no=case.case_no,
            group=words.short_group(case.group),
            desa=at.area_name(case.desa_code),
            age=words.age(card.age_months if card else None),
            concerns=words.labels(card.alarms) if card and card.alarms else words.labels(case.rules),
            step=STEP_WORDS[one.step],
            deadline=words.deadline(one.next_deadline, one.overdue_days(today)),
        ),
        puskesmas=at.puskesmas(case.puskesmas),
        kecamatan=at.area_name(case.desa_code[:6]),
        desa=at.area_name(case.desa_code),
        audited_on=formats.date(audit.audited_on) if audit.audited_on else "",
        direct_factors=tuple(factors.words(case.direct_factors)),
        indirect_factors=tuple(factors.words(case.indirect_factors)),
        recommendation=case.note,
        follow_ups=tuple(_line(one.case.case_no, line, today) for line in one.follow_ups),
    )


def _line(case_no: str, line: PlanLine, today: dt.date) -> FollowUpLine:
    return FollowUpLine(
        about=case_no,
        activity=line.line.activity,
        implementer=line.line.implementer,
        person_in_charge=line.line.person_in_charge,
        deadline=words.deadline(line.line.deadline, line.overdue_days(today)),
        status=line.status.value,
    )
