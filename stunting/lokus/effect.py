"""Did lokus villages improve more than others would have? ANCOVA on earlier waves, beside the naive comparison.

A lokus desa is chosen because its prevalence was high, and part of what is high by chance falls by itself. A plain
comparison of changes (difference in differences) counts that fall as success. Here the desa are compared with others of
the same kecamatan, given what all earlier waves say about each of them (`stunting.lokus.effect_core`); the simulation
in docs/lokus_effect.md shows that this is centred on zero where nothing happened, and that the plain comparison is not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from stunting.errors import NoDataError
from stunting.languages import N_, Spoken, _
from stunting.lokus.effect_core import SMALLEST_N, Fit, Panel, calibrated, naive, regression
from stunting.lokus.effect_match import matched, nearest
from stunting.lokus.effect_words import cautions_of, left_out, sentence_of

FEWEST_WAVES, FEWEST_LOKUS, FEWEST_OTHERS = 2, 8, 20
METHOD = N_(
    "ANCOVA: prevalensi desa sesudahnya menurut prevalensi yang diharapkan dari semua Bulan "
    "Timbang sebelumnya dan dari yang terakhir (empirical Bayes per desa), prevalensi "
    "terhitung yang terakhir, kecamatan, dan lokus; bobot menurut jumlah balita; interval 95%"
    " HC2 dengan derajat bebas Satterthwaite."
)
MATCHED_METHOD = N_(
    "Setiap desa lokus dibandingkan dengan {n} desa lain di kabupaten yang paling mirip "
    "riwayat dan jumlah balitanya, dengan koreksi bias Abadie–Imbens (2011)."
)
NAIVE_METHOD = N_("Tanpa koreksi: perubahan rata-rata desa lokus dikurangi perubahan desa lain (interval 95% Welch).")


class Reading(Spoken):
    """What may be said of the difference between lokus and other desa."""

    BETTER = "lebih baik"
    WORSE = "kurang baik"
    UNCLEAR = "belum terlihat berbeda"


class Kind(Spoken):
    """What was estimated: the list itself, or something that cannot have had an effect."""

    REAL = "lokus"
    PRETENDED = "daftar tiruan"
    SAME = "lokus yang sama, sebelum dipilih"


@dataclass(frozen=True, kw_only=True)
class Wave:
    """One weighing wave.

    label: "Bulan Timbang Agustus 2024"; short: the same for an axis
    order: rises with time
    frame: one row per desa: area_code, area_name, parent_code (its kecamatan), stunted_n, measured_n (null where
           nothing is known or shown), coverage_pct (null where unknown)
    """

    label: str
    order: int
    frame: pd.DataFrame = field(repr=False)
    short: str = ""

    @property
    def brief(self) -> str:
        return self.short or self.label


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Lokus minus comparable other desa, in percentage points of prevalence; negative = fell more.

    label, short:              what is compared, in a sentence and on an axis
    points, low, high:         ANCOVA with its 95 % interval
    matched_points, _low, _high: the second view
    naive_points, _low, _high: without any correction, for showing the difference
    expected_fall_points:      what lokus desa were to change against the others without any effect: naive - points
    n_lokus, n_others:         desa that count
    left_out_lokus, left_out_others: desa without 20 measured (and shown) children where they are needed
    frame: one row per desa that counts: area_code, area_name, parent_code, is_lokus, before_pct (last wave before),
           after_pct, expected_pct (had it not been lokus), before_n, after_n, neighbours (codes, lokus only)
    """

    kind: Kind
    label: str
    short: str
    points: float
    low: float
    high: float
    matched_points: float
    matched_low: float
    matched_high: float
    naive_points: float
    naive_low: float
    naive_high: float
    n_lokus: int
    n_others: int
    left_out_lokus: int
    left_out_others: int
    before_labels: tuple[str, ...]
    after_label: str
    frame: pd.DataFrame = field(repr=False)
    cautions: tuple[str, ...] = ()
    method: str = METHOD

    @property
    def expected_fall_points(self) -> float:
        return self.naive_points - self.points

    @property
    def verdict(self) -> Reading:
        if self.low <= 0 <= self.high:
            return Reading.UNCLEAR
        return Reading.BETTER if self.points < 0 else Reading.WORSE

    @property
    def sentence(self) -> str:
        """The estimate with its interval, the part that comes by itself, and what may be concluded."""
        return sentence_of(self)


