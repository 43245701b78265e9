"""Sheets with services, as offices write them: read whole or refused with every fault."""

import io
import random

import pytest
import python_calamine
import xlsxwriter

from stunting.errors import ImportRefusedError, UnknownChoiceError
from stunting.geography import Register
from stunting.paths import ROOT
from stunting.services.draft import read_draft
from stunting.services.headings import offered, part_of, period_of, service_of, split
from stunting.services.registry import BY_KEY, SERVICES, of_list
from stunting.services.service import ESSENTIAL, PERPRES
from stunting.services.template import template_xlsx

KEJAYAN, KURUNG = "3514061024", "3514062016"
ASI = "14. Bayi usia kurang dari 6 bulan mendapat air susu ibu (ASI) eksklusif"
WIDE = (
    "REKAP CAKUPAN LAYANAN KABUPATEN PASURUAN",
    f"No;Kecamatan;Desa;{ASI};;;Persentase Unmeet Need pelayanan keluarga berencana;;;DD",
    ";;;Jumlah sasaran;Jumlah terlayani;%;Jumlah sasaran;Jumlah terlayani;%;",
)
LONG = "kode_desa;tahun;periode;indikator;pembilang;penyebut"


@pytest.fixture(scope="module")
def register():
    return Register.from_parquet(ROOT / "data" / "raw" / "wilayah" / "wilayah.parquet")


@pytest.fixture
def read(register):
    def from_lines(*lines, encoding="utf-8", **options):
        content = "\r\n".join(lines).encode(encoding)
        return read_draft(content, register=register, kabupaten_code="3514", name="layanan.csv", **options)

    return from_lines


@pytest.fixture
def problems(read):
    def of(*lines, **options):
        with pytest.raises(ImportRefusedError) as refused:
            read(*lines, **options)
        return [str(refused.value), *refused.value.problems]

    return of


def values(draft):
    return {
        (one.area_code, one.period, one.service_key): (one.numerator_n, one.denominator_n, one.is_scheduled)
        for one in draft.counts
    }


def test_pairs_of_columns_under_two_headings_are_read(read):
    draft = read(*WIDE, "1;2;3;4;5;6;7;8;9;10", "1;Kejayan;Kejayan;10;8;80;1.000;90;9;1", year=2025, period="TW I")

    assert values(draft) == {(KEJAYAN, "tw1", "asi"): (8, 10, True), (KEJAYAN, "tw1", "unmet_need"): (90, 1000, True)}
    assert draft.periods == ("Triwulan I 2025",)
    assert any("Kolom lain tidak dibaca: No, DD" in one for one in draft.notes)


def test_blank_is_unknown_a_dash_is_not_scheduled_and_nought_is_nought(read):
    draft = read(
        *WIDE,
        "1;Kejayan;Kejayan;;;;5;0;;",
        "2;Kejayan;Kurung;-;tidak dijadwalkan;;5;;;",
        year=2025,
    )

    assert values(draft) == {
        (KEJAYAN, "tahun", "unmet_need"): (0, 5, True),
        (KURUNG, "tahun", "asi"): (None, None, False),
        (KURUNG, "tahun", "unmet_need"): (None, 5, True),
    }
    assert any("1 angka tanpa pasangan" in one for one in draft.notes)
    assert any("363 desa/kelurahan tidak punya angka" in one for one in draft.notes)


def test_more_reached_than_were_to_be_reached_is_told_and_kept(read):
    draft = read(*WIDE, "1;Kejayan;Kejayan;147;1.080;735;;;;", year=2025)

    assert values(draft)[KEJAYAN, "tahun", "asi"] == (1080, 147, True)
    assert any("Baris 4: ASI eksklusif, terlayani 1.080 dari 147, lebih dari 100%" in one for one in draft.notes)
    assert draft.by_service()[0]["Lebih dari 100%"] == 1


def test_the_long_layout_is_read(read):
    draft = read(
        LONG,
        f"{KEJAYAN};2025;Agustus;asi;3;4",
        f"{KEJAYAN};2025;Agustus;Imunisasi dasar lengkap;5;9",
        f"{KURUNG};2025;s1;ASI eksklusif;tidak dijadwalkan;",
    )

    assert values(draft) == {
        (KEJAYAN, "m08", "asi"): (3, 4, True),
        (KEJAYAN, "m08", "idl"): (5, 9, True),
        (KURUNG, "s1", "asi"): (None, None, False),
    }


