"""Each kind of fault alone: how often it stands in the file, and what the answers say about it."""

import pytest

from stunting.errors import UnknownChoiceError
from stunting.sample import faults
from tests.unit.sample.conftest import records

COUNT = 2

# Fault -> header of the cell that it changes, and the rule that fires in exactly these rows ("" where none does).
ONE_CELL = {
    "tgl_serial_excel": ("Tanggal Pengukuran", "tgl_serial_excel"),
    "tgl_nama_bulan": ("Tanggal Pengukuran", "tgl_nama_bulan"),
    "tgl_bulan_dulu": ("Tanggal Pengukuran", "tgl_bulan_dulu"),
    "tgl_tahun_dua_angka": ("Tanggal Pengukuran", "tgl_tahun_dua_angka"),
    "satuan_dalam_sel": ("Berat", "satuan_dalam_sel"),
    "berat_gram": ("Berat", "berat_gram"),
    "tinggi_meter": ("Tinggi", "tinggi_meter"),
    "bb_lahir_gram": ("BB Lahir", "bb_lahir_gram"),
    "bb_lahir_di_luar_rentang": ("BB Lahir", "bb_lahir_di_luar_rentang"),
    "tb_lahir_meter": ("TB Lahir", "tb_lahir_di_luar_rentang"),
    "tb_lahir_serial": ("TB Lahir", "tb_lahir_di_luar_rentang"),
    "tb_lahir_8888": ("TB Lahir", "nilai_8888"),
    "lila_8888": ("LiLA", "nilai_8888"),
    "lila_di_luar_rentang": ("LiLA", "lila_di_luar_rentang"),
    "jk_ejaan": ("JK", "jk_ejaan"),
    "label_tidak_dikenal": ("TB/U", "label_tidak_dikenal"),
    "umur_berbeda": ("Usia Saat Ukur", "umur_berbeda"),
    "desa_huruf_kecil": ("Desa/Kel", ""),
    "desa_gabung": ("Desa/Kel", ""),
    "desa_kata_jenis": ("Desa/Kel", ""),
    "kecamatan_awalan": ("Kec", ""),
    "puskesmas_awalan": ("Pukesmas", ""),
    "puskesmas_gabung": ("Pukesmas", ""),
    "puskesmas_kosong": ("Pukesmas", "puskesmas_kosong"),
}
# Fault -> header of the first cell that it changes, and the rule; z-scores and labels change with it.
WITH_SCORES = {
    "angka_tidak_terbaca": ("Berat", "angka_tidak_terbaca"),
    "berat_nol": ("Berat", "berat_nol"),
    "berat_di_luar_rentang": ("Berat", "berat_di_luar_rentang"),
    "tinggi_nol": ("Tinggi", "tinggi_nol"),
    "tinggi_di_luar_rentang": ("Tinggi", "tinggi_di_luar_rentang"),
    "hanya_ditimbang": ("Tinggi", ""),
    "cara_ukur_kosong": ("Cara Ukur", "cara_ukur_kosong"),
    "berdiri_di_bawah_9_bulan": ("Cara Ukur", "berdiri_di_bawah_9_bulan"),
    "berdiri_di_bawah_24_bulan": ("Cara Ukur", "cara_ukur_tidak_sesuai_umur"),
    "terlentang_sejak_24_bulan": ("Cara Ukur", "cara_ukur_tidak_sesuai_umur"),
    "z_di_luar_batas": ("Tinggi", "z_di_luar_batas"),
    "z_berbeda": ("ZS TB/U", "z_berbeda"),
}
# Fault -> header of the cell for which the row is refused, and the reason.
REFUSED = {
    "jk_tidak_terbaca": ("JK", "jk_tidak_terbaca"),
    "tgl_lahir_tidak_terbaca": ("Tgl Lahir", "tgl_lahir_tidak_terbaca"),
    "tgl_ukur_tidak_terbaca": ("Tanggal Pengukuran", "tgl_ukur_tidak_terbaca"),
    "tgl_ukur_di_masa_depan": ("Tanggal Pengukuran", "tgl_ukur_di_masa_depan"),
    "tgl_ukur_sebelum_lahir": ("Tgl Lahir", "tgl_ukur_sebelum_lahir"),
    "kabupaten_lain": ("Kab/Kota", "kabupaten_lain"),
    "desa_salah_eja": ("Desa/Kel", "wilayah_menunggu_tinjauan"),
}
# Fault -> rule, and how many rows of a child it is in; the same for all rows of a child.
OF_CHILDREN = {
    "nik_kosong": "nik_kosong",
    "nik_tersamar": "nik_tersamar",
    "nik_tidak_sah": "nik_tidak_sah",
    "nik_tanda_petik": "nik_tanda_petik",
}


