"""The method page on priority villages: lists, criteria, certainty, and what can be said of their effect."""

from __future__ import annotations

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.lokus.criteria import CRITERIA
from stunting.lokus.effect_words import LIMITS
from stunting.lokus.proposal import OUTSIDE, SURE
from stunting.lokus.scenario import DRAWS, LACK_LABELS, LOWEST_COVERAGE_PCT, PRESET_LABELS, PRESET_NOTES, WEIGHT_POINTS


def lokus() -> None:
    """One introduction, then a folded section per question."""
    st.subheader(_("Lokus"))
    st.markdown(
        _(
            "Desa/kelurahan lokus (lokasi fokus) ditetapkan bupati atau wali kota tiap tahun. "
            "Tidak ada rumus nasional; dasbor ini menghitung usulan menurut kriteria dan bobot "
            "yang dapat diubah, dan mengatakan seberapa yakin tempat tiap desa."
        )
    )
    with st.expander(_("Kriteria dan skor")):
        _scoring()
    with st.expander(_("Pasti, perbatasan, di luar")):
        _certainty()
    with st.expander(_("Jangkauan daftar dan perbandingannya")):
        _reach()
    with st.expander(_("Apakah desa lokus membaik lebih banyak?")):
        _effect()


def _scoring() -> None:
    lines = "\n".join(f"- **{one.label}** ({one.unit}): {one.definition}" for one in CRITERIA)
    presets = "\n".join(f"- **{PRESET_LABELS[key]}**: {PRESET_NOTES[key]}" for key in PRESET_LABELS)
    lack = "; ".join(label[0].lower() + label[1:] for label in LACK_LABELS.values())
    scored = _(
        "Tiap kriteria diubah menjadi peringkat 0 sampai 1 di dalam kabupaten/kota (nilai sama mendapat peringkat "
        "sama), lalu dijumlahkan menurut bobotnya. Hanya perbandingan bobot yang berarti. Kriteria dengan ambang "
        "bernilai 1 di atas ambang dan 0 selain itu."
    )
    lacking = _(
        "**Data kurang**: cakupan pengukuran di bawah {limit} atau kurang dari 20 balita diukur. Desa itu, menurut "
        "aturan yang dipilih: {lack}. Selalu ditandai.",
        limit=formats.percent(LOWEST_COVERAGE_PCT, decimals=0),
        lack=lack,
    )
    tied = _("Skor sama diputuskan oleh jumlah balita stunting, lalu prevalensi, dan dilaporkan.")
    st.markdown(f"{lines}\n\n{scored}\n\n{_('Pilihan bobot awal:')}\n\n{presets}\n\n{lacking}\n\n{tied}")


def _certainty() -> None:
    st.markdown(
        _(
            "Daftar dihitung {draws} kali. Setiap kali prevalensi, jumlah kasus, dan cakupan "
            "layanan ditarik dari ketidakpastiannya (makin sedikit balita, makin lebar), dan tiap"
            " bobot bergeser paling banyak {points} poin. Peluang masuk adalah bagian dari"
            " pengulangan yang memilih desa itu. **Pasti**: sedikitnya {sure}; **di luar**: "
            "paling banyak {outside}; **perbatasan**: di antaranya. Benih acak dicetak, jadi siapa"
            " pun dapat mengulangnya. KRS dan kolom sendiri dipakai apa adanya: kesalahannya "
            "tidak diketahui.",
            draws=formats.number(DRAWS),
            points=formats.number(WEIGHT_POINTS),
            sure=formats.percent(100 * SURE, decimals=0),
            outside=formats.percent(100 * OUTSIDE, decimals=0),
        )
    )


def _reach() -> None:
    st.markdown(
        _(
            "**Jangkauan**: bagian balita stunting yang tercatat yang tinggal di desa lokus, "
            "dibanding daftar terbaik dengan jumlah desa yang sama (desa dengan balita stunting "
            "terbanyak). Prevalensi lokus dan bukan lokus dibagi dari jumlah anaknya, tidak "
            "dirata-ratakan. Dalam mode publik semuanya dihitung dari angka yang tampil."
        )
    )


def _effect() -> None:
    st.markdown(
        _(
            "Desa dipilih karena angkanya tinggi, dan angka tinggi sebagian kebetulan: tanpa "
            "program pun rata-ratanya turun pada pengukuran berikutnya. Karena itu selisih "
            "sederhana sebelum dan sesudah menyesatkan. Yang dipakai ialah analisis kovarians "
            "dengan sedikitnya dua pengukuran sebelum penetapan, disandingkan dengan desa "
            "pembanding yang semula serupa dan dengan daftar tiruan, yang tidak mungkin "
            "berpengaruh. Bila diketahui dari Bulan Timbang mana daftar dipilih, sebutkan di tab "
            "Dampak: tanpa itu desa lokus dapat tampak kurang baik daripada sebenarnya."
        )
    )
    st.markdown("\n".join(f"- {_(one)}" for one in LIMITS))
