"""The formula and the notes of a proposal, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stunting import formats
from stunting.languages import N_, _
from stunting.lokus.candidates import Candidates
from stunting.lokus.criteria import Criterion
from stunting.lokus.draws import ERROR_POINTS
from stunting.lokus.quotas import Quotas
from stunting.lokus.scenario import LACK_LABELS, Rule, Scenario
from stunting.lokus.scoring import Field, numbers
from stunting.proportions import SMALLEST_N

# More names than these make a note a list.
MOST_NAMED = 6
TIE_NOTE = N_(
    "Bila skor sama: jumlah balita stunting lebih banyak didahulukan, lalu prevalensi lebih "
    "tinggi, lalu kode wilayah lebih kecil."
)
PERCENTILE = N_("peringkat persentil")


def formula(field: Field) -> str:
    """ "Skor = 60,0% × peringkat persentil (jumlah kasus) + 40,0% × [1 bila prevalensi > 7%, selain itu 0]" """
    rules = {one.key: one for one in field.scenario.rules}
    terms = [
        f"{formats.percent(100 * share)} × {_term(one, rules[one.key])}"
        for one, share in zip(field.criteria, field.weights, strict=True)
        if share > 0
    ]
    return _("Skor = {terms}", terms=" + ".join(terms))


def threshold_text(criterion: Criterion, threshold: float) -> str:
    """ "> 7%", "< 3,25 jam" """
    sign = ">" if criterion.is_higher_worse else "<"
    return f"{sign} {exactly(threshold)}{unit_text(criterion)}"


def unit_text(criterion: Criterion) -> str:
    """ "%" without a space, any other unit after one."""
    return "%" if criterion.unit == "%" else f" {criterion.unit}" if criterion.unit else ""


def value_text(criterion: Criterion, value: float) -> str:
    """ "12,4%", "14 balita", "tidak ada data" """
    return (
        formats.missing()
        if np.isnan(value)
        else f"{formats.number(value, decimals=criterion.decimals)}" + unit_text(criterion)
    )


def lowered(label: str) -> str:
    """Inside a sentence: "Jumlah balita" -> "jumlah balita", "KRS" and "PKH penerima" stay."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def exactly(value: float) -> str:
    """With as many decimals as it has, at most three: 7.0 -> "7", 3.25 -> "3,25"."""
    decimals = next((count for count in range(3) if abs(round(value, count) - value) < 1e-9), 3)
    return formats.number(value, decimals=decimals)


def named(names: Sequence[str]) -> str:
    """ "A, B, dan 3 lainnya" """
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return _("{names}, dan {n} lainnya", names=", ".join(names[:MOST_NAMED]), n=len(names) - MOST_NAMED)


def notes(field: Field, quotas: Quotas, candidates: Candidates, *, in_list: np.ndarray, tied: int) -> tuple[str, ...]:
    """What a reader of the list has to know.

    in_list: the list after the exchanges by hand; tied: groups of equal scores across the cut
    """
    scenario = field.scenario
    said = [
        *_about_criteria(field, candidates),
        *candidates.notes,
        *_about_lacking(field),
        *_about_quotas(field, quotas, in_list),
        _(TIE_NOTE)
        + (_(" Aturan ini memutus {tied} kelompok skor sama pada batas daftar.", tied=tied) if tied else ""),
        _about_draws(scenario),
    ]
    if candidates.is_sample:
        said.append(_("DATA CONTOH: daftar ini bukan usulan yang sebenarnya."))
    return tuple(said)


def _term(criterion: Criterion, rule: Rule) -> str:
    label = lowered(criterion.label)
    if rule.threshold is None:
        turned = "" if criterion.is_higher_worse else _(", terendah = 1")
        return f"{_(PERCENTILE)} ({label}{turned})"
    return _("[1 bila {label} {limit}, selain itu 0]", label=label, limit=threshold_text(criterion, rule.threshold))


