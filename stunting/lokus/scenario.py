"""Everything that decides a list of priority villages, in one record that can be kept, compared and printed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from stunting.errors import StuntingError
from stunting.languages import Words, _
from stunting.lokus.criteria import CASES, KRS, PREVALENCE, SERVICES

DRAWS, SEED = 1_000, 2_026
LOWEST_COVERAGE_PCT = 80.0
WEIGHT_POINTS = 10.0
LONGEST_TEXT = 300
# What a kept scenario may ask for.
DRAWS_BETWEEN = (100, 5_000)
MOST_DESA, MOST_RULES = 2_000, 40
LONGEST_JSON, LARGEST = 1_000_000, 1e6


class ScenarioError(StuntingError):
    """A scenario that cannot be read or carried out; the sentence says what to change."""


class LackRule(StrEnum):
    """What happens to a desa whose measurement coverage is too low for its rate; it is always marked "data kurang"."""

    WITHOUT = "tanpa"
    OUT = "keluar"
    AS_IS = "apa-adanya"


LACK_LABELS = Words(
    {
        LackRule.WITHOUT: "Dinilai tanpa prevalensi dan jumlah kasus",
        LackRule.OUT: "Tidak ikut dipilih",
        LackRule.AS_IS: "Dinilai seperti desa lain",
    }
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One criterion in a scenario.

    weight:    from 0; only the proportion of the weights matters
    threshold: None for the percentile rank within the kabupaten (0-1); else 1 where the value lies beyond it, and 0
    """

    key: str
    weight: float
    threshold: float | None = None


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """A desa that does not take part, and why."""

    code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Swap:
    """A desa of the list exchanged by hand for one outside it, and why."""

    out_code: str
    in_code: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """How the list of one kabupaten for one year is chosen.

    period:             as in a link, "bt:2025-08"
    size:               N, the number of desa
    least_per_kecamatan: 0 or 1; most_per_kecamatan: 0 for no limit
    lowest_coverage_pct: of measurement; below it the rule `lack` applies
    weight_points:      how far each weight moves in the draws, in percentage points of the sum of the weights
    """

    kabupaten_code: str
    lokus_year: int
    period: str
    size: int
    rules: tuple[Rule, ...]
    name: str = ""
    least_per_kecamatan: int = 0
    most_per_kecamatan: int = 0
    lowest_coverage_pct: float = LOWEST_COVERAGE_PCT
    lack: LackRule = LackRule.WITHOUT
    exclusions: tuple[Exclusion, ...] = field(default=())
    swaps: tuple[Swap, ...] = field(default=())
    weight_points: float = WEIGHT_POINTS
    draws: int = DRAWS
    seed: int = SEED

    @property
    def shares(self) -> dict[str, float]:
        """The weights as shares of their sum."""
        total = sum(one.weight for one in self.rules)
        return {one.key: one.weight / total if total else 0.0 for one in self.rules}

    def with_rules(self, rules: tuple[Rule, ...]) -> Scenario:
        return replace(self, rules=rules)

    def as_json(self) -> str:
        """One line of JSON with sorted keys, so that equal scenarios are equal texts."""
        return json.dumps(_plain(asdict(self)), ensure_ascii=False, sort_keys=True)


# Preset -> weight and threshold of each criterion. Ours but for the thresholds, see SOURCES.
PRESETS: Mapping[str, tuple[Rule, ...]] = {
    "usulan": (
        Rule(key=PREVALENCE, weight=30),
        Rule(key=CASES, weight=30),
        Rule(key=KRS, weight=20),
        Rule(key=SERVICES, weight=20),
    ),
    "rata": tuple(Rule(key=key, weight=25) for key in (PREVALENCE, CASES, KRS, SERVICES)),
    "kasus": (
        Rule(key=PREVALENCE, weight=0),
        Rule(key=CASES, weight=100),
        Rule(key=KRS, weight=0),
        Rule(key=SERVICES, weight=0),
    ),
    "ambang": (
        Rule(key=PREVALENCE, weight=25, threshold=7.0),
        Rule(key=CASES, weight=25),
        Rule(key=KRS, weight=25),
        # Coverage of services below 75 %.
        Rule(key=SERVICES, weight=25, threshold=25.0),
    ),
}
PRESET_LABELS = Words(
    {
        "usulan": "Usulan awal",
        "rata": "Bobot sama",
        "kasus": "Menurut jumlah kasus",
        "ambang": "Ambang ala Tanah Bumbu",
    }
)
PRESET_NOTES = Words(
    {
        "usulan": "30/30/20/20: usulan dasbor ini, dapat diubah; tidak ada rumus nasional.",
        "rata": "Keempat kriteria sama berat.",
        "kasus": "Hanya jumlah balita stunting: menjangkau anak terbanyak.",
        "ambang": "Prevalensi di atas 7% dan cakupan layanan di bawah 75% masing-masing bernilai penuh; jumlah kasus "
        "dan KRS menurut peringkat. Ambangnya seperti diumumkan Kab. Tanah Bumbu untuk lokus 2025; bobotnya dari "
        "dasbor ini.",
    }
)


