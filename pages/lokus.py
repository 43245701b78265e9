"""Lokus: daftar desa/kelurahan prioritas, perbandingannya, dampaknya, dan memilih untuk tahun depan."""

from stunting.ui import lokus_page, shell

with shell.page("lokus") as view:
    lokus_page.lokus_page(view)
