"""The rules of the import, by name: why a row was rejected, and what was done to a cell.

Every row that is read is either used or rejected for exactly one reason, so that read = used + rejected.
A note never rejects a row; it counts the rows in which a rule fired (once per row, however many cells).
"""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import UnknownChoiceError, nearest


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule.

    code:   stable name, used in `--json`, in files and in tests
    label:  what a reader sees
    advice: what the officer can do about it; for a note, what the program did
    """

    code: str
    label: str
    advice: str

    @property
    def needs_work(self) -> bool:
        """Whether somebody can correct it: in the source, or by naming a place."""
        return "Tidak perlu diperbaiki" not in self.advice


# Why a row was not used. The first reason that holds, in this order, is the one that counts.
NO_PERIOD = "periode_tidak_diketahui"

REASONS = (
    Rule(
        code="judul_berulang",
        label="Baris judul kolom terulang di tengah data",
        advice="Tidak perlu diperbaiki; biasanya karena beberapa unduhan ditempel menjadi satu.",
    ),
    Rule(code="baris_jumlah", label="Baris jumlah atau catatan kaki", advice="Tidak perlu diperbaiki."),
    Rule(
        code="kabupaten_lain",
        label="Kabupaten/kota di berkas bukan yang dipilih",
        advice="Impor berkas itu tersendiri dengan kabupaten/kota yang benar.",
    ),
    Rule(
        code="jk_tidak_terbaca",
        label="Jenis kelamin kosong atau tidak terbaca",
        advice="Isi JK dengan L atau P di sistem asal, unduh lagi, lalu impor lagi.",
    ),
    Rule(
        code="tgl_lahir_tidak_terbaca",
        label="Tanggal lahir kosong atau tidak terbaca",
        advice="Perbaiki tanggal lahir di sistem asal; umur tidak dapat dihitung tanpa tanggal itu.",
    ),
    Rule(
        code="tgl_ukur_tidak_terbaca",
        label="Tanggal pengukuran tidak terbaca",
        advice="Perbaiki tanggal pengukuran di sistem asal.",
    ),
    Rule(
        code="tgl_ukur_di_masa_depan",
        label="Tanggal pengukuran sesudah hari impor",
        advice="Perbaiki tanggal pengukuran di sistem asal.",
    ),
    Rule(
        code="tgl_ukur_sebelum_lahir",
        label="Tanggal pengukuran sebelum tanggal lahir",
        advice="Periksa kedua tanggal di sistem asal.",
    ),
    Rule(
        code="umur_60_bulan_lebih",
        label="Umur 60 bulan atau lebih saat diukur",
        advice="Tidak perlu diperbaiki: anak sudah bukan balita.",
    ),
    Rule(
        code=NO_PERIOD,
        label="Belum diukur dan bulannya tidak diketahui",
        advice="Sebutkan bulan daftar itu saat mengimpor (di halaman Data: Bulan untuk daftar tanpa tanggal; di baris "
        "perintah: --periode 2025-08), atau di nama berkas.",
    ),
    Rule(
        code="tahun_tidak_diketahui",
        label="Tahun sasaran tidak diketahui",
        advice="Tambahkan kolom Tahun, atau tulis tahunnya di judul atau nama berkas.",
    ),
    Rule(
        code="jumlah_sasaran_tidak_terbaca",
        label="Jumlah sasaran kosong atau bukan bilangan bulat",
        advice="Isi jumlah sasaran desa itu, lalu impor lagi.",
    ),
    Rule(
        code="laporan_tanpa_angka",
        label="Baris laporan desa tanpa satu pun angka",
        advice="Isi laporan desa itu di sistem asal, unduh lagi, lalu impor lagi.",
    ),
    Rule(
        code="wilayah_menunggu_tinjauan",
        label="Desa/kelurahan tidak dikenal, menunggu tinjauan",
        advice="Tetapkan desanya di halaman Data, tab Wilayah; barisnya lalu dihitung tanpa impor ulang.",
    ),
    Rule(
        code="duplikat",
        label="Anak dan tanggal (atau desa dan bulan) yang sama ada lagi di baris sesudahnya",
        advice="Baris terakhir yang dipakai. Tidak perlu diperbaiki.",
    ),
)

NOTES = (
    # dates
    Rule(code="tgl_serial_excel", label="Tanggal tertulis sebagai nomor seri Excel", advice="Dibaca sebagai tanggal."),
    Rule(code="tgl_nama_bulan", label="Tanggal dengan nama bulan", advice="Dibaca sebagai tanggal."),
    Rule(
        code="tgl_hari_dulu",
        label="Tanggal yang dapat berarti dua (hari dan bulan ≤ 12)",
        advice="Dibaca hari dulu, seperti kebiasaan Indonesia.",
    ),
    Rule(
        code="tgl_bulan_dulu",
        label="Tanggal yang hanya masuk akal bila bulan ditulis dulu",
        advice="Dibaca bulan dulu; periksa asal berkasnya.",
    ),
    Rule(code="tgl_tahun_dua_angka", label="Tahun dua angka", advice="Dibaca sebagai tahun 2000-an."),
    # numbers
    Rule(code="koma_desimal", label="Koma desimal", advice="Dibaca sebagai desimal."),
    Rule(code="satuan_dalam_sel", label="Satuan ditulis di dalam sel (kg, cm)", advice="Satuannya dilepas."),
    Rule(code="angka_tidak_terbaca", label="Angka tidak terbaca", advice="Nilai dikosongkan, baris tetap dipakai."),
    Rule(code="berat_gram", label="Berat ditulis dalam gram", advice="Dibagi 1.000."),
    Rule(code="tinggi_meter", label="Tinggi ditulis dalam meter", advice="Dikali 100."),
    Rule(code="berat_nol", label="Berat 0", advice="Dibaca sebagai tidak ditimbang."),
    Rule(code="tinggi_nol", label="Tinggi 0", advice="Dibaca sebagai tidak diukur."),
    Rule(code="berat_di_luar_rentang", label="Berat di luar 1-30 kg", advice="Nilai dikosongkan, anak tetap dihitung."),
    Rule(
        code="tinggi_di_luar_rentang",
        label="Tinggi di luar 35-125 cm",
        advice="Nilai dikosongkan, anak tetap dihitung.",
    ),
    Rule(code="lila_di_luar_rentang", label="LiLA di luar 5-25 cm", advice="Nilai dikosongkan."),
    Rule(code="bb_lahir_gram", label="Berat lahir ditulis dalam gram", advice="Dibagi 1.000."),
    Rule(code="bb_lahir_di_luar_rentang", label="Berat lahir di luar 0,5-6 kg", advice="Nilai dikosongkan."),
    Rule(
        code="tb_lahir_di_luar_rentang",
        label="Panjang lahir di luar 25-60 cm (meter, nomor seri tanggal, atau isian lain)",
        advice="Nilai dikosongkan.",
    ),
    Rule(code="nilai_8888", label="Isian 8888", advice="Dibaca sebagai tidak dicatat."),
    # identity
    Rule(code="nik_kosong", label="NIK kosong", advice="Anak dikenali dari nama, tanggal lahir, dan ibu: sementara."),
    Rule(code="nik_tersamar", label="NIK disamarkan dengan bintang", advice="Diperlakukan seperti NIK kosong."),
    Rule(
        code="nik_tidak_sah",
        label="NIK bukan 16 angka, angka tiruan, atau notasi ilmiah",
        advice="Diperlakukan seperti NIK kosong.",
    ),
    Rule(code="nik_tanda_petik", label="NIK dengan tanda petik", advice="Tanda petik dilepas."),
    Rule(
        code="nik_dipakai_bersama",
        label="Satu NIK untuk anak yang berbeda nama dan tanggal lahir (atau jenis kelamin)",
        advice="Tidak digabung; dikenali dari nama, tanggal lahir, dan ibu: sementara.",
    ),
    # measuring
    Rule(code="jk_ejaan", label="Jenis kelamin tertulis lain dari L/P", advice="Dibaca sebagai L atau P."),
    Rule(code="cara_ukur_kosong", label="Cara ukur kosong padahal tinggi ada", advice="Dianggap sesuai umur."),
    Rule(
        code="cara_ukur_tidak_sesuai_umur",
        label="Berdiri di bawah 24 bulan, atau terlentang sejak 24 bulan",
        advice="Tinggi dikoreksi 0,7 cm menurut WHO.",
    ),
    Rule(
        code="berdiri_di_bawah_9_bulan",
        label="Berdiri di bawah 9 bulan",
        advice="Cara ukur diabaikan menurut WHO.",
    ),
    Rule(code="z_di_luar_batas", label="Nilai z di luar batas WHO", advice="Tidak masuk pembilang maupun penyebut."),
    Rule(
        code="z_berbeda",
        label="Nilai z hitung ulang berbeda lebih dari 0,05 SD dari berkas",
        advice="Hasil hitung ulang yang dipakai; nilai berkas disimpan.",
    ),
    Rule(
        code="ukur_tanpa_tanggal",
        label="Berat atau tinggi tanpa tanggal pengukuran",
        advice="Nilainya diabaikan; anak dihitung sebagai terdaftar, belum diukur. Isi tanggalnya di sistem asal.",
    ),
    Rule(
        code="sel_berlebih",
        label="Baris berisi lebih banyak sel daripada judul kolom",
        advice="Sel kelebihan diabaikan; periksa apakah koma desimal memecah kolom di berkas asal.",
    ),
    Rule(code="label_tidak_dikenal", label="Status gizi tertulis tidak dikenal", advice="Diabaikan."),
    Rule(code="umur_berbeda", label="Umur tertulis berbeda lebih dari 1 bulan", advice="Umur dihitung dari tanggal."),
    # places
    Rule(
        code="wilayah_dari_alias",
        label="Desa/kelurahan dikenali dari padanan tersimpan",
        advice="Padanan dapat dilihat dan dihapus di halaman Data, tab Wilayah.",
    ),
    Rule(code="puskesmas_kosong", label="Puskesmas kosong", advice="Dihitung di wilayahnya, tanpa puskesmas."),
    Rule(code="tanpa_nama_dan_nik", label="Tanpa NIK dan tanpa nama", advice="Dihitung sebagai anak tersendiri."),
    # already known
    Rule(code="sudah_ada_sama", label="Sudah ada dari impor sebelumnya dengan nilai sama", advice="Dihitung sekali."),
    Rule(
        code="koreksi",
        label="Menggantikan pengukuran dari impor sebelumnya",
        advice="Nilai dari impor terakhir yang dipakai.",
    ),
    Rule(code="pindah", label="Anak tercatat di desa lain pada impor sebelumnya", advice="Dihitung di desa terakhir."),
    # sheets of sasaran
    Rule(
        code="jenis_sasaran_dianggap_riil",
        label="Jenis sasaran (riil atau proyeksi) tidak tertulis",
        advice="Dianggap sasaran riil; tulis jenisnya di kolom, judul, atau nama berkas.",
    ),
    # monthly village report
    Rule(
        code="jumlah_tidak_cocok",
        label="Jumlah di laporan desa tidak sama dengan rinciannya",
        advice="Dipakai apa adanya; periksa di sistem asal.",
    ),
    Rule(
        code="pembilang_melebihi_penyebut",
        label="Pembilang lebih besar dari penyebut",
        advice="Dipakai apa adanya; periksa di sistem asal.",
    ),
)

_BY_CODE = {rule.code: rule for rule in (*REASONS, *NOTES)}
REASON_CODES = tuple(rule.code for rule in REASONS)
NOTE_CODES = tuple(rule.code for rule in NOTES)


def rule(code: str) -> Rule:
    """The rule of one code.

    Raises:
        UnknownChoiceError: there is no such rule.
    """
    if code not in _BY_CODE:
        raise UnknownChoiceError(code, nearest(code, _BY_CODE))
    return _BY_CODE[code]
