"""`foster`: placements with foster parents: the empty sheet, its import, and a summary without any child."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from stunting.cases.casebook import open_casebook
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import StuntingError
from stunting.foster import importing, publishing, sheet, words
from stunting.foster.children import children_of
from stunting.foster.journal import Desk
from stunting.foster.monitoring import watch
from stunting.foster.placed import effect
from stunting.geography import Area, Register
from stunting.imports.kabupaten import chosen
from stunting.minutes.recording import Writer
from stunting.paths import Layout

app = typer.Typer(
    cls=Group, help="Orang tua asuh: lembar kosong, impor penempatan, ringkasan. Khusus petugas.", no_args_is_help=True
)

DayOption = Annotated[
    str, typer.Option("--date", metavar="TANGGAL", help="Dihitung per tanggal ini (2026-11-22); bawaan hari ini.")
]


@app.command("template", cls=Command)
def template(
    kabupaten: output.KabupatenArgument,
    to: output.TemplateOption = Path("templat_anak_asuh.xlsx"),
) -> None:
    """Menulis lembar kosong anak asuh dan orang tua asuh satu kabupaten."""
    area = _area(kabupaten)
    book = Desk(ledger=open_casebook(Layout.default()), kabupaten=area.code).book()
    output.template(sheet.template(book.programmes, place=area.official_name), to, then="foster import")


@app.command("import", cls=Command)
def import_(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="XLSX atau CSV, satu baris per anak asuh.")],
    *,
    kabupaten: output.KabupatenOption,
    author: Annotated[str, typer.Option("--author", metavar="NAMA", help="Petugas yang mencatat.")],
    role: Annotated[str, typer.Option("--role", metavar="JABATAN", help="Jabatannya.")] = "",
    dry_run: output.DryRunOption = False,
) -> None:
    """Memasukkan penempatan dari lembar kabupaten: semua baris atau tidak sama sekali."""
    layout, area = Layout.default(), _area(kabupaten)
    desk = Desk(ledger=open_casebook(layout), kabupaten=area.code)
    draft = importing.read_placements(
        file,
        name=file.name,
        layout=layout,
        book=desk.book(),
        children=children_of(layout, area.code),
        today=dt.date.today(),
    )
    output.lines(draft.sentences())
    if dry_run:
        output.lines(["Ini baru pemeriksaan; tidak ada yang disimpan."])
        return
    entries = importing.store(desk, draft, by=Writer(author=author, role=role))
    output.lines([f"Tersimpan di buku kasus: nomor {entries[0].seq} sampai {entries[-1].seq}."])


@app.command("summary", cls=Command)
def summary(
    kabupaten: output.KabupatenArgument,
    day: DayOption = "",
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan jumlah, yang perlu perhatian, dan perubahan TB/U; tanpa data per anak. Tidak menerbitkan apa pun."""
    layout, area = Layout.default(), _area(kabupaten)
    today = _day(day)
    book = Desk(ledger=open_casebook(layout), kabupaten=area.code).book()
    children = children_of(layout, area.code)
    seen, became = watch(book, children, today=today), effect(book, children, today=today)
    if as_json:
        draft = publishing.draft_of(book, children, Register.shipped(layout.raw), today=today)
        output.as_json(words.as_json(book, seen, became, draft))
        return
    output.lines([*words.reach(book, seen, place=area.official_name), *words.became(became)])


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else dt.date.today()
    except ValueError:
        raise StuntingError(f"Tanggal '{text[:20]}' tidak terbaca. Tulis seperti 2026-11-22.") from None


def _area(kabupaten: str) -> Area:
    return chosen(Register.shipped(Layout.default().raw), kabupaten)
