import json

import pytest
import xlsxwriter

from stunting import releases, sidecar, survey_files, survey_table
from stunting.build import estimates
from stunting.build.release import build_release
from stunting.errors import BuildError, ImportRefusedError
from tests.small import TINY

HEAD = "kode_wilayah;nama_wilayah;survei;tahun;prevalensi_persen;ci_bawah_persen;ci_atas_persen;n;sumber\n"
GOOD = HEAD + "35.20;Kab. Magetan;SSGI;2024;10,3;8,1;12,5;1.234;Buku SSGI 2024 hal. 77\n"


@pytest.fixture
def add(tiny_layout, monkeypatch, tmp_path):
    """Add a table given as text or bytes to the small installation."""
    monkeypatch.setattr(survey_files, "build_release", lambda layout, **_: build_release(layout, expected=TINY))

    def run(content, *, name="angka.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return survey_files.add(path, layout=tiny_layout, **options)

    return run


def problems(add, content, **options):
    with pytest.raises(ImportRefusedError) as caught:
        add(content, **options)
    return caught.value.problems or (str(caught.value),)


def magetan_2024(layout):
    frame = estimates.estimates(layout)
    return frame[(frame["area_code"] == "3520") & (frame["year"] == 2024)].iloc[0]


def test_an_added_figure_is_in_the_new_release(add, tiny_layout):
    report = add(GOOD)

    row = magetan_2024(tiny_layout)
    assert (report.added, report.replaced, report.release.status) == (1, 0, "baru")
    assert (row["value_pct"], row["ci_low_pct"], row["ci_high_pct"], row["n"]) == (10.3, 8.1, 12.5, 1234)
    assert row["is_user_added"]
    assert not row["is_verified"]
    assert releases.open_release(tiny_layout).manifest.tables["survey_estimate"] == 11


def test_the_stored_table_has_a_card_with_its_checksum(add, tiny_layout):
    add(GOOD, name="SSGI Jatim (final).csv")

    (stored,) = estimates.added_files(tiny_layout)

    assert stored.name.startswith("ssgi-jatim-final-")
    assert sidecar.read(stored).title == "Angka survei tambahan dari SSGI Jatim (final).csv"


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace("Buku", "Buku “resmi” –").encode("cp1252"),
        GOOD.replace(",", ".").replace("1.234", "1234").replace(";", ",").encode(),
        GOOD.replace(";", "\t").encode(),
        ("Tabel 3. Prevalensi\n\n" + GOOD).encode(),
        GOOD.replace("prevalensi_persen", "Prevalensi Stunting (%)").replace("tahun", "Tahun").encode(),
        GOOD.replace("10,3", "10,3%").encode(),
        GOOD.replace("35.20;", ";").encode(),
        GOOD.replace("Kab. Magetan", "").encode(),
        GOOD.replace("35.20;Kab. Magetan", ";Magetan").encode(),
        GOOD.replace("35.20;Kab. Magetan", ";KABUPATEN MAGETAN, Jawa Timur").encode(),
        GOOD.replace("SSGI;", "Survei Status Gizi Indonesia;").encode(),
    ],
    ids=["bom", "cp1252", "comma", "tab", "title", "header", "percent", "name", "code", "bare", "province", "full"],
)
def test_the_same_figure_is_read_from_every_usual_form(add, tiny_layout, content):
    add(content)

    assert magetan_2024(tiny_layout)["value_pct"] == 10.3


