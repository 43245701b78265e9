"""The sheets of a kabupaten: every registered desa has one, with the figures of the release."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdf
import pytest

from stunting import action_queries, queries
from stunting.desa_sheet.beyond import beyond_growth, with_promises
from stunting.desa_sheet.facts import PromiseLine
from stunting.desa_sheet.gathering import gather, with_beyond
from stunting.exports import desa_sheet
from stunting.frames import records
from stunting.geography import Register
from stunting.indicators import indicator
from stunting.paths import Layout
from stunting.releases import OpenRelease, open_release
from stunting.routine.district import District, Mode, Question, newest
from stunting.services import registry
from stunting.services.service import ESSENTIAL
from stunting.services.situation import Situation

KABUPATEN = "6209"


@pytest.fixture(scope="module")
def release(built_layout: Layout) -> Iterator[OpenRelease]:
    opened = open_release(built_layout)
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def district(release):
    return District(release.database)


@pytest.fixture(scope="module")
def register(release):
    return Register(queries.registered_areas(release.database))


@pytest.fixture(scope="module", params=list(Mode), ids=lambda mode: mode.value)
def gathered(request, district, register):
    period = newest(district.periods(KABUPATEN, mode=request.param))
    return request.param, period, gather(district, register, register.get(KABUPATEN), period=period, mode=request.param)


def test_every_registered_desa_has_its_facts(gathered, register):
    _, _, found = gathered

    assert [one.area.code for one in found] == [
        desa.code for kecamatan in register.children(KABUPATEN) for desa in register.children(kecamatan.code)
    ]


def test_the_number_is_that_of_the_pages_and_hidden_where_they_hide_it(gathered, district):
    mode, period, found = gathered
    frame = district.areas_in_period(
        within=KABUPATEN, level="desa", period=period, question=Question(indicator=indicator("stunting"), mode=mode)
    )
    rows = {one.area_code: one for one in records(frame)}

    for one in found:
        row = rows[one.area.code]
        assert one.row == row or one.row.state is row.state
        stunted = next(count for count in one.counts if count.key == "stunting")
        assert (stunted.value_n is None) == bool(row.is_suppressed or row.hits_n is None or row.hits_n != row.hits_n)
        assert one.trend[-1].value_pct == (None if row.value_pct != row.value_pct else row.value_pct)


def test_neighbours_are_of_this_kabupaten_and_not_the_desa_itself(gathered):
    _, _, found = gathered
    names = {one.row.area_name for one in found}

    near = [[beside for beside in one.beside if beside.kind == "tetangga"] for one in found]
    assert all(beside.name.split(" (")[0] in names for each in near for beside in each)
    assert sum(bool(each) for each in near) > 0.9 * len(found)
    assert all(len(each) <= 5 for each in near)


def test_every_sheet_is_one_page(gathered, release, district, register):
    mode, period, found = gathered
    beyond = beyond_growth(Situation(district), register.get(KABUPATEN), year=period.year, mode=mode)
    sheets = desa_sheet.sheets_of(with_beyond(found, beyond, within=KABUPATEN), release_id=release.id)

    reader = pypdf.PdfReader(io.BytesIO(desa_sheet.to_pdf(sheets)))

    assert len(reader.pages) == len(sheets) == len(found)
    for page, sheet in zip(reader.pages, sheets, strict=True):
        assert sheet.facts.area.code in page.extract_text()


def test_families_at_risk_stay_out_of_mode_publik(district, register):
    public, internal = (
        beyond_growth(Situation(district), register.get(KABUPATEN), year=2025, mode=mode) for mode in Mode
    )

    assert not any(one.counts for one in public.values())
    assert any(one.counts for one in internal.values())


def test_a_desa_hears_the_promises_of_its_kecamatan_and_kabupaten(district, register):
    def promise(text):
        return PromiseLine(text=text, institution="", deadline=None, state="", is_late=False, is_fulfilled=False)

    kecamatan = register.children(KABUPATEN)[0].code
    desa = register.children(kecamatan)[0].code
    found = with_promises(
        beyond_growth(Situation(district), register.get(KABUPATEN), year=2025, mode=Mode.PUBLIC),
        {desa: [promise("desa")], kecamatan: [promise("kecamatan")], KABUPATEN: [promise("kabupaten")]},
        within=KABUPATEN,
    )

    assert [one.text for one in found[desa].promises] == ["desa", "kecamatan", "kabupaten"]
    other = register.children(register.children(KABUPATEN)[1].code)[0].code
    assert [one.text for one in found[other].promises] == ["kabupaten"]


def test_a_service_of_the_sheet_is_one_of_the_page(district, register):
    situation, kabupaten = Situation(district), register.get(KABUPATEN)
    period = situation.periods(KABUPATEN, mode=Mode.INTERNAL)[0]
    coverage = situation.coverage(
        kabupaten, level="desa", services=registry.of_list(ESSENTIAL), period=period, mode=Mode.INTERNAL
    )
    cells = {
        (one.area_code, registry.get(one.service_key).wording): (one.numerator_n, one.denominator_n)
        for one in records(coverage.cells)
    }
    found = beyond_growth(situation, kabupaten, year=period.year, mode=Mode.INTERNAL)

    told = [(code, gap) for code, one in found.items() for gap in one.services]
    assert told
    assert all(cells[code, gap.label] == (gap.received_n, gap.due_n) for code, gap in told)


def test_money_of_the_sheet_is_that_of_the_desa_alone(district, register, release):
    rows = action_queries.village_funds(release.database, within=KABUPATEN)
    newest_rows = rows[(rows["year"] == 2025) & (rows["area_code"].str.len() == 10)]
    found = beyond_growth(Situation(district), register.get(KABUPATEN), year=2025, mode=Mode.PUBLIC)

    sums = newest_rows.groupby("area_code")["budget_rp"].sum().to_dict()
    assert {code: one.money.budget_rp for code, one in found.items() if one.money} == sums
