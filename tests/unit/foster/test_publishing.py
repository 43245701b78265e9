"""Publishing: sums go into a release, small counts and children never do; the hall reads the release alone."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from pypdf import PdfReader

from stunting import action_queries, releases
from stunting import published_foster as released
from stunting.build import foster_summaries
from stunting.build.foster_summary_checks import FOSTER_CHECKS
from stunting.cases.casebook import open_casebook
from stunting.errors import ImportRefusedError, LedgerError, NoDataError
from stunting.exports import foster_sheet
from stunting.foster import importing, publishing
from stunting.foster.children import children_of
from stunting.foster.journal import Desk
from stunting.foster.monitoring import watch
from stunting.foster.placed import effect
from stunting.foster.programmes import FosterError
from stunting.geography import Register
from stunting.imports.state import read_state, write_state
from stunting.minutes.recording import Writer
from stunting.rembuk.agenda import Step
from stunting.sample.options import NOTICE
from stunting.slides.foster_slides import slide_of_foster
from stunting.slides.sources import Sources
from tests.foster_sheets import KABUPATEN, SECRETS, imported, line, sheet
from tests.small import TINY

BY = Writer(author="Siti", role="DPPKB")
DAY = dt.date(2025, 8, 1)
SOURCE = "Buku kasus Kab. Pasuruan"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return imported(tmp_path_factory.mktemp("terbit"), child_n=12)


@pytest.fixture
def layout(first, tmp_path):
    """A copy of the store and its releases for each test."""
    import shutil

    for name in ("releases", "restricted"):
        shutil.copytree(getattr(first, name), tmp_path / getattr(first, name).name)
    return replace(
        first, releases=tmp_path / "rilis", restricted=tmp_path / "terbatas", additions=tmp_path / "tambahan"
    )


@pytest.fixture
def office(layout):
    """Places the first children, and publishes on a day."""

    class Office:
        desk = Desk(ledger=open_casebook(layout), kabupaten=KABUPATEN)
        children = children_of(layout, KABUPATEN)

        def place(self, numbers, *, programme="BAAS"):
            content = sheet(*(line(one, programme=programme, parent=f"PT Contoh {one}") for one in numbers))
            draft = importing.read_placements(
                content, name="a.csv", layout=layout, book=self.desk.book(), children=self.children, today=DAY
            )
            importing.store(self.desk, draft, by=BY)

        def draft(self, day=DAY):
            register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
            return publishing.draft_of(self.desk.book(), self.children, register, today=day)

        def publish(self, day=DAY, *, by=BY):
            options = {"geometry": False, "expected": TINY}
            return publishing.publish(layout, self.desk, self.draft(day), by=by, source=SOURCE, **options)

    return Office()


def of_release(layout) -> tuple[released.Published, ...]:
    with releases.open_release(layout).database as opened:
        return released.published(action_queries.foster_summary(opened, within=KABUPATEN))


def slide(layout):
    opened = releases.open_release(layout)
    sources = Sources(release=opened)
    step = Step(key="s", title="Orang tua asuh")
    with opened.database:
        return slide_of_foster(sources, step, sources.register.get(KABUPATEN))


def test_what_is_published_stands_in_the_release_and_nothing_of_a_child(layout, office):
    office.place(range(1, 9))

    office.publish()

    (one,) = of_release(layout)
    assert (one.child_n, one.parent_n, one.kecamatan) == (8, 8, {"351406": 8})
    assert (one.source, one.is_sample, one.programme) == (SOURCE, False, "BAAS")
    assert not one.has_effect
    assert "n kecil" in released.effect_sentence(one)
    keys = {entry.record.child for entry in office.desk.book().placements}
    files = [path for folder in (layout.releases, layout.additions) for path in folder.rglob("*") if path.is_file()]
    content = b"".join(path.read_bytes() for path in files)
    assert not any(word.encode() in content for word in (*SECRETS, *keys))
    with releases.open_release(layout).database as opened:
        assert [found.name for check in FOSTER_CHECKS if not (found := check(opened._file._connection)).is_passed] == []


def practise(layout, *, is_sample=True):
    """Say of the imported files that they are, or are not, invented."""
    state = read_state(layout)
    batches = (
        replace(one, files=tuple(replace(file, is_sample=is_sample) for file in one.files)) for one in state.batches
    )
    write_state(layout, replace(state, batches=tuple(batches)))


def test_what_is_published_of_invented_children_is_marked_until_it_is_withdrawn(layout, office):
    office.place(range(1, 9))
    practise(layout)
    office.publish()

    (one,) = of_release(layout)
    assert (one.is_sample, one.source) == (True, f"{NOTICE}: {SOURCE}")
    assert slide(layout).is_sample

    # The practice is gone, its sums are still there: also what is published beside them is marked.
    practise(layout, is_sample=False)
    office.publish(dt.date(2025, 9, 1))

    assert {(one.as_of.month, one.is_sample) for one in of_release(layout)} == {(8, True), (9, True)}
    publishing.withdraw(layout, kabupaten=KABUPATEN, as_of=DAY, geometry=False, expected=TINY)
    assert [(one.source, one.is_sample) for one in of_release(layout)] == [(SOURCE, False)]


def test_the_sheets_of_invented_children_say_so_on_every_page(layout, office):
    office.place(range(1, 9))
    book, children = office.desk.book(), office.children
    day = dt.date(2025, 11, 1)
    seen, became = watch(book, children, today=day), effect(book, children, today=day)
    kabupaten = {"place": "Kab. Pasuruan", "is_sample": True}

    for made in (
        foster_sheet.list_content(book, seen, desa=str, **kabupaten),
        foster_sheet.summary_content(book, seen, became, names=str, release_id="20250901-000000-abcdef12", **kabupaten),
    ):
        pages = PdfReader(io.BytesIO(foster_sheet.list_pdf(made))).pages
        assert all(NOTICE in page.extract_text() for page in pages)
        with zipfile.ZipFile(io.BytesIO(foster_sheet.list_xlsx(made))) as parts:
            tables = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert all(NOTICE in table for table in tables[1:])


def test_four_children_are_not_published_at_all(layout, office):
    office.place(range(1, 5))

    with pytest.raises(FosterError, match="kurang dari lima"):
        office.publish()

    assert of_release(layout) == ()


def test_a_small_programme_is_hidden_beside_a_large_one(layout, office):
    office.place(range(1, 8))
    office.place([8, 9], programme="GENTING")

    office.publish()

    small = next(one for one in of_release(layout) if one.programme == "GENTING")
    assert small.child_n is None
    assert "tidak ditampilkan" in released.reach_sentence(small, place="Kab. Pasuruan")


def test_two_children_more_a_month_later_are_not_told(layout, office):
    office.place(range(1, 7))
    office.publish()
    office.place([7, 8])

    with pytest.raises(FosterError, match="1–4 sejak terbitan"):
        office.publish(DAY + dt.timedelta(days=30))

    office.place([9, 10, 11])
    office.publish(DAY + dt.timedelta(days=30))
    assert [one.child_n for one in of_release(layout)] == [11, 6]


def test_what_was_taken_back_still_counts_as_seen(layout, office):
    office.place(range(1, 7))
    office.publish()
    publishing.withdraw(layout, kabupaten=KABUPATEN, as_of=DAY, geometry=False, expected=TINY)
    assert of_release(layout) == ()
    office.place([7, 8])

    with pytest.raises(FosterError, match="1–4 sejak terbitan"):
        office.publish(DAY + dt.timedelta(days=30))
    with pytest.raises(ImportRefusedError, match="Tidak ada ringkasan"):
        publishing.withdraw(layout, kabupaten=KABUPATEN, as_of=DAY, geometry=False, expected=TINY)


@pytest.mark.parametrize("source", ["", "Buku <b>kasus</b>", "x" * 201])
def test_a_source_that_cannot_be_shown_is_refused(layout, office, source):
    office.place(range(1, 9))

    with pytest.raises(FosterError, match="sumber"):
        publishing.publish(layout, office.desk, office.draft(), by=BY, source=source, geometry=False, expected=TINY)


def test_without_a_name_nothing_is_published(layout, office):
    office.place(range(1, 9))

    with pytest.raises(LedgerError, match="nama"):
        office.publish(by=Writer(author=""))

    assert of_release(layout) == ()
    assert foster_summaries.own_summaries(layout).empty


def test_the_slide_says_what_was_published_and_cannot_say_more(layout, office):
    with pytest.raises(NoDataError, match="Terbitkan"):
        slide(layout)
    office.place(range(1, 9))
    office.publish()
    office.place([9])

    shown = slide(layout)

    assert shown.figure.text == "8"
    assert "1 Agustus 2025" in shown.sentence
    assert [bar.text for bar in shown.drawing.bars] == ["8"]
    assert shown.source == f"Sumber: {SOURCE}."


def test_the_printed_list_has_case_numbers_and_its_mark_and_the_summary_has_no_child(layout, office):
    office.place(range(1, 9))
    book, children = office.desk.book(), office.children
    day = dt.date(2025, 11, 1)
    seen, became = watch(book, children, today=day), effect(book, children, today=day)
    numbers = set(children.frame["case_no"])

    content = foster_sheet.list_content(book, seen, place="Kab. Pasuruan", desa=str)
    summary = foster_sheet.summary_content(
        book, seen, became, place="Kab. Pasuruan", names=str, release_id="20250901-000000-abcdef12"
    )

    assert content.mark == foster_sheet.RESTRICTED
    assert any(number in str(content) for number in numbers)
    assert not any(number in str(summary) for number in numbers)
    assert not any(secret in str(content) + str(summary) for secret in SECRETS)
    for made in (foster_sheet.list_pdf(content), foster_sheet.summary_pdf(summary)):
        assert made.startswith(b"%PDF")
    for made in (foster_sheet.list_xlsx(content), foster_sheet.summary_xlsx(summary)):
        assert made.startswith(b"PK")
    assert "karena program" not in str(summary)