@pytest.fixture(scope="module")
def clean(register, tmp_path_factory):
    """The sample without any fault, to compare with."""
    from stunting.sample.generate import write_sample
    from stunting.sample.options import SampleOptions

    options = SampleOptions(code="3514", children=220, seed=2, layout="csv")
    return write_sample(register, options, tmp_path_factory.mktemp("bersih"))


@pytest.fixture(scope="module")
def clean_rows(clean):
    return records(clean.files[0])


def changed_cells(rows, clean_rows, header):
    return sum(row[header] != before[header] for row, before in zip(rows, clean_rows, strict=True))


def extra(answers, clean, key):
    """Counts of `key` beyond those of the sample without faults."""
    before = clean.answers[key]
    found = {code: count - before.get(code, 0) for code, count in answers[key].items()}
    return {code: count for code, count in found.items() if count}


@pytest.mark.parametrize("code", ONE_CELL)
def test_a_fault_of_one_cell_changes_that_cell_and_nothing_else(small, clean, clean_rows, code):
    header, rule = ONE_CELL[code]

    made = small(faults={code: COUNT})

    rows = records(made.files[0])
    assert changed_cells(rows, clean_rows, header) == COUNT
    assert sum(row != before for row, before in zip(rows, clean_rows, strict=True)) == COUNT
    notes = extra(made.answers, clean, "notes")
    # A day that is written in another way is no longer ambiguous.
    assert {one: n for one, n in notes.items() if one != "tgl_hari_dulu"} == ({rule: COUNT} if rule else {})
    assert made.answers["rejected"] == {}
    unlabelled = COUNT if code == "label_tidak_dikenal" else 0
    assert labelled(made) == labelled(clean) - unlabelled
    assert without_labels(made) == without_labels(clean)
    if not unlabelled:
        assert made.answers["months"] == clean.answers["months"]


def labelled(sample):
    """Children with a known label, all months together; an unknown label is no label."""
    return sum(month["label_n"] for month in sample.answers["months"])


def without_labels(sample):
    return [
        {key: n for key, n in month.items() if key not in ("label_n", "label_stunted_n")}
        for month in sample.answers["months"]
    ]


@pytest.mark.parametrize("code", WITH_SCORES)
def test_a_fault_of_a_measurement_fires_its_rule_in_so_many_rows(small, clean, clean_rows, code):
    header, rule = WITH_SCORES[code]

    made = small(faults={code: COUNT})

    rows = records(made.files[0])
    assert changed_cells(rows, clean_rows, header) == COUNT
    # The gain in the month after a weight that cannot be used is another one.
    others = [name for name in clean_rows[0] if name != "Naik Berat Badan"]
    changed = sum(
        any(row[name] != before[name] for name in others) for row, before in zip(rows, clean_rows, strict=True)
    )
    assert changed == COUNT
    assert extra(made.answers, clean, "notes") == ({rule: COUNT} if rule else {})
    assert made.answers["rejected"] == {}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_row_counts_for_its_reason_and_nowhere_else(small, clean, clean_rows, code):
    header, reason = REFUSED[code]

    made = small(faults={code: COUNT})

    assert changed_cells(records(made.files[0]), clean_rows, header) == COUNT
    assert made.answers["rejected"] == {reason: COUNT}
    assert made.answers["rows_read"] == clean.answers["rows_read"]
    assert sum(month["measured_n"] for month in made.answers["months"]) == (
        sum(month["measured_n"] for month in clean.answers["months"]) - COUNT
    )


