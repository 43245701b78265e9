"""Share of the money beside share of the need, per area; money that is not broken down stays where it was written.

Rupiah per child tells the number of children to whoever knows the rupiah. So it is given only where that number is
shown, in mode publik from 5 children on; nothing is ever divided by a hidden count or by 0.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from stunting import formats
from stunting.frames import whole_numbers
from stunting.languages import N_, Words, _
from stunting.routine.district import Mode
from stunting.services.coverage import State
from stunting.services.families import families

STUNTED, KRS = "stunting", "krs"
NEEDS = Words({STUNTED: "Balita stunting", KRS: "Keluarga berisiko (KRS)"})
WORDS = Words({STUNTED: "balita stunting", KRS: "keluarga berisiko"})
SMALLEST_PUBLIC = 5
# A sentence names no more areas.
MOST_NAMED = 8


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Money beside need, one year of one kabupaten or kecamatan.

    frame: one row per area, most needy first, those of unknown need last: area_code, area_name, budget_rp (null where
           no row was written, which is not 0), realised_rp, realised_of_rp (budget of the rows with a known
           realisation), direct_rp, need_n (null where hidden or unknown), is_hidden, budget_share_pct,
           need_share_pct, rp_per_need (null where it may not be told), is_lokus
    above_rp:  money written for the area as a whole or for a level between, not broken down
    realised_rp: of all rows whose realisation is known, realised_of_rp: their budget
    hidden_need_n: need that lies in areas whose number is hidden; null where the total is unknown
    """

    frame: pd.DataFrame = field(repr=False)
    need: str
    total_rp: int
    above_rp: int
    realised_rp: int
    realised_of_rp: int
    total_need_n: int | None
    hidden_need_n: int | None


def shares(
    funds: pd.DataFrame,
    units: pd.DataFrame,
    *,
    whole_code: str,
    total_need_n: int | None,
    need: str,
    mode: Mode,
    lokus: Collection[str] = (),
) -> Shares:
    """Put money and need of the same areas side by side.

    funds: rows of `village_funds` of one year inside the whole
    units: area_code, area_name, need_n (null where hidden or unknown), is_hidden; codes of one level
    total_need_n: of the whole, null where it is hidden or unknown; shares of the need then stay unknown
    """
    codes = units["area_code"].astype(str).tolist()
    length = len(codes[0]) if codes else len(whole_code) + 2
    inside = funds[funds["area_code"].str.startswith(whole_code)]
    at_unit = inside[inside["area_code"].str.len() >= length]
    grouped = at_unit.assign(
        unit=at_unit["area_code"].str[:length],
        known_rp=at_unit["budget_rp"].where(at_unit["realised_rp"].notna()),
        direct=at_unit["budget_rp"].where(at_unit["is_direct"], 0),
    ).groupby("unit")
    money = grouped.agg(budget_rp=("budget_rp", "sum"), direct_rp=("direct", "sum"))
    money["realised_rp"] = grouped["realised_rp"].sum(min_count=1)
    money["realised_of_rp"] = grouped["known_rp"].sum(min_count=1)
    frame = units[["area_code", "area_name", "need_n", "is_hidden"]].merge(
        money, left_on="area_code", right_index=True, how="left"
    )
    total_rp = int(inside["budget_rp"].sum())
    known = inside[inside["realised_rp"].notna()]
    need_n = pd.to_numeric(frame["need_n"]).to_numpy(dtype=float, na_value=np.nan)
    budget = pd.to_numeric(frame["budget_rp"]).to_numpy(dtype=float, na_value=np.nan)
    smallest = SMALLEST_PUBLIC if mode is Mode.PUBLIC else 1
    can_divide = ~np.isnan(need_n) & (need_n >= smallest) & ~frame["is_hidden"].to_numpy(dtype=bool) & ~np.isnan(budget)
    per_need = np.full(len(frame), np.nan)
    per_need[can_divide] = budget[can_divide] / need_n[can_divide]
    total = None if total_need_n is None or pd.isna(total_need_n) else int(total_need_n)
    frame = frame.assign(
        budget_share_pct=100 * budget / total_rp if total_rp else np.nan,
        need_share_pct=100 * need_n / total if total else np.nan,
        rp_per_need=per_need,
        is_lokus=frame["area_code"].isin(set(lokus)),
    )
    for name in ("budget_rp", "realised_rp", "realised_of_rp", "direct_rp", "need_n"):
        frame[name] = whole_numbers(frame[name])
    frame = frame.sort_values(["need_n", "area_code"], ascending=[False, True], na_position="last", ignore_index=True)
    shown = int(np.nansum(need_n))
    return Shares(
        frame=frame,
        need=need,
        total_rp=total_rp,
        above_rp=total_rp - int(at_unit["budget_rp"].sum()),
        realised_rp=int(known["realised_rp"].sum()),
        realised_of_rp=int(known["budget_rp"].sum()),
        total_need_n=total,
        hidden_need_n=None if total is None else max(total - shown, 0),
    )


