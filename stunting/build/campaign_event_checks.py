"""What must be true of the events of a release."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from stunting.build.outcomes import Outcome, outcome, wrong_ones
from stunting.campaigns.kinds import KINDS

ROW = "concat_ws(' ', event_date, area_code, title)"
KNOWN = ", ".join(f"'{key}'" for key in KINDS)


def events_of_areas(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every event belongs to a registered area below the country."""
    lost = wrong_ones(
        cursor,
        f"select {ROW} from campaign_event where area_code not in (select code from area where level <> 'negara') "
        "order by 1",
    )
    return outcome("wilayah kegiatan", lost, "setiap kegiatan berada di wilayah terdaftar")


def events_described(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """An event has a name, a known kind, an organiser, a source, a plausible day, and nobody or more who came."""
    wrong = wrong_ones(
        cursor,
        f"select {ROW} from campaign_event where trim(title) = '' or kind not in ({KNOWN}) or trim(organiser) = '' "
        "or trim(source) = '' or participant_n < 0 or year(event_date) not between 2015 and year(current_date) + 1 "
        "order by 1",
    )
    return outcome("isi kegiatan", wrong, "setiap kegiatan punya nama, jenis, penyelenggara, dan sumber")


def events_once(cursor: duckdb.DuckDBPyConnection) -> Outcome:
    """Every event is there once; invented and own events of a kabupaten are not mixed."""
    twice = wrong_ones(
        cursor,
        "select id from campaign_event group by id having count(*) > 1 union all "
        "select area_code[:4] from campaign_event where length(area_code) >= 4 group by 1 "
        "having bool_or(is_sample) and bool_or(is_user_added) order by 1",
    )
    return outcome("kegiatan tunggal", twice, "tidak ada kegiatan ganda atau tercampur contoh")


CAMPAIGN_EVENT_CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Outcome], ...] = (
    events_of_areas,
    events_described,
    events_once,
)
