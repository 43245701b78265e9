"""Real processes write the same casebook at once, and are killed while writing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from stunting.cases import reading
from stunting.cases.casebook import open_casebook
from stunting.paths import ROOT
from tests.small import layout_in

WRITE = """
import sys
from pathlib import Path
from stunting.cases import recording
from stunting.cases.casebook import open_casebook
from stunting.cases.records import Group
from tests.case_rows import BY, case
from tests.small import layout_in
book, many = open_casebook(layout_in(Path(sys.argv[1]))), int(sys.argv[2])
sys.stdin.readline()
for number in range(many):
    recording.open_case(book, case(case_no=recording.new_case_number(Group.UNDER2)), by=BY)
    print(number, flush=True)
"""


def start(folder, many):
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder), str(many)],
        cwd=ROOT,
        env=dict(os.environ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_write_at_once_and_lose_nothing(tmp_path):
    writers = [start(tmp_path, 15) for _ in range(2)]

    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)

    assert [writer.returncode for writer in writers] == [0, 0]
    book = open_casebook(layout_in(tmp_path))
    assert len(reading.cases(book, "3514")) == 30
    assert book.verify().is_sound


def test_a_killed_writer_leaves_what_was_confirmed(tmp_path):
    writer = start(tmp_path, 100_000)
    writer.stdin.write("\n")
    writer.stdin.flush()
    writer.stdout.readline()
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    confirmed = 1 + len([line for line in writer.stdout.read().split("\n")[:-1] if line])
    writer.communicate()

    book = open_casebook(layout_in(tmp_path))

    assert writer.returncode == -signal.SIGKILL
    assert confirmed <= len(reading.cases(book, "3514"))
    assert book.verify().is_sound
