"""The official boundaries that were installed: one GeoParquet per level, and the log of the installs.

Everything lives in `<additions>/batas/`; the committed approximate boundaries are never touched. All files of an
install are written beside their targets first and moved together; when a move fails, the moved ones are put back.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from stunting.boundary_files.columns import LEVELS
from stunting.errors import ImportRefusedError, UnknownChoiceError, nearest
from stunting.paths import Layout

COLUMNS = ["code", "boundary_source", "geometry", "label_lon", "label_lat"]
OFFICIAL, DERIVED = "resmi: ", "turunan dari batas "


@dataclass(frozen=True, kw_only=True)
class Installed:
    """One entry of the log: a file that changed the boundaries, oldest first."""

    file: str
    sha256: str
    installed_at: str
    scheme: str
    level: str
    source: str
    installed_n: int
    matched_by_code_n: int
    matched_by_name_n: int
    matched_by_alias_n: int
    to_review_n: int
    unmatched_n: int
    left_out_n: int
    derived_n: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)


def folder(layout: Layout) -> Path:
    return layout.additions / "batas"


def parquet(layout: Layout, level: str) -> Path:
    return folder(layout) / f"{level}.parquet"


def log_path(layout: Layout) -> Path:
    return folder(layout) / "pemasangan.json"


def check_level(level: str) -> str:
    """The level itself.

    Raises:
        UnknownChoiceError: not one of provinsi, kabupaten, kecamatan, desa.
    """
    if level not in LEVELS:
        raise UnknownChoiceError(level, nearest(level, LEVELS), hint=f"Tingkat: {', '.join(LEVELS)}.")
    return level


def read(layout: Layout, level: str) -> gpd.GeoDataFrame:
    """Official and derived units of one level, ordered by code; empty when nothing was installed.

    Columns: code, boundary_source, geometry (WGS 84), label_lon, label_lat (degrees).
    """
    path = parquet(layout, check_level(level))
    if not path.exists():
        return empty()
    try:
        return gpd.read_parquet(path)
    except Exception as error:  # pyarrow and geopandas raise many kinds for a damaged file
        raise ImportRefusedError(
            f"Batas resmi {level} yang terpasang rusak ({path.name}). "
            "Jalankan 'python -m stunting boundaries reset', lalu pasang ulang berkas resminya."
        ) from error


def empty() -> gpd.GeoDataFrame:
    columns = {"code": pd.Series(dtype=str), "boundary_source": pd.Series(dtype=str)}
    points = {"label_lon": pd.Series(dtype=float), "label_lat": pd.Series(dtype=float)}
    return gpd.GeoDataFrame({**columns, "geometry": gpd.GeoSeries([], crs=4326), **points}, crs=4326)[COLUMNS]


def frame_of(
    codes: list[str], sources: list[str], shapes: np.ndarray, label_lon: np.ndarray, label_lat: np.ndarray
) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "code": codes,
            "boundary_source": sources,
            "geometry": gpd.GeoSeries(shapes, crs=4326),
            "label_lon": label_lon,
            "label_lat": label_lat,
        },
        geometry="geometry",
        crs=4326,
    )[COLUMNS]


def replaced(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Old units with the new ones in their place, ordered by code."""
    kept = old[~old["code"].isin(set(new["code"]))]
    both = pd.concat([kept, new], ignore_index=True) if len(kept) else new
    return gpd.GeoDataFrame(both.sort_values("code", ignore_index=True), geometry="geometry", crs=4326)


