"""Where a routine figure comes from: definition, division, the question that was asked, and the source files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stunting import formats, queries, routine_queries
from stunting.db import Bound, Database
from stunting.geography import COUNTRY, LEVEL_DIGITS, Area
from stunting.indicators import Indicator
from stunting.languages import _
from stunting.routine import rates
from stunting.routine.district import LISTED, TARGET_LABELS, Mode, Question
from stunting.routine.periods import Period
from stunting.shown_sql import shown_sql

SAMPLE_FILES = ("contoh/growth.parquet", "contoh/growth_window.parquet")
RELEASE_SHELL = "duckdb -readonly data/rilis/{release_id}.duckdb"  # no text


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Everything a reader may ask of one number.

    division:  the numbers in the formula: "132 balita stunting / 1.002 balita diukur × 100 = 13,2%"
    facts:     label and text of each further fact: interval, coverage, children, mode
    statements: the questions as SQL with their values, in the order they are needed
    sources:   one line per source: what, when imported, checksum
    """

    title: str
    value: str
    definition: str
    reference: str
    division: str
    facts: tuple[tuple[str, str], ...]
    statements: tuple[str, ...]
    sources: tuple[str, ...]


def origin_of(db: Database, *, area: Area, period: Period, question: Question, row: Any) -> Origin:
    """The origin of the rate in one row of `District.areas_in_period` or `District.over_time`."""
    indicator = question.indicator
    return Origin(
        title=f"{indicator.label}, {area.official_name}, {period.label}",
        value=formats.percent(row.value_pct) if pd.notna(row.value_pct) else row.state.label,
        definition=indicator.definition,
        reference=indicator.source,
        division=division(row, indicator),
        facts=_facts(row, question),
        statements=statements(db, area=area, period=period, question=question),
        sources=sources(db, area=area, is_sample=bool(row.is_sample)),
    )


def division(row: Any, indicator: Indicator) -> str:
    """The formula with its numbers, or why there is none."""
    if pd.isna(row.hits_n) or pd.isna(row.base_n):
        return f"{indicator.formula}. {row.state.label.capitalize()}."
    counted = f"{formats.number(row.hits_n)} {indicator.counted} / {formats.number(row.base_n)} {indicator.base}"
    if pd.isna(row.value_pct):
        return f"{counted}. {row.state.label.capitalize()}."
    return f"{counted} × 100 = {formats.percent(row.value_pct)}"


def statements(db: Database, *, area: Area, period: Period, question: Question) -> tuple[str, ...]:
    """The questions behind a figure; the first answers numerator, denominator and rate in one row."""
    indicator = question.indicator
    counts = shown_sql(db.text("routine_counts"), counts_params(db, area=area, period=period, question=question))
    if question.target_kind != LISTED and "target_n" in (indicator.numerator, indicator.denominator):
        targets = shown_sql(db.text("official_targets"), _target_params(area=area, question=question))
        numerator = {"covered_n": "measured_n", "covered_weighed_n": "weighed_n"}[indicator.numerator]
        return (
            _divided(counts, numerator=numerator, denominator="official_target_n", joined=targets, year=period.year),
        )
    return (_divided(counts, numerator=indicator.numerator, denominator=indicator.denominator),)


def counts_params(db: Database, *, area: Area, period: Period, question: Question) -> dict[str, Bound]:
    """The parameters of `sql/routine_counts.sql` for one area and period."""
    return {
        "digits": LEVEL_DIGITS[area.level],
        "apart": "",
        "source": routine_queries.counts_source(db, within=area.code, level=area.level, selection=question.selection),
        **routine_queries.code_range(area.code),
        **routine_queries.period_params(period),
        **routine_queries.selection_params(question.selection),
    }


def _target_params(*, area: Area, question: Question) -> dict[str, Bound]:
    return {
        "digits": LEVEL_DIGITS[area.level],
        "kind": question.target_kind,
        "lokus": question.selection.lokus,
        "lokus_year": question.selection.lokus_year,
        **routine_queries.code_range(area.code),
    }


