import json
import os
import signal
import threading

import pytest

from stunting import cli, lokus_queries, queries, releases
from stunting.build.lokus import OWN
from stunting.build.release import build_release
from stunting.errors import BuildError, BusyReleaseError, ImportRefusedError
from stunting.geography import Register
from stunting.locks import exclusive
from stunting.lokus import list_files
from stunting.lokus.list_files import ListFacts, checked_facts
from stunting.paths import Layout
from tests.lokus_sheets import QUICK, add_areas, workbook
from tests.small import write_card

KEJAYAN, KLINTER, KURUNG, WONOSARI = "3514061001", "3514062002", "3514062003", "3514072001"


@pytest.fixture
def layout(tiny_layout):
    return add_areas(tiny_layout)


def facts(year=2026, **changes):
    return ListFacts(**{"lokus_year": year, "source": "Lampiran SK 441/1", "decree": "441/1", **changes})


def put(layout, codes, year=2026, **changes):
    return list_files.set_list(layout, codes, facts(year, **changes), kabupaten_code="3514", **QUICK)


def read(layout, rows, year=2026):
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    return list_files.read_list(
        workbook(rows), name="daftar.xlsx", register=register, kabupaten_code="3514", lokus_year=year
    )


def rows(layout):
    """Status by desa and year in the live release."""
    with releases.open_release(layout).database as opened:
        frame = lokus_queries.lokus_of_area(opened, within="3514")
    return {(row.desa_code, row.lokus_year): row for row in frame.itertuples()}


def statuses(layout):
    return {key: row.status for key, row in rows(layout).items()}


def test_a_list_of_the_user_is_in_the_new_release(layout):
    change = put(layout, [KLINTER, WONOSARI], decided_year=2025, decree_date=checked_day())

    found = rows(layout)
    row = found[KLINTER, 2026]
    assert list(found) == [(KLINTER, 2026), (WONOSARI, 2026)]
    assert (row.status, row.decree, row.decided_year, row.is_user_added, row.is_sample) == (
        *("baru", "441/1", 2025, True, False),
    )
    assert str(row.decree_date)[:10] == "2025-03-01"
    assert row.note == "Daftar 2025 yang sebenarnya belum ada, jadi dicatat baru."
    assert change.sentences()[:2] == [
        "Daftar lokus 2026 Kab. Pasuruan ditambahkan: 2 desa/kelurahan di 2 kecamatan.",
        "Daftar 2025 yang sebenarnya belum ada, jadi semua dicatat baru.",
    ]


def checked_day():
    return checked_facts(lokus_year=2026, source="x", decree_date="1 Maret 2025").decree_date


def test_a_sheet_becomes_a_list_and_its_status_counts_where_no_earlier_list_is_known(layout):
    draft = read(
        layout,
        [["Kecamatan", "Desa", "Status"], ["Kejayan", "Klinter", "lanjutan"], ["Wonorejo", "Wonosari", "baru"]],
    )

    list_files.add_list(layout, draft, facts(), **QUICK)

    assert statuses(layout) == {(KLINTER, 2026): "lanjutan", (WONOSARI, 2026): "baru"}
    assert rows(layout)[KLINTER, 2026].note == "Daftar 2025 yang sebenarnya belum ada; status menurut lembar."


def test_who_is_new_is_told_from_the_list_of_the_year_before_and_not_from_the_sheet(layout):
    put(layout, [KLINTER, KURUNG], 2025)
    draft = read(
        layout,
        [["Kecamatan", "Desa", "Status"], ["Kejayan", "Klinter", "baru"], ["Wonorejo", "Wonosari", "lanjutan"]],
    )

    change = list_files.add_list(layout, draft, facts(), **QUICK)

    found = rows(layout)
    assert (found[KLINTER, 2026].status, found[WONOSARI, 2026].status) == ("lanjutan", "baru")
    assert found[KLINTER, 2026].note == "Lembar menulis baru; desa ini ada di daftar 2025."
    assert found[WONOSARI, 2026].note == "Lembar menulis lanjutan; desa ini tidak ada di daftar 2025."
    assert change.said[1:] == (
        "Dibanding daftar 2025: 1 baru, 1 lanjutan, 1 keluar.",
        "2 desa/kelurahan tertulis lain di lembar; statusnya dihitung dari daftar 2025.",
    )


