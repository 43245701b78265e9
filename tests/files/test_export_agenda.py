"""`export agenda` on the command line: the files of a kept agenda."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pptx import Presentation

from stunting import cli
from stunting.cli.agenda_deck import deck_of_kept
from stunting.letterhead import Letterhead
from stunting.letterhead_store import save as save_letterhead
from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda, Kind, Step

STEPS = (
    Step(key="buka", title="Pembukaan", notes="Sapa camat."),
    Step(key="survei", title="Prevalensi menurut survei", page="tren", params={"tab": "Survei"}),
)


@pytest.fixture
def layout(built_layout, tmp_path):
    return replace(built_layout, additions=tmp_path / "tambahan")


@pytest.fixture
def export(layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout))

    def call(*arguments):
        code = cli.main(["export", "agenda", *map(str, arguments)])
        return code, capsys.readouterr()

    return call


def kept(layout, area_code):
    agenda_store.save(layout.additions, Agenda(name="Rapat uji", kind=Kind.OWN, area_code=area_code, steps=STEPS))


def test_a_province_has_slides_without_a_letterhead(layout, export, tmp_path):
    kept(layout, "35")

    code, _ = export("Rapat uji", "-o", tmp_path / "rapat.pptx")

    assert code == 0
    assert len(Presentation(tmp_path / "rapat.pptx").slides) == 2


def test_slides_of_the_command_have_the_letterhead_of_the_page(layout):
    kept(layout, "351406")

    assert deck_of_kept(layout, "Rapat uji")[0].letterhead.government == "Pemerintah Kabupaten Pasuruan"

    save_letterhead(layout.additions, "3514", Letterhead(government="Pemkab Pasuruan"))

    assert deck_of_kept(layout, "Rapat uji")[0].letterhead.government == "Pemkab Pasuruan"


def test_notes_are_left_out_unless_they_are_asked_for(layout, export, tmp_path):
    kept(layout, "3514")

    for name, asked in (("tanpa", ()), ("dengan", ("--notes",))):
        assert export("Rapat uji", "-o", tmp_path / f"{name}.pptx", *asked)[0] == 0

    without, with_notes = (Presentation(tmp_path / f"{name}.pptx").slides[0] for name in ("tanpa", "dengan"))
    assert not without.has_notes_slide
    assert with_notes.notes_slide.notes_text_frame.text == "Sapa camat."


def test_one_step_becomes_one_picture(layout, export, tmp_path):
    kept(layout, "3514")

    assert export("Rapat uji", "--step", "survei", "-o", tmp_path / "survei.png")[0] == 0
    assert (tmp_path / "survei.png").read_bytes().startswith(b"\x89PNG")
    assert "--step" in export("Rapat uji", "-o", tmp_path / "semua.png")[1].err
