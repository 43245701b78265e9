"""A sheet with figures per desa, read and checked as a whole; nothing is stored yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from stunting import formats
from stunting.build.desa_figures import OWN
from stunting.errors import ImportRefusedError, UnknownChoiceError, nearest
from stunting.geography import Register
from stunting.imports.kabupaten import chosen
from stunting.languages import _
from stunting.lokus.figure_rows import NAMES, Figure, checked_rows
from stunting.lokus.figure_sheet import OwnColumn, own_column, read_sheet
from stunting.own_sheets import refused

LONGEST_SOURCE = 300


@dataclass(frozen=True, kw_only=True)
class FigureDraft:
    """A sheet that was read and found good; nothing is stored yet.

    source:  what is told as origin of its figures
    figures: one per desa, year and key
    own:     its own columns; label, unit and direction can be changed before adding
    notes:   what is worth a look: rows left out, impossible percentages
    """

    file: str
    kabupaten_code: str
    kabupaten_name: str
    source: str
    figures: tuple[Figure, ...]
    own: tuple[OwnColumn, ...]
    notes: tuple[str, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({one.year for one in self.figures}))

    def described(self, key: str, *, unit: str | None = None, is_higher_worse: bool | None = None) -> FigureDraft:
        """The same with another unit or direction of one own column, by key or heading.

        Raises:
            UnknownChoiceError: the sheet has no such own column.
        """
        column = self._column(key)
        changed = replace(
            column,
            unit=column.unit if unit is None else unit.strip(),
            is_higher_worse=column.is_higher_worse if is_higher_worse is None else is_higher_worse,
        )
        return replace(self, own=tuple(changed if one == column else one for one in self.own))

    def without(self, key: str) -> FigureDraft:
        """The same without one own column, by key or heading.

        Raises:
            UnknownChoiceError: as above.
        """
        column = self._column(key)
        return replace(
            self,
            own=tuple(one for one in self.own if one != column),
            figures=tuple(one for one in self.figures if one.key != column.key),
        )

    def sentences(self) -> list[str]:
        """What the sheet holds, for a reader."""
        labels = {**NAMES, **{one.key: one.label for one in self.own}}
        counts = Counter(one.key for one in self.figures)
        span = ", ".join(map(str, self.years))
        desa_n = len({one.desa_code for one in self.figures})
        listed = "; ".join(f"{label} {formats.number(counts[key])}" for key, label in labels.items() if counts[key])
        lines = [
            _(
                "{file}: {desa_n} desa/kelurahan {kabupaten_name}, {span}: {listed}.",
                file=self.file,
                desa_n=formats.number(desa_n),
                kabupaten_name=self.kabupaten_name,
                span=span,
                listed=listed,
            )
        ]
        for one in self.own:
            worse = _("tinggi") if one.is_higher_worse else _("rendah")
            unit = _(", satuan {unit}", unit=one.unit) if one.unit else ""
            lines.append(
                _(
                    "Kolom sendiri '{label}'{unit}: nilai {worse} dianggap perlu dukungan.",
                    label=one.label,
                    unit=unit,
                    worse=worse,
                )
            )
        return [*lines, *self.notes]

    def _column(self, text: str) -> OwnColumn:
        key = text if text.startswith(OWN) else own_column(text).key
        found = next((one for one in self.own if one.key == key), None)
        if found is None:
            labels = [one.label for one in self.own]
            raise UnknownChoiceError(text, nearest(text, labels) or labels)
        return found


def read_figures(
    file: Path | bytes,
    *,
    register: Register,
    kabupaten_code: str,
    name: str = "",
    year: int | None = None,
    source: str = "",
) -> FigureDraft:
    """A sheet with one row per desa and year, checked.

    Args:
        kabupaten_code: or its name
        name:    of the file, where bytes are given
        year:    of rows without a year
        source:  what to tell as origin, "" for the name of the file

    Raises:
        ImportRefusedError: the file is no such sheet, or has a bad row; `problems` has one sentence for each.
        UnknownAreaError, AmbiguousAreaError: the kabupaten is none, or several.
    """
    kabupaten = chosen(register, kabupaten_code)
    name = name or (file.name if isinstance(file, Path) else "lembar")
    told = " ".join(source.split()) or f"lembar {name}"  # no text
    found = checked_rows(read_sheet(name, file), register, kabupaten, year=year)
    if len(told) > LONGEST_SOURCE or "<" in told or ">" in told:
        found.problems.append(
            _(
                "Sumber lebih dari {most} huruf atau memuat tanda < atau >. Singkatkan.",
                most=LONGEST_SOURCE,
            )
        )
    if found.problems:
        raise refused(name, found.problems)
    if not found.figures:
        raise ImportRefusedError(_("{name} tidak punya angka di bawah judul. Isi tabelnya, lalu ulangi.", name=name))
    used = {one.key for one in found.figures}
    return FigureDraft(
        file=name,
        kabupaten_code=kabupaten.code,
        kabupaten_name=kabupaten.official_name,
        source=told,
        figures=tuple(found.figures),
        own=tuple(one for one in found.own if one.key in used),
        notes=(*found.notes, *_absent(register, kabupaten.code, found.figures)),
    )


def _absent(register: Register, code: str, figures: list[Figure]) -> tuple[str, ...]:
    desa = {one.code for kecamatan in register.children(code) for one in register.children(kecamatan.code)}
    absent = len(desa - {one.desa_code for one in figures})
    if not absent:
        return ()
    return (
        _(
            "{n} desa/kelurahan tidak punya angka di lembar ini; tetap tidak diketahui.",
            n=formats.number(absent),
        ),
    )
