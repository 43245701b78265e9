"""A posyandu may be chosen by those who work with it, in mode internal; nobody meets one in mode publik."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from stunting import queries, releases, routine_queries
from stunting.build.release import build_release
from stunting.classes import AreaState
from stunting.errors import NoDataError
from stunting.geography import Register
from stunting.indicators import indicator
from stunting.paths import ROOT
from stunting.routine import posyandu
from stunting.routine.choices import Choice
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import PeriodKind
from stunting.routine.selection import Selection
from stunting.ui.routine_parts import posyandu_note
from tests.routine_rows import DESA, import_rows, row
from tests.small import TINY, layout_in, write_raw

PUSKESMAS = "3514-kejayan"
MELATI, MAWAR = f"{DESA}-melati-1", f"{DESA}-mawar-2"
INTERNAL = {"mode": "internal", "wilayah": "3514"}
STUNTING = indicator("stunting")


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    """August 2025: 24 children of Melati, 6 of them stunted; 8 of Mawar. July: 22 of Melati."""
    made = layout_in(tmp_path_factory.mktemp("posyandu"))
    write_raw(made.raw)
    build_release(made, expected=TINY, geometry=False)
    melati = [
        row(f"m{number:02d}", day, posyandu_id=MELATI, haz=-2.5 if number < 6 else -1.0)
        for day, count in (("2025-07-05", 22), ("2025-08-05", 24))
        for number in range(count)
    ]
    mawar = [row(f"w{number:02d}", posyandu_id=MAWAR) for number in range(8)]
    import_rows(
        made,
        *melati,
        *mawar,
        facilities=[
            {"id": PUSKESMAS, "kind": "puskesmas", "name": "Kejayan"},
            {"id": MELATI, "kind": "posyandu", "name": "Melati 1"},
            {"id": MAWAR, "kind": "posyandu", "name": "Mawar 2"},
        ],
    )
    return made


@pytest.fixture
def open_page(layout, monkeypatch):
    monkeypatch.setenv("STUNTING_DATA", str(layout.releases.parent))
    st.cache_resource.clear()
    st.cache_data.clear()

    def opened(page: str, **params: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
        test.switch_page(f"pages/{page}.py")
        for key, value in params.items():
            test.query_params[key] = value
        return test.run()

    return opened


def texts(page: AppTest) -> str:
    html = [element.proto.body for element in page.get("html") if "<style>" not in element.proto.body]
    shown = [*page.markdown, *page.info, *page.warning, *page.error, *page.caption]
    return unescape("\n".join([*html, *(one.value for one in shown)]))


def lists(page: AppTest) -> list[str]:
    return [one.key for one in page.selectbox]


@pytest.fixture(scope="module")
def answers(layout):
    opened = releases.open_release(layout)
    yield District(opened.database)
    opened.database.close()


def month(answers, number):
    periods = answers.periods("3514", mode=Mode.INTERNAL)
    return next(one for one in periods if one.kind is PeriodKind.MONTH and one.month == number)


def test_counts_of_posyandu_are_those_of_their_children(answers):
    frame = routine_queries.posyandu_counts(answers.db, within="3514", when=month(answers, 8))

    found = frame[["posyandu_name", "measured_n", "stunted_n"]].to_dict("split")["data"]
    assert found == [["Mawar 2", 8, 0], ["Melati 1", 24, 6]]
    assert len(routine_queries.posyandu_counts(answers.db, within="3514", posyandu=MELATI)) == 2
    assert routine_queries.posyandu_counts(answers.db, within="3520").empty


def test_a_posyandu_with_fewer_than_twenty_measured_children_has_no_rate(answers):
    question = Question(indicator=STUNTING, mode=Mode.INTERNAL)
    register = Register(queries.registered_areas(answers.db))
    frame = posyandu.in_period(answers, area=register.get(DESA), period=month(answers, 8), question=question)

    assert frame["state"].tolist() == [AreaState.SMALL_N, AreaState.VALUE]
    assert frame["value_pct"].isna().tolist() == [True, False]
    assert frame["value_pct"].iloc[1] == 25.0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question(indicator=STUNTING), "mode internal"),
        (Question(indicator=STUNTING, mode=Mode.INTERNAL, selection=Selection(sex="m")), "jenis kelamin"),
        (Question(indicator=STUNTING, mode=Mode.INTERNAL, selection=Selection(age="baduta")), "umur"),
        (
            Question(indicator=STUNTING, mode=Mode.INTERNAL, selection=Selection(lokus="ya", lokus_year=2025)),
            "lokus",
        ),
    ],
)
def test_what_posyandu_do_not_tell_is_refused_with_a_sentence(answers, question, words):
    with pytest.raises(NoDataError, match=words):
        posyandu.over_time(answers, posyandu_id=MELATI, within="3514", question=question)


def test_mode_publik_never_offers_a_posyandu(open_page):
    page = open_page("tren", wilayah="3514", pkm=PUSKESMAS)

    assert not page.exception
    assert "pkm" in lists(page)
    assert "posyandu" not in lists(page)


@pytest.mark.parametrize("stem", ["tren", "tabel", "peta"])
def test_a_link_with_a_posyandu_is_a_sentence_in_mode_publik(open_page, stem):
    page = open_page(stem, wilayah="3514", pkm=PUSKESMAS, posyandu=MELATI)

    assert not page.exception
    assert "tidak ditampilkan di mode publik" in texts(page)


def test_a_link_to_the_table_by_posyandu_is_a_sentence_in_mode_publik(open_page):
    page = open_page("tabel", wilayah="3514", pkm=PUSKESMAS, satuan="posyandu")

    assert not page.exception
    assert "Pilihan 'posyandu' tidak dikenal untuk 'satuan'" in texts(page)


def test_a_posyandu_is_offered_inside_a_puskesmas_or_a_desa(open_page):
    assert "posyandu" not in lists(open_page("tren", **INTERNAL))

    inside = open_page("tren", **INTERNAL, pkm=PUSKESMAS)
    assert inside.selectbox(key="posyandu").options == ["Semua posyandu", "Mawar 2, Kejayan", "Melati 1, Kejayan"]

    desa = open_page("tren", mode="internal", wilayah=DESA)
    assert desa.selectbox(key="posyandu").options == ["Semua posyandu", "Mawar 2", "Melati 1"]


def test_a_posyandu_of_another_place_is_a_sentence(open_page):
    page = open_page("tren", **INTERNAL, pkm=PUSKESMAS, posyandu="3514999999-x")

    assert "tidak ada di puskesmas atau desa/kelurahan yang dipilih" in texts(page)


def test_the_trend_of_a_posyandu_shows_its_months(open_page):
    page = open_page("tren", **INTERNAL, pkm=PUSKESMAS, posyandu=MELATI)

    assert not page.exception
    shown = texts(page)
    assert "Posyandu Melati 1" in shown
    assert "Posyandu dihitung per bulan." in shown


def test_the_trend_of_a_small_posyandu_says_why_there_is_no_rate(open_page):
    page = open_page("tren", **INTERNAL, pkm=PUSKESMAS, posyandu=MAWAR)

    assert "n kecil, persentasenya tidak ditampilkan" in texts(page)


def test_another_puskesmas_and_mode_publik_leave_the_posyandu(open_page):
    page = open_page("tren", **INTERNAL, pkm=PUSKESMAS, posyandu=MELATI)
    page.selectbox(key="pkm").set_value("").run()
    assert "posyandu" not in page.query_params

    page = open_page("tren", **INTERNAL, pkm=PUSKESMAS, posyandu=MELATI)
    page.segmented_control(key="mode").set_value("publik").run()
    assert not page.exception
    assert "posyandu" not in page.query_params


def test_the_table_lists_posyandu_of_a_month(open_page):
    page = open_page("tabel", **INTERNAL, pkm=PUSKESMAS, satuan="posyandu", periode="bulan:2025-08")

    assert not page.exception
    shown = texts(page)
    assert "menurut posyandu, Kab. Pasuruan, Agustus 2025" in shown
    assert "Jumlah semua posyandu dapat lebih kecil" in shown


def test_the_table_of_posyandu_asks_for_a_month(open_page):
    page = open_page("tabel", **INTERNAL, pkm=PUSKESMAS, satuan="posyandu")

    assert "Posyandu dihitung per bulan, bukan per Bulan Timbang Agustus 2025" in texts(page)


def test_a_map_says_that_it_does_not_draw_the_posyandu_that_is_chosen(answers):
    question = Question(indicator=STUNTING, mode=Mode.INTERNAL)
    choice = Choice(period=month(answers, 8), question=question)

    assert posyandu_note(choice) == ()
    (note,) = posyandu_note(replace(choice, posyandu_id=MELATI, posyandu_name="Melati 1"))
    assert "(Melati 1) tidak dipakai di sini" in note
