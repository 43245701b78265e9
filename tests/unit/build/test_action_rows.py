"""Events and money in a release: own rows in the place of the sample, and the checks a release must pass."""

import datetime as dt

import duckdb
import pyarrow as pa
import pytest

from stunting import action_queries
from stunting.build import campaign_events, checks, village_funds
from stunting.build.campaign_events import raw_file
from stunting.build.release import build_release
from stunting.campaigns import event_files
from stunting.campaigns.event_files import Event
from stunting.db import Database
from stunting.errors import BuildError, ImportRefusedError
from stunting.funds import fund_files
from stunting.funds.fund_sheet import Fund, FundDraft
from tests.small import TINY, layout_in, write_raw

OPTIONS = {"expected": TINY, "geometry": False}
EVENT = Event(
    event_date="2025-03-01", area_code="351406", title="Kampanye", kind="kampanye", organiser="DPPKB", source="Laporan"
)
FUND = Fund(
    area_code="3514061001",
    year=2025,
    fund="DD",
    activity="PMT",
    budget_rp=15_000_000,
    realised_rp=None,
    is_direct=True,
    source="APBDes",
)


def draft(*rows):
    return FundDraft(
        file="dana.csv", kabupaten_code="3514", kabupaten_name="Kab. Pasuruan", funds=rows or (FUND,), notes=()
    )


def database(layout, release_id):
    return Database(layout.releases / f"{release_id}.duckdb")


@pytest.fixture(scope="module")
def tiny_release(tmp_path_factory):
    layout = layout_in(tmp_path_factory.mktemp("tindakan"))
    write_raw(layout.raw)
    build_release(layout, expected=TINY)
    event_files.add_events(layout, [EVENT], **OPTIONS)
    built = fund_files.add_funds(layout, draft(), **OPTIONS).release
    return layout.releases / f"{built.id}.duckdb"


@pytest.fixture
def tiny_tables(tiny_release, tmp_path):
    """A copy of a good release that a test may spoil."""
    copy = tmp_path / "salinan.duckdb"
    copy.write_bytes(tiny_release.read_bytes())
    with duckdb.connect(str(copy)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        ("update campaign_event set area_code = '9999'", "wilayah kegiatan"),
        ("update campaign_event set area_code = '00'", "wilayah kegiatan"),
        ("update campaign_event set kind = 'pesta'", "isi kegiatan"),
        ("update campaign_event set organiser = ' '", "isi kegiatan"),
        ("update campaign_event set source = ''", "isi kegiatan"),
        ("update campaign_event set participant_n = -1", "isi kegiatan"),
        ("update campaign_event set event_date = '1999-01-01'", "isi kegiatan"),
        ("insert into campaign_event select * from campaign_event", "kegiatan tunggal"),
        ("update village_fund set area_code = '35'", "wilayah dana"),
        ("update village_fund set budget_rp = -1", "isi dana"),
        ("update village_fund set activity = ''", "isi dana"),
        ("update village_fund set year = 1999", "isi dana"),
        ("insert into village_fund select * from village_fund", "dana tunggal"),
        (
            "insert into village_fund select * replace (true as is_sample, 'X' as activity) from village_fund",
            "dana tunggal",
        ),
    ],
)
def test_spoiled_rows_fail_their_check(tiny_tables, spoil, name):
    tiny_tables.execute(spoil)

    assert name in [one.name for one in checks.run(tiny_tables, TINY) if not one.is_passed]


def test_own_rows_are_in_the_release_with_what_ships(tiny_release):
    opened = Database(tiny_release)

    events = action_queries.campaign_events(opened, within="00")
    (fund,) = action_queries.village_funds(opened, within="3514").to_dict("records")

    assert events["area_code"].tolist() == ["1811", "351406"]
    assert events["is_user_added"].tolist() == [False, True]
    assert fund["budget_rp"] == 15_000_000
    assert fund["realised_rp"] is None or fund["realised_rp"] != fund["realised_rp"]


