"""`sample`: invented e-PPGBM files with known faults, and the answers their import must give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.errors import StuntingError, UnknownChoiceError, nearest
from stunting.geography import Register
from stunting.paths import Layout
from stunting.sample.options import LAYOUTS, MIXED, NOTICE, SampleOptions

if TYPE_CHECKING:
    from stunting.sample.generate import Sample


def sample(
    code: Annotated[str, typer.Argument(metavar="KODE", help="Kode kabupaten/kota, misalnya 3514.")],
    *,
    to: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Folder tujuan.")],
    children: Annotated[int, typer.Option("--children", metavar="N", min=50, help="Jumlah anak.")] = 2000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Benih acak; benih sama, berkas sama.")] = 1,
    months: Annotated[str, typer.Option("--months", metavar="BULAN,...", help="Bulan timbang.")] = "2025-02,2025-08",
    with_faults: Annotated[
        bool, typer.Option("--faults/--no-faults", help="Dengan atau tanpa kekeliruan yang biasa ada di unduhan.")
    ] = True,
    fault: Annotated[
        list[str] | None,
        typer.Option("--fault", metavar="JENIS=N", help="Hanya kekeliruan ini, sekian kali; dapat diulang."),
    ] = None,
    prevalence: Annotated[
        float | None, typer.Option("--prevalence", metavar="PERSEN", min=1, max=80, help="Prevalensi stunting.")
    ] = None,
    coverage: Annotated[
        float | None, typer.Option("--coverage", metavar="PERSEN", min=1, max=100, help="Cakupan pengukuran.")
    ] = None,
    layout: Annotated[
        str, typer.Option("--format", metavar="BENTUK", help="campuran (banyak berkas), csv, xlsx, atau lebar.")
    ] = MIXED,
    as_json: output.JsonOption = False,
) -> None:
    """Menulis berkas contoh seperti unduhan e-PPGBM (anak rekaan) beserta jawaban yang harus keluar saat diimpor."""
    # Here, for no other command should wait for them.
    from stunting.sample import faults
    from stunting.sample.generate import write_sample

    if layout not in LAYOUTS:
        raise UnknownChoiceError(layout, nearest(layout, LAYOUTS) or LAYOUTS)
    chosen = months_of(months)
    area = code.strip().replace(".", "")
    options = SampleOptions(
        code=area,
        children=children,
        seed=seed,
        months=chosen,
        prevalence={} if prevalence is None else {(area, month): prevalence for month in chosen},
        coverage={} if coverage is None else dict.fromkeys(chosen, coverage),
        faults=_faults(fault) if fault else faults.usual(children) if with_faults else {},
        layout=layout,
    )
    register = Register.shipped(Layout.default().raw)
    made = write_sample(register, options, to)
    if as_json:
        output.as_json(made.answers)
    else:
        output.lines(sentences(made, to, area=area))


def sentences(made: Sample, to: Path, *, area: str) -> list[str]:
    """What was written, for a reader."""
    from stunting.sample.generate import ANSWERS

    answers = made.answers
    rejected = answers["rejected"]
    assert isinstance(rejected, dict)
    return [
        f"{NOTICE}. {formats.number(len(made.files))} berkas ditulis di {to}.",
        f"{_count(answers, 'rows_read')} baris: {_count(answers, 'rows_used')} harus terpakai, "
        f"{_count(answers, 'rows_rejected')} harus ditolak dengan {len(rejected)} alasan.",
        f"Jawaban lengkap: {ANSWERS}. Coba: `python -m stunting import {to / 'contoh_*'} --kabupaten {area}`.",
    ]


def _count(answers: dict[str, object], name: str) -> str:
    value = answers[name]
    assert isinstance(value, int)
    return formats.number(value)


def months_of(text: str) -> tuple[int, ...]:
    """Months written as 2025-08, with commas between them, as year * 100 + month in ascending order.

    Raises:
        StuntingError: one of them is not written so.
    """
    found = []
    for part in text.split(","):
        match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", part.strip())
        if not match:
            raise StuntingError(f"Bulan '{part.strip()}' tidak terbaca. Tulis seperti 2025-08, dipisah koma.")
        found.append(int(match[1]) * 100 + int(match[2]))
    return tuple(sorted(set(found)))


def _faults(wanted: list[str]) -> dict[str, int]:
    chosen = {}
    for one in wanted:
        name, _, count = one.partition("=")
        if not (count or "1").isdigit():
            raise StuntingError(f"Kekeliruan '{one}' tidak terbaca. Tulis seperti berat_gram=5.")
        chosen[name] = int(count or 1)
    return chosen
