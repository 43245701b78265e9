"""What may be said of a claim: each condition answered by itself, and a verdict that follows from the answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stunting import formats
from stunting.claims.claim import Claim, ClaimEnd, ClaimKind
from stunting.claims.matching import Evidence, Figure, figure_label, is_fitting, method_of, years_between
from stunting.languages import N_, Spoken, _
from stunting.measures import Change, Estimate, Pace, Verdict, aarr, change, runs
from stunting.proportions import RoutineChange, cautions, routine_change, why_not
from stunting.routine.figures import PublishedRate, RoutineFigure
from stunting.sources import survey as survey_record

# An implied pace beyond this multiple of the national one is pointed out; it decides nothing.
FAST = 2.0


class ClaimVerdict(Spoken):
    SUPPORTED = "didukung"
    INSUFFICIENT = N_("belum cukup")
    NOT_COMPARABLE = N_("tidak dapat dibandingkan")


class Answer(Spoken):
    YES = "ya"
    NO = "tidak"
    UNKNOWN = N_("tidak diketahui")
    INFO = "keterangan"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One condition of a claim: "metode", "wilayah", "penyebut", "cakupan", "selisih", "sumber", "rumusan", "laju"."""

    key: str
    question: str
    answer: Answer
    sentence: str


@dataclass(frozen=True, kw_only=True)
class ClaimAnswer:
    """The verdict with everything it follows from.

    change:         the difference of the two figures with its interval, None where a figure is missing
    pace_pct:       implied average annual rate of reduction in percent per year, None where it cannot be computed
    national_pace:  the same for the comparable national series
    """

    claim: Claim
    evidence: Evidence
    verdict: ClaimVerdict
    reasons: tuple[Reason, ...]
    change: Change | RoutineChange | None
    pace_pct: float | None
    national_pace: Pace | None

    @property
    def sentence(self) -> str:
        """The verdict and the first reason for it."""
        start = {
            ClaimVerdict.SUPPORTED: _("Klaim didukung data"),
            ClaimVerdict.INSUFFICIENT: _("Belum cukup untuk mendukung klaim"),
            ClaimVerdict.NOT_COMPARABLE: _("Kedua angka tidak dapat dibandingkan"),
        }[self.verdict]
        return f"{start}. {self.decisive[0].sentence}"

    @property
    def decisive(self) -> tuple[Reason, ...]:
        """The reasons that made the verdict."""
        if self.verdict is ClaimVerdict.SUPPORTED:
            return tuple(one for one in self.reasons if one.key == "selisih")
        if self.verdict is ClaimVerdict.NOT_COMPARABLE:
            return tuple(one for one in self.reasons if one.key in BREAKING and one.answer is Answer.NO)
        return tuple(one for one in self.reasons if one.answer in (Answer.NO, Answer.UNKNOWN))


BREAKING = ("wilayah", "metode", "penyebut")


def check(claim: Claim, evidence: Evidence, *, national: Sequence[Estimate] = ()) -> ClaimAnswer:
    """The verdict on a claim whose ends are matched with figures (or not).

    national: the survey series of Indonesia, for the pace beside the implied one
    """
    before, after = evidence.before, evidence.after
    step: Change | RoutineChange | None = None
    reasons = [*_wording(claim, evidence), _found(claim, evidence)]
    if before is not None and after is not None:
        reasons += [_area(before, after), _method(before, after)]
        if not (isinstance(before, Estimate) or isinstance(after, Estimate)):
            reasons += [_denominator(before, after), _coverage(before, after)]
        if not any(one.key in BREAKING and one.answer is Answer.NO for one in reasons):
            step = _step(before, after)
            reasons.append(_difference(claim, step))
    is_broken = any(one.key in BREAKING and one.answer is Answer.NO for one in reasons)
    # Survey and routine values are never chained into one pace.
    pace, nation = None if is_broken else _pace(claim, evidence), _national(before or after, national)
    reasons += _pace_reason(pace, nation, before or after)
    return ClaimAnswer(
        claim=claim,
        evidence=evidence,
        verdict=_verdict(reasons),
        reasons=tuple(reasons),
        change=step,
        pace_pct=pace,
        national_pace=nation,
    )


def _verdict(reasons: Sequence[Reason]) -> ClaimVerdict:
    if any(one.key in BREAKING and one.answer is Answer.NO for one in reasons):
        return ClaimVerdict.NOT_COMPARABLE
    if any(one.answer in (Answer.NO, Answer.UNKNOWN) for one in reasons):
        return ClaimVerdict.INSUFFICIENT
    return ClaimVerdict.SUPPORTED


