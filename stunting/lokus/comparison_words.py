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
from stunting.languages import N_, Words, _
from stunting.lokus.over_time import LOKUS, OTHERS, BeforeAfter, LokusSeries, Step
from stunting.lokus.reach import Reach, Side
from stunting.proportions import COVERAGE_STEP_POINTS

BEST_NOTE = N_(
    "Daftar terbaik disusun setelah angkanya diketahui, jadi tidak ada daftar yang dapat "
    "melampauinya; jumlah balita juga bukan satu-satunya alasan memilih desa."
)
RANDOM_NOTE = N_("Acak: rata-rata jangkauan bila desa sebanyak itu diundi, sama dengan bagian desanya.")
NO_EFFECT = N_(
    "Perubahan ini bukan dampak lokus: desa dipilih karena angkanya tinggi, dan angka yang "
    "tinggi cenderung turun dengan sendirinya. Perkiraan dampak, yang memperhitungkan angka "
    "awal, ada di halaman Lokus, tab Dampak."
)
SIDE_WORDS = Words({LOKUS: "desa lokus", OTHERS: "desa bukan lokus"})


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
    places = _(
        "{desa_pct} dari {desa_n} desa/kelurahan",
        desa_pct=formats.percent(reach.desa_pct),
        desa_n=formats.number(reach.desa_n),
    )
    if reach.in_kecamatan_n is not None:
        places += _(
            "; {in_kecamatan_n} dari {kecamatan_n} kecamatan",
            in_kecamatan_n=formats.number(reach.in_kecamatan_n),
            kecamatan_n=formats.number(reach.kecamatan_n),
        )
    return _(
        "{size} desa lokus {lokus_year} ({places})",
        size=formats.number(reach.size),
        lokus_year=reach.lokus_year,
        places=places,
    )


def _reached(reach: Reach, listed: str, indicator: Indicator) -> str:
    when = "" if reach.period is None else f" ({reach.period.label})"
    if reach.whole.hits_n == 0:
        return _(
            "{listed}: tidak ada {counted} yang tercatat di kabupaten ini{when}.",
            listed=listed,
            counted=indicator.counted,
            when=when,
        )
    best = _best(reach)
    if reach.lokus.hits_n is None or reach.whole.hits_n is None:
        return _(
            "{listed}{when}: bagian {counted} yang terjangkau {why}{best}.",
            listed=listed,
            when=when,
            counted=indicator.counted,
            why=_why(reach.lokus),
            best=best,
        )
    counts = _of(reach.lokus.hits_n, reach.whole.hits_n)
    reached = _(
        "menjangkau {reached_pct} {counted} yang tercatat, {counts}",
        reached_pct=formats.percent(reach.reached_pct),
        counted=indicator.counted,
        counts=counts,
    )
    return f"{listed} {reached}{when}{best}."


def _of(part: int | None, whole: int | None) -> str:
    return _("{part} dari {whole}", part=formats.number(part), whole=formats.number(whole))


def _best(reach: Reach) -> str:
    if reach.best_n is None:
        return ""
    least = _("sedikitnya ") if reach.is_best_at_least else ""
    return _(
        "; daftar terbaik dengan {size} desa menjangkau {least}{best_pct}, daftar acak rata-rata {random_pct}",
        size=formats.number(reach.size),
        least=least,
        best_pct=formats.percent(reach.best_pct),
        random_pct=formats.percent(reach.random_pct),
    )


def _beside_best(reach: Reach, indicator: Indicator) -> list[str]:
    short = reach.short_n
    if short is None or reach.is_best_at_least or not reach.best_n:
        return []
    if short == 0:
        return [_("Daftar ini menjangkau {counted} sebanyak daftar terbaik.", counted=indicator.counted)]
    return [
        _(
            "Itu {of_best_pct} dari daftar terbaik, selisih {short} {counted}.",
            of_best_pct=formats.percent(reach.of_best_pct),
            short=formats.number(short),
            counted=indicator.counted,
        )
    ]


