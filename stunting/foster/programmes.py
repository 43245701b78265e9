"""Foster programmes as data: what each promises, which help it knows, and who says so.

A kabupaten can add programmes of its own; they lie in the casebook (`stunting.foster.journal`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stunting.errors import StuntingError, UnknownChoiceError, nearest
from stunting.geography import compact
from stunting.languages import N_, Worded, _
from stunting.typed_texts import one_line

# Months a placement lasts when nobody says otherwise: the usual span of BAAS, which no rule we found fixes.
USUAL_MONTHS = 6
# Food for one child and day: BAAS gives Rp450.000 in 30 days, GENTING asks for at least as much.
FOOD_RP_PER_DAY = 15_000
LONGEST_NAME = 60
# Names of programmes and of sources stand in titles that are written as they are.
MARKUP = re.compile(r"[<>]")


class FosterError(StuntingError):
    """A record about foster parents that cannot be taken; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One statement about a programme and who made it; is_verified: two sources, or the rule itself.

    The source stands as it is called, or says that there is none.
    """

    text: Worded = Worded()
    source: Worded = Worded()
    is_verified: bool


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One programme.

    code:        capital letters and digits, what stands in every record
    aliases:     other spellings that a sheet may use
    kabupaten:   code of the only kabupaten it belongs to, "" for a national one
    food_rp_per_day: food for one child and day at least, 0 where the programme names none
    beside_rp_per_month: what is paid beside the food and is no help to the child
    help_kinds:  kinds of help it knows, as in `records.HELP_KINDS`
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kabupaten: str = ""
    food_rp_per_day: int = 0
    beside_rp_per_month: int = 0
    months: int = USUAL_MONTHS
    help_kinds: tuple[str, ...] = ("nutrisi", "non_nutrisi", "air", "edukasi", "pendampingan")
    facts: tuple[Fact, ...] = ()
    is_own: bool = False

    def is_called(self, text: str) -> bool:
        return compact(text) in {compact(one) for one in (self.code, self.name, *self.aliases)}


# USUAL_MONTHS in words.
USUAL_SPAN = Fact(
    text=N_("Lama penempatan 6 bulan hanya kebiasaan; tanggal selesai dapat ditulis sendiri."),
    source=N_("belum ditemukan aturannya"),
    is_verified=False,
)
ANTING_MAS = Programme(
    code="ANTING_MAS",
    name="Anting Mas",  # no text
    aliases=("Anting Emas", "Antingmas", "Antingemas"),  # no text
    kabupaten="3520",
    facts=(
        Fact(
            text=N_("Diluncurkan di rembuk stunting Kab. Magetan, 3 Agustus 2023; bantuan dikirim mulai Januari 2024."),
            source="Pemkab Magetan, berita Anting Mas",  # no text
            is_verified=True,
        ),
        Fact(
            text=N_(
                "81 lalu 96 anak, 71 lalu 81 orang tua asuh pada minggu-minggu pertama; kemudian "
                "96 anak di 13 kecamatan. Orang tua asuh ditetapkan dengan SK; sebagian minta "
                "namanya tidak disebut."
            ),
            source="Pemkab Magetan, berita Anting Mas",  # no text
            is_verified=True,
        ),
        Fact(
            text=N_("Paket makanan berbeda tanggalnya, sehingga evaluasi memuat 64–65 dari 81 anak."),
            source="Pemkab Magetan, berita Anting Mas",  # no text
            is_verified=False,
        ),
        USUAL_SPAN,
    ),
)
BAAS = Programme(
    code="BAAS",
    name="BAAS",
    aliases=("Bapak Asuh Anak Stunting", "Bunda Asuh Anak Stunting", "Bapak/Bunda Asuh Anak Stunting"),  # no text
    food_rp_per_day=FOOD_RP_PER_DAY,
    beside_rp_per_month=50_000,
    facts=(
        Fact(
            text=N_(
                "Sekitar Rp500.000 per anak per bulan: makanan Rp15.000 x 30 hari dan Rp50.000 "
                "untuk kader; diutamakan anak di bawah dua tahun."
            ),
            source="BKKBN 2022",
            is_verified=False,
        ),
        USUAL_SPAN,
    ),
)
GENTING = Programme(
    code="GENTING",
    name="GENTING",
    aliases=("Gerakan Orang Tua Asuh Cegah Stunting",),  # no text
    food_rp_per_day=FOOD_RP_PER_DAY,
    facts=(
        Fact(
            text=N_(
                "Sejak 5 Desember 2024, bukan dari APBN. Bantuan nutrisi paling sedikit Rp15.000 "
                "per orang per hari untuk 1.000 HPK; juga non-nutrisi (jamban, rumah), air "
                "bersih, dan edukasi; didampingi PKB dan TPK."
            ),
            source="Kemendukbangga/BKKBN",
            is_verified=True,
        ),
        Fact(
            text=N_("Sampai April 2025: 141.382 anak dan 20.396 orang tua asuh di seluruh Indonesia."),
            source="Kemendukbangga/BKKBN",
            is_verified=False,
        ),
        USUAL_SPAN,
    ),
)
SHIPPED = (ANTING_MAS, BAAS, GENTING)


def offered(own: Sequence[Programme], *, kabupaten: str) -> tuple[Programme, ...]:
    """The programmes a kabupaten may place children in: its own ones first, then the national ones."""
    known = (*own, *SHIPPED)
    at_home = [one for one in known if one.kabupaten == kabupaten]
    return (*at_home, *(one for one in known if not one.kabupaten))


def programme_of(text: str, known: Sequence[Programme]) -> Programme:
    """The programme of a code, a name or another spelling.

    Raises:
        UnknownChoiceError: none is called so.
    """
    found = next((one for one in known if one.is_called(text)), None)
    if found is None:
        names = [one.name for one in known]
        raise UnknownChoiceError(text, nearest(text, names) or names)
    return found


def own_programme(name: str, *, kabupaten: str, food_rp_per_day: int, months: int, source: str) -> Programme:
    """A programme as an officer describes it.

    Raises:
        FosterError: the name is missing or too long, or a number makes no sense.
    """
    name, source = one_line(name), one_line(source)
    if not name or len(name) > LONGEST_NAME or not re.search(r"[A-Za-z]", name) or MARKUP.search(name + source):
        raise FosterError(
            _(
                "Tulis nama program dengan huruf, paling panjang {longest_name}, tanpa tanda < atau >.",
                longest_name=LONGEST_NAME,
            )
        )
    if not 0 <= food_rp_per_day <= 1_000_000:
        raise FosterError(_("Makanan per anak per hari harus dari Rp0 sampai Rp1.000.000."))
    if not 1 <= months <= 36:
        raise FosterError(_("Lama penempatan harus dari 1 sampai 36 bulan."))
    if any(one.is_called(name) for one in SHIPPED):
        raise FosterError(_("Program {name} sudah ada. Pakai nama lain untuk program sendiri.", name=name))
    code = re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")[:40]
    facts = (Fact(text=N_("Ditambahkan sendiri."), source=source, is_verified=False),) if source else ()
    return Programme(
        code=code,
        name=name,
        kabupaten=kabupaten,
        food_rp_per_day=food_rp_per_day,
        months=months,
        facts=facts,
        is_own=True,
    )
