"""Shapes of the rows on their way through the import.

`PARSED` holds persons and lives in memory only. `STORED` is what the restricted folder keeps: keys instead of names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa

# What a parsed file may be.
INDIVIDUAL = "individu"
WIDE = "lebar"
VILLAGE_REPORT = "laporan_desa"
TARGETS = "sasaran"

# Columns of a parsed frame of children; one row per data row of the file (per filled month of a wide recap).
# Text columns ("object") are "" where empty; nothing here is ever written.
PARSED = {
    "row_no": "int64",  # 1-based row of the sheet
    "nik": "object",  # 16 digits, "" where there is none that can be used
    "name": "object",
    "parents": "object",
    "sex": "object",  # m, f or ""
    "birth_date": "datetime64[s]",  # NaT where unreadable
    "measured_on": "datetime64[s]",  # NaT where empty or unreadable
    "period": "int32",  # year * 100 + month: of measured_on, else of a column, the title or the file name; 0 unknown
    "kabupaten": "object",
    "kecamatan": "object",
    "desa": "object",
    "puskesmas": "object",
    "posyandu": "object",
    "weight_kg": "float64",
    "height_cm": "float64",
    "posture": "object",  # l lying, h standing, ""
    "muac_cm": "float64",
    "birth_weight_kg": "float64",
    "birth_length_cm": "float64",
    "age_months_written": "float64",  # the export's own age, NaN where it has none
    "file_haz": "float64",  # the export's own z-scores
    "file_waz": "float64",
    "file_whz": "float64",
    "label_haz": "object",  # sangat_pendek, pendek, normal, tinggi, outlier or ""
    "label_waz": "object",
    "label_whz": "object",
    "weight_gain": "object",  # N, T, O, B or ""
    "vitamin_a": "object",  # ya, tidak or ""
    "reason": "object",  # code of `rules.REASONS` decided so far, "" where the row may be used
    "reason_column": "object",  # header of the cell that decided
    "reason_masked": "object",  # the cell's content, masked
}

# Grain: one row per row of a file that was used or waits for its area.
STORED = pa.schema(
    [
        ("row_id", pa.int64()),  # order within the batch
        ("file_no", pa.int32()),
        ("row_no", pa.int64()),
        ("nik_key", pa.string()),  # keyed hash of the NIK, null where there is none
        ("person_key", pa.string()),  # keyed hash of name, birth date and parents
        ("occurrence", pa.int32()),  # 1, 2, ... for children without NIK that share a person key on one day in one file
        ("desa_code", pa.string()),  # null while the place waits for review
        ("place_no", pa.int32()),  # row of the batch's list of written places
        ("puskesmas_id", pa.string()),
        ("posyandu_id", pa.string()),
        ("sex", pa.string()),
        ("birth_month", pa.int32()),  # year * 100 + month
        ("measured_on", pa.date32()),  # null: listed, not measured
        ("period", pa.int32()),  # year * 100 + month
        ("age_days", pa.int32()),  # at the measurement; listed only: at the end of the month
        ("is_complete_list", pa.bool_()),  # the file also lists children who were not measured
        ("weight_kg", pa.float32()),
        ("height_cm", pa.float32()),
        ("posture", pa.string()),
        ("muac_cm", pa.float32()),
        ("birth_weight_kg", pa.float32()),
        ("birth_length_cm", pa.float32()),
        ("haz", pa.float32()),  # recomputed, two decimals; null where there is none
        ("waz", pa.float32()),
        ("whz", pa.float32()),
        ("is_haz_flagged", pa.bool_()),
        ("is_waz_flagged", pa.bool_()),
        ("is_whz_flagged", pa.bool_()),
        ("file_haz", pa.float32()),
        ("file_waz", pa.float32()),
        ("file_whz", pa.float32()),
        ("label_haz", pa.string()),
        ("label_waz", pa.string()),
        ("label_whz", pa.string()),
        ("weight_gain", pa.string()),
        ("vitamin_a", pa.string()),
        ("age_months_written", pa.float32()),  # the export's own age
        ("is_alias", pa.bool_()),  # the desa was found by a saved alias
    ]
)

# What a row carries until the batch is settled, beside `STORED` without `occurrence`: to see one NIK used for two
# children. Lies in the temporary folder of the import only.
STAGED = pa.schema(
    [one for one in STORED if one.name != "occurrence"]
    + [pa.field("name_key", pa.string()), pa.field("birth_date", pa.date32())]
)

# Grain: one row per written kecamatan and desa of a batch that is no area of the register.
PLACES = pa.schema(
    [
        ("place_no", pa.int32()),
        ("kecamatan_key", pa.string()),  # `geography.compact` of what was written, without kind words
        ("desa_key", pa.string()),
        ("kecamatan", pa.string()),  # as written, masked where it resembles no area
        ("desa", pa.string()),
    ]
)

# Grain: one row per puskesmas and posyandu named in a batch.
FACILITIES = pa.schema(
    [
        ("id", pa.string()),  # what the rows of the batch carry
        ("kind", pa.string()),  # puskesmas or posyandu
        ("name", pa.string()),  # as it is shown
    ]
)

# Grain: one row per desa (as written), year and kind of a target sheet.
TARGET_ROWS = pa.schema(
    [
        ("file_no", pa.int32()),
        ("row_no", pa.int64()),
        ("desa_code", pa.string()),
        ("place_no", pa.int32()),
        ("year", pa.int32()),
        ("kind", pa.string()),  # riil or proyeksi
        ("target_n", pa.int64()),
        ("source", pa.string()),
    ]
)

# Grain: one row per rejected row of a file.
REJECTED = pa.schema(
    [
        ("file_no", pa.int32()),
        ("row_no", pa.int64()),
        ("reason", pa.string()),
        ("column", pa.string()),
        ("masked", pa.string()),
    ]
)

# Grain: one row per desa (as written), month and item of the monthly village report.
VILLAGE_ITEMS = pa.schema(
    [
        ("file_no", pa.int32()),
        ("row_no", pa.int64()),
        ("desa_code", pa.string()),
        ("place_no", pa.int32()),
        ("puskesmas_id", pa.string()),
        ("period", pa.int32()),
        ("item", pa.int32()),  # column number of the raw file (1-110)
        ("value_n", pa.int64()),
    ]
)


@dataclass(kw_only=True)
class ParsedChunk:
    """Some rows of one sheet, typed.

    frame: columns of `PARSED` for children; for village reports and target sheets the columns their modules document
    notes: rule code -> rows in which it fired
    """

    frame: pd.DataFrame
    notes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """What is known about a sheet before its rows are read.

    kind:       INDIVIDUAL, WIDE, VILLAGE_REPORT or TARGETS
    generation: "A", "B", "C" of the export, "lokal" for other headers
    header_row: 1-based
    columns:    field -> header as written
    ignored:    headers that are not used
    period:     year * 100 + month from title or file name, 0 unknown
    is_sample:  title or file name say that the children are invented
    """

    sheet: str
    kind: str
    generation: str
    header_row: int
    columns: dict[str, str]
    ignored: tuple[str, ...] = ()
    period: int = 0
    is_sample: bool = False
