"""A build that is killed at any moment leaves the live release as it was."""

import os
import subprocess
import sys
import time

import pandas as pd
import pytest

from stunting import releases
from stunting.build import estimates
from stunting.paths import ROOT
from tests.small import layout_in, write_card

# Seconds after the unfinished file appears; a whole build of the shipped data takes about half a second.
MOMENTS = (0.0, 0.03, 0.1, 0.2, 0.3, 0.45)


@pytest.fixture
def layout(tmp_path):
    return layout_in(tmp_path, raw=ROOT / "data" / "raw")


def add_figure(layout, value):
    """A user's figure, so that the next build has something new to publish."""
    path = layout.additions / "survei" / "uji.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = pd.read_csv(estimates.raw_file(layout), dtype=str, keep_default_na=False).head(1)
    changed = {"area_code": "1810", "survey": "ssgi", "year": "2022", "value_pct": value, "added_at": "2026-01-01"}
    frame.assign(**changed).to_csv(path, index=False)
    write_card(path)


def start_build(layout):
    environment = {**os.environ, "STUNTING_DATA": str(layout.releases.parent)}
    return subprocess.Popen(
        [sys.executable, "-m", "stunting", "build"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def kill_after(layout, seconds):
    """Start a build and kill it so long after its unfinished file appears (or let it finish, if it is faster)."""
    process = start_build(layout)
    while process.poll() is None and not list(layout.releases.glob(f"*{releases.PARTIAL}")):
        time.sleep(0.001)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def test_a_killed_build_leaves_a_release_that_opens_and_the_next_build_cleans_up(layout):
    report, _ = start_build(layout).communicate()
    first = releases.open_release(layout).id
    assert "Pemeriksaan: 15 dari 15 lulus." in report

    for step, seconds in enumerate(MOMENTS):
        add_figure(layout, 20 + step)
        kill_after(layout, seconds)

        opened = releases.open_release(layout)
        assert opened.notice is None
        assert releases.verify(layout, opened.id) == []

    add_figure(layout, 30)
    last = start_build(layout)
    report, _ = last.communicate()

    assert last.returncode == 0, report
    assert "baru" in report.splitlines()[0]
    assert releases.verify(layout, first) == []
    assert releases.verify(layout, releases.open_release(layout).id) == []
    suffixes = {path.suffix for path in layout.releases.iterdir() if path.name not in ("current", "kunci")}
    assert suffixes == {".duckdb", ".json"}
