"""Who is usually invited to a meeting, by the level of the area that meets; the names are kept in its minutes."""

from __future__ import annotations

# Digits of the code of the area that meets -> the groups. Names only: nobody guesses numbers.
USUAL = {
    4: (
        "Forkopimda",
        "DPRD",
        "Perangkat daerah (OPD)",
        "Kantor Kementerian Agama",
        "Camat",
        "Kepala puskesmas",
        "Kepala desa/lurah lokus",
        "Penyuluh KB",
        "TP PKK",
        "Organisasi profesi (IDI, IBI)",
        "Dunia usaha dan masyarakat",
    ),
    6: (
        "Forkopimcam",
        "Kepala puskesmas",
        "Kepala desa/lurah",
        "Bidan desa",
        "KUA",
        "Penyuluh KB",
        "TP PKK",
        "Kader posyandu dan KPM",
    ),
    10: (
        "Pemerintah desa/kelurahan",
        "BPD",
        "Bidan desa",
        "Kader posyandu",
        "KPM",
        "TP PKK",
        "Tim Pendamping Keluarga",
    ),
}
