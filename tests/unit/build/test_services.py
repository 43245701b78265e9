"""The checks of services and targets each find their fault."""

import duckdb
import pytest

from stunting import fingerprint
from stunting.build.service_checks import SERVICE_CHECKS

DESA = "3514061024"


@pytest.fixture
def tables():
    """A release with one sound desa; the desa has more reached than were to be reached, which is no fault."""
    with duckdb.connect(":memory:") as opened:
        opened.execute(fingerprint.SCHEMA.read_text(encoding="utf-8"))
        for code, level in ((DESA, "desa"), ("3514", "kabupaten"), ("00", "negara")):
            opened.execute(
                "insert into area (code, level, kind, name, official_name, search_name, parent_code) "
                "values ($code, $level, $level, 'x', 'x', 'x', '')",
                {"code": code, "level": level},
            )
        opened.execute(
            "insert into service select $code, 2025, 'tw1', 'asi', 12, 10, true, 'Web Aksi', false, true",
            {"code": DESA},
        )
        opened.execute(
            "insert into service select $code, 2025, 'tw2', 'asi', null, null, false, 'Web Aksi', false, true",
            {"code": DESA},
        )
        opened.execute("insert into service_target select '00', 'asi', 2024, 80, 'Perpres', false, false")
        yield opened


def failed(opened):
    return [one.name for one in (check(opened.cursor()) for check in SERVICE_CHECKS) if not one.is_passed]


def test_sound_rows_pass_also_above_a_hundred_percent(tables):
    assert failed(tables) == []


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("update service set service_key = 'asing'", "layanan dan wilayahnya"),
        ("update service set area_code = '9999999999'", "layanan dan wilayahnya"),
        ("update service set area_code = '00'", "layanan dan wilayahnya"),
        ("update service_target set service_key = 'asing'", "layanan dan wilayahnya"),
        ("update service set numerator_n = -1 where period = 'tw1'", "jumlah layanan"),
        ("update service set numerator_n = 1 where not is_scheduled", "jumlah layanan"),
        ("update service set source = ' '", "jumlah layanan"),
        ("update service set year = 1999", "jumlah layanan"),
        ("update service set service_key = 'keluarga_tunai' where period = 'tw1'", "jumlah layanan"),
        ("insert into service select * from service", "layanan tunggal"),
        ("update service set is_sample = true where period = 'tw1'", "layanan tunggal"),
        ("insert into service_target select * from service_target", "layanan tunggal"),
        ("update service_target set value_pct = 101", "target layanan"),
        ("update service_target set source = ''", "target layanan"),
    ],
)
def test_each_check_finds_its_fault(tables, fault, name):
    tables.execute(fault)

    assert failed(tables) == [name]