def test_an_earlier_list_that_comes_later_changes_the_status_of_the_next(layout):
    put(layout, [KLINTER, WONOSARI], 2026)

    change = put(layout, [KLINTER], 2025)

    assert statuses(layout)[KLINTER, 2026] == "lanjutan"
    assert "Baru dan lanjutan di daftar 2026 dihitung ulang." in change.said


def test_a_list_takes_the_place_of_the_one_before(layout):
    put(layout, [KLINTER, KURUNG, WONOSARI])

    change = put(layout, [KLINTER])

    assert list(rows(layout)) == [(KLINTER, 2026)]
    assert change.said[0] == (
        "Daftar lokus 2026 Kab. Pasuruan disimpan: 1 desa/kelurahan di 1 kecamatan, sebelumnya 3 desa/kelurahan."
    )
    assert len(OWN.files(layout)) == 1


def test_the_same_list_again_changes_nothing(layout):
    put(layout, [KLINTER])
    (before,) = OWN.files(layout)

    change = put(layout, [KLINTER])

    assert change.release.status == "tidak ada perubahan"
    assert OWN.files(layout) == [before]


def test_lists_of_several_years_stand_side_by_side(layout):
    put(layout, [KLINTER], 2024)
    put(layout, [KURUNG], 2026)

    found = list_files.own_lists(layout, kabupaten_code="3514")
    assert [(one.facts.lokus_year, one.desa_codes) for one in found] == [(2024, (KLINTER,)), (2026, (KURUNG,))]
    assert list_files.own_lists(layout, kabupaten_code="1801") == []


def test_what_was_stored_is_read_back_whole(layout):
    wanted = facts(decided_year=2025, decree_date=checked_day(), source='SK, "asli"; hal. 2')

    list_files.set_list(layout, [KLINTER], wanted, kabupaten_code="3514", **QUICK)

    (stored,) = list_files.own_lists(layout)
    assert stored.facts == wanted


def test_the_table_of_lists_is_in_the_list_of_sources(layout):
    put(layout, [KLINTER])

    with releases.open_release(layout).database as opened:
        files = queries.release_sources(opened).set_index("file")
    assert files.loc["tambahan/lokus/lokus-0001.csv", "title"] == "Daftar desa/kelurahan lokus yang ditambahkan sendiri"
    assert "lokus/pengumuman.csv" in files.index


def test_removing_the_only_list_leads_back_to_the_release_without_it(layout):
    first = build_release(layout, **QUICK)
    put(layout, [KLINTER, KURUNG])

    change = list_files.remove_list(layout, kabupaten_code="3514", lokus_year=2026, **QUICK)

    assert change.said == ("Daftar lokus 2026 Kab. Pasuruan dihapus (2 desa/kelurahan).",)
    assert (change.release.id, change.release.status) == (first.id, "diaktifkan kembali")
    assert list((layout.additions / "lokus").iterdir()) == []


def test_only_a_list_of_the_user_can_be_removed(layout):
    put(layout, [KLINTER], 2025)

    with pytest.raises(ImportRefusedError, match=r"Tidak ada daftar lokus 2026 Kab\. Pasuruan .* Yang ada: 2025\."):
        list_files.remove_list(layout, kabupaten_code="3514", lokus_year=2026, **QUICK)


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        ([], "Daftar kosong."),
        (["351406"], "Kode '351406' bukan desa/kelurahan di Kab. Pasuruan."),
        (["3514069999"], "bukan desa/kelurahan"),
        ([KLINTER, KLINTER], "ada lebih dari sekali"),
    ],
)
def test_codes_that_are_no_list_are_refused(layout, codes, sentence):
    with pytest.raises(ImportRefusedError) as caught:
        put(layout, codes)

    assert sentence in " ".join(caught.value.problems)
    assert list_files.own_lists(layout) == []


def test_a_draft_with_a_problem_is_refused_whole(layout):
    draft = read(layout, [["Kecamatan", "Desa"], ["Kejayan", "Klinter"], ["Kejayan", "Xyzzy"]])

    with pytest.raises(ImportRefusedError, match=r"daftar\.xlsx ditolak, tidak ada yang disimpan: 1 masalah") as caught:
        list_files.add_list(layout, draft, facts(), **QUICK)

    assert caught.value.problems == draft.problems
    assert list_files.own_lists(layout) == []


