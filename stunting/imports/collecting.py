"""All files of one import -> staged rows, with what was read, used and rejected of each sheet."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from stunting.build.release import Progress
from stunting.errors import ImportCancelledError, ImportRefusedError
from stunting.geography import Area, Register
from stunting.imports import kabupaten, rows
from stunting.imports.facilities import FacilityRegister
from stunting.imports.identity import Keys
from stunting.imports.intake import Intake, Taken, rejected_row
from stunting.imports.masking import masked_header
from stunting.imports.places import PlaceMatcher, WrittenPlace, places_table
from stunting.imports.reading import OpenedFile, open_file
from stunting.imports.report import FileReport
from stunting.imports.staging import Staging
from stunting.imports.state import State
from stunting.languages import N_, Sentence

Source = tuple[str, bytes | Path]
NAMELESS = "tanpa_nama_dan_nik"
DUPLICATE = "duplikat"
# Parts of the progress that one file is worth.
STEPS = 1_000
ROWS_AT_ONCE = 50_000
# So many rows tell which kabupaten a file is about.
HEAD_ROWS = 2_000


class Collector:
    """Reads the files of one import; the order of `files` is the number that rows carry as file_no."""

    def __init__(
        self,
        *,
        register: Register,
        area: Area | None,
        state: State,
        keys: Keys,
        staging: Staging,
        period: int,
        today: dt.date,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self.files: list[FileReport] = []
        self.notes: Counter[str] = Counter()
        self.sentences: list[str] = []
        self.waiting_n: Counter[int] = Counter()
        self._register = register
        self._area = area
        self._state = state
        self._keys = keys
        self._staging = staging
        self._period = period
        self._today = today
        self._progress = progress
        self._cancelled = cancelled
        self._intake: Intake | None = None
        self._places: PlaceMatcher | None = None
        self._facilities: FacilityRegister | None = None

    @property
    def area(self) -> Area | None:
        """The kabupaten/kota, None while no file was read."""
        return self._area

    @property
    def has_news(self) -> bool:
        """Whether any file was read; files that were imported before leave nothing to do."""
        return self._intake is not None

    def take(self, sources: Sequence[Source]) -> list[WrittenPlace]:
        """Read and stage every file; returns the written places that are no area of the register.

        Raises:
            ImportRefusedError: a file cannot be read, or its kabupaten cannot be told.
            ImportCancelledError: the reader gave up.
        """
        known = dict(self._state.imported_files())
        if self._area is None:
            self._area = self._named_area(sources, known)
        for number, (name, content) in enumerate(sources):
            self._step(f"Membaca {name}", number * STEPS, len(sources) * STEPS)  # no text
            with open_file(name, content) as opened:
                if opened.sha256 in known:
                    self.files.append(FileReport(file=name, sha256=opened.sha256, is_known=True))
                    continue
                known[opened.sha256] = ""
                self.sentences += opened.remarks
                intake = self._intake or self._prepared()
                for sheet in opened.sheets:
                    self._take_sheet(opened, sheet, intake, done=number * STEPS, total=len(sources) * STEPS)
        if self._places is None or self._facilities is None:
            return []
        self._step(N_("Mencocokkan wilayah"), 0, 1)
        places = self._places.written()
        self._staging.append_places(places_table(places))
        self._staging.append_facilities(self._facilities.table())
        return places

    def _named_area(self, sources: Sequence[Source], known: Mapping[str, str]) -> Area | None:
        """The kabupaten/kota that the first file names that names one; None where every file was imported before."""
        refused: ImportRefusedError | None = None
        for name, content in sources:
            with open_file(name, content) as opened:
                if opened.sha256 in known:
                    continue
                heads = (next(self._chunks(opened, sheet, rows_at_once=HEAD_ROWS), None) for sheet in opened.sheets)
                frames = [one.frame for one in heads if one is not None and not one.frame.empty]
                remarks = opened.remarks
            try:
                area, sentence = kabupaten.named_in(self._register, frames)
            except ImportRefusedError as error:
                # A file without rows names no kabupaten; why it has none is then the better answer.
                refused = refused or (error if frames or not remarks else ImportRefusedError(Sentence.of(*remarks)))
                continue
            self.sentences += [sentence] if sentence else []
            return area
        if refused is not None:
            raise refused
        return None

    def _prepared(self) -> Intake:
        """What depends on the kabupaten."""
        assert self._area is not None
        self._staging.kabupaten_code = self._area.code
        aliases = {
            (one.kecamatan_key, one.desa_key): one.desa_code
            for one in self._state.aliases
            if one.kabupaten_code == self._area.code
        }
        self._places = PlaceMatcher(self._register, self._area, aliases=aliases, conceal=self._keys.hashed)
        self._facilities = FacilityRegister(self._area.code)
        self._intake = Intake(kabupaten=self._area, places=self._places, facilities=self._facilities, keys=self._keys)
        return self._intake

    def _chunks(
        self, opened: OpenedFile, sheet: rows.SheetFacts, *, rows_at_once: int = ROWS_AT_ONCE
    ) -> Iterator[rows.ParsedChunk]:
        return opened.chunks(sheet, period=self._period, today=self._today, chunk_rows=rows_at_once)

    def _take_sheet(self, opened: OpenedFile, sheet: rows.SheetFacts, intake: Intake, *, done: int, total: int) -> None:
        file = FileReport(
            file=opened.name,
            sha256=opened.sha256,
            sheet=masked_header(sheet.sheet),
            kind=sheet.kind,
            generation=sheet.generation,
            period=sheet.period or self._period,
            ignored=sheet.ignored,
            is_sample=sheet.is_sample,
        )
        self.files.append(file)
        undated: list[pd.DataFrame] = []
        months: Counter[int] = Counter()
        for chunk in self._chunks(opened, sheet):
            self.notes += chunk.notes
            frame = chunk.frame
            if sheet.kind in (rows.INDIVIDUAL, rows.WIDE):
                months += measured_months(frame)
                # Their month is the one in which most of the file was measured: known at its end.
                has_no_month = (
                    frame["measured_on"].isna() & (frame["period"] == 0) & (frame["reason"] == "")
                ).to_numpy()
                undated.append(frame[has_no_month])
                frame = frame[~has_no_month]
            self._stage(frame, sheet.kind, intake, file)
            share = min(file.rows_read / max(opened.row_estimate, 1), 1.0)
            self._step(f"Membaca {opened.name}", done + int(share * (STEPS - 1)), total)  # no text
        if undated and not (late := pd.concat(undated)).empty:
            month = max(months, key=lambda one: (months[one], one), default=0)
            self._stage(late.assign(period=month), sheet.kind, intake, file)

    def _stage(self, frame: pd.DataFrame, kind: str, intake: Intake, file: FileReport) -> None:
        number = len(self.files) - 1
        if kind == rows.VILLAGE_REPORT:
            taken = intake.village_items(frame, file_no=number)
            self._staging.append_village(taken.staged)
        elif kind == rows.TARGETS:
            taken = intake.targets(frame, file_no=number, source=file.file)
            self._staging.append_targets(taken.staged)
        else:
            taken = intake.children(frame, file_no=number, file_key=file.sha256)
            self._staging.append_rows(taken.staged)
        self._staging.append_rejected(taken.rejected)
        self._count(taken, file)

    def _count(self, taken: Taken, file: FileReport) -> None:
        file.rows_read += taken.read_n
        file.rejected += taken.rejected_n
        self.notes[NAMELESS] += taken.nameless_n
        self.waiting_n += taken.waiting_n
        for file_no, row_no in taken.replaced:
            self.files[file_no].rejected[DUPLICATE] += 1
            self._staging.append_rejected(rejected_row(file_no=file_no, row_no=row_no, reason=DUPLICATE))

    def check_cancelled(self) -> None:
        """Stop here if the reader gave up.

        Raises:
            ImportCancelledError: the reader gave up.
        """
        if self._cancelled():
            raise ImportCancelledError(Sentence("Impor dibatalkan; tidak ada yang disimpan."))

    def _step(self, label: str, done: int, total: int) -> None:
        self.check_cancelled()
        self._progress(label, done, total)


def measured_months(frame: pd.DataFrame) -> Counter[int]:
    """How many rows were measured in each month (year * 100 + month)."""
    return Counter(frame.loc[frame["measured_on"].notna() & (frame["reason"] == ""), "period"].tolist())
