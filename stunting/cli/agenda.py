"""`agenda`: write, show, pass on and remove agendas of a meeting."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from stunting import formats, queries, releases
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import ImportRefusedError
from stunting.geography import Register
from stunting.paths import Layout
from stunting.promises.shown import book_or_none
from stunting.rembuk import agenda_json, agenda_store, editing
from stunting.rembuk.agenda import Kind
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.rembuk.facts import facts_of
from stunting.rembuk.ready_agendas import kind_named, ready_agenda
from stunting.rembuk.shown_pages import SHOWN_PAGES, AgendaError
from stunting.whole_files import read_at_most

app = typer.Typer(
    cls=Group,
    help="Agenda rembuk dan minilok: membuat dari contoh, menampilkan jadwal, menyalin, menghapus.",
    no_args_is_help=True,
)

NameArgument = Annotated[str, typer.Argument(metavar="NAMA", help="Nama agenda; huruf besar dan kecil sama saja.")]
NameOption = Annotated[str, typer.Option("--name", metavar="NAMA", help="Nama lain untuk agenda ini.")]
ReplaceOption = Annotated[bool, typer.Option("--replace", help="Ganti agenda yang bernama sama.")]


@app.command("list", cls=Command)
def list_(as_json: output.JsonOption = False) -> None:
    """Menampilkan agenda tersimpan."""
    layout = Layout.default()
    known = agenda_store.agendas(layout.additions)
    if as_json:
        output.as_json([_facts(one) for one in known])
        return
    areas = Register.shipped(layout.raw)
    said = [_line(one, areas) for one in known]
    said += [f"  {name}: bukan agenda, dilewati." for name in agenda_store.ignored_files(layout.additions)]
    output.lines(said or ["Belum ada agenda. Buat dengan `python -m stunting agenda new rembuk_kabupaten 3514`."])


@app.command("new", cls=Command)
def new(
    kind: Annotated[
        str, typer.Argument(metavar="JENIS", help="rembuk_kabupaten, rembuk_kecamatan, minilok, atau sendiri.")
    ],
    area: Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama, misalnya 3514.")],
    name: NameOption = "",
    date: Annotated[str, typer.Option("--date", metavar="TANGGAL", help="Tanggal acara, misalnya 2026-02-22.")] = "",
    replaces: ReplaceOption = False,
) -> None:
    """Membuat agenda dari contoh, sesuai data yang ada di rilis."""
    layout = Layout.default()
    wanted = kind_named(kind)
    with releases.open_release(layout).database as opened:
        areas = Register(queries.registered_areas(opened))
        found = areas.find(area, level={Kind.DISTRICT: "kabupaten", Kind.OWN: None}.get(wanted, "kecamatan"))
        facts = facts_of(opened, area=found, register=areas, promises=book_or_none(layout))
        made = ready_agenda(wanted, found, areas, facts)
    made = replace(made, name=name or made.name, meeting_date=_day(date))
    kept = agenda_store.save(layout.additions, made, replaces=replaces)
    output.lines(
        [
            f"Agenda “{kept.name}” dibuat: {len(made.steps)} langkah, {_duration(made.minutes)}, "
            f"{len(made.decisions)} keputusan.",
            f'Lihat jadwalnya: python -m stunting agenda show "{kept.name}"',
        ]
    )


@app.command("show", cls=Command)
def show(
    name: NameArgument,
    start: Annotated[str, typer.Option("--start", metavar="JAM", help="Jam mulai.")] = "09.00",
    with_notes: Annotated[bool, typer.Option("--notes", help="Sertakan catatan untuk pembicara.")] = False,
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan jadwal sebuah agenda: jam, langkah, pembicara, halaman, dan yang diputuskan."""
    layout = Layout.default()
    one = agenda_store.read(layout.additions, name)
    timed = editing.schedule(one.agenda, start=editing.start_time(start))
    if as_json:
        clock = [{"key": t.step.key, "start": f"{t.start:%H:%M}", "end": f"{t.end:%H:%M}"} for t in timed]
        output.as_json({**_facts(one), "agenda": json.loads(agenda_json.to_json(one.agenda)), "schedule": clock})
        return
    said = [_line(one, Register.shipped(layout.raw)).strip(), ""]
    for item in timed:
        step = item.step
        page = f" [{SHOWN_PAGES[step.page].title}]" if step.page else ""
        speaker = f", {step.speaker}" if step.speaker else ""
        clock_text = f"{editing.written_time(item.start)}–{editing.written_time(item.end)}"
        said.append(f"{clock_text}  {step.title}{speaker}{page}")
        if step.decision:
            said.append(f"             Diputuskan: {step.decision}")
        if with_notes:
            said += [f"             {line}" for line in step.notes.splitlines()]
    output.lines(said)