def same(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> bool:
    """Whether two layers are equal to the last coordinate."""
    if left["code"].tolist() != right["code"].tolist():
        return False
    if left["boundary_source"].tolist() != right["boundary_source"].tolist():
        return False
    return shapely.to_wkb(left.geometry.to_numpy()).tolist() == shapely.to_wkb(right.geometry.to_numpy()).tolist()


def log(layout: Layout) -> list[Installed]:
    """Every install that changed something, oldest first."""
    path = log_path(layout)
    if not path.exists():
        return []
    try:
        return [Installed(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise ImportRefusedError(
            f"Catatan pemasangan {path.name} rusak. Jalankan 'python -m stunting boundaries reset', "
            "lalu pasang ulang berkas resminya."
        ) from error


def write(layout: Layout, layers: dict[str, gpd.GeoDataFrame], entry: Installed) -> None:
    """Store layers and log entry together, or nothing of them. A layer without rows removes its file."""
    _replace_together(layout, {parquet(layout, level): frame for level, frame in layers.items()}, [*log(layout), entry])


def installed(layout: Layout) -> pd.DataFrame:
    """What is installed now.

    One row per level and boundary_source, coarse to fine.

    Columns: level (str), boundary_source (str), units_n (int), is_derived (bool).
    """
    rows = []
    for level in LEVELS:
        counts = read(layout, level)["boundary_source"].value_counts(sort=False)
        rows += [
            {"level": level, "boundary_source": name, "units_n": int(n), "is_derived": name.startswith(DERIVED)}
            for name, n in sorted(counts.items())
        ]
    return pd.DataFrame(rows, columns=["level", "boundary_source", "units_n", "is_derived"])


def reset(layout: Layout, level: str | None = None) -> dict[str, int]:
    """Take official boundaries away, so that the approximate ones show again.

    level: only this level, with what was derived from it; None for all. Returns level -> units removed.
    """
    if level is None:
        levels = list(LEVELS)
    else:
        above = LEVELS[LEVELS.index(check_level(level)) - 1] if level != "provinsi" else None
        levels = [level, *([above] if above else [])]
    removed: dict[str, int] = {}
    layers: dict[Path, gpd.GeoDataFrame] = {}
    for name in levels:
        path = parquet(layout, name)
        if not path.exists():
            continue
        frame = _read_or_empty(path)
        is_gone = np.full(len(frame), True)
        if level is not None and name != level:
            is_gone = frame["boundary_source"].str.startswith(f"{DERIVED}{level}").to_numpy(dtype=bool)
            if not is_gone.any():
                continue
        removed[name] = int(is_gone.sum())
        layers[path] = gpd.GeoDataFrame(frame[~is_gone], geometry="geometry", crs=4326)
    entries = [] if level is None else [entry for entry in _log_or_empty(layout) if entry.level != level]
    if layers or log_path(layout).exists():
        _replace_together(layout, layers, entries)
    return removed


def _read_or_empty(path: Path) -> gpd.GeoDataFrame:
    try:
        return gpd.read_parquet(path)
    except Exception:  # a damaged layer is exactly what a reset is for
        return empty()


def _log_or_empty(layout: Layout) -> list[Installed]:
    try:
        return log(layout)
    except ImportRefusedError:
        return []


def _replace_together(layout: Layout, layers: dict[Path, gpd.GeoDataFrame], entries: list[Installed]) -> None:
    """Write layers and log beside their targets, then move them all; without rows a file is removed.

    Raises:
        ImportRefusedError: writing or moving failed; everything is as it was.
    """
    moves: list[tuple[Path | None, Path]] = []
    backups: list[tuple[Path, Path | None]] = []
    try:
        folder(layout).mkdir(parents=True, exist_ok=True)
        for target, frame in layers.items():
            moves.append((_beside(target, "baru") if len(frame) else None, target))
            if len(frame):
                frame.to_parquet(_beside(target, "baru"), compression="zstd", index=False)
        log_file = log_path(layout)
        moves.append((_beside(log_file, "baru") if entries else None, log_file))
        if entries:
            text = json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2)
            _beside(log_file, "baru").write_text(text + "\n", encoding="utf-8")
        _move(moves, backups)
    except OSError as error:
        _put_back(backups)
        raise ImportRefusedError(
            "Batas tidak dapat disimpan; keadaan semula dipulihkan. Tutup dasbor yang sedang berjalan dan periksa "
            "ruang kosong pada cakram, lalu coba lagi."
        ) from error
    finally:
        for path in [new for new, _ in moves if new] + [backup for _, backup in backups if backup]:
            path.unlink(missing_ok=True)


def _move(moves: list[tuple[Path | None, Path]], backups: list[tuple[Path, Path | None]]) -> None:
    """Move every new file to its place (None removes it), keeping a copy of what was there."""
    for new, target in moves:
        backup = _beside(target, "lama") if target.exists() else None
        if backup is not None:
            shutil.copy2(target, backup)
        backups.append((target, backup))
        if new is None:
            target.unlink(missing_ok=True)
        else:
            new.replace(target)


def _put_back(backups: list[tuple[Path, Path | None]]) -> None:
    for target, backup in backups:
        if backup is None:
            target.unlink(missing_ok=True)
        else:
            backup.replace(target)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{what}")
