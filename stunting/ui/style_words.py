"""What style sheets say in the place of Streamlit's own English: `content: var(--kata-pilih)` in a `.css`."""

from __future__ import annotations

import json

from stunting.languages import Words

SAID = Words(
    {
        "pilih": "Pilih berkas",
        "langsung": "Langsung ke isi",
        "tidak-cocok": "Tidak ada pilihan yang cocok",
        "seret": "atau seret ke sini; XLSX, XLS, CSV, paling besar 200 MB per berkas",
        "batas": "XLSX, XLS, CSV sampai 200 MB per berkas",
        "seret-kertas": "atau seret ke sini; DOCX atau PDF, paling besar 20 MB",
        "seret-logo": "atau seret ke sini; PNG, paling besar 500 kB",
        "seret-agenda": "atau seret ke sini; berkas .agenda.json",
        "seret-templat": "atau seret ke sini; PowerPoint, paling besar 30 MB",
        "seret-foto": "atau seret ke sini; paling besar 50 MB",
        "seret-lembar": "atau seret ke sini; XLSX, XLS, CSV, paling besar 20 MB",
    }
)


def sheet() -> str:
    """The words in the language of the reader, as a style sheet."""
    said = "".join(f"--kata-{name}:{json.dumps(text, ensure_ascii=False)};" for name, text in SAID.items())
    return f"<style>:root{{{said}}}</style>"  # no text
