"""Commands of the program in a data folder of their own, as somebody at the server types them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.servers import ROOT

FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
NOTE = """
import sys
from stunting.errors import StuntingError
from stunting.ledger import Ledger
from stunting.paths import Layout
try:
    made = Ledger.open(Layout.default()).append(
        kind="catatan", subject="3520", author="Uji", reason="", release_id="", body={"teks": sys.argv[1]})
    print(made.seq)
except StuntingError as refused:
    sys.exit(str(refused))
"""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command answered."""

    code: int
    text: str

    @property
    def is_sentence(self) -> bool:
        """A person can act on it: no trace of the program, and not silent."""
        return bool(self.text.strip()) and "Traceback" not in self.text

    @property
    def last(self) -> str:
        lines = [line.strip(" │╭╰─╮╯") for line in self.text.splitlines()]
        return next((line for line in reversed(lines) if line), "")[:160]


async def stunting(data: Path, *words: object, also: Mapping[str, str] | None = None) -> Said:
    """`python -m stunting ...`"""
    return await python(data, "-m", "stunting", *words, also=also)


async def note(data: Path, text: str, *, also: Mapping[str, str] | None = None) -> Said:
    """An entry into the ledger."""
    return await python(data, "-c", NOTE, text, also=also)


async def python(data: Path, *words: object, also: Mapping[str, str] | None = None) -> Said:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("STUNTING_")}
    environment |= {"STUNTING_DATA": str(data), **(also or {})}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *map(str, words),
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    return Said(code=process.returncode or 0, text=out.decode("utf-8", "replace"))


def clock(moment: str) -> dict[str, str]:
    """The environment of a process whose clock is elsewhere: "-1d", "+40d", "-2h"."""
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": moment, "DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}
