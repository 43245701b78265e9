"""Units in the order of their rate, the ranks each of them may have, and steadied rates where these are asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting.geography import Area, Register
from stunting.indicators import Indicator
from stunting.languages import N_, _
from stunting.stabilised import posterior_draws, rank_intervals, raw_draws, stabilise

STEADIED_NOTE = N_(
    "Ditarik ke arah kecamatannya (Bayes empiris, beta-binomial), lebih jauh bila balitanya "
    "sedikit: untuk menimbang urutan, bukan untuk dilaporkan."
)
CAUTION = N_("Peringkat yang berdekatan belum tentu berbeda: yang ditulis adalah rentang peringkat yang mungkin (95%).")


def scope_of(area: Area, register: Register) -> tuple[Area, dict[str, str]]:
    """The area whose units are ranked, and the levels offered with their labels; area: a kabupaten or below it."""
    if area.level == "kabupaten":
        return area, {"kecamatan": _("Kecamatan"), "desa": "Desa/kelurahan"}
    return register.get(area.code[:6]), {"desa": "Desa/kelurahan"}


def ranked(units: pd.DataFrame, *, indicator: Indicator, is_stabilised: bool = False) -> pd.DataFrame:
    """Rows of `District.areas_in_period` with the interval of their rank.

    Adds rank_low, rank_high (1 is the neediest; null without a rate) and, when asked for, stabilised_pct. Only areas
    whose rate is shown take part, so a hidden count cannot be read off an order or off a steadied neighbour.
    """
    is_shown = (units["value_pct"].notna() & (units["hits_n"] <= units["base_n"])).fillna(False).to_numpy(dtype=bool)
    shown = units[is_shown]
    columns = {name: np.full(len(units), np.nan) for name in ("rank_low", "rank_high", "stabilised_pct")}
    if len(shown):
        hits, base = (shown[name].to_numpy(dtype=float) for name in ("hits_n", "base_n"))
        if is_stabilised:
            steadied = stabilise(shown, hits="hits_n", base="base_n")
            columns["stabilised_pct"][is_shown] = steadied.frame["value_pct"].to_numpy()
            draws = posterior_draws(steadied)
        else:
            draws = raw_draws(hits, base)
        ranks = rank_intervals(draws if indicator.is_higher_worse else -draws)
        columns["rank_low"][is_shown] = ranks["rank_low"].to_numpy()
        columns["rank_high"][is_shown] = ranks["rank_high"].to_numpy()
    frame = units.assign(**columns)
    return frame if is_stabilised else frame.drop(columns="stabilised_pct")
