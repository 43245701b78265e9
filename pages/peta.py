"""Peta: prevalensi dari Indonesia sampai kabupaten/kota, dan jumlah sampai desa."""

from stunting.ui import map_pages, parts, shell

with shell.page("peta") as view:
    map_pages.map_page(view)
    parts.method_note("peta")
