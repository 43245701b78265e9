"""What a service is, where it stands in the UNICEF framework, and the periods it is reported for."""

from __future__ import annotations

from dataclasses import dataclass

from stunting import formats
from stunting.languages import N_, Worded, Words, _

SPESIFIK, SENSITIF = N_("spesifik"), N_("sensitif")
ESSENTIAL, PERPRES = "29", "perpres"
LISTS = Words({ESSENTIAL: "29 layanan (analisis situasi)", PERPRES: "Perpres 72/2021 (9 spesifik, 11 sensitif)"})
GROUPS = Words(
    {
        "remaja": "Remaja putri",
        "catin": "Calon pengantin",
        "pus": "Pasangan usia subur",
        "bumil": "Ibu hamil",
        "balita": "Bayi dan balita",
        "keluarga": "Keluarga",
        "airsan": "Air minum dan sanitasi",
        "linsos": "Perlindungan sosial",
    }
)
ROMAN = ("I", "II", "III", "IV")
# As the table `service` writes a period -> its months.
MONTHS_OF_PERIOD: dict[str, tuple[int, ...]] = {
    "tahun": tuple(range(1, 13)),
    **{f"s{half}": tuple(range(6 * half - 5, 6 * half + 1)) for half in (1, 2)},
    **{f"tw{quarter}": tuple(range(3 * quarter - 2, 3 * quarter + 1)) for quarter in range(1, 5)},
    **{f"m{month:02}": (month,) for month in range(1, 13)},
}


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A box of the UNICEF framework; level: langsung, tidak langsung or akar, in every language."""

    key: str
    level: str
    label: Worded = Worded()


# From the immediate causes to the basic ones: the order in which the weakest services of an area are told.
CAUSES = (
    Cause(key="asupan", level="langsung", label=N_("Asupan gizi")),
    Cause(key="penyakit", level="langsung", label=N_("Penyakit")),
    Cause(key="pangan", level="tidak langsung", label=N_("Ketersediaan pangan")),  # no text
    Cause(key="pengasuhan", level="tidak langsung", label=N_("Pengasuhan")),  # no text
    Cause(key="layanan", level="tidak langsung", label=N_("Layanan kesehatan dan lingkungan")),  # no text
    Cause(key="akar", level="akar", label=N_("Kemiskinan dan perlindungan sosial")),
)


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service.

    number:               among the 29, None outside
    perpres_number:       among the specific or among the sensitive ones of Perpres 72/2021, None outside
    wording:              in full, as the 29 have it, else as the Perpres has it
    perpres_wording:      as the Perpres has it, "" outside
    denominator:          "" where only a number of families is reported, so that there is no coverage
    is_higher_better:     False: the lower the better, as for unmet need
    is_kind_verified:     False: spesifik or sensitif is our reading
    is_wording_verified:  False: the wording comes from a weak source
    months:               in which it is asked, None for all of them
    resembles:            key of a service of the other list that counts something else, and is not the same
    """

    key: str
    short: Worded = Worded()
    group: str
    kind: str
    cause: str
    wording: Worded = Worded()
    numerator: Worded = Worded()
    denominator: Worded = Worded()
    number: int | None = None
    perpres_number: int | None = None
    perpres_wording: Worded = Worded("")
    is_higher_better: bool = True
    is_kind_verified: bool = True
    is_wording_verified: bool = True
    months: tuple[int, ...] | None = None
    resembles: str = ""

    @property
    def has_coverage(self) -> bool:
        return bool(self.base)

    @property
    def base(self) -> str:
        """Whom the denominator counts, the same in every language: services of one base are of the same people."""
        return str(vars(self)["denominator"])

    @property
    def is_verified(self) -> bool:
        return self.is_kind_verified and self.is_wording_verified

    @property
    def order(self) -> tuple[int, int, int]:
        """The place in the UNICEF framework, then in the list of 29, then in the Perpres."""
        at = [one.key for one in CAUSES].index(self.cause)
        return at, self.number or 99, self.perpres_number or 99

    def is_scheduled(self, period: str) -> bool:
        """Whether a period (`MONTHS_OF_PERIOD`) has a month in which this is asked.

        Raises:
            KeyError: no such period.
        """
        return self.months is None or bool(set(self.months) & set(MONTHS_OF_PERIOD[period]))

    def number_in(self, listed: str) -> int | None:
        """Its number in one of `LISTS`, None outside."""
        return self.number if listed == ESSENTIAL else self.perpres_number

    def wording_in(self, listed: str) -> str:
        return self.perpres_wording or self.wording if listed == PERPRES else self.wording


def period_label(period: str, year: int) -> str:
    """("tw2", 2025) -> "Triwulan II 2025"; a month by its name, the whole year as "2025".

    Raises:
        KeyError: no such period.
    """
    months = MONTHS_OF_PERIOD[period]
    if period == "tahun":
        return str(year)
    if period.startswith("tw"):
        return _("Triwulan {roman} {year}", roman=ROMAN[int(period[2]) - 1], year=year)
    if period.startswith("s"):
        return _("Semester {roman} {year}", roman=ROMAN[int(period[1]) - 1], year=year)
    return formats.month(year, months[0])
