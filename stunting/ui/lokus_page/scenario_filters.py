"""The scenario that the link asks for: read once, changed by sliders, numbers and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.lokus import link
from stunting.lokus.candidates import Candidates
from stunting.lokus.scenario import LACK_LABELS, PRESET_LABELS, LackRule, Rule, Scenario, ScenarioError
from stunting.lokus.usual import key_of, usual_scenario, usual_year
from stunting.lokus.wording import exactly
from stunting.routine.district import Mode, newest
from stunting.routine.periods import Period
from stunting.ui import filters, lokus_data, routine_data, routine_filters
from stunting.ui.filters import Suggestion
from stunting.ui.lokus_page.proposal_list import hues_of
from stunting.ui.shell import View

OWN_WEIGHTS = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the link asks for, and what it is chosen from."""

    kabkota: Area
    period: Period
    candidates: Candidates
    scenario: Scenario
    default: Scenario

    def change(self, scenario: Scenario) -> dict[str, str]:
        """The choices of the link that lead to another scenario."""
        return link.params_of(scenario, default=self.default)


def asked_of(view: View, *, period: Period | None = None) -> Asked:
    """The scenario of the link for the chosen kabupaten; draws nothing.

    Raises:
        NoDataError: no kabupaten is chosen, or it has no routine data.
        ScenarioError: the link says something that cannot be.
    """
    kabkota = kabkota_of(view)
    chosen = period or period_of_link(view)
    lists = routine_data.lokus(view.release_id, kabkota.code)
    year = _year(usual_year(lists, chosen))
    found = lokus_data.candidates(view.release_id, kabupaten_code=kabkota.code, period=chosen, lokus_year=year)
    default = usual_scenario(
        found,
        kabupaten_code=kabkota.code,
        period=chosen,
        lists=lists,
        announced=lokus_data.announced(view.release_id, kabkota.code),
    )
    scenario = link.scenario_of(
        filters.address(),
        default=replace(default, lokus_year=year),
        criteria=found.criteria,
        codes=found.frame["area_code"].tolist(),
    )
    return Asked(kabkota=kabkota, period=chosen, candidates=found, scenario=scenario, default=default)


def kabkota_of(view: View) -> Area:
    """The kabupaten whose list it is.

    Raises:
        InvalidLinkError: none is chosen; those with a list are offered.
        NoDataError: it has no routine data.
    """
    if view.kabkota is None:
        raise filters.InvalidLinkError(
            _("Pilih kabupaten/kota dulu: daftar lokus disusun di dalam satu kabupaten/kota."), _with_lists(view)
        )
    if not routine_filters.has_routine(view):
        raise NoDataError(
            _(
                "Belum ada data rutin (e-PPGBM) untuk {kabkota}. Impor berkasnya di halaman Data.",
                kabkota=view.kabkota.official_name,
            )
        )
    return view.kabkota


def _with_lists(view: View) -> list[Suggestion]:
    """The kabupaten inside the area that have a list or an announced number, and routine data."""
    lists = routine_data.lokus(view.release_id, view.area.code)["desa_code"].str[:4]
    announced = lokus_data.announced(view.release_id, view.area.code)["kabupaten_code"]
    codes = [
        code for code in sorted({*lists, *announced}) if routine_data.periods(view.release_id, code, mode=Mode.INTERNAL)
    ]
    return [
        Suggestion(label=view.register.get(code).official_name, params={filters.AREA: code})
        for code in codes[: filters.MOST_OFFERED]
    ]


def period_named(view: View, kabkota: Area, written: str) -> Period:
    """The period of a kept scenario.

    Raises:
        NoDataError: this release has no such period.
    """
    found = periods_by_key(view, kabkota.code).get(written)
    if found is None:
        raise NoDataError(_("Rilis ini tidak memuat periode {written} dari skenario itu.", written=written))
    return found


def periods_by_key(view: View, within: str) -> dict[str, Period]:
    """The periods of mode internal by the name that scenarios use."""
    offered = routine_data.periods(view.release_id, within, mode=Mode.INTERNAL)
    return {key_of(one): one for one in offered}


def period_of_link(view: View) -> Period:
    """The period of the link, the newest without one."""
    by_key = periods_by_key(view, routine_filters.scope_code(view))
    first = newest(list(by_key.values()))
    assert first is not None
    key = filters.checked(filters.PERIOD, {k: one.label for k, one in by_key.items()}, default=key_of(first))
    return by_key[key]


def _year(usual: int) -> int:
    written = filters.asked(link.YEAR)
    if not written:
        return usual
    if not (written.isascii() and written.isdigit() and link.FIRST_YEAR <= int(written[:5]) <= link.LAST_YEAR):
        raise ScenarioError(
            _("Tahun lokus '{written}' tidak dapat dipakai. Tulis misalnya {usual}.", written=written[:20], usual=usual)
        )
    return int(written)


