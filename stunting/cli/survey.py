"""`survey`: add a table of survey figures, or write the template for one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stunting import survey_files, survey_table
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.paths import Layout

app = typer.Typer(cls=Group, help="Angka survei (SSGI, SKI): menambah tabel sendiri.", no_args_is_help=True)


@app.command("add", cls=Command)
def add(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Tabel CSV atau XLSX.")],
    replace: Annotated[bool, typer.Option("--replace", help="Gantikan angka yang berbeda.")] = False,
    dry_run: output.DryRunOption = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menambahkan angka survei dari sebuah tabel, lalu membuat rilis baru."""
    with output.progress() as show:
        report = survey_files.add(file, layout=Layout.default(), replace=replace, dry_run=dry_run, progress=show)
    if as_json:
        output.as_json(report.as_dict())
    else:
        output.lines(report.sentences())


@app.command("template", cls=Command)
def template(
    to: Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Nama berkas templat.")] = Path(
        "templat_survei.xlsx"
    ),
) -> None:
    """Menulis templat tabel angka survei sebagai XLSX dan CSV."""
    written = survey_table.write_template(to)
    names = " dan ".join(path.name for path in written)
    output.lines([f"Templat ditulis: {names}. Isi salah satu, lalu jalankan `survey add`."])
