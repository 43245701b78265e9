"""A build that is killed at any moment leaves the live release as it was."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from stunting import releases
from stunting.paths import ROOT
from tests.small import TINY_ESTIMATES, layout_in, write_raw

TINY_BUILD = """
import sys
from pathlib import Path
from stunting.build.release import build_release
from tests.small import TINY, layout_in
print(build_release(layout_in(Path(sys.argv[1])), expected=TINY).status)
"""


def start(*arguments, data):
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "STUNTING_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def kill_when(process, happened, *, seconds=0.0):
    """Kill a build so long after something happened, or let it end if it is faster."""
    while process.poll() is None and not happened():
        time.sleep(0.0002)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def leftovers(layout):
    known = {".duckdb", ".json"}
    return [p.name for p in layout.releases.iterdir() if p.suffix not in known and p.name not in ("current", "kunci")]


def test_the_command_killed_right_after_its_file_appears_leaves_the_live_release(built_layout, tmp_path):
    layout = layout_in(tmp_path, raw=built_layout.raw)
    shutil.copytree(built_layout.releases, layout.releases)
    live = releases.current(layout)

    kill_when(
        start("-m", "stunting", "build", data=tmp_path), lambda: list(layout.releases.glob(f"*{releases.PARTIAL}"))
    )

    assert leftovers(layout)
    opened = releases.open_release(layout)
    assert (opened.id, opened.notice) == (live, None)
    assert releases.verify(layout, live) == []

    again = start("-m", "stunting", "build", data=tmp_path)
    report, _ = again.communicate()

    assert again.returncode == 0, report
    assert "Sisa pembuatan yang terputus dibersihkan" in report
    assert leftovers(layout) == []


@pytest.mark.parametrize("event", ["unfinished file", "data file", "manifest"])
def test_killed_at_any_step_a_whole_release_is_live_and_the_next_build_succeeds(tiny_layout, tmp_path, event):
    start("-c", TINY_BUILD, str(tmp_path), data=tmp_path).communicate()
    first = releases.current(tiny_layout)
    patterns = {"unfinished file": f"*{releases.PARTIAL}", "data file": "*.duckdb", "manifest": "*.json"}

    for step, seconds in enumerate((0.0, 0.02)):
        write_raw(tiny_layout.raw, estimates=[*TINY_ESTIMATES, ("3514", "ssgi", 2024, 20.0 + step)])
        before = set(tiny_layout.releases.glob(patterns[event]))
        process = start("-c", TINY_BUILD, str(tmp_path), data=tmp_path)
        kill_when(process, lambda: set(tiny_layout.releases.glob(patterns[event])) - before, seconds=seconds)  # noqa: B023

        opened = releases.open_release(tiny_layout)
        assert opened.notice is None
        assert releases.verify(tiny_layout, opened.id) == []

    write_raw(tiny_layout.raw, estimates=[*TINY_ESTIMATES, ("3514", "ssgi", 2024, 30.0)])
    report, _ = start("-c", TINY_BUILD, str(tmp_path), data=tmp_path).communicate()

    assert report.strip() == "baru"
    assert leftovers(tiny_layout) == []
    assert releases.verify(tiny_layout, first) == []
    for card in releases.list_releases(tiny_layout):
        assert releases.verify(tiny_layout, card.id) == []
