"""Campaign and money of the shipped release: what was announced, what is invented, before and after."""

import pandas as pd
import pytest

from stunting import action_queries, lokus_queries, releases
from stunting.build.sample_campaign_events import NEVER, campaign_event_table
from stunting.build.sample_village_funds import KABUPATEN
from stunting.campaigns.comparison import NO_PROOF, compare
from stunting.campaigns.view import campaign_of
from stunting.errors import NoDataError
from stunting.exports import campaign_sheet, fund_sheet
from stunting.exports.stamp import Stamp
from stunting.funds.shares import KRS, STUNTED
from stunting.funds.view import fund_view
from stunting.geography import Register
from stunting.indicators import indicator
from stunting.paths import ROOT
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode, Question
from stunting.routine.periods import PeriodKind
from stunting.slides.campaign_slides import campaign_slide
from stunting.slides.drawings import MapDrawing, PairsDrawing
from stunting.slides.fund_slides import fund_slide
from stunting.slides.sources import Sources

STEP = Step(key="langkah", title="Judul")
QUESTION = Question(indicator=indicator("stunting"), mode=Mode.INTERNAL)


@pytest.fixture(scope="module")
def sources(built_layout):
    return Sources(release=releases.open_release(built_layout))


@pytest.fixture(scope="module")
def events(sources):
    return action_queries.campaign_events(sources.db, within="00")


def fund_of(sources, code, *, unit="kecamatan", need=STUNTED, mode=Mode.PUBLIC, year=2025):
    whole = code[:4]
    return fund_view(
        sources.district,
        action_queries.village_funds(sources.db, within=whole),
        lokus_queries.desa_figures(sources.db, within=whole, last_year=year),
        sources.register.get(code),
        unit_level=unit,
        year=year,
        need=need,
        mode=mode,
        lokus=lokus_queries.lokus_of_area(sources.db, within=whole),
    )


def test_the_campaign_of_mesuji_is_there_as_it_was_announced(sources, events):
    (one,) = events[events["area_code"] == "1811052013"].to_dict("records")

    assert str(one["event_date"])[:10] == "2023-11-29"
    assert (one["organiser"], one["is_sample"], one["is_verified"]) == ("BKKBN", False, False)
    assert pd.isna(one["participant_n"])
    assert sources.register.full_name("1811052013").startswith("Desa Mulya Agung")


def test_what_is_announced_is_never_called_sample_and_the_other_way_round(events):
    invented = events["source"].str.startswith("DATA CONTOH")

    assert (invented == events["is_sample"]).all()
    assert (~invented).sum() == 5


def test_three_kabupaten_of_lampung_have_no_event(sources, events):
    lampung = sources.register.get("18")
    campaign = campaign_of(events, lampung, sources.register, today=sources.release.manifest.created.date())

    assert set(campaign.units.loc[campaign.units["event_n"] == 0, "area_code"]) == set(NEVER)


