"""Files become a release and a restricted batch, or nothing at all."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from stunting import releases
from stunting.build.release import build_release
from stunting.errors import DamagedStoreError, ImportCancelledError, ImportRefusedError
from stunting.geography import Register
from stunting.imports import commit
from stunting.imports.importing import import_files
from stunting.imports.report import ImportReport
from stunting.imports.review import waiting_places
from stunting.imports.state import read_state, state_file
from stunting.paths import ROOT, Layout
from stunting.routine import origin
from stunting.sample.generate import write_sample
from stunting.sample.options import SampleOptions
from stunting.shared_release import connect
from tests.exports_by_hand import GENERATION_B, PLANTED, children, csv_bytes, row, village_report, xlsx
from tests.small import layout_in


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with nothing but its first release, built once."""
    folder = tmp_path_factory.mktemp("awal")
    build_release(layout_in(folder, raw=ROOT / "data" / "raw"), geometry=False)
    return folder


@pytest.fixture
def layout(first_release: Path, tmp_path: Path) -> Layout:
    shutil.copytree(first_release, tmp_path / "data")
    return layout_in(tmp_path / "data", raw=ROOT / "data" / "raw")


def run(layout: Layout, *contents: bytes | Path, **options: object) -> ImportReport:
    files = [(f"berkas{n}.csv", content) for n, content in enumerate(contents)]
    return import_files(files, layout=layout, geometry=False, **options)


def ask(layout: Layout, sql: str) -> list[tuple]:
    live = releases.current(layout)
    with connect(layout.releases / f"{live}.duckdb") as opened:
        return opened.execute(sql).fetchall()


PASURUAN = "from growth where desa_code like '3514%' and not is_sample"


def everything_under(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "kunci"
    }


def test_a_file_becomes_counts_of_its_desa_and_month(layout):
    report = run(layout, csv_bytes([*children(25), row(nik="3514990605239999", Tinggi="92.5")]))

    assert (report.rows_read, report.rows_used, report.rows_rejected) == (26, 26, 0)
    assert ask(layout, f"select sum(measured_n), sum(stunted_n), sum(weighed_n) {PASURUAN}") == [(26, 25, 26)]
    assert report.release == releases.current(layout)


def test_importing_the_same_file_again_changes_nothing(layout):
    content = csv_bytes(children(25))
    run(layout, content)
    before = everything_under(layout.releases), everything_under(layout.restricted)

    report = run(layout, content)

    assert report.status == "tidak ada perubahan"
    assert report.as_dict()["files"][0]["already_imported"] is True
    assert (everything_under(layout.releases), everything_under(layout.restricted)) == before


def test_a_correction_replaces_the_measurement_and_says_so(layout):
    run(layout, csv_bytes(children(25)))

    report = run(layout, csv_bytes([row(nik="3514990605200001", Tinggi="92.5")]))

    assert (report.corrections, report.repeated) == (1, 0)
    assert ask(layout, f"select sum(measured_n), sum(stunted_n) {PASURUAN}") == [(25, 24)]


def test_a_batch_can_be_revoked(layout):
    run(layout, csv_bytes(children(25)))
    second = run(layout, csv_bytes([row(nik="3514990605200001", Tinggi="92.5")]))

    commit.revoke(layout, second.batch, geometry=False)

    assert ask(layout, f"select sum(measured_n), sum(stunted_n) {PASURUAN}") == [(25, 25)]
    assert [batch.state for batch in read_state(layout).batches] == ["aktif", "dicabut"]


def test_a_dry_run_reports_and_keeps_nothing(layout):
    before = everything_under(layout.releases), everything_under(layout.restricted)

    report = run(layout, csv_bytes(children(25)), dry_run=True)

    assert report.rows_used == 25
    assert report.status == "diperiksa"
    assert (everything_under(layout.releases), everything_under(layout.restricted)) == before


