"""Files of e-PPGBM -> one batch in the restricted folder and a new release, all or nothing.

Names and NIKs exist only between reading some rows and staging them. An error that this program did not foresee is
reported without its text, for the text of an exception may quote a cell.
"""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.build import checks
from stunting.build.release import Progress
from stunting.errors import ImportRefusedError, StuntingError
from stunting.geography import COUNTRY, Register
from stunting.imports import commit, engine, findings, kabupaten, practice
from stunting.imports.collecting import DUPLICATE, Collector, Source
from stunting.imports.findings import Findings
from stunting.imports.identity import Keys
from stunting.imports.masking import file_name
from stunting.imports.places import WrittenPlace
from stunting.imports.report import CHECKED, NEW, UNCHANGED, FileReport, ImportReport
from stunting.imports.staging import Settled, Staging
from stunting.imports.state import Batch, BatchFile, State, new_batch_id, read_state, with_batch
from stunting.languages import N_, Sentence
from stunting.paths import Layout


def import_files(
    files: Sequence[Source],
    *,
    layout: Layout,
    kabupaten_code: str | None = None,
    period: int = 0,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    today: dt.date | None = None,
    geometry: bool = True,
    expected: checks.Expectations = checks.PUBLISHED,
) -> ImportReport:
    """Import files as one batch and publish the release that follows from it.

    files:     name and content (bytes or path) of each; nothing of a content is written to disk
    period:    year * 100 + month for lists of children who were not measured, where the file names no month
    dry_run:   read, match and count everything, keep nothing
    cancelled: asked between pieces of the work; when it answers yes, nothing is kept
    today:     no measurement is later than this day
    geometry, expected: how the release is built and checked, see `build_release`

    Raises:
        ImportRefusedError: a file cannot be read, or its kabupaten cannot be told; nothing of any file was stored.
        ImportCancelledError: `cancelled` answered yes.
        ReleaseError, BuildError: another process is writing, or the release could not be built.
    """
    # Which kabupaten the files are of is known when they were read; `commit` asks again.
    gate.require_part(Thing.IMPORTS, kabupaten_code or COUNTRY)
    if not files:
        raise ImportRefusedError(Sentence("Belum ada berkas yang dipilih."))
    files = [(file_name(name), content) for name, content in files]
    started = time.perf_counter()
    report = progress or _silent
    with _errors_without_content(), _collection_paused(), commit.locked(layout):
        state = read_state(layout)
        register = Register.shipped(layout.raw)
        keys = Keys.of(layout, has_batches=bool(state.batches))
        moment = dt.datetime.now().astimezone()
        with Staging(layout, new_batch_id(state, moment), kabupaten_code="") as staging:
            collector = Collector(
                register=register,
                area=kabupaten.chosen(register, kabupaten_code) if kabupaten_code else None,
                state=state,
                keys=keys,
                staging=staging,
                period=period,
                today=today or moment.date(),
                progress=report,
                cancelled=cancelled or _never,
            )
            places = collector.take(files)
            if not collector.has_news:
                return _nothing_new(collector, is_dry_run=dry_run, seconds=time.perf_counter() - started)
            report(N_("Mencari duplikat dan menghitung"), 0, 1)
            settled = staging.settle(state)
            found = findings.of_rows(staging.folder / "rows.parquet")
            made = _report(
                collector,
                places,
                settled,
                found,
                pq.read_table(staging.folder / "rejected.parquet").to_pandas(),
                state=state,
                is_dry_run=dry_run,
            )
            collector.check_cancelled()
            if not dry_run and not made.has_rows:
                # Kept, the files would count as imported, and could not be imported with the right kabupaten.
                made = replace(made, status=UNCHANGED, sentences_before=tuple(collector.sentences))
            elif not dry_run:
                keys.save(layout)
                batch = _batch(made, settled, batch_id=staging.batch_id, moment=moment)
                built = commit.commit(
                    layout,
                    staging,
                    with_batch(state, batch),
                    progress=report,
                    geometry=geometry,
                    expected=expected,
                    check_cancelled=collector.check_cancelled,
                )
                made = replace(made, batch=batch.id, release=built.id)
    return replace(made, seconds=time.perf_counter() - started)


