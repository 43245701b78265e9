"""Buttons for the files of one paper; each is made when it is asked for."""

from __future__ import annotations

import streamlit as st

from stunting.exports import office_paper, office_paper_docx
from stunting.exports.office_paper import Paper
from stunting.languages import _
from stunting.ui import exporting

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def buttons(paper: Paper, *, label: str, key: str) -> None:
    """PDF and Word of the same content."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"kertas-{key}"):
        exporting.download(
            _("{label} (PDF A4)", label=label),
            data=lambda: office_paper.to_pdf(paper),
            file_name=paper.stamp.file_name("pdf"),
            mime="application/pdf",
            on_click="ignore",
            icon=":material/print:",
            key=f"{key}-pdf",
        )
        exporting.download(
            "Word",  # no text
            data=lambda: office_paper_docx.to_docx(paper),
            file_name=paper.stamp.file_name("docx"),
            mime=DOCX_TYPE,
            on_click="ignore",
            icon=":material/description:",
            type="tertiary",
            key=f"{key}-docx",
        )
        if paper.mark:
            st.caption(_("TERBATAS - hanya untuk petugas"))
