from collections import Counter

import pandas as pd
import pytest

from stunting.geography import Register
from stunting.imports import rows
from stunting.imports.facilities import FacilityRegister
from stunting.imports.identity import Keys
from stunting.imports.intake import Intake, first_of
from stunting.imports.places import PlaceMatcher, place_key
from stunting.paths import ROOT

KLINTER = "3514062021"


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture
def intake(register) -> Intake:
    return intake_with(register, {})


def intake_with(register: Register, aliases: dict[tuple[str, str], str]) -> Intake:
    area = register.get("3514")
    keys = Keys(b"k" * 32)
    places = PlaceMatcher(register, area, aliases=aliases, conceal=keys.hashed)
    return Intake(kabupaten=area, places=places, facilities=FacilityRegister("3514"), keys=keys)


def child(**given: object) -> dict[str, object]:
    """A boy of 858 days with the published values of one export row, unless something else is given."""
    empty = {
        name: (float("nan") if kind == "float64" else pd.NaT if kind.startswith("datetime") else "")
        for name, kind in rows.PARSED.items()
    }
    return {
        **empty,
        "row_no": 2,
        "nik": "3514990605239901",
        "name": "ANANDA RUKMA",
        "parents": "BUDI / SITI",
        "sex": "m",
        "birth_date": pd.Timestamp("2023-04-11"),
        "measured_on": pd.Timestamp("2025-08-16"),
        "period": 202508,
        "kabupaten": "PASURUAN",
        "kecamatan": "KEJAYAN",
        "desa": "KLINTER",
        "puskesmas": "KEJAYAN",
        "posyandu": "MELATI 1",
        "weight_kg": 10.6,
        "height_cm": 81.5,
        "posture": "l",
        **given,
    }


def frame(*children: dict[str, object]) -> pd.DataFrame:
    made = pd.DataFrame(list(children), columns=list(rows.PARSED))
    return made.astype({name: kind for name, kind in rows.PARSED.items() if kind != "object"})


def take(intake: Intake, *children: dict[str, object]):
    return intake.children(frame(*children), file_no=0, file_key="berkas")


def test_a_published_row_gets_the_z_scores_of_its_export(intake):
    (row,) = take(intake, child()).staged.to_pylist()

    assert [round(row[name], 2) for name in ("haz", "waz", "whz")] == [-2.95, -1.73, -0.15]
    assert row["age_days"] == 858
    assert row["is_haz_flagged"] is False


def test_nothing_of_a_person_is_left_in_what_is_staged(intake):
    written = str(take(intake, child()).staged.to_pylist()).upper()

    assert not any(word in written for word in ("ANANDA", "RUKMA", "BUDI", "SITI", "3514990605239901"))


def test_place_and_facilities_are_codes(intake):
    (row,) = take(intake, child()).staged.to_pylist()

    assert row["desa_code"].startswith("351406")
    assert row["puskesmas_id"] == "3514-kejayan"
    assert row["posyandu_id"] == f"{row['desa_code']}-melati1"
    assert row["place_no"] is None


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"kabupaten": "MALANG"}, "kabupaten_lain"),
        ({"kabupaten": "KOTA PASURUAN"}, "kabupaten_lain"),
        ({"reason": "umur_60_bulan_lebih", "kabupaten": "MALANG"}, "kabupaten_lain"),
        ({"reason": "judul_berulang", "kabupaten": "Kab/Kota"}, "judul_berulang"),
        ({"measured_on": pd.NaT, "period": 0}, "periode_tidak_diketahui"),
        ({"birth_date": pd.Timestamp("2020-08-15")}, "umur_60_bulan_lebih"),
        ({"birth_date": pd.Timestamp("2025-08-17")}, "tgl_ukur_sebelum_lahir"),
        ({"desa": "KLINTERR"}, "wilayah_menunggu_tinjauan"),
    ],
)
def test_a_row_is_rejected_for_the_first_reason_that_holds(intake, given, reason):
    taken = take(intake, child(**given))

    assert taken.rejected_n == Counter({reason: 1})
    assert taken.read_n == 1


