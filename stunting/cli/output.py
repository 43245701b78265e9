"""What commands share: options, progress on the error stream, JSON on the output stream."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from stunting.build import release

JsonOption = Annotated[bool, typer.Option("--json", help="Tulis laporan sebagai JSON.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Hanya periksa; tidak ada yang disimpan.")]


@contextlib.contextmanager
def progress() -> Iterator[release.Progress]:
    """A progress bar on the error stream; silent where that is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Menyiapkan", total=1)

        def show(label: str, done: int, total: int) -> None:
            bar.update(task, description=label, completed=done, total=max(total, 1))

        yield show


def as_json(facts: object) -> None:
    """One JSON document on the output stream."""
    print(json.dumps(facts, ensure_ascii=False, indent=2))


def lines(sentences: list[str]) -> None:
    """One sentence per line on the output stream."""
    print("\n".join(sentences))