def of_krs(
    figures: pd.DataFrame, units: pd.DataFrame, *, whole_code: str, mode: Mode
) -> tuple[pd.DataFrame, int | None]:
    """Families at risk added up to areas (area_code, area_name, need_n, is_hidden), and those of the whole.

    A sum of desa counts as unknown where no desa has a figure. Mode publik shows the very numbers of the page Layanan,
    hidden where they are hidden there: another sum of the same desa would tell by subtraction what is left out.

    figures: as `desa_figures`; in mode publik of the whole kabupaten, newest of any year
    """
    named = units[["area_code", "area_name"]]
    if mode is Mode.PUBLIC:
        return _of_krs_for_all(figures, named, whole_code)
    length = len(str(units["area_code"].iloc[0])) if len(units) else 6
    krs = figures[figures["key"] == "krs_n"]
    sums = krs.groupby(krs["desa_code"].str[:length])["value"].sum()
    counted = named.assign(need_n=whole_numbers(units["area_code"].map(sums)), is_hidden=False)
    return counted, None if counted["need_n"].isna().all() else int(counted["need_n"].sum())


def _of_krs_for_all(figures: pd.DataFrame, named: pd.DataFrame, whole_code: str) -> tuple[pd.DataFrame, int | None]:
    whole = pd.DataFrame({"area_code": [whole_code], "area_name": [""]})
    found = families(figures, areas=named, whole=whole, names={}, is_public=True)
    if found is None:
        return named.assign(need_n=whole_numbers([None] * len(named)), is_hidden=False), None
    part = found.rates["part_n"].to_numpy()
    hidden = (found.rates["state"] == State.HIDDEN.value).to_numpy()
    total = found.whole["part_n"]
    return named.assign(need_n=whole_numbers(part), is_hidden=hidden), None if pd.isna(total) else int(total)


