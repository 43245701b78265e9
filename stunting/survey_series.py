"""The survey series of one area: everything that was published for it, and for the old area it was cut from."""

from __future__ import annotations

from collections.abc import Sequence

from stunting import queries
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.measures import Estimate

STUNTING = "stunting"


def of_area(db: Database, code: str) -> list[Estimate]:
    """The estimates of an area, ordered by year; empty where there is none."""
    return queries.series_of(queries.estimates_of_areas(db, key=STUNTING, codes=(code,)), code)


def require_own(found: Sequence[Estimate], area: Area) -> None:
    """Refuse a series without a single figure of the area as it is now.

    Raises:
        NoDataError: no survey has a figure for it, or only for the area before it was split.
    """
    if not found:
        raise NoDataError(
            f"Belum ada angka survei untuk {area.official_name}. Pilih kabupaten/kota atau provinsi lain."
        )
    if not any(one.area_code == area.code for one in found):
        raise NoDataError(
            f"Angka survei sebelum pemekaran milik {found[-1].area_name}, bukan {area.official_name} yang sekarang. "
            "Pilih provinsi lain, atau tambahkan angka resmi dengan perintah `survey add`."
        )
