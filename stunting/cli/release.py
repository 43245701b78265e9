"""`release`: list, show, use, verify and prune; what goes between kabupaten and province is in `cli/delivery.py`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from stunting import formats, releases
from stunting.cli import delivery, output
from stunting.cli.words import Command, Group
from stunting.errors import NoReleaseError, ReleaseError
from stunting.paths import Layout
from stunting.releases import Manifest

app = typer.Typer(
    cls=Group,
    help="Rilis data: melihat, memilih, memeriksa, membersihkan; mengirim ke dan menggabung di provinsi.",
    no_args_is_help=True,
)

app.command("export", cls=Command)(delivery.export)
app.command("merge", cls=Command)(delivery.merge)
app.command("trust", cls=Command)(delivery.trust)
app.command("untrust", cls=Command)(delivery.untrust)
app.add_typer(delivery.key_app, name="key")

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Nomor rilis, misalnya 20260222-090500-1a2b3c4d.")]
OptionalIdArgument = Annotated[
    str | None, typer.Argument(metavar="ID", help="Nomor rilis; tanpa nomor berarti yang aktif.")
]


@app.command("list", cls=Command)
def list_(as_json: output.JsonOption = False) -> None:
    """Menampilkan semua rilis, terbaru di atas; tanda * menunjuk yang aktif."""
    layout = Layout.default()
    found = releases.list_releases(layout)
    live = releases.current(layout)
    if as_json:
        output.as_json([{**asdict(card), "is_current": card.id == live} for card in found])
        return
    if not found:
        raise NoReleaseError(f"Belum ada rilis data. Jalankan `{releases.BUILD_COMMAND}` untuk membuatnya.")
    output.lines([f"{'*' if card.id == live else ' '} {_line(card)}" for card in found])


@app.command("show", cls=Command)
def show(release_id: OptionalIdArgument = None, as_json: output.JsonOption = False) -> None:
    """Menampilkan keterangan satu rilis."""
    layout = Layout.default()
    card = releases.manifest(layout, release_id or _live(layout))
    if as_json:
        output.as_json(asdict(card))
        return
    rows = ", ".join(f"{name} {formats.number(count)}" for name, count in card.tables.items())
    output.lines(
        [
            f"Rilis {card.id}",
            f"Dibuat: {formats.timestamp(card.created)} dengan program versi {card.app_version}",
            f"Berkas: {formats.number(card.size / 1e6, decimals=1)} MB, SHA-256 {card.sha256}",
            f"Jejak isi: {card.content_sha256}",
            f"Baris: {rows}",
        ]
    )


@app.command("use", cls=Command)
def use(release_id: IdArgument) -> None:
    """Mengaktifkan satu rilis; halaman memakainya sejak dibuka lagi."""
    card = releases.use(Layout.default(), release_id)
    output.lines([f"Rilis {card.id} dari {formats.timestamp(card.created)} kini aktif."])


@app.command("verify", cls=Command)
def verify(release_id: OptionalIdArgument = None) -> None:
    """Memeriksa berkas, tabel, dan isi satu rilis."""
    layout = Layout.default()
    chosen = release_id or _live(layout)
    problems = releases.verify(layout, chosen)
    if problems:
        raise ReleaseError(" ".join(problems))
    output.lines([f"Rilis {chosen} utuh: berkas, tabel, dan isinya sesuai dengan keterangannya."])


@app.command("from-aggregates", cls=Command)
def from_aggregates(
    source: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Hasil `python -m stunting aggregate`.")
    ] = None,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Terbitkan rilis tanpa hitungan nasional.")] = False,
) -> None:
    """Menerbitkan rilis dari hitungan seluruh negeri; kabupaten dengan impor sendiri tetap dihitung dari impornya."""
    from stunting.nation.national_release import from_aggregates as publish

    if (source is None) != remove:
        raise ReleaseError("Sebutkan folder hasil `python -m stunting aggregate`, atau --remove, salah satu saja.")
    with output.progress() as show:
        built = publish(Layout.default(), source, progress=show)
    rows = formats.number(built.manifest.tables["growth"])
    output.lines(
        [
            f"Rilis {built.id} {built.status} dalam {formats.number(built.seconds, decimals=1)} detik: {rows} hitungan "
            "per desa dan bulan."
        ]
    )


@app.command("prune", cls=Command)
def prune(
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep",
            metavar="N",
            help=f"Jumlah rilis terbaru yang disimpan. Bawaan: menurut server.toml, atau {releases.KEEP}.",
        ),
    ] = None,
) -> None:
    """Menghapus rilis lama; yang aktif tidak pernah dihapus."""
    result = releases.prune(Layout.default(), keep=_kept_n() if keep is None else keep)
    lines = [f"{len(result.removed)} rilis dihapus, {len(result.kept)} tersisa."]
    if result.busy:
        lines.append(f"Sedang dipakai program lain dan belum dihapus: {', '.join(result.busy)}. Tutup lalu ulangi.")
    output.lines(lines)


def _kept_n() -> int:
    from stunting.server import config_file

    settings = config_file.of_installation()
    return releases.KEEP if settings is None else settings.keep_releases


def _live(layout: Layout) -> str:
    live = releases.current(layout)
    if live is None:
        raise NoReleaseError(f"Belum ada rilis yang aktif. Jalankan `{releases.BUILD_COMMAND}` untuk membuatnya.")
    return live


def _line(card: Manifest) -> str:
    figures = formats.number(card.tables.get("survey_estimate"))
    return f"{card.id}  {formats.timestamp(card.created)}  {figures} angka survei"
