"""Kemendagri and BPS codes are told apart by names; columns are recognised whatever the publisher calls them."""

from __future__ import annotations

import pandas as pd
import pytest

from stunting.boundary_files.codes import Gazetteer, kind_by_code, scheme
from stunting.boundary_files.columns import as_text, digits, recognise
from stunting.boundary_files.matching import Matcher


@pytest.fixture(scope="module")
def gazetteer(register):
    return Gazetteer(register)


def match(gazetteer, level, aliases=None, **columns):
    attributes = recognise(pd.DataFrame(columns))
    whose, _ = scheme(attributes, level, gazetteer)
    matches = Matcher(
        attributes=attributes, level=level, scheme=whose, gazetteer=gazetteer, aliases=aliases or {}
    ).all()
    return whose, [m.code for m in matches], matches


# BPS Master File Desa, Lampung: the digits are other kabupaten for Kemendagri.
BPS_LAMPUNG = {
    "1801": "Lampung Barat",
    "1802": "Tanggamus",
    "1803": "Lampung Selatan",
    "1804": "Lampung Timur",
    "1805": "Lampung Tengah",
    "1806": "Lampung Utara",
    "1807": "Way Kanan",
    "1808": "Tulangbawang",
    "1811": "Mesuji",
}
KEMENDAGRI_OF_BPS = ["1804", "1806", "1801", "1807", "1802", "1803", "1808", "1805", "1811"]


def test_bps_kabupaten_digits_lose_against_the_names(gazetteer):
    whose, codes, _ = match(
        gazetteer, "kabupaten", KDKAB=list(BPS_LAMPUNG), NMKAB=list(BPS_LAMPUNG.values()), NMPROV=["Lampung"] * 9
    )

    assert whose == "bps"
    assert codes == KEMENDAGRI_OF_BPS


@pytest.mark.parametrize(
    ("code", "name", "province", "kemendagri"),
    [
        ("id1803", "Lampung Selatan", "Lampung", "1801"),
        ("6207", "Lamandau", "Kalimantan Tengah", "6209"),
        ("6209", "Katingan", "Kalimantan Tengah", "6206"),
        ("1811", "Mesuji", "Lampung", "1811"),
        ("id3514", "Pasuruan", "Jawa Timur", "3514"),
        ("id3575", "Pasuruan", "Jawa Timur", "3575"),
    ],
)
def test_one_kabupaten_with_a_colliding_code_goes_by_its_name(gazetteer, code, name, province, kemendagri):
    _, codes, _ = match(gazetteer, "kabupaten", regency_code=[code], regency=[name], province=[province])

    assert codes == [kemendagri]


def test_bps_papua_barat_is_not_kemendagri_papua(gazetteer):
    _, codes, _ = match(gazetteer, "provinsi", kode=["91", "94"], nama=["Papua Barat", "Papua"])

    assert codes == ["92", "91"]


def test_village_code_of_ten_digits_is_not_trusted_when_the_name_differs(gazetteer):
    # 3520061009 is a BPS desa (Baleasri, Ngariboyo); the digits would read as kelurahan 1009 in kecamatan 352006.
    whose, codes, _ = match(
        gazetteer,
        "desa",
        village_code=["3520061009", "3520061007"],
        village=["Baleasri", "Balegondo"],
        district=["Ngariboyo"] * 2,
        regency=["Magetan"] * 2,
        province=["Jawa Timur"] * 2,
    )

    assert whose == "bps"
    assert [gazetteer.official_name(code) for code in codes] == ["Desa Baleasri", "Desa Balegondo"]


def test_seven_digit_kecamatan_codes_are_bps(gazetteer):
    whose, codes, _ = match(
        gazetteer,
        "kecamatan",
        KDKEC=["3514070"],
        NMKEC=["Kejayan"],
        NMKAB=["Pasuruan"],
        KDKAB=["3514"],
        NMPROV=["JAWA TIMUR"],
    )

    assert (whose, codes) == ("bps", ["351406"])


def test_kemendagri_codes_match_with_and_without_dots(gazetteer):
    for written in ("35.14.06", "351406"):
        whose, codes, matches = match(gazetteer, "kecamatan", kode=[written], nama=["KEJAYAN"])

        assert (whose, codes, matches[0].how) == ("kemendagri", ["351406"], "kode")


def test_registered_code_with_another_name_waits_for_a_person(gazetteer):
    _, codes, matches = match(gazetteer, "kecamatan", kode=["35.14.06", "35.14.07"], nama=["Kejayan", "Karangasem"])

    assert codes == ["351406", None]
    assert matches[1].how == "tinjau"


def test_old_papua_codes_go_by_the_written_parent(gazetteer):
    _, codes, matches = match(
        gazetteer,
        "kabupaten",
        KDPKAB=["91.01", "18.01", "18.02"],
        WADMKK=["Merauke", "Lampung Selatan", "Lampung Tengah"],
        WADMPR=["Papua Selatan", "Lampung", "Lampung"],
    )

    assert codes == ["9301", "1801", "1802"]
    assert matches[0].how == "nama"


