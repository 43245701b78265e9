"""Install an official boundary file: read, match, check, repair, store.

Reads like the steps it takes; each step has its own module.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from stunting import formats
from stunting.boundary_files import derive, reading, repair, store
from stunting.boundary_files.codes import Gazetteer, gazetteer_of
from stunting.boundary_files.levels import Reading, choose_layer, with_proposals
from stunting.boundary_files.matching import MATCHED, alias_key
from stunting.boundary_files.plausibility import village_points
from stunting.boundary_files.report import Candidate, InstallReport, LeftOut, ToReview
from stunting.geography import PLURALS, Register
from stunting.paths import Layout


def install(
    file: Path,
    *,
    layout: Layout,
    register: Register,
    level: str | None = None,
    layer: str | None = None,
    source: str | None = None,
    aliases: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> InstallReport:
    """Install the units of an official boundary file in place of the approximate ones.

    level:   provinsi, kabupaten, kecamatan or desa; None reads it from the file
    layer:   which layer, where a file holds several
    source:  who published it, as stated by the user; goes into `boundary_source`
    aliases: name or code in the file (the `key` of a unit to review) -> Kemendagri code the user accepts

    The same file again changes nothing; a later file for the same unit replaces it. All or nothing is stored.

    Raises:
        ImportRefusedError: the file cannot be taken; nothing was stored.
        UnknownAreaError: an alias names a code that is not registered.
        UnknownChoiceError: no such level.
    """
    if level is not None:
        store.check_level(level)
    gazetteer = gazetteer_of(register)
    accepted = _checked(aliases or {}, register)
    layers = reading.read(Path(file), layer=layer)
    content, read = choose_layer(layers, level, gazetteer, accepted)
    shapes = repair.polygons(content.features.geometry.to_numpy())
    read = with_proposals(read, shapes, gazetteer)
    units, left_out, warnings = _plausible(read, shapes, gazetteer)

    boundary_source = f"{store.OFFICIAL}{content.name}" + (f" ({source})" if source else "")
    official = _repaired(units, read.level, boundary_source, warnings, gazetteer)
    stored = store.read(layout, read.level)
    layers_after, derived_n = _after(layout, gazetteer, stored, official, read.level)
    changed = {name: after for name, (before, after) in layers_after.items() if not store.same(before, after)}
    is_changed = bool(changed) and not dry_run

    report = InstallReport(
        file=content.name,
        sha256=content.sha256,
        layer=content.layer,
        level=read.level,
        scheme=read.scheme,
        boundary_source=boundary_source,
        units_read=len(read.matches),
        matched_by_code=_count(read, "kode"),
        matched_by_name=_count(read, "nama"),
        matched_by_alias=_count(read, "alias"),
        installed_n=len(official),
        replaced_n=int(official["code"].isin(_official_codes(stored)).sum()) if is_changed or dry_run else 0,
        review=_to_review(read, gazetteer),
        unmatched=tuple(LeftOut(name=m.key, reason=m.reason) for m in read.matches if m.how == "tidak cocok"),
        left_out=tuple(left_out),
        missing=_missing(read.level, set(official["code"]), gazetteer),
        derived_n=derived_n,
        warnings=tuple(warnings),
        notes=_notes(content, read),
        is_dry_run=dry_run,
        is_changed=is_changed,
    )
    if is_changed:
        store.write(layout, changed, _entry(report, source or "", dict(aliases or {})))
    return report


def _checked(aliases: Mapping[str, str], register: Register) -> dict[str, str]:
    checked = {}
    for key, code in aliases.items():
        plain = code.strip().replace(".", "")
        register.get(plain)
        checked[alias_key(key)] = plain
    return checked


def _plausible(
    read: Reading, shapes: np.ndarray, gazetteer: Gazetteer
) -> tuple[dict[str, shapely.Geometry], list[LeftOut], list[str]]:
    """Units that lie where they should (code -> shape), what was left out, and remarks."""
    left_out = [LeftOut(name=m.key, reason=m.reason) for m in read.matches if m.how == "bukan wilayah"]
    usable = []
    for i, match in enumerate(read.matches):
        if match.how not in MATCHED:
            continue
        if shapes[i] is None:
            left_out.append(LeftOut(name=match.key, reason="tanpa poligon yang dapat dipakai"))
        else:
            usable.append(i)
    found = repair.merge([read.matches[i].code or "" for i in usable], shapes[usable])
    named = {read.matches[i].code for i in usable if read.matches[i].is_verified}
    # The same shape twice is one part.
    distinct = {(read.matches[i].code, shapely.to_wkb(shapes[i])) for i in usable}
    parts = Counter(code for code, _ in distinct)
    points = village_points(gazetteer, read.level)
    counts = points.inside(np.array(list(found.values()), dtype=object))
    lacking = {candidate.code for candidate in _missing(read.level, set(found), gazetteer)}
    if read.level in ("provinsi", "kabupaten"):
        # A kabupaten may have been split into another provinsi; below, villages on a border are no sign of it.
        lacking = {code for code in gazetteer.of_level(read.level) if code not in found}
    warnings: list[str] = []
    units = {}
    for (code, shape), inside in zip(found.items(), counts, strict=True):
        is_merged = parts[code] > 1
        verdict = points.judge(code, shape, inside, named=code in named, merged=is_merged, lacking=lacking)
        label = f"{code} {gazetteer.official_name(code)}"
        if verdict.problem:
            left_out.append(LeftOut(name=label, reason=verdict.problem))
            continue
        if verdict.warning:
            warnings.append(f"{label}: {verdict.warning}")
        units[code] = shape
    return units, left_out, warnings


def _repaired(
    units: dict[str, shapely.Geometry], level: str, boundary_source: str, warnings: list[str], gazetteer: Gazetteer
) -> gpd.GeoDataFrame:
    if not units:
        return store.empty()
    codes = list(units)
    shapes, changed = repair.coverage(np.array(list(units.values()), dtype=object), level)
    for i in changed:
        name = f"{codes[i]} {gazetteer.official_name(codes[i])}"
        warnings.append(f"{name}: luasnya berubah lebih dari 20% saat tumpang tindih dengan tetangga dirapikan")
    return store.frame_of(codes, [boundary_source] * len(codes), shapes, *repair.label_points(shapes))


def _after(
    layout: Layout, gazetteer: Gazetteer, stored: gpd.GeoDataFrame, official: gpd.GeoDataFrame, level: str
) -> tuple[dict[str, tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]], dict[str, int]]:
    """Level -> (layer now, layer after the install), with what is derived one level up; and how much is derived."""
    now = store.replaced(_without_derived(stored, official, gazetteer), official) if len(official) else stored
    layers = {level: (stored, now)}
    derived_n: dict[str, int] = {}
    above = derive.level_above(level)
    if above is not None and len(official):
        before = store.read(layout, above)
        after = derive.derived(gazetteer, now, before, level)
        layers[above] = (before, after)
        parents = {gazetteer.parent(code) for code in official["code"]}
        is_made = after["boundary_source"].str.startswith(f"{store.DERIVED}{level}")
        made = int((is_made & after["code"].isin(parents)).sum())
        if made:
            derived_n[above] = made
    return layers, derived_n


def _without_derived(stored: gpd.GeoDataFrame, official: gpd.GeoDataFrame, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Derived units give way to a file for their scope, all of them: their edges would not fit the file's."""
    scopes = {gazetteer.parent(code) for code in official["code"]}
    is_derived = stored["boundary_source"].str.startswith(store.DERIVED).to_numpy(dtype=bool)
    in_scope = np.array([gazetteer.parent(code) in scopes for code in stored["code"]], dtype=bool)
    return gpd.GeoDataFrame(stored[~(is_derived & in_scope)], geometry="geometry", crs=4326)