def estimate_effect(
    waves_before: Sequence[Wave], wave_after: Wave, lokus_codes: Collection[str], *, cautions: Sequence[str] = ()
) -> Effect:
    """How the lokus desa of one kabupaten differ after the decision from what their earlier waves let expect.

    waves_before: oldest first; with the wave the list was chosen from as the last
    cautions:     what else is known about the list, put behind the own ones

    Raises:
        NoDataError: fewer than two earlier waves, fewer than 8 lokus desa or 20 others with 20 measured children, no
            kecamatan with both kinds, or nobody stunted after.
        ValueError: waves out of order.
    """
    orders = [wave.order for wave in (*waves_before, wave_after)]
    if orders != sorted(set(orders)):
        raise ValueError("waves must be given oldest first, and the wave after last")
    return estimate(waves_before, wave_after, lokus_codes, cautions=cautions)


def estimate(
    waves_before: Sequence[Wave],
    wave_after: Wave,
    lokus_codes: Collection[str],
    *,
    kind: Kind = Kind.REAL,
    label: str = "",
    short: str = "",
    cautions: Sequence[str] = (),
) -> Effect:
    """`estimate_effect` for waves in any order; the wave the list was chosen from is the last of `waves_before`."""
    if len(waves_before) < FEWEST_WAVES:
        raise NoDataError(
            _(
                "Perlu sedikitnya {fewest} Bulan Timbang sebelum daftar lokus diputuskan; yang ada {n}. "
                "Impor Bulan Timbang yang lebih lama.",
                fewest=FEWEST_WAVES,
                n=len(waves_before),
            )
        )
    desa, panel = _panel(waves_before, wave_after, lokus_codes)
    unknown_n = len(set(lokus_codes) - set(desa["area_code"]))
    used, lokus = panel.is_used[0], panel.is_lokus[0]
    _refuse_unless_enough(panel, after=wave_after)
    # Desa that do not count would leave empty kecamatan behind.
    rows = np.flatnonzero(used)
    desa, kept = desa.iloc[rows].reset_index(drop=True), _only(panel, rows)
    fitted = regression(kept, calibrated(kept))
    neighbours = nearest(kept, calibrated(kept))
    left_lokus, left_others = int((~used & lokus).sum()) + unknown_n, int((~used & ~lokus).sum())
    points, low, high = _numbers(fitted.ancova())
    matched_points, matched_low, matched_high = _numbers(matched(fitted, neighbours))
    naive_points, naive_low, naive_high = _numbers(naive(kept))
    codes = desa["area_code"].to_numpy(dtype=object)
    frame = desa.assign(
        is_lokus=kept.is_lokus[0],
        before_pct=100 * kept.before[0],
        after_pct=100 * kept.after[0],
        expected_pct=100 * fitted.expected[0],
        before_n=kept.n[0, :, -1].astype(int),
        after_n=kept.after_n[0].astype(int),
    )
    near = [tuple(codes[row].tolist()) if row[0] >= 0 else () for row in neighbours[0]]
    frame["neighbours"] = pd.Series(near, index=frame.index, dtype=object)
    return Effect(
        kind=kind,
        label=label or wave_after.label,
        short=short or wave_after.brief,
        points=points,
        low=low,
        high=high,
        matched_points=matched_points,
        matched_low=matched_low,
        matched_high=matched_high,
        naive_points=naive_points,
        naive_low=naive_low,
        naive_high=naive_high,
        n_lokus=int((used & lokus).sum()),
        n_others=int((used & ~lokus).sum()),
        left_out_lokus=left_lokus,
        left_out_others=left_others,
        before_labels=tuple(wave.label for wave in waves_before),
        after_label=wave_after.label,
        frame=frame,
        cautions=(
            *left_out(lokus_n=left_lokus, others_n=left_others),
            *cautions_of(frame, before=waves_before[-1], after=wave_after),
            *cautions,
        ),
    )


