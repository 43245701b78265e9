"""Millions of children -> counts per desa: the same statements on one machine (DuckDB) and on a cluster (Spark).

    measurements     what goes in: a folder of Parquet files, one folder per range of child keys
    limits           the WHO tables turned into whole grams and millimetres
    sql/             the statements, once, in DuckDB's dialect
    duckdb_engine    runs them, range of children by range of children
    spark_engine     runs them, translated by sqlglot, on a cluster
    results          what comes out: Parquet by month and by window, and a manifest with a hash of the content
    sample           invented children of a whole country
    national_release the counts as a release

Rules are those of the import (docs/import.md); sizes and measurements are in docs/scale.md.
"""
