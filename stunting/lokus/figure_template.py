"""The empty sheet for figures per desa, Indonesian for every reader: its headings are read back by `figure_sheet`."""

from __future__ import annotations

from stunting.build.family_recap import RECAP
from stunting.geography import Register
from stunting.languages import in_indonesian
from stunting.own_templates import Template, desa_rows, template_xlsx

TEMPLATE = {
    "kode_desa": "kode Kemendagri sepuluh angka; boleh kosong bila kecamatan dan desa terisi",
    "kecamatan": "nama kecamatan",
    "desa": "nama desa/kelurahan",
    "tahun": "tahun angka, misalnya 2025",
    "total_krs": "keluarga berisiko stunting (Pendataan Keluarga atau verval KRS)",
    "jumlah_keluarga_sasaran": "keluarga sasaran, yang berisiko dan yang tidak",
    "layanan_diterima": "konvergensi desa: layanan yang diterima, ibu hamil dan anak 0-23 bulan",
    "layanan_seharusnya": "konvergensi desa: layanan yang seharusnya diterima",
}
# What a template has further down, for the recap of families.
RECAP_TEMPLATE = {
    "tidak_berisiko": "keluarga sasaran yang tidak berisiko",
    "jumlah_keluarga": "semua keluarga, juga di luar sasaran",
    **{one.heading: one.label for one in RECAP},
}
RECAP_HELP = (
    "Kolom kesejahteraan bersama berjumlah total_krs; total_krs dan tidak_berisiko bersama berjumlah "
    "jumlah_keluarga_sasaran.",
    "Faktor risiko saling tumpang tindih dan tidak dijumlahkan. Kolom terlalu_... menghitung PUS, bukan KRS.",
)
HELP = (
    "Sel kosong berarti tidak diketahui, bukan nol.",
    "Kolom lain yang berisi angka menjadi kriteria sendiri; judulnya menjadi namanya.",
    "Tulis satuan dalam kurung: Jarak ke puskesmas (km).",
    "Nilai tinggi dianggap lebih perlu dukungan. Bila sebaliknya, tambahkan (rendah buruk) di judul.",
)


@in_indonesian
def template(register: Register, kabupaten_code: str, *, year: int | None = None, with_recap: bool = False) -> bytes:
    """An XLSX with every desa of the kabupaten and empty cells for its figures.

    with_recap: with the columns of the recap of families as well

    Raises:
        UnknownAreaError: no such kabupaten.
    """
    kabupaten = register.get(kabupaten_code)
    columns = TEMPLATE | (RECAP_TEMPLATE if with_recap else {})
    widths = (14, 24, 24)
    return template_xlsx(
        Template(
            sheet="angka",
            title=f"Angka per desa/kelurahan {kabupaten.official_name}",
            columns={
                heading: (widths[at] if at < len(widths) else 18, meant)
                for at, (heading, meant) in enumerate(columns.items())
            },
            text_n=1,
            rows=desa_rows(register, kabupaten.code, *([] if year is None else [year])),
            remarks=(*HELP, *(RECAP_HELP if with_recap else ())),
        )
    )
