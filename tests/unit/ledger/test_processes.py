"""Real processes: written at once, killed while writing, without room on the disk, on either database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from stunting.ledger import Ledger
from stunting.paths import ROOT
from tests.ledgers import IN_A_FILE

WRITE = """
import sys
from pathlib import Path
from stunting.ledger import Ledger
from tests.small import layout_in
layout, who, many = layout_in(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
ledger = Ledger.open(layout)
for number in range(many):
    ledger.append(kind="catatan", subject="3514", author=who, reason="", release_id="", body={"nomor": number})
    print(number, flush=True)
"""
FULL = """
import resource, signal, sys
from pathlib import Path
from stunting.errors import LedgerError
from stunting.ledger import Ledger
from tests.small import layout_in
ledger = Ledger.open(layout_in(Path(sys.argv[1])))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    for number in range(100):
        ledger.append(kind="catatan", subject="3514", author="A", reason="", release_id="", body={"teks": "x" * 5_000})
        print(number, flush=True)
except LedgerError as error:
    print(error)
"""


def start(code, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_that_make_and_write_a_ledger_at_once_lose_nothing(layout, tmp_path):
    writers = {who: start(WRITE, tmp_path, who, 60) for who in ("A", "B")}

    for writer in writers.values():
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers.values():
        writer.communicate(timeout=60)

    assert [writer.returncode for writer in writers.values()] == [0, 0]
    ledger = Ledger.open(layout)
    read = ledger.entries(newest_first=False)
    for who in writers:
        assert [one.body["nomor"] for one in read if one.author == who] == list(range(60))
    assert [one.seq for one in read] == list(range(1, 121))
    assert [one.previous_sha256 for one in read[1:]] == [one.sha256 for one in read[:-1]]
    found = ledger.verify()
    assert (found.is_sound, found.entry_n) == (True, 120)
    assert "jangkar" not in found.sentence


def test_a_ledger_whose_writer_is_killed_is_sound_and_has_what_was_confirmed(layout, tmp_path):
    confirmed = 0
    for pause in (0.0, 0.013, 0.05):
        writer = start(WRITE, tmp_path, "A", 100_000)
        writer.stdin.write("\n")
        writer.stdin.flush()
        writer.stdout.readline()
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        confirmed += 1 + len([line for line in writer.stdout.read().split("\n")[:-1] if line])
        writer.communicate()
        assert writer.returncode == -signal.SIGKILL

        found = Ledger.open(layout).verify()

        assert found.is_sound, found.sentence
        assert confirmed <= found.entry_n
        confirmed = found.entry_n


@IN_A_FILE
def test_without_room_an_entry_is_refused_and_the_others_stay(layout, tmp_path):
    out, _ = start(FULL, tmp_path).communicate(timeout=60)

    *numbers, sentence = out.splitlines()
    assert "penyimpanan penuh" in sentence
    found = Ledger.open(layout).verify()
    assert found.is_sound
    assert found.entry_n == len(numbers) > 0


def test_a_forked_process_writes_into_the_same_chain(ledger, note):
    note("induk")

    child = os.fork()
    if child == 0:
        note("anak")
        os._exit(0)
    _, status = os.waitpid(child, 0)

    assert status == 0
    assert [one.body["teks"] for one in ledger.entries()] == ["anak", "induk"]
    assert ledger.verify().is_sound
