"""Next year's list of priority villages, as one scenario chooses it from the candidates.

The method with its formulas is in docs/lokus_method.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting.languages import _
from stunting.lokus import draws, sensitivity, wording
from stunting.lokus.candidates import Candidates
from stunting.lokus.proposal import OUTSIDE, SURE, Certainty, Place, Proposal
from stunting.lokus.quotas import Quotas
from stunting.lokus.scenario import DRAWS_BETWEEN, Scenario, ScenarioError
from stunting.lokus.scoring import Field, field_of, scores_of


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The list of the formula, before anything is exchanged by hand; arrays in the order of the field."""

    field: Field
    quotas: Quotas
    levels: np.ndarray
    scores: np.ndarray
    is_in: np.ndarray


def propose(candidates: Candidates, scenario: Scenario, *, noise: float = 1.0) -> Proposal:
    """Who is on the list, how surely, and why.

    noise: how much of the uncertainty of figures and weights the draws have (1 all of it, 0 none)

    Raises:
        ScenarioError: it cannot be carried out with these candidates; the sentence says what to change.
    """
    _check(candidates, scenario)
    choice = choose(candidates, scenario)
    field, quotas = choice.field, choice.quotas
    is_in = _exchanged(choice)
    shares = draws.inclusion(field, quotas, noise=noise)
    first_out, first_in = _first(choice)
    ties = _ties(choice)
    return Proposal(
        scenario=scenario,
        criteria=field.criteria,
        frame=_frame(choice, is_in=is_in, inclusion=shares, ties=ties),
        first_out=first_out,
        first_in=first_in,
        ties=ties,
        moves=sensitivity.weight_moves(field, quotas, choice.is_in),
        formula=wording.formula(field),
        notes=wording.notes(field, quotas, candidates, in_list=is_in, tied=len(ties)),
    )


def choose(candidates: Candidates, scenario: Scenario) -> Choice:
    """The list of the formula alone: quotas and exclusions, no exchanges, no draws.

    Raises:
        ScenarioError: no list keeps the quotas, or no criterion with figures has a weight.
    """
    return choice_of(field_of(candidates.frame, candidates.criteria, scenario))


def choice_of(field: Field) -> Choice:
    quotas = Quotas.of(field.scenario, group=field.group, can_be_chosen=field.can_be_chosen)
    quotas.check()
    levels = field.levels()
    scores = scores_of(list(levels[:, None, :]), field.counts, field.weights[None, :])
    return Choice(field=field, quotas=quotas, levels=levels, scores=scores[0], is_in=quotas.best(scores)[0])


def _check(candidates: Candidates, scenario: Scenario) -> None:
    keys = [one.key for one in scenario.rules]
    weights = np.array([one.weight for one in scenario.rules], dtype=np.float64)
    known = set(candidates.frame["area_code"])
    if len(set(keys)) < len(keys):
        raise ScenarioError(_("Satu kriteria disebut dua kali. Sisakan satu bobot untuk tiap kriteria."))
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise ScenarioError(_("Bobot harus berupa angka mulai dari 0."))
    if scenario.least_per_kecamatan not in (0, 1):
        raise ScenarioError(_("Paling sedikit per kecamatan hanya dapat 0 atau 1."))
    if scenario.most_per_kecamatan < 0:
        raise ScenarioError(_("Paling banyak per kecamatan tidak boleh kurang dari 0 (0 berarti tanpa batas)."))
    if not 1 <= scenario.draws <= DRAWS_BETWEEN[1] or scenario.seed < 0:
        raise ScenarioError(
            _(
                "Jumlah pengulangan harus 1 sampai {most}, dengan benih mulai dari 0.",
                most=DRAWS_BETWEEN[1],
            )
        )
    for one in scenario.exclusions:
        if one.code not in known:
            raise ScenarioError(
                _("Desa/kelurahan {code} yang dikecualikan tidak ada di kabupaten/kota ini. Hapus.", code=one.code)
            )
        if not one.reason.strip():
            raise ScenarioError(_("Tulis alasan mengecualikan {name}.", name=_name(candidates.frame, one.code)))
    for swap in scenario.swaps:
        for code in (swap.out_code, swap.in_code):
            if code not in known:
                raise ScenarioError(
                    _("Desa/kelurahan {code} pada pertukaran tidak ada di kabupaten/kota ini. Hapus.", code=code)
                )
        if not swap.reason.strip():
            raise ScenarioError(
                _(
                    "Tulis alasan menukar {leaves} dengan {enters}.",
                    leaves=_name(candidates.frame, swap.out_code),
                    enters=_name(candidates.frame, swap.in_code),
                )
            )


