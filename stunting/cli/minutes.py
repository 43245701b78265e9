"""`minutes`: record a rembuk from a file, make its berita acara, and check one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting import formats, releases
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.ledger import Ledger
    from stunting.minutes.verification import Verdict

app = typer.Typer(cls=Group, help="Berita acara rembuk: mencatat, membuat, memeriksa keaslian.", no_args_is_help=True)

LARGEST_BYTES = 20_000_000


@app.command("record", cls=Command)
def record(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas TOML atau JSON; lihat docs/minutes.md.")],
    as_json: output.JsonOption = False,
) -> None:
    """Mencatat satu rembuk dari berkas ke buku; diulang berarti hanya perubahan yang ditulis."""
    from dataclasses import replace

    from stunting.minutes import meeting_files, reading, syncing

    layout = Layout.default()
    said = meeting_files.read(file)
    ledger = _ledger(layout)
    if not said.meeting.release_id and not reading.has_meeting(ledger, said.meeting.id):
        # What the room saw is what the dashboard shows now, unless the file says otherwise.
        said = replace(said, meeting=replace(said.meeting, release_id=releases.current(layout) or ""))
    found = syncing.sync(ledger, said)
    if as_json:
        output.as_json(asdict(found))
        return
    output.lines([*found.sentences, f"Buat berita acaranya: `python -m stunting minutes make {found.meeting_id}`."])


@app.command("list", cls=Command)
def list_(as_json: output.JsonOption = False) -> None:
    """Menampilkan rembuk yang tercatat, terbaru di atas, dan nomor berita acaranya."""
    from stunting.minutes import issuing, reading

    ledger = _ledger(Layout.default())
    newest: dict[str, int] = {}
    for made in issuing.issued(ledger):
        newest.setdefault(made.content.meeting_id, made.entry.seq)
    found = reading.meetings(ledger)
    if as_json:
        output.as_json(
            [
                {
                    "id": one.record.id,
                    "area_code": one.record.area_code,
                    "date": one.record.date.isoformat(),
                    "release_id": one.record.release_id,
                    "minutes_seq": newest.get(one.record.id),
                }
                for one in found
            ]
        )
        return
    lines = []
    for one in found:
        seq = newest.get(one.record.id)
        said = f"berita acara nomor {seq}" if seq else "belum ada berita acara"
        lines.append(f"{one.record.id}: {formats.date(one.record.date)}, {one.record.place}; {said}.")
    output.lines(lines or ["Belum ada rembuk yang tercatat. Catat dengan `python -m stunting minutes record BERKAS`."])


@app.command("make", cls=Command)
def make(
    *,
    meeting: Annotated[
        str | None, typer.Argument(metavar="REMBUK", help="Kode rembuk, misalnya rembuk-3514-20260226.")
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Folder tujuan.")] = Path(),
    author: Annotated[str, typer.Option("--nama", metavar="NAMA", help="Siapa yang menerbitkan.")] = "",
    role: Annotated[str, typer.Option("--jabatan", metavar="TEKS", help="Jabatannya.")] = "",
    seq: Annotated[
        int | None, typer.Option("--nomor", metavar="NOMOR", help="Cetak ulang berita acara nomor ini apa adanya.")
    ] = None,
    as_json: output.JsonOption = False,
) -> None:
    """Membuat berita acara sebagai DOCX dan PDF, dan mencatat isinya di buku."""
    from stunting.minutes import making, reading
    from stunting.minutes.recording import Writer
    from stunting.minutes.typed import MinutesError

    layout = Layout.default()
    ledger = _ledger(layout)
    if seq is not None:
        made = making.again(layout, ledger, seq)
    elif meeting is None:
        raise MinutesError("Sebut rembuknya. Lihat kodenya dengan `python -m stunting minutes list`.")
    else:
        written = reading.written_meeting(ledger, meeting)
        by = Writer(author=author or written.author, role=role if author else written.role)
        made = making.make(layout, ledger, meeting, by=by)
    paths = [out / f"{made.file_stem}.{kind}" for kind in ("docx", "pdf")]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, (made.docx, made.pdf), strict=True):
            path.write_bytes(content)
    except OSError as error:
        raise MinutesError(f"Berkas tidak dapat ditulis ({error.strerror}). Pilih folder lain.") from error
    entry, proof = made.issued.entry, made.issued.proof
    if as_json:
        output.as_json(
            {
                "files": [str(path) for path in paths],
                "seq": entry.seq,
                "code": proof.code,
                "sha256": proof.sha256,
                "gaps": made.gaps,
            }
        )
        return
    output.lines(
        [
            f"Berita acara nomor {entry.seq}, kode periksa {proof.code}.",
            *(f"Ditulis: {path}" for path in paths),
            *(f"Perhatikan: {one}" for one in made.gaps),
        ]
    )


@app.command("verify", cls=Command)
def verify(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berita acara, DOCX atau PDF.")],
    as_json: output.JsonOption = False,
) -> None:
    """Memeriksa apakah berita acara masih sama dengan buku; kode 1 bila berubah, diganti, atau tidak dikenal."""
    from stunting.minutes import verification
    from stunting.minutes.typed import MinutesError
    from stunting.whole_files import read_at_most

    try:
        content = read_at_most(file, LARGEST_BYTES)
    except OSError as error:
        raise MinutesError(f"{file.name} tidak dapat dibuka ({error.strerror}). Periksa nama dan foldernya.") from error
    except ValueError as error:
        raise MinutesError("Berkas ini lebih besar dari 20 MB; itu bukan berita acara.") from error
    found = verification.verify(content, _ledger(Layout.default()))
    is_same = found.finding is verification.Finding.SAME
    if as_json:
        output.as_json(_facts(found))
    else:
        typer.echo(found.sentence, err=not is_same)
        output.lines(
            [*(f"Diisi sesudah dicetak: {where}: {said}" for where, said in found.filled), *found.notes]
            or ["Tidak ada yang diisi sesudah dicetak."]
        )
    if not is_same:
        raise typer.Exit(1)


def _facts(found: Verdict) -> dict[str, object]:
    issued = found.issued
    return {
        "finding": found.finding.value,
        "sentence": found.sentence,
        "difference": asdict(found.difference) if found.difference else None,
        "seq": issued.entry.seq if issued else None,
        "meeting_id": issued.content.meeting_id if issued else None,
        "release_id": issued.content.release_id if issued else None,
        "filled": [{"where": where, "found": said} for where, said in found.filled],
        "notes": found.notes,
    }


def _ledger(layout: Layout) -> Ledger:
    # SQLAlchemy takes a moment that the other commands need not wait for.
    from stunting.ledger import Ledger

    return Ledger.open(layout)
