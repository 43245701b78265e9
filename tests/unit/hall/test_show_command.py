"""`show start`, `list`, `end`: a kept agenda on the screen without the page."""

from __future__ import annotations

import json

import pytest

from stunting import cli
from stunting.build.release import build_release
from stunting.hall import show_store
from stunting.hall.hall import Hall
from stunting.paths import Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Agenda, Kind, Step
from tests.small import TINY

STEPS = (Step(key="buka", title="Pembukaan", notes="Salam."), Step(key="tutup", title="Penutup"))


@pytest.fixture
def layout(tiny_layout):
    build_release(tiny_layout, expected=TINY)
    agenda = Agenda(name="Rembuk uji", kind=Kind.DISTRICT, area_code="3514", steps=STEPS)
    agenda_store.save(tiny_layout.additions, agenda)
    return tiny_layout


@pytest.fixture
def run(layout, monkeypatch, capsys):
    monkeypatch.setattr(Layout, "default", classmethod(lambda _: layout))

    def call(*arguments):
        code = cli.main(["show", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_kept_agenda_is_shown_and_its_addresses_are_told(run, layout):
    code, out, _ = run("start", "rembuk UJI")
    show = show_store.current(layout)

    assert code == 0
    assert f"“Rembuk uji” tayang: 2 langkah, PIN peserta {show.pin}." in out
    assert f"/rembuk/layar?kunci={show.key}" in out
    assert Hall(layout).show() == show


def test_what_runs_is_listed_with_its_step(run, layout):
    run("start", "Rembuk uji")
    show = show_store.current(layout)
    show_store.move(layout, show.key, step="tutup")

    assert "Rembuk uji: langkah 2 dari 2 (tutup)" in run("list")[1]
    assert json.loads(run("list", "--json")[1])[0]["position"]["step"] == "tutup"


def test_a_second_show_is_refused_until_it_is_told_to_replace(run):
    run("start", "Rembuk uji")

    code, _, err = run("start", "Rembuk uji")

    assert code == 1
    assert "sedang tayang" in err
    assert run("start", "Rembuk uji", "--replace")[0] == 0


def test_the_end_is_told_once(run, layout):
    run("start", "Rembuk uji")

    assert run("end")[1] == "Tayangan “Rembuk uji” diakhiri.\n"
    assert show_store.current(layout) is None
    assert run("end")[1] == "Tidak ada tayangan yang berjalan.\n"
    assert json.loads(run("list", "--json")[1]) == []


def test_an_agenda_that_is_not_kept_is_refused(run, layout):
    code, _, err = run("start", "Lain")

    assert (code, show_store.current(layout)) == (1, None)
    assert "tidak ada" in err
