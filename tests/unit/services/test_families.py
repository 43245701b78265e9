"""Families at risk: sums of desa, each factor of its own base, and what does not add up is named."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from stunting.charts.service_factors import service_factors
from stunting.services.families import OVERLAP, Families, families

DESA = ["1801012001", "1801012002", "1801022001"]
AT_RISK = {"krs_n": (20, 30, 2), "family_n": (200, 300, 100), "not_at_risk_n": (180, 270, 98)}
COUPLES = {"too_old_n": (60, 90, 30), "pus_n": (150, 250, 80), "bad_water_n": (10, 12, 6)}


def found(*, is_public: bool = False, level: str = "kecamatan", **changed: tuple[float, ...]) -> Families | None:
    columns = {**AT_RISK, **COUPLES, **changed}
    figures = pd.DataFrame(
        [
            (code, key, 2025, value, "Verval", False)
            for key, values in columns.items()
            for code, value in zip(DESA, values, strict=True)
            if not math.isnan(value)
        ],
        columns=["desa_code", "key", "year", "value", "source", "is_sample"],
    )
    codes = {"kecamatan": ["180101", "180102"], "desa": DESA}[level]
    return families(
        figures,
        areas=pd.DataFrame({"area_code": codes, "area_name": codes}),
        whole=pd.DataFrame({"area_code": ["1801"], "area_name": ["Kab. A"]}),
        names={code: f"Desa {code[-1]}" for code in DESA},
        is_public=is_public,
    )


def test_the_share_is_a_sum_over_a_sum():
    made = found()

    assert made.rates["pct"].round(2).tolist() == [10.0, 2.0]
    assert made.whole["pct"] == pytest.approx(52 / 600 * 100)


def test_the_four_terlalu_are_a_share_of_couples_though_they_pass_the_families_at_risk():
    made = found()

    assert made.factors["too_old_n"]["pct"] == pytest.approx(180 / 480 * 100)
    assert made.factors["too_old_n"]["part_n"] > made.whole["part_n"]
    assert made.factors["bad_water_n"]["pct"] == pytest.approx(28 / 600 * 100)


def test_the_picture_says_that_factors_overlap_and_names_each_base():
    picture = service_factors(found(), place="Kab. A", source="Sumber: uji.")

    assert OVERLAP in picture.notes
    assert picture.table["Penyebut"].tolist() == ["keluarga sasaran", "PUS"]
    assert "Jumlah" not in picture.table["Faktor"].tolist()


def test_a_factor_nobody_reported_is_absent_not_zero():
    assert "too_young_n" not in found().factors


def test_what_does_not_add_up_is_named_with_its_desa():
    said = " ".join(found(not_at_risk_n=(180, 200, 98), too_old_n=(60, 90, 90)).problems)

    assert "KRS ditambah keluarga tidak berisiko tidak sama dengan keluarga sasaran di Desa 2" in said
    assert "PUS terlalu tua melebihi PUS di Desa 1" in said
    assert found().problems == ()


def test_mode_publik_hides_two_families_and_what_would_tell_them():
    made = found(is_public=True)

    assert made.rates["state"].tolist() == ["disembunyikan", "disembunyikan"]
    assert made.whole["part_n"] == 52


def test_mode_publik_has_no_desa():
    assert set(found(is_public=True, level="desa", krs_n=(20, 30, 40)).rates["state"]) == {"disembunyikan"}


def test_without_families_there_is_nothing():
    nothing = (math.nan,) * 3

    assert found(krs_n=nothing) is None