def test_the_same_event_again_replaces_it_and_removing_it_leaves_what_ships(tiny_layout):
    build_release(tiny_layout, expected=TINY)
    event_files.add_events(tiny_layout, [EVENT], **OPTIONS)
    again = Event(**{**EVENT.__dict__, "participant_n": "50"})

    change = event_files.add_events(tiny_layout, [again], **OPTIONS)

    assert change.sentence == "0 kegiatan ditambahkan, 1 diganti."
    (own,) = event_files.own_events(tiny_layout).to_dict("records")
    assert own["participant_n"] == "50"

    gone = event_files.remove_events(tiny_layout, [own["id"]], **OPTIONS)

    frame = action_queries.campaign_events(database(tiny_layout, gone.release.id), within="00")
    assert frame["is_user_added"].tolist() == [False]


def test_an_event_that_nobody_added_cannot_be_removed(tiny_layout):
    build_release(tiny_layout, expected=TINY)

    with pytest.raises(ImportRefusedError, match="events list"):
        event_files.remove_events(tiny_layout, ["abc"], **OPTIONS)


def test_money_is_kept_per_kabupaten_and_year_until_it_is_removed(tiny_layout):
    build_release(tiny_layout, expected=TINY)
    fund_files.add_funds(tiny_layout, draft(), **OPTIONS)

    (stored,) = fund_files.own_funds(tiny_layout)
    assert (stored.kabupaten_code, stored.year, stored.budget_rp) == ("3514", 2025, 15_000_000)

    fund_files.remove_funds(tiny_layout, kabupaten_code="3514", year=2025, **OPTIONS)
    assert fund_files.own_funds(tiny_layout) == []


def test_the_same_money_again_makes_no_new_release(tiny_layout):
    build_release(tiny_layout, expected=TINY)
    first = fund_files.add_funds(tiny_layout, draft(), **OPTIONS).release

    assert fund_files.add_funds(tiny_layout, draft(), **OPTIONS).release.id == first.id


def test_a_release_that_cannot_be_built_leaves_the_events_as_they_were(tiny_layout):
    build_release(tiny_layout, expected=TINY)
    elsewhere = Event(**{**EVENT.__dict__, "area_code": "999999"})

    with pytest.raises(BuildError):
        event_files.add_events(tiny_layout, [elsewhere], **OPTIONS)

    assert event_files.own_events(tiny_layout).empty


def sample(module, **changes):
    rows = {
        campaign_events: {
            **dict.fromkeys(campaign_events.COLUMNS),
            "id": "c",
            "event_date": dt.date(2025, 1, 1),
            "is_verified": False,
        },
        village_funds: {**FUND.__dict__},
    }[module]
    return pa.Table.from_pylist([{**rows, "is_sample": True, "is_user_added": False, **changes}])


@pytest.mark.parametrize("module", [campaign_events, village_funds])
def test_own_rows_drop_the_sample_of_their_kabupaten_alone(tiny_layout, module):
    build_release(tiny_layout, expected=TINY)
    event_files.add_events(tiny_layout, [EVENT], **OPTIONS)
    fund_files.add_funds(tiny_layout, draft(), **OPTIONS)
    name = "campaign_event" if module is campaign_events else "village_fund"
    both = pa.concat_tables(
        [sample(module, area_code="3514062001"), sample(module, area_code="1801011001", **_other(module))]
    )

    frame = module.tables(tiny_layout, both)[name].to_pandas()

    assert set(frame.loc[frame["is_sample"], "area_code"]) == {"1801011001"}


def _other(module):
    return {"id": "d"} if module is campaign_events else {}


def test_a_missing_file_of_events_is_not_built(tiny_layout):
    raw_file(tiny_layout).unlink()

    with pytest.raises(BuildError, match=r"kegiatan_terbit\.csv"):
        build_release(tiny_layout, expected=TINY)
