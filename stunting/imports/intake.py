"""Typed rows -> staged rows: keys instead of names, codes instead of places, z-scores instead of trust.

The last place in which a person is known. What leaves here is written to the temporary folder of the import.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from stunting.anthro import scores
from stunting.geography import Area, compact, split_kind
from stunting.imports import rows
from stunting.imports.facilities import FacilityRegister
from stunting.imports.identity import Keys, spelling, spellings
from stunting.imports.kabupaten import kabupaten_form
from stunting.imports.masking import masked
from stunting.imports.places import UNMATCHED, MatchedPlaces, PlaceMatcher
from stunting.imports.rules import NO_PERIOD, REASON_CODES

SEXES = {"m": scores.BOY, "f": scores.GIRL}
POSTURES = {"l": scores.LYING, "h": scores.STANDING}
OTHER_KABUPATEN = "kabupaten_lain"
TOO_OLD = "umur_60_bulan_lebih"
BEFORE_BIRTH = "tgl_ukur_sebelum_lahir"
WAITING = "wilayah_menunggu_tinjauan"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of some rows.

    waiting_n: number of the written place -> rows that wait for it
    replaced:  file_no and row_no of rows, of this or an earlier file, that a later one about the same thing replaces
    """

    staged: pa.Table
    rejected: pa.Table
    read_n: int
    rejected_n: Counter[str]
    nameless_n: int
    waiting_n: Counter[int]
    replaced: list[tuple[int, int]] = field(default_factory=list)