def test_a_sheet_per_kecamatan_is_read(read):
    draft = read("Kecamatan;idl sasaran;idl terlayani", "Kec. Kejayan;10;5", "Purwodadi;4;0", "JUMLAH;14;5", year=2025)

    assert values(draft) == {("351406", "tahun", "idl"): (5, 10, True), ("351401", "tahun", "idl"): (0, 4, True)}
    assert "2 kecamatan Kab. Pasuruan" in draft.sentences()[0]


def test_a_number_of_families_has_no_denominator(read):
    draft = read(LONG, f"{KEJAYAN};2025;tahun;keluarga_tunai;30;90")

    assert values(draft) == {(KEJAYAN, "tahun", "keluarga_tunai"): (30, None, True)}


def test_a_number_outside_the_cadence_is_kept_and_told(read):
    draft = read(LONG, f"{KEJAYAN};2025;Maret;asi;3;4")

    assert any("ASI eksklusif biasanya tidak dijadwalkan pada Maret 2025" in one for one in draft.notes)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((LONG, f"{KEJAYAN};2025;Agustus;asi;tiga;4"), "Baris 2: ASI eksklusif, pembilang 'tiga' bukan bilangan bulat"),
        ((LONG, f"{KEJAYAN};2025;Agustus;asi;-3;4"), "bukan bilangan bulat"),
        ((LONG, f"{KEJAYAN};2025;Agustus;asi;2,5;4"), "bukan bilangan bulat"),
        ((LONG, f"{KEJAYAN};2025;Agustus;asi;3514000000000001;4"), "'9999999999999999' bukan bilangan bulat"),
        ((LONG, f"{KEJAYAN};2025;kapan;asi;3;4"), "periode 'kapan' tidak dapat dipakai"),
        ((LONG, f"{KEJAYAN};2025;Agustus 2024;asi;3;4"), "periode 'Agustus 2024' tidak dapat dipakai"),
        ((LONG, f"{KEJAYAN};1925;Agustus;asi;3;4"), "tahun '1925' tidak dapat dipakai"),
        ((LONG, f"{KEJAYAN};;Agustus;asi;3;4"), "tahun kosong"),
        ((LONG, f"{KEJAYAN};2025;tahun;Balita dipantau;3;4"), "Maksudnya 'Balita dipantau tumbuh kembang'"),
        ((LONG, f"{KEJAYAN};2025;tahun;asi;3;-"), "tetapi sasarannya tidak dijadwalkan"),
        ((LONG, "1803012001;2025;tahun;asi;3;4"), "bukan desa/kelurahan di Kab. Pasuruan"),
        (
            (LONG, *[f"{KEJAYAN};2025;tahun;asi;3;4"] * 2),
            "Baris 3: ASI eksklusif Kel. Kejayan 2025 sudah ada di baris 2",
        ),
        ((*WIDE[:2], WIDE[2].replace("%", "Jumlah terlayani", 1), "1;Kejayan;Kejayan;1;1;1;1;1;1;1"), "ada dua kali"),
        (
            ("Desa;Layanan aneh sasaran;Layanan aneh terlayani", f"{KEJAYAN};1;1"),
            "Layanan 'Layanan aneh' tidak dikenal",
        ),
        (("Kecamatan;idl sasaran;idl terlayani", "Tempat Lain;1;1"), "bukan kecamatan di Kab. Pasuruan"),
        (("NIK;Desa;asi sasaran;asi terlayani", f"3514000000000001;{KEJAYAN};1;1"), "daftar orang atau keluarga"),
        (("Nama Ibu;Desa;asi sasaran;asi terlayani", f"Siti;{KEJAYAN};1;1"), "daftar orang atau keluarga"),
        (("nama;umur", "Budi;3"), "tidak punya judul"),
        (WIDE, "tidak punya angka"),
        (("\x00\x01\x02",), "bukan tabel yang dikenal"),
        (("",), "kosong (0 bita)"),
    ],
)
def test_a_sheet_that_cannot_be_taken_says_why(problems, lines, said):
    assert any(said in one for one in problems(*lines))


