"""`lokus`: list, add and remove lists of priority villages, and write an empty sheet for one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from stunting import formats, lokus_queries, releases
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import ImportRefusedError
from stunting.frames import records
from stunting.geography import COUNTRY, Register
from stunting.lokus import list_files, register
from stunting.lokus.list_files import ListChange, checked_facts, read_list
from stunting.lokus.register import LokusList
from stunting.paths import Layout

app = typer.Typer(
    cls=Group,
    help="Daftar desa/kelurahan lokus: melihat, menambah dari lembar, menghapus, membuat templat.",
    no_args_is_help=True,
)

KabupatenArgument = Annotated[str, typer.Argument(metavar="KABUPATEN", help="Kode atau nama, misalnya 3514.")]
YearArgument = Annotated[int, typer.Argument(metavar="TAHUN", help="Tahun lokus.")]


@app.command("list", cls=Command)
def list_(
    area: Annotated[
        str | None, typer.Argument(metavar="WILAYAH", help="Kode atau nama; tanpa wilayah berarti semua.")
    ] = None,
    with_desa: Annotated[bool, typer.Option("--desa", help="Sebut setiap desa/kelurahan.")] = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan daftar lokus dan jumlah yang diumumkan; tanda * menunjuk yang ditambahkan sendiri."""
    layout = Layout.default()
    areas = Register.shipped(layout.raw)
    within = COUNTRY if area is None else areas.find(area).code
    with releases.open_release(layout).database as opened:
        frame = lokus_queries.lokus_of_area(opened, within=within)
        announced = lokus_queries.announced_lokus(opened, within=within)
    known = register.lists(frame)
    if as_json:
        output.as_json(
            {
                "lists": [_facts(one, frame) for one in known],
                "announced": announced.astype(object).where(announced.notna(), None).to_dict("records"),
            }
        )
        return
    lines: list[str] = []
    for one in known:
        lines.append(_line(one, known, areas))
        if said := register.compare_with_announced(one, announced):
            lines.append(f"    {said}")
        if with_desa:
            lines += _desa_lines(one, frame, areas)
    listed = {(one.kabupaten_code, one.lokus_year) for one in known}
    for row in records(announced.sort_values(["kabupaten_code", "lokus_year"])):
        if (row.kabupaten_code, row.lokus_year) not in listed:
            in_kecamatan = "" if pd.isna(row.kecamatan_n) else f" di {int(row.kecamatan_n)} kecamatan"
            lines.append(
                f"  {row.kabupaten_code} {areas.get(row.kabupaten_code).official_name} {row.lokus_year}: diumumkan "
                f"{row.desa_n} desa/kelurahan{in_kecamatan}, namanya tidak dimuat ({row.source})."
            )
    output.lines(lines or ["Belum ada daftar lokus. Tambahkan dengan `python -m stunting lokus add`."])


