"""The choices of the tab Tagih janji as they stand in its link; page and slide read them in the same way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from stunting.errors import NoDataError
from stunting.languages import _
from stunting.minutes.kinds import COMMITMENT, FOLLOW_UP
from stunting.promises.board import BOTH, Asked
from stunting.promises.states import State

KIND, MEETING, INSTITUTION = "jenis", "rembuk", "lembaga"
KECAMATAN, STATE, YEAR, DAY = "kec", "keadaan", "tahun_rembuk", "per"
NAMES = (KIND, MEETING, INSTITUTION, KECAMATAN, STATE, YEAR, DAY)


def asked_of(params: Mapping[str, str], *, today: dt.date) -> Asked:
    """What a link asks; without a word the commitments of every earlier rembuk as they stand today.

    Raises:
        NoDataError: a value means nothing here.
    """
    kind, state = params.get(KIND) or COMMITMENT, params.get(STATE, "")
    year = params.get(YEAR, "")
    if kind not in (COMMITMENT, FOLLOW_UP, BOTH) or state not in ("", *State) or not (year or "0").isdecimal():
        raise NoDataError(_("Pilihan pada tautan Tagih janji tidak dikenal. Buka tabnya, lalu pilih lagi."))
    return Asked(
        day=day_of_link(params.get(DAY, ""), today=today),
        kind=kind,
        meeting_id=params.get(MEETING, ""),
        institution=params.get(INSTITUTION, ""),
        kecamatan=params.get(KECAMATAN, ""),
        state=state,
        year=int(year or 0),
    )


def day_of_link(said: str, *, today: dt.date) -> dt.date:
    """The day of "2026-02-22"; today for "".

    Raises:
        NoDataError: it is no day.
    """
    try:
        return dt.date.fromisoformat(said) if said else today
    except ValueError as error:
        raise NoDataError(_("Tanggal '{said}' tidak dikenal. Tulis misalnya 2026-02-22.", said=said[:20])) from error
