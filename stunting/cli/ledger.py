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
    from stunting.ledger import Entry, Ledger, Verification
    from stunting.ledger.books import Place
    from stunting.ledger.restoring import Restored

app = typer.Typer(
    cls=Group, help="Buku keputusan: melihat, memeriksa keutuhan, mencadangkan, memulihkan.", no_args_is_help=True
)

CasebookOption = Annotated[
    bool, typer.Option("--casebook", help="Buku kasus (terbatas: data per anak), bukan buku keputusan.")
]


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
def verify(*, casebook: CasebookOption = False, as_json: output.JsonOption = False) -> None:
    """Memeriksa apakah ada catatan yang diubah, dihapus, atau disisipkan; kode 1 bila ada."""
    found = _ledger(casebook=casebook).verify()
    if as_json:
        output.as_json(asdict(found))
    else:
        typer.echo(found.sentence, err=not found.is_sound)
        for one in found.breaks:
            typer.echo(f"  {one.seq}: {one.sentence} {one.detail}", err=True)
    if not found.is_sound:
        raise typer.Exit(1)


@app.command("backup", cls=Command)
def backup(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas baru, atau folder untuk menaruhnya.")],
    *,
    casebook: CasebookOption = False,
) -> None:
    """Menyalin buku ke berkas SQLite baru, juga dari PostgreSQL; boleh selagi dasbor dipakai."""
    from stunting.ledger.reading import verify_copy

    ledger = _ledger(casebook=casebook)
    written = ledger.backup(path)
    output.lines([f"Cadangan {ledger.place.book.noun.lower()} ditulis ke {written}."])
    if casebook:
        output.lines(["Isinya data per anak: simpan di tempat terkunci, jangan dikirim."])
    # The copy that is of no use is the one whose fault shows when it is needed.
    found = verify_copy(written, ledger.place.book)
    typer.echo(_state(found), err=not found.is_sound)


@app.command("restore", cls=Command)
def restore(
    path: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas yang ditulis `ledger backup`.")],
    *,
    force: Annotated[
        bool,
        typer.Option("--force", help="Juga bila buku memuat catatan yang tidak ada di cadangan; buku lama disimpan."),
    ] = False,
    casebook: CasebookOption = False,
) -> None:
    """Memulihkan buku dari cadangan, sesudah rantai cadangan itu diperiksa."""
    from stunting.ledger import restoring

    place = _place(casebook=casebook)
    output.lines(_said(restoring.restore(place, path, is_forced=force)))


@app.command("copy-to", cls=Command)
def copy_to(
    address: Annotated[
        str, typer.Argument(metavar="ALAMAT", help="Misalnya postgresql+psycopg://pengguna@server/buku.")
    ],
) -> None:
    """Menyalin buku ke basis data lain, misalnya ketika pindah ke PostgreSQL."""
    from stunting.ledger import restoring
    from stunting.ledger.books import place_of

    target = place_of(address)
    output.lines(_said(restoring.copy_to(_ledger(), target)))
    output.lines([f"Buku ini dipakai bila STUNTING_LEDGER berisi {target.url.render_as_string()}."])


def _ledger(*, casebook: bool = False) -> Ledger:
    # SQLAlchemy takes a moment that the other commands need not wait for.
    from stunting.ledger import Ledger

    return Ledger.at(_place(casebook=casebook))


def _place(*, casebook: bool = False) -> Place:
    from stunting.cases.casebook import casebook_place
    from stunting.ledger.books import place_of

    layout = Layout.default()
    return casebook_place(layout) if casebook else place_of(layout)


def _state(found: Verification) -> str:
    if not found.is_sound:
        return f"Perhatian, buku yang disalin sudah rusak: {found.sentence}"
    if not found.entry_n:
        return "Buku itu belum memuat catatan."
    return f"{formats.number(found.entry_n)} catatan, hash terakhir {found.last_sha256[:8]}."


def _said(done: Restored) -> list[str]:
    """What a restoring did, one sentence per line."""
    total = formats.number(done.entry_n)
    if done.added_n:
        said = [f"Dipulihkan: {total} catatan, hash terakhir {done.last_sha256[:8]}."]
    else:
        said = [f"Buku sudah memuat semua catatan cadangan itu: {total}, hash terakhir {done.last_sha256[:8]}."]
    if done.removed:
        numbers = ", ".join(map(str, done.removed[:10])) + (", …" if len(done.removed) > 10 else "")
        said.append(f"Tidak ada lagi di buku: catatan nomor {numbers} seperti tertulis sebelum ini.")
    if done.kept is not None:
        said.append(f"Buku yang lama disimpan di {done.kept}.")
    if done.missing:
        first, last = done.missing
        numbers = str(first) if first == last else f"{first} sampai {last}"
        said.append(
            f"Catatan nomor {numbers} pernah ada dan tidak ada di cadangan ini; pemeriksaan tetap menyebutnya. "
            "Cari cadangan yang lebih baru, atau terima kehilangannya dengan --force."
        )
    return said


def _facts(one: Entry) -> dict[str, object]:
    facts = asdict(one)
    return {**{key: value for key, value in facts.items() if key != "body_json"}, "body": one.body}


def _line(one: Entry) -> str:
    who = f"{one.author}, {one.role}" if one.role else one.author
    corrected = f" (memperbaiki nomor {one.corrects_seq})" if one.corrects_seq else ""
    head = f"{one.seq}. {formats.timestamp(one.moment)} {one.kind} {one.subject}{corrected}, {who}"
    return f"{head}: {' '.join(one.reason.split())}" if one.reason else head
