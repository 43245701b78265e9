"""The method page on routine records: what is counted, coverage, z-scores, quality, privacy; from the registries."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats, projection, proportions
from stunting.anthro.rules import LIMITS
from stunting.imports.rules import NOTES, REASONS, Rule
from stunting.quality_bands import INDICATORS, PROOF, SMALLEST_N, Basis
from stunting.ui import data
from stunting.ui.shell import View

INDEX_LABELS = {"haz": "TB/U", "waz": "BB/U", "whz": "BB/TB"}
# docs/zscore.md has the same list in English.
DIFFERENCES = (
    ("Umur negatif", "seluruh hitungan berhenti", "anak itu tanpa nilai z, dengan alasan"),
    ("Berat tepat 0", "BB/TB sekitar -15,4, ditandai", "tanpa nilai z, dengan alasan"),
    ("Panjang 0 atau kurang", "IMT/U tak terhingga", "tanpa nilai z"),
    ("Ukuran tak terhingga", "nilai z tak terhingga", "dianggap kosong"),
    ("Prevalensi tepat 1 proporsi dengan klaster", "interval [1, 1]", "interval menurut rumus"),
)


def routine(view: View) -> None:
    """One introduction, then a folded section per question."""
    st.subheader("Pencatatan rutin (e-PPGBM)")
    known = data.routine_kabupaten(view.release_id)
    samples = int(known["is_sample"].sum())
    held = (
        f"Rilis ini memuat {formats.number(len(known))} kabupaten/kota" if len(known) else "Rilis ini belum memuatnya"
    )
    st.markdown(
        "Pencatatan rutin menghitung balita yang datang ke posyandu dan diukur. Angkanya bukan perkiraan untuk semua "
        f"balita, dan tidak dibandingkan langsung dengan survei. {held}"
        + (f", {formats.number(samples)} di antaranya DATA CONTOH." if samples else ".")
    )
    with st.expander("Siapa yang dihitung, dan apa penyebutnya"):
        _counting()
    with st.expander("Nilai z: standar, batas, dan beda dengan program WHO"):
        _scores()
    with st.expander(f"Baris yang ditolak ({len(REASONS)} alasan) dan yang disesuaikan ({len(NOTES)} aturan)"):
        _rules("Ditolak karena salah satu alasan ini, yang pertama berlaku:", REASONS)
        _rules("Tetap dipakai, dengan penyesuaian yang dicatat di laporan:", NOTES)
    with st.expander("Mutu pengukuran: tanda, ambang, dan asal ambangnya"):
        _quality()
    with st.expander("Perubahan, dua angka, klaim, proyeksi, peringkat"):
        _analysis()
    with st.expander("Mode publik dan mode internal"):
        _modes()
    with st.expander("Perlindungan data anak"):
        _privacy()


def _counting() -> None:
    st.markdown(
        "- **Satu anak, satu bulan, satu catatan.** Bila anak diukur beberapa kali, dipakai nilai sah terakhir.\n"
        "- **Sasaran di daftar**: anak yang tercantum di bulan itu, juga yang tidak datang. Kosong bila berkas hanya "
        "memuat anak yang diukur.\n"
        "- **Ditimbang**: mempunyai berat. **Diukur**: mempunyai TB/U yang sah.\n"
        "- **Prevalensi stunting** = stunting dibagi diukur. **Cakupan** = diukur dibagi sasaran di daftar, "
        "hanya dari desa yang daftarnya lengkap. Cakupan di bawah 80% ditandai.\n"
        f"- Kurang dari {SMALLEST_N} balita diukur: persentase tidak ditampilkan.\n"
        "- Persentase wilayah dihitung dari jumlah pembilang dan jumlah penyebut, tidak pernah dari rata-rata "
        "persentase desa.\n"
        "- **Bulan Timbang**: setiap anak dihitung sekali dengan pengukuran terakhirnya.\n"
        "- **Dua bacaan stunting**: hitung ulang (dipakai di semua halaman) dan label di berkas asal, yang ditampilkan "
        "di laporan impor dan tab Sumber."
    )


def _scores() -> None:
    limits = "; ".join(
        f"{label} di luar {formats.number(low)} sampai {formats.number(high)} SD"
        for label, (low, high) in ((INDEX_LABELS[key], LIMITS[key]) for key in INDEX_LABELS)
    )
    st.markdown(
        "Nilai z dihitung ulang dari tanggal lahir, tanggal ukur, jenis kelamin, berat, dan tinggi dengan standar "
        "pertumbuhan WHO 2006, menurut umur dalam hari. Kelas mengikuti Permenkes 2/2020: pendek di bawah -2 SD, "
        "sangat pendek di bawah -3 SD; tepat -2,00 bukan stunting.\n\n"
        "- Berdiri di bawah 24 bulan: tinggi ditambah 0,7 cm; terlentang sejak 24 bulan: dikurangi 0,7 cm.\n"
        f"- Tidak masuk akal dan tidak dihitung: {limits}. Tiap indeks ditandai sendiri.\n"
        "- Sumber tabel: WHO Multicentre Growth Reference Study, 2006; hasilnya dicocokkan dengan program R "
        "`anthro` 1.1.0 dari WHO.\n\n"
        "Beda yang disengaja dengan program WHO:"
    )
    st.table(pd.DataFrame(DIFFERENCES, columns=["Masukan", "Program WHO", "Di sini"]), hide_index=True)


def _rules(heading: str, found: tuple[Rule, ...]) -> None:
    st.markdown(f"**{heading}**\n\n" + "\n".join(f"- {one.label}. *{one.advice}*" for one in found))


def _quality() -> None:
    standard = [one for one in INDICATORS if one.basis is Basis.STANDARD]
    st.markdown(
        f"{len(standard)} dari {len(INDICATORS)} tanda memakai ambang **standar**, yaitu yang dinyatakan metode "
        "terbitan untuk angka itu sendiri; selebihnya **kebiasaan**: lazim dipakai, diambil dari angka lain, atau "
        f"ditetapkan program ini. {PROOF}\n\n"
        + "\n".join(f"- **{one.label}** ({one.basis}): {one.ranges()}. Sumber: {one.source}." for one in INDICATORS)
    )


def _analysis() -> None:
    st.markdown(
        f"- **Perubahan** dalam poin persen. {proportions.METHOD}; “setara” bila intervalnya memuat nol. "
        f"{proportions.SAME_CHILDREN}\n"
        "- **Dua angka**: bila cakupan c dan prevalensi yang diukur m, prevalensi semua balita terdaftar berada antara "
        "c × m dan c × m + (1 − c), apa pun keadaan balita yang tidak diukur (Manski 1989). Survei di luar batas itu "
        "tidak dapat dijelaskan oleh cakupan saja.\n"
        "- **Uji klaim** menjawab satu per satu: wilayah, cara ukur, penyebut, cakupan, selisih dan intervalnya, laju. "
        "Satu syarat yang tidak dipenuhi cukup untuk tidak mendukung klaim.\n"
        f"- **Kapan di bawah target?** {projection.METHOD}; sedikitnya tiga titik dari satu cara ukur. "
        f"{projection.CAUTION} Target nasional diukur dengan survei dan tidak dipakai untuk deret rutin.\n"
        "- **Peringkat** ditulis sebagai rentang: dari 2.000 kemungkinan angka tiap wilayah, 95% peringkatnya.\n"
        "- **Distabilkan** hanya bila diminta: Bayes empiris beta-binomial ke arah kecamatannya (Kleinman 1973). Desa "
        "dengan sedikit balita lebih ditarik; angka aslinya selalu tampil di sampingnya.\n"
        "- **Tanpa hotspot**: angka seluruh wilayah bila satu kecamatan atau desa, yang paling menggeser angka itu, "
        "dikeluarkan dari pembilang dan penyebut."
    )


def _modes() -> None:
    st.markdown(
        "- **Publik** (yang pertama tampil) menyembunyikan hitungan 1–4 balita, dan hitungan lain yang dapat dipakai "
        "untuk membukanya dengan pengurangan: bagian dari keseluruhan, desa dari kecamatan, lokus dari bukan lokus. "
        "Yang tampil selalu hitungan sebenarnya, tidak pernah diubah.\n"
        "- Di mode publik jenis kelamin dan umur hanya tersedia untuk kabupaten/kota ke atas, dan angka setahun tidak "
        "tersedia, karena selisihnya dengan bulan terakhir hanya beberapa balita.\n"
        "- **Internal** menampilkan semua hitungan, untuk petugas; jangan ditayangkan atau dibagikan.\n"
        "- Aturan, bukti, dan uji serangannya ada di dokumen docs/privacy.md."
    )


def _privacy() -> None:
    st.markdown(
        "- Nama, NIK, nama orang tua, alamat, RT/RW, dan telepon hanya dibaca di memori, lalu dibuang.\n"
        "- Seorang anak dikenali dengan sandi satu arah; kuncinya tetap di komputer ini.\n"
        "- Catatan per anak ada di `data/terbatas/`, hanya dapat dibaca pemilik akun. Rilis, gambar, dan berkas "
        "unduhan hanya memuat jumlah.\n"
        f"- Posyandu dengan kurang dari {SMALLEST_N} balita diukur tidak mempunyai angka mutu.\n"
        "- Isi sel yang ditolak disamarkan di laporan: huruf menjadi x, angka menjadi 9.\n"
        "- Tidak ada baris yang meninggalkan komputer ini."
    )