def test_a_draft_of_another_year_is_refused(layout):
    draft = read(layout, [["Kecamatan", "Desa"], ["Kejayan", "Klinter"]], year=2025)

    with pytest.raises(ImportRefusedError, match="dibaca untuk lokus 2025, bukan 2026"):
        list_files.add_list(layout, draft, facts(2026), **QUICK)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lokus_year": "26"}, "Tahun lokus '26' tidak dapat dipakai"),
        ({"lokus_year": "2010"}, "Tulis tahun 2018 sampai 2045"),
        ({"decided_year": "2019"}, "tidak cocok dengan lokus 2026"),
        ({"decided_year": "2027"}, "tidak cocok dengan lokus 2026"),
        ({"decree_date": "kemarin"}, "Tanggal SK 'kemarin' tidak terbaca"),
        ({"decree_date": "1 Maret 2018"}, "Tanggal SK 1 Maret 2018 tidak cocok"),
        ({"source": " ", "decree": ""}, "Sumber kosong"),
        ({"source": "<b>SK</b>"}, "memuat tanda < atau >"),
        ({"decree": "x" * 301}, "Nomor SK terlalu panjang"),
    ],
)
def test_facts_that_cannot_be_taken_are_refused_with_a_sentence(changes, sentence):
    with pytest.raises(ImportRefusedError) as caught:
        checked_facts(**{"lokus_year": "2026", "source": "SK", **changes})

    (problem,) = caught.value.problems
    assert sentence in problem


def test_a_decree_is_a_source():
    taken = checked_facts(lokus_year=2026, decree=" 441/Kep. 222 ", decided_year="2025", decree_date="01/03/2025")

    assert (taken.source, taken.decree, taken.decided_year) == ("Lampiran SK 441/Kep. 222", "441/Kep. 222", 2025)
    assert taken.decree_date == checked_day()


def test_when_the_release_cannot_be_built_the_lists_stay_what_they_were(layout):
    put(layout, [KLINTER])
    before = OWN.files(layout)
    (layout.raw / "survei" / "target.csv").unlink()

    with pytest.raises(BuildError):
        put(layout, [KURUNG])

    assert OWN.files(layout) == before
    assert [one.desa_codes for one in list_files.own_lists(layout)] == [(KLINTER,)]


def test_while_another_process_writes_nothing_is_stored(layout):
    is_held, go_on = threading.Event(), threading.Event()

    def hold():
        with exclusive(layout.releases / "kunci"):
            is_held.set()
            go_on.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    is_held.wait(10)

    with pytest.raises(BusyReleaseError, match="Rilis lain sedang dibuat"):
        put(layout, [KLINTER])

    go_on.set()
    other.join()
    assert list_files.own_lists(layout) == []


@pytest.mark.parametrize(
    "moment", ["lokus-0002.csv", "lokus-0002.csv.json", ".duckdb", "current", "lokus-0001.csv.json removed"]
)
def test_killed_at_any_moment_one_whole_list_counts_and_the_next_change_succeeds(layout, moment):
    put(layout, [KLINTER])

    killed = in_a_process_killed_at(moment, lambda: put(layout, [KURUNG]))

    (counts,) = list_files.own_lists(layout)
    assert killed
    assert counts.desa_codes in ((KLINTER,), (KURUNG,))
    assert releases.verify(layout, releases.current(layout)) == []
    put(layout, [WONOSARI])
    assert list(rows(layout)) == [(WONOSARI, 2026)]
    assert len(OWN.files(layout)) == 1


def in_a_process_killed_at(moment, change):
    """Do a change in a process of its own that kills itself before one rename or removal; whether it was killed."""
    import sys

    def watch(event, arguments):
        if event == "os.rename":
            name = os.fsdecode(arguments[1])
        elif event == "os.remove":
            name = f"{os.fsdecode(arguments[0])} removed"
        else:
            return
        if name.endswith(moment):
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        sys.addaudithook(watch)
        change()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_table_without_a_card_was_never_finished_and_does_not_count(layout):
    put(layout, [KLINTER])
    (known,) = OWN.files(layout)
    known.with_name("lokus-0002.csv").write_text("desa_code\n")

    assert len(list_files.own_lists(layout)) == 1


def test_a_table_that_was_changed_by_hand_is_refused(layout):
    put(layout, [KLINTER])
    (known,) = OWN.files(layout)
    known.write_text(known.read_text().replace(KLINTER, KURUNG))

    with pytest.raises(BuildError, match=r"lokus-0001\.csv"):
        build_release(layout, **QUICK)


