"""`target`: list, set and remove targets of one's own, each with its legal basis."""

from __future__ import annotations

from typing import Annotated

import typer

from stunting import target_files
from stunting.build import targets
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.frames import records
from stunting.geography import Register
from stunting.own_tables import OwnChange
from stunting.paths import Layout
from stunting.target_files import checked_target, written_percent

app = typer.Typer(
    cls=Group, help="Target prevalensi: melihat, menetapkan, menghapus target sendiri.", no_args_is_help=True
)

AreaArgument = Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama, misalnya 3514.")]
YearArgument = Annotated[str, typer.Argument(metavar="TAHUN", help="Tahun target, 2000 sampai 2045.")]


@app.command("list", cls=Command)
def list_(
    area: Annotated[
        str | None, typer.Argument(metavar="WILAYAH", help="Kode atau nama; tanpa wilayah berarti semua.")
    ] = None,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan target; tanda * menunjuk yang ditetapkan sendiri."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    frame = targets.targets(layout)
    if area is not None:
        frame = frame[frame["area_code"] == register.find(area).code]
    if as_json:
        output.as_json(frame.astype(object).where(frame.notna(), None).to_dict("records"))
        return
    lines = []
    for row in records(frame):
        name = register.known_name(row.area_code)
        note = f" {row.note}" if row.note else ""
        lines.append(
            f"{'*' if row.is_user_added else ' '} {row.area_code} {name} {row.year}: "
            f"{written_percent(row.value_pct)}, {row.basis} ({row.source}).{note}"
        )
    output.lines(lines or ["Belum ada target. Tetapkan dengan `python -m stunting target set`."])


@app.command("set", cls=Command)
def set_(
    area: AreaArgument,
    year: YearArgument,
    value: Annotated[str, typer.Argument(metavar="PERSEN", help="Prevalensi yang dituju, misalnya 12,5.")],
    basis: Annotated[str, typer.Option("--basis", metavar="TEKS", help="Dasar hukum, misalnya Perda RPJMD.")],
    source: Annotated[str, typer.Option("--source", metavar="TEKS", help="Dokumen dan halaman, atau tautan.")],
    verified: Annotated[
        bool, typer.Option("--verified", help="Angkanya sudah dicocokkan dengan naskah aslinya.")
    ] = False,
    note: Annotated[str, typer.Option("--note", metavar="TEKS", help="Catatan.")] = "",
) -> None:
    """Menambah atau mengubah satu target, lalu membuat rilis baru."""
    layout = Layout.default()
    target = checked_target(
        Register.shipped(layout.raw),
        area=area,
        year=year,
        value=value,
        basis=basis,
        source=source,
        is_verified=verified,
        note=note,
    )
    with output.progress() as show:
        change = target_files.set_target(layout, target, progress=show)
    _tell(change)


@app.command("remove", cls=Command)
def remove(
    area: AreaArgument,
    year: Annotated[int, typer.Argument(metavar="TAHUN", help="Tahun target.")],
    basis: Annotated[
        str | None, typer.Option("--basis", metavar="TEKS", help="Dasar hukum, bila ada beberapa untuk tahun itu.")
    ] = None,
) -> None:
    """Menghapus satu target sendiri, lalu membuat rilis baru; target bawaan yang digantikannya berlaku lagi."""
    layout = Layout.default()
    code = Register.shipped(layout.raw).find(area).code
    with output.progress() as show:
        change = target_files.remove_target(layout, area_code=code, year=year, basis=basis, progress=show)
    _tell(change)


def _tell(change: OwnChange) -> None:
    output.lines(change.sentences())
