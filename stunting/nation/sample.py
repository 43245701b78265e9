"""Invented children of the whole country, as measurements: many rows quickly, the same rows for the same seed.

They live in the desa of the register and have everything that makes counting hard: two visits in a month, corrections
of a day, children who moved, were only listed, have oedema or an implausible size, and a good part of them measured
exactly at a limit or one millimetre or gram below it. No person is behind any row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from stunting.anthro.tables import BY_STATURE, DAYS, FIRST_HEIGHT, FIRST_LENGTH, LENGTH_ROWS, standards
from stunting.errors import StuntingError
from stunting.geography import Register, compact
from stunting.nation import limits
from stunting.nation.measurements import FACILITIES, INVENTED, MEASUREMENT, PART
from stunting.sample.options import NOTICE

LIST_DAYS = 1_826
KEYS_END = 1 << 63
ROWS_PER_PART = 4_000_000
COMPLETE_SHARE = 0.6  # of the puskesmas name the children who were not measured
ATTENDANCE = 0.85
UNKNOWN_DESA = "9999999999"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, kw_only=True)
class Country:
    """Where the children live; arrays are by desa, in the order of the register."""

    desa: np.ndarray
    puskesmas: np.ndarray
    weight: np.ndarray  # share of the children, adds up to 1
    effect: np.ndarray  # on the z-score of the height
    has_complete_list: np.ndarray
    facilities: pa.Table


def write(
    folder: Path, register: Register, *, children: int, months: tuple[int, ...], seed: int, progress: Progress
) -> int:
    """Write so many children, seen in `months` (year * 100 + month, ascending); returns the rows.

    Raises:
        StuntingError: the folder has files already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StuntingError(f"Folder {folder} sudah berisi. Pilih folder lain, atau kosongkan dahulu.")
    folder.mkdir(parents=True, exist_ok=True)
    country = country_of(register, seed=seed)
    (folder / INVENTED).write_text(f"{NOTICE}\n", encoding="utf-8")
    pq.write_table(country.facilities, folder / FACILITIES)
    parts = max(1, -(-children * len(months) // ROWS_PER_PART))
    rows = 0
    for number in range(parts):
        progress("Menulis anak rekaan", number, parts)
        share = children * (number + 1) // parts - children * number // parts
        target = folder / PART.format(number=number)
        target.mkdir()
        with pq.ParquetWriter(target / "ukur.parquet", MEASUREMENT, compression="zstd") as writer:
            for table in _part(country, number=number, parts=parts, children=share, months=months, seed=seed):
                writer.write_table(table)
                rows += len(table)
    return rows


def country_of(register: Register, *, seed: int) -> Country:
    """The desa of the register, each with the puskesmas of its kecamatan and its share of the children."""
    frame = register.frame
    desa = frame[frame["level"] == "desa"].sort_values("code")
    kecamatan = frame[frame["level"] == "kecamatan"].set_index("code")["name"]
    codes = desa["code"].to_numpy(dtype=object)
    parents = desa["parent_code"].to_numpy(dtype=object)
    ids = {str(code): f"{str(code)[:4]}-{compact(str(name))}" for code, name in kecamatan.items()}
    names = {ids[str(code)]: str(name) for code, name in kecamatan.items()}
    puskesmas = np.array([ids[code] for code in parents], dtype=object)
    rng = np.random.default_rng([seed, 0])
    weight = rng.lognormal(0, 0.8, len(codes))
    used, at = np.unique(puskesmas.astype(str), return_inverse=True)
    complete = rng.random(len(used)) < COMPLETE_SHARE
    effect = rng.normal(0, 0.35, len(codes))
    # A few desa write no puskesmas.
    puskesmas[rng.random(len(codes)) < 0.01] = None
    facilities = pa.table({"id": pa.array(used.tolist()), "name": pa.array([names[one] for one in used.tolist()])})
    return Country(
        desa=codes,
        puskesmas=puskesmas,
        weight=weight / weight.sum(),
        effect=effect,
        has_complete_list=complete[at],
        facilities=facilities,
    )


def _part(
    country: Country, *, number: int, parts: int, children: int, months: tuple[int, ...], seed: int
) -> Iterator[pa.Table]:
    """Tables of the children of one part, month by month."""
    rng = np.random.default_rng([seed, 1, number])
    width = KEYS_END // parts
    step = width // max(children, 1)
    child = number * width + np.arange(children) * step + rng.integers(0, step, children)
    home = rng.choice(len(country.desa), children, p=country.weight)
    girl = rng.random(children) < 0.488
    first, last = _day(months[0]), _day(_next(months[-1]))
    birth = rng.integers(first - LIST_DAYS, last, children)
    tendency = rng.normal(-1.1, 1.05, children) + country.effect[home]
    plump = rng.normal(-0.3, 0.95, children)
    leaves = np.where(rng.random(children) < 0.02, rng.integers(0, len(months), children), len(months))
    near = np.clip(home + rng.integers(-3, 4, children), 0, len(country.desa) - 1)
    other = np.where(rng.random(children) < 0.7, near, rng.integers(0, len(country.desa), children))
    received = 0
    for at, month in enumerate(months):
        start, end = _day(month), _day(_next(month))
        day = start + rng.integers(0, end - start, children)
        is_there = (day >= birth) & (end - 1 - birth < LIST_DAYS)
        is_seen = is_there & (rng.random(children) < ATTENDANCE)
        lives = np.where(at >= leaves, other, home)
        is_listed = is_there & ~is_seen & country.has_complete_list[lives]
        again = is_seen & (rng.random(children) < 0.02)
        same_day = is_seen & (rng.random(children) < 0.005)
        who = np.concatenate([np.flatnonzero(one) for one in (is_seen, is_listed, again, same_day)])
        is_measured = np.repeat([True, False, True, True], [one.sum() for one in (is_seen, is_listed, again, same_day)])
        seen_on = day[who]
        extra = len(who) - int(again.sum()) - int(same_day.sum())
        later = slice(extra, extra + int(again.sum()))
        seen_on[later] = start + rng.integers(0, end - start, int(again.sum()))
        seen_on[later] = np.maximum(seen_on[later], birth[who[later]])
        yield _rows(
            country,
            rng,
            child=child[who],
            received=received,
            lives=lives[who],
            girl=girl[who],
            age=np.where(is_measured, seen_on, end - 1) - birth[who],
            seen_on=seen_on,
            is_measured=is_measured,
            month=month,
            tendency=tendency[who],
            plump=plump[who],
        )
        received += len(who)


def _rows(
    country: Country,
    rng: np.random.Generator,
    *,
    child: np.ndarray,
    received: int,
    lives: np.ndarray,
    girl: np.ndarray,
    age: np.ndarray,
    seen_on: np.ndarray,
    is_measured: np.ndarray,
    month: int,
    tendency: np.ndarray,
    plump: np.ndarray,
) -> pa.Table:
    n = len(child)
    height, weight, posture = _sizes(rng, girl=girl, age=age, tendency=tendency, plump=plump)
    whim = rng.random(n)
    height[whim < 0.002] //= 10  # written in another unit
    weight[(whim > 0.002) & (whim < 0.003)] *= 10
    no_height = ~is_measured | ((whim > 0.01) & (whim < 0.025))
    no_weight = ~is_measured | ((whim > 0.03) & (whim < 0.035))
    age = age.copy()
    age[(whim > 0.0400) & (whim < 0.0403)] += 2_000  # rows that nobody may use
    age[(whim > 0.0410) & (whim < 0.0412)] -= 4_000
    sex = np.where((whim > 0.042) & (whim < 0.0422), 2, girl.astype(np.int8))
    gone = np.where((whim > 0.043) & (whim < 0.0432), len(country.desa), lives)
    label = np.where(rng.random(n) < 0.1, np.clip(np.floor(tendency).astype(int) + 4, 0, 3), 4)
    gain = rng.integers(0, 6, n)
    columns = {
        "child": pa.array(child),
        "received_no": pa.array(np.arange(received, received + n)),
        "desa_code": _words([*country.desa.tolist(), UNKNOWN_DESA], gone),
        "puskesmas_id": _words([*country.puskesmas.tolist(), None], gone),
        "sex": _words(["m", "f", ""], sex),
        "measured_on": pa.array(seen_on.astype(np.int32), mask=~is_measured).cast(pa.date32()),
        "listed_in": pa.array(np.full(n, month, dtype=np.int32), mask=is_measured),
        "age_days": pa.array(age.astype(np.int32)),
        "weight_g": pa.array(weight.astype(np.int32), mask=no_weight),
        "height_mm": pa.array(height.astype(np.int32), mask=no_height),
        "posture": _words(["", "l", "h"], posture),
        "oedema": pa.array(rng.random(n) < 0.001),
        "is_complete_list": pa.array(country.has_complete_list[lives]),
        "label_haz": _words(["sangat_pendek", "pendek", "normal", "tinggi", None], label),
        "weight_gain": _words(["N", "T", "O", "B", None, None], gain),
    }
    return pa.table(columns, schema=MEASUREMENT)


def _sizes(
    rng: np.random.Generator, *, girl: np.ndarray, age: np.ndarray, tendency: np.ndarray, plump: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Height in millimetres, weight in grams and posture (0 unknown, 1 lying, 2 standing) of a visit."""
    n = len(age)
    tables = standards()
    row = girl * DAYS + np.clip(age, 0, DAYS - 1)
    z = tendency + rng.normal(0, 0.25, n)
    height = np.rint(10 * tables.length_for_age.m[row] * (1 + tables.length_for_age.s[row] * z)).astype(np.int64)
    upright = age >= limits.UPRIGHT_DAY
    row_of_height = (
        girl * BY_STATURE
        + np.clip(height - np.where(upright, FIRST_HEIGHT, FIRST_LENGTH), 0, np.where(upright, 550, 650))
        + np.where(upright, LENGTH_ROWS, 0)
    )
    by_height = tables.weight_for_stature
    l, s = by_height.l[girl.astype(np.intp)], by_height.s[row_of_height]  # noqa: E741
    fat = plump + rng.normal(0, 0.3, n)
    weight = by_height.m[row_of_height] * np.maximum(1 + l * s * fat, 0.05) ** (1 / l)
    weight_g = (np.rint(weight * 100) * 10).astype(np.int64)
    whim = rng.random(n)
    # At a limit of TB/U, BB/U or BB/TB, or one below it.
    step = rng.integers(0, 2, n)
    for name, low in (("haz_m2_mm", 0.0), ("haz_m3_mm", 0.02), ("haz_m6_mm", 0.03), ("haz_p6_mm", 0.032)):
        chosen = (whim >= low) & (whim < low + (0.02 if low == 0 else 0.01 if low == 0.02 else 0.002))
        height[chosen] = _column(limits.age_limits(), name)[row[chosen]] - step[chosen]
    for number, name in enumerate(("waz_m2_g", "waz_m3_g", "waz_m6_g", "waz_p5_g")):
        chosen = (whim >= 0.04 + number * 0.005) & (whim < 0.045 + number * 0.005)
        weight_g[chosen] = _column(limits.age_limits(), name)[row[chosen]] - step[chosen]
    for number, name in enumerate(limits.LENGTH_LIMITS):
        chosen = (whim >= 0.06 + number * 0.005) & (whim < 0.065 + number * 0.005)
        weight_g[chosen] = _column(limits.length_limits(), name)[row_of_height[chosen]] - step[chosen]
    posture = np.where(upright, 2, 1)
    said = rng.random(n)
    posture[said < 0.05] = 0
    wrong = said > 0.97
    posture[wrong] = 3 - posture[wrong]
    # Who is measured the other way is measured shorter or longer.
    height[wrong] += np.where(upright[wrong], 7, -7)
    return height, weight_g, posture


def _column(table: pa.Table, name: str) -> np.ndarray:
    return table[name].to_numpy()


def _words(words: list[str | None], at: np.ndarray) -> pa.Array:
    coded = pa.DictionaryArray.from_arrays(pa.array(at.astype(np.int32)), pa.array(words, pa.string()))
    return coded.cast(pa.string())


def _day(month: int) -> int:
    """Days from 1970 to the first of a month."""
    return int(np.datetime64(f"{month // 100:04d}-{month % 100:02d}", "D").astype(np.int64))


def _next(month: int) -> int:
    return month + 89 if month % 100 == 12 else month + 1
