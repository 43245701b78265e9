"""How cases, alarms and days are said on the page Kasus."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable

from stunting import formats
from stunting.cases.records import GROUP_WORDS, Group, Status, Step
from stunting.cases.rules import RULE, Severity

# A symbol beside each word, so that nothing hangs on colour.
SEVERITY_SIGNS = {Severity.URGENT: "▲", Severity.SOON: "●", Severity.DATA: "◇"}
STATUS_SIGNS = {Status.PLANNED: "○", Status.RUNNING: "◐", Status.DONE: "✓", Status.DROPPED: "–"}
SHORT_GROUPS = {
    Group.BRIDE: "Catin",
    Group.PREGNANT: "Bumil",
    Group.POSTPARTUM: "Bufas",
    Group.UNDER2: "Baduta",
    Group.UNDER5: "Balita",
}
NEXT = {
    Step.IDENTIFIED: Step.REVIEW,
    Step.REVIEW: Step.PLAN,
    Step.PLAN: Step.EVALUATION,
    Step.EVALUATION: Step.CLOSED,
}
SEX_LETTERS = {"m": "L", "f": "P"}
SEXES = {"m": "laki-laki", "f": "perempuan"}


def age(months: int | None) -> str:
    """ "14 bulan"; whoever is no child has none."""
    return "" if months is None else f"{months} bulan"


def group(one: Group) -> str:
    return GROUP_WORDS[one]


def deadline(day: dt.date | None, overdue_days: int) -> str:
    """ "▲ 12 Maret 2026, lewat 4 hari"."""
    if day is None:
        return "tanpa tenggat"
    said = formats.date(day)
    return f"▲ {said}, lewat {overdue_days} hari" if overdue_days else said


def labels(rules: Iterable[str]) -> str:
    """The names of alarms: "Gizi buruk; Tidak ditimbang"."""
    return "; ".join(RULE[key].label for key in rules if key in RULE)


def alarm_chip(key: str) -> str:
    """One alarm as HTML, with the sign of its severity."""
    one = RULE[key]
    said = f"{SEVERITY_SIGNS[one.severity]} {html.escape(one.label)}"
    return f'<span class="peringatan p-{one.severity.name.lower()}">{said}</span>'


def day_or_none(value: object) -> dt.date | None:
    """What a box for a day holds."""
    return value if isinstance(value, dt.date) else None
