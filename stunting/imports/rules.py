"""The rules of the import, by name: why a row was rejected, and what was done to a cell.

Every row that is read is either used or rejected for exactly one reason, so that read = used + rejected.
A note never rejects a row; it counts the rows in which a rule fired (once per row, however many cells).
"""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import UnknownChoiceError, nearest
from stunting.languages import N_, Worded


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule.

    code:   stable name, used in `--json`, in files and in tests
    label:  what a reader sees
    advice: what the officer can do about it; for a note, what the program did
    needs_work: whether somebody can correct it: in the source, or by naming a place
    """

    code: str
    label: Worded = Worded()
    advice: Worded = Worded()
    needs_work: bool = True


# Why a row was not used. The first reason that holds, in this order, is the one that counts.
NO_PERIOD = "periode_tidak_diketahui"

REASONS = (
    Rule(
        code="judul_berulang",
        label=N_("Baris judul kolom terulang di tengah data"),
        advice=N_("Tidak perlu diperbaiki; biasanya karena beberapa unduhan ditempel menjadi satu."),
        needs_work=False,
    ),
    Rule(
        code="baris_jumlah",
        label=N_("Baris jumlah atau catatan kaki"),
        advice=N_("Tidak perlu diperbaiki."),
        needs_work=False,
    ),
    Rule(
        code="kabupaten_lain",
        label=N_("Kabupaten/kota di berkas bukan yang dipilih"),
        advice=N_("Impor berkas itu tersendiri dengan kabupaten/kota yang benar."),
    ),
    Rule(
        code="jk_tidak_terbaca",
        label=N_("Jenis kelamin kosong atau tidak terbaca"),
        advice=N_("Isi JK dengan L atau P di sistem asal, unduh lagi, lalu impor lagi."),
    ),
    Rule(
        code="tgl_lahir_tidak_terbaca",
        label=N_("Tanggal lahir kosong atau tidak terbaca"),
        advice=N_("Perbaiki tanggal lahir di sistem asal; umur tidak dapat dihitung tanpa tanggal itu."),
    ),
    Rule(
        code="tgl_ukur_tidak_terbaca",
        label=N_("Tanggal pengukuran tidak terbaca"),
        advice=N_("Perbaiki tanggal pengukuran di sistem asal."),
    ),
    Rule(
        code="tgl_ukur_di_masa_depan",
        label=N_("Tanggal pengukuran sesudah hari impor"),
        advice=N_("Perbaiki tanggal pengukuran di sistem asal."),
    ),
    Rule(
        code="tgl_ukur_sebelum_lahir",
        label=N_("Tanggal pengukuran sebelum tanggal lahir"),
        advice=N_("Periksa kedua tanggal di sistem asal."),
    ),
    Rule(
        code="umur_60_bulan_lebih",
        label=N_("Umur 60 bulan atau lebih saat diukur"),
        advice=N_("Tidak perlu diperbaiki: anak sudah bukan balita."),
        needs_work=False,
    ),
    Rule(
        code=NO_PERIOD,
        label=N_("Belum diukur dan bulannya tidak diketahui"),
        advice=N_(
            "Sebutkan bulan daftar itu saat mengimpor (di halaman Data: Bulan untuk daftar tanpa tanggal; di baris "
            "perintah: --periode 2025-08), atau di nama berkas."
        ),
    ),
    Rule(
        code="tahun_tidak_diketahui",
        label=N_("Tahun sasaran tidak diketahui"),
        advice=N_("Tambahkan kolom Tahun, atau tulis tahunnya di judul atau nama berkas."),
    ),
    Rule(
        code="jumlah_sasaran_tidak_terbaca",
        label=N_("Jumlah sasaran kosong atau bukan bilangan bulat"),
        advice=N_("Isi jumlah sasaran desa itu, lalu impor lagi."),
    ),
    Rule(
        code="laporan_tanpa_angka",
        label=N_("Baris laporan desa tanpa satu pun angka"),
        advice=N_("Isi laporan desa itu di sistem asal, unduh lagi, lalu impor lagi."),
    ),
    Rule(
        code="wilayah_menunggu_tinjauan",
        label=N_("Desa/kelurahan tidak dikenal, menunggu tinjauan"),
        advice=N_("Tetapkan desanya di halaman Data, tab Wilayah; barisnya lalu dihitung tanpa impor ulang."),
    ),
    Rule(
        code="duplikat",
        label=N_("Anak dan tanggal (atau desa dan bulan) yang sama ada lagi di baris sesudahnya"),
        advice=N_("Baris terakhir yang dipakai. Tidak perlu diperbaiki."),
        needs_work=False,
    ),
)

NOTES = (
    # dates
    Rule(
        code="tgl_serial_excel",
        label=N_("Tanggal tertulis sebagai nomor seri Excel"),
        advice=N_("Dibaca sebagai tanggal."),
    ),
    Rule(code="tgl_nama_bulan", label=N_("Tanggal dengan nama bulan"), advice=N_("Dibaca sebagai tanggal.")),
    Rule(
        code="tgl_hari_dulu",
        label=N_("Tanggal yang dapat berarti dua (hari dan bulan ≤ 12)"),
        advice=N_("Dibaca hari dulu, seperti kebiasaan Indonesia."),
    ),
    Rule(
        code="tgl_bulan_dulu",
        label=N_("Tanggal yang hanya masuk akal bila bulan ditulis dulu"),
        advice=N_("Dibaca bulan dulu; periksa asal berkasnya."),
    ),
    Rule(code="tgl_tahun_dua_angka", label=N_("Tahun dua angka"), advice=N_("Dibaca sebagai tahun 2000-an.")),
    # numbers
    Rule(code="koma_desimal", label=N_("Koma desimal"), advice=N_("Dibaca sebagai desimal.")),
    Rule(code="satuan_dalam_sel", label=N_("Satuan ditulis di dalam sel (kg, cm)"), advice=N_("Satuannya dilepas.")),
    Rule(
        code="angka_tidak_terbaca",
        label=N_("Angka tidak terbaca"),
        advice=N_("Nilai dikosongkan, baris tetap dipakai."),
    ),
    Rule(code="berat_gram", label=N_("Berat ditulis dalam gram"), advice=N_("Dibagi 1.000.")),
    Rule(code="tinggi_meter", label=N_("Tinggi ditulis dalam meter"), advice=N_("Dikali 100.")),
    Rule(code="berat_nol", label=N_("Berat 0"), advice=N_("Dibaca sebagai tidak ditimbang.")),
    Rule(code="tinggi_nol", label=N_("Tinggi 0"), advice=N_("Dibaca sebagai tidak diukur.")),
    Rule(
        code="berat_di_luar_rentang",
        label=N_("Berat di luar 1-30 kg"),
        advice=N_("Nilai dikosongkan, anak tetap dihitung."),
    ),
    Rule(
        code="tinggi_di_luar_rentang",
        label=N_("Tinggi di luar 35-125 cm"),
        advice=N_("Nilai dikosongkan, anak tetap dihitung."),
    ),
    Rule(code="lila_di_luar_rentang", label=N_("LiLA di luar 5-25 cm"), advice=N_("Nilai dikosongkan.")),
    Rule(code="bb_lahir_gram", label=N_("Berat lahir ditulis dalam gram"), advice=N_("Dibagi 1.000.")),
    Rule(code="bb_lahir_di_luar_rentang", label=N_("Berat lahir di luar 0,5-6 kg"), advice=N_("Nilai dikosongkan.")),
    Rule(
        code="tb_lahir_di_luar_rentang",
        label=N_("Panjang lahir di luar 25-60 cm (meter, nomor seri tanggal, atau isian lain)"),
        advice=N_("Nilai dikosongkan."),
    ),
    Rule(code="nilai_8888", label=N_("Isian 8888"), advice=N_("Dibaca sebagai tidak dicatat.")),
    # identity
    Rule(
        code="nik_kosong",
        label=N_("NIK kosong"),
        advice=N_("Anak dikenali dari nama, tanggal lahir, dan ibu: sementara."),
    ),
    Rule(code="nik_tersamar", label=N_("NIK disamarkan dengan bintang"), advice=N_("Diperlakukan seperti NIK kosong.")),
    Rule(
        code="nik_tidak_sah",
        label=N_("NIK bukan 16 angka, angka tiruan, atau notasi ilmiah"),
        advice=N_("Diperlakukan seperti NIK kosong."),
    ),
    Rule(code="nik_tanda_petik", label=N_("NIK dengan tanda petik"), advice=N_("Tanda petik dilepas.")),
    Rule(
        code="nik_dipakai_bersama",
        label=N_("Satu NIK untuk anak yang berbeda nama dan tanggal lahir (atau jenis kelamin)"),
        advice=N_("Tidak digabung; dikenali dari nama, tanggal lahir, dan ibu: sementara."),
    ),
    # measuring
    Rule(code="jk_ejaan", label=N_("Jenis kelamin tertulis lain dari L/P"), advice=N_("Dibaca sebagai L atau P.")),
    Rule(code="cara_ukur_kosong", label=N_("Cara ukur kosong padahal tinggi ada"), advice=N_("Dianggap sesuai umur.")),
    Rule(
        code="cara_ukur_tidak_sesuai_umur",
        label=N_("Berdiri di bawah 24 bulan, atau terlentang sejak 24 bulan"),
        advice=N_("Tinggi dikoreksi 0,7 cm menurut WHO."),
    ),
    Rule(
        code="berdiri_di_bawah_9_bulan",
        label=N_("Berdiri di bawah 9 bulan"),
        advice=N_("Cara ukur diabaikan menurut WHO."),
    ),
    Rule(
        code="z_di_luar_batas",
        label=N_("Nilai z di luar batas WHO"),
        advice=N_("Tidak masuk pembilang maupun penyebut."),
    ),
    Rule(
        code="z_berbeda",
        label=N_("Nilai z hitung ulang berbeda lebih dari 0,05 SD dari berkas"),
        advice=N_("Hasil hitung ulang yang dipakai; nilai berkas disimpan."),
    ),
    Rule(
        code="ukur_tanpa_tanggal",
        label=N_("Berat atau tinggi tanpa tanggal pengukuran"),
        advice=N_("Nilainya diabaikan; anak dihitung sebagai terdaftar, belum diukur. Isi tanggalnya di sistem asal."),
    ),
    Rule(
        code="sel_berlebih",
        label=N_("Baris berisi lebih banyak sel daripada judul kolom"),
        advice=N_("Sel kelebihan diabaikan; periksa apakah koma desimal memecah kolom di berkas asal."),
    ),
    Rule(code="label_tidak_dikenal", label=N_("Status gizi tertulis tidak dikenal"), advice=N_("Diabaikan.")),
    Rule(
        code="umur_berbeda",
        label=N_("Umur tertulis berbeda lebih dari 1 bulan"),
        advice=N_("Umur dihitung dari tanggal."),
    ),
    # places
    Rule(
        code="wilayah_dari_alias",
        label=N_("Desa/kelurahan dikenali dari padanan tersimpan"),
        advice=N_("Padanan dapat dilihat dan dihapus di halaman Data, tab Wilayah."),
    ),
    Rule(code="puskesmas_kosong", label=N_("Puskesmas kosong"), advice=N_("Dihitung di wilayahnya, tanpa puskesmas.")),
    Rule(
        code="tanpa_nama_dan_nik", label=N_("Tanpa NIK dan tanpa nama"), advice=N_("Dihitung sebagai anak tersendiri.")
    ),
    # already known
    Rule(
        code="sudah_ada_sama",
        label=N_("Sudah ada dari impor sebelumnya dengan nilai sama"),
        advice=N_("Dihitung sekali."),
    ),
    Rule(
        code="koreksi",
        label=N_("Menggantikan pengukuran dari impor sebelumnya"),
        advice=N_("Nilai dari impor terakhir yang dipakai."),
    ),
    Rule(
        code="pindah",
        label=N_("Anak tercatat di desa lain pada impor sebelumnya"),
        advice=N_("Dihitung di desa terakhir."),
    ),
    # sheets of sasaran
    Rule(
        code="jenis_sasaran_dianggap_riil",
        label=N_("Jenis sasaran (riil atau proyeksi) tidak tertulis"),
        advice=N_("Dianggap sasaran riil; tulis jenisnya di kolom, judul, atau nama berkas."),
    ),
    # monthly village report
    Rule(
        code="jumlah_tidak_cocok",
        label=N_("Jumlah di laporan desa tidak sama dengan rinciannya"),
        advice=N_("Dipakai apa adanya; periksa di sistem asal."),
    ),
    Rule(
        code="pembilang_melebihi_penyebut",
        label=N_("Pembilang lebih besar dari penyebut"),
        advice=N_("Dipakai apa adanya; periksa di sistem asal."),
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
