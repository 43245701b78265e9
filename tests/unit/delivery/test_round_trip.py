"""Three kabupaten deliver, a province gathers: every number is the kabupaten's own, and nothing of a child is there."""

from __future__ import annotations

import re
import stat

import pytest

from stunting.delivery import keys, merging, received
from stunting.delivery.merging import NEW, NEWER, SAME
from tests import deliveries
from tests.deliveries import CODES, MADE, NOW, OPTIONS, asked, content_hash, members

GROWTH = (
    "year, month, sex, age_group, sum(target_n), sum(weighed_n), sum(measured_n), sum(stunted_n), "
    "sum(severely_stunted_n), sum(underweight_n), sum(wasted_n), sum(overweight_n), sum(flagged_n)"
)
TOTALS = "sum(target_n), sum(weighed_n), sum(measured_n), sum(stunted_n), sum(underweight_n), sum(wasted_n)"


@pytest.fixture(scope="module")
def files(senders):
    """What they deliver in mode internal."""
    return {code: deliveries.exported(layout, code) for code, layout in senders.items()}


@pytest.fixture
def province(tmp_path, senders):
    return deliveries.trusting(deliveries.installation(tmp_path / "provinsi"), *senders.values())


@pytest.fixture
def merge(province, tmp_path):
    """Merge some contents, in the order given."""

    def merged(**contents: bytes):
        paths = deliveries.written(tmp_path / "masuk", **contents)
        return merging.merge(paths, layout=province, now=NOW, **OPTIONS)

    return merged


@pytest.fixture
def gathered(merge, files):
    """The province with all three."""
    return merge(**{f"k{code}": content for code, content in files.items()})


@pytest.mark.parametrize("code", CODES)
def test_every_number_of_a_kabupaten_is_its_own(senders, province, gathered, code):
    for question in (
        f"select {GROWTH} from growth where desa_code[:4] = '{code}' group by all order by all",
        f"select * from growth_window where desa_code[:4] = '{code}' order by all",
        f"select * from quality where kabupaten_code = '{code}' and level <> 'posyandu' order by all",
        f"select * from routine_target where desa_code[:4] = '{code}' order by all",
        f"select * from counted_kabupaten where desa_code = '{code}' order by all",
        f"select * from puskesmas where kabupaten_code = '{code}' order by all",
    ):
        answer = asked(province, question)

        assert answer == asked(senders[code], question)
        assert answer


def test_coverage_and_totals_of_the_province_are_the_sums(senders, province, gathered):
    question = f"select window_key, year, month, {TOTALS} from counted_kabupaten group by all order by all"
    parts: dict[tuple, list[int]] = {}
    for layout in senders.values():
        for *key, a, b, c, d, e, f in asked(layout, question):
            before = parts.get(tuple(key), [0] * 6)
            parts[tuple(key)] = [one + two for one, two in zip(before, (a, b, c, d, e, f), strict=True)]

    assert {tuple(row[:3]): list(row[3:]) for row in asked(province, question)} == parts


def test_the_order_of_the_files_changes_nothing(senders, files, gathered, province, tmp_path):
    other = deliveries.trusting(deliveries.installation(tmp_path / "lain"), *senders.values())

    for code in reversed(CODES):
        path = deliveries.written(tmp_path / "satu", **{f"k{code}": files[code]})
        merging.merge(path, layout=other, now=NOW.replace(hour=11), **OPTIONS)

    assert content_hash(other) == content_hash(province)


def test_merging_again_changes_nothing(merge, files, gathered, province):
    before = content_hash(province)

    again = merge(k3514=files["3514"], k1801=files["1801"])

    assert [one.status for one in again.files] == [SAME, SAME]
    assert again.release is None
    assert content_hash(province) == before


def test_a_newer_file_takes_the_place_of_the_older(senders, merge, gathered, province):
    newer = deliveries.exported(senders["3520"], "3520", mode="publik", now=MADE.replace(day=21))

    report = merge(k3520=newer)

    assert [one.status for one in report.files] == [NEWER]
    assert asked(province, "select count(*) from growth where desa_code[:4] = '3520'") == [(0,)]
    assert len(list(received.folder(province).glob("*.zip"))) == 3


