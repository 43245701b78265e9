"""Files of invented children, as `python -m stunting sample` writes them: known by what they say, or by their name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stunting.languages import Sentence
from stunting.sample.options import NOTICE

_SIGNS = re.compile(r"[\W_]+")
_NAME = re.compile(r"(?<![^\W_])contoh_\d{4}_")


def is_practice(*, name: str, title: str) -> bool:
    """Whether a file is one of practice; either sign is enough, for a copy may have lost the other.

    name:  of the file, as the officer knows it
    title: what stands above the header
    """
    return _bare(NOTICE) in _bare(title) or is_practice_name(name)


def is_practice_name(name: str) -> bool:
    """Whether a file is called as the generator calls its files: "contoh_3514_...", also "Salinan contoh_3514_..."."""
    return _NAME.search(name.casefold()) is not None


def sentence(files: Iterable[str], *, kabupaten: str, earlier: Iterable[str], is_dry_run: bool) -> list[str]:
    """What the report of an import says about invented files, at most one sentence.

    files:   names of the invented files of this import
    earlier: ids of the practice imports of the kabupaten that count already
    """
    names, ids = list(dict.fromkeys(files)), list(earlier)
    if names:
        more = Sentence(" dan {names_n} lainnya", names_n=len(names) - 1) if len(names) > 1 else ""
        verb = Sentence("akan ditandai") if is_dry_run else Sentence("ditandai")
        return [
            Sentence(
                "Berkas contoh {names}{more}; angka {kabupaten} {verb} DATA CONTOH sampai kirimannya dicabut.",
                names=names[0],
                more=more,
                kabupaten=kabupaten,
                verb=verb,
            )
        ]
    if ids:
        return [
            Sentence(
                "Angka {kabupaten} tetap ditandai DATA CONTOH: kiriman contoh {ids} masih "
                "dihitung. Cabut kiriman itu di halaman Data, tab Kiriman.",
                kabupaten=kabupaten,
                ids=", ".join(ids),
            )
        ]
    return []


def _bare(text: str) -> str:
    """Letters and digits alone: a dash becomes another one when a table is copied."""
    return _SIGNS.sub("", text.casefold())
