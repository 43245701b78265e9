"""The desa that the rows of a sheet mean: by code, by name, or by both where they agree; never by a guess."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from stunting.geography import Register, compact
from stunting.imports.masking import masked
from stunting.imports.places import PlaceMatcher, WrittenPlace, place_key
from stunting.languages import _

# Below this likeness of the names themselves no desa is offered, and the written name is shown masked.
ALIKE = 0.7
CODE = re.compile(r"\d{10}")
# "3.51406E+09": the last digits are lost.
SHORTENED = re.compile(r"\d([.,]\d*)?e\+?\d{1,2}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class WrittenDesa:
    """A desa as a row of a sheet writes it; row is the line as a spreadsheet counts it.

    code: Kemendagri, with or without dots; "" where the sheet has none. A code in the place of the name is read too.
    """

    row: int
    kecamatan: str
    desa: str
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class MatchedDesa:
    """Every row is in one of the two.

    codes:    row -> desa code
    problems: row -> the sentence that says why it is none
    """

    codes: Mapping[int, str]
    problems: Mapping[int, str]


def match_desa(register: Register, kabupaten_code: str, rows: Sequence[WrittenDesa]) -> MatchedDesa:
    """The desa of each row, within one kabupaten.

    Raises:
        UnknownAreaError: the kabupaten does not exist.
    """
    kabupaten = register.get(kabupaten_code)
    matcher = PlaceMatcher(register, kabupaten, aliases={}, conceal=str)
    written = [_code_apart(one) for one in rows]
    # A code decides alone where no name stands beside it; an empty name is no place to look for.
    named = [one for one in written if one.desa]
    frame = pd.DataFrame([(one.kecamatan, one.desa) for one in named], columns=["kecamatan", "desa"], dtype="str")
    answers = matcher.match(frame["kecamatan"], frame["desa"])
    by_name = dict(zip((one.row for one in named), answers.desa_code, strict=True))
    places = {one.place_no: one for one in matcher.written()}
    unknown = {one.row: places.get(int(number)) for one, number in zip(named, answers.place_no, strict=True)}
    codes: dict[int, str] = {}
    problems: dict[int, str] = {}
    for one in written:
        found = by_name.get(one.row)
        if one.code:
            problem = shortened(one.code) or _problem_of_code(register, kabupaten_code, one, named_code=found)
            found = one.code
        elif not one.desa:
            problem = _("desa/kelurahan kosong. Tulis nama atau kodenya, atau hapus barisnya.")
        else:
            problem = "" if found else _problem_of_name(register, kabupaten_code, one, unknown.get(one.row))
        if problem:
            problems[one.row] = problem
        else:
            codes[one.row] = str(found)
    return MatchedDesa(codes=codes, problems=problems)


def _code_apart(one: WrittenDesa) -> WrittenDesa:
    """The same with a bare code; a code written in the place of the name is the code."""
    name, code = one.desa.strip(), one.code if SHORTENED.fullmatch(one.code.strip()) else bare_code(one.code)
    bare = bare_code(name)
    if bare.isdigit() and not code:
        name, code = "", bare
    return WrittenDesa(row=one.row, kecamatan=one.kecamatan.strip(), desa=name, code=code)


def shortened(written: str) -> str:
    """Why a code is none where a program kept only its first digits, "" where it did not."""
    if not SHORTENED.fullmatch(written.strip()):
        return ""
    return _(
        "kode '{written}' dipendekkan program lembar kerja. Ubah format kolomnya menjadi "
        "teks, lalu tulis kode sepuluh angka.",
        written=written.strip()[:20],
    )


def bare_code(written: str) -> str:
    """A code without the marks between its digits; a number that a program wrote as "3514062020.0" is the number."""
    return re.sub(r"[\s.\-]", "", re.sub(r"^(\s*\d{10})[.,]0+\s*$", r"\1", written))


def _problem_of_code(register: Register, kabupaten_code: str, one: WrittenDesa, *, named_code: str | None) -> str:
    inside = one.code in register and one.code.startswith(kabupaten_code) and len(one.code) == 10
    if not CODE.fullmatch(one.code) or not inside:
        kabupaten = register.get(kabupaten_code).official_name
        return _(
            "kode '{code}' bukan desa/kelurahan di {kabupaten}. Pakai kode Kemendagri sepuluh angka, bukan kode BPS.",
            code=one.code[:20],
            kabupaten=kabupaten,
        )
    area = register.get(one.code)
    # Several desa of the kabupaten may have this name; the code says which.
    if one.desa and named_code != one.code and place_key(one.desa) not in (place_key(area.name), compact(area.name)):
        where = f"{area.official_name}, {register.get(str(area.parent_code)).official_name}"
        return _(
            "kode {code} adalah {where}, tetapi namanya ditulis lain. Betulkan salah satu.", code=one.code, where=where
        )
    return ""


def _problem_of_name(register: Register, kabupaten_code: str, one: WrittenDesa, place: WrittenPlace | None) -> str:
    """Why a written name is no single desa, with the most similar ones."""
    kabupaten = register.get(kabupaten_code).official_name
    alike = [one for one in place.suggestions if _is_alike(register, place, one.code)] if place is not None else []
    if place is None or not alike:
        # What resembles no desa may be anything, a person's name for example.
        return _(
            "'{desa}' bukan desa/kelurahan di {kabupaten}. Tulis nama resmi atau kode Kemendagri.",
            desa=masked(one.desa),
            kabupaten=kabupaten,
        )
    offered = _(" atau ").join(similar.name for similar in alike[:2])
    kecamatan = (
        _(" di kecamatan '{kecamatan}'", kecamatan=place.kecamatan[:60]) if place.kecamatan else _(" tanpa kecamatan")
    )
    written = f"'{place.desa[:60]}'{kecamatan}"
    return _(
        "{written} tidak menunjuk tepat satu desa/kelurahan. Maksudnya {offered}? Tulis kodenya.",
        written=written,
        offered=offered,
    )


def _is_alike(register: Register, place: WrittenPlace, code: str) -> bool:
    name = compact(register.get(code).name)
    return difflib.SequenceMatcher(None, place.desa_key, name).ratio() >= ALIKE
