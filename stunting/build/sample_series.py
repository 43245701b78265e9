"""The sample series 2019-2025 of the five focus kabupaten, aggregated: `data/raw/contoh`.

Invented children (`stunting.sample`) go through the real import; only its counts are kept. Run again with
`python -m stunting.build.sample_series`; it takes some minutes, for more than a million rows are written and imported.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting.build import sample_desa_figures, sample_files, sample_services
from stunting.build.sample_lokus import lokus_table
from stunting.build.sample_shape import CURVES, SEED, YEARS, options_of
from stunting.errors import BuildError
from stunting.geography import Register
from stunting.imports.aggregates import release_tables
from stunting.imports.importing import import_files
from stunting.imports.state import read_state
from stunting.paths import Layout
from stunting.sample import places
from stunting.sample.children import children
from stunting.sample.generate import Sample, write_sample
from stunting.sample.options import GENERATOR_VERSION, NOTICE, SampleOptions
from stunting.sample.visits import is_listed

FOLDER = "contoh"
RAW = ("wilayah", "survei", "batas", "anthro")
# Table -> columns that order it.
TABLES = {
    "growth": ("desa_code", "year", "month", "puskesmas_id", "sex", "age_group"),
    "growth_window": ("desa_code", "window_key", "puskesmas_id", "sex", "age_group"),
    "growth_posyandu": ("posyandu_id", "year", "month"),
    "weighing_window": ("kind", "start_date"),
    "routine_target": ("desa_code", "year", "kind"),
    "puskesmas": ("id",),
    "puskesmas_desa": ("puskesmas_id", "desa_code"),
    "posyandu": ("id",),
    "quality": ("level", "unit_id", "year", "month"),
}
# The projection lies above the lists by these shares, drawn once for each desa; PROJECTION is its own draw.
MORE_THAN_LISTED = (0.03, 0.12)
PROJECTION = 1
# Of single posyandu the sample keeps this year alone; they would be most of its bytes.
POSYANDU_YEAR = 2025
LABELS = {
    "growth": "hitungan per desa, bulan, jenis kelamin, dan umur",
    "growth_window": "hitungan per desa, Bulan Timbang, dan tahun",
    "growth_posyandu": f"hitungan per posyandu dan bulan {POSYANDU_YEAR}",
    "weighing_window": "Bulan Timbang dan tahun",
    "routine_target": "sasaran proyeksi per desa dan tahun",
    "puskesmas": "puskesmas",
    "puskesmas_desa": "desa tiap puskesmas",
    "posyandu": "posyandu",
    "quality": "mutu pengukuran",
    "lokus": "desa/kelurahan lokus",
    "desa_figure": "KRS dan layanan per desa",
    "service": "cakupan layanan per desa",
}
NOTES = (
    f"{NOTICE}. Anak, pengukuran, dan pembagian puskesmas rekaan; benih {SEED}, generator versi {GENERATOR_VERSION}. "
    "Bentuknya meniru angka yang diumumkan: Kab. Pasuruan 22,5% (2019), 21,4% (2020), 18,1% (2021) dan cakupan "
    "2019-2020 menurut dinas kesehatan, lalu dirancang turun ke 13,0% (2023); Kab. Magetan 10,5% (2022), 8,3% (2024) "
    "dan 8,2% (2025) dengan "
    "Kec. Plaosan 18,7% dan Kec. Poncol 4,6%; jumlah desa dan kecamatan lokus Kab. Lampung Selatan dan Kab. Magetan. "
    "Lainnya dikarang, termasuk tiap bulan Kab. Pasuruan 2024-2025 (Desember 2025 belum lengkap) dan sasaran proyeksi. "
    "Desa lokus yang sebenarnya tidak diketahui; generator memilih yang prevalensinya tertinggi."
)


def build(layout: Layout, *, codes: Iterable[str] = tuple(CURVES), out: Path | None = None) -> dict[str, pa.Table]:
    """Write the tables and their cards; returns the tables.

    Raises:
        BuildError: the import counted other figures than the generator.
    """
    register = Register.shipped(layout.raw)
    folder = out or layout.raw / FOLDER
    parts = [of_kabupaten(layout, register, code) for code in codes]
    tables = {name: _joined(name, [part[name] for part in parts]) for name in TABLES}
    tables["lokus"] = lokus_table(tables["growth"], register)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        _write(table, folder / f"{name}.parquet", label=LABELS[name])
    figures = sample_desa_figures.desa_figure_table(tables["growth"], register)
    sample_desa_figures.write(figures, folder)
    services = sample_services.service_table(tables["growth"], figures)
    sample_services.write(services, folder)
    return {**tables, "desa_figure": figures, "service": services}


def of_kabupaten(layout: Layout, register: Register, code: str) -> dict[str, pa.Table]:
    """The tables of one kabupaten, as an import of its invented children counts them.

    Raises:
        BuildError: the import counted other figures than the generator.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = options_of(register, code)
        made = write_sample(register, options, folder / "berkas")
        own = _layout_without_sample(layout, folder / "pasang")
        sheet = target_sheet(register, options, folder)
        import_files([(sheet.name, sheet)], layout=own, kabupaten_code=code, geometry=False)
        report = import_files(
            [(path.name, path) for path in made.files], layout=own, kabupaten_code=code, geometry=False
        )
        _compare(code, made, report.as_dict())
        tables = release_tables(own, read_state(own))
    quality, posyandu = tables["quality"], tables["growth_posyandu"]
    is_kept = pc.or_(pc.not_equal(quality["level"], "posyandu"), pc.equal(quality["year"], POSYANDU_YEAR))
    return {
        **tables,
        "quality": quality.filter(is_kept),
        "growth_posyandu": posyandu.filter(pc.equal(posyandu["year"], POSYANDU_YEAR)),
    }


