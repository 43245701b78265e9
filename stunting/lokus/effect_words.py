"""What may be said about lokus villages and other villages, and what not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from stunting import formats
from stunting.languages import N_, _

if TYPE_CHECKING:
    from stunting.lokus.effect import Effect, Wave

LOW_COVERAGE_PCT = 80.0
COVERAGE_STEP_POINTS = 5.0
BY_ITSELF = N_("lokus dipilih karena tinggi, jadi sebagian turun dengan sendirinya")
NO_CAUSE = N_("Ini hubungan, bukan bukti sebab")
LIMITS = (
    N_("Ini hubungan, bukan bukti sebab: desa lokus tidak diundi, dan program lain dapat berjalan di desa yang sama."),
    N_("Desa lain bukan desa tanpa kegiatan; yang dibandingkan adalah menjadi lokus atau tidak."),
    N_(
        "Angka memakai balita yang datang diukur. Bila cakupan desa lokus berubah lain daripada "
        "desa lain, sebagian selisih dapat berasal dari siapa yang diukur."
    ),
    N_("Satu selisih untuk semua desa lokus; tidak menyatakan desa mana yang berhasil."),
)
NO_PLACEBO = N_(
    "Uji daftar tiruan tidak dapat dibuat: perlu sedikitnya tiga Bulan Timbang sebelum daftar"
    " lokus diputuskan, dengan desa yang cukup."
)


def sentence_of(effect: Effect) -> str:
    """The estimate with its interval, the part that comes by itself, and what may be concluded."""
    return f"{estimate_of(effect)} {naive_of(effect)} {_(NO_CAUSE)}."


def estimate_of(effect: Effect) -> str:
    """The estimate with its interval, and how it may be read."""
    size = formats.number(abs(effect.points), decimals=1)
    if size == formats.number(0, decimals=1):
        compared = _("hampir sama dengan")
    elif effect.points < 0:
        compared = _("{size} poin persen lebih rendah daripada", size=size)
    else:
        compared = _("{size} poin persen lebih tinggi daripada", size=size)
    return _(
        "Pada {after_label}, prevalensi {n_lokus} desa lokus tercatat {compared} yang "
        "diharapkan dari riwayatnya dan dari {n_others} desa lain (interval 95% {span} poin "
        "persen): {reading}",
        after_label=effect.after_label,
        n_lokus=effect.n_lokus,
        compared=compared,
        n_others=effect.n_others,
        span=span(effect.low, effect.high),
        reading=_read(effect),
    )


def naive_of(effect: Effect) -> str:
    """The plain comparison, and how much of it comes by itself."""
    return _(
        "Tanpa koreksi selisihnya {points}; {why}",
        points=formats.points(effect.naive_points),
        why=_by_itself(effect),
    )


def _by_itself(effect: Effect) -> str:
    """The part of the plain comparison that the earlier waves let expect."""
    part = formats.points(effect.expected_fall_points)
    if effect.expected_fall_points < 0:
        return _("{part} sudah diharapkan tanpa kegiatan apa pun ({by_itself}).", part=part, by_itself=_(BY_ITSELF))
    return _("{part} berasal dari keadaan sebelumnya, bukan dari lokus.", part=part)


def _read(effect: Effect) -> str:
    if effect.low > 0:
        return _("keadaannya kurang baik daripada yang diharapkan.")
    if effect.high < 0:
        return _("keadaannya lebih baik daripada yang diharapkan.")
    return _("belum terlihat berbeda, karena interval memuat nol.")


def conclusion(effect: Effect, placebos: Sequence[Effect]) -> str:
    """Whether the method stood the test on lists and years without any effect, and what follows from it."""
    if not placebos:
        return _(NO_PLACEBO)
    wrong = [one for one in placebos if one.low > 0 or one.high < 0]
    if not wrong:
        return _(
            "Uji tiruan: pada {placebos_n} perbandingan yang tidak mungkin ada pengaruhnya, "
            "interval selalu memuat nol. Cara hitung ini tidak melihat perbedaan yang tidak "
            "ada.",
            placebos_n=len(placebos),
        )
    named = "; ".join(f"{one.label} ({formats.signed(one.points)}, {span(one.low, one.high)})" for one in wrong)
    return _(
        "Uji tiruan: {wrong_n} dari {placebos_n} perbandingan yang tidak mungkin ada "
        "pengaruhnya menunjukkan selisih: {named}. Satu dari dua puluh dapat terjadi karena "
        "kebetulan; bila lebih, selisih pada {after_label} tidak layak dibacakan.",
        wrong_n=len(wrong),
        placebos_n=len(placebos),
        named=named,
        after_label=effect.after_label,
    )


def left_out(*, lokus_n: int, others_n: int) -> tuple[str, ...]:
    """How many desa do not count, and why."""
    if not lokus_n + others_n:
        return ()
    return (
        _(
            "Tidak ikut dihitung: {lokus_n} desa lokus dan {others_n} desa lain yang balita "
            "terukurnya kurang dari 20, tidak diketahui, atau disembunyikan, sebelum atau "
            "sesudahnya.",
            lokus_n=lokus_n,
            others_n=others_n,
        ),
    )


def cautions_of(frame: pd.DataFrame, *, before: Wave, after: Wave) -> tuple[str, ...]:
    """What coverage says against reading the difference as one of the children.

    frame: the desa that count, with `is_lokus`
    """
    first, last = (_coverage(wave, frame) for wave in (before, after))
    if any(np.isnan(pair).any() for pair in (first, last)):
        return (
            _("Cakupan tidak diketahui atau disembunyikan pada sebagian data, jadi pengaruhnya tidak dapat dinilai."),
        )
    said = []
    lowest = min(*first, *last)
    if lowest < LOW_COVERAGE_PCT:
        said.append(
            _(
                "Cakupan rata-rata di bawah {limit} (terendah {lowest}): angka belum mewakili seluruh balita.",
                limit=formats.percent(LOW_COVERAGE_PCT, decimals=0),
                lowest=formats.percent(lowest),
            )
        )
    moved = (last[0] - first[0]) - (last[1] - first[1])
    if abs(moved) >= COVERAGE_STEP_POINTS:
        said.append(
            _(
                "Cakupan desa lokus berubah dari {first} menjadi {last}, desa lain dari {other_first} "
                "menjadi {other_last}: sebagian selisih dapat berasal dari siapa yang diukur.",
                first=formats.percent(first[0]),
                last=formats.percent(last[0]),
                other_first=formats.percent(first[1]),
                other_last=formats.percent(last[1]),
            )
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
    return _("{low} sampai {high}", low=formats.signed(low), high=formats.signed(high))
