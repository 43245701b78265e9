import duckdb
import pytest

from stunting import fingerprint
from stunting.build import checks
from stunting.build.release import build_release
from tests.small import TINY, layout_in, write_raw


@pytest.fixture(scope="module")
def tiny_release(tmp_path_factory):
    layout = layout_in(tmp_path_factory.mktemp("kecil"))
    write_raw(layout.raw)
    built = build_release(layout, expected=TINY)
    return layout.releases / f"{built.id}.duckdb"


@pytest.fixture
def tiny_tables(tiny_release, tmp_path):
    """A copy of a good release that a test may spoil."""
    copy = tmp_path / "salinan.duckdb"
    copy.write_bytes(tiny_release.read_bytes())
    with duckdb.connect(str(copy)) as opened:
        yield opened


def failed(opened):
    return [outcome.name for outcome in checks.run(opened, TINY) if not outcome.is_passed]


def test_a_good_release_passes_every_check(tiny_tables):
    assert failed(tiny_tables) == []


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        ("delete from area where level = 'desa'", "jumlah wilayah"),
        ("insert into area select * from area where code = '1811'", "kode wilayah tunggal"),
        ("update area set parent_code = '99' where code = '1811'", "induk wilayah"),
        ("update area set parent_code = '00' where code = '1811'", "induk wilayah"),
        ("update former_area set successor_codes = '91;99'", "penerus wilayah lama"),
        ("update survey_estimate set area_code = '9999' where area_code = '1811'", "wilayah angka survei"),
        ("update target set area_code = '9999'", "wilayah angka survei"),
        ("update survey_estimate set area_code = '91' where area_code = '91-lama'", "wilayah lama"),
        ("update survey_estimate set year = 2024 where area_code = '91-lama'", "wilayah lama"),
        ("insert into survey_estimate select * from survey_estimate where area_code = '3520'", "angka tidak ganda"),
        ("update survey_estimate set value_pct = 100.5 where area_code = '3520'", "rentang nilai"),
        ("update survey_estimate set value_pct = 'nan'::double where area_code = '3520'", "rentang nilai"),
        ("update survey_estimate set n = 0 where area_code = '3520'", "rentang nilai"),
        ("update survey_estimate set ci_low_pct = 18, ci_high_pct = 20 where area_code = '3520'", "selang kepercayaan"),
        ("update survey_estimate set ci_low_pct = 10 where area_code = '3520'", "selang kepercayaan"),
        ("update survey_estimate set year = 2020 where area_code = '1811' and survey = 'ski'", "putaran survei"),
        ("update survey_estimate set year = 2199 where area_code = '1811' and survey = 'ski'", "putaran survei"),
        ("update survey_estimate set indicator = 'wasting' where area_code = '3520'", "putaran survei"),
        ("delete from survey_estimate where area_code = '3520'", "kelengkapan kabupaten/kota"),
        ("update survey_estimate set value_pct = 20 where area_code = '00' and year = 2024", "angka nasional"),
        ("insert into target select * from target", "target tidak ganda"),
        ("update target set year = 2046", "tahun target"),
        ("update target set year = 1999", "tahun target"),
        ("update target set area_code = '91-lama', is_user_added = true", "tahun target"),
        ("update target set value_pct = -1", "rentang nilai"),
        ("update target set basis = ' '", "sumber"),
        ("insert into geometry values ('00', 'provinsi', 'bukan', 3, 3, 'x'::blob)", "peta"),
        ("insert into geometry values ('00', 'provinsi', sha256('x'), 3, 4, 'x'::blob)", "peta"),
        ("update survey_estimate set source = ' ' where area_code = '3520'", "sumber"),
    ],
)
def test_spoiled_data_fail_the_check_with_their_name(tiny_tables, spoil, name):
    tiny_tables.execute(spoil)

    assert name in failed(tiny_tables)


def test_a_national_figure_the_user_replaced_is_not_compared(tiny_tables):
    tiny_tables.execute("update survey_estimate set value_pct = 19.9, is_user_added = true where area_code = '00'")

    assert "angka nasional" not in failed(tiny_tables)


def test_a_failed_check_names_what_is_wrong(tiny_tables):
    tiny_tables.execute("update survey_estimate set value_pct = 20 where area_code = '00' and year = 2024")

    sentence = checks.national_anchors(tiny_tables, TINY).sentence

    assert sentence == "angka nasional: ssgi 2024 tertulis 20.0, terbitannya 19.8."


def test_every_table_of_the_contract_is_in_a_release(tiny_tables):
    assert set(fingerprint.contract()) == {
        "service",
        "service_target",
        "campaign_event",
        "village_fund",
        "published_count",
        "foster_summary",
        "area",
        "former_area",
        "survey_estimate",
        "target",
        "published_routine",
        "growth",
        "growth_window",
        "growth_posyandu",
        "counted_desa",
        "counted_kabupaten",
        "public_area",
        "public_bundle",
        "weighing_window",
        "routine_target",
        "village_report",
        "puskesmas",
        "puskesmas_desa",
        "posyandu",
        "quality",
        "import_batch",
        "desa_figure",
        "desa_figure_kind",
        "lokus",
        "lokus_announced",
        "source",
        "boundary",
        "boundary_missing",
        "geometry",
        "growth_total",
        "delivery",
        "delivery_difference",
        "meta",
    }


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        ("insert into geometry values ('00', 'kabupaten', sha256('x'), 5, 4, 'x'::blob)", "kelengkapan peta"),
        ("insert into geometry values ('00', 'provinsi', sha256('x'), 2, 2, 'x'::blob)", "kelengkapan peta"),
        ("insert into boundary values ('18', 'provinsi', 'perkiraan', false)", "batas wilayah"),
    ],
)
def test_an_incomplete_map_is_not_published(tiny_tables, spoil, name):
    tiny_tables.execute(spoil)

    assert name in failed(tiny_tables)
