"""`export agenda`: the slides of a kept agenda as files, as the page Rembuk writes them."""

from __future__ import annotations

# What builds, draws and typesets is imported inside the command: no other command should wait for it.
from pathlib import Path
from typing import Annotated

import typer

from stunting.cli import output
from stunting.cli.words import Command
from stunting.errors import StuntingError, UnknownChoiceError
from stunting.paths import Layout

ENDINGS = {"pptx": "pptx", "pdf": "pdf", "html": "html", "zip": "png", "png": "png"}
# A province has its own template; what lies inside a kabupaten has that of the kabupaten.
KABUPATEN_DIGITS = 4


def register(app: typer.Typer) -> None:
    """Add the command to those of `export`."""
    app.command("agenda", cls=Command)(agenda)


def agenda(
    *,
    name: Annotated[str, typer.Argument(metavar="NAMA", help="Nama agenda; lihat `agenda list`.")],
    step: Annotated[str, typer.Option("--step", metavar="KUNCI", help="Satu langkah saja, misalnya peta.")] = "",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="BERKAS", help="Tujuan; akhirannya memilih: pptx, pdf, html, zip, png."),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="BERKAS", help="Templat PowerPoint; bawaan: yang tersimpan.")
    ] = None,
    with_notes: Annotated[bool, typer.Option("--notes", help="Sertakan catatan pembicara di PowerPoint.")] = False,
) -> None:
    """Slide sebuah agenda sebagai pptx, pdf, html, atau gambar png (zip). Angkanya mode publik."""
    from stunting.cli.agenda_deck import deck_of_kept
    from stunting.exports import slide_files, slide_sheets, template_store
    from stunting.exports.slide_files import KINDS, Options

    ending = out.suffix.removeprefix(".").lower() if out else "pptx"
    if ending not in ENDINGS:
        raise UnknownChoiceError(ending, tuple(ENDINGS))
    if ending == "png" and not step:
        raise StuntingError("Satu gambar memuat satu langkah. Sebut langkahnya dengan --step, atau tulis berkas .zip.")
    layout = Layout.default()
    deck, notice = deck_of_kept(layout, name)
    if notice:
        output.lines([notice])
    if step:
        slide = deck.slides[deck.agenda.position(step)]
        if ending == "png":
            output.file(out or Path(slide_files.picture_name(deck, slide)), slide_sheets.to_png(deck, slide))
            return
        deck = slide_files.only(deck, slide)
    own = _read(template) if template else template_store.read(layout.additions, deck.area.code[:KABUPATEN_DIGITS])
    content = KINDS[ENDINGS[ending]].make(deck, Options(template=own, has_notes=with_notes))
    output.file(out or Path(slide_files.file_name(deck, ending)), content)
    if deck.problems:
        output.lines(deck.problems)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StuntingError(
            f"{path.name} tidak dapat dibaca ({error.strerror}). Periksa nama dan foldernya."
        ) from error
