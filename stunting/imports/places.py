"""Written kecamatan and desa -> desa codes, within one kabupaten, and never by a guess.

A place is matched when exactly one desa has the written form, or when somebody saved an alias for it. Everything else
waits for review, with the most similar desa as suggestions.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from stunting.frames import pairs_of
from stunting.geography import ROMAN, Area, Register, compact, split_kind
from stunting.imports import rows
from stunting.imports.masking import masked

UNMATCHED = -1
# Below this similarity a written place may be anything, a person's name for example: it is shown masked.
RESEMBLES = 0.75
# What a desa is called in some provinces, in front of its name. Kampung begins the names of many desa: it is a kind
# word only where every desa is one.
LOCAL_KINDS = ("ds", "pekon", "tiyuh", "gampong", "nagari", "nagori", "kalurahan", "lembang")
KAMPUNG_PROVINCES = ("18", "91", "92", "93", "94", "95", "96")
DESA_WEIGHT, KECAMATAN_WEIGHT = 0.75, 0.25
# A file with more unknown places than this is not a list of children of the kabupaten; the rest gets no suggestions.
MOST_COMPARED = 500
SIMILAR = """
    select place_no, code, similarity
    from (
        select
            place.place_no,
            candidate.code,
            $desa_weight * jaro_winkler_similarity(place.desa_key, candidate.desa_key)
            + $kecamatan_weight * case place.kecamatan_key when '' then 1
                else jaro_winkler_similarity(place.kecamatan_key, candidate.kecamatan_key) end as similarity
        from place cross join candidate
    )
    qualify row_number() over (partition by place_no order by similarity desc, code) <= $most
    order by place_no, similarity desc, code
"""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A desa that a written place resembles; similarity 0-1 (Jaro-Winkler, desa 3/4 and kecamatan 1/4)."""

    code: str
    name: str
    similarity: float


@dataclass(frozen=True, kw_only=True)
class WrittenPlace:
    """A kecamatan and desa as a file writes them, that is no area of the register.

    kecamatan_key, desa_key: the forms in which places are compared
    alias_code: the desa that somebody said it is, None while it waits for review
    """

    place_no: int
    kecamatan: str
    desa: str
    kecamatan_key: str
    desa_key: str
    alias_code: str | None = None
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def resembles(self) -> bool:
        """Whether any desa has a similar name."""
        return any(one.similarity >= RESEMBLES for one in self.suggestions)


@dataclass(frozen=True, kw_only=True)
class MatchedPlaces:
    """The desa of each row.

    desa_code: code, None where the place waits for review
    place_no:  number of the written place where it is no area of the register, else UNMATCHED
    is_alias:  the desa was found by a saved alias, which may be taken back
    """

    desa_code: np.ndarray
    place_no: np.ndarray
    is_alias: np.ndarray

    @property
    def certain_code(self) -> np.ndarray:
        """The desa without what aliases say: they may be taken back, so they are applied when rows are counted."""
        codes = self.desa_code.copy()
        codes[self.is_alias] = None
        return codes

    @property
    def is_waiting(self) -> np.ndarray:
        """Rows whose place somebody has to name."""
        return np.array([code is None for code in self.desa_code], dtype=bool)


