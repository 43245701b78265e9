"""Komitmen: tagih janji, orang tua asuh, kampanye dan kegiatan, rupiah ke kebutuhan."""

from stunting.ui import actions_page, shell

with shell.page("komitmen") as view:
    actions_page.actions_page(view)
