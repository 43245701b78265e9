"""What is said of figures that may not be compared, and how windows on the same days come under one name."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest

from stunting.delivery import definitions, exporting, keys, merging, services, tables, totals, windows
from stunting.delivery.manifest import parse
from stunting.errors import NoDataError, StuntingError
from stunting.imports.state import Window, with_windows
from tests import deliveries
from tests.deliveries import NOW, OPTIONS, asked, members, resealed

OWN_DAYS = Window(key="kita", label="Bulan Timbang kita", start=dt.date(2025, 7, 20), end=dt.date(2025, 8, 12))
AUGUST = Window(key="agustus", label="Operasi timbang", start=dt.date(2025, 8, 1), end=dt.date(2025, 8, 31))


@pytest.fixture(scope="module")
def two(senders, tmp_path_factory):
    """Two kabupaten: one weighs on days of its own and calls August by another name."""
    other = deliveries.kabupaten(
        tmp_path_factory.mktemp("lain"), "3520", edit=lambda state: with_windows(state, (OWN_DAYS, AUGUST))
    )
    return {"3514": senders["3514"], "3520": other}


@pytest.fixture
def province(tmp_path, two):
    return deliveries.trusting(deliveries.installation(tmp_path / "provinsi"), *two.values(), codes=tuple(two))


def test_windows_on_the_same_days_are_one_and_others_stand_apart(province, two, tmp_path):
    files = {f"k{code}": deliveries.exported(layout, code) for code, layout in two.items()}

    report = merging.merge(deliveries.written(tmp_path, **files), layout=province, now=NOW, **OPTIONS)

    said = {each.kind: each.sentence for each in report.files[1].differences}
    assert "20 Juli 2025 sampai 12 Agustus 2025" in said["window"]
    rows = asked(province, "select key, label from weighing_window where kind = 'bulan_timbang' order by 1")
    assert rows == [
        ("2025-08", "Bulan Timbang Agustus 2025"),
        ("20250720-20250812", "Bulan Timbang 20 Juli 2025–12 Agustus 2025"),
    ]
    counted = asked(
        province, "select window_key, desa_code from counted_kabupaten where window_key > '2025-' order by 1, 2"
    )
    assert set(counted) == {("2025-08", "3514"), ("2025-08", "3520"), ("20250720-20250812", "3520")}


def test_an_own_name_of_the_same_days_is_kept_and_a_taken_key_is_not_used():
    own = pa.table({
        "key": ["2025-08", "bt"], "label": ["Agustus kita", "BT"], "kind": ["bulan_timbang"] * 2,
        "start_date": [dt.date(2025, 8, 5), dt.date(2025, 2, 1)],
        "end_date": [dt.date(2025, 8, 20), dt.date(2025, 2, 28)],
        "is_sample": [False] * 2,
    })  # fmt: skip
    given = own.set_column(0, "key", pa.array(["2025-08", "2025-02"])).set_column(
        3, "start_date", pa.array([dt.date(2025, 8, 1), dt.date(2025, 2, 1)])
    ).set_column(4, "end_date", pa.array([dt.date(2025, 8, 31), dt.date(2025, 2, 28)]))  # fmt: skip

    made = windows.named({"weighing_window": given}, own=own)["weighing_window"]

    assert sorted(made["key"].to_pylist()) == ["20250801-20250831", "bt"]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"zscore": "lain"}, "zscore"),
        ({"counting": "lain"}, "counting"),
        ({"register": "lain"}, "register"),
        ({"age_groups": "0-23"}, "age"),
    ],
)
def test_another_definition_is_told_and_kept_with_the_figures(province, senders, tmp_path, facts, kind):
    content = deliveries.exported(senders["3514"], "3514")
    own = parse(members(content)["manifest.json"]).definitions
    other = resealed(content, senders["3514"], definitions=own | facts)

    merging.merge(deliveries.written(tmp_path, k=other), layout=province, now=NOW, **OPTIONS)

    assert (kind,) in asked(province, "select kind from delivery_difference")


def test_counts_say_what_they_lack():
    card = _card()
    wanted = tables.schema("growth")
    row = dict.fromkeys(wanted.names, 0) | {"desa_code": "3514061001", "puskesmas_id": "", "sex": "m"}
    row |= {"is_sample": False, "measured_n": 30, "label_n": 40, "target_n": None}

    def kinds(**given):
        made = pa.Table.from_pylist([row | {"age_group": "0-5", "origin": "individu"} | given], schema=wanted)
        told = definitions.differences(card, {"growth": made}, own=card.definitions, windows=None)
        return {one.kind: one.sentence for one in told}

    assert "12-23, 24-35" in kinds()["age"]
    assert "label status gizi" in kinds()["label"]
    assert "cakupan (D/S) tidak diketahui" in kinds()["target"]
    assert "laporan desa" in kinds(origin="laporan_desa", sex="mf", age_group="0-59")["report"]
    assert "age" not in kinds(origin="laporan_desa", sex="mf", age_group="0-59")


def test_an_official_target_that_is_missing_is_told():
    card = _card()
    told = definitions.differences(
        card, {"routine_target": pa.table({"kind": ["riil"]})}, own=card.definitions, windows=None
    )

    assert "Tanpa sasaran proyeksi dari lembar resmi." in [one.sentence for one in told]


def test_the_mark_of_z_scores_changes_with_a_limit_and_with_nothing_else(monkeypatch):
    definitions.zscore_mark.cache_clear()
    before = definitions.zscore_mark()
    definitions.zscore_mark.cache_clear()
    assert definitions.zscore_mark() == before

    from stunting.anthro import zscores

    def wider(frame):
        answer = zscores(frame)
        return answer.assign(haz=answer["haz"] + 0.02)

    monkeypatch.setattr(definitions, "zscores", wider)
    definitions.zscore_mark.cache_clear()
    assert definitions.zscore_mark() != before
    definitions.zscore_mark.cache_clear()


def test_a_span_of_periods_is_exported_alone(senders):
    area = deliveries.area(senders["3514"], "3514")
    july = exporting.export(senders["3514"], area, mode="internal", periods=exporting.span("2025-07"), now=NOW)

    assert (july.manifest.first_period, july.manifest.last_period) == (202507, 202507)
    assert "growth_window" not in july.manifest.tables
    with pytest.raises(NoDataError, match="tidak punya hitungan balita"):
        exporting.export(senders["3514"], area, periods=exporting.span("2024"), now=NOW)


@pytest.mark.parametrize("text", ["kemarin", "2025-13", "2025-08..2025-01", "..", "2025-08.."])
def test_a_period_that_cannot_be_read_is_refused(text):
    if text == "2025-08..":
        assert exporting.span(text) == (202508, 202508)
        return
    with pytest.raises(StuntingError, match="Periode"):
        exporting.span(text)


def test_a_period_whose_rest_would_tell_few_children_is_withheld_and_named():
    wanted = tables.schema("growth_total")
    row = dict.fromkeys(wanted.names, 100) | {"window_key": "", "desa_code": "3514061001", "puskesmas_id": ""}
    row |= {"year": 2025, "sex": "m", "age_group": "0-5", "origin": "individu", "is_sample": False, "target_n": 220}
    row |= {"weighed_n": 200, "measured_n": 200, "weight_for_age_n": 200, "weight_for_height_n": 300, "flagged_n": 3}
    row |= {"severely_stunted_n": 40, "severely_underweight_n": 40, "severely_wasted_n": 2, "gain_known_n": 103}
    small = row | {"month": 8, "stunted_n": 198}

    made, withheld = totals.totals(
        pa.Table.from_pylist([row | {"month": 7}, small], schema=wanted), kabupaten_code="3514"
    )

    assert withheld == ("2025-08",)
    (told,) = made.to_pylist()
    assert (told["desa_code"], told["sex"], told["age_group"], told["measured_n"]) == ("3514", "mf", "0-59", 200)
    hidden = [name for name in wanted.names if told[name] is None]
    assert hidden == ["severely_wasted_n", "flagged_n", "gained_n", "gain_known_n"]


def test_services_are_added_to_the_kabupaten_without_small_counts():
    columns = tables.schema("service").names
    reports = pd.DataFrame(
        [
            ("3514061001", "ttd", 20, 30, True), ("3514061002", "ttd", 5, 9, True),
            ("3514061003", "ttd", None, None, False),
            ("351406", "ttd", 90, 99, True), ("3514", "asi", 50, 80, True), ("3514061001", "asi", 5, 9, True),
            ("3514061001", "kb", 3, 30, True),
        ],
        columns=["area_code", "service_key", "numerator_n", "denominator_n", "is_scheduled"],
    )  # fmt: skip
    reports = reports.assign(year=2025, period="tahun", source="Lembar", is_sample=False, is_user_added=True)
    given = pa.Table.from_pandas(reports[columns], schema=tables.schema("service"), preserve_index=False)

    made = services.of_kabupaten(given, code="3514").to_pylist()

    told = {row["service_key"]: (row["numerator_n"], row["denominator_n"], row["source"]) for row in made}
    assert told == {"ttd": (25, 39, "Lembar (jumlah 2 desa/kelurahan)"), "asi": (50, 80, "Lembar")}


def test_a_public_key_is_read_as_text_or_file_and_anything_else_is_refused(tmp_path):
    public = "lNvWQclSsh/gtb8tvz79aQsRrtxMVYqqgnEKFvypfK4="
    path = tmp_path / "kunci.json"
    path.write_bytes(keys.as_file(public, name="Kab. Pasuruan"))

    assert keys.read_public(str(path)) == keys.read_public(f" {public} ") == public
    assert keys.fingerprint(public) == "3709 7878 0513 0473 7127 1242"
    for wrong in ("", "abc", "A" * 44, str(tmp_path)):
        with pytest.raises(StuntingError, match="bukan kunci rilis"):
            keys.read_public(wrong)


def _card():
    from stunting.delivery.manifest import FORM, Manifest

    made = Manifest(
        form=FORM, kabupaten_code="3514", mode="internal", release_id="r", release_created_at="", content_sha256="",
        exported_at="", last_import_at="", app_version="0.1.0", schema_version=7, first_period=0, last_period=0,
        is_sample=False, definitions={}, withheld=(), public_key="", tables={},
    )  # fmt: skip
    own = dict.fromkeys(("zscore", "counting", "age_groups", "register"), "sama")
    return dataclasses.replace(made, definitions=own)
