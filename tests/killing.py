"""Run a change of the store in processes of their own, each killed at another moment.

The interpreter tells an audit hook of every rename, removal and file that is opened; the process kills itself there.
Called as a program: `python -m tests.killing FOLDER CHANGE`, prints the moments it killed at.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from stunting.imports import commit
from stunting.imports.state import read_state
from stunting.paths import ROOT
from tests.routine_rows import import_rows, row
from tests.small import TINY, layout_in

# What is about to be renamed or removed when the process is killed, by the end of its name.
MOMENTS = {
    "import": (
        "masuk-",
        "staged.parquet",
        "batch.json",
        "kiriman",
        "agregat",
        "niat.json",
        ".duckdb",
        ".json",
        "current",
        "keadaan.json",
        "niat.json removed",
    ),
    "revoke": ("niat.json", "current", "keadaan.json", "niat.json removed"),
}
PAUSES = (0.05, 0.15, 0.3, 0.5)


def do(layout, change: str) -> None:
    """The change itself, on a store with one batch."""
    if change == "import":
        import_rows(layout, row("c", haz=-2.5))
    else:
        commit.revoke(layout, read_state(layout).active[-1].id, expected=TINY)


def is_moment(moment: str, event: str, arguments: tuple) -> bool:
    """Whether the interpreter is about to do what the moment names."""
    if event == "os.remove":
        return moment == f"{Path(os.fsdecode(arguments[0])).name} removed" or moment == (
            "staged.parquet" if str(arguments[0]).endswith("staged.parquet") else ""
        )
    if event == "os.mkdir":
        return moment == "masuk-" and "masuk-" in str(arguments[0])
    if event != "os.rename":
        return False
    target = Path(os.fsdecode(arguments[1]))
    if moment in ("kiriman", "agregat"):
        return target.parent.name == moment
    if moment in (".duckdb", ".json"):
        return target.parent.name == "rilis" and target.name.endswith(moment)
    return target.name == moment


def killed(layout, change: str, moment: str | float) -> bool:
    """Do the change in a process of its own; whether it was killed before its end."""
    child = os.fork()
    if child == 0:
        if isinstance(moment, str):
            sys.addaudithook(
                lambda event, arguments: (
                    os.kill(os.getpid(), signal.SIGKILL) if is_moment(moment, event, arguments) else None
                )
            )
        do(layout, change)
        os._exit(0)
    if isinstance(moment, float):
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def killed_after(layout, seconds: float) -> bool:
    """Import in a process of its own, killed so many seconds after it began; whether it was killed before its end."""
    code = (
        "import sys; from pathlib import Path; from tests import killing; from tests.small import layout_in\n"
        "print('mulai', flush=True); killing.do(layout_in(Path(sys.argv[1])), 'import')"
    )
    command = [sys.executable, "-c", code, str(layout.releases.parent)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()
    return process.returncode < 0


def main(folder: Path, change: str) -> None:
    happened = {}
    for number, moment in enumerate((*MOMENTS[change], *PAUSES)):
        copy = folder / f"saat-{number}"
        shutil.copytree(folder / "awal", copy)
        happened[copy.name] = [str(moment), killed(layout_in(copy), change, moment)]
    print(json.dumps(happened))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
