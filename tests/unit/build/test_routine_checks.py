import duckdb
import pytest

from stunting.build import checks
from stunting.build.release import build_release
from stunting.build.routine_checks import ROUTINE_CHECKS
from stunting.releases import current
from tests.routine_rows import DESA, import_rows, row
from tests.small import TINY, layout_in, write_raw

JULY = {"file_no": 1, "row_no": 2, "desa_code": DESA, "puskesmas_id": "3514-kejayan", "period": 202507}


@pytest.fixture(scope="module")
def routine_release(tmp_path_factory):
    """Twenty children of August with their lists, and a village report of July."""
    layout = layout_in(tmp_path_factory.mktemp("rutin"))
    write_raw(layout.raw)
    build_release(layout, expected=TINY)
    import_rows(
        layout,
        *[row(f"{number:02d}", is_complete_list=True, haz=-2.5, label_haz="pendek") for number in range(20)],
        row("x", None, is_complete_list=True),
        village=[{**JULY, "item": 22, "value_n": 30}, {**JULY, "item": 38, "value_n": 31}],
        targets=[{"desa_code": DESA, "year": 2025, "kind": "riil", "target_n": 40, "source": "Dinkes"}],
        facilities=[{"id": "3514-kejayan", "kind": "puskesmas", "name": "Kejayan"}],
    )
    return layout.releases / f"{current(layout)}.duckdb"


@pytest.fixture
def routine_tables(routine_release, tmp_path):
    """A copy of a good release that a test may spoil."""
    copy = tmp_path / "salinan.duckdb"
    copy.write_bytes(routine_release.read_bytes())
    with duckdb.connect(str(copy)) as opened:
        yield opened


def failed(opened):
    return [outcome.name for outcome in checks.run(opened, TINY) if not outcome.is_passed]


def test_a_good_release_passes_every_check_though_a_report_has_more_stunted_than_measured(routine_tables):
    assert failed(routine_tables) == []
    for table in (
        "growth",
        "growth_window",
        "growth_posyandu",
        "quality",
        "posyandu",
        "village_report",
        "routine_target",
    ):
        assert routine_tables.execute(f"select count(*) > 0 from {table}").fetchone() == (True,)


