"""Written villages of a list -> desa codes of one kabupaten, by code or by name; what does not fit gets a sentence."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from stunting.geography import Area, Register, compact, split_kind
from stunting.imports.places import RESEMBLES, PlaceMatcher, place_key
from stunting.languages import _
from stunting.lokus.places import bare_code, shortened

# "3. Desa Klinter": the number of the row stands in the cell of the name.
_NUMBERED = re.compile(r"^\s*(\d{1,3}|[a-zA-Z])\s*[.)]\s+(?=\S)")
_PARTS = re.compile(r"[\n;,]|\s+dan\s+")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A village as a row writes it; `code` is "" where the sheet has none."""

    kecamatan: str
    desa: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a row means: the desa of its cell (several where it lists several), or a sentence why none.

    note: what was read differently from how it is written
    """

    codes: tuple[str, ...] = ()
    problem: str = ""
    note: str = ""


class Places:
    """The desa of one kabupaten, as lists write them."""

    def __init__(self, register: Register, kabupaten: Area) -> None:
        self._register, self._kabupaten = register, kabupaten
        # Nothing of a list is concealed: it names places, no child.
        self._matcher = PlaceMatcher(register, kabupaten, aliases={}, conceal=lambda text: text)
        self._kecamatan = register.children(kabupaten.code)
        self._desa = [desa for kecamatan in self._kecamatan for desa in register.children(kecamatan.code)]

    @property
    def desa_n(self) -> int:
        return len(self._desa)

    def kecamatan(self, text: str) -> Area | None:
        """The kecamatan of this kabupaten that a text names, None where it is none."""
        wanted = {compact(text), place_key(text)}
        return next((one for one in self._kecamatan if compact(one.name) in wanted), None)

    def is_kabupaten(self, text: str) -> bool:
        """Whether a text names this kabupaten/kota, with or without its kind."""
        official, written = self._kabupaten, text.strip()
        return written.replace(".", "") == official.code or (
            compact(written) == compact(official.name)
            or (
                place_key(written) == compact(official.name)
                and written.casefold().startswith("kota") == (official.kind == "kota")
            )
        )

    def knows(self, kecamatan: str, desa: str) -> bool:
        """Whether a kecamatan ("" for any) and a name are exactly one desa."""
        return bool(desa) and self._matcher.knows(kecamatan, _unnumbered(desa))

    def found(self, rows: Sequence[Written]) -> list[Found]:
        """What each row means; equal spellings are looked up once."""
        names = [_unnumbered(one.desa) for one in rows]
        matched = self._codes([(row.kecamatan, name) for row, name in zip(rows, names, strict=True)])
        likely = {(one.kecamatan_key, one.desa_key): one.suggestions for one in self._matcher.written()}
        answers = []
        for row, name, code in zip(rows, names, matched, strict=True):
            if split_kind(name)[0] in ("kecamatan", "kabupaten"):
                # "Kec. Gempol" is not Desa Gempol.
                answers.append(Found(problem=_("'{name}' bukan nama desa/kelurahan. Tulis desanya.", name=name[:60])))
            elif row.code:
                answers.append(self._by_code(row, name))
            elif code is not None:
                answers.append(Found(codes=(code,)))
            elif several := self._several(row.kecamatan, name):
                answers.append(several)
            else:
                near = [
                    self.label(one.code)
                    for one in likely.get((place_key(row.kecamatan), place_key(name)), ())
                    if one.similarity >= RESEMBLES
                ]
                answers.append(Found(problem=self._unknown(row.kecamatan, name, near)))
        return answers

    def label(self, code: str) -> str:
        """ "Desa Klinter, Kec. Kejayan (3514062020)"."""
        desa = self._register.get(code)
        return f"{desa.official_name}, {self._register.get(code[:6]).official_name} ({code})"

    def _by_code(self, row: Written, name: str) -> Found:
        code = bare_code(row.code)
        area = self._register.get(code) if code in self._register else None
        if area is None or area.level != "desa":
            return Found(
                problem=shortened(row.code)
                or _(
                    "kode '{code}' bukan kode desa/kelurahan Kemendagri. Kode BPS menunjuk wilayah"
                    " lain; kosongkan kodenya bila namanya tertulis.",
                    code=row.code[:20],
                )
            )
        if not code.startswith(self._kabupaten.code):
            return Found(
                problem=_(
                    "kode {code} adalah {name}, di luar {kabupaten}.",
                    code=code,
                    name=self._register.full_name(code),
                    kabupaten=self._kabupaten.official_name,
                )
            )
        if not name or self._fits(name, area):
            return Found(codes=(code,))
        alike = difflib.SequenceMatcher(None, place_key(name), compact(area.name)).ratio()
        if alike >= RESEMBLES:
            return Found(
                codes=(code,),
                note=_("tertulis '{name}', dibaca {place} menurut kodenya", name=name[:60], place=self.label(code)),
            )
        return Found(
            problem=_(
                "kode {code} adalah {place}, tetapi tertulis '{name}'. Periksa keduanya.",
                code=code,
                place=self.label(code),
                name=name[:60],
            )
        )

    def _fits(self, name: str, area: Area) -> bool:
        kecamatan = self._register.get(area.code[:6]).name
        return compact(area.name) in (compact(name), place_key(name)) or self._codes([(kecamatan, name)]) == [area.code]

    def _several(self, kecamatan: str, name: str) -> Found | None:
        """The desa of a cell that lists several, or that writes "Klinter, Kec. Kejayan"; None where it is neither."""
        parts = [_unnumbered(part) for part in _PARTS.split(name) if part.strip()]
        if len(parts) < 2:
            return None
        codes = self._codes([(kecamatan, part) for part in parts])
        place = self.kecamatan(parts[-1]) if len(parts) == 2 and "," in name else None
        if place is not None and (inside := self._codes([(place.name, parts[0])])[0]):
            if None in codes or split_kind(parts[-1])[0] == "kecamatan":
                return Found(codes=(inside,))
            return Found(
                problem=_("'{name}' dapat berarti satu desa atau dua. Tulis satu desa per baris.", name=name[:60])
            )
        return None if None in codes else Found(codes=tuple(code for code in codes if code))

    def _codes(self, written: Sequence[tuple[str, str]]) -> list[str | None]:
        """The desa of each (kecamatan, name), None where none or several have it."""
        kecamatan, names = ([one[at] for one in written] for at in (0, 1))
        found = self._matcher.match(pd.Series(kecamatan, dtype=object), pd.Series(names, dtype=object))
        return found.desa_code.tolist()

    def _unknown(self, kecamatan: str, name: str, near: Sequence[str]) -> str:
        """Why a name is no desa, and what may be meant."""
        written = name.replace("\n", " ")[:60]
        keys = {compact(name), place_key(name)}
        same = [one for one in self._desa if compact(one.name) in keys]
        place = self.kecamatan(kecamatan) if kecamatan else None
        if kecamatan and place is None:
            names = [one.name for one in self._kecamatan]
            likely = difflib.get_close_matches(kecamatan, names, n=1, cutoff=0.6)
            hint = _(" Maksud Anda Kec. {name}?", name=likely[0]) if likely else ""
            return _(
                "kecamatan '{kecamatan}' (untuk '{written}') tidak ada di {kabupaten}.{hint}",
                kecamatan=kecamatan[:60],
                written=written,
                kabupaten=self._kabupaten.official_name,
                hint=hint,
            )
        if same:
            listed = "; ".join(self.label(one.code) for one in same[:4])
            if place is None:
                return _(
                    "nama '{written}' dipakai {n} desa/kelurahan: {listed}. Tulis kecamatan atau kodenya.",
                    written=written,
                    n=len(same),
                    listed=listed,
                )
            inside = [one for one in same if one.parent_code == place.code]
            if len(inside) > 1:
                return _(
                    "nama '{written}' dipakai {n} kali di {place}: {listed}. Tulis kodenya.",
                    written=written,
                    n=len(inside),
                    place=place.official_name,
                    listed=listed,
                )
            return _(
                "'{written}' tidak ada di {place}; yang bernama itu: {listed}.",
                written=written,
                place=place.official_name,
                listed=listed,
            )
        where = place.official_name if place is not None else self._kabupaten.official_name
        hint = (
            _("Maksud Anda {near}?", near=_(" atau ").join(near))
            if near
            else _("Periksa ejaannya, atau tulis kodenya.")
        )
        return _("'{written}' tidak ada di {where}. {hint}", written=written, where=where, hint=hint)


def _unnumbered(name: str) -> str:
    return _NUMBERED.sub("", name).strip()