def _panel(waves: Sequence[Wave], after: Wave, lokus_codes: Collection[str]) -> tuple[pd.DataFrame, Panel]:
    """Every desa of the wave after, by code, and its counts; unknown counts are 0."""
    desa = after.frame[["area_code", "area_name", "parent_code"]].sort_values("area_code", ignore_index=True)
    counts = [_counts(wave.frame, desa["area_code"]) for wave in (*waves, after)]
    hits, n = (np.stack([pair[part] for pair in counts], axis=1)[None] for part in (0, 1))
    panel = Panel(
        kecamatan=pd.factorize(desa["parent_code"])[0],
        hits=hits[:, :, :-1],
        n=n[:, :, :-1],
        after_hits=hits[:, :, -1],
        after_n=n[:, :, -1],
        is_lokus=desa["area_code"].isin(list(lokus_codes)).to_numpy(dtype=bool)[None],
    )
    return desa, panel


def _counts(frame: pd.DataFrame, codes: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    own = frame.set_index("area_code").reindex(codes)
    hits, n = (own[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in ("stunted_n", "measured_n"))
    is_known = ~np.isnan(hits) & ~np.isnan(n)
    return np.where(is_known, hits, 0), np.where(is_known, n, 0)


def _refuse_unless_enough(panel: Panel, *, after: Wave) -> None:
    used, lokus = panel.is_used[0], panel.is_lokus[0]
    mixed = np.intersect1d(panel.kecamatan[used & lokus], panel.kecamatan[used & ~lokus])
    lokus_n, others_n = int((used & lokus).sum()), int((used & ~lokus).sum())
    if lokus_n < FEWEST_LOKUS:
        raise NoDataError(
            _(
                "Hanya {lokus_n} desa lokus yang balita terukurnya sedikitnya {least_n} "
                "sebelum dan sesudah; perlu {fewest}. Pilih daftar atau Bulan Timbang lain.",
                lokus_n=lokus_n,
                least_n=SMALLEST_N,
                fewest=FEWEST_LOKUS,
            )
        )
    if others_n < FEWEST_OTHERS:
        raise NoDataError(
            _(
                "Hanya {others_n} desa lain yang dapat menjadi pembanding; perlu {fewest}."
                " Pilih daftar atau Bulan Timbang lain.",
                others_n=others_n,
                fewest=FEWEST_OTHERS,
            )
        )
    if (used & lokus & np.isin(panel.kecamatan, mixed)).sum() < FEWEST_LOKUS:
        raise NoDataError(
            _(
                "Hampir semua desa lokus berada di kecamatan yang seluruh desanya lokus, jadi "
                "tidak ada pembanding di kecamatan yang sama. Lihat perubahan per kecamatan di "
                "halaman Tabel."
            )
        )
    if not panel.after_hits[0, used].any():
        raise NoDataError(
            _("Tidak ada balita stunting tercatat pada {period}. Pilih Bulan Timbang lain.", period=after.label)
        )


def _only(panel: Panel, rows: np.ndarray) -> Panel:
    return Panel(
        kecamatan=np.unique(panel.kecamatan[rows], return_inverse=True)[1],
        hits=panel.hits[:, rows],
        n=panel.n[:, rows],
        after_hits=panel.after_hits[:, rows],
        after_n=panel.after_n[:, rows],
        is_lokus=panel.is_lokus[:, rows],
    )


def _numbers(fit: Fit) -> tuple[float, float, float]:
    return float(fit.points[0]), float(fit.low[0]), float(fit.high[0])
