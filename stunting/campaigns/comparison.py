"""D/S of places with an event, before and after it, against similar places without any: an association, no proof.

Children are weighed for many reasons at once, and an event is not drawn by lot. Places with an event are compared with
the three most similar places of the same kabupaten without one (D/S before and size, as `lokus.effect_match` does it),
over the same months. How far such differences spread where nothing happened gives the interval.

All counts come through `District`, so in mode publik every figure here is a function of what mode publik shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from stunting import formats
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.indicators import indicator
from stunting.languages import N_, _
from stunting.lokus.effect_match import NEIGHBOURS, closest
from stunting.routine.district import District, Mode, Question, permitted
from stunting.routine.periods import Period, PeriodKind

SMALLEST_N = 20
# A mean of fewer places is not told; without enough others there is nothing to be similar to.
FEWEST_PLACES = 3
FEWEST_OTHERS = {"desa": 10, "kecamatan": 4}
WORDS = {"desa": "desa/kelurahan", "kecamatan": "kecamatan"}
NO_PROOF = N_("Ini hubungan, bukan bukti sebab.")


def method() -> str:
    """How places are compared, for the reader."""
    return _(
        "Tiap wilayah dengan kegiatan dibandingkan dengan {neighbours} wilayah tanpa kegiatan di kabupaten yang sama "
        "yang paling mirip D/S sebelumnya dan jumlah sasarannya, pada bulan yang sama; bulan kegiatannya tidak "
        "dihitung. D/S = balita ditimbang dibagi sasaran, dijumlahkan lalu dibagi. Interval 95% dari sebaran selisih "
        "yang sama di wilayah tanpa kegiatan.",
        neighbours=NEIGHBOURS,
    )


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Places with an event against similar ones.

    frame: one row per place that counts: area_code, area_name, event_date, before_pct, after_pct, others_points
           (change of the similar ones), difference_points, neighbours (names), target_n (mean of the months)
    points, low, high: mean difference in percentage points with its 95 % interval; null below three places
    left_out: sentences on places that do not count
    """

    level: str
    months: int
    mode: Mode
    frame: pd.DataFrame = field(repr=False)
    others_n: int
    left_out: tuple[str, ...]
    is_sample: bool
    points: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def sentence(self) -> str:
        """The difference with its interval and what it does not say."""
        number, words = len(self.frame), WORDS[self.level]
        if self.points is None or self.low is None or self.high is None:
            return _(
                "Baru {number} {words} dengan kegiatan yang dapat dibandingkan; rata-ratanya belum disebut. {no_proof}",
                number=number,
                words=words,
                no_proof=_(NO_PROOF),
            )
        if self.low <= 0 <= self.high:
            verdict = _("tidak terlihat berbeda dari")
        else:
            verdict = _("naik lebih banyak daripada") if self.points > 0 else _("naik lebih sedikit daripada")
        return _(
            "D/S {number} {words} sesudah kegiatan {verdict} {words} serupa: selisih {points}"
            " (interval 95% {low} sampai {high}), {months} bulan sebelum dan sesudah. "
            "{no_proof}",
            number=number,
            words=words,
            verdict=verdict,
            points=formats.points(self.points),
            low=formats.signed(self.low),
            high=formats.signed(self.high),
            months=self.months,
            no_proof=_(NO_PROOF),
        )


