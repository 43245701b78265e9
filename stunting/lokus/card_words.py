"""The sentences on the card of one desa."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.languages import N_, _
from stunting.lokus.proposal import OUTSIDE, SURE, Certainty, Place, Proposal
from stunting.lokus.scenario import LackRule, Scenario
from stunting.lokus.wording import PERCENTILE, lowered

NOTHING_ALONE = N_("Tidak ada perubahan satu kriteria saja yang cukup.")
# Distances of scores (0-1) in words.
CLOSE, NEAR = 0.01, 0.05


@dataclass(frozen=True, kw_only=True)
class Reason:
    """What one criterion says of the desa.

    value:  in its own unit, NaN where unknown; text: the same, written
    share:  of the criterion in the sum of the weights; level: 0-1, and part: of the score (NaN where it does not count)
    rank, of_n: place among the desa it counts for, 1 for the highest level; 0 where it does not count
    """

    key: str
    label: str
    value: float
    text: str
    rule: str
    share: float
    level: float
    part: float
    rank: int
    of_n: int


@dataclass(frozen=True, kw_only=True)
class Needed:
    """The smallest change of one figure alone that would bring the desa to the other side."""

    key: str
    label: str
    value_from: float
    value_to: float
    text: str


def place_sentence(proposal: Proposal, row: pd.Series, place: Place) -> str:
    scenario, name, kecamatan = proposal.scenario, row["area_name"], row["kecamatan_name"]
    head = (
        _("{name} masuk usulan lokus {lokus_year}", name=name, lokus_year=scenario.lokus_year)
        if row["is_in"]
        else _("{name} tidak masuk usulan lokus {lokus_year}", name=name, lokus_year=scenario.lokus_year)
    )
    names = dict(zip(proposal.frame["area_code"], proposal.frame["area_name"], strict=True))
    has_quota = bool(scenario.least_per_kecamatan or scenario.most_per_kecamatan)
    if place is Place.CHOSEN:
        if has_quota:
            return _(
                "{head}: skornya termasuk {size} tertinggi menurut kuota kecamatan.", head=head, size=scenario.size
            )
        return _("{head}: skornya termasuk {size} tertinggi.", head=head, size=scenario.size)
    if place is Place.QUOTA:
        return _(
            "{head}: tiap kecamatan mendapat sedikitnya satu, dan skornya yang tertinggi di {kecamatan}.",
            head=head,
            kecamatan=kecamatan,
        )
    if place is Place.SWAPPED_IN:
        swap = next(one for one in scenario.swaps if one.in_code == row["area_code"])
        return _(
            "{head}: dimasukkan menggantikan {other}, dengan alasan {reason}.",
            head=head,
            other=names[swap.out_code],
            reason=_quoted(swap.reason),
        )
    if place is Place.SWAPPED_OUT:
        swap = next(one for one in scenario.swaps if one.out_code == row["area_code"])
        return _(
            "{head}: menurut skor termasuk daftar, tetapi digantikan {other}, dengan alasan {reason}.",
            head=head,
            other=names[swap.in_code],
            reason=_quoted(swap.reason),
        )
    if place is Place.EXCLUDED:
        exclusion = next(one for one in scenario.exclusions if one.code == row["area_code"])
        return _(
            "{head}: dikecualikan dari pemilihan, dengan alasan {reason}.", head=head, reason=_quoted(exclusion.reason)
        )
    if place is Place.FULL:
        return _(
            "{head}: {kecamatan} sudah mencapai batas {most} desa/kelurahan.",
            head=head,
            kecamatan=kecamatan,
            most=scenario.most_per_kecamatan,
        )
    if place is Place.LACKING:
        return _("{head}: datanya belum cukup untuk dinilai.", head=head)
    if pd.notna(row["rank"]) and row["rank"] <= scenario.size:
        return _("{head}: skornya cukup tinggi, tetapi satu tempat di tiap kecamatan lain didahulukan.", head=head)
    return _("{head}: skornya di bawah batas daftar.", head=head)


def standing_sentence(row: pd.Series, reasons: Sequence[Reason], ranked_n: int) -> str:
    counted = sorted((one for one in reasons if one.share > 0 and not np.isnan(one.part)), key=lambda one: -one.part)
    head = _(
        "Skornya {score} dari 1, peringkat {rank} dari {ranked_n} desa/kelurahan",
        score=formats.number(row["score"], decimals=3),
        rank=row["rank"],
        ranked_n=formats.number(ranked_n),
    )
    if not counted or not counted[0].part > 0:
        return f"{head}."
    said = [f"{lowered(one.label)} ({one.text}, {_beside_others(one)})" for one in counted[:2] if one.part > 0]
    return _("{head}; yang paling menyumbang skor: {said}.", head=head, said=_(" dan ").join(said))


def _beside_others(reason: Reason) -> str:
    """Behind a threshold all are equal, and a place among them would say nothing."""
    if reason.rule == PERCENTILE:
        return _("urutan {rank} dari {of_n}", rank=reason.rank, of_n=formats.number(reason.of_n))
    return _("ambang {rule}", rule=reason.rule)


def distance_sentence(distance: float | None, rival: str, is_in: bool) -> str:
    if distance is None:
        return ""
    size = abs(distance)
    if size == 0:
        return _("Skornya sama dengan {rival}; tempatnya ditentukan oleh aturan skor sama.", rival=rival)
    slim, near, far = _("Jaraknya ke batas tipis"), _("Jaraknya ke batas dekat"), _("Jaraknya ke batas cukup jauh")
    head = slim if size < CLOSE else near if size < NEAR else far
    who = _("yang pertama akan menggantikannya") if is_in else _("yang pertama dapat digantikannya")
    # A difference that three decimals would write as 0 is no tie.
    shown = _("kurang dari 0,001") if size < 0.0005 else formats.number(size, decimals=3)
    if distance > 0:
        return _("{head}: {shown} di atas {rival}, {who}.", head=head, shown=shown, rival=rival, who=who)
    return _("{head}: {shown} di bawah {rival}, {who}.", head=head, shown=shown, rival=rival, who=who)


def needed_sentence(needed: Sequence[Needed], *, is_in: bool, place: Place) -> str:
    if place is Place.EXCLUDED:
        return ""
    if not needed:
        return _(NOTHING_ALONE)
    texts = [one.text for one in needed]
    joined = texts[0] if len(texts) == 1 else _("{texts}; atau {last}", texts="; ".join(texts[:-1]), last=texts[-1])
    if is_in:
        return _("Akan keluar dari daftar menurut skor bila hanya satu hal ini berbeda: {joined}.", joined=joined)
    return _("Akan masuk daftar menurut skor bila hanya satu hal ini berbeda: {joined}.", joined=joined)


def lack_sentence(row: pd.Series, scenario: Scenario) -> str:
    if not row["is_lacking"]:
        return ""
    measured = 0 if pd.isna(row["measured_n"]) else int(row["measured_n"])
    coverage = (
        ""
        if pd.isna(row["coverage_pct"])
        else _(", cakupan {coverage}", coverage=formats.percent(float(row["coverage_pct"])))
    )
    then = {
        LackRule.WITHOUT: _("prevalensi dan jumlah kasusnya tidak dihitung"),
        LackRule.OUT: _("desa/kelurahan ini tidak ikut dipilih"),
        LackRule.AS_IS: _("angkanya perlu dibaca dengan hati-hati"),
    }[scenario.lack]
    return _(
        "Data kurang ({measured} balita diukur{coverage}), jadi {then}.",
        measured=formats.number(measured),
        coverage=coverage,
        then=then,
    )


def certainty_sentence(row: pd.Series, scenario: Scenario) -> str:
    share, draws = float(row["inclusion"]), formats.number(scenario.draws)
    often = _("terpilih dalam {share} dari {draws} pengulangan", share=chance_text(share), draws=draws)
    if share in (0, 1):
        often = (
            _("terpilih dalam semua {draws} pengulangan", draws=draws)
            if share
            else _("tidak terpilih dalam {draws} pengulangan mana pun", draws=draws)
        )
    certainty = Certainty(row["certainty"])
    if certainty is Certainty.SURE:
        return _("Tempatnya pasti: {often} dengan angka dan bobot yang sedikit berbeda.", often=often)
    if certainty is Certainty.OUT:
        return _(
            "Tempatnya di luar daftar cukup pasti: {often} dengan angka dan bobot yang sedikit berbeda.", often=often
        )
    return _("Tempatnya di perbatasan: {often}, jadi pengetahuan setempat dan musyawarah ikut menentukan.", often=often)


def status_sentence(proposal: Proposal, row: pd.Series) -> str:
    if not proposal.frame["was_lokus"].any():
        return _("Daftar lokus tahun sebelumnya belum ada dalam data.")
    return {
        "baru": _("Sebelumnya bukan lokus (baru)."),
        "lanjutan": _("Sebelumnya juga lokus (lanjutan)."),
        "keluar": _("Sebelumnya lokus (keluar)."),
    }.get(str(row["status"]), _("Sebelumnya juga bukan lokus."))


def chance_text(share: float) -> str:
    """A share of draws in whole percent that never claims never or always: 0.9996 -> "lebih dari 99%"."""
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    if share < 0.01 or share > 0.99:
        return _("kurang dari 1%") if share < 0.01 else _("lebih dari 99%")
    return short_chance(share)


def short_chance(share: float) -> str:
    """For a column: whole percent that never round into another word, 0.949 -> "94%" and 0.9996 -> "> 99%"."""
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    if share < 0.01 or share > 0.99:
        return "< 1%" if share < 0.01 else "> 99%"
    whole = round(100 * share)
    if share < SURE and whole >= 100 * SURE:
        whole = math.ceil(100 * SURE) - 1
    if share > OUTSIDE and whole <= 100 * OUTSIDE:
        whole = math.floor(100 * OUTSIDE) + 1
    return formats.percent(whole, decimals=0)


def _quoted(reason: str) -> str:
    return f"“{reason.strip().rstrip('.')}”"
