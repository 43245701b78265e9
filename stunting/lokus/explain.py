"""Why one desa is on the list or not, in figures and in sentences for its kepala desa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.errors import UnknownAreaError
from stunting.lokus.choosing import Choice, choice_of
from stunting.lokus.criteria import Criterion, by_key
from stunting.lokus.proposal import Certainty, Place, Proposal
from stunting.lokus.scenario import LackRule, Scenario
from stunting.lokus.scoring import field_of, numbers
from stunting.lokus.what_if import COVERAGE, Change, changes
from stunting.lokus.wording import PERCENTILE, exactly, lowered, threshold_text, value_text

NOTHING_ALONE = "Tidak ada perubahan satu kriteria saja yang cukup."
# Distances of scores (0-1) in words.
CLOSE, NEAR = 0.01, 0.05


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What one criterion says of the desa.

    value:  in its own unit, NaN where unknown; text: the same, written
    share:  of the criterion in the sum of the weights; level: 0-1, and part: of the score (NaN where it does not count)
    rank, of_n: place among the desa it counts for, 1 for the highest level; 0 where it does not count
    """

    key: str
    label: str
    value: float
    text: str
    rule: str
    share: float
    level: float
    part: float
    rank: int
    of_n: int


@dataclass(frozen=True, kw_only=True)
class Needed:
    """The smallest change of one figure alone that would bring the desa to the other side."""

    key: str
    label: str
    value_from: float
    value_to: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """The card of one desa.

    rank:   1 for the highest score, 0 without a score; ranked_n: desa with a score
    distance: its score less that of the desa with which it would change places first (`rival_name`); None without one.
            Both speak of the list of the formula, before exchanges by hand.
    sentences: three to five, for the kepala desa
    """

    code: str
    name: str
    kecamatan_name: str
    is_in: bool
    place: Place
    status: str
    certainty: Certainty
    inclusion: float
    score: float
    rank: int
    ranked_n: int
    distance: float | None
    rival_name: str
    reasons: tuple[Reason, ...]
    needed: tuple[Needed, ...]
    place_sentence: str
    standing_sentence: str
    distance_sentence: str
    needed_sentence: str
    lack_sentence: str
    certainty_sentence: str
    status_sentence: str
    sentences: tuple[str, ...]


def explain(proposal: Proposal, code: str) -> Explanation:
    """The card "Kenapa desa kami masuk/keluar?".

    Raises:
        UnknownAreaError: the kabupaten has no such desa.
    """
    rows = proposal.frame.index[proposal.frame["area_code"] == code]
    if not len(rows):
        raise UnknownAreaError(code, proposal.frame["area_code"])
    row = proposal.frame.loc[rows[0]]
    choice = choice_of(field_of(proposal.frame, proposal.criteria, proposal.scenario))
    column = int(np.flatnonzero(choice.field.frame["area_code"] == code)[0])
    place = Place(row["place"])
    reasons = _reasons(proposal, row)
    distance, rival = _distance(choice, column)
    needed = tuple(_needed(one, proposal.criteria) for one in changes(choice, column))
    can_be_chosen = bool(choice.quotas.can_be_chosen[column])
    is_scored = pd.notna(row["rank"])
    ranked_n = int(proposal.frame["rank"].notna().sum())
    said = {
        "place_sentence": _place_sentence(proposal, row, place),
        "standing_sentence": _standing_sentence(row, reasons, ranked_n) if is_scored else "",
        "distance_sentence": _distance_sentence(distance, rival, bool(row["is_in_by_formula"])),
        "needed_sentence": _needed_sentence(needed, is_in=bool(row["is_in_by_formula"]), place=place),
        "lack_sentence": _lack_sentence(row, proposal.scenario),
        "certainty_sentence": _certainty_sentence(row, proposal.scenario) if can_be_chosen else "",
        "status_sentence": _status_sentence(proposal, row),
    }
    third = said["lack_sentence"] or said["distance_sentence"]
    told = (
        f"{said['place_sentence']} {said['status_sentence']}",
        said["standing_sentence"],
        third,
        said["needed_sentence"],
        said["certainty_sentence"] or "Daftar ini usulan, dapat diubah dalam rembuk.",
    )
    return Explanation(
        code=code,
        name=str(row["area_name"]),
        kecamatan_name=str(row["kecamatan_name"]),
        is_in=bool(row["is_in"]),
        place=place,
        status=str(row["status"]),
        certainty=Certainty(row["certainty"]),
        inclusion=float(row["inclusion"]),
        score=float(row["score"]),
        rank=int(row["rank"]) if is_scored else 0,
        ranked_n=ranked_n,
        distance=distance,
        rival_name=rival,
        reasons=reasons,
        needed=needed,
        sentences=tuple(one for one in told if one),
        **said,
    )


