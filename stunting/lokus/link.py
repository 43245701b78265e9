"""A scenario as the choices of a link, so that every list can be shared and found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stunting import formats
from stunting.languages import _
from stunting.lokus.criteria import Criterion
from stunting.lokus.scenario import (
    LONGEST_TEXT,
    PRESETS,
    Exclusion,
    LackRule,
    Rule,
    Scenario,
    ScenarioError,
    Swap,
)

YEAR, SIZE, WEIGHTS, THRESHOLDS = "untuk", "n", "bobot", "ambang"
LEAST, MOST, LOWEST, LACK, MOVED, SEED = "min", "maks", "batas", "kurang", "goyang", "benih"
EXCLUDED, SWAPPED = "kecuali", "tukar"
PARAMS = (YEAR, SIZE, WEIGHTS, THRESHOLDS, LEAST, MOST, LOWEST, LACK, MOVED, SEED, EXCLUDED, SWAPPED)
# Between entries, and between the parts of one; neither is in a code, and a reason loses them.
ENTRY, PART = "|", "~"
LARGEST_WEIGHT, LARGEST_SIZE, MOST_POINTS, MOST_ENTRIES = 100.0, 2_000, 30.0, 40
FIRST_YEAR, LAST_YEAR = 2_018, 2_045


def scenario_of(
    params: Mapping[str, str], *, default: Scenario, criteria: Sequence[Criterion], codes: Sequence[str]
) -> Scenario:
    """The scenario that a link asks for; what it does not name is that of `default`.

    criteria: those that can be weighed here; codes: the desa of the kabupaten

    Raises:
        ScenarioError: a value that means nothing here, with what to write instead.
    """
    known, desa = [one.key for one in criteria], set(codes)
    weights = _pairs(params.get(WEIGHTS, ""), WEIGHTS, known, highest=LARGEST_WEIGHT)
    thresholds = _pairs(params.get(THRESHOLDS, ""), THRESHOLDS, known, highest=1e6)
    rules = default.rules
    if weights:
        rules = tuple(Rule(key=key, weight=weights.get(key, 0.0), threshold=thresholds.get(key)) for key in known)
    return replace(
        default,
        rules=rules,
        lokus_year=_whole(params, YEAR, default.lokus_year, FIRST_YEAR, LAST_YEAR),
        size=_whole(params, SIZE, default.size, 1, min(LARGEST_SIZE, len(desa))),
        least_per_kecamatan=_whole(params, LEAST, default.least_per_kecamatan, 0, 1),
        most_per_kecamatan=_whole(params, MOST, default.most_per_kecamatan, 0, 100),
        lowest_coverage_pct=float(_whole(params, LOWEST, int(default.lowest_coverage_pct), 0, 100)),
        lack=_lack(params.get(LACK, ""), default.lack),
        weight_points=float(_whole(params, MOVED, int(default.weight_points), 0, int(MOST_POINTS))),
        seed=_whole(params, SEED, default.seed, 0, 999_999),
        exclusions=tuple(Exclusion(code=code, reason=reason) for code, reason in _entries(params, EXCLUDED, 1, desa))
        or default.exclusions,
        swaps=tuple(
            Swap(out_code=out, in_code=inside, reason=reason)
            for out, inside, reason in _entries(params, SWAPPED, 2, desa)
        )
        or default.swaps,
    )


def params_of(scenario: Scenario, *, default: Scenario) -> dict[str, str]:
    """The choices that say how a scenario differs from the default; an empty text leaves a choice out."""
    said, usual = _said(scenario), _said(default)
    if scenario.rules != default.rules:
        # Weights and thresholds are read together.
        usual = {**usual, WEIGHTS: "", THRESHOLDS: ""}
    return {key: "" if usual[key] == value else value for key, value in said.items()}


def _said(scenario: Scenario) -> dict[str, str]:
    return {
        YEAR: str(scenario.lokus_year),
        SIZE: str(scenario.size),
        LEAST: str(scenario.least_per_kecamatan),
        MOST: str(scenario.most_per_kecamatan),
        LOWEST: _plain(scenario.lowest_coverage_pct),
        LACK: scenario.lack.value,
        MOVED: _plain(scenario.weight_points),
        SEED: str(scenario.seed),
        **weights_param(scenario.rules),
        EXCLUDED: ENTRY.join(PART.join((one.code, _quiet(one.reason))) for one in scenario.exclusions),
        SWAPPED: ENTRY.join(PART.join((one.out_code, one.in_code, _quiet(one.reason))) for one in scenario.swaps),
    }


def weights_param(rules: Sequence[Rule]) -> dict[str, str]:
    """The choices that carry weights and thresholds."""
    return {
        WEIGHTS: ENTRY.join(f"{one.key}{PART}{_plain(one.weight)}" for one in rules),
        THRESHOLDS: ENTRY.join(f"{one.key}{PART}{_plain(one.threshold)}" for one in rules if one.threshold is not None),
    }


def preset_rules(preset: str, criteria: Sequence[Criterion]) -> tuple[Rule, ...]:
    """The rules of a preset for the criteria there are; a column of one's own begins without weight.

    Where nothing that the preset weighs is known, all criteria weigh the same.
    """
    wanted = {one.key: one for one in PRESETS[preset]}
    rules = tuple(wanted.get(one.key, Rule(key=one.key, weight=0.0)) for one in criteria)
    if any(one.weight > 0 for one in rules):
        return rules
    return tuple(Rule(key=one.key, weight=25.0) for one in criteria)


def preset_of(rules: Sequence[Rule], criteria: Sequence[Criterion]) -> str:
    """The preset that these rules are, "" for weights of one's own."""
    return next((key for key in PRESETS if preset_rules(key, criteria) == tuple(rules)), "")