def _exchanged(choice: Choice) -> np.ndarray:
    """The list after the exchanges by hand, one after the other; a desa takes part in one at most.

    Raises:
        ScenarioError: an exchange takes out a desa that is not on the list, or brings in one that is, or was excluded.
    """
    frame, scenario = choice.field.frame, choice.field.scenario
    excluded = {one.code for one in scenario.exclusions}
    place = {code: number for number, code in enumerate(frame["area_code"])}
    is_in, used = choice.is_in.copy(), set[str]()
    for swap in scenario.swaps:
        leaves, enters = _name(frame, swap.out_code), _name(frame, swap.in_code)
        for code, name in ((swap.out_code, leaves), (swap.in_code, enters)):
            if code in used:
                raise ScenarioError(_("{name} disebut dalam dua pertukaran. Sisakan satu.", name=name))
        if not is_in[place[swap.out_code]]:
            raise ScenarioError(
                _("{leaves} tidak ada dalam daftar, jadi tidak dapat ditukar. Batalkan pertukaran itu.", leaves=leaves)
            )
        if is_in[place[swap.in_code]]:
            raise ScenarioError(
                _(
                    "{enters} sudah ada dalam daftar, jadi tidak perlu dimasukkan. Batalkan pertukaran itu.",
                    enters=enters,
                )
            )
        if swap.in_code in excluded:
            raise ScenarioError(_("{enters} dikecualikan sekaligus dimasukkan. Hapus salah satunya.", enters=enters))
        is_in[place[swap.out_code]], is_in[place[swap.in_code]] = False, True
        used |= {swap.out_code, swap.in_code}
    return is_in


def _first(choice: Choice) -> tuple[str, str]:
    """The permitted exchange that would lose least: who leaves the list of the formula first, and who enters."""
    inside, outside, may = choice.quotas.exchanges(choice.is_in)
    codes = choice.field.frame["area_code"].to_numpy(dtype=object)
    if not may.any():
        return (str(codes[inside[np.argmin(choice.scores[inside])]]) if len(inside) else ""), ""
    loss = np.where(may, choice.scores[inside][:, None] - choice.scores[outside][None, :], np.inf)
    # Of equal losses the last of the list leaves and the first outside enters, as the tie rule has it.
    least = np.argwhere(loss == loss.min())
    leaves, enters = max(least.tolist(), key=lambda pair: (pair[0], -pair[1]))
    return str(codes[inside[leaves]]), str(codes[outside[enters]])


def _ties(choice: Choice) -> tuple[tuple[str, ...], ...]:
    """Desa of equal score on both sides of the cut that the quotas let change places, per score."""
    inside, outside, may = choice.quotas.exchanges(choice.is_in)
    equal = may & (choice.scores[inside][:, None] == choice.scores[outside][None, :])
    columns = np.sort(np.concatenate([inside[equal.any(axis=1)], outside[equal.any(axis=0)]]))
    codes = choice.field.frame["area_code"].to_numpy(dtype=object)
    groups: dict[float, list[str]] = {}
    for column in columns:
        groups.setdefault(float(choice.scores[column]), []).append(str(codes[column]))
    return tuple(tuple(groups[score]) for score in sorted(groups, reverse=True))


