"""Why one desa is on the list or not, in figures and in sentences for its kepala desa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.errors import UnknownAreaError
from stunting.languages import _
from stunting.lokus import card_words
from stunting.lokus.card_words import Needed, Reason
from stunting.lokus.choosing import Choice, choice_of
from stunting.lokus.criteria import Criterion, by_key
from stunting.lokus.proposal import Certainty, Place, Proposal
from stunting.lokus.scoring import field_of, numbers
from stunting.lokus.what_if import COVERAGE, Change, changes
from stunting.lokus.wording import PERCENTILE, exactly, lowered, threshold_text, value_text


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
        "place_sentence": card_words.place_sentence(proposal, row, place),
        "standing_sentence": card_words.standing_sentence(row, reasons, ranked_n) if is_scored else "",
        "distance_sentence": card_words.distance_sentence(distance, rival, bool(row["is_in_by_formula"])),
        "needed_sentence": card_words.needed_sentence(needed, is_in=bool(row["is_in_by_formula"]), place=place),
        "lack_sentence": card_words.lack_sentence(row, proposal.scenario),
        "certainty_sentence": card_words.certainty_sentence(row, proposal.scenario) if can_be_chosen else "",
        "status_sentence": card_words.status_sentence(proposal, row),
    }
    third = said["lack_sentence"] or said["distance_sentence"]
    told = (
        f"{said['place_sentence']} {said['status_sentence']}",
        said["standing_sentence"],
        third,
        said["needed_sentence"],
        said["certainty_sentence"] or _("Daftar ini usulan, dapat diubah dalam rembuk."),
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
        label = _("Cakupan pengukuran")
        text = _(
            "cakupan pengukuran {value_from} menjadi sedikitnya {value_to}% dengan angka yang sama",
            value_from=formats.percent(change.value_from),
            value_to=exactly(change.value_to),
        )
    else:
        criterion = by_key(criteria)[change.key]
        label = criterion.label
        values = (value_text(criterion, one) for one in (change.value_from, change.value_to))
        before, after = values
        text = _("{label} dari {before} menjadi {after}", label=lowered(label), before=before, after=after)
    return Needed(key=change.key, label=label, value_from=change.value_from, value_to=change.value_to, text=text)
