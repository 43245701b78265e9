"""Official boundary files to measure against; they are not ours to ship, so they lie outside the repository.

The folder is `STUNTING_SHARED`, by default `shared` beside the project. Without it these tests are skipped with a
sentence; continuous integration has the folder and fails when anything is skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stunting.paths import ROOT

BOUNDARIES = Path(os.environ.get("STUNTING_SHARED") or ROOT.parent / "shared") / "boundaries"


def reference_boundaries() -> Path:
    """The folder with official boundary files."""
    if not BOUNDARIES.is_dir():
        pytest.skip("needs official boundary files: set STUNTING_SHARED to the folder that holds `boundaries/`")
    return BOUNDARIES
