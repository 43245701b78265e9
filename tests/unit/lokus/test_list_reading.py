import random

import pandas as pd
import pytest

from stunting.errors import ImportRefusedError, StuntingError, UnknownAreaError
from stunting.exports import decree, decree_xlsx
from stunting.geography import Register
from stunting.letterhead import default_for
from stunting.lokus.list_reading import read_list
from stunting.lokus.list_template import template
from stunting.lokus.proposal import Place
from stunting.paths import ROOT
from tests.lokus_sheets import workbook

KLINTER, KURUNG, BULUSARI, KARANGREJO = "3514062020", "3514062016", "3514122008", "3514122007"
LAMPIRAN = [
    *("No", "Kecamatan", "Desa/Kelurahan", "Puskesmas", "Balita diukur", "Stunting", "Prevalensi"),
    *("KRS", "Cakupan", "Skor", "Status"),
]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture(scope="module")
def read(register):
    def reading(content, *, year=2026, kabupaten="3514", name="daftar.xlsx"):
        rows = workbook(content) if isinstance(content, list) else content
        return read_list(rows, name=name, register=register, kabupaten_code=kabupaten, lokus_year=year)

    return reading


def test_a_plain_sheet_is_read_with_its_names_and_row_numbers(read):
    draft = read([["No", "Kecamatan", "Desa/Kelurahan"], [1, "Kejayan", "Klinter"], [2, "Kejayan", "Kurung"]])

    assert draft.problems == ()
    assert [(row.row_no, row.kecamatan, row.desa, row.desa_code) for row in draft.rows] == [
        (2, "Kejayan", "Klinter", KLINTER),
        (3, "Kejayan", "Kurung", KURUNG),
    ]
    assert (draft.kabupaten_code, draft.lokus_year, draft.kecamatan_n) == ("3514", 2026, 1)


def test_the_annex_of_our_own_export_is_read_back(read):
    draft = read(
        [
            ["PEMERINTAH KABUPATEN PASURUAN"],
            ["Lampiran Keputusan Bupati Pasuruan Nomor 188/12/HK/2025"],
            ["DAFTAR DESA/KELURAHAN LOKUS STUNTING TAHUN 2026"],
            [],
            LAMPIRAN,
            [1, "Kejayan", "Desa Klinter", "Kejayan", 120, 18, "15,0%", 40, "91,2%", 0.812, "baru"],
            [2, "Gempol", "Desa Karangrejo", "Gempol", 90, 12, "13,3%", 31, "88,0%", 0.702, "lanjutan"],
            [3, "Gempol", "Desa Bulusari", "Gempol", 80, 3, "3,8%", 12, "95,1%", 0.2, "keluar"],
            [],
            [None, None, None, None, None, None, None, None, "Bupati Pasuruan,"],
            [None, None, None, None, None, None, None, None, "NAMA PEJABAT"],
        ],
        year=None,
    )

    assert draft.problems == ()
    assert draft.lokus_year == 2026
    assert draft.written_statuses() == {KLINTER: "baru", KARANGREJO: "lanjutan"}
    assert draft.left_codes == (BULUSARI,)
    assert any("berstatus keluar" in note and "Bulusari" in note for note in draft.notes)


def test_the_appendix_of_a_decree_that_we_export_is_read_back_with_who_leaves(read, register):
    codes = [KLINTER, KURUNG, BULUSARI, KARANGREJO, "3514061024"]
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": [register.get(code).official_name for code in codes],
            "kecamatan_code": [code[:6] for code in codes],
            "kecamatan_name": [register.get(code[:6]).name for code in codes],
            "status": ["baru", "lanjutan", "baru", "keluar", "lanjutan"],
            "is_lacking": [True, False, True, False, True],
            "place": Place.SWAPPED_IN,
            "measured_n": 100,
            "stunted_n": 12,
        }
    )
    pasuruan = register.get("3514")
    given = {"area": pasuruan, "letterhead": default_for(pasuruan), "lokus_year": 2026, "release_id": "20261121-a"}
    content = decree_xlsx.to_xlsx(decree.from_list(frame, period_label="Agustus 2025", is_sample=True, **given))

    draft = read(content, year=None)

    assert draft.problems == ()
    assert (draft.lokus_year, draft.left_codes) == (2026, (KARANGREJO,))
    members = frame[frame["status"] != "keluar"]
    assert draft.written_statuses() == dict(zip(members["area_code"], members["status"], strict=True))
    assert {row.desa for row in draft.rows} == set(members["area_name"])


