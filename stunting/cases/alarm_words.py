"""The sentence of one alarm: what was measured when, so that an officer can check it in the book of the posyandu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from stunting import formats
from stunting.cases import rules
from stunting.languages import _, kept

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
    return _date(day) if day else _("tanggal tidak diketahui")


def _z(value: int | None) -> str:
    return formats.number(None if value is None else value / 100, decimals=2).replace("-", "−")


def _kg(value: int | None) -> str:
    return f"{formats.number(None if value is None else value / 1000, decimals=1)} kg"


def _cm(value: int | None) -> str:
    return f"{formats.number(None if value is None else value / 10, decimals=1)} cm"


def _wasted(told: Told) -> str:
    low = bool(told.value_on and told.since < told.value_on)
    since = _(", di bawah −3 sejak {day}", day=_day(told.since)) if low else ""
    return _("Z-skor BB/TB {z} pada {day}{since}.", z=_z(told.value), day=_day(told.value_on), since=since)


def _falling(told: Told) -> str:
    return _(
        "Z-skor TB/U turun dari {before} ({before_day}) ke {z} ({day}).",
        before=_z(told.before),
        before_day=_day(told.before_on),
        z=_z(told.value),
        day=_day(told.value_on),
    )


def _new_severe(told: Told) -> str:
    return _(
        "Z-skor TB/U {z} pada {day}; terakhir belum sangat pendek {before} ({before_day}).",
        z=_z(told.value),
        day=_day(told.value_on),
        before=_z(told.before),
        before_day=_day(told.before_on),
    )


def _no_gain(told: Told) -> str:
    # Marked T although it rose: by less than a child of that age has to gain.
    rose = told.before is not None and told.value is not None and told.value > told.before
    what = (
        _("Tanda T {n} kali berturut-turut, naiknya kurang", n=told.times)
        if rose
        else _("Tidak naik {n} kali berturut-turut", n=told.times)
    )
    if told.before is None:
        return _("{what}: menjadi {now} ({day}).", what=what, now=_kg(told.value), day=_day(told.value_on))
    return _(
        "{what}: dari {before} ({before_day}) menjadi {now} ({day}).",
        what=what,
        before=_kg(told.before),
        before_day=_day(told.before_on),
        now=_kg(told.value),
        day=_day(told.value_on),
    )


def _not_weighed(told: Told) -> str:
    as_of = told.value_on
    is_listed = as_of is not None and told.value == as_of.year * 100 + as_of.month
    listed = _("Masih terdaftar") if is_listed else _("Tidak tercatat bulan terbaru")
    days = formats.number(told.times)
    if told.before_on is None:
        return _(
            "{listed}; belum pernah ditimbang sejak tercatat {month} ({days} hari).",
            listed=listed,
            month=formats.month(told.since.year, told.since.month),
            days=days,
        )
    return _(
        "{listed}; terakhir ditimbang {day}, {days} hari sebelum data terbaru.",
        listed=listed,
        day=_day(told.before_on),
        days=days,
    )


def _moved(told: Told) -> str:
    if told.value is not None:
        return _(
            "Tidak ada di daftar {listed}; terakhir tercatat {seen}.",
            listed=formats.month(told.value // 100, told.value % 100),
            seen=formats.month(told.since.year, told.since.month),
        )
    before = told.other_name or _("desa/kelurahan lain")
    return _("Tercatat di sini sejak {day}; sebelumnya di {before}.", day=_day(told.since), before=before)


def _foster(told: Told) -> str:
    days = formats.number(told.times)
    if told.value_on is None:
        return _("Belum ada ukuran sejak mulai diasuh {day} ({days} hari).", day=_day(told.since), days=days)
    return _("Terakhir diukur {day}, {days} hari lalu.", day=_day(told.value_on), days=days)


def _shrunk(told: Told) -> str:
    return _(
        "Tinggi {now} pada {day}; sebelumnya {before} ({before_day}).",
        now=_cm(told.value),
        day=_day(told.value_on),
        before=_cm(told.before),
        before_day=_day(told.before_on),
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
