"""Marking and translating the texts of a package.

    python -m scripts.messages bare PATH...     the texts that nobody marked
    python -m scripts.messages mark PATH...     mark them; what is left for a person is printed
    python -m scripts.messages update           the catalogues follow the code
    python -m scripts.messages todo             the texts without a translation, numbered
    python -m scripts.messages fill FILE        take translations: lines "number<tab>English"

A plural is filled as "one|||many".
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.messages import catalogue_files, finding, marking, packages


def _modules(names: list[str]) -> list[Path]:
    paths = [packages.ROOT / name for name in names]
    return sorted(
        found
        for path in paths
        for found in ([path] if path.suffix == ".py" else path.rglob("*.py"))
        if not packages.lies_in(found, packages.INDONESIAN)
    )


def _untranslated() -> list[str]:
    known = catalogue_files.known()
    seen: dict[str, None] = {}
    for _domain, marked in sorted(catalogue_files.texts().items()):
        for text, one in sorted(marked.items(), key=lambda item: (item[1].path, item[1].line)):
            if text not in known:
                seen.setdefault(text + ("\u0001" if one.is_plural else ""))
    return list(seen)


def main(arguments: list[str]) -> None:
    command, *rest = arguments or ["help"]
    if command == "bare":
        for path in _modules(rest):
            for bare in finding.bare(finding.module(path)):
                print(f"{packages.name_of(path)}:{bare.line}: {bare.where}: {bare.text[:90]!r}")
    elif command == "mark":
        paths = _modules(rest)
        left = [line for path in paths for line in marking.mark(path)]
        left += marking.word_fields(paths)
        left += marking.wrap_names(paths)
        print("\n".join(left))
    elif command == "update":
        catalogue_files.write(catalogue_files.known())
    elif command == "todo":
        for number, text in enumerate(_untranslated(), start=1):
            print(f"{number}\t{'[plural] ' if text.endswith(chr(1)) else ''}{text.rstrip(chr(1))!r}")
    elif command == "fill":
        texts = _untranslated()
        translations = catalogue_files.known()
        for line in Path(rest[0]).read_text(encoding="utf-8").splitlines():
            number, _tab, said = line.partition("\t")
            if said:
                text = texts[int(number) - 1].rstrip("\u0001")
                said = said.replace("\\n", "\n")
                translations[text] = tuple(said.split("|||")) if "|||" in said else said
        catalogue_files.write(translations)
    else:
        print(__doc__)


main(sys.argv[1:])
