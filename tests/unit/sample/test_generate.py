"""The whole sample: the same every time, adding up, and agreeing with what stands in its files."""

import json
from collections import Counter

import pytest

from stunting.imports.rules import NOTE_CODES, REASON_CODES
from stunting.sample import faults
from stunting.sample.options import NOTICE
from tests.unit.sample.conftest import lines, records

STUNTED = ("Pendek", "Sangat Pendek")


def test_the_same_seed_gives_the_same_bytes(small):
    wishes = {"children": 400, "layout": "campuran", "faults": faults.usual(400)}
    first, second = small(**wishes), small(**wishes)

    assert [path.name for path in first.files] == [path.name for path in second.files]
    assert [path.read_bytes() for path in first.files] == [path.read_bytes() for path in second.files]
    assert first.answers == second.answers


def test_another_seed_gives_other_children(small):
    first, second = small(seed=2), small(seed=3)

    assert first.files[0].read_bytes() != second.files[0].read_bytes()


def test_every_kind_of_fault_that_the_place_allows_is_there(full):
    done = full.answers["sample"]["faults"]

    # Kab. Pasuruan has neither numbered desa nor a kecamatan of two words.
    assert {code for code, count in done.items() if not count} == {"desa_angka", "kecamatan_gabung"}
    assert set(done) == set(faults.FAULTS)


def test_rows_add_up_for_every_file_and_in_total(full):
    answers = full.answers

    assert answers["rows_read"] == answers["rows_used"] + answers["rows_rejected"]
    assert sum(answers["rejected"].values()) == answers["rows_rejected"]
    for key in ("rows_read", "rows_used", "rows_rejected"):
        assert sum(file[key] for file in answers["files"]) == answers[key]
    for file in answers["files"]:
        assert file["rows_read"] == file["rows_used"] + file["rows_rejected"]


def test_each_file_has_the_rows_that_the_answers_say(full):
    for path, file in zip(full.files, full.answers["files"], strict=True):
        rows = records(path)
        if file["kind"] == "lebar":
            found = sum(1 for row in rows for header, cell in row.items() if header.endswith("_TANGGALUKUR") and cell)
        else:
            found = sum(1 for row in rows if any(cell not in ("", None) for cell in row.values()))

        assert (path.name, found) == (file["file"], file["rows_read"])


def test_all_reasons_and_notes_are_rules_of_the_import(full):
    assert set(full.answers["rejected"]) <= set(REASON_CODES)
    assert set(full.answers["notes"]) <= set(NOTE_CODES)


def test_every_reason_for_rows_of_children_is_in_a_full_sample(full):
    of_other_sheets = {"tahun_tidak_diketahui", "jumlah_sasaran_tidak_terbaca", "laporan_tanpa_angka"}

    assert set(full.answers["rejected"]) == set(REASON_CODES) - of_other_sheets


def test_months_and_puskesmas_agree(full):
    puskesmas = full.answers["puskesmas"]
    for month in full.answers["months"]:
        own = [one for one in puskesmas if one["month"] == month["month"]]
        for key in ("weighed_n", "measured_n", "stunted_n"):
            assert sum(one[key] for one in own) == month[key]
        assert month["severely_stunted_n"] <= month["stunted_n"] <= month["measured_n"] <= month["target_n"]
    assert sum(one["rows_used"] for one in puskesmas) == full.answers["rows_used"]


def test_without_faults_the_answers_are_what_the_files_say_themselves(small):
    made = small(children=600, layout="csv")
    rows = records(made.files[0])

    for month, name in zip(made.answers["months"], ("Februari 2025", "Agustus 2025"), strict=True):
        own = [row for row in rows if row["Bulan Pengukuran"] == name]
        labels = Counter(row["TB/U"] for row in own if row["TB/U"])
        assert month["target_n"] == len(own)
        assert month["measured_n"] == labels.total()
        assert month["stunted_n"] == sum(labels[label] for label in STUNTED)
        assert month["prevalence_pct"] == pytest.approx(100 * month["stunted_n"] / labels.total())
        assert month["coverage_pct"] == pytest.approx(100 * labels.total() / len(own))
    assert made.answers["rejected"] == {}
    assert made.answers["children"] == len({row["NIK"] for row in rows})
    assert made.answers["recomputed"]["different"] == 0


def test_prevalence_and_coverage_come_as_they_were_asked_for(small):
    prevalence = {("3514", 202502): 21.4, ("3514", 202508): 13.0}

    made = small(children=3000, prevalence=prevalence, coverage={202502: 80, 202508: 95})

    first, second = made.answers["months"]
    assert first["prevalence_pct"] == pytest.approx(21.4, abs=0.5)
    assert second["prevalence_pct"] == pytest.approx(13.0, abs=0.5)
    assert first["coverage_pct"] == pytest.approx(80, abs=3)
    assert second["coverage_pct"] == pytest.approx(95, abs=3)


def test_a_child_keeps_its_own_curve(small):
    rows = records(small(children=600).files[0])
    heights: dict[object, list[float]] = {}
    for row in rows:
        if row["ZS TB/U"]:
            heights.setdefault(row["NIK"], []).append(float(row["ZS TB/U"].replace(",", ".")))

    pairs = [values for values in heights.values() if len(values) == 2]
    assert len(pairs) > 200
    assert sum(abs(later - first) < 0.5 for first, later in pairs) > 0.98 * len(pairs)


def test_three_generations_and_all_habits_of_files_are_there(full):
    headers = {path.name: next(row for row in lines(path) if "NIK" in row) for path in full.files}
    long = [row for row in headers.values() if "Tgl Lahir" in row]

    assert any("PMT Diterima (kg)" in row for row in long)
    assert any("MBG" in row and "KPSP" in row for row in long)
    assert any("MBG" in row and "KPSP" not in row for row in long)
    assert all("Pukesmas" in row for row in long)
    assert any("FEBRUARI_TANGGALUKUR" in row for row in headers.values())
    assert any("daftar_tidak_ditimbang" in name for name in headers)
    starts = {path.suffix: path.read_bytes()[:3] for path in full.files}
    assert starts[".csv"] == b"\xef\xbb\xbf" or any(path.read_bytes()[:3] == b"\xef\xbb\xbf" for path in full.files)


def test_every_file_says_that_it_is_a_sample(full):
    assert all(path.name.startswith("contoh_") for path in full.files)
    titled = [lines(path)[0][0] for path in full.files if path.suffix == ".xlsx" and "NIK" not in lines(path)[0]]
    assert titled
    assert all(title.startswith(NOTICE) for title in titled)
    assert full.answers["peringatan"] == NOTICE


def test_the_answers_lie_beside_the_files(full):
    path = full.files[0].parent / "harapan.json"

    assert json.loads(path.read_text(encoding="utf-8")) == full.answers
