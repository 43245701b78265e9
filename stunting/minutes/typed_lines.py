"""Agenda, signatures, days and clock times as they are typed: lists a line each, parts set off by semicolons."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from stunting import formats, languages
from stunting.languages import _, in_indonesian
from stunting.minutes.records import AgendaStep, Signer
from stunting.minutes.typed import LARGEST_RUPIAH, MinutesError

SCALES = {"": 1, "rb": 10**3, "ribu": 10**3, "jt": 10**6, "juta": 10**6, "m": 10**9, "miliar": 10**9, "milyar": 10**9}
SCALES |= {"t": 10**12, "triliun": 10**12}


def steps_text(steps: tuple[AgendaStep, ...]) -> str:
    """ "Pembukaan; 15", a line per step; no minutes where none were planned."""
    return "\n".join(f"{one.title}; {one.minutes}" if one.minutes else one.title for one in steps)


def steps_of(text: str) -> tuple[AgendaStep, ...]:
    """The steps of a box; what follows the last semicolon is minutes where it is a number."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        title, _semicolon, minutes = line.rpartition(";")
        is_number = bool(title.strip()) and re.fullmatch(r"[0-9]{1,4}", minutes.strip())
        found.append(
            AgendaStep(title=title.strip(), minutes=int(minutes)) if is_number else AgendaStep(title=line.strip())
        )
    return tuple(found)


def signers_text(signers: tuple[Signer, ...]) -> str:
    """ "Camat Kejayan; Budi Santoso; 1970...", a line each."""
    return "\n".join("; ".join((one.title, one.name, one.nip)).rstrip("; ") for one in signers)


def signers_of(text: str) -> tuple[Signer, ...]:
    """Who signs: title, name, NIP; the last two may be left out.

    Raises:
        MinutesError: a line has more parts.
    """
    found = []
    for line in filter(str.strip, text.splitlines()):
        parts = [part.strip() for part in line.split(";")]
        if len(parts) > 3:
            raise MinutesError(
                _("Tulis penanda tangan sebagai “Jabatan; Nama; NIP”. Periksa baris “{line}”.", line=line[:60])
            )
        found.append(Signer(**dict(zip(("title", "name", "nip"), parts, strict=False))))
    return tuple(found)


def day_text(day: dt.date | None) -> str:
    """ "31/08/2026"; "" for none."""
    return f"{day:%d/%m/%Y}" if day else ""


def day_of(text: str) -> dt.date | None:
    """The day of "31/8/2026", "31-08-2026", "31 Agustus 2026" or "2026-08-31"; None for an empty box.

    Raises:
        MinutesError: it is no day.
    """
    said = text.strip().lower()
    if not said:
        return None
    numbers = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", said)
    words = re.fullmatch(r"([0-9]{1,2}) ([a-z]{3,9})\.? ([0-9]{4})", said)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", said)
    try:
        if numbers:
            return dt.date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        if words:
            return dt.date(int(words[3]), _month(words[2]), int(words[1]))
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    raise MinutesError(_("Tanggal “{said}” tidak dapat dibaca. Tulis misalnya 31/08/2026.", said=said[:30]))


def _month(said: str) -> int:
    """Number of a month by its name or the first three letters of it, also in the language of whoever writes."""
    for language in dict.fromkeys((languages.INDONESIAN, languages.current())):
        with languages.use(language):
            names = [formats.month(2026, number).split()[0].lower() for number in range(1, 13)]
        for number, name in enumerate(names, start=1):
            if said in (name, name[:3]):
                return number
    raise ValueError(said)


@in_indonesian
def rupiah_text(value: int | None) -> str:
    """ "Rp1.253.456.789", every digit, so that it can be read back; "" for none."""
    return "" if value is None else f"Rp{formats.number(value)}"


def rupiah_of(text: str) -> int | None:
    """The amount of "15.000.000", "Rp15 juta", "1,25 miliar" or "Rp 2.500.000,00"; None for an empty box.

    Raises:
        MinutesError: it is no amount of whole rupiah.
    """
    said = text.strip().lower().removeprefix("idr").removeprefix("rp").lstrip(". ").removesuffix(",-")
    if not said:
        return None
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,([0-9]{1,6}))? ?([a-z]*)", said)
    # "15,000" is fifteen thousand to an English hand, and fifteen rupiah to nobody.
    is_unclear = found is not None and len(found[2] or "") == 3 and not found[3]
    if found and found[3] in SCALES and not is_unclear:
        value = Decimal(f"{found[1].replace('.', '')}.{found[2] or 0}") * SCALES[found[3]]
        if value == value.to_integral_value() and value <= LARGEST_RUPIAH:
            return int(value)
    raise MinutesError(
        _("Jumlah rupiah “{text}” tidak dapat dibaca. Tulis misalnya 15.000.000 atau 15 juta.", text=text.strip()[:30])
    )


def clock_text(moment: dt.datetime | None, *, day: dt.date) -> str:
    """ "09.05"; with the day where it is another one."""
    if moment is None:
        return ""
    return f"{moment:%H.%M}" if moment.date() == day else f"{moment:%Y-%m-%d %H.%M}"


def clock_of(text: str, *, day: dt.date) -> dt.datetime | None:
    """The moment of "09.05" or "2026-02-27 00.15"; None for an empty box.

    Raises:
        MinutesError: it is no clock time.
    """
    said = text.strip()
    if not said:
        return None
    found = re.fullmatch(r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}) )?([0-9]{1,2})[.:]([0-9]{2})", said)
    try:
        if found:
            of_day = dt.date.fromisoformat(found[1]) if found[1] else day
            return dt.datetime.combine(of_day, dt.time(int(found[2]), int(found[3])))
    except ValueError:
        pass
    raise MinutesError(_("Jam “{said}” tidak dapat dibaca. Tulis misalnya 09.05.", said=said[:20]))
