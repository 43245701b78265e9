"""Rembuk: menyiapkan, menayangkan, mencatat, dan membagikan hasil rembuk."""

from stunting.ui import rembuk_page, shell

with shell.page("rembuk") as view:
    rembuk_page.rembuk_page(view)
