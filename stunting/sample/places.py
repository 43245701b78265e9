"""Which puskesmas serves which desa of a kabupaten, in a sample.

One puskesmas per kecamatan, with two exceptions that real kabupaten have: one kecamatan is divided between two
puskesmas (in Kab. Pasuruan that is Kec. Kejayan: Kejayan and Ambal-Ambil), and one puskesmas also serves a desa of the
neighbouring kecamatan. Which desa belong to which is invented.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from stunting.errors import UnknownAreaError
from stunting.geography import Register, compact

# Kecamatan code -> desa that gives its name to the second puskesmas. Source: Forkopimcam report of Kec. Kejayan.
KNOWN_DIVISIONS = {"351406": "Ambal-Ambil"}
POSYANDU = ("MELATI", "MAWAR", "ANGGREK", "DAHLIA", "KENANGA", "FLAMBOYAN")


def services(register: Register, kabupaten_code: str) -> pd.DataFrame:
    """One row per desa: desa_code, desa, kind, kecamatan_code, kecamatan, puskesmas, is_key (shows an exception).

    Raises:
        UnknownAreaError: the code is no kabupaten/kota.
    """
    kabupaten = register.get(kabupaten_code)
    if kabupaten.level != "kabupaten":
        raise UnknownAreaError(kabupaten_code, hint="Tulis kode kabupaten/kota empat angka, misalnya 3514.")
    rows = [
        {
            "desa_code": desa.code,
            "desa": desa.name,
            "kind": desa.kind,
            "kecamatan_code": kecamatan.code,
            "kecamatan": kecamatan.name,
            "puskesmas": kecamatan.name,
            "is_key": False,
            "lat": desa.lat if desa.lat is not None else kecamatan.lat,
            "lon": desa.lon if desa.lon is not None else kecamatan.lon,
        }
        for kecamatan in register.children(kabupaten_code)
        for desa in register.children(kecamatan.code)
    ]
    frame = _without_same_names(pd.DataFrame(rows))
    divided = _divide(frame)
    _cross(frame, divided)
    return frame.drop(columns=["lat", "lon"])


def chosen(served: pd.DataFrame, desa_n: int) -> pd.DataFrame:
    """So many desa, of few puskesmas, those that show the exceptions first; all of them where there are not more."""
    if desa_n >= len(served):
        return served
    first = served[served["is_key"]]["puskesmas"].unique().tolist()
    order = [*first, *(name for name in served["puskesmas"].unique() if name not in first)]
    used = order[: max(4, desa_n // 6)]
    ranked = served[served["puskesmas"].isin(used)].sort_values("is_key", ascending=False, kind="stable")
    turn = ranked.groupby("puskesmas").cumcount().to_numpy()
    place = ranked["puskesmas"].map({name: at for at, name in enumerate(used)}).to_numpy()
    picked = ranked.iloc[np.lexsort((place, turn))[:desa_n]]
    return picked.sort_values("desa_code").reset_index(drop=True)


def posyandu_names(rng: np.random.Generator, desa_n: int, children: int) -> list[list[str]]:
    """Names of the posyandu of each desa, about one for 25 children, four at most."""
    most = int(np.clip(children / max(desa_n, 1) // 25, 1, 4))
    return [
        [f"{POSYANDU[int(rng.integers(len(POSYANDU)))]} {number + 1}" for number in range(most)] for _ in range(desa_n)
    ]


def _without_same_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Desa whose name is unique in their kecamatan: another one could not be told apart by any file."""
    form = frame["kecamatan_code"] + frame["desa"].map(compact)
    return frame[~form.duplicated(keep=False)].reset_index(drop=True)


def _divide(frame: pd.DataFrame) -> str:
    """Give a second puskesmas to one kecamatan; returns the code of that kecamatan."""
    known = [code for code in KNOWN_DIVISIONS if (frame["kecamatan_code"] == code).any()]
    code = known[0] if known else str(frame["kecamatan_code"].value_counts().sort_index().idxmax())
    own = frame.index[frame["kecamatan_code"] == code]
    lat, lon = frame.loc[own, "lat"].to_numpy(), frame.loc[own, "lon"].to_numpy()
    named = np.flatnonzero((frame.loc[own, "desa"] == KNOWN_DIVISIONS.get(code, "")).to_numpy())
    seat = int(named[0]) if len(named) else int(np.argmax((lat - lat.mean()) ** 2 + (lon - lon.mean()) ** 2))
    near = np.argsort((lat - lat[seat]) ** 2 + (lon - lon[seat]) ** 2, kind="stable")[: max(1, len(own) // 3)]
    frame.loc[own[near], "puskesmas"] = frame.loc[own[seat], "desa"]
    frame.loc[own[seat], "is_key"] = True
    rest = np.setdiff1d(np.arange(len(own)), near)
    frame.loc[own[rest[:1]], "is_key"] = True
    return code


def _cross(frame: pd.DataFrame, divided: str) -> None:
    """Let the puskesmas of one kecamatan also serve the desa of another one that lies nearest to it."""
    others = frame[frame["kecamatan_code"] != divided]
    centres = others.groupby("kecamatan_code")[["lat", "lon"]].mean()
    if len(centres) < 2:
        return
    lat, lon = others["lat"].to_numpy(), others["lon"].to_numpy()
    squares = (lat[:, None] - centres["lat"].to_numpy()) ** 2 + (lon[:, None] - centres["lon"].to_numpy()) ** 2
    own = centres.index.get_indexer(pd.Index(others["kecamatan_code"]))
    lead = squares[np.arange(len(others)), own][:, None] - squares
    lead[np.arange(len(others)), own] = -np.inf
    row, centre = divmod(int(np.argmax(lead)), lead.shape[1])
    host = centres.index[centre]
    frame.loc[others.index[row], "puskesmas"] = frame.loc[frame["kecamatan_code"] == host, "kecamatan"].iloc[0]
    frame.loc[others.index[row], "is_key"] = True
    left = frame.index[(frame["kecamatan_code"] == others["kecamatan_code"].iloc[row]) & ~frame["is_key"]]
    frame.loc[left[:1], "is_key"] = True
