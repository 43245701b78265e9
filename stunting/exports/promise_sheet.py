"""Lembar tagih janji: the promises of earlier rembuk and how they stand, on A4 and as a workbook.

Paper names the official who signed beside the office; the hall does not.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.exports import tables, typesetting
from stunting.exports.decree_rows import printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import Letterhead, Signatory, completed
from stunting.promises.board import Board, Tally, institution_of
from stunting.promises.book import Promise
from stunting.promises.reports import STATUS_LABELS
from stunting.promises.states import STATE_LABELS, STATE_MEANINGS, Standing, State
from stunting.promises.words import report_lines

TEMPLATE = Path(__file__).with_name("promise_sheet.typ")
HEADS = ("Komitmen", "Lembaga, penanda tangan", "Target", "Tenggat", "Anggaran", "Keadaan dan bukti")
UNKNOWN = "–"


@in_indonesian
def stamp_of(board: Board, *, where: str, scope: str, release_id: str, is_sample: bool = False) -> Stamp:
    """scope: what was chosen, "rembuk 26 Februari 2026"."""
    day = formats.date(board.asked.day)
    return Stamp(
        title=f"Lembar tagih janji {where}",
        subtitle=f"{scope[:1].upper()}{scope[1:]}. Keadaan per {day}.",
        source=board.source,
        release_id=release_id,
        is_sample=is_sample,
        notes=board.notes,
    )


@in_indonesian
def to_pdf(board: Board, stamp: Stamp, *, letterhead: Letterhead, area: Area) -> bytes:
    """A4 landscape, tagged; the block to sign at its end.

    area: the kabupaten or kota, whose defaults fill empty fields of the letterhead
    """
    return typesetting.pdf(TEMPLATE, sheet(board, stamp, letterhead=letterhead, area=area))


@in_indonesian
def to_png_pages(board: Board, stamp: Stamp, *, letterhead: Letterhead, area: Area, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures."""
    return typesetting.png_pages(TEMPLATE, sheet(board, stamp, letterhead=letterhead, area=area), ppi=ppi)


@in_indonesian
def to_xlsx(board: Board, stamp: Stamp) -> bytes:
    """Sheets "Tagih janji", "Per lembaga", "Kabar" and "Keterangan"; rupiah and days as numbers."""
    return tables.to_workbook(
        {"Tagih janji": promise_table(board), "Per lembaga": group_table(board), "Kabar": report_table(board)},
        title=stamp.title,
        about=[*stamp.lines, summary(board.tally), *meanings()],
        comment=stamp.source,
        printed=SAMPLE if stamp.is_sample else "",
    )


@in_indonesian
def sheet(board: Board, stamp: Stamp, *, letterhead: Letterhead, area: Area) -> dict[str, object]:
    """What the template places."""
    head = completed(letterhead, area)
    signing = head.signatories or (Signatory(title=head.signer_title, name=head.signer_name, nip=head.signer_nip),)
    return {
        "title": _line(stamp.title),
        "subtitle": _line(stamp.subtitle),
        "head": [_line(one) for one in (head.government.upper(), head.office.upper(), head.address) if one],
        "summary": _line(summary(board.tally)),
        "counts": [[STATE_LABELS[one], formats.number(board.tally.of(one))] for one in State],
        "heads": list(HEADS),
        "groups": [
            {
                "title": f"{STATE_LABELS[state]} ({formats.number(len(rows))}): {STATE_MEANINGS[state]}",
                "rows": [_row(one) for one in rows],
            }
            for state in State
            if (rows := board.in_state(state))
        ],
        "place": _line(f"{head.place or '.' * 24}, {'.' * 28}"),
        "signing": [
            {"title": _line(one.title), "name": _line(one.name or "." * 32), "nip": _line(f"NIP {one.nip or '.' * 28}")}
            for one in signing
        ],
        "notes": [_line(one) for one in board.notes],
        "source": _line(stamp.source),
        "sample": SAMPLE if stamp.is_sample else "",
        "watermark": WATERMARK if stamp.is_sample else "",
        "foot": _line(f"{stamp.title}. {stamp.source}"),
    }


