"""`build`: raw data and additions become a release."""

from __future__ import annotations

from typing import Annotated

import typer

from stunting import formats, releases
from stunting.build.release import BuiltRelease, build_release
from stunting.cli import output
from stunting.errors import ReleaseError
from stunting.paths import Layout
from stunting.sources import survey

TABLE_LABELS = {
    "area": "wilayah",
    "former_area": "wilayah lama",
    "survey_estimate": "angka survei",
    "target": "target",
    "growth": "baris pencatatan rutin",
    "lokus": "desa/kelurahan lokus",
    "boundary": "batas wilayah",
    "boundary_missing": "wilayah tanpa batas",
    "geometry": "peta",
    "source": "berkas sumber",
}


def build(
    *,
    if_missing: Annotated[
        bool, typer.Option("--if-missing", help="Hanya bila belum ada rilis utuh yang aktif.")
    ] = False,
    as_json: output.JsonOption = False,
) -> None:
    """Membuat rilis data dari data mentah dan tambahan, memeriksanya, lalu mengaktifkannya."""
    layout = Layout.default()
    if if_missing and (live := _sound_live(layout)):
        if as_json:
            output.as_json({"release": live, "status": "sudah ada"})
        else:
            output.lines([f"Rilis {live} sudah ada dan utuh."])
        return
    with output.progress() as show:
        built = build_release(layout, progress=show)
    if as_json:
        output.as_json(facts(built))
    else:
        output.lines(sentences(built))


def _sound_live(layout: Layout) -> str | None:
    """The id of the live release, None where it is missing or damaged."""
    try:
        opened = releases.open_release(layout)
    except ReleaseError:
        return None
    opened.database.close()
    return opened.id if opened.notice is None else None


def sentences(built: BuiltRelease) -> list[str]:
    """The report for a reader: rows, years with their latest values, checks."""
    lines = [f"Rilis {built.id}: {built.status} ({formats.number(built.seconds, decimals=1)} detik)."]
    if built.notice:
        lines.append(built.notice)
    if built.swept:
        lines.append(f"Sisa pembuatan yang terputus dibersihkan: {len(built.swept)} berkas.")
    rows = built.manifest.tables
    lines.append(
        "Isi: " + ", ".join(f"{formats.number(rows[table])} {label}" for table, label in TABLE_LABELS.items()) + "."
    )
    lines.append("Survei:")
    for round_ in built.rounds.to_dict("records"):
        national = formats.percent(round_["national_pct"])
        name = f"{survey(round_['survey']).label} {round_['year']}"
        lines.append(f"  {name:15} {formats.number(round_['area_n']):>5} wilayah, Indonesia {national}")
    lines.append(f"Pemeriksaan: {len(built.outcomes)} dari {len(built.outcomes)} lulus.")
    lines += [f"  {outcome.sentence}" for outcome in built.outcomes]
    return lines


def facts(built: BuiltRelease) -> dict[str, object]:
    """The report for a machine."""
    return {
        "release": built.id,
        "status": built.status,
        "seconds": round(built.seconds, 3),
        "tables": built.manifest.tables,
        "rounds": [
            {**row, "national_pct": None if row["national_pct"] != row["national_pct"] else row["national_pct"]}
            for row in built.rounds.to_dict("records")
        ],
        "checks": [{"name": o.name, "passed": o.is_passed, "sentence": o.sentence} for o in built.outcomes],
    }
