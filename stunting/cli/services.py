"""`services`: coverage of services: list, add and remove counts of one's own, write the template, set targets."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import UnknownChoiceError
from stunting.geography import Register
from stunting.imports.kabupaten import chosen
from stunting.paths import Layout
from stunting.services import files, targets
from stunting.services.headings import period_of, service_of
from stunting.services.registry import BY_KEY
from stunting.services.service import ESSENTIAL, LISTS

app = typer.Typer(
    cls=Group, help="Cakupan layanan menurut desa atau kecamatan: 29 layanan dan Perpres 72/2021.", no_args_is_help=True
)
target_app = typer.Typer(cls=Group, help="Target cakupan layanan yang ditetapkan sendiri.", no_args_is_help=True)
app.add_typer(target_app, name="target")

PeriodOption = Annotated[
    str, typer.Option("--period", metavar="PERIODE", help="Periode: 'tahun', 'Semester I', 'TW II', 'Agustus'.")
]
YearOption = Annotated[int | None, typer.Option("--year", metavar="TAHUN", min=2000, max=2100, help="Tahun data.")]
AreaArgument = Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama; 00 untuk Indonesia.")]
ServiceArgument = Annotated[str, typer.Argument(metavar="LAYANAN", help="Kunci atau nama, misalnya asi.")]
YearArgument = Annotated[int, typer.Argument(metavar="TAHUN", help="Tahun.")]


@app.command("list", cls=Command)
def list_(
    kabupaten: output.AnyKabupatenArgument = None,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan layanan yang ditambahkan sendiri, per kabupaten dan periode."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    code = chosen(register, kabupaten).code if kabupaten is not None else None
    found = [one for one in files.own(layout) if code in (None, one.kabupaten_code)]
    if as_json:
        output.as_json([dataclasses.asdict(one) for one in found])
        return
    lines = [
        f"{one.kabupaten_code} {register.get(one.kabupaten_code).official_name} {one.label}: {one.service_n} layanan, "
        f"{one.area_n} wilayah ({'; '.join(one.sources)})."
        for one in found
    ]
    output.lines(lines or ["Belum ada layanan sendiri. Tambahkan dengan `python -m stunting services add`."])


@app.command("add", cls=Command)
def add(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="CSV, XLSX, XLS, atau ODS.")],
    *,
    kabupaten: output.KabupatenOption,
    year: YearOption = None,
    period: PeriodOption = "",
    source: Annotated[
        str, typer.Option("--source", metavar="TEKS", help="Asal angka, misalnya 'Web Aksi TW II 2025, Bappeda'.")
    ] = "",
    dry_run: output.DryRunOption = False,
) -> None:
    """Menambah atau mengganti cakupan layanan dari sebuah tabel, lalu membuat rilis baru."""
    layout = Layout.default()
    draft = files.read_draft(
        file, register=Register.shipped(layout.raw), kabupaten_code=kabupaten, year=year, period=period, source=source
    )
    output.lines(draft.sentences())
    if dry_run:
        output.lines(["Ini baru pemeriksaan; tidak ada yang disimpan."])
        return
    with output.progress() as show:
        change = files.add(layout, draft, progress=show)
    output.lines(change.sentences())


@app.command("remove", cls=Command)
def remove(
    kabupaten: output.KabupatenArgument,
    year: YearArgument,
    period: PeriodOption = "",
    service: Annotated[
        str, typer.Option("--service", metavar="LAYANAN", help="Hanya layanan ini; tanpa ini berarti semua.")
    ] = "",
) -> None:
    """Menghapus layanan sendiri dari satu tahun atau periode, lalu membuat rilis baru."""
    layout = Layout.default()
    code = chosen(Register.shipped(layout.raw), kabupaten).code
    with output.progress() as show:
        change = files.remove(
            layout,
            kabupaten_code=code,
            year=year,
            period=_period(period, year),
            service_key=_service(service) if service else "",
            progress=show,
        )
    output.lines(change.sentences())


@app.command("template", cls=Command)
def template(
    kabupaten: output.KabupatenArgument,
    to: output.TemplateOption = Path("templat_layanan.xlsx"),
    year: YearOption = None,
    period: PeriodOption = "",
    level: Annotated[str, typer.Option("--level", metavar="TINGKAT", help="desa atau kecamatan.")] = "desa",
    listed: Annotated[str, typer.Option("--list", metavar="DAFTAR", help="29 atau perpres.")] = ESSENTIAL,
) -> None:
    """Menulis templat XLSX dengan semua desa atau kecamatan satu kabupaten."""
    register = Register.shipped(Layout.default().raw)
    for asked, known in ((level, ("desa", "kecamatan")), (listed, tuple(LISTS))):
        if asked not in known:
            raise UnknownChoiceError(asked, known)
    content = files.template_xlsx(
        register,
        chosen(register, kabupaten).code,
        year=year,
        period=_period(period, year),
        level=level,
        listed=listed,
    )
    output.template(content, to, then="services add")


@target_app.command("list", cls=Command)
def list_targets(as_json: output.JsonOption = False) -> None:
    """Menampilkan target layanan yang ditetapkan sendiri."""
    found = targets.own(Layout.default())
    if as_json:
        output.as_json([dataclasses.asdict(one) for one in found])
        return
    lines = [
        f"{one.area_code} {one.year} {BY_KEY[one.service_key].short}: {formats.percent(one.value_pct)} ({one.source})."
        for one in found
    ]
    output.lines(lines or ["Belum ada target sendiri. Tetapkan dengan `python -m stunting services target set`."])


@target_app.command("set", cls=Command)
def set_target(
    area: AreaArgument,
    service: ServiceArgument,
    year: YearArgument,
    value: Annotated[str, typer.Argument(metavar="PERSEN", help="Cakupan yang harus dicapai, misalnya 90 atau 12,5.")],
    *,
    source: Annotated[str, typer.Option("--source", metavar="TEKS", help="Dokumen asal, misalnya 'RPJMD 2025-2029'.")],
    is_verified: Annotated[bool, typer.Option("--verified", help="Sudah dicocokkan dengan dokumennya.")] = False,
) -> None:
    """Menetapkan satu target layanan, lalu membuat rilis baru."""
    layout = Layout.default()
    target = targets.read_target(
        Register.shipped(layout.raw),
        area=area,
        service=service,
        year=year,
        value=value,
        source=source,
        is_verified=is_verified,
    )
    with output.progress() as show:
        change = targets.add(layout, target, progress=show)
    output.lines(change.sentences())


@target_app.command("remove", cls=Command)
def remove_target(area: AreaArgument, service: ServiceArgument, year: YearArgument) -> None:
    """Menghapus satu target layanan sendiri, lalu membuat rilis baru."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    digits = area.replace(".", "")
    code = register.get(digits).code if digits.isdigit() else register.find(area).code
    with output.progress() as show:
        change = targets.remove(layout, area_code=code, service_key=_service(service), year=year, progress=show)
    output.lines(change.sentences())


def _period(written: str, year: int | None) -> str:
    found = period_of(written, year=year) if written else ""
    if written and not found:
        raise UnknownChoiceError(written, ("tahun", "Semester I", "Triwulan II", "Agustus"))
    return found


def _service(written: str) -> str:
    found = service_of(written)
    if not found:
        raise UnknownChoiceError(written, list(BY_KEY)[:3])
    return found
