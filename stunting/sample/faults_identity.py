"""Faults of the NIK, and children who cannot be told apart by it. They hold for all rows of a child."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stunting.sample.draft import Draft
from stunting.sample.fault import Fault


def _whole_children(draft: Draft, *, measured: bool = False) -> np.ndarray:
    """Rows of children all of whose rows stand in files that may carry faults (and are measured)."""
    good = draft.open_measured if measured else draft.is_open
    worst = np.ones(int(draft.columns["child"].max()) + 1, dtype=bool)
    np.logical_and.at(worst, draft.columns["child"], good)
    return worst[draft.columns["child"]]


def _nik_as(note: str, written: Callable[[str, int], str], *, is_usable: bool = False) -> Callable[[Draft, int], int]:
    def apply(draft: Draft, count: int) -> int:
        picked = draft.pick(count, _whole_children(draft))
        for row in picked:
            text = written(draft.columns["nik"][row], row)
            _set(draft, draft.rows_of_child(row), text, seen=draft.columns["nik"][row] if is_usable else "")
            draft.note(note, draft.rows_of_child(row))
        return len(picked)

    return apply


def _set(draft: Draft, rows: list[int], text: str, *, seen: str) -> None:
    for row in rows:
        draft.write(row, "nik", text)
        draft.columns["nik_seen"][row] = seen


def _invalid(nik: str, row: int) -> str:
    return (f"{nik[0]},{nik[1:6]}E+15", "0000000000000000", nik[:8])[row % 3]


def _shared(draft: Draft, count: int) -> int:
    """Two children of different name and birth date with one NIK."""
    done = 0
    for first in draft.pick(count, _whole_children(draft)):
        other_birth = draft.columns["birth_date"] != draft.columns["birth_date"][first]
        other_name = draft.columns["name"] != draft.columns["name"][first]
        second = draft.pick(1, _whole_children(draft) & other_birth & other_name)
        if not second:
            continue
        nik = draft.columns["nik"][first]
        _set(draft, draft.rows_of_child(second[0]), nik, seen=nik)
        draft.note("nik_dipakai_bersama", draft.rows_of_child(first) + draft.rows_of_child(second[0]))
        done += 1
    return done


def _twins(draft: Draft, count: int) -> int:
    """Two children with one name, birth date and mother, both without NIK, measured on the same day."""
    picked = draft.pick(count, _whole_children(draft, measured=True))
    for first in picked:
        rows = draft.rows_of_child(first)
        _set(draft, rows, "", seen="")
        draft.note("nik_kosong", rows)
        for row in rows:
            size = {"weight": draft.columns["weight"][row] - 0.2, "height": draft.columns["height"][row] - 0.9}
            order = draft.columns["order"][row] + 0.5
            draft.note(
                "nik_kosong", [draft.insert(row, order=order, **{name: round(v, 1) for name, v in size.items()})]
            )
    return len(picked)


def _nameless(draft: Draft, count: int) -> int:
    """One row without NIK and without name; the other rows of the child are left out."""
    picked = draft.pick(count, draft.open_measured)
    for row in picked:
        _set(draft, [row], "", seen="")
        draft.columns["name"][row] = ""
        draft.columns["parents"][row] = ""
        draft.note("nik_kosong", [row])
        draft.note("tanpa_nama_dan_nik", [row])
        draft.dropped.update(other for other in draft.rows_of_child(row) if other != row)
    return len(picked)


FAULTS = (
    Fault("nik_kosong", "NIK kosong", _nik_as("nik_kosong", lambda *_: "")),
    Fault("nik_tersamar", "NIK disamarkan", _nik_as("nik_tersamar", lambda nik, _: nik[:5] + "*" * 11)),
    Fault("nik_tidak_sah", "NIK tidak sah", _nik_as("nik_tidak_sah", _invalid)),
    Fault(
        "nik_tanda_petik",
        "NIK dengan tanda petik",
        _nik_as("nik_tanda_petik", lambda nik, row: f"'{nik}" if row % 2 else f"{nik}'", is_usable=True),
    ),
    Fault("nik_dipakai_bersama", "Satu NIK untuk dua anak (pasangan)", _shared),
    Fault("kembar_tanpa_nik", "Anak kembar tanpa NIK (pasangan)", _twins),
    Fault("tanpa_nama_dan_nik", "Tanpa NIK dan tanpa nama", _nameless),
)
