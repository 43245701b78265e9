"""Sheets of events and of money: taken whole or refused with a sentence for every bad row."""

import io

import pytest
from python_calamine import CalamineWorkbook

from stunting.campaigns.event_sheet import checked_event, read_events
from stunting.campaigns.event_sheet import template as event_template
from stunting.errors import ImportRefusedError, StuntingError
from stunting.funds.fund_sheet import money, read_funds
from stunting.funds.fund_sheet import template as fund_template
from stunting.geography import Register
from stunting.imports import masking
from stunting.own_sheets import short_text
from stunting.paths import ROOT


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture
def mesuji(register):
    return register.get("1811")


def events(register, within, text):
    return read_events(text.encode(), register=register, within=within, name="kegiatan.csv")


def funds(register, within, text):
    return read_funds(text.encode(), register=register, kabupaten=within, name="dana.csv", year=2025)


EVENT = "Tanggal;Kecamatan;Desa;Kegiatan;Jenis;Penyelenggara;Jumlah Peserta\n"
FUND = "Kecamatan;Desa;Sumber Dana;Kegiatan;Anggaran;Realisasi;Langsung\n"


def test_an_event_is_read_with_title_rows_above_and_a_total_below(register, mesuji):
    sheet = "Daftar kampanye\n" + EVENT + "29 November 2023;Simpang Pematang;Mulya Agung;Kampanye;kampanye;BKKBN;120\n"

    draft = events(register, mesuji, sheet + "Jumlah;;;;;;120\n")

    (one,) = draft.events
    assert (one.event_date, one.area_code, one.participant_n) == ("2023-11-29", "1811052013", "120")


def test_a_province_names_the_kabupaten_in_its_rows(register):
    sheet = "Tanggal;Kabupaten;Kecamatan;Kegiatan\n1/2/2025;Mesuji;Way Serdang;Kampanye\n"

    (one,) = events(register, register.get("18"), sheet).events

    assert register.get(one.area_code).official_name == "Kec. Way Serdang"


def test_nobody_counted_is_not_nobody(register, mesuji):
    draft = events(register, mesuji, EVENT + "1/2/2025;Simpang Pematang;;Kampanye;;;\n")

    assert draft.events[0].participant_n == ""
    assert draft.notes == ("1 kegiatan tanpa jumlah peserta: tetap tidak diketahui, bukan nol.",)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("32/1/2025;Mesuji;;Kampanye;;;", "tanggal"),
        ("1/2/2025;Kejayan;;Kampanye;;;", "tidak ada di Kab. Mesuji"),
        ("1/2/2025;Mesuji;;Kampanye;pesta;;", "jenis 'pesta' tidak dikenal"),
        ("1/2/2025;Mesuji;;Kampanye;;;banyak", "jumlah peserta 'banyak'"),
        ("1/2/2025;Mesuji;;Kampanye <b>;;;", "tanda < atau >"),
        ("1/2/2025;Mesuji;;Kunjungan 1811991503200001;;;", "angka panjang seperti NIK"),
        ("1/2/2025;;;Kampanye;;;", "wilayah kosong"),
    ],
)
def test_a_bad_event_refuses_the_whole_sheet_and_says_its_row(register, mesuji, row, said):
    good = "2/2/2025;Mesuji;;Rembuk;rembuk;;\n"

    with pytest.raises(ImportRefusedError) as refused:
        events(register, mesuji, EVENT + good + row + "\n")

    (problem,) = refused.value.problems
    assert problem.startswith("Baris 3: ")
    assert said in problem


def test_the_same_event_twice_is_refused(register, mesuji):
    row = "1/2/2025;Mesuji;;Kampanye;;;\n"

    with pytest.raises(ImportRefusedError) as refused:
        events(register, mesuji, EVENT + row + row)

    assert "sudah ada di baris 2" in refused.value.problems[0]


def test_a_list_of_persons_is_no_sheet_of_events(register, mesuji):
    with pytest.raises(ImportRefusedError, match="daftar orang"):
        events(register, mesuji, "Tanggal;Kecamatan;Kegiatan;NIK\n1/2/2025;Mesuji;Kampanye;1\n")


def test_a_bps_code_is_refused_with_the_system_it_must_be_of(register, mesuji):
    with pytest.raises(ImportRefusedError) as refused:
        events(register, mesuji, "Tanggal;Kode;Kegiatan\n1/2/2025;1811020028;Kampanye\n")

    assert "bukan kode BPS" in refused.value.problems[0]


def test_a_form_says_everything_that_is_wrong_at_once(register, mesuji):
    event, wrong = checked_event(
        register, mesuji, area_code="1811", source="", cells={"event_date": "", "title": "", "kind": "kampanye"}
    )

    assert event is None
    assert len(wrong) == 2


