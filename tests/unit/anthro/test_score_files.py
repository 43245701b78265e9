"""The command `zscore`: what goes in comes out again, with six columns more."""

import csv
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stunting import cli
from stunting.anthro import files, tables_in, zscores

ADDED = ["haz", "waz", "whz", "flag_haz", "flag_waz", "flag_whz"]
HEADER = "sex,age_days,weight_kg,lenhei_cm,measure\n"
CHILD = "m,1721,15.1,94.6,h"
SCORED = "-2.99,-1.24,0.96,0,0,0"


@pytest.fixture
def run(tmp_path, capsys):
    """Run `zscore` on a file with this content: exit code, lines of the result, output, errors."""

    def call(content, *, name="anak.csv", out="hasil.csv", options=()):
        source, result = tmp_path / name, tmp_path / out
        if content is not None:
            source.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = cli.main(["zscore", str(source), str(result), *options])
        captured = capsys.readouterr()
        lines = result.read_text(encoding="utf-8").splitlines() if result.is_file() and out.endswith("csv") else []
        return code, lines, captured.out, captured.err

    return call


def as_texts(path):
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    return rows[0], rows[1:]


@pytest.mark.parametrize("name", ["who_r_package.csv", "who_r_package_months.csv"])
def test_golden_rows_come_out_with_the_printed_scores(golden, tmp_path, name):
    expected = golden(name)
    # Weight 0 is where we differ on purpose.
    expected = expected[~((expected.get("case", "") == "nonpositive_or_missing") & (expected["weight_kg"] == "0"))]
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    given = expected.drop(columns=ADDED)
    given.to_csv(source, index=False)

    assert cli.main(["zscore", str(source), str(out)]) == 0

    header, rows = as_texts(out)
    assert header == [*given.columns, *ADDED]
    assert [row[: -len(ADDED)] for row in rows] == given.to_numpy().tolist()
    assert [row[-len(ADDED) :] for row in rows] == expected[ADDED].to_numpy().tolist()


def test_scores_have_two_decimals_and_nothing_where_there_is_none(run):
    code, lines, _, err = run(HEADER + f"{CHILD}\nf,1,,50.0,\n")

    assert (code, err) == (0, "")
    assert lines == [HEADER.strip() + "," + ",".join(ADDED), f"{CHILD},{SCORED}", "f,1,,50.0,,0.37,,,0,,"]


def test_texts_are_repeated_as_they_were_written(run, tmp_path):
    row = ["007", "1e3", "M", " 1721 ", "15.10", "+94.6", "H"]

    run("id,catatan," + HEADER + ",".join(row) + "\n")

    _, rows = as_texts(tmp_path / "hasil.csv")
    assert rows == [[*row, *SCORED.split(",")]]


def test_quoted_texts_survive(run, tmp_path):
    content = (
        "catatan," + HEADER + '"a ""b"", c",' + CHILD + '\n"baris\nbaru",' + CHILD + "\n  dua spasi  ," + CHILD + "\n"
    )

    run(content)

    _, rows = as_texts(tmp_path / "hasil.csv")
    assert [row[0] for row in rows] == ['a "b", c', "baris\nbaru", "  dua spasi  "]
    assert {",".join(row[-6:]) for row in rows} == {SCORED}


@pytest.mark.parametrize(
    "row",
    ["M,1721,15.1,94.6,H", " m , 1721 , 15.1 , 94.6 , h ", "L,1721.4,15.10,94.60,Berdiri", 'm,1721,"15,1","94,6",h'],
)
def test_case_blanks_and_decimal_commas_do_not_matter(run, row):
    _, lines, _, err = run(HEADER + row + "\n")

    assert lines[1].endswith("," + SCORED)
    assert err == ""


def test_a_file_of_an_indonesian_excel_stays_one(run):
    content = '\ufeffnama;sex;age_days;weight_kg;lenhei_cm;measure\r\n"a;b";L;1721;15,1;94,6;H\r\n'

    code, lines, _, _ = run(content)

    assert code == 0
    assert lines == [
        "nama;sex;age_days;weight_kg;lenhei_cm;measure;" + ";".join(ADDED),
        '"a;b";L;1721;15,1;94,6;H;-2,99;-1,24;0,96;0;0;0',
    ]


def test_semicolons_with_decimal_points_keep_decimal_points(run):
    _, lines, _, _ = run(HEADER.replace(",", ";") + CHILD.replace(",", ";") + "\n")

    assert lines[1] == (CHILD + "," + SCORED).replace(",", ";")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_understood_and_written_as_utf8(run, encoding):
    _, lines, _, _ = run(("nama," + HEADER + "René," + CHILD + "\n").encode(encoding))

    assert lines[1] == f"René,{CHILD},{SCORED}"


@pytest.mark.parametrize(("age", "day"), [("730.49", "730"), ("730.5", "731"), ("0730", "730"), ("7.3e2", "730")])
def test_ages_may_be_fractions_or_oddly_written(run, age, day):
    _, odd, _, _ = run(HEADER + f"m,{age},12,85,\n")
    _, plain, _, _ = run(HEADER + f"m,{day},12,85,\n")

    assert odd[1].split(",")[5:] == plain[1].split(",")[5:]


