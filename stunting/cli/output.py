"""What commands share: options, progress on the error stream, JSON on the output stream."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from stunting.build import release
from stunting.errors import StuntingError

JsonOption = Annotated[bool, typer.Option("--json", help="Tulis laporan sebagai JSON.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Hanya periksa; tidak ada yang disimpan.")]
KabupatenArgument = Annotated[str, typer.Argument(metavar="KABUPATEN", help="Kode atau nama, misalnya 3514.")]
AnyKabupatenArgument = Annotated[
    str | None, typer.Argument(metavar="KABUPATEN", help="Kode atau nama; tanpa ini berarti semua.")
]
KabupatenOption = Annotated[str, typer.Option("--kabupaten", metavar="KODE", help="Kode atau nama, misalnya 3514.")]
TemplateOption = Annotated[Path, typer.Option("-o", "--output", metavar="BERKAS", help="Nama berkas templat.")]


@contextlib.contextmanager
def progress() -> Iterator[release.Progress]:
    """A progress bar on the error stream; silent where that is not a terminal. The work inside can be interrupted."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    hidden = not console.is_terminal
    with _stoppable(), Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task("Menyiapkan", total=1)

        def show(label: str, done: int, total: int) -> None:
            bar.update(task, description=label, completed=done, total=max(total, 1))

        yield show


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C and a polite request to end undo what was begun; whatever the work makes of it, it was cancelled.

    The database, for one, answers an interruption with an error of its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        # A second request would interrupt the cleaning.
        if not asked.is_set():
            asked.set()
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except BaseException:
        if asked.is_set():
            raise typer.Abort from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def as_json(facts: object) -> None:
    """One JSON document on the output stream."""
    print(json.dumps(facts, ensure_ascii=False, indent=2))


def lines(sentences: Iterable[str]) -> None:
    """One sentence per line on the output stream."""
    print("\n".join(sentences))


def template(content: bytes, to: Path, *, then: str) -> None:
    """Write an empty sheet, an XLSX whatever the name ends in, and say what comes next.

    then: the command that reads it filled in

    Raises:
        StuntingError: it cannot be written.
    """
    path = to.with_suffix(".xlsx")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        raise StuntingError(f"{path.name} tidak dapat ditulis. Tutup di Excel atau pilih folder lain.") from None
    lines([f"Templat ditulis: {path.name}. Isi, lalu jalankan `{then}`."])


def file(out: Path, content: bytes) -> None:
    """Write a file the reader asked for, and say where it is.

    Raises:
        StuntingError: it cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise StuntingError(
            f"{out.name} tidak dapat ditulis ({error.strerror}). Tutup berkas itu atau pilih folder lain."
        ) from error
    lines([f"{out} ({len(content) // 1024 + 1} kB)"])
