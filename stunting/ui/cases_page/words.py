"""How cases, alarms and days are said on the page Kasus."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable

from stunting import formats
from stunting.cases.records import GROUP_WORDS, Group, Status, Step
from stunting.cases.rules import RULE, Severity
from stunting.languages import Words, _, _n

# A symbol beside each word, so that nothing hangs on colour.
SEVERITY_SIGNS = {Severity.URGENT: "▲", Severity.SOON: "●", Severity.DATA: "◇"}
STATUSES = Words(
    {
        Status.PLANNED: "○ belum",
        Status.RUNNING: "◐ berjalan",
        Status.DONE: "✓ selesai",
        Status.DROPPED: "– batal",
    }
)
SHORTER = Words(
    {
        Group.BRIDE: "Catin",
        Group.PREGNANT: "Bumil",
        Group.POSTPARTUM: "Bufas",
    }
)
NEXT = {
    Step.IDENTIFIED: Step.REVIEW,
    Step.REVIEW: Step.PLAN,
    Step.PLAN: Step.EVALUATION,
    Step.EVALUATION: Step.CLOSED,
}
SEX_LETTERS = Words({"m": "L", "f": "P"})
CHILD_OF_SEX = Words({"m": "Anak laki-laki", "f": "Anak perempuan"})


def age(months: int | None) -> str:
    """ "14 bulan"; whoever is no child has none."""
    return "" if months is None else _n("{n} bulan", months, n=months)


def group(one: Group) -> str:
    return GROUP_WORDS[one]


def short_group(one: Group) -> str:
    """ "Bumil", "Baduta"; the ages of children stand in the long words."""
    return SHORTER.get(one) or group(one).partition(" (")[0]


def deadline(day: dt.date | None, overdue_days: int) -> str:
    """ "▲ 12 Maret 2026, lewat 4 hari"."""
    if day is None:
        return _("tanpa tenggat")
    said = formats.date(day)
    return _n("▲ {day}, lewat {n} hari", overdue_days, day=said, n=overdue_days) if overdue_days else said


def puskesmas(name: str) -> str:
    """ "Puskesmas Kejayan"."""
    return _("Puskesmas {name}", name=name)


def in_charge(name: str) -> str:
    """ "PJ Kepala puskesmas"."""
    return _("PJ {name}", name=name)


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
