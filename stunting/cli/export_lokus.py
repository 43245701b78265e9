"""`export lokus`: the appendix of a decree, or the card of one desa, as the page Lokus writes them."""

from __future__ import annotations

# What chooses, draws and typesets is imported inside the command: no other command should wait for it.
from pathlib import Path
from typing import Annotated

import typer

from stunting import queries, releases
from stunting.cli import output
from stunting.cli.words import Command
from stunting.errors import StuntingError, UnknownChoiceError
from stunting.geography import Register
from stunting.paths import Layout

FORMATS = ("docx", "xlsx", "pdf")


def register(app: typer.Typer) -> None:
    """Add the command to those of `export`."""
    app.command("lokus", cls=Command)(lokus)


def lokus(
    *,
    area: Annotated[str, typer.Argument(metavar="KABUPATEN", help="Kode atau nama, misalnya 3514.")],
    period: Annotated[
        str, typer.Option("--period", metavar="PERIODE", help="Misalnya bt:2025-08; bawaan: Bulan Timbang terbaru.")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="TAHUN", min=2018, max=2045, help="Tahun lokus; bawaan: tahun berikutnya."),
    ] = None,
    size: Annotated[
        int | None, typer.Option("--size", metavar="JUMLAH", min=1, help="Banyaknya desa; bawaan: daftar lalu.")
    ] = None,
    weights: Annotated[
        str, typer.Option("--weights", metavar="BOBOT", help="Misalnya prevalensi=30,kasus=30,krs=20,layanan=20.")
    ] = "",
    scenario: Annotated[str, typer.Option("--scenario", metavar="NAMA", help="Skenario tersimpan.")] = "",
    decision: Annotated[
        int | None, typer.Option("--decision", metavar="NOMOR", min=1, help="Keputusan di buku, menurut nomornya.")
    ] = None,
    card: Annotated[str, typer.Option("--card", metavar="DESA", help="Kartu satu desa (PDF): kode atau nama.")] = "",
    format_: Annotated[
        str, typer.Option("--format", metavar="JENIS", help="docx, xlsx, atau pdf; bawaan: akhiran -o, atau docx.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="BERKAS", help="Tujuan; akhirannya memilih jenis.")
    ] = None,
    release: Annotated[str | None, typer.Option("--rilis", metavar="ID", help="Rilis; bawaan: yang aktif.")] = None,
) -> None:
    """Lampiran SK lokus sebagai docx, xlsx, atau pdf; dengan --card kartu satu desa. Hitungan mode internal."""
    typed = {"--period": period, "--year": _written(year), "--size": _written(size), "--weights": weights}
    _refuse_together(typed, {"--scenario": scenario, "--decision": _written(decision)})
    if decision is not None and card:
        raise StuntingError("Kartu desa disusun dari skenario, bukan dari keputusan. Hapus --card atau --decision.")
    kind = _kind(format_, out, offered=("pdf",) if card else FORMATS)
    from stunting.cli import lokus_files as files

    layout = Layout.default()
    opened = releases.open_release(layout, release)
    with opened.database as database:
        areas = Register(queries.registered_areas(database))
        kabkota = areas.find(area, level="kabupaten")
        if kabkota.level != "kabupaten":
            raise StuntingError(f"{kabkota.official_name} bukan kabupaten/kota. Tulis kabupatennya.")
        place = files.Place(layout=layout, release=opened, district=files.District(database), kabkota=kabkota)
        if decision is not None:
            name, content = files.appendix_of_decision(place, decision, kind=kind)
        elif card:
            name, content = files.card_of_scenario(place, areas, typed, scenario=scenario, desa=card)
        else:
            name, content = files.appendix_of_scenario(place, typed, scenario=scenario, kind=kind)
    output.file(out or Path(name), content)


def _written(number: int | None) -> str:
    return "" if number is None else str(number)


def _refuse_together(typed: dict[str, str], kept: dict[str, str]) -> None:
    """A kept list says everything; other options would be ignored in silence."""
    written = [name for name, value in kept.items() if value]
    others = [name for name, value in typed.items() if value]
    if len(written) > 1 or (written and others):
        raise StuntingError(f"{written[0]} tidak dapat digabung dengan {(written[1:] + others)[0]}. Pilih salah satu.")


def _kind(written: str, out: Path | None, *, offered: tuple[str, ...]) -> str:
    ending = "" if out is None else out.suffix.removeprefix(".").lower()
    kind = written.lower() or ending or offered[0]
    if kind not in offered:
        raise UnknownChoiceError(kind, offered)
    if ending and ending != kind:
        raise StuntingError(f"Jenis {kind} tidak cocok dengan nama berkas {out.name if out else ''}. Samakan keduanya.")
    return kind
