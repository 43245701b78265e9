"""`batch`: imports that were made, the places they wait for, weighing windows, and the sample series."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from stunting import formats
from stunting.build.release import BuiltRelease
from stunting.cli import output
from stunting.cli.words import Command, Group
from stunting.errors import ImportRefusedError
from stunting.geography import Register
from stunting.imports import commit
from stunting.imports.review import waiting_places
from stunting.imports.state import Batch, Window, read_state
from stunting.paths import Layout

app = typer.Typer(
    cls=Group, help="Kiriman (hasil impor): daftar, cabut, tempat yang menunggu, Bulan Timbang.", no_args_is_help=True
)


@app.command("list", cls=Command)
def list_(as_json: output.JsonOption = False) -> None:
    """Menampilkan semua kiriman, yang lama lebih dulu."""
    batches = read_state(Layout.default()).batches
    if as_json:
        output.as_json([_facts(one) for one in batches])
    elif batches:
        output.lines([_sentence(one) for one in batches])
    else:
        output.lines(["Belum ada kiriman. Impor unduhan e-PPGBM dengan `python -m stunting import BERKAS`."])


@app.command("revoke", cls=Command)
def revoke(batch_id: Annotated[str, typer.Argument(metavar="KIRIMAN", help="Nomor dari `batch list`.")]) -> None:
    """Mencabut satu kiriman: barisnya tidak dihitung lagi, dan rilis baru dibuat."""
    with output.progress() as show:
        built = commit.revoke(Layout.default(), batch_id, progress=show)
    output.lines([f"Kiriman {batch_id} dicabut. {_released(built)}"])


@app.command("places", cls=Command)
def places(as_json: output.JsonOption = False) -> None:
    """Menampilkan desa/kelurahan tertulis yang menunggu tinjauan, dengan usul yang mirip."""
    layout = Layout.default()
    waiting = waiting_places(layout, Register.shipped(layout.raw))
    if as_json:
        output.as_json(
            [
                {
                    "number": number,
                    "kabupaten": one.kabupaten_code,
                    "kecamatan": one.kecamatan,
                    "desa": one.desa,
                    "rows": one.rows,
                    "suggestions": [
                        {"code": s.code, "name": s.name, "similarity": s.similarity} for s in one.suggestions
                    ],
                }
                for number, one in enumerate(waiting, start=1)
            ]
        )
        return
    lines = []
    for number, one in enumerate(waiting, start=1):
        lines.append(f"{number}. {one.desa or '(kosong)'}, Kec. {one.kecamatan or '(kosong)'}: {one.rows} baris")
        lines += [
            f"     {s.code}  {s.name} ({formats.percent(s.similarity * 100, decimals=0)})" for s in one.suggestions
        ]
    output.lines(lines or ["Tidak ada tempat yang menunggu tinjauan."])


@app.command("assign", cls=Command)
def assign(
    number: Annotated[int, typer.Argument(metavar="NOMOR", help="Nomor dari `batch places`.")],
    desa_code: Annotated[str, typer.Argument(metavar="KODE", help="Kode desa/kelurahan, sepuluh angka.")],
) -> None:
    """Menetapkan desa untuk tempat yang menunggu; barisnya lalu dihitung tanpa impor ulang."""
    layout = Layout.default()
    register = Register.shipped(layout.raw)
    waiting = waiting_places(layout, register)
    if not 1 <= number <= len(waiting):
        raise ImportRefusedError(f"Tidak ada tempat nomor {number}. Lihat `python -m stunting batch places`.")
    place, area = waiting[number - 1], register.get(desa_code.strip().replace(".", ""))
    with output.progress() as show:
        built = commit.set_alias(layout, place.alias(area), progress=show)
    output.lines([f"{place.desa} dibaca sebagai {register.full_name(area.code)}. {_released(built)}"])


@app.command("windows", cls=Command)
def windows(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="[MULAI..AKHIR=NAMA]", help="Misalnya 2025-02-01..2025-03-15='Februari 2025'."),
    ] = None,
    default: Annotated[bool, typer.Option("--default", help="Kembali ke Februari dan Agustus setiap tahun.")] = False,
) -> None:
    """Menampilkan atau menetapkan Bulan Timbang; seorang anak dihitung satu kali di setiap Bulan Timbang."""
    layout = Layout.default()
    if not wanted and not default:
        chosen = read_state(layout).windows
        shown = [f"{one.label}: {formats.date(one.start)} sampai {formats.date(one.end)}" for one in chosen or ()]
        output.lines(shown or ["Bulan Timbang: Februari dan Agustus setiap tahun yang berdata."])
        return
    with output.progress() as show:
        built = commit.set_windows(
            layout, None if default else tuple(_window(one) for one in wanted or ()), progress=show
        )
    output.lines([f"Bulan Timbang ditetapkan. {_released(built)}"])


@app.command("sample", cls=Command)
def sample(
    show_again: Annotated[bool, typer.Option("--restore", help="Pakai lagi data contoh yang sudah dibuang.")] = False,
) -> None:
    """Membuang data contoh dari rilis; data survei dan data Anda tetap."""
    layout = Layout.default()
    with output.progress() as show:
        change = commit.restore_sample if show_again else commit.remove_sample
        built = change(layout, progress=show)
    kept = [one.id for one in read_state(layout).active if one.is_sample]
    output.lines(
        [
            f"Data contoh {'dipakai lagi' if show_again else 'dibuang'}. {_released(built)}",
            *(
                f"Kiriman contoh {one} tetap dihitung; cabut dengan `python -m stunting batch revoke {one}`."
                for one in kept
            ),
        ]
    )


def _window(written: str) -> Window:
    days, _, name = written.partition("=")
    first, _, last = days.partition("..")
    try:
        start, end = dt.date.fromisoformat(first.strip()), dt.date.fromisoformat(last.strip())
    except ValueError:
        raise ImportRefusedError(
            f"'{written[:40]}' bukan Bulan Timbang. Tulis seperti 2025-02-01..2025-03-15='Februari 2025'."
        ) from None
    label = name.strip() or formats.month(start.year, start.month)
    return Window(key=f"{start}..{end}", label=f"Bulan Timbang {label}", start=start, end=end)


def _released(built: BuiltRelease) -> str:
    return f"Rilis {built.id}: {built.status}."


def _sentence(one: Batch) -> str:
    when = formats.timestamp(dt.datetime.fromisoformat(one.created_at))
    return (
        f"{one.id}  {one.state:8} {when}, kabupaten {one.kabupaten_code}: {len(one.files)} berkas, "
        f"{formats.number(one.used_n)} baris dipakai, {formats.number(one.rejected_n)} ditolak."
        f"{' DATA CONTOH.' if one.is_sample else ''}"
    )


def _facts(one: Batch) -> dict[str, object]:
    return {
        "id": one.id,
        "state": one.state,
        "created_at": one.created_at,
        "kabupaten": one.kabupaten_code,
        "files": [{"file": file.name, "sha256": file.sha256, "rows_read": file.rows_read} for file in one.files],
        "rows_used": one.used_n,
        "rows_rejected": one.rejected_n,
        "is_sample": one.is_sample,
    }