def test_twins_of_different_sex_under_one_nik_are_two_children(layout):
    twins = [row(nama="XANANDA SATU"), row(nama="XANANDA DUA", JK="P")]

    report = run(layout, csv_bytes(twins))

    assert (report.rows_used, report.duplicates, report.notes["nik_dipakai_bersama"]) == (2, 0, 2)


def test_files_without_a_usual_month_of_weighing_are_imported(layout):
    # Weighing in June only: no window is named for it.
    report = run(layout, csv_bytes(children(25, ukur="2025-06-16")))

    assert report.rows_used == 25
    assert ask(layout, f"select sum(measured_n) {PASURUAN} and month = 6") == [(25,)]
    assert ask(layout, "select count(*) > 0 from weighing_window where is_sample") == [(True,)]


def test_a_list_of_unmeasured_children_without_a_month_says_which_option_helps(layout):
    unmeasured = [row(nik="3514990605200099", **{"Tanggal Pengukuran": "", "Berat": "", "Tinggi": ""})]

    report = run(layout, csv_bytes(children(3)), csv_bytes(unmeasured), dry_run=True)

    assert report.rejected == {"periode_tidak_diketahui": 1}
    (told,) = [
        one for one in report.sentences() if one.startswith("  Belum diukur dan bulannya tidak diketahui: 1 baris.")
    ]
    assert "di halaman Data: Bulan untuk daftar tanpa tanggal; di baris perintah: --periode 2025-08" in told
    assert told.endswith("Baris lain impor ini semuanya Agustus 2025.")


def test_a_damaged_batch_can_be_revoked(layout):
    first = run(layout, csv_bytes(children(25)))
    second = run(layout, csv_bytes([row(nik="3514990605200001", Tinggi="92.5")]))
    (layout.restricted / "kiriman" / second.batch / "rows.parquet").write_bytes(b"PAR1")

    with pytest.raises(DamagedStoreError, match=f"Kiriman {second.batch} rusak"):
        run(layout, csv_bytes([row(nik="3514990605200002", Tinggi="92.5")]))
    commit.revoke(layout, second.batch, geometry=False)

    assert ask(layout, f"select sum(measured_n), sum(stunted_n) {PASURUAN}") == [(25, 25)]
    assert [batch.id for batch in read_state(layout).active] == [first.batch]


def test_a_workbook_of_formulas_without_results_says_so_instead_of_counting_nothing(layout, tmp_path):
    path = tmp_path / "rumus.xlsx"
    xlsx(path, [row(**{name: f"=Lembar2!{name[0]}1" for name in GENERATION_B})])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(b"<v>0</v>", b""))

    with pytest.raises(ImportRefusedError, match="rumus tanpa hasil tersimpan"):
        import_files([(path.name, path)], layout=layout, geometry=False)
    report = import_files([(path.name, path)], layout=layout, kabupaten_code="3514", geometry=False)

    assert report.rows_read == 0
    assert "rumus tanpa hasil tersimpan" in report.sentences()[0]


def test_a_cancelled_import_leaves_no_trace(layout):
    before = everything_under(layout.releases), everything_under(layout.restricted)
    asked = iter(range(100))

    with pytest.raises(ImportCancelledError, match="tidak ada yang disimpan"):
        run(layout, csv_bytes(children(25)), cancelled=lambda: next(asked) >= 2)

    assert (everything_under(layout.releases), everything_under(layout.restricted)) == before


