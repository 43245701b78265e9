"""Layanan: analisis situasi, cakupan layanan menurut wilayah, keluarga berisiko, dan lembar desa."""

from stunting.ui import services_page, shell

with shell.page("layanan") as view:
    services_page.services_page(view)
