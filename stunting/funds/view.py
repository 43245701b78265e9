"""What a tab, a slide and a file show of the money of one kabupaten or kecamatan: need and money of the same areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts.fund_dumbbell import dumbbell
from stunting.charts.picture import Picture
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.funds import shares
from stunting.funds.kinds import NO_FIXED_SHARE
from stunting.funds.shares import KRS, NEEDS, STUNTED, WORDS, Shares
from stunting.geography import Area, Register
from stunting.indicators import indicator
from stunting.languages import N_, Words, _, in_indonesian
from stunting.routine.district import District, Mode, Question, newest, permitted
from stunting.routine.periods import Period
from stunting.services.families import ANY_YEAR

# What the link calls the choices of the tab.
YEAR, NEED, UNIT = "tahun-dana", "kebutuhan", "satuan-dana"
UNITS = Words({"kecamatan": "Kecamatan", "desa": "Desa/kelurahan"})
UNIT_WORDS = {"kecamatan": "kecamatan", "desa": "desa/kelurahan"}
MODE_WORDS = Words({Mode.PUBLIC: "publik", Mode.INTERNAL: "internal"})
NO_RATE = N_("Rupiah per sasaran hanya dihitung di tempat yang jumlah sasarannya boleh ditampilkan.")


@dataclass(frozen=True, kw_only=True)
class FundView:
    """Money beside need of one year.

    period_label: of the stunted children, "" for families at risk
    """

    area: Area
    unit_level: str
    year: int
    found: Shares
    mode: Mode
    period_label: formats.Dated = formats.Dated()
    is_sample: bool

    @property
    def sentences(self) -> list[str]:
        """What the room should hear first."""
        return shares.sentences(
            self.found, unit_words=UNIT_WORDS[self.unit_level], place=self.area.official_name, year=self.year
        )

    @property
    def source(self) -> str:
        newest_year = "" if self.mode is Mode.PUBLIC else _(" sampai tahun itu")
        of_need = (
            _("kebutuhan: balita stunting pencatatan rutin (e-PPGBM), {period_label}", period_label=self.period_label)
            if self.found.need == STUNTED
            else _("kebutuhan: keluarga berisiko stunting, angka terbaru{newest_year}", newest_year=newest_year)
        )
        return _(
            "Sumber: dana yang dimasukkan per wilayah, {year}; {of_need} (mode {mode}).",
            year=self.year,
            of_need=of_need,
            mode=MODE_WORDS[self.mode],
        )

    @property
    def notes(self) -> tuple[str, ...]:
        return (_(NO_FIXED_SHARE), _(NO_RATE))

    @property
    def table(self) -> pd.DataFrame:
        return shares.table(self.found)

    def picture(self) -> Picture:
        """Share of the need beside share of the money."""
        return dumbbell(
            self.found.frame,
            need_words=WORDS[self.found.need],
            place=self.area.official_name,
            year=self.year,
            unit_words=UNIT_WORDS[self.unit_level],
            source=self.source,
            table=self.table,
            is_sample=self.is_sample,
            notes=self.notes,
        )


def scope_of(area: Area, register: Register) -> Area:
    """Whose money is shown: the kecamatan of a desa, else the kecamatan or kabupaten itself.

    Raises:
        NoDataError: the area is larger than a kabupaten.
    """
    found = register.ancestor(area.code, "kecamatan") or register.ancestor(area.code, "kabupaten")
    if found is None:
        raise NoDataError(_("Dana dilihat per kabupaten/kota. Pilih kabupaten/kota di atas."))
    return found


def figures_until(year: int, *, mode: Mode) -> int:
    """The newest year whose `desa_figures` stand beside the money of a year.

    In mode publik any: with the years side by side the first figure of a desa could be subtracted.
    """
    return ANY_YEAR if mode is Mode.PUBLIC else year


def fund_view(
    district: District,
    funds: pd.DataFrame,
    figures: pd.DataFrame,
    area: Area,
    *,
    unit_level: str,
    year: int,
    need: str,
    mode: Mode,
    lokus: pd.DataFrame,
) -> FundView:
    """Money of one year beside the need.

    funds:   rows of `village_funds` inside the kabupaten; figures: rows of `desa_figures` of the kabupaten
             until `figures_until`; lokus: rows of `lokus_of_area`
    area, unit_level: of `scope_of`, and "kecamatan" or "desa" below it

    Raises:
        NoDataError: no money of that year inside the area, or nobody counted.
    """
    mode = permitted(mode, area.code)
    own = funds[(funds["year"] == year) & funds["area_code"].str.startswith(area.code)]
    if own.empty:
        raise NoDataError(
            _(
                "Belum ada dana {year} untuk {area}. Pilih tahun lain atau masukkan dananya.",
                year=year,
                area=area.official_name,
            )
        )
    listed = lokus[lokus["lokus_year"] == year]["desa_code"].tolist() if unit_level == "desa" else []
    if need == KRS:
        units = district.areas(level=unit_level, within=area.code)[["area_code", "area_name"]]
        counted, total = shares.of_krs(figures, units, whole_code=area.code, mode=mode)
        label, is_sample = "", bool(figures["is_sample"].any()) if len(figures) else False
    else:
        period = period_of(district, area, year=year, mode=mode)
        question = Question(indicator=indicator("stunting"), mode=mode)
        rows = district.areas_in_period(within=area.code, level=unit_level, period=period, question=question)
        whole: Any = next(
            records(district.areas_in_period(within=area.code, level=area.level, period=period, question=question))
        )
        counted = rows[["area_code", "area_name"]].assign(
            need_n=rows["stunted_n"], is_hidden=rows["is_suppressed"].to_numpy(dtype=bool)
        )
        total = None if pd.isna(whole.stunted_n) else int(whole.stunted_n)
        # As the data keep it, for a paper may be made of it in another language.
        label, is_sample = in_indonesian(lambda: period.label)(), bool(rows["is_sample"].any())
    found = shares.shares(own, counted, whole_code=area.code, total_need_n=total, need=need, mode=mode, lokus=listed)
    return FundView(
        area=area,
        unit_level=unit_level,
        year=year,
        found=found,
        mode=mode,
        period_label=label,
        is_sample=is_sample or bool(own["is_sample"].any()),
    )


def period_of(district: District, area: Area, *, year: int, mode: Mode) -> Period:
    """The newest Bulan Timbang, else month, of the year of the money; without any the newest before or after it.

    Raises:
        NoDataError: the kabupaten has no routine figures.
    """
    known = district.periods(area.code[:4], mode=mode)
    inside = newest([one for one in known if one.year <= year]) or newest(known)
    if inside is None:
        raise NoDataError(
            _(
                "Belum ada data rutin untuk {area}, jadi kebutuhannya tidak diketahui. Impor "
                "berkas e-PPGBM, atau pilih keluarga berisiko.",
                area=area.official_name,
            )
        )
    return inside


__all__ = [
    "KRS",
    "NEED",
    "NEEDS",
    "STUNTED",
    "UNIT",
    "UNITS",
    "YEAR",
    "FundView",
    "figures_until",
    "fund_view",
    "period_of",
    "scope_of",
]
