"""What a signed file must be before it counts: of the right kabupaten and the right form, with possible numbers.

A trusted key does not make a number true. Every refusal is one sentence that says what to ask the kabupaten for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stunting.build import delivery_checks
from stunting.delivery import tables
from stunting.delivery.manifest import Manifest
from stunting.delivery.sealed import AGAIN, Sealed
from stunting.errors import ImportRefusedError
from stunting.geography import Register
from stunting.releases import SCHEMA_VERSION

LONGEST_TEXT = 4000
# No kabupaten has more people or more money than this.
MOST_COUNTED, MOST_RUPIAH = 20_000_000, 10**15
COUNTED = ("_n", "_rp", "_digits", "age_months")
# A mean of changes, in thousandths.
MAY_BE_NEGATIVE = (("foster_summary", "value_n"),)
MOST_NAMED = 3
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
AREA_DIGITS = {"desa_code": (10,), "kabupaten_code": (4,), "area_code": (4, 6, 10)}
COUNTS = ("growth", "growth_window", "growth_total")
# A puskesmas is named after its kabupaten: two of the same name are not one.
OF_PUSKESMAS = {
    "growth": "puskesmas_id",
    "growth_window": "puskesmas_id",
    "puskesmas": "id",
    "puskesmas_desa": "puskesmas_id",
    "quality": "unit_id",
}


def tables_of(found: Sealed, *, register: Register) -> dict[str, pa.Table]:
    """The tables of a file whose signature was checked.

    Raises:
        ImportRefusedError: one of them cannot be what a kabupaten delivers.
    """
    card = found.manifest
    if card.schema_version != SCHEMA_VERSION:
        raise ImportRefusedError(
            f"Berkas itu dibuat program dengan skema {card.schema_version}, di sini {SCHEMA_VERSION}. Samakan versi "
            "program di kabupaten dan di sini, lalu minta berkasnya lagi."
        )
    if card.kabupaten_code not in register or register.get(card.kabupaten_code).level != "kabupaten":
        raise ImportRefusedError(
            f"Kode {card.kabupaten_code} bukan kabupaten/kota di daftar wilayah program ini: kode lama, atau keliru. "
            "Perbarui program di kabupaten, lalu minta berkasnya lagi."
        )
    read = {name: _table(found, name) for name in card.tables}
    for name, table in read.items():
        _refuse_values(name, table)
        _refuse_areas(name, table, code=card.kabupaten_code, register=register)
    _refuse_contradiction(card, read)
    if problems := delivery_checks.problems(read, _areas(register, card.kabupaten_code)):
        raise ImportRefusedError(
            f"Angka di berkas itu tidak mungkin benar ({problems[0].rstrip('.')}). {AGAIN}", problems[1:]
        )
    return read


def _table(found: Sealed, name: str) -> pa.Table:
    text = found.table(name)
    try:
        table = tables.from_csv(text, name)
    except (ValueError, pa.ArrowException):
        raise ImportRefusedError(
            f"Tabel {name} di berkas itu punya kolom atau nilai yang tidak dikenal. {AGAIN}"
        ) from None
    if table.num_rows != found.manifest.tables[name].rows:
        raise ImportRefusedError(f"Tabel {name} tidak sebanyak yang disebut keterangannya. {AGAIN}")
    return table


def _refuse_values(name: str, table: pa.Table) -> None:
    """Numbers that are none, and texts that no form would take."""
    for field in table.schema:
        column = table[field.name]
        if pa.types.is_floating(field.type) and not pc.all(pc.is_finite(column)).as_py():
            raise ImportRefusedError(f"Kolom {field.name} tabel {name} memuat nilai yang bukan angka. {AGAIN}")
        if field.name.endswith("_pct") and pc.any(pc.or_(pc.less(column, 0), pc.greater(column, 100))).as_py():
            raise ImportRefusedError(f"Kolom {field.name} tabel {name} memuat persentase di luar 0–100. {AGAIN}")
        if field.name.endswith(COUNTED) and (name, field.name) not in MAY_BE_NEGATIVE:
            most = MOST_RUPIAH if field.name.endswith("_rp") else MOST_COUNTED
            numbers = pc.list_flatten(column) if pa.types.is_list(field.type) else column
            if pc.any(pc.or_(pc.less(numbers, 0), pc.greater(numbers, most))).as_py():
                raise ImportRefusedError(f"Kolom {field.name} tabel {name} memuat jumlah yang tidak mungkin. {AGAIN}")
        if pa.types.is_string(field.type):
            is_long = pc.greater(pc.utf8_length(column), LONGEST_TEXT)
            if pc.any(pc.or_(is_long, pc.match_substring_regex(column, CONTROL))).as_py():
                raise ImportRefusedError(
                    f"Kolom {field.name} tabel {name} memuat teks yang terlalu panjang atau tanda yang tidak sah. "
                    f"{AGAIN}"
                )


def _refuse_areas(name: str, table: pa.Table, *, code: str, register: Register) -> None:
    column = tables.COLUMN[name]
    codes = [str(one) for one in table[column].unique().to_pylist()] if column else []
    if other := [one for one in codes if not one.startswith(code)]:
        raise ImportRefusedError(
            f"Tabel {name} memuat baris {_listed(other)}, padahal berkas itu milik {code}. {AGAIN}"
        )
    digits = (4,) if name == "growth_total" else AREA_DIGITS.get(column, ())
    if wrong := [one for one in codes if len(one) not in digits]:
        raise ImportRefusedError(
            f"Tabel {name} memuat kode wilayah {_listed(wrong)} dengan jumlah angka keliru. {AGAIN}"
        )
    if old := [one for one in codes if one not in register]:
        raise ImportRefusedError(
            f"Tabel {name} memuat {len(old)} kode yang tidak ada di daftar wilayah program ini ({_listed(old)}): kode "
            "lama atau keliru. Samakan versi program di kabupaten dan di sini, lalu minta berkasnya lagi."
        )
    if name in ("target", "service_target") and not pc.all(table["is_user_added"]).as_py():
        raise ImportRefusedError(f"Tabel {name} memuat target yang bukan buatan kabupaten. {AGAIN}")
    if name in OF_PUSKESMAS:
        ids = [str(one) for one in table[OF_PUSKESMAS[name]].unique().to_pylist()]
        if other := [one for one in ids if one not in ("", code) and not one.startswith(f"{code}-")]:
            raise ImportRefusedError(f"Tabel {name} memuat puskesmas kabupaten lain ({_listed(other)}). {AGAIN}")


def _refuse_contradiction(card: Manifest, read: Mapping[str, pa.Table]) -> None:
    """The manifest says what the tables have: whether they are a sample, and of which months."""
    counted = [read[name] for name in COUNTS if name in read]
    if not counted:
        raise ImportRefusedError(f"Berkas itu tidak memuat hitungan balita. {AGAIN}")
    marks = {one for table in counted for one in table["is_sample"].unique().to_pylist()}
    if marks != {card.is_sample}:
        raise ImportRefusedError(f"Berkas itu tidak sepakat apakah isinya data contoh. {AGAIN}")
    months = [table for table in counted if "month" in table.column_names]
    every = {
        period
        for table in months
        for period in pc.add(pc.multiply(table["year"], 100), table["month"]).unique().to_pylist()
        if period
    }
    if any(not card.first_period <= one <= card.last_period for one in every):
        raise ImportRefusedError(f"Berkas itu memuat bulan di luar yang disebut keterangannya. {AGAIN}")


def _areas(register: Register, code: str) -> pd.DataFrame:
    """The register as far as a file of this kabupaten can name it."""
    frame = register.frame
    codes = frame["code"].astype(str)
    return frame[codes.str.startswith(code) | codes.isin(["00", code[:2]])]


def _listed(codes: list[str]) -> str:
    clean = [re.sub(r"[^\w-]", "?", one)[:20] for one in sorted(codes)[:MOST_NAMED]]
    return ", ".join(clean) + (" dan lainnya" if len(codes) > MOST_NAMED else "")