def summary(tally: Tally) -> str:
    """ "Dipenuhi 7 dari 24 (29,2%); 5 terlambat, ...; ada kabar: 18 dari 24 (75,0%)." """
    return f"Dipenuhi {tally.kept_words}; {tally.open_words}; ada kabar: {tally.reported_words}."


def meanings() -> list[str]:
    """What each state says."""
    return [f"{STATE_LABELS[one]}: {STATE_MEANINGS[one]}." for one in State]


def signed_by(promise: Promise) -> str:
    """ "Camat Kejayan, Budi Santoso"; "" where nobody was written down."""
    return ", ".join(filter(None, (promise.signatory, promise.signatory_name)))


def promise_table(board: Board) -> pd.DataFrame:
    """A row per promise, in the order of the board."""
    return pd.DataFrame(
        [
            {
                "Nomor buku": one.promise.first,
                "Keadaan": STATE_LABELS[one.state],
                "Hari lewat tenggat": one.days_late or None,
                "Rembuk": formats.date(one.promise.meeting.date),
                "Jenis rapat": one.promise.meeting.kind.value,
                "Kode wilayah": one.promise.meeting.area_code,
                "Janji": one.promise.text,
                "Lembaga": institution_of(one.promise),
                "Penanda tangan": signed_by(one.promise),
                "Penanggung jawab": one.promise.person_in_charge,
                "Target": one.promise.target,
                "Tenggat": one.promise.due_words,
                "Sumber anggaran": one.promise.budget_source,
                "Anggaran (rupiah)": one.promise.budget_rp,
                "Kabar terakhir": formats.date(one.latest.record.day) if one.latest else "",
                "Status kabar": STATUS_LABELS[one.latest.record.status] if one.latest else "",
                "Realisasi": one.latest.record.realised if one.latest else "",
                "Realisasi (rupiah)": one.latest.record.realised_rp if one.latest else None,
                "Bukti": "; ".join(report_lines(one.latest.record)[-1:]) if one.latest else "",
            }
            for one in board.rows
        ],
        dtype=object,
    )


def group_table(board: Board) -> pd.DataFrame:
    """A row per institution: how many promises in which state."""
    return pd.DataFrame(
        [
            {
                "Lembaga": name,
                "Janji": tally.total_n,
                **{STATE_LABELS[state]: tally.of(state) for state in State},
                "Ada kabar": tally.reported_n,
            }
            for name, tally in board.groups
        ],
        dtype=object,
    )


def report_table(board: Board) -> pd.DataFrame:
    """Every report of these promises that counts, also later than the day of the board."""
    return pd.DataFrame(
        [
            {
                "Nomor buku": report.seq,
                "Tentang nomor": one.promise.first,
                "Janji": one.promise.text,
                "Tanggal": formats.date(report.record.day),
                "Status": STATUS_LABELS[report.record.status],
                "Realisasi": report.record.realised,
                "Realisasi (rupiah)": report.record.realised_rp,
                "Bukti": report.record.evidence,
                "Berkas bukti": report.record.evidence_file,
                "sha256 berkas": report.record.evidence_sha256,
                "Tautan": report.record.link,
                "Pelapor": report.record.reporter,
                "Dicatat oleh": report.author,
            }
            for one in board.rows
            for report in one.promise.reports
        ],
        dtype=object,
    )


def _row(one: Standing) -> list[str]:
    promise = one.promise
    said = [one.words, *(report_lines(one.latest.record) if one.latest else ())]
    cells = (
        promise.text,
        "\n".join(filter(None, (promise.institution, signed_by(promise)))) or institution_of(promise),
        promise.target or UNKNOWN,
        promise.due_words,
        promise.budget_words or UNKNOWN,
        "\n".join(f"{line[:1].upper()}{line[1:]}" for line in said if line),
    )
    return ["\n".join(_cell(line) for line in text.split("\n")) for text in cells]


def _cell(text: str) -> str:
    return breakable(printable(text), longest=LONGEST_IN_CELL)


def _line(text: str) -> str:
    return breakable(printable(text))
