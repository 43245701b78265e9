"""The words of coverage: what a cell says in few and in many words, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records, whole_numbers
from stunting.services.coverage import SMALLEST_BASE, Coverage, State
from stunting.services.judgement import Target, Verdict
from stunting.services.registry import BY_KEY
from stunting.services.service import GROUPS, Service

# What stands in a narrow cell, and what the legend says of it.
SIGNS: Mapping[State, tuple[str, str]] = {
    State.NOT_SCHEDULED: ("TJ", "tidak dijadwalkan"),
    State.NO_DATA: ("–", "tidak ada data"),
    State.SMALL_N: (f"n<{SMALLEST_BASE}", f"n kecil: sasaran kurang dari {SMALLEST_BASE}"),
    State.NO_BASE: ("0", "tidak ada sasaran yang dilaporkan"),
    State.HIDDEN: ("⊘", "disembunyikan: melindungi 1–4 orang"),
    State.COARSER: ("↑", "hanya dilaporkan per wilayah di atasnya"),
}
OVER_SIGN, OVER_WORDS = "!", "terlayani melebihi sasaran (>100%), periksa laporannya"
LOWER_SIGN, LOWER_WORDS = "↓", "makin rendah makin baik"
# With fewer desa than this share an area is not known as a whole.
MOSTLY = 0.9
NOT_ADDED = "Satu orang dapat menjadi sasaran beberapa layanan, jadi jumlah antarlayanan tidak dijumlahkan."
RULES = (
    "Cakupan wilayah = jumlah yang terlayani dibagi jumlah sasaran pada desa/kelurahan yang melapor, bukan rata-rata "
    "persen.",
    "Kuning: sedikitnya 80% dari target (layanan yang makin rendah makin baik: target sedikitnya 80% dari angkanya).",
)


def left_words(service: Service) -> str:
    """Whom the number of people left counts: "balita belum terjangkau"; where less is better those concerned."""
    if not service.is_higher_better:
        return service.numerator
    return f"{service.denominator or 'keluarga'} belum terjangkau"


def short_cell(row: Any, *, in_people: bool) -> str:
    """A narrow cell: the number without its unit, or the sign of its state."""
    if row.state is State.COUNT:
        return formats.number(row.numerator_n)
    if row.state is not State.VALUE:
        return SIGNS[row.state][0]
    if in_people:
        return formats.number(row.left_n) if pd.notna(row.left_n) else SIGNS[State.HIDDEN][0]
    return formats.number(row.value_pct, decimals=0 if row.value_pct >= 99.95 else 1)


def wide_cell(row: Any, *, in_people: bool) -> tuple[str, str]:
    """A wide cell: its number or state, and the small words under it."""
    if row.state is State.COUNT:
        return formats.number(row.numerator_n), "hanya jumlah"
    if row.state is State.SMALL_N:
        return str(row.state), f"{formats.number(row.numerator_n)} dari {formats.number(row.denominator_n)}"
    if row.state is not State.VALUE:
        return str(row.state), ""
    base = f"{formats.number(row.numerator_n)} dari {formats.number(row.denominator_n)}"
    if in_people:
        left = formats.number(row.left_n) if pd.notna(row.left_n) else str(State.HIDDEN)
        return left, f"{formats.percent(row.value_pct)}; {base}"
    return formats.percent(row.value_pct), base


def spoken(row: Any, service: Service, target: Target | None) -> str:
    """Everything a cell knows, in one sentence."""
    name = f"{row.area_name}, {service.short}"
    if row.state not in (State.VALUE, State.COUNT, State.SMALL_N):
        return f"{name}: {row.state}"
    if row.state is State.COUNT:
        return f"{name}: {formats.number(row.numerator_n)} {service.numerator}"
    said = f"{name}: {formats.number(row.numerator_n)} dari {formats.number(row.denominator_n)} {service.denominator}"
    if row.state is State.SMALL_N:
        return f"{said}; sasaran kurang dari {SMALLEST_BASE}, persentase tidak ditampilkan"
    said += f" ({formats.percent(row.value_pct)})"
    if target is not None:
        said += f"; target {formats.percent(target.value_pct)}, {row.verdict}"
    if row.is_over:
        said += f"; {OVER_WORDS}"
    return f"{said}; {reported(row)}"


def reported(row: Any) -> str:
    """ "laporan dari 230 dari 365 desa/kelurahan"."""
    return f"{formats.number(row.reported_n)} dari {formats.number(row.desa_n)} desa/kelurahan melapor"


def over_sentences(cells: pd.DataFrame, whole: pd.DataFrame, *, most: int = 8) -> tuple[str, ...]:
    """Which cells have more reached than there are, and what the rate of the whole is without such reports."""
    said = []
    over = cells[cells["is_over"].to_numpy(dtype=bool)]
    if len(over):
        named = [
            f"{row.area_name} – {BY_KEY[row.service_key].short} ({formats.number(row.numerator_n)} dari "
            f"{formats.number(row.denominator_n)})"
            for row in records(over.head(most))
        ]
        rest = f", dan {formats.number(len(over) - most)} sel lain" if len(over) > most else ""
        said.append(f"{OVER_SIGN} {OVER_WORDS.capitalize()}: {'; '.join(named)}{rest}.")
    for row in records(whole[(whole["over_n"] > 0) & whole["sound_pct"].notna()]):
        said.append(
            f"{BY_KEY[row.service_key].short}: {formats.percent(row.value_pct)} termasuk "
            f"{formats.number(row.over_n)} laporan di atas 100%, {formats.percent(row.sound_pct)} tanpa laporan itu. "
            "Jumlah belum terjangkau dihitung tanpa laporan itu."
        )
    return tuple(said)


def headline(coverage: Coverage) -> str:
    """What the services of one area say together: how many reach their target, and how many need support."""
    verdicts = coverage.cells["verdict"].tolist()
    counted = {one: verdicts.count(one) for one in Verdict}
    judged = sum(counted[one] for one in (Verdict.REACHED, Verdict.NEAR, Verdict.BELOW))
    if not judged:
        return "Belum ada layanan yang dapat dibandingkan dengan targetnya pada laporan ini."
    return (
        f"{_few_reports(coverage.cells)}Dari {formats.number(judged)} layanan yang punya angka dan target, "
        f"{formats.number(counted[Verdict.REACHED])} mencapai target, {formats.number(counted[Verdict.NEAR])} "
        f"mendekati, dan {formats.number(counted[Verdict.BELOW])} perlu dukungan."
    )


def _few_reports(cells: pd.DataFrame) -> str:
    """That an area is known by some of its desa alone, before anything else is said of it."""
    reported_n, desa_n = int(cells["reported_n"].max()), int(cells["desa_n"].max())
    if reported_n >= MOSTLY * desa_n:
        return ""
    return f"Baru {formats.number(reported_n)} dari {formats.number(desa_n)} desa/kelurahan yang melapor. "


def target_words(targets: Mapping[str, Target], services: tuple[Service, ...]) -> str:
    """Where the targets come from, those of a weak source said."""
    used = [targets[one.key] for one in services if one.key in targets]
    if not used:
        return "Belum ada target layanan di rilis ini."
    years = "/".join(str(year) for year in sorted({one.year for one in used}))
    weak = sum(not one.is_verified for one in used)
    unsure = f"; {formats.number(weak)} di antaranya belum terkonfirmasi" if weak else ""
    return f"Target {years} untuk {formats.number(len(used))} layanan{unsure}."


def as_table(coverage: Coverage, *, listed: str) -> pd.DataFrame:
    """The table behind a matrix: one row per area and service, with numbers as numbers."""
    cells = coverage.cells
    services = [BY_KEY[key] for key in cells["service_key"]]
    targets = [coverage.targets.get(one.key) if one.has_coverage else None for one in services]
    return pd.DataFrame(
        {
            "Kode": cells["area_code"],
            "Wilayah": cells["area_name"],
            "No": whole_numbers(one.number_in(listed) for one in services),
            "Layanan": [one.wording_in(listed) for one in services],
            "Kelompok": [GROUPS[one.group] for one in services],
            "Jenis": [one.kind for one in services],
            "Terlayani": whole_numbers(cells["numerator_n"]),
            "Sasaran": whole_numbers(cells["denominator_n"]),
            "Cakupan (%)": cells["value_pct"].round(1),
            "Target (%)": [float("nan") if one is None else one.value_pct for one in targets],
            "Penilaian": [str(one) for one in cells["verdict"]],
            "Belum terjangkau": whole_numbers(cells["left_n"]),
            "Kurang ke target": whole_numbers(cells["to_target_n"]),
            "Satuan": [left_words(one) for one in services],
            "Desa melapor": cells["reported_n"],
            "Desa": cells["desa_n"],
            "Keterangan": [_remark(row) for row in records(cells)],
        }
    )


def _remark(row: Any) -> str:
    said = [str(row.state)] if row.state is not State.VALUE else []
    if row.is_over:
        said.append(OVER_WORDS)
    elif row.over_n:
        said.append(f"{row.over_n} laporan >100%")
    return "; ".join(said)


def reported_span(cells: pd.DataFrame) -> str:
    """How many desa reported, over all services of one area: "laporan 312–365 dari 365 desa/kelurahan"."""
    told = cells[(cells["reported_n"] > 0) & (cells["desa_n"] > 0)]
    if told.empty:
        return "belum ada desa/kelurahan yang melapor"
    low, high, most = int(told["reported_n"].min()), int(told["reported_n"].max()), int(told["desa_n"].max())
    span = formats.number(low) if low == high else f"{formats.number(low)}–{formats.number(high)}"
    return f"laporan {span} dari {formats.number(most)} desa/kelurahan, menurut layanan"