def from_json(text: str) -> Scenario:
    """A scenario as it was kept; what no page could have made is refused, for anybody can edit a file or a link.

    Raises:
        ScenarioError: it is not one.
    """
    try:
        if len(text) > LONGEST_JSON:
            raise ValueError("too long")
        return _scenario(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ScenarioError(_("Skenario ini tidak dapat dibaca. Susun lagi di halaman Lokus.")) from error


def _scenario(entry: Mapping[str, Any]) -> Scenario:
    known = {one.name for one in fields(Scenario)}
    if set(entry) - known:
        raise KeyError("unknown field")
    rules = tuple(
        Rule(
            key=_text(one["key"]),
            weight=_number(one["weight"]),
            threshold=None if one.get("threshold") is None else _number(one["threshold"], lowest=-LARGEST),
        )
        for one in _list(entry["rules"], MOST_RULES)
    )
    if len({one.key for one in rules}) < len(rules):
        raise ValueError("a criterion twice")
    return Scenario(
        kabupaten_code=_code(entry["kabupaten_code"], 4),
        lokus_year=_whole(entry["lokus_year"], 2000, 2100),
        period=_text(entry["period"]),
        size=_whole(entry["size"], 1, MOST_DESA),
        rules=rules,
        name=_text(entry.get("name", "")),
        least_per_kecamatan=_whole(entry.get("least_per_kecamatan", 0), 0, 1),
        most_per_kecamatan=_whole(entry.get("most_per_kecamatan", 0), 0, MOST_DESA),
        lowest_coverage_pct=_number(entry.get("lowest_coverage_pct", LOWEST_COVERAGE_PCT), highest=100),
        lack=LackRule(entry.get("lack", LackRule.WITHOUT)),
        exclusions=tuple(
            Exclusion(code=_code(one["code"], 10), reason=_text(one["reason"]))
            for one in _list(entry.get("exclusions", []), MOST_DESA)
        ),
        swaps=tuple(
            Swap(out_code=_code(one["out_code"], 10), in_code=_code(one["in_code"], 10), reason=_text(one["reason"]))
            for one in _list(entry.get("swaps", []), MOST_DESA)
        ),
        weight_points=_number(entry.get("weight_points", WEIGHT_POINTS), highest=100),
        draws=_whole(entry.get("draws", DRAWS), *DRAWS_BETWEEN),
        seed=_whole(entry.get("seed", SEED), 0, 2**32 - 1),
    )


def _list(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise TypeError("not a list")
    return value


def _text(value: object) -> str:
    """A text without lone surrogates, which no file can hold, and without NUL, which no database can."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or "\x00" in value:
        raise TypeError("not a text")
    value.encode("utf-8")
    return value


def _code(value: object, digits: int) -> str:
    if not isinstance(value, str) or not re.fullmatch(f"[0-9]{{{digits}}}", value):
        raise TypeError("not a code")
    return value


def _number(value: object, *, lowest: float = 0, highest: float = LARGEST) -> float:
    # NaN is not between any two numbers.
    if isinstance(value, bool) or not isinstance(value, int | float) or not lowest <= value <= highest:
        raise TypeError("not a number")
    return float(value)


def _whole(value: object, lowest: int, highest: int) -> int:
    if type(value) is not int or not lowest <= value <= highest:
        raise TypeError("not a whole number")
    return value


def _plain(value: Any) -> Any:
    """A weight of 30.0 and one of 30 are equal, and so is their text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
