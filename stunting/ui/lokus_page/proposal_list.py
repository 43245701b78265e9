"""A proposal as the list that is read from top to bottom: who is in, how sure, and who stands at the cut."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import pandas as pd

from stunting import formats
from stunting.frames import records
from stunting.languages import Words, _
from stunting.lokus.card_words import short_chance
from stunting.lokus.criteria import Criterion
from stunting.lokus.proposal import OUTSIDE, Certainty, Place, Proposal

# One hue per criterion, in their order; the last ones for columns of one's own.
HUES = ("#1f6299", "#c2410c", "#4d7c0f", "#7a4fa0", "#8a6d1f", "#55626f", "#0f766e", "#9d174d")
MOST_BEHIND = 25
CHIPS = {Certainty.SURE: "yakin", Certainty.BORDER: "batas", Certainty.OUT: "luar"}
# The same signs on every tab: filled is in the list, open is not.
SIGNS = {"baru": "●", "lanjutan": "■", "keluar": "○"}
STATUSES = Words({"baru": "baru", "lanjutan": "lanjutan", "keluar": "keluar"})


def status_chip(status: str) -> str:
    """ "■ lanjutan"; "" for a desa that never was in a list."""
    sign = SIGNS.get(status)
    return f'<span class="status s-{status}">{sign} {STATUSES[status]}</span>' if sign else ""


def head_cells(labels: Sequence[str]) -> str:
    """The cells of the head of a table."""
    return "".join(f'<th scope="col">{label}</th>' for label in labels)


def hues_of(criteria: Sequence[Criterion]) -> dict[str, str]:
    """The colour of each criterion, in the bars of the list and beside its weight."""
    return dict(zip((one.key for one in criteria), HUES, strict=False))


def list_html(proposal: Proposal) -> str:
    """Members by rank, the cut, and behind it those that the draws choose now and then.

    The line of the cut stays in sight however far the list is scrolled, and names who stands on both sides of it.
    """
    frame = proposal.frame
    chosen = proposal.chosen
    behind = frame[~frame["is_in"] & ((frame["inclusion"] > OUTSIDE) | frame["area_code"].eq(proposal.first_in))]
    hues = hues_of(proposal.criteria)
    edge = {proposal.first_out: _("pertama keluar"), proposal.first_in: _("pertama masuk")}
    lines = [_line(row, str(number), hues, edge) for number, row in enumerate(records(chosen), start=1)]
    rest = [_line(row, "·", hues, edge) for row in records(behind.head(MOST_BEHIND))]
    heads = (_("No"), _("Desa/kelurahan"), _("Balita stunting"), _("Skor"), _("Peluang masuk"), _("Status"))
    note = _(
        "Usulan, dapat diubah. Pasti: terpilih dalam sedikitnya 95% dari {draws} pengulangan; di luar: paling banyak "
        "5%; perbatasan: di antaranya. Warna pada skor: bagian tiap kriteria.",
        draws=formats.number(proposal.scenario.draws),
    )
    return (
        f'<div class="lokus-bingkai lokus-usulan" tabindex="0" role="region" aria-label="{_("Daftar usulan lokus")}">'
        f'<table class="lokus-daftar"><thead><tr>{head_cells(heads)}</tr></thead>'
        f"<tbody>{''.join(lines)}{_cut(proposal)}{''.join(rest)}</tbody></table></div>"
        f'<p class="sumber">{note}</p>'
    )


def _cut(proposal: Proposal) -> str:
    names = dict(zip(proposal.frame["area_code"], proposal.frame["area_name"], strict=True))
    said = [_("<b>Batas daftar: {desa_n} desa/kelurahan</b>", desa_n=formats.number(len(proposal.chosen)))]
    if proposal.first_out:
        said.append(_("pertama keluar: <b>{name}</b>", name=html.escape(names[proposal.first_out])))
    if proposal.first_in:
        said.append(_("pertama masuk: <b>{name}</b>", name=html.escape(names[proposal.first_in])))
    for group in proposal.ties:
        said.append(_("skor sama: {names}", names=html.escape(", ".join(names[code] for code in group))))
    return f'<tr class="garis"><td colspan="6">{"".join(f"<span>{one}</span>" for one in said)}</td></tr>'


def _line(row: Any, number: str, hues: dict[str, str], edge: dict[str, str]) -> str:
    parts = "".join(
        f'<b style="--c:{hue};width:{100 * part:.1f}%"></b>'
        for key, hue in hues.items()
        if pd.notna(part := getattr(row, f"part_{key}")) and part > 0
    )
    score = formats.number(row.score, decimals=3) if pd.notna(row.score) else "–"
    chance = html.escape(short_chance(row.inclusion))
    marks = [text for text, holds in ((_("data kurang"), row.is_lacking), (_("skor sama"), row.is_tied)) if holds]
    if row.place in (Place.QUOTA, Place.SWAPPED_IN, Place.SWAPPED_OUT, Place.FULL):
        marks.append(str(row.place))
    if row.area_code in edge:
        marks.insert(0, edge[row.area_code])
    said = "".join(f'<em class="tanda">{mark}</em>' for mark in marks)
    counted, coverage = measured(row)
    chip = status_chip(row.status)
    name, kecamatan = html.escape(str(row.area_name)), html.escape(str(row.kecamatan_name))
    return (
        f'<tr><td>{number}</td><th scope="row"><span class="utuh">{name}</span> {said}<small>{kecamatan}'
        f'<span class="hanya-ponsel"> · {counted}</span></small><span class="hanya-ponsel">{chip}</span></th>'
        f'<td class="bukan-ponsel">{counted}<small>{coverage}</small></td>'
        f'<td><span class="skor"><span class="susun">{parts}</span>{score}</span></td>'
        f'<td><span class="peluang {CHIPS[row.certainty]}"><b>{chance}</b> {row.certainty}</span></td>'
        f'<td class="bukan-ponsel">{chip}</td></tr>'
    )


def measured(row: Any) -> tuple[str, str]:
    """The children behind a rate: "23 dari 181 (12,7%)" and "cakupan 91,2%"."""
    if pd.isna(row.measured_n) or not row.measured_n:
        return _("tidak ada balita diukur"), ""
    base = _(
        "{stunted_n} dari {measured_n}",
        stunted_n=formats.number(row.stunted_n),
        measured_n=formats.number(row.measured_n),
    )
    rate = f" ({formats.percent(row.raw_pct)})" if row.measured_n >= 20 else f" ({_('n kecil')})"
    coverage = formats.percent(row.coverage_pct) if pd.notna(row.coverage_pct) else _("tidak diketahui")
    return base + rate, _("cakupan {coverage}", coverage=coverage)