def _about_criteria(field: Field, candidates: Candidates) -> list[str]:
    used = {one.key for one in field.criteria}
    labels = {one.key: one.label for one in candidates.missing}
    absent = [
        labels.get(rule.key, rule.key) for rule in field.scenario.rules if rule.weight > 0 and rule.key not in used
    ]
    said = []
    if absent:
        said.append(
            _(
                "Tanpa data di sini, jadi tidak ikut dihitung: {absent}. Bobotnya dibagi ke "
                "kriteria lain menurut perbandingannya.",
                absent=", ".join(absent),
            )
        )
    weighed = field.weights > 0
    # What "data kurang" takes out is told in a note of its own.
    partly = (~field.counts[weighed]).any(axis=0) & field.counts[weighed].any(axis=0) & ~field.is_lacking
    if partly.any():
        said.append(
            _(
                "{n} desa/kelurahan tidak punya sebagian data; skornya dihitung dari kriteria yang ada.",
                n=int(partly.sum()),
            )
        )
    return said


def _about_lacking(field: Field) -> list[str]:
    scenario, said = field.scenario, []
    if field.is_lacking.any():
        said.append(
            _(
                "{n} desa/kelurahan ditandai data kurang (cakupan pengukuran di bawah "
                "{limit}% atau balita diukur kurang dari {least_n}). Aturan: "
                "{rule}.",
                n=int(field.is_lacking.sum()),
                limit=exactly(scenario.lowest_coverage_pct),
                least_n=SMALLEST_N,
                rule=LACK_LABELS[scenario.lack].lower(),
            )
        )
    unknown = np.isnan(numbers(field.frame, "coverage_pct")) & ~field.is_lacking
    if unknown.any():
        said.append(
            _("Cakupan pengukuran {n} desa/kelurahan tidak diketahui; isi sasaran balitanya.", n=int(unknown.sum()))
        )
    return said


def _about_quotas(field: Field, quotas: Quotas, in_list: np.ndarray) -> list[str]:
    places = field.frame.drop_duplicates("kecamatan_code").sort_values("kecamatan_code")
    names = places["kecamatan_name"].to_numpy(dtype=object)
    offered = np.bincount(field.group[quotas.can_be_chosen], minlength=len(names))
    taken = np.bincount(field.group[in_list], minlength=len(names))
    said = []
    if quotas.least:
        if (offered == 0).any():
            said.append(
                _(
                    "Tidak ada desa/kelurahan yang dapat dipilih di {names}; syarat sedikitnya 1 "
                    "per kecamatan tidak berlaku di sana.",
                    names=named(list(names[offered == 0])),
                )
            )
        below = (taken < quotas.least) & (offered > 0)
        if below.any():
            said.append(
                _("Setelah pertukaran, {names} tidak punya desa/kelurahan lokus.", names=named(list(names[below])))
            )
    if quotas.most and (taken > quotas.most).any():
        over = taken > quotas.most
        said.append(
            _(
                "Setelah pertukaran, lebih dari {most} desa/kelurahan lokus di {names}.",
                most=quotas.most,
                names=named(list(names[over])),
            )
        )
    return said


def _about_draws(scenario: Scenario) -> str:
    return _(
        "Kepastian dari {draws} pengulangan (benih {seed}): angka tiap desa diambil ulang "
        "menurut ketidakpastiannya dan tiap bobot digeser hingga {points} poin. "
        "Peluang itu dapat meleset sekitar ±{error} poin; pertukaran dengan alasan tidak "
        "mengubahnya.",
        draws=formats.number(scenario.draws),
        seed=scenario.seed,
        points=exactly(scenario.weight_points),
        error=_error_points(scenario.draws),
    )


def _error_points(draws: int) -> str:
    if draws == 1_000:
        return str(ERROR_POINTS)
    return formats.number(100 * 1.96 * 0.5 / draws**0.5, decimals=1)
