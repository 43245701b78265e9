"""What a sheet of priority villages says, before anything of it is stored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """One village of a list: row of the sheet, names as written, status as written ("baru", "lanjutan" or "")."""

    row_no: int
    kecamatan: str
    desa: str
    desa_code: str
    written_status: str


@dataclass(frozen=True, kw_only=True)
class ListDraft:
    """What a sheet says.

    lokus_year: as asked, else as the sheet has it; 0 where neither says
    decree:     of its column, "" without one
    rows:       the members, in the order of the sheet
    left_codes: desa whose row says "keluar"; they are no members
    problems:   one sentence each; with any of them nothing can be stored
    notes:      what a reader should look at
    """

    file: str
    kabupaten_code: str
    lokus_year: int
    decree: str
    rows: tuple[DraftRow, ...]
    left_codes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def desa_codes(self) -> tuple[str, ...]:
        return tuple(row.desa_code for row in self.rows)

    @property
    def kecamatan_n(self) -> int:
        return len({code[:6] for code in self.desa_codes})

    @property
    def is_usable(self) -> bool:
        return not self.problems

    def written_statuses(self) -> dict[str, str]:
        return {row.desa_code: row.written_status for row in self.rows}
