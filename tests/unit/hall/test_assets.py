"""Files under immutable names, which name each other by them."""

from __future__ import annotations

import gzip
import io
import re

import pytest
from fontTools.ttLib import TTFont

from stunting.hall import typeface
from stunting.hall.assets import FONTS, WEB, Assets
from tests import halls

NAME = re.compile(r"[\w.-]+-[0-9a-f]{12}\.[a-z]+")


@pytest.fixture(scope="module")
def program():
    return Assets()


def test_a_changed_file_changes_the_name_of_what_loads_it(tmp_path):
    before = {name: halls.web(tmp_path).name_of(name) for name in ("step.js", "hall.js", "hall.css")}
    (tmp_path / "step.js").write_text("export function go() { return 1; }\n", encoding="utf-8")
    after = Assets(tmp_path)

    assert [name for name in before if after.name_of(name) != before[name]] == ["step.js", "hall.js"]


def test_files_that_load_each_other_are_found_by_the_developer(tmp_path):
    halls.web(tmp_path)
    (tmp_path / "step.js").write_text('import "./hall.js";\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"hall\.js -> step\.js -> hall\.js"):
        Assets(tmp_path).name_of("hall.js")


@pytest.mark.parametrize("page", sorted(WEB.glob("*.html")), ids=lambda path: path.name)
def test_every_file_that_a_page_of_the_hall_names_has_an_immutable_name(program, page):
    text = program.page(page.name, "").decode()
    named = [one for one in re.findall(r'(?:src|href)="([^"]+)"', text) if not one.startswith("data:")]

    assert named
    for one in named:
        assert program.get(one.removeprefix("/layar-berkas/")) is not None


@pytest.mark.parametrize("source", sorted(path.name for path in WEB.glob("*.*") if path.suffix in (".js", ".css")))
def test_no_file_is_named_by_its_plain_name_any_more(program, source):
    text = program.get(program.name_of(source)).plain.decode()

    for one in re.findall(r"""url\(["']?([^"')]+)|from ["']([^"']+)""", text):
        address = next(filter(None, one)).removeprefix("./")
        assert address.startswith("data:") or NAME.fullmatch(address)


def test_no_page_of_the_hall_names_another_machine(program):
    for path in WEB.iterdir():
        found = re.findall(r"https?://[^\s\"'`)]+", path.read_text(encoding="utf-8"))

        assert [one for one in found if not one.startswith("http://www.w3.org/")] == []


@pytest.mark.parametrize("name", FONTS)
def test_fonts_have_the_signs_of_slides_in_a_fifth_of_their_size(program, name):
    small = typeface.small(name)
    letters = TTFont(io.BytesIO(small)).getBestCmap()

    assert not [sign for sign in "AÅéñ0–—…“”‘’±×≤≥→▲▼²½" if ord(sign) not in letters]
    assert len(gzip.compress(small)) < 30_000
    assert program.get(program.name_of(name)).media_type == "font/ttf"
