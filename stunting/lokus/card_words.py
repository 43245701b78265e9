"""The sentences on the card of one desa."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from stunting import formats
from stunting.lokus.proposal import OUTSIDE, SURE, Certainty, Place, Proposal
from stunting.lokus.scenario import LackRule, Scenario
from stunting.lokus.wording import PERCENTILE, lowered

NOTHING_ALONE = "Tidak ada perubahan satu kriteria saja yang cukup."
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
    side = "masuk" if row["is_in"] else "tidak masuk"
    head = f"{name} {side} usulan lokus {scenario.lokus_year}"
    names = dict(zip(proposal.frame["area_code"], proposal.frame["area_name"], strict=True))
    has_quota = bool(scenario.least_per_kecamatan or scenario.most_per_kecamatan)
    if place is Place.CHOSEN:
        return f"{head}: skornya termasuk {scenario.size} tertinggi{' menurut kuota kecamatan' if has_quota else ''}."
    if place is Place.QUOTA:
        return f"{head}: tiap kecamatan mendapat sedikitnya satu, dan skornya yang tertinggi di {kecamatan}."
    if place is Place.SWAPPED_IN:
        swap = next(one for one in scenario.swaps if one.in_code == row["area_code"])
        return f"{head}: dimasukkan menggantikan {names[swap.out_code]}, dengan alasan {_quoted(swap.reason)}."
    if place is Place.SWAPPED_OUT:
        swap = next(one for one in scenario.swaps if one.out_code == row["area_code"])
        return (
            f"{head}: menurut skor termasuk daftar, tetapi digantikan {names[swap.in_code]}, dengan alasan "
            f"{_quoted(swap.reason)}."
        )
    if place is Place.EXCLUDED:
        exclusion = next(one for one in scenario.exclusions if one.code == row["area_code"])
        return f"{head}: dikecualikan dari pemilihan, dengan alasan {_quoted(exclusion.reason)}."
    if place is Place.FULL:
        return f"{head}: {kecamatan} sudah mencapai batas {scenario.most_per_kecamatan} desa/kelurahan."
    if place is Place.LACKING:
        return f"{head}: datanya belum cukup untuk dinilai."
    if pd.notna(row["rank"]) and row["rank"] <= scenario.size:
        return f"{head}: skornya cukup tinggi, tetapi satu tempat di tiap kecamatan lain didahulukan."
    return f"{head}: skornya di bawah batas daftar."


def standing_sentence(row: pd.Series, reasons: Sequence[Reason], ranked_n: int) -> str:
    counted = sorted((one for one in reasons if one.share > 0 and not np.isnan(one.part)), key=lambda one: -one.part)
    head = (
        f"Skornya {formats.number(row['score'], decimals=3)} dari 1, peringkat {row['rank']} dari "
        f"{formats.number(ranked_n)} desa/kelurahan"
    )
    if not counted or not counted[0].part > 0:
        return f"{head}."
    said = [f"{lowered(one.label)} ({one.text}, {_beside_others(one)})" for one in counted[:2] if one.part > 0]
    return f"{head}; yang paling menyumbang skor: {' dan '.join(said)}."


def _beside_others(reason: Reason) -> str:
    """Behind a threshold all are equal, and a place among them would say nothing."""
    if reason.rule == PERCENTILE:
        return f"urutan {reason.rank} dari {formats.number(reason.of_n)}"
    return f"ambang {reason.rule}"


def distance_sentence(distance: float | None, rival: str, is_in: bool) -> str:
    if distance is None:
        return ""
    size = abs(distance)
    if size == 0:
        return f"Skornya sama dengan {rival}; tempatnya ditentukan oleh aturan skor sama."
    word = "tipis" if size < CLOSE else "dekat" if size < NEAR else "cukup jauh"
    who = "yang pertama akan menggantikannya" if is_in else "yang pertama dapat digantikannya"
    side = "di atas" if distance > 0 else "di bawah"
    # A difference that three decimals would write as 0 is no tie.
    shown = "kurang dari 0,001" if size < 0.0005 else formats.number(size, decimals=3)
    return f"Jaraknya ke batas {word}: {shown} {side} {rival}, {who}."


def needed_sentence(needed: Sequence[Needed], *, is_in: bool, place: Place) -> str:
    if place is Place.EXCLUDED:
        return ""
    if not needed:
        return NOTHING_ALONE
    side = "keluar dari" if is_in else "masuk"
    texts = [one.text for one in needed]
    joined = texts[0] if len(texts) == 1 else f"{'; '.join(texts[:-1])}; atau {texts[-1]}"
    return f"Akan {side} daftar menurut skor bila hanya satu hal ini berbeda: {joined}."


def lack_sentence(row: pd.Series, scenario: Scenario) -> str:
    if not row["is_lacking"]:
        return ""
    measured = 0 if pd.isna(row["measured_n"]) else int(row["measured_n"])
    coverage = "" if pd.isna(row["coverage_pct"]) else f", cakupan {formats.percent(float(row['coverage_pct']))}"
    then = {
        LackRule.WITHOUT: "prevalensi dan jumlah kasusnya tidak dihitung",
        LackRule.OUT: "desa/kelurahan ini tidak ikut dipilih",
        LackRule.AS_IS: "angkanya perlu dibaca dengan hati-hati",
    }[scenario.lack]
    return f"Data kurang ({formats.number(measured)} balita diukur{coverage}), jadi {then}."


def certainty_sentence(row: pd.Series, scenario: Scenario) -> str:
    share, draws = float(row["inclusion"]), formats.number(scenario.draws)
    often = f"terpilih dalam {chance_text(share)} dari {draws} pengulangan"
    if share in (0, 1):
        often = (
            f"terpilih dalam semua {draws} pengulangan"
            if share
            else f"tidak terpilih dalam {draws} pengulangan mana pun"
        )
    certainty = Certainty(row["certainty"])
    if certainty is Certainty.SURE:
        return f"Tempatnya pasti: {often} dengan angka dan bobot yang sedikit berbeda."
    if certainty is Certainty.OUT:
        return f"Tempatnya di luar daftar cukup pasti: {often} dengan angka dan bobot yang sedikit berbeda."
    return f"Tempatnya di perbatasan: {often}, jadi pengetahuan setempat dan musyawarah ikut menentukan."


def status_sentence(proposal: Proposal, row: pd.Series) -> str:
    if not proposal.frame["was_lokus"].any():
        return "Daftar lokus tahun sebelumnya belum ada dalam data."
    return {
        "baru": "Sebelumnya bukan lokus (baru).",
        "lanjutan": "Sebelumnya juga lokus (lanjutan).",
        "keluar": "Sebelumnya lokus (keluar).",
    }.get(str(row["status"]), "Sebelumnya juga bukan lokus.")


def chance_text(share: float) -> str:
    """A share of draws in whole percent that never claims never or always: 0.9996 -> "lebih dari 99%"."""
    if share in (0, 1):
        return f"{100 * share:.0f}%"
    if share < 0.01 or share > 0.99:
        return "kurang dari 1%" if share < 0.01 else "lebih dari 99%"
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
