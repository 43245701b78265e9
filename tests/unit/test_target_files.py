import json
import re
import threading

import pytest

from stunting import cli, queries, releases, sidecar, target_files
from stunting.build import targets
from stunting.build.release import build_release
from stunting.errors import BuildError, BusyReleaseError, ImportRefusedError
from stunting.geography import Register
from stunting.locks import exclusive
from stunting.paths import Layout
from tests.small import TINY, write_card

PERDA = "Perda Kab. Pasuruan No. 3 Tahun 2025 tentang RPJMD 2025-2029"
QUICK = {"expected": TINY, "geometry": False}


@pytest.fixture
def register(tiny_layout):
    return Register.from_parquet(tiny_layout.raw / "wilayah" / "wilayah.parquet")


@pytest.fixture
def written(register):
    """A target as somebody writes it."""

    def make(**changes):
        usual = {"area": "3514", "year": "2029", "value": "12,5", "basis": PERDA, "source": "Lampiran, hal. 41"}
        return target_files.checked_target(register, **{**usual, **changes})

    return make


def rows(layout):
    """The targets of the live release, by area, year and basis."""
    with releases.open_release(layout).database as opened:
        frame = queries.targets_of_areas(opened, codes=["00", "35", "3514", "351406", "3514061001"])
    return {(row.area_code, row.year, row.basis): row for row in frame.itertuples()}


def test_a_target_of_the_user_is_in_the_new_release(tiny_layout, written):
    change = target_files.set_target(tiny_layout, written(), **QUICK)

    row = rows(tiny_layout)["3514", 2029, PERDA]
    assert (row.value_pct, row.source, row.is_user_added, row.is_verified) == (12.5, "Lampiran, hal. 41", True, False)
    assert change.sentence == "Target Kab. Pasuruan 2029 12,5% ditambahkan."
    assert change.release.status == "baru"


def test_the_shipped_targets_stay_as_they_are(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)

    row = rows(tiny_layout)["00", 2029, "RPJMN 2025-2029"]
    assert (row.value_pct, row.is_user_added) == (14.2, False)
    sidecar.read(targets.raw_file(tiny_layout))


def test_a_target_of_the_same_area_year_and_plan_takes_the_place_of_the_shipped_one(tiny_layout, written):
    target_files.set_target(
        tiny_layout, written(area="Indonesia", basis="rpjmn  2025–2029", value="14,0", note="Revisi."), **QUICK
    )

    (row,) = (row for row in rows(tiny_layout).values() if row.area_code == "00")
    assert (row.value_pct, row.is_user_added) == (14.0, True)
    assert row.note == "Revisi. Menggantikan 14,20% dari data bawaan."


def test_a_target_of_another_plan_stands_beside_the_shipped_one(tiny_layout, written):
    target_files.set_target(tiny_layout, written(area="00", basis="Target kerja Kemenkes"), **QUICK)

    assert sorted(row.value_pct for row in rows(tiny_layout).values()) == [12.5, 14.2]


