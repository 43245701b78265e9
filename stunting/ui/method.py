"""The method page, written from the registries and from the open release; nothing is stated twice by hand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.classes import SCHEMES, AreaState
from stunting.indicators import INDICATORS
from stunting.sources import SSGI_2024_KABUPATEN_NOTE, SURVEYS
from stunting.ui import data, parts
from stunting.ui.shell import View

STATE_MEANINGS = {
    AreaState.NO_DATA: "Survei tidak memuat angka untuk wilayah ini. Bukan nol.",
    AreaState.SMALL_N: "Kurang dari 20 balita diukur: persentase tidak ditampilkan.",
    AreaState.LOW_COVERAGE: "Cakupan pengukuran di bawah 80%: angka belum mewakili seluruh balita.",
    AreaState.SUPPRESSED: "Angka 1–4 disembunyikan untuk melindungi data anak.",
    AreaState.NO_BOUNDARY: "Wilayah terdaftar, tetapi tidak punya titik atau poligon; didaftar di bawah peta.",
}


def indicators() -> None:
    st.subheader("Indikator")
    for one in INDICATORS:
        st.markdown(f"**{one.label}** ({one.unit}). {one.definition}  \nAcuan: {one.source}.")


def surveys(view: View) -> None:
    st.subheader("Survei")
    st.markdown(
        "Angka survei berasal dari sampel berbobot dan tidak dihitung ulang di sini: yang dimuat adalah nilai yang "
        "dipublikasikan. Pencatatan rutin (e-PPGBM) menghitung balita yang datang diukur; keduanya tidak pernah "
        "digabung dalam satu garis atau satu tabel."
    )
    for one in SURVEYS:
        with st.expander(f"{one.label} – {one.full_name} ({', '.join(map(str, one.years))})"):
            st.markdown(f"{one.method}  \nPelaksana: {one.producer}.  \n{one.break_note}")
    st.markdown("**Apa yang ada di rilis ini**")
    frame = data.coverage_of_rounds(view.release_id)
    labels = {one.key: one.label for one in SURVEYS}
    st.dataframe(
        parts.written(
            pd.DataFrame(
                {
                    "Survei": [f"{labels[s]} {y}" for s, y in zip(frame["survey"], frame["year"], strict=True)],
                    "Tingkat": frame["level"].tolist(),
                    "Wilayah dengan angka": frame["area_n"].tolist(),
                    "Dua sumber sepakat": frame["verified_n"].tolist(),
                    "Dengan interval": frame["interval_n"].tolist(),
                    "Dengan n": frame["sample_n"].tolist(),
                }
            )
        ),
        hide_index=True,
        height=min(640, 38 + 35 * len(frame)),
    )
    st.markdown(
        "“Satu sumber” berarti angka itu baru ditemukan di satu publikasi; kutipannya ada di tabel dan berkas unduhan."
    )


def classes() -> None:
    st.subheader("Kelas prevalensi")
    for scheme in SCHEMES.values():
        limits = "; ".join(f"{n} {r}" for n, r in zip(scheme.names, scheme.ranges(), strict=True))
        st.markdown(f"- **{scheme.label}**: {limits}. Acuan: {scheme.source}.")


def states() -> None:
    st.subheader("Wilayah tanpa warna")
    st.markdown("\n".join(f"- **{state.label}**: {meaning}" for state, meaning in STATE_MEANINGS.items()))


def change_and_pace() -> None:
    st.subheader("Perubahan dan laju")
    st.markdown(
        "- Perubahan ditulis dalam *poin persen*, bukan persen.\n"
        "- Dua angka dibandingkan hanya bila rancangan survei dan batas wilayahnya sama.\n"
        "- Bila interval kepercayaan kedua angka dipublikasikan, selisih diberi interval; bila memuat nol, "
        "kedua angka disebut *setara*. Bila tidak dipublikasikan, perubahan disebut *tidak dapat diuji*.\n"
        "- Laju penurunan rata-rata per tahun (AARR) mengikuti UNICEF dan disertai periode dan jumlah titik.\n"
        "- Papua dan Papua Barat sebelum pemekaran 2022 adalah wilayah lain; angkanya tidak disambung ke provinsi baru."
    )


def boundaries(view: View) -> None:
    st.subheader("Batas wilayah")
    rows = []
    for level, label in (
        ("provinsi", "Provinsi"),
        ("kabupaten", "Kabupaten/kota"),
        ("kecamatan", "Kecamatan"),
        ("desa", "Desa/kelurahan"),
    ):
        origin = data.boundary_origin(view.release_id, level=level, within="00")
        registered = view.register.count(level)
        rows.append(
            {
                "Tingkat": label,
                "Terdaftar": registered,
                "Digambar": int(origin["drawn_n"]),
                "Dari berkas resmi": int(origin["official_n"]),
                "Tanpa batas": registered - int(origin["drawn_n"]),
            }
        )
    st.markdown(
        "Batas dihitung dari titik desa dan garis pantai: sel Voronoi titik-titik desa, dipotong garis pantai, lalu "
        "digabung ke atas. Ini **batas perkiraan, bukan batas resmi**, dan tidak dipakai untuk menghitung luas. "
        "Berkas resmi dapat dipasang dengan `python -m stunting boundaries install BERKAS`."
    )
    st.dataframe(parts.written(pd.DataFrame(rows)), hide_index=True)


def left_out() -> None:
    st.subheader("Yang sengaja tidak dimuat")
    st.markdown(f"- {SSGI_2024_KABUPATEN_NOTE}")
    st.markdown("- Tahun 2020: tidak ada survei. Hasil SSGI 2025 belum ditemukan sampai tanggal akses sumber.")


def files(view: View) -> None:
    st.subheader("Berkas sumber dan rilis")
    frame = data.release_sources(view.release_id)
    st.dataframe(
        parts.written(
            frame.rename(
                columns={
                    "file": "Berkas",
                    "producer": "Produsen",
                    "title": "Judul",
                    "licence": "Lisensi",
                    "link": "Tautan",
                    "accessed": "Diakses",
                    "comparable_with": "Dapat dibandingkan dengan",
                    "sha256": "SHA-256",
                }
            )
        ),
        hide_index=True,
    )
    manifest = view.release.manifest
    st.markdown(
        f"Rilis **{view.release_id}**, dibuat {formats.timestamp(manifest.created)}; sidik isi "
        f"`{manifest.content_sha256[:16]}…`."
    )