def test_a_spreadsheet_with_real_numbers_is_read(add, tiny_layout, tmp_path):
    path = tmp_path / "angka.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(survey_table.HEADERS))
        sheet.write_row(1, 0, [3520, "Kab. Magetan", "SSGI", 2024, 10.3, 8.1, 12.5, 1234, "Buku"])

    add(path.read_bytes(), name="angka.xlsx")

    row = magetan_2024(tiny_layout)
    assert (row["value_pct"], row["n"]) == (10.3, 1234)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("35.20", "3599", "Wilayah '3599' tidak dikenal"),
        ("35.20", "18.11", "kode 18.11 adalah Kab. Mesuji, tetapi nama_wilayah menulis 'Kab. Magetan'"),
        ("35.20;Kab. Magetan", ";Kab. Magetann", "Maksud Anda"),
        ("35.20;Kab. Magetan", ";Pasuruan", "lebih dari satu wilayah"),
        ("35.20;Kab. Magetan", ";", "kode_wilayah dan nama_wilayah kosong"),
        ("35.20;Kab. Magetan", "351406;", "paling rinci kabupaten/kota"),
        ("SSGI;", "SSGJ;", "survei 'SSGJ' tidak dikenal"),
        ("SSGI;", "e-PPGBM;", "pencatatan rutin, bukan survei"),
        ("SSGI;", "Bulan Timbang Agustus;", "pencatatan rutin, bukan survei"),
        ("2024", "2023", "SSGI tidak ada untuk tahun 2023"),
        ("2024", "2199", "SSGI tidak ada untuk tahun 2199"),
        ("2024", "24", "bukan empat angka"),
        ("10,3", "", "prevalensi_persen kosong"),
        ("10,3", "tinggi", "bukan persentase"),
        ("10,3", "110", "lebih dari 100"),
        ("10,3", "0,103", "mungkin pecahan"),
        ("8,1", "11", "tidak mengapit"),
        ("8,1", "", "hanya satu"),
        ("1.234", "1,5", "bukan jumlah balita"),
        ("Buku SSGI 2024 hal. 77", "", "sumber kosong"),
    ],
)
def test_a_bad_cell_is_refused_with_row_and_reason(add, tiny_layout, old, new, reason):
    first = problems(add, GOOD.replace(old, new, 1) if old != "2024" else GOOD.replace("SSGI;2024", f"SSGI;{new}"))[0]

    assert first.startswith("Baris 2: ")
    assert reason in first
    assert estimates.added_files(tiny_layout) == []


def test_every_bad_row_is_reported_and_the_good_one_is_not_taken(add, tiny_layout):
    bad = "1811;;SSGI;2022;x;;;;Buku\n1801;;SSGI;20;5;;;;Buku\n"

    found = problems(add, GOOD + bad)

    assert [text.split(":")[0] for text in found] == ["Baris 3", "Baris 4"]
    assert estimates.added_files(tiny_layout) == []


def test_two_faults_of_one_row_are_both_told(add):
    assert len(problems(add, GOOD.replace("10,3", "x").replace("SSGI;", "?;"))) == 2


def test_a_row_twice_in_a_file_is_refused(add):
    assert "sudah ada di baris 2" in problems(add, GOOD + GOOD.removeprefix(HEAD))[0]


def test_a_figure_that_is_already_there_is_ignored_and_said(add):
    report = add(HEAD + ";Kab. Mesuji;SSGI;2024;11,1;;;;Buku\n")

    assert report.release is None
    assert report.unchanged == ("Kab. Mesuji SSGI 2024 11,10%",)


def test_another_value_is_refused_without_replace(add):
    found = problems(add, HEAD + ";Kab. Mesuji;SSGI;2024;12,0;;;;Buku\n")[0]

    assert "sudah ada dengan 11,10% (Kemenkes), berkas menulis 12,00%" in found
    assert "--replace" in found


def test_another_value_takes_the_place_with_replace_and_says_so(add, tiny_layout):
    report = add(HEAD + ";Kab. Mesuji;SSGI;2024;12,0;;;;Buku\n", replace=True)

    frame = estimates.estimates(tiny_layout)
    (row,) = frame[(frame["area_code"] == "1811") & (frame["year"] == 2024)].to_dict("records")
    assert (report.added, report.replaced, row["value_pct"]) == (0, 1, 12.0)
    assert "Menggantikan 11,10%" in row["note"]


def test_the_last_replacement_counts(add, tiny_layout):
    add(GOOD)
    add(GOOD.replace("10,3", "10,5"), replace=True)

    assert magetan_2024(tiny_layout)["value_pct"] == 10.5


def test_papua_before_the_division_is_refused_under_todays_code(add):
    assert "Tulis kode 91-lama" in problems(add, HEAD + "91;Papua;SSGI;2022;34,6;;;;Buku\n")[0]


def test_papua_before_the_division_is_taken_under_its_own_code(add):
    assert add(HEAD + "91-lama;Papua;SSGI;2022;34,6;;;;Buku\n").added == 1


def test_the_country_is_taken_by_name(add):
    assert add(HEAD + ";Indonesia;SSGI;2022;21,6;;;;Buku\n").added == 1


