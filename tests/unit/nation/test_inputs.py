"""What goes in: a folder is looked at before anything is counted, and what is wrong is said in a sentence."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stunting import cli
from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import Register
from stunting.nation import given, sample
from stunting.nation.measurements import MEASUREMENT, look
from stunting.paths import Layout
from tests.nation import as_input, measured


@pytest.fixture(scope="module")
def register():
    return Register.shipped(Layout.default().raw)


def written(folder, register, **options):
    facts = {"children": 400, "months": (202501, 202502), "seed": 3, "progress": lambda *_: None}
    sample.write(folder, register, **(facts | options))
    return look(folder)


def part(folder, *children):
    folder.mkdir(parents=True)
    rows = pa.Table.from_pylist([measured(child) for child in children], schema=MEASUREMENT)
    pq.write_table(rows, folder / "ukur.parquet")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ImportRefusedError, match="tidak ada"):
        look(tmp_path / "lain")


def test_a_folder_without_measurements_is_refused(tmp_path):
    with pytest.raises(ImportRefusedError, match="tidak berisi berkas Parquet"):
        look(tmp_path)


def test_a_file_without_a_column_is_refused_with_its_name(tmp_path):
    pq.write_table(MEASUREMENT.empty_table().drop_columns(["height_mm"]), tmp_path / "ukur.parquet")

    with pytest.raises(ImportRefusedError, match=r"height_mm \(int32\)"):
        look(tmp_path)


def test_a_broken_file_is_refused(tmp_path):
    (tmp_path / "ukur.parquet").write_bytes(b"PAR1")

    with pytest.raises(ImportRefusedError, match="bukan berkas Parquet yang utuh"):
        look(tmp_path)


def test_a_child_that_may_lie_in_two_folders_is_refused(tmp_path):
    part(tmp_path / "bagian=000", 1, 9)
    part(tmp_path / "bagian=001", 5, 12)

    with pytest.raises(ImportRefusedError, match="rentang kunci anaknya bertumpuk"):
        look(tmp_path)


def test_folders_of_different_children_are_parts_in_the_order_of_their_keys(tmp_path):
    part(tmp_path / "b", 1, 4)
    part(tmp_path / "a", 5, 12)

    assert [(one.first_child, one.last_child, one.rows) for one in look(tmp_path).parts] == [(1, 4, 2), (5, 12, 2)]


def test_the_same_seed_invents_the_same_rows(tmp_path, register):
    first, again = (written(tmp_path / name, register) for name in ("satu", "dua"))
    other = written(tmp_path / "tiga", register, seed=4)

    assert [file.read_bytes() for file in first.files] == [file.read_bytes() for file in again.files]
    assert [file.read_bytes() for file in first.files] != [file.read_bytes() for file in other.files]
    assert first.is_sample


def test_invented_children_are_in_one_part_alone(tmp_path, register, monkeypatch):
    monkeypatch.setattr(sample, "ROWS_PER_PART", 100)

    found = written(tmp_path / "masuk", register)

    assert len(found.parts) == 8


def test_windows_are_read_with_commas_and_with_semicolons(tmp_path):
    for sign in ",;":
        lines = ["kunci,nama,mulai,selesai", "bt-1,Bulan Timbang I,2025-02-03,2025-02-28"]
        (tmp_path / "jendela.csv").write_text("\n".join(lines).replace(",", sign), encoding="utf-8")

        (one,) = given.read_windows(tmp_path / "jendela.csv")

        assert (one.key, one.start, one.end) == ("bt-1", dt.date(2025, 2, 3), dt.date(2025, 2, 28))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kunci,nama\nbt,BT\n", "tidak terbaca sebagai daftar Bulan Timbang"),
        ("kunci,nama,mulai,selesai\nbt,BT,2025-02-30,2025-03-01\n", "tidak terbaca sebagai daftar Bulan Timbang"),
        ("kunci,nama,mulai,selesai\nbt,BT,2025-03-01,2025-02-01\n", "berakhir sebelum mulai"),
        ("kunci,nama,mulai,selesai\n2025,BT,2025-02-01,2025-03-01\n", "dipakai untuk seluruh tahun"),
    ],
)
def test_wrong_windows_are_refused(tmp_path, text, sentence):
    (tmp_path / "jendela.csv").write_text(text, encoding="utf-8")

    with pytest.raises(StuntingError, match=sentence):
        given.read_windows(tmp_path / "jendela.csv")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--engine", "sprak"], "Pilihan 'sprak' tidak dikenal. Maksud Anda 'spark'?"),
        (["--memory", "banyak"], "Memori 'banyak' tidak terbaca. Tulis seperti 2GB atau 512MB."),
        (["--until", "kemarin"], "Tanggal 'kemarin' tidak terbaca. Tulis seperti 2025-08-31."),
    ],
)
def test_a_wrong_option_is_one_sentence(tmp_path, capsys, options, sentence):
    as_input(tmp_path / "masuk", measured(1))

    assert cli.main(["aggregate", str(tmp_path / "masuk"), str(tmp_path / "hasil"), *options]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "hasil").exists()
