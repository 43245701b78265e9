"""Areas of Indonesia: codes, names, parents, and a search that never guesses.

Codes are Kemendagri codes without dots: 00, then 2/4/6/10 digits. BPS codes look alike and mean other
places, so they live in a column of their own and are never accepted in place of a Kemendagri code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from stunting.errors import AmbiguousAreaError, UnknownAreaError, nearest
from stunting.languages import Words, _
from stunting.name_index import NameIndex

COUNTRY = "00"
LEVELS = ("negara", "provinsi", "kabupaten", "kecamatan", "desa")
CODE_LENGTHS = {2: "provinsi", 4: "kabupaten", 6: "kecamatan", 10: "desa"}
# Digits of the code of each level, none for the country.
LEVEL_DIGITS = {"negara": 0} | {level: length for length, level in CODE_LENGTHS.items()}
ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
KIND_WORDS = {
    "prov": "provinsi",
    "provinsi": "provinsi",
    "kab": "kabupaten",
    "kabupaten": "kabupaten",
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
    "kec": "kecamatan",
    "kecamatan": "kecamatan",
    "kel": "kelurahan",
    "kelurahan": "kelurahan",
    "desa": "desa",
}
PLURALS = Words(
    {
        "negara": "negara",
        "provinsi": "provinsi",
        "kabupaten": "kabupaten/kota",
        "kecamatan": "kecamatan",
        "desa": "desa/kelurahan",
    }
)


@dataclass(frozen=True, kw_only=True)
class Area:
    """One area of the register.

    code:          Kemendagri code without dots, "00" for Indonesia
    level:         negara, provinsi, kabupaten, kecamatan or desa
    kind:          what it is called: kabupaten or kota, desa or kelurahan
    official_name: with its kind, for example "Kab. Lampung Selatan"
    lat, lon:      degrees (WGS 84), None where the register has none
    """

    code: str
    level: str
    kind: str
    name: str
    official_name: str
    parent_code: str | None
    lat: float | None
    lon: float | None

    @property
    def child_level(self) -> str | None:
        """The level below, None for a desa."""
        position = LEVELS.index(self.level) + 1
        return LEVELS[position] if position < len(LEVELS) else None


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """One answer of a search: the area, and where it lies ("Kec. Kejayan, Kab. Pasuruan")."""

    area: Area
    place: str


class Register:
    """All areas in memory, for lookups by code and by name.

    Expects the columns of `data/raw/wilayah/wilayah.parquet` or of the release table `area`.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame.reset_index(drop=True)

    @classmethod
    def from_parquet(cls, path: Path) -> Register:
        return cls(pd.read_parquet(path))

    @classmethod
    def shipped(cls, raw: Path) -> Register:
        """The register that comes with the program; `raw` is `Layout.raw`."""
        return cls.from_parquet(raw / "wilayah" / "wilayah.parquet")

    @property
    def frame(self) -> pd.DataFrame:
        """All rows, for work on many areas at once; read it, do not change it."""
        return self._frame

    @cached_property
    def _columns(self) -> dict[str, list]:
        frame = self._frame.astype(object).where(self._frame.notna(), None)
        names = ["code", "level", "kind", "name", "official_name", "parent_code", "lat", "lon"]
        return {name: frame[name].tolist() for name in names}

    @cached_property
    def _row_of(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self._columns["code"])}

    @cached_property
    def _children_of(self) -> dict[str, list[int]]:
        children: dict[str, list[int]] = {}
        for row, parent in enumerate(self._columns["parent_code"]):
            if parent is not None:
                children.setdefault(parent, []).append(row)
        return children

    def __len__(self) -> int:
        return len(self._frame)

    def __contains__(self, code: object) -> bool:
        return code in self._row_of

    def get(self, code: str) -> Area:
        """The area with exactly this code.

        Raises:
            UnknownAreaError: no such code; the message offers areas with a similar code.
        """
        row = self._row_of.get(code)
        if row is None:
            raise UnknownAreaError(code, self._similar(code))
        return self._area(row)

    def known_name(self, code: str) -> str:
        """Official name of the area; its code where the register has none."""
        return self.get(code).official_name if code in self else code

    def children(self, code: str) -> list[Area]:
        """The areas directly below, ordered by code."""
        return [self._area(row) for row in self._children_of.get(code, [])]

    def count(self, level: str) -> int:
        """How many areas of a level are registered."""
        return self._columns["level"].count(level)

    def path(self, code: str) -> list[Area]:
        """From Indonesia down to the area itself."""
        area = self.get(code)
        steps = [area]
        while area.parent_code is not None:
            area = self.get(area.parent_code)
            steps.append(area)
        return steps[::-1]

    def ancestor(self, code: str, level: str) -> Area | None:
        """The area of one level that contains this one (or is it), None if it lies above."""
        return next((step for step in self.path(code) if step.level == level), None)

    def place(self, code: str) -> str:
        """Where an area lies: "Kec. Kejayan, Kab. Pasuruan, Jawa Timur"."""
        steps = self.path(code)[1:-1]
        return ", ".join(s.name if s.level == "provinsi" else s.official_name for s in reversed(steps)) or _(
            "Indonesia"
        )

    def full_name(self, code: str) -> str:
        """Official name with its place, unmistakable: "Desa Mulya Agung (Kec. ..., Kab. Mesuji, Lampung)"."""
        area = self.get(code)
        return (
            area.official_name if area.level in ("negara", "provinsi") else f"{area.official_name} ({self.place(code)})"
        )

    def find(self, text: str, *, level: str | None = None, within: str | None = None) -> Area:
        """The one area that a code or a name means.

        The kind in front ("Kab.", "Kota", "Kec.") is respected when it is written. Nothing is ever guessed.

        Raises:
            UnknownAreaError: nothing matches; the nearest names are offered.
            AmbiguousAreaError: several areas match; all are listed.
        """
        digits = text.strip().replace(".", "")
        if digits.isdigit():
            return self.get(digits)
        kind, wanted = split_kind(text)
        columns = self._columns
        exact = [
            row
            for row in self._names.equal(compact(wanted))
            if (level is None or columns["level"][row] == level)
            and (within is None or within == COUNTRY or columns["code"][row].startswith(within))
            and (not kind or columns["kind"][row] == kind)
        ]
        if len(exact) == 1:
            return self._area(exact[0])
        if exact:
            raise AmbiguousAreaError(text, [self.full_name(columns["code"][row]) for row in exact[:8]])
        levels = LEVELS if level is None else (level,)
        raise UnknownAreaError(
            text, dict.fromkeys(hit.area.official_name for hit in self.search(text, most=3, levels=levels))
        )

    def search(
        self, text: str, *, most: int = 8, levels: Iterable[str] = LEVELS, near: str | None = None
    ) -> list[SearchHit]:
        """Areas whose name begins with, contains or resembles the text, higher levels first.

        "kejayan" answers with the kecamatan and with the kelurahan, each with its place; "kejayan bondowoso"
        and "kejayan, pujer" with the one that lies there. Of areas that answer equally well, those in the
        kabupaten of `near` come first.
        """
        kind, wanted = split_kind(text)
        form = search_form(wanted)
        if not form:
            return []
        digits = text.strip().replace(".", "")
        if digits.isdigit():
            return [self._hit(self._row_of[digits])] if digits in self._row_of else []
        rows, form = self._matching(form)
        if len(rows):
            rows = self._of_kind(self._at_levels(rows, levels), kind)
            return [self._hit(row) for row in self._ranked(rows, form, near)[:most]]
        alike = [row for rows in self._names.resembling(form.replace(" ", "")) for row in rows]
        chosen = self._of_kind(self._at_levels(np.array(alike, dtype=np.int64), levels), kind)
        return [self._hit(row) for row in chosen[:most]]

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._frame["search_name"].tolist())

    @cached_property
    def _levels(self) -> np.ndarray:
        return np.array([LEVELS.index(level) for level in self._columns["level"]], dtype=np.int8)

    @cached_property
    def _kinds(self) -> np.ndarray:
        return np.array(self._columns["kind"], dtype=object)

    @cached_property
    def _code_order(self) -> np.ndarray:
        """The position of each row when all are ordered by code."""
        return np.argsort(np.argsort(np.array(self._columns["code"], dtype=str), kind="stable"), kind="stable")

    def _matching(self, form: str) -> tuple[np.ndarray, str]:
        """Rows whose name contains the text, and the part of the text that is their name.

        Where no name contains all of it, its last words may name the place: "sukamaju pasuruan".
        """
        rows = self._names.containing(form.replace(" ", ""))
        words = form.split()
        for cut in range(len(words) - 1, 0, -1):
            if len(rows):
                break
            form, place = " ".join(words[:cut]), "".join(words[cut:])
            candidates = self._names.containing("".join(words[:cut]))
            rows = candidates[[self._lies_in(row, place) for row in candidates]] if len(candidates) else candidates
        return rows, form

    def _lies_in(self, row: int, place: str) -> bool:
        """Whether an area above this one has a name that contains the text."""
        parent = self._columns["parent_code"][row]
        while parent is not None and parent != COUNTRY:
            above = self._row_of[parent]
            if place in self._compact[above]:
                return True
            parent = self._columns["parent_code"][above]
        return False

    @cached_property
    def _compact(self) -> list[str]:
        return self._frame["search_name"].str.replace(" ", "", regex=False).tolist()

    def _at_levels(self, rows: np.ndarray, levels: Iterable[str]) -> np.ndarray:
        return rows[np.isin(self._levels[rows], [LEVELS.index(level) for level in levels])]

    def _of_kind(self, rows: np.ndarray, kind: str | None) -> np.ndarray:
        """The areas of the kind that was written; all of them where none is of that kind."""
        same = rows[self._kinds[rows] == kind] if kind else rows
        return same if len(same) else rows

    def _ranked(self, rows: np.ndarray, form: str, near: str | None) -> np.ndarray:
        how = self._names.closeness(rows, form)
        if len(rows) > 2_000:
            # "a" is in nearly every name: only the best class that fills a list needs an order.
            few = rows[how <= np.partition(how, 20)[20]]
            rows, how = (few, self._names.closeness(few, form)) if len(few) < len(rows) else (rows, how)
        codes = self._columns["code"]
        levels, lengths = self._levels[rows], self._names.lengths(rows)
        far = np.zeros(len(rows), dtype=bool)
        if near and near != COUNTRY and len(rows) <= 2_000:
            far = np.array([not codes[row].startswith(near[:4]) for row in rows])
        return rows[np.lexsort((self._code_order[rows], lengths, far, levels, how))]

    def _similar(self, code: str) -> list[str]:
        level = CODE_LENGTHS.get(len(code))
        if level is None:
            return []
        parent = {"provinsi": COUNTRY, "kabupaten": code[:2], "kecamatan": code[:4], "desa": code[:6]}[level]
        siblings = [self._columns["code"][row] for row in self._children_of.get(parent, [])]
        return [f"{c} {self.get(c).official_name}" for c in nearest(code, siblings)]

    def _hit(self, row: int) -> SearchHit:
        area = self._area(row)
        return SearchHit(area=area, place=self.place(area.code))

    def _area(self, row: int) -> Area:
        return Area(**{name: values[row] for name, values in self._columns.items()})


def search_form(name: str) -> str:
    """A name as it is compared: lower case, no accents or punctuation, Roman numerals as digits.

    "Tulang-Bawang II" -> "tulang bawang 2"
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().replace("'", "")
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join([*words[:1], *(ROMAN.get(word, word) for word in words[1:])])


def compact(name: str) -> str:
    """The search form without spaces, so that "TULANGBAWANG" meets "Tulang Bawang"."""
    return search_form(name).replace(" ", "")


def split_kind(text: str) -> tuple[str | None, str]:
    """("kabupaten", "Pasuruan") from "Kab. Pasuruan" or "KAB.PASURUAN"; (None, text) when no kind is written."""
    found = re.match(r"\s*([A-Za-z]+)(?:\s*[.:]\s*|\s+)(.*\S)", text, re.DOTALL)
    kind = KIND_WORDS.get(found[1].casefold()) if found else None
    return (kind, found[2]) if found and kind else (None, text)
