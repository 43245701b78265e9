"""What survey views offer before anybody chooses: the rounds worth showing, and the kabupaten to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting import queries
from stunting.db import Database
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import COUNTRY, LEVEL_DIGITS, Register
from stunting.measures import Round

# A round is offered everywhere when this many areas of the country have it, or here when a few have it.
MANY_AREAS, FEW_AREAS = 30, 3
FIRST_COMPARED = ("1801", "1811", "3514", "3520", "6209")
MOST_COMPARED = 12


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """The survey rounds a view offers, oldest first, and the one it opens with."""

    offered: tuple[Round, ...]
    default: Round


def rounds_for(db: Database, register: Register, *, level: str, within: str) -> Rounds:
    """Rounds known for many areas of the country, or for some of this scope.

    A view opens with the newest round that covers at least half of the scope.

    Raises:
        NoDataError: surveys do not reach this level.
    """
    country = queries.survey_rounds(db, key="stunting", level=level, within=COUNTRY)
    here = queries.survey_rounds(db, key="stunting", level=level, within=within)
    local = {Round(survey=r.survey, year=int(r.year)): int(r.area_n) for r in records(here)}
    offered = tuple(
        one
        for one, area_n in ((Round(survey=r.survey, year=int(r.year)), r.area_n) for r in records(country))
        if area_n >= MANY_AREAS or (within != COUNTRY and local.get(one, 0) >= FEW_AREAS)
    )
    units_n = _registered(register, level=level, within=within)
    full = [one for one in offered if local.get(one, 0) * 2 >= units_n]
    return Rounds(offered=offered, default=(full or list(offered))[-1])


def _registered(register: Register, *, level: str, within: str) -> int:
    codes = register.frame["code"]
    inside = (codes.str.len() == LEVEL_DIGITS[level]) & codes.ne(COUNTRY)
    return int((inside & codes.str.startswith("" if within == COUNTRY else within)).sum())


def first_pair(rounds: Sequence[Round]) -> tuple[Round, Round]:
    """The outermost rounds of the newest comparable survey, the earlier one first."""
    same = [one for one in rounds if one.survey == "ssgi"] or list(rounds)
    return same[0], same[-1]


def pair_of(rounds: Sequence[Round], first_key: str, last_key: str) -> tuple[Round, Round]:
    """Two rounds by their keys in the order of time, those of `first_pair` where a key is "".

    Raises:
        NoDataError: a key is not offered, or both are the same.
    """
    first, last = first_pair(rounds)
    keys = (first_key or first.key, last_key or last.key)
    chosen = sorted((one for one in rounds if one.key in keys), key=lambda one: (one.year, one.survey))
    if len(chosen) != len(set(keys)):
        raise NoDataError(f"Survei itu tidak memuat angka untuk tampilan ini. Pilih {_any_of(rounds)}.")
    if len(chosen) < 2:
        raise NoDataError("Pilih dua survei yang berbeda.")
    return chosen[0], chosen[1]


def round_of(rounds: Rounds, *, year: str, survey: str) -> Round:
    """The newest round of a year and a survey, "" for any of them; without both the one a view opens with.

    Raises:
        NoDataError: no offered round is of that year and survey.
    """
    if not year and not survey:
        return rounds.default
    matching = [one for one in rounds.offered if str(one.year) == (year or str(one.year))]
    matching = [one for one in matching if one.survey == (survey or one.survey)]
    if not matching:
        raise NoDataError(f"Survei itu tidak memuat angka untuk tampilan ini. Pilih {_any_of(rounds.offered)}.")
    return matching[-1]


def listed(names: Sequence[str], word: str) -> str:
    """ "SSGI 2021, SSGI 2022, atau SKI 2023"; without a comma where there are two."""
    *others, last = names
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} {word} {last}" if others else last


def _any_of(rounds: Sequence[Round]) -> str:
    return listed([one.label for one in rounds], "atau")
