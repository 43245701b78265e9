"""Whether a book is whole, on every page that uses it: a banner that names the broken links, or one discreet line.

The chain is read anew only when the book changed (`stunting.ledger.standing`), so this may stand on any page.
"""

from __future__ import annotations

import contextlib
import html
from collections.abc import Callable

import streamlit as st

from stunting import formats
from stunting.access.policy import Thing
from stunting.errors import LedgerError
from stunting.languages import _, _n
from stunting.ledger import Verification
from stunting.ledger.books import Place, place_of
from stunting.ledger.standing import standing
from stunting.paths import Layout
from stunting.ui import locks
from stunting.ui.shell import View

# More of them say nothing that the first ones do not.
MOST_SHOWN = 10


def show(view: View, *, of: Callable[[Layout], Place] = place_of) -> None:
    """Above the content: which links are broken and what to do; nothing while the book is whole.

    of: says where the book is; the casebook is named by the pages that may open it
    """
    del view  # the ledger belongs to the installation, whatever area or release is open
    if not _is_readable(of):
        return
    try:
        place = of(Layout.default())
        found = standing(place)
    except LedgerError as refused:
        st.html(f'<div class="buku-putus" role="alert"><p class="jelas">{html.escape(str(refused))}</p></div>')
        return
    if not found.is_sound:
        st.html(_broken(found, place))


def _is_readable(of: Callable[[Layout], Place]) -> bool:
    """Whether whoever looks may read anything in the book."""
    return locks.may_use((Thing.LEDGER,) if of is place_of else (Thing.CHILDREN,))


def line(view: View, *, of: Callable[[Layout], Place] = place_of) -> None:
    """Below the content: that the book is whole, with what somebody may compare it by; nothing while it is not."""
    del view
    if not _is_readable(of):
        return
    with contextlib.suppress(LedgerError):
        place = of(Layout.default())
        found = standing(place)
        if found.is_sound:
            st.html(_whole(found, place))


def _whole(found: Verification, place: Place) -> str:
    said = _("{book} utuh: ", book=_(place.book.noun))
    if not found.entry_n:
        return _('<p class="buku-utuh">{said}belum ada catatan</p>', said=said)
    hashed = html.escape(found.last_sha256[:8])
    return _n(
        '<p class="buku-utuh">{said}{n} catatan, terakhir <code>{hashed}</code></p>',
        found.entry_n,
        said=said,
        n=formats.number(found.entry_n),
        hashed=hashed,
    )


def _broken(found: Verification, place: Place) -> str:
    shown = found.breaks[:MOST_SHOWN]
    lines = "".join(
        f"<li><b>{html.escape(str(one.sentence))}</b> <span>{html.escape(str(one.detail))}</span></li>" for one in shown
    )
    others = len(found.breaks) - len(shown)
    more = (
        _n("<p>Dan {n} tempat lain; semuanya disebut oleh pemeriksaan di bawah.</p>", others, n=others)
        if others
        else ""
    )
    option = place.book.option
    return _(
        '<div class="buku-putus" role="alert"><p class="jelas">{book} tidak utuh: rantainya '
        "putus di catatan nomor {broken_seq}.</p><ul>{lines}</ul>{more}<p>Jangan hapus "
        "berkasnya, dan jangan pakai isinya sebagai bukti sebelum dibandingkan dengan "
        "cadangan. Periksa dengan <code>python -m stunting ledger verify{option}</code>, lalu"
        " pulihkan dengan <code>python -m stunting ledger restore BERKAS{option}</code>; buku"
        " yang sekarang ikut disimpan.</p></div>",
        book=_(place.book.noun),
        broken_seq=found.broken_seq,
        lines=lines,
        more=more,
        option=option,
    )
