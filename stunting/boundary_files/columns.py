"""Which column of a boundary file holds what: the code and the name of each level.

Known column names come from BIG (WADMKK, KDPKAB), Kemendagri, BPS (NMKAB, KDKAB), OCHA/HDX (ADM2_EN, regency_code),
GADM (NAME_2) and `wilayah_boundaries` (kode, nama). A file with other names is read by its content.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

import pandas as pd

LEVELS = ("provinsi", "kabupaten", "kecamatan", "desa")

NAME_COLUMNS = {
    "provinsi": "wadmpr provinsi propinsi province provincename namaprovinsi namaprov namaprop nmprov nmprop namprov "
    "adm1en adm1id adm1name admin1name name1 prov provname namapropinsi",
    "kabupaten": "wadmkk kabupaten kabkota kabkot regency regencyname namakabupaten namakab namakabkota nmkab "
    "nmkabkota nmkabkot adm2en adm2id adm2name admin2name name2 kab kabko kabupatenkota kotakab namkab",
    "kecamatan": "wadmkc kecamatan district districtname subdistrict namakecamatan namakec nmkec adm3en adm3id "
    "adm3name admin3name name3 kec distrik namkec",
    "desa": "wadmkd desa kelurahan desakel kelurahandesa desakelurahan deskel village villagename namadesa "
    "namakelurahan namadesakel nmdesa nmkel adm4en adm4id adm4name admin4name name4 keldesa kampung namdesa",
}
CODE_COLUMNS = {
    "provinsi": "kdppum kodeprov kodeprovinsi kodeprop kodepropinsi kdprov kdprop kdpropinsi idprov provno provinceno "
    "provincecode provinceid adm1pcode cc1",
    "kabupaten": "kdpkab kodekab kodekabupaten kodekabkota kodekabkot kdkab kdkabkota kdkabkot idkab idkabkota "
    "kabkotno regencycode regencyid adm2pcode cc2 kodekk",
    "kecamatan": "kdcpum kodekec kodekecamatan kdkec idkec kecno districtcode districtid adm3pcode subdistrictcode cc3",
    "desa": "kdepum kodedesa kodekd kodekel kodekelurahan kodedesakel kodekeldesa kddesa kddesakel kdkel iddesa desano "
    "villagecode villageid adm4pcode cc4",
}
PLAIN_CODES = ("kode", "code", "kodewilayah", "kodewil", "kodekemendagri", "kodedagri", "kdwilayah", "areacode")
PLAIN_NAMES = ("nama", "name", "namawilayah", "namawil", "nmwilayah", "areaname", "wilayah", "namobj", "officialname")

# Digits a code of each level has when it repeats its parents, and when it does not (BPS tables).
FULL_DIGITS = {"provinsi": (2,), "kabupaten": (4,), "kecamatan": (6, 7), "desa": (10,)}
OWN_DIGITS = {"kabupaten": (2,), "kecamatan": (2, 3), "desa": (3, 4)}
LEVEL_OF_DIGITS = {2: "provinsi", 4: "kabupaten", 6: "kecamatan", 7: "kecamatan", 10: "desa"}

_CODE = re.compile(r"^(?:id)?[\d.\s]+$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """Codes and names of every feature, one row each, in the order of the features.

    codes, names: level -> texts as in the file (codes cleaned to digits, None where empty)
    raw_codes:    level -> codes as written ("id1803060015", "18.01"), for the report
    is_dotted:    some code is written with dots, which only Kemendagri does
    """

    codes: dict[str, list[str | None]]
    names: dict[str, list[str | None]]
    raw_codes: dict[str, list[str | None]]
    is_dotted: bool

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels with a usable code or name, coarse to fine."""
        return tuple(level for level in LEVELS if level in self.codes or level in self.names)