def compare(
    district: District,
    events: pd.DataFrame,
    *,
    kabupaten_code: str,
    level: str,
    months: int,
    mode: Mode,
) -> Comparison:
    """The comparison for the first event of each place of a level.

    events: rows of `campaign_events`; those above the level belong to no single place and do not count
    months: how many months before and after

    Raises:
        NoDataError: no event at this level, no monthly figures with a target, or too few places without an event.
    """
    mode = permitted(mode, kabupaten_code)
    own = _first_of_place(events, level)
    if own.empty:
        raise NoDataError(
            _(
                "Belum ada kegiatan yang tercatat sampai tingkat {words}, jadi tidak ada yang dapat dibandingkan.",
                words=WORDS[level],
            )
        )
    known = {
        (one.year, one.month): one
        for one in district.periods(kabupaten_code, mode=mode)
        if one.kind is PeriodKind.MONTH
    }
    if not known:
        raise NoDataError(_("Belum ada penimbangan bulanan di kabupaten ini. Impor berkas e-PPGBM lebih dulu."))
    reader = _Reader(district, kabupaten_code, level, mode, known)
    rows: list[dict[str, Any]] = []
    spreads: list[float] = []
    others_n = 0
    left_out = {"waktu": 0, "hitungan": 0, "sedikit": 0}
    for one in records(own):
        span = _windows(one.event_date, months)
        found = _place(reader, one, span, visited=set(own["area_code"]), fewest=FEWEST_OTHERS[level])
        if isinstance(found, str):
            left_out[found] += 1
            continue
        row, spread, number = found
        rows.append(row)
        spreads.append(spread)
        others_n = max(others_n, number)
    said = _said(left_out, level=level, months=months, mode=mode)
    if not rows:
        raise NoDataError(" ".join(said) or _("Tidak ada yang dapat dibandingkan."))
    frame = pd.DataFrame(rows)
    points = low = high = None
    if len(rows) >= FEWEST_PLACES:
        points = float(frame["difference_points"].mean())
        error = float(np.sqrt(np.square(spreads).sum())) / len(rows)
        margin = float(stats.t.ppf(0.975, min(others_n, 30) - 1)) * error
        low, high = points - margin, points + margin
    return Comparison(
        level=level,
        months=months,
        mode=mode,
        frame=frame,
        others_n=others_n,
        left_out=said,
        is_sample=reader.is_sample or bool(own["is_sample"].any()),
        points=points,
        low=low,
        high=high,
    )


def _first_of_place(events: pd.DataFrame, level: str) -> pd.DataFrame:
    length = {"desa": 10, "kecamatan": 6}[level]
    inside = events[events["area_code"].str.len() >= length]
    inside = inside.assign(area_code=inside["area_code"].str[:length])
    return inside.sort_values("event_date", kind="stable").drop_duplicates("area_code", ignore_index=True)


