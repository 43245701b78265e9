"""Files of invented rows: `data/raw/contoh/<table>.parquet` and a card that says so."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from stunting import sidecar
from stunting.sample.options import NOTICE


def write(
    table: pa.Table, path: Path, *, title: str, notes: str, generator: str, licence: str = "CC0-1.0 (data rekaan)"
) -> None:
    """Write the table and its card.

    title:     what is invented; the notice of sample data is put before it
    generator: the module of `stunting.build` that makes the file again
    """
    pq.write_table(table, path, compression="zstd", compression_level=19)
    sidecar.write(
        path,
        producer="proyek ini (generator stunting.sample)",
        title=f"{NOTICE}: {title}",
        licence=licence,
        link=f"python -m stunting.build.{generator}",
        accessed="2026-11-22",
        comparable_with="tidak dengan data sebenarnya apa pun; hanya untuk mencoba dasbor",
        notes=notes,
    )
