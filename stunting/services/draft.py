"""A sheet with counts of services, read and checked as a whole; nothing is stored yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stunting import formats
from stunting.errors import ImportRefusedError, UnknownChoiceError
from stunting.geography import PLURALS, Register
from stunting.imports.kabupaten import chosen
from stunting.languages import N_, _
from stunting.own_sheets import refused
from stunting.services.headings import period_of
from stunting.services.registry import BY_KEY
from stunting.services.rows import ServiceCount, checked_rows
from stunting.services.service import MONTHS_OF_PERIOD, period_label
from stunting.services.sheet import read_sheet

LONGEST_SOURCE = 300


@dataclass(frozen=True, kw_only=True)
class ServiceDraft:
    """A sheet that was read and found good; nothing is stored yet.

    source: what is told as origin of its counts
    notes:  what is worth a look: rows left out, more than 100%, counts without their pair
    """

    file: str
    kabupaten_code: str
    kabupaten_name: str
    source: str
    counts: tuple[ServiceCount, ...]
    notes: tuple[str, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        """ "Triwulan II 2025"; in the order of time."""
        found = sorted({(one.year, MONTHS_OF_PERIOD[one.period], one.period) for one in self.counts})
        return tuple(period_label(period, year) for year, _months, period in found)

    def sentences(self) -> list[str]:
        """What the sheet holds, for a reader."""
        areas = {one.area_code for one in self.counts}
        level = PLURALS["kecamatan" if all(len(one) == 6 for one in areas) else "desa"]
        services = {one.service_key for one in self.counts}
        waiting = sum(not one.is_scheduled for one in self.counts)
        lines = [
            _(
                "{file}: {areas_n} {level} {kabupaten_name}, {services_n} layanan, {periods}; {counts_n} angka",
                file=self.file,
                areas_n=formats.number(len(areas)),
                level=level,
                kabupaten_name=self.kabupaten_name,
                services_n=formats.number(len(services)),
                periods=", ".join(self.periods),
                counts_n=formats.number(len(self.counts) - waiting),
            )
            + (_(", {waiting} tidak dijadwalkan.", waiting=formats.number(waiting)) if waiting else ".")
        ]
        return [*lines, *self.notes]

    def by_service(self) -> list[dict[str, object]]:
        """One row per service and period for a preview; sums only of areas where both counts are known."""
        groups: dict[tuple[str, str], list[ServiceCount]] = {}
        for one in self.counts:
            groups.setdefault((one.service_key, period_label(one.period, one.year)), []).append(one)
        order = list(BY_KEY)
        rows = []
        for (key, label), found in sorted(groups.items(), key=lambda item: order.index(item[0][0])):
            both = [one for one in found if one.numerator_n is not None and one.denominator_n is not None]
            rows.append(
                {
                    N_("Layanan"): BY_KEY[key].short,
                    N_("Periode"): label,
                    N_("Wilayah"): len(found),
                    N_("Terlayani"): sum(one.numerator_n or 0 for one in both) if both else None,
                    N_("Sasaran"): sum(one.denominator_n or 0 for one in both) if both else None,
                    N_("Tidak dijadwalkan"): sum(not one.is_scheduled for one in found),
                    N_("Lebih dari 100%"): sum(one.is_more_than_due for one in found),
                }
            )
        return rows


def read_draft(
    file: Path | bytes,
    *,
    register: Register,
    kabupaten_code: str,
    name: str = "",
    year: int | None = None,
    period: str = "",
    source: str = "",
) -> ServiceDraft:
    """A sheet with counts of services, checked.

    Args:
        kabupaten_code: or its name
        name:    of the file, where bytes are given
        year:    of rows without a year
        period:  of rows without a period, as people write it ("TW II"); "" for the whole year
        source:  what to tell as origin, "" for the name of the file

    Raises:
        ImportRefusedError: the file is no such sheet, or has a bad row; `problems` has one sentence for each.
        UnknownChoiceError: no such period.
        UnknownAreaError, AmbiguousAreaError: the kabupaten is none, or several.
    """
    kabupaten = chosen(register, kabupaten_code)
    name = name or (file.name if isinstance(file, Path) else "lembar")
    origin = " ".join(source.split()) or f"lembar {name}"  # no text
    asked = period_of(period, year=year) if period else ""
    if period and not asked:
        raise UnknownChoiceError(period, ("tahun", "Semester I", "Triwulan II", "Agustus"))  # no text
    sheet = read_sheet(name, file)
    found = checked_rows(sheet, register, kabupaten, year=year, period=asked)
    if len(origin) > LONGEST_SOURCE or "<" in origin or ">" in origin:
        found.problems.append(
            _(
                "Sumber lebih dari {longest_source} huruf atau memuat tanda < atau >. Singkatkan.",
                longest_source=LONGEST_SOURCE,
            )
        )
    if found.problems:
        raise refused(name, found.problems)
    if not found.counts:
        raise ImportRefusedError(_("{name} tidak punya angka di bawah judul. Isi tabelnya, lalu ulangi.", name=name))
    if sheet.unread:
        found.notes.append(_("Kolom lain tidak dibaca: {unread}.", unread=", ".join(sheet.unread[:8])))
    return ServiceDraft(
        file=name,
        kabupaten_code=kabupaten.code,
        kabupaten_name=kabupaten.official_name,
        source=origin,
        counts=tuple(found.counts),
        notes=(*found.notes, *_absent(register, kabupaten.code, found.counts, sheet.level)),
    )


def _absent(register: Register, code: str, counts: list[ServiceCount], level: str) -> tuple[str, ...]:
    kecamatan = register.children(code)
    is_coarse = level == "kecamatan"
    areas = kecamatan if is_coarse else [desa for one in kecamatan for desa in register.children(one.code)]
    absent = len({one.code for one in areas} - {one.area_code for one in counts})
    what = PLURALS["kecamatan" if is_coarse else "desa"]
    return (
        (
            _(
                "{absent} {what} tidak punya angka di lembar ini; tetap tidak diketahui.",
                absent=formats.number(absent),
                what=what,
            ),
        )
        if absent
        else ()
    )
