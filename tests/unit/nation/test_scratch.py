"""The scratch folder is gone when a result appears, although the processes of a cluster end a little later."""

import contextlib
import shutil
import threading
import time

import pytest

from stunting.nation import aggregate

FILES = 3_000


def filled(folder):
    for number in range(FILES):
        place = folder / f"{number % 30}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.shuffle").touch()


def test_it_is_removed_while_another_process_removes_it_too(tmp_path):
    scratch = tmp_path / "kerja"
    filled(scratch)
    other = threading.Thread(target=shutil.rmtree, args=(scratch,), kwargs={"ignore_errors": True})

    other.start()
    aggregate.remove_scratch(scratch)
    other.join()

    assert not scratch.exists()


def test_it_is_removed_while_a_process_that_ends_still_writes(tmp_path):
    scratch = tmp_path / "kerja"
    filled(scratch)
    last = time.monotonic() + 0.5

    def write():
        while time.monotonic() < last:
            with contextlib.suppress(FileNotFoundError):
                (scratch / "7" / str(time.monotonic_ns())).touch()

    writer = threading.Thread(target=write)
    writer.start()
    aggregate.remove_scratch(scratch)
    writer.join()

    assert not scratch.exists()


def test_what_stays_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(aggregate, "LEAVING_S", 0.2)
    scratch = tmp_path / "kerja"
    scratch.touch()

    with pytest.raises(OSError, match="kerja"):
        aggregate.remove_scratch(scratch)