def _windows(day: Any, months: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The months before and after an event, its own left out."""
    moment = pd.Timestamp(day)
    at = 12 * moment.year + moment.month - 1
    before = [divmod(at - step, 12) for step in range(1, months + 1)]
    after = [divmod(at + step, 12) for step in range(1, months + 1)]
    return [(y, m + 1) for y, m in before], [(y, m + 1) for y, m in after]


class _Reader:
    """Weighed and target of every place in a month, asked once."""

    def __init__(
        self, district: District, within: str, level: str, mode: Mode, known: dict[tuple[int, int], Period]
    ) -> None:
        self._district, self._within, self._level, self.known = district, within, level, known
        self._question = Question(indicator=indicator("stunting"), mode=mode)
        self._months: dict[tuple[int, int], pd.DataFrame] = {}
        self.is_sample = False

    def sums(self, months: list[tuple[int, int]]) -> pd.DataFrame | None:
        """Weighed and target added up over the months that are known, one row per place; None without any month."""
        frames = [self._month(one) for one in months if one in self.known]
        if not frames:
            return None
        both = pd.concat(frames)
        told = both.dropna(subset=["weighed", "target"])
        found = told.groupby("area_code").agg(
            weighed=("weighed", "sum"), target=("target", "sum"), months=("target", "size")
        )
        return found.join(frames[0].set_index("area_code")["area_name"], how="left")

    def _month(self, month: tuple[int, int]) -> pd.DataFrame:
        if month not in self._months:
            frame = self._district.areas_in_period(
                within=self._within, level=self._level, period=self.known[month], question=self._question
            )
            self.is_sample |= bool(frame["is_sample"].any())
            self._months[month] = pd.DataFrame(
                {
                    "area_code": frame["area_code"],
                    "area_name": frame["area_name"],
                    "weighed": frame["covered_weighed_n"].astype("Float64"),
                    "target": frame["target_n"].astype("Float64"),
                }
            )
        return self._months[month]


def _place(
    reader: _Reader,
    one: Any,
    span: tuple[list[tuple[int, int]], list[tuple[int, int]]],
    *,
    visited: set[str],
    fewest: int,
) -> tuple[dict[str, Any], float, int] | str:
    """The row of one place, the spread of such differences elsewhere, and how many others; or why there is none."""
    before, after = reader.sums(span[0]), reader.sums(span[1])
    if before is None or after is None:
        return "waktu"
    later = after[["weighed", "target"]].rename(columns={"weighed": "weighed_after", "target": "target_after"})
    both = before.join(later, how="inner")
    both = both[(both["target"] / both["months"] >= SMALLEST_N) & (both["target_after"] > 0)]
    if one.area_code not in both.index:
        return "hitungan"
    level = (100 * both["weighed"] / both["target"]).to_numpy(dtype=float)
    change = (100 * both["weighed_after"] / both["target_after"]).to_numpy(dtype=float) - level
    size = (both["target"] / both["months"]).to_numpy(dtype=float)
    values = np.column_stack([level, np.log(size)])
    codes = both.index.to_numpy(dtype=object)
    ours = np.flatnonzero(codes == one.area_code)
    others = np.flatnonzero([code not in visited for code in codes])
    if len(others) < fewest:
        return "sedikit"
    spread = values[np.concatenate([ours, others])].std(axis=0)
    near = closest(values, ours, others, spread=spread)[0]
    elsewhere = closest(values, others, others, spread=spread)
    placebo = change[others] - change[elsewhere].mean(axis=1)
    at = int(ours[0])
    names = both["area_name"].to_numpy(dtype=object)
    row = {
        "area_code": one.area_code,
        "area_name": names[at],
        "event_date": pd.Timestamp(one.event_date).date(),
        "before_pct": level[at],
        "after_pct": level[at] + change[at],
        "others_points": float(change[near].mean()),
        "difference_points": float(change[at] - change[near].mean()),
        "neighbours": ", ".join(str(names[place]) for place in near),
        "target_n": round(float(size[at])),
    }
    return row, float(placebo.std(ddof=1)), len(others)


def _said(left_out: dict[str, int], *, level: str, months: int, mode: Mode) -> tuple[str, ...]:
    said = []
    if left_out["waktu"]:
        said.append(
            _(
                "{left_out} {words} tidak dibandingkan: penimbangan {months} bulan sebelum atau sesudahnya belum ada.",
                left_out=left_out["waktu"],
                words=WORDS[level],
                months=months,
            )
        )
    if left_out["hitungan"] and mode is Mode.PUBLIC:
        said.append(
            _(
                "{left_out} {words} tidak dibandingkan: sasaran atau cakupannya tidak diketahui, "
                "kurang dari {smallest_n} balita, atau disembunyikan dalam mode publik",
                left_out=left_out["hitungan"],
                words=WORDS[level],
                smallest_n=SMALLEST_N,
            )
            + (_(". Coba tingkat kecamatan.") if level == "desa" else ".")
        )
    elif left_out["hitungan"]:
        said.append(
            _(
                "{left_out} {words} tidak dibandingkan: sasarannya tidak diketahui atau kurang "
                "dari {smallest_n} balita.",
                left_out=left_out["hitungan"],
                words=WORDS[level],
                smallest_n=SMALLEST_N,
            )
        )
    if left_out["sedikit"]:
        said.append(
            _(
                "{left_out} {words} tidak dibandingkan: kurang dari {fewest_others} {words} tanpa"
                " kegiatan dapat menjadi pembanding.",
                left_out=left_out["sedikit"],
                words=WORDS[level],
                fewest_others=FEWEST_OTHERS[level],
            )
        )
    return tuple(said)


def table(found: Comparison) -> pd.DataFrame:
    """One row per place that counts, for a page or a file."""
    frame = found.frame
    return pd.DataFrame(
        {
            N_("Kode"): frame["area_code"],
            N_("Wilayah"): frame["area_name"],
            N_("Tanggal kegiatan"): [formats.date(day) for day in frame["event_date"]],
            N_("Sasaran rata-rata"): frame["target_n"],
            N_("D/S sebelum (%)"): frame["before_pct"],
            N_("D/S sesudah (%)"): frame["after_pct"],
            N_("Perubahan (poin persen)"): frame["after_pct"] - frame["before_pct"],
            N_("Perubahan wilayah serupa (poin persen)"): frame["others_points"],
            N_("Selisih (poin persen)"): frame["difference_points"],
            N_("Wilayah serupa"): frame["neighbours"],
        }
    )
