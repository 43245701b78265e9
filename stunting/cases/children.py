"""What the imported data say of single children: their visits, and the alarms that stand.

Three tables are written at each import beside the counted ones in `terbatas/agregat/<key>/`, mode 0600, never into a
release: `child` (one row per child), `child_visit` (per child and measuring day, or month where it is only listed) and
`child_alarm` (per child and rule). Here they are read; they are counted again only where they are not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import pandas as pd

from stunting.geography import Register
from stunting.paths import Layout

VISIT_COLUMNS = (
    *("measured_on", "period", "age_days", "age_months", "weight_kg", "height_cm", "haz", "waz", "whz"),
    *("weight_gain", "desa_code"),
)
CHILD_COLUMNS = (
    *("key", "case_no", "is_temporary", "sex", "age_months", "desa_code", "puskesmas_id", "posyandu_id"),
    *("as_of", "last_period", "last_measured_on", "last_weighed_on", "haz", "waz", "whz", "was_moved", "is_gone"),
)
ALARM_COLUMNS = (
    *("key", "case_no", "desa_code", "puskesmas_id", "posyandu_id", "sex", "age_months", "rule", "severity", "since"),
    *("detail", "last_measured_on", "haz"),
)


def visits_of(layout: Layout, key: str) -> pd.DataFrame:
    """The visits of one child, oldest first; columns VISIT_COLUMNS, z null where there is none or it is flagged."""
    return pd.DataFrame(columns=VISIT_COLUMNS)


def children_in(layout: Layout, within: str) -> pd.DataFrame:
    """The children of a kabupaten, kecamatan, desa or puskesmas; one row per child, columns CHILD_COLUMNS.

    desa_code, puskesmas_id: of the newest visit or listing
    age_months:              whole months on `as_of`, the day of the newest data of its puskesmas
    haz, waz, whz:           newest valid ones
    was_moved, is_gone:      listed in another desa before; in no list of the newest month, or for a year
    """
    return pd.DataFrame(columns=CHILD_COLUMNS)


def alarms_in(
    layout: Layout,
    within: str,
    rules: Iterable[str] | None = None,
    *,
    register: Register | None = None,
    placed: Mapping[str, dt.date] | None = None,
    today: dt.date | None = None,
) -> pd.DataFrame:
    """The alarms of an area, most urgent rule first; one row per child and rule, columns ALARM_COLUMNS.

    rules:    keys of `rules.RULES`, None for all
    register: names the desa in sentences about a move
    placed:   key of each child with a foster parent -> first day; needed for the rule about them
    today:    day of the rule about foster children
    """
    return pd.DataFrame(columns=ALARM_COLUMNS)


def alarm_counts(layout: Layout, level: str, within: str) -> pd.DataFrame:
    """Children with alarms per area of a level (kabupaten, kecamatan, desa) and rule: area_code, rule, child_n.

    The rule "" counts each child once, whatever its rules. Only for officers: small numbers are not hidden.
    """
    return pd.DataFrame(columns=["area_code", "rule", "child_n"])


def find_by_nik(layout: Layout, kabupaten_code: str, nik: str) -> str | None:
    """Key of the child with this NIK in a kabupaten; None where there is none. Nothing of the NIK is kept.

    Raises:
        StuntingError: this is no NIK; the sentence does not repeat it.
    """
    return None


def find_by_case_number(layout: Layout, within: str, number: str) -> tuple[str, ...]:
    """Keys of the children of an area that have this case number; rarely more than one."""
    return ()
