"""Beside the trend: what may be said of a change between two surveys, and the pace towards the target."""

from __future__ import annotations

import streamlit as st

from stunting import formats, narrative
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import COUNTRY, Area
from stunting.languages import _
from stunting.measures import Verdict, aarr, change, required_aarr, runs
from stunting.ui import data, parts, series, survey_filters
from stunting.ui.shell import View


def change_between(view: View, subject: Area) -> None:
    """Two surveys of the reader's choice, and the only statement they allow."""
    st.subheader(_("Perubahan antara dua survei"))
    estimates = sorted(series.of(view, subject.code), key=lambda e: (e.year, e.survey))
    if len(estimates) < 2:
        st.markdown(_("Baru ada satu survei untuk wilayah ini; perubahan belum dapat dibicarakan."))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        first, last = survey_filters.two_rounds([e.round for e in estimates])
    before, after = (next(e for e in estimates if e.round == one) for one in (first, last))
    if before == after:
        st.markdown(_("Pilih dua survei yang berbeda."))
        return
    step = change(before, after)
    with st.container(border=True):
        # An arrow and a difference only where the two figures measure the same thing.
        between = "→" if step.is_comparable else _("dan")
        points = _("<b>{points} poin persen</b> · ", points=formats.signed(step.points)) if step.is_comparable else ""
        st.html(
            f'<div class="ubah"><span class="ubah-angka">{formats.percent(before.value_pct)}</span>'
            f'<span class="ubah-panah">{between}</span>'
            f'<span class="ubah-angka">{formats.percent(after.value_pct)}</span>'
            f'<span class="ubah-label">{points}{before.round_label} {between} {after.round_label}</span></div>'
        )
        if step.verdict is Verdict.NOT_COMPARABLE:
            st.markdown(_("**Tidak dapat dibandingkan.** {reason}", reason=step.reason))
        else:
            st.markdown(narrative.change_sentence(step, estimates, after))


def pace_and_target(view: View, subject: Area) -> None:
    """The pace of each comparable stretch, and the pace the next target asks for."""
    st.subheader(_("Laju penurunan dan target"))
    estimates = series.of(view, subject.code)
    lines = []
    for run in runs(estimates):
        try:
            pace = aarr(run)
        except NoDataError:
            continue
        lines.append(f"- {run[0].round_label} – {run[-1].round_label}: **{pace.sentence}**")
    if lines:
        st.markdown("\n".join(lines))
    else:
        st.markdown(_("Laju (AARR) memerlukan sedikitnya dua survei dengan rancangan yang sama."))
    newest = narrative.latest(estimates)
    targets = data.targets_of_areas(view.release_id, (subject.code,))
    owner = subject.official_name
    if targets.empty:
        st.markdown(_("Belum ada target yang tercatat untuk {owner}; sebagai rujukan, target nasional.", owner=owner))
        targets, owner = data.targets_of_areas(view.release_id, (COUNTRY,)), _("Indonesia")
    shown = []
    for row in records(targets.sort_values("year")):
        line = f"- {row.year}: **{formats.percent(row.value_pct)}**, {parts.plain(row.basis)}"
        if owner == subject.official_name and row.year > newest.year and newest.value_pct > row.value_pct > 0:
            needed = required_aarr(
                value_pct=newest.value_pct, year=newest.year, target_pct=row.value_pct, target_year=int(row.year)
            )
            line += _(
                "; perlu turun {needed}% per tahun sejak {newest}",
                needed=formats.number(needed, decimals=1),
                newest=newest.round_label,
            )
        elif owner == subject.official_name and row.year == newest.year:
            relation = _("di bawah") if newest.value_pct < row.value_pct else _("di atas")
            relation = _("sama dengan") if newest.value_pct == row.value_pct else relation
            line += _(
                "; angka {newest} ({value_pct}) {relation} target",
                newest=newest.round_label,
                value_pct=formats.percent(newest.value_pct),
                relation=relation,
            )
        if not row.is_verified:
            line += _(" · *belum dicocokkan*") if row.is_user_added else _(" · *satu sumber*")
        shown.append(line)
    st.markdown(_("Target {owner}:\n\n", owner=owner) + "\n".join(shown))
    st.caption(
        _(
            "AARR dihitung menurut UNICEF: dua titik 1 − (P₁/P₀)^(1/t); tiga titik atau lebih "
            "dari kemiringan ln(P). Laju bukan bukti perubahan selama interval tidak "
            "dipublikasikan."
        )
    )
