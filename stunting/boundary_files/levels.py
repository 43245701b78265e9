"""At which level a boundary file is to be read, and which unit each of its features then is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from stunting.boundary_files import columns, reading, repair
from stunting.boundary_files.codes import Gazetteer, scheme
from stunting.boundary_files.columns import LEVELS, Attributes
from stunting.boundary_files.matching import MATCHED, Match, Matcher
from stunting.boundary_files.plausibility import village_points
from stunting.errors import ImportRefusedError

# Shape and unit share this part of their village points when the level was read rightly.
LEAST_AGREEMENT = 0.5

NO_ATTRIBUTES = (
    "Berkas {name} tidak memuat kolom kode atau nama wilayah yang dikenali. Beri nama kolom, misalnya KDPKAB dan "
    "WADMKK (gaya BIG), atau 'kode' dan 'nama', lalu pasang lagi. Kolom yang ada: {columns}."
)
NOTHING_MATCHED = (
    "Tidak satu pun dari {n} poligon dalam {name} cocok dengan wilayah terdaftar pada tingkat {level}. "
    "Periksa kolom nama wilayah dan nama wilayah di atasnya. Contoh: {examples}."
)
NO_SUCH_LEVEL = (
    "Berkas {name} tidak memuat kode atau nama tingkat {asked}; yang ada: {levels}. Pasang pada tingkat itu, atau "
    "pilih berkas lain."
)
WRONG_LEVEL = (
    "Isi {name} adalah batas {level}, bukan {asked}. Pasang sebagai {level}; tingkat di atasnya dibentuk sendiri bila "
    "batas {level} sudah lengkap."
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One level at which a layer can be read, and how well that fits the village points."""

    level: str
    scheme: str
    note: str | None
    matches: list[Match]
    unused_aliases: frozenset[str]
    agreement: float

    @property
    def matched_n(self) -> int:
        return sum(match.how in MATCHED for match in self.matches)

    @property
    def units_n(self) -> int:
        return len({match.code for match in self.matches if match.how in MATCHED})

    @property
    def proposed_n(self) -> int:
        return sum(match.how == "tinjau" for match in self.matches)


def choose_layer(
    layers: list[reading.Source], level: str | None, gazetteer: Gazetteer, aliases: Mapping[str, str]
) -> tuple[reading.Source, Reading]:
    """The layer to install and how it is read.

    Raises:
        ImportRefusedError: no layer can be read, or several can and none was chosen.
    """
    readable: list[tuple[reading.Source, Reading]] = []
    problems: list[ImportRefusedError] = []
    for source in layers:
        try:
            readable.append((source, _read_at_best(source, level, gazetteer, aliases)))
        except ImportRefusedError as error:
            problems.append(error)
    if not readable:
        raise problems[0]
    if len(readable) > 1:
        listed = "; ".join(f"'{source.layer}' (tingkat {read.level})" for source, read in readable)
        raise ImportRefusedError(f"Berkas berisi beberapa lapisan: {listed}. Pilih satu lapisan, lalu pasang lagi.")
    return readable[0]


def _read_at_best(
    source: reading.Source, level: str | None, gazetteer: Gazetteer, aliases: Mapping[str, str]
) -> Reading:
    """The finest level whose units hold the village points that the register gives them.

    Column names do not tell: BIG publishes kabupaten whose WADMKD is the name of one arbitrary desa.
    """
    table = source.features.drop(columns=source.features.geometry.name)
    attributes = columns.recognise(table)
    candidates = _candidates(attributes)
    at_hand = [at for at, _ in candidates]
    if candidates and level is not None and level not in at_hand:
        raise ImportRefusedError(NO_SUCH_LEVEL.format(name=source.name, asked=level, levels=", ".join(at_hand)))
    if not candidates:
        raise ImportRefusedError(
            NO_ATTRIBUTES.format(name=source.name, columns=", ".join(map(str, table.columns)) or "tidak ada")
        )
    shapes = repair.polygons(source.features.geometry.to_numpy())
    readings = [_read_at(at, its, shapes, gazetteer, aliases) for at, its in reversed(candidates)]
    fitting = next((read for read in readings if read.agreement > LEAST_AGREEMENT), None)
    if level is not None and fitting is not None and fitting.level != level:
        raise ImportRefusedError(WRONG_LEVEL.format(name=source.name, asked=level, level=fitting.level))
    best = fitting or next((read for read in readings if read.matched_n), None)
    best = best or next((read for read in readings if read.proposed_n), None)
    if best is None:
        finest = readings[0]
        examples = "; ".join(dict.fromkeys(match.key for match in finest.matches[:3])) or "tidak ada"
        message = NOTHING_MATCHED.format(n=len(finest.matches), name=source.name, level=finest.level, examples=examples)
        problems = [f"{match.key}: {match.reason}" for match in finest.matches if match.reason]
        raise ImportRefusedError(f"{message} {finest.note or ''}".strip(), problems)
    return best if level is None or best.level == level else readings[0]


def _candidates(attributes: Attributes) -> list[tuple[str, Attributes]]:
    """Levels to try, coarse to fine, each with its attributes; a bare name column may belong to any level."""
    bare = attributes.names.get("")
    found = []
    for at in LEVELS:
        if at in attributes.levels:
            found.append((at, attributes))
        elif bare is not None:
            names = {**attributes.names, at: bare}
            found.append(
                (
                    at,
                    Attributes(
                        codes=attributes.codes,
                        names=names,
                        raw_codes=attributes.raw_codes,
                        is_dotted=attributes.is_dotted,
                    ),
                )
            )
    return found


def _read_at(
    level: str, attributes: Attributes, shapes: np.ndarray, gazetteer: Gazetteer, aliases: Mapping[str, str]
) -> Reading:
    whose, note = scheme(attributes, level, gazetteer)
    matcher = Matcher(attributes=attributes, level=level, scheme=whose, gazetteer=gazetteer, aliases=aliases)
    matches = matcher.all()
    points = village_points(gazetteer, level)
    inside: dict[str, dict[str, int]] = {}
    usable = [i for i, match in enumerate(matches) if match.how in MATCHED and shapes[i] is not None]
    for i, counts in zip(usable, points.inside(shapes[usable]), strict=True):
        unit = inside.setdefault(matches[i].code or "", {})
        for code, count in counts.items():
            unit[code] = unit.get(code, 0) + count
    scores = [points.agreement(code, counts) for code, counts in inside.items()]
    known = [score for score in scores if not np.isnan(score)]
    return Reading(
        level=level,
        scheme=whose,
        note=note,
        matches=matches,
        unused_aliases=frozenset(set(aliases) - matcher.used_aliases),
        agreement=float(np.median(known)) if known else 0.0,
    )


def with_proposals(read: Reading, shapes: np.ndarray, gazetteer: Gazetteer) -> Reading:
    """Unknown names get a proposal from their position: the registered units there that have no shape yet."""
    unknown = [i for i, m in enumerate(read.matches) if m.how == "tidak cocok" and shapes[i] is not None]
    if not unknown:
        return read
    claimed = {match.code for match in read.matches if match.code is not None}
    points = village_points(gazetteer, read.level)
    matches = list(read.matches)
    for i, inside in zip(unknown, points.inside(shapes[unknown]), strict=True):
        free = points.unclaimed(inside, claimed)
        if free:
            reason = f"{matches[i].reason}; dicari menurut letaknya"
            matches[i] = replace(matches[i], how="tinjau", candidates=free, reason=reason)
    return replace(read, matches=matches)