class PlaceMatcher:
    """Matches the places of all files of one import, and numbers those that wait for review.

    aliases: (kecamatan key, desa key) -> desa code, of this kabupaten
    conceal: keyed hash; takes the place of a key that resembles no area, for it may be a name in the wrong column
    """

    def __init__(
        self,
        register: Register,
        kabupaten: Area,
        *,
        aliases: Mapping[tuple[str, str], str],
        conceal: Callable[[str], str],
    ) -> None:
        self._aliases = aliases
        self._conceal = conceal
        self._local_kinds = LOCAL_KINDS + (("kampung",) if kabupaten.code[:2] in KAMPUNG_PROVINCES else ())
        self._kecamatan: dict[str, set[str]] = {}
        self._desa: dict[str, list[Area]] = {}
        self._glued: dict[str, list[Area]] = {}
        self._names: dict[str, tuple[str, str]] = {}
        for kecamatan in register.children(kabupaten.code):
            for form in (compact(kecamatan.name), *_glued_forms(kecamatan.name)):
                self._kecamatan.setdefault(form, set()).add(kecamatan.code)
            for desa in register.children(kecamatan.code):
                self._desa.setdefault(compact(desa.name), []).append(desa)
                for form in _glued_forms(desa.name):
                    self._glued.setdefault(form, []).append(desa)
                self._names[desa.code] = (f"{desa.official_name}, {kecamatan.official_name}", kecamatan.name)
        self._answers: dict[tuple[str, str], tuple[str | None, int, bool]] = {}
        self._written: dict[tuple[str, str], WrittenPlace] = {}

    def match(self, kecamatan: pd.Series, desa: pd.Series) -> MatchedPlaces:
        """The desa of each row of a frame; equal spellings are looked up once."""
        group, pairs = pairs_of(kecamatan, desa)
        answers = [self._answer(str(written[0]), str(written[1])) for written in pairs]
        codes = np.array([one[0] for one in answers], dtype=object)
        numbers = np.array([one[1] for one in answers], dtype=np.int32)
        aliases = np.array([one[2] for one in answers], dtype=bool)
        return MatchedPlaces(desa_code=codes[group], place_no=numbers[group], is_alias=aliases[group])

    def written(self, *, most: int = 3) -> list[WrittenPlace]:
        """The places that are no area, with suggestions; what resembles no area is masked and its key concealed."""
        places = list(self._written.values())
        found = similar(places[:MOST_COMPARED], self._candidates(), most=most)
        return [self._described(one, found.get(one.place_no, [])) for one in places]

    def knows(self, kecamatan: str, desa: str) -> bool:
        """Whether a written place is exactly one desa of this kabupaten."""
        return self._exact(kecamatan, desa) is not None

    def _answer(self, kecamatan: str, desa: str) -> tuple[str | None, int, bool]:
        written = (kecamatan, desa)
        if written not in self._answers:
            keys = place_key(kecamatan), place_key(desa)
            exact = self._exact(kecamatan, desa)
            if exact is not None:
                self._answers[written] = (exact, UNMATCHED, False)
            else:
                concealed = self._concealed(keys)
                forms = (keys, concealed, (concealed[0], keys[1]))
                alias = next((self._aliases[form] for form in forms if form in self._aliases), None)
                number = self._number(kecamatan, desa, keys, alias)
                self._answers[written] = (alias, number, alias is not None)
        return self._answers[written]

    def _exact(self, kecamatan: str, desa: str) -> str | None:
        kind, _ = split_kind(desa)
        within = self._within(kecamatan) if kecamatan.strip() else None
        # The name as it is comes first: "Kota Dalam" is a desa, and Kota is no kind word in it.
        for form in self._forms(desa):
            found = self._desa.get(form) or self._glued.get(form, [])
            candidates = [one for one in found if within is None or one.parent_code in within]
            if candidates:
                candidates = [one for one in candidates if one.kind == kind] or candidates
                return candidates[0].code if len(candidates) == 1 else None
        return None

    def _within(self, kecamatan: str) -> set[str]:
        forms = (self._kecamatan[form] for form in self._forms(kecamatan) if form in self._kecamatan)
        return next(forms, set())

    def _forms(self, written: str) -> Iterator[str]:
        """The forms in which a written name is looked up, the most literal first."""
        # "3514062020 - KLINTER", "KLINTER (DESA)"
        for text in dict.fromkeys((written, re.sub(r"^\s*\d[\d.]{5,}[\s:-]+(?=\D)|\([^)]*\)", "", written).strip())):
            yield compact(text)
            yield place_key(text)
            word, _, name = text.replace(".", " ", 1).strip().partition(" ")
            if word.casefold() in self._local_kinds and name.strip():
                yield compact(name)
            yield _glued(text)

    def _number(self, kecamatan: str, desa: str, keys: tuple[str, str], alias: str | None) -> int:
        """One number for all spellings with the same keys."""
        if keys not in self._written:
            self._written[keys] = WrittenPlace(
                place_no=len(self._written),
                kecamatan=kecamatan.strip(),
                desa=desa.strip(),
                kecamatan_key=keys[0],
                desa_key=keys[1],
                alias_code=alias,
            )
        return self._written[keys].place_no

    def _described(self, place: WrittenPlace, found: Sequence[tuple[str, float]]) -> WrittenPlace:
        suggestions = tuple(
            Suggestion(code=code, name=self._names[code][0], similarity=similarity) for code, similarity in found
        )
        known = replace(place, suggestions=suggestions)
        if known.resembles:
            if difflib.get_close_matches(place.kecamatan_key, self._kecamatan, n=1, cutoff=RESEMBLES):
                return known
            # The desa is one, but the other cell may hold anything.
            concealed = self._conceal(place.kecamatan_key) if place.kecamatan_key else ""
            return replace(known, kecamatan=masked(place.kecamatan), kecamatan_key=concealed)
        kecamatan_key, desa_key = self._concealed((place.kecamatan_key, place.desa_key))
        return replace(
            known,
            # A kecamatan of this kabupaten is no person; its name tells the officer where to look.
            kecamatan=place.kecamatan if self._within(place.kecamatan) else masked(place.kecamatan),
            desa=masked(place.desa),
            kecamatan_key=kecamatan_key,
            desa_key=desa_key,
        )

    def _concealed(self, keys: tuple[str, str]) -> tuple[str, str]:
        return self._conceal(keys[0]), self._conceal(keys[1])

    def _candidates(self) -> pd.DataFrame:
        return candidates_frame((desa.code, self._names[desa.code][1], desa.name) for desa in _flat(self._desa))