def test_an_import_can_be_cancelled_at_every_question_and_is_done_after_the_last(layout):
    asked = 0

    def count(at):
        nonlocal asked
        asked += 1
        return asked == at

    run(layout, csv_bytes(children(25)), cancelled=lambda: count(0))
    questions, live = asked, releases.current(layout)
    commit.revoke(layout, read_state(layout).active[0].id, geometry=False)
    before = everything_under(layout.restricted)

    assert questions > 10
    for at in (1, questions // 2, questions - 1, questions):
        asked = 0
        with pytest.raises(ImportCancelledError):
            run(layout, csv_bytes(children(25)), cancelled=lambda at=at: count(at))
        assert set(everything_under(layout.restricted)) <= set(before)
        assert state_file(layout).read_bytes() == before["keadaan.json"][1]
        assert releases.current(layout) != live


def test_a_disk_that_refuses_a_file_is_one_sentence_and_nothing_is_left(layout):
    """In a process of its own, for the limit is that of a process."""
    code = """
import resource, signal, sys
from pathlib import Path
from stunting.errors import ImportRefusedError
from stunting.imports.importing import import_files
from stunting.paths import ROOT
from tests.exports_by_hand import children, csv_bytes
from tests.small import layout_in
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
layout = layout_in(Path(sys.argv[1]), raw=ROOT / "data" / "raw")
try:
    import_files([("a.csv", csv_bytes(children(25)))], layout=layout, geometry=False)
except ImportRefusedError as refused:
    print(refused)
"""
    live = releases.current(layout)
    for limit in (10, 5_000, 1_000_000):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(layout.releases.parent), str(limit)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert ran.stdout.startswith("Folder data tidak dapat ditulisi"), (limit, ran.stdout, ran.stderr)
        assert {path.name for path in layout.restricted.rglob("*") if path.is_file()} <= {"kunci_hmac"}
        assert not list(layout.restricted.glob("masuk-*"))
        assert releases.current(layout) == live


def test_a_person_in_the_column_of_a_place_or_facility_reaches_neither_release_nor_report(layout):
    planted = ("ZULKARNAEN HAKIM", "3514991208239876", "081298765432", "PAK SUGIHARTO")
    base = {"Nama": planted[0], "Nama Ortu": f"{planted[3]} / IBU", "NIK": ""}
    rows = [
        row(**base, **{column: one})
        for column in ("Pukesmas", "Posyandu", "Kec", "Desa/Kel")
        for one in (*planted, planted[0].lower())
    ]

    report = run(layout, csv_bytes([*children(5), *rows]), kabupaten_code="3514")

    shown = json.dumps(report.as_dict()) + "".join(str(one) for one in ask(layout, "select name from puskesmas"))
    shown += "".join(str(one) for one in ask(layout, "select name from posyandu"))
    for path in layout.restricted.rglob("*.parquet"):
        shown += str(pq.read_table(path).to_pydict())
    folded = "".join(shown.casefold().split())
    assert [one for one in planted if "".join(one.casefold().split()) in folded] == []


def test_a_refused_file_refuses_the_whole_import(layout):
    before = everything_under(layout.releases), everything_under(layout.restricted)

    with pytest.raises(ImportRefusedError):
        run(layout, csv_bytes(children(25)), b"bukan tabel")

    assert (everything_under(layout.releases), everything_under(layout.restricted)) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_name_nik_parent_address_or_phone_is_left_anywhere(layout, tmp_path, kind, capfd):
    shifted = row(**{"nik": "", "Desa/Kel": "XANANDA RUKMAWATIX", "Kec": "XBUDIARTO", "Posyandu": "SITIMARYAMX"})
    broken = row(**{"lahir": "XANANDA RUKMAWATIX", "JK": "SITIMARYAMX", "Berat": "XBUDIARTO"})
    rows = [*children(25), shifted, broken, row(nik=""), row(nik="35140***********")]
    source = tmp_path / "asal.xlsx"
    content = csv_bytes(rows) if kind == "csv" else xlsx(source, rows)

    report = run(layout, content)
    source.unlink(missing_ok=True)
    said = json.dumps(report.as_dict(), ensure_ascii=False) + "\n".join(report.sentences()) + str(capfd.readouterr())

    for text in PLANTED:
        assert text.casefold() not in said.casefold()
    for path, (_, content) in everything_under(tmp_path).items():
        for text in PLANTED:
            assert text.casefold().encode() not in content.lower(), path


def test_what_is_restricted_is_for_its_owner_alone(layout):
    run(layout, csv_bytes(children(25)))

    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in layout.restricted.rglob("*")}

    assert {oct(mode) for path, mode in modes.items() if path.is_file()} == {"0o600"}
    assert {oct(mode) for path, mode in modes.items() if path.is_dir()} <= {"0o700"}
    assert stat.S_IMODE(layout.restricted.stat().st_mode) == 0o700


