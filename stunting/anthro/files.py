"""Z-scores of a whole file: CSV or Parquet in, CSV or Parquet out, in pieces that fit into a small memory.

What the file held is repeated as it was written; the six result columns are added at the end. The result takes its
name only when it is complete.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from stunting import formats
from stunting.anthro import columns, readings, sinks, tables_in
from stunting.anthro.block import Scores
from stunting.anthro.reasons import Reason
from stunting.anthro.rules import DAYS_PER_MONTH
from stunting.anthro.scores import compute
from stunting.errors import ImportRefusedError

Progress = Callable[[str, int, int], None]
INDEX_NAMES = {"haz": "TB/U (haz)", "waz": "BB/U (waz)", "whz": "BB/TB (whz)"}


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """Entries of one column that were counted as missing; `row` is the first of them, 1 for the first child."""

    column: str
    count: int
    row: int
    example: str


@dataclass
class FileReport:
    """What became of a file."""

    out: Path
    rows: int = 0
    scored: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    without: dict[str, Counter[Reason]] = field(default_factory=dict)
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    from_months: bool = False

    def sentences(self) -> list[str]:
        """The report for a reader."""
        lines = [f"{formats.number(self.rows)} baris ditulis ke {self.out.name}."]
        for index, name in INDEX_NAMES.items():
            line = f"{name}: {formats.number(self.scored[index])} skor-z"
            if self.flagged[index]:
                line += f", {formats.number(self.flagged[index])} di antaranya di luar batas wajar WHO"
            lines.append(line + ".")
            lines += [
                f"  {formats.number(count)} tanpa skor: {reason.label}."
                for reason, count in sorted(self.without[index].items())
            ]
        return lines

    def notes(self) -> list[str]:
        """What the reader should know before using the result."""
        lines = [
            f"Kolom {', '.join(self.replaced)} sudah ada di berkas masukan dan diganti." if self.replaced else "",
            "Umur dihitung dari age_months; hasilnya lebih teliti dengan age_days." if self.from_months else "",
        ]
        lines += [
            f"{formats.number(one.count)} isian {one.column} tidak terbaca dan dianggap kosong; "
            f"yang pertama '{one.example}' pada baris data {formats.number(one.row)}."
            for one in self.unreadable.values()
        ]
        return [line for line in lines if line]

    def as_dict(self) -> dict[str, object]:
        """The report for a program."""
        return {
            "out": self.out.name,
            "rows": self.rows,
            "scored": {index: self.scored[index] for index in columns.INDICES},
            "flagged": {index: self.flagged[index] for index in columns.INDICES},
            "without": {
                index: {reason.name.lower(): count for reason, count in sorted(self.without[index].items())}
                for index in columns.INDICES
            },
            "unreadable": {one.column: one.count for one in self.unreadable.values()},
            "notes": self.notes(),
        }


def score_file(source: Path, out: Path, *, progress: Progress | None = None) -> FileReport:
    """Read `source`, add the z-scores, and write `out`; rows keep their order, none is dropped or added.

    Raises:
        ImportRefusedError: the file cannot be read, lacks a column, or the result cannot be written.
    """
    sinks.check_name(out)
    for attempt in tables_in.attempts(source):
        try:
            with attempt as table, _renamed_when_complete(out) as unfinished:
                return _score(table, unfinished, out, progress)
        except tables_in.WrongEncodingError:
            continue
    raise ImportRefusedError(f"{source.name} tidak terbaca sebagai teks. Simpan ulang sebagai CSV UTF-8.")


def _score(table: tables_in.TableIn, unfinished: Path, out: Path, progress: Progress | None) -> FileReport:
    at = columns.locate(table.names, where=table.file_name)
    plain = [name.strip().casefold() for name in table.names]
    kept = [position for position, name in enumerate(plain) if name not in columns.ADDED]
    report = FileReport(
        out=out,
        replaced=tuple(name for name in plain if name in columns.ADDED),
        from_months=columns.AGE_DAYS not in at,
        without={index: Counter() for index in columns.INDICES},
    )
    sink = None
    try:
        for batch in table.batches():
            if sink is None:
                sink = sinks.open_sink(unfinished, out=out, table=table, kept=kept, decimal=_decimal(table, batch, at))
            scores = _scores(batch, at, report)
            sink.write([batch[position] for position in kept], scores)
            report.rows += len(scores.haz)
            _count(report, scores)
            if progress:
                progress("Menghitung skor-z", table.done, table.total)
        if sink is None:
            sink = sinks.open_sink(unfinished, out=out, table=table, kept=kept, decimal=".")
    except OSError as error:
        raise ImportRefusedError(_unwritable(out, error)) from error
    finally:
        if sink is not None:
            sink.close()
    return report


def _scores(batch: list[pa.Array], at: dict[str, int], report: FileReport) -> Scores:
    read = {}
    for name, reader in (
        (columns.SEX, readings.sexes),
        (columns.POSTURE, readings.postures),
        (columns.OEDEMA, readings.oedemas),
        (columns.WEIGHT, readings.numbers),
        (columns.LENGTH, readings.numbers),
        (columns.AGE_MONTHS if report.from_months else columns.AGE_DAYS, readings.numbers),
    ):
        if name in at:
            reading = reader(batch[at[name]])
            read[name] = reading.values
            _note(report, name, reading)
    return compute(
        sex=read[columns.SEX],
        age_days=read[columns.AGE_MONTHS] * DAYS_PER_MONTH if report.from_months else read[columns.AGE_DAYS],
        weight_kg=read[columns.WEIGHT],
        lenhei_cm=read[columns.LENGTH],
        measure=read[columns.POSTURE],
        oedema=read.get(columns.OEDEMA),
    )


def _note(report: FileReport, name: str, reading: readings.Reading) -> None:
    if not reading.unreadable.size:
        return
    before = report.unreadable.get(name)
    report.unreadable[name] = Unreadable(
        column=name,
        count=(before.count if before else 0) + int(reading.unreadable.size),
        row=before.row if before else report.rows + int(reading.unreadable[0]) + 1,
        example=before.example if before else reading.example[:40],
    )


def _count(report: FileReport, scores: Scores) -> None:
    for index in columns.INDICES:
        why = np.bincount(getattr(scores, f"why_{index}"), minlength=len(Reason))
        report.scored[index] += int(why[Reason.NONE])
        report.flagged[index] += int((getattr(scores, f"flag_{index}") == 1).sum())
        report.without[index].update({reason: int(why[reason]) for reason in Reason if reason and why[reason]})


def _decimal(table: tables_in.TableIn, batch: list[pa.Array], at: dict[str, int]) -> str:
    """The decimal mark of the file: a result that Excel opens beside "8,5" is written as "-1,23"."""
    numeric = [at[name] for name in (columns.WEIGHT, columns.LENGTH) if name in at]
    comma = table.delimiter != "," and any(readings.has_comma(batch[position]) for position in numeric)
    return "," if comma else "."


@contextlib.contextmanager
def _renamed_when_complete(out: Path) -> Iterator[Path]:
    unfinished = out.with_name(f".{out.name}.{os.getpid()}.belum")
    try:
        yield unfinished
        unfinished.replace(out)
    except OSError as error:
        raise ImportRefusedError(_unwritable(out, error)) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _unwritable(out: Path, error: OSError) -> str:
    if not out.parent.is_dir():
        return f"Folder {out.parent} tidak ada. Buat foldernya, atau pilih tempat lain untuk {out.name}."
    return f"{out.name} tidak dapat ditulis ({error.strerror}). Tutup program yang memakainya, atau pilih tempat lain."
