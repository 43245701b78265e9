"""A recap: sums, totals, missing areas, changes, words and order, against values worked out by hand."""

import math

import pandas as pd
import pytest

from stunting.indicators import INDICATORS
from stunting.routine import recap, recap_columns, recap_notes
from stunting.routine.district import Mode
from stunting.routine.recap import BEFORE, LAST_YEAR, NONE
from tests.routine_recaps import NOW, counts, small_recap, window


def texts(found):
    shown = recap_columns.columns(found)
    rows = recap_columns.cells(found.rows, shown, mode=found.question.mode)
    return {row[0]: dict(zip([one.key for one in shown], row, strict=True)) for row in rows}


def total_texts(found):
    shown = recap_columns.columns(found)
    row = recap_columns.cells(recap_columns.total_row(found), shown, mode=found.question.mode)[0]
    return dict(zip([one.key for one in shown], row, strict=True))


def test_the_total_is_the_sum_of_children_and_its_rate_no_average_of_rates():
    found = small_recap()

    total = total_texts(found)
    # 18 + 6 + 3 + 38 = 65 of 90 + 30 + 12 + 380 = 512 children; the average of the rates would be 17,2 %.
    assert (total["dasar"], total["kasus"], total["persen"]) == ("512", "65", "12,7")
    assert (total["sasaran"], total["cakupan"]) == ("565", "90,6")
    assert recap.sums_match(found)


def test_short_children_are_the_stunted_without_the_very_short():
    found = texts(small_recap())

    assert (found["Ambal"]["berat"], found["Ambal"]["sisa"], found["Ambal"]["kasus"]) == ("4", "14", "18")


def test_an_area_without_data_stays_as_a_row_without_any_zero():
    row = texts(small_recap())["Kosong"]

    assert {row[key] for key in row if key not in ("nama", "ket")} == {"–"}
    assert row["ket"] == "tidak ada data"


def test_the_total_says_of_how_many_areas_it_is():
    assert total_texts(small_recap())["ket"] == "4 dari 5 desa/kelurahan"


def test_below_twenty_children_there_is_no_rate_and_the_row_says_so():
    row = texts(small_recap())["Cobanjoyo"]

    assert (row["kasus"], row["persen"], row["interval"], row["ubah"]) == ("3", "–", "–", "–")
    assert "n kecil" in row["ket"]


def test_low_coverage_has_a_mark_beside_the_number_and_a_word():
    row = texts(small_recap())["Benerwojo"]

    assert row["cakupan"] == "▽ 60,0"
    # 60,0 % after 96,0 %: other children may have been measured.
    assert row["ket"] == "cakupan rendah, cakupan berubah"


def test_a_change_is_in_points_with_newcombes_interval_and_a_direction():
    row = small_recap().rows.set_index("area_name").loc["Luwuk"]

    # 38/380 = 10,0 %, 90/360 = 25,0 %. Wilson: 7,368-13,436 and 20,811-29,718.
    assert row["points"] == pytest.approx(-15.0)
    assert row["low_points"] == pytest.approx(-15 - math.hypot(10 - 7.368, 29.718 - 25), abs=0.02)
    assert row["high_points"] == pytest.approx(-15 + math.hypot(13.436 - 10, 25 - 20.811), abs=0.02)
    assert texts(small_recap())["Luwuk"]["ubah"].startswith("▼ turun −15,0 (")


def test_an_interval_with_zero_is_called_equal():
    # 18/90 = 20,0 % after 24/80 = 30,0 %.
    assert texts(small_recap())["Ambal"]["ubah"].startswith("● setara −10,0 (")


def test_without_a_period_before_there_is_no_column_of_changes():
    shown = recap_columns.columns(small_recap(earlier=None))

    assert "ubah" not in [one.key for one in shown]


def test_more_measured_than_expected_has_a_coverage_but_no_interval_and_no_change():
    found = small_recap(counts(Ambal=(80, 90, 18, 4)), counts(Ambal=(80, 70, 10, 2)), key="cakupan")

    row = texts(found)["Ambal"]
    assert (row["persen"], row["interval"], row["ubah"]) == ("112,5", "–", "–")
    assert row["ket"] == "cakupan di atas 100%"


