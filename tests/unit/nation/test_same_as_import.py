"""The country is counted as a kabupaten counts its own import: the same children give the same tables."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stunting.anthro import compute
from stunting.geography import Register
from stunting.imports import aggregates
from stunting.imports.state import Window, with_windows
from stunting.nation import results, sample
from stunting.nation.aggregate import aggregate
from stunting.nation.duckdb_engine import DuckDBEngine
from stunting.nation.measurements import MEASUREMENT, look
from stunting.paths import Layout
from tests.nation import LAST_DAY, as_input
from tests.routine_rows import row, store
from tests.small import layout_in

MONTHS = (202411, 202412, 202501, 202502, 202503)
# Of whole months, of some days, and across a turn of the year.
WINDOWS = (
    Window(key="2024-11", label="Bulan Timbang November 2024", start=dt.date(2024, 11, 1), end=dt.date(2024, 11, 30)),
    Window(key="pekan", label="Pekan timbang", start=dt.date(2025, 2, 5), end=dt.date(2025, 2, 14)),
    Window(key="musim", label="Musim hujan", start=dt.date(2024, 12, 20), end=dt.date(2025, 1, 10)),
)
DESA_N, PUSKESMAS_N = 12, 4


@pytest.fixture(scope="module")
def register():
    return Register.shipped(Layout.default().raw)


@pytest.fixture(scope="module")
def people(register, tmp_path_factory):
    """Rows of invented children in a few neighbouring desa, only those that can be used, without oedema.

    The import knows no oedema.
    """
    folder = tmp_path_factory.mktemp("negeri") / "masuk"
    sample.write(folder, register, children=2_500, months=MONTHS, seed=7, progress=lambda *_: None)
    found = look(folder)
    rows = pa.concat_tables([pq.read_table(file) for file in found.files]).to_pandas()
    frame = register.frame
    codes = frame["code"][(frame["level"] == "desa") & frame["code"].str.startswith("3514")].tolist()[:DESA_N]
    is_usable = rows["sex"].isin(["m", "f"]) & rows["age_days"].between(0, 1_826) & rows["desa_code"].str.len().eq(10)
    rows = rows[is_usable & (rows["desa_code"] != sample.UNKNOWN_DESA)].reset_index(drop=True)
    home = (rows["desa_code"].astype(np.int64) * 7 + rows["desa_code"].astype(np.int64) // 100).to_numpy() % DESA_N
    rows["desa_code"] = np.array(codes, dtype=object)[home]
    named = np.array([f"3514-p{number}" for number in range(PUSKESMAS_N)], dtype=object)[home % PUSKESMAS_N]
    rows["puskesmas_id"] = np.where(rows["puskesmas_id"].isna(), None, named)
    # The lists of a file name the unmeasured of a month, or they do not.
    rows["is_complete_list"] = home % PUSKESMAS_N == 1
    rows = rows[rows["is_complete_list"] | rows["measured_on"].notna()].reset_index(drop=True)
    rows["oedema"] = False
    return rows


@pytest.fixture(scope="module")
def imported(people, tmp_path_factory):
    """The tables of the import."""
    layout = layout_in(tmp_path_factory.mktemp("impor"))
    z = compute(
        people["sex"].map({"m": 1, "f": 2}),
        people["age_days"],
        people["weight_g"] / 1000,
        people["height_mm"] / 10,
        people["posture"].map({"l": 1, "h": 2}).fillna(0),
    )
    facts = []
    for number, one in enumerate(people.astype(object).where(people.notna(), None).itertuples()):
        given = {
            "row_id": one.received_no,
            "file_no": 1 if one.is_complete_list else 2,
            "desa_code": one.desa_code,
            "puskesmas_id": one.puskesmas_id or "",
            "sex": one.sex,
            "age_days": one.age_days,
            "is_complete_list": one.measured_on is None,
            "weight_gain": one.weight_gain,
            "label_haz": one.label_haz,
            "weight_kg": None if one.weight_g is None else one.weight_g / 1000,
            "height_cm": None if one.height_mm is None else one.height_mm / 10,
            "posture": one.posture or None,
        }
        if one.measured_on is None:
            given |= {"period": one.listed_in}
        else:
            for index in ("haz", "waz", "whz"):
                value = float(getattr(z, index)[number])
                given[index] = None if np.isnan(value) else value
                given[f"is_{index}_flagged"] = bool(getattr(z, f"flag_{index}")[number] == 1)
        day = None if one.measured_on is None else one.measured_on.isoformat()
        facts.append(row(f"anak-{one.child}", day, **given))
    return aggregates.release_tables(layout, with_windows(store(layout, *facts), WINDOWS))


@pytest.fixture(scope="module")
def counted(people, register, tmp_path_factory):
    """The tables of the same rows as a country."""
    folder = tmp_path_factory.mktemp("hitung")
    rows = pa.Table.from_pandas(people, schema=MEASUREMENT, preserve_index=False).to_pylist()
    as_input(folder / "masuk", *rows)
    aggregate(
        folder / "masuk",
        folder / "hasil",
        register=register,
        open_engine=DuckDBEngine.opened,
        windows=WINDOWS,
        last_day=LAST_DAY,
        progress=lambda *_: None,
    )
    return {name: results.read(folder / "hasil", name) for name in ("growth", "growth_window", "puskesmas_desa")}


def in_order(table, columns):
    keys = [name for name in columns if not name.endswith("_n")]
    return sorted(table.select(columns).to_pylist(), key=lambda one: [one[name] for name in keys])


@pytest.mark.parametrize(
    ("name", "keys"), [("growth", ("year", "month", *results.KEYS)), ("growth_window", ("window_key", *results.KEYS))]
)
def test_every_count_of_the_import_is_the_count_of_the_country(imported, counted, name, keys):
    columns = [*keys, *results.COUNTS]

    assert in_order(counted[name], columns) == in_order(imported[name], columns)


def test_what_makes_counting_hard_is_in_the_comparison(imported):
    growth = imported["growth"].to_pandas()

    for column in ("stunted_n", "severely_stunted_n", "wasted_n", "overweight_n", "flagged_n", "moved_n", "label_n"):
        assert growth[column].sum() > 5
    assert growth["target_n"].isna().any()
    assert growth["target_n"].notna().any()
    assert set(imported["growth_window"]["window_key"].to_pylist()) == {"2024-11", "pekan", "musim", "2024", "2025"}


def test_puskesmas_have_as_many_children_as_in_the_import(imported, counted):
    columns = ["puskesmas_id", "desa_code", "child_n"]

    assert in_order(counted["puskesmas_desa"], columns) == in_order(imported["puskesmas_desa"], columns)