def test_setting_a_target_again_changes_it_and_says_from_what(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    change = target_files.set_target(tiny_layout, written(value="11.25%"), **QUICK)

    assert change.sentence == "Target Kab. Pasuruan 2029 11,25% disimpan, sebelumnya 12,5%."
    assert [row.value_pct for row in rows(tiny_layout).values() if row.is_user_added] == [11.25]
    assert len(targets.TABLE.files(tiny_layout)) == 1


def test_the_same_target_again_changes_nothing(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    (before,) = targets.TABLE.files(tiny_layout)

    change = target_files.set_target(tiny_layout, written(), **QUICK)

    assert change.release.status == "tidak ada perubahan"
    assert targets.TABLE.files(tiny_layout) == [before]


@pytest.mark.parametrize("area", ["00", "35", "3514", "351406", "3514061001"])
def test_every_level_of_the_register_can_have_a_target(tiny_layout, written, area):
    target_files.set_target(tiny_layout, written(area=area), **QUICK)

    assert (area, 2029, PERDA) in rows(tiny_layout)


def test_the_table_of_the_user_is_in_the_list_of_sources(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)

    with releases.open_release(tiny_layout).database as opened:
        files = queries.release_sources(opened).set_index("file")
    assert files.loc["tambahan/target/target-0001.csv", "title"] == "Target stunting yang ditetapkan sendiri"


def test_a_target_survives_another_build(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)

    assert build_release(tiny_layout, **QUICK).status == "tidak ada perubahan"
    assert ("3514", 2029, PERDA) in rows(tiny_layout)


def test_removing_the_only_target_leads_back_to_the_release_without_it(tiny_layout, written):
    first = build_release(tiny_layout, **QUICK)
    target_files.set_target(tiny_layout, written(), **QUICK)

    change = target_files.remove_target(tiny_layout, area_code="3514", year=2029, **QUICK)

    assert change.sentence == "Target Kab. Pasuruan 2029 12,5% dihapus."
    assert (change.release.id, change.release.status) == (first.id, "diaktifkan kembali")
    assert list((tiny_layout.additions / "target").iterdir()) == []


def test_removing_a_target_brings_the_shipped_one_back(tiny_layout, written):
    target_files.set_target(tiny_layout, written(area="00", basis="RPJMN 2025-2029"), **QUICK)

    change = target_files.remove_target(tiny_layout, area_code="00", year=2029, **QUICK)

    assert change.sentence.endswith("dihapus. Berlaku lagi 14,2% dari data bawaan.")
    assert rows(tiny_layout)["00", 2029, "RPJMN 2025-2029"].value_pct == 14.2


def test_one_of_two_plans_is_removed_by_its_basis(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    target_files.set_target(tiny_layout, written(basis="Perbup No. 7 Tahun 2024"), **QUICK)

    with pytest.raises(ImportRefusedError, match=r"punya 2 target sendiri: .*Sebut satu dengan --basis"):
        target_files.remove_target(tiny_layout, area_code="3514", year=2029, **QUICK)
    target_files.remove_target(tiny_layout, area_code="3514", year=2029, basis="perbup no. 7 tahun 2024", **QUICK)

    assert [one.basis for one in target_files.own_targets(tiny_layout, area_code="3514")] == [PERDA]


@pytest.mark.parametrize(
    ("area", "basis", "sentence"),
    [
        ("3514", None, "Tidak ada target sendiri untuk Kab. Pasuruan 2029. Lihat"),
        ("00", None, "Yang ada dari data bawaan"),
        ("1801", "Perbup No 9", "Maksud Anda 'Perbup No. 7'"),
    ],
)
def test_only_what_was_set_can_be_removed(tiny_layout, written, area, basis, sentence):
    target_files.set_target(tiny_layout, written(area="1801", basis="Perbup No. 7"), **QUICK)

    with pytest.raises(ImportRefusedError, match=re.escape(sentence)):
        target_files.remove_target(tiny_layout, area_code=area, year=2029, basis=basis, **QUICK)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"area": "3599"}, "Wilayah '3599' tidak dikenal"),
        ({"area": "91-lama"}, "tidak dikenal"),
        ({"area": "Pasuruan"}, "lebih dari satu wilayah"),
        ({"year": "1999"}, "Tulis tahun 2000 sampai 2045"),
        ({"year": "2046"}, "Tulis tahun 2000 sampai 2045"),
        ({"year": "29"}, "Tulis tahun 2000 sampai 2045"),
        ({"value": ""}, "Target kosong"),
        ({"value": "dua belas"}, "bukan persentase"),
        ({"value": "-3"}, "bukan persentase"),
        ({"value": "100,1"}, "lebih dari 100"),
        ({"value": "0,125"}, "mungkin pecahan"),
        ({"basis": " – "}, "Dasar hukum kosong"),
        ({"source": " \n"}, "Sumber kosong"),
        ({"source": "x" * 301}, "Sumber terlalu panjang"),
        ({"basis": "<b>Perda</b>"}, "memuat tanda < atau >"),
    ],
)
def test_a_target_that_cannot_be_taken_is_refused_with_a_sentence(written, changes, reason):
    with pytest.raises(ImportRefusedError) as caught:
        written(**changes)

    (problem,) = caught.value.problems
    assert reason in problem


def test_every_fault_is_told_at_once(written):
    with pytest.raises(ImportRefusedError) as caught:
        written(year="29", value="x", basis="", source="")

    assert len(caught.value.problems) == 4


