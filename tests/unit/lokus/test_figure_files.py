"""Figures per desa of the user, kept and built into a release."""

import threading

import pytest

from stunting import lokus_queries, releases, sidecar
from stunting.build import desa_figures
from stunting.build.release import build_release
from stunting.errors import BuildError, BusyReleaseError, ImportRefusedError
from stunting.geography import Register
from stunting.locks import exclusive
from stunting.lokus.figure_files import add_figures, own_figures, read_figures, remove_figures
from tests.small import TINY

QUICK = {"expected": TINY, "geometry": False}
DESA = "3514061001"
HEADER = "desa;tahun;krs;jumlah_keluarga_sasaran;layanan_diterima;layanan_seharusnya;Jarak (km)"


@pytest.fixture
def draft(tiny_layout):
    register = Register.from_parquet(tiny_layout.raw / "wilayah" / "wilayah.parquet")

    def make(*rows, header=HEADER, **options):
        content = "\n".join((header, *rows)).encode()
        return read_figures(content, register=register, kabupaten_code="3514", name="a.csv", **options)

    return make


def stored(layout):
    with releases.open_release(layout).database as opened:
        figures = lokus_queries.desa_figures(opened, within="3514", last_year=2100)
        kinds = lokus_queries.desa_figure_kinds(opened, within="3514")
    values = {(one.key, one.year): (one.value, one.source, one.is_sample) for one in figures.itertuples()}
    return values, [(one.key, one.label, one.unit, one.is_higher_worse) for one in kinds.itertuples()]


def test_a_sheet_is_in_the_new_release(tiny_layout, draft):
    change = add_figures(tiny_layout, draft(f"{DESA};2025;3;20;8;9;2,5", source="Verval"), **QUICK)

    values, kinds = stored(tiny_layout)
    assert values["krs_n", 2025] == (3, "Verval", False)
    assert values["own_jarak", 2025] == (2.5, "Verval", False)
    assert kinds == [("own_jarak", "Jarak", "km", True)]
    assert change.sentence == "a.csv: 5 angka Kab. Pasuruan ditambahkan, 0 diganti, 0 sudah sama."
    assert change.release.status == "baru"
    assert build_release(tiny_layout, **QUICK).status == "tidak ada perubahan"


def test_the_file_is_among_the_sources_of_the_release(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2025;3;20;;;"), **QUICK)

    with releases.open_release(tiny_layout).database as opened:
        assert "tambahan/desa/desa-0001.csv" in opened.query("release_sources")["file"].tolist()


def test_a_second_sheet_changes_what_it_holds_and_leaves_the_rest(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2025;3;20;8;9;2,5"), **QUICK)
    second = draft(f"{DESA};2025;4;;;;2,5").described("Jarak", unit="menit", is_higher_worse=False)

    change = add_figures(tiny_layout, second, **QUICK)

    values, kinds = stored(tiny_layout)
    assert change.sentence == "a.csv: 0 angka Kab. Pasuruan ditambahkan, 1 diganti, 1 sudah sama."
    assert (values["krs_n", 2025][0], values["family_n", 2025][0]) == (4, 20)
    assert kinds == [("own_jarak", "Jarak", "menit", False)]
    assert [path.name for path in desa_figures.TABLE.files(tiny_layout)] == ["desa-0002.csv"]


def test_the_same_sheet_again_changes_nothing(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2025;3;20;8;9;2,5"), **QUICK)

    change = add_figures(tiny_layout, draft(f"{DESA};2025;3;20;8;9;2,5"), **QUICK)

    assert change.release.status == "tidak ada perubahan"
    assert [path.name for path in desa_figures.TABLE.files(tiny_layout)] == ["desa-0001.csv"]


def test_more_families_at_risk_than_the_stored_families_are_refused(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2025;3;20;;;"), **QUICK)

    with pytest.raises(ImportRefusedError) as refused:
        add_figures(tiny_layout, draft(f"{DESA};2025;30;;;;"), **QUICK)

    assert refused.value.problems == (f"{DESA} tahun 2025: total KRS 30, keluarga sasaran 20. Isi kedua kolom.",)
    assert stored(tiny_layout)[0]["krs_n", 2025][0] == 3


def test_a_release_that_cannot_be_built_leaves_the_figures_as_they_were(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2025;3;20;;;"), **QUICK)
    (tiny_layout.raw / "survei" / "target.csv").unlink()

    with pytest.raises(BuildError):
        add_figures(tiny_layout, draft(f"{DESA};2025;4;20;;;"), **QUICK)

    (table,) = desa_figures.TABLE.files(tiny_layout)
    sidecar.read(table)
    assert desa_figures.own_figures(tiny_layout)["value"].tolist() == [20, 3]


def test_nothing_is_stored_while_somebody_else_writes(tiny_layout, draft):
    build_release(tiny_layout, **QUICK)
    ready, done = threading.Event(), threading.Event()

    def hold():
        with exclusive(tiny_layout.releases / "kunci"):
            ready.set()
            done.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    ready.wait(10)
    try:
        with pytest.raises(BusyReleaseError):
            add_figures(tiny_layout, draft(f"{DESA};2025;3;20;;;"), **QUICK)
    finally:
        done.set()
        other.join()

    assert own_figures(tiny_layout) == []


def test_figures_are_listed_by_kabupaten_and_year_and_removed(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2024;2;20;;;1", f"{DESA};2025;3;20;;;2,5", source="Verval"), **QUICK)

    listed = [(one.kabupaten_code, one.year, one.desa_n, one.sources) for one in own_figures(tiny_layout)]
    assert listed[1] == ("3514", 2025, {"total KRS": 1, "keluarga sasaran": 1, "Jarak": 1}, ("Verval",))

    change = remove_figures(tiny_layout, kabupaten_code="3514", year=2025, heading="Jarak", **QUICK)
    assert change.sentence == "1 angka Kab. Pasuruan tahun 2025 dihapus."
    assert stored(tiny_layout)[0]["own_jarak", 2024][0] == 1

    for year in (2024, 2025):
        remove_figures(tiny_layout, kabupaten_code="3514", year=year, **QUICK)
    assert stored(tiny_layout) == ({}, [])
    assert desa_figures.TABLE.files(tiny_layout) == []
    with pytest.raises(ImportRefusedError, match="Tidak ada angka sendiri 3514 tahun 2025"):
        remove_figures(tiny_layout, kabupaten_code="3514", year=2025, **QUICK)


def test_a_changed_table_is_refused(tiny_layout, draft):
    add_figures(tiny_layout, draft(f"{DESA};2025;3;20;;;"), **QUICK)
    (table,) = desa_figures.TABLE.files(tiny_layout)
    table.write_text(table.read_text().replace("20.0", "21.0"))

    with pytest.raises(BuildError, match="berbeda"):
        own_figures(tiny_layout)