def recognise(table: pd.DataFrame) -> Attributes:
    """Codes and names per level; empty dictionaries when the table holds nothing usable."""
    texts = {str(column): [as_text(value) for value in table[column].tolist()] for column in table.columns}
    folded = {_folded(column): column for column in reversed(list(texts))}
    used: set[str] = set()

    names: dict[str, list[str | None]] = {}
    raw: dict[str, list[str | None]] = {}
    for level in LEVELS:
        for known, found in ((NAME_COLUMNS, names), (CODE_COLUMNS, raw)):
            column = _best(known[level].split(), folded, texts, codes=known is CODE_COLUMNS)
            if column is not None:
                found[level] = texts[column]
                used.add(column)
    _plain(texts, folded, used, names, raw)

    codes = {level: [digits(text) for text in values] for level, values in raw.items()}
    _complete(codes)
    codes = {level: values for level, values in codes.items() if _fits(values, FULL_DIGITS[level])}
    dotted = any("." in text and digits(text) for values in raw.values() for text in values if text)
    return Attributes(
        codes=codes,
        names={level: values for level, values in names.items() if any(values)},
        raw_codes={level: raw[level] for level in codes},
        is_dotted=dotted,
    )


def as_text(value: object) -> str | None:
    """A cell as text; a number keeps the digits it stands for (18.1 in a code column is 18.10)."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return None
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.2f}"
    text = str(value).strip()
    return text or None


def digits(text: str | None) -> str | None:
    """ "id18.03 " -> "1803"; None when the text is no code."""
    if text is None or not _CODE.match(text):
        return None
    return re.sub(r"\D", "", text) or None


def _folded(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def _best(wanted: list[str], folded: dict[str, str], texts: dict[str, list[str | None]], *, codes: bool) -> str | None:
    """The known column with the most filled cells; the order of the list breaks ties."""
    best, most = None, 0
    for name in wanted:
        column = folded.get(name)
        if column is None:
            continue
        filled = sum(1 for text in texts[column] if text and (digits(text) is not None) == codes)
        if filled > most:
            best, most = column, filled
    return best


def _plain(
    texts: dict[str, list[str | None]],
    folded: dict[str, str],
    used: set[str],
    names: dict[str, list[str | None]],
    raw: dict[str, list[str | None]],
) -> None:
    """Give columns called just `kode` or `nama` (or recognised by content) to the level they describe."""
    code_column = next((folded[name] for name in PLAIN_CODES if name in folded and folded[name] not in used), None)
    if code_column is not None and _level_by_digits(texts[code_column]) is None:
        code_column = None
    if code_column is None and not raw:
        free = [column for column in texts if column not in used]
        code_column = next((c for c in free if _distinct(texts[c]) and _level_by_digits(texts[c])), None)
    level = _level_by_digits(texts[code_column]) if code_column is not None else None
    if code_column is not None and level is not None and level not in raw:
        raw[level] = texts[code_column]
        used.add(code_column)

    name_column = next((folded[name] for name in PLAIN_NAMES if name in folded and folded[name] not in used), None)
    if name_column is None or digits(next((t for t in texts[name_column] if t), None)) is not None:
        return
    level = level or _level_of_plain_name(texts[name_column], names, raw)
    if level not in names:
        names[level] = texts[name_column]


def _level_of_plain_name(values: list[str | None], names: dict[str, list[str | None]], raw: dict) -> str:
    """`nama` beside kab and kec columns: the finest of these, or the level below where it tells more units apart."""
    known = [level for level in LEVELS if level in raw or level in names]
    if not known:
        return ""
    finest = known[-1]
    if finest in names and finest != "desa" and len(set(values)) > len(set(names[finest])):
        return LEVELS[LEVELS.index(finest) + 1]
    return finest


def _level_by_digits(values: list[str | None]) -> str | None:
    lengths = [len(code) for code in map(digits, values) if code]
    if not lengths or len(lengths) < 0.8 * sum(1 for v in values if v):
        return None
    return LEVEL_OF_DIGITS.get(max(set(lengths), key=lengths.count))


def _distinct(values: list[str | None]) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and len(set(filled)) == len(filled)


def _fits(values: list[str | None], lengths: tuple[int, ...]) -> bool:
    filled = [code for code in values if code]
    return bool(filled) and sum(len(code) in lengths for code in filled) >= 0.5 * len(filled)


def _complete(codes: dict[str, list[str | None]]) -> None:
    """Codes that count within their parent ("01" in province "18") get the parent's digits in front."""
    for above, level in itertools.pairwise(LEVELS):
        if level not in codes or above not in codes or not _fits(codes[level], OWN_DIGITS[level]):
            continue
        pairs = zip(codes[above], codes[level], strict=True)
        codes[level] = [parent + own if parent and own else None for parent, own in pairs]
