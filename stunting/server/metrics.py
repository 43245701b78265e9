"""What a monitoring program reads at /metrik, as Prometheus writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from stunting import __version__
from stunting.server.counting import Counts
from stunting.server.health import Facts, resident_bytes

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def text(*, worker: int, counts: Counts, facts: Facts, sessions: Callable[[], int], started_at: float) -> bytes:
    """Everything, as text. started_at: seconds since 1970."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Now(worker, counts, facts, sessions, started_at))
    return generate_latest(registry)


class _Now(Collector):
    def __init__(
        self, worker: int, counts: Counts, facts: Facts, sessions: Callable[[], int], started_at: float
    ) -> None:
        self._worker, self._counts, self._facts = str(worker), counts, facts
        self._sessions, self._started_at = sessions, started_at

    def collect(self) -> Iterator[Metric]:
        facts = self._facts
        yield self._gauge("stunting_sessions", "Open pages", self._sessions())
        yield self._histogram()
        yield self._kinds("stunting_faults", "Errors of the program by kind", self._counts.faults())
        yield self._kinds("stunting_refusals", "Sentences that told a reader why not", self._counts.refusals())
        yield self._gauge("stunting_resident_bytes", "Memory of this process", resident_bytes())
        yield self._gauge("stunting_started_seconds", "When this process started, since 1970", self._started_at)
        yield self._gauge("stunting_ready", "1 when pages can be served", int(facts.is_ready))
        yield self._gauge("stunting_warnings", "What somebody should look at", len(facts.warnings))
        yield self._gauge("stunting_disk_free_bytes", "Room left for the data", facts.disk_free)
        yield self._gauge("stunting_disk_total_bytes", "Size of the disk of the data", facts.disk_total)
        if facts.entry_n is not None:
            yield self._gauge("stunting_ledger_entries", "Entries of the ledger", facts.entry_n)
        info = InfoMetricFamily("stunting_release", "What is served", labels=["worker"])
        info.add_metric([self._worker], {"id": facts.release_id, "version": __version__})
        yield info

    def _gauge(self, name: str, what: str, value: float) -> Metric:
        found = GaugeMetricFamily(name, what, labels=["worker"])
        found.add_metric([self._worker], value)
        return found

    def _kinds(self, name: str, what: str, counted: dict[str, int]) -> Metric:
        found = CounterMetricFamily(name, what, labels=["worker", "kind"])
        for kind, count in sorted(counted.items()):
            found.add_metric([self._worker, kind], count)
        return found

    def _histogram(self) -> Metric:
        rows, total, seconds = self._counts.histogram()
        found = HistogramMetricFamily("stunting_rerun_seconds", "One run of a page", labels=["worker"])
        buckets = [(str(bound), float(count)) for bound, count in rows]
        found.add_metric([self._worker], [*buckets, ("+Inf", float(total))], seconds)
        return found
