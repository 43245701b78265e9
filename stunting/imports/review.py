"""Written places that wait for somebody to say which desa they are, over all active batches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow.parquet as pq

from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.errors import ImportRefusedError
from stunting.geography import Area, Register
from stunting.imports.places import (
    RESEMBLES,
    Suggestion,
    WrittenPlace,
    candidates_frame,
    place_key,
    similar,
)
from stunting.imports.state import Alias, State, batch_folder, read_state
from stunting.languages import Sentence
from stunting.paths import Layout

FILES = ("rows", "village", "targets")


@dataclass(frozen=True, kw_only=True)
class WaitingPlace:
    """One written place; the keys name it for `commit.set_alias`.

    rows: of all active batches that wait for it
    """

    kabupaten_code: str
    kecamatan_key: str
    desa_key: str
    kecamatan: str
    desa: str
    rows: int
    suggestions: tuple[Suggestion, ...]

    @property
    def resembles(self) -> bool:
        """Whether any desa has a similar name; else the text is masked."""
        return any(one.similarity >= RESEMBLES for one in self.suggestions)

    def alias(self, desa: Area) -> Alias:
        """The alias that says this place is that desa.

        Raises:
            ImportRefusedError: it is no desa of the kabupaten.
        """
        if desa.level != "desa" or not desa.code.startswith(self.kabupaten_code):
            raise ImportRefusedError(
                Sentence(
                    "{desa} bukan desa/kelurahan di kabupaten {kabupaten_code}. Pilih kode 10 angka.",
                    desa=desa.official_name,
                    kabupaten_code=self.kabupaten_code,
                )
            )
        return Alias(
            kabupaten_code=self.kabupaten_code,
            kecamatan_key=self.kecamatan_key,
            desa_key=self.desa_key,
            desa_code=desa.code,
            set_at=dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        )


def waiting_places(layout: Layout, register: Register, *, most: int = 3) -> list[WaitingPlace]:
    """Every place that waits, those with most rows first; of the kabupaten for which whoever looks may import.

    Raises:
        AccessDeniedError: there is none.
    """
    own = gate.require_part(Thing.IMPORTS)
    state = read_state(layout)
    state = replace(state, batches=tuple(one for one in state.batches if viewer.within(one.kabupaten_code, own)))
    written = _written(layout, state)
    if written.empty:
        return []
    keys = ["kabupaten_code", "kecamatan_key", "desa_key"]
    known = {one.key for one in state.aliases}
    grouped = written.groupby(keys, sort=False).agg(
        rows=("rows", "sum"), kecamatan=("kecamatan", "last"), desa=("desa", "last")
    )
    grouped = grouped.reset_index()
    places = [
        (str(row.kabupaten_code), _place(number, row)) for number, row in enumerate(grouped.itertuples(index=False))
    ]
    counts = dict(enumerate(grouped["rows"].tolist()))
    found = _suggestions(register, places, most=most)
    waiting = [
        WaitingPlace(
            kabupaten_code=kabupaten_code,
            kecamatan_key=place.kecamatan_key,
            desa_key=place.desa_key,
            kecamatan=place.kecamatan,
            desa=place.desa,
            rows=int(counts[place.place_no]),
            suggestions=found[place.place_no],
        )
        for kabupaten_code, place in places
        if (kabupaten_code, place.kecamatan_key, place.desa_key) not in known
    ]
    return sorted(waiting, key=lambda one: (-one.rows, one.kecamatan, one.desa))


def alias_text(alias: Alias, register: Register) -> str:
    """What an alias says: "klinterr (kejayan) = Desa Klinter, Kec. Kejayan"."""
    desa = register.get(alias.desa_code)
    kecamatan = register.get(alias.desa_code[:6])
    return f"{alias.desa_key} ({alias.kecamatan_key}) = {desa.official_name}, {kecamatan.official_name}"


def _written(layout: Layout, state: State) -> pd.DataFrame:
    """Rows per written place of each batch."""
    frames = []
    for batch in state.active:
        folder = batch_folder(layout, batch.id)
        places = pq.read_table(folder / "places.parquet").to_pandas()
        if places.empty:
            continue
        counts = pd.concat([_rows_of(folder / f"{name}.parquet") for name in FILES])
        counts = counts.groupby(level=0).sum()
        places["rows"] = places["place_no"].map(counts).fillna(0).astype("int64")
        frames.append(places[places["rows"] > 0].assign(kabupaten_code=batch.kabupaten_code))
    return pd.concat(frames) if frames else pd.DataFrame()


def _rows_of(path: object) -> pd.Series:
    """Rows of one file per number of the written place; a village report has one row of the file per item."""
    columns = ["place_no", "file_no", "row_no", "desa_code"]
    frame = pq.read_table(path, columns=columns).to_pandas()
    waiting = frame[frame["place_no"].notna()].drop_duplicates(["file_no", "row_no", "place_no"])
    return waiting.groupby("place_no").size()


def _place(number: int, row: object) -> WrittenPlace:
    return WrittenPlace(
        place_no=number,
        kecamatan=row.kecamatan,  # type: ignore[attr-defined]
        desa=row.desa,  # type: ignore[attr-defined]
        kecamatan_key=row.kecamatan_key,  # type: ignore[attr-defined]
        desa_key=row.desa_key,  # type: ignore[attr-defined]
    )


def _suggestions(
    register: Register, places: Sequence[tuple[str, WrittenPlace]], *, most: int
) -> dict[int, tuple[Suggestion, ...]]:
    """The most similar desa for each place; a concealed place (its text is masked) gets none that resembles it."""
    found: dict[int, tuple[Suggestion, ...]] = {}
    for kabupaten_code in sorted({code for code, _ in places}):
        desa = [
            (one.code, kecamatan.name, one.name)
            for kecamatan in register.children(kabupaten_code)
            for one in register.children(kecamatan.code)
        ]
        names = {
            code: f"{register.get(code).official_name}, Kec. {kecamatan}"  # no text
            for code, kecamatan, _ in desa
        }
        own = [_readable(place) for code, place in places if code == kabupaten_code]
        answers = similar(own, candidates_frame(desa), most=most)
        for place in own:
            found[place.place_no] = tuple(
                Suggestion(code=code, name=names[code], similarity=value)
                for code, value in answers.get(place.place_no, [])
            )
    return found


def _readable(place: WrittenPlace) -> WrittenPlace:
    """The place with keys of its texts, for the stored keys of a concealed place are hashes."""
    return WrittenPlace(
        place_no=place.place_no,
        kecamatan=place.kecamatan,
        desa=place.desa,
        kecamatan_key=place_key(place.kecamatan),
        desa_key=place_key(place.desa),
    )
