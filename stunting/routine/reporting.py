"""Which kabupaten/kota of a province have reported, whose data are late or thin, and what may not be compared.

A month without rows is unknown and stays empty; it is never a coverage of 0.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records, whole_numbers
from stunting.geography import Area
from stunting.languages import N_, Spoken, _
from stunting.routine.rates import LOW_COVERAGE_PCT, SMALLEST_N

# Figures of a month are due in the month after it: later than this many days after its end they are late.
LATE_AFTER_DAYS = 45
MONTHS_SHOWN = 12


class Standing(Spoken):
    """How a kabupaten stands; of those with data the most urgent first, then those without."""

    LATE = "terlambat"
    THIN = "tipis"
    GOOD = "lengkap"
    MISSING = "belum melapor"


SYMBOLS = {Standing.MISSING: "✕", Standing.LATE: "◔", Standing.THIN: "▲", Standing.GOOD: "●"}
MEANINGS = {
    Standing.MISSING: N_("belum ada satu bulan pun"),
    Standing.LATE: N_("bulan terakhir berakhir lebih dari {days} hari lalu"),
    Standing.THIN: N_("cakupan di bawah {low_pct}% atau tidak diketahui"),
    Standing.GOOD: N_("bulan terakhir masuk dan cakupannya cukup"),
}


def meaning(standing: Standing) -> str:
    """What a standing says about a kabupaten/kota."""
    return _(MEANINGS[standing], days=LATE_AFTER_DAYS, low_pct=f"{LOW_COVERAGE_PCT:.0f}")


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month of a kabupaten; coverage_pct is None where no list names the unmeasured."""

    year: int
    month: int
    measured_n: int
    coverage_pct: float | None
    flagged_pct: float | None

    @property
    def end(self) -> dt.date:
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """One kabupaten/kota of the province.

    days:        since the end of its last month, None without one
    origin:      "dikirim (publik)", "dikirim (internal)", "diimpor di sini", "seri contoh", ""
    delivery:    the row of the table `delivery`, None where it delivered nothing
    differences: what keeps its figures from being compared
    """

    code: str
    name: str
    standing: Standing
    months: Mapping[tuple[int, int], Month]
    days: int | None
    origin: str
    is_sample: bool
    delivery: Any
    differences: tuple[str, ...]

    @property
    def last(self) -> Month | None:
        return self.months[max(self.months)] if self.months else None


def reporting(
    kabupaten: Sequence[Area],
    months: pd.DataFrame,
    *,
    deliveries: pd.DataFrame,
    differences: pd.DataFrame,
    imported: Sequence[str],
    today: dt.date,
) -> list[Reporting]:
    """One record per registered kabupaten/kota, by its standing, then by code.

    months:      `routine_queries.reported_months`
    deliveries, differences: of the release; empty where nothing was delivered
    imported:    codes of the kabupaten/kota with an import in this release
    """
    by_code: dict[str, dict[tuple[int, int], Month]] = {}
    samples: dict[str, bool] = {}
    for row in records(months):
        by_code.setdefault(row.kabupaten_code, {})[(int(row.year), int(row.month))] = _month(row)
        samples[row.kabupaten_code] = samples.get(row.kabupaten_code, False) or bool(row.is_sample)
    sent = {row.kabupaten_code: row for row in records(deliveries)}
    told: dict[str, list[str]] = {}
    for row in records(differences):
        told.setdefault(row.kabupaten_code, []).append(str(row.sentence))
    found = []
    for area in kabupaten:
        known = by_code.get(area.code, {})
        last = known[max(known)] if known else None
        days = max((today - last.end).days, 0) if last else None
        found.append(
            Reporting(
                code=area.code,
                name=area.official_name,
                standing=_standing(last, days),
                months=known,
                days=days,
                origin=_origin(area.code, sent, imported, has_rows=bool(known)),
                is_sample=samples.get(area.code, False),
                delivery=sent.get(area.code),
                differences=tuple(told.get(area.code, ())),
            )
        )
    return sorted(found, key=lambda one: (list(Standing).index(one.standing), one.code))


