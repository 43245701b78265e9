"""`import`: files of e-PPGBM become a batch in the restricted folder and a new release."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from stunting.cli import output
from stunting.errors import ImportRefusedError
from stunting.imports import report_file
from stunting.imports.importing import import_files
from stunting.imports.masking import file_name
from stunting.paths import Layout

# What is taken from a folder; a file that is named itself may be called anything.
KNOWN = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".txt", ".tsv")


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="BERKAS...", help="Unduhan e-PPGBM: XLSX, XLS, atau CSV.")],
    kabupaten: Annotated[
        str | None,
        typer.Option("--kabupaten", metavar="KODE", help="Kode Kemendagri, misalnya 3514; bawaan: menurut isi berkas."),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option("--periode", metavar="TAHUN-BULAN", help="Bulan daftar anak yang belum diukur, misalnya 2025-08."),
    ] = None,
    report_to: Annotated[
        Path | None, typer.Option("--laporan", metavar="BERKAS", help="Tulis laporan impor sebagai XLSX.")
    ] = None,
    dry_run: output.DryRunOption = False,
    as_json: output.JsonOption = False,
) -> None:
    """Mengimpor unduhan e-PPGBM, lalu membuat rilis baru; semua atau tidak sama sekali."""
    sources = [(path.name, path) for path in _expanded(files)]
    with output.progress() as show:
        report = import_files(
            sources,
            layout=Layout.default(),
            kabupaten_code=kabupaten,
            period=_period(month),
            dry_run=dry_run,
            progress=show,
        )
    if report_to is not None:
        _write(report_to, report_file.to_xlsx(report))
    if as_json:
        output.as_json(report.as_dict())
    else:
        output.lines(report.sentences())


def _expanded(files: list[Path]) -> list[Path]:
    """Every file; of a folder the files that lie in it, for exports come by the dozen.

    Raises:
        ImportRefusedError: a file does not exist, or a folder has none.
    """
    found = []
    for path in files:
        # Not `Path.is_dir`, which raises for a name that is too long; opening such a file says what is wrong.
        if not os.path.isdir(path):  # noqa: PTH112
            found.append(path)
            continue
        name = file_name(path.name)
        try:
            inside = sorted(one for one in path.iterdir() if one.suffix.casefold() in KNOWN and one.name[0] not in ".~")
        except OSError as error:
            raise ImportRefusedError(
                f"Folder {name} tidak dapat dibaca ({error.strerror}); periksa izinnya, atau tulis nama berkasnya."
            ) from None
        if not inside:
            raise ImportRefusedError(f"Folder {name} tidak berisi XLSX, XLS, atau CSV. Tulis nama berkasnya.")
        found += inside
    return found


def _period(written: str | None) -> int:
    """ "2025-08" -> 202508; 0 where nothing was written.

    Raises:
        ImportRefusedError: it is no month.
    """
    if written is None:
        return 0
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", written.strip())
    if match is None:
        raise ImportRefusedError(f"'{written[:20]}' bukan bulan. Tulis seperti --periode 2025-08.")
    return int(match[1]) * 100 + int(match[2])


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ImportRefusedError(
            f"Laporan tidak dapat ditulis ke {file_name(path.name)} ({error.strerror}); impornya sendiri sudah selesai."
        ) from None
