"""The appendix of a decree as an office needs it: to edit, to count, to sign."""

from __future__ import annotations

from stunting.exports import decree_docx, decree_pdf, decree_xlsx
from stunting.exports.decree import Decree
from stunting.ui import exporting, parts

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"


def buttons(made: Decree, *, key: str) -> None:
    """Each file is made when it is asked for."""
    makers = {
        "Word": ("docx", lambda: decree_docx.to_docx(made), DOCX_TYPE),  # no text
        "Excel": ("xlsx", lambda: decree_xlsx.to_xlsx(made), parts.XLSX_TYPE),  # no text
        "PDF": ("pdf", lambda: decree_pdf.to_pdf(made), PDF_TYPE),
    }
    for label, (extension, make, media_type) in makers.items():
        exporting.download(
            label,
            data=make,
            file_name=made.stamp.file_name(extension),
            mime=media_type,
            on_click="ignore",
            key=f"lampiran-{key}-{extension}",
            icon=":material/download:",
        )
