"""`export lembar-desa`: one A4 sheet per desa, as the page Layanan writes it."""

from __future__ import annotations

# What asks and typesets is imported inside the command: no other command should wait for it.
import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from stunting import queries, releases
from stunting.cli import output
from stunting.cli.words import Command
from stunting.errors import StuntingError, UnknownChoiceError, nearest
from stunting.geography import Register
from stunting.paths import Layout

MODES = ("publik", "internal")
ENDINGS = ("pdf", "zip")


def register(app: typer.Typer) -> None:
    """Add the command to those of `export`."""
    app.command("lembar-desa", cls=Command)(desa_sheet)


def desa_sheet(
    *,
    area: Annotated[str, typer.Argument(metavar="WILAYAH", help="Desa, kecamatan, atau kabupaten: kode atau nama.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="BERKAS", help="pdf: satu berkas; zip: satu per desa.")],
    mode: Annotated[str, typer.Option("--mode", metavar="MODE", help="publik atau internal.")] = "publik",
    period: Annotated[
        str, typer.Option("--period", metavar="PERIODE", help="Misalnya bt:2025-08; bawaan: Bulan Timbang terbaru.")
    ] = "",
    release: Annotated[str | None, typer.Option("--rilis", metavar="ID", help="Rilis; bawaan: yang aktif.")] = None,
) -> None:
    """Satu lembar A4 untuk setiap desa di dalam wilayah."""
    from stunting import letterhead_store
    from stunting.desa_sheet.beyond import beyond_growth, with_promises
    from stunting.desa_sheet.gathering import gather, with_beyond
    from stunting.desa_sheet.promised import promises_of
    from stunting.exports import desa_sheet as sheets
    from stunting.ledger import Ledger
    from stunting.promises.book import book_of
    from stunting.routine import choices, district
    from stunting.services.situation import Situation

    if mode not in MODES:
        raise UnknownChoiceError(mode, MODES)
    ending = out.suffix.removeprefix(".").lower()
    if ending not in ENDINGS:
        raise UnknownChoiceError(out.name, [f"{out.stem or out.name}.{one}" for one in ENDINGS])
    layout = Layout.default()
    with releases.open_release(layout, release).database as db:
        register_ = Register(queries.registered_areas(db))
        chosen = register_.find(area)
        kabkota = register_.ancestor(chosen.code, "kabupaten")
        if kabkota is None:
            raise StuntingError(f"{chosen.official_name} terlalu luas. Tulis satu kabupaten, kecamatan, atau desa.")
        asked, answers = district.Mode(mode), district.District(db)
        offered = {choices.period_key(one): one for one in answers.periods(kabkota.code, mode=asked)}
        newest = district.newest(tuple(offered.values()))
        if newest is None:
            raise choices.no_routine(kabkota)
        if period and period not in offered:
            raise UnknownChoiceError(period, nearest(period, offered) or tuple(offered)[-3:])
        chosen_period = offered[period] if period else newest
        growth = gather(answers, register_, kabkota, period=chosen_period, mode=asked)
        promised = promises_of(book_of(Ledger.open(layout), within=kabkota.code), day=dt.date.today())
        known = beyond_growth(Situation(answers), kabkota, year=chosen_period.year, mode=asked)
        beyond = with_promises(known, promised, within=chosen.code)
        facts = with_beyond(growth, beyond, within=chosen.code)
        release_id = queries.release_meta(db)["release_id"]
    made = sheets.sheets_of(
        facts, release_id=release_id, government=letterhead_store.read_or_default(layout.additions, kabkota).government
    )
    output.file(out, sheets.to_zip(made) if ending == "zip" else sheets.to_pdf(made))
