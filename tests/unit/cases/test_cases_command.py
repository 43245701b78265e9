import contextlib
import json
import sqlite3

import pytest

from stunting.cases import children, recording
from stunting.cases.casebook import open_casebook
from stunting.cli import main
from stunting.paths import Layout
from tests.case_rows import BY, case, kept
from tests.routine_rows import row as any_row

# The command asks the real register.
KEJAYAN = "3514061024"


def row(child, **given):
    return any_row(child, desa_code=KEJAYAN, **given)


@pytest.fixture
def layout(tmp_path, monkeypatch):
    monkeypatch.setenv("STUNTING_DATA", str(tmp_path))
    return Layout.default()


def run(capsys, *arguments):
    code = main(["cases", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_alarms_are_counts_unless_a_list_is_asked_for(capsys, layout):
    kept(layout, row("a", whz=-3.5), row("b", whz=-3.2))
    (first, second) = children.children_in(layout, "3514").to_dict("records")

    code, out, _err = run(capsys, "alarms", "351406")

    assert code == 0
    assert "Kec. Kejayan: 2 anak dengan peringatan." in out and "Gizi buruk: 2 (segera)" in out
    assert first["case_no"] not in out and first["key"] not in out

    _code, out, _err = run(capsys, "alarms", "351406", "--list")
    assert first["case_no"] in out and second["case_no"] in out
    assert first["key"] not in out


def test_json_has_counts_and_never_the_key_of_a_child(capsys, layout):
    kept(layout, row("a", whz=-3.5))
    (child,) = children.children_in(layout, "3514").to_dict("records")

    _code, out, _err = run(capsys, "alarms", "3514", "--json")
    assert json.loads(out)["counts"][0] == {"area_code": "351406", "rule": "", "child_n": 1}

    _code, out, _err = run(capsys, "alarms", "3514", "--list", "--json")
    (alarm,) = json.loads(out)["alarms"]
    assert (alarm["case_no"], alarm["since"]) == (child["case_no"], "2025-08-05")
    assert child["key"] not in out


def test_without_data_the_command_says_so(capsys, layout):
    code, out, _err = run(capsys, "alarms", "351406")

    assert (code, "belum ada data anak" in out) == (0, True)


def test_verify_names_the_entry_that_was_deleted(capsys, layout):
    book = open_casebook(layout)
    recording.open_case(book, case(), by=BY)
    recording.open_case(book, case(case_no="B-BBBBBBB"), by=BY)
    assert run(capsys, "verify")[0] == 0

    with contextlib.closing(sqlite3.connect(layout.restricted / "kasus" / "kasus.sqlite")) as file, file:
        file.execute("drop trigger entry_loses_no_row")
        file.execute("delete from entry where seq = 1")

    code, _out, err = run(capsys, "verify")
    assert (code, err.startswith("Buku kasus:")) == (1, True)
