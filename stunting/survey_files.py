"""Survey tables of the user: checked as a whole, kept beside the shipped figures, and built into a release.

A file is taken whole or not at all; every bad row is reported with its number and reason.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from stunting import formats, sidecar
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.build import estimates
from stunting.build.release import BuiltRelease, Progress, build_release
from stunting.build.survey import SURVEY_COLUMNS
from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import Register
from stunting.paths import Layout
from stunting.survey_rows import SurveyRow, checked_rows, label
from stunting.survey_table import read_table

CODES_ONLY = (
    "Berkas ini tanpa nama wilayah: kodenya dibaca sebagai kode Kemendagri. Kode BPS terlihat sama tetapi menunjuk "
    "wilayah lain; isi nama_wilayah agar keduanya diperiksa."
)


@dataclass(frozen=True, kw_only=True)
class SurveyReport:
    """What was done with a file.

    added, replaced: figures that are new, and figures that took the place of another value
    completed:       figures that were there without the interval or n that the file brings
    unchanged:       figures that were already there with the same value, one sentence each
    notes:           how the file was read, where that is worth a look
    release:         the release that was built, None on a dry run or when nothing was new
    """

    file: str
    added: int
    completed: int
    replaced: int
    unchanged: tuple[str, ...]
    notes: tuple[str, ...]
    is_dry_run: bool
    release: BuiltRelease | None

    def sentences(self) -> list[str]:
        """The report for a reader."""
        verb = "akan ditambahkan" if self.is_dry_run else "ditambahkan"
        lines = [
            f"{self.file}: {formats.number(self.added)} angka survei {verb}, {self.completed} dilengkapi interval "
            f"atau n, {self.replaced} angka digantikan."
        ]
        lines += [f"Diabaikan, sudah ada dengan nilai yang sama: {sentence}." for sentence in self.unchanged]
        lines += self.notes
        if self.is_dry_run:
            lines.append("Ini baru pemeriksaan; tidak ada yang disimpan.")
        elif self.release is None:
            lines.append("Tidak ada angka baru; rilis tidak berubah.")
        else:
            lines.append(f"Rilis {self.release.id}: {self.release.status}.")
        return lines

    def as_dict(self) -> dict[str, object]:
        """The report for a machine."""
        return {
            "file": self.file,
            "added": self.added,
            "completed": self.completed,
            "replaced": self.replaced,
            "unchanged": list(self.unchanged),
            "notes": list(self.notes),
            "dry_run": self.is_dry_run,
            "release": self.release.id if self.release else None,
        }


def add(
    file: Path,
    *,
    layout: Layout,
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    geometry: bool = True,
) -> SurveyReport:
    """Take a survey table into the installation and build a release with it.

    Raises:
        ImportRefusedError: the file cannot be read, a row is bad, or a figure differs from one that is already there
            and `replace` is not set; nothing of the file was stored.
        BuildError, ReleaseError: the release could not be built; the file was removed again.
    """
    register = Register.shipped(layout.raw)
    table = read_table(file)
    rows, problems = checked_rows(table, register)
    existing = estimates.estimates(layout).set_index(["area_code", "survey", "year"])
    unchanged, new, replaced, completed = [], [], 0, 0
    for row in rows:
        key = (row.area_code, row.survey, row.year)
        if key not in existing.index:
            new.append(row)
            continue
        known = existing.loc[[key]].iloc[0]
        if _is_same(row, known):
            unchanged.append(f"{label(row, register)} {formats.percent(row.value_pct, decimals=2)}")
        elif _completes(row, known):
            new.append(row)
            completed += 1
        elif replace:
            new.append(row)
            replaced += 1
        else:
            problems.append(
                f"Baris {row.row}: {label(row, register)} sudah ada dengan "
                f"{formats.percent(known['value_pct'], decimals=2)} ({known['source']}), berkas menulis "
                f"{formats.percent(row.value_pct, decimals=2)}. Jalankan dengan --replace bila angka baru yang benar."
            )
    if problems:
        raise ImportRefusedError(
            f"{file.name} ditolak, tidak ada yang disimpan: {len(problems)} masalah. Perbaiki lalu ulangi.", problems
        )
    release = None
    if new and not dry_run:
        for row in new:
            gate.require(Thing.TABLES, row.area_code)
        stored = _store(new, file=file, layout=layout)
        try:
            release = build_release(layout, progress=progress, geometry=geometry)
        except StuntingError:
            sidecar.beside(stored).unlink()
            stored.unlink()
            raise
    return SurveyReport(
        file=file.name,
        added=len(new) - replaced - completed,
        completed=completed,
        replaced=replaced,
        unchanged=tuple(unchanged),
        notes=() if any(cells.get("nama_wilayah") for _, cells in table) else (CODES_ONLY,),
        is_dry_run=dry_run,
        release=release,
    )


def _is_same(row: SurveyRow, known: pd.Series) -> bool:
    """Whether a row says nothing that is not already there; what the row leaves empty does not differ."""
    pairs = [
        (row.value_pct, known["value_pct"]),
        (row.ci_low_pct, known["ci_low_pct"]),
        (row.ci_high_pct, known["ci_high_pct"]),
        (row.n, known["n"]),
    ]
    return all(ours is None or (not pd.isna(theirs) and ours == theirs) for ours, theirs in pairs)


def _completes(row: SurveyRow, known: pd.Series) -> bool:
    """Whether a row repeats the value and only brings an interval or n that was missing."""
    pairs = [(row.ci_low_pct, known["ci_low_pct"]), (row.ci_high_pct, known["ci_high_pct"]), (row.n, known["n"])]
    return row.value_pct == known["value_pct"] and all(
        ours is None or pd.isna(theirs) or ours == theirs for ours, theirs in pairs
    )


def _store(rows: list[SurveyRow], *, file: Path, layout: Layout) -> Path:
    """Write the table and then its card; without the card the table does not count."""
    now = dt.datetime.now(dt.UTC)
    frame = pd.DataFrame(
        {
            "area_code": [row.area_code for row in rows],
            "survey": [row.survey for row in rows],
            "year": [row.year for row in rows],
            "indicator": "stunting",
            "value_pct": [row.value_pct for row in rows],
            "ci_low_pct": [row.ci_low_pct for row in rows],
            "ci_high_pct": [row.ci_high_pct for row in rows],
            "n": pd.array([row.n for row in rows], dtype="Int64"),
            "source": [row.source for row in rows],
            "source_url": "",
            "is_verified": False,
            "note": f"Ditambahkan pengguna dari {file.name}.",
        }
    )[SURVEY_COLUMNS].assign(added_at=now.isoformat())
    content = frame.to_csv(index=False, lineterminator="\n").encode()
    slug = re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")[:40] or "survei"
    folder = layout.additions / "survei"
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{slug}-{hashlib.sha256(content).hexdigest()[:8]}.csv"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".masuk-") as unfinished:
        table = Path(unfinished) / final.name
        table.write_bytes(content)
        sidecar.write(
            table,
            producer="; ".join(sorted({row.source for row in rows})[:5]),
            title=f"Angka survei tambahan dari {file.name}",
            licence="Mengikuti penerbit yang disebut di kolom source",
            link="",
            accessed=now.date().isoformat(),
            comparable_with="Angka survei dari keluarga yang sama; bukan pencatatan rutin e-PPGBM",
            notes="Ditambahkan pengguna; belum dibandingkan dengan sumber kedua.",
        )
        table.replace(final)
        sidecar.beside(table).replace(sidecar.beside(final))
    return final
