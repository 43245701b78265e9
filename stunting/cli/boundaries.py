"""`boundaries`: official boundaries instead of approximate ones."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stunting.build.release import build_release
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import ImportRefusedError
from stunting.geography import Register
from stunting.paths import Layout

app = typer.Typer(cls=Group, help="Batas resmi: memasang, melihat, melepas.", no_args_is_help=True)

LevelOption = Annotated[
    str | None, typer.Option("--level", metavar="TINGKAT", help="provinsi, kabupaten, kecamatan, atau desa.")
]


@app.command("install", cls=Command)
def install(
    *,
    file: Annotated[
        Path, typer.Argument(metavar="BERKAS", help="GeoJSON, GeoPackage, Shapefile zip, GeoParquet, TopoJSON.")
    ],
    level: LevelOption = None,
    layer: Annotated[str | None, typer.Option("--layer", metavar="NAMA", help="Lapisan di dalam berkas.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="TEKS", help="Penerbit berkas.")] = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", metavar="NAMA=KODE", help="Padankan satu nama; boleh berulang.")
    ] = None,
    dry_run: output.DryRunOption = False,
    as_json: output.JsonOption = False,
) -> None:
    """Memasang batas resmi dari sebuah berkas, lalu membuat rilis baru."""
    from stunting.boundary_files import install as install_file

    layout = Layout.default()
    report = install_file(
        file,
        layout=layout,
        register=Register.shipped(layout.raw),
        level=level,
        layer=layer,
        source=source,
        aliases=_aliases(alias or []),
        dry_run=dry_run,
    )
    built = _rebuilt(layout) if report.is_changed else None
    if as_json:
        output.as_json({**report.as_dict(), "release": built})
    else:
        output.lines([*report.sentences(), *([f"Rilis {built} aktif."] if built else [])])


@app.command("list", cls=Command)
def list_(as_json: output.JsonOption = False) -> None:
    """Menampilkan batas resmi yang terpasang."""
    from stunting.boundary_files import installed

    rows = installed(Layout.default()).to_dict("records")
    if as_json:
        output.as_json(rows)
    elif rows:
        output.lines([f"{row['level']:10} {row['units_n']:>6}  {row['boundary_source']}" for row in rows])
    else:
        output.lines(["Belum ada batas resmi; semua peta memakai batas perkiraan."])


@app.command("reset", cls=Command)
def reset(level: LevelOption = None) -> None:
    """Melepas batas resmi, sehingga batas perkiraan dipakai lagi, lalu membuat rilis baru."""
    from stunting.boundary_files import reset as reset_level

    layout = Layout.default()
    removed = reset_level(layout, level)
    if not removed:
        output.lines(["Tidak ada batas resmi yang terpasang; tidak ada yang berubah."])
        return
    listed = ", ".join(f"{count} {name}" for name, count in removed.items())
    output.lines([f"Batas resmi dilepas: {listed}.", f"Rilis {_rebuilt(layout)} aktif."])


def _rebuilt(layout: Layout) -> str:
    with output.progress() as show:
        return build_release(layout, progress=show).id


def _aliases(pairs: list[str]) -> dict[str, str]:
    split = [pair.rpartition("=") for pair in pairs]
    wrong = [pair for pair, (name, _, code) in zip(pairs, split, strict=True) if not name or not code]
    if wrong:
        raise ImportRefusedError(f"Alias '{wrong[0]}' tidak dapat dibaca. Tulis NAMA=KODE, misalnya Toba=1212.")
    return {name: code for name, _, code in split}
