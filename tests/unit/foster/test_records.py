"""What may be written down about foster parents, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from stunting import formats, languages
from stunting.errors import UnknownChoiceError
from stunting.foster import monitoring
from stunting.foster.bodies import as_body
from stunting.foster.cells import read_choice
from stunting.foster.programmes import (
    ANTING_MAS,
    BAAS,
    FOOD_RP_PER_DAY,
    GENTING,
    SHIPPED,
    USUAL_MONTHS,
    USUAL_SPAN,
    FosterError,
    offered,
    own_programme,
    programme_of,
)
from stunting.foster.records import (
    PARENT_KINDS,
    Help,
    Parent,
    Placement,
    checked_help,
    checked_parent,
    checked_placement,
    months_later,
)

CHILD = "a" * 32
PLACED = Placement(
    id="p1", parent="o1", child=CHILD, desa_code="3520012001", programme="BAAS", start=dt.date(2026, 1, 15),
    end=dt.date(2026, 7, 15),
)  # fmt: skip


def test_of_an_anonymous_foster_parent_no_name_and_no_office_is_left():
    one = checked_parent(
        Parent(id="o", kind="perorangan", name="Ibu Contowati", office="PT Contoh", is_anonymous=True, decree="SK 1")
    )

    assert (one.name, one.office, one.decree) == ("", "", "SK 1")


@pytest.mark.parametrize("name", ["Budi 3520991509239002", "Budi 0812 3456 7890", "Budi 3520.9915.0923.9002"])
def test_a_long_number_is_no_part_of_a_name_and_is_not_repeated(name):
    with pytest.raises(FosterError) as refused:
        checked_parent(Parent(id="o", kind="perorangan", name=name))

    assert not any(sign.isdigit() for sign in str(refused.value))


def test_a_foster_parent_without_a_name_has_to_be_anonymous():
    with pytest.raises(FosterError, match="anonim"):
        checked_parent(Parent(id="o", kind="perorangan"))


@pytest.mark.parametrize("end", [dt.date(2026, 1, 15), dt.date(2025, 12, 1), dt.date(2031, 1, 1)])
def test_a_placement_ends_after_it_began_and_within_three_years(end):
    with pytest.raises(FosterError):
        checked_placement(Placement(**{**PLACED.__dict__, "end": end}))


def test_help_before_the_start_is_refused():
    with pytest.raises(FosterError, match="15 Januari 2026"):
        checked_help(Help(placement="p1", day=dt.date(2026, 1, 14), kind="nutrisi", value_rp=1), PLACED)


@pytest.mark.parametrize("value", [0, -1])
def test_a_value_that_is_not_known_is_blank_and_never_0(value):
    with pytest.raises(FosterError, match="kosongkan"):
        checked_help(Help(placement="p1", day=dt.date(2026, 2, 1), kind="nutrisi", value_rp=value), PLACED)


def test_six_months_after_the_end_of_august_is_the_end_of_february():
    assert months_later(dt.date(2025, 8, 31), 6) == dt.date(2026, 2, 28)


@pytest.mark.parametrize("text", ["Anting Emas", "ANTING MAS", "antingmas", "ANTING_MAS"])
def test_both_spellings_are_the_programme_of_magetan(text):
    assert programme_of(text, offered((), kabupaten="3520")) is ANTING_MAS


def test_another_kabupaten_is_not_offered_the_programme_of_magetan():
    assert offered((), kabupaten="3514") == (BAAS, GENTING)
    with pytest.raises(UnknownChoiceError):
        programme_of("Anting Mas", offered((), kabupaten="3514"))


def test_every_fact_names_its_source_and_the_span_of_six_months_is_unverified():
    facts = [fact for one in SHIPPED for fact in one.facts]

    assert all(fact.source for fact in facts)
    assert {one.food_rp_per_day for one in (BAAS, GENTING)} == {15_000}
    assert BAAS.beside_rp_per_month == 50_000
    assert not any(fact.is_verified for fact in facts if "6 bulan" in fact.text)


def test_an_own_programme_may_not_take_the_name_of_a_shipped_one():
    with pytest.raises(FosterError, match="sudah ada"):
        own_programme("genting", kabupaten="3520", food_rp_per_day=0, months=6, source="")


def test_what_is_said_in_words_is_what_is_counted_with():
    assert f"{formats.rupiah(FOOD_RP_PER_DAY)} per anak" in monitoring.COUNTED
    assert f"belum {monitoring.FEWEST_DAYS} hari" in monitoring.COUNTED
    assert f"{USUAL_MONTHS} bulan" in USUAL_SPAN.text


def test_a_record_is_kept_in_indonesian_whoever_writes_it():
    one = own_programme("Asih", kabupaten="3520", food_rp_per_day=0, months=6, source="SK 12/2026")

    with languages.use(languages.ENGLISH):
        assert one.facts[0].text == "Added here."
        body = as_body(one)

    assert body["facts"] == [["Ditambahkan sendiri.", "SK 12/2026", False]]


def test_a_choice_is_read_in_either_language():
    with languages.use(languages.ENGLISH):
        assert read_choice("Pemerintah", PARENT_KINDS, default="perorangan", noun="Kind") == "pemerintah"
        assert read_choice("Government", PARENT_KINDS, default="perorangan", noun="Kind") == "pemerintah"