def _wording(claim: Claim, evidence: Evidence) -> list[Reason]:
    """What the text itself leaves open."""
    found = []
    if not claim.is_clear:
        found.append((_("Apakah rumusannya jelas?"), Answer.NO, claim.questions[0]))
    if claim.kind is ClaimKind.PACE and claim.is_clear:
        found.append(
            (
                _("Apakah rumusannya jelas?"),
                Answer.NO,
                _("Laju per tahun diuji dari kedua angka dan tahunnya: tulis keduanya."),
            )
        )
    if claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT) and claim.before is None:
        found.append(
            (_("Apakah ada pembanding?"), Answer.NO, _("Satu angka bukan perubahan: tulis juga angka sebelumnya."))
        )
    if claim.kind is ClaimKind.COUNT:
        has_bases = isinstance(evidence.before, RoutineFigure) and isinstance(evidence.after, RoutineFigure)
        found.append(
            (
                _("Apakah ini prevalensi?"),
                Answer.INFO if has_bases else Answer.NO,
                _("Jumlah balita stunting bergantung pada berapa balita yang diukur; yang dibandingkan prevalensinya.")
                if has_bases
                else _("Jumlah balita bukan prevalensi: tulis juga berapa balita yang diukur."),
            )
        )
    return [Reason(key="rumusan", question=q, answer=a, sentence=s) for q, a, s in found]


def _found(claim: Claim, evidence: Evidence) -> Reason:
    question = _("Apakah kedua angka ada di data?")
    known = [figure for figure in (evidence.before, evidence.after) if figure is not None]
    described = "; ".join(_described(figure) for figure in known)
    wrong = [
        _("{end} tidak sama dengan {figure}", end=_typed(end), figure=_described(figure))
        for end, figure in ((claim.before, evidence.before), (claim.after, evidence.after))
        if end is not None and figure is not None and not is_fitting(figure, end, claim.kind)
    ]
    if wrong:
        return Reason(
            key="sumber", question=question, answer=Answer.NO, sentence=_("Angka {wrong}.", wrong="; ".join(wrong))
        )
    is_complete = len(known) == (1 if claim.before is None and claim.kind in (ClaimKind.LEVEL, ClaimKind.COUNT) else 2)
    if is_complete:
        return Reason(
            key="sumber",
            question=question,
            answer=Answer.YES,
            sentence=_("Angka yang cocok: {described}.", described=described),
        )
    if known:
        text = _(
            "Hanya satu angka yang cocok dengan data: {described}. Sumber angka lainnya tidak diketahui.",
            described=described,
        )
    elif claim.kind in (ClaimKind.LEVELS, ClaimKind.LEVEL, ClaimKind.COUNT):
        text = _("Angka yang disebut tidak ditemukan di data; sumbernya perlu ditanyakan.")
    else:
        text = _("Tidak ada pasangan angka di data dengan perubahan sebesar itu; sumbernya perlu ditanyakan.")
    return Reason(key="sumber", question=question, answer=Answer.UNKNOWN, sentence=text)


def _typed(end: ClaimEnd) -> str:
    year = "" if end.year is None else f" ({end.year})"
    return f"{formats.number(end.value, decimals=end.decimals)}{year}"


def _described(figure: Figure) -> str:
    if isinstance(figure, Estimate):
        span = formats.interval(figure.ci_low_pct, figure.ci_high_pct)
        return f"{figure_label(figure)} {formats.percent(figure.value_pct)} ({span})"
    return f"{figure_label(figure)} {figure.numbers}"


def _area(before: Figure, after: Figure) -> Reason:
    is_same = before.area_code == after.area_code
    text = _("Kedua angka dari wilayah yang sama.") if is_same else _("Kedua angka mengukur wilayah yang berbeda.")
    return _yes_no("wilayah", _("Wilayahnya sama?"), text, is_yes=is_same)


def _method(before: Figure, after: Figure) -> Reason:
    question, first, last = _("Cara ukurnya sama?"), figure_label(before), figure_label(after)
    if method_of(before) == method_of(after):
        name = _("pencatatan rutin") if not isinstance(before, Estimate) else _("survei dengan rancangan yang sama")
        return _yes_no(
            "metode", question, _("{first} dan {last}: {name}.", first=first, last=last, name=name), is_yes=True
        )
    if isinstance(before, Estimate) and isinstance(after, Estimate):
        text = _("{first} dan {last} memakai rancangan survei yang berbeda.", first=first, last=last)
    else:
        text = _(
            "{first} dan {last}: yang satu survei, yang lain pencatatan rutin dengan cara ukur berbeda.",
            first=first,
            last=last,
        )
    return _yes_no("metode", question, text, is_yes=False)


def _denominator(before: RoutineFigure | PublishedRate, after: RoutineFigure | PublishedRate) -> Reason:
    reason = why_not(before, after)
    silent = [one.label for one in (before, after) if not one.base]
    if reason is None and silent:
        text = _(
            "Penyebut {silent} tidak disebutkan: balita yang ditimbang dan yang diukur tidak sama.",
            silent=_(" dan ").join(silent),
        )
        return Reason(
            key="penyebut", question=_("Penyebut dan jenis periodenya sama?"), answer=Answer.UNKNOWN, sentence=text
        )
    text = reason or _(
        "Keduanya menghitung {counted} per {base}, jenis periode yang sama.", counted=after.counted, base=after.base
    )
    return _yes_no("penyebut", _("Penyebut dan jenis periodenya sama?"), text, is_yes=reason is None)


