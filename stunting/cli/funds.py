"""`funds`: money for stunting by desa: list, add and remove that of one's own, or write the template."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.funds import fund_files
from stunting.geography import Register
from stunting.imports.kabupaten import chosen
from stunting.paths import Layout

app = typer.Typer(cls=Group, help="Dana untuk stunting per desa/kelurahan.", no_args_is_help=True)


@app.command("list", cls=Command)
def list_(
    kabupaten: output.AnyKabupatenArgument = None,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan dana yang ditambahkan sendiri, per kabupaten dan tahun."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    code = chosen(register, kabupaten).code if kabupaten is not None else None
    found = [one for one in fund_files.own_funds(layout) if code in (None, one.kabupaten_code)]
    if as_json:
        output.as_json([dataclasses.asdict(one) for one in found])
        return
    lines = [
        f"{one.kabupaten_code} {register.get(one.kabupaten_code).official_name} {one.year}: "
        f"{formats.number(one.row_n)} baris, {formats.rupiah(one.budget_rp)} ({'; '.join(one.sources)})."
        for one in found
    ]
    output.lines(lines or ["Belum ada dana sendiri. Tambahkan dengan `python -m stunting funds add`."])


@app.command("add", cls=Command)
def add(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="CSV atau XLSX, satu baris per desa dan kegiatan.")],
    *,
    kabupaten: output.KabupatenOption,
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", min=2015, max=2100, help="Tahun baris tanpa tahun.")
    ] = None,
    source: Annotated[str, typer.Option("--source", metavar="TEKS", help="Sumber baris tanpa sumber.")] = "",
    dry_run: output.DryRunOption = False,
) -> None:
    """Menambah atau mengganti dana dari sebuah tabel, lalu membuat rilis baru."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    draft = fund_files.read_funds(
        file, register=register, kabupaten=chosen(register, kabupaten), name=file.name, year=year, source=source
    )
    output.lines(draft.sentences())
    if dry_run:
        output.lines(["Ini baru pemeriksaan; tidak ada yang disimpan."])
        return
    with output.progress() as show:
        change = fund_files.add_funds(layout, draft, progress=show)
    output.lines(change.sentences())


@app.command("remove", cls=Command)
def remove(
    kabupaten: output.KabupatenArgument,
    year: Annotated[int, typer.Argument(metavar="TAHUN", help="Tahun anggaran.")],
) -> None:
    """Menghapus dana sendiri dari satu tahun, lalu membuat rilis baru."""
    layout = Layout.default()
    code = chosen(Register.shipped(layout.raw), kabupaten).code
    with output.progress() as show:
        change = fund_files.remove_funds(layout, kabupaten_code=code, year=year, progress=show)
    output.lines(change.sentences())


@app.command("template", cls=Command)
def template(
    kabupaten: output.KabupatenArgument,
    to: output.TemplateOption = Path("templat_dana.xlsx"),
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", min=2015, max=2100, help="Tahun yang sudah diisikan.")
    ] = None,
) -> None:
    """Menulis templat XLSX dengan semua desa/kelurahan satu kabupaten."""
    register = Register.shipped(Layout.default().raw)
    output.template(fund_files.template(register, chosen(register, kabupaten), year=year), to, then="funds add")
