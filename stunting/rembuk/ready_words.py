"""Steps of words in ready-made agendas: title, office that speaks, minutes, and notes for the speaker.

Speakers are offices, never persons. Minutes are ours, to be changed.
"""

from __future__ import annotations

from stunting.rembuk.agenda import Step

PLANNING, HEALTH, FAMILIES, VILLAGES = "Bappeda", "Dinas Kesehatan", "DPPKB", "DPMD"
HOST, COMMITTEE, CHAIR = "Pembawa acara", "Ketua panitia", "Pimpinan rapat"
# The register calls every kecamatan so, also where its head is no camat (Papua, Yogyakarta).
HEAD_OF_KECAMATAN = "Pimpinan kecamatan"
HEALTH_CENTRE, ASSISTANTS = "Puskesmas", "PKB/PLKB dan TPK"

SIGNERS = "kepala daerah, DPRD, kepala perangkat daerah, camat, kepala desa/lurah, wakil masyarakat"
SIGNERS_OF_KECAMATAN = "pimpinan kecamatan, Forkopimcam, puskesmas, TP PKK, bidan desa, kepala desa/lurah"

LOKUS_QUESTION = "Desa/kelurahan mana yang menjadi lokus tahun depan?"
LOKUS_PROPOSAL_QUESTION = "Desa/kelurahan mana yang diusulkan kecamatan menjadi lokus tahun depan?"
TARGET_QUESTION = "Berapa target prevalensi tahun depan, dan menurut angka yang mana?"
COMMITMENT_QUESTION = "Komitmen apa yang disepakati: kegiatan, pelaksana, penanggung jawab, waktu?"

ANTHEM = Step(
    key="indonesia-raya",
    title="Indonesia Raya dan doa",
    speaker=HOST,
    minutes=10,
    notes="Periksa layar, suara, dan sambungan daring sebelum acara dimulai.",
)
REPORT = Step(
    key="laporan-panitia",
    title="Laporan ketua panitia",
    speaker=COMMITTEE,
    minutes=5,
    notes="Dasar hukum, tujuan, peserta. Sebutkan komitmen rembuk lalu yang sudah dan yang belum terlaksana.",
)
BUDGET = Step(
    key="rencana-anggaran",
    title="Rencana kegiatan dan anggaran",
    speaker=PLANNING,
    minutes=5,
    notes="Bagikan tabel dari RKPD/Renja: kegiatan, sub-kegiatan, pagu tahun berjalan dan tahun rencana.",
)
AIMS = Step(
    key="tujuan",
    title="Tujuan rembuk dan indikator lokus",
    speaker=FAMILIES,
    minutes=5,
    notes="Sebutkan apa yang diputuskan hari ini, dan apa yang diputuskan di rembuk kabupaten/kota.",
)
KRS = Step(
    key="krs",
    title="Keluarga berisiko stunting (KRS)",
    speaker=FAMILIES,
    minutes=5,
    notes="Jumlah KRS dan faktornya: air minum, jamban, 4T. Satu keluarga dapat punya beberapa faktor: jangan "
    "dijumlahkan.",
)
INTERVENTIONS = Step(
    key="intervensi-spesifik",
    title="Intervensi spesifik: capaian dan rencana",
    speaker=HEALTH,
    minutes=10,
    notes="Capaian layanan terhadap target, hambatan, dan dukungan yang diminta dari perangkat daerah lain.",
)
VILLAGE_FUNDS = Step(
    key="dana-desa",
    title="Dana desa dan kader pembangunan manusia",
    speaker=VILLAGES,
    minutes=10,
    notes="Anggaran desa untuk stunting, insentif kader (KPM), dan tingkat konvergensi desa.",
)
DISCUSSION = Step(
    key="diskusi",
    title="Diskusi dan rencana tindak lanjut",
    speaker=CHAIR,
    minutes=30,
    notes="Satu komitmen satu baris: kegiatan, pelaksana, penanggung jawab, waktu. Catat sambil berjalan.",
    decision=COMMITMENT_QUESTION,
)
PHOTO = Step(key="foto", title="Penutup dan foto bersama", speaker=HOST, minutes=5)
SHORT_OPENING = Step(
    key="pembukaan",
    title="Pembukaan",
    speaker=CHAIR,
    minutes=5,
    notes="Doa, tujuan pertemuan, dan apa yang harus diputuskan sebelum selesai.",
)
FOLLOW_UP = Step(
    key="tindak-lanjut",
    title="Tindak lanjut minilok yang lalu",
    speaker=ASSISTANTS,
    minutes=10,
    notes="Bacakan RTL satu per satu: selesai, berjalan, atau terhambat. Jangan menyebut nama anak.",
)
ASSISTANCE = Step(
    key="pendampingan",
    title="Pendampingan keluarga berisiko stunting",
    speaker=ASSISTANTS,
    minutes=10,
    notes="Jumlah keluarga yang didampingi TPK per desa. Kasus dibahas tertutup, bukan di layar.",
)
WORK_PLAN = Step(
    key="rencana-kerja",
    title="Rencana kerja empat minggu",
    speaker=CHAIR,
    minutes=20,
    notes="Kolomnya: kegiatan, pelaksana, penanggung jawab, minggu 1–4, keterangan.",
    decision=COMMITMENT_QUESTION,
)
SHORT_CLOSING = Step(
    key="penutup",
    title="Penutup",
    speaker=CHAIR,
    minutes=5,
    notes="Bacakan keputusan dan RTL, lalu tetapkan tanggal pertemuan berikutnya.",
)


def welcome(speaker: str) -> Step:
    """The words of whoever opens the meeting."""
    return Step(
        key="sambutan",
        title="Sambutan dan pembukaan",
        speaker=speaker,
        minutes=15,
        notes="Satu pesan saja. Angkanya menyusul di paparan, lengkap dengan sumber dan periodenya.",
    )


def signing(signers: str) -> Step:
    """signers: offices and groups, for the note."""
    return Step(
        key="penandatanganan",
        title="Pembacaan dan penandatanganan komitmen",
        speaker=HOST,
        minutes=10,
        notes=f"Bacakan keputusan dan komitmen sebelum ditandatangani. Penanda tangan: {signers}.",
    )