def target_sheet(register: Register, options: SampleOptions, folder: Path) -> Path:
    """Write the sheet of projected sasaran: a little more than the children in the lists of each August."""
    served = places.services(register, options.code)
    people = children(options, served, np.random.default_rng([options.seed, int(options.code)]))
    rng = np.random.default_rng([options.seed, int(options.code), PROJECTION])
    more = pd.Series(rng.uniform(*MORE_THAN_LISTED, len(served)), index=served["desa_code"])
    years = []
    for year in YEARS:
        listed = people[is_listed(people, year * 100 + 8)].groupby("desa_code").size()
        projected = listed.reindex(more.index) * (1 + more)
        years.append(served.assign(year=year, target_n=np.ceil(projected.to_numpy()).astype(int)))
    columns = {"kecamatan": "Kecamatan", "desa": "Desa/Kel", "year": "Tahun", "target_n": "Sasaran Proyeksi"}
    path = folder / "sasaran_proyeksi.csv"
    pd.concat(years)[list(columns)].rename(columns=columns).to_csv(path, sep=";", index=False)
    return path


def _layout_without_sample(layout: Layout, folder: Path) -> Layout:
    """An installation of its own, so that an earlier sample does not get into the counts."""
    for name in RAW:
        shutil.copytree(layout.raw / name, folder / "raw" / name)
    return Layout(
        raw=folder / "raw",
        additions=folder / "tambahan",
        releases=folder / "rilis",
        restricted=folder / "terbatas",
        ledger=folder / "buku",
        published=folder / "static",
    )


def _compare(code: str, made: Sample, report: dict[str, object]) -> None:
    """The import must have counted what the generator knows."""
    for key in ("rows_read", "rows_used", "children", "months"):
        if made.answers[key] != report[key]:
            raise BuildError(f"Impor contoh {code} menghitung '{key}' lain dari yang diharapkan. Periksa generatornya.")


def _joined(name: str, parts: list[pa.Table]) -> pa.Table:
    """The rows of all kabupaten in one order, marked as sample; windows are the same for all of them."""
    frame = pa.concat_tables(parts).to_pandas()
    if name == "weighing_window":
        frame = frame.drop_duplicates("key")
    table = pa.Table.from_pandas(
        frame.sort_values(list(TABLES[name]), kind="stable"), schema=parts[0].schema, preserve_index=False
    )
    if name == "routine_target":
        source = pa.array([f"{NOTICE}: proyeksi rekaan"] * len(table))
        table = table.set_column(table.column_names.index("source"), "source", source)
    if "is_sample" not in table.column_names:
        return table
    yes = pa.array(np.ones(len(table), dtype=bool))
    return table.set_column(table.column_names.index("is_sample"), "is_sample", yes)


def _write(table: pa.Table, path: Path, *, label: str) -> None:
    sample_files.write(
        table,
        path,
        title=f"seri rekaan 2019-2025 untuk lima kabupaten, {label}",
        licence="CC0-1.0 (data rekaan, bukan data anak sebenarnya)",
        generator="sample_series",
        notes=NOTES,
    )


if __name__ == "__main__":
    for table_name, made_table in build(Layout.default()).items():
        print(f"{LABELS[table_name]}: {made_table.num_rows} baris")
