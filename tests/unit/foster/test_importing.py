"""The sheet of a kabupaten: children are found by NIK in memory, all rows are taken or none, nothing personal stays."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from python_calamine import CalamineWorkbook

from stunting import cli
from stunting.cases.casebook import open_casebook
from stunting.cases.numbers import case_number
from stunting.errors import ImportRefusedError
from stunting.foster import importing, sheet, words
from stunting.foster.children import children_of
from stunting.foster.effect import Fate
from stunting.foster.journal import Desk
from stunting.foster.monitoring import watch
from stunting.foster.placed import effect, placed_children
from stunting.foster.programmes import SHIPPED, FosterError
from stunting.foster.records import Parent, Placement
from stunting.minutes.recording import Writer
from tests.foster_sheets import KABUPATEN, SECRETS, imported, line, nik
from tests.foster_sheets import sheet as csv_sheet
from tests.small import layout_in

BY = Writer(author="Siti", role="DPPKB")
TODAY = dt.date(2025, 9, 15)


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    return imported(tmp_path_factory.mktemp("asuh"))


@pytest.fixture
def desk(layout, tmp_path):
    """A casebook of its own for each test, over the children of one import."""
    from dataclasses import replace

    return Desk(ledger=open_casebook(replace(layout, restricted=tmp_path / "terbatas")), kabupaten=KABUPATEN)


@pytest.fixture(scope="module")
def children(layout):
    return children_of(layout, KABUPATEN)


@pytest.fixture
def read(layout, desk, children):
    def reading(*rows, content=None):
        return importing.read_placements(
            content or csv_sheet(*rows),
            name="asuh.csv",
            layout=layout,
            book=desk.book(),
            children=children,
            today=TODAY,
        )

    return reading


def problems(read, *rows) -> tuple[str, ...]:
    with pytest.raises(ImportRefusedError) as refused:
        read(*rows)
    return refused.value.problems


def test_children_are_found_by_their_nik_and_nothing_personal_is_kept(read, desk, tmp_path):
    importing.store(desk, read(line(1), line(2), line(3, parent="CONTOWATI", anonymous="ya")), by=BY)

    book = desk.book()
    assert len(book.placements) == 3
    assert [one.label for one in book.parents.values()] == ["PT Contoh", "Orang tua asuh 2"]
    desk.ledger.engine.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not any(secret.encode() in kept for secret in SECRETS)


def test_name_parents_and_address_are_told_as_not_read(read):
    draft = read(line(1))

    assert draft.dropped == ("Nama Balita", "Nama Orang Tua", "Alamat")
    assert "dibuang: Nama Balita, Nama Orang Tua, Alamat" in " ".join(draft.sentences())


def test_a_child_is_also_found_by_its_case_number(read, children):
    key = children.frame["key"].iloc[0]

    draft = read(line(nik="", case_no=case_number(key)))

    assert [one.child for _, one in draft.records if isinstance(one, Placement)] == [key]


def test_a_row_per_gift_is_one_placement_with_several_gifts(read, desk):
    importing.store(desk, read(line(1), line(1, help_day="01/04/2025"), line(1, help_day="01/05/2025")), by=BY)

    (one,) = desk.book().placements
    assert [given.value_rp for _, given in one.helps] == [450_000] * 3
    assert one.record.end == dt.date(2025, 8, 20)


def test_the_same_sheet_again_writes_nothing_and_a_longer_one_only_what_is_new(read, desk):
    importing.store(desk, read(line(1)), by=BY)
    with pytest.raises(FosterError, match="sudah tercatat"):
        importing.store(desk, read(line(1)), by=BY)

    draft = read(line(1), line(1, help_day="01/04/2025"), line(2))

    assert draft.known_n == 1
    assert (draft.count(Placement), draft.count(Parent)) == (1, 0)
    importing.store(desk, draft, by=BY)
    assert sum(len(one.helps) for one in desk.book().placements) == 3


def anonymous(number=1, mark="A", **given):
    return line(number, parent=mark, anonymous="ya", **given)


def test_the_same_sheet_again_knows_the_anonymous_ones_though_their_mark_was_not_kept(read, desk):
    rows = (anonymous(1), anonymous(1, mark="B"), anonymous(2), line(3))
    importing.store(desk, read(*rows), by=BY)

    again = read(*rows)

    assert (again.known_n, again.records) == (4, ())
    assert "4 penempatan sudah tercatat dan tidak diulang." in again.sentences()
    with pytest.raises(FosterError, match="sudah tercatat"):
        importing.store(desk, again, by=BY)


def test_a_longer_sheet_adds_to_the_anonymous_one_it_is_known_to_speak_of(read, desk):
    importing.store(desk, read(anonymous(1)), by=BY)

    draft = read(anonymous(2), anonymous(1), anonymous(1, help_day="01/04/2025"))
    importing.store(desk, draft, by=BY)

    book = desk.book()
    assert draft.known_n == 1
    assert [one.label for one in book.parents.values()] == ["Orang tua asuh 1"]
    assert sorted(len(one.helps) for one in book.placements) == [1, 2]


@pytest.mark.parametrize(
    "other", [{"start": "21/02/2025"}, {"programme": "GENTING"}, {"Jenis orang tua asuh": "perorangan"}, {"number": 2}]
)
def test_another_child_programme_day_or_kind_is_another_anonymous_one(read, desk, other):
    importing.store(desk, read(anonymous(1)), by=BY)

    draft = read(anonymous(**other))

    assert (draft.known_n, draft.count(Placement), draft.count(Parent)) == (0, 1, 1)


def test_an_anonymous_one_known_again_is_not_given_a_child_twice(read, desk):
    importing.store(desk, read(anonymous(1), anonymous(2)), by=BY)

    (said,) = problems(read, anonymous(1, start="01/03/2025"), anonymous(2))

    assert said.startswith("Baris 4: Anak ini sudah ditempatkan")


def test_every_bad_row_is_told_and_nothing_is_stored(read, desk):
    said = problems(
        read,
        line(1),
        line(2, nik=nik(99)),
        line(3, nik="12345"),
        line(4, programme="Bapak Angkat"),
        line(5, start="kemarin"),
        line(6, value="-5"),
        line(7, parent=""),
        line(8, anonymous="mungkin"),
    )

    assert [one.split(":")[0] for one in said] == [f"Baris {number}" for number in range(5, 12)]
    assert desk.ledger.entries() == ()


@pytest.mark.parametrize(
    "row",
    [
        line(1, nik=nik(99)),
        line(1, nik="351499060523"),
        line(1, programme=nik(1)),
        line(1, parent=nik(1)),
        line(1, start=nik(1)),
        line(1, value=nik(1)),
        line(1, anonymous=nik(1)),
        line(1, **{"Uraian bantuan": nik(1)}),
        line(1, **{"Jenis bantuan": nik(1)}),
        line(1, **{"Nomor SK": nik(1)}),
        line(1, nik="", case_no=nik(1)),
    ],
)
def test_no_message_repeats_a_nik_wherever_it_stands(read, row):
    (said,) = problems(read, row)

    assert "35149906" not in said
    assert "XANANDA" not in said


def test_a_child_twice_in_a_sheet_with_times_that_overlap_is_refused(read):
    (said,) = problems(read, line(1), line(1, start="01/03/2025", help_day="02/03/2025"))

    assert "bertumpuk" in said


def test_a_sheet_without_the_needed_columns_is_refused_with_the_way_on(read):
    with pytest.raises(ImportRefusedError, match="foster template"):
        read(content=b"Nama;Alamat\nXANANDA;JALAN RAHASIA")


def test_the_empty_sheet_is_read_by_the_import_and_has_text_columns():
    content = sheet.template(SHIPPED, place="Kab. Magetan")

    assert sheet.read_table(content, name="kosong.xlsx").rows == ()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == [sheet.SHEET, sheet.ABOUT]
    assert "TERBATAS" in book.get_sheet_by_name(sheet.SHEET).to_python()[0][0]


@pytest.fixture
def book(read, desk):
    importing.store(
        desk,
        read(
            line(1),
            line(1, programme="GENTING", parent="A", anonymous="ya"),
            line(2, value=""),
            line(3, **{"Selesai": "01/10/2025"}),
            line(4, help_day="10/09/2025", value="3.300.000"),
        ),
        by=BY,
    )
    return desk.book()


def test_what_needs_attention(book, children):
    seen = watch(book, children, today=dt.date(2025, 9, 15))

    (row,) = seen.by_kecamatan.to_dict("records")
    assert (row["stunted_n"], row["placed_n"], row["without_n"]) == (8, 4, 4)
    assert len(seen.without) == 4
    assert [one.record.end for one in seen.ending] == [dt.date(2025, 10, 1)]
    assert len(seen.overdue) == 4
    assert [len(together) for together in seen.doubled] == [2]
    # 450.000 in half a year is too little, 3.300.000 is not; without a price nothing is said.
    assert len(seen.below) == 3
    assert len(seen.unknown) == 1
    assert {parent.label for parent, _ in seen.silent} == {"Orang tua asuh 2"}


def test_before_any_import_nobody_knows_who_has_no_foster_parent(desk, tmp_path):
    seen = watch(desk.book(), children_of(layout_in(tmp_path), KABUPATEN), today=TODAY)

    told = words.reach(desk.book(), seen, place="Kab. Pasuruan")

    assert words.sums(desk.book(), seen)["Balita stunting tanpa orang tua asuh"] is None
    assert "Balita stunting tanpa orang tua asuh: tidak ada data" in told
    assert words.NO_CHILDREN in told


def test_children_are_unmeasured_after_45_days_and_not_before(book, children):
    assert len(watch(book, children, today=dt.date(2025, 9, 30)).unmeasured) == 0
    assert len(watch(book, children, today=dt.date(2025, 10, 1)).unmeasured) == 4


def test_placed_children_are_told_to_the_alarms_with_their_first_day(layout, book, desk, tmp_path):
    from dataclasses import replace

    found = placed_children(replace(layout, restricted=tmp_path / "terbatas"), KABUPATEN, today=TODAY)

    assert len(found) == 4
    assert set(found.values()) == {dt.date(2025, 2, 20)}


def test_four_children_have_no_numbers_but_are_all_counted(book, children):
    found = effect(book, children, today=TODAY)

    assert not found.is_shown
    assert found.child_n == sum(found.fates.values()) == 4
    assert found.fates[Fate.COMPARED] + found.fates[Fate.ALONE] == 4


def test_by_command_from_the_empty_sheet_to_the_summary(layout, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("STUNTING_DATA", str(layout.releases.parent))
    file = tmp_path / "asuh.csv"
    file.write_bytes(csv_sheet(line(1), line(2)))
    command = ["foster", "import", str(file), "--kabupaten", KABUPATEN, "--author", "Siti"]

    assert cli.main(["foster", "template", KABUPATEN, "-o", str(tmp_path / "kosong.xlsx")]) == 0
    assert cli.main([*command, "--dry-run"]) == 0
    assert cli.main(["foster", "summary", KABUPATEN, "--date", "2025-09-15"]) == 0
    assert "Anak asuh: 0" in capsys.readouterr().out
    assert cli.main(command) == 0
    assert cli.main(["foster", "summary", KABUPATEN, "--date", "2025-09-15"]) == 0
    said = capsys.readouterr().out
    assert "Anak asuh: 2" in said
    assert "n kecil" in said
    assert "karena program" not in said
    assert not any(secret in said for secret in SECRETS)
    file.write_bytes(csv_sheet(line(3, nik=nik(99))))
    assert cli.main(command) == 1
    assert nik(99) not in capsys.readouterr().err