def _divided(counts: str, *, numerator: str, denominator: str, joined: str = "", year: int = 0) -> str:
    """A statement around the counts that divides them."""
    inner = "\n".join(f"    {line}" for line in counts.splitlines())
    from_ = f"from (\n{inner}\n) as hitungan"
    if joined:
        inside = "\n".join(f"    {line}" for line in joined.splitlines())
        from_ += f"\njoin (\n{inside}\n) as lembar on lembar.area_code = hitungan.area_code and lembar.year = {year}"
    return f"select {numerator}, {denominator}, 100.0 * {numerator} / {denominator} as persen\n{from_};"


def _facts(row: Any, question: Question) -> tuple[tuple[str, str], ...]:
    interval = (
        _("{ci_low_pct} (Wilson)", ci_low_pct=formats.interval(row.ci_low_pct, row.ci_high_pct))
        if pd.notna(row.ci_low_pct)
        else _("tidak dihitung")
    )
    coverage = (
        _(
            "{coverage_pct}: {covered_n} diukur dari {target_n} ({target_labels})",
            coverage_pct=formats.percent(row.coverage_pct),
            covered_n=formats.number(row.covered_n),
            target_n=formats.number(row.target_n),
            target_labels=TARGET_LABELS[question.target_kind].lower(),
        )
        if pd.notna(row.coverage_pct)
        else rates.no_coverage(row).removeprefix("Cakupan ").removesuffix(".")
    )
    facts = [
        (_("Rumus"), question.indicator.formula),
        ("Interval 95%", interval),
        (_("Cakupan pengukuran"), coverage),
        (_("Balita"), question.selection.words or _("semua balita 0–59 bulan, setiap anak sekali per periode")),
        (
            _("Mode"),
            _("publik: angka 1–4 disembunyikan")
            if question.mode is Mode.PUBLIC
            else _("internal: semua angka terlihat"),
        ),
    ]
    if pd.notna(row.base_n) and row.base_n < rates.SMALLEST_N:
        facts.append(
            (_("Batas"), _("persentase tidak ditampilkan di bawah {smallest_n} balita", smallest_n=rates.SMALLEST_N))
        )
    return tuple(facts)


def sources(db: Database, *, area: Area, is_sample: bool) -> tuple[str, ...]:
    """One line per import of the area, and per file of the sample series it holds, with date and checksum."""
    within = "" if area.code == COUNTRY else area.code[:4]
    batches = queries.release_batches(db)
    own = _rows(batches[batches["kabupaten_code"].str.startswith(within)])
    if not is_sample:
        return tuple(_batch_line(one) for one in own)
    samples = set(queries.release_meta(db).get("sample_kabupaten", "").split(";"))
    imported = {one.kabupaten_code for one in own if one.used_n}
    series = []
    if any(code.startswith(within) for code in samples - imported - {""}):
        frame = queries.release_sources(db)
        files = _rows(frame[frame["file"].isin(SAMPLE_FILES)])
        series = [_("DATA CONTOH {file}, SHA-256 {sha256}", file=one.file, sha256=one.sha256) for one in files]
    lines = [f"{_('DATA CONTOH ') if one.kabupaten_code in samples else ''}{_batch_line(one)}" for one in own]
    return (*series, *lines)


def _batch_line(one: Any) -> str:
    moment = formats.timestamp(dt.datetime.fromisoformat(one.imported_at))
    rows = _(
        "{file_n} berkas, {used_n} baris dipakai", file_n=formats.number(one.file_n), used_n=formats.number(one.used_n)
    )
    hashes = "" if pd.isna(one.files_sha256) else _(", SHA-256 {split}", split=", ".join(one.files_sha256.split(";")))
    return _("Kiriman {id}, diimpor {moment}: {rows}{hashes}", id=one.id, moment=moment, rows=rows, hashes=hashes)


def _rows(frame: pd.DataFrame) -> Sequence[Any]:
    return list(frame.itertuples(index=False))
