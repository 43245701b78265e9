"""The line "since the last release" under a key figure."""

from __future__ import annotations

from typing import Any

import streamlit as st

from stunting import formats, releases
from stunting.errors import StuntingError
from stunting.frames import records
from stunting.languages import _
from stunting.paths import Layout
from stunting.releases import Manifest
from stunting.routine import release_diff
from stunting.routine.choices import Choice
from stunting.ui import caches, routine_data, routine_filters
from stunting.ui.shell import View


def note(view: View, choice: Choice, row: Any) -> None:
    """What this release says of the area that the one before did not."""
    earlier = _before(view.release_id)
    if earlier is None:
        return
    told = _sentences(view, choice, row, earlier)
    if told is None:
        return
    words = " ".join(told) or _("tidak ada yang berubah untuk wilayah dan periode ini.")
    st.html(
        _(
            '<p class="sumber"><b>Sejak rilis {timestamp}:</b> {words}</p>',
            timestamp=formats.timestamp(earlier.created),
            words=words,
        )
    )


@caches.shared(max_entries=8)
def _before(release_id: str) -> Manifest | None:
    """The release made before this one that the program can still read."""
    cards = releases.list_releases(Layout.default())
    this = next((one for one in cards if one.id == release_id), None)
    older = [
        one
        for one in cards
        if this is not None and one.created < this.created and one.schema_version == releases.SCHEMA_VERSION
    ]
    return max(older, key=lambda one: one.created, default=None)


def _sentences(view: View, choice: Choice, row: Any, earlier: Manifest) -> tuple[str, ...] | None:
    try:
        within = routine_filters.scope_code(view)
        before = routine_data.periods(earlier.id, within, mode=choice.question.mode)
        rows = (
            routine_data.areas(
                earlier.id,
                within=view.area.code,
                level=view.area.level,
                period=choice.period,
                question=choice.question,
            )
            if choice.period in before
            else None
        )
    except StuntingError:
        # The older release was removed or is damaged: there is nothing to compare with.
        return None
    return release_diff.sentences(
        place=view.area.official_name,
        indicator=choice.indicator,
        period=choice.period,
        before=next(records(rows), None) if rows is not None else None,
        after=row,
        periods_before=before,
        periods_after=routine_data.periods(view.release_id, within, mode=choice.question.mode),
        is_public=choice.is_public,
    )
