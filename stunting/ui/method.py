"""The method page, written from the registries and from the open release; nothing is stated twice by hand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.classes import SCHEMES, AreaState
from stunting.indicators import INDICATORS
from stunting.languages import N_, Words, _
from stunting.sources import SSGI_2024_KABUPATEN_NOTE, SURVEYS
from stunting.ui import data, parts
from stunting.ui.shell import View

STATE_MEANINGS = Words(
    {
        AreaState.NO_DATA: "Survei tidak memuat angka untuk wilayah ini. Bukan nol.",
        AreaState.SMALL_N: "Kurang dari 20 balita diukur: persentase tidak ditampilkan.",
        AreaState.LOW_COVERAGE: "Cakupan pengukuran di bawah 80%: angka belum mewakili seluruh balita.",
        AreaState.SUPPRESSED: "Angka 1–4 disembunyikan untuk melindungi data anak.",
        AreaState.NO_BOUNDARY: "Wilayah terdaftar, tetapi tidak punya titik atau poligon; didaftar di bawah peta.",
    }
)


def indicators() -> None:
    st.subheader(_("Indikator"))
    for one in INDICATORS:
        st.markdown(
            _(
                "**{indicator}** ({unit}). {definition}  \nAcuan: {source}.",
                indicator=one.label,
                unit=one.unit,
                definition=one.definition,
                source=one.source,
            )
        )


def surveys(view: View) -> None:
    st.subheader(_("Survei"))
    st.markdown(
        _(
            "Angka survei berasal dari sampel berbobot dan tidak dihitung ulang di sini: yang "
            "dimuat adalah nilai yang dipublikasikan. Pencatatan rutin (e-PPGBM) menghitung "
            "balita yang datang diukur; keduanya tidak pernah digabung dalam satu garis atau satu"
            " tabel."
        )
    )
    for one in SURVEYS:
        with st.expander(f"{one.label} – {one.full_name} ({', '.join(map(str, one.years))})"):
            st.markdown(
                _(
                    "{method}  \nPelaksana: {producer}.  \n{break_note}",
                    method=one.method,
                    producer=one.producer,
                    break_note=one.break_note,
                )
            )
    st.markdown(_("**Apa yang ada di rilis ini**"))
    frame = data.coverage_of_rounds(view.release_id)
    labels = {one.key: one.label for one in SURVEYS}
    st.dataframe(
        parts.written(
            pd.DataFrame(
                {
                    N_("Survei"): [f"{labels[s]} {y}" for s, y in zip(frame["survey"], frame["year"], strict=True)],
                    N_("Tingkat"): frame["level"].tolist(),
                    N_("Wilayah dengan angka"): frame["area_n"].tolist(),
                    N_("Dua sumber sepakat"): frame["verified_n"].tolist(),
                    N_("Dengan interval"): frame["interval_n"].tolist(),
                    N_("Dengan n"): frame["sample_n"].tolist(),
                }
            )
        ),
        hide_index=True,
        height=min(640, 38 + 35 * len(frame)),
    )
    st.markdown(
        _(
            "“Satu sumber” berarti angka itu baru ditemukan di satu publikasi; kutipannya ada di "
            "tabel dan berkas unduhan."
        )
    )


def classes() -> None:
    st.subheader(_("Kelas prevalensi"))
    for scheme in SCHEMES.values():
        limits = "; ".join(f"{n} {r}" for n, r in zip(scheme.names, scheme.ranges(), strict=True))
        st.markdown(
            _("- **{scheme}**: {limits}. Acuan: {source}.", scheme=scheme.label, limits=limits, source=scheme.source)
        )


def states() -> None:
    st.subheader(_("Wilayah tanpa warna"))
    st.markdown("\n".join(f"- **{state.label}**: {meaning}" for state, meaning in STATE_MEANINGS.items()))


def change_and_pace() -> None:
    st.subheader(_("Perubahan dan laju"))
    st.markdown(
        _(
            "- Perubahan ditulis dalam *poin persen*, bukan persen.\n"
            "- Dua angka dibandingkan hanya bila rancangan survei dan batas wilayahnya sama.\n"
            "- Bila interval kepercayaan kedua angka dipublikasikan, selisih diberi interval; bila memuat nol, "
            "kedua angka disebut *setara*. Bila tidak dipublikasikan, perubahan disebut *tidak dapat diuji*.\n"
            "- Laju penurunan rata-rata per tahun (AARR) mengikuti UNICEF dan disertai periode dan jumlah titik.\n"
            "- Papua dan Papua Barat sebelum pemekaran 2022 adalah wilayah lain; angkanya tidak disambung ke "
            "provinsi baru."
        )
    )


def boundaries(view: View) -> None:
    st.subheader(_("Batas wilayah"))
    rows = []
    for level, label in (
        ("provinsi", _("Provinsi")),
        ("kabupaten", _("Kabupaten/kota")),
        ("kecamatan", _("Kecamatan")),
        ("desa", _("Desa/kelurahan")),
    ):
        origin = data.boundary_origin(view.release_id, level=level, within="00")
        registered = view.register.count(level)
        rows.append(
            {
                N_("Tingkat"): label,
                N_("Terdaftar"): registered,
                N_("Digambar"): int(origin["drawn_n"]),
                N_("Dari berkas resmi"): int(origin["official_n"]),
                N_("Tanpa batas"): registered - int(origin["drawn_n"]),
            }
        )
    st.markdown(
        _(
            "Batas dihitung dari titik desa dan garis pantai: sel Voronoi titik-titik desa, "
            "dipotong garis pantai, lalu digabung ke atas. Ini **batas perkiraan, bukan batas "
            "resmi**, dan tidak dipakai untuk menghitung luas. Berkas resmi dapat dipasang dengan"
            " `python -m stunting boundaries install BERKAS`."
        )
    )
    st.dataframe(parts.written(pd.DataFrame(rows)), hide_index=True)


def left_out() -> None:
    st.subheader(_("Yang sengaja tidak dimuat"))
    st.markdown(f"- {_(SSGI_2024_KABUPATEN_NOTE)}")
    st.markdown(_("- Tahun 2020: tidak ada survei. Hasil SSGI 2025 belum ditemukan sampai tanggal akses sumber."))


def files(view: View) -> None:
    st.subheader(_("Berkas sumber dan rilis"))
    frame = data.release_sources(view.release_id)
    st.dataframe(
        parts.written(
            frame.rename(
                columns={
                    "file": N_("Berkas"),
                    "producer": N_("Produsen"),
                    "title": N_("Judul"),
                    "licence": N_("Lisensi"),
                    "link": N_("Tautan"),
                    "accessed": N_("Diakses"),
                    "comparable_with": N_("Dapat dibandingkan dengan"),
                    "sha256": "SHA-256",
                }
            )
        ),
        hide_index=True,
    )
    manifest = view.release.manifest
    st.markdown(
        _(
            "Rilis **{release_id}**, dibuat {time}; sidik isi `{fingerprint}…`.",
            release_id=view.release_id,
            time=formats.timestamp(manifest.created),
            fingerprint=manifest.content_sha256[:16],
        )
    )
