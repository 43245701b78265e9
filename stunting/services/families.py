"""Families at risk of stunting (keluarga berisiko stunting, KRS) and what puts them at risk.

A family may be at risk for several reasons at once, so factors are never added; each has its own base. The four
"terlalu" count couples (PUS), not families at risk: divided by those they would exceed 100 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.build.family_recap import COUPLE, HOUSE, NOT_AT_RISK, WELFARE, RecapColumn, of_part
from stunting.languages import N_, Words, _
from stunting.routine.bundles import bundled, every_leaf_alone
from stunting.services.coverage import SMALLEST_BASE, State

AT_RISK, FAMILIES = "krs_n", "family_n"
FACTORS: tuple[RecapColumn, ...] = (*of_part(HOUSE), *of_part(COUPLE))
RANKS = of_part(WELFARE)
# Later than any year of a figure.
ANY_YEAR = 9999
# A base in words.
OF = Words({FAMILIES: "keluarga sasaran", "pus_n": "PUS"})
KEYS = (AT_RISK, FAMILIES, NOT_AT_RISK, "pus_n", *(one.key for one in (*FACTORS, *RANKS)))
OVERLAP = N_(
    "Satu keluarga dapat punya beberapa faktor sekaligus: faktor-faktor ini tumpang tindih "
    "dan tidak dijumlahkan. Penyebut “4 terlalu” adalah pasangan usia subur (PUS), bukan "
    "keluarga berisiko."
)
ANNOUNCED_NOTE = N_(
    "Angka yang diumumkan ini menghitung anak, bukan keluarga, dan bukan balita stunting: "
    "caranya tidak dijelaskan, jadi tidak dibandingkan dengan angka lain di halaman ini."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Families:
    """Families at risk of some areas.

    rates:   one row per area: area_code, area_name, part_n, base_n, pct (null where hidden or unknown), state (value
             of a `State`), desa_n (desa with both counts)
    factors: per factor the same of the whole area, for factors that were reported
    years:   the years of the figures
    """

    rates: pd.DataFrame
    whole: pd.Series
    factors: Mapping[str, pd.Series]
    years: tuple[int, ...]
    sources: tuple[str, ...]
    is_sample: bool
    problems: tuple[str, ...]


def families(
    figures: pd.DataFrame, *, areas: pd.DataFrame, whole: pd.DataFrame, names: Mapping[str, str], is_public: bool
) -> Families | None:
    """Families at risk in some areas, and the factors of the whole; None where no desa has both counts.

    figures: as `lokus_queries.desa_figures`, in mode publik of the WHOLE kabupaten: the bundles must be the same on
             every page; areas: the rows, area_code and area_name, of one level; whole: the area itself, one such row;
    names:   of desa by code, for what does not add up
    """
    known = figures[figures["key"].isin(KEYS)]
    wide = known.pivot(index="desa_code", columns="key", values="value").reindex(columns=list(KEYS))
    if wide[[AT_RISK, FAMILIES]].dropna().empty:
        return None
    own = whole["area_code"].iloc[0]
    used = known[known["key"].isin([AT_RISK, FAMILIES]) & known["desa_code"].str.startswith(own)]
    factors = {
        one.key: _rates(wide, whole, part=one.key, base=one.base, is_public=is_public).iloc[0] for one in FACTORS
    }
    return Families(
        rates=_rates(wide, areas, part=AT_RISK, base=FAMILIES, is_public=is_public),
        whole=_rates(wide, whole, part=AT_RISK, base=FAMILIES, is_public=is_public).iloc[0],
        factors={key: row for key, row in factors.items() if row["state"] != State.NO_DATA},
        years=tuple(sorted(int(year) for year in used["year"].unique())),
        sources=tuple(dict.fromkeys(used["source"])),
        is_sample=bool(used["is_sample"].any()),
        problems=problems(wide[wide.index.str.startswith(own)], names),
    )


def _rates(wide: pd.DataFrame, areas: pd.DataFrame, *, part: str, base: str, is_public: bool) -> pd.DataFrame:
    """One row per area: sums over the desa that have both counts."""
    told = wide[[part, base]].dropna()
    desa = told.index.to_numpy(dtype=object).astype(str)
    parts, bases = told[part].to_numpy(dtype=float), told[base].to_numpy(dtype=float)
    codes = areas["area_code"].tolist()
    digits = len(codes[0]) if codes else 0
    at = {code: number for number, code in enumerate(codes)}
    group = np.array([at.get(code[:digits], -1) for code in desa], dtype=np.int64)
    inside = group >= 0
    hidden = np.zeros(len(codes), dtype=bool)
    if is_public:
        hidden = _hidden(desa, parts, bases, group, group_n=len(codes)) | (digits > 6)
    part_n = np.bincount(group[inside], weights=parts[inside], minlength=len(codes))
    base_n = np.bincount(group[inside], weights=bases[inside], minlength=len(codes))
    desa_n = np.bincount(group[inside], minlength=len(codes))
    state = np.where(base_n < SMALLEST_BASE, State.SMALL_N.value, "").astype(object)
    state[hidden] = State.HIDDEN.value
    state[desa_n == 0] = State.NO_DATA.value
    with np.errstate(divide="ignore", invalid="ignore"):
        pct = np.where(state == "", part_n / base_n * 100, np.nan)
    is_known = (desa_n > 0) & ~hidden
    return pd.DataFrame(
        {
            "area_code": codes,
            "area_name": areas["area_name"].tolist(),
            "part_n": np.where(is_known, part_n, np.nan),
            "base_n": np.where(is_known, base_n, np.nan),
            "pct": pct,
            "state": state,
            "desa_n": desa_n,
        }
    )


def _hidden(desa: np.ndarray, parts: np.ndarray, bases: np.ndarray, group: np.ndarray, *, group_n: int) -> np.ndarray:
    """Areas whose sum would tell 1-4 families or couples, of those with the factor or those without."""
    counts = np.maximum(np.stack([parts, bases - parts], axis=1), 0).astype(np.int64)
    scopes = [np.unique(desa.astype(f"U{digits}"), return_inverse=True)[1].reshape(-1) for digits in (6, 4)]
    return bundled(counts, finer=every_leaf_alone(len(desa)), scopes=scopes, size=bases).hidden_groups(
        group, group_n=group_n
    )


def problems(wide: pd.DataFrame, names: Mapping[str, str], *, most: int = 5) -> tuple[str, ...]:
    """What does not add up, one sentence per rule, with the first desa it concerns."""
    risk, total = wide[AT_RISK], wide[FAMILIES]
    ranks = wide[[one.key for one in RANKS]]
    found = [
        (_("jumlah KRS melebihi keluarga sasaran"), wide.index[risk > total]),
        (
            _("KRS ditambah keluarga tidak berisiko tidak sama dengan keluarga sasaran"),
            wide.index[
                (risk + wide[NOT_AT_RISK] != total) & wide[[AT_RISK, NOT_AT_RISK, FAMILIES]].notna().all(axis=1)
            ],
        ),
        (
            _("kelima kolom kesejahteraan bersama tidak sama dengan jumlah KRS"),
            wide.index[(ranks.sum(axis=1) != risk) & ranks.notna().all(axis=1) & risk.notna()],
        ),
        *(
            (
                _("{factor} melebihi {of}", factor=_(one.label), of=OF[one.base]),
                wide.index[wide[one.key] > wide[one.base]],
            )
            for one in FACTORS
        ),
    ]
    return tuple(
        _("{said} di {desa}. Periksa berkas asalnya.", said=said, desa=_named(list(codes), names, most))
        for said, codes in found
        if len(codes)
    )


def _named(codes: Sequence[str], names: Mapping[str, str], most: int) -> str:
    first = ", ".join(names.get(code, code) for code in codes[:most])
    rest = (
        _(", dan {codes_n} desa/kelurahan lain", codes_n=formats.number(len(codes) - most)) if len(codes) > most else ""
    )
    return f"{first}{rest}"
