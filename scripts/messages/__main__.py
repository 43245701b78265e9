"""Marking and translating the texts of a package.

    python -m scripts.messages bare PATH...     the texts that nobody marked
    python -m scripts.messages mark PATH...     mark them; what is left for a person is printed
    python -m scripts.messages words PATH...    single words that may be read: mark them by hand, or leave them
    python -m scripts.messages update           the catalogues follow the code
    python -m scripts.messages todo             the texts without a translation, numbered
    python -m scripts.messages fill FILE        take translations: lines "number<tab>English"

A plural is filled as "one|||many". How a package is done: docs/language.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.messages import catalogue_files, finding, marking, packages

PLURAL = "\u0001"


def bare(modules: list[Path]) -> None:
    for path in modules:
        for one in finding.bare(finding.module(path)):
            print(f"{packages.name_of(path)}:{one.line}: {one.where}: {one.text[:90]!r}")


def mark(modules: list[Path]) -> None:
    left = [line for path in modules for line in marking.mark(path)]
    left += marking.word_fields(modules)
    left += marking.wrap_names(modules)
    print("\n".join(left))


def words(modules: list[Path]) -> None:
    indonesian = catalogue_files.indonesian_words()
    for path in modules:
        for line, text in finding.single_words(finding.module(path), indonesian):
            print(f"{packages.name_of(path)}:{line}: {text[:90]!r}")


def todo() -> None:
    for number, text in enumerate(_untranslated(), start=1):
        print(f"{number}\t{'[plural] ' if text.endswith(PLURAL) else ''}{text.rstrip(PLURAL)!r}")


def fill(file: Path) -> None:
    texts, translations = _untranslated(), catalogue_files.known()
    for line in file.read_text(encoding="utf-8").splitlines():
        number, _tab, said = line.partition("\t")
        if said:
            forms = tuple(said.replace("\\n", "\n").split("|||"))
            translations[texts[int(number) - 1].rstrip(PLURAL)] = forms if len(forms) > 1 else forms[0]
    catalogue_files.write(translations)


def _untranslated() -> list[str]:
    known = catalogue_files.known()
    waiting: dict[str, None] = {}
    for _domain, marked in sorted(catalogue_files.texts().items()):
        for text, one in sorted(marked.items(), key=lambda item: (item[1].path, item[1].line)):
            if text not in known:
                waiting.setdefault(text + (PLURAL if one.is_plural else ""))
    return list(waiting)


def _modules(names: list[str]) -> list[Path]:
    paths = [packages.ROOT / name for name in names]
    return sorted(
        found
        for path in paths
        for found in ([path] if path.suffix == ".py" else path.rglob("*.py"))
        if packages.standing(found) != "indonesian"
    )


def main(arguments: list[str]) -> None:
    command, *rest = arguments or ["help"]
    for_modules = {"bare": bare, "mark": mark, "words": words}
    if command in for_modules:
        for_modules[command](_modules(rest))
    elif command == "update":
        catalogue_files.write(catalogue_files.known())
    elif command == "todo":
        todo()
    elif command == "fill":
        fill(Path(rest[0]))
    else:
        print(__doc__)


main(sys.argv[1:])