def test_the_sample_events_are_those_of_the_generator(events):
    made = campaign_event_table(Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet"))

    assert sorted(made["id"].to_pylist()) == sorted(events.loc[events["is_sample"], "id"])


@pytest.mark.parametrize("code", KABUPATEN)
def test_every_sample_kabupaten_has_money_at_three_levels(sources, code):
    funds = action_queries.village_funds(sources.db, within=code)

    assert set(funds["area_code"].str.len()) == {4, 6, 10}
    assert funds["is_sample"].all()


def test_before_and_after_says_association_and_how_many(sources, events):
    found = compare(sources.district, events, kabupaten_code="3514", level="desa", months=6, mode=Mode.INTERNAL)

    assert len(found.frame) == 12
    assert found.low < found.points < found.high
    assert found.sentence.endswith(NO_PROOF)
    assert "12 desa/kelurahan" in found.sentence


def test_before_and_after_is_what_the_months_add_up_to(sources, events):
    found = compare(sources.district, events, kabupaten_code="3514", level="desa", months=3, mode=Mode.INTERNAL)
    row = found.frame.iloc[0]
    day = pd.Timestamp(row["event_date"])
    asked = [(day - pd.DateOffset(months=step)) for step in (1, 2, 3)]

    counted = plainly(sources, str(row["area_code"]), [(one.year, one.month) for one in asked])

    assert row["before_pct"] == pytest.approx(counted)


def plainly(sources, desa, months):
    weighed = target = 0
    for period in sources.district.periods("3514", mode=Mode.INTERNAL):
        if period.kind is PeriodKind.MONTH and (period.year, period.month) in months:
            frame = sources.district.areas_in_period(within=desa, level="desa", period=period, question=QUESTION)
            weighed += int(frame["weighed_n"].sum())
            target += int(frame["target_n"].sum())
    return 100 * weighed / target


def test_mode_publik_compares_nothing_that_it_hides(sources, events):
    with pytest.raises(NoDataError, match="disembunyikan dalam mode publik"):
        compare(sources.district, events, kabupaten_code="3514", level="desa", months=6, mode=Mode.PUBLIC)


def test_an_event_of_a_kabupaten_is_compared_with_nothing(sources, events):
    with pytest.raises(NoDataError, match="Belum ada kegiatan"):
        compare(sources.district, events[events["area_code"] == "3520"], kabupaten_code="3520", level="desa",
                months=6, mode=Mode.INTERNAL)  # fmt: skip


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("unit", ["kecamatan", "desa"])
@pytest.mark.parametrize("code", KABUPATEN)
def test_the_shares_of_every_sample_kabupaten_sum_to_a_hundred(sources, code, unit, mode):
    table = fund_of(sources, code, unit=unit, mode=mode).table

    assert table["Bagian anggaran (%)"].sum() == pytest.approx(100)
    assert table["Bagian kebutuhan (%)"].sum() == pytest.approx(100)


@pytest.mark.parametrize("code", KABUPATEN)
def test_mode_publik_shows_no_need_below_five_and_no_rate_of_it(sources, code):
    public, internal = fund_of(sources, code, unit="desa"), fund_of(sources, code, unit="desa", mode=Mode.INTERNAL)
    need = internal.found.frame.set_index("area_code")["need_n"]
    shown = public.found.frame.set_index("area_code")

    small = need[(need > 0) & (need < 5)].index
    assert len(small)
    assert shown.loc[small, ["need_n", "need_share_pct", "rp_per_need"]].isna().all(axis=None)


def test_families_at_risk_are_shown_by_kecamatan_in_mode_publik_and_not_by_desa(sources):
    assert fund_of(sources, "3514", need=KRS).found.frame["need_n"].notna().all()
    assert fund_of(sources, "3514", need=KRS, unit="desa").found.frame["need_n"].isna().all()


def test_a_kecamatan_shows_its_desa_and_leaves_money_of_the_puskesmas_unsplit(sources):
    found = fund_of(sources, "351406", unit="desa", mode=Mode.INTERNAL).found

    assert (found.frame["area_code"].str[:6] == "351406").all()
    assert found.above_rp > 0


@pytest.mark.parametrize("code", ["18", "1811", "1811052013", "00"])
def test_the_campaign_is_a_slide_with_a_map_and_its_source(sources, code):
    slide = campaign_slide(sources, STEP, sources.register.get(code))

    assert isinstance(slide.drawing, MapDrawing)
    assert slide.source.startswith("Sumber:")
    assert slide.is_sample


def test_an_area_without_events_is_no_slide(sources):
    with pytest.raises(NoDataError, match="Belum ada kegiatan"):
        campaign_slide(sources, STEP, sources.register.get("1101"))


def test_money_is_a_slide_in_mode_publik(sources):
    slide = fund_slide(sources, STEP, sources.register.get("3514"))

    assert isinstance(slide.drawing, PairsDrawing)
    assert "mode publik" in slide.source
    assert "tidak menetapkan persentase untuk stunting" in " ".join(slide.footnotes)


def test_a_province_has_no_slide_of_money(sources):
    with pytest.raises(NoDataError, match="Pilih kabupaten/kota"):
        fund_slide(sources, STEP, sources.register.get("18"))


def test_the_sheets_are_pdf_with_the_mark_of_the_sample(sources, events):
    mesuji = sources.register.get("1811")
    campaign = campaign_of(
        events[events["area_code"].str.startswith("1811")],
        mesuji,
        sources.register,
        today=sources.release.manifest.created.date(),
    )
    stamp = Stamp(title="Kampanye", subtitle=campaign.headline, source=campaign.source, release_id="r", is_sample=True)

    money = fund_of(sources, "1811")
    whole = campaign_sheet.to_pdf(
        campaign, sources.register, stamp, geometry=sources.geometry(scope="1811", level="kecamatan")
    )

    assert whole.startswith(b"%PDF")
    assert fund_sheet.to_pdf(Stamp.of(money.picture(), release_id="r"), money.table).startswith(b"%PDF")
