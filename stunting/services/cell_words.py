"""The words of coverage: what a cell says in few and in many words, and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records, whole_numbers
from stunting.languages import N_, _
from stunting.services.coverage import SMALLEST_BASE, Coverage, State
from stunting.services.judgement import Target, Verdict
from stunting.services.registry import BY_KEY
from stunting.services.service import GROUPS, Service

# What stands in a narrow cell, and what the legend says of it.
SIGNS: Mapping[State, tuple[str, str]] = {  # said by `sign` and `sign_words`
    State.NOT_SCHEDULED: (N_("TJ"), N_("tidak dijadwalkan")),
    State.NO_DATA: ("–", N_("tidak ada data")),
    State.SMALL_N: (f"n<{SMALLEST_BASE}", N_("n kecil: sasaran kurang dari {n}")),
    State.NO_BASE: ("0", N_("tidak ada sasaran yang dilaporkan")),
    State.HIDDEN: ("⊘", N_("disembunyikan: melindungi 1–4 orang")),
    State.COARSER: ("↑", N_("hanya dilaporkan per wilayah di atasnya")),
}
OVER_SIGN, OVER_WORDS = "!", N_("terlayani melebihi sasaran (>100%), periksa laporannya")
LOWER_SIGN, LOWER_WORDS = "↓", N_("makin rendah makin baik")
# With fewer desa than this share an area is not known as a whole.
MOSTLY = 0.9
NOT_ADDED = N_("Satu orang dapat menjadi sasaran beberapa layanan, jadi jumlah antarlayanan tidak dijumlahkan.")
RULES = (
    N_(
        "Cakupan wilayah = jumlah yang terlayani dibagi jumlah sasaran pada desa/kelurahan yang "
        "melapor, bukan rata-rata persen."
    ),
    N_(
        "Kuning: sedikitnya 80% dari target (layanan yang makin rendah makin baik: target "
        "sedikitnya 80% dari angkanya)."
    ),
)


def sign(state: State) -> str:
    """What stands in a narrow cell."""
    return _(SIGNS[state][0])


def sign_words(state: State) -> str:
    """What the legend says of a sign."""
    return _(SIGNS[state][1]).format(n=SMALLEST_BASE)


def left_words(service: Service) -> str:
    """Whom the number of people left counts: "balita belum terjangkau"; where less is better those concerned."""
    if not service.is_higher_better:
        return service.numerator
    return _("{words} belum terjangkau", words=service.denominator or _("keluarga"))


def short_cell(row: Any, *, in_people: bool) -> str:
    """A narrow cell: the number without its unit, or the sign of its state."""
    if row.state is State.COUNT:
        return formats.number(row.numerator_n)
    if row.state is not State.VALUE:
        return sign(row.state)
    if in_people:
        return formats.number(row.left_n) if pd.notna(row.left_n) else sign(State.HIDDEN)
    return formats.number(row.value_pct, decimals=0 if row.value_pct >= 99.95 else 1)


def wide_cell(row: Any, *, in_people: bool) -> tuple[str, str]:
    """A wide cell: its number or state, and the small words under it."""
    if row.state is State.COUNT:
        return formats.number(row.numerator_n), _("hanya jumlah")
    if row.state is State.SMALL_N:
        return str(row.state), _(
            "{numerator_n} dari {denominator_n}",
            numerator_n=formats.number(row.numerator_n),
            denominator_n=formats.number(row.denominator_n),
        )
    if row.state is not State.VALUE:
        return str(row.state), ""
    base = _(
        "{numerator_n} dari {denominator_n}",
        numerator_n=formats.number(row.numerator_n),
        denominator_n=formats.number(row.denominator_n),
    )
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
    said = _(
        "{name}: {numerator_n} dari {denominator_n} {denominator}",
        name=name,
        numerator_n=formats.number(row.numerator_n),
        denominator_n=formats.number(row.denominator_n),
        denominator=service.denominator,
    )
    if row.state is State.SMALL_N:
        return _(
            "{said}; sasaran kurang dari {smallest_base}, persentase tidak ditampilkan",
            said=said,
            smallest_base=SMALLEST_BASE,
        )
    said += f" ({formats.percent(row.value_pct)})"
    if target is not None:
        said += _("; target {value_pct}, {verdict}", value_pct=formats.percent(target.value_pct), verdict=row.verdict)
    if row.is_over:
        said += f"; {_(OVER_WORDS)}"
    return f"{said}; {reported(row)}"


def reported(row: Any) -> str:
    """ "laporan dari 230 dari 365 desa/kelurahan"."""
    return _(
        "{reported_n} dari {desa_n} desa/kelurahan melapor",
        reported_n=formats.number(row.reported_n),
        desa_n=formats.number(row.desa_n),
    )


def over_sentences(cells: pd.DataFrame, whole: pd.DataFrame, *, most: int = 8) -> tuple[str, ...]:
    """Which cells have more reached than there are, and what the rate of the whole is without such reports."""
    said = []
    over = cells[cells["is_over"].to_numpy(dtype=bool)]
    if len(over):
        named = [
            _(
                "{area_name} – {service} ({numerator_n} dari {denominator_n})",
                area_name=row.area_name,
                service=BY_KEY[row.service_key].short,
                numerator_n=formats.number(row.numerator_n),
                denominator_n=formats.number(row.denominator_n),
            )
            for row in records(over.head(most))
        ]
        rest = _(", dan {over_n} sel lain", over_n=formats.number(len(over) - most)) if len(over) > most else ""
        said.append(f"{OVER_SIGN} {_(OVER_WORDS).capitalize()}: {'; '.join(named)}{rest}.")
    for row in records(whole[(whole["over_n"] > 0) & whole["sound_pct"].notna()]):
        said.append(
            _(
                "{service}: {value_pct} termasuk {over_n} laporan di atas 100%, {sound_pct} tanpa "
                "laporan itu. Jumlah belum terjangkau dihitung tanpa laporan itu.",
                service=BY_KEY[row.service_key].short,
                value_pct=formats.percent(row.value_pct),
                over_n=formats.number(row.over_n),
                sound_pct=formats.percent(row.sound_pct),
            )
        )
    return tuple(said)


def headline(coverage: Coverage) -> str:
    """What the services of one area say together: how many reach their target, and how many need support."""
    verdicts = coverage.cells["verdict"].tolist()
    counted = {one: verdicts.count(one) for one in Verdict}
    judged = sum(counted[one] for one in (Verdict.REACHED, Verdict.NEAR, Verdict.BELOW))
    if not judged:
        return _("Belum ada layanan yang dapat dibandingkan dengan targetnya pada laporan ini.")
    return _(
        "{few_reports}Dari {judged} layanan yang punya angka dan target, {reached} mencapai "
        "target, {near} mendekati, dan {below} perlu dukungan.",
        few_reports=_few_reports(coverage.cells),
        judged=formats.number(judged),
        reached=formats.number(counted[Verdict.REACHED]),
        near=formats.number(counted[Verdict.NEAR]),
        below=formats.number(counted[Verdict.BELOW]),
    )


def _few_reports(cells: pd.DataFrame) -> str:
    """That an area is known by some of its desa alone, before anything else is said of it."""
    reported_n, desa_n = int(cells["reported_n"].max()), int(cells["desa_n"].max())
    if reported_n >= MOSTLY * desa_n:
        return ""
    return _(
        "Baru {reported_n} dari {desa_n} desa/kelurahan yang melapor. ",
        reported_n=formats.number(reported_n),
        desa_n=formats.number(desa_n),
    )


def target_words(targets: Mapping[str, Target], services: tuple[Service, ...]) -> str:
    """Where the targets come from, those of a weak source said."""
    used = [targets[one.key] for one in services if one.key in targets]
    if not used:
        return _("Belum ada target layanan di rilis ini.")
    years = "/".join(str(year) for year in sorted({one.year for one in used}))
    weak = sum(not one.is_verified for one in used)
    unsure = _("; {weak} di antaranya belum terkonfirmasi", weak=formats.number(weak)) if weak else ""
    return _(
        "Target {years} untuk {used_n} layanan{unsure}.", years=years, used_n=formats.number(len(used)), unsure=unsure
    )


def as_table(coverage: Coverage, *, listed: str) -> pd.DataFrame:
    """The table behind a matrix: one row per area and service, with numbers as numbers."""
    cells = coverage.cells
    services = [BY_KEY[key] for key in cells["service_key"]]
    targets = [coverage.targets.get(one.key) if one.has_coverage else None for one in services]
    return pd.DataFrame(
        {
            N_("Kode"): cells["area_code"],
            N_("Wilayah"): cells["area_name"],
            N_("No"): whole_numbers(one.number_in(listed) for one in services),
            N_("Layanan"): [one.wording_in(listed) for one in services],
            N_("Kelompok"): [GROUPS[one.group] for one in services],
            N_("Jenis"): [_(one.kind) for one in services],
            N_("Terlayani"): whole_numbers(cells["numerator_n"]),
            N_("Sasaran"): whole_numbers(cells["denominator_n"]),
            N_("Cakupan (%)"): cells["value_pct"].round(1),
            N_("Target (%)"): [float("nan") if one is None else one.value_pct for one in targets],
            N_("Penilaian"): [str(one) for one in cells["verdict"]],
            N_("Belum terjangkau"): whole_numbers(cells["left_n"]),
            N_("Kurang ke target"): whole_numbers(cells["to_target_n"]),
            N_("Satuan"): [left_words(one) for one in services],
            N_("Desa melapor"): cells["reported_n"],
            N_("Desa"): cells["desa_n"],
            N_("Keterangan"): [_remark(row) for row in records(cells)],
        }
    )


def _remark(row: Any) -> str:
    said = [str(row.state)] if row.state is not State.VALUE else []
    if row.is_over:
        said.append(OVER_WORDS)
    elif row.over_n:
        said.append(_("{over_n} laporan >100%", over_n=row.over_n))
    return "; ".join(said)


def reported_span(cells: pd.DataFrame) -> str:
    """How many desa reported, over all services of one area: "laporan 312–365 dari 365 desa/kelurahan"."""
    told = cells[(cells["reported_n"] > 0) & (cells["desa_n"] > 0)]
    if told.empty:
        return _("belum ada desa/kelurahan yang melapor")
    low, high, most = int(told["reported_n"].min()), int(told["reported_n"].max()), int(told["desa_n"].max())
    span = formats.number(low) if low == high else f"{formats.number(low)}–{formats.number(high)}"
    return _("laporan {span} dari {most} desa/kelurahan, menurut layanan", span=span, most=formats.number(most))
