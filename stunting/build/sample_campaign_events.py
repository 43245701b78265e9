"""Events of the sample: a campaign that moves through Lampung, kabupaten by kabupaten, down to a desa.

Run alone with `python -m stunting.build.sample_campaign_events`.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from stunting.build import sample_files
from stunting.build.campaign_events import COLUMNS, typed
from stunting.build.sample_shape import SEED
from stunting.geography import Area, Register
from stunting.paths import Layout
from stunting.sample.options import NOTICE

FILE = "campaign_event.parquet"
PROVINCE = "18"
DRAW = 3
# Kabupaten that the invented campaign never reached, so that a map and a list can show it.
NEVER = ("1804", "1808", "1813")
# Kabupaten with sample counts per desa have more events, for a comparison of before and after.
MANY = {"1801": 14, "1811": 6, "3514": 12}
FIRST, LAST = dt.date(2024, 9, 1), dt.date(2025, 8, 20)
KINDS = ("kampanye", "kampanye", "kampanye", "penyuluhan", "pengukuran", "rembuk")
TITLES = {
    "kampanye": "Kampanye Percepatan Penurunan Stunting",
    "penyuluhan": "Penyuluhan gizi ibu hamil dan balita",
    "pengukuran": "Penimbangan dan pengukuran bersama",
    "rembuk": "Rembuk stunting desa",
}
PARTNERS = {
    "kampanye": "Mitra kerja; TP PKK",
    "penyuluhan": "Puskesmas; TP PKK",
    "pengukuran": "Puskesmas; kader posyandu",
    "rembuk": "Pemerintah desa; BPD",
}
WITHOUT_COUNT = 0.15


def campaign_event_table(register: Register) -> pa.Table:
    """The invented events; columns of the release table `campaign_event`."""
    rng = np.random.default_rng([SEED, int(PROVINCE), DRAW])
    rows = []
    for kabupaten in (*register.children(PROVINCE), register.get("3514")):
        if kabupaten.code in NEVER:
            continue
        number = MANY.get(kabupaten.code) or int(rng.integers(1, 6))
        rows += [_event(rng, desa, kabupaten) for desa in _places(rng, register, kabupaten, number)]
    frame = typed(pd.DataFrame(rows, dtype=object).astype(str), is_sample=True, is_user_added=False)
    return pa.Table.from_pandas(frame.sort_values(["event_date", "area_code"])[COLUMNS], preserve_index=False)


def _places(rng: np.random.Generator, register: Register, kabupaten: Area, number: int) -> list[Area]:
    """Different desa, in as many kecamatan as there are; Mesuji keeps its real event apart."""
    kecamatan = register.children(kabupaten.code)
    chosen = [kecamatan[at] for at in rng.permutation(len(kecamatan))]
    found: list[Area] = []
    while len(found) < number:
        inside = [one for one in register.children(chosen[len(found) % len(chosen)].code) if one not in found]
        found.append(inside[int(rng.integers(len(inside)))])
    return found


def _event(rng: np.random.Generator, desa: Area, kabupaten: Area) -> dict[str, str]:
    kind = KINDS[int(rng.integers(len(KINDS)))]
    day = FIRST + dt.timedelta(days=int(rng.integers((LAST - FIRST).days)))
    came = "" if rng.random() < WITHOUT_COUNT else str(int(rng.integers(4, 40)) * 10)
    return {
        "event_date": day.isoformat(),
        "area_code": desa.code,
        "place": f"Balai {desa.official_name}",
        "title": TITLES[kind],
        "kind": kind,
        "organiser": f"DPPKB {kabupaten.official_name}",
        "partners": PARTNERS[kind],
        "participant_n": came,
        "material": "",
        "source": f"{NOTICE}: kegiatan dikarang generator",
        "source_url": "",
        "is_verified": "false",
        "note": "",
    }


def write(table: pa.Table, folder: Path) -> None:
    """Write the table and its card."""
    sample_files.write(
        table,
        folder / FILE,
        title="kampanye dan kegiatan rekaan 2024-2025 di Provinsi Lampung dan Kab. Pasuruan",
        generator="sample_campaign_events",
        notes=f"{NOTICE}. Kegiatan, tempat, dan peserta rekaan; benih {SEED}. Tiga kabupaten sengaja tanpa kegiatan.",
    )


if __name__ == "__main__":
    raw = Layout.default().raw
    made = campaign_event_table(Register.shipped(raw))
    write(made, raw / "contoh")
    print(f"Kegiatan: {made.num_rows} baris")