def test_lists_of_only_measured_children_have_no_coverage():
    row = texts(small_recap(counts(Ambal=(None, 90, 18, 4)), None))["Ambal"]

    assert (row["sasaran"], row["cakupan"], row["persen"]) == ("–", "–", "20,0")
    assert row["ket"] == "sasaran tidak diketahui"


def test_counts_of_village_reports_only_are_named():
    frame = counts(Ambal=(100, 90, 18, None)).assign(origin="laporan_desa")

    row = texts(small_recap(frame, None))["Ambal"]
    assert (row["berat"], row["sisa"], row["kasus"]) == ("–", "–", "18")
    assert row["ket"] == "hanya laporan desa"


def test_a_hidden_row_shows_marks_and_keeps_its_name():
    frame = counts(Ambal=(None, None, None, None), Luwuk=(400, 380, 38, 9)).assign(is_suppressed=[True, False])

    row = texts(small_recap(frame, None, mode=Mode.PUBLIC))["Ambal"]
    assert (row["dasar"], row["kasus"], row["persen"], row["ket"]) == ("*", "*", "*", "disembunyikan")


def test_a_single_hidden_count_is_a_mark_and_its_rest_as_well():
    frame = counts(Ambal=(100, 90, 18, None), Luwuk=(400, 380, 38, 9))

    row = texts(small_recap(frame, None, mode=Mode.PUBLIC))["Ambal"]
    assert (row["berat"], row["sisa"], row["kasus"], row["persen"]) == ("*", "*", "18", "20,0")


def test_a_hidden_target_is_not_called_unknown():
    frame = counts(Ambal=(None, 90, 18, 4)).assign(is_coverage_suppressed=True)

    row = texts(small_recap(frame, None, mode=Mode.PUBLIC))["Ambal"]
    assert (row["sasaran"], row["cakupan"], row["ket"]) == ("*", "*", "")


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_every_indicator_has_its_columns_with_numerator_and_denominator(one):
    found = small_recap(key=one.key)

    fields = [column.field for column in recap_columns.columns(found)]
    assert "hits_n" in fields
    assert "base_n" in fields or one.denominator == "target_n"
    assert len(fields) == len(set(fields))


def test_rows_without_a_value_stay_at_the_end_of_every_order():
    found = small_recap()
    shown = recap_columns.columns(found)

    down = recap_columns.sorted_rows(found.rows, shown, "-persen")["area_name"].tolist()
    up = recap_columns.sorted_rows(found.rows, shown, "persen")["area_name"].tolist()
    assert down == ["Ambal", "Benerwojo", "Luwuk", "Cobanjoyo", "Kosong"]
    assert up == ["Luwuk", "Ambal", "Benerwojo", "Cobanjoyo", "Kosong"]


def test_every_order_that_a_link_may_name_sorts_all_rows():
    found = small_recap()
    shown = recap_columns.columns(found)

    for order in recap_columns.orders(shown):
        assert len(recap_columns.sorted_rows(found.rows, shown, order)) == len(found.rows)


def test_last_year_is_the_same_month_of_the_same_kind():
    offered = [window(2024, 2), window(2024, 8), window(2025, 2), window(2025, 8)]

    assert recap.compared_period(offered, window(2025, 8), LAST_YEAR) == window(2024, 8)
    assert recap.compared_period(offered, window(2025, 8), BEFORE) == window(2025, 2)
    assert recap.compared_period(offered, window(2025, 8), NONE) is None
    assert recap.compared_period(offered[2:], window(2025, 8), LAST_YEAR) is None


def test_the_table_of_the_files_has_the_numbers_of_the_screen_and_the_total():
    found = small_recap()

    table = recap_columns.file_table(found, "-persen")
    assert table["Desa/kelurahan"].tolist()[0] == "Ambal"
    assert table["Desa/kelurahan"].tolist()[-1] == "Jumlah Kec. Kejayan"
    assert table["Stunting (jumlah)"].tolist() == [18, 6, 38, 3, None, 65]
    assert table["Stunting (%)"].iloc[0] == 20.0
    assert pd.isna(table["Stunting (%)"].iloc[4])


def test_the_sentences_below_explain_only_the_words_that_were_used():
    found = small_recap(NOW.iloc[[0, 4]], None)

    sentences = recap_notes.table_notes(found.rows["note"], has_change=False, is_puskesmas=False)
    assert sentences == [recap_notes.CAUTION]