@app.command("add", cls=Command)
def add(
    area: KabupatenArgument,
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Lembar XLSX atau CSV.")],
    year: Annotated[
        int | None, typer.Option("--year", metavar="TAHUN", help="Tahun lokus, bila lembarnya tidak menyebut.")
    ] = None,
    decided: Annotated[str, typer.Option("--decided", metavar="TAHUN", help="Tahun rembuk yang menetapkan.")] = "",
    decree: Annotated[str, typer.Option("--decree", metavar="TEKS", help="Nomor SK.")] = "",
    decree_date: Annotated[
        str, typer.Option("--decree-date", metavar="TANGGAL", help="Tanggal SK, misalnya '1 Maret 2025'.")
    ] = "",
    source: Annotated[
        str, typer.Option("--source", metavar="TEKS", help="Dokumen dan halaman; boleh kosong bila ada nomor SK.")
    ] = "",
    dry_run: output.DryRunOption = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menambah atau mengganti daftar lokus satu kabupaten dan tahun dari sebuah lembar, lalu membuat rilis baru."""
    layout = Layout.default()
    areas = Register.shipped(layout.raw)
    code = areas.find(area, level="kabupaten").code
    draft = read_list(file, name=file.name, register=areas, kabupaten_code=code, lokus_year=year)
    if draft.problems:
        raise ImportRefusedError(
            f"{file.name} ditolak, tidak ada yang disimpan: {len(draft.problems)} masalah. Perbaiki lalu ulangi.",
            draft.problems,
        )
    facts = checked_facts(
        lokus_year=draft.lokus_year,
        source=source,
        decided_year=decided,
        decree=decree or draft.decree,
        decree_date=decree_date,
    )
    if dry_run:
        size = f"{len(draft.rows)} desa/kelurahan di {draft.kecamatan_n} kecamatan"
        said = [
            f"{file.name}: {size}, lokus {draft.lokus_year}.",
            *list_files.preview(layout, draft, facts),
            *draft.notes,
            "Ini baru pemeriksaan; tidak ada yang disimpan.",
        ]
        _tell(said, None, as_json=as_json, codes=draft.desa_codes)
        return
    with output.progress() as show:
        change = list_files.add_list(layout, draft, facts, progress=show)
    _tell([*draft.notes, *change.sentences()], change, as_json=as_json, codes=draft.desa_codes)


@app.command("remove", cls=Command)
def remove(area: KabupatenArgument, year: YearArgument, as_json: output.JsonOption = False) -> None:
    """Menghapus satu daftar yang ditambahkan sendiri, lalu membuat rilis baru."""
    layout = Layout.default()
    code = Register.shipped(layout.raw).find(area, level="kabupaten").code
    with output.progress() as show:
        change = list_files.remove_list(layout, kabupaten_code=code, lokus_year=year, progress=show)
    _tell(change.sentences(), change, as_json=as_json)


@app.command("template", cls=Command)
def template(
    area: KabupatenArgument,
    year: YearArgument,
    output_file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help="Nama berkas; bawaan lokus-KODE-TAHUN.xlsx.")
    ] = None,
) -> None:
    """Menulis lembar kosong untuk diisi, dengan nama semua desa/kelurahan di lembar kedua."""
    areas = Register.shipped(Layout.default().raw)
    code = areas.find(area, level="kabupaten").code
    path = (output_file or Path(f"lokus-{code}-{year}.xlsx")).with_suffix(".xlsx")
    if path.exists():
        raise ImportRefusedError(f"{path.name} sudah ada. Hapus dahulu, atau sebut nama lain dengan -o.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(list_files.template(areas, kabupaten_code=code, lokus_year=year))
    output.lines([f"Templat ditulis ke {path}. Isi, lalu jalankan `python -m stunting lokus add {code} {path}`."])


def _line(one: LokusList, known: tuple[LokusList, ...], areas: Register) -> str:
    kind = "*" if one.is_user_added else " "
    earlier = register.before(known, one)
    moved = ""
    if earlier is not None:
        changed = register.changes(earlier, one)
        moved = f"; {len(changed.new)} baru, {len(changed.continued)} lanjutan, {len(changed.left)} keluar"
    decree = f", SK {one.decree}" if one.decree else ""
    day = f" tanggal {formats.date(one.decree_date)}" if one.decree_date else ""
    sample = " DATA CONTOH." if one.is_sample else ""
    return (
        f"{kind} {one.kabupaten_code} {areas.get(one.kabupaten_code).official_name} {one.lokus_year}: "
        f"{len(one.desa_codes)} desa/kelurahan di {one.kecamatan_n} kecamatan{moved}{decree}{day} "
        f"({one.source.rstrip('.')}).{sample}"
    )


def _desa_lines(one: LokusList, frame: pd.DataFrame, areas: Register) -> list[str]:
    status = _status_of(one, frame)
    return [f"      {code} {areas.full_name(code)}: {status[code]}" for code in one.desa_codes]


def _status_of(one: LokusList, frame: pd.DataFrame) -> dict[str, str]:
    rows = frame[frame["lokus_year"] == one.lokus_year]
    return dict(zip(rows["desa_code"], rows["status"], strict=True))


def _facts(one: LokusList, frame: pd.DataFrame) -> dict[str, object]:
    return {
        "kabupaten_code": one.kabupaten_code,
        "lokus_year": one.lokus_year,
        "decided_year": one.decided_year,
        "decree": one.decree,
        "decree_date": one.decree_date.isoformat() if one.decree_date else None,
        "source": one.source,
        "is_sample": one.is_sample,
        "is_user_added": one.is_user_added,
        "kecamatan_n": one.kecamatan_n,
        "desa": {code: _status_of(one, frame)[code] for code in one.desa_codes},
    }


def _tell(said: list[str], change: ListChange | None, *, as_json: bool, codes: tuple[str, ...] = ()) -> None:
    if not as_json:
        output.lines(said)
        return
    release = change.release.id if change is not None else None
    output.as_json({"sentences": said, "release": release, "desa_codes": list(codes)})
