"""`aggregate` and `sample-nation`: the counts of a whole country, on one machine or on a cluster."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stunting import formats
from stunting.cli import output
from stunting.cli.sample import months_of
from stunting.errors import StuntingError, UnknownChoiceError, nearest
from stunting.geography import Register
from stunting.paths import Layout

if TYPE_CHECKING:
    from stunting.nation.aggregate import OpenEngine
    from stunting.nation.results import Manifest

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)
MEMORY = re.compile(r"(\d+)\s*([MG])B?", re.IGNORECASE)


def aggregate(
    source: Annotated[Path, typer.Argument(metavar="MASUK", help="Folder Parquet pengukuran tanpa nama.")],
    out: Annotated[Path, typer.Argument(metavar="KELUAR", help="Folder hasil, belum ada atau kosong.")],
    *,
    engine: Annotated[str, typer.Option("--engine", metavar="MESIN", help="duckdb atau spark.")] = DUCKDB,
    executors: Annotated[
        int, typer.Option("--executors", metavar="N", min=1, help="Spark: jumlah proses pekerja.")
    ] = 2,
    memory: Annotated[
        str, typer.Option("--memory", metavar="UKURAN", help="Memori, misalnya 2GB; Spark: tiap proses pekerja.")
    ] = "",
    master: Annotated[
        str, typer.Option("--master", metavar="ALAMAT", help="Spark: alamat klaster, misalnya spark://induk:7077.")
    ] = "",
    windows: Annotated[
        Path | None, typer.Option("--windows", metavar="BERKAS", help="CSV Bulan Timbang: kunci, nama, mulai, selesai.")
    ] = None,
    last_day: Annotated[
        str, typer.Option("--until", metavar="TANGGAL", help="Hari ukur terakhir yang diterima; tanpa ini hari ini.")
    ] = "",
    as_json: output.JsonOption = False,
) -> None:
    """Menghitung pengukuran seluruh negeri menjadi hitungan per desa, bulan, jenis kelamin, dan umur.

    Kedua mesin menjalankan pernyataan SQL yang sama dan memberi hasil yang sama.
    Susunan folder MASUK dan KELUAR dijelaskan di docs/scale.md.
    """
    from stunting.nation import given
    from stunting.nation.aggregate import aggregate as run

    chosen = _engine(engine, executors=executors, memory=memory, master=master)
    with output.progress() as show:
        card = run(
            source,
            out,
            register=Register.shipped(Layout.default().raw),
            open_engine=chosen,
            windows=None if windows is None else given.read_windows(windows),
            last_day=_day(last_day),
            progress=show,
        )
    if as_json:
        output.as_json(asdict(card))
    else:
        output.lines(sentences(card, out))


def sentences(card: Manifest, out: Path) -> list[str]:
    """What was counted, for a reader."""
    refused = sum(card.rejected.values())
    lines = [
        f"{formats.number(card.rows_read)} baris dibaca, {formats.number(card.rows_used)} dipakai, "
        f"{formats.number(refused)} ditolak, dalam {formats.number(card.seconds, decimals=1)} detik "
        f"({card.engine} {card.engine_version}, pekerja: {', '.join(card.workers)}).",
        f"{formats.number(card.tables['growth'])} hitungan per bulan dan "
        f"{formats.number(card.tables['growth_window'])} per Bulan Timbang dan tahun di {out}.",
        f"Jejak isi: {card.content_sha256}.",
    ]
    lines += [f"  ditolak, {reason}: {formats.number(count)} baris" for reason, count in card.rejected.items()]
    return lines


def sample_nation(
    to: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder tujuan, belum ada atau kosong.")],
    *,
    children: Annotated[int, typer.Option("--children", metavar="N", min=100, help="Jumlah anak rekaan.")] = 1_000_000,
    months: Annotated[
        str, typer.Option("--months", metavar="BULAN,...", help="Bulan pengukuran; 2025-01:2025-12 untuk serentang.")
    ] = "2025-02,2025-08",
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Benih acak; benih sama, baris sama.")] = 1,
) -> None:
    """Menulis pengukuran anak rekaan seluruh Indonesia, untuk mencoba dan mengukur `aggregate`."""
    from stunting.nation import sample

    with output.progress() as show:
        rows = sample.write(
            to,
            Register.shipped(Layout.default().raw),
            children=children,
            months=_months(months),
            seed=seed,
            progress=show,
        )
    output.lines([f"{formats.number(rows)} baris anak rekaan ditulis di {to}; tidak ada anak sebenarnya di dalamnya."])


def _months(text: str) -> tuple[int, ...]:
    first, colon, last = text.partition(":")
    if not colon:
        return months_of(text)
    ((start,), (end,)) = months_of(first), months_of(last)
    return tuple(
        year * 100 + month
        for year in range(start // 100, end // 100 + 1)
        for month in range(1, 13)
        if start <= year * 100 + month <= end
    )


def _engine(engine: str, *, executors: int, memory: str, master: str) -> OpenEngine:
    if engine not in ENGINES:
        raise UnknownChoiceError(engine, nearest(engine, ENGINES) or ENGINES)
    size = MEMORY.fullmatch(memory.strip())
    if memory and size is None:
        raise StuntingError(f"Memori '{memory}' tidak terbaca. Tulis seperti 2GB atau 512MB.")
    megabytes = int(size[1]) * (1024 if size[2].upper() == "G" else 1) if size else None
    if engine == DUCKDB:
        from stunting.nation.duckdb_engine import DEFAULT_MEMORY_MB, DuckDBEngine

        return partial(DuckDBEngine.opened, memory_mb=megabytes or DEFAULT_MEMORY_MB)
    from stunting.nation import spark_engine

    return partial(
        spark_engine.SparkEngine.opened,
        executors=executors,
        memory_mb=megabytes or spark_engine.DEFAULT_MEMORY_MB,
        master=master or None,
    )


def _day(text: str) -> dt.date:
    if not text:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise StuntingError(f"Tanggal '{text}' tidak terbaca. Tulis seperti 2025-08-31.") from None
