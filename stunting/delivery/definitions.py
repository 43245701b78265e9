"""How the numbers of a file were made, and why those of two kabupaten may not be comparable.

A mark is made from what the program does, not from its text: the z-scores of a fixed set of measurements, the counting
statements without comments and spaces, the codes of the register. Equal marks mean equal definitions.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting import __version__, formats
from stunting.anthro import zscores
from stunting.delivery.manifest import Manifest
from stunting.delivery.tables import PUBLIC
from stunting.geography import Register
from stunting.routine.selection import AGE_GROUPS

COUNTING = ("month_records", "month_lists", "window_records", "window_lists", "counts", "growth", "growth_window")
SQL = Path(__file__).resolve().parent.parent / "imports" / "sql"
MOST_NAMED = 4
TARGETS = {"riil": "sasaran riil", "proyeksi": "sasaran proyeksi"}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One reason why figures of a kabupaten stand apart; `kind` as in the table `delivery_difference`."""

    kind: str
    sentence: str


def marks(register: Register, kabupaten_code: str) -> dict[str, str]:
    """The definitions of this program, for one kabupaten."""
    codes = sorted(code for code in register.frame["code"] if str(code).startswith(kabupaten_code))
    return {
        "zscore": zscore_mark(),
        "counting": counting_mark(),
        "age_groups": ",".join(AGE_GROUPS),
        "register": _mark("\n".join(codes)),
    }


@cache
def zscore_mark() -> str:
    """Changes with the standards, the rules of position and age, and the limits of what is plausible."""
    ages, shares = np.array([0, 30, 182, 273, 400, 730, 731, 1100, 1500, 1825]), np.linspace(0.55, 1.35, 9)
    rows = [
        (sex, age, (3.3 + age / 130) * share, (50 + 60 * (age / 1825) ** 0.7) * (0.75 + share / 4), measure)
        for sex in ("m", "f")
        for age in ages.tolist()
        for share in shares.tolist()
        for measure in ("l", "h", "")
    ]
    given = pd.DataFrame(rows, columns=["sex", "age_days", "weight_kg", "lenhei_cm", "measure"])
    answer = zscores(given)
    scores = [[f"{value:.2f}" for value in answer[name].astype(float)] for name in ("haz", "waz", "whz")]
    flags = [[str(value) for value in answer[name]] for name in ("flag_haz", "flag_waz", "flag_whz")]
    return _mark("\n".join(",".join(row) for row in zip(*scores, *flags, strict=True)))