SPOILED = [
    ("update growth set desa_code = '3514069999'", "desa data rutin"),
    ("update growth_window set desa_code = '351406'", "desa data rutin"),
    ("update routine_target set desa_code = '3514069999'", "desa data rutin"),
    ("update village_report set desa_code = '3514069999'", "desa data rutin"),
    ("update puskesmas_desa set desa_code = '3514069999'", "desa data rutin"),
    ("update posyandu set desa_code = '3514069999'", "desa data rutin"),
    ("update growth_posyandu set desa_code = '3514069999'", "desa data rutin"),
    ("update puskesmas set kabupaten_code = '3599'", "desa data rutin"),
    ("update quality set kabupaten_code = '3599'", "desa data rutin"),
    ("update import_batch set kabupaten_code = '3599'", "desa data rutin"),
    (
        "insert into lokus values ('3514069999', 2026, 2025, 'baru', null, 'SK', true, null, false, null)",
        "desa data rutin",
    ),
    ("update area set parent_code = '3514' where level = 'desa'", "jumlah per kecamatan"),
    ("delete from counted_kabupaten", "jumlah per kabupaten/kota"),
    ("delete from counted_desa", "jumlah per kabupaten/kota"),
    ("update counted_desa set measured_n = measured_n + 1", "jumlah per kabupaten/kota"),
    ("update counted_kabupaten set stunted_n = stunted_n + 1", "jumlah per kabupaten/kota"),
    ("update growth set severely_stunted_n = stunted_n + 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set stunted_n = measured_n + 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set underweight_n = weight_for_age_n + 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set severely_underweight_n = 99 where origin = 'individu'", "hitungan anak"),
    (
        "insert into growth_total by name select * replace (desa_code[:4] as desa_code) from counted",
        "jumlah kabupaten/kota",
    ),
    ("update growth set wasted_n = weight_for_height_n + 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set severely_wasted_n = wasted_n + 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set label_stunted_n = label_n + 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set target_n = measured_n - 1 where origin = 'individu'", "hitungan anak"),
    ("update growth set moved_n = -1", "hitungan anak"),
    ("update growth_window set stunted_n = measured_n + 1", "hitungan anak"),
    ("update growth_posyandu set stunted_n = measured_n + 1", "hitungan anak"),
    ("update growth set gain_known_n = weighed_n + 1, gained_n = 0 where origin = 'individu'", "hitungan anak"),
    ("update growth set gained_n = 1, gain_known_n = 0 where origin = 'individu'", "hitungan anak"),
    ("update growth set gained_n = 1, gain_known_n = null", "hitungan anak"),
    ("update growth_posyandu set target_n = target_n + 9", "jumlah per posyandu"),
    ("update growth_posyandu set moved_n = 1", "jumlah per posyandu"),
    ("delete from growth where origin = 'individu'", "jumlah per posyandu"),
    ("insert into growth select * from growth", "baris data rutin tunggal"),
    ("insert into growth_window select * from growth_window", "baris data rutin tunggal"),
    ("insert into growth_posyandu select * from growth_posyandu", "baris data rutin tunggal"),
    ("insert into weighing_window select * from weighing_window", "baris data rutin tunggal"),
    ("insert into routine_target select * from routine_target", "baris data rutin tunggal"),
    ("insert into village_report select * from village_report", "baris data rutin tunggal"),
    ("insert into puskesmas select * from puskesmas", "baris data rutin tunggal"),
    ("insert into puskesmas_desa select * from puskesmas_desa", "baris data rutin tunggal"),
    ("insert into posyandu select * from posyandu", "baris data rutin tunggal"),
    ("insert into quality select * from quality", "baris data rutin tunggal"),
    ("insert into import_batch select * from import_batch", "baris data rutin tunggal"),
    ("update growth set year = 1925", "bulan data rutin"),
    ("update growth_posyandu set year = 1925", "bulan data rutin"),
    ("update routine_target set year = 20255", "bulan data rutin"),
    ("update import_batch set first_period = 202601, last_period = 202512", "bulan data rutin"),
    ("delete from weighing_window", "Bulan Timbang"),
    ("update weighing_window set end_date = start_date - 1", "Bulan Timbang"),
    ("update weighing_window set kind = 'bulan_timbang'", "Bulan Timbang"),
    ("update weighing_window set kind = 'tahun'", "Bulan Timbang"),
    ("update weighing_window set end_date = end_date - 1 where kind = 'tahun'", "Bulan Timbang"),
    ("update growth set sex = 'm' where origin = 'laporan_desa'", "asal data rutin"),
    ("update growth set age_group = '0-59' where origin = 'individu'", "asal data rutin"),
    ("update growth set month = 8", "asal data rutin"),
    ("update growth set is_sample = true where month = 7", "asal data rutin"),
    ("delete from puskesmas", "puskesmas dan posyandu"),
    ("update puskesmas set name = ' '", "puskesmas dan posyandu"),
    ("delete from posyandu", "puskesmas dan posyandu"),
    ("update growth_posyandu set puskesmas_id = '3514-lain'", "puskesmas dan posyandu"),
    ("update posyandu set child_n = 4", "puskesmas dan posyandu"),
    ("update quality set haz_n = 19", "mutu pengukuran"),
    ("update quality set height_n = listed_n + 1", "mutu pengukuran"),
    ("update quality set male_n = listed_n + 1", "mutu pengukuran"),
    ("update quality set haz_sd = -1", "mutu pengukuran"),
]


def test_spoiled_routine_data_fail_the_check_with_their_name(routine_tables):
    missed = []
    for spoil, name in SPOILED:
        routine_tables.execute("begin")
        routine_tables.execute(spoil)
        if name not in failed(routine_tables):
            missed.append(spoil)
        routine_tables.execute("rollback")

    assert missed == []


def test_every_routine_check_is_spoiled_once(routine_tables):
    assert {name for _, name in SPOILED} == {check(routine_tables).name for check in ROUTINE_CHECKS}
