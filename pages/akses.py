"""Akses: akun dan haknya, dan jejak siapa melakukan apa."""

from stunting.languages import N_
from stunting.ui import filters, shell
from stunting.ui.access_page import accounts_tab, entrance, trail_tab

SHOWS = {N_("Akun"): accounts_tab.show, N_("Akun baru"): accounts_tab.show_new, N_("Jejak"): trail_tab.show}

with shell.page("akses") as view:
    if entrance.is_open():
        for tab, show in zip(filters.tabs(list(SHOWS)), SHOWS.values(), strict=True):
            if tab.open:
                with tab, shell.explained():
                    show(view)