@pytest.mark.parametrize("code", OF_CHILDREN)
def test_a_fault_of_the_nik_is_in_all_rows_of_the_child(small, clean, clean_rows, code):
    made = small(faults={code: COUNT})

    rows = records(made.files[0])
    changed = [before["NIK"] for row, before in zip(rows, clean_rows, strict=True) if row["NIK"] != before["NIK"]]
    of_these = [row for row in clean_rows if row["NIK"] in changed]
    assert len(set(changed)) == COUNT
    assert len(changed) == len(of_these)
    assert extra(made.answers, clean, "notes") == {OF_CHILDREN[code]: len(changed)}
    assert made.answers["children"] == clean.answers["children"]
    assert made.answers["temporary_children"] == (0 if code == "nik_tanda_petik" else COUNT)


def test_comma_in_a_spreadsheet(small):
    made = small(faults={"koma_desimal": COUNT}, layout="xlsx")

    commas = [row["Berat"] for row in records(made.files[0]) if isinstance(row["Berat"], str) and "," in row["Berat"]]
    assert len(commas) == COUNT
    assert made.answers["notes"]["koma_desimal"] == COUNT


def test_two_children_with_one_nik_stay_two_children(small, clean):
    made = small(faults={"nik_dipakai_bersama": COUNT})

    rows = records(made.files[0])
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(row["NIK"], set()).add(row["Nama"])
    shared = [nik for nik, called in names.items() if len(called) == 2]
    assert len(shared) == COUNT
    assert made.answers["notes"]["nik_dipakai_bersama"] == sum(row["NIK"] in shared for row in rows)
    assert made.answers["children"] == clean.answers["children"]
    assert made.answers["temporary_children"] == 2 * COUNT


def test_twins_without_nik_are_two_children(small, clean):
    made = small(faults={"kembar_tanpa_nik": COUNT})

    blank = [row for row in records(made.files[0]) if not row["NIK"]]
    assert len({row["Nama"] for row in blank}) == COUNT
    assert made.answers["notes"]["nik_kosong"] == len(blank)
    assert made.answers["rows_read"] == clean.answers["rows_read"] + len(blank) // 2
    assert made.answers["children"] == clean.answers["children"] + COUNT
    assert made.answers["temporary_children"] == 2 * COUNT


def test_a_row_without_name_and_nik_is_a_child_of_its_own(small):
    made = small(faults={"tanpa_nama_dan_nik": COUNT})

    assert sum(not row["NIK"] and not row["Nama"] for row in records(made.files[0])) == COUNT
    assert made.answers["notes"]["tanpa_nama_dan_nik"] == COUNT
    assert made.answers["temporary_children"] == COUNT


def test_of_two_rows_for_one_day_the_first_is_the_duplicate(small, clean):
    made = small(faults={"duplikat": COUNT})

    rows = records(made.files[0])
    keys = [(row["NIK"], row["Tanggal Pengukuran"]) for row in rows if row["Tanggal Pengukuran"]]
    assert len(keys) - len(set(keys)) == COUNT
    assert made.answers["rejected"] == {"duplikat": COUNT}
    assert made.answers["duplicates"] == COUNT
    assert made.answers["months"] == clean.answers["months"]


def test_the_row_in_the_later_file_holds(small):
    made = small(faults={"duplikat_dua_berkas": COUNT}, layout="campuran", children=400)

    assert made.answers["rejected"] == {"duplikat": COUNT}
    assert {file["kind"] for file in made.answers["files"] if file["rows_rejected"]} == {"individu"}


