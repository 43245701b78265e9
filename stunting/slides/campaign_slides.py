"""The tab Kampanye as a slide: how many events where, on the map of the area, and who had none."""

from __future__ import annotations

from dataclasses import replace

from stunting import action_queries, formats
from stunting.campaigns.kinds import KINDS
from stunting.campaigns.view import KIND, QUANTITY, YEAR, CampaignView, campaign_of, scope_of
from stunting.charts.campaign_map import COLUMNS, EVENTS, QUANTITIES, campaign_map
from stunting.charts.map_view import MapView
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import _
from stunting.map_scope import Scope
from stunting.rembuk.agenda import Step
from stunting.slides import words
from stunting.slides.drawings import MapDrawing
from stunting.slides.map_drawings import MOST_NAMED, NAMED_OF_MANY, shapes
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources


def campaign_slide(sources: Sources, step: Step, area: Area) -> Slide:
    """The campaign of an area on its map; events are official, so nothing is hidden.

    Raises:
        NoDataError: no event is known there, or the release has no map of it.
    """
    whole = scope_of(area, sources.register)
    events = sources.kept(("events", whole.code), lambda: action_queries.campaign_events(sources.db, within=whole.code))
    kind = step.params.get(KIND, "") if step.params.get(KIND, "") in KINDS else ""
    campaign = campaign_of(
        events,
        whole,
        sources.register,
        today=sources.release.manifest.created.date(),
        kind=kind,
        year=step.params.get(YEAR, ""),
    )
    if campaign.events.empty:
        raise NoDataError(
            _("Belum ada kegiatan yang tercatat di {whole}{chosen}.", whole=whole.official_name, chosen=campaign.chosen)
        )
    quantity = step.params.get(QUANTITY, EVENTS)
    quantity = quantity if quantity in QUANTITIES else EVENTS
    view = campaign_map(campaign.units, quantity=quantity, unit_words=campaign.unit_words, source=campaign.source)
    scope = Scope(area=whole, level=campaign.unit_level)
    return Slide(
        key=step.key,
        title=step.title,
        figure=_figure(campaign),
        sentence=_sentence(campaign),
        source=campaign.source,
        chips=(whole.official_name, QUANTITIES[quantity], words.per_unit(campaign.unit_level)),
        data_date=f"Sampai {formats.date(campaign.today)}",
        drawing=_drawing(sources, scope, view, campaign, quantity),
        footnotes=campaign.notes,
        is_sample=campaign.is_sample or sources.is_sample,
    )


def _figure(campaign: CampaignView) -> KeyFigure:
    reached = int((campaign.units["event_n"] > 0).sum())
    return KeyFigure(
        text=formats.number(len(campaign.events)),
        label=f"Kegiatan tercatat, {campaign.area.official_name}{campaign.chosen}",
        detail=f"di {formats.number(reached)} dari {formats.number(len(campaign.units))} {campaign.unit_words}",
        value=float(len(campaign.events)),
    )


def _sentence(campaign: CampaignView) -> str:
    never = campaign.never
    if not never:
        return campaign.headline
    names = ", ".join(never[:4]) + (f" dan {len(never) - 4} lagi" if len(never) > 4 else "")
    return f"{campaign.headline} Belum ada yang tercatat di {names}."


def _drawing(sources: Sources, scope: Scope, view: MapView, campaign: CampaignView, quantity: str) -> MapDrawing:
    """The map with its numbers; where there are many areas, the highest ones alone are named."""
    named = campaign.units.dropna(subset=[COLUMNS[quantity]]).sort_values(
        COLUMNS[quantity], ascending=False, kind="stable"
    )
    if len(named) > MOST_NAMED:
        named = named.head(NAMED_OF_MANY)
    credit = sources.credit(scope=scope.area.code, level=scope.level)
    return MapDrawing(
        view=replace(view, credit=credit),
        geometry=shapes(sources, scope),
        labels={one.area_code: formats.number(getattr(one, COLUMNS[quantity])) for one in records(named)},
        credit=credit,
        alt=f"Peta {QUANTITIES[quantity].lower()} menurut {campaign.unit_words}, {campaign.area.official_name}. "
        f"{campaign.headline}",
    )
