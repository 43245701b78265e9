"""Sheets with figures per desa, as offices write them."""

import io

import pytest
import xlsxwriter

from stunting.errors import ImportRefusedError, UnknownChoiceError
from stunting.geography import Register
from stunting.lokus.figure_draft import read_figures
from stunting.lokus.figure_rows import Figure
from stunting.lokus.figure_sheet import own_column, read_sheet
from stunting.lokus.figure_template import template
from stunting.paths import ROOT

HEADER = "Kecamatan;Desa/Kel;Tahun;Total KRS;Jumlah Keluarga Sasaran;Layanan Diterima;Layanan Seharusnya"
KEJAYAN, KURUNG = "3514061024", "3514062016"


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture
def read(register):
    def from_lines(*lines, encoding="utf-8", **options):
        content = "\r\n".join(lines).encode(encoding)
        return read_figures(content, register=register, kabupaten_code="3514", name="data.csv", **options)

    return from_lines


@pytest.fixture
def problems(read):
    def of(*lines, **options):
        with pytest.raises(ImportRefusedError) as refused:
            read(*lines, **options)
        return list(refused.value.problems) or [str(refused.value)]

    return of


def values(draft):
    return {(one.desa_code, one.year, one.key): one.value for one in draft.figures}


def test_a_plain_sheet_is_read(read):
    draft = read(HEADER, "Kejayan;Kejayan;2025;120;1.500;300;360", source="Verval KRS 2025")

    assert values(draft) == {
        (KEJAYAN, 2025, "krs_n"): 120,
        (KEJAYAN, 2025, "family_n"): 1500,
        (KEJAYAN, 2025, "service_received_n"): 300,
        (KEJAYAN, 2025, "service_due_n"): 360,
    }
    assert (draft.kabupaten_name, draft.source, draft.years) == ("Kab. Pasuruan", "Verval KRS 2025", (2025,))


def test_a_messy_sheet_is_read_and_what_was_done_is_told(read):
    draft = read(
        "DATA KELUARGA BERISIKO STUNTING KABUPATEN PASURUAN",
        ";;;;",
        "No;KECAMATAN;NAMA DESA/KELURAHAN;TOTAL KRS (KELUARGA);Jarak ke Puskesmas (km);Verifikasi",
        "1;2;3;4;5;6",
        "1;KEC. KEJAYAN;KEL. KEJAYAN;12;2,5;verifikasi",
        "2;;ds. kurung;-;;",
        "No;KECAMATAN;NAMA DESA/KELURAHAN;TOTAL KRS (KELUARGA);Jarak ke Puskesmas (km);Verifikasi",
        "3;GEMPOL;Kejapanan;7;0;",
        ";JUMLAH;;19;;",
        "Mengetahui, Kepala Dinas;;;;;",
        encoding="cp1252",
        year=2025,
    )

    assert [value for key, value in values(draft).items() if key[0] == KEJAYAN] == [12, 2.5]
    assert KURUNG not in {one.desa_code for one in draft.figures}
    assert 0 in values(draft).values()
    assert "Baris jumlah atau catatan dilewati: baris 9, 10." in draft.notes
    assert "Kecamatan 1 baris kosong dan diambil dari baris di atasnya." in draft.notes
    assert "1 baris tanpa angka: tetap tidak diketahui, bukan nol." in draft.notes
    assert "Kolom tanpa angka tidak dibaca: Verifikasi." in draft.notes
    assert "363 desa/kelurahan tidak punya angka di lembar ini; tetap tidak diketahui." in draft.notes


def test_codes_need_no_names(read):
    draft = read("kode_desa;tahun;krs", "35.14.06.1024;2025;5", f"{KURUNG};2024;6")

    assert values(draft) == {(KEJAYAN, 2025, "krs_n"): 5, (KURUNG, 2024, "krs_n"): 6}


