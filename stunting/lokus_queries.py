"""Every question about priority villages (lokus) that the pages ask a release; beside `stunting.routine_queries`."""

from __future__ import annotations

import pandas as pd

from stunting.access.questions import publishing
from stunting.db import Database
from stunting.routine_queries import code_range


def lokus_of_area(db: Database, *, within: str) -> pd.DataFrame:
    """Priority villages inside an area, one row per desa and lokus year; by year and desa.

    Columns: desa_code, lokus_year, decided_year, status ("baru", "lanjutan"), decree, decree_date, source (str),
        is_sample, is_user_added (bool), note. A desa that left the list has no row in its new year.
    """
    return db.query("lokus_of_area", **code_range(within))


def announced_lokus(db: Database, *, within: str) -> pd.DataFrame:
    """How many priority villages were announced, one row per kabupaten, lokus year and source.

    Columns: kabupaten_code, lokus_year, decided_year, desa_n, kecamatan_n (null where not stated), breakdown, source,
        source_url, is_verified, note.
    """
    return db.query("announced_lokus", **code_range(within))


def desa_figures(db: Database, *, within: str, last_year: int) -> pd.DataFrame:
    """What is known of each desa besides growth: the newest figure of each key that is not newer than `last_year`.

    One row per desa and key: desa_code, key ("krs_n", "family_n", "service_received_n", "service_due_n", "own_..."),
    year, value, source, is_sample. A desa without a figure is absent.
    """
    return db.query("desa_figures", last_year=last_year, **code_range(within))


def desa_figures_to_hide(db: Database, *, within: str, last_year: int) -> pd.DataFrame:
    """As `desa_figures`, whoever looks: for what hides small counts of them before it answers (mode publik)."""
    with publishing():
        return desa_figures(db, within=within, last_year=last_year)


def desa_figure_kinds(db: Database, *, within: str) -> pd.DataFrame:
    """The own columns of kabupaten: kabupaten_code, key, label, unit, is_higher_worse."""
    return db.query("desa_figure_kinds", **code_range(within))


def puskesmas_of_desa(db: Database, *, within: str) -> pd.DataFrame:
    """The puskesmas with most children of each desa: desa_code, name; a desa without one is absent."""
    return db.query("puskesmas_of_desa", **code_range(within))
