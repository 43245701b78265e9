"""Events of the user: a sheet or a form, kept beside what ships, and built into a release.

Events and release change together: when the release cannot be built, the events are what they were.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Unpack

import pandas as pd

from stunting import formats, releases
from stunting.build import campaign_events
from stunting.build.campaign_events import OWN, WRITTEN
from stunting.campaigns.event_sheet import Event, EventDraft, checked_event, read_events, template
from stunting.errors import ImportRefusedError
from stunting.imports.commit import Options
from stunting.languages import Sentence, _
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout

__all__ = [
    "Event",
    "EventDraft",
    "add_events",
    "checked_event",
    "own_events",
    "read_events",
    "remove_events",
    "template",
]

TABLE = OwnTable(
    table=OWN,
    card={
        "producer": "Pengguna dasbor ini, menurut sumber di tiap baris",  # no text
        "title": "Kampanye dan kegiatan yang ditambahkan sendiri",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Kegiatan sejenis dari sumber yang sama",  # no text
        "notes": "Ditambahkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)
ORDER = ["event_date", "area_code", "title"]


def own_events(layout: Layout, *, within: str = "") -> pd.DataFrame:
    """The user's events inside an area, with their id; all text.

    Raises:
        BuildError: the table is not the one its card describes.
    """
    frame = campaign_events.own_events(layout)
    frame = frame[frame["area_code"].str.startswith(within)].reset_index(drop=True)
    keys = frame[ORDER].to_numpy(dtype=object)
    ids = [campaign_events.event_id(*row) for row in keys]
    return frame.assign(id=pd.Series(ids, index=frame.index, dtype=object))


def add_events(layout: Layout, events: Sequence[Event], **options: Unpack[Options]) -> OwnChange:
    """Add events, in the place of those of the same day, area and name, and build a release.

    Raises:
        BusyReleaseError: another process or window is writing.
        BuildError, ReleaseError: the release could not be built; the events stay what they were.
    """
    with releases.lock(layout) as notice:
        known = campaign_events.own_events(layout)
        added = pd.DataFrame([_row(one) for one in events], columns=WRITTEN)
        keys = {one.key for one in events}
        stays = [key not in keys for key in _keys(known)]
        wanted = pd.concat([known[stays], added], ignore_index=True).sort_values(ORDER, ignore_index=True)
        is_same = wanted.equals(known.sort_values(ORDER, ignore_index=True))
        built = commit(layout, TABLE, None if is_same else wanted, **options)
    replaced = len(known) - sum(stays)
    told = _(
        "{events_n} kegiatan ditambahkan, {replaced} diganti.",
        events_n=formats.number(len(events) - replaced),
        replaced=formats.number(replaced),
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def remove_events(layout: Layout, ids: Collection[str], **options: Unpack[Options]) -> OwnChange:
    """Remove events of the user; without any left the sample events of their kabupaten are shown again.

    Raises:
        ImportRefusedError: the user has no such event.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    with releases.lock(layout) as notice:
        known = own_events(layout)
        unknown = sorted(set(ids) - set(known["id"]))
        if unknown or not ids:
            said = f"'{unknown[0][:20]}'" if unknown else _("tanpa nomor")
            raise ImportRefusedError(
                Sentence(
                    "Tidak ada kegiatan sendiri {said}. Lihat nomornya dengan `python -m stunting events list`.",
                    said=said,
                )
            )
        rest = known.loc[~known["id"].isin(list(ids)), WRITTEN]
        built = commit(layout, TABLE, rest, **options)
    return OwnChange(
        sentence=_("{ids_n} kegiatan dihapus.", ids_n=formats.number(len(ids))), release=replace(built, notice=notice)
    )


def _row(one: Event) -> dict[str, str]:
    return {"source_url": "", "is_verified": "false", **asdict(one)}


def _keys(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    return [(day, code, title.casefold()) for day, code, title in frame[ORDER].to_numpy(dtype=object)]
