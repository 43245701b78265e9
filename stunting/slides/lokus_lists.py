"""Which lists a comparison on a slide is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.lokus.comparison import ListAsked, list_asked
from stunting.lokus.known_lists import known_years
from stunting.rembuk.agenda import Step
from stunting.routine.district import newest
from stunting.routine.periods import Period
from stunting.slides import words
from stunting.slides.compared import CHOSEN, chosen, places
from stunting.slides.sources import Sources

YEAR = "lokus_tahun"
# What the last row of a hall can still tell apart.
MOST_LISTS = 6


@dataclass(frozen=True, kw_only=True)
class AskedLists:
    """The lists of a comparison, the own one first. left_out: a sentence for the kabupaten without any list."""

    lists: tuple[ListAsked, ...]
    left_out: tuple[str, ...]
    params: Mapping[str, str]


def asked_lists(sources: Sources, step: Step, area: Area, *, has_outcome: bool = False) -> AskedLists:
    """The list of each chosen kabupaten in the year of the step, else its newest whose desa are named.

    has_outcome: rather a list whose year has been measured

    Raises:
        NoDataError: none of the kabupaten has a list.
        UnknownAreaError: there is no such kabupaten.
    """
    codes = chosen(sources, step, area)
    year = step.params.get(YEAR, "")
    asked = [_asked(sources, code, int(year or 0), has_outcome=has_outcome) for code in codes]
    lists = [one for one in asked if one.lokus_year][:MOST_LISTS]
    if not lists:
        raise NoDataError(_("Belum ada daftar lokus di kabupaten/kota ini. Pilih yang lain, atau masukkan daftarnya."))
    drawn = {one.kabupaten_code for one in lists}
    without = [sources.register.get(code).official_name for code in codes if code not in drawn]
    return AskedLists(
        lists=tuple(lists),
        left_out=(f"Tanpa daftar lokus di rilis ini: {', '.join(without)}.",) if without else (),
        params={CHOSEN: ",".join(codes)} | ({YEAR: year} if year else {}),
    )


def _asked(sources: Sources, code: str, year: int, *, has_outcome: bool) -> ListAsked:
    kabupaten = sources.register.get(code)
    named = sources.lokus(code)["lokus_year"]
    return list_asked(
        kabupaten.code,
        year=year,
        period=newest(sources.periods(code)),
        named=[int(one) for one in named],
        known=known_years(sources.db, kabupaten_code=code),
        has_outcome=has_outcome,
    )


def chips_of(name: str, asked: AskedLists, *, periods: Sequence[Period], hides: bool) -> tuple[str, ...]:
    """Place, years of the lists, unit and periods; hides: mode publik hides some of the figures."""
    years = sorted({one.lokus_year for one in asked.lists})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    counted = dict.fromkeys(one.label for one in periods)
    public = [words.IS_PUBLIC] if hides else []
    return (places(name, len(asked.lists)), f"Lokus {span}", words.per_unit("desa"), *counted, *public)