def _frame(
    choice: Choice, *, is_in: np.ndarray, inclusion: np.ndarray, ties: tuple[tuple[str, ...], ...]
) -> pd.DataFrame:
    field, scores = choice.field, choice.scores
    weight = field.weights[:, None] * field.counts
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(field.counts, field.weights[:, None] * choice.levels / weight.sum(axis=0), np.nan)
    was_lokus = field.frame["was_lokus"].to_numpy(dtype=bool)
    added: dict[str, object] = {"score": scores, "rank": pd.Series(scores).rank(ascending=False, method="min")}
    added |= {f"level_{one.key}": row for one, row in zip(field.criteria, choice.levels, strict=True)}
    added |= {f"part_{one.key}": row for one, row in zip(field.criteria, parts, strict=True)}
    added |= {
        "is_lacking": field.is_lacking,
        "is_in_by_formula": choice.is_in,
        "is_in": is_in,
        "place": _places(choice, is_in),
        "inclusion": inclusion,
        "certainty": np.select(
            [inclusion >= SURE, inclusion <= OUTSIDE],
            [Certainty.SURE.value, Certainty.OUT.value],
            Certainty.BORDER.value,
        ),
        "status": np.select(
            [is_in & ~was_lokus, is_in & was_lokus, ~is_in & was_lokus], ["baru", "lanjutan", "keluar"], ""
        ),
        "is_tied": field.frame["area_code"].isin({code for group in ties for code in group}).to_numpy(),
    }
    frame = pd.concat([field.frame, pd.DataFrame(added)], axis=1)
    frame["rank"] = frame["rank"].astype("Int64")
    # The field already stands in the order in which equal scores are decided.
    return frame.sort_values("score", ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def _places(choice: Choice, is_in: np.ndarray) -> np.ndarray:
    field, quotas, by_formula = choice.field, choice.quotas, choice.is_in
    free = Quotas.of(field.scenario, group=field.group, can_be_chosen=quotas.can_be_chosen)
    places = np.where(by_formula, Place.CHOSEN.value, Place.BELOW.value).astype(object)
    if quotas.least:
        without = _without_least(free).best(choice.scores[None, :])[0]
        places[by_formula & ~without] = Place.QUOTA.value
    if quotas.most:
        places[_is_full(choice)] = Place.FULL.value
    places[~quotas.can_be_chosen] = Place.LACKING.value
    places[field.is_excluded] = Place.EXCLUDED.value
    places[by_formula & ~is_in] = Place.SWAPPED_OUT.value
    places[~by_formula & is_in] = Place.SWAPPED_IN.value
    return places


def _without_least(quotas: Quotas) -> Quotas:
    return Quotas(size=quotas.size, least=0, most=quotas.most, group=quotas.group, can_be_chosen=quotas.can_be_chosen)


def _is_full(choice: Choice) -> np.ndarray:
    """Outside the list, in a kecamatan that has all it may, and before some desa of the list that would make room."""
    quotas = choice.quotas
    inside, outside, may = quotas.exchanges(choice.is_in)
    taken = np.bincount(quotas.group[inside], minlength=int(quotas.group.max()) + 1)
    order = np.lexsort((np.arange(len(choice.scores)), -np.nan_to_num(choice.scores, nan=-1.0)))
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    may_leave = taken[quotas.group[inside]] > quotas.least
    passed = (position[outside][None, :] < position[inside][:, None]) & may_leave[:, None] & ~may
    found = np.zeros(len(choice.scores), dtype=bool)
    found[outside[passed.any(axis=0) & (taken[quotas.group[outside]] >= quotas.most)]] = True
    return found


def _name(frame: pd.DataFrame, code: str) -> str:
    return str(frame.loc[frame["area_code"] == code, "area_name"].iloc[0])
