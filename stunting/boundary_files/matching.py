"""Which registered unit each feature of a boundary file is.

By code where the file's codes are Kemendagri's and the names agree; else by exact name within the parent, from the
provinsi down. Similarity only proposes: a near-match waits under "perlu ditinjau" until the user names it as an alias.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stunting.boundary_files.codes import KEMENDAGRI, Gazetteer, is_pseudo, kind_by_code, sounds_pseudo
from stunting.boundary_files.columns import LEVELS, Attributes
from stunting.geography import COUNTRY, compact

PREFIX = {"provinsi": 2, "kabupaten": 4, "kecamatan": 6}
MATCHED = ("kode", "nama", "alias")
NO_UNIT = "bukan kecamatan atau desa (hutan, danau, pulau)"


@dataclass(frozen=True, kw_only=True)
class Match:
    """What one feature turned out to be.

    how: "kode", "nama" or "alias" with a `code`; "tinjau" (proposals in `candidates`), "tidak cocok" or
         "bukan wilayah" (forest, lake) without one
    is_verified: False where only digits speak for the unit, so that its position has to prove it
    key: what the user writes in an alias to accept a proposal
    """

    how: str
    key: str
    code: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str = ""
    is_verified: bool = True


@dataclass(kw_only=True)
class Matcher:
    """Matches the features of one file at one level; remembers parents it has already settled."""

    attributes: Attributes
    level: str
    scheme: str
    gazetteer: Gazetteer
    aliases: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._settled: dict[tuple, Match] = {}
        self.used_aliases: set[str] = set()
        # "Pasuruan" beside "Kota Pasuruan" can only be the kabupaten.
        names = self.attributes.names.get("kabupaten", [])
        self._cities = {compact(name.split(maxsplit=1)[1]) for name in names if name and _is_city(name)}

    def all(self) -> list[Match]:
        """One match per feature, in their order."""
        rows = max(map(len, [*self.attributes.codes.values(), *self.attributes.names.values()]), default=0)
        return [self._find(self.level, row) for row in range(rows)]

    def _find(self, level: str, row: int) -> Match:
        depth = LEVELS.index(level) + 1
        identity = (
            level,
            *((self._code(at, row), self._name(at, row)) for at in LEVELS[:depth]),
        )
        if identity not in self._settled:
            self._settled[identity] = self._decide(level, row)
        return self._settled[identity]

    def _decide(self, level: str, row: int) -> Match:
        name, code = self._name(level, row), self._code(level, row)
        key = self._key(level, row)
        alias = self._alias(level, row)
        if alias is not None:
            return Match(how="alias", key=key, code=alias)
        if self.scheme == KEMENDAGRI and self.gazetteer.has(code, level):
            assert code is not None
            if name is None:
                # BPS writes no dots; only a village code of ten bare digits could be either.
                is_sure = self.attributes.is_dotted and level != "desa"
                return Match(how="kode", key=key, code=code, is_verified=is_sure)
            if self.gazetteer.agrees(code, name, level=level):
                return Match(how="kode", key=key, code=code)
            return self._disagreeing(level, row, code, name, key)
        if name is None:
            return Match(how="tidak cocok", key=key, reason="kode tidak terdaftar dan nama tidak ada")
        return self._by_name(level, row, name, key)

    def _disagreeing(self, level: str, row: int, code: str, name: str, key: str) -> Match:
        """The code is registered under another name: an old code, if the file names the parent and the name is there.

        Otherwise nobody but the user can say whether code or name is right.
        """
        if level == "provinsi" or self._name(LEVELS[LEVELS.index(level) - 1], row) is not None:
            by_name = self._by_name(level, row, name, key)
            if by_name.how == "nama":
                return by_name
        others = self.gazetteer.named(name, level=level, parent=self.gazetteer.parent(code))
        return Match(
            how="tinjau",
            key=key,
            candidates=tuple(dict.fromkeys([code, *others])),
            reason="nama tidak sama dengan nama terdaftar untuk kode ini",
        )

    def _by_name(self, level: str, row: int, name: str, key: str) -> Match:
        parent, problem = self._parent(level, row)
        if problem is not None:
            if self._is_pseudo(level, row):
                return Match(how="bukan wilayah", key=key, reason=NO_UNIT)
            return Match(how=problem.how, key=key, candidates=self._below(problem, level, name), reason=problem.reason)
        found = self.gazetteer.named(name, level=level, parent=parent, kind=self._kind(level, row, name))
        if len(found) == 1 and self._is_direct(level, parent):
            return Match(how="nama", key=key, code=found[0])
        if found:
            reason = (
                "nama ini dipakai lebih dari satu wilayah" if len(found) > 1 else "induk langsungnya tidak tertulis"
            )
            return Match(how="tinjau", key=key, candidates=tuple(found[:3]), reason=reason)
        if self._is_pseudo(level, row):
            return Match(how="bukan wilayah", key=key, reason=NO_UNIT)
        return self._proposed(level, name, key, parent)

    def _proposed(self, level: str, name: str, key: str, parent: str | None) -> Match:
        near = self.gazetteer.similar(name, level=level, parent=parent) if parent is not None else []
        reason = "ejaan nama berbeda"
        if not near and level == "desa" and parent is not None:
            # A village that moved with a split of its kecamatan keeps its name within the kabupaten.
            near = self.gazetteer.named(name, level=level, parent=self.gazetteer.parent(parent))[:3]
            reason = "terdaftar di kecamatan lain"
        if near:
            return Match(how="tinjau", key=key, candidates=tuple(near), reason=reason)
        if sounds_pseudo(name):
            return Match(how="bukan wilayah", key=key, reason=NO_UNIT)
        return Match(how="tidak cocok", key=key, reason="nama tidak terdaftar dalam induknya")

    def _kind(self, level: str, row: int, name: str) -> str | None:
        """Kabupaten or kota, where the name alone does not say it."""
        if level != "kabupaten":
            return None
        kind = kind_by_code(self._code("kabupaten", row))
        return "kabupaten" if kind is None and compact(name) in self._cities else kind

    def _parent(self, level: str, row: int) -> tuple[str | None, Match | None]:
        """The settled unit above, or the match that could not be settled; (None, None) where the file names none."""
        if level == "provinsi":
            return COUNTRY, None
        above = LEVELS[: LEVELS.index(level)]
        for upper in reversed(above):
            if self._name(upper, row) is None and self._code(upper, row) is None:
                continue
            match = self._find(upper, row)
            if match.code is not None:
                return match.code, None
            if self._name(upper, row) is not None:
                return None, match
        code = self._code(level, row)
        if self.scheme == KEMENDAGRI and code is not None:
            for upper in reversed(above):
                if self.gazetteer.has(code[: PREFIX[upper]], upper):
                    return code[: PREFIX[upper]], None
        if level == "kabupaten":
            return None, None
        return None, Match(how="tidak cocok", key="", reason="wilayah di atasnya tidak tertulis dalam berkas")

    def _is_direct(self, level: str, parent: str | None) -> bool:
        """Kabupaten names (with their kind) are unique in the country; below, only the direct parent decides."""
        if level in ("provinsi", "kabupaten"):
            return True
        return parent is not None and self.gazetteer.has(parent, LEVELS[LEVELS.index(level) - 1])

    def _below(self, parent: Match, level: str, name: str) -> tuple[str, ...]:
        found: list[str] = []
        for code in parent.candidates:
            found += self.gazetteer.named(name, level=level, parent=code)
        return tuple(dict.fromkeys(found))[:3]

    def _is_pseudo(self, level: str, row: int) -> bool:
        names = [self._name(at, row) for at in ("kecamatan", "desa") if at in LEVELS[: LEVELS.index(level) + 1]]
        names.append(self._name(level, row))
        return is_pseudo(names, self._code("kecamatan", row) or (self._code("desa", row) or "")[:7])

    def _alias(self, level: str, row: int) -> str | None:
        raw = self.attributes.raw_codes.get(level)
        texts = [raw[row] if raw else None, self._code(level, row), self._key(level, row)]
        for folded in [alias_key(text) for text in texts if text]:
            if folded in self.aliases and self.gazetteer.has(self.aliases[folded], level):
                self.used_aliases.add(folded)
                return self.aliases[folded]
        return None

    def _key(self, level: str, row: int) -> str:
        """ "Lampung / Lampung Selatan / Way Sulan", or the raw code where the file has no names."""
        path = [self._name(at, row) for at in LEVELS[: LEVELS.index(level) + 1]]
        if self._name(level, row) is not None:
            return " / ".join(name for name in path if name)
        raw = self.attributes.raw_codes.get(level)
        return (raw[row] if raw else None) or f"fitur {row + 1}"

    def _name(self, level: str, row: int) -> str | None:
        names = self.attributes.names.get(level)
        return names[row] if names else None

    def _code(self, level: str, row: int) -> str | None:
        codes = self.attributes.codes.get(level)
        return codes[row] if codes else None


def alias_key(text: str) -> str:
    """Aliases are compared without regard to capitals and spaces around the slashes."""
    return "/".join(part.strip() for part in text.casefold().split("/"))


def _is_city(name: str) -> bool:
    words = name.split(maxsplit=1)
    return len(words) == 2 and words[0].casefold() in ("kota", "kotamadya")
