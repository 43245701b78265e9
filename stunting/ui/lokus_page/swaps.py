"""Exchanging a desa of the list for another by hand, and leaving one out: both with a reason that is kept."""

from __future__ import annotations

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from stunting.languages import _
from stunting.lokus.proposal import Proposal
from stunting.lokus.scenario import LONGEST_TEXT, Exclusion, Swap
from stunting.ui import filters, parts
from stunting.ui.lokus_page.scenario_filters import Asked

SWAP, EXCLUDE = "lokus-tukar", "lokus-kecuali"


def show(asked: Asked, found: Proposal) -> None:
    """What was changed by hand, and the forms for more."""
    names = labels(found.frame)
    made(asked, names)
    with st.container(key="lokus-tangan", horizontal=True, gap="small"):
        # Every desa is in their lists, so they are sent when they are opened and not with every change of a weight.
        swap = filters.folded(_("Tukar desa"), SWAP, icon=":material/swap_horiz:")
        exclude = filters.folded(_("Kecualikan desa"), EXCLUDE, icon=":material/person_off:")
    if swap.open:
        with swap:
            _swap(asked, found, names)
    if exclude.open:
        with exclude:
            _exclude(asked, names)


def labels(desa: pd.DataFrame) -> dict[str, str]:
    """Every desa of candidates or of a proposal with its kecamatan, for many share a name."""
    frame = desa.sort_values("area_code")
    return {
        code: f"{name}, {kecamatan}"
        for code, name, kecamatan in zip(frame["area_code"], frame["area_name"], frame["kecamatan_name"], strict=True)
    }


def made(asked: Asked, names: dict[str, str]) -> None:
    """What was changed by hand, each with the way back."""
    scenario = asked.scenario
    for number, one in enumerate(scenario.swaps):
        text = _(
            "<b>Ditukar:</b> {leaves} keluar, {enters} masuk. Alasan: {reason}",
            leaves=names[one.out_code],
            enters=names[one.in_code],
            reason=one.reason,
        )
        rest = tuple(other for other in scenario.swaps if other is not one)
        _entry(text, f"tukar-{number}", asked.change(replace(scenario, swaps=rest)))
    for number, left in enumerate(scenario.exclusions):
        text = _("<b>Dikecualikan:</b> {name}. Alasan: {reason}", name=names[left.code], reason=left.reason)
        others = tuple(other for other in scenario.exclusions if other is not left)
        _entry(text, f"kecuali-{number}", asked.change(replace(scenario, exclusions=others)))


def _entry(text: str, key: str, params: dict[str, str]) -> None:
    bold, _ignored1, rest = text.partition("</b>")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="catatan">{bold}</b>{html.escape(rest)}</p>', width="content")
        st.button(_("Batalkan"), key=f"batal-{key}", type="tertiary", on_click=filters.apply, args=(params,))


def _swap(asked: Asked, found: Proposal, names: dict[str, str]) -> None:
    inside = found.chosen["area_code"].tolist()
    outside = found.frame.loc[~found.frame["is_in"], "area_code"].tolist()
    with st.form("lokus-tukar-baru", border=False):
        leaves = st.selectbox(_("Keluar dari daftar"), inside[::-1], format_func=names.__getitem__)
        enters = st.selectbox(_("Masuk ke daftar"), outside, format_func=names.__getitem__)
        reason = st.text_input(
            _("Alasan (disimpan dan dicetak)"), max_chars=LONGEST_TEXT, placeholder=_("mis. usul musyawarah desa")
        )
        wanted = st.form_submit_button(_("Tukar"), icon=":material/swap_horiz:")
    if wanted and not reason.strip():
        st.warning(_("Tulis alasannya: pertukaran tanpa alasan tidak dapat dipertanggungjawabkan."))
    elif wanted and leaves and enters:
        exchange = Swap(out_code=leaves, in_code=enters, reason=reason.strip())
        filters.fold(SWAP)
        filters.apply(asked.change(replace(asked.scenario, swaps=(*asked.scenario.swaps, exchange))))
        parts.repaint()


def _exclude(asked: Asked, names: dict[str, str]) -> None:
    left = {one.code for one in asked.scenario.exclusions}
    with st.form("lokus-kecuali-baru", border=False):
        code = st.selectbox(
            _("Tidak ikut dipilih"), [one for one in names if one not in left], format_func=names.__getitem__
        )
        reason = st.text_input(
            _("Alasan (disimpan dan dicetak)"), max_chars=LONGEST_TEXT, placeholder=_("mis. lokus provinsi")
        )
        wanted = st.form_submit_button(_("Kecualikan"))
    if wanted and not reason.strip():
        st.warning(_("Tulis alasannya dulu."))
    elif wanted and code:
        left_out = Exclusion(code=code, reason=reason.strip())
        filters.fold(EXCLUDE)
        filters.apply(asked.change(replace(asked.scenario, exclusions=(*asked.scenario.exclusions, left_out))))
        parts.repaint()
