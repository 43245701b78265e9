"""What an import says about itself: on screen, as JSON for machines, and as a workbook (`report_file`).

Everything adds up: rows read = rows used + rows rejected, for every file and in total.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from stunting import formats
from stunting.imports.places import WrittenPlace
from stunting.imports.rules import NO_PERIOD, NOTE_CODES, REASON_CODES, rule

NEW, UNCHANGED, CHECKED = "baru", "tidak ada perubahan", "diperiksa"
# A report for machines lists rejected rows up to here; the workbook has them all.
MOST_LISTED = 1_000


@dataclass(kw_only=True)
class FileReport:
    """One sheet of one file. Rows that were read were used, or rejected for one reason.

    is_known:  the same content was imported before, so nothing was read
    is_sample: its children are invented (`practice`)
    """

    file: str
    sha256: str
    sheet: str = ""
    kind: str = ""
    generation: str = ""
    period: int = 0
    ignored: tuple[str, ...] = ()
    rows_read: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    is_known: bool = False
    is_sample: bool = False

    @property
    def rows_rejected(self) -> int:
        return self.rejected.total()

    @property
    def rows_used(self) -> int:
        return self.rows_read - self.rows_rejected

    @property
    def written_period(self) -> str | None:
        """ "2025-08": the month of the whole file, None where it has none."""
        return f"{self.period // 100}-{self.period % 100:02d}" if self.period else None

    def as_dict(self) -> dict[str, object]:
        return {
            "file": self.file,
            "sha256": self.sha256,
            "sheet": self.sheet,
            "kind": self.kind,
            "generation": self.generation,
            "period": self.written_period,
            "rows_read": self.rows_read,
            "rows_used": self.rows_used,
            "rows_rejected": self.rows_rejected,
            "rejected": ordered(self.rejected, REASON_CODES),
            "ignored": list(self.ignored),
            "already_imported": self.is_known,
            "is_sample": self.is_sample,
        }


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """The report of one import.

    rejected_rows: file, row_no, reason, column, masked; one row per rejected row
    months:        counts of this import alone, one record per child and month
    puskesmas:     the same per puskesmas and month
    differences:   file, row_no, index, file_z, own_z; rows whose own z differs by more than 0,05 SD
    sentences_before: what the reader should know first, for example how the kabupaten was found
    """

    kabupaten_code: str
    kabupaten_name: str
    files: tuple[FileReport, ...]
    is_dry_run: bool
    notes: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    corrections: int = 0
    repeated: int = 0
    children: int = 0
    temporary_children: int = 0
    waiting: tuple[tuple[WrittenPlace, int], ...] = ()
    recomputed: Mapping[str, int] = field(default_factory=dict)
    months: pd.DataFrame = field(default_factory=pd.DataFrame)
    puskesmas: pd.DataFrame = field(default_factory=pd.DataFrame)
    rejected_rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    differences: pd.DataFrame = field(default_factory=pd.DataFrame)
    batch: str | None = None
    release: str | None = None
    status: str = NEW
    seconds: float = 0.0
    sentences_before: tuple[str, ...] = ()

    @property
    def rows_read(self) -> int:
        return sum(one.rows_read for one in self.files)

    @property
    def rejected(self) -> Counter[str]:
        return sum((one.rejected for one in self.files), Counter())

    @property
    def rows_rejected(self) -> int:
        return self.rejected.total()

    @property
    def rows_used(self) -> int:
        return self.rows_read - self.rows_rejected

    @property
    def has_rows(self) -> bool:
        """Whether any row is used, or will be once its place is named."""
        return self.rows_used > 0 or bool(self.waiting)

    def sentences(self) -> list[str]:
        """The report for a reader."""
        lines = list(self.sentences_before)
        lines += [
            f"{one.file}: sudah pernah diimpor dengan isi yang sama, dilewati." for one in self.files if one.is_known
        ]
        lines.append(
            f"{self.kabupaten_name}: {_n(self.rows_read)} baris dibaca = {_n(self.rows_used)} dipakai + "
            f"{_n(self.rows_rejected)} ditolak."
        )
        for code, count in _listed(self.rejected, REASON_CODES):
            lines.append(f"  {rule(code).label}: {_n(count)} baris.{self._remedy(code)}")
        if self.children:
            lines.append(
                f"{_n(self.children)} anak, {_n(self.temporary_children)} di antaranya dikenali sementara (tanpa NIK)."
            )
        if self.corrections or self.repeated:
            lines.append(
                f"Dari impor sebelumnya: {_n(self.corrections)} pengukuran digantikan, {_n(self.repeated)} sudah ada "
                "dengan nilai sama."
            )
        compared, different = self.recomputed.get("compared", 0), self.recomputed.get("different", 0)
        if compared:
            lines.append(
                f"Nilai z dihitung ulang dengan standar WHO 2006; {_n(different)} dari {_n(compared)} baris berbeda "
                "lebih dari 0,05 SD dari berkas asal."
            )
        lines += self._month_lines()
        if self.notes:
            lines.append("Catatan:")
            lines += [f"  {rule(code).label}: {_n(count)} baris." for code, count in _listed(self.notes, NOTE_CODES)]
        lines += self._waiting_lines()
        lines.append(self._outcome())
        return lines

    def as_dict(self) -> dict[str, object]:
        """The report for a machine; the keys are documented in docs/import.md."""
        shown = self.rejected_rows.head(MOST_LISTED)
        return {
            "kabupaten": {"code": self.kabupaten_code, "name": self.kabupaten_name},
            "batch": self.batch,
            "release": self.release,
            "status": self.status,
            "dry_run": self.is_dry_run,
            "seconds": round(self.seconds, 3),
            "files": [one.as_dict() for one in self.files],
            "rows_read": self.rows_read,
            "rows_used": self.rows_used,
            "rows_rejected": self.rows_rejected,
            "rejected": ordered(self.rejected, REASON_CODES),
            "notes": ordered(self.notes, NOTE_CODES),
            "duplicates": self.duplicates,
            "corrections": self.corrections,
            "repeated": self.repeated,
            "children": self.children,
            "temporary_children": self.temporary_children,
            "unmatched_areas": [
                {
                    "kecamatan": place.kecamatan,
                    "desa": place.desa,
                    "rows": row_n,
                    "suggestions": [
                        {"code": one.code, "name": one.name, "similarity": one.similarity} for one in place.suggestions
                    ],
                }
                for place, row_n in self.waiting
            ],
            "recomputed": dict(self.recomputed),
            "months": _plain(self.months),
            "puskesmas": _plain(self.puskesmas),
            "rejected_rows": _plain(shown),
            "rejected_rows_left_out": max(len(self.rejected_rows) - len(shown), 0),
        }

    def _remedy(self, code: str) -> str:
        """What the reader can do about a reason here and now, with the month that the other rows are about."""
        if code != NO_PERIOD:
            return ""
        only = self.months.to_dict("records") if len(self.months) == 1 else []
        known = "".join(f" Baris lain impor ini semuanya {formats.month(one['year'], one['month'])}." for one in only)
        return f" {rule(code).advice}{known}"

    def _month_lines(self) -> list[str]:
        lines = []
        for one in self.months.to_dict("records"):
            known = not pd.isna(one["coverage_pct"])
            coverage = formats.percent(float(one["coverage_pct"])) if known else "tidak diketahui"
            stunted = f"{_n(one['stunted_n'])} stunting ({formats.percent(_real(one['prevalence_pct']))})"
            month = formats.month(int(one["year"]), int(one["month"]))
            lines.append(f"{month}: {_n(one['measured_n'])} balita diukur, {stunted}, cakupan {coverage}.")
        return lines

    def _waiting_lines(self) -> list[str]:
        if not self.waiting:
            return []
        lines = [f"{len(self.waiting)} tempat menunggu tinjauan:"]
        for place, row_n in self.waiting[:10]:
            alike = f"; mirip {place.suggestions[0].name}" if place.resembles else ""
            lines.append(
                f"  {place.desa or '(kosong)'}, Kec. {place.kecamatan or '(kosong)'}: {_n(row_n)} baris{alike}."
            )
        if len(self.waiting) > 10:
            lines.append(f"  ... dan {len(self.waiting) - 10} tempat lain.")
        return lines

    def _outcome(self) -> str:
        if self.is_dry_run:
            return "Ini baru pemeriksaan; tidak ada yang disimpan."
        if self.status == UNCHANGED and self.rows_read:
            return "Tidak ada baris yang dapat dipakai; tidak ada yang disimpan."
        if self.status == UNCHANGED:
            return "Tidak ada yang baru; rilis tidak berubah."
        return f"Kiriman {self.batch} disimpan; rilis {self.release} sekarang aktif."


def ordered(counts: Mapping[str, int], codes: Sequence[str]) -> dict[str, int]:
    """Counts above zero in the order of the rules."""
    return dict(_listed(counts, codes))


def _listed(counts: Mapping[str, int], codes: Sequence[str]) -> list[tuple[str, int]]:
    return [(code, int(counts[code])) for code in codes if counts.get(code)]


def _plain(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as JSON can hold them: null for what is missing, whole numbers whole."""
    return [{str(key): _json(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _json(value: object) -> object:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _real(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload,arg-type]


def _n(count: object) -> str:
    return formats.number(float(count))  # type: ignore[arg-type]
