import datetime as dt

import pandas as pd
import pytest

from stunting.geography import Register
from stunting.lokus import register as lists_of
from stunting.paths import ROOT

KLINTER, KURUNG, BULUSARI, KARANGREJO = "3514062020", "3514062016", "3514122008", "3514122007"


@pytest.fixture(scope="module")
def areas() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


def frame(*lists, is_sample=False):
    """An answer of `lokus_of_area`: (year, {code: status})."""
    rows = [
        {
            "desa_code": code,
            "lokus_year": year,
            "decided_year": year - 1 if year > 2024 else None,
            "status": status,
            "decree": "441/1" if year > 2024 else None,
            "decree_date": dt.datetime(year - 1, 3, 1) if year > 2024 else None,
            "source": "SK",
            "is_sample": is_sample,
            "is_user_added": not is_sample,
            "note": None,
        }
        for year, members in lists
        for code, status in members.items()
    ]
    return pd.DataFrame(rows)


THREE = frame(
    (2024, {KLINTER: "baru", KURUNG: "baru"}),
    (2025, {KLINTER: "lanjutan", BULUSARI: "baru"}),
    (2027, {KLINTER: "baru", KARANGREJO: "baru"}),
)


def test_a_list_knows_its_desa_kecamatan_and_decree():
    first, second, _ = lists_of.lists(THREE)

    assert (first.kabupaten_code, first.lokus_year, first.desa_codes) == ("3514", 2024, (KURUNG, KLINTER))
    assert (first.decided_year, first.decree, first.decree_date, first.kecamatan_n) == (None, None, None, 1)
    assert (second.decided_year, second.decree, second.decree_date) == (2024, "441/1", dt.date(2024, 3, 1))
    assert (second.kecamatan_n, second.is_sample, second.is_user_added) == (2, False, True)


def test_changes_tell_who_is_new_stayed_and_left():
    first, second, _ = lists_of.lists(THREE)

    changed = lists_of.changes(first, second)

    assert (changed.new, changed.continued, changed.left) == ((BULUSARI,), (KLINTER,), (KURUNG,))


def test_only_the_list_of_the_year_before_of_the_same_kind_is_compared():
    real = lists_of.lists(THREE)
    sample = lists_of.lists(frame((2026, {KLINTER: "baru"}), is_sample=True))

    assert lists_of.before(real, real[1]) == real[0]
    assert lists_of.before(real, real[2]) is None
    assert lists_of.before(sample, real[2]) is None


def test_the_history_of_a_desa_is_its_years():
    assert lists_of.history(THREE, KLINTER) == (2024, 2025, 2027)
    assert lists_of.history(THREE, "3514019999") == ()
    assert lists_of.years_of(THREE, "3514") == (2024, 2025, 2027)


def test_the_table_has_every_desa_ever_listed_with_its_status_by_year(areas):
    table = lists_of.history_table(THREE, areas, kabupaten_code="3514").set_index("area_code")

    assert table.columns.tolist() == ["area_name", "kecamatan_name", "listed_n", "2024", "2025", "2027"]
    assert table.loc[KLINTER].tolist() == ["Desa Klinter", "Kejayan", 3, "baru", "lanjutan", "baru"]
    assert table.loc[KURUNG].tolist() == ["Desa Kurung", "Kejayan", 1, "baru", "keluar", "–"]
    assert table.loc[BULUSARI].tolist() == ["Desa Bulusari", "Gempol", 1, "–", "baru", "–"]


def test_a_kabupaten_without_lists_has_an_empty_table(areas):
    table = lists_of.history_table(THREE.iloc[:0], areas, kabupaten_code="3514")

    assert table.empty
    assert table.columns.tolist() == ["area_code", "area_name", "kecamatan_name", "listed_n"]


def announced(*, desa_n, kecamatan_n):
    row = {"kabupaten_code": "3514", "lokus_year": 2025, "desa_n": desa_n, "kecamatan_n": kecamatan_n, "source": "RRI"}
    return pd.DataFrame([row]).astype({"kecamatan_n": "Int64"})


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((2, 2), "Jumlahnya sama dengan yang diumumkan: 2 desa/kelurahan di 2 kecamatan (RRI)."),
        ((2, None), "Jumlahnya sama dengan yang diumumkan: 2 desa/kelurahan (RRI)."),
        (
            (2, 1),
            "Daftar ini memuat 2 desa/kelurahan di 2 kecamatan; yang diumumkan 2 desa/kelurahan di 1 kecamatan (RRI). "
            "Periksa mana yang berlaku.",
        ),
        (
            (25, None),
            "Daftar ini memuat 2 desa/kelurahan; yang diumumkan 25 desa/kelurahan (RRI). Periksa mana yang berlaku.",
        ),
    ],
)
def test_a_list_is_compared_with_what_was_announced(numbers, sentence):
    second = lists_of.lists(THREE)[1]

    assert lists_of.compare_with_announced(second, announced(desa_n=numbers[0], kecamatan_n=numbers[1])) == sentence


def test_nothing_is_said_where_nothing_was_announced_or_the_list_is_sample():
    first = lists_of.lists(THREE)[0]
    (sample,) = lists_of.lists(frame((2025, {KLINTER: "baru"}), is_sample=True))
    known = announced(desa_n=1, kecamatan_n=1)

    assert lists_of.compare_with_announced(first, known) == ""
    assert lists_of.compare_with_announced(sample, known) == ""