def test_read_is_used_plus_rejected_for_every_file(layout):
    rows = [
        *children(25),
        row(nik="3514990605200003", Tinggi="80"),
        row(desa="KLINTERR", nik="3514990605239902"),
        row(lahir="31/02/2023", nik="3514990605239903"),
        row(**{"Kab/Kota": "KAB. MALANG", "nik": "3514990605239904"}),
    ]

    report = run(layout, csv_bytes(rows))

    assert report.rejected == {
        "duplikat": 1,
        "wilayah_menunggu_tinjauan": 1,
        "tgl_lahir_tidak_terbaca": 1,
        "kabupaten_lain": 1,
    }
    assert report.rows_read == 29 == report.rows_used + 4
    assert len(report.rejected_rows) == 4
    for file in report.files:
        assert file.rows_read == file.rows_used + file.rows_rejected


def test_naming_a_place_counts_its_rows_without_a_new_import(layout):
    run(layout, csv_bytes([*children(25), row(desa="KLINTERR", nik="3514990605239902")]))
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    (place,) = waiting_places(layout, register)
    assert (place.desa, place.rows, place.suggestions[0].name) == ("KLINTERR", 1, "Desa Klinter, Kec. Kejayan")

    commit.set_alias(layout, place.alias(register.get(place.suggestions[0].code)), geometry=False)

    assert ask(layout, f"select sum(measured_n) {PASURUAN}") == [(26,)]
    assert waiting_places(layout, register) == []


def test_children_with_blank_nik_never_collapse(layout):
    twins = [row(nik="", nama="BY NY RUKMA"), row(nik="", nama="BY NY RUKMA"), row(nik="-", nama="BY NY RUKMA")]

    report = run(layout, csv_bytes([*children(20), *twins]))

    assert (report.children, report.temporary_children, report.duplicates) == (23, 3, 0)


def test_one_row_in_two_files_of_an_import_is_one_child(layout):
    twin = row(nik="", nama="BY NY RUKMA")

    report = run(layout, csv_bytes([*children(20), twin]), csv_bytes([twin]))

    assert (report.children, report.duplicates) == (21, 1)


def test_listed_children_without_a_date_give_the_coverage(layout):
    listed = [
        row(**{"nik": f"35149906053{n:05d}", "ukur": "", "Berat": "", "Tinggi": "", "Cara Ukur": ""}) for n in range(5)
    ]

    report = run(layout, csv_bytes([*children(20), *listed]))

    (month,) = report.months.to_dict("records")
    assert (month["year"], month["month"]) == (2025, 8)
    assert (month["target_n"], month["measured_n"], month["coverage_pct"]) == (25, 20, 80.0)


def test_a_kabupaten_that_is_chosen_refuses_rows_of_another(layout):
    report = run(layout, csv_bytes(children(25)), kabupaten_code="1811")

    assert report.rejected == {"kabupaten_lain": 25}
    assert report.rows_used == 0


def test_files_without_any_usable_row_are_not_kept_and_can_be_imported_again(layout):
    content = csv_bytes(children(25))
    refused = run(layout, content, kabupaten_code="1811")

    again = run(layout, content)

    assert refused.status == "tidak ada perubahan"
    assert refused.sentences()[-1] == "Tidak ada baris yang dapat dipakai; tidak ada yang disimpan."
    assert again.rows_used == 25


def test_the_kabupaten_may_be_named_in_any_of_the_files(layout):
    silent = [name for name in GENERATION_B if name != "Kab/Kota"]

    report = run(layout, csv_bytes(children(5), header=silent), csv_bytes([row()]))

    assert (report.kabupaten_code, report.rows_used) == ("3514", 6)


