"""SK dan keputusan: scenarios side by side, the printed appendix, and what was decided, by whom and why."""

from __future__ import annotations

import streamlit as st

from stunting.exports import decree, decree_pdf
from stunting.exports.decree import Decree
from stunting.languages import N_, Words, _, in_indonesian
from stunting.lokus.proposal import Proposal
from stunting.lokus.scenario import ScenarioError
from stunting.routine.district import Mode
from stunting.ui import filters, letterhead_form, lokus_data, only_internal, parts, routine_filters
from stunting.ui.filters import Suggestion
from stunting.ui.lokus_page import (
    decisions_part,
    decree_files,
    scenario_filters,
    scenarios_part,
)
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.shell import View

PREVIEW = "pratinjau"
PREVIEWS = Words({"": "Tanpa pratinjau", "ya": "Pratinjau"})


def show(view: View) -> None:
    """In mode publik only what was decided."""
    kabkota = scenario_filters.kabkota_of(view)
    if routine_filters.mode() is Mode.PUBLIC:
        routine_filters.mode_badge(Mode.PUBLIC)
        decisions_part.show(view, kabkota, None, None)
        st.caption(_("Skenario, Lampiran SK, dan pencatatan keputusan ada dalam mode internal."))
        only_internal.button()
        return
    asked = scenario_filters.asked_of(view)
    try:
        found = lokus_data.proposal(view.release_id, period=asked.period, scenario=asked.scenario)
    except ScenarioError as refused:
        way = Suggestion(label=_("Buka tab Pilih"), params={filters.TAB: N_("Pilih")})
        raise filters.InvalidLinkError(str(refused), [way]) from refused
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        scenarios_part.show(view, asked, found)
        _appendix(view, asked, found)
    with right:
        decisions_part.show(view, kabkota, asked, found)


@in_indonesian
def _on_paper(view: View, asked: Asked) -> Decree:
    """The appendix as it is printed: Indonesian for every reader."""
    desa = lokus_data.candidates(
        view.release_id,
        kabupaten_code=asked.kabkota.code,
        period=asked.period,
        lokus_year=asked.scenario.lokus_year,
    )
    return decree.from_proposal(
        lokus_data.proposal(view.release_id, period=asked.period, scenario=asked.scenario),
        area=asked.kabkota,
        letterhead=letterhead_form.letterhead_of(asked.kabkota),
        period_label=asked.period.label,
        release_id=view.release_id,
        frozen=view.release.manifest.created,
        sources=desa.sources,
        is_sample=asked.candidates.is_sample,
    )


def _appendix(view: View, asked: Asked, found: Proposal) -> None:
    made = _on_paper(view, asked)
    title = _("Lampiran SK lokus {lokus_year}", lokus_year=found.scenario.lokus_year)
    said = _(
        "{desa_n} desa/kelurahan menurut skenario yang terbuka di tab Pilih, data {period}; urut kecamatan, dengan "
        "blok tanda tangan.",
        desa_n=len(found.chosen),
        period=asked.period.label,
    )
    st.html(
        f'<h2 class="judul-gambar"><span class="langkah-lokus">2</span> {title}'
        f'{parts.sample_mark(asked.candidates.is_sample)}</h2><p class="anak-judul">{said}</p>'
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lokus-lampiran"):
        decree_files.buttons(made, key="usulan")
        letterhead_form.show(asked.kabkota)
        is_shown = filters.one_of(_("Pratinjau"), PREVIEW, PREVIEWS, default="") == "ya"
    if is_shown:
        for number, page in enumerate(decree_pdf.to_png_pages(made, ppi=96), start=1):
            st.image(page, caption=_("Halaman {number}", number=number))
