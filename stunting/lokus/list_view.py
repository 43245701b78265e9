"""The map of one list: the newest prevalence of a kabupaten by desa, with the desa of the list outlined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.charts.map_view import MapView
from stunting.classes import scheme_for
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine import maps
from stunting.routine.maps import Arrangement
from stunting.routine.periods import Period


def list_view(
    units: pd.DataFrame,
    whole: Any,
    *,
    indicator: Indicator,
    period: Period,
    year: int,
    codes: Sequence[str],
    title: str = "",
) -> MapView:
    """The map of the list of one year.

    units, whole: desa and kabupaten in `District.areas_in_period`, `whole` as its row
    title:        before the words for the quantity and the period
    """
    return maps.view(
        units,
        arrangement=Arrangement.SINGLE,
        indicator=indicator,
        scheme=scheme_for("who2018", units["value_pct"]),
        period=period,
        level="desa",
        lokus=codes,
        lokus_label=_("lokus {year}", year=year),
        source=_(
            "Sumber: pencatatan rutin (e-PPGBM), {period}; n = {base_n} balita diukur; cakupan {coverage}.",
            period=period.label,
            base_n=formats.number(whole.base_n),
            coverage=formats.percent(whole.coverage_pct),
        ),
        title=title or _("Prevalensi stunting menurut desa/kelurahan, {period}", period=period.label),
    )
