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
    "ringkasan-mesuji": "/?wilayah=1811",
    "peta-indonesia": "/peta",
    "peta-provinsi": "/peta?satuan=provinsi",
    "peta-dua-survei": "/peta?tahun=2023&dengan=ssgi-2021",
    "peta-lampung": "/peta?wilayah=18",
    "peta-kecamatan": "/peta?wilayah=1811&satuan=kecamatan",
    "peta-desa": "/peta?wilayah=3514&satuan=desa",
    "peta-jumlah": "/peta?wilayah=35&lapis=jumlah",
    "tren-indonesia": "/tren",
    "tren-lampung-selatan": "/tren?wilayah=1801",
    "banding-dua-survei": "/banding",
    "banding-antarwaktu": "/banding?tampilan=antarwaktu",
    "banding-peringkat": "/banding?tampilan=peringkat&wilayah=35",
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
    "tren-lampung-selatan": "tren.png",
    "banding-dua-survei": "banding.png",
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
