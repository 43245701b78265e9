"""Which kabupaten/kota a set of files is about: the one that was chosen, else the one the rows name.

A name that a kabupaten and a kota share is decided only by the rows themselves: when their kecamatan and desa exist in
one of the two and in no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from stunting.errors import ImportRefusedError, either
from stunting.geography import Area, Register, compact, split_kind
from stunting.imports.places import PlaceMatcher
from stunting.languages import Sentence

CHOOSE = Sentence("Pilih dengan --kabupaten KODE (empat angka Kemendagri), misalnya --kabupaten 3514.")
# So many different places are enough to tell two kabupaten apart.
PLACES_TRIED = 200


def chosen(register: Register, code: str) -> Area:
    """The kabupaten/kota of a code or name that somebody typed.

    Raises:
        ImportRefusedError: it is an area of another level.
        UnknownAreaError, AmbiguousAreaError: it is none, or several.
    """
    digits = code.strip().replace(".", "")
    area = register.get(digits) if digits.isdigit() else register.find(code, level="kabupaten")
    if area.level != "kabupaten":
        raise ImportRefusedError(
            Sentence("{area} bukan kabupaten/kota. {choose}", area=area.official_name, choose=CHOOSE)
        )
    return area


def named_in(register: Register, frames: Iterable[pd.DataFrame]) -> tuple[Area, str | None]:
    """The kabupaten/kota that the rows name most, and a sentence where the name alone did not decide.

    Raises:
        ImportRefusedError: the rows name none, or the name fits several.
    """
    listed = [one[["kabupaten", "kecamatan", "desa"]] for one in frames]
    frame = pd.concat(listed, ignore_index=True) if listed else pd.DataFrame({"kabupaten": pd.Series([], dtype=str)})
    written = frame.loc[frame["kabupaten"].str.strip() != "", "kabupaten"]
    if written.empty:
        raise ImportRefusedError(Sentence("Berkas tidak menyebut kabupaten/kota. {choose}", choose=CHOOSE))
    name = str(written.value_counts().index[0])
    candidates = _candidates(register, name)
    if len(candidates) == 1:
        return candidates[0], None
    if not candidates:
        raise ImportRefusedError(
            Sentence("Kabupaten/kota yang tertulis di berkas tidak dikenal. {choose}", choose=CHOOSE)
        )
    places = frame.loc[frame["kabupaten"] == name, ["kecamatan", "desa"]].drop_duplicates().head(PLACES_TRIED)
    fitting = [area for area in candidates if _knows_any(register, area, places)]
    possible = either([f"{area.official_name} ({area.code})" for area in candidates], is_quoted=False)
    if len(fitting) != 1:
        raise ImportRefusedError(
            Sentence(
                "Nama kabupaten/kota di berkas dapat berarti {possible}. {choose}", possible=possible, choose=CHOOSE
            )
        )
    return fitting[0], Sentence(
        "Nama di berkas dapat berarti {possible}; desanya hanya ada di {fitting}.",
        possible=possible,
        fitting=fitting[0].official_name,
    )


def _candidates(register: Register, written: str) -> list[Area]:
    digits = written.strip().replace(".", "")
    if digits.isdigit() and digits in register and register.get(digits).level == "kabupaten":
        return [register.get(digits)]
    kind, name = split_kind(written)
    rows = register.frame
    listed = rows[rows["level"] == "kabupaten"]
    areas = [
        register.get(str(code)) for code in listed["code"][listed["name"].map(kabupaten_form) == kabupaten_form(name)]
    ]
    return [area for area in areas if kind is None or area.kind == kind]


def kabupaten_form(name: str) -> str:
    """The name of a kabupaten/kota as it is compared; those of Jakarta are written with and without Administrasi."""
    return re.sub(r"^adm(?:inistrasi)?", "", compact(name))


def _knows_any(register: Register, area: Area, places: pd.DataFrame) -> bool:
    matcher = PlaceMatcher(register, area, aliases={}, conceal=str)
    return any(matcher.knows(kecamatan, desa) for kecamatan, desa in places.itertuples(index=False))
