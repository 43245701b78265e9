"""Services 1 to 13 of the situation analysis: adolescent girls, couples, pregnant women."""

from __future__ import annotations

from stunting.languages import N_
from stunting.services.service import SENSITIF, SPESIFIK, Service

BEFORE_BIRTH = (
    Service(
        key="rematri_ttd",
        short=N_("Remaja putri minum TTD"),
        group="remaja",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Remaja putri yang mengonsumsi Tablet Tambah Darah (TTD)"),
        numerator=N_("remaja putri yang mengonsumsi TTD"),
        denominator=N_("remaja putri"),
        number=1,
        perpres_number=3,
        perpres_wording=N_("Persentase remaja putri yang mengonsumsi Tablet Tambah Darah (TTD)"),
        is_kind_verified=False,
    ),
    Service(
        key="rematri_hb",
        short=N_("Remaja putri diperiksa Hb"),
        group="remaja",
        kind=SPESIFIK,
        cause="layanan",
        wording=N_("Remaja putri yang menerima layanan pemeriksaan status anemia (hemoglobin)"),
        numerator=N_("remaja putri yang diperiksa status anemianya"),
        denominator=N_("remaja putri sasaran sekolah"),
        number=2,
        is_kind_verified=False,
    ),
    Service(
        key="catin_ttd",
        short=N_("Catin menerima TTD"),
        group="catin",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Calon pengantin/calon ibu yang menerima Tablet Tambah Darah (TTD)"),
        numerator=N_("calon pengantin/calon ibu yang menerima TTD"),
        denominator=N_("calon pengantin/calon ibu"),
        number=3,
    ),
    Service(
        key="catin_periksa",
        short=N_("Catin periksa kesehatan"),
        group="catin",
        kind=SENSITIF,
        cause="layanan",
        wording=N_(
            "Calon pasangan usia subur (PUS) yang memperoleh pemeriksaan kesehatan sebagai bagian dari pelayanan nikah"
        ),
        numerator=N_("calon PUS yang diperiksa kesehatannya"),
        denominator=N_("calon PUS"),
        number=4,
        perpres_number=3,
        perpres_wording=N_(
            "Cakupan calon pengantin yang memperoleh pemeriksaan kesehatan sebagai bagian dari pelayanan nikah"
        ),
    ),
    Service(
        key="catin_damping",
        short=N_("Catin didampingi sejak 3 bulan"),
        group="catin",
        kind=SENSITIF,
        cause="pengasuhan",
        wording=N_(
            "Cakupan calon Pasangan Usia Subur (PUS) yang menerima pendampingan kesehatan "
            "reproduksi dan edukasi gizi sejak 3 bulan pranikah"
        ),
        numerator=N_("calon PUS yang didampingi sejak 3 bulan pranikah"),
        denominator=N_("calon PUS"),
        number=5,
    ),
    Service(
        key="catin_bimwin",
        short=N_("Bimbingan perkawinan"),
        group="catin",
        kind=SENSITIF,
        cause="pengasuhan",
        wording=N_("Pasangan calon pengantin yang mendapatkan bimbingan perkawinan dengan materi pencegahan stunting"),
        numerator=N_("pasangan calon pengantin yang mendapat bimbingan"),
        denominator=N_("pasangan calon pengantin"),
        number=6,
    ),
    Service(
        key="pus_tunai",
        short=N_("Bantuan tunai bersyarat PUS"),
        group="pus",
        kind=SENSITIF,
        cause="akar",
        wording=N_(
            "Pasangan Usia Subur (PUS) dengan status miskin dan penyandang masalah kesejahteraan "
            "sosial yang menerima bantuan tunai bersyarat"
        ),
        numerator=N_("PUS miskin/PMKS yang menerima bantuan tunai bersyarat"),
        denominator=N_("PUS miskin/PMKS"),
        number=7,
        resembles="keluarga_tunai",
    ),
    Service(
        key="pus_pangan",
        short=N_("Bantuan pangan nontunai PUS"),
        group="pus",
        kind=SENSITIF,
        cause="pangan",
        wording=N_(
            "Cakupan Pasangan Usia Subur (PUS) dengan status miskin dan penyandang masalah "
            "kesejahteraan sosial yang menerima bantuan pangan nontunai"
        ),
        numerator=N_("PUS miskin/PMKS yang menerima bantuan pangan nontunai"),
        denominator=N_("PUS miskin/PMKS"),
        number=8,
        is_kind_verified=False,
        resembles="keluarga_pangan",
    ),
    Service(
        key="pus_pbi",
        short=N_("PUS miskin menjadi PBI JK"),
        group="pus",
        kind=SENSITIF,
        cause="layanan",
        wording=N_(
            "Cakupan Pasangan Usia Subur (PUS) fakir miskin dan orang tidak mampu yang menjadi "
            "Penerima Bantuan Iuran (PBI) Jaminan Kesehatan"
        ),
        numerator=N_("PUS fakir miskin yang menjadi PBI Jaminan Kesehatan"),
        denominator=N_("PUS fakir miskin dan orang tidak mampu"),
        number=9,
        is_kind_verified=False,
        resembles="pbi",
    ),
    Service(
        key="bumil_kek",
        short=N_("Ibu hamil KEK dapat asupan"),
        group="bumil",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Ibu hamil Kurang Energi Kronik (KEK) yang mendapatkan tambahan asupan gizi"),
        numerator=N_("ibu hamil KEK yang mendapat tambahan asupan gizi"),
        denominator=N_("ibu hamil KEK"),
        number=10,
        perpres_number=1,
        perpres_wording=N_("Persentase ibu hamil Kurang Energi Kronik (KEK) yang mendapatkan tambahan asupan gizi"),
    ),
    Service(
        key="bumil_ttd",
        short=N_("Ibu hamil minum TTD"),
        group="bumil",
        kind=SPESIFIK,
        cause="asupan",
        wording=N_("Ibu hamil yang mengonsumsi Tablet Tambah Darah (TTD) minimal 90 tablet selama masa kehamilan"),
        numerator=N_("ibu hamil yang mengonsumsi minimal 90 TTD"),
        denominator=N_("ibu hamil"),
        number=11,
        perpres_number=2,
        perpres_wording=N_(
            "Persentase ibu hamil yang mengonsumsi Tablet Tambah Darah (TTD) minimal 90 tablet selama masa kehamilan"
        ),
    ),
    Service(
        key="unmet_need",
        short=N_("Unmet need KB"),
        group="bumil",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Persentase Unmet Need pelayanan keluarga berencana"),
        numerator=N_("PUS yang ingin ber-KB tetapi tidak terlayani"),
        denominator=N_("PUS"),
        number=12,
        is_higher_better=False,
        is_kind_verified=False,
    ),
    Service(
        key="ktd",
        short=N_("Kehamilan tidak diinginkan"),
        group="bumil",
        kind=SENSITIF,
        cause="layanan",
        wording=N_("Persentase Kehamilan yang tidak diinginkan"),
        numerator=N_("kehamilan yang tidak diinginkan"),
        denominator=N_("kehamilan"),
        number=13,
        perpres_number=2,
        perpres_wording=N_("Persentase kehamilan yang tidak diinginkan"),
        is_higher_better=False,
    ),
)
