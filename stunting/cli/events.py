"""`events`: campaigns and other events: list, add and remove those of one's own, or write the template."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stunting.campaigns import event_files
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import StuntingError
from stunting.frames import records
from stunting.geography import Area, Register
from stunting.paths import Layout

app = typer.Typer(cls=Group, help="Kampanye dan kegiatan yang ditambahkan sendiri.", no_args_is_help=True)

AreaOption = Annotated[
    str, typer.Option("--wilayah", metavar="KODE", help="Kode atau nama provinsi atau kabupaten/kota, misalnya 1811.")
]


@app.command("list", cls=Command)
def list_(
    within: Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama; tanpa ini berarti semua.")] = "",
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan kegiatan yang ditambahkan sendiri dengan nomornya."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    found = event_files.own_events(layout, within=_area(register, within).code if within else "")
    if as_json:
        output.as_json(found.to_dict("records"))
        return
    lines = [f"{one.id} {one.event_date} {register.full_name(one.area_code)}: {one.title}." for one in records(found)]
    output.lines(lines or ["Belum ada kegiatan sendiri. Tambahkan dengan `python -m stunting events add`."])


@app.command("add", cls=Command)
def add(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="CSV atau XLSX, satu baris per kegiatan.")],
    *,
    within: AreaOption,
    source: Annotated[str, typer.Option("--source", metavar="TEKS", help="Sumber baris tanpa sumber.")] = "",
    dry_run: output.DryRunOption = False,
) -> None:
    """Menambah atau mengganti kegiatan dari sebuah tabel, lalu membuat rilis baru."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    draft = event_files.read_events(
        file, register=register, within=_area(register, within), name=file.name, source=source
    )
    output.lines(draft.sentences())
    if dry_run:
        output.lines(["Ini baru pemeriksaan; tidak ada yang disimpan."])
        return
    with output.progress() as show:
        change = event_files.add_events(layout, draft.events, progress=show)
    output.lines(change.sentences())


@app.command("remove", cls=Command)
def remove(
    ids: Annotated[list[str], typer.Argument(metavar="NOMOR...", help="Nomor dari `events list`.")],
) -> None:
    """Menghapus kegiatan sendiri, lalu membuat rilis baru."""
    with output.progress() as show:
        change = event_files.remove_events(Layout.default(), ids, progress=show)
    output.lines(change.sentences())


@app.command("template", cls=Command)
def template(
    within: Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama provinsi atau kabupaten/kota.")],
    to: output.TemplateOption = Path("templat_kegiatan.xlsx"),
) -> None:
    """Menulis templat XLSX untuk kegiatan satu provinsi atau kabupaten/kota."""
    register = Register.shipped(Layout.default().raw)
    output.template(event_files.template(register, _area(register, within)), to, then="events add")


def _area(register: Register, written: str) -> Area:
    area = register.find(written)
    if area.level not in ("provinsi", "kabupaten"):
        raise StuntingError(f"{area.official_name} bukan provinsi atau kabupaten/kota. Sebut salah satunya.")
    return area