@pytest.mark.parametrize("written", ["", "Kab. Pasuruan", "PASURUAN", "kabupaten pasuruan", "3514", "35.14"])
def test_the_chosen_kabupaten_is_recognised_as_it_is_written(intake, written):
    assert not take(intake, child(kabupaten=written)).rejected_n


def test_the_last_day_before_sixty_months_still_counts(intake):
    # 1.826 days are inside, 1.827 outside.
    inside, outside = pd.Timestamp("2020-08-16"), pd.Timestamp("2020-08-15")

    taken = take(
        intake,
        child(row_no=2, birth_date=inside, measured_on=pd.Timestamp("2025-08-16")),
        child(row_no=3, birth_date=outside, measured_on=pd.Timestamp("2025-08-16")),
    )

    assert taken.rejected.to_pylist()[0]["row_no"] == 3
    assert taken.staged.num_rows == 1


def test_a_listed_child_is_as_old_as_at_the_end_of_the_month_and_has_no_z_score(intake):
    (row,) = take(intake, child(measured_on=pd.NaT, weight_kg=float("nan"), height_cm=float("nan"))).staged.to_pylist()

    assert row["age_days"] == (pd.Timestamp("2025-08-31") - pd.Timestamp("2023-04-11")).days
    assert row["haz"] is None
    assert row["is_complete_list"] is True


def test_a_waiting_row_is_kept_with_its_place_and_counted_as_rejected(intake):
    taken = take(intake, child(desa="KLINTERR"))
    (row,) = taken.staged.to_pylist()

    assert (row["desa_code"], row["place_no"]) == (None, 0)
    assert taken.rejected_n.total() == 1


def test_an_alias_counts_the_row_but_can_be_taken_back(register):
    intake = intake_with(register, {(place_key("Kejayan"), place_key("Klinterr")): KLINTER})

    taken = take(intake, child(desa="KLINTERR"))
    (row,) = taken.staged.to_pylist()

    assert not taken.rejected_n
    assert (row["desa_code"], row["place_no"], row["is_alias"]) == (None, 0, True)
    assert row["posyandu_id"] == f"{KLINTER}-melati1"


def test_rows_are_numbered_through_all_files(intake):
    first = intake.children(frame(child(), child(row_no=3)), file_no=0, file_key="a")
    second = intake.children(frame(child()), file_no=1, file_key="b")

    assert first.staged["row_id"].to_pylist() == [1, 2]
    assert second.staged["row_id"].to_pylist() == [3]


def test_children_without_name_and_nik_stay_apart_and_are_said(intake):
    taken = take(intake, child(nik="", name=""), child(nik="", name="", row_no=3))
    first, second = taken.staged.to_pylist()

    assert first["person_key"] != second["person_key"]
    assert taken.nameless_n == 2


def test_no_rows_give_empty_tables(intake):
    taken = take(intake)

    assert (taken.read_n, taken.staged.num_rows, taken.rejected.num_rows) == (0, 0, 0)


def test_an_earlier_reason_is_kept():
    reason = pd.Series(["judul_berulang", "", "duplikat"]).to_numpy(dtype=object)

    assert first_of(reason, pd.Series([True, True, True]).to_numpy(), "kabupaten_lain").tolist() == [
        "judul_berulang",
        "kabupaten_lain",
        "kabupaten_lain",
    ]


def test_a_village_report_counts_rows_and_not_items(intake):
    items = pd.DataFrame(
        {
            "row_no": [3, 3, 4, 4],
            "kabupaten": "",
            "kecamatan": "KEJAYAN",
            "desa": ["KLINTER", "KLINTER", "KLINTERR", "KLINTERR"],
            "puskesmas": "KEJAYAN",
            "period": 202508,
            "item": [22, 38, 22, 38],
            "value_n": [40, 6, 30, 2],
            "reason": "",
            "reason_column": "",
            "reason_masked": "",
        }
    )

    taken = intake.village_items(items, file_no=0)

    assert (taken.read_n, taken.rejected_n) == (2, Counter({"wilayah_menunggu_tinjauan": 1}))
    assert taken.staged.num_rows == 4
