"""Tabel: rekap per kecamatan, puskesmas, dan desa, untuk dibaca, diurutkan, dan dicetak."""

from stunting.ui import shell, table_page

with shell.page("tabel") as view:
    table_page.table_page(view)