def _official_codes(stored: gpd.GeoDataFrame) -> set[str]:
    return set(stored.loc[stored["boundary_source"].str.startswith(store.OFFICIAL), "code"])


def _missing(level: str, have: set[str], gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Registered units beside the installed ones, under the same parents, that the file lacks.

    A desa file that covers most kecamatan of a kabupaten is also asked for the kecamatan it leaves out.
    """
    parents = {gazetteer.parent(code) for code in have}
    if level == "desa":
        for kabupaten in {gazetteer.parent(parent) for parent in parents}:
            siblings = set(gazetteer.children[kabupaten])
            if len(siblings & parents) > 0.5 * len(siblings):
                parents |= siblings
    absent = sorted(code for parent in parents for code in gazetteer.children.get(parent, []) if code not in have)
    return tuple(Candidate(code=code, name=gazetteer.official_name(code)) for code in absent)


def _to_review(read: Reading, gazetteer: Gazetteer) -> tuple[ToReview, ...]:
    """One entry per key: several features of one doubtful unit need one decision."""
    found: dict[str, ToReview] = {}
    for match in read.matches:
        if match.how == "tinjau":
            candidates = tuple(Candidate(code=code, name=gazetteer.full_name(code)) for code in match.candidates)
            found.setdefault(match.key, ToReview(key=match.key, reason=match.reason, candidates=candidates))
    return tuple(found.values())


def _notes(content: reading.Source, read: Reading) -> tuple[str, ...]:
    notes = list(content.notes)
    if read.note:
        notes.append(read.note)
    if read.matched_n > 1.5 * read.units_n:
        notes.append(
            f"{formats.number(read.matched_n)} poligon digabung menjadi {formats.number(read.units_n)} "
            f"{PLURALS[read.level]}."
        )
    if read.unused_aliases:
        notes.append(f"Alias yang tidak terpakai: {', '.join(sorted(read.unused_aliases))}.")
    return tuple(notes)


def _count(read: Reading, how: str) -> int:
    return sum(match.how == how for match in read.matches)


def _entry(report: InstallReport, source: str, aliases: dict[str, str]) -> store.Installed:
    return store.Installed(
        file=report.file,
        sha256=report.sha256,
        installed_at=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        scheme=report.scheme,
        level=report.level,
        source=source,
        installed_n=report.installed_n,
        matched_by_code_n=report.matched_by_code,
        matched_by_name_n=report.matched_by_name,
        matched_by_alias_n=report.matched_by_alias,
        to_review_n=len(report.review),
        unmatched_n=len(report.unmatched),
        left_out_n=len(report.left_out),
        derived_n=report.derived_n,
        aliases=aliases,
    )
