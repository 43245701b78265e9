"""Three questions, chosen by rules; each stands on a number of the desa."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from stunting.classes import AreaState
from stunting.desa_sheet.facts import Beyond, HeadCount, Money, PromiseLine, ServiceGap
from stunting.desa_sheet.questions import RULES, questions
from stunting.paths import ROOT
from tests.desa_facts import facts, step

LATE = PromiseLine(
    text="Memperbaiki 10 jamban",
    institution="Pemerintah Desa",
    deadline=dt.date(2025, 6, 30),
    state="terlambat",
    is_late=True,
    is_fulfilled=False,
)
SERVICE = ServiceGap(
    label="MP-ASI",
    period="Semester II 2025",
    received_n=30,
    due_n=60,
    value_pct=50.0,
    target_pct=80.0,
    left_n=30,
)


def keys(one):
    return [asked.rule for asked in questions(one)]


@pytest.mark.parametrize(
    "one",
    [
        facts(),
        facts(state=AreaState.NO_DATA, measured=None),
        facts(hits=0),
        facts(beyond=Beyond(services=(SERVICE,), promises=(LATE,), lokus=(2026,), has_money=True)),
    ],
)
def test_there_are_always_three_of_different_subjects(one):
    about = {rule.key: rule.about for rule in RULES}
    asked = questions(one)

    assert len(asked) == 3
    assert len({about[each.rule] for each in asked}) == 3
    assert all(each.text.endswith("?") and each.because for each in asked)


def test_a_desa_without_measurements_is_asked_for_them_first():
    assert keys(facts(state=AreaState.NO_DATA, measured=None))[0] == "tanpa_data"


def test_what_the_desa_itself_promised_is_asked_before_what_the_kabupaten_promised():
    own = replace(LATE, area_code="3514062010")
    office = replace(LATE, text="Menambah timbangan", deadline=dt.date(2024, 1, 31), area_code="3514")

    asked = questions(facts(beyond=Beyond(promises=(own, office))))[0]

    assert "Memperbaiki 10 jamban" in asked.text
    assert "Ada 2 komitmen" in asked.because


def test_a_late_commitment_is_asked_for_with_its_deadline():
    first = questions(facts(beyond=Beyond(promises=(LATE,))))[0]

    assert first.rule == "komitmen_terlambat"
    assert "Memperbaiki 10 jamban" in first.text
    assert "30 Juni 2025" in first.because


def test_children_who_were_not_measured_are_asked_for_below_eighty_percent():
    low = facts(measured=60, target=100)

    assert "40 balita yang belum diukur" in questions(low)[0].text
    assert "cakupan" not in keys(facts(measured=85, target=100))


def test_only_a_rise_whose_interval_leaves_out_zero_is_called_one():
    assert "naik" in keys(facts(step=step(before=(10, 200), after=(40, 200))))
    assert "naik" not in keys(facts(step=step(before=(10, 200), after=(12, 200))))


def test_the_rest_of_the_kecamatan_is_named_only_outside_chance():
    assert "di_atas_kecamatan" in keys(facts(apart=(8.0, 1.0, 15.0)))
    assert "di_atas_kecamatan" not in keys(facts(apart=(8.0, -1.0, 17.0)))


def test_a_hidden_count_is_never_asked_about():
    hidden = replace(
        facts(), counts=(HeadCount(key="sangat_pendek", label="", value_n=None, word="disembunyikan"),), step=None
    )

    assert "sangat_pendek" not in keys(hidden)


def test_the_weakest_service_is_asked_for_in_people():
    asked = {one.rule: one for one in questions(facts(beyond=Beyond(services=(SERVICE,), has_services=True)))}

    assert "“MP-ASI”: siapa 30 orang belum terjangkau" in asked["layanan"].text


def test_a_lokus_without_money_is_asked_for_the_plan_and_one_with_money_not():
    without = Beyond(lokus=(2026,), has_money=True)
    money = Money(year=2025, budget_rp=1_000_000, realised_rp=None, activity_n=1, source="")

    assert "tanpa_anggaran" in keys(facts(hits=0, beyond=without))
    assert "tanpa_anggaran" not in keys(facts(hits=0, beyond=replace(without, money=money)))
    assert "tanpa_anggaran" not in keys(facts(hits=0, beyond=replace(without, has_money=False)))


def test_the_keys_and_meanings_of_the_rules_are_told_apart():
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert all(rule.meaning for rule in RULES)


def test_the_document_lists_every_rule_in_its_order():
    text = (ROOT / "docs" / "desa_sheet.md").read_text(encoding="utf-8")
    named = [key for row in re.findall(r"^\| (`[^|]+`) \|", text, re.M) for key in re.findall(r"`(\w+)`", row)]

    assert [key for key in named if key in {rule.key for rule in RULES}] == [rule.key for rule in RULES]
