"""Why a survey and the routine records may differ: four explanations, and what the numbers say about each.

None of them is proven by the two numbers; some are ruled out as the only one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from stunting import formats
from stunting.languages import N_, Spoken, _
from stunting.measures import Z_95, Estimate
from stunting.routine.figures import PublishedRate, RoutineFigure

# For an unpublished interval only: a kabupaten sample as large as the known one of Kota Malang 2024 (589 children),
# and a design effect of 2, a usual planning value where none is known.
TYPICAL_SAMPLE_N = 600
TYPICAL_DESIGN_EFFECT = 2.0


class Reconciliation(Spoken):
    """Whether both numbers can describe the same listed children."""

    SAME = "sejalan"
    POSSIBLE = N_("dapat didamaikan")
    ONLY_IF = N_("hanya bila yang tidak diukur jauh berbeda")
    IMPOSSIBLE = N_("tidak dapat sekaligus benar untuk semua balita terdaftar")
    UNKNOWN = N_("cakupan tidak diketahui")


class Standing(Spoken):
    """What the numbers say about one explanation, in the order in which it is read out."""

    OPEN = "mungkin"
    UNTESTED = N_("belum dapat diuji")
    UNLIKELY = N_("kurang lazim")
    EXCLUDED = N_("tidak cukup sendirian")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One reason why two numbers may differ, and whether these numbers leave it open."""

    key: str
    title: str
    standing: Standing
    sentence: str


def survey_range(survey: Estimate) -> tuple[float, float]:
    """The limits of a survey figure; its point twice where no interval was published."""
    if survey.ci_low_pct is None or survey.ci_high_pct is None:
        return survey.value_pct, survey.value_pct
    return survey.ci_low_pct, survey.ci_high_pct


def explanations(
    verdict: Reconciliation,
    survey: Estimate,
    routine: RoutineFigure | PublishedRate,
    threshold: float | None,
) -> tuple[Explanation, ...]:
    """The four explanations, those that the numbers leave open first."""
    m, c = routine.value_pct, routine.coverage_pct
    found = [_coverage_explanation(verdict, c, threshold), _measuring(survey.value_pct > m), _children(survey, routine)]
    found.append(_sampling(survey, m))
    order = list(Standing)
    return tuple(sorted(found, key=lambda one: order.index(one.standing)))


def _coverage_explanation(verdict: Reconciliation, c: float | None, threshold: float | None) -> Explanation:
    standing = {
        Reconciliation.IMPOSSIBLE: Standing.EXCLUDED,
        Reconciliation.ONLY_IF: Standing.UNLIKELY,
        Reconciliation.UNKNOWN: Standing.UNTESTED,
    }.get(verdict, Standing.OPEN)
    known = _("Cakupan tidak diketahui") if c is None else _("Cakupan {c}", c=formats.percent(c))
    said = {
        Standing.EXCLUDED: _(
            "andai semua atau tak seorang pun balita yang tidak diukur stunting, selisihnya tetap ada"
        ),
        Standing.UNLIKELY: _("selisihnya meminta balita yang tidak diukur jauh berbeda dari yang diukur"),
        Standing.UNTESTED: _(
            "di atas {threshold} cakupan saja tidak dapat menjelaskan selisihnya", threshold=formats.percent(threshold)
        ),
        Standing.OPEN: _("balita yang tidak diukur dapat berbeda dari yang diukur"),
    }[standing]
    return Explanation(
        key="cakupan", title=_("Siapa yang datang diukur"), standing=standing, sentence=f"{known}: {said}."
    )


def _measuring(is_survey_higher: bool) -> Explanation:
    side = _("rendah") if is_survey_higher else _("tinggi")
    return Explanation(
        key="mutu",
        title=_("Cara ukur, umur, dan posisi"),
        standing=Standing.OPEN,
        sentence=_(
            "Panjang/tinggi, tanggal lahir, atau posisi ukur yang keliru dapat membuat angka "
            "rutin terlalu {side}; kedua angka ini tidak dapat mengujinya. Periksa mutu data dan "
            "ukur ulang sebagian balita.",
            side=side,
        ),
    )


def _children(survey: Estimate, routine: RoutineFigure | PublishedRate) -> Explanation:
    gap = abs(routine.period.year - survey.year)
    time = _("pada tahun yang sama") if gap == 0 else _("terpaut sekitar {gap} tahun", gap=gap)
    over = (
        _(" Cakupan di atas 100% menunjukkan daftar sasaran lebih kecil daripada balita yang ada.")
        if routine.coverage_pct is not None and routine.coverage_pct > 100
        else ""
    )
    return Explanation(
        key="sasaran",
        title=_("Balita, waktu, dan sasaran yang berbeda"),
        standing=Standing.OPEN,
        sentence=_(
            "Survei memilih rumah tangga, termasuk balita yang tidak terdaftar; pencatatan rutin "
            "hanya memuat balita terdaftar. Keduanya diukur {time}.{over}",
            time=time,
            over=over,
        ),
    )


def _sampling(survey: Estimate, m: float) -> Explanation:
    gap = abs(survey.value_pct - m)
    distance = _("selisih {gap} poin persen", gap=formats.number(gap, decimals=1))
    if survey.has_interval:
        low, high = survey_range(survey)
        inside = low <= m <= high
        standing = Standing.OPEN if inside else Standing.EXCLUDED
        place = _("memuat") if inside else _("tidak memuat")
        text = _(
            "Interval 95% survei ({low}) {place} angka rutin; {distance}.",
            low=formats.interval(low, high),
            place=place,
            distance=distance,
        )
    else:
        n = survey.n or TYPICAL_SAMPLE_N
        margin = Z_95 * math.sqrt(TYPICAL_DESIGN_EFFECT * survey.value_pct * (100 - survey.value_pct) / n)
        standing = Standing.UNLIKELY if gap > 2 * margin else Standing.UNTESTED
        size = f"n = {formats.number(n)}" if survey.n else _("misalnya n = {n}", n=n)
        text = _(
            "Interval survei tidak dipublikasikan. Perkiraan kasar ({size}, efek rancangan 2)"
            " memberi ±{margin} poin; {distance}.",
            size=size,
            margin=formats.number(margin, decimals=1),
            distance=distance,
        )
    return Explanation(key="galat", title=_("Galat sampel survei"), standing=standing, sentence=text)
