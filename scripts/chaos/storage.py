"""A full disk, and two imports at once."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scripts.chaos.commands import Said, note, stunting
from scripts.chaos.experiment import Experiment, Seen

KABUPATEN = "3520"
# The first release is 25 MB, an import writes another one.
DISK_MB = 140


@contextlib.contextmanager
def small_disk(size_mb: int = DISK_MB) -> Iterator[Path]:
    """A disk of its own in memory; needs root."""
    with tempfile.TemporaryDirectory(prefix="diska-") as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def fill(folder: Path) -> Path:
    """Take all that is left; returns the file that does."""
    path = folder / "penuh"
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"\0" * 65_536)
    with contextlib.suppress(OSError), path.open("ab", buffering=0) as stream:
        while stream.write(b"\0" * 512):
            pass
    return path


async def full_disk(_stage: object = None) -> Seen:
    """Every way of writing is tried on a full disk, then again with room."""
    seen = Seen()
    with small_disk() as disk, tempfile.TemporaryDirectory() as elsewhere:
        data, files = disk / "data", Path(elsewhere)
        await _ok(seen, await stunting(data, "build"), "build")
        made = await _sample(files / "satu", seed=1)
        await _ok(seen, await note(data, "sebelum"), "ledger entry")
        await _ok(seen, await stunting(data, "agenda", "new", "sendiri", KABUPATEN, "--name", "Sebelum"), "agenda")
        before = _state(data)
        ballast = fill(disk)
        tried = {
            "import": await stunting(data, "import", *made),
            "ledger entry": await note(data, "penuh"),
            "ledger backup": await stunting(data, "ledger", "backup", data / "cadangan.sqlite"),
            "agenda": await stunting(data, "agenda", "new", "sendiri", KABUPATEN, "--name", "Penuh"),
            "build": await stunting(data, "build"),
        }
        for what, said in tried.items():
            seen.holds(said.code, f"{what} did not refuse")
            seen.holds(said.is_sentence, f"{what}: no sentence but {said.last}")
            seen.facts.append(f"{what}: “{said.last}”")
        seen.holds(_state(data)[0] == before[0], "another release is live")
        await _ok(seen, await stunting(data, "release", "verify", before[0]), "release verify on the full disk")
        # SQLite makes a small file beside the ledger even to read it.
        said = await stunting(data, "ledger", "verify")
        seen.holds(said.code == 0 or said.is_sentence, f"ledger verify on the full disk: {said.last}")
        ballast.unlink()
        await _ok(seen, await note(data, "sesudah"), "ledger entry afterwards")
        await _ok(seen, await stunting(data, "import", *made), "import afterwards")
        await _ok(seen, await stunting(data, "ledger", "verify"), "ledger verify afterwards")
        left = [path.name for path in (data / "rilis").iterdir() if "partial" in path.name or path.suffix == ".tmp"]
        seen.holds(not left, f"left behind: {', '.join(left)}")
    return seen


async def two_imports(_stage: object = None) -> Seen:
    """Two officers import at the same moment."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        await _ok(seen, await stunting(data, "build"), "build")
        one, other = await _sample(folder / "satu", seed=1), await _sample(folder / "dua", seed=2, kabupaten="1811")
        both = await asyncio.gather(stunting(data, "import", *one), stunting(data, "import", *other))
        for said in both:
            seen.holds(said.is_sentence, f"no sentence but {said.last}")
        done = [said for said in both if said.code == 0]
        seen.holds(done, "neither was imported")
        seen.facts.append(f"{len(done)} of 2 at once")
        for said, files in zip(both, (one, other), strict=True):
            if said.code:
                seen.facts.append(f"the other was told “{said.last}”")
                await _ok(seen, await stunting(data, "import", *files), "the second import afterwards")
        live = _state(data)[0]
        await _ok(seen, await stunting(data, "release", "verify", live), "release verify")
        listed = await stunting(data, "release", "list")
        seen.facts.append(f"{len([line for line in listed.text.splitlines() if '-' in line])} lines of releases")
    return seen


async def _sample(folder: Path, *, seed: int, kabupaten: str = KABUPATEN) -> list[Path]:
    said = await stunting(folder, "sample", kabupaten, "--children", "200", "--seed", seed, "-o", folder)
    if said.code:
        raise RuntimeError(said.last)
    return sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".xlsx") and "jawaban" not in path.name)


def _state(data: Path) -> tuple[str, int]:
    """The live release, and how many there are."""
    current = (data / "rilis" / "current").read_text(encoding="utf-8").strip()
    return current, len(list((data / "rilis").glob("*.json")))


async def _ok(seen: Seen, said: Said, what: str) -> None:
    seen.holds(said.code == 0, f"{what}: {said.last}")


EXPERIMENTS = (
    Experiment(
        name="full-disk",
        does="the disk is full: import, build, ledger, backup, agenda; then there is room again",
        must="each refuses with a sentence, nothing is half written, all of it works afterwards",
        run=full_disk,
    ),
    Experiment(
        name="two-imports",
        does="two imports begin at the same moment in two processes",
        must="both are taken, or one waits or is told to come again; the release is sound",
        run=two_imports,
    ),
)
