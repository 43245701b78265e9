"""Sentences a leader can read out: one figure, its change, its place. Every number in them comes from the frames.

Wording follows the field: "tergolong" and "tercatat", never "terbukti"; differences in poin persen; no causes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting import formats
from stunting.classes import ClassScheme
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.measures import Change, Estimate, Verdict, change, comparable, required_aarr

# A sentence looks at the plan of these years; the long-term plans end in 2045.
LAST_NEAR_YEAR = 2030
ORDER_CAUTION = N_("Tanpa interval, urutan yang berdekatan bukan bukti perbedaan.")


@dataclass(frozen=True, kw_only=True)
class Position:
    """The place of an area among its neighbours: 1 is the highest prevalence."""

    rank: int
    of: int
    place: str
    has_intervals: bool = False


def latest(series: Sequence[Estimate]) -> Estimate:
    """The newest estimate of a series.

    Raises:
        NoDataError: there is none.
    """
    if not series:
        raise NoDataError(_("Belum ada angka survei untuk wilayah ini."))
    return max(series, key=lambda e: (e.year, e.survey))


def check_measured(area: Area, series: Sequence[Estimate]) -> None:
    """Surveys have a figure of this area itself.

    Raises:
        NoDataError: they have none, or only one of the area it was cut from.
    """
    if series and not any(e.area_code == area.code for e in series):
        raise NoDataError(
            _(
                "Angka survei sebelum pemekaran milik {area_name}, bukan {area} yang sekarang. "
                "Pilih provinsi lain, atau tambahkan angka resmi dengan perintah `survey add`.",
                area_name=series[-1].area_name,
                area=area.official_name,
            )
        )
    if not series:
        raise NoDataError(
            _("Belum ada angka survei untuk {area}. Pilih kabupaten/kota atau provinsi lain.", area=area.official_name)
        )


def previous_comparable(series: Sequence[Estimate], newest: Estimate) -> Estimate | None:
    """The last estimate before the newest one that measured the same area in the same way."""
    earlier = [e for e in series if e.year < newest.year and comparable(e, newest) is None]
    return max(earlier, key=lambda e: e.year, default=None)


def headline(area: Area, newest: Estimate, scheme: ClassScheme) -> str:
    """The figure, its survey and its class, and whether only one source has it."""
    return " ".join(filter(None, (class_sentence(area, newest, scheme), source_caution(newest))))


def class_sentence(area: Area, newest: Estimate, scheme: ClassScheme) -> str:
    """The figure, its survey and its class in one sentence."""
    name = scheme.names[int(scheme.classify([newest.value_pct])[0])]
    return _(
        "Menurut {newest}, **{value_pct}** balita di {area} tergolong stunting: kelas “{name}” ({scheme}).",
        newest=newest.round_label,
        value_pct=formats.percent(newest.value_pct),
        area=area.official_name,
        name=name.lower(),
        scheme=scheme.label,
    )


def source_caution(newest: Estimate) -> str:
    """What a figure of a single source must say, "" for one that two sources have."""
    return "" if newest.is_verified else _("Angka ini baru ditemukan di satu sumber.")


def change_sentence(step: Change | None, series: Sequence[Estimate], newest: Estimate) -> str:
    """What may be said of the change to the newest figure."""
    if step is None:
        others = [e for e in series if e.year < newest.year]
        if not others:
            return _("Belum ada survei terdahulu untuk dibandingkan.")
        last = max(others, key=lambda e: e.year)
        reason = comparable(last, newest) or ""
        return _(
            "{last} mencatat {value_pct}, tetapi tidak dibandingkan: {reason}",
            last=last.round_label,
            value_pct=formats.percent(last.value_pct),
            reason=reason,
        )
    difference = formats.number(abs(step.points), decimals=1)
    direction = _("lebih rendah") if step.points < 0 else _("lebih tinggi")
    start = _(
        "Dibanding {before} ({value_pct}), ",
        before=step.before.round_label,
        value_pct=formats.percent(step.before.value_pct),
    )
    if not any(digit in difference for digit in "123456789"):
        return start + _("angkanya sama.")
    base = _(
        "{start}angkanya {difference} poin persen {direction}", start=start, difference=difference, direction=direction
    )
    if step.verdict is Verdict.UNTESTABLE:
        return f"{base}. {step.reason}"
    span = _(
        "{low_points} sampai {high_points} poin persen",
        low_points=formats.signed(step.low_points),
        high_points=formats.signed(step.high_points),
    )
    if step.verdict is Verdict.EQUAL:
        return _("{base}, tetapi kedua angka **setara** (interval perubahan {span}).", base=base, span=span)
    return _("{base} (interval perubahan {span}).", base=base, span=span)


def position(frame: pd.DataFrame, code: str, place: str) -> Position | None:
    """Rank of one area among the areas of a frame that have a value; 1 is the highest."""
    known = frame.dropna(subset="value_pct")
    mine = known.loc[known["area_code"] == code, "value_pct"]
    if mine.empty:
        return None
    return Position(
        rank=int((known["value_pct"] > mine.iloc[0]).sum()) + 1,
        of=len(known),
        place=place,
        has_intervals=bool(known["ci_low_pct"].notna().all()) if "ci_low_pct" in known else False,
    )


def position_sentence(found: Position, upper_name: str, upper: Estimate | None) -> str:
    """Where the area stands; an order without intervals says what it is worth."""
    text = rank_sentence(found, upper_name, upper)
    return text if found.has_intervals else f"{text} {_(ORDER_CAUTION)}"


def rank_sentence(found: Position, upper_name: str, upper: Estimate | None) -> str:
    """Where the area stands, without calling it worst or best."""
    known = _(" (angka provinsi {value_pct})", value_pct=formats.percent(upper.value_pct)) if upper else ""
    return _(
        "Di {upper_name}{known}, angka ini di urutan ke-{rank} dari {of} kabupaten/kota yang "
        "memiliki angka, dihitung dari yang tertinggi.",
        upper_name=upper_name,
        known=known,
        rank=found.rank,
        of=found.of,
    )


def target_sentence(targets: pd.DataFrame, newest: Estimate, owner: str) -> str | None:
    """The next target after the figure, and the pace it asks for."""
    ahead = targets[targets["year"] > newest.year].sort_values("year")
    if ahead.empty:
        past = targets[targets["year"] <= newest.year].sort_values("year")
        if past.empty:
            return None
        row = past.iloc[-1]
        relation = _relation(newest.value_pct, float(row["value_pct"]))
        return _(
            "Target {owner} untuk {row} adalah {row2} ({row3}); angka {newest} {relation} target itu.",
            owner=owner,
            row=int(row["year"]),
            row2=formats.percent(row["value_pct"]),
            row3=row["basis"],
            newest=newest.round_label,
            relation=relation,
        )
    near = ahead[ahead["year"] <= LAST_NEAR_YEAR]
    row = near.iloc[-1] if len(near) else ahead.iloc[0]
    year, goal = int(row["year"]), float(row["value_pct"])
    if newest.value_pct == goal:
        return _(
            "Target {owner} {goal} pada {year} ({row}) sudah dicapai angka ini.",
            owner=owner,
            goal=formats.percent(goal),
            year=year,
            row=row["basis"],
        )
    if newest.value_pct < goal:
        return _(
            "Angka ini sudah di bawah target {owner} {goal} pada {year} ({row}).",
            owner=owner,
            goal=formats.percent(goal),
            year=year,
            row=row["basis"],
        )
    if goal <= 0:
        return _(
            "Target {owner} pada {year} adalah {goal} ({row}).",
            owner=owner,
            year=year,
            goal=formats.percent(goal),
            row=row["basis"],
        )
    pace = required_aarr(value_pct=newest.value_pct, year=newest.year, target_pct=goal, target_year=year)
    return _(
        "Target {owner} {goal} pada {year} ({row}) memerlukan penurunan rata-rata {pace}% per tahun sejak {year2}.",
        owner=owner,
        goal=formats.percent(goal),
        year=year,
        row=row["basis"],
        pace=formats.number(pace, decimals=1),
        year2=newest.year,
    )


def _relation(value_pct: float, target_pct: float) -> str:
    if value_pct == target_pct:
        return _("sama dengan")
    return _("berada di bawah") if value_pct < target_pct else _("berada di atas")


def change_to_newest(series: Sequence[Estimate]) -> Change | None:
    """The change to the newest estimate from the last comparable one, None where there is none."""
    newest = latest(series)
    before = previous_comparable(series, newest)
    return change(before, newest) if before else None
