"""`show`: start a kept agenda on the screen without the page, see what runs, end it."""

from __future__ import annotations

from typing import Annotated

import typer

from stunting.cli import output
from stunting.cli.agenda_deck import deck_of_kept
from stunting.cli.words import Command, Group
from stunting.hall import hall, show_store
from stunting.hall.show import Show
from stunting.paths import Layout

app = typer.Typer(
    cls=Group,
    help="Tayangan rembuk: memulai agenda tersimpan tanpa halaman, melihat yang berjalan, mengakhirinya.",
    no_args_is_help=True,
)


@app.command("start", cls=Command)
def start(
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Nama agenda; huruf besar dan kecil sama saja.")],
    replaces: Annotated[bool, typer.Option("--replace", help="Akhiri tayangan lain yang sedang berjalan.")] = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menyiapkan slide sebuah agenda dan memulai tayangannya; dasbor yang berjalan langsung menayangkannya."""
    layout = Layout.default()
    deck, notice = deck_of_kept(layout, name)
    show = hall.start(layout, deck.agenda, deck, replaces=replaces)
    if as_json:
        output.as_json(_facts(show))
        return
    output.lines(
        [
            *([notice] if notice else []),
            *deck.problems,
            f"“{show.agenda_name}” tayang: {len(show.steps)} langkah, PIN peserta {show.pin}.",
            *_addresses(show),
        ]
    )


@app.command("list", cls=Command)
def list_(as_json: output.JsonOption = False) -> None:
    """Menampilkan tayangan yang sedang berjalan."""
    show = show_store.current(Layout.default())
    if as_json:
        output.as_json([] if show is None else [_facts(show)])
        return
    if show is None:
        output.lines(["Tidak ada tayangan. Mulai dengan `python -m stunting show start NAMA`."])
        return
    at = list(show.steps).index(show.position.step) + 1
    where = f"langkah {at} dari {len(show.steps)} ({show.position.step})"
    output.lines([f"  {show.agenda_name}: {where}, PIN peserta {show.pin}.", *_addresses(show)])


@app.command("end", cls=Command)
def end() -> None:
    """Mengakhiri tayangan yang sedang berjalan; PIN dan alamat layarnya tidak berlaku lagi."""
    layout = Layout.default()
    show = show_store.current(layout)
    if show is None:
        output.lines(["Tidak ada tayangan yang berjalan."])
        return
    show_store.end(layout, show.key)
    output.lines([f"Tayangan “{show.agenda_name}” diakhiri."])


def _addresses(show: Show) -> list[str]:
    return [
        "Buka di bawah alamat dasbor, misalnya http://localhost:8501:",
        f"  layar    /rembuk/layar?kunci={show.key}",
        f"  catatan  /rembuk/catatan?kunci={show.key}",
        f"  peserta  /ikuti?pin={show.pin}",
    ]


def _facts(show: Show) -> dict[str, object]:
    return {
        "agenda": show.agenda_name,
        "key": show.key,
        "pin": show.pin,
        "deck_hash": show.deck_hash,
        "started_at": show.started_at.isoformat(timespec="seconds"),
        "steps": list(show.steps),
        "position": show.position.to_json(),
    }
