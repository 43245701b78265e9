"""Services that are not among the 29: what Perpres 72/2021 counts otherwise, and vitamin A."""

from __future__ import annotations

from stunting.services.service import SENSITIF, SPESIFIK, Service

PERPRES_ONLY = (
    Service(
        key="pbi",
        short="PBI Kesehatan",
        group="linsos",
        kind=SENSITIF,
        cause="layanan",
        wording="Cakupan Bantuan Jaminan Nasional Penerima Bantuan Iuran (PBI) Kesehatan",
        numerator="penduduk miskin yang menjadi PBI Kesehatan",
        denominator="penduduk miskin",
        perpres_number=6,
        perpres_wording="Cakupan Bantuan Jaminan Nasional Penerima Bantuan Iuran (PBI) Kesehatan",
        resembles="pus_pbi",
    ),
    Service(
        key="keluarga_tunai",
        short="Keluarga dapat bantuan tunai",
        group="linsos",
        kind=SENSITIF,
        cause="akar",
        wording="Jumlah keluarga miskin dan rentan yang memperoleh bantuan tunai bersyarat",
        numerator="keluarga miskin dan rentan yang memperoleh bantuan tunai bersyarat",
        denominator="",
        perpres_number=8,
        perpres_wording="Jumlah keluarga miskin dan rentan yang memperoleh bantuan tunai bersyarat",
        resembles="pus_tunai",
    ),
    Service(
        key="paham_stunting",
        short="Paham tentang stunting",
        group="keluarga",
        kind=SENSITIF,
        cause="pengasuhan",
        wording="Persentase target sasaran yang memiliki pemahaman yang baik tentang Stunting di lokasi prioritas",
        numerator="sasaran yang disurvei dengan pemahaman yang baik",
        denominator="sasaran yang disurvei",
        perpres_number=9,
        perpres_wording="Persentase target sasaran yang memiliki pemahaman yang baik tentang Stunting di lokasi "
        "prioritas",
    ),
    Service(
        key="keluarga_pangan",
        short="Keluarga dapat bansos pangan",
        group="linsos",
        kind=SENSITIF,
        cause="pangan",
        wording="Jumlah keluarga miskin dan rentan yang menerima bantuan sosial pangan",
        numerator="keluarga miskin dan rentan yang menerima bantuan sosial pangan",
        denominator="",
        perpres_number=10,
        perpres_wording="Jumlah keluarga miskin dan rentan yang menerima bantuan sosial pangan",
        resembles="pus_pangan",
    ),
    Service(
        key="desa_stop_babs",
        short="Desa stop BABS",
        group="airsan",
        kind=SENSITIF,
        cause="layanan",
        wording="Persentase desa/kelurahan stop Buang Air Besar Sembarangan (BABS)",
        numerator="desa/kelurahan yang stop BABS",
        denominator="desa/kelurahan",
        perpres_number=11,
        perpres_wording="Persentase desa/kelurahan stop Buang Air Besar Sembarangan (BABS)",
        is_wording_verified=False,
        resembles="stop_babs",
    ),
)
# In neither list, but on the monthly reports, and asked in the same two months as exclusive breastfeeding.
OTHERS = (
    Service(
        key="vitamin_a",
        short="Vitamin A",
        group="balita",
        kind=SPESIFIK,
        cause="asupan",
        wording="Anak usia 6-59 bulan yang mendapat kapsul vitamin A",
        numerator="anak 6-59 bulan yang mendapat kapsul vitamin A",
        denominator="anak 6-59 bulan",
        months=(2, 8),
        is_kind_verified=False,
        is_wording_verified=False,
    ),
)
