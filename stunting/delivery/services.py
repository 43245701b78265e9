"""Mode publik: services of a kabupaten as one row per period and service, of the lowest level that was reported."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from stunting.delivery import tables
from stunting.delivery.totals import SMALLEST

KEY = ["year", "period", "service_key"]
COUNTS = ["numerator_n", "denominator_n"]


def of_kabupaten(reported: pa.Table, *, code: str) -> pa.Table:
    """Reports of desa, kecamatan or kabupaten -> reports of the kabupaten, in the columns of `service`.

    A report of the kabupaten itself is taken as it is; else those of one level are added. What nobody reported or
    scheduled stays so. Rows with a count, or a rest, of 1-4 are left out.
    """
    frame = reported.to_pandas(types_mapper=lambda kind: pd.Int64Dtype() if pa.types.is_integer(kind) else None)
    frame["digits"] = frame["area_code"].str.len()
    # The kabupaten's own report, else what reaches further down: a sum of desa says more than one of few kecamatan.
    best = frame["digits"].where(frame["digits"] > 4, 99).groupby([frame[name] for name in KEY]).transform("max")
    own = frame[frame["digits"].where(frame["digits"] > 4, 99) == best]
    told = own[own["is_scheduled"] & own["numerator_n"].notna()]
    has_base = told["denominator_n"].notna()
    # A count without its base cannot be added to a coverage.
    told = told[has_base | ~has_base.groupby([told[name] for name in KEY]).transform("any")]
    summed = told.groupby(KEY, as_index=False, sort=True)[COUNTS].sum(min_count=1)
    added = told.groupby(KEY, as_index=False, sort=True).agg(
        report_n=("area_code", "size"),
        digits=("digits", "first"),
        source=("source", "first"),
        is_sample=("is_sample", "any"),
        is_user_added=("is_user_added", "any"),
    )
    made = summed.merge(added, on=KEY)
    rest = made["denominator_n"] - made["numerator_n"]
    is_small = pd.Series(False, index=made.index)
    for value in (made["numerator_n"], made["denominator_n"], rest):
        is_small |= value.between(1, SMALLEST - 1).fillna(False).astype(bool)
    made = made[~is_small].assign(area_code=code, is_scheduled=True)
    level = made["digits"].map({6: "kecamatan", 10: "desa/kelurahan"})
    made["source"] = [
        source if pd.isna(name) else f"{source} (jumlah {count} {name})"
        for source, name, count in zip(made["source"], level, made["report_n"], strict=True)
    ]
    wanted = tables.schema("service")
    return pa.Table.from_pandas(made[wanted.names], schema=wanted, preserve_index=False)
