"""Free text of the casebook may not tell who a family is: what looks like it is refused, with a sentence.

This catches what is typed by habit. A name alone cannot be told from other words; the forms say that none belongs here.
"""

from __future__ import annotations

import re
from dataclasses import fields

from stunting.errors import StuntingError
from stunting.languages import N_, _

GAP = r"[ .\-/]?"
NUMBERS_OF_PERSONS = re.compile(rf"(?<!\d)(?<!\d[ .\-/])(?:\d{GAP}){{15}}\d(?!{GAP}\d)")
PHONE = re.compile(r"(?<![\d.,])(?:\+?62[ .\-]?|0)8(?:[ .\-]?\d){7,11}(?!\d)")
LABELLED = re.compile(
    r"\b(?:nama(?:\s+(?:anak|balita|ibu|ayah|ortu|orang tua|lengkap))?|nik|no\.?\s*kk|nomor\s+kk|alamat|no\.?\s*hp"
    r"|(?:tgl\.?|tanggal)\s*lahir)\s*[:=]",
    re.IGNORECASE,
)
BABY_OF = re.compile(r"\b(?:by|bayi)\.?\s+(?:ny|nyonya)\b", re.IGNORECASE)
BORN = re.compile(r"\blahir\b[^\d\n]{0,15}\d{1,2}[ ./\-]+(?:\d{1,2}|[a-z]{3,9})[ ./\-]+\d{2,4}\b", re.IGNORECASE)
HOUSE = re.compile(r"\brt\.?\s*\d{1,3}\s*[/,]?\s*rw\.?\s*\d{1,3}\b", re.IGNORECASE)
SIGNS = (
    (NUMBERS_OF_PERSONS, N_("nomor 16 angka (NIK atau nomor KK)")),
    (PHONE, N_("nomor telepon")),
    (LABELLED, N_("isian data pribadi (nama, alamat, tanggal lahir, atau nomor)")),
    (BABY_OF, N_("sebutan bayi dengan nama ibunya")),
    (BORN, N_("tanggal lahir")),
    (HOUSE, N_("alamat (RT/RW)")),
)


class CaseError(StuntingError):
    """Something that cannot be recorded in the casebook; nothing was written."""


def check_text(text: str, noun: str) -> None:
    """Whether a text tells a person; noun: what the text is, as the reader says it.

    Raises:
        CaseError: it looks like it; the sentence does not repeat the text.
    """
    for form, what in SIGNS:
        if form.search(text):
            raise CaseError(
                _("{noun} memuat {what}. Hapus bagian itu; sebut orangnya dengan nomor kasus.", noun=noun, what=_(what))
            )


def check_texts(record: object) -> None:
    """Every typed text of a record.

    Raises:
        CaseError: as `check_text`.
    """
    for one in fields(record):  # type: ignore[arg-type]
        if "noun" in one.metadata:
            check_text(getattr(record, one.name), _(one.metadata["noun"]))