@pytest.mark.parametrize("word", ["", "NA", "n/a", "NaN", "null", "-", " "])
def test_words_for_missing_are_missing_without_a_note(run, word):
    _, lines, _, err = run(HEADER + f"m,1721,{word},94.6,h\n")

    assert lines[1].endswith(",-2.99,,,0,,")
    assert err == ""


@pytest.mark.parametrize("word", ["12 kg", "1_000", "0x1F", "inf", "1.234,5", "dua", "#REF!"])
def test_what_is_no_number_is_missing_and_counted(run, word):
    code, lines, _, err = run(HEADER + f'{CHILD}\nm,1721,"{word}",94.6,h\n')

    assert code == 0
    assert lines[2].endswith(",-2.99,,,0,,")
    assert err == (f"1 isian weight_kg tidak terbaca dan dianggap kosong; yang pertama '{word}' pada baris data 2.\n")


def test_unknown_words_for_sex_and_posture_are_counted(run):
    _, lines, _, err = run(HEADER + "x,1721,15.1,94.6,h\nm,1721,15.1,94.6,miring\n")

    assert lines[1].endswith(",,,,,,")
    assert lines[2].endswith("," + SCORED)
    assert "1 isian sex" in err
    assert "1 isian measure" in err


def test_months_are_used_where_there_are_no_days(run):
    _, lines, _, err = run("sex,age_months,weight_kg,lenhei_cm,measure\nf,23.96,10.6,77.7,h\n")

    assert lines[1].endswith(",-2.47,-0.64,0.89,0,0,0")
    assert "age_months" in err


def test_days_are_used_where_both_are_there(run):
    _, lines, _, err = run("age_months," + HEADER + "1," + CHILD + "\n")

    assert lines[1].endswith("," + SCORED)
    assert err == ""


def test_oedema_takes_the_weight_based_scores(run):
    _, lines, _, _ = run(HEADER.strip() + ",oedema\n" + f"{CHILD},Y\n{CHILD},n\n{CHILD},\n")

    assert [line.rsplit(",", 6)[1:] for line in lines[1:]] == [
        ["-2.99", "", "", "0", "", ""],
        SCORED.split(","),
        SCORED.split(","),
    ]


def test_an_older_result_in_the_file_is_replaced_and_said_so(run):
    _, lines, _, err = run("haz," + HEADER + "9.99," + CHILD + "\n")

    assert lines[0] == HEADER.strip() + "," + ",".join(ADDED)
    assert lines[1] == f"{CHILD},{SCORED}"
    assert err == "Kolom haz sudah ada di berkas masukan dan diganti.\n"


@pytest.mark.parametrize("content", [HEADER, HEADER.strip()])
def test_a_header_without_children_gives_a_header(run, content):
    code, lines, out, _ = run(content)

    assert code == 0
    assert lines == [HEADER.strip() + "," + ",".join(ADDED)]
    assert out.startswith("0 baris")


def test_empty_rows_of_commas_are_rows_and_blank_lines_are_not(run):
    _, lines, _, _ = run(HEADER + f"{CHILD}\n,,,,\n\n{CHILD}\n\n")

    assert len(lines) == 4
    assert lines[2] == ",,,,,,,,,,"


@pytest.mark.parametrize(
    ("content", "name", "out", "sentence"),
    [
        (None, "tidak_ada.csv", "o.csv", "Berkas tidak_ada.csv tidak ditemukan."),
        ("", "a.csv", "o.csv", "a.csv kosong."),
        ("1,2\n3,4\n", "a.csv", "o.csv", "a.csv ditolak: kolom sex, weight_kg, lenhei_cm, measure, age_days (atau"),
        (HEADER.replace("measure", "cara"), "a.csv", "o.csv", "a.csv ditolak: kolom measure tidak ada."),
        (HEADER.replace("weight_kg", "weigth_kg"), "a.csv", "o.csv", "a.csv ditolak: kolom weight_kg tidak ada. Ganti"),
        ("sex," + HEADER, "a.csv", "o.csv", "a.csv ditolak: kolom sex ada lebih dari satu."),
        (HEADER + CHILD + "\nm,1\n", "a.csv", "o.csv", "a.csv ditolak: baris 3 punya 2 kolom, seharusnya 5."),
        (b"PK\x03\x04....", "a.csv", "o.csv", "a.csv adalah berkas Excel."),
        (b"PK\x03\x04....", "a.xlsx", "o.csv", "a.xlsx bukan CSV atau Parquet."),
        (b"PAR1 rusak", "a.parquet", "o.csv", "a.parquet tidak terbaca sebagai Parquet."),
        (HEADER, "a.csv", "o.xlsx", "o.xlsx harus berakhiran .csv atau .parquet."),
        (HEADER, "a.csv", "tanpa/o.csv", "Folder "),
    ],
)
def test_a_refusal_is_code_1_and_one_sentence_and_leaves_nothing(run, tmp_path, content, name, out, sentence):
    code, lines, printed, err = run(content, name=name, out=out)

    assert (code, printed, lines) == (1, "", [])
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ([name] if content is not None else [])


