"""Puskesmas and posyandu as the files name them.

There is no list of them to match against: the registers grow from the files. A puskesmas is known within its kabupaten,
a posyandu within its desa, both by the form of their name, so that "PUSKESMAS GUNUNGSARI" and "Gunung Sari" are one.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa

from stunting.frames import pairs_of
from stunting.geography import compact
from stunting.imports import rows

PUSKESMAS, POSYANDU = "puskesmas", "posyandu"
LONG_NUMBER = 5
# What stands in front of the proper name, in any order and number.
_WARDS = r"(?:non[\s-]*)?rawat[\s-]*inap|(?:non[\s-]*)?perawatan|d[.]?t[.]?p|non[\s-]*dtp"
TITLES = {
    PUSKESMAS: re.compile(
        r"^(?:(?:unit\s+pelaksana\s+teknis(?:\s+(?:daerah|dinas))?|upt?d?|blud|dinas|kesehatan|puskesmas|pukesmas|puskes|"
        rf"pusk|pkm|{_WARDS})(?![A-Za-z])[\s.:,/-]*)+",
        re.I,
    ),
    POSYANDU: re.compile(r"^(?:(?:posyandu|pos\s*yandu|pyd|balita)\b[\s.:/-]*)+", re.I),
}
# The facility's code, before or after the name: "P3514010101 - KEJAYAN", "KEJAYAN (1035140)".
CODE = re.compile(r"^\s*\(?p?\d{6,12}\)?[\s:.-]+(?=\S)|(?<=\S)[\s:-]*\(?\bp?\d{6,12}\)?\s*$", re.I)
# What stands behind the proper name of a puskesmas.
ENDING = re.compile(rf"[\s,-]+\(?(?:{_WARDS})\)?\s*$", re.I)


class FacilityRegister:
    """Puskesmas and posyandu seen in one import, with the spellings they were seen in."""

    def __init__(self, kabupaten_code: str) -> None:
        self._kabupaten = kabupaten_code
        self._spellings: dict[tuple[str, str], Counter[str]] = {}

    def puskesmas_ids(self, written: pd.Series) -> np.ndarray:
        """Id of each row's puskesmas, "" where none is written: "3514-kejayan"."""
        return self._ids(PUSKESMAS, written, pd.Series(self._kabupaten, index=written.index))

    def posyandu_ids(self, written: pd.Series, desa_code: np.ndarray) -> np.ndarray:
        """Id of each row's posyandu, None where none is written or its desa waits for review."""
        ids = self._ids(POSYANDU, written, pd.Series(desa_code, index=written.index, dtype=object))
        ids[ids == ""] = None
        return ids

    def table(self) -> pa.Table:
        """The facilities with the name they are shown under (schema `rows.FACILITIES`)."""
        known = sorted(self._spellings.items())
        return pa.table(
            {
                "kind": [key[0] for key, _ in known],
                "id": [key[1] for key, _ in known],
                "name": [shown_name(spellings) for _, spellings in known],
            },
            schema=rows.FACILITIES,
        )

    def _ids(self, kind: str, written: pd.Series, places: pd.Series) -> np.ndarray:
        group, pairs = pairs_of(places.fillna(""), written)
        counts = np.bincount(group, minlength=len(pairs))
        ids = [
            self._id(kind, str(place), str(text), int(count))
            for (place, text), count in zip(pairs, counts, strict=True)
        ]
        return np.array(ids, dtype=object)[group] if ids else np.empty(0, dtype=object)

    def _id(self, kind: str, place: str, written: str, count: int) -> str:
        name = proper_name(kind, written)
        # Nobody calls a facility by a long number: a NIK or a telephone stands in the wrong column.
        key = "" if sum(letter.isdigit() for letter in name) >= LONG_NUMBER else compact(name)
        if not key or not place:
            return ""
        facility = f"{place}-{key}"
        self._spellings.setdefault((kind, facility), Counter())[name] += count
        return facility


def proper_name(kind: str, written: str) -> str:
    """A name without titles: "UPTD PUSKESMAS  GUNUNG SARI" -> "GUNUNG SARI"."""
    name = " ".join(written.split())
    if kind == PUSKESMAS:
        name = ENDING.sub("", CODE.sub("", name)) or name
    return TITLES[kind].sub("", name).strip(" .-") or name


def shown_name(spellings: Counter[str]) -> str:
    """The spelling with most words, then the most frequent, with capitals: "Gunung Sari" rather than "GUNUNGSARI"."""
    best = max(spellings, key=lambda name: (len(re.split(r"[\s-]+", name)), spellings[name], name))
    return re.sub(r"[A-Za-z][A-Za-z']*", lambda word: _word(word[0]), best)


def _word(word: str) -> str:
    is_numeral = re.fullmatch(r"[ivxIVX]+", word) is not None
    return word.upper() if is_numeral else word[:1].upper() + word[1:].lower()
