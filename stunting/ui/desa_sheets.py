"""The facts of the sheets of desa by release and plain arguments; what the ledger says is read anew, for it changes.

The sheets are Indonesian for every reader, and so are their facts.
"""

from __future__ import annotations

import datetime as dt

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.desa_sheet.beyond import beyond_growth, with_promises
from stunting.desa_sheet.facts import Beyond, DesaFacts
from stunting.desa_sheet.gathering import gather, with_beyond
from stunting.desa_sheet.promised import promises_of
from stunting.languages import in_indonesian
from stunting.ledger import Ledger
from stunting.paths import Layout
from stunting.promises.book import book_of
from stunting.routine.district import Mode
from stunting.routine.periods import Period
from stunting.services.situation import Situation
from stunting.ui import data, routine_data
from stunting.ui.keeping import kept


def inside(release_id: str, code: str, *, period: Period, mode: Mode) -> tuple[DesaFacts, ...]:
    """The facts of every desa inside a kabupaten or kecamatan, or of one desa, by code.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    kabupaten = data.register(release_id).get(code[:4])
    # A sheet without the right to the ledger says nothing of commitments.
    is_readable = bool(gate.parts(Thing.LEDGER, kabupaten.code))
    promised = (
        in_indonesian(promises_of)(book_of(Ledger.open(Layout.default()), within=kabupaten.code), day=dt.date.today())
        if is_readable
        else {}
    )
    known = _beyond(release_id, kabupaten.code, year=period.year, mode=mode)
    beyond = with_promises(known, promised, within=code)
    return with_beyond(_growth(release_id, kabupaten.code, period=period, mode=mode), beyond, within=code)


@kept(max_entries=12, is_wordless=True, hash_funcs={Period: repr})
def _growth(release_id: str, kabupaten_code: str, *, period: Period, mode: Mode) -> tuple[DesaFacts, ...]:
    """What does not change with the release."""
    register = data.register(release_id)
    district = routine_data.of_release(release_id)
    return gather(district, register, register.get(kabupaten_code), period=period, mode=mode)


@kept(max_entries=12, is_wordless=True)
def _beyond(release_id: str, kabupaten_code: str, *, year: int, mode: Mode) -> dict[str, Beyond]:
    """As above, beside growth."""
    situation = Situation(routine_data.of_release(release_id))
    return beyond_growth(situation, data.register(release_id).get(kabupaten_code), year=year, mode=mode)
