"""`figures`: figures per desa for choosing lokus: list, add and remove those of one's own, or write the template."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import StuntingError
from stunting.geography import Register
from stunting.imports.kabupaten import chosen
from stunting.lokus import figure_files
from stunting.paths import Layout

app = typer.Typer(
    cls=Group, help="Data per desa/kelurahan untuk memilih lokus: KRS, layanan, kolom sendiri.", no_args_is_help=True
)


@app.command("list", cls=Command)
def list_(
    kabupaten: output.AnyKabupatenArgument = None,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan data per desa yang ditambahkan sendiri, per kabupaten dan tahun."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    code = chosen(register, kabupaten).code if kabupaten is not None else None
    found = [one for one in figure_files.own_figures(layout) if code in (None, one.kabupaten_code)]
    if as_json:
        output.as_json([dataclasses.asdict(one) for one in found])
        return
    lines = []
    for one in found:
        name = register.get(one.kabupaten_code).official_name
        figures = "; ".join(f"{label} {desa_n} desa/kelurahan" for label, desa_n in one.desa_n.items())
        lines.append(f"{one.kabupaten_code} {name} {one.year}: {figures} ({'; '.join(one.sources)}).")
    output.lines(lines or ["Belum ada data sendiri. Tambahkan dengan `python -m stunting figures add`."])


@app.command("add", cls=Command)
def add(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="CSV atau XLSX, satu baris per desa dan tahun.")],
    *,
    kabupaten: output.KabupatenOption,
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", min=2000, max=2100, help="Tahun baris tanpa tahun.")
    ] = None,
    source: Annotated[
        str, typer.Option("--source", metavar="TEKS", help="Asal angka, misalnya 'Verval KRS 2025, DPPKB'.")
    ] = "",
    units: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="JUDUL=SATUAN", help="Satuan kolom sendiri; dapat diulang."),
    ] = None,
    low: Annotated[
        list[str] | None,
        typer.Option("--low-is-worse", metavar="JUDUL", help="Kolom sendiri yang nilai rendahnya perlu dukungan."),
    ] = None,
    skipped: Annotated[
        list[str] | None, typer.Option("--skip", metavar="JUDUL", help="Kolom sendiri yang tidak dibaca.")
    ] = None,
    dry_run: output.DryRunOption = False,
) -> None:
    """Menambah atau mengganti data per desa dari sebuah tabel, lalu membuat rilis baru."""
    layout = Layout.default()
    draft = figure_files.read_figures(
        file, register=Register.shipped(layout.raw), kabupaten_code=kabupaten, year=year, source=source
    )
    for heading in skipped or []:
        draft = draft.without(heading)
    for one in units or []:
        heading, sign, unit = one.partition("=")
        if not sign:
            raise StuntingError(f"Satuan '{one}' tidak terbaca. Tulis seperti 'Jarak ke puskesmas=km'.")
        draft = draft.described(heading, unit=unit)
    for heading in low or []:
        draft = draft.described(heading, is_higher_worse=False)
    output.lines(draft.sentences())
    if dry_run:
        output.lines(["Ini baru pemeriksaan; tidak ada yang disimpan."])
        return
    with output.progress() as show:
        change = figure_files.add_figures(layout, draft, progress=show)
    output.lines(change.sentences())


@app.command("remove", cls=Command)
def remove(
    kabupaten: output.KabupatenArgument,
    year: Annotated[int, typer.Argument(metavar="TAHUN", help="Tahun data.")],
    heading: Annotated[
        str, typer.Option("--column", metavar="JUDUL", help="Hanya kolom sendiri ini; tanpa ini berarti semua.")
    ] = "",
) -> None:
    """Menghapus data per desa sendiri dari satu tahun, lalu membuat rilis baru."""
    layout = Layout.default()
    code = chosen(Register.shipped(layout.raw), kabupaten).code
    with output.progress() as show:
        change = figure_files.remove_figures(layout, kabupaten_code=code, year=year, heading=heading, progress=show)
    output.lines(change.sentences())


@app.command("template", cls=Command)
def template(
    kabupaten: output.KabupatenArgument,
    to: output.TemplateOption = Path("templat_data_desa.xlsx"),
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", min=2000, max=2100, help="Tahun yang sudah diisikan.")
    ] = None,
    with_recap: Annotated[
        bool, typer.Option("--recap", help="Dengan kolom rekap KRS: kesejahteraan, air, jamban, 4T.")
    ] = False,
) -> None:
    """Menulis templat XLSX dengan semua desa/kelurahan satu kabupaten."""
    register = Register.shipped(Layout.default().raw)
    content = figure_files.template(register, chosen(register, kabupaten).code, year=year, with_recap=with_recap)
    output.template(content, to, then="figures add")
