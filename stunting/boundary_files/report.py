"""What became of a boundary file, for the terminal and for machines."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from stunting import formats
from stunting.geography import PLURALS

SCHEME_LABELS = {
    "kemendagri": "kode Kemendagri, diperiksa dengan nama",
    "bps": "kode BPS, jadi dicocokkan menurut nama",
    "nama": "nama wilayah",
}
SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A registered unit that a feature may be."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ToReview:
    """A feature that was not installed because only a person can decide; `key` accepts it as an alias."""

    key: str
    reason: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A feature or unit that was not installed, and why (Indonesian phrase)."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class InstallReport:
    """The result of `install`.

    units_read:        features of the file (layer)
    matched_by_*:      features whose unit was found by code, by name within the parent, by the user's alias
    installed_n:       units stored (several features of one unit count once)
    replaced_n:        of these, units that had an official boundary before
    review, unmatched: features not installed: waiting for a decision, or with no registered unit
    left_out:          forest and lakes, features without a usable shape, units in the wrong place
    missing:           registered units of the covered parents that the file does not contain
    derived_n:         level -> units of the level above now derived from official ones
    is_changed:        False when the same content was installed already, or for a dry run
    """

    file: str
    sha256: str
    layer: str | None
    level: str
    scheme: str
    boundary_source: str
    units_read: int
    matched_by_code: int
    matched_by_name: int
    matched_by_alias: int
    installed_n: int
    replaced_n: int
    review: tuple[ToReview, ...]
    unmatched: tuple[LeftOut, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[Candidate, ...]
    derived_n: dict[str, int]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    is_dry_run: bool
    is_changed: bool

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    def sentences(self) -> list[str]:
        """The report in Indonesian, one line each, most important first."""
        unit = PLURALS[self.level]
        lines = [self._headline(unit)]
        lines.append(
            f"Dibaca {_n(self.units_read)} poligon tingkat {unit} dari {self.file} ({SCHEME_LABELS[self.scheme]}): "
            f"{_n(self.matched_by_code)} cocok menurut kode, {_n(self.matched_by_name)} menurut nama, "
            f"{_n(self.matched_by_alias)} menurut alias."
        )
        lines += self.notes
        for level, count in self.derived_n.items():
            lines.append(f"{_n(count)} {PLURALS[level]} kini digambar sebagai gabungan batas {unit} resmi.")
        if self.review:
            lines.append(f"{_n(len(self.review))} perlu ditinjau dan belum dipasang; terima dengan alias NAMA=KODE:")
            lines += _some(
                f"  {item.key}: {item.reason}; mungkin "
                + (" atau ".join(f"{c.code} {c.name}" for c in item.candidates) or "tidak ada calon")
                for item in self.review
            )
        if self.unmatched:
            lines.append(f"{_n(len(self.unmatched))} tidak cocok dengan wilayah terdaftar:")
            lines += _some(f"  {item.name}: {item.reason}" for item in self.unmatched)
        if self.left_out:
            lines.append(f"{_n(len(self.left_out))} tidak dipakai:")
            lines += _some(f"  {item.name}: {item.reason}" for item in self.left_out)
        if self.missing:
            lines.append(f"{_n(len(self.missing))} {unit} terdaftar tidak mendapat batas dari berkas ini:")
            lines += _some(f"  {item.code} {item.name}" for item in self.missing)
        if self.warnings:
            lines.append("Perlu diperhatikan:")
            lines += _some(f"  {text}" for text in self.warnings)
        return lines

    def _headline(self, unit: str) -> str:
        count = f"{_n(self.installed_n)} batas {unit}"
        if not self.installed_n:
            return "Tidak ada batas yang dipasang."
        if self.is_dry_run:
            return f"Uji coba: {count} dapat dipasang; belum ada yang disimpan."
        if not self.is_changed:
            return f"{count} dari berkas ini sudah terpasang; tidak ada yang berubah."
        again = f", {_n(self.replaced_n)} di antaranya mengganti batas resmi sebelumnya" if self.replaced_n else ""
        return f"{count} resmi dipasang{again}."


def _n(value: int) -> str:
    return formats.number(value)


def _some(lines: Any) -> list[str]:
    listed = list(lines)
    if len(listed) <= SHOWN:
        return listed
    return [*listed[:SHOWN], f"  ... dan {_n(len(listed) - SHOWN)} lagi (lihat --json)"]