def _coverage(before: RoutineFigure | PublishedRate, after: RoutineFigure | PublishedRate) -> Reason:
    found = cautions(before, after)
    question = _("Cakupannya sebanding dan cukup?")
    if before.coverage_pct is None or after.coverage_pct is None:
        return Reason(key="cakupan", question=question, answer=Answer.UNKNOWN, sentence=found[0])
    both = _(
        "Cakupan {coverage_pct} lalu {coverage_pct2}.",
        coverage_pct=formats.percent(before.coverage_pct),
        coverage_pct2=formats.percent(after.coverage_pct),
    )
    return _yes_no("cakupan", question, " ".join(found) or both, is_yes=not found)


def _step(before: Figure, after: Figure) -> Change | RoutineChange | None:
    if isinstance(before, Estimate) and isinstance(after, Estimate):
        return change(before, after)
    if isinstance(before, RoutineFigure) and isinstance(after, RoutineFigure):
        return routine_change(before, after)
    return None


def _difference(claim: Claim, step: Change | RoutineChange | None) -> Reason:
    question = _("Apakah selisihnya lebih besar daripada ketelitian angka?")
    if step is None:
        text = _("Selisih tidak dapat diuji: jumlah balita yang diukur tidak dipublikasikan.")
        return Reason(key="selisih", question=question, answer=Answer.UNKNOWN, sentence=text)
    if step.low_points is None or step.high_points is None:
        return Reason(key="selisih", question=question, answer=Answer.UNKNOWN, sentence=step.reason)
    span = _(
        "{low_points} sampai {high_points}",
        low_points=formats.signed(step.low_points),
        high_points=formats.signed(step.high_points),
    )
    text = _("Selisih {points} (interval 95% {span})", points=formats.points(step.points), span=span)
    if step.verdict is Verdict.EQUAL:
        # Whoever said that nothing changed is not contradicted.
        return _yes_no("selisih", question, _("{text}: kedua angka setara.", text=text), is_yes=claim.amount == 0)
    went = 1 if step.points > 0 else -1
    if claim.direction not in (0, went):
        return _yes_no("selisih", question, _("{text}: arahnya berlawanan dengan klaim.", text=text), is_yes=False)
    among = _(" (per {base})", base=step.after.base) if isinstance(step, RoutineChange) else ""
    return _yes_no(
        "selisih",
        question,
        _("{text}: tercatat {verdict}{among}.", text=text, verdict=step.verdict, among=among),
        is_yes=True,
    )


def _pace(claim: Claim, evidence: Evidence) -> float | None:
    """Two-point AARR (UNICEF): 1 - (P1/P0)^(1/t), of the figures found, otherwise of the typed ones."""
    if evidence.before is not None and evidence.after is not None:
        first, last = evidence.before.value_pct, evidence.after.value_pct
        years: float | None = years_between(evidence.before, evidence.after)
    elif claim.kind is ClaimKind.LEVELS and claim.before is not None and claim.after is not None:
        first, last, years = claim.before.value, claim.after.value, claim.years
    else:
        return None
    if not years or years <= 0 or not first > 0 or not last > 0:
        return None
    return 100 * (1 - (last / first) ** (1 / years))


def _national(figure: Figure | None, national: Sequence[Estimate]) -> Pace | None:
    """The pace of the national stretch with the design of the figure, otherwise of the longest stretch."""
    stretches = [run for run in runs(national) if len({one.year for one in run}) > 1]
    if not stretches:
        return None
    group = method_of(figure) if figure is not None else ""
    same = [run for run in stretches if survey_record(run[0].survey).comparable_group == group]
    return aarr((same or sorted(stretches, key=lambda run: (len(run), run[-1].year)))[-1])


def _pace_reason(pace: float | None, nation: Pace | None, figure: Figure | None) -> list[Reason]:
    if pace is None:
        return []
    text = _("Laju tersirat: {pace} (AARR).", pace=_paced(pace))
    if nation is not None:
        text += _(" Nasional {sentence}.", sentence=nation.sentence)
        if pace > 0 and nation.aarr_pct > 0 and pace > FAST * nation.aarr_pct:
            text += _(
                " Laju tersirat {pace} kali laju nasional.", pace=formats.number(pace / nation.aarr_pct, decimals=1)
            )
        if not isinstance(figure, Estimate):
            text += _(" Laju nasional berasal dari survei, jadi hanya ukuran kewajaran.")
    return [Reason(key="laju", question=_("Seberapa cepat?"), answer=Answer.INFO, sentence=text)]


def _paced(pace: float) -> str:
    if math.isclose(pace, 0, abs_tol=0.05):
        return _("tetap")
    return _(
        "{words} {pace}% per tahun",
        words=_("turun") if pace > 0 else _("naik"),
        pace=formats.number(abs(pace), decimals=1),
    )


def _yes_no(key: str, question: str, sentence: str, *, is_yes: bool) -> Reason:
    return Reason(key=key, question=question, answer=Answer.YES if is_yes else Answer.NO, sentence=sentence)