def sentences(found: Shares, *, unit_words: str, place: str, year: int) -> list[str]:
    """What the room should hear first: the money, where it is, and who needs it without having any."""
    frame = found.frame
    word = WORDS[found.need]
    said = [
        _(
            "{place}, {year}: {total_rp} tercatat untuk stunting.",
            place=place,
            year=year,
            total_rp=formats.rupiah(found.total_rp),
        )
    ]
    if found.above_rp:
        said.append(
            _(
                "{above_rp} di antaranya tidak dirinci per {unit_words} dan tidak dibagi rata ke mana pun.",
                above_rp=formats.rupiah(found.above_rp),
                unit_words=unit_words,
            )
        )
    if found.realised_of_rp:
        share = 100 * found.realised_rp / found.realised_of_rp
        said.append(
            _("Realisasi {share} dari anggaran yang realisasinya sudah diketahui.", share=formats.percent(share))
        )
    needy = frame[frame["budget_rp"].isna() & (frame["need_n"] > 0)]
    if len(needy):
        first = ", ".join(str(name) for name in needy["area_name"][:3])
        more = _(" dan {n} lagi", n=len(needy) - 3) if len(needy) > 3 else ""
        said.append(_("Tanpa dana yang tercatat padahal ada {word}: {first}{more}.", word=word, first=first, more=more))
    lokus = frame[frame["is_lokus"] & frame["budget_rp"].isna()]
    if len(lokus):
        names = ", ".join(str(name) for name in lokus["area_name"][:MOST_NAMED])
        more = _(" dan {n} lagi", n=formats.number(len(lokus) - MOST_NAMED)) if len(lokus) > MOST_NAMED else ""
        said.append(
            _(
                "{lokus_n} desa/kelurahan lokus belum punya dana yang tercatat: {names}{more}.",
                lokus_n=formats.number(len(lokus)),
                names=names,
                more=more,
            )
        )
    return said


def table(found: Shares) -> pd.DataFrame:
    """The rows for a page or a file, with the money that is not broken down and the need that is hidden as own rows."""
    frame = found.frame
    need = NEEDS[found.need]
    rows = pd.DataFrame(
        {
            N_("Kode"): frame["area_code"],
            N_("Wilayah"): frame["area_name"],
            N_("Lokus"): frame["is_lokus"],
            need: frame["need_n"],
            N_("Bagian kebutuhan (%)"): frame["need_share_pct"].astype("Float64"),
            N_("Anggaran (Rp)"): frame["budget_rp"],
            N_("Bagian anggaran (%)"): frame["budget_share_pct"].astype("Float64"),
            N_("Langsung ke sasaran (Rp)"): frame["direct_rp"],
            N_("Realisasi (Rp)"): frame["realised_rp"],
            N_("Realisasi (%)"): _realised(frame),
            _("Rupiah per {words}", words=WORDS[found.need]): whole_numbers(frame["rp_per_need"].round()),
            N_("Keterangan"): [_remark(row) for row in frame.to_dict("records")],
        }
    )
    extra = []
    if found.above_rp:
        extra.append(
            {
                N_("Wilayah"): _("Tidak dirinci"),
                N_("Lokus"): False,
                N_("Anggaran (Rp)"): found.above_rp,
                N_("Bagian anggaran (%)"): 100 * found.above_rp / found.total_rp,
                N_("Keterangan"): _("dana tingkat di atasnya; tidak dibagi"),
            }
        )
    if found.hidden_need_n and found.total_need_n:
        extra.append(
            {
                N_("Wilayah"): _("Tidak ditampilkan per wilayah"),
                N_("Lokus"): False,
                need: found.hidden_need_n,
                N_("Bagian kebutuhan (%)"): 100 * found.hidden_need_n / found.total_need_n,
                N_("Keterangan"): _("angka 1–4 dan yang dapat membukanya disembunyikan, atau belum diketahui"),
            }
        )
    if extra:
        further = pd.DataFrame(extra, columns=rows.columns).astype({name: rows[name].dtype for name in rows.columns})
        rows = pd.concat([rows, further], ignore_index=True)
    return rows


def _realised(frame: pd.DataFrame) -> pd.Series:
    realised = pd.to_numeric(frame["realised_rp"]).astype("Float64")
    of_rp = pd.to_numeric(frame["realised_of_rp"]).astype("Float64")
    return (100 * realised / of_rp).where(of_rp > 0)


def _remark(row: dict[Any, Any]) -> str:
    said = []
    if row["is_hidden"]:
        said.append(_("kebutuhan disembunyikan"))
    elif pd.isna(row["need_n"]):
        said.append(_("kebutuhan tidak diketahui"))
    if pd.isna(row["budget_rp"]):
        said.append(_("tidak ada dana yang tercatat"))
    return "; ".join(said)