def _reasons(proposal: Proposal, row: pd.Series) -> tuple[Reason, ...]:
    rules = {one.key: one for one in proposal.scenario.rules}
    total = sum(rules[one.key].weight for one in proposal.criteria)
    found = []
    for one in proposal.criteria:
        levels, level = numbers(proposal.frame, f"level_{one.key}"), float(row[f"level_{one.key}"])
        value = float(row[one.column]) if pd.notna(row[one.column]) else float("nan")
        threshold = rules[one.key].threshold
        found.append(
            Reason(
                key=one.key,
                label=one.label,
                value=value,
                text=value_text(one, value),
                rule=PERCENTILE if threshold is None else threshold_text(one, threshold),
                share=rules[one.key].weight / total,
                level=level,
                part=float(row[f"part_{one.key}"]),
                rank=0 if np.isnan(level) else int((levels > level).sum()) + 1,
                of_n=int((~np.isnan(levels)).sum()),
            )
        )
    return tuple(found)


def _distance(choice: Choice, column: int) -> tuple[float | None, str]:
    """To the desa outside that would enter for it first, or to the one of the list that it would replace first."""
    inside, outside, may = choice.quotas.exchanges(choice.is_in)
    scores, names = choice.scores, choice.field.frame["area_name"].to_numpy(dtype=object)
    if choice.is_in[column]:
        rivals = outside[may[inside == column].any(axis=0)] if len(outside) else outside
        pick = rivals[np.argmax(scores[rivals])] if len(rivals) else None
    else:
        rivals = inside[may[:, outside == column].any(axis=1)] if len(inside) else inside
        # Of equals the last of the list leaves first.
        pick = rivals[::-1][np.argmin(scores[rivals[::-1]])] if len(rivals) else None
    return (None, "") if pick is None else (float(scores[column] - scores[pick]), str(names[pick]))


def _needed(change: Change, criteria: Sequence[Criterion]) -> Needed:
    if change.key == COVERAGE:
        label = "Cakupan pengukuran"
        text = (
            f"cakupan pengukuran {formats.percent(change.value_from)} menjadi sedikitnya "
            f"{exactly(change.value_to)}% dengan angka yang sama"
        )
    else:
        criterion = by_key(criteria)[change.key]
        label = criterion.label
        values = (value_text(criterion, one) for one in (change.value_from, change.value_to))
        text = f"{lowered(label)} dari {' menjadi '.join(values)}"
    return Needed(key=change.key, label=label, value_from=change.value_from, value_to=change.value_to, text=text)


def _place_sentence(proposal: Proposal, row: pd.Series, place: Place) -> str:
    scenario, name, kecamatan = proposal.scenario, row["area_name"], row["kecamatan_name"]
    side = "masuk" if row["is_in"] else "tidak masuk"
    head = f"{name} {side} usulan lokus {scenario.lokus_year}"
    names = dict(zip(proposal.frame["area_code"], proposal.frame["area_name"], strict=True))
    has_quota = bool(scenario.least_per_kecamatan or scenario.most_per_kecamatan)
    if place is Place.CHOSEN:
        return f"{head}: skornya termasuk {scenario.size} tertinggi{' menurut kuota kecamatan' if has_quota else ''}."
    if place is Place.QUOTA:
        return f"{head}: tiap kecamatan mendapat sedikitnya satu, dan skornya yang tertinggi di {kecamatan}."
    if place is Place.SWAPPED_IN:
        swap = next(one for one in scenario.swaps if one.in_code == row["area_code"])
        return f"{head}: dimasukkan menggantikan {names[swap.out_code]}, dengan alasan {_quoted(swap.reason)}."
    if place is Place.SWAPPED_OUT:
        swap = next(one for one in scenario.swaps if one.out_code == row["area_code"])
        return (
            f"{head}: menurut skor termasuk daftar, tetapi digantikan {names[swap.in_code]}, dengan alasan "
            f"{_quoted(swap.reason)}."
        )
    if place is Place.EXCLUDED:
        exclusion = next(one for one in scenario.exclusions if one.code == row["area_code"])
        return f"{head}: dikecualikan dari pemilihan, dengan alasan {_quoted(exclusion.reason)}."
    if place is Place.FULL:
        return f"{head}: {kecamatan} sudah mencapai batas {scenario.most_per_kecamatan} desa/kelurahan."
    if place is Place.LACKING:
        return f"{head}: datanya belum cukup untuk dinilai."
    if pd.notna(row["rank"]) and row["rank"] <= scenario.size:
        return f"{head}: skornya cukup tinggi, tetapi satu tempat di tiap kecamatan lain didahulukan."
    return f"{head}: skornya di bawah batas daftar."


