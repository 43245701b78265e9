"""`ledger`: read, check and copy the ledger of decisions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.ledger import Entry, Ledger

app = typer.Typer(cls=Group, help="Buku keputusan: melihat, memeriksa keutuhan, mencadangkan.", no_args_is_help=True)


@app.command("list", cls=Command)
def list_(
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="JENIS", help="Hanya jenis ini, misalnya lokus_dipilih.")
    ] = None,
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="KODE", help="Hanya wilayah ini, misalnya 3514.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="JUMLAH", min=1, help="Paling banyak sekian catatan.")
    ] = None,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan catatan buku, terbaru di atas."""
    found = _ledger().entries(kind=kind, subject=subject, limit=limit)
    if as_json:
        output.as_json([_facts(one) for one in found])
        return
    output.lines([_line(one) for one in found] or ["Belum ada catatan di buku."])


@app.command("verify", cls=Command)
def verify(as_json: output.JsonOption = False) -> None:
    """Memeriksa apakah ada catatan yang diubah, dihapus, atau disisipkan; kode 1 bila ada."""
    found = _ledger().verify()
    if as_json:
        output.as_json(asdict(found))
    else:
        typer.echo(found.sentence, err=not found.is_sound)
    if not found.is_sound:
        raise typer.Exit(1)


@app.command("backup", cls=Command)
def backup(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas baru, atau folder untuk menaruhnya.")],
) -> None:
    """Menyalin buku ke berkas baru; boleh selagi dasbor dipakai."""
    output.lines([f"Cadangan buku ditulis ke {_ledger().backup(path)}."])


def _ledger() -> Ledger:
    # SQLAlchemy takes a moment that the other commands need not wait for.
    from stunting.ledger import Ledger

    return Ledger.open(Layout.default())


def _facts(one: Entry) -> dict[str, object]:
    facts = asdict(one)
    return {**{key: value for key, value in facts.items() if key != "body_json"}, "body": one.body}


def _line(one: Entry) -> str:
    who = f"{one.author}, {one.role}" if one.role else one.author
    corrected = f" (memperbaiki nomor {one.corrects_seq})" if one.corrects_seq else ""
    head = f"{one.seq}. {formats.timestamp(one.moment)} {one.kind} {one.subject}{corrected}, {who}"
    return f"{head}: {' '.join(one.reason.split())}" if one.reason else head
