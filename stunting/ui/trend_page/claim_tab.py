"""Uji klaim: a sentence somebody said, held against the figures this release has."""

from __future__ import annotations

import contextlib
import html

import streamlit as st

from stunting import claims, formats
from stunting.claims import Answer, Claim, ClaimAnswer, ClaimVerdict, Evidence, Reason, Unreadable, choices
from stunting.claims.matching import Figure, figure_label
from stunting.errors import NoDataError
from stunting.geography import COUNTRY
from stunting.languages import N_, Words, _
from stunting.ui import filters, published, series
from stunting.ui.shell import View
from stunting.ui.trend_page.two_numbers_tab import routine_figures

CLAIM, FIRST, LAST = "klaim", "angka1", "angka2"
EXAMPLES = ("21% → 13%, 3 tahun", N_("turun 2% sejak 2023"), N_("dari 11,4% (2024) menjadi 10,3% (2025)"))
MARKS = {Answer.YES: "✓", Answer.NO: "✕", Answer.UNKNOWN: "?", Answer.INFO: "i"}
MARK_WORDS = Words({Answer.YES: "ya", Answer.NO: "tidak", Answer.UNKNOWN: "tidak diketahui", Answer.INFO: "keterangan"})
VERDICT_MARKS = {ClaimVerdict.SUPPORTED: "✓", ClaimVerdict.INSUFFICIENT: "?", ClaimVerdict.NOT_COMPARABLE: "✕"}


def show(view: View) -> None:
    """Type a claim, or pick two figures; every condition is answered by itself."""
    subject = view.kabkota or view.area
    if subject != view.area:
        series.explain_level(view, subject)
    text = filters.typed(
        _("Tulis klaimnya"),
        CLAIM,
        placeholder=_("mis. {examples}", examples=EXAMPLES[0]),
        help_text=_("Dua angka dengan tahun atau jarak tahunnya; poin persen ditulis “poin”."),
    )
    with st.container(key="klaim-contoh", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_('<span class="anak-judul">Contoh:</span>'), width="content")
        for number, example in enumerate(EXAMPLES):
            st.button(
                example,
                key=f"klaim-contoh-{number}",
                type="tertiary",
                on_click=filters.apply,
                kwargs={"params": {CLAIM: example, FIRST: "", LAST: ""}},
            )
    known = figures(view)
    if not text:
        st.markdown(
            _(
                "Ketik kalimat seperti yang diucapkan orang. Dasbor mencari kedua angkanya di "
                "rilis ini, lalu menjawab satu per satu: cara ukur, penyebut, wilayah, cakupan, "
                "selisih beserta intervalnya, dan laju per tahun."
            )
        )
        return
    read = claims.parse(text)
    if isinstance(read, Unreadable):
        st.warning(read.sentence, icon=":material/edit:")
        return
    evidence = _evidence(read, known)
    answer = claims.check(read, evidence, national=series.of(view, COUNTRY))
    _verdict(answer)
    left, right = st.columns([7, 5], gap="large")
    with left:
        _reasons(answer.reasons)
    with right:
        _numbers(answer)


def figures(view: View) -> list[Figure]:
    """All figures of the kabupaten, or of the area itself above it: surveys, routine counts, published rates."""
    subject = view.kabkota or view.area
    found: list[Figure] = [one for one in series.of(view, subject.code) if one.area_code == subject.code]
    if view.kabkota is None:
        return [*found, *published.rates(view, subject)]
    with contextlib.suppress(NoDataError):
        found += routine_figures(view)
    return found


def _evidence(read: Claim, known: list[Figure]) -> Evidence:
    """The figures the reader picked, else the pair that fits best."""
    by_key = choices.keyed(known)
    found = claims.best_match(read, known)
    labels = {"": _("tidak ada di data")} | {key: _option(one) for key, one in by_key.items()}
    ends = ((_("Angka awal"), FIRST), (_("Angka akhir"), LAST))
    with st.container(key="klaim-angka", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_('<span class="anak-judul">Angka yang dipakai:</span>'), width="content")
        before, after = (
            filters.listed(label, param, labels, default=default, width=330)
            for (label, param), default in zip(ends, choices.keys_of(found, by_key), strict=True)
        )
    return Evidence(before=by_key.get(before), after=by_key.get(after), is_relative=found.is_relative)


def _option(one: Figure) -> str:
    return f"{figure_label(one)}: {formats.percent(one.value_pct)}"


def _verdict(answer: ClaimAnswer) -> None:
    mark = VERDICT_MARKS[answer.verdict]
    st.html(
        f'<div class="klaim klaim-{answer.verdict.name.lower()}"><span class="klaim-tanda">{mark}</span>'
        f'<div><div class="klaim-vonis">{html.escape(str(answer.verdict).capitalize())}</div>'
        f"<div>“{html.escape(answer.claim.text)}”. {html.escape(answer.sentence)}</div></div></div>"
    )


def _reasons(reasons: tuple[Reason, ...]) -> None:
    rows = "".join(
        f'<tr class="jawab-{one.answer.name.lower()}">'
        f'<td aria-label="{MARK_WORDS[one.answer]}">{MARKS[one.answer]}</td>'
        f"<td><b>{html.escape(one.question)}</b> <small>{html.escape(str(one.answer))}</small><br>"
        f"{html.escape(one.sentence)}</td></tr>"
        for one in reasons
    )
    st.html(f'<table class="klaim-syarat">{rows}</table>')


def _numbers(answer: ClaimAnswer) -> None:
    """The implied pace beside the national one, and what the change may be."""
    lines = []
    if answer.change is not None and answer.change.low_points is not None:
        lines.append((_("Selisih"), formats.points(answer.change.points)))
        lines.append(
            (
                "Interval 95%",
                _(
                    "{low_points} sampai {high_points}",
                    low_points=formats.signed(answer.change.low_points),
                    high_points=formats.signed(answer.change.high_points),
                ),
            )
        )
    if answer.pace_pct is not None:
        lines.append(
            (_("Laju yang tersirat"), _("{pace_pct}% per tahun", pace_pct=formats.number(answer.pace_pct, decimals=1)))
        )
    if answer.national_pace is not None:
        pace = answer.national_pace
        lines.append(
            (
                _("Laju nasional {first_year}–{last_year}", first_year=pace.first_year, last_year=pace.last_year),
                _("{aarr_pct}% per tahun", aarr_pct=formats.number(pace.aarr_pct, decimals=1)),
            )
        )
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(text)}</dd>" for name, text in lines)
    st.html(f'<dl class="klaim-angka">{rows}</dl>')