class Intake:
    """Turns the rows of all files of one import into staged rows; numbers them in the order they come."""

    def __init__(self, *, kabupaten: Area, places: PlaceMatcher, facilities: FacilityRegister, keys: Keys) -> None:
        self._kabupaten = kabupaten
        self._places = places
        self._facilities = facilities
        self._keys = keys
        self._next_row = 1
        self._latest: dict[tuple[object, ...], tuple[int, int]] = {}

    def children(self, frame: pd.DataFrame, *, file_no: int, file_key: str) -> Taken:
        """Rows with the columns of `rows.PARSED`; a row without measuring date and period is rejected here.

        file_key: content hash of the file; with the row number it identifies a row that names nobody
        """
        frame = frame.reset_index(drop=True)
        reason = self._reasons(frame)
        used = frame[reason == ""].reset_index(drop=True)
        found = self._places.match(used["kecamatan"], used["desa"])
        is_nameless = (used["nik"] == "") & (used["name"].str.strip() == "") & ~found.is_waiting
        return self._taken(
            frame.assign(reason=reason),
            self._staged(used, found, file_no=file_no, file_key=file_key),
            waiting=used.assign(place_no=found.place_no)[found.is_waiting],
            file_no=file_no,
            nameless_n=int(is_nameless.sum()),
        )

    def village_items(self, frame: pd.DataFrame, *, file_no: int) -> Taken:
        """Rows of the monthly village report: one per item, `row_no` names the row of the file."""
        good, all_rows, found = self._placed(frame)
        puskesmas = self._facilities.puskesmas_ids(good["puskesmas"])
        columns = {
            **_placed_columns(good, found, file_no=file_no),
            "puskesmas_id": puskesmas,
            "period": good["period"].to_numpy(),
            "item": good["item"].to_numpy(),
            "value_n": good["value_n"].to_numpy(),
        }
        # A desa that two puskesmas serve has a report of each.
        keyed = good[["row_no", "period"]].assign(desa=found.desa_code, puskesmas=puskesmas)
        keyed = keyed[~found.is_waiting].drop_duplicates("row_no")
        taken = self._taken(
            all_rows.drop_duplicates("row_no"),
            _table(columns, rows.VILLAGE_ITEMS),
            waiting=good.assign(place_no=found.place_no)[found.is_waiting].drop_duplicates("row_no"),
            file_no=file_no,
        )
        return replace(taken, replaced=self._replaced(keyed, file_no=file_no))

    def targets(self, frame: pd.DataFrame, *, file_no: int, source: str) -> Taken:
        """Rows of a sheet of official target numbers."""
        good, all_rows, found = self._placed(frame)
        columns = {
            **_placed_columns(good, found, file_no=file_no),
            "year": good["year"].to_numpy(),
            "kind": good["kind"].to_numpy(dtype=object),
            "target_n": good["target_n"].to_numpy(),
            "source": np.full(len(good), source, dtype=object),
        }
        keyed = good[["row_no", "year", "kind"]].assign(desa=found.desa_code)[~found.is_waiting]
        taken = self._taken(
            all_rows,
            _table(columns, rows.TARGET_ROWS),
            waiting=good.assign(place_no=found.place_no)[found.is_waiting],
            file_no=file_no,
        )
        return replace(taken, replaced=self._replaced(keyed, file_no=file_no))

    def _replaced(self, keyed: pd.DataFrame, *, file_no: int) -> list[tuple[int, int]]:
        """Rows that one of these replaces: the last row of an import about the same thing counts."""
        replaced = []
        for row_no, *key in keyed.itertuples(index=False, name=None):
            earlier = self._latest.get(tuple(key))
            if earlier is not None:
                replaced.append(earlier)
            self._latest[tuple(key)] = (file_no, int(row_no))
        return replaced

    def _placed(self, frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, MatchedPlaces]:
        """The rows that can be used, all rows with their reason, and the places of the former."""
        frame = frame.reset_index(drop=True)
        reason = first_of(frame["reason"].to_numpy(dtype=object), self._elsewhere(frame["kabupaten"]), OTHER_KABUPATEN)
        good = frame[reason == ""].reset_index(drop=True)
        return good, frame.assign(reason=reason), self._places.match(good["kecamatan"], good["desa"])

    @staticmethod
    def _taken(
        frame: pd.DataFrame, staged: pa.Table, *, waiting: pd.DataFrame, file_no: int, nameless_n: int = 0
    ) -> Taken:
        """What became of rows; those that wait for their place are staged and rejected for now."""
        later = waiting.assign(
            reason=WAITING, reason_column="Desa/Kel", reason_masked=[masked(one) for one in waiting["desa"]]
        )
        rejected = pd.concat([frame[frame["reason"] != ""], later])
        return Taken(
            staged=staged,
            rejected=rejected_table(rejected, file_no=file_no),
            read_n=len(frame),
            rejected_n=Counter(rejected["reason"].tolist()),
            nameless_n=nameless_n,
            waiting_n=Counter(waiting["place_no"].tolist()),
        )

    def _reasons(self, frame: pd.DataFrame) -> np.ndarray:
        reason = frame["reason"].to_numpy(dtype=object)
        reason = first_of(reason, self._elsewhere(frame["kabupaten"]), OTHER_KABUPATEN)
        is_listed = frame["measured_on"].isna().to_numpy()
        reason = first_of(reason, is_listed & (frame["period"] == 0).to_numpy(), NO_PERIOD)
        age = age_in_days(frame)
        reason = first_of(reason, age >= scores.AGE_LIMIT, TOO_OLD)
        # A list of a month names nobody who was born later; the day is the end of the month.
        return first_of(reason, age < 0, BEFORE_BIRTH)

    def _elsewhere(self, written: pd.Series) -> np.ndarray:
        """Rows whose kabupaten is written and is another one; "Kota Pasuruan" is not "Kab. Pasuruan"."""
        group, spellings = pd.factorize(written)
        other = np.array([not self._is_here(str(one)) for one in spellings], dtype=bool)
        return other[group] if len(other) else np.zeros(0, dtype=bool)

    def _is_here(self, written: str) -> bool:
        kind, name = split_kind(written)
        if not compact(name):
            return True
        if kabupaten_form(name) != kabupaten_form(self._kabupaten.name):
            return written.strip().replace(".", "") == self._kabupaten.code
        return kind is None or kind == self._kabupaten.kind

    def _staged(self, frame: pd.DataFrame, found: MatchedPlaces, *, file_no: int, file_key: str) -> pa.Table:
        count = len(frame)
        age = age_in_days(frame)
        z = scores.compute(
            sex=_codes(frame["sex"], SEXES),
            age_days=np.where(frame["measured_on"].isna(), np.nan, age),
            weight_kg=frame["weight_kg"].to_numpy(),
            lenhei_cm=frame["height_cm"].to_numpy(),
            measure=_codes(frame["posture"], POSTURES),
        )
        first = self._next_row
        self._next_row += count
        fallback = (f"{file_key}-{row}" for row in frame["row_no"])
        everyone = _everyone(frame)
        puskesmas, posyandu = (_without_persons(frame, one, everyone=everyone) for one in ("puskesmas", "posyandu"))
        columns = {
            "row_id": np.arange(first, first + count),
            "file_no": np.full(count, file_no, dtype=np.int32),
            "row_no": frame["row_no"].to_numpy(),
            "nik_key": self._keys.nik_keys(frame["nik"]),
            "person_key": self._keys.person_keys(
                frame["name"], frame["birth_date"], frame["parents"], fallback=fallback
            ),
            "name_key": self._keys.name_keys(frame["name"]),
            "birth_date": _days_or_null(frame["birth_date"]),
            "desa_code": found.certain_code,
            "place_no": _number_or_null(found.place_no),
            "is_alias": found.is_alias,
            "puskesmas_id": self._facilities.puskesmas_ids(puskesmas),
            "posyandu_id": self._facilities.posyandu_ids(posyandu, found.desa_code),
            "sex": frame["sex"].to_numpy(dtype=object),
            "birth_month": (frame["birth_date"].dt.year * 100 + frame["birth_date"].dt.month).to_numpy(dtype=np.int32),
            "measured_on": _days_or_null(frame["measured_on"]),
            "period": frame["period"].to_numpy(),
            "age_days": age.astype(np.int32),
            # Whether its whole file lists the unmeasured is seen when all rows are settled.
            "is_complete_list": frame["measured_on"].isna().to_numpy(),
            "haz": _real_or_null(z.haz),
            "waz": _real_or_null(z.waz),
            "whz": _real_or_null(z.whz),
            "is_haz_flagged": z.flag_haz == 1,
            "is_waz_flagged": z.flag_waz == 1,
            "is_whz_flagged": z.flag_whz == 1,
        }
        for name in ("weight_kg", "height_cm", "muac_cm", "birth_weight_kg", "birth_length_cm", "age_months_written"):
            columns[name] = _real_or_null(frame[name].to_numpy())
        for name in ("file_haz", "file_waz", "file_whz"):
            columns[name] = _real_or_null(frame[name].to_numpy())
        for name in ("posture", "label_haz", "label_waz", "label_whz", "weight_gain", "vitamin_a"):
            columns[name] = frame[name].where(frame[name] != "", None).to_numpy(dtype=object)
        return _table(columns, rows.STAGED)


