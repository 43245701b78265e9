"""What a row of a recap must say beside its numbers, and what its table must say below them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from stunting.classes import AreaState
from stunting.indicators import Indicator
from stunting.languages import N_, _
from stunting.proportions import COVERAGE_STEP_POINTS
from stunting.routine.rates import LOW_COVERAGE_PCT, SMALLEST_N

NO_DATA = N_("tidak ada data")
HIDDEN = N_("disembunyikan")
SMALL = N_("n kecil")
LOW = N_("cakupan rendah")
VILLAGE = "laporan_desa"
CAUTION = N_(
    "Angka ini dari pencatatan rutin (e-PPGBM), bukan survei: hanya balita yang datang diukur"
    " yang terhitung. Persentase Jumlah dihitung dari jumlah balita, bukan dari rata-rata "
    "persentase."
)
CHANCE = N_(
    "Perubahan dalam poin persen dengan interval 95% (Newcombe). Dari 100 wilayah yang "
    "sebenarnya tidak berubah, sekitar 5 tampak naik atau turun karena kebetulan."
)
WORDS = {
    LOW: N_("Cakupan rendah (▽): kurang dari {low_pct}% sasaran diukur, jadi angka belum mewakili seluruh balita."),
    SMALL: N_("n kecil: persentase tidak ditampilkan di bawah {smallest_n} balita."),
    HIDDEN: N_(
        "Disembunyikan (*): angka 1–4 balita, dan angka lain yang dapat membukanya, tidak tampil dalam mode publik."
    ),
    N_("cakupan berubah"): N_(
        "Cakupan berubah: selisih cakupan kedua periode {step_points} poin atau lebih, jadi balita yang terukur dapat "
        "berbeda."
    ),
    N_("laporan desa"): N_("Laporan desa: jumlah per desa tanpa data per anak, sehingga sangat pendek tidak terpisah."),
    N_("sasaran tidak lengkap"): N_(
        "Sasaran tidak lengkap: sebagian daftar hanya memuat balita yang diukur; cakupan dihitung"
        " dari daftar yang memuat semua sasaran."
    ),
}
PUSKESMAS_AREAS = N_(
    "Wilayah kerja puskesmas tidak selalu sama dengan kecamatan; balita dihitung menurut "
    "puskesmas pada berkasnya, dan sasarannya adalah yang terdaftar di berkas."
)


def row_notes(frame: pd.DataFrame, *, indicator: Indicator, is_one_desa: bool) -> list[str]:
    """The words beside each row, "" where its numbers need none.

    is_one_desa: each row is one desa, so that its origin holds for all of it
    """
    base, target, covered, measured = (
        _numbers(frame, name) for name in ("base_n", "target_n", "covered_n", "measured_n")
    )
    coverage, before = frame["coverage_pct"].to_numpy(float), frame["before_coverage_pct"].to_numpy(float)
    states = frame["state"].tolist()
    village = (frame["origin"] == VILLAGE).fillna(False).to_numpy(dtype=bool)
    changed = frame["verdict"].ne("").to_numpy(dtype=bool) & (np.abs(coverage - before) >= COVERAGE_STEP_POINTS - 1e-6)
    is_unknown = np.isnan(target) & (base > 0) & ~is_coverage_hidden(frame) & (indicator.denominator != "target_n")
    is_empty = _is_state(states, AreaState.NO_DATA)
    said: list[list[str]] = [[] for _row in states]
    for word, holds in (
        (_(HIDDEN), _is_state(states, AreaState.SUPPRESSED)),
        (_(NO_DATA), is_empty & (base != 0)),
        (_("tidak ada yang diukur"), is_empty & (base == 0)),
        (_(SMALL), _is_state(states, AreaState.SMALL_N)),
        (_(LOW), coverage < LOW_COVERAGE_PCT),
        (_("cakupan di atas 100%"), coverage > 100),
        (_("sasaran tidak diketahui"), is_unknown),
        (_("sasaran tidak lengkap"), ~np.isnan(target) & (covered < measured)),
        (_("cakupan berubah"), changed),
        (_("hanya laporan desa") if is_one_desa else _("termasuk laporan desa"), village),
    ):
        for at in np.flatnonzero(holds).tolist():
            said[at].append(word)
    return [", ".join(words) for words in said]


def table_notes(
    notes: pd.Series,
    *,
    has_change: bool,
    is_puskesmas: bool,
    may_hide: bool = False,
    missing_comparison: str = "",
) -> list[str]:
    """The sentences below a table: what the words in its rows mean, and how to read it.

    may_hide: some counts may stand as a mark
    missing_comparison: why there is no change although one was asked for
    """
    used = [
        _(
            sentence,
            low_pct=f"{LOW_COVERAGE_PCT:.0f}",
            smallest_n=SMALLEST_N,
            step_points=f"{COVERAGE_STEP_POINTS:.0f}",
        )
        for word, sentence in WORDS.items()
        if notes.str.contains(_(word), regex=False).any() or (may_hide and word == HIDDEN)
    ]
    return [
        _(CAUTION),
        *([_(PUSKESMAS_AREAS)] if is_puskesmas else []),
        *([missing_comparison] if missing_comparison else []),
        *([_(CHANCE)] if has_change else []),
        *used,
    ]


def is_coverage_hidden(frame: pd.DataFrame) -> np.ndarray:
    """Rows whose target and coverage are hidden in mode publik."""
    if "is_coverage_suppressed" not in frame:
        return np.zeros(len(frame), dtype=bool)
    return frame["is_coverage_suppressed"].to_numpy(dtype=bool)


def _is_state(states: Sequence[AreaState], wanted: AreaState) -> np.ndarray:
    return np.array([one is wanted for one in states], dtype=bool)


def _numbers(frame: pd.DataFrame, column: str) -> np.ndarray:
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
