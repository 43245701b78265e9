"""What every section of the tab works with: the book, the children, the day, who writes, and one way to write."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from stunting import formats
from stunting.cases.casebook import open_casebook
from stunting.cases.numbers import case_number
from stunting.errors import StuntingError
from stunting.foster.book import Book, KnownPlacement
from stunting.foster.children import Children, children_of
from stunting.foster.journal import Desk
from stunting.foster.monitoring import Watch, watch
from stunting.geography import Area
from stunting.languages import _
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from stunting.ui import filters, parts
from stunting.ui.shell import View

COUNTER = "asuh_ke"
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Bench:
    """The casebook of one kabupaten as it stands now, and its children."""

    view: View
    kabkota: Area
    layout: Layout
    desk: Desk
    book: Book
    today: dt.date

    @cached_property
    def children(self) -> Children:
        return children_of(self.layout, self.kabkota.code)

    @cached_property
    def watch(self) -> Watch:
        return watch(self.book, self.children, today=self.today)

    @property
    def is_sample(self) -> bool:
        """Whether the children of this kabupaten are invented, as the release says of its figures."""
        return self.view.is_sample_in(self.kabkota)

    def file_name(self, what: str, extension: str) -> str:
        """The name of a file of this kabupaten and day; invented data say so in it."""
        sample = "DATA-CONTOH-" if self.is_sample else ""
        return f"{sample}{what}-{self.kabkota.code}-{self.today.isoformat()}.{extension}"

    @property
    def place(self) -> str:
        return self.kabkota.official_name

    def desa(self, code: str) -> str:
        """ "Desa Klinter, Kec. Kejayan"; the code where the register has no such desa."""
        register = self.view.register
        if code not in register:
            return code
        parent = register.get(code).parent_code
        return f"{register.get(code).official_name}, {register.get(parent).official_name}" if parent else code

    def kecamatan(self, code: str) -> str:
        return self.view.register.get(code).name if code in self.view.register else code

    def child(self, key: str) -> str:
        """The number under which people speak of a child."""
        return case_number(key)

    def said(self, one: KnownPlacement) -> str:
        """ "K-7QX4M2B · Anting Mas · Orang tua asuh 12", as HTML."""
        words = (self.child(one.record.child), self.book.programme(one.record.programme).name, one.parent.label)
        return " · ".join(html.escape(word) for word in words)


def at(view: View, kabkota: Area) -> Bench:
    """The bench of a kabupaten; only in mode internal.

    Raises:
        LedgerError: the casebook cannot be read.
    """
    layout = Layout.default()
    desk = Desk(ledger=open_casebook(layout), kabupaten=kabkota.code, release_id=view.release_id)
    return Bench(view=view, kabkota=kabkota, layout=layout, desk=desk, book=desk.book(), today=dt.date.today())


def writer() -> Writer:
    """Who writes, typed once for the whole window."""
    with st.container(horizontal=True, gap="small"):
        name = st.text_input(
            _("Dicatat oleh"), placeholder=_("Nama petugas"), max_chars=LONGEST_NAME, key="asuh-pencatat",
            persist_state="session", width=220,
        )  # fmt: skip
        role = st.text_input(
            _("Jabatan"), placeholder=_("mis. PKB Kec. Panekan"), max_chars=LONGEST_NAME, key="asuh-jabatan",
            persist_state="session", width=220,
        )  # fmt: skip
    return Writer(author=name or "", role=role or "")


def fresh(form: str) -> str:
    """The key of a form: another after every save of this window, so that its boxes are empty again."""
    return f"{form}-{filters.noted(COUNTER, 0)}"


def write(work: Callable[[], object], *, done: str) -> None:
    """Write and show the part anew; what is refused is said, and what was typed stays in its boxes."""
    try:
        work()
    except StuntingError as refused:
        said = [str(refused), *getattr(refused, "problems", ())]
        st.warning("\n\n".join(parts.plain(one) for one in said[:20]), icon=":material/error:")
        return
    before = filters.noted(COUNTER, 0)
    filters.note(COUNTER, (before if isinstance(before, int) else 0) + 1)
    st.toast(done, icon=":material/check:")
    parts.repaint()


def period(one: KnownPlacement) -> str:
    """ "15 Januari 2026 – 14 Juli 2026"."""
    return f"{formats.date(one.start)} – {formats.date(one.last_day)}"


def table(head: list[str], rows: list[list[str]], *, label: str) -> None:
    """A table of finished HTML cells."""
    heads = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    st.html(
        f'<div class="mutu-bingkai" tabindex="0" role="region" aria-label="{html.escape(label)}">'
        f'<table class="bungkus"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
