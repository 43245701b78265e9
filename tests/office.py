"""LibreOffice without a window, as an office would open our files; for tests."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

INSTALL = (
    "LibreOffice is needed to open the documents that this project writes. Install it: "
    "apt install libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation"
)


def converted(paths: list[Path], *, to: str, into: Path) -> list[Path]:
    """The files in another format ("pdf", "csv"); one start of the program, with a profile of its own.

    Raises:
        AssertionError: the program is missing, or did not write the files; the sentence says what to do.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, INSTALL
    into.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [
            program,
            f"-env:UserInstallation={(into / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(into),
            *map(str, paths),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    found = [into / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
    missing = [path.name for path in found if not path.exists()]
    assert not missing, f"LibreOffice did not write {missing}. {INSTALL}\n{done.stdout}\n{done.stderr}"
    return found
