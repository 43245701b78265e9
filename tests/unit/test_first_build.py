"""A second window that asks for the first release while another one builds it."""

import threading

import pytest

from stunting import releases
from stunting.errors import BusyReleaseError
from stunting.ui import first_build


def test_a_second_builder_is_told_that_one_is_busy(tiny_layout):
    with releases.lock(tiny_layout), pytest.raises(BusyReleaseError, match="sedang dibuat"), releases.lock(tiny_layout):
        pass


def test_a_waiting_window_sees_the_release_of_the_other(tiny_layout):
    tiny_layout.releases.mkdir(parents=True)
    later = threading.Timer(
        0.2, lambda: (tiny_layout.releases / releases.POINTER).write_text("20260222-090500-1a2b3c4d\n")
    )
    later.start()

    assert first_build.appears(10, layout=tiny_layout)


def test_waiting_ends_when_no_release_appears(tiny_layout):
    assert not first_build.appears(0.1, layout=tiny_layout)