@pytest.mark.parametrize(("text", "value"), [("0", 0.0), ("100", 100.0), ("5", 5.0), ("12.74 %", 12.74)])
def test_percentages_from_0_to_100_are_taken(written, text, value):
    assert written(value=text).value_pct == value


def test_when_the_release_cannot_be_built_the_targets_stay_what_they_were(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    before = targets.TABLE.files(tiny_layout)
    (tiny_layout.raw / "survei" / "target.csv").unlink()

    with pytest.raises(BuildError):
        target_files.set_target(tiny_layout, written(value="11"), **QUICK)

    assert targets.TABLE.files(tiny_layout) == before
    assert [one.value_pct for one in target_files.own_targets(tiny_layout)] == [12.5]


def test_while_another_process_writes_nothing_is_stored(tiny_layout, written):
    is_held, go_on = threading.Event(), threading.Event()

    def hold():
        with exclusive(tiny_layout.releases / "kunci"):
            is_held.set()
            go_on.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    is_held.wait(10)

    with pytest.raises(BusyReleaseError, match="Rilis lain sedang dibuat"):
        target_files.set_target(tiny_layout, written(), **QUICK)

    go_on.set()
    other.join()
    assert target_files.own_targets(tiny_layout) == []


def test_a_table_without_a_card_was_never_finished_and_does_not_count(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    (known,) = targets.TABLE.files(tiny_layout)
    known.with_name("target-0002.csv").write_text("area_code\n")

    assert len(target_files.own_targets(tiny_layout)) == 1


def test_of_two_finished_tables_the_later_one_counts(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    (known,) = targets.TABLE.files(tiny_layout)
    later = known.with_name("target-0010.csv")
    later.write_text(known.read_text().replace("12.5", "9.5"))
    write_card(later)

    assert [one.value_pct for one in target_files.own_targets(tiny_layout)] == [9.5]
    target_files.set_target(tiny_layout, written(year="2030"), **QUICK)
    assert [path.name for path in targets.TABLE.files(tiny_layout)] == ["target-0011.csv"]


def test_a_table_that_was_changed_by_hand_is_refused(tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)
    (known,) = targets.TABLE.files(tiny_layout)
    known.write_text(known.read_text().replace("12.5", "9.5"))

    with pytest.raises(BuildError, match=r"target-0001\.csv"):
        build_release(tiny_layout, **QUICK)


@pytest.fixture
def run(tiny_layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: tiny_layout))

    def call(*arguments):
        code = cli.main(["target", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_command_lists_targets_and_marks_those_of_the_user(run, tiny_layout, written):
    target_files.set_target(tiny_layout, written(), **QUICK)

    assert run("list")[1].splitlines() == [
        "  00 Indonesia 2029: 14,2%, RPJMN 2025-2029 (Perpres 12/2025).",
        f"* 3514 Kab. Pasuruan 2029: 12,5%, {PERDA} (Lampiran, hal. 41).",
    ]
    assert json.loads(run("list", "Kab. Pasuruan", "--json")[1])[0]["value_pct"] == 12.5
    assert "Belum ada target" in run("list", "1801")[1]


def test_the_command_refuses_with_one_sentence_each(run):
    code, out, err = run("set", "3514", "1990", "12,5", "--basis", PERDA, "--source", "hal. 41")

    assert (code, out) == (1, "")
    assert err == "Target belum disimpan.\n  Tahun '1990' tidak dapat dipakai. Tulis tahun 2000 sampai 2045.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("set", "3514", "2029", "12,5", "--source", "hal. 41"), "--basis belum ditulis."),
        (("remove", "3514", "besok"), "Nilai untuk TAHUN tidak sah."),
        (("st",), "Perintah 'st' tidak dikenal."),
    ],
)
def test_a_command_written_wrongly_is_code_2(run, arguments, sentence):
    code, _, err = run(*arguments)

    assert code == 2
    assert err.startswith(sentence)


def test_the_command_says_what_cannot_be_removed(run):
    code, _, err = run("remove", "3514", "2029")

    assert code == 1
    assert err.startswith("Tidak ada target sendiri untuk Kab. Pasuruan 2029.")
