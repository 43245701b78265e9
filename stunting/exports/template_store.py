"""The PowerPoint template of each kabupaten, given once and kept beside the data: <additions>/templat/3514.pptx."""

from __future__ import annotations

import re
from pathlib import Path

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.exports.slides_pptx import LARGEST_TEMPLATE_BYTES, TemplateError, checked_template
from stunting.languages import _
from stunting.whole_files import read_at_most, replace_with

FOLDER = "templat"


def read(additions: Path, kabupaten_code: str) -> bytes | None:
    """The template of a kabupaten, None where none was kept or its file cannot be read."""
    try:
        return read_at_most(_path(additions, kabupaten_code), LARGEST_TEMPLATE_BYTES)
    except (OSError, ValueError):
        return None


def save(additions: Path, kabupaten_code: str, template: bytes) -> None:
    """Keep a template in place of the one before.

    Raises:
        TemplateError: it cannot be used, or the folder cannot be written to.
    """
    gate.require(Thing.MEETINGS, kabupaten_code)
    checked_template(template)
    try:
        replace_with(_path(additions, kabupaten_code), template)
    except OSError as problem:
        raise TemplateError(
            _("Folder data tidak dapat ditulisi; templat tidak tersimpan. Periksa izinnya.")
        ) from problem


def remove(additions: Path, kabupaten_code: str) -> None:
    """Forget the template of a kabupaten; one that is not there is forgotten already."""
    gate.require(Thing.MEETINGS, kabupaten_code)
    _path(additions, kabupaten_code).unlink(missing_ok=True)


def _path(additions: Path, kabupaten_code: str) -> Path:
    if not re.fullmatch(r"[0-9]{2}|[0-9]{4}", kabupaten_code):
        raise TemplateError(_("Templat disimpan per kabupaten/kota. Pilih kabupaten/kota dulu."))
    return additions / FOLDER / f"{kabupaten_code}.pptx"