def _without_persons(frame: pd.DataFrame, column: str, *, everyone: set[str]) -> pd.Series:
    """Names of facilities; blank where the child or a parent of the row is written instead, for they are shown."""
    cells = frame[column]
    suspects = {cell for cell in cells.unique() if spelling(str(cell)) in everyone}
    if not suspects:
        return cells
    is_person = [
        cell in suspects and spelling(cell) in _persons(f"{name}/{parents}")
        for cell, name, parents in zip(cells, frame["name"], frame["parents"], strict=True)
    ]
    return cells.mask(np.array(is_person, dtype=bool), "")


def _everyone(frame: pd.DataFrame) -> set[str]:
    """The spellings of all children and parents of some rows."""
    return _persons("/".join([*frame["name"].tolist(), *frame["parents"].tolist()]))


def _persons(names: str) -> set[str]:
    return set(filter(None, spellings(names.replace("&", "/").split("/"))))


def age_in_days(frame: pd.DataFrame) -> np.ndarray:
    """Days from birth to the measurement; of a child who is only listed, to the end of the month. NaN where unknown."""
    period = frame["period"].to_numpy(dtype=np.int64)
    months = np.where(period > 0, (period // 100 - 1970) * 12 + period % 100 - 1, 0).astype("datetime64[M]")
    month_end = (months + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    day = frame["measured_on"].where(frame["measured_on"].notna() | (period == 0), month_end)
    return (day - frame["birth_date"]).dt.total_seconds().to_numpy(dtype=np.float64) / 86_400


def first_of(reason: np.ndarray, holds: np.ndarray, code: str) -> np.ndarray:
    """The reasons so far, with `code` where it holds and no earlier reason (in the order of REASONS) is there."""
    rank = {one: position for position, one in enumerate(REASON_CODES)} | {"": len(REASON_CODES)}
    at = [row for row in np.flatnonzero(holds).tolist() if rank[reason[row]] > rank[code]]
    reasons = reason.copy()
    reasons[at] = code
    return reasons


def rejected_table(frame: pd.DataFrame, *, file_no: int) -> pa.Table:
    """Rejected rows as they are stored: where, why, and the shape of the cell."""
    return pa.table(
        {
            "file_no": np.full(len(frame), file_no, dtype=np.int32),
            "row_no": frame["row_no"].to_numpy(),
            "reason": frame["reason"].to_numpy(dtype=object),
            "column": frame["reason_column"].to_numpy(dtype=object),
            "masked": frame["reason_masked"].to_numpy(dtype=object),
        },
        schema=rows.REJECTED,
    )


def rejected_row(*, file_no: int, row_no: int, reason: str) -> pa.Table:
    """One rejected row that no single cell decided."""
    return pa.Table.from_pylist(
        [{"file_no": file_no, "row_no": row_no, "reason": reason, "column": "", "masked": ""}], schema=rows.REJECTED
    )


def _table(columns: Mapping[str, object], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array(columns[one.name], type=one.type, from_pandas=True) for one in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _placed_columns(frame: pd.DataFrame, found: MatchedPlaces, *, file_no: int) -> dict[str, object]:
    return {
        "file_no": np.full(len(frame), file_no, dtype=np.int32),
        "row_no": frame["row_no"].to_numpy(),
        "desa_code": found.certain_code,
        "place_no": _number_or_null(found.place_no),
    }


def _codes(texts: pd.Series, codes: dict[str, int]) -> np.ndarray:
    return texts.map(codes).fillna(0).to_numpy(dtype=np.int8)


def _days_or_null(moments: pd.Series) -> pa.Array:
    return pa.array(moments.to_numpy().astype("datetime64[D]"), type=pa.date32(), from_pandas=True)


def _number_or_null(numbers: np.ndarray) -> pa.Array:
    return pa.array(numbers, type=pa.int32(), mask=numbers == UNMATCHED)


def _real_or_null(values: np.ndarray) -> pa.Array:
    values = np.asarray(values, dtype=np.float32)
    return pa.array(values, type=pa.float32(), mask=np.isnan(values))