def _base(reach: Reach, indicator: Indicator) -> list[str]:
    if math.isnan(reach.base_pct):
        return []
    counts = _of(reach.lokus.base_n, reach.whole.base_n)
    return [
        _(
            "Desa lokus memuat {base_pct} {base}, {counts}.",
            base_pct=formats.percent(reach.base_pct),
            base=indicator.base,
            counts=counts,
        )
    ]


def _rates(reach: Reach, indicator: Indicator) -> list[str]:
    if not (reach.lokus.has_rate or reach.others.has_rate):
        return []
    pair = _(
        "{indicator} di desa lokus {lokus}; di desa bukan lokus {others}",
        indicator=indicator.label,
        lokus=side_numbers(reach.lokus, indicator=indicator),
        others=side_numbers(reach.others, indicator=indicator),
    )
    points, low, high = reach.gap
    if math.isnan(points):
        return [f"{pair}."]
    span = _("{low} sampai {high}", low=formats.signed(low), high=formats.signed(high))
    higher, lower = _("desa lokus lebih tinggi"), _("desa lokus lebih rendah")
    said = _("setara") if low <= 0 <= high else higher if points > 0 else lower
    return [
        _(
            "{pair}. Selisih {points} (interval 95% {span}): {said}.",
            pair=pair,
            points=formats.points(points),
            span=span,
            said=said,
        )
    ]


def side_numbers(side: Side, *, indicator: Indicator) -> str:
    """ "13,8% (12,3–15,4%; 261 dari 1.891 balita diukur; cakupan 94,1%)", or why there is no rate."""
    if not side.has_rate:
        return _why(side)
    return _(
        "{value} ({interval}; {hits_n} dari {base_n} {base}; {coverage})",
        value=formats.percent(side.value_pct),
        interval=formats.interval(side.low_pct, side.high_pct),
        hits_n=formats.number(side.hits_n),
        base_n=formats.number(side.base_n),
        base=indicator.base,
        coverage=coverage_words(side),
    )


def _why(side: Side) -> str:
    if side.state in (AreaState.SUPPRESSED, AreaState.SMALL_N):
        return side.state.label
    return formats.missing()


def coverage_words(side: Side) -> str:
    if side.is_coverage_hidden:
        return _("cakupan disembunyikan")
    if math.isnan(side.coverage_pct):
        return _("cakupan tidak diketahui")
    coverage = formats.percent(side.coverage_pct)
    return (
        _("cakupan {coverage}, rendah", coverage=coverage)
        if side.is_low
        else _("cakupan {coverage}", coverage=coverage)
    )


def reach_cautions(reach: Reach, *, indicator: Indicator) -> tuple[str, ...]:
    """What hidden desa and coverage say against reading the share as one of all children."""
    found = []
    if reach.hidden_desa_n:
        hidden = _(
            "Mode publik menyembunyikan hitungan {hidden_desa_n} desa/kelurahan",
            hidden_desa_n=formats.number(reach.hidden_desa_n),
        )
        if reach.best_n is None:
            found.append(_("{hidden}, jadi daftar terbaik tidak dapat disusun di sini.", hidden=hidden))
        else:
            found.append(
                _("{hidden}: daftar terbaik disusun dari desa yang terlihat, jadi angkanya batas bawah.", hidden=hidden)
            )
    low = [SIDE_WORDS[name] for name, side in _named(reach.lokus, reach.others) if side.is_low]
    if low:
        found.append(_("Cakupan di bawah 80% di {low}: angka belum mewakili seluruh balita.", low=_(" dan ").join(low)))
    step = abs(reach.lokus.coverage_pct - reach.others.coverage_pct)
    if round(step, 6) >= COVERAGE_STEP_POINTS:
        both = _(
            "{first} dan {last}",
            first=formats.percent(reach.lokus.coverage_pct),
            last=formats.percent(reach.others.coverage_pct),
        )
        found.append(
            _(
                "Cakupan desa lokus dan desa bukan lokus berbeda ({both}): bagian {counted} yang "
                "terjangkau ikut bergantung pada siapa yang diukur.",
                both=both,
                counted=indicator.counted,
            )
        )
    return tuple(found)


def _named(lokus: Side, others: Side) -> tuple[tuple[str, Side], ...]:
    return ((LOKUS, lokus), (OTHERS, others))


