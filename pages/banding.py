"""Banding: kecamatan dan desa menurut data rutin, kabupaten dengan kabupaten menurut survei."""

from stunting.ui import compare_page, shell

with shell.page("banding") as view:
    compare_page.compare_page(view)
