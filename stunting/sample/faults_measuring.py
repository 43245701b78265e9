"""Faults of a measurement: sex, posture, implausible or differing z-scores, labels, age."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stunting.sample import growth
from stunting.sample.draft import Draft
from stunting.sample.fault import Fault, clear, each, measured, refused

SEX_WORDS = {"m": ("1", "Laki-laki", "LAKI-LAKI"), "f": ("2", "Perempuan", "PEREMPUAN")}
STRANGE_LABEL = "Kerdil"
MONTHS_OFF = 5
Z_OFF = 0.4
IMPLAUSIBLE_HAZ = -7.5


def _aged(low: int, high: int) -> Callable[[Draft], np.ndarray]:
    return lambda draft: draft.open_measured & (draft.age_days >= low) & (draft.age_days <= high)


def _sex_spelt(draft: Draft, row: int) -> None:
    draft.write(row, "sex", SEX_WORDS[draft.columns["sex"][row]][row % 3])
    draft.note("jk_ejaan", [row])


def _posture(note: str, posture: str) -> Callable[[Draft, int], None]:
    def change(draft: Draft, row: int) -> None:
        draft.columns["posture"][row] = posture
        draft.note(note, [row])

    return change


def _implausible(draft: Draft, row: int) -> None:
    """A height far below -6 SD that is still a possible number."""
    is_girl = np.array([draft.columns["sex"][row] == "f"])
    height = growth.height_cm(is_girl=is_girl, age_days=draft.age_days[row : row + 1], haz=np.array([IMPLAUSIBLE_HAZ]))
    draft.columns["height"][row] = height[0]


def _other_z(draft: Draft, row: int) -> None:
    draft.columns["haz_shift"][row] = Z_OFF if row % 2 else -Z_OFF


def _strange_label(draft: Draft, row: int) -> None:
    draft.columns["strange_label"][row] = STRANGE_LABEL
    draft.note("label_tidak_dikenal", [row])


def _other_age(draft: Draft, row: int) -> None:
    draft.columns["age_shift"][row] = MONTHS_OFF
    draft.note("umur_berbeda", [row])


FAULTS = (
    Fault("jk_ejaan", "Ejaan jenis kelamin lain", each(measured, _sex_spelt)),
    Fault(
        "jk_tidak_terbaca",
        "Jenis kelamin tidak terbaca",
        each(clear, refused("sex", "jk_tidak_terbaca", ("X", ""))),
    ),
    Fault("cara_ukur_kosong", "Cara ukur kosong", each(measured, _posture("cara_ukur_kosong", ""))),
    Fault(
        "berdiri_di_bawah_9_bulan",
        "Berdiri di bawah 9 bulan",
        each(_aged(20, 250), _posture("berdiri_di_bawah_9_bulan", "h")),
    ),
    Fault(
        "berdiri_di_bawah_24_bulan",
        "Berdiri pada umur 10-23 bulan",
        each(_aged(300, 700), _posture("cara_ukur_tidak_sesuai_umur", "h")),
    ),
    Fault(
        "terlentang_sejak_24_bulan",
        "Terlentang sejak 24 bulan",
        each(_aged(760, 1780), _posture("cara_ukur_tidak_sesuai_umur", "l")),
    ),
    Fault("z_di_luar_batas", "Tinggi yang memberi |z| > 6", each(_aged(400, 1780), _implausible)),
    Fault("z_berbeda", "Nilai z berkas berbeda dari hitung ulang", each(measured, _other_z)),
    Fault("label_tidak_dikenal", "Status gizi tidak dikenal", each(measured, _strange_label)),
    Fault("umur_berbeda", "Umur tertulis berbeda", each(measured, _other_age)),
)
