"""What is asked of the routine figures, as the link of a view says it: one reading for pages and slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from stunting.errors import NoDataError
from stunting.geography import Area, Register
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine.district import Mode, Question
from stunting.routine.periods import Period, PeriodKind
from stunting.routine.selection import LOKUS_LABELS, Selection
from stunting.routine.suppression import LEVELS_WITH_GROUPS

# What the link says -> what the counts say.
SEXES = {"": "", "L": "m", "P": "f"}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the reader asks of the routine figures."""

    period: Period
    question: Question
    posyandu_id: str = ""
    posyandu_name: str = ""

    @property
    def indicator(self) -> Indicator:
        return self.question.indicator

    @property
    def selection(self) -> Selection:
        return self.question.selection

    @property
    def is_public(self) -> bool:
        return self.question.mode is Mode.PUBLIC

    def is_offered_at(self, level: str) -> bool:
        """Mode publik tells boys from girls, and ages, from the kabupaten upwards."""
        is_grouped = bool(self.selection.sex or self.selection.age)
        return not (self.is_public and is_grouped) or level in LEVELS_WITH_GROUPS

    @property
    def where_and_when(self) -> str:
        """The period and the children, as a subtitle says it."""
        return "; ".join(part for part in (self.period.label, self.selection.words) if part)


def scope_code(area: Area, register: Register) -> str:
    """The area whose periods and facilities are offered: the kabupaten of a kecamatan or desa."""
    kabupaten = register.ancestor(area.code, "kabupaten")
    return kabupaten.code if kabupaten else area.code


def no_routine(area: Area) -> NoDataError:
    """Why there is nothing to choose from."""
    return NoDataError(
        _(
            "Belum ada data rutin (e-PPGBM) untuk {area}. Impor berkasnya di halaman Data, atau pilih kabupaten lain.",
            area=area.official_name,
        )
    )


def period_key(period: Period) -> str:
    """A period as it stands in the link."""
    return f"{period.kind.value}:{period.key}"


def newest_first(offered: Sequence[Period]) -> list[Period]:
    """Bulan Timbang before the months of the same date."""
    order = (PeriodKind.WINDOW, PeriodKind.MONTH, PeriodKind.YEAR)
    return sorted(offered, key=lambda one: (-one.end.toordinal(), order.index(one.kind)))


def puskesmas_names(facilities: pd.DataFrame) -> dict[str, str]:
    """Id and name of the puskesmas in `routine_queries.facilities_of_area`, "" for all of them first."""
    rows = facilities[facilities["kind"] == "puskesmas"]
    return {"": _("Semua puskesmas")} | dict(zip(rows["id"], rows["name"], strict=True))


def lokus_options(lists: pd.DataFrame) -> dict[str, str]:
    """Key in the link and label of the desa of `lokus_queries.lokus_of_area`, newest list first."""
    years = sorted({int(one) for one in lists["lokus_year"]}, reverse=True)
    return {"": LOKUS_LABELS[""]} | {
        f"{key}-{year}": f"{LOKUS_LABELS[key]} {year}" for year in years for key in ("ya", "tidak")
    }


def selection_of(*, sex: str, age: str, puskesmas: str, lokus: str, names: Mapping[str, str]) -> Selection:
    """The children that the choices of a link mean; names: `puskesmas_names`."""
    which, _ignored, year = lokus.partition("-")
    return Selection(
        sex=SEXES[sex],
        age=age,
        puskesmas_id=puskesmas,
        puskesmas_name=names[puskesmas] if puskesmas else "",
        lokus=which,
        lokus_year=int(year or 0),
    )


def lokus_at(lists: pd.DataFrame, *, year: int = 0) -> tuple[list[str], str]:
    """The desa that are lokus in a year, by default the newest one, and what the legend calls them.

    lists: `lokus_queries.lokus_of_area`
    """
    if lists.empty:
        return [], ""
    wanted = year or int(lists["lokus_year"].max())
    return lists.loc[lists["lokus_year"] == wanted, "desa_code"].tolist(), _("lokus {wanted}", wanted=wanted)
