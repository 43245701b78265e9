"""What a sample should be like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GENERATOR_VERSION = "2"
NOTICE = "DATA CONTOH - BUKAN DATA SEBENARNYA"

MIXED, CSV, XLSX, WIDE = "campuran", "csv", "xlsx", "lebar"
LAYOUTS = (MIXED, CSV, XLSX, WIDE)

# Share of the listed children who come to be measured, percent. February and August are Bulan Timbang.
SEASON = {1: 74, 2: 94, 3: 71, 4: 68, 5: 66, 6: 83, 7: 62, 8: 96, 9: 73, 10: 70, 11: 69, 12: 61}


@dataclass(frozen=True, kw_only=True)
class SampleOptions:
    """One sample.

    code:       Kemendagri code of the kabupaten/kota, four digits
    children:   how many different children
    months:     year * 100 + month, ascending
    prevalence: percent stunted by (area code, month), looked up for the kecamatan, then for the kabupaten; a month
                without an entry keeps the usual distribution (mean HAZ -1,0, SD 1,1)
    coverage:   percent measured by month; without an entry the usual share of the season
    local_coverage: percent measured by (area code, month), looked up for the desa, then for the kecamatan
    whz_shift:  by month, how many SD the weight-for-height of all children is away from the usual
    most_children: desa code -> at most so many different children, where a desa should be small
    faults:     kind of fault -> how many; see `faults.FAULTS`
    layout:     MIXED (files as offices have them), or everything in one CSV, XLSX or wide recap per year
    desa_n:     how many desa, None for as many as the children fill
    """

    code: str
    children: int = 600
    seed: int = 1
    months: tuple[int, ...] = (202502, 202508)
    prevalence: Mapping[tuple[str, int], float] = field(default_factory=dict)
    coverage: Mapping[int, float] = field(default_factory=dict)
    local_coverage: Mapping[tuple[str, int], float] = field(default_factory=dict)
    whz_shift: Mapping[int, float] = field(default_factory=dict)
    most_children: Mapping[str, int] = field(default_factory=dict)
    faults: Mapping[str, int] = field(default_factory=dict)
    layout: str = MIXED
    desa_n: int | None = None

    def wanted_prevalence(self, kecamatan_code: str, month: int) -> float | None:
        """Percent, None where the usual distribution holds."""
        own = self.prevalence.get((kecamatan_code, month))
        return self.prevalence.get((self.code, month)) if own is None else own

    def wanted_coverage(self, month: int) -> float:
        """Percent."""
        return self.coverage.get(month, float(SEASON[month % 100]))