def test_a_second_visit_in_a_month_is_used_and_counted_once(small, clean):
    made = small(faults={"dua_kali_sebulan": COUNT})

    assert made.answers["rows_used"] == clean.answers["rows_used"] + COUNT
    assert [m["measured_n"] for m in made.answers["months"]] == [m["measured_n"] for m in clean.answers["months"]]


def test_a_child_in_another_desa_later_has_moved(small):
    made = small(faults={"pindah_desa": COUNT})

    assert [month["moved_n"] for month in made.answers["months"]] == [0, COUNT]


@pytest.mark.parametrize(("code", "reason"), [("kembali_judul", "judul_berulang"), ("baris_jumlah", "baris_jumlah")])
def test_a_line_that_is_no_child_is_read_and_rejected(small, clean, code, reason):
    made = small(faults={code: COUNT})

    rows = records(made.files[0])
    found = sum(row["NIK"] == "NIK" for row in rows) + sum(row["No"] == "JUMLAH" for row in rows)
    assert found == COUNT
    assert made.answers["rejected"] == {reason: COUNT}
    assert made.answers["rows_used"] == clean.answers["rows_used"]
    assert made.answers["notes"] == clean.answers["notes"]


def test_empty_lines_at_the_end_are_not_read(small, clean):
    made = small(faults={"baris_kosong": COUNT})

    rows = records(made.files[0])
    assert [not any(row.values()) for row in rows[-COUNT - 1 :]] == [False, True, True]
    assert made.answers["rows_read"] == clean.answers["rows_read"]


def test_a_child_of_five_years_is_refused(small):
    made = small(faults={"umur_60_bulan_lebih": COUNT})

    ages = [row["Usia Saat Ukur"] for row in records(made.files[0])]
    assert sum(age.startswith("5 Tahun") for age in ages) == COUNT
    assert made.answers["rejected"] == {"umur_60_bulan_lebih": COUNT}


def test_a_list_without_a_month_cannot_be_counted(small):
    made = small(faults={"daftar_tanpa_bulan": COUNT}, layout="campuran", children=400)

    path = next(path for path in made.files if path.name == "contoh_daftar_tidak_ditimbang.xlsx")
    assert len(records(path)) == COUNT
    assert made.answers["rejected"] == {"periode_tidak_diketahui": COUNT}


def test_numerals_are_swapped_where_desa_have_them(small):
    made = small(code="1811", children=2600, faults={"desa_angka": COUNT, "kecamatan_gabung": COUNT})

    rows = records(made.files[0])
    assert sum(row["Desa/Kel"] in ("WIRALAGA 1", "WIRALAGA 2") for row in rows) == COUNT
    assert made.answers["sample"]["faults"] == {"desa_angka": COUNT, "kecamatan_gabung": COUNT}
    assert made.answers["rejected"] == {}


def test_a_misspelt_desa_is_listed_as_it_was_written(small):
    made = small(faults={"desa_salah_eja": COUNT})

    unmatched = made.answers["unmatched_areas"]
    assert sum(one["rows"] for one in unmatched) == COUNT
    assert all("X" in one["desa"] and one["kecamatan"].isupper() for one in unmatched)


def test_every_kind_of_fault_is_tested_alone():
    elsewhere = {
        *("koma_desimal", "nik_dipakai_bersama", "kembar_tanpa_nik", "tanpa_nama_dan_nik", "duplikat"),
        *("duplikat_dua_berkas", "dua_kali_sebulan", "pindah_desa", "kembali_judul", "baris_jumlah", "baris_kosong"),
        *("umur_60_bulan_lebih", "daftar_tanpa_bulan", "desa_angka", "kecamatan_gabung"),
    }

    assert {*ONE_CELL, *WITH_SCORES, *REFUSED, *OF_CHILDREN, *elsewhere} == set(faults.FAULTS)


def test_an_unknown_fault_is_refused_with_the_nearest_one(small):
    with pytest.raises(UnknownChoiceError, match="berat_gram"):
        small(faults={"berat_gramm": 1})
