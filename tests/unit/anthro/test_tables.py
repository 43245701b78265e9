"""The shipped LMS tables are the published ones."""

import hashlib

import pandas as pd
import pytest

from stunting.anthro import tables

# SHA-256 of the lines sex,key,l,m,s of each table as WHO publishes it with its R package
# (data-raw/growthstandards), which is another way than the one our file came.
PUBLISHED = {
    "length_for_age": "5c613f94a47b57ee7dde2851963c6324f77f910dacfaf87e69c89cf7289bc148",
    "weight_for_age": "6fcaf470a82406ea9ab924e272a413ec2bb03181b6ea40a4c1e36464dffab64f",
    "bmi_for_age": "289471ee1c6bc08177248afd7a401831c62ea245c742769f5ac2cd6a15848ca5",
    "weight_for_length": "338573210010c3e2fe59fbdd466d2ac48918f036bf724f2b05773eb70f60b78f",
    "weight_for_height": "8b6e840c7b369b4271aadb2a00816cbd29a7c83842477a1738a822cbf85c8f70",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_value_is_the_one_who_published(name):
    shipped = pd.read_parquet(tables.SOURCE)

    rows = shipped.loc[shipped["indicator"] == name, ["sex", "key", "l", "m", "s"]].to_numpy().tolist()
    text = "".join(",".join([sex, str(key), *map(repr, lms)]) + "\n" for sex, key, *lms in rows)

    assert hashlib.sha256(text.encode()).hexdigest() == PUBLISHED[name]


def test_rows_are_found_by_sex_and_day():
    lms = tables.standards().weight_for_age

    assert (lms.l[0], lms.m[0], lms.s[0]) == (0.3487, 3.3464, 0.14602)
    assert (lms.l[tables.DAYS], lms.m[tables.DAYS], lms.s[tables.DAYS]) == (0.3809, 3.2322, 0.14171)
    assert len(lms.m) == 2 * tables.DAYS


def test_rows_are_found_by_sex_posture_and_tenth_of_a_centimetre():
    by_stature = tables.standards().weight_for_stature

    assert by_stature.m[0] == 2.441
    assert by_stature.m[tables.LENGTH_ROWS] == 7.4327
    assert by_stature.m[tables.BY_STATURE] == 2.4607
    assert by_stature.m[tables.BY_STATURE + tables.LENGTH_ROWS] == 7.2402
    assert by_stature.m_step[tables.LENGTH_ROWS - 1] == 0
    assert by_stature.m[0] + by_stature.m_step[0] == pytest.approx(2.4577)
