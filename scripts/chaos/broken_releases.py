"""Releases that are half there while pages are open."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

from scripts.chaos.company import Company
from scripts.chaos.experiment import Experiment, Seen
from scripts.chaos.stage import Stage
from scripts.load.visits import MISSING
from stunting.release_files import POINTER

NOWHERE, NEW = "20200101-000000-deadbeef", "20991231-235959-0badf00d"
STAYING_S = 4.0


async def half_written(stage: Stage) -> Seen:
    """Every way in which a release or its pointer can be half there."""
    seen = Seen()
    folder = stage.layout.releases
    pointer = folder / POINTER
    live = pointer.read_text(encoding="utf-8").strip()
    async with Company(stage.target, stage.camat) as company:
        await asyncio.sleep(4)
        for what, text in {
            "pointer to nothing": NOWHERE,
            "pointer half written": live[:9],
            "pointer empty": "",
            "manifest missing": _without_manifest(folder, live),
            "file cut off": _cut_off(folder, live),
        }.items():
            errors, acted = company.outcome.errors.copy(), len(company.outcome.seconds)
            pointer.write_text(f"{text}\n" if text else "", encoding="utf-8")
            await asyncio.sleep(STAYING_S)
            new = company.outcome.errors - errors
            new.pop(MISSING, None)
            seen.holds(not new, f"{what}: {next(iter(new), '')}")
            seen.holds(len(company.outcome.seconds) > acted, f"{what}: nobody was served")
            pointer.write_text(f"{live}\n", encoding="utf-8")
            await asyncio.sleep(1)
        for path in folder.glob(f"{NEW[:-1]}*"):
            path.unlink()
        said = [one for one in company.outcome.refusals if "ilis" in one]
        seen.facts.append(f"said: “{said[0][:160]}”" if said else "no page said anything of it")
        await company.all_right(seen)
    return seen


def _without_manifest(folder: Path, live: str) -> str:
    shutil.copyfile(folder / f"{live}.duckdb", folder / f"{NEW}.duckdb")
    return NEW


def _cut_off(folder: Path, live: str) -> str:
    """The same content under another number, half of it."""
    name = f"{NEW[:-1]}1"
    source = (folder / f"{live}.duckdb").read_bytes()
    (folder / f"{name}.duckdb").write_bytes(source[: len(source) // 2])
    card = json.loads((folder / f"{live}.json").read_text(encoding="utf-8"))
    (folder / f"{name}.json").write_text(json.dumps(card | {"id": name}), encoding="utf-8")
    return name


EXPERIMENTS = (
    Experiment(
        name="release",
        does="pointer to nothing, half written, empty; manifest missing; file cut off; while pages are open",
        must="pages go on with the newest sound release and say so; no trace of the program",
        run=half_written,
    ),
)