def test_what_was_gathered_stays_in_later_builds_until_it_is_removed(gathered, province):
    from stunting.build.release import build_release

    assert build_release(province, **OPTIONS).status == "tidak ada perubahan"

    merging.remove(province, deliveries.area(province, "3514"), **OPTIONS)

    kept = asked(province, "select kabupaten_code from delivery order by 1")
    assert kept == [("1801",), ("3520",)]
    assert asked(province, "select count(*) from growth where desa_code[:4] = '3514'") == [(0,)]


def test_every_number_carries_where_it_came_from(senders, gathered, province):
    rows = asked(province, "select kabupaten_code, signed_by, received_at, mode, last_period from delivery order by 1")

    told = [(code, keys.fingerprint(keys.own_key(senders[code]).public)) for code in CODES]
    assert [row[:2] for row in rows] == told
    assert {row[2:] for row in rows} == {(NOW.isoformat(timespec="seconds"), "internal", 202508)}
    assert len(asked(province, "select file from source where file like 'tambahan/rilis_kabupaten/%'")) == 3


@pytest.mark.parametrize("mode", ["publik", "internal"])
def test_no_row_key_or_secret_of_a_child_is_in_the_file(senders, mode):
    content = deliveries.exported(senders["3514"], "3514", mode=mode)
    texts = members(content)
    store = senders["3514"].restricted
    hidden = {path.read_bytes().strip() for path in store.glob("kunci*") if path.is_file()}

    assert hidden
    for name, text in texts.items():
        assert not any(one in text for one in hidden if one), name
        assert not [word for word in deliveries.SECRETS if word in text.decode()], name
    assert not [name for name in texts if re.search("posyandu|anak|child|batch", name)]
    heads = {text.split(b"\n", 1)[0] for name, text in texts.items() if name.endswith(".csv")}
    assert not [head for head in heads if re.search(rb"nik|key_hash|birth|person|age_days", head)]


def test_the_private_key_lies_closed_in_the_restricted_folder(senders):
    path = keys.key_file(senders["3514"])

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.own_key(senders["3514"]).public == keys.own_key(senders["3514"]).public


def test_mode_publik_adds_up_without_desa_and_without_small_counts(senders, merge, province):
    content = deliveries.exported(senders["3514"], "3514", mode="publik")

    merge(k3514=content)

    question = f"select window_key, year, month, {TOTALS} from counted_kabupaten where desa_code = '3514' group by all"
    own = {row[:3]: row[3:] for row in asked(senders["3514"], question)}
    told = asked(province, question)
    assert [row[:3] for row in told]
    for row in told:
        key, (target, weighed, measured, *counts) = row[:3], row[3:]
        # What is 1-4, or would tell 1-4 unmeasured children, is empty; everything else is the same.
        assert [weighed, measured] == list(own[key][1:3])
        assert target in (None, own[key][0])
        for shown, true in zip(counts, own[key][3:], strict=True):
            assert shown == (None if 1 <= true <= 4 else true)
    assert {row[0] for row in asked(province, "select distinct window_key from growth_total")} <= {"", "2025-08"}
    assert asked(province, "select count(*) from growth") == [(0,)]
    parts = "stunted_n, severely_stunted_n, underweight_n, wasted_n, overweight_n, flagged_n, moved_n"
    small = f"select count(*) from (unpivot growth_total on {parts}) where value between 1 and 4"
    assert asked(province, small) == [(0,)]
    kinds = asked(province, "select kind from delivery_difference where kabupaten_code = '3514'")
    assert ("detail",) in kinds


def test_equal_releases_give_equal_files(senders):
    assert deliveries.exported(senders["1801"], "1801") == deliveries.exported(senders["1801"], "1801")


def test_a_dry_run_says_the_same_and_keeps_nothing(province, files, tmp_path):
    paths = deliveries.written(tmp_path / "masuk", k3514=files["3514"])

    report = merging.merge(paths, layout=province, dry_run=True, now=NOW, **OPTIONS)

    assert [one.status for one in report.files] == [NEW]
    assert report.release is None
    assert received.inbox(province).received == ()
