"""The pieces of a typed claim: figures with their unit, years, a length of time, names of sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1990, 2045
WORDS = {
    "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7", "delapan": "8",
    "sembilan": "9", "sepuluh": "10",
}  # fmt: skip
SOURCES = {
    "ssgi": "ssgi", "ssgbi": "ssgbi", "ski": "ski", "riskesdas": "riskesdas", "survei": "survei",
    "e-ppgbm": "rutin", "eppgbm": "rutin", "sigizi": "rutin", "bulan timbang": "rutin", "rutin": "rutin",  # no text
    "operasi timbang": "rutin", "penimbangan": "rutin", "posyandu": "rutin",  # no text
}  # fmt: skip
# A thousands point stands before exactly three digits; any other point or comma is a decimal sign.
NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\d])"
UNIT = (
    r"(?:\s*(poin\s*persen(?:tase)?|persen\s*poin|percentage points?|pp\b|poin\b|%\s*poin|%|persen\b|prosen\b)"
    r"|\s*(balita|anak|kasus|orang|bayi|baduta|jiwa)\b)?"
)
POINTS = re.compile(r"poin|pp|points")
TOKEN = re.compile(rf"(?P<number>{NUMBER}){UNIT}", re.IGNORECASE)
SPAN = re.compile(
    r"(?:(?:dalam|selama|kurun|waktu|hanya|sekitar)\s+)*(?<![\d.,])(\d{1,2}(?:[.,]\d)?)\s*(tahun|thn|th|bulan|bln)\b(?!\s*\d{4})"
)
PER_YEAR = re.compile(r"(?:per|/|setiap|tiap)\s*(?:tahun|thn|th)\b|\bsetahunnya\b|\bp\.?a\.?\b")
SOURCE = re.compile(r"(?<!\w)(" + "|".join(sorted(map(re.escape, SOURCES), key=len, reverse=True)) + r")(?!\w)")


@dataclass(frozen=True)
class Value:
    """One typed figure: its unit is "%", "poin", "n" for children, or "" where none was typed."""

    value: float
    decimals: int
    unit: str
    at: int


def plain_text(text: str) -> str:
    """Small letters, one kind of arrow, digits for number words, no age groups."""
    plain = text.casefold().replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    plain = re.sub(r"\s*(?:→|⇒|➜|➔|=>|-+>|>+)\s*", " -> ", plain)
    plain = re.sub(r"\b\d{1,2}\s*[-–]\s*\d{1,2}\s*bulan\b", " ", plain)  # an age group, "0-59 bulan"
    # A dash between two figures is an arrow; between two years it is a range, and both are taken in order.
    plain = re.sub(r"(?<=[\d%])\s*[–—]\s*(?=\d)", " -> ", plain)
    plain = re.sub(r"(?<=%)\s*-\s*(?=\d)|(?<=persen)\s*-\s*(?=\d)", " -> ", plain)
    plain = re.sub(r"(?<=\d)\s*-\s*(?=\d)", " -> ", plain)
    plain = re.sub(r"\bsetahun\b", "1 tahun", plain)
    plain = re.sub(r"\b(" + "|".join(WORDS) + r")\b", lambda found: WORDS[found.group(1)], plain)
    return re.sub(r"\s+", " ", plain).strip()


def span_of(plain: str) -> tuple[float | None, str]:
    """The typed length of time in years, and the text without it."""
    found = SPAN.search(plain)
    if found is None:
        return None, plain
    length = float(found.group(1).replace(",", "."))
    if found.group(2) in ("bulan", "bln"):
        length /= 12
    return length or None, plain[: found.start()] + " " * (found.end() - found.start()) + plain[found.end() :]


def numbers_of(plain: str) -> tuple[list[Value], list[tuple[int, int]]]:
    """The figures and the years of a text, each with its place."""
    values, years = [], []
    for found in TOKEN.finditer(plain):
        typed, of_percent, of_count = found.group("number"), found.group(2), found.group(3)
        unit = "n" if of_count else "" if not of_percent else "poin" if POINTS.search(of_percent) else "%"
        is_year = re.fullmatch(r"\d{4}", typed) and FIRST_YEAR <= int(typed) <= LAST_YEAR
        if is_year and not unit:
            years.append((int(typed), found.start()))
            continue
        is_thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", typed) is not None
        number = typed.replace(".", "").replace(",", ".") if is_thousands else typed.replace(",", ".")
        decimals = len(number.partition(".")[2])
        values.append(Value(float(number), decimals, unit, found.start()))
    if is_count(values):
        values = [Value(one.value, one.decimals, "n", one.at) for one in values]
    return values, years


def is_count(values: Sequence[Value]) -> bool:
    """Children and not percent: one figure says so, or all are whole and beyond 100."""
    if any(one.unit in ("%", "poin") for one in values):
        return False
    return any(one.unit == "n" for one in values) or (bool(values) and all(one.value > 100 for one in values))