def test_a_code_decides_between_desa_of_one_name(read):
    draft = read("kode_desa;desa;tahun;krs", "3514062014;Sumbersuko;2025;5")

    assert [one.desa_code for one in draft.figures] == ["3514062014"]


def test_every_bad_row_is_told_with_its_number(problems):
    told = problems(
        HEADER,
        "Kejayan;Kejayn;2025;1;2;3;4",
        "Kejayan;Kejayan;25;1;2;3;4",
        "Kejayan;Kejayan;2025;9;2;3;4",
        "Kejayan;Kurung;2025;banyak;2,5;3;",
        "Kejayan;Klinter;2025;1;2;;4",
        "Kejayan;Wrati;2025;1;2;;",
        "Kejayan;Wrati;2025;1;2;;",
        ";;2025;1;2;;",
    )

    assert [one.split(":")[0] for one in told] == [f"Baris {n}" for n in (2, 3, 4, 5, 5, 6, 8, 9)]
    assert "Maksudnya Kel. Kejayan" in told[0]
    assert "tahun '25' tidak dapat dipakai" in told[1]
    assert told[2] == "Baris 4: total KRS 9 lebih besar daripada keluarga sasaran 2."
    assert told[3] == "Baris 5: total KRS 'banyak' bukan bilangan bulat nol atau lebih. Tulis misalnya 1234."
    assert told[5] == "Baris 6: layanan diterima kosong. Isi keduanya atau kosongkan keduanya."
    assert told[6] == "Baris 8: Desa Wrati tahun 2025 sudah ada di baris 7. Hapus salah satunya."
    assert "desa/kelurahan kosong" in told[7]


def test_more_services_than_were_due_are_taken_as_written_and_told(read):
    draft = read(HEADER, "Kejayan;Kejayan;2025;;;1.080;147")

    assert values(draft)[KEJAYAN, 2025, "service_received_n"] == 1080
    assert any(note.startswith("Baris 2: layanan diterima 1.080 dari 147, lebih dari 100%.") for note in draft.notes)


def test_a_recap_whose_parts_do_not_add_up_is_told(read):
    draft = read("Desa;Tahun;Total KRS;Tidak Berisiko;Jumlah Keluarga Sasaran", f"{KEJAYAN};2025;10;80;100")

    assert [one.key for one in draft.figures] == ["krs_n", "family_n", "not_at_risk_n"]
    assert any("bersama 90, tetapi keluarga sasaran 100" in note for note in draft.notes)


def test_further_columns_with_numbers_are_own_columns(read):
    draft = read("Desa;Tahun;Jarak (km);Cakupan air (%) ↓;Catatan", f"{KEJAYAN};2025;2,5;80;jauh")

    assert [(one.key, one.label, one.unit, one.is_higher_worse) for one in draft.own] == [
        ("own_jarak", "Jarak", "km", True),
        ("own_cakupan_air", "Cakupan air", "%", False),
    ]
    assert draft.figures[-1] == Figure(desa_code=KEJAYAN, year=2025, key="own_cakupan_air", value=80)


@pytest.mark.parametrize(
    ("heading", "label", "unit", "is_higher_worse"),
    [
        ("Skor IDM (rendah buruk)", "Skor IDM", "", False),
        ("BABS %", "BABS", "%", True),
        ("Cakupan posyandu (%) (makin rendah makin buruk)", "Cakupan posyandu", "%", False),
        ("Jarak ↑ (km)", "Jarak", "km", True),
    ],
)
def test_a_heading_tells_unit_and_direction(heading, label, unit, is_higher_worse):
    column = own_column(heading)

    assert (column.label, column.unit, column.is_higher_worse) == (label, unit, is_higher_worse)


