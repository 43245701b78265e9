"""Every text that a person reads is in a catalogue, in English as well, with the same slots on both sides."""

from __future__ import annotations

import re
import string
from functools import cache

from babel.messages.catalog import Message

from scripts.messages import catalogue_files, finding, packages
from stunting import catalogues

SCRIPTS = {
    "stunting/ui/map_component/peta.js": "stunting/charts/choropleth.py",
    "stunting/ui/area_search/cari.js": "stunting/ui/area_search/__init__.py",
}
SAID_IN_BROWSER = re.compile(r"\bsay\(\s*\"((?:[^\"\\]|\\.)+)\"")


@cache
def messages() -> dict[str, list[Message]]:
    """Catalogue -> its messages."""
    return {path.stem: [one for one in catalogues.read(path, "en") if one.id] for path in catalogues.files("en")}


def source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def english(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def slots(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_module_is_done_or_indonesian_by_decision_or_waits():
    parts = [*packages.DONE, *packages.INDONESIAN, *packages.NOT_YET]

    assert [packages.name_of(path) for path in packages.sources() if not packages.standing(path)] == []
    assert [part for part in parts if not (packages.ROOT / part).exists() or parts.count(part) > 1] == []


def test_no_text_of_a_package_that_is_done_is_unmarked():
    bare = [
        f"{packages.name_of(one.path)}:{one.line}: {one.text[:60]!r}"
        for path in packages.sources()
        if packages.standing(path) == "done"
        for one in finding.bare(finding.module(path))
    ]

    assert bare == []


def test_every_marked_text_is_in_the_catalogue_of_its_package_and_no_other():
    marked = {domain: set(texts) for domain, texts in catalogue_files.texts().items()}
    catalogued = {domain: {source(one) for one in found} for domain, found in messages().items()}

    assert {domain: texts - catalogued.get(domain, set()) for domain, texts in marked.items()} == {
        domain: set() for domain in marked
    }
    assert {domain: texts - marked.get(domain, set()) for domain, texts in catalogued.items()} == {
        domain: set() for domain in catalogued
    }


def test_every_text_has_an_english_translation_that_is_no_guess():
    waiting = [
        (domain, source(one))
        for domain, found in messages().items()
        for one in found
        if one.fuzzy or not all(english(one))
    ]

    assert waiting == []


def test_a_translation_has_the_slots_of_its_text():
    filled = {text for texts in catalogue_files.texts().values() for text, one in texts.items() if "{" in text}
    wrong = [
        (domain, source(one), said)
        for domain, found in messages().items()
        for one in found
        if source(one) in filled
        for said in english(one)
        if slots(said) != slots(source(one))
    ]

    assert wrong == []


def test_a_marked_text_is_given_a_value_for_each_of_its_slots():
    wrong = [
        f"{packages.name_of(path)}:{call.lineno}"
        for path in packages.sources()
        for call, text in finding.said(finding.module(path))
        if {keyword.arg for keyword in call.keywords} != slots(text)
        if call.keywords
    ]

    assert wrong == []


def test_a_text_says_the_same_in_every_catalogue():
    said: dict[str, set[tuple[str, ...]]] = {}
    for found in messages().values():
        for one in found:
            said.setdefault(source(one), set()).add(english(one))

    assert {text: several for text, several in said.items() if len(several) > 1} == {}


def test_spaces_at_the_ends_of_a_text_stay():
    wrong = [
        source(one)
        for found in messages().values()
        for one in found
        for said in english(one)
        if (said[:1] == " ", said[-1:] == " ") != (source(one)[:1] == " ", source(one)[-1:] == " ")
    ]

    assert wrong == []


def test_nobody_keeps_a_value_under_the_name_that_says_texts():
    assert [packages.name_of(path) for path in packages.sources() if finding.hides_marker(finding.module(path))] == []


def test_what_the_browser_says_is_handed_over_to_it():
    for script, module in SCRIPTS.items():
        said = set(SAID_IN_BROWSER.findall((packages.ROOT / script).read_text(encoding="utf-8")))
        marked = {one.text for one in finding.marked(finding.module(packages.ROOT / module))}

        assert said
        assert said - marked == set()
