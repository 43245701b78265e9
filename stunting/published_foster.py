"""The published sums of foster programmes, as every page and the hall may show them: from a release alone.

What was never published is not here, whatever the restricted store holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.languages import N_, _

CHILDREN, PARENTS = "child_n", "parent_n"
COMPARED, ROSE, OTHERS = "compared_n", "rose_n", "others_n"
# Thousandths of a SD: the table holds whole numbers.
CHANGE, OTHERS_CHANGE, DIFFERENCE = "change_milli", "others_change_milli", "difference_milli"
LOW, HIGH = "low_milli", "high_milli"
EFFECT_KEYS = (COMPARED, ROSE, OTHERS, CHANGE, OTHERS_CHANGE, DIFFERENCE, LOW, HIGH)
KEYS = (CHILDREN, PARENTS, *EFFECT_KEYS)
HIDDEN = N_("disembunyikan")
HIDDEN_NOTE = N_("Angka 1–4 dan yang dapat membukanya disembunyikan untuk melindungi data anak.")
BY_ITSELF = N_(
    "Anak dipilih ketika TB/U-nya rendah; sebagian nilai rendah itu kebetulan dan naik dengan"
    " sendirinya pada pengukuran berikutnya. Karena itu yang dibaca adalah selisih dengan "
    "anak serupa, bukan kenaikan anak asuh saja."
)
NO_CAUSE = N_("Hubungan, bukan bukti sebab.")
NOT_ENOUGH = N_("n kecil: kurang dari 20 anak di salah satu sisi, jadi perubahan tidak ditampilkan.")
ALIKE = N_(
    "Pembanding: anak tanpa orang tua asuh di kabupaten yang sama, jenis kelamin sama, umur "
    "±2 bulan, TB/U awal ±0,3 SD, diukur pada bulan yang sama."
)


@dataclass(frozen=True, kw_only=True)
class Published:
    """What one kabupaten published of one programme on one day.

    child_n, parent_n: None where hidden
    kecamatan: code -> children with a foster parent, None where hidden
    values:    the keys of the effect, None where hidden; empty where there were too few children
    """

    kabupaten_code: str
    programme: str
    as_of: dt.date
    child_n: int | None
    parent_n: int | None
    kecamatan: Mapping[str, int | None]
    values: Mapping[str, int | None]
    source: str
    is_sample: bool

    @property
    def has_effect(self) -> bool:
        """Whether the change was published with its comparison."""
        needed = (COMPARED, OTHERS, CHANGE, OTHERS_CHANGE, DIFFERENCE, LOW, HIGH)
        return all(self.values.get(key) is not None for key in needed)

    @property
    def is_any_hidden(self) -> bool:
        return (
            self.child_n is None or self.parent_n is None or None in {*self.kecamatan.values(), *self.values.values()}
        )

    def sd(self, key: str) -> float:
        """A key in SD."""
        value = self.values[key]
        assert value is not None
        return value / 1000


def published(frame: pd.DataFrame) -> tuple[Published, ...]:
    """Everything that was published, the newest day first, then by kabupaten and most children.

    frame: as `action_queries.foster_summary`
    """
    found = []
    kabupaten = frame["area_code"].str[:4]
    for (code, programme, as_of), rows in frame.groupby([kabupaten, "programme", "as_of"], sort=True):
        values = {
            (row.area_code, row.key): None if row.is_hidden or pd.isna(row.value_n) else int(row.value_n)
            for row in records(rows)
        }
        found.append(
            Published(
                kabupaten_code=str(code),
                programme=str(programme),
                as_of=pd.Timestamp(str(as_of)).date(),
                child_n=values.get((code, CHILDREN)),
                parent_n=values.get((code, PARENTS)),
                kecamatan={area: value for (area, key), value in values.items() if key == CHILDREN and len(area) == 6},
                values={key: value for (area, key), value in values.items() if key in EFFECT_KEYS and area == code},
                source=str(rows["source"].iloc[0]),
                is_sample=bool(rows["is_sample"].any()),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.as_of.toordinal(), one.kabupaten_code, -(one.child_n or 0))))


def newest(known: tuple[Published, ...]) -> tuple[Published, ...]:
    """Of each kabupaten and programme what was published last."""
    found: dict[tuple[str, str], Published] = {}
    for one in known:
        found.setdefault((one.kabupaten_code, one.programme), one)
    return tuple(found.values())


def count(value: int | None) -> str:
    """A count as it is written, also one that is hidden."""
    return _(HIDDEN) if value is None else formats.number(value)


def reach_sentence(one: Published, *, place: str) -> str:
    """ "Per 22 November 2026 program Anting Mas mencatat 96 anak asuh dari 81 orang tua asuh di Kab. Magetan."."""
    if one.child_n is None:
        return (
            _(
                "Jumlah anak asuh program {programme} di {place} per {day} tidak ditampilkan.",
                programme=one.programme,
                place=place,
                day=formats.date(one.as_of),
            )
            + f" {_(HIDDEN_NOTE)}"
        )
    if one.parent_n is None:
        return _(
            "Per {day} program {programme} mencatat {children} anak asuh di {place}.",
            day=formats.date(one.as_of),
            programme=one.programme,
            children=formats.number(one.child_n),
            place=place,
        )
    return _(
        "Per {day} program {programme} mencatat {children} anak asuh dari {parents} orang tua asuh di {place}.",
        day=formats.date(one.as_of),
        programme=one.programme,
        children=formats.number(one.child_n),
        parents=formats.number(one.parent_n),
        place=place,
    )


def effect_sentence(one: Published) -> str:
    """The change beside that of children alike, how sure it is, and what it is not."""
    if not one.values:
        return _(NOT_ENOUGH)
    if not one.has_effect:
        return _("Perubahan TB/U tidak ditampilkan pada terbitan ini.") + f" {_(HIDDEN_NOTE)}"
    return change_sentence(
        n=one.values[COMPARED] or 0,
        others_n=one.values[OTHERS] or 0,
        change=one.sd(CHANGE),
        others_change=one.sd(OTHERS_CHANGE),
        difference=one.sd(DIFFERENCE),
        low=one.sd(LOW),
        high=one.sd(HIGH),
    )


def change_sentence(
    *, n: int, others_n: int, change: float, others_change: float, difference: float, low: float, high: float
) -> str:
    """One sentence for page, print and slide."""
    read = (
        _("belum terlihat berbeda, karena interval memuat nol")
        if low <= 0 <= high
        else _("lebih tinggi daripada anak serupa")
        if low > 0
        else _("lebih rendah daripada anak serupa")
    )
    return (
        _(
            "Rata-rata TB/U {n} anak asuh berubah {change}, {others_n} anak serupa {others_change}; selisih "
            "{difference} (interval 95% {low} sampai {high}): {read}.",
            n=formats.number(n),
            change=sd(change),
            others_n=formats.number(others_n),
            others_change=sd(others_change),
            difference=sd(difference),
            low=sd(low),
            high=sd(high),
            read=read,
        )
        + f" {_(NO_CAUSE)}"
    )


def sd(value: float) -> str:
    """ "+0,21 SD"."""
    return f"{formats.signed(value, decimals=2)} SD"
