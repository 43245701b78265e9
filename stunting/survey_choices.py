"""What comparisons begin with before anybody chooses: two survey rounds, and the kabupaten beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from stunting.errors import NoDataError
from stunting.languages import _
from stunting.measures import Round

FIRST_COMPARED = ("1801", "1811", "3514", "3520", "6209")
MOST_COMPARED = 12


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
        raise NoDataError(
            _("Survei itu tidak memuat angka untuk tampilan ini. Pilih {rounds}.", rounds=_any_of(rounds))
        )
    if len(chosen) < 2:
        raise NoDataError(_("Pilih dua survei yang berbeda."))
    return chosen[0], chosen[1]


def _any_of(rounds: Sequence[Round]) -> str:
    *others, last = [one.label for one in rounds]
    return _("{others}, atau {last}", others=", ".join(others), last=last) if others else last
