"""Names and NIK of children who do not exist.

Names are put together from syllables. A NIK has the digits of the kabupaten, then kecamatan 99, which no kabupaten has,
then the birth date as usual (day + 40 for girls) and a serial number: so it is well-formed, and nobody's.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

NO_KECAMATAN = "99"

FIRST = ("Bal", "Ken", "Rus", "Tam", "Wil", "Sar", "Mun", "Gal", "Nir", "Pur", "Lam", "Dar", "Jin", "Kas", "Yun", "Hal")
MIDDLE = ("a", "i", "u", "e", "o", "anda", "ira", "uni", "asti", "endi", "oma", "ilu")
LAST = ("ri", "wan", "to", "nah", "di", "mi", "sa", "ni", "ko", "la", "ti", "yo", "ra", "no")
FAMILY = ("Contowa", "Semaya", "Rekanto", "Mislani", "Andaika", "Umpamo", "Fiksari", "Cobandi", "Tiruna", "Ibaratu")


def child_names(rng: np.random.Generator, count: int) -> np.ndarray:
    """Names in capitals, as the exports have them: "BALANDARI FIKSARI"."""
    return _words(rng, count, FAMILY)


def parent_names(rng: np.random.Generator, count: int) -> np.ndarray:
    """Two names with a slash; which one is the mother is not said, as in the exports."""
    return _words(rng, count, FAMILY) + " / " + _words(rng, count, FAMILY)


def niks(kabupaten_code: str, birth_date: np.ndarray, sex: np.ndarray) -> np.ndarray:
    """One NIK per child; children of one sex and birth date count up from 9001 (from 0001 after 999 of them)."""
    born = pd.DatetimeIndex(birth_date)
    day = born.day.to_numpy() + np.where(sex == "f", 40, 0)
    serial = pd.DataFrame({"day": birth_date, "sex": sex}).groupby(["day", "sex"]).cumcount().to_numpy() + 9001
    serial = np.where(serial > 9999, serial - 9999, serial)
    dated = zip(day, born.month, born.year % 100, serial, strict=True)
    start = kabupaten_code + NO_KECAMATAN
    return np.array([f"{start}{d:02d}{m:02d}{y:02d}{n:04d}" for d, m, y, n in dated], dtype=object)


def _words(rng: np.random.Generator, count: int, family: tuple[str, ...]) -> np.ndarray:
    given = [np.array(part, dtype=object)[rng.integers(len(part), size=count)] for part in (FIRST, MIDDLE, LAST)]
    surname = np.array(family, dtype=object)[rng.integers(len(family), size=count)]
    return np.array([name.upper() for name in given[0] + given[1] + given[2] + " " + surname], dtype=object)
