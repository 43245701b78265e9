"""What may be said about lokus villages and other villages, and what not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stunting import formats

if TYPE_CHECKING:
    from stunting.lokus.effect import Effect, Wave

LOW_COVERAGE_PCT = 80.0
COVERAGE_STEP_POINTS = 5.0
BY_ITSELF = "lokus dipilih karena tinggi, jadi sebagian turun dengan sendirinya"
NO_CAUSE = "Ini hubungan, bukan bukti sebab"
LIMITS = (
    f"{NO_CAUSE}: desa lokus tidak diundi, dan program lain dapat berjalan di desa yang sama.",
    "Desa lain bukan desa tanpa kegiatan; yang dibandingkan adalah menjadi lokus atau tidak.",
    "Angka memakai balita yang datang diukur. Bila cakupan desa lokus berubah lain daripada desa lain, sebagian "
    "selisih dapat berasal dari siapa yang diukur.",
    "Satu selisih untuk semua desa lokus; tidak menyatakan desa mana yang berhasil.",
)
NO_PLACEBO = (
    "Uji daftar tiruan tidak dapat dibuat: perlu sedikitnya tiga Bulan Timbang sebelum daftar lokus diputuskan, dengan "
    "desa yang cukup."
)


def sentence_of(effect: Effect) -> str:
    """The estimate with its interval, the part that comes by itself, and what may be concluded."""
    return f"{estimate_of(effect)} {naive_of(effect)} {NO_CAUSE}."


def estimate_of(effect: Effect) -> str:
    """The estimate with its interval, and how it may be read."""
    size = formats.number(abs(effect.points), decimals=1)
    side = "lebih rendah" if effect.points < 0 else "lebih tinggi"
    compared = "hampir sama dengan" if size == "0,0" else f"{size} poin persen {side} daripada"
    return (
        f"Pada {effect.after_label}, prevalensi {effect.n_lokus} desa lokus tercatat {compared} yang diharapkan dari "
        f"riwayatnya dan dari {effect.n_others} desa lain (interval 95% {span(effect.low, effect.high)} poin persen): "
        f"{_read(effect)}"
    )


def naive_of(effect: Effect) -> str:
    """The plain comparison, and how much of it comes by itself."""
    return f"Tanpa koreksi selisihnya {formats.points(effect.naive_points)}; {_by_itself(effect)}"


def _by_itself(effect: Effect) -> str:
    """The part of the plain comparison that the earlier waves let expect."""
    part = formats.points(effect.expected_fall_points)
    if effect.expected_fall_points < 0:
        return f"{part} sudah diharapkan tanpa kegiatan apa pun ({BY_ITSELF})."
    return f"{part} berasal dari keadaan sebelumnya, bukan dari lokus."


def _read(effect: Effect) -> str:
    if effect.low > 0:
        return "keadaannya kurang baik daripada yang diharapkan."
    if effect.high < 0:
        return "keadaannya lebih baik daripada yang diharapkan."
    return "belum terlihat berbeda, karena interval memuat nol."


def conclusion(effect: Effect, placebos: Sequence[Effect]) -> str:
    """Whether the method stood the test on lists and years without any effect, and what follows from it."""
    if not placebos:
        return NO_PLACEBO
    wrong = [one for one in placebos if one.low > 0 or one.high < 0]
    if not wrong:
        return (
            f"Uji tiruan: pada {len(placebos)} perbandingan yang tidak mungkin ada pengaruhnya, interval selalu memuat "
            "nol. Cara hitung ini tidak melihat perbedaan yang tidak ada."
        )
    named = "; ".join(f"{one.label} ({formats.signed(one.points)}, {span(one.low, one.high)})" for one in wrong)
    return (
        f"Uji tiruan: {len(wrong)} dari {len(placebos)} perbandingan yang tidak mungkin ada pengaruhnya menunjukkan "
        f"selisih: {named}. Satu dari dua puluh dapat terjadi karena kebetulan; bila lebih, selisih pada "
        f"{effect.after_label} tidak layak dibacakan."
    )


def left_out(*, lokus_n: int, others_n: int) -> tuple[str, ...]:
    """How many desa do not count, and why."""
    if not lokus_n + others_n:
        return ()
    return (
        f"Tidak ikut dihitung: {lokus_n} desa lokus dan {others_n} desa lain yang balita terukurnya kurang dari 20, "
        "tidak diketahui, atau disembunyikan, sebelum atau sesudahnya.",
    )


def cautions_of(frame: pd.DataFrame, *, before: Wave, after: Wave) -> tuple[str, ...]:
    """What coverage says against reading the difference as one of the children.

    frame: the desa that count, with `is_lokus`
    """
    first, last = (_coverage(wave, frame) for wave in (before, after))
    if any(np.isnan(pair).any() for pair in (first, last)):
        return ("Cakupan tidak diketahui atau disembunyikan pada sebagian data, jadi pengaruhnya tidak dapat dinilai.",)
    said = []
    lowest = min(*first, *last)
    if lowest < LOW_COVERAGE_PCT:
        said.append(
            f"Cakupan rata-rata di bawah {formats.percent(LOW_COVERAGE_PCT, decimals=0)} (terendah "
            f"{formats.percent(lowest)}): angka belum mewakili seluruh balita."
        )
    moved = (last[0] - first[0]) - (last[1] - first[1])
    if abs(moved) >= COVERAGE_STEP_POINTS:
        said.append(
            f"Cakupan desa lokus berubah dari {formats.percent(first[0])} menjadi {formats.percent(last[0])}, desa "
            f"lain dari {formats.percent(first[1])} menjadi {formats.percent(last[1])}: sebagian selisih "
            "dapat berasal dari siapa yang diukur."
        )
    return tuple(said)


def _coverage(wave: Wave, frame: pd.DataFrame) -> tuple[float, float]:
    """Mean coverage of lokus and of other desa in percent; NaN unless it is known for most of them."""
    own = wave.frame.set_index("area_code")["coverage_pct"].reindex(frame["area_code"])
    values = own.to_numpy(dtype=np.float64, na_value=np.nan)
    lokus = frame["is_lokus"].to_numpy(dtype=bool)
    return _mean_of_most(values[lokus]), _mean_of_most(values[~lokus])


def _mean_of_most(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) > len(values) / 2 else float("nan")


def span(low: float, high: float) -> str:
    """ "−3,9 sampai +0,3"."""
    return f"{formats.signed(low)} sampai {formats.signed(high)}"
