"""The method page on routine records: what is counted, coverage, z-scores, quality, privacy; from the registries."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats, projection, proportions
from stunting.anthro.rules import LIMITS
from stunting.imports.rules import NOTES, REASONS, Rule
from stunting.languages import N_, Words, _
from stunting.quality_bands import INDICATORS, PROOF, SMALLEST_N, Basis
from stunting.ui import data
from stunting.ui.shell import View

INDEX_LABELS = Words({"haz": "TB/U", "waz": "BB/U", "whz": "BB/TB"})
# docs/zscore.md has the same list in English.
DIFFERENCES = (
    (N_("Umur negatif"), N_("seluruh hitungan berhenti"), N_("anak itu tanpa nilai z, dengan alasan")),
    (N_("Berat tepat 0"), N_("BB/TB sekitar -15,4, ditandai"), N_("tanpa nilai z, dengan alasan")),
    (N_("Panjang 0 atau kurang"), N_("IMT/U tak terhingga"), N_("tanpa nilai z")),
    (N_("Ukuran tak terhingga"), N_("nilai z tak terhingga"), N_("dianggap kosong")),
    (N_("Prevalensi tepat 1 proporsi dengan klaster"), N_("interval [1, 1]"), N_("interval menurut rumus")),
)


def routine(view: View) -> None:
    """One introduction, then a folded section per question."""
    st.subheader(_("Pencatatan rutin (e-PPGBM)"))
    known = data.routine_kabupaten(view.release_id)
    samples = int(known["is_sample"].sum())
    held = (
        _("Rilis ini memuat {n} kabupaten/kota", n=formats.number(len(known)))
        if len(known)
        else _("Rilis ini belum memuatnya")
    )
    st.markdown(
        _(
            "Pencatatan rutin menghitung balita yang datang ke posyandu dan diukur. Angkanya "
            "bukan perkiraan untuk semua balita, dan tidak dibandingkan langsung dengan survei. "
            "{held}",
            held=held,
        )
        + (_(", {samples} di antaranya DATA CONTOH.", samples=formats.number(samples)) if samples else ".")
    )
    with st.expander(_("Siapa yang dihitung, dan apa penyebutnya")):
        _counting()
    with st.expander(_("Nilai z: standar, batas, dan beda dengan program WHO")):
        _scores()
    with st.expander(
        _(
            "Baris yang ditolak ({reasons_n} alasan) dan yang disesuaikan ({notes_n} aturan)",
            reasons_n=len(REASONS),
            notes_n=len(NOTES),
        )
    ):
        _rules(_("Ditolak karena salah satu alasan ini, yang pertama berlaku:"), REASONS)
        _rules(_("Tetap dipakai, dengan penyesuaian yang dicatat di laporan:"), NOTES)
    with st.expander(_("Mutu pengukuran: tanda, ambang, dan asal ambangnya")):
        _quality()
    with st.expander(_("Perubahan, dua angka, klaim, proyeksi, peringkat")):
        _analysis()
    with st.expander(_("Mode publik dan mode internal")):
        _modes()
    with st.expander(_("Perlindungan data anak")):
        _privacy()


def _counting() -> None:
    st.markdown(
        _(
            "- **Satu anak, satu bulan, satu catatan.** Bila anak diukur beberapa kali, dipakai nilai sah "
            "terakhir.\n"
            "- **Sasaran di daftar**: anak yang tercantum di bulan itu, juga yang tidak datang. Kosong bila "
            "berkas hanya memuat anak yang diukur.\n"
            "- **Ditimbang**: mempunyai berat. **Diukur**: mempunyai TB/U yang sah.\n"
            "- **Prevalensi stunting** = stunting dibagi diukur. **Cakupan** = diukur dibagi sasaran di daftar, "
            "hanya dari desa yang daftarnya lengkap. Cakupan di bawah 80% ditandai.\n"
            "- Kurang dari {smallest_n} balita diukur: persentase tidak ditampilkan.\n"
            "- Persentase wilayah dihitung dari jumlah pembilang dan jumlah penyebut, tidak pernah dari rata-rata "
            "persentase desa.\n"
            "- **Bulan Timbang**: setiap anak dihitung sekali dengan pengukuran terakhirnya.\n"
            "- **Dua bacaan stunting**: hitung ulang (dipakai di semua halaman) dan label di berkas asal, yang "
            "ditampilkan di laporan impor dan tab Sumber.",
            smallest_n=SMALLEST_N,
        )
    )


def _scores() -> None:
    limits = "; ".join(
        _("{label} di luar {low} sampai {high} SD", label=label, low=formats.number(low), high=formats.number(high))
        for label, (low, high) in ((INDEX_LABELS[key], LIMITS[key]) for key in INDEX_LABELS)
    )
    st.markdown(
        _(
            "Nilai z dihitung ulang dari tanggal lahir, tanggal ukur, jenis kelamin, berat, dan tinggi dengan "
            "standar pertumbuhan WHO 2006, menurut umur dalam hari. Kelas mengikuti Permenkes 2/2020: pendek di "
            "bawah -2 SD, sangat pendek di bawah -3 SD; tepat -2,00 bukan stunting.\n\n"
            "- Berdiri di bawah 24 bulan: tinggi ditambah 0,7 cm; terlentang sejak 24 bulan: dikurangi 0,7 cm.\n"
            "- Tidak masuk akal dan tidak dihitung: {limits}. Tiap indeks ditandai sendiri.\n"
            "- Sumber tabel: WHO Multicentre Growth Reference Study, 2006; hasilnya dicocokkan dengan program R "
            "`anthro` 1.1.0 dari WHO.\n\n"
            "Beda yang disengaja dengan program WHO:",
            limits=limits,
        )
    )
    rows = [[_(cell) for cell in row] for row in DIFFERENCES]
    st.table(pd.DataFrame(rows, columns=[_("Masukan"), _("Program WHO"), _("Di sini")]), hide_index=True)


def _rules(heading: str, found: tuple[Rule, ...]) -> None:
    st.markdown(f"**{heading}**\n\n" + "\n".join(f"- {one.label}. *{one.advice}*" for one in found))


def _quality() -> None:
    standard = [one for one in INDICATORS if one.basis is Basis.STANDARD]
    st.markdown(
        _(
            "{standard_n} dari {indicators_n} tanda memakai ambang **standar**, yaitu yang dinyatakan metode "
            "terbitan untuk angka itu sendiri; selebihnya **kebiasaan**: lazim dipakai, diambil dari angka lain, "
            "atau ditetapkan program ini. {proof}\n\n",
            standard_n=len(standard),
            indicators_n=len(INDICATORS),
            proof=_(PROOF),
        )
        + "\n".join(
            _(
                "- **{sign}** ({basis}): {ranges}. Sumber: {source}.",
                sign=one.label,
                basis=one.basis,
                ranges=one.ranges(),
                source=one.source,
            )
            for one in INDICATORS
        )
    )


def _analysis() -> None:
    st.markdown(
        _(
            "- **Perubahan** dalam poin persen. {method}; “setara” bila intervalnya memuat nol. {same_children}\n"
            "- **Dua angka**: bila cakupan c dan prevalensi yang diukur m, prevalensi semua balita terdaftar "
            "berada antara c × m dan c × m + (1 − c), apa pun keadaan balita yang tidak diukur (Manski 1989). "
            "Survei di luar batas itu tidak dapat dijelaskan oleh cakupan saja.\n"
            "- **Uji klaim** menjawab satu per satu: wilayah, cara ukur, penyebut, cakupan, selisih dan "
            "intervalnya, laju. Satu syarat yang tidak dipenuhi cukup untuk tidak mendukung klaim.\n"
            "- **Kapan di bawah target?** {projection}; sedikitnya tiga titik dari satu cara ukur. {caution} "
            "Target nasional diukur dengan survei dan tidak dipakai untuk deret rutin.\n"
            "- **Peringkat** ditulis sebagai rentang: dari 2.000 kemungkinan angka tiap wilayah, 95% "
            "peringkatnya.\n"
            "- **Distabilkan** hanya bila diminta: Bayes empiris beta-binomial ke arah kecamatannya (Kleinman "
            "1973). Desa dengan sedikit balita lebih ditarik; angka aslinya selalu tampil di sampingnya.\n"
            "- **Tanpa hotspot**: angka seluruh wilayah bila satu kecamatan atau desa, yang paling menggeser "
            "angka itu, dikeluarkan dari pembilang dan penyebut.",
            method=_(proportions.METHOD),
            same_children=_(proportions.SAME_CHILDREN),
            projection=_(projection.METHOD),
            caution=_(projection.CAUTION),
        )
    )


def _modes() -> None:
    st.markdown(
        _(
            "- **Publik** (yang pertama tampil) menyembunyikan hitungan 1–4 balita, dan hitungan lain yang dapat "
            "dipakai untuk membukanya dengan pengurangan: bagian dari keseluruhan, desa dari kecamatan, lokus "
            "dari bukan lokus. Yang tampil selalu hitungan sebenarnya, tidak pernah diubah.\n"
            "- Di mode publik jenis kelamin dan umur hanya tersedia untuk kabupaten/kota ke atas, dan angka "
            "setahun tidak tersedia, karena selisihnya dengan bulan terakhir hanya beberapa balita.\n"
            "- **Internal** menampilkan semua hitungan, untuk petugas; jangan ditayangkan atau dibagikan.\n"
            "- Aturan, bukti, dan uji serangannya ada di dokumen docs/privacy.md."
        )
    )


def _privacy() -> None:
    st.markdown(
        _(
            "- Nama, NIK, nama orang tua, alamat, RT/RW, dan telepon hanya dibaca di memori, lalu dibuang.\n"
            "- Seorang anak dikenali dengan sandi satu arah; kuncinya tetap di komputer ini.\n"
            "- Catatan per anak ada di `data/terbatas/`, hanya dapat dibaca pemilik akun. Rilis, gambar, dan "
            "berkas unduhan hanya memuat jumlah.\n"
            "- Posyandu dengan kurang dari {smallest_n} balita diukur tidak mempunyai angka mutu.\n"
            "- Isi sel yang ditolak disamarkan di laporan: huruf menjadi x, angka menjadi 9.\n"
            "- Tidak ada baris yang meninggalkan komputer ini.",
            smallest_n=SMALLEST_N,
        )
    )
