"""The back-test of the projections, as the table of docs/forecast.md: python -m scripts.forecast."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from stunting import backtest
from stunting.backtest import Score
from stunting.frames import records
from stunting.paths import ROOT
from stunting.trend_line import Point, borrow

RAW = ROOT / "data" / "raw"
SEED = 7
SERIES_N = 500
LENDING_N = 25
LAWS = (
    # words, points, children per point, standard deviation between years, random walk
    ("4 points, 2,000 children, sd 0.05", 4, 2_000, 0.05, False),
    ("5 points, 2,000 children, sd 0.03", 5, 2_000, 0.03, False),
    ("7 points, 2,000 children, sd 0.03", 7, 2_000, 0.03, False),
    ("7 points, 2,000 children, sd 0.10", 7, 2_000, 0.10, False),
    ("7 points, 300 children, sd 0.05", 7, 300, 0.05, False),
    ("7 points, 100,000 children, sd 0.05", 7, 100_000, 0.05, False),
    ("10 points, 2,000 children, sd 0.10", 10, 2_000, 0.10, False),
    ("7 points, 30,000 children, random walk 0.05", 7, 30_000, 0.05, True),
)


def main() -> None:
    print(
        '| series | neighbours | n | inside 80 % | inside 95 % | width 95 % | error of middle | error of "no change" |'
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for words, neighbours, found in rows():
        shares = [_cell(value, " %") for value in (found.in_80_pct, found.in_95_pct)]
        points = [_cell(v, "") for v in (found.width_95_points, found.error_points, found.unchanged_error_points)]
        print(f"| {' | '.join((words, neighbours, str(found.series_n), *shares, *points))} |")


def _cell(value: float, unit: str) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}{unit}"


def rows() -> Iterator[tuple[str, str, Score]]:
    """Every line of the table: the series, whether neighbours lend, the score."""
    for words, point_n, base_n, between_sd, is_walk in LAWS:
        series = backtest.synthetic_series(
            series_n=SERIES_N, point_n=point_n, base_n=base_n, between_sd=between_sd, is_walk=is_walk, seed=SEED
        )
        lent, hidden = borrow(series[:LENDING_N]), series[LENDING_N:]
        yield words, "no", backtest.score(map(backtest.leave_last_out, hidden))
        yield words, "yes", backtest.score(backtest.leave_last_out(one, borrowed=lent) for one in hidden)
    for words, series in (
        ("SSGI 2021, 2022 → 2024, kabupaten", published(4)),
        ("SSGI 2021, 2022 → 2024, provinces", published(2)),
        ("sample data, kabupaten, August 2019–2024 → 2025", sample(4)),
        ("sample data, kecamatan, August 2019–2024 → 2025", sample(6)),
    ):
        yield words, "no", backtest.score(map(backtest.leave_last_out, series))
        yield words, "yes", backtest.score(backtest.leave_last_out_of_each(series))


def published(code_length: int) -> list[tuple[Point, ...]]:
    """SSGI series of three rounds; intervals were not published."""
    frame = pd.read_csv(RAW / "survei" / "prevalensi.csv", dtype={"area_code": str})
    frame = frame[(frame["survey"] == "ssgi") & (frame["indicator"] == "stunting") & (frame["area_code"] != "00")]
    frame = frame[frame["area_code"].str.len() == code_length].sort_values("year")
    series = [
        tuple(Point(at=float(row.year), value_pct=row.value_pct) for row in records(rows))
        for _, rows in frame.groupby("area_code")
    ]
    return [one for one in series if len(one) == 3]


def sample(code_length: int) -> list[tuple[Point, ...]]:
    """Invented weighing windows of the sample kabupaten, by area."""
    frame = pd.read_parquet(RAW / "contoh" / "growth_window.parquet")
    frame = frame[frame["window_key"].str.endswith("-08")]
    frame = frame.assign(area_code=frame["desa_code"].str[:code_length], year=frame["window_key"].str[:4].astype(int))
    counts = frame.groupby(["area_code", "year"])[["stunted_n", "measured_n"]].sum().reset_index()
    series = []
    for _, rows in counts.groupby("area_code"):
        hits, n = rows["stunted_n"].clip(lower=0.5), rows["measured_n"]
        values = zip(rows["year"], 100 * hits / n, 1 / hits - 1 / n, strict=True)
        series.append(tuple(Point(at=float(y), value_pct=float(p), log_variance=float(v)) for y, p, v in values))
    return series


if __name__ == "__main__":
    main()
