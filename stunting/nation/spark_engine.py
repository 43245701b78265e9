"""The statements on a cluster: Apache Spark, in the dialect that sqlglot makes of them.

Without another address the cluster is one of this machine: its parts are processes of their own that talk over the
loopback interface, no page of Spark's is served, and nothing is fetched. With an address (`spark://...`) it is that of
the office; the folders must then be reachable from all of its machines under the same name.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from stunting.errors import StuntingError
from stunting.nation import statements
from stunting.nation.given import Spans
from stunting.nation.measurements import Measurements

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from stunting.build.release import Progress

NAME = "spark"
DEFAULT_MEMORY_MB = 1024
LOOPBACK = "127.0.0.1"
JAVA = 17
ORDER = ("desa_code", "puskesmas_id", "sex", "age_group")
INSTALL = (
    "Spark belum terpasang. Pasang dengan `python -m pip install -r requirements-nation.txt`, lalu jalankan lagi; atau "
    "pakai --engine duckdb."
)
# Rows that one task exchanges with the others.
ROWS_PER_TASK = 2_000_000


class SparkEngine:
    """An open session, with the small tables that every statement may use.

    with SparkEngine.opened(scratch, executors=2) as engine:
        counts = engine.reading_counts(measurements, given)
        engine.count(spans, out, progress=show)
    """

    name = NAME

    def __init__(self, session: SparkSession, scratch: Path, *, executors: int) -> None:
        self._session = session
        self._scratch = scratch
        self._executors = executors
        self._workers: set[str] = set()
        self.version = session.version

    @classmethod
    @contextlib.contextmanager
    def opened(
        cls, scratch: Path, *, executors: int = 2, memory_mb: int = DEFAULT_MEMORY_MB, master: str | None = None
    ) -> Iterator[SparkEngine]:
        """executors: processes that work, each with one core and `memory_mb`; master: address of another cluster

        Raises:
            StuntingError: Java or Spark is not installed, or the cluster does not answer.
        """
        _check_java()
        session = _session(scratch, executors=executors, memory_mb=memory_mb, master=master)
        try:
            yield cls(session, scratch, executors=executors)
        finally:
            session.stop()

    @property
    def workers(self) -> tuple[str, ...]:
        """Ids of the executor processes that finished a task."""
        return tuple(sorted(self._workers))

    def reading_counts(self, measurements: Measurements, given: dict[str, pa.Table]) -> pa.Table:
        """Rows by month and by reason why they are not used; input and `given` stay known from here on."""
        for name, table in given.items():
            self._keep(name, table)
        files = [f"file://{file.resolve()}" for file in measurements.files]
        tasks = max(2 * self._executors, -(-measurements.rows // ROWS_PER_TASK))
        self._session.conf.set("spark.sql.shuffle.partitions", str(tasks))
        self._session.read.parquet(*files).createOrReplaceTempView("measurement")
        self._view("reading")
        return self._arrow("reading_counts")

    def count(self, spans: Spans, out: Path, *, progress: Progress) -> pa.Table:
        """Write `growth` and `growth_window` below `out`; returns `puskesmas_desa`."""
        from pyspark.sql import functions as f

        progress("Menghitung anak", 0, 1)
        self._keep("span_month", spans.months)
        for name in ("visit", "month_record"):
            self._kept(name)
        self._view("window_record")
        self._view("record")
        for name in ("listed", "complete_list"):
            self._kept(name)
        progress("Menghitung desa", 0, 1)
        counted = self._kept("counted")
        span = f.col("span")
        months = counted.where("kind = 'month'").withColumns(
            {"year": f.floor(span / 100).cast("int"), "month": (span % 100).cast("int")}
        )
        _write(months, ("year", "month"), out / "growth")
        keys = self._small(spans.table.select(["span", "key"]).rename_columns(["span", "window_key"]))
        _write(counted.where("kind = 'window'").join(keys, "span"), ("window_key",), out / "growth_window")
        self._frame("puskesmas_desa").createOrReplaceTempView("part_pair")
        pairs = self._arrow("puskesmas_desa_total")
        self._note_workers()
        return pairs

    def _note_workers(self) -> None:
        """Who finished tasks; the driver is none of them."""
        listed = self._session.sparkContext._jsc.sc().statusStore().executorList(False)
        for number in range(listed.size()):
            one = listed.apply(number)
            if one.id() != "driver" and one.completedTasks() > 0:
                self._workers.add(one.id())

    def _kept(self, name: str) -> DataFrame:
        """The answer of a statement as files in the scratch folder, for it is asked more than once.

        Not cached, for a statement in whose plan Spark does not recognise the frame computes it again. Not
        `localCheckpoint`, for Spark 4.3 keeps what it concluded about columns, and in a left join of such a frame with
        itself takes the other side for never missing: rows were lost.
        """
        where = f"file://{(self._scratch / name).resolve()}"
        self._frame(name).write.parquet(where)
        frame = self._session.read.parquet(where)
        frame.createOrReplaceTempView(name)
        return frame

    def _small(self, table: pa.Table) -> DataFrame:
        """A table that every executor gets whole."""
        from pyspark.sql import functions as f

        return f.broadcast(self._session.createDataFrame(table))

    def _keep(self, name: str, table: pa.Table) -> None:
        self._small(table).createOrReplaceTempView(name)

    def _frame(self, name: str) -> DataFrame:
        return self._session.sql(translated(name))

    def _view(self, name: str) -> None:
        self._frame(name).createOrReplaceTempView(name)

    def _arrow(self, name: str) -> pa.Table:
        return self._frame(name).toArrow()


def translated(name: str) -> str:
    """`sql/<name>.sql` in Spark's dialect.

    Raises:
        StuntingError: sqlglot is not installed.
    """
    try:
        import sqlglot
    except ImportError:
        raise StuntingError(INSTALL) from None
    # What Spark has no words for stops the work instead of being left out.
    (text,) = sqlglot.transpile(
        statements.text(name), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE, comments=False
    )
    return text


def _write(frame: DataFrame, by: tuple[str, ...], target: Path) -> None:
    """One ordered file for each value of the columns `by`, which stand in the names of the folders."""
    ordered = frame.drop("kind", "span").repartition(*by).sortWithinPartitions(*by, *ORDER)
    ordered.write.mode("append").option("compression", "zstd").partitionBy(*by).parquet(f"file://{target.resolve()}")
    for extra in (*target.rglob("_SUCCESS"), *target.rglob(".*.crc")):
        extra.unlink()


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    try:
        said = subprocess.run([java or "java", "-version"], capture_output=True, text=True, check=True).stderr
        found = re.search(r'version "(\d+)', said)
        if found and int(found[1]) >= JAVA:
            return
    except (OSError, subprocess.CalledProcessError):
        pass
    raise StuntingError(
        f"Spark memerlukan Java {JAVA} atau lebih baru, dan Java itu tidak ditemukan. Pasang dengan `apt install "
        f"openjdk-{JAVA}-jre-headless`, lalu jalankan lagi; atau pakai --engine duckdb."
    )


def _session(scratch: Path, *, executors: int, memory_mb: int, master: str | None) -> SparkSession:
    try:
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError:
        raise StuntingError(INSTALL) from None
    facts = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.memory": f"{max(memory_mb, DEFAULT_MEMORY_MB)}m",
        "spark.executor.memory": f"{memory_mb}m",
        "spark.sql.session.timeZone": "UTC",
        # What a statement shuffled goes when it has ended, and is small while it is there: a third of the disk in all.
        "spark.sql.classic.shuffleDependency.fileCleanup.enabled": "true",
        "spark.io.compression.codec": "zstd",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
        "spark.sql.warehouse.dir": f"file://{(scratch / 'gudang').resolve()}",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    if master is None:
        # The workers write below SPARK_HOME; that of the installed package is not for writing.
        home = scratch / "spark"
        home.mkdir()
        for entry in Path(pyspark.__file__).parent.iterdir():
            (home / entry.name).symlink_to(entry)
        os.environ["SPARK_HOME"] = str(home.resolve())
        os.environ["SPARK_LOCAL_IP"] = os.environ["SPARK_LOCAL_HOSTNAME"] = LOOPBACK
        facts |= {
            "spark.driver.host": LOOPBACK,
            "spark.driver.bindAddress": LOOPBACK,
            "spark.local.dir": str((scratch / "tumpahan").resolve()),
            # A cluster of one machine waits until all of its parts are there.
            "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        }
    # A run that is cancelled ends the conversation with Java in the middle; that is not for the reader.
    logging.getLogger("py4j").setLevel(logging.CRITICAL)
    builder = SparkSession.builder.master(master or f"local-cluster[{executors},1,{memory_mb}]").appName("stunting")
    for name, value in facts.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return builder.getOrCreate()
