"""What goes in: Parquet files with one row per measurement, or per child that was only listed, without any person.

    <folder>/bagian=000/*.parquet       children with the lowest keys
    <folder>/bagian=001/*.parquet       the next ones; the key of a child lies in one folder alone
    <folder>/fasilitas.parquet          optional: id, name of each puskesmas
    <folder>/DATA-CONTOH.txt            the children are invented

A folder holds whole children, so that one machine can work through the folders one after the other within bounded
memory; a cluster reads all of them at once. Files that lie in the folder itself are one part.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stunting import formats
from stunting.errors import ImportRefusedError

# Measures are whole numbers, so that no comparison depends on how a fraction is stored.
MEASUREMENT = pa.schema(
    [
        ("child", pa.int64()),  # the first 63 bits of a keyed hash; never a NIK
        ("received_no", pa.int64()),  # of two rows of a child and day the higher one counts
        ("desa_code", pa.string()),
        ("puskesmas_id", pa.string()),  # "3514-kejayan"; null or "" where unknown
        ("sex", pa.string()),  # m or f
        ("measured_on", pa.date32()),  # null: listed, not measured
        ("listed_in", pa.int32()),  # year * 100 + month of a child who was only listed
        ("age_days", pa.int32()),  # at the measurement; only listed: at the end of the month
        ("weight_g", pa.int32()),
        ("height_mm", pa.int32()),  # as measured
        ("posture", pa.string()),  # l lying, h standing, null or "" where unknown
        ("oedema", pa.bool_()),
        ("is_complete_list", pa.bool_()),  # the list of this row also names children who were not measured
        ("label_haz", pa.string()),  # what the export called it: sangat_pendek, pendek, normal, tinggi
        ("weight_gain", pa.string()),  # N, T, O or B
    ]
)
FACILITIES = "fasilitas.parquet"
# Beside invented children; whatever is counted from them says so.
INVENTED = "DATA-CONTOH.txt"
PART = "bagian={number:03d}"


@dataclass(frozen=True, kw_only=True)
class Part:
    """The files of one range of children."""

    files: tuple[Path, ...]
    rows: int
    bytes: int
    first_child: int
    last_child: int


@dataclass(frozen=True, kw_only=True)
class Measurements:
    """A folder that was looked at: only the ends of its files were read."""

    folder: Path
    parts: tuple[Part, ...]

    @property
    def is_sample(self) -> bool:
        return (self.folder / INVENTED).exists()

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    @property
    def bytes(self) -> int:
        return sum(part.bytes for part in self.parts)

    @property
    def files(self) -> list[Path]:
        return [file for part in self.parts for file in part.files]


def look(folder: Path) -> Measurements:
    """The parts of a folder of measurements.

    Raises:
        ImportRefusedError: there are none, a file is no Parquet or lacks a column, or a child may lie in two parts.
    """
    if not folder.is_dir():
        raise ImportRefusedError(f"Folder {folder} tidak ada. Periksa alamatnya, lalu jalankan lagi.")
    grouped: dict[Path, list[Path]] = {}
    for file in sorted(folder.rglob("*.parquet")):
        if file.name != FACILITIES:
            grouped.setdefault(file.parent, []).append(file)
    if not grouped:
        raise ImportRefusedError(
            f"Folder {folder} tidak berisi berkas Parquet. Susunannya dijelaskan di docs/scale.md; untuk mencoba: "
            "`python -m stunting sample-nation FOLDER`."
        )
    parts = sorted((_part(files) for files in grouped.values()), key=lambda one: one.first_child)
    for before, after in itertools.pairwise(parts):
        if after.first_child <= before.last_child:
            raise ImportRefusedError(
                f"Anak yang sama mungkin ada di {before.files[0].parent.name} dan {after.files[0].parent.name}: "
                "rentang kunci anaknya bertumpuk. Bagi lagi menurut kunci anak, satu rentang per folder."
            )
    return Measurements(folder=folder, parts=tuple(parts))


def _part(files: list[Path]) -> Part:
    rows, lowest, highest = 0, [], []
    for file in files:
        try:
            meta = pq.read_metadata(file)
        except (OSError, pa.ArrowException):
            raise ImportRefusedError(f"{file.name} di {file.parent} bukan berkas Parquet yang utuh.") from None
        _check_columns(file, meta.schema.to_arrow_schema())
        rows += meta.num_rows
        child = meta.schema.names.index("child")
        for group in range(meta.num_row_groups):
            statistics = meta.row_group(group).column(child).statistics
            if meta.row_group(group).num_rows and (statistics is None or not statistics.has_min_max):
                raise ImportRefusedError(
                    f"{file.name} di {file.parent} tidak mencatat rentang kunci anak. Tulis lagi dengan statistik "
                    "kolom Parquet."
                )
            if statistics is not None and statistics.has_min_max:
                lowest.append(statistics.min)
                highest.append(statistics.max)
    return Part(
        files=tuple(files),
        rows=rows,
        bytes=sum(file.stat().st_size for file in files),
        first_child=min(lowest, default=-1),
        last_child=max(highest, default=-1),
    )


def _check_columns(file: Path, found: pa.Schema) -> None:
    wrong = [
        f"{one.name} ({one.type})"
        for one in MEASUREMENT
        if one.name not in found.names or not _fits(found.field(one.name).type, one.type)
    ]
    if wrong:
        raise ImportRefusedError(
            f"{file.name} di {file.parent} tidak punya {formats.number(len(wrong))} kolom dengan jenis yang benar: "
            f"{', '.join(wrong)}. Susunan kolom dijelaskan di docs/scale.md."
        )


def _fits(found: pa.DataType, wanted: pa.DataType) -> bool:
    if wanted == pa.string():
        return pa.types.is_string(found) or pa.types.is_large_string(found)
    return found.equals(wanted)
