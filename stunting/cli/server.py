"""`server`: settings, start, units of systemd and the proxy of a server for many. See docs/server.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import StuntingError
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.server.check import Finding
    from stunting.server.config import ServerConfig

app = typer.Typer(
    cls=Group,
    help="Server untuk banyak pengguna: pengaturan, pemeriksaan, systemd, dan nginx.",
    no_args_is_help=True,
)


@app.command("init", cls=Command)
def init(
    *,
    url: Annotated[str, typer.Option("--url", metavar="ALAMAT", help="Alamat yang diketik pengguna.")] = "",
    workers: Annotated[int, typer.Option("--workers", metavar="JUMLAH", min=1, help="Banyaknya proses.")] = 2,
    only_secrets: Annotated[bool, typer.Option("--secrets", help="Hanya buat berkas rahasia yang belum ada.")] = False,
) -> None:
    """Menulis pengaturan server dengan penjelasan, dan rahasia yang dibuat acak."""
    from stunting.server import initial
    from stunting.server.config import VARIABLE, usual_path
    from stunting.server.config import find as find_settings

    path = find_settings() or usual_path()
    written = initial.write_secrets(path) if only_secrets else initial.write(path, public_url=url, workers=workers)
    output.lines([f"Ditulis: {one}" for one in written] or ["Semua berkas rahasia sudah ada."])
    if not only_secrets:
        elsewhere = "" if path == usual_path() else f" (dengan {VARIABLE}={path})"
        output.lines([f"Isi berkas itu, lalu periksa dengan `python -m stunting server check`{elsewhere}."])


@app.command("check", cls=Command)
def check(*, as_json: output.JsonOption = False) -> None:
    """Menyebut semua yang masih kurang sebelum server boleh dimulai; kode 1 bila ada."""
    found = _findings()
    stopping = [one for one in found if one.stops]
    if as_json:
        output.as_json([{"sentence": one.sentence, "stops": one.stops} for one in found])
    else:
        output.lines([_line(one) for one in found])
        if not stopping:
            output.lines(["Pengaturan lengkap: server boleh dimulai."])
    if stopping:
        raise typer.Exit(1)


@app.command("run", cls=Command)
def run(
    *, worker: Annotated[int, typer.Option("--worker", metavar="NOMOR", min=1, help="Proses ke berapa.")] = 1
) -> None:
    """Menjalankan satu proses server, sama dengan `serve --server`; biasanya dijalankan systemd."""
    serve_worker(worker)


@app.command("units", cls=Command)
def units(
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Misalnya /etc/systemd/system.")],
) -> None:
    """Menulis unit systemd: satu proses per nomor, target untuk semuanya, dan cadangan tiap malam."""
    from stunting.server import units as writing

    settings = _settings()
    written = writing.write(folder, settings, Layout.default())
    numbers = "{1.." + str(settings.workers) + "}" if settings.workers > 1 else "1"
    output.lines([f"Ditulis: {one}" for one in written])
    output.lines([f"Lalu: systemctl daemon-reload && systemctl enable --now stunting@{numbers} stunting.target"])


@app.command("proxy", cls=Command)
def proxy(
    path: Annotated[
        Path, typer.Option("-o", "--output", metavar="BERKAS", help="Misalnya /etc/nginx/sites-available/stunting.")
    ],
    *,
    certificate: Annotated[
        Path | None, typer.Option("--cert", metavar="BERKAS", help="Sertifikat TLS; bawaan: certbot.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="BERKAS", help="Kunci TLS; bawaan: certbot.")] = None,
) -> None:
    """Menulis pengaturan nginx: sesi yang menetap di satu proses, websocket, unggahan, TLS."""
    from stunting.server import proxy as writing

    output.file(path, writing.text(_settings(), Layout.default(), certificate=certificate, key=key).encode("utf-8"))
    output.lines(["Lalu: nginx -t && systemctl reload nginx"])


def serve_worker(worker: int) -> None:
    """Serve as worker 1, 2, ... of a server, if nothing stands in its way.

    Raises:
        StuntingError: everything that is missing, one sentence per line.
    """
    from stunting.server.config import activate

    settings = _settings()
    if worker > settings.workers:
        raise StuntingError(f"Hanya ada {settings.workers} proses. Naikkan [server] workers, atau pilih nomor lain.")
    found = _findings()
    for one in found:
        typer.echo(_line(one), err=True)
    if any(one.stops for one in found):
        raise StuntingError("Server tidak dimulai. Perbaiki hal-hal di atas, lalu mulai lagi.")
    activate(settings)
    # Imported late: what is imported here reads the environment.
    from stunting.access.viewer import ServiceMode, set_service_mode
    from stunting.cli.books_at_start import say_what_is_broken
    from stunting.network import LOOPBACK
    from stunting.ui import serve
    from stunting.ui.warm_up import open_everything

    set_service_mode(ServiceMode.SERVER)
    serve.serve(
        settings.port(worker),
        LOOPBACK,
        False,
        warm_ups=[open_everything, say_what_is_broken],
        settings=settings,
        worker=worker,
    )


def _settings() -> ServerConfig:
    from stunting.server import config, config_file

    return config_file.read(config.find() or config.usual_path())


def _findings() -> list[Finding]:
    """Also what is wrong with the file itself."""
    from stunting.server.admins import has_admin
    from stunting.server.check import Finding, check
    from stunting.server.config import ServerConfigError
    from stunting.server.config_file import use_ledger_of_server

    try:
        settings = _settings()
    except ServerConfigError as refused:
        return [Finding(sentence=one) for one in refused.problems]
    use_ledger_of_server()
    return check(settings, Layout.default(), has_admin=has_admin)


def _line(one: Finding) -> str:
    return f"{'KURANG' if one.stops else 'Catatan'}: {one.sentence}"
