import datetime as dt

import pytest

from stunting.cases import children, recording
from stunting.cases.casebook import open_casebook
from stunting.cases.records import CaseFollowUp, Outcome, Step, WorkLine, Workshop, workshop_id
from stunting.cases.workshop import EndingPlacement, workshop_agenda
from stunting.geography import Register
from tests.case_rows import BY, TODAY, case, kept
from tests.routine_rows import DESA, row
from tests.small import layout_in, write_raw

OTHER = "3514061002"


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def book(layout):
    return open_casebook(layout)


def agenda(layout, **given):
    return workshop_agenda(layout, "351406", TODAY, **given)


def test_without_data_and_cases_the_agenda_is_empty(layout):
    found = agenda(layout)

    assert (found.as_of, found.last, found.desa, found.waiting, found.plan) == (None, None, (), (), ())


def test_children_come_by_desa_the_most_urgent_first_and_are_capped(layout):
    calm = [row(f"c{n}", "2025-05-05", desa_code=DESA) for n in range(5)]
    kept(layout, row("a"), *calm, row("u", whz=-3.5, desa_code=OTHER), row("v", "2025-05-05", desa_code=OTHER))

    found = agenda(layout, most=2)

    assert [(one.desa_code, one.child_n, one.urgent_n, one.left_n) for one in found.desa] == [
        (OTHER, 2, 1, 0),
        (DESA, 5, 0, 3),
    ]
    assert found.desa[0].children[0].rules == ("gizi_buruk",)
    assert (found.desa[0].left_words, found.desa[1].left_words) == ("", "dan 3 lagi")
    assert (found.as_of, found.rule_n) == (dt.date(2025, 8, 5), {"gizi_buruk": 1, "tidak_ditimbang": 6})
    assert (found.not_weighed_n, len(found.not_weighed)) == (6, 6)


def test_a_child_with_two_alarms_is_told_once_with_both(layout):
    kept(layout, row("a", "2025-07-05", weight_kg=9, height_cm=77), row("a", whz=-3.5))

    (desa,) = agenda(layout).desa

    assert [one.rules for one in desa.children] == [("gizi_buruk", "tinggi_turun")]
    assert len(desa.children[0].details) == 2


def test_a_child_with_an_open_case_is_marked(layout, book):
    kept(layout, row("a", whz=-3.5), row("b", whz=-3.5))
    first = children.children_in(layout, DESA).to_dict("records")[0]
    recording.open_case(book, case(case_no=first["case_no"], child_key=first["key"]), by=BY)

    (desa,) = agenda(layout).desa

    assert {one.case_no: one.has_case for one in desa.children}[first["case_no"]] is True
    assert sum(one.has_case for one in desa.children) == 1


def test_the_plan_is_filled_from_the_alarms_by_rule(layout, tmp_path):
    write_raw(layout.raw)
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    kept(layout, row("a", whz=-3.5), row("b", "2025-05-05"), row("c", "2025-05-05"))

    found = agenda(layout, register=register).plan

    assert [(one.activity, one.weeks, one.note) for one in found] == [
        ("Rujuk dan dampingi anak gizi buruk ke puskesmas", (1,), "1 anak: Kejayan 1"),
        ("Sweeping anak yang tidak ditimbang", (), "2 anak: Kejayan 2"),
    ]
    assert all((one.implementer, one.person_in_charge) == ("", "") for one in found)


def test_open_cases_wait_by_step_with_what_is_due(layout, book):
    waiting, planned, closed = (case(case_no=f"B-{sign * 7}") for sign in "DEF")
    for one in (waiting, planned, closed):
        recording.open_case(book, one, by=BY)
    recording.move_step(book, planned, Step.PLAN, on=TODAY, by=BY)
    recording.close_case(book, closed, Outcome.BETTER, on=TODAY, by=BY)
    for days in (-1, 0, 28, 29):
        line = CaseFollowUp(case_no="B-EEEEEEE", activity=f"{days}", deadline=TODAY + dt.timedelta(days=days))
        recording.add_follow_up(book, planned, line, by=BY)

    found = agenda(layout)

    assert [(one.label, [card.case_no for card in one.cards]) for one in found.waiting] == [
        ("Identifikasi", ["B-DDDDDDD"]),
        ("RTL", ["B-EEEEEEE"]),
    ]
    assert [one.activity for one in found.overdue] == ["-1"]
    assert [one.activity for one in found.due] == ["0", "28"]
    assert found.plan[-1].note == "1 tindak lanjut lewat tenggat"


def test_the_promises_of_the_last_workshop_come_back(layout, book):
    for day in (dt.date(2025, 6, 1), dt.date(2025, 8, 1), TODAY):
        held = Workshop(
            id=workshop_id("351406", day),
            kecamatan_code="351406",
            date=day,
            place="Pendopo",
            plan=(WorkLine(activity=f"Janji {day:%m}"),),
        )
        recording.record_workshop(book, held, by=BY)

    last = agenda(layout).last

    assert [one.activity for one in last.record.plan] == ["Janji 08"]


def test_placements_that_end_are_told_in_the_order_of_their_end(layout):
    given = [
        EndingPlacement(
            key="0" * 32, case_no=f"K-{n}", desa_code=DESA, ends_on=TODAY + dt.timedelta(days=n), programme="BAAS"
        )
        for n in (9, 3)
    ]

    assert [one.case_no for one in agenda(layout, ending=given).ending] == ["K-3", "K-9"]


def test_desa_without_a_child_in_the_data_are_named(layout):
    write_raw(layout.raw)
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    kept(layout, row("a", desa_code=OTHER))

    assert agenda(layout, register=register).silent == (DESA,)
    assert agenda(layout).silent == ()
