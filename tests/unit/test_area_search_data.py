"""What the search box receives; how it behaves is tested in the browser."""

import pytest
from streamlit.testing.v1 import AppTest

from stunting.errors import UnknownAreaError
from stunting.geography import Register
from stunting.paths import ROOT, Layout
from stunting.ui.area_search import LONGEST_QUESTION, SHOWN, box_data


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet")


def answer(register, text, code="3514"):
    return box_data(register, current_code=code, question={"text": text, "n": 7})["answer"]


def test_without_a_question_there_is_the_current_area_and_the_way_up(register):
    data = box_data(register, current_code="351406", question=None)

    assert data["current"] == "Kec. Kejayan"
    assert [line["code"] for line in data["above"]] == ["3514", "35", "00"]
    assert data["answer"] is None


def test_an_answer_carries_the_number_of_its_question(register):
    assert answer(register, "kejayan")["n"] == 7


def test_each_hit_says_name_place_and_kind(register):
    assert answer(register, "kejayan")["hits"][1] == {
        "code": "3514061024",
        "name": "Kel. Kejayan",
        "place": "Kec. Kejayan, Kab. Pasuruan, Jawa Timur",
        "kind": "kelurahan",
    }


@pytest.mark.parametrize(
    "text", ["kejayan", "kec. kejayan", "kejayan bondowoso", "35.14", "TULANGBAWANG", "lampung sel"]
)
def test_a_name_or_code_that_exists_is_a_certain_answer(register, text):
    assert not answer(register, text)["is_close"]


def test_a_name_that_only_resembles_is_marked(register):
    assert answer(register, "kejayn")["is_close"]


def test_nothing_found_is_no_guess(register):
    found = answer(register, "zzzqq")

    assert found["hits"] == []
    assert not found["is_close"]


def test_a_full_list_says_so(register):
    found = answer(register, "sukamaju")

    assert len(found["hits"]) == SHOWN
    assert found["is_full"]


@pytest.mark.parametrize("question", ["kejayan", {"text": 3}, {"n": 1}, ["kejayan"], 7])
def test_a_question_of_another_shape_is_no_question(register, question):
    assert box_data(register, current_code="3514", question=question)["answer"] is None


def test_an_endless_question_is_cut(register):
    assert answer(register, "kejayan" + " " * LONGEST_QUESTION + "x" * 10_000)["hits"]


def test_an_unknown_current_area_is_refused(register):
    with pytest.raises(UnknownAreaError):
        box_data(register, current_code="9999", question=None)


def test_every_session_finds_the_box_although_its_module_is_loaded_once():
    for _ in range(2):
        page = AppTest.from_file(str(ROOT / "tests" / "browser" / "harness" / "app.py")).run(timeout=20)

        assert not page.exception
        assert page.title[0].value == "Kab. Pasuruan (Jawa Timur)"