def _standing_sentence(row: pd.Series, reasons: Sequence[Reason], ranked_n: int) -> str:
    counted = sorted((one for one in reasons if one.share > 0 and not np.isnan(one.part)), key=lambda one: -one.part)
    head = (
        f"Skornya {formats.number(row['score'], decimals=3)} dari 1, peringkat {row['rank']} dari "
        f"{formats.number(ranked_n)} desa/kelurahan"
    )
    if not counted or not counted[0].part > 0:
        return f"{head}."
    said = [f"{lowered(one.label)} ({one.text}, {_beside_others(one)})" for one in counted[:2] if one.part > 0]
    return f"{head}; yang paling menyumbang skor: {' dan '.join(said)}."


def _beside_others(reason: Reason) -> str:
    """Behind a threshold all are equal, and a place among them would say nothing."""
    if reason.rule == PERCENTILE:
        return f"urutan {reason.rank} dari {formats.number(reason.of_n)}"
    return f"ambang {reason.rule}"


def _distance_sentence(distance: float | None, rival: str, is_in: bool) -> str:
    if distance is None:
        return ""
    size = abs(distance)
    if size == 0:
        return f"Skornya sama dengan {rival}; tempatnya ditentukan oleh aturan skor sama."
    word = "tipis" if size < CLOSE else "dekat" if size < NEAR else "cukup jauh"
    who = "yang pertama akan menggantikannya" if is_in else "yang pertama dapat digantikannya"
    side = "di atas" if distance > 0 else "di bawah"
    # A difference that three decimals would write as 0 is no tie.
    shown = "kurang dari 0,001" if size < 0.0005 else formats.number(size, decimals=3)
    return f"Jaraknya ke batas {word}: {shown} {side} {rival}, {who}."


def _needed_sentence(needed: Sequence[Needed], *, is_in: bool, place: Place) -> str:
    if place is Place.EXCLUDED:
        return ""
    if not needed:
        return NOTHING_ALONE
    side = "keluar dari" if is_in else "masuk"
    texts = [one.text for one in needed]
    joined = texts[0] if len(texts) == 1 else f"{'; '.join(texts[:-1])}; atau {texts[-1]}"
    return f"Akan {side} daftar menurut skor bila hanya satu hal ini berbeda: {joined}."


def _lack_sentence(row: pd.Series, scenario: Scenario) -> str:
    if not row["is_lacking"]:
        return ""
    measured = 0 if pd.isna(row["measured_n"]) else int(row["measured_n"])
    coverage = "" if pd.isna(row["coverage_pct"]) else f", cakupan {formats.percent(float(row['coverage_pct']))}"
    then = {
        LackRule.WITHOUT: "prevalensi dan jumlah kasusnya tidak dihitung",
        LackRule.OUT: "desa/kelurahan ini tidak ikut dipilih",
        LackRule.AS_IS: "angkanya perlu dibaca dengan hati-hati",
    }[scenario.lack]
    return f"Data kurang ({formats.number(measured)} balita diukur{coverage}), jadi {then}."


def _certainty_sentence(row: pd.Series, scenario: Scenario) -> str:
    share, draws = float(row["inclusion"]), formats.number(scenario.draws)
    often = f"terpilih dalam {chance_text(share)} dari {draws} ulangan"
    if share in (0, 1):
        often = f"terpilih dalam semua {draws} ulangan" if share else f"tidak terpilih dalam {draws} ulangan mana pun"
    certainty = Certainty(row["certainty"])
    if certainty is Certainty.SURE:
        return f"Tempatnya pasti: {often} dengan angka dan bobot yang sedikit berbeda."
    if certainty is Certainty.OUT:
        return f"Tempatnya di luar daftar cukup pasti: {often} dengan angka dan bobot yang sedikit berbeda."
    return f"Tempatnya di perbatasan: {often}, jadi pengetahuan setempat dan musyawarah ikut menentukan."


def _status_sentence(proposal: Proposal, row: pd.Series) -> str:
    if not proposal.frame["was_lokus"].any():
        return "Daftar lokus tahun sebelumnya belum ada dalam data."
    return {
        "baru": "Sebelumnya bukan lokus (baru).",
        "lanjutan": "Sebelumnya juga lokus (lanjutan).",
        "keluar": "Sebelumnya lokus (keluar).",
    }.get(str(row["status"]), "Sebelumnya juga bukan lokus.")


def chance_text(share: float) -> str:
    """A share of draws in whole percent that never claims never or always: 0.9996 -> "lebih dari 99%"."""
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    if share < 0.01 or share > 0.99:
        return "kurang dari 1%" if share < 0.01 else "lebih dari 99%"
    return formats.percent(100 * share, decimals=0)


def _quoted(reason: str) -> str:
    return f"“{reason.strip().rstrip('.')}”"
