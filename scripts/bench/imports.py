"""What an officer waits for: the command `import` on one file of 100.000 child-measurements, and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.lines import Line
from stunting.geography import Register
from stunting.paths import ROOT, Layout
from stunting.sample.faults import usual
from stunting.sample.generate import write_sample
from stunting.sample.options import SampleOptions

REPEATS = 3
# Two weighing months, faults included; gives a little over 100.000 rows.
CHILDREN = 56_500
KABUPATEN = "3514"
BUDGETS_S = {"xlsx": 30.0, "csv": 8.0}
BUDGET_MB = 1_000.0


@dataclass(frozen=True, kw_only=True)
class Run:
    """One import: seconds from the start of the command to its end, and the most memory it held."""

    seconds: float
    megabytes: float


def measure() -> list[Line]:
    """Seconds and memory of the import of a file, per format, each into a folder that has the first release only."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for form, budget in BUDGETS_S.items():
            path, row_n = _sample(Path(folder) / form, form)
            runs = [_run(path, Path(folder) / f"data-{form}-{turn}") for turn in range(REPEATS)]
            what = f"import of {row_n:,} rows as {form.upper()}"
            size = f"{path.stat().st_size / 1e6:.0f} MB; the command from start to end, release included"
            seconds, memory = tuple(run.seconds for run in runs), tuple(run.megabytes for run in runs)
            lines.append(Line(what=what, unit="s", samples=seconds, budget_median=budget, note=size))
            lines.append(Line(what=f"{what}: memory", unit="MB", samples=memory, budget_p95=BUDGET_MB))
    return lines


def _sample(folder: Path, form: str) -> tuple[Path, int]:
    register = Register.from_parquet(Layout.default().raw / "wilayah" / "wilayah.parquet")
    options = SampleOptions(code=KABUPATEN, children=CHILDREN, faults=usual(CHILDREN), layout=form)
    made = write_sample(register, options, folder)
    (path,) = made.files
    return path, int(str(made.answers["rows_read"]))


def _run(path: Path, data: Path) -> Run:
    environment = {**os.environ, "STUNTING_DATA": str(data)}
    command = [sys.executable, "-m", "stunting"]
    subprocess.run([*command, "build"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "import", str(path), "--kabupaten", KABUPATEN],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        raise RuntimeError(f"the import of {path.name} failed")
    return Run(seconds=seconds, megabytes=usage.ru_maxrss / 1024)


if __name__ == "__main__":
    for line in measure():
        print(line.what, line.median, line.unit, line.verdict)
