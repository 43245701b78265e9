"""The rules once more in plain Python, over random visits: both must tell of the same children."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from stunting.cases import children
from tests.case_rows import kept
from tests.routine_rows import row
from tests.small import layout_in

DESAS = ("3514061001", "3514061002")
BORN = dt.date(2022, 10, 1)


def visits(seed):
    """Rows of 150 children over ten months, with gaps, listings, moves and second visits."""
    chance = random.Random(seed)
    rows = []
    for number in range(150):
        born = BORN + dt.timedelta(days=chance.randrange(900))
        z, kg, cm, home = chance.gauss(-2.6, 0.8), 8.0, 70.0, chance.choice(DESAS)
        for month in range(1, 11):
            if chance.random() < 0.25:
                continue
            if chance.random() < 0.03:
                home = chance.choice(DESAS)
            # Only the lists of the first desa name who was not measured.
            has_list = home == DESAS[0]
            given = {"desa_code": home, "puskesmas_id": f"p-{home[-1]}", "file_no": DESAS.index(home) + 1}
            if chance.random() < 0.15:
                if not has_list:
                    continue
                end = dt.date(2025, month + 1, 1) - dt.timedelta(days=1)
                listed = given | {"period": 202500 + month, "age_days": (end - born).days}
                rows.append(row(f"c{number}", None, is_complete_list=True, **listed))
                continue
            for day in sorted({chance.randint(1, 28), chance.choice((5, chance.randint(1, 28)))}):
                z, kg, cm = z + chance.gauss(-0.03, 0.25), kg + chance.gauss(0.05, 0.2), cm + chance.gauss(0.5, 0.8)
                on = dt.date(2025, month, day)
                measured = {
                    "weight_kg": round(kg, 1) if chance.random() < 0.95 else None,
                    "height_cm": round(cm, 1) if chance.random() < 0.9 else None,
                    "posture": chance.choice(("l", "h", "l", "")),
                    "haz": round(z, 2) if chance.random() < 0.9 else None,
                    "whz": round(chance.gauss(-1.5, 1), 2),
                    "weight_gain": chance.choice(("N", "T", None, None)),
                }
                rows.append(row(f"c{number}", on.isoformat(), **(given | measured | {"age_days": (on - born).days})))
    return rows


def seen_on(one):
    if one["measured_on"]:
        return one["measured_on"]
    first = dt.date(one["period"] // 100, one["period"] % 100, 28) + dt.timedelta(days=4)
    return first - dt.timedelta(days=first.day)


def day_no(one):
    return one["period"] * 100 + (one["measured_on"].day if one["measured_on"] else 0)


def told(rows):
    """(child, rule) of every alarm."""
    as_of = {
        unit: max(one["measured_on"] for one in rows if one["measured_on"] and one["puskesmas_id"] == unit)
        for unit in {one["puskesmas_id"] for one in rows}
    }
    newest = {unit: max(one["period"] for one in rows if one["puskesmas_id"] == unit) for unit in as_of}
    complete = {(one["puskesmas_id"], one["period"]) for one in rows if one["is_complete_list"]}
    found = set()
    for child in {one["nik_key"] for one in rows}:
        mine = sorted((one for one in rows if one["nik_key"] == child), key=day_no)
        last, unit = mine[-1], mine[-1]["puskesmas_id"]
        today = max(as_of[unit], dt.date(newest[unit] // 100, newest[unit] % 100, 1))
        if last["age_days"] + (today - seen_on(last)).days >= 1826:
            continue
        found |= {(child, rule) for rule in rules(mine, today, newest[unit], (unit, newest[unit]) in complete)}
    return found


def days(later, earlier):
    return (later - earlier).days


def rules(mine, today, newest, is_complete):
    yield from of_z(mine, today)
    yield from of_weight(mine, today)
    yield from of_lists(mine, today, newest, is_complete)
    tall = [one for one in mine if one.get("height_cm") is not None]
    if len(tall) > 1 and days(today, tall[-1]["measured_on"]) <= 190:
        first, second = (round(one["height_cm"] * 10) + (7 if stands(one) else 0) for one in tall[-2:])
        if first - second > 10:
            yield "tinggi_turun"


def of_z(mine, today):
    z = [(one["measured_on"], round(one["haz"] * 100)) for one in mine if one.get("haz") is not None]
    w = [(one["measured_on"], one["whz"]) for one in mine if one.get("whz") is not None]
    if w and w[-1][1] < -3 and days(today, w[-1][0]) <= 190:
        yield "gizi_buruk"
    if z and z[-1][1] < -300:
        on, now = z[-1]
        compared = [value for day, value in z if 56 <= days(on, day) <= 190]
        if days(today, on) <= 190 and compared and compared[0] - now >= 50:
            yield "sangat_pendek_turun"
        before = [day for day, value in z if value >= -300]
        if before and days(today, min(day for day, _ in z if day > before[-1])) <= 92:
            yield "baru_sangat_pendek"


def of_weight(mine, today):
    weighed = [one for one in mine if one.get("weight_kg") is not None]
    flat = []
    for before, one in zip([None, *weighed], weighed, strict=False):
        gap = None if before is None else days(one["measured_on"], before["measured_on"])
        if one["weight_gain"] in ("N", "T"):
            flat.append(one["weight_gain"] == "T")
        elif gap is None or gap > 190:
            flat.append(False)
        elif gap >= 14:
            flat.append(one["weight_kg"] <= before["weight_kg"])
    if flat[-2:] == [True, True] and days(today, weighed[-1]["measured_on"]) <= 190:
        yield "tidak_naik"


def of_lists(mine, today, newest, is_complete):
    weighed = [one for one in mine if one.get("weight_kg") is not None]
    is_absent = is_complete and mine[-1]["period"] < newest
    since = weighed[-1]["measured_on"] if weighed else seen_on(mine[0])
    is_weighed_now = bool(weighed) and weighed[-1]["period"] == newest
    if not is_absent and not is_weighed_now and days(today, since) > 62:
        yield "tidak_ditimbang"
    elsewhere = [number for number, one in enumerate(mine) if one["desa_code"] != mine[-1]["desa_code"]]
    if is_absent or (elsewhere and days(today, seen_on(mine[elsewhere[-1] + 1])) <= 92):
        yield "pindah"


def stands(one):
    return one["posture"] == "h" or (one["posture"] == "" and one["age_days"] >= 731)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_statements_and_plain_python_tell_of_the_same_children(tmp_path, seed):
    layout, rows = layout_in(tmp_path), visits(seed)
    kept(layout, *rows)

    found = children.alarms_in(layout, "3514")

    key_of = {children._key_of(one["nik_key"]): one["nik_key"] for one in rows}
    assert {(key_of[key], rule) for key, rule in zip(found["key"], found["rule"], strict=True)} == told(rows)
    assert found["rule"].nunique() == 7
