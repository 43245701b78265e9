"""Lists of several scenarios side by side, and beside the list of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting.languages import _
from stunting.lokus.proposal import Proposal
from stunting.lokus.scenario import ScenarioError

ABOUT = ("area_code", "area_name", "kecamatan_code", "kecamatan_name", "puskesmas_name", "was_lokus")
COMPARED = ("is_in", "score", "rank", "inclusion", "certainty", "place")


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """How far the lists agree.

    common_n: desa on every list; any_n: on at least one
    pairs:    one row per pair of lists, numbered from 1: first, second, common_n, only_first_n, only_second_n
    last_year: one row per list: number, lanjutan_n (also of the year before), baru_n, keluar_n
    sentence: the first two figures in words
    """

    common_n: int
    any_n: int
    pairs: pd.DataFrame
    last_year: pd.DataFrame
    sentence: str


def compare(proposals: Sequence[Proposal]) -> pd.DataFrame:
    """One row per desa that is on any of the lists or was on that of the year before.

    Columns: area_code, area_name, kecamatan_code, kecamatan_name, puskesmas_name, was_lokus; per list, numbered from 1
        in the order given, is_in_1, score_1, rank_1, inclusion_1, certainty_1, place_1, and so on; lists_n (on how many
        of the lists), is_common (on all of them).
    Ordered by lists_n, then by the best rank on any list, then by code.

    Raises:
        ScenarioError: no list, or lists of different kabupaten.
    """
    if not proposals:
        raise ScenarioError(_("Pilih sedikitnya satu skenario untuk disandingkan."))
    if len({one.scenario.kabupaten_code for one in proposals}) > 1:
        raise ScenarioError(
            _("Skenario dari kabupaten/kota yang berbeda tidak dapat disandingkan. Pilih dari satu saja.")
        )
    whole = proposals[0].frame[list(ABOUT)]
    for number, proposal in enumerate(proposals, start=1):
        part = proposal.frame[["area_code", *COMPARED]]
        part = part.rename(columns={name: f"{name}_{number}" for name in COMPARED})
        whole = whole.merge(part, on="area_code", how="left", validate="one_to_one")
    lists = range(1, len(proposals) + 1)
    # A desa that an older scenario's candidates do not have is not on its list.
    inside = np.stack([whole[f"is_in_{number}"].fillna(False).to_numpy(dtype=bool) for number in lists])
    best = whole[[f"rank_{number}" for number in lists]].astype("Float64").min(axis=1)
    whole = whole.assign(lists_n=inside.sum(axis=0), is_common=np.asarray(inside.all(axis=0)), best_rank=best)
    for number, row in zip(lists, inside, strict=True):
        whole[f"is_in_{number}"] = row
    shown = whole[inside.any(axis=0) | whole["was_lokus"].to_numpy(dtype=bool)]
    ordered = shown.sort_values(["lists_n", "best_rank", "area_code"], ascending=[False, True, True])
    return ordered.drop(columns="best_rank").reset_index(drop=True)


def overlap(proposals: Sequence[Proposal]) -> Overlap:
    """How many desa the lists share, and with the list of the year before.

    Raises:
        ScenarioError: as `compare`.
    """
    frame = compare(proposals)
    lists = {number: frame[f"is_in_{number}"].to_numpy(dtype=bool) for number in range(1, len(proposals) + 1)}
    was = frame["was_lokus"].to_numpy(dtype=bool)
    pairs = pd.DataFrame(
        [
            (first, second, int((one & other).sum()), int((one & ~other).sum()), int((other & ~one).sum()))
            for first, one in lists.items()
            for second, other in lists.items()
            if first < second
        ],
        columns=["first", "second", "common_n", "only_first_n", "only_second_n"],
    )
    last_year = pd.DataFrame(
        [
            (number, int((one & was).sum()), int((one & ~was).sum()), int((was & ~one).sum()))
            for number, one in lists.items()
        ],
        columns=["number", "lanjutan_n", "baru_n", "keluar_n"],
    )
    common, anywhere = int(frame["is_common"].sum()), int((frame["lists_n"] > 0).sum())
    sentence = (
        _(
            "{common_n} desa/kelurahan ada di semua {lists_n} daftar, dari {any_n} yang ada di sedikitnya satu daftar.",
            common_n=common,
            lists_n=len(lists),
            any_n=anywhere,
        )
        if len(lists) > 1
        else _("Daftar ini memuat {desa_n} desa/kelurahan.", desa_n=anywhere)
    )
    return Overlap(common_n=common, any_n=anywhere, pairs=pairs, last_year=last_year, sentence=sentence)
