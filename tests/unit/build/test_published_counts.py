import duckdb
import pytest

from stunting import action_queries, announced_counts
from stunting.build import checks
from stunting.build.published_counts import announced, raw_file
from stunting.build.release import build_release
from stunting.db import Database
from stunting.errors import BuildError
from stunting.frames import records
from stunting.paths import Layout
from tests.small import TINY, layout_in, write_raw


@pytest.fixture(scope="module")
def tiny_release(tmp_path_factory):
    layout = layout_in(tmp_path_factory.mktemp("jumlah"))
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


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("area_code = '9999'", "wilayah jumlah yang diumumkan"),
        ("indicator = 'lain'", "isi jumlah yang diumumkan"),
        ("unit = ' '", "isi jumlah yang diumumkan"),
        ("value_n = -1", "isi jumlah yang diumumkan"),
        ("year = 1999", "isi jumlah yang diumumkan"),
        ("month = 13", "isi jumlah yang diumumkan"),
        ("source = ''", "sumber jumlah yang diumumkan"),
    ],
)
def test_a_spoiled_count_fails_its_check(tiny_tables, change, name):
    tiny_tables.execute(f"update published_count set {change}")

    assert [one.name for one in checks.run(tiny_tables, TINY) if not one.is_passed] == [name]


def test_a_source_announces_a_count_once(tiny_tables):
    tiny_tables.execute("insert into published_count select * from published_count")

    assert [one.name for one in checks.run(tiny_tables, TINY) if not one.is_passed] == ["sumber jumlah yang diumumkan"]


def test_a_missing_file_is_not_built(tiny_layout):
    raw_file(tiny_layout).unlink()

    with pytest.raises(BuildError, match=r"jumlah_terbit\.csv"):
        build_release(tiny_layout, expected=TINY)


def test_a_kecamatan_is_found_inside_its_kabupaten(tiny_release):
    (row,) = action_queries.published_counts(Database(tiny_release), within="3514").to_dict("records")

    assert (row["area_name"], row["value_n"], row["is_verified"]) == ("Kec. Kejayan", 513, False)
    assert action_queries.published_counts(Database(tiny_release), within="18").empty


@pytest.fixture(scope="module")
def shipped():
    return announced(Layout.default())


def test_the_children_at_risk_of_pasuruan_are_called_unconfirmed(shipped):
    children = shipped[shipped["indicator"] == "anak_berisiko"]

    assert dict(zip(children["area_code"], children["value_n"], strict=True)) == {"3514": 8_520, "351406": 513}
    assert not children["is_verified"].any()
    assert children["note"].str.startswith("Belum terkonfirmasi").all()


def test_a_count_is_read_out_with_its_moment_and_its_source(shipped):
    row = next(records(shipped[shipped["area_code"] == "351406"]))

    assert announced_counts.sentence(row) == (
        "513 anak, September 2022 (belum terkonfirmasi; sumber: Pengumuman Kab. Pasuruan pada minilokakarya dan audit "
        "kasus stunting Kec. Kejayan, September 2022)"
    )


def test_an_unstated_month_leaves_the_year(shipped):
    row = next(records(shipped[shipped["area_code"] == "1811"]))

    assert announced_counts.moment(row) == "2023"


def test_the_parts_of_kota_pasuruan_add_up_to_its_count(shipped):
    parts = shipped[shipped["area_code"].str.fullmatch("3575..")]

    assert parts["value_n"].sum() == 1_516