@app.command("export", cls=Command)
def export(
    name: NameArgument,
    output_file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="BERKAS", help="Nama berkas; bawaan dari nama agenda.")
    ] = None,
) -> None:
    """Menulis sebuah agenda ke berkas .agenda.json untuk dibawa ke komputer lain."""
    one = agenda_store.read(Layout.default().additions, name)
    path = output_file or Path(one.file_name)
    if path.exists():
        raise ImportRefusedError(f"{path.name} sudah ada. Hapus dahulu, atau sebut nama lain dengan -o.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(agenda_json.to_file(one.agenda))
    output.lines([f"Agenda “{one.name}” ditulis ke {path}."])


@app.command("import", cls=Command)
def import_(
    file: Annotated[Path, typer.Argument(metavar="BERKAS", help="Berkas .agenda.json.")],
    name: NameOption = "",
    replaces: ReplaceOption = False,
) -> None:
    """Menyimpan agenda dari sebuah berkas; yang tidak boleh ditayangkan dilepas dan disebut."""
    if not file.is_file():
        raise AgendaError(f"Berkas {file.name} tidak ditemukan. Periksa nama dan foldernya.")
    try:
        content = read_at_most(file, agenda_json.LARGEST_BYTES)
    except ValueError as error:
        raise AgendaError(f"{file.name} terlalu besar untuk sebuah agenda. Pilih berkas .agenda.json.") from error
    except OSError as error:
        raise AgendaError(f"{file.name} tidak dapat dibaca ({error.strerror}). Periksa izinnya.") from error
    found = agenda_json.from_file(content)
    kept = agenda_store.save(
        Layout.default().additions, replace(found.agenda, name=name or found.agenda.name), replaces=replaces
    )
    output.lines([*found.notes, f"Agenda “{kept.name}” disimpan: {len(kept.agenda.steps)} langkah."])


@app.command("remove", cls=Command)
def remove(name: NameArgument) -> None:
    """Menghapus satu agenda tersimpan."""
    additions = Layout.default().additions
    one = agenda_store.read(additions, name)
    agenda_store.remove(additions, name)
    output.lines([f"Agenda “{one.name}” dihapus."])


def _line(one: SavedAgenda, areas: Register) -> str:
    agenda = one.agenda
    place = areas.known_name(agenda.area_code)
    day = f", {formats.date(agenda.meeting_date)}" if agenda.meeting_date else ""
    frozen = f", dibekukan pada rilis {agenda.release_id}" if agenda.is_frozen else ""
    return (
        f"  {one.name}: {agenda.kind.label}, {place}{day}; {len(agenda.steps)} langkah, {_duration(agenda.minutes)}"
        f"{frozen}."
    )


def _facts(one: SavedAgenda) -> dict[str, object]:
    agenda = one.agenda
    return {
        "name": one.name,
        "kind": agenda.kind.value,
        "area_code": agenda.area_code,
        "meeting_date": agenda.meeting_date.isoformat() if agenda.meeting_date else None,
        "release_id": agenda.release_id or None,
        "saved_at": one.saved_at,
        "step_n": len(agenda.steps),
        "minutes": agenda.minutes,
    }


def _duration(minutes: int) -> str:
    """ "2 jam 25 menit"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam" if hours else "", f"{rest} menit" if rest or not hours else ""]
    return " ".join(part for part in parts if part)


def _day(text: str) -> dt.date | None:
    """A day as it is written on the command line.

    Raises:
        AgendaError: it is none.
    """
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise AgendaError(f"Tanggal '{text[:20]}' tidak dikenal. Tulis misalnya 2026-02-22.") from error
