"""Kasus: papan kasus, minilok, dan audit kasus stunting, khusus petugas."""

from stunting.ui import cases_page, shell

with shell.page("kasus") as view:
    cases_page.cases_page(view)