def test_the_later_of_two_village_reports_counts(layout):
    report = run(layout, village_report([("KLINTER", 10), ("KLINTER", 12), ("SLADI", 3)]))

    assert report.rejected == {"duplikat": 1}
    assert ask(layout, f"select sum(stunted_n), sum(measured_n) {PASURUAN}") == [(15, 160)]


def test_the_village_reports_of_two_puskesmas_of_one_desa_are_added(layout):
    one = village_report([("KLINTER", 10)])
    both = one + one.splitlines(keepends=True)[1].replace(b"KEJAYAN;KEJAYAN;", b"KEJAYAN;AMBAL-AMBIL;")

    report = run(layout, both)

    assert (report.rows_used, report.duplicates) == (2, 0)
    assert ask(layout, f"select sum(stunted_n), count(distinct puskesmas_id) {PASURUAN}") == [(20, 2)]

    run(layout, one)

    assert ask(layout, f"select sum(stunted_n) {PASURUAN}") == [(10,)]


def test_a_village_report_without_counts_is_rejected_and_not_lost(layout):
    lines = village_report([("KLINTER", 10), ("SLADI", 3)]).decode().splitlines()
    emptied = ";".join([*lines[2].split(";")[:7], *[""] * 103])

    report = run(layout, "\r\n".join([lines[0], lines[1], emptied]).encode())

    assert (report.rows_read, report.rows_used, report.rejected) == (2, 1, {"laporan_tanpa_angka": 1})


def test_an_export_of_the_generator_keeps_its_mark_through_import_and_revocation(layout, tmp_path):
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    made = write_sample(register, SampleOptions(code="6201", children=120, layout="csv"), tmp_path / "contoh")
    # Under another name: what stands above the header is enough.
    practice = run(layout, made.files[0].read_bytes(), kabupaten_code="6201")
    own = run(layout, csv_bytes(children(25)), kabupaten_code="3514")

    assert practice.sentences_before[-1] == (
        "Berkas contoh berkas0.csv; angka Kab. Kotawaringin Barat ditandai DATA CONTOH sampai kirimannya dicabut."
    )
    assert not own.sentences_before
    told = "select value from meta where key = 'sample_kabupaten'"
    assert "6201" in ask(layout, told)[0][0].split(";")
    assert "3514" not in ask(layout, told)[0][0].split(";")
    assert ask(layout, "select distinct is_sample from growth where desa_code like '6201%'") == [(True,)]
    assert read_state(layout).sample_kabupaten == {"6201"}

    with releases.open_release(layout).database as database:
        (line,) = origin.sources(database, area=register.get("6201"), is_sample=True)
    assert line.startswith(f"DATA CONTOH Kiriman {practice.batch}, diimpor")

    commit.remove_sample(layout, geometry=False)
    assert ask(layout, told) == [("6201",)]

    commit.revoke(layout, practice.batch, geometry=False)
    assert ask(layout, told) == [("",)]
    assert ask(layout, f"select sum(measured_n) {PASURUAN}") == [(25,)]


def test_a_practice_file_without_any_usable_row_marks_nothing_and_does_not_say_so(layout):
    elsewhere = [("contoh_3514_kejayan.csv", csv_bytes(children(3)))]

    report = import_files(elsewhere, layout=layout, kabupaten_code="3515", geometry=False)

    assert report.rows_used == 0
    assert not report.sentences_before
    assert not read_state(layout).sample_kabupaten


def test_own_data_beside_a_practice_file_are_marked_and_the_report_says_so(layout):
    run_named = [("contoh_3514_kejayan.csv", csv_bytes(children(25)))]
    practice = import_files(run_named, layout=layout, kabupaten_code="3514", geometry=False)

    own = run(layout, csv_bytes([row(nik="3514990605239999", Tinggi="92.5")]), kabupaten_code="3514")

    assert own.sentences_before[-1] == (
        f"Angka Kab. Pasuruan tetap ditandai DATA CONTOH: kiriman contoh {practice.batch} masih dihitung. Cabut "
        "kiriman itu di halaman Data, tab Kiriman."
    )
    assert ask(layout, f"select count(*) {PASURUAN}") == [(0,)]