def test_a_list_with_a_code_that_left_the_register_stops_the_build_with_a_sentence(layout):
    put(layout, [KLINTER])
    (known,) = OWN.files(layout)
    known.write_text(known.read_text().replace(KLINTER, "3514062099"))
    write_card(known)

    with pytest.raises(BuildError, match="desa lokus: 3514062099"):
        build_release(layout, **QUICK)


@pytest.fixture
def run(layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout))

    def call(*arguments):
        code = cli.main(["lokus", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_the_command_lists_lists_and_announced_numbers(run, layout):
    put(layout, [KLINTER, KURUNG], 2025)
    put(layout, [KLINTER, WONOSARI])

    code, out, _ = run("list", "3514")

    assert code == 0
    assert out.splitlines() == [
        "* 3514 Kab. Pasuruan 2025: 2 desa/kelurahan di 1 kecamatan, SK 441/1 (Lampiran SK 441/1).",
        "* 3514 Kab. Pasuruan 2026: 2 desa/kelurahan di 2 kecamatan; 1 baru, 1 lanjutan, 1 keluar, SK 441/1 "
        "(Lampiran SK 441/1).",
        "  3514 Kab. Pasuruan 2023: diumumkan 25 desa/kelurahan di 12 kecamatan, namanya tidak dimuat (Tugu Jatim).",
    ]
    facts_of = json.loads(run("list", "3514", "--json")[1])
    assert facts_of["lists"][1]["desa"] == {KLINTER: "lanjutan", WONOSARI: "baru"}
    assert facts_of["announced"][0]["desa_n"] == 25
    assert "Desa Wonosari (Kec. Wonorejo, Kab. Pasuruan, Jawa Timur): baru" in run("list", "--desa")[1]
    assert "Belum ada daftar lokus" in run("list", "1801")[1]


def test_the_command_checks_a_sheet_without_storing_it(run, layout, tmp_path):
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(workbook([["Kecamatan", "Desa"], ["Kejayan", "Klinter"]]))

    code, out, _ = run("add", "3514", str(file), "--year", "2026", "--decree", "441/1", "--dry-run")

    assert code == 0
    assert out.splitlines() == [
        "daftar.xlsx: 1 desa/kelurahan di 1 kecamatan, lokus 2026.",
        "Daftar 2025 yang sebenarnya belum ada, jadi semua dicatat baru.",
        "Ini baru pemeriksaan; tidak ada yang disimpan.",
    ]
    assert list_files.own_lists(layout) == []


def test_the_command_refuses_a_sheet_with_one_sentence_per_row(run, tmp_path):
    file = tmp_path / "daftar.xlsx"
    file.write_bytes(workbook([["Kecamatan", "Desa"], ["Kejayan", "Klintar"], ["Wonorejo", "Xyzzy"]]))

    code, out, err = run("add", "3514", str(file), "--year", "2026", "--decree", "441/1")

    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "daftar.xlsx ditolak, tidak ada yang disimpan: 2 masalah. Perbaiki lalu ulangi."
    assert err.splitlines()[1].startswith("  Baris 2: 'Klintar' tidak ada di Kec. Kejayan. Maksud Anda Desa Klinter")
    assert err.splitlines()[2].startswith("  Baris 3: 'Xyzzy' tidak ada di Kec. Wonorejo.")


def test_the_command_writes_a_template_once(run, tmp_path):
    path = tmp_path / "templat.xlsx"

    assert run("template", "3514", "2027", "-o", str(path))[0] == 0
    code, _, err = run("template", "3514", "2027", "-o", str(path))
    assert (code, err) == (1, "templat.xlsx sudah ada. Hapus dahulu, atau sebut nama lain dengan -o.\n")
    assert "satu pun desa/kelurahan" in run("add", "3514", str(path), "--decree", "441/1")[2]


def test_a_command_about_what_is_not_there_says_so(run):
    assert run("remove", "3514", "2026")[2].startswith("Tidak ada daftar lokus 2026 Kab. Pasuruan")
    assert run("add", "3514", "tidak-ada.xlsx", "--year", "2026")[2].startswith("Berkas tidak-ada.xlsx tidak ditemukan")
    assert run("add", "Atlantis", "x.xlsx")[0] == 1
    assert run("remove", "3514", "besok")[0] == 2