def _whole(params: Mapping[str, str], key: str, default: int, low: int, high: int) -> int:
    written = params.get(key, "")
    if not written:
        return default
    if not written.isascii() or not written.isdigit() or len(written) > 6 or not low <= int(written) <= high:
        raise ScenarioError(
            _(
                "Pilihan '{written}' untuk '{key}' tidak dapat dipakai. Tulis bilangan {low} sampai {high}.",
                written=written[:30],
                key=key,
                low=formats.number(low),
                high=formats.number(high),
            )
        )
    return int(written)


def _pairs(text: str, param: str, known: Sequence[str], *, highest: float) -> dict[str, float]:
    """Numbers by criterion; one that this kabupaten does not have is left out, as its scale may come later."""
    found: dict[str, float] = {}
    for entry in filter(None, text.split(ENTRY)[:MOST_ENTRIES]):
        key, _ignored1, number = entry.partition(PART)
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not 0 <= value <= highest:
            raise ScenarioError(
                _(
                    "'{entry}' pada '{param}' bukan angka 0 sampai {highest}. Atur lagi bobotnya.",
                    entry=entry[:40],
                    param=param,
                    highest=formats.number(highest),
                )
            )
        if key in known:
            found[key] = value
    return found


def _lack(text: str, default: LackRule) -> LackRule:
    try:
        return LackRule(text) if text else default
    except ValueError as error:
        raise ScenarioError(
            _("Aturan '{text}' untuk data kurang tidak dikenal. Pilih di 'Aturan'.", text=text[:30])
        ) from error


def _entries(params: Mapping[str, str], key: str, code_n: int, desa: set[str]) -> list[tuple[str, ...]]:
    found = []
    for entry in filter(None, params.get(key, "").split(ENTRY)[:MOST_ENTRIES]):
        parts = entry.split(PART, maxsplit=code_n)
        reason = parts[-1].strip()[:LONGEST_TEXT] if len(parts) == code_n + 1 else ""
        codes = parts[:code_n]
        if not reason or any(code not in desa for code in codes):
            raise ScenarioError(
                _(
                    "'{entry}' pada '{key}' tidak dapat dipakai: perlu kode desa di kabupaten/kota ini dan alasannya.",
                    entry=entry[:60],
                    key=key,
                )
            )
        found.append((*codes, reason))
    return found


def _quiet(reason: str) -> str:
    """A reason without the marks of the link."""
    return " ".join(reason.replace(ENTRY, "/").replace(PART, "-").split())[:LONGEST_TEXT]


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