def place_key(written: str) -> str:
    """The form in which a place is compared: without kind word, case, spaces, hyphens; numerals as digits."""
    return compact(split_kind(written)[1])


def _glued(name: str) -> str:
    """A name as one word: in "KUTABULOHII" nobody can tell the numeral any more."""
    return compact(re.sub(r"[\W_]+", "", name))


def _glued_forms(name: str) -> set[str]:
    """A name as one word, as it is and with Roman numerals."""
    romans = {digits: roman for roman, digits in ROMAN.items()}
    return {_glued(name), _glued(" ".join(romans.get(word, word) for word in name.split()))}


def candidates_frame(desa: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """Desa as (code, name of the kecamatan, name) -> the frame that `similar` compares with."""
    listed = list(desa)
    return pd.DataFrame(
        {
            "code": [one[0] for one in listed],
            "kecamatan_key": [compact(one[1]) for one in listed],
            "desa_key": [compact(one[2]) for one in listed],
        },
        dtype=object,
    )


def similar(
    places: Sequence[WrittenPlace], candidates: pd.DataFrame, *, most: int
) -> dict[int, list[tuple[str, float]]]:
    """For each place the desa that resemble it most: place_no -> [(code, similarity)], best first."""
    if not places or candidates.empty:
        return {}
    frame = pd.DataFrame([(p.place_no, p.kecamatan_key, p.desa_key) for p in places])
    frame.columns = pd.Index(["place_no", "kecamatan_key", "desa_key"])
    found: dict[int, list[tuple[str, float]]] = {}
    with duckdb.connect(":memory:") as connection:
        connection.register("place", pa.Table.from_pandas(frame, preserve_index=False))
        connection.register("candidate", pa.Table.from_pandas(candidates, preserve_index=False))
        answer = connection.execute(
            SIMILAR, {"desa_weight": DESA_WEIGHT, "kecamatan_weight": KECAMATAN_WEIGHT, "most": most}
        )
        for number, code, similarity in answer.fetchall():
            found.setdefault(int(number), []).append((str(code), round(float(similarity), 4)))
    return found


def places_table(places: Sequence[WrittenPlace]) -> pa.Table:
    """Written places as they are stored."""
    columns = {name: [getattr(place, name) for place in places] for name in rows.PLACES.names}
    return pa.table(columns, schema=rows.PLACES)


def _flat(named: Mapping[str, list[Area]]) -> list[Area]:
    return sorted((area for areas in named.values() for area in areas), key=lambda area: area.code)