def shown_months(found: Sequence[Reporting]) -> list[tuple[int, int]]:
    """The last twelve months up to the newest that anybody reported, oldest first."""
    newest = max((max(one.months) for one in found if one.months), default=None)
    if newest is None:
        return []
    last = newest[0] * 12 + newest[1] - 1
    return [(number // 12, number % 12 + 1) for number in range(last - MONTHS_SHOWN + 1, last + 1)]


def table(found: Sequence[Reporting]) -> pd.DataFrame:
    """The table behind the view, with Indonesian headers; what is unknown is empty."""
    sent = [one.delivery for one in found]
    columns: dict[str, Any] = {
        N_("Kode"): [one.code for one in found],
        "Kabupaten/kota": [one.name for one in found],
        N_("Keadaan"): [str(one.standing) for one in found],
        N_("Bulan terakhir"): [formats.month(one.last.year, one.last.month) if one.last else None for one in found],
        N_("Hari sejak akhir bulan itu"): whole_numbers(one.days for one in found),
        N_("Balita diukur"): whole_numbers(one.last.measured_n if one.last else None for one in found),
        N_("Cakupan (%)"): pd.Series([one.last.coverage_pct if one.last else None for one in found], dtype=float),
        N_("TB/U tidak masuk akal (%)"): pd.Series(
            [one.last.flagged_pct if one.last else None for one in found], dtype=float
        ),
        N_("Asal"): [one.origin or None for one in found],
        N_("Data contoh"): [one.is_sample for one in found],
        N_("Tidak sebanding"): [" ".join(one.differences) or None for one in found],
        N_("Rilis kabupaten"): [one.release_id if one is not None else None for one in sent],
        N_("Dibuat kabupaten"): [one.exported_at if one is not None else None for one in sent],
        N_("Diterima"): [one.received_at if one is not None else None for one in sent],
        N_("Sidik penanda tangan"): [one.signed_by if one is not None else None for one in sent],
    }
    for year, month in shown_months(found):
        name = _("Cakupan {short_month} (%)", short_month=formats.short_month(year, month))
        cells = [one.months.get((year, month)) for one in found]
        columns[name] = pd.Series([one.coverage_pct if one else None for one in cells], dtype=float)
    return pd.DataFrame(columns)


def summary(found: Sequence[Reporting], *, place: str) -> str:
    """One sentence: how many reported, how many are late or thin."""
    counts = {standing: sum(one.standing is standing for one in found) for standing in Standing}
    reported = len(found) - counts[Standing.MISSING]
    rest = [f"{counts[one]} {one}" for one in (Standing.LATE, Standing.THIN, Standing.GOOD) if counts[one]]
    told = f": {', '.join(rest)}" if rest else ""
    return _(
        "{reported} dari {found_n} kabupaten/kota {place} sudah melapor{told}.",
        reported=reported,
        found_n=len(found),
        place=place,
        told=told,
    )


def source_line(found: Sequence[Reporting]) -> str:
    """The line under the view."""
    months = [one.last for one in found if one.last]
    measured = formats.number(sum(one.measured_n for one in months))
    return _(
        "Sumber: pencatatan rutin (e-PPGBM) menurut rilis ini, bulan terakhir tiap "
        "kabupaten/kota; {measured} balita diukur. Cakupan: diukur dibagi sasaran di daftar "
        "yang memuat balita tak diukur. Sel kosong: tidak diketahui, bukan nol.",
        measured=measured,
    )


def _month(row: Any) -> Month:
    measured = int(row.measured_n)
    has_list = not pd.isna(row.target_n) and int(row.target_n) > 0 and not pd.isna(row.covered_n)
    flagged = None if pd.isna(row.flagged_n) else int(row.flagged_n)
    with_height = measured + (flagged or 0)
    return Month(
        year=int(row.year),
        month=int(row.month),
        measured_n=measured,
        coverage_pct=100 * int(row.covered_n) / int(row.target_n) if has_list else None,
        flagged_pct=100 * flagged / with_height if flagged is not None and with_height >= SMALLEST_N else None,
    )


def _standing(last: Month | None, days: int | None) -> Standing:
    if last is None or days is None:
        return Standing.MISSING
    if days > LATE_AFTER_DAYS:
        return Standing.LATE
    is_thin = last.coverage_pct is None or last.coverage_pct < LOW_COVERAGE_PCT
    return Standing.THIN if is_thin else Standing.GOOD


def _origin(code: str, sent: Mapping[str, Any], imported: Sequence[str], *, has_rows: bool) -> str:
    if code in sent:
        return _("dikirim ({mode})", mode=sent[code].mode)
    if code in imported:
        return _("diimpor di sini")
    return _("seri contoh") if has_rows else ""
