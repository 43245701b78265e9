"""Money beside need: shares add up, nothing is divided by a hidden count, and nothing is split silently."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stunting.funds import shares as fund_shares
from stunting.funds.shares import KRS, STUNTED, of_krs, sentences, shares, table
from stunting.funds.view import figures_until
from stunting.routine.district import Mode

COLUMNS = ["area_code", "year", "fund", "activity", "budget_rp", "realised_rp", "is_direct", "source", "is_sample"]
KECAMATAN = ["351401", "351402", "351403"]


def funds(*rows):
    made = [
        (code, 2025, "DD", f"k{at}", rp, realised, True, "APBDes", False)
        for at, (code, rp, realised) in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=COLUMNS).astype({"realised_rp": "Int64", "is_direct": bool, "budget_rp": "int64"})


def units(*needs, codes=KECAMATAN):
    hidden = [need == "tutup" for need in needs]
    values = pd.array([None if need in (None, "tutup") else need for need in needs], dtype="Int64")
    names = [f"Kec. {code}" for code in codes]
    return pd.DataFrame({"area_code": codes, "area_name": names, "need_n": values, "is_hidden": hidden})


def made(money, need, *, total, mode=Mode.PUBLIC, whole="3514", lokus=()):
    return shares(money, need, whole_code=whole, total_need_n=total, need=STUNTED, mode=mode, lokus=lokus)


def row_of(found, code):
    return found.frame.set_index("area_code").loc[code]


MONEY = funds(("3514011001", 100, 60), ("3514011002", 50, None), ("351402", 150, None), ("3514", 200, 100))


def test_money_of_desa_and_of_their_kecamatan_is_that_of_the_kecamatan():
    found = made(MONEY, units(10, 20, 30), total=60)

    assert row_of(found, "351401")["budget_rp"] == 150
    assert row_of(found, "351402")["budget_rp"] == 150


def test_money_of_the_kabupaten_is_split_to_nobody():
    found = made(MONEY, units(10, 20, 30), total=60)

    assert found.above_rp == 200
    assert table(found).iloc[-1]["Wilayah"] == "Tidak dirinci"
    assert table(found)["Anggaran (Rp)"].sum() == found.total_rp == 500


def test_money_of_a_kecamatan_is_split_to_no_desa():
    desa = units(5, 6, codes=["3514011001", "3514021001"])

    found = made(MONEY, desa, total=11)

    assert row_of(found, "3514011001")["budget_rp"] == 100
    assert pd.isna(row_of(found, "3514021001")["budget_rp"])


def test_no_row_of_money_is_unknown_and_not_zero():
    found = made(MONEY, units(10, 20, 30), total=60)

    assert found.frame.loc[found.frame["budget_rp"].isna(), "area_code"].tolist() == ["351403"]
    assert "tidak ada dana yang tercatat" in table(found)["Keterangan"].tolist()


def test_the_most_needy_come_first_and_unknown_need_last():
    found = made(MONEY, units(10, None, 30), total=None)

    assert found.frame["area_code"].tolist() == ["351403", "351401", "351402"]


@pytest.mark.parametrize(("mode", "need", "has_rate"), [
    (Mode.PUBLIC, 4, False),
    (Mode.PUBLIC, 5, True),
    (Mode.PUBLIC, 0, False),
    (Mode.PUBLIC, "tutup", False),
    (Mode.INTERNAL, 1, True),
    (Mode.INTERNAL, 0, False),
    (Mode.INTERNAL, None, False),
])  # fmt: skip
def test_rupiah_per_child_only_where_the_number_of_children_may_be_known(mode, need, has_rate):
    found = made(MONEY, units(need, 20, 30), total=60, mode=mode)

    assert pd.notna(row_of(found, "351401")["rp_per_need"]) is has_rate


def test_a_hidden_need_has_neither_share_nor_rate_in_the_table():
    row = table(made(MONEY, units("tutup", 20, 30), total=60)).set_index("Kode").loc["351401"]

    assert row[["Balita stunting", "Bagian kebutuhan (%)", "Rupiah per balita stunting"]].isna().all()
    assert row["Keterangan"] == "kebutuhan disembunyikan"


def test_the_realisation_is_that_of_the_rows_that_tell_it():
    found = made(MONEY, units(10, 20, 30), total=60)

    assert (found.realised_rp, found.realised_of_rp) == (160, 300)
    assert "Realisasi 53,3%" in " ".join(sentences(found, unit_words="kecamatan", place="Kab. X", year=2025))


def test_lokus_without_money_are_told():
    desa = units(5, 6, codes=["3514011001", "3514021001"])
    found = made(MONEY, desa, total=11, lokus=["3514021001"])

    said = " ".join(sentences(found, unit_words="desa/kelurahan", place="Kab. X", year=2025))

    assert "1 desa/kelurahan lokus belum punya dana" in said


NEEDS = st.lists(st.one_of(st.just("tutup"), st.integers(5, 400), st.just(0)), min_size=3, max_size=3)
RUPIAH = st.lists(
    st.tuples(st.sampled_from(["3514011001", "351401", "3514021001", "351403", "3514"]), st.integers(0, 10**10)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(needs=NEEDS, rupiah=RUPIAH, hidden_n=st.integers(5, 60))
def test_shares_of_money_and_of_need_each_sum_to_a_hundred(needs, rupiah, hidden_n):
    total = sum(one for one in needs if one != "tutup") + (hidden_n if "tutup" in needs else 0)
    money = funds(*((code, rp, None) for code, rp in rupiah))

    found = made(money, units(*needs), total=total)

    rows = table(found)
    assert rows["Anggaran (Rp)"].sum() == found.total_rp
    if found.total_rp:
        assert rows["Bagian anggaran (%)"].sum() == pytest.approx(100)
    if total:
        assert rows["Bagian kebutuhan (%)"].sum() == pytest.approx(100)


@settings(max_examples=80, deadline=None)
@given(needs=NEEDS, rupiah=RUPIAH)
def test_no_figure_of_a_row_with_a_hidden_need_tells_it(needs, rupiah):
    money = funds(*((code, rp, None) for code, rp in rupiah))

    frame = made(money, units(*needs), total=500).frame

    hidden = frame[frame["is_hidden"]]
    assert hidden[["need_n", "need_share_pct", "rp_per_need"]].isna().all(axis=None)
    assert np.isfinite(frame["rp_per_need"].dropna()).all()


def figures(*rows):
    """(desa, families at risk, families or None)"""
    made = [(desa, "krs_n", at_risk) for desa, at_risk, _ in rows]
    made += [(desa, "family_n", families) for desa, _, families in rows if families is not None]
    frame = pd.DataFrame(made, columns=["desa_code", "key", "value"])
    return frame.assign(year=2025, source="Verval", is_sample=False)


KRS_ROWS = figures(("3514011001", 12.0, 90.0), ("3514011002", 8.0, 80.0), ("3514021001", 3.0, 70.0))


def families_at_risk(rows, *, mode, codes=KECAMATAN):
    counted, total = of_krs(rows, units(*[0] * len(codes), codes=codes), whole_code="3514", mode=mode)
    return counted["need_n"].tolist(), counted["is_hidden"].tolist(), total


def test_families_of_desa_add_up_to_their_kecamatan_and_unknown_stays_unknown():
    needs, _, total = families_at_risk(KRS_ROWS, mode=Mode.INTERNAL)

    assert needs[:2] == [20, 3]
    assert pd.isna(needs[2])
    assert total == 23


def test_a_kecamatan_with_few_families_takes_another_along_in_mode_publik():
    needs, hidden, total = families_at_risk(KRS_ROWS, mode=Mode.PUBLIC)

    assert all(pd.isna(need) for need in needs)
    assert hidden == [True, True, False]
    assert total == 23


def test_families_of_a_desa_without_a_base_cannot_be_subtracted_from_what_layanan_shows():
    rows = figures(("3514011001", 40.0, 90.0), ("3514011002", 3.0, None), ("3514021001", 30.0, 70.0))

    assert families_at_risk(rows, mode=Mode.PUBLIC)[0][:2] == [40, 30]
    assert families_at_risk(rows, mode=Mode.PUBLIC)[2] == 70
    assert families_at_risk(rows, mode=Mode.INTERNAL)[0][:2] == [43, 30]


def test_few_families_that_are_not_at_risk_hide_the_kecamatan_as_layanan_does():
    rows = figures(("3514011001", 40.0, 43.0), ("3514021001", 30.0, 70.0), ("3514031001", 30.0, 70.0))

    assert sum(families_at_risk(rows, mode=Mode.PUBLIC)[1]) == 2


@pytest.mark.parametrize("year", [2023, 2025])
def test_in_mode_publik_the_families_do_not_change_with_the_year_of_the_money(year):
    assert figures_until(year, mode=Mode.PUBLIC) == figures_until(2024, mode=Mode.PUBLIC)
    assert figures_until(year, mode=Mode.INTERNAL) == year


def test_families_of_desa_are_not_shown_in_mode_publik():
    assert families_at_risk(KRS_ROWS, mode=Mode.PUBLIC, codes=["3514011001"])[1] == [True]


def test_both_kinds_of_need_have_words():
    assert set(fund_shares.NEEDS) == set(fund_shares.WORDS) == {STUNTED, KRS}
