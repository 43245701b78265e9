"""A gallery of the pages at the three sizes that matter: `make screenshots`.

Starts the dashboard on the live release, opens every view in Chromium and writes PNG files and an `index.html` to
`tangkapan/`. `--readme` also refreshes the pictures the README shows.
"""

from __future__ import annotations

import argparse
import html
from pathlib import Path

from playwright.sync_api import Page

from scripts.bench.browser import chromium
from scripts.bench.servers import started
from stunting.paths import ROOT

SIZES = ((1366, 768), (1920, 1080), (390, 844))
VIEWS = {
    "ringkasan-indonesia": "/",
    "ringkasan-tanpa-data-rutin": "/?wilayah=1101",
    "ringkasan-pasuruan": "/?wilayah=3514",
    "ringkasan-kejayan": "/?wilayah=351406",
    "ringkasan-desa": "/?wilayah=3514061024",
    "ringkasan-cakupan": "/?wilayah=3514&indikator=cakupan",
    "ringkasan-internal": "/?wilayah=351406&mode=internal",
    "peta-indonesia": "/peta",
    "peta-provinsi": "/peta?satuan=provinsi",
    "peta-dua-survei": "/peta?tahun=2023&dengan=ssgi-2021",
    "peta-lampung": "/peta?wilayah=18",
    "peta-pasangan": "/peta?wilayah=3514",
    "peta-desa": "/peta?wilayah=3514&satuan=desa",
    "peta-desa-internal": "/peta?wilayah=351406&satuan=desa&mode=internal",
    "peta-tiga": "/peta?wilayah=3520&susun=tiga",
    "peta-waktu": "/peta?wilayah=3514&susun=waktu",
    "peta-kuintil": "/peta?wilayah=3514&indikator=wasting&skema=kuintil&susun=satu",
    "peta-survei-kecamatan": "/peta?wilayah=1811&lapis=prevalensi&satuan=kecamatan",
    "peta-jumlah": "/peta?wilayah=35&lapis=jumlah",
    "tren-indonesia": "/tren",
    "tabel-kecamatan": "/tabel?wilayah=3514",
    "tabel-desa": "/tabel?wilayah=351406&satuan=desa",
    "tabel-puskesmas": "/tabel?wilayah=3514&satuan=puskesmas",
    "tren-rutin": "/tren?wilayah=3514",
    "tren-rutin-bulan": "/tren?wilayah=351406&periode=bulan:2025-08",
    "tren-dua-angka": "/tren?wilayah=3514&tab=Dua+angka",
    "tren-uji-klaim": "/tren?wilayah=3514&tab=Uji+klaim",
    "tren-target": "/tren?wilayah=3514&tab=Target",
    "tren-survei": "/tren?wilayah=1801&tab=Survei",
    "banding-kecamatan": "/banding?wilayah=3514",
    "banding-desa": "/banding?wilayah=351406",
    "banding-desa-distabilkan": "/banding?wilayah=3520&satuan=desa&stabil=ya",
    "banding-dua-survei": "/banding",
    "banding-antarwaktu": "/banding?tampilan=antarwaktu",
    "banding-peringkat": "/banding?tampilan=peringkat&wilayah=35",
    "lokus-daftar": "/lokus?wilayah=1801",
    "lokus-daftar-internal": "/lokus?wilayah=1801&mode=internal",
    "lokus-daftar-diumumkan": "/lokus?wilayah=3514",
    "lokus-daftar-indonesia": "/lokus",
    "lokus-pilih-publik": "/lokus?wilayah=3520&tab=Pilih",
    "lokus-pilih": "/lokus?wilayah=3520&tab=Pilih&mode=internal",
    "lokus-pilih-desa": "/lokus?wilayah=3514062001&tab=Pilih&mode=internal",
    "lokus-pilih-tanpa-kabupaten": "/lokus?wilayah=35&tab=Pilih&mode=internal",
    "lokus-keputusan-publik": "/lokus?wilayah=1801&tab=SK+dan+keputusan",
    "lokus-lampiran": "/lokus?wilayah=1801&tab=SK+dan+keputusan&mode=internal&pratinjau=ya",
    "lokus-jangkauan": "/lokus?wilayah=1801&tab=Banding",
    "lokus-jangkauan-internal": "/lokus?wilayah=1801&tab=Banding&mode=internal",
    "lokus-antarwaktu": "/lokus?wilayah=1801&tab=Banding&tampilan=antarwaktu",
    "lokus-sebelum-sesudah": "/lokus?wilayah=1801&tab=Banding&tampilan=sebelum-sesudah&mode=internal",
    "lokus-peta": "/lokus?tab=Banding&tampilan=peta",
    "lokus-dampak": "/lokus?wilayah=1801&tab=Dampak",
    "lokus-dampak-internal": "/lokus?wilayah=1801&tab=Dampak&mode=internal",
    "rembuk-agenda": "/rembuk?wilayah=3514",
    "rembuk-agenda-indonesia": "/rembuk",
    "rembuk-langkah-baru": "/rembuk?wilayah=3514&sunting=~",
    "rembuk-tayang": "/rembuk?wilayah=3514&tab=Tayang",
    "data-impor": "/data?wilayah=3514",
    "data-mutu": "/data?wilayah=3514&tab=Mutu",
    "data-mutu-puskesmas": "/data?wilayah=3514&tab=Mutu&puskesmas=3514-pasrepan",
    "data-wilayah": "/data?wilayah=3514&tab=Wilayah",
    "data-kiriman": "/data?wilayah=3514&tab=Kiriman",
    "data-bulan-timbang": "/data?wilayah=3514&tab=Bulan+Timbang",
    "data-rilis": "/data?wilayah=3514&tab=Rilis",
    "data-sumber": "/data?wilayah=3514&tab=Sumber",
    "metode": "/metode",
    "tautan-salah": "/peta?wilayah=9999",
}
README_VIEWS = {
    "peta-indonesia": "peta.png",
    "tren-survei": "tren.png",
    "banding-dua-survei": "banding.png",
    "lokus-pilih": "lokus.png",
    "data-mutu": "data.png",
}
DONE = "[data-test-script-state=notRunning]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "tangkapan")
    parser.add_argument("--readme", action="store_true", help="refresh docs/gambar as well")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with started(ROOT / "app.py") as url, chromium() as browser:
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            for name, path in VIEWS.items():
                _open(page, url + path)
                page.screenshot(path=arguments.out / f"{name}-{width}.png")
            page.close()
        if arguments.readme:
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            for name, file in README_VIEWS.items():
                _open(page, url + VIEWS[name])
                page.screenshot(path=ROOT / "docs" / "gambar" / file)
    (arguments.out / "index.html").write_text(_index(), encoding="utf-8")
    print(f"{len(VIEWS) * len(SIZES)} gambar di {arguments.out}/index.html")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(DONE, state="attached")
    # Charts and maps paint after the script has finished.
    page.wait_for_timeout(1_200)


def _index() -> str:
    rows = "".join(
        f"<h2>{html.escape(name)} <small>{html.escape(path)}</small></h2>"
        + "".join(f'<img src="{name}-{width}.png" style="max-width:{width // 3}px"> ' for width, _ in SIZES)
        for name, path in VIEWS.items()
    )
    return f'<!doctype html><meta charset="utf-8"><title>Tangkapan layar</title>{rows}\n'


if __name__ == "__main__":
    main()
