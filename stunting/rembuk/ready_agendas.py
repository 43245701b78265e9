"""Ready-made agendas: the order in which such a meeting goes, with views that the release at hand can show.

The orders follow reports of meetings (kabupaten: Lampung Selatan 2024, Badung 2025; kecamatan: Buleleng 2025; minilok:
Banjar) and the three maps of the Juknis 2019. A kabupaten changes what it does otherwise.
"""

from __future__ import annotations

from stunting.errors import UnknownChoiceError, nearest
from stunting.geography import Area, Register
from stunting.languages import _
from stunting.letterhead import HEADS
from stunting.rembuk import ready_views as views
from stunting.rembuk import ready_words as words
from stunting.rembuk.agenda import KIND_LABELS, LONGEST_NAME, Agenda, Kind, Step
from stunting.rembuk.facts import Facts
from stunting.rembuk.shown_pages import AgendaError

# The levels of areas that hold such a meeting; a desa holds none that is ready-made but its own.
LEVELS = {
    Kind.DISTRICT: ("kabupaten",),
    Kind.SUBDISTRICT: ("kecamatan",),
    Kind.WORKSHOP: ("kecamatan",),
    Kind.OWN: ("provinsi", "kabupaten", "kecamatan", "desa"),
}


def kind_named(text: str) -> Kind:
    """The kind of meeting that a command names.

    Raises:
        UnknownChoiceError: there is none of that name.
    """
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    known = [one.value for one in Kind]
    if wanted not in known:
        raise UnknownChoiceError(text[:40], nearest(wanted, known) or known)
    return Kind(wanted)


def ready_agenda(kind: Kind, area: Area, register: Register, facts: Facts) -> Agenda:
    """An agenda to begin with for a meeting of this area; with these facts every view in it has something to show.

    Raises:
        AgendaError: an area of this level does not hold such a meeting.
    """
    if area.level not in LEVELS[kind]:
        raise AgendaError(
            _(
                "{kind} bukan acara {area}. Pilih {levels}.",
                kind=KIND_LABELS[kind],
                area=area.official_name,
                levels=_(" atau ").join(LEVELS[kind]),
            )
        )
    kabupaten = register.ancestor(area.code, "kabupaten") or area
    order = {Kind.DISTRICT: _district, Kind.SUBDISTRICT: _subdistrict, Kind.WORKSHOP: _workshop, Kind.OWN: _own}[kind]
    return Agenda(
        name=_name(kind, area, kabupaten),
        kind=kind,
        area_code=area.code,
        steps=tuple(one for one in order(kabupaten, facts) if one is not None),
    )


def _name(kind: Kind, area: Area, kabupaten: Area) -> str:
    """ "Rembuk stunting Kec. Kejayan, Kab. Pasuruan", for many kecamatan share a name."""
    words = {Kind.WORKSHOP: "Minilok", Kind.OWN: "Acara"}.get(kind, "Rembuk stunting")  # no text
    place = area.official_name if area == kabupaten else f"{area.official_name}, {kabupaten.official_name}"
    return f"{words} {place}"[:LONGEST_NAME]


def _district(kabupaten: Area, facts: Facts) -> list[Step | None]:
    """Words of welcome, then one office after the other, then what is decided and signed."""
    return [
        words.ANTHEM,
        _if(facts.has_commitments, views.PROMISES),
        words.REPORT,
        words.welcome(HEADS.get(kabupaten.kind, words.CHAIR)),
        # Bappeda: the situation, and what follows for plan and budget.
        _if(facts.has_survey, views.survey(kabupaten, speaker=words.PLANNING)),
        _if(facts.has_survey and not facts.has_routine, views.SURVEY_MAP),
        _if(facts.has_routine, views.maps("kecamatan", speaker=words.PLANNING)),
        _if(facts.has_routine, views.HOTSPOT),
        _if(facts.has_routine, views.RANKS),
        _if(facts.has_change, views.CHANGE),
        words.BUDGET,
        views.target(has_series=facts.has_series),
        # Dinas Kesehatan: the measurement and its coverage, and what was done.
        _if(facts.has_routine, views.measured(words.HEALTH)),
        _if(facts.has_routine, views.coverage(words.HEALTH)),
        _if(
            facts.has_routine,
            views.table("puskesmas", words="puskesmas", speaker=words.HEALTH, has_change=facts.has_change),
        ),
        _if(facts.has_routine and facts.has_survey, views.two_numbers(kabupaten)),
        words.INTERVENTIONS,
        # DPPKB: families at risk, and the villages.
        words.KRS,
        *_lokus(kabupaten, facts),
        views.choose_lokus(speaker=words.FAMILIES, question=words.LOKUS_QUESTION, has_map=facts.has_routine),
        words.VILLAGE_FUNDS,
        words.DISCUSSION,
        words.signing(words.SIGNERS),
        words.PHOTO,
    ]


def _subdistrict(kabupaten: Area, facts: Facts) -> list[Step | None]:
    return [
        words.ANTHEM,
        _if(facts.has_commitments, views.PROMISES),
        words.welcome(words.HEAD_OF_KECAMATAN),
        words.AIMS,
        *_measured_here(kabupaten, facts),
        words.KRS,
        *_lokus(kabupaten, facts),
        views.choose_lokus(
            speaker=words.HEAD_OF_KECAMATAN, question=words.LOKUS_PROPOSAL_QUESTION, has_map=facts.has_routine
        ),
        words.INTERVENTIONS,
        words.VILLAGE_FUNDS,
        words.DISCUSSION,
        words.signing(words.SIGNERS_OF_KECAMATAN),
        words.PHOTO,
    ]


def _workshop(kabupaten: Area, facts: Facts) -> list[Step | None]:
    return [
        words.SHORT_OPENING,
        _if(facts.has_commitments, views.PROMISES),
        views.PLANS if facts.has_plans else words.FOLLOW_UP,
        *_measured_here(kabupaten, facts),
        _if(facts.has_routine, views.coverage(words.HEALTH_CENTRE)),
        words.ASSISTANCE,
        words.WORK_PLAN,
        words.SHORT_CLOSING,
    ]


def _own(_kabupaten: Area, facts: Facts) -> list[Step | None]:
    return [
        words.SHORT_OPENING,
        _if(facts.has_commitments, views.PROMISES),
        _if(facts.has_routine, views.measured(words.CHAIR)),
        _if(facts.has_survey and not facts.has_routine, views.SURVEY_SUMMARY),
        words.DISCUSSION,
        words.SHORT_CLOSING,
    ]


def _measured_here(kabupaten: Area, facts: Facts) -> list[Step | None]:
    """What was measured in a kecamatan; where nothing was, the survey of its kabupaten."""
    speaker = words.HEALTH_CENTRE
    return [
        _if(facts.has_routine, views.measured(speaker)),
        _if(facts.has_routine, views.maps("desa", speaker=speaker)),
        _if(facts.has_routine, views.table("desa", words="desa", speaker=speaker, has_change=facts.has_change)),
        _if(facts.has_survey and not facts.has_routine, views.survey(kabupaten, speaker=speaker)),
    ]


def _lokus(kabupaten: Area, facts: Facts) -> list[Step | None]:
    return [
        _if(bool(facts.lokus_years) or facts.has_announced, views.lokus_now(kabupaten)),
        _if(bool(facts.lokus_years) and facts.has_routine, views.lokus_reach(kabupaten)),
    ]


def _if(is_there: bool, step: Step) -> Step | None:
    return step if is_there else None
