"""One import or change at a time on this computer, in a thread of its own, so that the page stays answerable.

The page starts a job, looks at it twice a second, and may cancel an import. The job belongs to the server and not to a
window: leaving the page stops nothing, and whoever opens it sees that something is running. File names, report and the
way to cancel are for the browser that started it, for a server may be open to a whole office. The uploaded bytes live
in the job's closure alone and are gone when it ends.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from enum import StrEnum

from stunting import formats
from stunting.access import gate
from stunting.errors import StuntingError
from stunting.imports.report import ImportReport
from stunting.languages import N_, _

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
Work = Callable[[Progress, Callable[[], bool]], object]
# What import and build call their steps; a file that is read has its name behind the first word.
STEPS = (
    N_("Menyiapkan"),
    N_("Mencocokkan wilayah"),
    N_("Mencari duplikat dan menghitung"),
    N_("Membaca wilayah"),
    N_("Membaca angka survei"),
    N_("Menghitung data rutin"),
    N_("Mencatat sumber"),
    N_("Membaca batas wilayah"),
    N_("Menggambar peta"),
    N_("Menghitung jejak isi"),
    N_("Memeriksa isi"),
    N_("Menerbitkan rilis"),
)
READS = "Membaca "  # no text


class Outcome(StrEnum):
    RUNNING = "berjalan"
    DONE = "selesai"
    REFUSED = "ditolak"
    CANCELLED = "dibatalkan"


class BusyImportError(StuntingError):
    """An import or a change is running already."""


class Job:
    """One run; reading its attributes is safe from any thread.

    title:      marked with `N_`, or as it was put together by whoever started it
    can_cancel: an import asks whether to go on, a change of some seconds does not
    report:     of an import that was done, None for everything else
    owner:      whose it is, "" where nobody owns it
    """

    def __init__(self, work: Work, *, title: str, number: int, can_cancel: bool, owner: str) -> None:
        self.owner = owner
        self._title = title
        self.number = number
        self.can_cancel = can_cancel
        self.started = dt.datetime.now()
        self.outcome = Outcome.RUNNING
        self._step = STEPS[0]
        self.fraction = 0.0
        self.report: ImportReport | None = None
        self._problem = self._failure = ""
        self._problems: tuple[str, ...] = ()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name=f"impor-{number}", daemon=True)
        self._thread.start()

    @property
    def title(self) -> str:
        """What is done, in the language of whoever reads it."""
        return _(self._title)

    @property
    def step(self) -> str:
        """What it is at, in the language of whoever reads it."""
        if self._step not in STEPS and self._step.startswith(READS):
            return _("Membaca {file}", file=self._step.removeprefix(READS))
        return _(self._step)

    @property
    def problem(self) -> str:
        """Why it was refused, "" where it was not."""
        if self._failure:
            return _(
                "{title}: berhenti karena kesalahan program ({failure}); tidak ada yang disimpan. "
                "Laporkan kalimat ini kepada pengembang; isinya tidak memuat data anak.",
                title=self.title,
                failure=self._failure,
            )
        return str(self._problem)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong row by row, where it was refused for that."""
        return tuple(str(one) for one in self._problems)

    def is_of(self, reader: str) -> bool:
        """Whether this reader may see its file names and report, and cancel it."""
        return self.owner in ("", reader)

    @property
    def is_running(self) -> bool:
        return self.outcome is Outcome.RUNNING

    @property
    def is_asked_to_cancel(self) -> bool:
        return self._cancelled.is_set()

    @property
    def is_cancelling(self) -> bool:
        return self.is_running and self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the import to stop; it leaves nothing behind."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Wait until it ended; whether it did."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self, work: Work) -> None:
        outcome = Outcome.REFUSED
        try:
            result = work(self._show, self._cancelled.is_set)
            self.report = result if isinstance(result, ImportReport) else None
            outcome = Outcome.DONE
        except StuntingError as refused:
            # Whatever was refused after a cancellation was asked for: nothing was stored.
            outcome = Outcome.CANCELLED if self._cancelled.is_set() else Outcome.REFUSED
            # Kept as they are, for they are said to whoever reads them.
            self._problem, self._problems = refused.sentence, tuple(getattr(refused, "problems", ()))
        except Exception as error:
            # The kind alone: a message or a trace may repeat a cell of somebody's file.
            log.error("Impor gagal: %s", type(error).__name__)
            outcome = Outcome.CANCELLED if self._cancelled.is_set() else Outcome.REFUSED
            self._failure = type(error).__name__
        self.outcome = outcome

    def _show(self, step: str, done: int, total: int) -> None:
        self._step = step
        self.fraction = min(done / max(total, 1), 1.0)


_guard = threading.Lock()
_last: Job | None = None


def last() -> Job | None:
    """The running job, or the one that ended last."""
    return _last


def start(work: Work, *, title: str, can_cancel: bool = True, owner: str = "") -> Job:
    """Start an import or a change.

    Raises:
        BusyImportError: another one is running.
    """
    global _last  # noqa: PLW0603 - one per server is the point
    with _guard:
        if _last is not None and _last.is_running:
            raise BusyImportError(
                _(
                    "Impor atau perubahan lain ({last}) sedang berjalan sejak {timestamp}. Tunggu"
                    " sampai selesai, lalu mulai lagi.",
                    last=_last.title,
                    timestamp=formats.timestamp(_last.started),
                )
            )
        number = _last.number + 1 if _last else 1
        _last = Job(gate.bound(work), title=title, number=number, can_cancel=can_cancel, owner=owner)
        return _last


def dismiss() -> None:
    """Forget the report of a job that ended."""
    global _last  # noqa: PLW0603
    with _guard:
        if _last is not None and not _last.is_running:
            _last = None
