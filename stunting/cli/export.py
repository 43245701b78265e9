"""`export`: the files of the pages without a browser; the same code as the buttons."""

from __future__ import annotations

# `compose` is imported inside the commands: it brings the drawing libraries, for which no other command should wait.
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from stunting import queries, releases
from stunting.charts.picture import Picture
from stunting.cli import export_agenda, export_desa_sheet, export_lokus, output
from stunting.cli.words import Command, Group
from stunting.db import Database
from stunting.errors import UnknownChoiceError, nearest
from stunting.exports import tables
from stunting.exports.stamp import Stamp
from stunting.geography import Area, Register
from stunting.measures import Round
from stunting.paths import Layout

app = typer.Typer(cls=Group, help="Berkas tanpa peramban: peta, tren, banding, lokus.", no_args_is_help=True)
export_lokus.register(app)
export_agenda.register(app)
export_desa_sheet.register(app)

AreaArgument = Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode Kemendagri atau nama; 00 untuk Indonesia.")]
OutOption = Annotated[Path, typer.Option("-o", "--out", metavar="BERKAS", help="Tujuan; akhirannya memilih jenis.")]
ReleaseOption = Annotated[str | None, typer.Option("--rilis", metavar="ID", help="Rilis; bawaan: yang aktif.")]
RoundOption = Annotated[str, typer.Option("--survei", metavar="SURVEI-TAHUN", help="Misalnya ski-2023.")]

Makers = dict[str, Callable[[], bytes]]


@app.command("peta", cls=Command)
def map_(
    *,
    area: AreaArgument,
    survey: RoundOption,
    out: OutOption,
    beside: Annotated[
        str | None, typer.Option("--dengan", metavar="SURVEI-TAHUN", help="Survei kedua di sampingnya.")
    ] = None,
    level: Annotated[str, typer.Option("--satuan", metavar="TINGKAT", help="provinsi atau kabupaten.")] = "kabupaten",
    scheme: Annotated[str, typer.Option("--skema", metavar="KELAS", help="who2018, target, atau who1995.")] = "who2018",
    release: ReleaseOption = None,
) -> None:
    """Peta prevalensi sebagai png, csv, xlsx, atau geojson."""
    from stunting import compose

    with releases.open_release(Layout.default(), release).database as db:
        register = Register(queries.registered_areas(db))
        chosen = register.find(area)
        rounds = sorted({_round(db, key) for key in (survey, beside) if key}, key=lambda one: (one.year, one.survey))
        sheet = compose.map_of(db, register, chosen.code, level=level, rounds=rounds, scheme=scheme)
        _write(out, {"png": sheet.png, "csv": sheet.csv, "xlsx": sheet.xlsx, "geojson": sheet.geojson})


@app.command("tren", cls=Command)
def trend(*, area: AreaArgument, out: OutOption, release: ReleaseOption = None) -> None:
    """Tren satu wilayah sebagai png, csv, atau xlsx."""
    from stunting import compose

    with releases.open_release(Layout.default(), release).database as db:
        register = Register(queries.registered_areas(db))
        _write(out, _files(db, compose.trend_of(db, register, register.find(area).code)))


@app.command("banding", cls=Command)
def comparison(
    *,
    areas: Annotated[list[str], typer.Argument(metavar="WILAYAH...", help="Kabupaten/kota, kode atau nama.")],
    out: OutOption,
    first: Annotated[str | None, typer.Option("--dari", metavar="SURVEI-TAHUN", help="Survei pertama.")] = None,
    last: Annotated[str | None, typer.Option("--ke", metavar="SURVEI-TAHUN", help="Survei kedua.")] = None,
    release: ReleaseOption = None,
) -> None:
    """Perbandingan kabupaten/kota: antarwaktu, atau dua survei dengan --dari dan --ke; png, csv, atau xlsx."""
    from stunting import compose

    with releases.open_release(Layout.default(), release).database as db:
        register = Register(queries.registered_areas(db))
        codes = [_kabkota(register, name).code for name in areas]
        if first and last:
            picture = compose.dumbbell_of(db, register, codes, first=_round(db, first), last=_round(db, last))
        else:
            picture = compose.slope_of(db, register, codes)
        _write(out, _files(db, picture))


def _files(db: Database, picture: Picture) -> Makers:
    # Drawing needs matplotlib, which takes a second to load; a table does not wait for it.
    def png() -> bytes:
        from stunting.exports import pictures

        return pictures.to_png(picture.figure, stamp)

    stamp = Stamp.of(picture, release_id=queries.release_meta(db)["release_id"])
    return {
        "png": png,
        "csv": lambda: tables.to_csv(picture.table, stamp),
        "xlsx": lambda: tables.to_xlsx(picture.table, stamp),
    }


def _write(out: Path, makers: Makers) -> None:
    """Write the file whose ending was asked for.

    Raises:
        UnknownChoiceError: this figure has no such file.
    """
    ending = out.suffix.removeprefix(".").lower()
    if ending not in makers:
        raise UnknownChoiceError(out.name, [f"{out.stem or out.name}.{one}" for one in makers])
    output.file(out, makers[ending]())


def _round(db: Database, key: str) -> Round:
    frame = queries.coverage_of_rounds(db, key="stunting")
    known = {f"{s}-{y}": Round(survey=s, year=int(y)) for s, y in zip(frame["survey"], frame["year"], strict=True)}
    if key not in known:
        raise UnknownChoiceError(key, nearest(key, known) or tuple(known))
    return known[key]


def _kabkota(register: Register, name: str) -> Area:
    return register.find(name, level="kabupaten")