def test_nothing_of_a_person_is_repeated(problems):
    said = " ".join(problems("NIK;Nama;Desa;asi sasaran;asi terlayani", f"3514000000000001;Budi Santoso;{KEJAYAN};1;1"))

    assert "3514000000000001" not in said
    assert "Budi" not in said


def test_every_bad_row_is_told(problems):
    lines = [f"{KEJAYAN};2025;m{month:02};asi;x;4" for month in range(1, 13)]

    assert len(problems(LONG, *lines)) == 13


def test_too_many_rows_are_refused(problems):
    assert any("20000 baris atau lebih" in one for one in problems(LONG, *[";;;;;"] * 20_001))


def test_a_formula_in_a_text_file_is_no_number(problems):
    assert any("bukan bilangan bulat" in one for one in problems(LONG, f'{KEJAYAN};2025;tahun;asi;"=1+1";4'))


def test_an_unknown_period_of_the_whole_sheet_is_refused(read):
    with pytest.raises(UnknownChoiceError):
        read(*WIDE, "1;Kejayan;Kejayan;1;1;;;;;", year=2025, period="kapan-kapan")


@pytest.mark.parametrize("level", ["desa", "kecamatan"])
@pytest.mark.parametrize("listed", [ESSENTIAL, PERPRES])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_template_that_was_filled_in_reads_back_the_same(register, level, listed, seed):
    chance = random.Random(seed)
    period = chance.choice(["tahun", "s2", "tw2", "m08"])
    blank = template_xlsx(register, "3514", year=2025, period=period, level=level, listed=listed)
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(blank)).get_sheet_by_name("layanan").to_python()
    first, written = len(rows[0]) - 2 * len(of_list(listed)), {}
    for row in rows[2:]:
        for at, one in enumerate(of_list(listed)):
            if chance.random() < 0.02:
                pair = chance.choice([(4, 3), (0, 0), (3, 40), ("", 2), (7, ""), ("-", "-")])
                row[first + 2 * at], row[first + 2 * at + 1] = pair
                numbers = tuple(None if cell in ("", "-") else cell for cell in reversed(pair))
                due = numbers[1] if one.has_coverage else None
                if numbers != (None, None) or pair == ("-", "-"):
                    written[row[0], one.key] = (numbers[0], due, pair != ("-", "-"))
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("layanan")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    draft = read_draft(stream.getvalue(), name="isi.xlsx", register=register, kabupaten_code="3514")

    assert {(one.area_code, one.service_key): (one.numerator_n, one.denominator_n, one.is_scheduled) for one in draft.counts} == written  # fmt: skip  # noqa: E501
    assert {one.period for one in draft.counts} == {period}


def test_every_way_to_write_a_service_is_read():
    for one in SERVICES:
        for text in (one.key, one.short, one.wording, one.wording.upper(), f"7. {one.wording}", one.perpres_wording):
            assert not text or service_of(text) == one.key
    assert service_of("Unmeet Need pelayanan keluarga berencana") == "unmet_need"
    assert service_of("Balita dipantau") == ""
    assert offered("Balita dipantau")[0] == BY_KEY["pantau"].short


def test_headings_of_counts_are_known_and_others_are_not():
    assert [part_of(one) for one in ("Jumlah Sasaran", "jumlah terlayani", "%", "Persentase (%)", "Desa")] == [
        *("penyebut", "pembilang", "persen", "persen", ""),
    ]
    assert split("rematri_ttd_terlayani") == ("rematri_ttd", "pembilang")
    assert split("Jumlah sasaran - ASI eksklusif") == ("ASI eksklusif", "penyebut")
    assert split("Kode desa") == ("", "")


def test_periods_are_read_as_people_write_them():
    assert [
        period_of(one, year=2025) for one in ("TW II", "Triwulan 4", "Semester I", "agustus 2025", "tahun", "8")
    ] == [
        *("tw2", "tw4", "s1", "m08", "tahun", ""),
    ]
    assert period_of("Agustus 2024", year=2025) == ""
