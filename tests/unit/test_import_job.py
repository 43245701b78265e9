"""One import at a time, watched from other threads, and ended by a cancellation that leaves nothing."""

from __future__ import annotations

import logging
import threading

import pytest

from stunting import languages
from stunting.errors import ImportCancelledError, ImportRefusedError
from stunting.imports.report import ImportReport
from stunting.languages import Sentence
from stunting.ui.data_page import import_job
from stunting.ui.data_page.import_job import BusyImportError, Outcome

REPORT = ImportReport(kabupaten_code="3514", kabupaten_name="Kab. Pasuruan", files=(), is_dry_run=True)


@pytest.fixture(autouse=True)
def no_job_before_and_after():
    import_job.dismiss()
    yield
    job = import_job.last()
    if job is not None:
        job.cancel()
        assert job.wait(5)
    import_job.dismiss()


def until_cancelled(progress, cancelled):
    """Work like an import that asks between pieces whether it shall go on."""
    pause = threading.Event()
    while not cancelled():
        progress("Membaca", 1, 4)
        pause.wait(0.01)
    raise ImportCancelledError("Impor dibatalkan.")


def test_a_finished_job_keeps_its_report_until_it_is_dismissed():
    job = import_job.start(lambda progress, cancelled: REPORT, title="1 berkas")

    assert job.wait(5)
    assert job.outcome is Outcome.DONE
    assert import_job.last().report is REPORT
    import_job.dismiss()
    assert import_job.last() is None


def test_a_second_import_is_refused_with_a_sentence_while_one_runs():
    import_job.start(until_cancelled, title="1 berkas")

    with pytest.raises(BusyImportError, match="sedang berjalan sejak"):
        import_job.start(until_cancelled, title="2 berkas")


def test_a_running_job_cannot_be_dismissed():
    job = import_job.start(until_cancelled, title="1 berkas")

    import_job.dismiss()

    assert import_job.last() is job


def test_a_cancelled_job_ends_as_cancelled():
    job = import_job.start(until_cancelled, title="1 berkas")

    job.cancel()

    assert job.wait(5)
    assert job.outcome is Outcome.CANCELLED
    assert job.report is None


def test_progress_is_seen_from_outside():
    seen = threading.Event()

    def work(progress, cancelled):
        progress("Membaca", 1, 4)
        seen.set()
        return until_cancelled(progress, cancelled)

    job = import_job.start(work, title="1 berkas")

    assert seen.wait(5)
    assert (job.step, job.fraction) == ("Membaca", 0.25)


def test_a_refusal_keeps_its_sentence_and_its_problems():
    def work(progress, cancelled):
        raise ImportRefusedError("Berkas tidak dapat dibaca.", ["Lembar 1 kosong."])

    job = import_job.start(work, title="1 berkas")

    assert job.wait(5)
    assert (job.outcome, job.problem, job.problems) == (
        Outcome.REFUSED,
        "Berkas tidak dapat dibaca.",
        ("Lembar 1 kosong.",),
    )


def test_an_unforeseen_error_is_told_without_what_it_says(caplog):
    def work(progress, cancelled):
        raise ValueError("BUDI SANTOSO 3514991234567890")

    with caplog.at_level(logging.DEBUG):
        job = import_job.start(work, title="1 berkas")
        assert job.wait(5)

    assert job.outcome is Outcome.REFUSED
    assert "ValueError" in job.problem
    assert "BUDI" not in job.problem + caplog.text


def test_what_a_job_refused_is_said_in_the_language_of_whoever_looks():
    def work(progress, cancelled):
        row = Sentence("Dan {rest} masalah lain; perbaiki yang di atas dulu.", rest=3)
        raise ImportRefusedError(Sentence("Belum ada berkas yang dipilih."), [row])

    job = import_job.start(work, title="1 berkas")

    assert job.wait(5)
    assert (job.problem, job.problems) == (
        "Belum ada berkas yang dipilih.",
        ("Dan 3 masalah lain; perbaiki yang di atas dulu.",),
    )
    with languages.use(languages.ENGLISH):
        assert (job.problem, job.problems) == (
            "No file chosen yet.",
            ("And 3 more problems; correct those above first.",),
        )
