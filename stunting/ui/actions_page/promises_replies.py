"""Replies of institutions: the sheet that goes out, and the sheet that comes back."""

from __future__ import annotations

import datetime as dt
import html

import streamlit as st

from stunting.errors import ImportRefusedError, StuntingError
from stunting.languages import _
from stunting.ledger import Ledger
from stunting.promises.board import Board
from stunting.promises.book import PromiseBook
from stunting.promises.replies import ReplyDraft, read_replies, summary, write_replies
from stunting.promises.reply_sheet import reply_sheet
from stunting.promises.states import State
from stunting.ui import exporting, parts
from stunting.ui.actions_page import promises_report
from stunting.ui.lokus_page.list_form import problems
from stunting.ui.shell import View

LARGEST_MB = 20
OPEN = (State.LATE, State.SILENT, State.RUNNING)


def show(view: View, ledger: Ledger, book: PromiseBook, board: Board) -> None:
    """Folded: a sheet with every open promise of this view; read back as a whole or not at all."""
    with st.expander(_("Kumpulkan kabar lewat lembar Excel"), icon=":material/upload_file:", key="janji-balasan"):
        rows = [one for state in OPEN for one in board.in_state(state)]
        title = f"Lembar balasan janji, {view.area.official_name}"  # no text
        st.markdown(
            _(
                "Kirim lembar ini ke lembaga. Mereka mengisi status, realisasi, dan bukti; lembar"
                " yang kembali dibaca di sini. Saring menurut lembaga di atas untuk lembar per "
                "lembaga."
            )
        )
        exporting.download(
            _("Unduh lembar balasan ({rows_n} janji terbuka)", rows_n=len(rows)),
            data=lambda: reply_sheet(rows, title=title, day=board.asked.day),
            file_name=f"balasan-janji-{view.area.code}-{board.asked.day:%Y%m%d}.xlsx",
            mime=parts.XLSX_TYPE,
            on_click="ignore",
            icon=":material/download:",
            key="janji-lembar",
        )
        # A sheet that was written into the ledger empties the box.
        file = st.file_uploader(
            _("Lembar yang kembali (XLSX, XLS, CSV)"),
            type=["xlsx", "xls", "csv"],
            max_upload_size=LARGEST_MB,
            key=f"janji-kembali-{view.area.code}-{book.entry_n}",
        )
        if file is None:
            return
        try:
            draft = read_replies(file.getvalue(), name=file.name, book=book, today=dt.date.today())
        except ImportRefusedError as refused:
            problems(str(refused), refused.problems)
            return
        if draft.problems:
            problems(_("{file} belum dapat dicatat.", file=draft.file), draft.problems)
            return
        _offer(ledger, book, draft)


def _offer(ledger: Ledger, book: PromiseBook, draft: ReplyDraft) -> None:
    st.success(summary(draft), icon=":material/check:")
    parts.notes(tuple(html.escape(one) for one in draft.notes))
    if not draft.replies:
        return
    with st.form(f"janji-balasan-{book.entry_n}", border=False):
        with st.container(horizontal=True, gap="small"):
            by = promises_report.writer(ledger, f"balasan-{book.entry_n}")
        wanted = st.form_submit_button(
            _("Simpan {replies_n} kabar", replies_n=len(draft.replies)),
            icon=":material/save:",
            type="primary",
            key="janji-balasan-simpan",
        )
    if not wanted:
        return
    try:
        write_replies(ledger, draft, by=by, today=dt.date.today())
    except StuntingError as refused:
        st.warning(parts.plain(str(refused)), icon=":material/error:")
        return
    st.toast(_("{replies_n} kabar tersimpan di buku.", replies_n=len(draft.replies)), icon=":material/check:")
    parts.repaint()
