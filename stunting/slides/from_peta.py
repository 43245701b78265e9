"""The slide of a step that shows the page Peta."""

from __future__ import annotations

from stunting import formats, narrative, queries
from stunting.charts.desa_counts import REGISTER_SOURCE, circles
from stunting.errors import NoDataError
from stunting.exports import map_sheet
from stunting.geography import Area
from stunting.languages import _
from stunting.map_scope import scope_of
from stunting.measures import Estimate, Round
from stunting.rembuk.agenda import Step
from stunting.routine import maps as routine_maps
from stunting.routine.choices import Choice
from stunting.routine.maps import Arrangement
from stunting.routine.source_line import source
from stunting.routine.story import said, spread_sentence
from stunting.slides import asked, map_drawings, words
from stunting.slides.kecamatan_slides import kecamatan_slides
from stunting.slides.map_drawings import RoutineMap
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources


def slide(sources: Sources, step: Step, area: Area) -> Slide:
    """Routine figures, a survey, or the number of desa, as the link of the page says.

    Raises:
        NoDataError: this release cannot show this map.
    """
    layer = asked.layer_of(sources, step, area)
    unit = asked.unit_of(step, area, layer=layer)
    if layer == asked.ROUTINE:
        return _routine(sources, step, area, unit)
    if layer == asked.COUNTS:
        return _counts(sources, step, area, unit)
    return _survey(sources, step, area, unit)


def _routine(sources: Sources, step: Step, area: Area, unit: str) -> Slide:
    choice = asked.routine_choice(sources, step, area)
    scope = map_drawings.hall_scope(area, unit, sources.register)
    row = sources.area_row(area, period=choice.period, question=choice.question)
    told = source(row, choice)
    scheme = asked.scheme_key(step, choice.indicator.key)
    opens = area.level == "kabupaten" and unit == "kecamatan"
    children = kecamatan_slides(sources, area, choice, scheme=scheme) if opens else {}
    arrangement = asked.chosen(step, "susun", routine_maps.ARRANGEMENTS, default=Arrangement.PAIR.value)
    found = map_drawings.routine_map(
        sources,
        choice,
        scope,
        arrangement=Arrangement(arrangement),
        scheme=scheme,
        source=told,
        drillable=tuple(children),
    )
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.routine_figure(row, choice, place=area.official_name),
        sentence=_spread(found, choice, level=unit)
        or words.plain(
            said(words.whose(area.official_name, choice), row, indicator=choice.indicator, period=choice.period)
        ),
        source=told,
        chips=words.routine_chips(choice, area=area, unit=unit, hides=words.has_hidden(found.units)),
        data_date=words.data_date(choice),
        drawing=found.drawing,
        footnotes=words.cautions(words.low_coverage(row, choice), map_drawings.map_notes(found, level=unit)),
        is_sample=bool(row.is_sample) or sources.is_sample,
        children=children,
    )


def _spread(found: RoutineMap, choice: Choice, *, level: str) -> str:
    """Where the rate is highest and where most children live; and what the hotspot moves."""
    hotspot = f"{found.hotspot.sentence}." if found.hotspot else ""
    return words.read_out(spread_sentence(found.units, level=level, indicator=choice.indicator), hotspot)


def _survey(sources: Sources, step: Step, area: Area, unit: str) -> Slide:
    scope = scope_of(area, unit, sources.register)
    if scope.level in ("kecamatan", "desa"):
        raise NoDataError(
            _(
                "Survei nasional berhenti di tingkat kabupaten/kota; tidak ada angka survei per "
                "{units}. Pilih satuan kabupaten/kota pada langkahnya.",
                units=scope.units,
            )
        )
    rounds = asked.survey_rounds(sources, scope=scope.area.code, level=scope.level)
    shown = asked.rounds_of_step(step, rounds)
    frames = {one: sources.prevalence(one, level=scope.level, within=scope.area.code) for one in shown}
    newest = shown[-1]
    if not any(frame["value_pct"].notna().any() for frame in frames.values()):
        raise NoDataError(
            _(
                "{shown} tidak memuat angka {units} di {place}. Pilih survei lain pada langkahnya.",
                shown=map_sheet.labels(shown),
                units=scope.units,
                place=scope.place,
            )
        )
    scheme = asked.survey_scheme(step)
    subject = sources.kabupaten_of(area) or area
    own = _estimate(sources, subject, newest)
    caution = map_sheet.caution(shown)
    drawing = map_drawings.survey_map(sources, scope, frames, scheme=scheme)
    sentence, order = f"{newest.label} tidak memuat angka {subject.official_name}.", ""
    if own:
        rank, order = _rank(sources, subject, own)
        sentence = words.plain(rank or narrative.class_sentence(subject, own, scheme))
    return Slide(
        key=step.key,
        title=step.title,
        figure=words.survey_figure(own, place=subject.official_name) if own else _no_figure(subject, newest),
        sentence=sentence,
        source=words.survey_source(own) if own and len(shown) == 1 else map_sheet.source(shown),
        chips=words.survey_chips(*(one.label for one in shown), area=area, unit=scope.level),
        data_date=map_sheet.labels(shown),
        drawing=drawing,
        footnotes=words.cautions(words.survey_notes(own) if own else (), (caution or "", order)),
        is_sample=sources.is_sample,
    )


def _estimate(sources: Sources, area: Area, one: Round) -> Estimate | None:
    """The figure of the area itself, not that of the area it was cut from."""
    return next((e for e in sources.series(area.code) if e.round == one and e.area_code == area.code), None)


def _no_figure(area: Area, one: Round) -> KeyFigure:
    return KeyFigure(text=formats.missing(), label=f"Prevalensi stunting ({one.label}), {area.official_name}")


def _rank(sources: Sources, area: Area, own: Estimate) -> tuple[str, str]:
    """The place of a kabupaten in its province, and what that order is worth."""
    if area.level != "kabupaten":
        return "", ""
    province = sources.register.get(area.code[:2])
    frame = sources.prevalence(own.round, level="kabupaten", within=province.code)
    found = narrative.position(frame, area.code, province.official_name)
    upper = _estimate(sources, province, own.round)
    if found is None:
        return "", ""
    caution = "" if found.has_intervals else narrative.ORDER_CAUTION
    return narrative.rank_sentence(found, province.official_name, upper), caution


def _counts(sources: Sources, step: Step, area: Area, unit: str) -> Slide:
    scope = scope_of(area, unit, sources.register)
    frame = queries.desa_by_area(sources.db, level=scope.level, within=scope.area.code)
    desa_n, kelurahan_n = int(frame["desa_n"].sum()), int(frame["kelurahan_n"].sum())
    units = f"{formats.number(len(frame))} {scope.units}"
    most = frame.sort_values("desa_n", ascending=False, kind="stable").iloc[0]
    drawing = map_drawings.counts_map(sources, scope, circles(frame), frame)
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(
            text=formats.number(desa_n),
            label=f"Jumlah desa/kelurahan, {scope.place}",
            detail=f"di antaranya {formats.number(kelurahan_n)} kelurahan; dalam {units}",
            value=desa_n,
        ),
        sentence=f"{scope.place} memiliki {formats.number(desa_n)} desa/kelurahan dalam {units}; terbanyak di "
        f"{most['area_name']} ({formats.number(most['desa_n'])}).",
        source=REGISTER_SOURCE,
        chips=words.survey_chips("Register 2025", area=scope.area, unit=scope.level),
        data_date="Register wilayah 2025",
        drawing=drawing,
        is_sample=sources.is_sample,
    )
