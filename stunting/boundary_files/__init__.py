"""Official boundary files: installed in place of the approximate boundaries, listed, and taken away again."""

from stunting.boundary_files.install import install
from stunting.boundary_files.overlay import overlay
from stunting.boundary_files.report import InstallReport
from stunting.boundary_files.store import Installed, installed, log, reset

__all__ = ["InstallReport", "Installed", "install", "installed", "log", "overlay", "reset"]
