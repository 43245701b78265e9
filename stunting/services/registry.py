"""The services that are counted: the 29 of the situation analysis, and the list of Perpres 72/2021.

The 29 are those of SE Mendagri 400.5/8476/SJ (2022), as two published databases of kabupaten word them; the others
those of Perpres 72/2021, Lampiran A, as a published report of a TPPS words them. What rests on a weaker source is
marked. Numerators and denominators are shortened; where a service stands in the UNICEF framework is our reading
(docs/services.md).
"""

from __future__ import annotations

from stunting.errors import UnknownChoiceError, nearest
from stunting.services.after_birth import AFTER_BIRTH
from stunting.services.before_birth import BEFORE_BIRTH
from stunting.services.beside_the_29 import OTHERS, PERPRES_ONLY
from stunting.services.service import CAUSES, LISTS, PERPRES, SPESIFIK, Cause, Service

# The 29 in their order, then what only the Perpres has, then what neither has.
SERVICES: tuple[Service, ...] = (*BEFORE_BIRTH, *AFTER_BIRTH, *PERPRES_ONLY, *OTHERS)
BY_KEY = {one.key: one for one in SERVICES}


def get(key: str) -> Service:
    """The service of a key.

    Raises:
        UnknownChoiceError: there is none.
    """
    if key not in BY_KEY:
        raise UnknownChoiceError(key, nearest(key, BY_KEY) or list(BY_KEY)[:3])
    return BY_KEY[key]


def of_list(listed: str) -> tuple[Service, ...]:
    """The services of one of `LISTS`, in its order; the specific ones of the Perpres first.

    Raises:
        KeyError: no such list.
    """
    LISTS[listed]
    found = [one for one in SERVICES if one.number_in(listed) is not None]
    if listed == PERPRES:
        found.sort(key=lambda one: (one.kind != SPESIFIK, one.perpres_number))
    return tuple(found)


def cause_of(service: Service) -> Cause:
    return next(one for one in CAUSES if one.key == service.cause)