@pytest.mark.parametrize("made", ["events", "funds"])
def test_a_template_has_a_heading_row_that_is_read_again(register, mesuji, made):
    content = event_template(register, mesuji) if made == "events" else fund_template(register, mesuji, year=2026)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))

    assert book.get_sheet_by_index(0).to_python()[0][0] in ("tanggal", "kode_wilayah")
    with pytest.raises(ImportRefusedError) as refused:
        (events_of if made == "events" else funds_of)(content, register, mesuji)
    assert "di bawah judul" in refused.value.problems[0]


def events_of(content, register, within):
    return read_events(content, register=register, within=within, name="templat.xlsx")


def funds_of(content, register, within):
    return read_funds(content, register=register, kabupaten=within, name="templat.xlsx")


@pytest.mark.parametrize(
    ("written", "rupiah"),
    [
        ("15000000", 15_000_000),
        ("Rp15.000.000", 15_000_000),
        ("Rp 15.000.000,00", 15_000_000),
        ("Rp. 15.000.000,-", 15_000_000),
        ("15,000,000", 15_000_000),
        ("0", 0),
        ("", None),
        ("-", None),
    ],
)
def test_money_is_read_as_officers_write_it(written, rupiah):
    assert money(written, label="anggaran") == rupiah


@pytest.mark.parametrize("written", ["15 juta", "1,5", "12.5", "-500", "99999999999999"])
def test_money_that_may_mean_something_else_is_refused(written):
    with pytest.raises(StuntingError, match="bukan rupiah penuh"):
        money(written, label="anggaran")


def test_a_blank_realisation_is_unknown_and_money_of_a_kecamatan_stays_there(register, mesuji):
    draft = funds(
        register,
        mesuji,
        FUND
        + "Simpang Pematang;Mulya Agung;dana desa;PMT;15.000.000;;ya\nSimpang Pematang;;BOK;Pelacakan;1000000;0;t\n",
    )

    desa, kecamatan = draft.funds
    assert (desa.realised_rp, desa.is_direct, desa.fund) == (None, True, "DD")
    assert (kecamatan.area_code, kecamatan.realised_rp) == ("181105", 0)
    assert "1 baris tingkat kecamatan atau kabupaten; tidak dibagi ke desa." in draft.notes


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Mesuji;;pinjol;PMT;1000;;", "sumber dana 'pinjol' tidak dikenal"),
        ("Mesuji;;DD;;1000;;", "kegiatan kosong"),
        ("Mesuji;;DD;PMT;;;", "anggaran kosong"),
        ("Mesuji;;DD;PMT;1000;;mungkin", "Tulis ya atau tidak"),
    ],
)
def test_a_bad_budget_refuses_the_sheet(register, mesuji, row, said):
    with pytest.raises(ImportRefusedError) as refused:
        funds(register, mesuji, FUND + row + "\n")

    assert any(said in problem for problem in refused.value.problems)


def test_more_spent_than_planned_is_taken_and_told(register, mesuji):
    draft = funds(register, mesuji, FUND + "Mesuji;;DD;PMT;1000;2000;ya\n")

    assert any("lebih besar daripada anggaran" in note for note in draft.notes)


NIK, PHONE = "3514990605239901", "081234567890"


@pytest.mark.parametrize("number", [NIK, PHONE])
@pytest.mark.parametrize("heading", ["Kode Wilayah", "Kegiatan", "Tahun", "Anggaran", "Sumber Dana"])
def test_a_number_of_a_person_in_the_wrong_column_is_not_repeated(register, mesuji, number, heading):
    cells = {"Kode Wilayah": "1811", "Kegiatan": "PMT", "Tahun": "x", "Anggaran": "1", "Sumber Dana": "DD"}
    cells[heading] = number
    sheet = ";".join(cells) + "\n" + ";".join(cells.values()) + "\n"

    with pytest.raises(ImportRefusedError) as refused:
        read_funds(sheet.encode(), register=register, kabupaten=mesuji, name="a.csv")

    assert number not in " ".join([str(refused.value), *refused.value.problems])


@pytest.mark.parametrize("written", ["9" * 5_000, "-" + "9" * 5_000, "1e308", "inf", "nan", "-1", "²", "٣"])
def test_money_that_is_no_budget_is_refused_with_a_sentence(written):
    with pytest.raises(StuntingError, match="bukan rupiah penuh"):
        money(written, label="anggaran")


def test_of_thousands_of_bad_rows_the_first_are_told_and_the_others_counted():
    found = masking.told([f"Baris {number}: a\u202eb\x00" for number in range(100_000)])

    assert len(found) == masking.MOST_SENTENCES + 1
    assert found[0] == "Baris 0: ab"
    assert "99950 masalah lain" in found[-1]


def test_signs_that_cannot_be_seen_are_not_kept():
    assert short_text("PMT\u202e lokal\x00\u200b", label="kegiatan", longest=400) == "PMT lokal"
