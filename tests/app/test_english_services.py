"""The page Layanan speaks English to an English reader; its papers and what is worked out do not depend on him."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pandas as pd
import pytest

from stunting import action_queries, lokus_queries
from stunting.build import sample_services
from stunting.geography import Register
from stunting.languages import ENGLISH, use
from stunting.paths import Layout
from stunting.services import headings, registry
from stunting.services.publication import PublicServices
from stunting.services.template import template_xlsx
from stunting.ui import data
from tests.app.test_english import names_of_areas, without
from tests.spoken import left_over, texts

VIEWS = [
    {"wilayah": "3514"},
    {"wilayah": "3514", "layanan": "perpres", "isi": "orang"},
    {"wilayah": "351406", "kelompok": "balita", "mode": "internal"},
    {"wilayah": "35", "tab": "Terlemah"},
    {"wilayah": "1811", "tab": "Kaitan"},
    {"wilayah": "3514", "tab": "Keluarga berisiko"},
    {"wilayah": "3514", "tab": "Lembar desa"},
    {"wilayah": "3514", "tab": "Data layanan"},
    {},
]


@pytest.mark.parametrize("params", VIEWS)
def test_no_indonesian_word_is_left_on_an_english_page(open_page, params):
    page = open_page("layanan", bahasa="en", **params)

    names, quoted = names_of_areas(), sources()
    said = [f"{word}: {text[:160]!r}" for text in texts(page) for word in left_over(without(text, quoted), names)]
    assert not page.exception
    assert not said, "\n".join(said)


@cache
def sources() -> tuple[str, ...]:
    """What sources call themselves, quoted as they are written."""
    opened = data.database(data.open_release(None).id)
    announced = action_queries.published_counts(opened, within="")
    figures = lokus_queries.desa_figures(opened, within="", last_year=9999)
    found = {sample_services.SOURCE, *announced["source"], *announced["note"].dropna(), *figures["source"]}
    return tuple(sorted(found, key=len, reverse=True))


def test_a_sheet_of_services_is_read_and_handed_out_in_its_own_language():
    register = Register.shipped(Layout.default().raw)

    with use(ENGLISH):
        service = headings.service_of("Bayi usia kurang dari 6 bulan mendapat air susu ibu (ASI) eksklusif")
        offered = headings.offered("imunisasi dasar lengkp")
        sheet = pd.read_excel(io.BytesIO(template_xlsx(register, "3514", period="tw2")), header=None, engine="calamine")

    assert service == "asi"
    assert "Imunisasi dasar lengkap" in offered
    assert sheet.iloc[0, 5] == "1. Remaja putri yang mengonsumsi Tablet Tambah Darah (TTD)"
    assert sheet.iloc[2, 4] == "Triwulan II"


def test_what_is_hidden_does_not_depend_on_the_language():
    keys = [one.key for one in registry.SERVICES]
    leaves = pd.DataFrame(
        {
            "area_code": [f"35140620{number:02}" for number in range(20)] * len(keys),
            "service_key": np.repeat(keys, 20),
            "numerator_n": [float(number % 7) for number in range(20)] * len(keys),
            "denominator_n": [float(3 * (number % 5) + 4) for number in range(20)] * len(keys),
        }
    )
    codes = np.array(sorted(set(leaves["area_code"])))

    def hidden() -> list[list[bool]]:
        public = PublicServices(leaves)
        return [public.hidden(one, codes, np.arange(20), group_n=20).tolist() for one in registry.SERVICES]

    indonesian = hidden()
    with use(ENGLISH):
        assert hidden() == indonesian


def test_the_sheets_of_services_are_asked_for_in_english(open_page):
    page = open_page("layanan", bahasa="en", wilayah="3514", tab="Data layanan", mode="internal")

    said = " ".join(texts(page))
    assert "Filled-in sheet (XLSX, XLS, ODS, CSV)" in said
    assert "Whole year" in said
    assert "29 services (situation analysis)" in said
