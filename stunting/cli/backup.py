"""`backup`: the whole installation into one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import StuntingError
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.server.backups import Contents
    from stunting.server.config import ServerConfig

app = typer.Typer(
    cls=Group,
    help="Cadangan seluruh instalasi: rilis, tambahan, data terbatas, buku, akun, dan pengaturan.",
    no_args_is_help=True,
)

FileArgument = Annotated[Path, typer.Argument(metavar="BERKAS", help="Cadangan yang ditulis `backup create`.")]
FolderOption = Annotated[
    Path | None,
    typer.Option("--folder", "--to", metavar="FOLDER", help="Bawaan: folder di server.toml, atau data/cadangan."),
]
PassphraseOption = Annotated[
    Path | None, typer.Option("--passphrase-file", metavar="BERKAS", help="Berkas berisi kata sandi cadangan.")
]


@app.command("create", cls=Command)
def create(
    *,
    folder: FolderOption = None,
    passphrase_file: PassphraseOption = None,
    with_secrets: Annotated[bool, typer.Option("--secrets", help="Sertakan rahasia server (kuki, OIDC).")] = False,
    prunes: Annotated[
        bool, typer.Option("--prune", help="Sesudahnya hapus cadangan lama, sisakan sesuai server.toml.")
    ] = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menulis cadangan; boleh selagi dasbor dipakai."""
    from stunting.server import backup_making

    settings = _settings()
    to = folder or _folder(settings)
    passphrase = _passphrase(passphrase_file, settings)
    path, told = backup_making.create_backup(
        Layout.default(), to, settings=settings, passphrase=passphrase, with_secrets=with_secrets
    )
    removed = backup_making.prune(to, keep=settings.keep_backups if settings else 14) if prunes else []
    if as_json:
        output.as_json({"file": str(path), **_facts(told)})
        return
    said = [f"Cadangan ditulis: {path} ({formats.number(path.stat().st_size / 1e6, decimals=1)} MB).", *_lines(told)]
    said.append(
        "Cadangan ini disandikan; tanpa kata sandinya tidak dapat dibuka siapa pun."
        if told.is_sealed
        else "Cadangan ini TIDAK disandikan dan memuat data anak beserta kuncinya, serta akun: simpan di tempat "
        "terkunci, jangan dikirim. Sandikan dengan --passphrase-file."
    )
    if removed:
        said.append(f"Cadangan lama dihapus: {formats.number(len(removed))}.")
    output.lines(said)


@app.command("list", cls=Command)
def list_(*, folder: FolderOption = None, as_json: output.JsonOption = False) -> None:
    """Menampilkan cadangan yang ada, terbaru di atas."""
    from stunting.server.backups import listed

    found = listed(folder or _folder(_settings()))
    if as_json:
        output.as_json([{"file": str(one.path), "made_at": one.made_at.isoformat(), "size": one.size} for one in found])
        return
    output.lines(
        [
            f"{one.path}  {formats.timestamp(one.made_at)}  {formats.number(one.size / 1e6, decimals=1)} MB"
            for one in found
        ]
        or ["Belum ada cadangan. Buat dengan `python -m stunting backup create`."]
    )


@app.command("verify", cls=Command)
def verify(path: FileArgument, *, passphrase_file: PassphraseOption = None) -> None:
    """Membaca seluruh cadangan dan mencocokkan sidik setiap berkas; kode 1 bila ada yang rusak."""
    from stunting.server.backup_reading import reading

    with reading(path, _passphrase(passphrase_file, None if passphrase_file else _settings())) as opened:
        opened.check()
        output.lines([f"Cadangan {path.name} utuh: {formats.number(len(opened.contents.members))} berkas cocok."])
        output.lines(_lines(opened.contents))


@app.command("restore", cls=Command)
def restore(
    path: Annotated[
        Path | None, typer.Argument(metavar="BERKAS", help="Cadangan yang ditulis `backup create`.")
    ] = None,
    *,
    replaces: Annotated[
        bool, typer.Option("--replace", help="Folder data sudah berisi: simpan isinya di samping, lalu ganti.")
    ] = False,
    is_forced: Annotated[
        bool, typer.Option("--force", help="Juga bila rantai buku di cadangan rusak atau proses tampak berjalan.")
    ] = False,
    continues: Annotated[bool, typer.Option("--continue", help="Selesaikan pemulihan yang terputus.")] = False,
    passphrase_file: PassphraseOption = None,
) -> None:
    """Memulihkan seluruh instalasi, semuanya atau tidak sama sekali. Hentikan dasbor dahulu."""
    from stunting.server import restoring

    layout = Layout.default()
    if continues:
        was_cut_off = restoring.is_unfinished(layout)
        kept = restoring.finish(layout)
        output.lines(["Pemulihan selesai." if was_cut_off else "Tidak ada pemulihan yang terputus.", *_kept(kept)])
        return
    if path is None:
        raise StuntingError("Sebut cadangannya, misalnya `backup restore cadangan-….zip`; lihat `backup list`.")
    done = restoring.restore(
        layout,
        path,
        passphrase=_passphrase(passphrase_file, _settings()),
        replaces=replaces,
        is_forced=is_forced,
    )
    output.lines([f"Dipulihkan dari {path.name}.", *_lines(done.contents), *_kept(done.kept)])


def _kept(kept: Path | None) -> list[str]:
    return [] if kept is None else [f"Yang ada sebelumnya disimpan di {kept}; hapus bila sudah yakin."]


def _settings() -> ServerConfig | None:
    from stunting.server import config_file

    return config_file.of_installation()


def _folder(settings: ServerConfig | None) -> Path:
    from stunting.server.config import data_folder

    return settings.backup_folder if settings is not None else data_folder(Layout.default()) / "cadangan"


def _passphrase(file: Path | None, settings: ServerConfig | None) -> str:
    if file is None:
        return settings.backup_passphrase if settings is not None else ""
    try:
        found = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StuntingError(f"Berkas kata sandi {file} tidak dapat dibaca. Periksa nama dan izinnya.") from error
    if not found:
        raise StuntingError(f"Berkas kata sandi {file} kosong. Tulis kata sandinya di baris pertama.")
    return found


def _facts(told: Contents) -> dict[str, object]:
    return {
        "made_at": told.made_at,
        "release_id": told.release_id,
        "release_sha256": told.release_sha256,
        "books": told.books,
        "file_n": len(told.members),
        "size": told.size,
        "is_sealed": told.is_sealed,
        "has_secrets": told.has_secrets,
    }


def _lines(told: Contents) -> list[str]:
    said = [f"  Dibuat {formats.timestamp(told.moment)} dengan program versi {told.app_version}."]
    if told.release_id:
        said.append(f"  Rilis {told.release_id}, jejak isi {told.release_sha256[:8]}.")
    for name, facts in told.books.items():
        state = "" if facts["is_sound"] else ", RANTAI RUSAK"
        said.append(
            f"  {Path(name).stem}: {formats.number(facts['entry_n'])} catatan, hash terakhir "
            f"{facts['last_sha256'][:8]}{state}."
        )
    said.append(f"  {formats.number(len(told.members))} berkas, {formats.number(told.size / 1e6, decimals=1)} MB.")
    return said
