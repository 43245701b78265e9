"""The dashboard as `make run` starts it, in a process that is killed without a word and started again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from stunting.paths import ROOT, Layout
from tests.browser.serving import free_port, wait_for


class MortalServer:
    """Always at the same address, over the same data. log: takes what every start of it says, None for nowhere."""

    def __init__(self, layout: Layout, *, log: Path | None = None) -> None:
        self._log = log or Path(os.devnull)
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._environment = os.environ | {"STUNTING_DATA": str(layout.releases.parent)}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> MortalServer:
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Answers when it returns."""
        with self._log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "stunting", "serve", "--port", str(self.port), "--no-open"],
                cwd=ROOT,
                env=self._environment,
                stdout=said,
                stderr=said,
            )
        wait_for(f"{self.url}/_stcore/health", self._process, seconds=120)

    def kill(self) -> None:
        """As when the battery falls out: nothing is closed, nothing is written any more."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
