"""The waves of one lokus list: which Bulan Timbang lie before its decision, and which after it took effect.

All counts come through `District`, so in mode publik every figure here is a function of what mode publik shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from stunting import lokus_queries
from stunting.errors import NoDataError
from stunting.indicators import indicator
from stunting.languages import N_, _
from stunting.lokus.effect import FEWEST_WAVES, Effect, Wave, estimate_effect
from stunting.lokus.effect_words import conclusion
from stunting.lokus.placebo import placebo
from stunting.routine.district import District, Mode, Question, permitted
from stunting.routine.periods import Period, PeriodKind

ALL_OF_THEM = N_("Hasil lengkap ada di mode internal.")
COLUMNS = ["area_code", "area_name", "parent_code", "parent_name", "stunted_n", "measured_n", "coverage_pct"]


@dataclass(frozen=True, kw_only=True)
class ListWaves:
    """One lokus list with the Bulan Timbang around its decision.

    before:    all windows that end before the decision, oldest first
    after:     all windows from the lokus year on, oldest first
    preferred: the one of `after` that is shown first: the first in the season of the last window before
    steps:     how many windows lie between the last before and the preferred one, for the placebo
    codes:     the desa of the list
    """

    kabupaten_code: str
    lokus_year: int
    decided_year: int
    codes: tuple[str, ...]
    before: tuple[Period, ...]
    after: tuple[Period, ...]
    preferred: Period
    cautions: tuple[str, ...]

    def between(self, after: Period, windows: tuple[Period, ...]) -> int:
        return windows.index(after) - windows.index(self.before[-1])


@dataclass(frozen=True, kw_only=True)
class ListEffect:
    """The answer for one list and one outcome window.

    conclusion: what the placebo comparisons say about it
    """

    waves: ListWaves
    after: Period
    effect: Effect
    placebos: tuple[Effect, ...]
    mode: Mode
    is_sample: bool
    conclusion: str = field(default="")


def list_waves(
    district: District, *, kabupaten_code: str, lokus_year: int, mode: Mode, chosen_from: str = ""
) -> ListWaves:
    """Which windows answer for a list.

    chosen_from: key of the window the list was chosen from, "" where nobody says; it is then the last one before.
        Otherwise, where the day of the decree is known and lies in the year of the decision, windows that end before
        it count as before; else those of the years before.

    Raises:
        NoDataError: no such list, no such window before the lokus year, fewer than two windows before the decision, or
            none in the lokus year or later.
    """
    lists = lokus_queries.lokus_of_area(district.db, within=kabupaten_code)
    own = lists[lists["lokus_year"] == lokus_year]
    if own.empty:
        raise NoDataError(
            _("Belum ada daftar lokus {lokus_year} di sini. Pilih tahun lokus lain.", lokus_year=lokus_year)
        )
    decided_year = int(own["decided_year"].min())
    windows = _windows(district, kabupaten_code, permitted(mode, kabupaten_code))
    if chosen_from:
        before = _up_to(windows, chosen_from, lokus_year=lokus_year)
    else:
        before = tuple(one for one in windows if is_before(one, own["decree_date"], decided_year=decided_year))
    after = tuple(one for one in windows if one.start.year >= lokus_year)
    if len(before) < FEWEST_WAVES:
        raise NoDataError(
            _(
                "Perlu sedikitnya {fewest} Bulan Timbang sebelum daftar lokus {lokus_year} "
                "diputuskan ({decided_year}); yang ada {n}. Impor Bulan Timbang yang lebih"
                " lama.",
                fewest=FEWEST_WAVES,
                lokus_year=lokus_year,
                decided_year=decided_year,
                n=len(before),
            )
        )
    if not after:
        raise NoDataError(
            _(
                "Belum ada Bulan Timbang pada {lokus_year} atau sesudahnya, jadi lokus "
                "{lokus_year} belum dapat dinilai. Pilih tahun lokus yang lebih lama.",
                lokus_year=lokus_year,
            )
        )
    same_season = [one for one in after if one.month == before[-1].month]
    return ListWaves(
        kabupaten_code=kabupaten_code,
        lokus_year=lokus_year,
        decided_year=decided_year,
        codes=tuple(own["desa_code"]),
        before=before,
        after=after,
        preferred=(same_season or list(after))[0],
        cautions=(
            *_cautions(lists, own, before=before[-1], has_season=bool(same_season)),
            *([] if chosen_from else _unseen(windows, before[-1], decided_year)),
        ),
    )


def effect_of_list(
    district: District,
    *,
    kabupaten_code: str,
    lokus_year: int,
    mode: Mode,
    after_key: str = "",
    chosen_from: str = "",
) -> ListEffect:
    """The effect of one list with its placebo comparisons.

    after_key:   key of the outcome window, "" for the preferred one
    chosen_from: key of the window the list was chosen from, "" where nobody says

    Raises:
        NoDataError: as `list_waves` and `estimate_effect`; or no window of that key after the list.
    """
    mode = permitted(mode, kabupaten_code)
    waves = list_waves(
        district, kabupaten_code=kabupaten_code, lokus_year=lokus_year, mode=mode, chosen_from=chosen_from
    )
    after = next((one for one in waves.after if one.key == after_key), None) if after_key else waves.preferred
    if after is None:
        known = ", ".join(one.label for one in waves.after)
        raise NoDataError(
            _(
                "Bulan Timbang itu tidak ada sesudah lokus {lokus_year} berlaku. Pilih {known}.",
                lokus_year=lokus_year,
                known=known,
            )
        )
    asked = {one: _wave(district, kabupaten_code, one, mode) for one in (*waves.before, after)}
    before = [asked[one] for one in waves.before]
    hidden = _hidden(asked[after], waves.codes) if mode is Mode.PUBLIC else ()
    effect = estimate_effect(before, asked[after], waves.codes, cautions=(*hidden, *waves.cautions))
    steps = waves.between(after, _windows(district, kabupaten_code, mode))
    placebos = placebo(before, waves.codes, steps=steps)
    return ListEffect(
        waves=waves,
        after=after,
        effect=effect,
        placebos=placebos,
        mode=mode,
        is_sample=any(bool(wave.frame["is_sample"].any()) for wave in asked.values()),
        conclusion=conclusion(effect, placebos),
    )


def _windows(district: District, kabupaten_code: str, mode: Mode) -> tuple[Period, ...]:
    windows = [one for one in district.periods(kabupaten_code, mode=mode) if one.kind is PeriodKind.WINDOW]
    return tuple(sorted(windows, key=lambda one: one.end))


def _up_to(windows: tuple[Period, ...], key: str, *, lokus_year: int) -> tuple[Period, ...]:
    """The windows up to the one a list was chosen from."""
    last = next((one for one in windows if one.key == key and one.end.year < lokus_year), None)
    if last is None:
        known = ", ".join(one.label for one in windows if one.end.year < lokus_year)
        raise NoDataError(
            _(
                "Daftar lokus {lokus_year} tidak dapat dipilih dari Bulan Timbang itu. Pilih {known}.",
                lokus_year=lokus_year,
                known=known,
            )
        )
    return tuple(one for one in windows if one.end <= last.end)


def _unseen(windows: tuple[Period, ...], last: Period, decided_year: int) -> list[str]:
    """The list may have been chosen from a window that does not count as before."""
    later = [one.label for one in windows if one.end.year == decided_year and one.end > last.end]
    if not later:
        return []
    return [
        _(
            "Dianggap dipilih dari {last} atau sebelumnya. Bila dipilih dari {later}, sebutkan: "
            "tanpa itu desa lokus tampak kurang baik daripada sebenarnya.",
            last=last.label,
            later=_(" atau ").join(later),
        )
    ]


def is_before(window: Period, decree_dates: pd.Series, *, decided_year: int) -> bool:
    """Whether a window ended before the list was decided: before the decree where its day lies in that year."""
    days = decree_dates.dropna()
    day = pd.Timestamp(days.min()).date() if len(days) else None
    if day is not None and day.year == decided_year:
        return window.end < day
    return window.end.year < decided_year


def _wave(district: District, kabupaten_code: str, period: Period, mode: Mode) -> Wave:
    question = Question(indicator=indicator("stunting"), mode=mode)
    frame = district.areas_in_period(within=kabupaten_code, level="desa", period=period, question=question)
    return Wave(
        label=period.label,
        order=period.end.toordinal(),
        short=period.short,
        frame=frame[[*COLUMNS, "is_suppressed", "is_sample"]],
    )


def _hidden(after: Wave, codes: tuple[str, ...]) -> tuple[str, ...]:
    hidden = after.frame.loc[after.frame["is_suppressed"].to_numpy(dtype=bool), "area_code"]
    if hidden.empty:
        return ()
    ours = int(hidden.isin(list(codes)).sum())
    return (
        _(
            "Mode publik: hitungan {hidden_n} desa ({ours_n} di antaranya lokus) disembunyikan pada"
            " {after} dan tidak ikut dihitung; yang disembunyikan terutama desa dengan sedikit "
            "kasus, sehingga selisih dapat bergeser. {more}",
            hidden_n=len(hidden),
            ours_n=ours,
            after=after.label,
            more=_(ALL_OF_THEM),
        ),
    )


def _cautions(lists: pd.DataFrame, own: pd.DataFrame, *, before: Period, has_season: bool) -> tuple[str, ...]:
    """What the lists of other years say against reading the difference as one of this list."""
    codes, year = set(own["desa_code"]), int(own["lokus_year"].iloc[0])
    earlier = set(lists.loc[lists["lokus_year"] < year, "desa_code"])
    others = set(lists.loc[lists["lokus_year"] != year, "desa_code"]) - codes
    said = []
    if codes & earlier:
        said.append(
            _(
                "{part} dari {whole} desa sudah lokus pada tahun sebelumnya, jadi gelombang"
                " sebelum keputusan ini tidak sepenuhnya tanpa kegiatan lokus.",
                part=len(codes & earlier),
                whole=len(codes),
            )
        )
    if others:
        said.append(_("{others_n} desa pembanding masuk daftar lokus tahun lain.", others_n=len(others)))
    if not has_season:
        said.append(_("Belum ada Bulan Timbang sesudahnya pada musim yang sama dengan {period}.", period=before.label))
    return tuple(said)