@pytest.mark.parametrize(
    ("kecamatan", "desa"),
    [
        ("KEJAYAN", "KLINTER"),
        ("Kec. Kejayan", "Desa Klinter"),
        (" kejayan ", "DS. KLINTER"),
        ("KE JAYAN", "KLIN TER"),
        ("Kecamatan Kejayan", "1. Klinter"),
        ("Kejayan", "Klinter (Desa)"),
        ("Kejayan", "KLINTER\n"),
        ("Kejayan", "Klinter, Kec. Kejayan"),
    ],
)
def test_spellings_of_a_village_are_understood(read, kecamatan, desa):
    assert read([["Kecamatan", "Desa"], [kecamatan, desa]]).desa_codes == (KLINTER,)


def test_names_written_as_one_word_are_understood(read):
    draft = read([["Kecamatan", "Desa"], ["BEJI", "GUNUNGSARI"], ["Beji", "GUNUNG GANGSIR"]])

    assert draft.desa_codes == ("3514132008", "3514132006")


@pytest.mark.parametrize(
    "heading",
    [
        *("Desa", "Kelurahan", "DESA / KELURAHAN", "Nama Desa/Kelurahan", "Nama Desa Lokus", "Nama Lokus", "LOKUS"),
        *("Desa/Kel. Lokus Stunting 2026", "Kelurahan/Desa", "Pekon/Kelurahan"),
    ],
)
def test_headings_of_the_village_are_understood(read, heading):
    assert read([["Kecamatan", heading], ["Kejayan", "Klinter"]]).desa_codes == (KLINTER,)


def test_columns_stand_in_any_order(read):
    draft = read([["Status", "Desa", "Ket.", "KECAMATAN"], ["lanjutan", "Klinter", "dekat pasar", "Kejayan"]])

    assert draft.written_statuses() == {KLINTER: "lanjutan"}


def test_merged_cells_of_the_kecamatan_count_for_the_rows_below(read):
    draft = read([["Kecamatan", "Desa"], ["Kejayan", "Klinter"], [None, "Kurung"], ["Gempol", "Bulusari"]])

    assert draft.desa_codes == (KLINTER, KURUNG, BULUSARI)


def test_headings_of_groups_name_the_kecamatan(read):
    draft = read(
        [
            ["No", "Desa/Kelurahan"],
            ["I", "KECAMATAN KEJAYAN"],
            [1, "Klinter"],
            [2, "Kurung"],
            [None, "Jumlah"],
            ["II", "Kec. Gempol"],
            [1, "Bulusari"],
        ]
    )

    assert draft.problems == ()
    assert draft.desa_codes == (KLINTER, KURUNG, BULUSARI)


def test_a_kecamatan_in_a_row_of_its_own_counts_for_the_rows_below(read):
    draft = read([["No", "Kecamatan", "Desa"], [1, "Kejayan", None], [None, None, "Klinter"], [None, None, "Kurung"]])

    assert draft.problems == ()
    assert draft.desa_codes == (KLINTER, KURUNG)


def test_totals_blank_rows_column_numbers_and_repeated_headers_are_no_villages(read):
    draft = read(
        [
            ["DAFTAR LOKUS"],
            ["No", "Kecamatan", "Desa", "Status"],
            [1, 2, 3, 4],
            [1, "Kejayan", "Klinter", "baru"],
            [None, "Sub Total Kec. Kejayan", "1 desa"],
            [],
            ["No", "Kecamatan", "Desa", "Status"],
            [2, "Gempol", "Bulusari", "baru"],
            [None, None, None, None],
            ["JUMLAH", None, "2 desa"],
        ]
    )

    assert draft.problems == ()
    assert draft.desa_codes == (KLINTER, BULUSARI)


def test_a_signature_below_the_table_is_left_out_and_told(read):
    draft = read(
        [
            ["No", "Kecamatan", "Desa"],
            [1, "Kejayan", "Klinter"],
            [],
            [None, None, "Ditetapkan di Pasuruan"],
            [None, None, "BUPATI PASURUAN,"],
            [None, None, "NAMA PEJABAT"],
        ]
    )

    assert draft.problems == ()
    assert draft.notes == ("Baris 4 sampai 6 di bawah tabel tidak dibaca.",)


