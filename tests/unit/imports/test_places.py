import pandas as pd
import pytest

from stunting.geography import Register
from stunting.imports.places import UNMATCHED, PlaceMatcher, place_key, places_table
from stunting.paths import ROOT


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


def matcher(register: Register, code: str, aliases: dict[tuple[str, str], str] | None = None) -> PlaceMatcher:
    return PlaceMatcher(register, register.get(code), aliases=aliases or {}, conceal=lambda text: f"#{len(text)}")


def answer(places: PlaceMatcher, kecamatan: str, desa: str) -> tuple[str | None, int, bool]:
    found = places.match(pd.Series([kecamatan]), pd.Series([desa]))
    return found.desa_code[0], int(found.place_no[0]), bool(found.is_alias[0])


@pytest.mark.parametrize(
    ("kecamatan", "desa"),
    [
        ("KEJAYAN", "KLINTER"),
        ("Kec. Kejayan", "Desa Klinter"),
        ("  kejayan ", "klinter"),
        ("KE-JAYAN", "KLIN TER"),
    ],
)
def test_a_place_is_matched_whatever_its_case_spaces_and_kind_words(register, kecamatan, desa):
    expected = register.find("Klinter", level="desa", within="351406").code

    assert answer(matcher(register, "3514"), kecamatan, desa) == (expected, UNMATCHED, False)


def test_a_kelurahan_with_the_name_of_its_kecamatan_is_matched(register):
    assert answer(matcher(register, "3514"), "Kejayan", "Kejayan")[0] == "3514061024"


def test_a_repeated_desa_name_needs_its_kecamatan(register):
    places = matcher(register, "1801")
    twice = [area for area in register.frame.query("level == 'desa'").itertuples() if area.code.startswith("1801")]
    name = pd.Series([area.search_name for area in twice]).value_counts().index[0]

    without, number, _ = answer(places, "", name)

    assert (without, number) == (None, 0)
    first = next(area for area in twice if area.search_name == name)
    assert answer(places, register.get(first.code[:6]).name, name)[0] == first.code


def test_a_unique_desa_name_is_enough_where_the_file_has_no_kecamatan(register):
    assert answer(matcher(register, "3514"), "", "Klinter")[0] is not None


def test_a_desa_of_another_kecamatan_waits_for_review(register):
    assert answer(matcher(register, "3514"), "Purwosari", "Klinter") == (None, 0, False)


def test_a_misspelt_desa_waits_with_the_most_similar_as_suggestion(register):
    places = matcher(register, "3514")

    answer(places, "Kejayan", "Klinterr")
    (waiting,) = places.written()

    assert waiting.suggestions[0].name == "Desa Klinter, Kec. Kejayan"
    assert waiting.suggestions[0].similarity > 0.95
    assert (waiting.kecamatan, waiting.desa) == ("Kejayan", "Klinterr")


def test_spellings_of_one_unknown_place_wait_under_one_number(register):
    places = matcher(register, "3514")

    found = places.match(pd.Series(["KEJAYAN", "Kec. Kejayan"]), pd.Series(["KLINTERR", "Desa Klinterr"]))

    assert found.place_no.tolist() == [0, 0]


def test_a_saved_alias_is_used_and_said(register):
    aliases = {(place_key("Kejayan"), place_key("Klinterr")): "3514062003"}

    assert answer(matcher(register, "3514", aliases), "KEJAYAN", "KLINTERR") == ("3514062003", 0, True)


def test_a_person_in_the_column_of_the_desa_is_neither_shown_nor_kept(register):
    places = matcher(register, "3514")

    answer(places, "08123456789", "Zwxqvy Qqzzjh Xxyyzz")
    (waiting,) = places.written()
    stored = places_table([waiting]).to_pylist()[0]

    assert not waiting.resembles
    assert waiting.desa == "Zxxxxx xxxxxx xxxxxx"
    assert waiting.kecamatan == "99999999999"
    assert stored["desa_key"].startswith("#")
    assert "zwxqvy" not in str(stored)


def test_a_concealed_place_is_found_again_by_its_alias(register):
    first = matcher(register, "3514")
    answer(first, "?", "Zwxqvy Qqzzjh Xxyyzz")
    (waiting,) = first.written()

    again = matcher(register, "3514", {(waiting.kecamatan_key, waiting.desa_key): "3514062003"})

    assert answer(again, "?", "Zwxqvy Qqzzjh Xxyyzz") == ("3514062003", 0, True)


def test_numerals_are_equal_in_both_writings(register):
    roman = next(
        area
        for area in register.frame.query("level == 'desa'").itertuples()
        if area.name.endswith(" II") and area.code[:2] == "18"
    )
    places = matcher(register, roman.code[:4])

    assert answer(places, register.get(roman.code[:6]).name, roman.name.replace(" II", " 2"))[0] == roman.code


@pytest.mark.parametrize(
    ("code", "kecamatan", "desa"),
    [("1801", "SIDOMULYO", "KOTA DALAM"), ("1106", "KOTA JANTHO", "AWEK"), ("1106", "KEC. KOTA JANTHO", "DESA AWEK")],
)
def test_a_name_that_begins_like_a_kind_is_a_name(register, code, kecamatan, desa):
    assert answer(matcher(register, code), kecamatan, desa)[0] is not None


@pytest.mark.parametrize(
    ("kecamatan", "desa"),
    [
        ("KEC.KEJAYAN", "DESA.KLINTER"),
        ("Kejayan", "Ds. Klinter"),
        ("Kejayan", "DS KLINTER"),
        ("KEJAYAN (351406)", "3514062020 - KLINTER"),
        ("KEJAYAN", "KLINTER (DESA)"),
    ],
)
def test_abbreviations_codes_and_brackets_around_a_name_do_not_matter(register, kecamatan, desa):
    assert answer(matcher(register, "3514"), kecamatan, desa)[0] == "3514062020"


@pytest.mark.parametrize(
    ("code", "kecamatan", "desa", "expected"),
    [
        ("1101", "MEUKEK", "KUTABULOHII", "1101052001"),
        ("1101", "MEUKEK", "KUTABULOHI", "1101052002"),
    ],
)
def test_a_numeral_glued_to_its_name_is_read(register, code, kecamatan, desa, expected):
    assert answer(matcher(register, code), kecamatan, desa)[0] == expected


def test_a_name_that_is_elsewhere_with_its_kind_word_is_still_found_here(register):
    # "Desa Beru" is a desa of another kecamatan, "Beru" one of Jereweh.
    assert answer(matcher(register, "5207"), "Jereweh", "Desa Beru")[0] == "5207012003"


def test_kampung_is_a_kind_word_only_where_every_desa_is_one(register):
    lampung = next(area for area in register.children("180201") if " " not in area.name)

    assert answer(matcher(register, "1802"), register.get("180201").name, f"Kampung {lampung.name}")[0] == lampung.code
    assert answer(matcher(register, "3514"), "Kejayan", "Kampung Klinter")[0] is None
    assert answer(matcher(register, "3514"), "Kejayan", "Pekon Klinter")[0] == "3514062020"


@pytest.mark.parametrize(
    "spell", [str.upper, lambda name: name.upper().replace(" ", ""), lambda name: name.replace(" ", "-")]
)
def test_every_desa_of_five_kabupaten_is_found_by_its_own_name(register, spell):
    for code in ("1101", "1801", "1811", "3520", "6209"):
        places = matcher(register, code)
        for kecamatan in register.children(code):
            for desa in register.children(kecamatan.code):
                assert answer(places, spell(kecamatan.name), spell(desa.name))[0] == desa.code
