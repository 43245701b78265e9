"""What a list is chosen from: every registered desa, with the counts of the release and nothing made up."""

import datetime as dt
import shutil

import duckdb
import pytest

from stunting import lokus_queries, releases
from stunting.errors import NoDataError
from stunting.lokus.candidates import candidates
from stunting.lokus.choosing import propose
from stunting.lokus.decided_rows import frame_of, of_proposal
from stunting.lokus.link import preset_rules
from stunting.lokus.scenario import Scenario
from stunting.routine.district import District, Mode, newest


@pytest.fixture(scope="module")
def opened(built_layout):
    with releases.open_release(built_layout).database as database:
        yield database


@pytest.fixture(scope="module")
def district(opened):
    return District(opened)


def of(district, code, *, lokus_year=2027):
    period = newest(district.periods(code, mode=Mode.INTERNAL))
    return candidates(district, kabupaten_code=code, period=period, lokus_year=lokus_year)


@pytest.mark.parametrize(("code", "desa_n"), [("3514", 365), ("1801", 260), ("6209", 88)])
def test_every_registered_desa_is_a_candidate_with_its_counts(district, built_layout, tmp_path, code, desa_n):
    frame = of(district, code).frame.set_index("area_code")

    copy = tmp_path / "salinan.duckdb"
    shutil.copyfile(built_layout.releases / f"{releases.current(built_layout)}.duckdb", copy)
    with duckdb.connect(copy, read_only=True) as plainly:
        plain = plainly.execute(
            "select desa_code, sum(measured_n)::bigint as measured_n, sum(stunted_n)::bigint as stunted_n "
            "from growth_window where window_key = '2025-08' and starts_with(desa_code, $code) group by all",
            {"code": code},
        ).df()
    plain = plain.set_index("desa_code")
    assert len(frame) == desa_n
    assert frame["measured_n"].sum() == plain["measured_n"].sum() > 0
    assert (frame.loc[plain.index, "stunted_n"] == plain["stunted_n"]).all()


def test_the_figures_of_a_desa_are_its_newest_up_to_the_year_of_the_list(district, opened):
    early, late = (of(district, "3514", lokus_year=year).frame.set_index("area_code")["krs_n"] for year in (2023, 2027))

    known = lokus_queries.desa_figures(opened, within="3514", last_year=2023)
    krs = known[known["key"] == "krs_n"].set_index("desa_code")["value"]
    assert set(known["year"]) == {2023}
    assert early.dropna().to_dict() == krs.to_dict()
    assert not early.dropna().equals(late.dropna())


def test_a_desa_without_figures_has_none_and_not_zero(district):
    frame = of(district, "3514").frame

    assert frame["krs_n"].isna().sum() == 2
    assert (frame["krs_n"].dropna() > 0).any()


@pytest.mark.parametrize(("lokus_year", "previous", "members"), [(2027, 2026, 15), (2026, 2025, 27), (2028, 0, 0)])
def test_only_the_list_of_the_year_before_tells_who_was_lokus(district, lokus_year, previous, members):
    found = of(district, "1801", lokus_year=lokus_year)

    assert found.previous_year == previous
    assert found.frame["was_lokus"].sum() == members


def test_a_period_in_which_nobody_was_measured_is_refused_with_a_sentence(district):
    elsewhere = newest(district.periods("3514", mode=Mode.INTERNAL))

    with pytest.raises(NoDataError, match="Pilih periode lain"):
        candidates(district, kabupaten_code="3515", period=elsewhere, lokus_year=2027)


def test_a_decided_list_says_again_what_was_proposed(district):
    found = of(district, "1801")
    rules = preset_rules("usulan", found.criteria)
    scenario = Scenario(kabupaten_code="1801", lokus_year=2027, period="bt:2025-08", size=15, rules=rules, draws=100)
    proposal = propose(found, scenario)
    decided = of_proposal(proposal, decided_on=dt.date(2026, 3, 12))

    rows = frame_of(decided, found.frame)

    listed = rows[rows["status"] != "keluar"]
    assert listed["area_code"].tolist() == proposal.chosen["area_code"].tolist() == list(decided.chosen_codes)
    assert listed["stunted_n"].sum() == proposal.chosen["stunted_n"].sum() == decided.sums["stunted_n"]
    assert listed["puskesmas_name"].tolist() == proposal.chosen["puskesmas_name"].tolist()
    assert len(rows) - len(listed) == (proposal.frame["status"] == "keluar").sum() > 0