def test_copies_listed_below_a_table_are_no_villages_even_when_numbered(read):
    rows = [["No", "Kecamatan", "Desa"], [1, "Kejayan", "Klinter"], [None, None, "Tembusan:"], [1, None, "Bappeda"]]

    draft = read(rows)

    assert draft.problems == ()
    assert draft.notes == ("Baris 3 sampai 4 di bawah tabel tidak dibaca.",)


def test_a_misspelt_village_with_a_number_is_not_lost_below_a_blank_row(read):
    draft = read([["No", "Kecamatan", "Desa"], [1, "Kejayan", "Klinter"], [], [2, "Kejayan", "Kurang"]])

    assert draft.problems[0].startswith("Baris 4: 'Kurang' tidak ada")


def test_desa_and_kelurahan_in_two_columns_are_both_read(read):
    rows = [["Kecamatan", "Desa", "Kelurahan"], ["Kejayan", "Klinter", None], ["Kejayan", None, "Kejayan"]]

    assert read(rows).desa_codes == (KLINTER, "3514061024")


def test_two_tables_side_by_side_are_refused(read):
    rows = [["Kecamatan", "Desa", "Kecamatan", "Desa"], ["Kejayan", "Klinter", "Gempol", "Bulusari"]]

    assert read(rows).problems == ("Baris 2: ada dua nama desa/kelurahan dalam satu baris. Susun satu desa per baris.",)


def test_a_kecamatan_without_a_village_in_the_list_is_no_fault(read):
    rows = [["No", "Kecamatan", "Desa"], [1, "Bangil", "nihil"], [2, "Beji", "-"], [3, "Kejayan", "Klinter"]]

    draft = read(rows)

    assert (draft.problems, draft.desa_codes) == ((), (KLINTER,))


def test_rows_inside_the_table_without_a_village_are_told(read):
    rows = [["Kecamatan", "Desa", "Balita"], ["Kejayan", "Klinter", 90], [None, None, "tanpa", "nama"]]

    assert read([*rows, ["Kejayan", "Kurung", 80]]).notes == ("Baris 3 dilewati: tanpa nama desa/kelurahan.",)


def test_a_misspelt_village_at_the_end_is_not_taken_for_a_signature(read):
    draft = read([["Kecamatan", "Desa"], ["Kejayan", "Klinter"], ["Kejayan", "Kurang"]])

    (problem,) = draft.problems
    assert problem.startswith("Baris 3: 'Kurang' tidak ada di Kec. Kejayan. Maksud Anda Desa Kurung, Kec. Kejayan")
    assert not draft.is_usable


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["Kejayan", "Klintir"]], "Baris 2: 'Klintir' tidak ada di Kec. Kejayan. Maksud Anda Desa Klinter"),
        ([["Kejayan", "Xyzzy"]], "Baris 2: 'Xyzzy' tidak ada di Kec. Kejayan. Periksa ejaannya"),
        ([["Purwosari", "Klinter"]], "'Klinter' tidak ada di Kec. Purwosari; yang bernama itu: Desa Klinter, Kec. Kej"),
        ([["Kejayann", "Klinter"]], "kecamatan 'Kejayann' (untuk 'Klinter') tidak ada di Kab. Pasuruan. Maksud Anda K"),
        ([["", "Kalirejo"]], "Baris 2: nama 'Kalirejo' dipakai 4 desa/kelurahan: "),
        ([["Kejayan", "Klinter"], ["KEJAYAN", "Desa Klinter"]], "Baris 3: Desa Klinter, Kec. Kejayan (3514062020) sud"),
        ([["Natar", "Hajimena"]], "kecamatan 'Natar' (untuk 'Hajimena') tidak ada di Kab. Pasuruan."),
        ([["Gempol", "Kec. Gempol"]], "'Kec. Gempol' bukan nama desa/kelurahan."),
        ([["Kejayan", "Klinter, Kejayan"]], "'Klinter, Kejayan' dapat berarti satu desa atau dua."),
    ],
)
def test_a_row_that_is_not_clear_gets_one_sentence(read, rows, sentence):
    (problem,) = read([["Kecamatan", "Desa"], *rows]).problems

    assert sentence in problem