def test_a_folder_that_may_not_be_written_is_refused_before_the_work(run, tmp_path):
    (tmp_path / "hasil.csv").mkdir()

    code, _, _, err = run(HEADER)

    assert code == 1
    assert err.startswith("hasil.csv adalah folder.")


def test_a_forgotten_name_is_code_2(capsys):
    assert cli.main(["zscore", "a.csv"]) == 2
    assert capsys.readouterr().err.startswith("KELUAR belum ditulis.")


def test_the_report_counts_scores_and_reasons(run):
    code, _, out, _ = run(HEADER + f"{CHILD}\nm,1721,9000,94.6,h\n,1,1,1,l\n", options=["--json"])

    report = json.loads(out)
    assert code == 0
    assert report["rows"] == 3
    assert report["scored"] == {"haz": 2, "waz": 2, "whz": 2}
    assert report["flagged"] == {"haz": 0, "waz": 1, "whz": 1}
    assert report["without"]["haz"] == {"sex_unknown": 1}


def test_a_file_may_be_replaced_by_its_own_result(run):
    _, lines, _, _ = run(HEADER + CHILD + "\n", out="anak.csv")

    assert lines[1] == f"{CHILD},{SCORED}"


@pytest.fixture
def children(many):
    drawn = many(21, 5_000)
    return pd.DataFrame(
        {
            "no": np.arange(5_000),
            "sex": np.array(["", "m", "f"])[drawn["sex"]],
            "age_days": drawn["age_days"],
            "weight_kg": drawn["weight_kg"],
            "lenhei_cm": drawn["lenhei_cm"],
            "measure": pd.Categorical(np.array(["", "l", "h"])[drawn["measure"]]),
            "oedema": np.where(drawn["oedema"], "y", "n"),
        }
    )


@pytest.mark.parametrize(
    ("source", "out"), [("csv", "csv"), ("csv", "parquet"), ("parquet", "csv"), ("parquet", "parquet")]
)
def test_all_four_ways_through_small_pieces_give_the_scores_of_the_frame(children, tmp_path, monkeypatch, source, out):
    # Pieces so small that the file needs many of them.
    monkeypatch.setattr(tables_in, "BLOCK_BYTES", 20_000)
    monkeypatch.setattr(tables_in, "ROWS_AT_ONCE", 700)
    given, result = tmp_path / f"a.{source}", tmp_path / f"b.{out}"
    children.to_csv(given, index=False) if source == "csv" else children.to_parquet(given, index=False)

    report = files.score_file(given, result)

    read = pd.read_csv(result) if out == "csv" else pd.read_parquet(result)
    expected = zscores(children)
    assert report.rows == len(read) == 5_000
    assert read.columns.tolist() == [*children.columns, *ADDED]
    assert read["no"].astype(int).tolist() == list(range(5_000))
    for name in ADDED:
        np.testing.assert_array_equal(read[name].astype(float), expected[name].astype(float))


def test_parquet_keeps_the_types_of_its_columns(children, tmp_path):
    given, result = tmp_path / "a.parquet", tmp_path / "b.parquet"
    children.to_parquet(given, index=False)

    files.score_file(given, result)

    before, after = pq.read_schema(given), pq.read_schema(result)
    assert [after.field(name).type for name in before.names] == [before.field(name).type for name in before.names]
    assert after.field("haz").type == pa.float64()
    assert after.field("flag_haz").type == pa.int8()


def test_a_parquet_with_a_damaged_middle_is_refused_as_such(children, tmp_path, capsys):
    given, result = tmp_path / "a.parquet", tmp_path / "b.csv"
    children.to_parquet(given, index=False)
    content = bytearray(given.read_bytes())
    content[40:4_000] = bytes(3_960)
    given.write_bytes(content)

    code = cli.main(["zscore", str(given), str(result)])

    assert code == 1
    assert capsys.readouterr().err.startswith("a.parquet rusak.")
    assert not result.exists()


def test_lines_may_end_as_they_did_on_old_machines(run):
    _, lines, _, _ = run((HEADER + CHILD + "\n" + CHILD + "\n").replace("\n", "\r"))

    assert lines[1:] == [f"{CHILD},{SCORED}"] * 2


def test_a_parquet_without_rows_gives_a_parquet_without_rows(children, tmp_path):
    given, result = tmp_path / "a.parquet", tmp_path / "b.parquet"
    children.iloc[:0].to_parquet(given, index=False)

    files.score_file(given, result)

    assert pd.read_parquet(result).shape == (0, 13)


def test_help_is_indonesian(capsys):
    assert cli.main(["zscore", "--help"]) == 0
    assert "Menghitung skor-z WHO" in capsys.readouterr().out
