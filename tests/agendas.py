"""An agenda with one step of every sort, for tests."""

from __future__ import annotations

import datetime as dt

from stunting.rembuk.agenda import Agenda, Kind, Step

RELEASE = "20260222-080000-0a1b2c3d"
WELCOME = Step(key="sambutan", title="Sambutan dan pembukaan", speaker="Bupati", minutes=15)
MAP = Step(
    key="peta",
    title="Peta prevalensi",
    page="peta",
    params={"lapis": "rutin", "satuan": "kecamatan"},
    speaker="Bappeda",
    minutes=5,
    notes="Sebut periodenya.\nBaca cakupannya.",
)
LIST = Step(
    key="lokus",
    title="Penetapan lokus",
    page="lokus",
    params={"tab": "Daftar", "wilayah": "3514"},
    minutes=10,
    decision="Desa mana yang menjadi lokus 2027?",
)
AGENDA = Agenda(
    name="Rembuk stunting 2026",
    kind=Kind.DISTRICT,
    area_code="3514",
    steps=(WELCOME, MAP, LIST),
    meeting_date=dt.date(2026, 2, 22),
)


def keys(agenda: Agenda) -> list[str]:
    return [one.key for one in agenda.steps]
