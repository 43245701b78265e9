"""The criteria by which a list of priority villages can be chosen, and where each comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stunting.languages import N_, Worded


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that speaks for a desa.

    column:          of the candidates (`stunting.lokus.candidates`)
    is_higher_worse: a higher value speaks for the desa
    needs_coverage:  it rests on the measured children, so a low coverage of measurement makes it "data kurang"
    noise:           what its draws come from: "rate" (posterior of the prevalence), "cases" (the same draws times the
                     measured children), "share" (received of due), or "" where no error is known
    """

    key: str
    label: Worded = Worded()
    unit: Worded = Worded()
    column: str
    is_higher_worse: bool
    definition: Worded = Worded()
    needs_coverage: bool = False
    noise: str = ""
    decimals: int = 0


PREVALENCE, CASES, KRS, SERVICES = "prevalensi", "kasus", "krs", "layanan"

CRITERIA = (
    Criterion(
        key=PREVALENCE,
        label=N_("Prevalensi stunting distabilkan"),
        unit="%",
        column="value_pct",
        is_higher_worse=True,
        definition=N_(
            "Prevalensi stunting balita diukur, ditarik ke angka kecamatan sejauh balita yang diukur sedikit."
        ),
        needs_coverage=True,
        noise="rate",
        decimals=1,
    ),
    Criterion(
        key=CASES,
        label=N_("Jumlah balita stunting"),
        unit=N_("balita"),
        column="stunted_n",
        is_higher_worse=True,
        definition=N_("Balita stunting di antara balita yang diukur."),
        needs_coverage=True,
        noise="cases",
    ),
    Criterion(
        key=KRS,
        label=N_("Keluarga berisiko stunting (KRS)"),
        unit=N_("keluarga"),
        column="krs_n",
        is_higher_worse=True,
        definition=N_("Jumlah keluarga sasaran dengan sedikitnya satu faktor risiko, menurut pendataan keluarga."),
    ),
    Criterion(
        key=SERVICES,
        label=N_("Kesenjangan cakupan layanan"),
        unit="%",
        column="service_gap_pct",
        is_higher_worse=True,
        definition=N_("100 dikurangi tingkat konvergensi desa: layanan yang diterima dari yang seharusnya diterima."),
        noise="share",
        decimals=1,
    ),
)


def own_criterion(*, key: str, label: str, unit: str, is_higher_worse: bool) -> Criterion:
    """A column the kabupaten brought along; nothing is known of its error."""
    return Criterion(
        key=key,
        label=label,
        unit=unit,
        column=key,
        is_higher_worse=is_higher_worse,
        definition=N_("Kolom sendiri dari lembar kabupaten."),
        decimals=1,
    )


def by_key(criteria: Sequence[Criterion]) -> dict[str, Criterion]:
    return {one.key: one for one in criteria}
