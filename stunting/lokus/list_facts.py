"""What is known of a list of priority villages besides its villages, as somebody writes it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from stunting import formats
from stunting.build.lokus import FIRST_YEAR, LAST_YEAR
from stunting.errors import ImportRefusedError
from stunting.imports.dates import read_date
from stunting.languages import _

LONGEST_TEXT = 300


@dataclass(frozen=True, kw_only=True)
class ListFacts:
    """What is known of a list besides its villages.

    decided_year: of the rembuk, None where unknown
    decree:       number of the SK, "" without one
    decree_date:  of the SK, None where unknown
    """

    lokus_year: int
    source: str
    decided_year: int | None = None
    decree: str = ""
    decree_date: dt.date | None = None


def checked_facts(
    *,
    lokus_year: str | int,
    source: str = "",
    decided_year: str | int | None = None,
    decree: str = "",
    decree_date: str | dt.date | None = None,
) -> ListFacts:
    """The facts of a list as somebody wrote them; the source may be left out where a decree is named.

    decree_date: "2025-03-01", "1/3/2025" or "1 Maret 2025"

    Raises:
        ImportRefusedError: something is missing or wrong; `problems` has one sentence for each.
    """
    problems: list[str] = []
    year = _year(lokus_year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(
            _(
                "Tahun lokus '{lokus_year}' tidak dapat dipakai. Tulis tahun {first} sampai {last}.",
                lokus_year=str(lokus_year)[:20],
                first=FIRST_YEAR,
                last=LAST_YEAR,
            )
        )
    decided = None if decided_year in (None, "") else _year(decided_year)
    if decided is not None and not year - 3 <= decided <= year:
        problems.append(
            _(
                "Tahun penetapan '{decided_year}' tidak cocok dengan lokus {year}. Tulis tahun "
                "{first} sampai {year}, atau kosongkan.",
                decided_year=str(decided_year)[:20],
                year=year,
                first=year - 3,
            )
        )
    day = decree_date if isinstance(decree_date, dt.date) else None
    if isinstance(decree_date, str) and decree_date.strip():
        day = read_date(decree_date.strip()).value
        if day is None:
            problems.append(
                _(
                    "Tanggal SK '{decree_date}' tidak terbaca. Tulis misalnya 1 Maret 2025.",
                    decree_date=decree_date[:30],
                )
            )
    if day is not None and not year - 3 <= day.year <= year:
        problems.append(
            _("Tanggal SK {date} tidak cocok dengan lokus {year}. Periksa keduanya.", date=formats.date(day), year=year)
        )
    number, origin = " ".join(decree.split()), " ".join(source.split())
    if number and not origin:
        # Stored, so in one language.
        origin = f"Lampiran SK {number}"  # no text
    if not origin:
        problems.append(_("Sumber kosong. Tulis nomor SK, atau dokumen dan halamannya."))
    for name, text in ((_("Nomor SK"), number), (_("Sumber"), origin)):
        if len(text) > LONGEST_TEXT:
            problems.append(
                _(
                    "{name} terlalu panjang. Tulis paling banyak {most} huruf.",
                    name=name,
                    most=LONGEST_TEXT,
                )
            )
        if "<" in text or ">" in text:
            problems.append(_("{name} memuat tanda < atau >. Tulis tanpa tanda itu.", name=name))
    if problems:
        raise ImportRefusedError(_("Daftar lokus belum disimpan."), problems)
    return ListFacts(lokus_year=year, source=origin, decided_year=decided, decree=number, decree_date=day)


def _year(written: str | int | None) -> int:
    text = str(written).strip()
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else 0
