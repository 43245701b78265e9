"""Which agenda is open: kept ones of the area and of the areas inside it; the open one stands in the link."""

from __future__ import annotations

from stunting.geography import COUNTRY, Area
from stunting.languages import _
from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.ui import filters, parts
from stunting.ui.filters import InvalidLinkError, Suggestion
from stunting.ui.shell import View

AGENDA = "agenda"
PICKER = "rembuk-agenda"


def kept(area: Area) -> tuple[SavedAgenda, ...]:
    """The agendas of an area and of the areas inside it, by name."""
    known = agenda_store.agendas(Layout.default().additions)
    return tuple(one for one in known if area.code == COUNTRY or one.agenda.area_code.startswith(area.code))


def chosen(view: View) -> SavedAgenda | None:
    """The agenda of the link; without one the only agenda there is, None where there are none or several.

    Raises:
        InvalidLinkError: there is none of that key, or it belongs to another area, which is offered.
    """
    offered = kept(view.area)
    asked = filters.asked(AGENDA)
    if not asked:
        return offered[0] if len(offered) == 1 else None
    found = next((one for one in offered if one.key == asked), None)
    if found is not None:
        return found
    elsewhere = next((one for one in kept(view.register.get(COUNTRY)) if one.key == asked), None)
    if elsewhere is None:
        raise InvalidLinkError(
            _(
                "Agenda '{asked}' tidak ada lagi di komputer ini. Pilih agenda lain, atau susun lagi.",
                asked=filters.shortened(asked),
            ),
            [Suggestion(label=parts.plain(one.name), params=opening(one)) for one in offered[: filters.MOST_OFFERED]]
            or [Suggestion(label=_("Buka halaman tanpa agenda"), params={AGENDA: ""})],
        )
    code = elsewhere.agenda.area_code
    raise InvalidLinkError(
        _(
            "Agenda “{elsewhere}” bukan dari {area}. Buka wilayahnya, atau pilih agenda lain.",
            elsewhere=elsewhere.name,
            area=view.area.official_name,
        ),
        [
            Suggestion(label=_("Buka {view}", view=place(view, code)), params={filters.AREA: code}),
            Suggestion(label=_("Buka halaman tanpa agenda itu"), params={AGENDA: ""}),
        ],
    )


def picker(view: View) -> None:
    """The list of agendas above the tabs; nothing where there is none to choose."""
    offered = kept(view.area)
    if not offered:
        return
    current = filters.asked(AGENDA) or (offered[0].key if len(offered) == 1 else "")
    names = {one.key: label(view, one) for one in offered}
    filters.picked(
        _("Agenda"),
        PICKER,
        names,
        current=current if current in names else "",
        params=lambda key: {AGENDA: key},
        placeholder=_("Pilih agenda"),
        width=520,
    )


def opening(one: SavedAgenda) -> dict[str, str]:
    """What the link says when this agenda is open."""
    return {AGENDA: one.key}


def label(view: View, one: SavedAgenda) -> str:
    """Its name; also its area where that is not the chosen one and the name does not say it."""
    name = place(view, one.agenda.area_code)
    return one.name if one.agenda.area_code == view.area.code or name in one.name else f"{one.name} ({name})"


def place(view: View, code: str) -> str:
    """The name of an area; its code where this release has no such area."""
    return view.register.get(code).official_name if code in view.register else _("wilayah {code}", code=code)
