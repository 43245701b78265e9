"""What may be said of the reach of a list and of the figures before and after it: sentences made by rules.

Every numeral is a count or a rate of the record; differences in poin persen with their interval, "setara" where it
contains 0. No causes: who was chosen for a high figure is expected to have a lower one next time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from stunting import formats
from stunting.classes import AreaState
from stunting.indicators import Indicator
from stunting.lokus.over_time import BeforeAfter, LokusSeries, Step
from stunting.lokus.reach import Reach, Side
from stunting.proportions import COVERAGE_STEP_POINTS

BEST_NOTE = (
    "Daftar terbaik disusun setelah angkanya diketahui, jadi tidak ada daftar yang dapat melampauinya; jumlah balita "
    "juga bukan satu-satunya alasan memilih desa."
)
RANDOM_NOTE = "Acak: rata-rata jangkauan bila desa sebanyak itu diundi, sama dengan bagian desanya."
NO_EFFECT = (
    "Perubahan ini bukan dampak lokus: desa dipilih karena angkanya tinggi, dan angka yang tinggi cenderung turun "
    "dengan sendirinya. Perkiraan dampak, yang memperhitungkan angka awal, ada di halaman Lokus, tab Dampak."
)
SIDE_WORDS = {"lokus": "desa lokus", "bukan lokus": "desa bukan lokus"}


def reach_sentences(reach: Reach, *, indicator: Indicator) -> tuple[str, ...]:
    """The list, what it reaches beside the best one, and both rates; then what speaks against reading them."""
    if not reach.decided.is_known:
        return (reach.problem,)
    listed = list_words(reach)
    if reach.problem:
        return (f"{listed}. {reach.problem}",)
    said = [
        _reached(reach, listed, indicator),
        *_beside_best(reach, indicator),
        *_base(reach, indicator),
        *_rates(reach, indicator),
    ]
    return (*said, *reach_cautions(reach, indicator=indicator))


def list_words(reach: Reach) -> str:
    """ "27 desa lokus 2025 (10,4% dari 260 desa/kelurahan; 9 dari 17 kecamatan)"."""
    places = f"{formats.percent(reach.desa_pct)} dari {formats.number(reach.desa_n)} desa/kelurahan"
    if reach.in_kecamatan_n is not None:
        places += f"; {formats.number(reach.in_kecamatan_n)} dari {formats.number(reach.kecamatan_n)} kecamatan"
    return f"{formats.number(reach.size)} desa lokus {reach.lokus_year} ({places})"


def _reached(reach: Reach, listed: str, indicator: Indicator) -> str:
    when = "" if reach.period is None else f" ({reach.period.label})"
    if reach.whole.hits_n == 0:
        return f"{listed}: tidak ada {indicator.counted} yang tercatat di kabupaten ini{when}."
    best = _best(reach)
    if reach.lokus.hits_n is None or reach.whole.hits_n is None:
        return f"{listed}{when}: bagian {indicator.counted} yang terjangkau {_why(reach.lokus)}{best}."
    counts = f"{formats.number(reach.lokus.hits_n)} dari {formats.number(reach.whole.hits_n)}"
    reached = f"menjangkau {formats.percent(reach.reached_pct)} {indicator.counted} yang tercatat, {counts}"
    return f"{listed} {reached}{when}{best}."


def _best(reach: Reach) -> str:
    if reach.best_n is None:
        return ""
    least = "sedikitnya " if reach.is_best_at_least else ""
    return (
        f"; daftar terbaik dengan {formats.number(reach.size)} desa menjangkau {least}"
        f"{formats.percent(reach.best_pct)}, daftar acak rata-rata {formats.percent(reach.random_pct)}"
    )


def _beside_best(reach: Reach, indicator: Indicator) -> list[str]:
    short = reach.short_n
    if short is None or reach.is_best_at_least or not reach.best_n:
        return []
    if short == 0:
        return [f"Daftar ini menjangkau {indicator.counted} sebanyak daftar terbaik."]
    return [
        f"Itu {formats.percent(reach.of_best_pct)} dari daftar terbaik, selisih {formats.number(short)} "
        f"{indicator.counted}."
    ]


def _base(reach: Reach, indicator: Indicator) -> list[str]:
    if math.isnan(reach.base_pct):
        return []
    counts = f"{formats.number(reach.lokus.base_n)} dari {formats.number(reach.whole.base_n)}"
    return [f"Desa lokus memuat {formats.percent(reach.base_pct)} {indicator.base}, {counts}."]


def _rates(reach: Reach, indicator: Indicator) -> list[str]:
    if not (reach.lokus.has_rate or reach.others.has_rate):
        return []
    pair = (
        f"{indicator.label} di desa lokus {side_numbers(reach.lokus, indicator=indicator)}; "
        f"di desa bukan lokus {side_numbers(reach.others, indicator=indicator)}"
    )
    points, low, high = reach.gap
    if math.isnan(points):
        return [f"{pair}."]
    span = f"{formats.signed(low)} sampai {formats.signed(high)}"
    said = "setara" if low <= 0 <= high else f"desa lokus {'lebih tinggi' if points > 0 else 'lebih rendah'}"
    return [f"{pair}. Selisih {formats.points(points)} (interval 95% {span}): {said}."]


def side_numbers(side: Side, *, indicator: Indicator) -> str:
    """ "13,8% (12,3–15,4%; 261 dari 1.891 balita diukur; cakupan 94,1%)", or why there is no rate."""
    if not side.has_rate:
        return _why(side)
    return (
        f"{formats.percent(side.value_pct)} ({formats.interval(side.low_pct, side.high_pct)}; "
        f"{formats.number(side.hits_n)} dari {formats.number(side.base_n)} {indicator.base}; {coverage_words(side)})"
    )


def _why(side: Side) -> str:
    if side.state in (AreaState.SUPPRESSED, AreaState.SMALL_N):
        return side.state.label
    return formats.missing()


def coverage_words(side: Side) -> str:
    if side.is_coverage_hidden:
        return "cakupan disembunyikan"
    if math.isnan(side.coverage_pct):
        return "cakupan tidak diketahui"
    return f"cakupan {formats.percent(side.coverage_pct)}{', rendah' if side.is_low else ''}"


def reach_cautions(reach: Reach, *, indicator: Indicator) -> tuple[str, ...]:
    """What hidden desa and coverage say against reading the share as one of all children."""
    found = []
    if reach.hidden_desa_n:
        hidden = f"Mode publik menyembunyikan hitungan {formats.number(reach.hidden_desa_n)} desa/kelurahan"
        if reach.best_n is None:
            found.append(f"{hidden}, jadi daftar terbaik tidak dapat disusun di sini.")
        else:
            found.append(f"{hidden}: daftar terbaik disusun dari desa yang terlihat, jadi angkanya batas bawah.")
    low = [SIDE_WORDS[name] for name, side in _named(reach.lokus, reach.others) if side.is_low]
    if low:
        found.append(f"Cakupan di bawah 80% di {' dan '.join(low)}: angka belum mewakili seluruh balita.")
    step = abs(reach.lokus.coverage_pct - reach.others.coverage_pct)
    if round(step, 6) >= COVERAGE_STEP_POINTS:
        both = f"{formats.percent(reach.lokus.coverage_pct)} dan {formats.percent(reach.others.coverage_pct)}"
        found.append(
            f"Cakupan desa lokus dan desa bukan lokus berbeda ({both}): bagian {indicator.counted} yang terjangkau "
            "ikut bergantung pada siapa yang diukur."
        )
    return tuple(found)


def _named(lokus: Side, others: Side) -> tuple[tuple[str, Side], ...]:
    return (("lokus", lokus), ("bukan lokus", others))


def before_after_sentences(change: BeforeAfter, *, indicator: Indicator) -> tuple[str, ...]:
    """One sentence per side, and that the change is no effect; the reason where there is no change to tell."""
    if change.problem or change.before is None or change.after is None:
        return (change.problem,)
    span = f"{change.before.label} ke {change.after.label}"
    said = [f"Lokus {change.decided.lokus_year}, {span}: {_step(one, indicator)}" for one in change.steps[:1]]
    said += [_capital(_step(one, indicator)) for one in change.steps[1:]]
    return (*said, *_step_cautions(change.steps), NO_EFFECT)


def _step(step: Step, indicator: Indicator) -> str:
    before, after = (side_numbers(one, indicator=indicator) for one in (step.before, step.after))
    pair = f"{SIDE_WORDS[step.side]} {before} menjadi {after}"
    if not step.is_known:
        return f"{pair}. Perubahannya tidak dihitung."
    return f"{pair}; {change_words(step)}."


def change_words(step: Step) -> str:
    """ "−1,8 poin persen (interval 95% −4,1 sampai +0,4): setara"."""
    span = f"{formats.signed(step.low_points)} sampai {formats.signed(step.high_points)}"
    said = step.verdict if step.verdict == "setara" else f"tercatat {step.verdict}"
    return f"{formats.points(step.points)} (interval 95% {span}): {said}"


def _step_cautions(steps: Sequence[Step]) -> list[str]:
    moved = [
        f"{SIDE_WORDS[one.side]} dari {formats.percent(one.before.coverage_pct)} menjadi "
        f"{formats.percent(one.after.coverage_pct)}"
        for one in steps
        if round(abs(one.before.coverage_pct - one.after.coverage_pct), 6) >= COVERAGE_STEP_POINTS
    ]
    low = [SIDE_WORDS[one.side] for one in steps if one.before.is_low or one.after.is_low]
    said = [f"Cakupan berubah, {'; '.join(moved)}: balita yang terukur dapat berbeda."] if moved else []
    return said + ([f"Cakupan di bawah 80% pada salah satu periode di {' dan '.join(low)}."] if low else [])


def reach_source(reaches: Sequence[Reach]) -> str:
    """The line under the figures: system, and per kabupaten the period, n and coverage; then who made the lists."""
    counted = [
        f"{one.kabupaten_name}, {one.period.label}: {_measured(one.whole)}"
        for one in reaches
        if one.period is not None and one.whole.base_n
    ]
    routine = f"pencatatan rutin (e-PPGBM); {'; '.join(dict.fromkeys(counted))}" if counted else ""
    return _source(routine, [one.decided.sources for one in reaches])


def series_source(series: Sequence[LokusSeries | BeforeAfter]) -> str:
    """The line under figures over time."""
    return _source("pencatatan rutin (e-PPGBM)", [one.decided.sources for one in series])


def _measured(side: Side) -> str:
    if math.isnan(side.coverage_pct):
        return f"{formats.number(side.base_n)} balita diukur, {coverage_words(side)}"
    return (
        f"{formats.number(side.covered_n)} balita diukur dari {formats.number(side.target_n)} sasaran "
        f"({formats.percent(side.coverage_pct)})"
    )


def _source(routine: str, sources: Sequence[Sequence[str]]) -> str:
    lists = "; ".join(dict.fromkeys(text.rstrip(".") for texts in sources for text in texts))
    said = [routine, f"Daftar lokus: {lists}" if lists else ""]
    return f"Sumber: {'. '.join(one for one in said if one)}."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
