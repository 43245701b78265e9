"""Codes, names and places: nothing is guessed, nothing that exists is missed."""

import pytest

from stunting.errors import AmbiguousAreaError, UnknownAreaError
from stunting.geography import Register, search_form, split_kind
from stunting.paths import Layout


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet")


def found(register, text, **options):
    return [(hit.area.official_name, hit.place) for hit in register.search(text, **options)]


def test_a_code_names_one_area(register):
    assert register.get("3514").official_name == "Kab. Pasuruan"


def test_an_unknown_code_is_refused_with_similar_codes_of_the_same_parent(register):
    with pytest.raises(UnknownAreaError) as refused:
        register.get("3599")

    assert refused.value.candidates
    assert all(candidate.startswith("35") for candidate in refused.value.candidates)


def test_1803_is_lampung_utara_for_kemendagri_although_bps_means_lampung_selatan(register):
    assert register.get("1803").name == "Lampung Utara"
    assert register.find("Kab. Lampung Selatan").code == "1801"


def test_a_bps_code_is_never_taken_for_a_kemendagri_code(register):
    frame = register._frame
    bps_of_selatan = frame.loc[frame["code"] == "1801", "bps_code"].item()

    assert register.find(bps_of_selatan).code != "1801"


def test_a_code_may_be_written_with_dots(register):
    assert register.find("35.14.10").level == "kecamatan"


def test_kabupaten_and_kota_of_one_name_are_told_apart_by_their_kind(register):
    assert register.find("Kab. Pasuruan").code == "3514"
    assert register.find("Kota Pasuruan").code == "3575"
    assert register.find("kabupaten pasuruan").code == "3514"


def test_a_shared_name_is_refused_and_every_owner_is_listed(register):
    with pytest.raises(AmbiguousAreaError) as refused:
        register.find("Pasuruan", level="kabupaten")

    assert refused.value.candidates == ("Kab. Pasuruan (Jawa Timur)", "Kota Pasuruan (Jawa Timur)")


def test_an_unknown_name_is_refused_with_names_that_look_like_it(register):
    with pytest.raises(UnknownAreaError) as refused:
        register.find("Pasuruann", level="kabupaten")

    assert "Kab. Pasuruan" in refused.value.candidates


def test_capitals_without_a_space_still_meet_the_name(register):
    assert register.find("TULANGBAWANG", level="kabupaten").official_name == "Kab. Tulang Bawang"


def test_within_limits_a_name_to_one_area(register):
    kejayan = register.find("Kec. Kejayan", within="3514")

    assert register.find("Kejayan", level="desa", within="3514").parent_code == kejayan.code


def test_kejayan_answers_with_the_kecamatan_and_then_the_kelurahan_in_it(register):
    assert found(register, "kejayan", near="3514")[:2] == [
        ("Kec. Kejayan", "Kab. Pasuruan, Jawa Timur"),
        ("Kel. Kejayan", "Kec. Kejayan, Kab. Pasuruan, Jawa Timur"),
    ]


def test_the_kind_in_front_narrows_a_search(register):
    assert found(register, "kota pasuruan") == [("Kota Pasuruan", "Jawa Timur")]


def test_words_behind_the_name_tell_the_place(register):
    assert found(register, "kejayan, bondowoso") == [("Desa Kejayan", "Kec. Pujer, Kab. Bondowoso, Jawa Timur")]


def test_the_beginning_of_a_name_is_enough(register):
    assert found(register, "lampung sel")[0] == ("Kab. Lampung Selatan", "Lampung")


def test_a_misspelt_name_finds_what_it_resembles(register):
    assert ("Kec. Kejayan", "Kab. Pasuruan, Jawa Timur") in found(register, "kejayn")


def test_a_single_letter_is_answered_with_whole_provinces_first(register):
    assert found(register, "a")[0] == ("Provinsi Aceh", "Indonesia")


def test_indonesia_itself_can_be_found(register):
    assert register.search("indonesia")[0].area.code == "00"


def test_a_code_is_found_too(register):
    assert found(register, "3514") == [("Kab. Pasuruan", "Jawa Timur")]


def test_levels_limit_a_search(register):
    assert {hit.area.level for hit in register.search("kejayan", levels=["kecamatan"])} == {"kecamatan"}


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "zzzzqq", "9999"])
def test_a_name_that_nobody_has_finds_nothing(register, nothing):
    assert register.search(nothing) == []


def test_roman_numerals_and_digits_are_one_spelling():
    assert search_form("Tulang-Bawang II") == "tulang bawang 2"


def test_a_kind_alone_is_a_name():
    assert split_kind("Kota") == (None, "Kota")
    assert split_kind("KAB.PASURUAN") == ("kabupaten", "PASURUAN")
    assert split_kind("Kodya Pasuruan") == ("kota", "Pasuruan")
    assert split_kind("Kecamatan: Kejayan") == ("kecamatan", "Kejayan")
    assert split_kind("Desaku Maju") == (None, "Desaku Maju")


def test_the_way_down_names_every_level(register):
    desa = register.find("Kejayan", level="desa", within="3514")

    assert [step.level for step in register.path(desa.code)] == [
        "negara",
        "provinsi",
        "kabupaten",
        "kecamatan",
        "desa",
    ]