def test_a_dry_run_stores_nothing(add, tiny_layout):
    report = add(GOOD, dry_run=True)

    assert report.added == 1
    assert estimates.added_files(tiny_layout) == []
    assert releases.list_releases(tiny_layout) == []


def test_a_table_without_a_card_does_not_count(add, tiny_layout):
    add(GOOD)
    (stored,) = estimates.added_files(tiny_layout)
    sidecar.beside(stored).unlink()

    assert not estimates.estimates(tiny_layout)["is_user_added"].any()


def test_a_file_is_removed_again_when_the_release_cannot_be_built(add, tiny_layout):
    (tiny_layout.raw / "survei" / "target.csv").unlink()

    with pytest.raises(BuildError):
        add(GOOD)

    assert list((tiny_layout.additions / "survei").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ("a;b\n1;2\n", "x.csv", "baris judul"),
        (HEAD, "x.csv", "tidak punya baris isi"),
        (GOOD.replace(";sumber", ";tahun"), "x.csv", "ada dua kali"),
        (GOOD.replace(";sumber", ";catatan"), "x.csv", "kolom sumber tidak ada"),
        (GOOD.replace("kode_wilayah;nama_wilayah", "a;b"), "x.csv", "kode_wilayah atau nama_wilayah"),
        (GOOD, "x.pdf", "bukan CSV atau XLSX"),
        (b"bukan excel", "x.xlsx", "tidak terbaca"),
        (b"", "x.csv", "baris judul"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused(add, content, name, reason):
    assert reason in problems(add, content, name=name)[0]


def test_a_missing_file_is_named(tiny_layout, tmp_path):
    with pytest.raises(ImportRefusedError, match=r"tidak-ada\.csv tidak ditemukan"):
        survey_files.add(tmp_path / "tidak-ada.csv", layout=tiny_layout)


def test_the_template_as_handed_out_is_refused_and_filled_in_is_taken(add, tmp_path):
    book, text = survey_table.write_template(tmp_path / "templat.xlsx")

    assert "Baris 2: prevalensi_persen kosong. Isi, atau hapus barisnya." in problems(
        add, book.read_bytes(), name="templat.xlsx"
    )
    filled = text.read_text("utf-8-sig").replace("SSGI;;;;;;", "SSGI;2022;9,9;;;;Buku SSGI")
    assert add(filled).added == 1


def test_codes_without_names_are_said_to_be_read_as_kemendagri_codes(add):
    assert add(GOOD).notes == ()
    assert add(GOOD.replace("Kab. Magetan", "").replace("2024", "2022")).notes == (survey_files.CODES_ONLY,)


def test_the_report_is_plain_json(add):
    assert json.loads(json.dumps(add(GOOD).as_dict()))["added"] == 1


def test_an_interval_completes_a_shipped_figure_without_replacing_it(add, tiny_layout):
    report = add(HEAD + "18.11;Kab. Mesuji;SSGI;2024;11,1;9,0;13,2;601;Buku SSGI 2024\n")

    frame = estimates.estimates(tiny_layout)
    row = frame[(frame["area_code"] == "1811") & (frame["survey"] == "ssgi") & (frame["year"] == 2024)].iloc[0]
    assert (report.added, report.completed, report.replaced) == (0, 1, 0)
    assert (row["value_pct"], row["ci_low_pct"], row["ci_high_pct"], row["n"]) == (11.1, 9.0, 13.2, 601)
    assert row["source"] == "Buku SSGI 2024 (nilai yang sama: Kemenkes)"
    assert row["is_verified"]
    assert "Menggantikan" not in row["note"]


def test_a_completed_figure_added_again_is_unchanged(add):
    content = HEAD + "18.11;Kab. Mesuji;SSGI;2024;11,1;9,0;13,2;601;Buku SSGI 2024\n"
    add(content)

    again = add(content)

    assert (again.completed, len(again.unchanged), again.release) == (0, 1, None)


def test_another_interval_for_the_same_value_needs_replace(add):
    add(HEAD + "18.11;Kab. Mesuji;SSGI;2024;11,1;9,0;13,2;601;Buku SSGI 2024\n")

    (sentence,) = problems(add, HEAD + "18.11;Kab. Mesuji;SSGI;2024;11,1;8,0;14,2;601;Buku lain\n")

    assert "--replace" in sentence
