"""The `.po` files, kept so that two people who translate different packages never change the same lines."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from scripts.messages import finding, packages
from stunting import catalogues

HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def texts() -> dict[str, dict[str, finding.Marked]]:
    """Catalogue -> text -> where it is marked; marked as a plural anywhere, it is one everywhere."""
    found: dict[str, dict[str, finding.Marked]] = defaultdict(dict)
    for path in packages.sources():
        for one in finding.marked(finding.module(path)):
            if one.text:
                found[packages.domain(path)].setdefault(one.text, one)
    return found


def path_of(domain: str, language: str = "en") -> Path:
    return catalogues.LOCALES / language / "LC_MESSAGES" / f"{domain}.po"


def known(language: str = "en") -> dict[str, str | tuple[str, ...]]:
    """Every text that has a translation in some catalogue."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message.string
        for path in catalogues.files(language)
        for message in catalogues.read(path, language)
        if message.id and any(message.string)
    }


def indonesian_words() -> frozenset[str]:
    """Words of the Indonesian texts that no English text has."""
    found = known()
    source = {word for text in found for word in finding.words(text)}
    english = {word for said in found.values() for one in as_forms(said) for word in finding.words(one)}
    return frozenset(source - english)


def as_forms(said: str | tuple[str, ...]) -> tuple[str, ...]:
    """A translation as its forms, one for a text without a plural."""
    return (said,) if isinstance(said, str) else said


def write(translations: dict[str, str | tuple[str, ...]], language: str = "en") -> None:
    """All catalogues from the marked texts: new ones in, stale ones out, each with the translation it is given."""
    wanted = texts()
    plural = {text for marked in wanted.values() for text, one in marked.items() if one.is_plural}
    for domain, marked in wanted.items():
        catalogue = Catalog(locale=language)
        for text, one in marked.items():
            said = translations.get(text, "")
            if text in plural:
                catalogue.add((text, text), string=said if isinstance(said, tuple) else (said, said))
            else:
                catalogue.add(text, string=said if isinstance(said, str) else said[0])
            catalogue[(text, text) if text in plural else text].locations = [(packages.name_of(one.path), 0)]
        file = io.BytesIO()
        write_po(file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
        path_of(domain, language).write_text(HEADER + file.getvalue().decode(), encoding="utf-8")
    for path in catalogues.files(language):
        if path.stem not in wanted:
            path.unlink()