@cache
def counting_mark() -> str:
    """Changes with the statements that make one record per child and period, and count them."""
    texts = [(SQL / f"{name}.sql").read_text(encoding="utf-8") for name in COUNTING]
    return _mark("\n".join(re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", text)).strip() for text in texts))


def differences(
    card: Manifest, tables: Mapping[str, pa.Table], *, own: Mapping[str, str], windows: pa.Table | None
) -> list[Difference]:
    """Why figures of this file are not comparable with others of this release, in a fixed order.

    own:     the definitions here (`marks`) for the same kabupaten
    windows: the table `weighing_window` as the file has it
    """
    found = [*_of_program(card, own), *_of_windows(windows), *_of_counts(card, tables), *_of_targets(tables)]
    if card.withheld:
        found.append(
            Difference(
                kind="withheld",
                sentence=f"Tidak dikirim karena memuat hitungan 1–4 balita: "
                f"{_listed(map(period_words, card.withheld))}.",
            )
        )
    return found


def is_whole_month(start: dt.date, end: dt.date) -> bool:
    """Whether a window is exactly one calendar month."""
    last = calendar.monthrange(start.year, start.month)[1]
    return start.day == 1 and end == start.replace(day=last)


def period_words(key: str) -> str:
    """ "2025-08" -> "Agustus 2025"; other names as they are."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", key)
    return formats.month(int(found[1]), int(found[2])) if found and 1 <= int(found[2]) <= 12 else key


def _of_program(card: Manifest, own: Mapping[str, str]) -> list[Difference]:
    told = {
        "zscore": "Skor-z dihitung dengan aturan atau standar lain daripada di sini; angka gizi tidak sebanding.",
        "counting": "Cara menghitung satu anak per bulan atau per Bulan Timbang lain daripada di sini.",
        "age_groups": "Kelompok umur lain daripada di sini.",
        "register": "Daftar desa/kelurahan kabupaten ini di program pengirim lain daripada di sini.",
    }
    found = [
        Difference(kind="age" if name == "age_groups" else name, sentence=sentence)
        for name, sentence in told.items()
        if card.definitions.get(name) != own[name]
    ]
    if card.app_version != __version__:
        found.append(
            Difference(
                kind="program", sentence=f"Dibuat program versi {card.app_version}; di sini versi {__version__}."
            )
        )
    return found


def _of_windows(windows: pa.Table | None) -> list[Difference]:
    rows = [] if windows is None else windows.to_pylist()
    other = [one for one in rows if one["kind"] != "tahun" and not is_whole_month(one["start_date"], one["end_date"])]
    spans = [f"{formats.date(one['start_date'])} sampai {formats.date(one['end_date'])}" for one in other]
    if not spans:
        return []
    sentence = (
        f"Bulan Timbang bukan satu bulan penuh ({_listed(spans)}); ditampilkan terpisah, tidak dijumlahkan dengan "
        "Bulan Timbang kabupaten lain."
    )
    return [Difference(kind="window", sentence=sentence)]


def _of_counts(card: Manifest, tables: Mapping[str, pa.Table]) -> list[Difference]:
    found = []
    counts = tables.get("growth_total" if card.mode == PUBLIC else "growth")
    if counts is None:
        return [Difference(kind="detail", sentence="Berkas tidak memuat hitungan balita.")]
    if card.mode == PUBLIC:
        sentence = "Hanya jumlah kabupaten/kota: tanpa desa, jenis kelamin, dan umur."
        found.append(Difference(kind="detail", sentence=sentence))
        if any(counts[name].null_count for name in ("stunted_n", "underweight_n", "wasted_n", "overweight_n")):
            sentence = "Hitungan 1–4 balita dikosongkan; jumlah provinsi kurang paling banyak 4 balita per bulan."
            found.append(Difference(kind="withheld", sentence=sentence))
    elif lost := [one for one in AGE_GROUPS if one not in set(counts["age_group"].to_pylist()) | _any_age(counts)]:
        sentence = f"Tidak ada balita umur {_listed(lost)} bulan; rentang umurnya lain."
        found.append(Difference(kind="age", sentence=sentence))
    if pc.any(pc.equal(counts["origin"], "laporan_desa")).as_py():
        sentence = "Sebagian dihitung dari laporan desa, bukan dari pengukuran tiap anak."
        found.append(Difference(kind="report", sentence=sentence))
    measured, labelled = (pc.sum(counts[name]).as_py() or 0 for name in ("measured_n", "label_n"))
    if labelled > measured:
        sentence = "Sebagian balita hanya punya label status gizi tanpa tinggi yang dapat dihitung ulang."
        found.append(Difference(kind="label", sentence=sentence))
    if pc.all(pc.is_null(counts["target_n"])).as_py():
        sentence = "Daftarnya hanya memuat balita yang diukur; cakupan (D/S) tidak diketahui."
        found.append(Difference(kind="target", sentence=sentence))
    return found


def _of_targets(tables: Mapping[str, pa.Table]) -> list[Difference]:
    if "routine_target" not in tables:
        return []
    lost = [words for kind, words in TARGETS.items() if kind not in tables["routine_target"]["kind"].to_pylist()]
    return [Difference(kind="target", sentence=f"Tanpa {_listed(lost)} dari lembar resmi.")] if lost else []


def _any_age(counts: pa.Table) -> set[str]:
    """Reports by village have no ages: all of them may be in there."""
    return set(AGE_GROUPS) if "0-59" in counts["age_group"].to_pylist() else set()


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = f", dan {len(every) - MOST_NAMED} lainnya" if len(every) > MOST_NAMED else ""
    return ", ".join(every[:MOST_NAMED]) + more


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
