"""Whose codes a boundary file carries, decided by names and never by digits alone.

Kemendagri and BPS number the same places differently: 1803 is Lampung Utara for Kemendagri and Lampung Selatan for
BPS. The shape of a code helps only below the kabupaten (dots: Kemendagri; seven digits: BPS); a village code of ten
digits fits both. So a code counts only where the file's own name agrees with the registered one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import shapely

from stunting.boundary_files.columns import Attributes
from stunting.geography import COUNTRY, Register, compact, search_form, split_kind

KEMENDAGRI, BPS, NAMES = "kemendagri", "bps", "nama"

# One unit, two names in law: renamed by the regulation cited, or written out in full on some maps.
OTHER_NAMES = {
    "11": ("Nanggroe Aceh Darussalam",),  # UU 11/2006 shortened it
    "19": ("Bangka Belitung",),
    "31": ("Daerah Khusus Ibukota Jakarta", "Daerah Khusus Jakarta", "Jakarta", "Jakarta Raya"),
    "34": ("Daerah Istimewa Yogyakarta", "Yogyakarta", "DIY"),
    "1212": ("Toba Samosir",),  # PP 14/2020
    "7601": ("Mamuju Utara",),  # PP 61/2017, now Pasangkayu
    "8103": ("Maluku Tenggara Barat",),  # PP 2/2019, now Kepulauan Tanimbar
}
# A renamed unit counts only while the register itself carries the new name under this code.
_NEW_NAMES = {"1212": "toba", "7601": "pasangkayu", "8103": "kepulauantanimbar"}

WORDS = {"kep": "kepulauan", "kab": "kabupaten", "adm": "", "administrasi": "", "administratif": "", "dan": ""}
KIND_WORDS = {"kotamadya": "kota", "kodya": "kota", "distrik": "kecamatan", "propinsi": "provinsi", "daerah": None}

# Land on maps that belongs to no kecamatan or desa: BPS gives it the kecamatan numbers below.
PSEUDO_NAMES = frozenset(
    (
        *("hutan", "pulau", "danau", "waduk", "laut", "perairan", "rawa", "badanair", "kosong", "lainnya"),
        *("areatidakterdefinisi", "tidakterdefinisi", "enclave"),
    )
)
PSEUDO_FIRST_WORDS = frozenset(("hutan", "kawasan", "danau", "waduk", "laut", "perairan", "taman"))
PSEUDO_BPS_KECAMATAN = frozenset(("444", "555", "666", "777", "888", "999"))

# A village list has a few spellings of its own; a file in the other scheme disagrees nearly everywhere.
LEAST_AGREEMENT = 0.5
# Kemendagri recoded all of Papua (8% of the kabupaten): old dotted codes are still Kemendagri's.
MOST_CONFLICT = 0.05
MOST_CONFLICT_DOTTED = 0.3

SIMILAR = 0.75


@lru_cache(maxsize=1)
def gazetteer_of(register: Register) -> Gazetteer:
    """The index of a register, built once per process."""
    return Gazetteer(register)


class Gazetteer:
    """The register, indexed for comparing many names within their parents."""

    def __init__(self, register: Register) -> None:
        self.register = register
        frame = register.frame
        self._code = frame["code"].tolist()
        self._level = dict(zip(self._code, frame["level"].tolist(), strict=True))
        self._kind = dict(zip(self._code, frame["kind"].tolist(), strict=True))
        self._name = dict(zip(self._code, frame["name"].tolist(), strict=True))
        self._official = dict(zip(self._code, frame["official_name"].tolist(), strict=True))
        self._parent = dict(zip(self._code, frame["parent_code"].tolist(), strict=True))
        self._by_parent: dict[tuple[str, str | None], dict[str, list[str]]] = {}
        self._forms: dict[tuple[str, str], tuple[str, ...]] = {}

    def has(self, code: str | None, level: str) -> bool:
        return code is not None and self._level.get(code) == level

    def of_level(self, level: str) -> list[str]:
        """All codes of one level, in order."""
        return [code for code, its in self._level.items() if its == level]

    def official_name(self, code: str) -> str:
        return self._official[code]

    def full_name(self, code: str) -> str:
        return self.register.full_name(code)

    def parent(self, code: str) -> str:
        return self._parent[code] or COUNTRY

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Parent code -> codes directly below, in order."""
        below: dict[str, list[str]] = {}
        for code, parent in self._parent.items():
            if isinstance(parent, str):
                below.setdefault(parent, []).append(code)
        return below

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row per desa that has a coordinate: code, lon, lat (degrees)."""
        frame = self.register.frame
        here = frame[(frame["level"] == "desa") & frame["lat"].notna()]
        return here[["code", "lon", "lat"]].reset_index(drop=True)

    @cached_property
    def point_shapes(self) -> np.ndarray:
        """The village points as shapely points, in the order of `points`."""
        return shapely.points(self.points["lon"].to_numpy(), self.points["lat"].to_numpy())

    @cached_property
    def point_tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.point_shapes)

    @cached_property
    def seats(self) -> dict[str, tuple[float, float]]:
        """Code -> registered (lon, lat), for every area that has one."""
        frame = self.register.frame[self.register.frame["lat"].notna()]
        return dict(zip(frame["code"], zip(frame["lon"], frame["lat"], strict=True), strict=True))

    def agrees(self, code: str, name: str, *, level: str) -> bool:
        """Whether a name as written in a file is the registered name of this code."""
        kind, forms = self._written(name, level)
        if level == "kabupaten" and kind in ("kabupaten", "kota") and kind != self._kind[code]:
            # "Kota Baru" is a whole name, not a city called Baru.
            return forms[0] == compact(self._name[code])
        return not set(forms).isdisjoint(self._registered(code))

    def named(self, name: str, *, level: str, parent: str | None, kind: str | None = None) -> list[str]:
        """Codes with exactly this name below a parent; None as parent searches the whole country.

        kind: what a code or a column says the unit is; what stands in the name itself wins.
        """
        written, forms = self._written(name, level)
        index = self._index(level, parent)
        for form in forms:
            codes = index.get(form, [])
            if not codes:
                continue
            wanted = None if form == forms[0] and written is None else written
            wanted = wanted or kind
            if wanted is not None and len(codes) > 1:
                codes = [code for code in codes if self._kind[code] == wanted]
            elif written in ("kabupaten", "kota") and form != forms[0]:
                codes = [code for code in codes if self._kind[code] == written]
            if codes:
                return codes
        return []

    def similar(self, name: str, *, level: str, parent: str | None, most: int = 3) -> list[str]:
        """Codes below a parent whose name resembles this one, best first. A proposal, never a decision."""
        _, forms = self._written(name, level)
        scored = []
        for form, codes in self._index(level, parent).items():
            score = max(difflib.SequenceMatcher(None, form, written).ratio() for written in forms)
            if score >= SIMILAR:
                scored += [(-score, code) for code in codes]
        return list(dict.fromkeys(code for _, code in sorted(scored)))[:most]

    def _index(self, level: str, parent: str | None) -> dict[str, list[str]]:
        key = (level, parent)
        if key not in self._by_parent:
            codes = self.of_level(level) if parent is None else self._below(parent, level)
            index: dict[str, list[str]] = {}
            for code in codes:
                for form in self._registered(code):
                    index.setdefault(form, []).append(code)
            self._by_parent[key] = index
        return self._by_parent[key]

    def _below(self, parent: str, level: str) -> list[str]:
        codes = [parent]
        while codes and self._level[codes[0]] != level:
            codes = [child for code in codes for child in self.children.get(code, [])]
        return codes

    def _registered(self, code: str) -> tuple[str, ...]:
        name = self._name[code]
        others = OTHER_NAMES.get(code, ())
        if code in _NEW_NAMES and compact(name) != _NEW_NAMES[code]:
            others = ()
        return tuple(dict.fromkeys([compact(name), _expanded(name), *(compact(other) for other in others)]))

    def _written(self, name: str, level: str) -> tuple[str | None, tuple[str, ...]]:
        """The kind written in front, and the forms to compare: the whole text first."""
        kind, rest = split_kind(name)
        first = search_form(name).split(" ", 1)
        if kind is None and len(first) == 2 and first[0] in KIND_WORDS:
            kind, rest = KIND_WORDS[first[0]], first[1]
        if level != "desa" or kind in ("desa", "kelurahan", None):
            forms = [compact(name), _expanded(name), compact(rest), _expanded(rest)]
        else:
            forms = [compact(name)]
        return kind, tuple(form for form in dict.fromkeys(forms) if form) or ("",)


def scheme(attributes: Attributes, level: str, gazetteer: Gazetteer) -> tuple[str, str | None]:
    """Whose codes these are ("kemendagri", "bps" or "nama"), and a note on why the codes were set aside.

    Counts over the file: where the code is registered, does the registered name agree with the written one?
    A file without names keeps the scheme "kemendagri" only if nearly all its codes exist in the register;
    its units then have to prove themselves by their position (see `plausibility`).
    """
    codes = attributes.codes.get(level)
    if codes is None:
        return NAMES, None
    looks_bps = _looks_bps(attributes, level)
    names = attributes.names.get(level)
    filled = [code for code in codes if code]
    if names is None:
        known = sum(gazetteer.has(code, level) for code in filled)
        if looks_bps or known < 0.8 * len(filled):
            return BPS, "Kode dalam berkas bukan kode Kemendagri, dan tidak ada kolom nama untuk mencocokkan."
        return KEMENDAGRI, "Berkas tidak memuat nama; setiap kode diperiksa dengan letak desanya."
    agreeing = conflicting = 0
    for code, name in zip(codes, names, strict=True):
        if not code or not name:
            continue
        if gazetteer.has(code, level) and gazetteer.agrees(code, name, level=level):
            agreeing += 1
        elif level in ("provinsi", "kabupaten") and gazetteer.named(name, level=level, parent=None):
            conflicting += 1
    allowed = MOST_CONFLICT_DOTTED if attributes.is_dotted else MOST_CONFLICT
    if not looks_bps and agreeing >= LEAST_AGREEMENT * len(filled) and conflicting <= allowed * len(filled):
        return KEMENDAGRI, None
    if attributes.is_dotted and not looks_bps:
        return NAMES, "Kode dalam berkas tidak sesuai dengan namanya; wilayah dicocokkan menurut nama."
    return (
        BPS,
        "Kode dalam berkas bukan kode Kemendagri yang berlaku (BPS); wilayah dicocokkan menurut nama dalam induknya.",
    )


def _looks_bps(attributes: Attributes, level: str) -> bool:
    """A kecamatan code of seven digits, here or beside the finer codes, is BPS; dots never are."""
    if attributes.is_dotted and not _has_prefix(attributes, level):
        return False
    filled = [code for code in attributes.codes.get("kecamatan", []) if code]
    seven = sum(len(code) == 7 for code in filled)
    if level in ("kecamatan", "desa") and seven > 0.5 * max(len(filled), 1):
        return True
    return _has_prefix(attributes, level) and level in ("kecamatan", "desa")


def _has_prefix(attributes: Attributes, level: str) -> bool:
    """OCHA writes "ID" in front of BPS codes."""
    raw = [text for text in attributes.raw_codes.get(level, []) if text]
    return sum(text.casefold().startswith("id") for text in raw) > 0.5 * max(len(raw), 1)


def kind_by_code(code: str | None) -> str | None:
    """Both schemes number a kabupaten 01-69 and a kota 71-99 within its province."""
    if code is None or len(code) < 4:
        return None
    return "kota" if code[2:4] >= "71" else "kabupaten"


def is_pseudo(names: Iterable[str | None], kecamatan_code: str | None) -> bool:
    """Forest, lake, island or gap: drawn in the file, but no kecamatan or desa."""
    if kecamatan_code is not None and len(kecamatan_code) == 7 and kecamatan_code[4:] in PSEUDO_BPS_KECAMATAN:
        return True
    return any(name is not None and compact(name) in PSEUDO_NAMES for name in names)


def sounds_pseudo(name: str) -> bool:
    """ "Hutan Negara", "Danau Ranau": asked only after no registered name resembled it."""
    return search_form(name).split(" ")[0] in PSEUDO_FIRST_WORDS


def _expanded(name: str) -> str:
    return "".join(WORDS.get(word, word) for word in search_form(name).split())
