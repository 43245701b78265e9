"""Survey series of the chosen area and of the areas above it, as the pages need them."""

from __future__ import annotations

import streamlit as st

from stunting import narrative, queries
from stunting.geography import Area
from stunting.languages import _
from stunting.map_scope import Scope, round_near
from stunting.measures import Estimate, Round
from stunting.ui import data, maps, parts
from stunting.ui.shell import View


def of(view: View, code: str) -> list[Estimate]:
    """Everything surveys published for one area, and for the old area it was cut from."""
    return queries.series_of(data.estimates_of_areas(view.release_id, (code,)), code)


def measured_area(view: View) -> Area:
    """The chosen area, or the kabupaten/kota it lies in: surveys end there.

    Raises:
        NoDataError: no survey has a figure for it.
    """
    area = view.kabkota or view.area
    narrative.check_measured(area, of(view, area.code))
    return area


def explain_level(view: View, subject: Area) -> None:
    """Say that the figures shown belong to the kabupaten, not to the kecamatan or desa that was asked for."""
    st.info(
        _(
            "Survei nasional berhenti di tingkat kabupaten/kota: tidak ada angka survei untuk "
            "**{area}**. Yang tampil di bawah ini adalah angka **{subject}**.",
            area=view.area.official_name,
            subject=subject.official_name,
        ),
        icon=":material/info:",
    )


def place_or_target_sentence(view: View, subject: Area, newest: Estimate) -> str:
    """The third sentence: rank within the province for a kabupaten, the way to the target otherwise."""
    if subject.level == "kabupaten":
        province = view.register.get(subject.code[:2])
        frame = data.prevalence_by_area(
            view.release_id, survey=newest.survey, year=newest.year, level="kabupaten", within=province.code
        )
        found = narrative.position(frame, subject.code, province.official_name)
        upper = next((e for e in of(view, province.code) if e.round == newest.round), None)
        if found:
            return narrative.position_sentence(found, province.official_name, upper)
    targets = data.targets_of_areas(view.release_id, (subject.code,))
    # The legal basis may be a reader's own words, and the sentence is shown as Markdown.
    targets = targets.assign(basis=[parts.plain(basis) for basis in targets["basis"]])
    return narrative.target_sentence(targets, newest, subject.official_name) or (
        _("Belum ada target yang tercatat untuk {subject}.", subject=subject.official_name)
    )


def round_with_map(view: View, scope: Scope, newest: Estimate) -> Round:
    """The round of a small map: the newest figure's own where the neighbours have it, else the map's default."""
    return round_near(
        newest.round,
        maps.rounds_for(view, scope),
        scope=scope,
        frame_of=lambda one: maps.prevalence_frame(view.release_id, scope, one),
    )