def test_unit_and_direction_can_be_changed_and_a_column_left_out(read):
    draft = read("Desa;Tahun;Jarak;Skor", f"{KEJAYAN};2025;2,5;80")

    changed = draft.described("Jarak", unit="km").described("own_skor", is_higher_worse=False)

    assert [(one.unit, one.is_higher_worse) for one in changed.own] == [("km", True), ("", False)]
    assert [one.key for one in draft.without("Skor").figures] == ["own_jarak"]
    with pytest.raises(UnknownChoiceError, match="Jarak"):
        draft.described("Jarek", unit="m")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Desa;Tahun;KRS 2024", f"{KEJAYAN};2025;1"), "memuat tahun"),
        (("Desa;Tahun;Skor <b>", f"{KEJAYAN};2025;1"), "memuat tanda <"),
        (("Desa;Tahun;Skor;skor", f"{KEJAYAN};2025;1;2"), "ada dua kali"),
        (("Desa;Tahun;KRS;Total KRS", f"{KEJAYAN};2025;1;2"), "dua judul berarti sama"),
        (("Desa;Tahun;Skor", f"{KEJAYAN};2025;1.234"), "dapat berarti 1234 atau 1,234"),
        (("Desa;Tahun;Skor", f"{KEJAYAN};2025;1", f"{KURUNG};2025;rusak"), "Baris 3: Skor 'rusak' bukan angka."),
        (("Kabupaten;Desa;Tahun;KRS", f"Kab. Magetan;{KEJAYAN};2025;1"), "bukan Kab. Pasuruan"),
        (("Desa;KRS", f"{KEJAYAN};1"), "tahun kosong"),
        (("NIK;Desa;Tahun;BB", f"3514000000000001;{KEJAYAN};2025;12"), "daftar orang atau keluarga"),
        (("No KK;Desa;KRS", f"3514000000000001;{KEJAYAN};1"), "daftar orang atau keluarga"),
        (("Desa;Tahun;Skor", f"{KEJAYAN};2025;3514000000000001"), "Skor '9999999999999999' negatif atau terlalu besar"),
        (("nama;umur", "Budi;3"), "tidak punya baris judul"),
        ((HEADER,), "tidak punya angka"),
        (("\x00\x01\x02\x03",), "bukan tabel yang dikenal"),
        (("",), "kosong (0 bita)"),
    ],
)
def test_a_sheet_that_cannot_be_taken_says_why(problems, lines, said):
    assert any(said in one for one in problems(*lines))


def test_a_percentage_that_may_be_a_fraction_is_told(read):
    draft = read("Desa;Tahun;Air (%)", f"{KEJAYAN};2025;0,8")

    assert any("mungkin pecahan" in note for note in draft.notes)


def test_a_source_with_markup_is_refused(problems):
    assert any("Sumber" in one for one in problems(HEADER, "Kejayan;Kejayan;2025;1;2;;", source="<b>"))


def test_the_template_lists_every_desa_and_comes_back_filled(register):
    content = template(register, "3514", year=2025)
    sheet = read_sheet("templat.xlsx", content)

    assert len(sheet.rows) == 365
    with pytest.raises(ImportRefusedError, match="tidak punya angka"):
        read_figures(content, register=register, kabupaten_code="3514", name="templat.xlsx")


def test_numbers_of_a_spreadsheet_are_numbers(register):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("sampul").write(0, 0, "Laporan")
        sheet = book.add_worksheet("isi")
        sheet.write_row(1, 0, ["Kode Desa", "Tahun", "KRS", "Jarak (km)"])
        sheet.write_row(2, 0, [3514061024, 2025, 12, 1.234])
    draft = read_figures(stream.getvalue(), register=register, kabupaten_code="Kab. Pasuruan", name="a.xlsx")

    assert values(draft) == {(KEJAYAN, 2025, "krs_n"): 12, (KEJAYAN, 2025, "own_jarak"): 1.234}


def test_a_file_that_is_gone_says_so(register, tmp_path):
    with pytest.raises(ImportRefusedError, match=r"hilang\.csv tidak ditemukan"):
        read_figures(tmp_path / "hilang.csv", register=register, kabupaten_code="3514")
