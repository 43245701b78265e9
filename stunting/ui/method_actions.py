"""The method page on what is done: services, alarms about children, promises, foster parents, campaigns, money."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats, published_foster
from stunting.campaigns.comparison import METHOD as EVENT_METHOD
from stunting.campaigns.comparison import NO_PROOF
from stunting.campaigns.view import INCOMPLETE
from stunting.cases.rules import RULES as ALARMS
from stunting.cases.rules import SEVERITY_WORDS
from stunting.desa_sheet.questions import RULES as QUESTIONS
from stunting.funds.kinds import NO_FIXED_SHARE
from stunting.funds.view import NO_RATE
from stunting.promises.states import STATE_LABELS, STATE_MEANINGS
from stunting.services import actions as convergence
from stunting.services import registry
from stunting.services.coverage import SMALLEST_BASE
from stunting.services.families import OVERLAP
from stunting.services.service import CAUSES, ESSENTIAL, GROUPS, LISTS, PERPRES
from stunting.services.weakest import RULE as WEAKEST_RULE


def actions() -> None:
    """One introduction, then a folded section per subject."""
    st.subheader("Layanan, kasus, komitmen")
    st.markdown(
        "Cakupan layanan dihitung dari laporan kabupaten: jumlah yang dijangkau dibagi jumlah sasaran, dijumlahkan "
        "dari wilayah yang melapor dan tidak pernah dirata-ratakan. “Tidak dijadwalkan” bukan nol, dan angka di atas "
        "100% ditampilkan apa adanya dengan peringatan."
    )
    with st.expander("29 layanan dan daftar Perpres 72/2021"):
        _services()
    with st.expander("Cara membaca cakupan"):
        _coverage()
    with st.expander("Peringatan tentang anak (khusus petugas)"):
        _alarms()
    with st.expander("Tagih janji"):
        st.markdown("\n".join(f"- **{STATE_LABELS[one]}**: {meaning}." for one, meaning in STATE_MEANINGS.items()))
    with st.expander("Orang tua asuh"):
        _foster()
    with st.expander("Kampanye dan rupiah"):
        _campaigns_and_money()
    with st.expander("Aksi konvergensi"):
        _convergence()
    with st.expander("Tiga pertanyaan di lembar desa"):
        _questions()


def _services() -> None:
    causes = {one.key: one.label for one in CAUSES}
    for listed in (ESSENTIAL, PERPRES):
        st.markdown(f"**{LISTS[listed]}**")
        rows = [
            {
                "No": one.number_in(listed),
                "Kelompok": GROUPS[one.group],
                "Layanan": one.wording_in(listed),
                "Penyebut": one.denominator or "hanya jumlah",
                "Jenis": one.kind,
                "Penyebab (UNICEF)": causes[one.cause],
                "Arah": "makin tinggi makin baik" if one.is_higher_better else "makin rendah makin baik",
                "Status": "ada acuannya" if one.is_verified else "sebagian belum terkonfirmasi",
            }
            for one in registry.of_list(listed)
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(460, 38 + 35 * len(rows)))


def _coverage() -> None:
    st.markdown(
        f"- Sasaran di bawah {formats.number(SMALLEST_BASE)} orang: persentase tidak ditampilkan (n kecil).\n"
        f"- {WEAKEST_RULE}\n"
        f"- {OVERLAP}\n"
        "- Cakupan dan prevalensi yang berjalan bersama menunjukkan hubungan, bukan bukti sebab."
    )


def _alarms() -> None:
    st.markdown(
        "Dinilai ulang pada setiap impor, dari kunjungan terakhir dan yang sebelumnya; anak asuh yang lama tidak "
        "diukur dinilai saat halaman dibuka. Peringatan bukan diagnosis."
    )
    st.markdown(
        "\n".join(
            f"- **{one.label}** ({SEVERITY_WORDS[one.severity].lower()}). {one.explanation}  \n  Dasar: {one.basis}"
            for one in ALARMS
        )
    )


def _foster() -> None:
    st.markdown(
        f"- {published_foster.BY_ITSELF}\n"
        f"- {published_foster.ALIKE}\n"
        "- Setiap anak yang pernah diasuh dihitung, juga yang pindah, berumur lima tahun, atau tidak diukur lagi.\n"
        f"- {published_foster.NOT_ENOUGH}\n"
        f"- Mode publik dan layar rembuk hanya membaca ringkasan yang diterbitkan. {published_foster.HIDDEN_NOTE}\n"
        f"- {published_foster.NO_CAUSE}"
    )


def _campaigns_and_money() -> None:
    st.markdown(
        f"- {INCOMPLETE}\n"
        f"- {EVENT_METHOD} {NO_PROOF}\n"
        "- Dana yang ditulis untuk kecamatan atau kabupaten tidak dibagi ke desa; tanpa baris berarti tidak ada dana "
        "yang tercatat, bukan Rp0.\n"
        f"- {NO_RATE}\n"
        f"- {NO_FIXED_SHARE}"
    )


def _convergence() -> None:
    for scheme, label in convergence.SCHEMES.items():
        listed = [
            f"{one.label}{'' if one.is_verified else ' (belum terkonfirmasi)'}" for one in convergence.of_scheme(scheme)
        ]
        st.markdown(f"**{label}**: {'; '.join(listed)}.")


def _questions() -> None:
    st.markdown(
        "Aturan diperiksa menurut urutan ini sampai ada tiga pertanyaan; dari satu pokok hanya satu yang diambil."
    )
    st.markdown("\n".join(f"{number}. {one.meaning}" for number, one in enumerate(QUESTIONS, start=1)))
