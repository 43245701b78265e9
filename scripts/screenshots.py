"""A gallery of the pages at the three sizes that matter: `make screenshots`.

Starts the dashboard on the live release, opens every view in Chromium and writes PNG files and an `index.html` to
`tangkapan/`. Then it starts an office of its own with children, cases, promises (`action_pictures.py`), a server of its
own with accounts (`role_pictures.py`), and a meeting of its own for the tabs of page Rembuk and its screen
(`meeting_pictures.py`). `--only` takes `pages`, `actions`, `roles` or `meeting`; `--readme`
also refreshes the pictures the README shows.
"""

from __future__ import annotations

import argparse
import html
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from scripts import action_pictures, meeting_pictures, role_pictures
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
    "layanan-cakupan": "/layanan?wilayah=1801",
    "layanan-cakupan-orang": "/layanan?wilayah=1801&isi=orang&mode=internal",
    "layanan-terlemah": "/layanan?wilayah=1801&tab=Terlemah",
    "layanan-kaitan": "/layanan?wilayah=1801&tab=Kaitan",
    "layanan-keluarga-berisiko": "/layanan?wilayah=1801&tab=Keluarga+berisiko",
    "layanan-lembar-banyak": "/layanan?wilayah=1801&tab=Lembar+desa",
    "layanan-lembar-desa": "/layanan?wilayah=1801062002&tab=Lembar+desa",
    "layanan-lembar-desa-internal": "/layanan?wilayah=1801062002&tab=Lembar+desa&mode=internal",
    "layanan-data": "/layanan?wilayah=1801&tab=Data+layanan&mode=internal",
    "layanan-tanpa-laporan": "/layanan?wilayah=1101",
    "kasus-publik": "/kasus?wilayah=3514",
    "komitmen-tanpa-janji": "/komitmen?wilayah=1801",
    "komitmen-asuh-publik": "/komitmen?wilayah=3520&tab=Orang+tua+asuh",
    "komitmen-kampanye": "/komitmen?wilayah=18&tab=Kampanye",
    "komitmen-kampanye-mesuji": "/komitmen?wilayah=1811&tab=Kampanye",
    "komitmen-rupiah": "/komitmen?wilayah=1801&tab=Rupiah",
    "rembuk-tanpa-agenda": "/rembuk?wilayah=3514",
    "rembuk-indonesia": "/rembuk",
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
    "layanan-cakupan": "layanan.png",
}
# The sheet alone: what is printed, without the page around it.
SHEET, SHEET_FILE = "layanan-lembar-desa", "lembar_desa.png"
DONE = "[data-test-script-state=notRunning]"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "tangkapan")
    parser.add_argument("--readme", action="store_true", help="refresh docs/gambar as well")
    parser.add_argument("--only", choices=("pages", "actions", "meeting", "roles"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {}
    with chromium() as browser:
        if arguments.only in (None, "pages"):
            with started(ROOT / "app.py") as url:
                rows |= _views(browser, url, VIEWS, arguments.out)
                if arguments.readme:
                    _for_readme(browser, url)
        if arguments.only in (None, "actions"):
            with action_pictures.office() as office:
                rows |= _views(browser, office.url, action_pictures.VIEWS, arguments.out)
        if arguments.only in (None, "roles"):
            with role_pictures.office() as url:
                for role, views in role_pictures.VIEWS.items():
                    named = {f"{role}-{name}": path for name, path in views.items()}
                    with role_pictures.known(browser, url, role) as known:
                        rows |= _views(known, url, named, arguments.out)
        if arguments.only in (None, "meeting"):
            with meeting_pictures.meeting() as meeting:
                rows |= _views(browser, meeting.url, meeting.tabs, arguments.out)
                rows["layar, peserta, catatan"] = meeting_pictures.take(browser, meeting, arguments.out)
                if arguments.readme:
                    meeting_pictures.for_readme(meeting, arguments.out, ROOT / "docs" / "gambar" / "rembuk.png")
    (arguments.out / "index.html").write_text(_index(rows), encoding="utf-8")
    print(f"{sum(map(len, rows.values()))} gambar di {arguments.out}/index.html")


def _views(browser: Browser | BrowserContext, url: str, views: Mapping[str, str], out: Path) -> dict[str, list[str]]:
    """The files of every view, by its name and address."""
    for width, height in SIZES:
        page = browser.new_page()
        page.set_viewport_size({"width": width, "height": height})
        for name, path in views.items():
            _open(page, url + path)
            page.screenshot(path=out / f"{name}-{width}.png")
        page.close()
    return {f"{name} {path}": [f"{name}-{width}.png" for width, _ in SIZES] for name, path in views.items()}


def _for_readme(browser: Browser, url: str) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    for name, file in README_VIEWS.items():
        _open(page, url + VIEWS[name])
        page.screenshot(path=ROOT / "docs" / "gambar" / file)
    page.set_viewport_size({"width": 1366, "height": 1500})
    _open(page, url + VIEWS[SHEET])
    page.locator(".st-key-lembar-pratinjau img").screenshot(path=ROOT / "docs" / "gambar" / SHEET_FILE)
    page.close()


def _open(page: Page, address: str) -> None:
    page.goto(address)
    # The pages of the login and of the state of a server have no script.
    if page.locator("#root").count():
        page.wait_for_selector(DONE, state="attached")
    # Charts and maps paint after the script has finished.
    page.wait_for_timeout(1_200)


def _index(rows: Mapping[str, list[str]]) -> str:
    shown = "".join(
        f"<h2>{html.escape(name)}</h2>" + "".join(f'<img src="{file}" loading="lazy" width="480"> ' for file in files)
        for name, files in rows.items()
    )
    return f'<!doctype html><meta charset="utf-8"><title>Tangkapan layar</title>{shown}\n'


if __name__ == "__main__":
    main()
