"""`zscore`: z-scores for every child of a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from stunting.cli import output


def zscore(
    source: Annotated[Path, typer.Argument(metavar="MASUK", help="CSV atau Parquet dengan satu baris per pengukuran.")],
    out: Annotated[Path, typer.Argument(metavar="KELUAR", help="CSV atau Parquet yang ditulis.")],
    as_json: output.JsonOption = False,
) -> None:
    """Menghitung skor-z WHO (TB/U, BB/U, BB/TB) untuk setiap baris sebuah berkas.

    Kolom masukan: sex (m/f), age_days atau age_months, weight_kg, lenhei_cm,
    measure (l telentang, h berdiri, atau kosong), dan bila ada oedema (y/n).

    Hasilnya mengulang masukan dan menambah haz, waz, whz (dua desimal, kosong
    bila tidak ada) serta flag_haz, flag_waz, flag_whz (1 = di luar batas wajar WHO).
    """
    from stunting.anthro.files import score_file

    with output.progress() as show:
        report = score_file(source, out, progress=show)
    for note in report.notes():
        print(note, file=sys.stderr)
    if as_json:
        output.as_json(report.as_dict())
    else:
        output.lines(report.sentences())