def before_after_sentences(change: BeforeAfter, *, indicator: Indicator) -> tuple[str, ...]:
    """One sentence per side, and that the change is no effect; the reason where there is no change to tell."""
    if change.problem or change.before is None or change.after is None:
        return (change.problem,)
    span = _("{first} ke {last}", first=change.before.label, last=change.after.label)
    said = [
        _(
            "Lokus {lokus_year}, {span}: {said}",
            lokus_year=change.decided.lokus_year,
            span=span,
            said=_step(one, indicator),
        )
        for one in change.steps[:1]
    ]
    said += [_capital(_step(one, indicator)) for one in change.steps[1:]]
    return (*said, *_step_cautions(change.steps), _(NO_EFFECT))


def _step(step: Step, indicator: Indicator) -> str:
    before, after = (side_numbers(one, indicator=indicator) for one in (step.before, step.after))
    pair = _("{side} {before} menjadi {after}", side=SIDE_WORDS[step.side], before=before, after=after)
    if not step.is_known:
        return _("{pair}. Perubahannya tidak dihitung.", pair=pair)
    return f"{pair}; {change_words(step)}."


def change_words(step: Step) -> str:
    """ "−1,8 poin persen (interval 95% −4,1 sampai +0,4): setara"."""
    span = _("{low} sampai {high}", low=formats.signed(step.low_points), high=formats.signed(step.high_points))
    said = f"{step.verdict}" if step.verdict == "setara" else _("tercatat {verdict}", verdict=step.verdict)
    return _("{points} (interval 95% {span}): {said}", points=formats.points(step.points), span=span, said=said)


def _step_cautions(steps: Sequence[Step]) -> list[str]:
    moved = [
        _(
            "{side} dari {before} menjadi {after}",
            side=SIDE_WORDS[one.side],
            before=formats.percent(one.before.coverage_pct),
            after=formats.percent(one.after.coverage_pct),
        )
        for one in steps
        if round(abs(one.before.coverage_pct - one.after.coverage_pct), 6) >= COVERAGE_STEP_POINTS
    ]
    low = [SIDE_WORDS[one.side] for one in steps if one.before.is_low or one.after.is_low]
    said = [_("Cakupan berubah, {moved}: balita yang terukur dapat berbeda.", moved="; ".join(moved))] if moved else []
    return said + (
        [_("Cakupan di bawah 80% pada salah satu periode di {low}.", low=_(" dan ").join(low))] if low else []
    )


def reach_source(reaches: Sequence[Reach]) -> str:
    """The line under the figures: system, and per kabupaten the period, n and coverage; then who made the lists."""
    counted = [
        f"{one.kabupaten_name}, {one.period.label}: {_measured(one.whole)}"
        for one in reaches
        if one.period is not None and one.whole.base_n
    ]
    routine = _("pencatatan rutin (e-PPGBM); {counted}", counted="; ".join(dict.fromkeys(counted))) if counted else ""
    return _source(routine, [one.decided.sources for one in reaches])


def series_source(series: Sequence[LokusSeries | BeforeAfter]) -> str:
    """The line under figures over time."""
    return _source(_("pencatatan rutin (e-PPGBM)"), [one.decided.sources for one in series])


def _measured(side: Side) -> str:
    if math.isnan(side.coverage_pct):
        return _(
            "{base_n} balita diukur, {coverage}", base_n=formats.number(side.base_n), coverage=coverage_words(side)
        )
    return _(
        "{covered_n} balita diukur dari {target_n} sasaran ({coverage_pct})",
        covered_n=formats.number(side.covered_n),
        target_n=formats.number(side.target_n),
        coverage_pct=formats.percent(side.coverage_pct),
    )


def _source(routine: str, sources: Sequence[Sequence[str]]) -> str:
    lists = "; ".join(dict.fromkeys(text.rstrip(".") for texts in sources for text in texts))
    said = [routine, _("Daftar lokus: {lists}", lists=lists) if lists else ""]
    return _("Sumber: {sources}.", sources=". ".join(one for one in said if one))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
