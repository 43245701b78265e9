"""The sentence of one alarm: what was measured when, so that an officer can check it in the book of the posyandu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from stunting import formats
from stunting.cases import rules
from stunting.languages import kept

_date = kept(4_096)(formats.date)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What `child_alarm.sql` says of one alarm; value and before are hundredths of z, grams or millimetres."""

    since: dt.date
    value: int | None
    value_on: dt.date | None
    before: int | None
    before_on: dt.date | None
    times: int | None
    other_name: str


def sentence(rule: str, told: Told) -> str:
    """One or two sentences, without a name and without advice; that is in the rule."""
    return WORDS[rule](told)


def _day(day: dt.date | None) -> str:
    return _date(day) if day else "tanggal tidak diketahui"


def _z(value: int | None) -> str:
    return formats.number(None if value is None else value / 100, decimals=2).replace("-", "−")


def _kg(value: int | None) -> str:
    return f"{formats.number(None if value is None else value / 1000, decimals=1)} kg"


def _cm(value: int | None) -> str:
    return f"{formats.number(None if value is None else value / 10, decimals=1)} cm"


def _wasted(told: Told) -> str:
    since = f", di bawah −3 sejak {_day(told.since)}" if told.value_on and told.since < told.value_on else ""
    return f"Z-skor BB/TB {_z(told.value)} pada {_day(told.value_on)}{since}."


def _falling(told: Told) -> str:
    before = f"{_z(told.before)} ({_day(told.before_on)})"
    return f"Z-skor TB/U turun dari {before} ke {_z(told.value)} ({_day(told.value_on)})."


def _new_severe(told: Told) -> str:
    return (
        f"Z-skor TB/U {_z(told.value)} pada {_day(told.value_on)}; terakhir belum sangat pendek {_z(told.before)} "
        f"({_day(told.before_on)})."
    )


def _no_gain(told: Told) -> str:
    # Marked T although it rose: by less than a child of that age has to gain.
    rose = told.before is not None and told.value is not None and told.value > told.before
    what = (
        f"Tanda T {told.times} kali berturut-turut, naiknya kurang"
        if rose
        else (f"Tidak naik {told.times} kali berturut-turut")
    )
    first = f"dari {_kg(told.before)} ({_day(told.before_on)}) " if told.before is not None else ""
    return f"{what}: {first}menjadi {_kg(told.value)} ({_day(told.value_on)})."


def _not_weighed(told: Told) -> str:
    as_of = told.value_on
    is_listed = as_of is not None and told.value == as_of.year * 100 + as_of.month
    listed = "Masih terdaftar" if is_listed else "Tidak tercatat bulan terbaru"
    days = formats.number(told.times)
    if told.before_on is None:
        since = formats.month(told.since.year, told.since.month)
        return f"{listed}; belum pernah ditimbang sejak tercatat {since} ({days} hari)."
    return f"{listed}; terakhir ditimbang {_day(told.before_on)}, {days} hari sebelum data terbaru."


def _moved(told: Told) -> str:
    if told.value is not None:
        listed = formats.month(told.value // 100, told.value % 100)
        seen = formats.month(told.since.year, told.since.month)
        return f"Tidak ada di daftar {listed}; terakhir tercatat {seen}."
    return f"Tercatat di sini sejak {_day(told.since)}; sebelumnya di {told.other_name or 'desa/kelurahan lain'}."


def _foster(told: Told) -> str:
    if told.value_on is None:
        return f"Belum ada ukuran sejak mulai diasuh {_day(told.since)} ({formats.number(told.times)} hari)."
    return f"Terakhir diukur {_day(told.value_on)}, {formats.number(told.times)} hari lalu."


def _shrunk(told: Told) -> str:
    return (
        f"Tinggi {_cm(told.value)} pada {_day(told.value_on)}; sebelumnya {_cm(told.before)} ({_day(told.before_on)})."
    )


WORDS: dict[str, Callable[[Told], str]] = {
    rules.WASTED: _wasted,
    rules.FALLING: _falling,
    rules.NEW_SEVERE: _new_severe,
    rules.NO_GAIN: _no_gain,
    rules.NOT_WEIGHED: _not_weighed,
    rules.MOVED: _moved,
    rules.FOSTER: _foster,
    rules.SHRUNK: _shrunk,
}