def _report(
    collector: Collector,
    places: Sequence[WrittenPlace],
    settled: Settled,
    found: Findings,
    rejected: pd.DataFrame,
    *,
    state: State,
    is_dry_run: bool,
) -> ImportReport:
    files = collector.files
    for number, count in settled.duplicates.items():
        files[number].rejected[DUPLICATE] += count
    notes = collector.notes + found.notes
    notes += Counter(
        {
            "nik_dipakai_bersama": settled.shared_nik,
            "koreksi": settled.corrections,
            "sudah_ada_sama": settled.repeated,
            "pindah": settled.moved,
        }
    )
    assert collector.area is not None
    gate.require_part(Thing.IMPORTS, collector.area.code)
    return ImportReport(
        kabupaten_code=collector.area.code,
        kabupaten_name=collector.area.official_name,
        files=tuple(files),
        notes=+notes,
        duplicates=sum(one.rejected[DUPLICATE] for one in files),
        corrections=settled.corrections,
        repeated=settled.repeated,
        children=settled.children,
        temporary_children=settled.temporary_children,
        waiting=_waiting(places, collector.waiting_n),
        recomputed=found.recomputed,
        months=pd.DataFrame(settled.months),
        puskesmas=pd.DataFrame(settled.puskesmas),
        rejected_rows=_with_file_names(rejected, files),
        differences=_with_file_names(found.differences, files),
        is_dry_run=is_dry_run,
        status=CHECKED if is_dry_run else NEW,
        sentences_before=(
            *collector.sentences,
            *practice.sentence(
                [one.file for one in files if one.is_sample],
                kabupaten=collector.area.official_name,
                earlier=[one.id for one in state.active if one.is_sample and one.kabupaten_code == collector.area.code],
                is_dry_run=is_dry_run,
            ),
        ),
    )


def _nothing_new(collector: Collector, *, is_dry_run: bool, seconds: float) -> ImportReport:
    """The report where every file was imported before."""
    return ImportReport(
        kabupaten_code=collector.area.code if collector.area else "",
        kabupaten_name=collector.area.official_name if collector.area else Sentence("Semua berkas"),
        files=tuple(collector.files),
        is_dry_run=is_dry_run,
        status=UNCHANGED,
        seconds=seconds,
    )


def _waiting(places: Sequence[WrittenPlace], row_n: Counter[int]) -> tuple[tuple[WrittenPlace, int], ...]:
    """The places that wait, those with most rows first."""
    counted = [(one, row_n[one.place_no]) for one in places if one.alias_code is None]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0].kecamatan, pair[0].desa)))


def _batch(report: ImportReport, settled: Settled, *, batch_id: str, moment: dt.datetime) -> Batch:
    return Batch(
        id=batch_id,
        created_at=moment.isoformat(timespec="seconds"),
        kabupaten_code=report.kabupaten_code,
        files=tuple(_batch_file(one) for one in report.files if not one.is_known),
        used_n=report.rows_used,
        rejected_n=report.rows_rejected,
        first_period=settled.first_period,
        last_period=settled.last_period,
        rejected=dict(report.rejected),
        notes=dict(report.notes),
    )


def _batch_file(file: FileReport) -> BatchFile:
    return BatchFile(
        name=file.file,
        sha256=file.sha256,
        kind=file.kind,
        generation=file.generation,
        sheet=file.sheet,
        rows_read=file.rows_read,
        rows_used=file.rows_used,
        rows_rejected=file.rows_rejected,
        period=file.written_period or "",
        ignored=file.ignored,
        is_sample=file.is_sample,
    )


def _with_file_names(frame: pd.DataFrame, files: Sequence[FileReport]) -> pd.DataFrame:
    """Rows with the name of their file in place of its number, in the order of the files."""
    names = [one.file for one in files]
    ordered = frame.sort_values(["file_no", "row_no"], kind="stable", ignore_index=True)
    named = ordered.assign(file_no=[names[number] for number in ordered["file_no"]])
    return named.rename(columns={"file_no": "file"})


@contextmanager
def _errors_without_content() -> Iterator[None]:
    """An unforeseen error while persons are in memory becomes a sentence that quotes nothing."""
    try:
        yield
    except StuntingError:
        raise
    except engine.MEMORY_ERRORS:
        raise ImportRefusedError(
            Sentence(
                "Memori komputer ini tidak cukup; tidak ada yang disimpan. Tutup program lain, "
                "atau impor lebih sedikit berkas sekaligus."
            )
        ) from None
    except (OSError, *engine.DISK_ERRORS) as error:
        # The text of the system alone: that of the database may quote.
        cause = f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
        raise ImportRefusedError(
            Sentence(
                "Folder data tidak dapat ditulisi atau dibaca{cause}; tidak ada yang disimpan. "
                "Periksa izin dan ruang kosong, atau pindahkan folder data dengan variabel "
                "STUNTING_DATA.",
                cause=cause,
            )
        ) from None
    except Exception as error:
        where = error.__traceback__
        while where is not None and where.tb_next is not None:
            where = where.tb_next
        place = f"{where.tb_frame.f_globals.get('__name__')}:{where.tb_lineno}" if where else "?"
        raise ImportRefusedError(
            Sentence(
                "Impor berhenti karena kesalahan program ({name} di {place}); tidak ada yang "
                "disimpan. Laporkan kalimat ini kepada pengembang; isinya tidak memuat data anak.",
                name=type(error).__name__,
                place=place,
            )
        ) from None


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Millions of short-lived cells hold no cycles: looking for some among them costs a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _silent(_label: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def _never() -> bool:
    return False