def row(asked: Asked) -> None:
    """Year, number of desa and preset, in the open row."""
    scenario = asked.scenario
    filters.whole_number(
        _("Lokus tahun"),
        "lokus-tahun",
        current=scenario.lokus_year,
        low=link.FIRST_YEAR,
        high=link.LAST_YEAR,
        width=140,
        params=lambda year: {link.YEAR: str(year)},
    )
    filters.whole_number(
        _("Jumlah desa/kelurahan"),
        "lokus-n",
        current=scenario.size,
        low=1,
        high=len(asked.candidates.frame),
        width=165,
        params=lambda size: {link.SIZE: str(size)},
    )
    current = link.preset_of(scenario.rules, asked.candidates.criteria)
    options = {**PRESET_LABELS, **({} if current else {OWN_WEIGHTS: _("Bobot sendiri")})}
    if current:
        filters.picked(_("Bobot awal"), "lokus-awal", options, current=current, width=230, params=_preset(asked))
    else:
        filters.picked(
            _("Bobot awal"),
            "lokus-awal",
            PRESET_LABELS,
            current="",
            width=230,
            params=_preset(asked),
            placeholder=_("Bobot sendiri"),
        )


def _preset(asked: Asked) -> Callable[[str], Mapping[str, str]]:
    def params(preset: str) -> Mapping[str, str]:
        if not preset:
            return {}
        rules = link.preset_rules(preset, asked.candidates.criteria)
        return asked.change(asked.scenario.with_rules(rules))

    return params


def weights(asked: Asked) -> None:
    """A slider for every criterion that has figures here."""
    scenario = asked.scenario
    by_key = {one.key: one for one in scenario.rules}
    shares = scenario.shares
    hues = hues_of(asked.candidates.criteria)
    marks = "".join(f".st-key-lokus-bobot-{key} label::before {{ background: {hue}; }}" for key, hue in hues.items())
    st.html(f"<style>{marks}</style>")
    for criterion in asked.candidates.criteria:
        rule = by_key.get(criterion.key, Rule(key=criterion.key, weight=0.0))
        limit = ""
        if rule.threshold is not None:
            limit = _(" · ambang > {limit}", limit=f"{exactly(rule.threshold)}{criterion.unit[:1]}")
        filters.slider(
            f"{criterion.label} **{formats.percent(100 * shares.get(criterion.key, 0), decimals=0)}**{limit}",
            f"lokus-bobot-{criterion.key}",
            current=rule.weight,
            highest=link.LARGEST_WEIGHT,
            step=5.0,
            help_text=criterion.definition,
            params=_weight(asked, criterion.key),
        )


def _weight(asked: Asked, key: str) -> Callable[[float], Mapping[str, str]]:
    def params(value: float) -> Mapping[str, str]:
        rules = tuple(replace(one, weight=value) if one.key == key else one for one in asked.scenario.rules)
        return asked.change(asked.scenario.with_rules(rules))

    return params


def further(asked: Asked) -> None:
    """Quotas, the rule for thin data and the draws, behind one button."""
    scenario = asked.scenario
    # Sent when it is opened: a change of a weight is to stay small.
    rules = filters.folded(_("Aturan"), "lokus-aturan", icon=":material/rule:")
    if not rules.open:
        return
    with rules, st.container(key="saring-isi"):
        filters.one_of(
            _("Kuota kecamatan"),
            link.LEAST,
            {"0": _("Bebas"), "1": _("Sedikitnya satu desa per kecamatan")},
            default=str(asked.default.least_per_kecamatan),
            shows_label=True,
        )
        filters.whole_number(
            _("Paling banyak per kecamatan (0 = bebas)"),
            "lokus-maks",
            current=scenario.most_per_kecamatan,
            low=0,
            high=100,
            width=280,
            params=lambda most: {link.MOST: str(most) if most else ""},
        )
        filters.listed(
            _("Bila datanya kurang"),
            link.LACK,
            {rule.value: LACK_LABELS[rule] for rule in LackRule},
            default=asked.default.lack.value,
            width=320,
            shows_label=True,
        )
        filters.whole_number(
            _("Data kurang bila cakupan pengukuran di bawah (%)"),
            "lokus-batas",
            current=int(scenario.lowest_coverage_pct),
            low=0,
            high=100,
            width=280,
            params=lambda limit: {link.LOWEST: str(limit)},
        )
        filters.whole_number(
            _("Bobot digeser ± poin"),
            "lokus-goyang",
            current=int(scenario.weight_points),
            low=0,
            high=int(link.MOST_POINTS),
            width=280,
            params=lambda points: {link.MOVED: str(points)},
            help_text=_("Seberapa jauh tiap bobot bergeser dalam 1.000 pengulangan."),
        )
        filters.whole_number(
            _("Benih acak"),
            "lokus-benih",
            current=scenario.seed,
            low=0,
            high=999_999,
            width=280,
            params=lambda seed: {link.SEED: str(seed)},
            help_text=_("Benih yang sama memberi hasil yang sama."),
        )
        st.button(
            _("Kembali ke usulan awal"),
            icon=":material/restart_alt:",
            key="lokus-atur-ulang",
            on_click=filters.reset,
            args=(link.PARAMS,),
        )
