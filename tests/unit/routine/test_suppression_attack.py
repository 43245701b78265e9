"""Whoever reads everything that mode publik publishes cannot work out a count of 1-4 children."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from stunting.indicators import indicator
from stunting.routine.suppression import PublicCounts
from tests.publication_attack import (
    DIGITS,
    HEIGHT,
    WEIGHT_FOR_HEIGHT,
    Family,
    Reader,
    View,
    World,
    lists_to_subtract,
    random_world,
    views,
    with_lists,
)

# A question to the solver takes some milliseconds.
ASKED_N = 30
ANY_YEAR = 9_999


def public_counts(world: World, *, known_until: int) -> PublicCounts:
    counts = world.counts
    groups = counts.assign(kabupaten_code=counts["desa_code"].str[:4]).drop(columns=["desa_code", "puskesmas_id"])
    return PublicCounts(
        villages=counts.drop(columns=["sex", "age_group"]), groups=groups, lokus=world.lokus, known_until=known_until
    )


def reader_of_mode_publik(world: World, *others: World, known_until: int = ANY_YEAR) -> Reader:
    """Somebody who also reads other releases of the same children; the bundles know the lists up to a year."""
    reader = Reader(world)
    for one in (world, *others):
        public = public_counts(one, known_until=known_until)
        for view in views(one):
            for key in one.family.indicators:
                reader.read(
                    view,
                    lambda view, key=key, public=public: public.areas(
                        level=view.level, indicator=indicator(key), **view.choice
                    ),
                )
    return reader


def reader_of_a_naive_publication(world: World) -> Reader:
    """Every figure but those that are 1-4 themselves."""

    def published(view: View) -> pd.DataFrame:
        frame = world.groups if view.is_grouped else world.cells
        code = frame["kabupaten_code" if view.is_grouped else "desa_code"].str[: DIGITS[view.level]].replace("", "00")
        kinds = frame[view.taken].groupby(code[view.taken].rename("area_code")).sum(numeric_only=True)
        sums = {
            name: sum(kinds[kind] * sign for kind, sign in parts.items())
            for name, parts in world.family.quantities.items()
        }
        counts = pd.DataFrame(sums)
        return counts.where(~counts.isin([1, 2, 3, 4]).to_numpy()).reset_index()

    reader = Reader(world)
    for view in views(world):
        reader.read(view, published)
    return reader


def some(targets: list, random: np.random.Generator) -> list:
    return [targets[place] for place in random.permutation(len(targets))[:ASKED_N]]


@pytest.mark.parametrize(
    ("family", "seed"),
    [*((HEIGHT, seed) for seed in (0, 5)), *((WEIGHT_FOR_HEIGHT, seed) for seed in (1, 4))],
    ids=lambda value: str(value) if isinstance(value, int) else value.indicators[0],
)
def test_no_sum_of_1_to_4_children_is_determined_or_known_to_be_below_5(family: Family, seed: int):
    world, random = random_world(seed, family=family), np.random.default_rng(seed)
    reader = reader_of_mode_publik(world)
    targets = reader.targets(random, set_n=60)

    assert len(targets) > 100
    assert reader.determined(targets) == []
    assert reader.known_to_be_small(some(targets, random)) == []


@pytest.mark.parametrize(("family", "seed"), [(HEIGHT, 3), (WEIGHT_FOR_HEIGHT, 2)])
def test_known_lists_that_single_out_one_desa_determine_no_sum_of_1_to_4_children(family: Family, seed: int):
    world, random = random_world(seed, family=family), np.random.default_rng(seed)
    reader = reader_of_mode_publik(with_lists(world, lists_to_subtract(world)))
    targets = reader.targets(random, set_n=60)

    assert len(targets) > 100
    assert reader.determined(targets) == []
    assert reader.known_to_be_small(some(targets, random)) == []


@pytest.mark.parametrize(("family", "seed"), [(HEIGHT, 22), (WEIGHT_FOR_HEIGHT, 5)])
def test_later_lists_that_single_out_one_desa_determine_no_sum_of_1_to_4_children_one_after_the_other(
    family: Family, seed: int
):
    """The same month is read before any of these lists, with the second alone, and with all."""
    world, random = random_world(seed, family=family), np.random.default_rng(seed)
    lists = lists_to_subtract(world)
    listed = with_lists(world, lists)
    reader = reader_of_mode_publik(listed, world, with_lists(world, {2025: lists[2025]}), known_until=0)
    targets = reader.targets(random, set_n=60)

    assert len(targets) > 100
    assert reader.determined(targets) == []
    assert reader.known_to_be_small(some(targets, random)) == []


def test_hiding_only_the_small_figures_does_not_pass_the_same_attack():
    world, random = random_world(0), np.random.default_rng(0)
    reader = reader_of_a_naive_publication(world)
    targets = reader.targets(random, set_n=60)

    assert len(reader.determined(targets)) > len(targets) / 2
    assert len(reader.known_to_be_small(some(targets, random))) > ASKED_N / 2