def test_every_bad_row_has_its_sentence_and_nothing_is_usable(read):
    draft = read([["Kecamatan", "Desa"], ["Kejayan", "Klintir"], ["Kejayan", "Kurung"], ["Gempol", "Bulusary"]])

    assert [problem.split(":")[0] for problem in draft.problems] == ["Baris 2", "Baris 4"]


@pytest.mark.parametrize("code", ["3514062020", "35.14.06.2020", 3514062020, " 35.14.06.2020 ", "3514062020.0"])
def test_a_village_is_found_by_its_code(read, code):
    assert read([["Kode desa", "Keterangan"], [code, ""]]).desa_codes == (KLINTER,)


@pytest.mark.parametrize("line", ["a" * 2_000_000, "," * 2_000_000])
def test_a_line_as_long_as_a_book_is_no_list(read, line):
    with pytest.raises(ImportRefusedError, match="lebih panjang dari satu juta huruf"):
        read(f"kecamatan,desa\n{line}\n".encode(), name="daftar.csv")


def test_a_sheet_that_is_formatted_to_its_edge_is_read(read):
    edge = "," * 16_000

    draft = read(f"kecamatan,desa{edge}\nKejayan,Klinter{edge}\n".encode(), name="daftar.csv")

    assert (draft.desa_codes, draft.problems) == ((KLINTER,), ())


@pytest.mark.parametrize(
    ("code", "desa", "sentence"),
    [
        ("3514062020", "Kurung", "adalah Desa Klinter, Kec. Kejayan (3514062020), tetapi tertulis 'Kurung'"),
        ("3514060999", "Klinter", "bukan kode desa/kelurahan Kemendagri. Kode BPS"),
        ("351406", "Klinter", "bukan kode desa/kelurahan"),
        ("3.51406E+09", "Klinter", "kode '3.51406E+09' dipendekkan program lembar kerja. Ubah format kolomnya"),
        ("1801042001", "Hajimena", "di luar Kab. Pasuruan"),
    ],
)
def test_a_code_that_contradicts_its_name_or_place_is_refused(read, code, desa, sentence):
    (problem,) = read([["Kode Kemendagri", "Desa"], [code, desa]]).problems

    assert sentence in problem


def test_a_code_wins_over_a_slip_of_the_name_and_says_so(read):
    draft = read([["Kode", "Kecamatan", "Desa"], ["3514062020", "Kejayan", "Klintir"]])

    assert draft.desa_codes == (KLINTER,)
    assert draft.notes == (
        "Baris 2: tertulis 'Klintir', dibaca Desa Klinter, Kec. Kejayan (3514062020) menurut kodenya.",
    )


def test_several_villages_in_one_cell_are_taken_apart(read):
    draft = read([["Kecamatan", "Desa"], ["Kejayan", "1. Klinter\n2. Kurung"], ["Gempol", "Bulusari, Karangrejo"]])

    assert draft.desa_codes == (KLINTER, KURUNG, BULUSARI, KARANGREJO)


def test_an_unknown_status_is_refused(read):
    (problem,) = read([["Desa", "Kecamatan", "Status"], ["Klinter", "Kejayan", "Mandiri"]]).problems

    assert problem == "Baris 2: status 'Mandiri' tidak dikenal. Tulis baru, lanjutan, atau keluar."


def test_a_remark_column_counts_as_status_only_where_it_holds_nothing_else(read):
    only = read([["Desa", "Kecamatan", "Ket"], ["Klinter", "Kejayan", "Lokus baru"], ["Kurung", "Kejayan", None]])
    mixed = read([["Desa", "Kecamatan", "Ket"], ["Klinter", "Kejayan", "baru"], ["Kurung", "Kejayan", "dekat pasar"]])

    assert only.written_statuses() == {KLINTER: "baru", KURUNG: ""}
    assert mixed.written_statuses() == {KLINTER: "", KURUNG: ""}


def test_a_column_of_marks_says_which_of_all_villages_are_members(read):
    rows = [["Kecamatan", "Desa", "Lokus 2025", "Lokus 2026"]]
    rows += [["Kejayan", "Klinter", "v", "√"], ["Kejayan", "Kurung", "v", None], ["Gempol", "Bulusari", "", "Ya"]]

    assert read(rows, year=2025).desa_codes == (KLINTER, KURUNG)
    draft = read(rows, year=2026)
    assert draft.desa_codes == (KLINTER, BULUSARI)
    assert draft.notes == ("1 baris tahun lain atau tanpa tanda lokus tidak menjadi anggota.",)
    assert "menyebut 2025, 2026. Sebut satu tahun lokus." in " ".join(read(rows, year=None).problems)


