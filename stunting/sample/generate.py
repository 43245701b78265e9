"""A sample: the files, and the answers beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from stunting.geography import Register
from stunting.sample import expected, faults, places
from stunting.sample.cells import sheet
from stunting.sample.children import children
from stunting.sample.draft import EMPTY, Draft
from stunting.sample.files import WIDE, plan_files, without_month
from stunting.sample.options import GENERATOR_VERSION, MIXED, NOTICE, SampleOptions
from stunting.sample.scores import score
from stunting.sample.visits import visits
from stunting.sample.wide import wide_sheet
from stunting.sample.writing import write

ANSWERS = "harapan.json"
EARLY_REASONS = ("judul_berulang", "baris_jumlah")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was written.

    files:   in the order in which an import must be given them (that of their names)
    answers: content of `harapan.json`
    """

    files: list[Path]
    answers: dict[str, object]


def write_sample(register: Register, options: SampleOptions, into: Path) -> Sample:
    """Write the files of a sample and `harapan.json` into a folder; the same options give the same bytes.

    Raises:
        UnknownAreaError: the code is no kabupaten/kota.
        UnknownChoiceError: a kind of fault does not exist.
    """
    rng = np.random.default_rng([options.seed, int(options.code)])
    served = places.services(register, options.code)
    desa_n = options.desa_n or min(len(served), max(6, options.children // 25))
    people = children(options, places.chosen(served, desa_n), rng)
    draft = _draft(register, options, people, rng)
    done = faults.put(draft, options.faults)
    rows = draft.rows()
    score(rows)
    into.mkdir(parents=True, exist_ok=True)
    notes = _notes(draft, rows)
    files = _write(register, options, draft, rows, notes, into)
    answers = _answers(register, options, draft, rows, notes, done)
    (into / ANSWERS).write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return Sample(files=files, answers=answers)


def _draft(register: Register, options: SampleOptions, people: pd.DataFrame, rng: np.random.Generator) -> Draft:
    rows = visits(options, people)
    plans, file_no = plan_files(options, rows)
    if options.layout == MIXED and options.faults.get("daftar_tanpa_bulan"):
        plans = sorted([*plans, without_month()], key=lambda plan: plan.name)
        own = next(at for at, plan in enumerate(plans) if plan.name == without_month().name)
        file_no = file_no + (file_no >= own)
    columns = {name: _plain(rows[name]) for name in rows.columns}
    columns["file_no"] = file_no
    return Draft(columns=columns, plans=plans, foreign=_foreign(register, options.code), rng=rng)


def _plain(series: pd.Series) -> np.ndarray:
    if series.dtype.kind == "M":
        return series.to_numpy().astype("datetime64[s]")
    return series.to_numpy().copy() if series.dtype.kind in "iufb" else series.to_numpy(dtype=object).copy()


def _foreign(register: Register, code: str) -> str:
    """Another kabupaten of the same province, with a name of its own."""
    names = [area for area in register.children(code[:2]) if area.code != code and area.kind == "kabupaten"]
    own = register.get(code).name
    return next(area.official_name for area in names if area.name != own)


def _notes(draft: Draft, rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Which rule fired in which row, as far as faults and z-scores tell; `_write` adds what the writing tells."""
    at = {row: place for place, row in enumerate(rows.index.tolist())}
    used = (rows["reason"] == "").to_numpy()
    notes: dict[str, np.ndarray] = {}
    for code, fired in draft.notes.items():
        array = np.zeros(len(rows), dtype=bool)
        array[[at[row] for row in fired if row in at]] = True
        notes[code] = array & used if code in expected.USED_ONLY else array
    flagged = rows[[f"is_flagged_{index}" for index in expected.INDICES]].any(axis=1).to_numpy()
    notes["z_di_luar_batas"] = flagged & used
    for code in ("koma_desimal", "tgl_hari_dulu"):
        notes.setdefault(code, np.zeros(len(rows), dtype=bool))
    return notes


def _write(
    register: Register,
    options: SampleOptions,
    draft: Draft,
    rows: pd.DataFrame,
    notes: Mapping[str, np.ndarray],
    into: Path,
) -> list[Path]:
    names = {"province": register.get(options.code[:2]).name, "kabupaten": register.get(options.code).official_name}
    paths = []
    prints_z = np.zeros(len(rows), dtype=bool)
    numbers = rows["file_no"].to_numpy()
    for number, plan in enumerate(draft.plans):
        at = np.flatnonzero(numbers == number)
        part = rows.iloc[at]
        made = wide_sheet(part) if plan.style.kind == WIDE else sheet(part, plan.style, draft.cells, **names)
        notes["koma_desimal"][at] |= made.commas
        notes["tgl_hari_dulu"][at] |= made.ambiguous
        prints_z[at] = plan.style.kind != WIDE
        paths.append(write(plan, made, into))
    rows["prints_z"] = prints_z & np.array(["file_haz" not in draft.cells.get(row, {}) for row in rows.index])
    return paths


def _answers(
    register: Register,
    options: SampleOptions,
    draft: Draft,
    rows: pd.DataFrame,
    notes: dict[str, np.ndarray],
    done: dict[str, int],
) -> dict[str, object]:
    real = (rows["special"] != EMPTY).to_numpy()
    counted = rows[real].copy()
    different = np.round(np.abs(counted["haz"] - counted["file_haz"]), 4) > expected.DIFFERENT
    notes = {code: fired[real] for code, fired in notes.items()}
    notes["z_berbeda"] = (different & counted["prints_z"] & (counted["reason"] == "")).to_numpy()
    waiting = counted.index[counted["reason"] == "wilayah_menunggu_tinjauan"]
    written = pd.DataFrame(
        {
            "kecamatan": [_written(draft, counted, row, "kecamatan") for row in waiting],
            "desa": [_written(draft, counted, row, "desa") for row in waiting],
        }
    )
    area = register.get(options.code)
    return {
        "peringatan": NOTICE,
        "sample": {
            "generator": GENERATOR_VERSION,
            "seed": options.seed,
            "children": options.children,
            "months": list(options.months),
            "layout": options.layout,
            "faults": done,
        },
        "kabupaten": {"code": area.code, "name": area.official_name},
        **expected.answers(counted, draft.plans, notes, written),
    }


def _written(draft: Draft, rows: pd.DataFrame, row: int, name: str) -> str:
    text = draft.cells.get(row, {}).get(name)
    return str(text) if text is not None else str(rows.at[row, name]).upper()
