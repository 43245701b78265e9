"""Which release the figures of an agenda come from, and the button that pins it: in every tab that shows or prints."""

from __future__ import annotations

import html
from functools import partial

import streamlit as st

from stunting import release_files
from stunting.languages import N_, _
from stunting.paths import Layout
from stunting.rembuk.agenda import Agenda, freeze, thaw
from stunting.rembuk.agenda_store import SavedAgenda
from stunting.ui.rembuk_page import agenda_changes
from stunting.ui.shell import View

FOLLOWS = N_("Angka mengikuti rilis yang berlaku. Bekukan bila bahan sudah dicetak.")


def line(view: View, agenda: Agenda, *, unfrozen: str = "") -> str:
    """One paragraph of HTML; unfrozen: what it says of an agenda that is not frozen, else the usual sentence."""
    if not agenda.is_frozen:
        return f'<p class="rembuk-rilis">{html.escape(unfrozen or _(FOLLOWS))}</p>'
    pinned = html.escape(agenda.release_id)
    if agenda.release_id == view.release_id:
        return _(
            '<p class="rembuk-rilis beku">Dibekukan pada rilis <b>{pinned}</b>, yang terbuka sekarang.</p>',
            pinned=pinned,
        )
    if not release_files.is_published(Layout.default(), agenda.release_id):
        return _(
            '<p class="rembuk-rilis hilang">Dibekukan pada rilis <b>{pinned}</b>, yang tidak '
            "ada di komputer ini. Salin rilis itu ke sini, atau lepaskan pembekuannya.</p>",
            pinned=pinned,
        )
    return _(
        '<p class="rembuk-rilis beku">Dibekukan pada rilis <b>{pinned}</b>; halaman ini '
        "membuka rilis {release_id}. Yang tayang adalah rilis beku.</p>",
        pinned=pinned,
        release_id=html.escape(view.release_id),
    )


def freeze_button(view: View, saved: SavedAgenda, *, key: str) -> None:
    """Pin the open release."""
    st.button(
        _("Bekukan pada rilis ini"),
        icon=":material/lock:",
        key=key,
        on_click=agenda_changes.carry_out,
        args=(saved, partial(freeze, release_id=view.release_id)),
        help=_(
            "Layar dan bahan cetak memakai angka rilis {release_id}, apa pun yang diimpor sesudahnya.",
            release_id=view.release_id,
        ),
    )


def thaw_button(saved: SavedAgenda, *, key: str) -> None:
    """Let the figures follow the live release again."""
    st.button(
        _("Lepaskan pembekuan"),
        icon=":material/lock_open:",
        key=key,
        on_click=agenda_changes.carry_out,
        args=(saved, thaw),
        help=_("Angka kembali mengikuti rilis yang berlaku."),
    )