def test_a_table_of_statuses_by_year_gives_the_list_of_the_asked_year(read):
    rows = [["Kecamatan", "Desa", 2025, 2026]]
    rows += [["Kejayan", "Klinter", "baru", "lanjutan"], ["Kejayan", "Kurung", "baru", "keluar"]]
    draft = read([*rows, ["Gempol", "Bulusari", "–", "baru"]])

    assert draft.written_statuses() == {KLINTER: "lanjutan", BULUSARI: "baru"}
    assert draft.left_codes == (KURUNG,)


def test_rows_of_other_years_are_left_out_and_told(read):
    rows = [["Tahun lokus", "Kecamatan", "Desa"], [2025, "Kejayan", "Klinter"], [2026, "Kejayan", "Kurung"]]

    draft = read(rows)

    assert draft.desa_codes == (KURUNG,)
    assert draft.notes == ("1 baris tahun lain atau tanpa tanda lokus tidak menjadi anggota.",)
    assert read(rows[:2], year=None).lokus_year == 2025
    assert read(rows, year=2027).problems[0].startswith("Kolom tahun menyebut 2025, 2026, bukan 2027.")


def test_the_year_of_a_title_counts_where_none_is_asked(read):
    rows = [["DESA LOKUS STUNTING TAHUN 2027 (SK 188/2026)"], ["Kecamatan", "Desa"], ["Kejayan", "Klinter"]]

    assert read(rows, year=None).lokus_year == 2027
    assert read(rows, year=2026).notes == ("Judul lembar menyebut lokus 2027; daftar ini disimpan untuk 2026.",)
    assert read(rows[1:], year=None).problems == ("Tahun lokus tidak tertulis di lembar. Sebut tahunnya.",)


def test_the_decree_of_a_column_is_kept(read):
    draft = read([["Desa", "Kecamatan", "Nomor SK"], ["Klinter", "Kejayan", "188/12/HK"], ["Kurung", "Kejayan", None]])

    assert draft.decree == "188/12/HK"


def test_rows_of_another_kabupaten_are_refused(read):
    rows = [["Kabupaten", "Kecamatan", "Desa"], ["Kab. Pasuruan", "Kejayan", "Klinter"]]
    rows.append(["Malang", "Kejayan", "Kurung"])

    assert read(rows).problems == ("Baris 3: 'Malang' bukan Kab. Pasuruan. Pisahkan daftarnya.",)
    rows[2][0] = "Kota Pasuruan"
    assert read(rows).problems == ("Baris 3: 'Kota Pasuruan' bukan Kab. Pasuruan. Pisahkan daftarnya.",)


def test_a_numbered_row_without_a_village_is_refused(read):
    (problem,) = read([["No", "Kecamatan", "Desa"], [1, "Kejayan", None], [2, "Kejayan", "Klinter"]]).problems

    assert problem == "Baris 2: nama desa/kelurahan kosong. Isi namanya, atau hapus barisnya."


