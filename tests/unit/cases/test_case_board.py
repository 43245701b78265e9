import datetime as dt

import pytest

from stunting.cases import children, recording, rules
from stunting.cases.board import ELSEWHERE, VANISHED, board_of
from stunting.cases.casebook import open_casebook
from stunting.cases.records import CaseFollowUp, FollowUpReport, Group, Outcome, Status, Step
from stunting.imports.state import without, write_state
from tests.case_rows import BY, TODAY, case, kept
from tests.routine_rows import DESA, row
from tests.small import layout_in

OTHER = "3514061002"


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path)


@pytest.fixture
def book(layout):
    return open_casebook(layout)


def opened(book, **given):
    one = case(**given)
    recording.open_case(book, one, by=BY)
    return one


def plan(book, one, activity="Kunjungi", deadline=None):
    line = CaseFollowUp(case_no=one.case_no, activity=activity, person_in_charge="Bidan desa", deadline=deadline)
    return recording.add_follow_up(book, one, line, by=BY).seq


def cards(board):
    return {column.step: [card.case_no for card in column.cards] for column in board.columns}


def test_without_cases_the_board_has_its_four_columns(layout):
    board = board_of(layout, "3514", today=TODAY)

    assert [column.label for column in board.columns] == ["Identifikasi", "Kajian", "RTL", "Evaluasi"]
    assert (board.open_n, board.closed, board.overdue) == (0, (), ())
    assert board.response.median_days_to_plan is None


def test_a_card_stands_in_the_column_of_its_step(layout, book):
    opened(book)
    moved = opened(book, case_no="B-BBBBBBB")
    recording.move_step(book, moved, Step.PLAN, on=dt.date(2025, 8, 11), by=BY)
    closed = opened(book, case_no="B-CCCCCCC")
    recording.close_case(book, closed, Outcome.BETTER, on=TODAY, by=BY)

    board = board_of(layout, "3514", today=TODAY)

    assert cards(board) == {
        Step.IDENTIFIED: ["B-AAAAAAA"],
        Step.REVIEW: [],
        Step.PLAN: ["B-BBBBBBB"],
        Step.EVALUATION: [],
    }
    assert [one.case_no for one in board.closed] == ["B-CCCCCCC"]
    assert (board.response.opened_n, board.response.closed_n, board.response.median_days_to_plan) == (3, 1, 10)


def test_the_board_is_narrowed_by_area_group_audit_and_year(layout, book):
    opened(book, audit_id="audit-3514-2025-1")
    opened(book, case_no="H-BBBBBBB", group=Group.PREGNANT, desa_code="3514072001", year=2024)

    assert board_of(layout, "3514", today=TODAY).open_n == 2
    assert board_of(layout, "351406", today=TODAY).open_n == 1
    assert board_of(layout, "1801", today=TODAY).open_n == 0
    assert board_of(layout, "3514", Group.PREGNANT, today=TODAY).open_n == 1
    assert board_of(layout, "3514", audit_id="audit-3514-2025-1", today=TODAY).open_n == 1
    assert board_of(layout, "3514", year=2024, today=TODAY).open_n == 1


def test_overdue_lines_come_first_and_done_ones_do_not_count(layout, book):
    late, later, done = (opened(book, case_no=f"B-{sign * 7}") for sign in "DEF")
    plan(book, late, deadline=dt.date(2025, 8, 31))
    plan(book, later, deadline=dt.date(2025, 8, 2))
    seq = plan(book, done, deadline=dt.date(2025, 8, 1))
    report = FollowUpReport(case_no=done.case_no, follow_up=seq, status=Status.DONE, done_on=TODAY)
    recording.report_follow_up(book, done, report, by=BY)

    board = board_of(layout, "3514", today=TODAY)

    assert [(one.case_no, one.overdue_days) for one in board.overdue] == [("B-EEEEEEE", 30), ("B-DDDDDDD", 1)]
    assert cards(board)[Step.IDENTIFIED] == ["B-EEEEEEE", "B-DDDDDDD", "B-FFFFFFF"]
    assert (board.response.plan_n, board.response.done_n, board.response.overdue_n) == (3, 1, 2)
    assert board.columns[0].cards[0].next_deadline == dt.date(2025, 8, 2)


def test_a_line_is_due_on_its_day_and_overdue_on_the_next(layout, book):
    plan(book, opened(book), deadline=TODAY)

    assert board_of(layout, "3514", today=TODAY).overdue == ()
    assert len(board_of(layout, "3514", today=TODAY + dt.timedelta(days=1)).overdue) == 1


def test_a_closed_case_has_nothing_overdue(layout, book):
    one = opened(book)
    plan(book, one, deadline=dt.date(2025, 8, 2))
    recording.close_case(book, one, Outcome.MOVED, on=TODAY, by=BY)

    board = board_of(layout, "3514", today=TODAY)

    assert (board.overdue, board.closed[0].overdue_days, board.response.overdue_n) == ((), 0, 0)


def with_child(layout, book, **given):
    state = kept(layout, row("a", whz=-3.5, **given))
    (child,) = children.children_in(layout, "3514").to_dict("records")
    opened(book, case_no=child["case_no"], child_key=child["key"])
    return state


def card(layout):
    return board_of(layout, "3514", today=TODAY).columns[0].cards[0]


def test_a_card_tells_the_alarms_that_stand_now(layout, book):
    state = with_child(layout, book)
    assert (card(layout).alarms, card(layout).age_months, card(layout).note) == ((rules.WASTED,), 13, "")

    kept(layout, row("a", "2025-08-20", weight_kg=11), state=state)

    assert card(layout).alarms == ()


def test_a_case_whose_child_left_the_data_stays_with_a_note(layout, book):
    state = with_child(layout, book)

    write_state(layout, without(state, state.batches[0].id))

    assert (card(layout).is_in_data, card(layout).note, card(layout).alarms) == (False, VANISHED, ())
    assert card(layout).age_months is None


def test_a_case_whose_child_is_in_another_desa_now_says_so(layout, book):
    with_child(layout, book, desa_code=OTHER)

    assert (card(layout).desa_code, card(layout).note) == (DESA, ELSEWHERE)
