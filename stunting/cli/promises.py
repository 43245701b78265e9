"""`promises`: what was promised at earlier rembuk and how it stands, and the sheet that calls it in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import StuntingError
from stunting.geography import Area, Register
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.promises.board import Board
    from stunting.promises.book import PromiseBook
    from stunting.promises.states import Standing

app = typer.Typer(cls=Group, help="Tagih janji: komitmen rembuk yang lalu dan keadaannya.", no_args_is_help=True)

AreaArgument = Annotated[str, typer.Argument(metavar="WILAYAH", help="Kode atau nama, misalnya 3514.")]
DayOption = Annotated[str, typer.Option("--per", metavar="TANGGAL", help="Keadaan pada tanggal ini; bawaan hari ini.")]
KindOption = Annotated[str, typer.Option("--jenis", metavar="JENIS", help="komitmen, rtl, atau semua.")]
MeetingOption = Annotated[str, typer.Option("--rembuk", metavar="REMBUK", help="Kode satu rembuk; bawaan semua.")]
StateOption = Annotated[
    str, typer.Option("--keadaan", metavar="KEADAAN", help="terlambat, tanpa-kabar, berjalan, dibatalkan, dipenuhi.")
]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What a command works with."""

    area: Area
    register: Register
    book: PromiseBook
    board: Board


@app.command("list", cls=Command)
def list_(
    area: AreaArgument,
    day: DayOption = "",
    kind: KindOption = "komitmen",
    meeting: MeetingOption = "",
    state: StateOption = "",
    as_json: output.JsonOption = False,
) -> None:
    """Menampilkan janji yang harus dijawab, paling mendesak di atas."""
    from stunting.exports.promise_sheet import summary

    found = _opened(area, day=day, kind=kind, meeting=meeting, state=state)
    if as_json:
        output.as_json([_facts(one) for one in found.board.rows])
        return
    if not found.board.rows:
        output.lines([f"Tidak ada janji untuk {found.area.official_name} dengan pilihan ini."])
        return
    output.lines([summary(found.board.tally), *map(_line, found.board.rows), found.board.source])


@app.command("report", cls=Command)
def report(
    area: AreaArgument,
    day: DayOption = "",
    kind: KindOption = "komitmen",
    meeting: MeetingOption = "",
    state: StateOption = "",
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FOLDER", help="Folder tujuan.")] = Path(),
) -> None:
    """Menulis lembar tagih janji sebagai PDF dan XLSX."""
    from stunting import letterhead_store, queries, releases
    from stunting.exports import promise_sheet
    from stunting.promises.words import scope_words

    layout = Layout.default()
    found = _opened(area, day=day, kind=kind, meeting=meeting, state=state)
    kabkota = found.register.ancestor(found.area.code, "kabupaten")
    if kabkota is None:
        raise StuntingError(
            "Lembar tagih janji dicetak untuk satu kabupaten/kota, kecamatan, atau desa. Sebut kodenya."
        )
    # The number of the release says which register named the areas, and whether everything here is a sample.
    opened = releases.open_release(layout)
    with opened.database as db:
        is_sample = queries.release_meta(db).get("is_sample") == "true"
    stamp = promise_sheet.stamp_of(
        found.board,
        where=found.area.official_name,
        scope=", ".join(scope_words(found.book, found.board.asked, found.register)),
        release_id=opened.id,
        is_sample=is_sample,
    )
    head = letterhead_store.read_or_default(layout.additions, kabkota)
    pdf = promise_sheet.to_pdf(found.board, stamp, letterhead=head, area=kabkota)
    output.file(out / stamp.file_name("pdf"), pdf)
    output.file(out / stamp.file_name("xlsx"), promise_sheet.to_xlsx(found.board, stamp))


def _opened(area: str, *, day: str, kind: str, meeting: str, state: str) -> Opened:
    from stunting.ledger import Ledger
    from stunting.promises import link
    from stunting.promises.board import board_of
    from stunting.promises.book import book_of

    layout = Layout.default()
    register = Register.shipped(layout.raw)
    found = register.find(area)
    params = {link.DAY: day, link.KIND: kind, link.MEETING: meeting, link.STATE: state}
    asked = link.asked_of(params, today=dt.date.today())
    book = book_of(Ledger.open(layout), within=found.code)
    return Opened(area=found, register=register, book=book, board=board_of(book, asked))


def _line(one: Standing) -> str:
    from stunting.promises.board import institution_of
    from stunting.promises.states import STATE_LABELS

    promise = one.promise
    return (
        f"{promise.first}. [{STATE_LABELS[one.state]}] {institution_of(promise)}: {promise.text}; {promise.due_words}; "
        f"{one.words}."
    )


def _facts(one: Standing) -> dict[str, object]:
    promise, latest = one.promise, one.latest.record if one.latest else None
    return {
        "seq": promise.first,
        "kind": promise.kind,
        "state": one.state.value,
        "days_late": one.days_late,
        "text": promise.text,
        "institution": promise.who,
        "meeting_id": promise.meeting.id,
        "deadline": promise.deadline.isoformat() if promise.deadline else None,
        "budget_rp": promise.budget_rp,
        "report_n": len(promise.reports),
        "last_report": latest.day.isoformat() if latest else None,
        "last_status": latest.status.value if latest else None,
        "realised_rp": latest.realised_rp if latest else None,
    }