def test_a_list_of_most_villages_is_remarked(read, register):
    rows = [["Kecamatan", "Desa"]]
    rows += [[one.name, desa.name] for one in register.children("6209") for desa in register.children(one.code)]

    draft = read(rows, kabupaten="6209")

    assert draft.problems == ()
    assert draft.notes == ("Daftar memuat 88 dari 88 desa/kelurahan di Kab. Lamandau; periksa apakah semuanya lokus.",)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_text_files_are_read_whatever_their_separator_and_encoding(read, separator, encoding):
    rows = [["Daftar lokus 2026"], ["No", "Kecamatan", "Desa"], ["1", "Kejayan", "Klinter"], ["2", "", "Kurung"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)

    assert read(content, name="daftar.csv").desa_codes == (KLINTER, KURUNG)


def test_the_first_sheet_with_a_header_is_read_and_the_others_are_told(read):
    content = workbook(
        [["Sampul"]],
        [["Kecamatan", "Desa"], ["Kejayan", "Klinter"]],
        [["Kecamatan", "Desa"], ["Gempol", "Bulusari"]],
        names=("Sampul", "Lokus", "Arsip"),
    )

    draft = read(content)

    assert draft.desa_codes == (KLINTER,)
    assert draft.notes == ("Lembar Arsip tidak dibaca; daftar lokus ada di lembar sebelumnya.",)


def test_the_empty_template_has_no_villages_and_a_filled_one_is_read(read, register):
    empty = template(register, kabupaten_code="3514", lokus_year=2027)

    draft = read(empty, year=None)

    assert draft.lokus_year == 2027
    assert draft.problems == ("Lembar tidak memuat satu pun desa/kelurahan lokus. Isi daftarnya, lalu ulangi.",)


def test_a_sheet_made_of_sample_data_is_remarked(read):
    draft = read([["DATA CONTOH - BUKAN DATA SEBENARNYA"], ["Kecamatan", "Desa"], ["Kejayan", "Klinter"]])

    assert draft.notes == ("Lembar ini bertanda DATA CONTOH: simpan hanya bila daftarnya sungguh ditetapkan.",)


def test_a_list_of_children_is_refused_without_quoting_it(read):
    with pytest.raises(ImportRefusedError, match="bukan daftar lokus") as caught:
        read([["NIK", "Nama", "Desa", "Kecamatan"], ["3514000000000001", "Budi", "Klinter", "Kejayan"]])

    assert "Budi" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 ...", "berkas PDF"),
        (b"PK\x03\x04 broken", "tidak terbaca"),
        (b"\x00\x01\x02\x03" * 50, "bukan tabel yang dikenal"),
        (b"Nama;Alamat\nA;B\n", "tidak punya baris judul"),
        (b"x" * (21 * 1024**2), "lebih dari 20 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_one_sentence(read, content, sentence):
    with pytest.raises(ImportRefusedError, match=sentence):
        read(content, name="berkas.xlsx")


def test_a_file_that_is_not_there_is_refused(read, tmp_path):
    with pytest.raises(ImportRefusedError, match="tidak ditemukan"):
        read(tmp_path / "tidak-ada.xlsx")


def test_only_a_kabupaten_has_a_list(read):
    with pytest.raises(ImportRefusedError, match="bukan kabupaten/kota"):
        read([["Desa"], ["Klinter"]], kabupaten="351406")
    with pytest.raises(UnknownAreaError):
        read([["Desa"], ["Klinter"]], kabupaten="3599")


@pytest.mark.parametrize("kabupaten", ["1801", "1811", "3514", "3520", "6209", "3575", "1113"])
def test_every_village_of_a_kabupaten_is_found_again_whatever_its_spelling(read, register, kabupaten):
    dice = random.Random(7)
    spell = [str.upper, str.lower, lambda name: f"Desa {name}" if "desa" not in name.casefold() else name]
    spell += [lambda name: name.replace(" ", ""), lambda name: name.replace(" ", "-"), lambda name: f"  {name} "]
    codes, rows = [], [["No", "Kecamatan", "Desa/Kelurahan"]]
    for kecamatan in register.children(kabupaten):
        for desa in register.children(kecamatan.code):
            codes.append(desa.code)
            rows.append([len(codes), dice.choice(spell[:2])(kecamatan.name), dice.choice(spell)(desa.name)])

    draft = read(rows, kabupaten=kabupaten)

    assert draft.problems == ()
    assert list(draft.desa_codes) == codes


def test_scrambled_sheets_are_read_or_refused_but_never_break(read):
    dice = random.Random(11)
    cells = ["No", "Kecamatan", "Desa", "Status", "Lokus 2026", "Tahun", "Kejayan", "Klinter", "Kurung", "2025", ""]
    cells += ["baru", "keluar", "v", "", "3514062020", "Kec. Gempol", "1", "2", "Bupati", "Jumlah", "√", "Kode", ","]
    codes: set[str] = set()
    for _ in range(80):
        rows = [[dice.choice(cells) for _ in range(dice.randint(0, 6))] for _ in range(dice.randint(0, 12))]
        text = "\n".join(";".join(cell.replace("\n", " ") for cell in row) for row in rows)
        try:
            draft = read(f"{text}\n".encode(), year=dice.choice([None, 2026]), name="acak.csv")
        except StuntingError:
            continue
        codes.update(draft.desa_codes)
        assert len(set(draft.desa_codes)) == len(draft.rows)

    assert KLINTER in codes
    # The cells name no other village.
    assert codes <= {KLINTER, KURUNG, "3514061024"}
