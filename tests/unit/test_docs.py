"""Nothing that a reader meets goes without an explanation: registries, pages, commands, raw files."""

from __future__ import annotations

import pytest

from stunting import sidecar
from stunting.classes import SCHEMES, AreaState
from stunting.indicators import INDICATORS
from stunting.paths import ROOT
from stunting.sources import SURVEYS
from stunting.ui import method, shell

RAW = ROOT / "data" / "raw"
# Licence texts and the cards themselves describe other files.
RAW_FILES = sorted(
    path for path in RAW.rglob("*") if path.is_file() and path.suffix in (".csv", ".parquet", ".xlsx", ".zip")
)
README = (ROOT / "data" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written() -> str:
    """The source of the method page and everything its registries say."""
    return (ROOT / "stunting" / "ui" / "method.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("registry", ["INDICATORS", "SURVEYS", "SCHEMES", "STATE_MEANINGS"])
def test_the_method_page_is_written_from_the_registry(written, registry):
    assert f"in {registry}" in written


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_every_indicator_says_what_it_is_and_who_defined_it(one):
    assert all((one.label, one.unit, one.definition, one.source))


@pytest.mark.parametrize("one", SURVEYS, ids=lambda one: one.key)
def test_every_survey_says_how_it_measured_and_where_its_line_breaks(one):
    assert all((one.label, one.full_name, one.producer, one.method, one.years, one.break_note))


@pytest.mark.parametrize("one", SCHEMES.values(), ids=lambda one: one.key)
def test_every_class_scheme_names_its_source(one):
    assert one.label
    assert one.source


@pytest.mark.parametrize("state", [state for state in AreaState if state is not AreaState.VALUE])
def test_every_state_of_an_area_is_explained(state):
    assert len(method.STATE_MEANINGS[state]) > 20


@pytest.mark.parametrize("entry", shell.PAGES, ids=lambda entry: entry.key)
def test_every_page_has_a_description_and_opens_with_a_sentence(entry):
    assert entry.description
    assert (ROOT / entry.file).read_text(encoding="utf-8").startswith(f'"""{entry.title}: ')


@pytest.mark.parametrize("path", RAW_FILES, ids=lambda path: path.name)
def test_every_raw_file_is_in_the_readme_of_the_data(path):
    assert path.relative_to(RAW).as_posix() in README


@pytest.mark.parametrize("path", RAW_FILES, ids=lambda path: path.name)
def test_every_raw_file_has_a_card_that_describes_it(path):
    card = sidecar.read(path)

    assert all((card.producer, card.title, card.licence, card.accessed, card.comparable_with))
