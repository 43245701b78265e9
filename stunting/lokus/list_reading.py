"""A sheet of a kabupaten -> a list of priority villages, all of it or none.

What is not clear gets a sentence with the number of its row; nothing is guessed and nothing is left out in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from stunting.charts.theme import WATERMARK
from stunting.errors import ImportRefusedError
from stunting.geography import Area, Register
from stunting.languages import _
from stunting.lokus.list_columns import (
    CONTINUED,
    LEFT,
    NEW,
    ListColumns,
    columns_of,
    header_score,
    is_of_children,
    mark_of,
    status_of,
)
from stunting.lokus.list_draft import DraftRow, ListDraft
from stunting.lokus.list_places import Found, Places, Written
from stunting.lokus.list_rows import VillageRow, village_rows
from stunting.lokus.sheets import SEARCHED_ROWS, Row, Sheet, sheets_of

_YEAR_IN_TITLE = re.compile(r"(?:lokus|lokasi\s+fokus)\D{0,80}?(20[1-4]\d)(?!\d)", re.IGNORECASE)


def read_list(
    content: bytes | Path,
    *,
    name: str,
    register: Register,
    kabupaten_code: str,
    lokus_year: int | None = None,
) -> ListDraft:
    """Read the list of one kabupaten and year from a spreadsheet or a text file.

    lokus_year: needed where the sheet names no year, or several; rows of other years are left out

    Raises:
        ImportRefusedError: no table, or no column that names the desa; else see `ListDraft.problems`.
        UnknownAreaError: no such kabupaten.
    """
    kabupaten = register.get(kabupaten_code)
    if kabupaten.level != "kabupaten":
        raise ImportRefusedError(
            _("{kabupaten} bukan kabupaten/kota. Daftar lokus milik kabupaten/kota.", kabupaten=kabupaten.official_name)
        )
    sheets = sheets_of(content, name=name, header_score=header_score)
    sheet, position, columns, others = _table(sheets, name=name)
    title = [cell for _ignored1, cells in sheet.rows[: position + 1] for cell in cells if cell]
    is_sample = any(WATERMARK in cell for one in sheets for _ignored2, cells in one.rows for cell in cells)
    return _Reading(
        columns,
        Places(register, kabupaten),
        kabupaten=kabupaten,
        rows=sheet.rows[position + 1 :],
        asked_year=lokus_year or 0,
        title_year=_title_year([*title, sheet.name, Path(name).stem]),
    ).draft(name, others, is_sample=is_sample)


def _table(sheets: Sequence[Sheet], *, name: str) -> tuple[Sheet, int, ListColumns, list[str]]:
    """The first sheet with a header, the position of that header, and the sheets that are not read."""
    for number, sheet in enumerate(sheets):
        head = sheet.rows[:SEARCHED_ROWS]
        if any(is_of_children(cells) for _ignored4, cells in head):
            raise ImportRefusedError(
                _(
                    "{name} memuat kolom data anak (NIK, tanggal lahir, atau orang tua), jadi "
                    "bukan daftar lokus. Hapus kolom itu, atau impor berkasnya di halaman Data.",
                    name=name,
                )
            )
        scores = [header_score(cells) for _ignored3, cells in head]
        if any(scores):
            position = scores.index(max(scores))
            others = [
                one.name for one in sheets[number + 1 :] if any(header_score(cells) for _ignored5, cells in one.rows)
            ]
            return sheet, position, columns_of(head[position][1]), others
    raise ImportRefusedError(
        _(
            "{name} tidak punya baris judul dengan kolom Desa/Kelurahan atau Kode desa. Buat "
            "contohnya dengan `python -m stunting lokus template`, atau tambahkan judul itu di "
            "atas tabel.",
            name=name,
        )
    )


def _title_year(texts: Sequence[str]) -> int:
    """The lokus year that titles speak of, 0 for none or several."""
    years = {int(found) for text in texts for found in _YEAR_IN_TITLE.findall(text.replace("\n", " "))}
    return years.pop() if len(years) == 1 else 0


class _Reading:
    """The rows of one table on their way to a list."""

    def __init__(
        self,
        columns: ListColumns,
        places: Places,
        *,
        kabupaten: Area,
        rows: Sequence[Row],
        asked_year: int,
        title_year: int,
    ) -> None:
        self._columns, self._places, self._kabupaten = columns, places, kabupaten
        self._gathered = village_rows(rows, columns, places)
        self._problems: list[tuple[int, str]] = [
            (number, _("nama desa/kelurahan kosong. Isi namanya, atau hapus barisnya."))
            for number in self._gathered.nameless
        ]
        self._problems += [
            (number, _("ada dua nama desa/kelurahan dalam satu baris. Susun satu desa per baris."))
            for number in self._gathered.doubled
        ]
        self._notes: list[str] = []
        self._year = self._chosen_year(asked_year, title_year)
        self._status_at, self._mark_at = self._status_columns()

    def draft(self, file: str, others: Sequence[str], *, is_sample: bool) -> ListDraft:
        rows = [row for row in self._gathered.rows if self._is_of_this_list(row)]
        found = self._places.found([Written(kecamatan=one.kecamatan, desa=one.desa, code=one.code) for one in rows])
        members, left = self._members(rows, found)
        decree = self._decree(rows)
        problems = [
            _("Baris {number}: {said}", number=number, said=said) if number else said
            for number, said in sorted(self._problems)
        ]
        if not self._year:
            problems.insert(0, _("Tahun lokus tidak tertulis di lembar. Sebut tahunnya."))
        if not members and not problems:
            problems.append(_("Lembar tidak memuat satu pun desa/kelurahan lokus. Isi daftarnya, lalu ulangi."))
        if is_sample:
            self._notes.append(
                _(
                    "Lembar ini bertanda {watermark}: simpan hanya bila daftarnya sungguh ditetapkan.",
                    watermark=WATERMARK,
                )
            )
        self._remark(members, left, others, unmarked_n=len(self._gathered.rows) - len(rows))
        return ListDraft(
            file=file,
            kabupaten_code=self._kabupaten.code,
            lokus_year=self._year,
            decree=decree,
            rows=tuple(members),
            left_codes=tuple(left),
            problems=tuple(problems),
            notes=tuple(self._notes),
        )

    def _chosen_year(self, asked: int, title_year: int) -> int:
        """The year of the list: as asked, else the only one that is written."""
        written = {year for row in self._gathered.rows if (year := self._year_of(row))}
        marked = {year for year in self._columns.marks if year}
        for years, where in ((written, _("Kolom tahun")), (marked, _("Judul kolom"))):
            if asked and years and asked not in years:
                listed = ", ".join(map(str, sorted(years)))
                self._problems.append(
                    (
                        0,
                        _(
                            "{where} menyebut {listed}, bukan {asked}. Periksa tahunnya.",
                            where=where,
                            listed=listed,
                            asked=asked,
                        ),
                    )
                )
            if not asked and len(years) > 1:
                listed = ", ".join(map(str, sorted(years)))
                self._problems.append(
                    (0, _("{where} menyebut {listed}. Sebut satu tahun lokus.", where=where, listed=listed))
                )
        if asked and title_year and title_year != asked and not written:
            self._notes.append(
                _(
                    "Judul lembar menyebut lokus {title_year}; daftar ini disimpan untuk {asked}.",
                    title_year=title_year,
                    asked=asked,
                )
            )
        only = next((years for years in (written, marked) if years), {title_year})
        return asked or (next(iter(only)) if len(only) == 1 else 0)

    def _year_of(self, row: VillageRow) -> int:
        """The year in the row's own column; an empty cell of a merged column counts for the chosen list."""
        found = re.search(r"(?<!\d)20[1-4]\d(?!\d)", row.at(self._columns.at.get("year")))
        return int(found[0]) if found else 0

    def _is_of_this_list(self, row: VillageRow) -> bool:
        if (year := self._year_of(row)) and self._year and year != self._year:
            return False
        if self._mark_at is not None:
            mark = mark_of(text := row.at(self._mark_at))
            if mark is None:
                self._problems.append(
                    (row.row_no, _("tanda lokus '{text}' tidak dikenal. Tulis ya atau tidak.", text=text[:40]))
                )
            if not mark and status_of(text) != LEFT:
                return False
        own = row.at(self._columns.at.get("kabupaten"))
        if own and not self._places.is_kabupaten(own):
            self._problems.append(
                (
                    row.row_no,
                    _(
                        "'{own}' bukan {kabupaten}. Pisahkan daftarnya.",
                        own=own[:60],
                        kabupaten=self._kabupaten.official_name,
                    ),
                )
            )
            return False
        return True

    def _status_columns(self) -> tuple[int | None, int | None]:
        """Positions of the status and of the mark of membership; a remark counts as status where it holds only that."""
        marks = self._columns.marks
        mark = marks.get(self._year, marks.get(0))
        if mark is None and (plain := self._columns.plain_years.get(self._year)) is not None:
            texts = [row.at(plain) for row in self._gathered.rows]
            # Digits under a year may be any figure.
            if any(texts) and all(mark_of(text) is not None and not text.isdecimal() for text in texts):
                mark = plain
        status = self._columns.at.get("status")
        if status is None:
            for position in (self._columns.at.get("remark"), mark):
                texts = [row.at(position) for row in self._gathered.rows]
                if position is not None and any(texts) and all(status_of(text) is not None for text in texts):
                    status = position
                    break
        return status, mark

    def _members(self, rows: Sequence[VillageRow], found: Sequence[Found]) -> tuple[list[DraftRow], list[str]]:
        members: list[DraftRow] = []
        left: list[str] = []
        first_row: dict[str, int] = {}
        for row, one in zip(rows, found, strict=True):
            if one.problem:
                self._problems.append((row.row_no, one.problem))
                continue
            if one.note:
                self._notes.append(_("Baris {number}: {said}.", number=row.row_no, said=one.note))
            written = row.at(self._status_at)
            status = status_of(written)
            if status is None:
                said = _(
                    "status '{written}' tidak dikenal. Tulis {new}, {continued}, atau {left}.",
                    written=written[:40],
                    new=NEW,
                    continued=CONTINUED,
                    left=LEFT,
                )
                self._problems.append((row.row_no, said))
                continue
            for code in one.codes:
                if code in first_row:
                    said = _(
                        "{place} sudah ada di baris {number}. Hapus salah satu.",
                        place=self._places.label(code),
                        number=first_row[code],
                    )
                    self._problems.append((row.row_no, said))
                    continue
                first_row[code] = row.row_no
                if status == LEFT:
                    left.append(code)
                    continue
                members.append(
                    DraftRow(
                        row_no=row.row_no,
                        kecamatan=row.kecamatan,
                        desa=row.desa,
                        desa_code=code,
                        written_status=status,
                    )
                )
        return members, left

    def _decree(self, rows: Sequence[VillageRow]) -> str:
        written = Counter(text for row in rows if (text := row.at(self._columns.at.get("decree"))))
        if len(written) > 1:
            self._notes.append(_("Kolom SK memuat {n} nomor yang berbeda; tidak ada yang dipakai.", n=len(written)))
        return next(iter(written)) if len(written) == 1 else ""

    def _remark(
        self, members: Sequence[DraftRow], left: Sequence[str], others: Sequence[str], *, unmarked_n: int
    ) -> None:
        if unmarked_n:
            self._notes.append(_("{n} baris tahun lain atau tanpa tanda lokus tidak menjadi anggota.", n=unmarked_n))
        if left:
            listed = "; ".join(self._places.label(code) for code in left[:5])
            more = _("; dan {n} lainnya", n=len(left) - 5) if len(left) > 5 else ""
            self._notes.append(
                _(
                    "{n} desa/kelurahan berstatus keluar tidak menjadi anggota: {listed}{more}.",
                    n=len(left),
                    listed=listed,
                    more=more,
                )
            )
        if below := self._gathered.below:
            rows = (
                _("Baris {first}", first=below[0])
                if len(below) == 1
                else _("Baris {first} sampai {last}", first=below[0], last=below[-1])
            )
            self._notes.append(_("{rows} di bawah tabel tidak dibaca.", rows=rows))
        if skipped := self._gathered.skipped:
            listed = ", ".join(map(str, skipped[:10]))
            self._notes.append(_("Baris {listed} dilewati: tanpa nama desa/kelurahan.", listed=listed))
        if others:
            self._notes.append(
                _("Lembar {others} tidak dibaca; daftar lokus ada di lembar sebelumnya.", others=", ".join(others[:5]))
            )
        if len(members) * 2 > self._places.desa_n > 1:
            self._notes.append(
                _(
                    "Daftar memuat {part} dari {whole} desa/kelurahan di {kabupaten}; periksa apakah semuanya lokus.",
                    part=len(members),
                    whole=self._places.desa_n,
                    kabupaten=self._kabupaten.official_name,
                )
            )
