"""`audit`: who did what on a server: read it, check it, take it along."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import LedgerError, StuntingError
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.access.trail import Question
    from stunting.ledger import Ledger

app = typer.Typer(
    cls=Group, help="Jejak akses server: melihat, memeriksa keutuhan, mengekspor, mencadangkan.", no_args_is_help=True
)

SinceOption = Annotated[str | None, typer.Option("--since", metavar="TANGGAL", help="Sejak hari ini, 2026-01-31.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="TANGGAL", help="Sampai dengan hari ini.")]
AccountOption = Annotated[str, typer.Option("--account", metavar="NAMA", help="Hanya akun ini.")]
KindOption = Annotated[str | None, typer.Option("--kind", metavar="JENIS", help="Hanya jenis ini, misalnya ekspor.")]
AreaOption = Annotated[str, typer.Option("--area", metavar="KODE", help="Hanya wilayah ini dan di dalamnya.")]


@app.command("list", cls=Command)
def list_(
    *,
    since: SinceOption = None,
    until: UntilOption = None,
    account: AccountOption = "",
    kind: KindOption = None,
    area: AreaOption = "00",
    limit: Annotated[int, typer.Option("--limit", metavar="JUMLAH", min=1, help="Paling banyak sekian.")] = 100,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan jejak, terbaru di atas."""
    from stunting.access import trail

    found = trail.lines(Layout.default(), _question(since, until, account, kind, area), most=limit)
    if as_json:
        output.as_json([{**asdict(one), "at": one.at.isoformat()} for one in found])
        return
    output.lines(
        [
            f"{one.year}/{one.seq} {formats.timestamp(one.at)} {one.event}, {one.author}, {one.area_code}"
            + (f": {one.detail}" if one.detail else "")
            for one in found
        ]
        or ["Tidak ada jejak untuk pilihan itu."]
    )


@app.command("verify", cls=Command)
def verify(*, as_json: output.JsonOption = False) -> None:
    """Memeriksa rantai tiap tahun; kode 1 bila ada yang diubah, dihapus, atau disisipkan."""
    from stunting.access import trail

    found = trail.standing(Layout.default())
    if as_json:
        output.as_json([asdict(one) for one in found])
    else:
        for one in found:
            typer.echo(f"{one.year}: {one.found.sentence} {one.tie}".strip(), err=not one.is_sound)
            for broken in one.found.breaks:
                typer.echo(f"  {broken.seq}: {broken.sentence} {broken.detail}", err=True)
        if not found:
            typer.echo("Belum ada jejak.")
    if not all(one.is_sound for one in found):
        raise typer.Exit(1)


@app.command("export", cls=Command)
def export(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas baru, .csv atau .xlsx.")],
    *,
    since: SinceOption = None,
    until: UntilOption = None,
    account: AccountOption = "",
    kind: KindOption = None,
    area: AreaOption = "00",
) -> None:
    """Menulis jejak ke berkas CSV atau Excel."""
    from stunting.access import trail
    from stunting.exports.trail_file import csv_bytes, xlsx_bytes

    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise StuntingError("Akhiri nama berkas dengan .csv atau .xlsx.")
    if path.exists():
        raise StuntingError(f"Sudah ada berkas {path.name} di sana. Pilih nama lain.")
    found = trail.lines(Layout.default(), _question(since, until, account, kind, area), most=trail.MOST_TAKEN)
    try:
        path.write_bytes(csv_bytes(found) if path.suffix.lower() == ".csv" else xlsx_bytes(found))
    except OSError as error:
        raise StuntingError(f"Berkas tidak dapat ditulis ({error.strerror}). Pilih folder lain.") from error
    output.lines([f"{formats.number(len(found))} baris ditulis ke {path}."])


@app.command("backup", cls=Command)
def backup(
    year: Annotated[int, typer.Argument(metavar="TAHUN")],
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas baru, atau folder untuk menaruhnya.")],
) -> None:
    """Menyalin jejak satu tahun ke berkas SQLite, juga dari PostgreSQL."""
    output.lines([f"Cadangan jejak {year} ditulis ke {_of_year(year).backup(path)}."])


@app.command("restore", cls=Command)
def restore(
    year: Annotated[int, typer.Argument(metavar="TAHUN")],
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas yang ditulis `audit backup`.")],
) -> None:
    """Memulihkan jejak satu tahun dari cadangan, sesudah rantainya diperiksa."""
    from stunting.ledger import restoring, trails

    done = restoring.restore(trails.place_of_year(Layout.default(), year), path)
    output.lines([f"Jejak {year} memuat {formats.number(done.entry_n)} catatan, hash terakhir {done.last_sha256[:8]}."])


def _of_year(year: int) -> Ledger:
    from stunting.ledger import trails

    layout = Layout.default()
    if year not in trails.years(layout):
        raise LedgerError(f"Tidak ada jejak tahun {year} di sini. Lihat tahun yang ada dengan `audit verify`.")
    return trails.open_year(layout, year)


def _question(since: str | None, until: str | None, account: str, kind: str | None, area: str) -> Question:
    from stunting.access.audit import Event
    from stunting.access.trail import Question
    from stunting.errors import nearest

    known = {one.value: one for one in Event}
    if kind is not None and kind not in known:
        close = nearest(kind, known)
        hint = f" Maksud Anda {close[0]}?" if close else f" Yang ada: {', '.join(known)}."
        raise StuntingError(f"Jenis '{kind}' tidak dikenal.{hint}")
    return Question(
        since=_day(since), until=_day(until), author=account, event=known[kind] if kind else None, area_code=area
    )


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise StuntingError("Tanggal ditulis tahun-bulan-hari, misalnya 2026-12-31. Tulis ulang.") from None
