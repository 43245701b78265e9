"""Tren: angka rutin dan survei antarwaktu, dua angka berdampingan, uji klaim, dan kapan di bawah target."""

from stunting.ui import shell, trend_page

with shell.page("tren") as view:
    trend_page.trend_page(view)
