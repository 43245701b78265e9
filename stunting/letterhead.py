"""Who issues a paper: the head of its sheets, the block that is signed, and the colour of the house."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, fields, replace

from PIL import Image

from stunting import formats
from stunting.charts.theme import PAPER, contrast
from stunting.errors import StuntingError
from stunting.geography import Area
from stunting.languages import _

LARGEST_LOGO_BYTES = 500_000
MOST_PIXELS_ON_A_SIDE = 4_000
# Who heads a government by its kind; only a default, every field can be written over.
HEADS = {"kabupaten": "Bupati", "kota": "Wali Kota"}  # no text
HOUSE_ACCENT = "#0b2f57"
# In a hall with the lights on a projector shows little of a pale colour; the letters on it are white.
LEAST_CONTRAST = 7.0
MOST_SIGNATORIES = 12


class LetterheadError(StuntingError):
    """A letterhead that cannot be printed; the sentence says what to change."""


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs minutes; what is empty is a dotted line to fill in by hand."""

    title: str
    name: str = ""
    nip: str = ""


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The words of one government on its decree, its minutes and its slides.

    government:  "Pemerintah Kabupaten Pasuruan"
    office:      the office (OPD) below it, "Badan Perencanaan Pembangunan Daerah"; "" leaves the line out
    address:     one line; "" leaves it out
    decree_kind: "Keputusan Bupati Pasuruan"
    decree_date: a day, or the words as they shall be printed
    signer_nip:  number of the civil servant who signs, printed only where it is given: an elected head has none
    logo_png:    the coat of arms
    accent:      colour of the house on slides, "#rrggbb"; "" is HOUSE_ACCENT
    signatories: who signs minutes; the decree has the one above

    Raises:
        LetterheadError: the logo or the colour cannot be shown (see `check_logo`, `check_accent`), or too many sign.
    """

    government: str = ""
    office: str = ""
    address: str = ""
    decree_kind: str = ""
    decree_number: str = ""
    decree_date: str | dt.date = ""
    place: str = ""
    signer_title: str = ""
    signer_name: str = ""
    signer_nip: str = ""
    logo_png: bytes | None = None
    accent: str = ""
    signatories: tuple[Signatory, ...] = ()

    def __post_init__(self) -> None:
        if self.logo_png is not None:
            check_logo(self.logo_png)
        check_accent(self.accent)
        if len(self.signatories) > MOST_SIGNATORIES:
            raise LetterheadError(
                _("Penanda tangan paling banyak {most}. Hapus yang tidak ikut.", most=MOST_SIGNATORIES)
            )

    @property
    def accent_colour(self) -> str:
        """The colour as it is shown."""
        return self.accent or HOUSE_ACCENT

    @property
    def date_text(self) -> str:
        """ "22 Februari 2026"."""
        return formats.date(self.decree_date) if isinstance(self.decree_date, dt.date) else self.decree_date


def default_for(area: Area) -> Letterhead:
    """What papers say of a kabupaten or kota before anyone has filled it in; neither its seat nor a person is guessed.

    Raises:
        LetterheadError: no kabupaten or kota.
    """
    if area.kind not in HEADS:
        raise LetterheadError(
            _("{area} tidak menerbitkan daftar lokus. Pilih kabupaten atau kota.", area=area.official_name)
        )
    head = f"{HEADS[area.kind]} {area.name}"
    return Letterhead(
        government=f"Pemerintah {full_name(area)}",  # no text
        decree_kind=f"Keputusan {head}",  # no text
        signer_title=head,
    )


def completed(letterhead: Letterhead, area: Area) -> Letterhead:
    """The letterhead with the default of the area where a field is empty."""
    known = default_for(area)
    empty = [one.name for one in fields(Letterhead) if not getattr(letterhead, one.name)]
    return replace(letterhead, **{name: getattr(known, name) for name in empty})


def full_name(area: Area) -> str:
    """A kabupaten or kota without abbreviation: "Kabupaten Pasuruan"."""
    return f"{area.kind.capitalize()} {area.name}"


def check_accent(colour: str) -> None:
    """Whether white letters on this colour, and it on white paper, can be read from the last row; "" can.

    Raises:
        LetterheadError: it is no colour, or too pale.
    """
    if not colour:
        return
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        raise LetterheadError(_("Tulis warna sebagai # dan enam angka heksadesimal, misalnya #0b2f57."))
    found = contrast(colour, PAPER)
    if found < LEAST_CONTRAST:
        said, least = formats.number(found, decimals=1), formats.number(LEAST_CONTRAST)
        raise LetterheadError(
            _(
                "Warna {colour} terlalu pucat untuk layar aula: kontrasnya dengan putih {said}, sedikitnya {least}. "
                "Pilih warna yang lebih tua.",
                colour=colour,
                said=said,
                least=least,
            )
        )


def check_logo(png: bytes) -> None:
    """Whether every kind of file can hold this picture.

    Raises:
        LetterheadError: it is larger than 500 kB or 4.000 pixels a side, or no PNG that can be drawn.
    """
    if len(png) > LARGEST_LOGO_BYTES:
        raise LetterheadError(_("Logo lebih besar dari 500 kB. Perkecil gambarnya, lalu unggah lagi."))
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as picture:
            if max(picture.size) > MOST_PIXELS_ON_A_SIDE:
                raise LetterheadError(_("Logo lebih dari 4.000 piksel. Perkecil gambarnya, lalu unggah lagi."))
            picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise LetterheadError(_("Logo tidak dapat dibaca. Unggah berkas PNG yang utuh.")) from error
