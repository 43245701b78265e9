"""Which meeting is written down: one that was begun, or a new one from the chosen agenda."""

from __future__ import annotations

import datetime as dt

from stunting import formats
from stunting.geography import Register
from stunting.languages import Words, _
from stunting.ledger import Ledger
from stunting.minutes import reading
from stunting.minutes.records import Kind, Meeting, Written
from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda
from stunting.ui import filters, parts
from stunting.ui.filters import InvalidLinkError, Suggestion
from stunting.ui.shell import View

MEETING, AGENDA, STEP = "rembuk", "agenda", "langkah"
NEW = "baru"
KINDS = Words({Kind.REMBUK: "rembuk", Kind.WORKSHOP: "minilokakarya", Kind.COORDINATION: "rapat koordinasi"})
MOST_OFFERED = 5


def chosen(view: View, ledger: Ledger, *, allows_new: bool) -> Written[Meeting] | None:
    """The meeting of the link, else the one that is most likely meant; draws the choice where there is one.

    None for a new one, or where nothing was written down yet.

    Raises:
        InvalidLinkError: the link names a meeting that the ledger does not have.
    """
    everywhere = reading.meetings(ledger)
    code = view.area.code
    here = [one for one in everywhere if code == "00" or one.record.area_code.startswith(code)]
    by_id = {one.record.id: one for one in everywhere}
    asked = filters.asked(MEETING)
    if asked not in ("", NEW, *by_id):
        raise InvalidLinkError(
            _("Rembuk '{asked}' tidak ada di buku. Pilih yang tercatat:", asked=filters.shortened(asked)),
            [
                Suggestion(label=parts.plain(label(one.record, view.register)), params={MEETING: one.record.id})
                for one in here
            ][:MOST_OFFERED]
            or [Suggestion(label=_("Mulai catatan baru"), params={MEETING: ""})],
        )
    found = by_id.get(asked) or (None if asked == NEW else _likely(view, here, allows_new=allows_new))
    if found is not None and found not in here:
        here = [found, *here]
    if not here:
        return None
    options = {NEW: _("Catatan rembuk baru")} if allows_new else {}
    options |= {one.record.id: label(one.record, view.register) for one in here}
    filters.picked(
        _("Rembuk"),
        "rembuk-pilih",
        options,
        current=found.record.id if found else NEW,
        params=lambda key: {MEETING: key},
        width=520,
    )
    return found


def label(meeting: Meeting, register: Register) -> str:
    """ "26 Februari 2026, rembuk Kab. Pasuruan (Pendopo)"."""
    name = register.known_name(meeting.area_code)
    return f"{formats.date(meeting.date)}, {KINDS[meeting.kind]} {name} ({meeting.place})"


def agenda_asked() -> Agenda | None:
    """The agenda of the link; None where it names none.

    Raises:
        InvalidLinkError: it is not kept on this computer.
    """
    asked = filters.asked(AGENDA)
    if not asked:
        return None
    known = agenda_store.agendas(Layout.default().additions)
    for one in known:
        if one.key == asked:
            return one.agenda
    raise InvalidLinkError(
        _("Agenda '{asked}' tidak ada di komputer ini. Pilih agenda lain:", asked=filters.shortened(asked)),
        [Suggestion(label=parts.plain(one.name), params={AGENDA: one.key}) for one in known[:MOST_OFFERED]]
        or [Suggestion(label=_("Buka tanpa agenda"), params={AGENDA: ""})],
    )


def agendas_of(area_code: str) -> dict[str, Agenda]:
    """Kept agendas of an area by their key."""
    known = agenda_store.agendas(Layout.default().additions)
    return {one.key: one.agenda for one in known if one.agenda.area_code == area_code}


def agenda_of(meeting: Meeting) -> Agenda | None:
    """The agenda that a meeting follows: that of the link, else the kept one with the same steps."""
    asked = agenda_asked()
    if asked is not None and asked.area_code == meeting.area_code:
        return asked
    titles = [one.title for one in meeting.agenda]
    kept = agendas_of(meeting.area_code).values()
    return next((one for one in kept if titles and [step.title for step in one.steps] == titles), None)


def _likely(view: View, here: list[Written[Meeting]], *, allows_new: bool) -> Written[Meeting] | None:
    """A meeting of the day of the chosen agenda, or of today; the newest where no new one can begin."""
    agenda = agenda_asked()
    if not allows_new and agenda is None:
        return here[0] if here else None
    code = agenda.area_code if agenda else view.area.code
    day = (agenda.meeting_date if agenda else None) or dt.date.today()
    of_day = [one for one in here if one.record.date == day and one.record.area_code == code]
    if of_day:
        return of_day[0]
    return here[0] if here and not allows_new else None
