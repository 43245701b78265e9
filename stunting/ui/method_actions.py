"""The method page on what is done: services, alarms about children, promises, foster parents, campaigns, money."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats, published_foster
from stunting.campaigns.comparison import NO_PROOF, method
from stunting.campaigns.view import INCOMPLETE
from stunting.cases.rules import RULES as ALARMS
from stunting.cases.rules import SEVERITY_WORDS
from stunting.desa_sheet.questions import RULES as QUESTIONS
from stunting.funds.kinds import NO_FIXED_SHARE
from stunting.funds.view import NO_RATE
from stunting.languages import N_, _
from stunting.promises.states import STATE_LABELS, STATE_MEANINGS
from stunting.services import actions as convergence
from stunting.services import registry
from stunting.services.coverage import SMALLEST_BASE
from stunting.services.families import OVERLAP
from stunting.services.service import CAUSES, ESSENTIAL, GROUPS, LISTS, PERPRES
from stunting.services.weakest import RULE as WEAKEST_RULE
from stunting.ui import parts


def actions() -> None:
    """One introduction, then a folded section per subject."""
    st.subheader(_("Layanan, kasus, komitmen"))
    st.markdown(
        _(
            "Cakupan layanan dihitung dari laporan kabupaten: jumlah yang dijangkau dibagi jumlah"
            " sasaran, dijumlahkan dari wilayah yang melapor dan tidak pernah dirata-ratakan. "
            "“Tidak dijadwalkan” bukan nol, dan angka di atas 100% ditampilkan apa adanya dengan "
            "peringatan."
        )
    )
    with st.expander(_("29 layanan dan daftar Perpres 72/2021")):
        _services()
    with st.expander(_("Cara membaca cakupan")):
        _coverage()
    with st.expander(_("Peringatan tentang anak (khusus petugas)")):
        _alarms()
    with st.expander(_("Tagih janji")):
        st.markdown("\n".join(f"- **{STATE_LABELS[one]}**: {meaning}." for one, meaning in STATE_MEANINGS.items()))
    with st.expander(_("Orang tua asuh")):
        _foster()
    with st.expander(_("Kampanye dan rupiah")):
        _campaigns_and_money()
    with st.expander(_("Aksi konvergensi")):
        _convergence()
    with st.expander(_("Tiga pertanyaan di lembar desa")):
        _questions()


def _services() -> None:
    causes = {one.key: one.label for one in CAUSES}
    for listed in (ESSENTIAL, PERPRES):
        st.markdown(f"**{LISTS[listed]}**")
        rows = [
            {
                N_("No"): one.number_in(listed),
                N_("Kelompok"): GROUPS[one.group],
                N_("Layanan"): one.wording_in(listed),
                N_("Penyebut"): one.denominator or _("hanya jumlah"),
                N_("Jenis"): _(one.kind),
                N_("Penyebab (UNICEF)"): causes[one.cause],
                N_("Arah"): _("makin tinggi makin baik") if one.is_higher_better else _("makin rendah makin baik"),
                N_("Status"): _("ada acuannya") if one.is_verified else _("sebagian belum terkonfirmasi"),
            }
            for one in registry.of_list(listed)
        ]
        st.dataframe(parts.written(pd.DataFrame(rows)), hide_index=True, height=min(460, 38 + 35 * len(rows)))


def _coverage() -> None:
    _list(
        _(
            "Sasaran di bawah {smallest} orang: persentase tidak ditampilkan (n kecil).",
            smallest=formats.number(SMALLEST_BASE),
        ),
        _(WEAKEST_RULE),
        _(OVERLAP),
        _("Cakupan dan prevalensi yang berjalan bersama menunjukkan hubungan, bukan bukti sebab."),
    )


def _alarms() -> None:
    st.markdown(
        _(
            "Dinilai ulang pada setiap impor, dari kunjungan terakhir dan yang sebelumnya; anak asuh yang lama tidak "
            "diukur dinilai saat halaman dibuka. Peringatan bukan diagnosis."
        )
    )
    _list(
        *(
            _(
                "**{label}** ({severity}). {explanation}  \n  Dasar: {basis}",
                label=_(one.label),
                severity=_(SEVERITY_WORDS[one.severity]).lower(),
                explanation=_(one.explanation),
                basis=_(one.basis),
            )
            for one in ALARMS
        )
    )


def _foster() -> None:
    _list(
        _(published_foster.BY_ITSELF),
        _(published_foster.ALIKE),
        _("Setiap anak yang pernah diasuh dihitung, juga yang pindah, berumur lima tahun, atau tidak diukur lagi."),
        _(published_foster.NOT_ENOUGH),
        _("Mode publik dan layar rembuk hanya membaca ringkasan yang diterbitkan.")
        + f" {_(published_foster.HIDDEN_NOTE)}",
        _(published_foster.NO_CAUSE),
    )


def _campaigns_and_money() -> None:
    _list(
        _(INCOMPLETE),
        f"{method()} {_(NO_PROOF)}",
        _(
            "Dana yang ditulis untuk kecamatan atau kabupaten tidak dibagi ke desa; tanpa baris berarti tidak ada dana "
            "yang tercatat, bukan Rp0."
        ),
        _(NO_RATE),
        _(NO_FIXED_SHARE),
    )


def _convergence() -> None:
    for scheme, label in convergence.SCHEMES.items():
        listed = [
            one.label + ("" if one.is_verified else _(" (belum terkonfirmasi)"))
            for one in convergence.of_scheme(scheme)
        ]
        st.markdown(f"**{label}**: {'; '.join(listed)}.")


def _questions() -> None:
    st.markdown(
        _("Aturan diperiksa menurut urutan ini sampai ada tiga pertanyaan; dari satu pokok hanya satu yang diambil.")
    )
    st.markdown("\n".join(f"{number}. {_(one.meaning)}" for number, one in enumerate(QUESTIONS, start=1)))


def _list(*sentences: str) -> None:
    st.markdown("\n".join(f"- {one}" for one in sentences))
