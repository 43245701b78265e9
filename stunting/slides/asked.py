"""What a step asks: its choices as the pages read them from a link, with the same defaults, always in mode publik."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from stunting.charts.desa_counts import NOT_PER_DESA
from stunting.classes import SCHEMES, WHO_2018, ClassScheme, schemes_of
from stunting.errors import NoDataError
from stunting.exports.map_files import Shapes
from stunting.geography import COUNTRY, Area
from stunting.indicators import INDICATORS, indicator
from stunting.languages import _
from stunting.map_scope import Rounds, default_unit, rounds_of, routine_units, unit_options
from stunting.measures import Round
from stunting.rembuk.agenda import Step
from stunting.routine import choices, district
from stunting.routine.choices import SEXES, Choice
from stunting.routine.district import TARGET_LABELS, Mode, Question
from stunting.routine.selection import AGES
from stunting.slides.sources import Sources

ROUTINE, PREVALENCE, COUNTS = "rutin", "prevalensi", "jumlah"


def has_routine(sources: Sources, area: Area) -> bool:
    """There are routine figures inside an area that mode publik offers."""
    return bool(sources.periods(choices.scope_code(area, sources.register)))


def routine_choice(sources: Sources, step: Step, area: Area) -> Choice:
    """Period and question of a step; without a word the newest Bulan Timbang, stunting, all children.

    Raises:
        NoDataError: no routine figures here, or the step asks for a period, puskesmas or list that is not there.
    """
    within = choices.scope_code(area, sources.register)
    offered = sources.periods(within)
    if not offered:
        raise choices.no_routine(sources.register.get(within))
    first = district.newest(offered)
    assert first is not None
    periods = {choices.period_key(one): one for one in offered}
    period = chosen(step, "periode", periods, default=choices.period_key(first))
    names = {"": ""} if within == COUNTRY else choices.puskesmas_names(sources.facilities(within))
    selection = choices.selection_of(
        sex=chosen(step, "jk", SEXES),
        age=chosen(step, "umur", AGES),
        puskesmas=chosen(step, "pkm", names),
        lokus=chosen(step, "lokus", choices.lokus_options(sources.lokus(within))),
        names=names,
    )
    return Choice(
        period=periods[period],
        question=Question(
            indicator=indicator(
                chosen(step, "indikator", {one.key for one in INDICATORS}, default="stunting"),
            ),
            selection=selection,
            mode=Mode.PUBLIC,
            target_kind=chosen(step, "sasaran", TARGET_LABELS),
        ),
    )


def layer_of(sources: Sources, step: Step, area: Area) -> str:
    """What the page Peta draws: below the province routine figures come first, for surveys end at the kabupaten.

    Raises:
        NoDataError: routine figures are asked for where there are none.
    """
    is_there = has_routine(sources, area)
    is_below = sources.kabupaten_of(area) is not None
    asked = chosen(
        step, "lapis", {ROUTINE, PREVALENCE, COUNTS}, default=ROUTINE if is_there and is_below else PREVALENCE
    )
    if asked == ROUTINE and not is_there:
        raise choices.no_routine(sources.register.get(choices.scope_code(area, sources.register)))
    return asked


def unit_of(step: Step, area: Area, *, layer: str) -> str:
    """The level of the units on the map.

    Raises:
        NoDataError: the map of this area has no such units, or what is drawn does not reach them.
    """
    options = routine_units(area) if layer == ROUTINE else unit_options(area)
    unit = chosen(step, "satuan", options, default=next(iter(options)) if layer == ROUTINE else default_unit(area))
    if layer == COUNTS and unit == "desa":
        raise NoDataError(NOT_PER_DESA)
    return unit


def scheme_key(step: Step, of_indicator: str) -> str:
    """The key of the classes of routine figures, the indicator's own where the step says nothing."""
    options = schemes_of(of_indicator)
    return chosen(step, "skema", options, default=next(iter(options)))


def survey_scheme(step: Step) -> ClassScheme:
    """The classes of survey figures."""
    return SCHEMES[chosen(step, "skema", SCHEMES, default=WHO_2018.key)]


def survey_rounds(sources: Sources, *, scope: str, level: str) -> Rounds:
    """The survey rounds that are worth a map of this scope.

    Raises:
        NoDataError: surveys do not reach this level.
    """
    return rounds_of(
        sources.survey_rounds(level=level, within=COUNTRY),
        sources.survey_rounds(level=level, within=scope),
        within=scope,
        units=len(Shapes.of(sources.geometry(scope=scope, level=level)).order.all),
    )


def rounds_of_step(step: Step, rounds: Rounds) -> tuple[Round, ...]:
    """One survey round, or two in the order of their years.

    Raises:
        NoDataError: the step asks for a round without figures here.
    """
    year, survey = step.params.get("tahun", ""), step.params.get("survei", "")
    matching = [
        one for one in rounds.offered if (not year or one.year == int(year)) and (not survey or one.survey == survey)
    ]
    if not matching:
        asked = " ".join(part for part in (survey.upper(), year) if part)
        raise NoDataError(
            _("{asked} tidak memuat angka untuk tampilan ini. Pilih survei lain pada langkahnya.", asked=asked)
        )
    one = matching[-1] if year or survey else rounds.default
    others = {other.key: other for other in rounds.offered if other != one}
    other = step.params.get("dengan", "")
    # A round beside itself is one map, as on the page.
    beside = others[chosen(step, "dengan", others)] if other and other != one.key else None
    return (one,) if beside is None else tuple(sorted((one, beside), key=lambda r: (r.year, r.survey)))


def chosen(step: Step, name: str, options: Collection[str] | Mapping[str, object], *, default: str = "") -> str:
    """What a step chooses among some options.

    Raises:
        NoDataError: this release has no such option here.
    """
    asked = step.params.get(name) or default
    if asked != default and asked not in options:
        raise NoDataError(
            _(
                "Pilihan '{asked}' untuk '{name}' tidak ada di rilis ini untuk tampilan ini. "
                "Ambil lagi dari halamannya.",
                asked=asked,
                name=name,
            )
        )
    return asked