def test_similar_name_is_proposed_and_not_taken(gazetteer):
    columns = {"desa": ["Hata"], "kecamatan": ["Bakauheni"], "kabupaten": ["Lampung Selatan"], "provinsi": ["Lampung"]}

    _, codes, matches = match(gazetteer, "desa", **columns)

    assert codes == [None]
    assert (matches[0].how, matches[0].candidates) == ("tinjau", ("1801212003",))


def test_alias_takes_what_was_proposed(gazetteer):
    columns = {"desa": ["Hata"], "kecamatan": ["Bakauheni"], "kabupaten": ["Lampung Selatan"], "provinsi": ["Lampung"]}
    alias = {"lampung/lampung selatan/bakauheni/hata": "1801212003"}

    _, codes, matches = match(gazetteer, "desa", aliases=alias, **columns)

    assert (codes, matches[0].how) == (["1801212003"], "alias")


def test_village_name_repeated_in_another_kecamatan_keeps_to_its_parent(gazetteer):
    # Sidoharjo exists in several kecamatan of Lampung Selatan.
    _, codes, _ = match(
        gazetteer,
        "desa",
        desa=["Sidoharjo", "Sidoharjo"],
        kecamatan=["Jati Agung", "Way Panji"],
        kabupaten=["Kab. Lampung Selatan"] * 2,
        provinsi=["Lampung"] * 2,
    )

    assert [code[:6] for code in codes] == ["180113", "180124"]


def test_village_without_its_kecamatan_is_not_placed(gazetteer):
    _, codes, matches = match(gazetteer, "desa", desa=["Agom"], kabupaten=["Lampung Selatan"], provinsi=["Lampung"])

    assert codes == [None]
    assert matches[0].reason == "induk langsungnya tidak tertulis"


def test_pasuruan_alone_is_ambiguous(gazetteer):
    _, codes, matches = match(gazetteer, "kabupaten", kabupaten=["Pasuruan"], provinsi=["Jawa Timur"])

    assert codes == [None]
    assert set(matches[0].candidates) == {"3514", "3575"}


def test_pasuruan_beside_kota_pasuruan_is_the_kabupaten(gazetteer):
    _, codes, _ = match(gazetteer, "kabupaten", kabupaten=["Pasuruan", "Kota Pasuruan"], provinsi=["Jawa Timur"] * 2)

    assert codes == ["3514", "3575"]


def test_kotabaru_is_no_city_called_baru(gazetteer):
    _, codes, _ = match(gazetteer, "kabupaten", kabupaten=["Kota Baru"], provinsi=["Kalimantan Selatan"])

    assert codes == ["6302"]


@pytest.mark.parametrize("name", ["Toba Samosir", "KAB. TOBA", "Kabupaten Toba"])
def test_renamed_kabupaten_is_known_by_both_names(gazetteer, name):
    _, codes, _ = match(gazetteer, "kabupaten", WADMKK=[name], WADMPR=["Sumatera Utara"])

    assert codes == ["1212"]


def test_forest_kecamatan_of_bps_is_no_unit(gazetteer):
    _, codes, matches = match(
        gazetteer,
        "desa",
        village_code=["id1803999999"],
        village=["Way Kambas"],
        district_code=["id1803999"],
        district=["Hutan"],
        regency=["Lampung Selatan"],
        province=["Lampung"],
    )

    assert (codes, matches[0].how) == ([None], "bukan wilayah")


def test_codes_counted_within_their_parent_are_completed():
    attributes = recognise(pd.DataFrame({"KDPROV": ["35"], "KDKAB": ["14"], "KDKEC": ["070"], "NMKEC": ["Kejayan"]}))

    assert attributes.codes["kabupaten"] == ["3514"]
    assert attributes.codes["kecamatan"] == ["3514070"]


def test_codes_read_as_numbers_keep_their_digits():
    assert [as_text(value) for value in (18.1, 1801.0, 1801, None, " 18.01 ")] == [
        "18.10",
        "1801",
        "1801",
        None,
        "18.01",
    ]
    assert [digits(text) for text in ("id1803", "18.01", "Lampung", None)] == ["1803", "1801", None, None]


def test_unknown_column_names_are_read_by_content():
    attributes = recognise(pd.DataFrame({"FID": [1, 2], "kd_wil_x": ["18.01", "18.02"], "name": ["A", "B"]}))

    assert attributes.codes["kabupaten"] == ["1801", "1802"]
    assert attributes.names["kabupaten"] == ["A", "B"]


def test_both_schemes_number_cities_from_71():
    assert [kind_by_code(code) for code in ("3514", "3575", "35", None)] == ["kabupaten", "kota", None, None]
