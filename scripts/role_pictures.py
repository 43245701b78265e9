"""Pictures of a server as each role finds it: the public, a leader, an operator of one kecamatan, an admin."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from scripts import action_pictures
from scripts.action_pictures import KABUPATEN, KECAMATAN
from stunting.access.policy import Role
from stunting.access.viewer import Grant
from stunting.accounts.passwords import Hasher
from stunting.accounts.store import Store
from stunting.geography import COUNTRY
from tests.account_server import account_server
from tests.accounts import CHEAP, PASSWORD, made

PUBLIC = "publik"
GRANTS = {
    "pimpinan": Grant(role=Role.LEADER, area_codes=(KABUPATEN,)),
    "operator": Grant(role=Role.OPERATOR, area_codes=(KECAMATAN,)),
    "admin": Grant(role=Role.ADMIN, area_codes=(COUNTRY,)),
}
# By role: what it opens.
VIEWS: Mapping[str, Mapping[str, str]] = {
    PUBLIC: {
        "masuk": "/masuk",
        "ringkasan": f"/?wilayah={KABUPATEN}",
        "peta-internal": f"/peta?wilayah={KABUPATEN}&mode=internal",
        "kasus": f"/kasus?wilayah={KABUPATEN}",
        "rembuk": f"/rembuk?wilayah={KABUPATEN}",
        "komitmen": f"/komitmen?wilayah={KABUPATEN}",
        "data": f"/data?wilayah={KABUPATEN}",
    },
    "pimpinan": {
        "ringkasan-internal": f"/?wilayah={KABUPATEN}&mode=internal",
        "tabel": f"/tabel?wilayah={KABUPATEN}",
        "kasus": f"/kasus?wilayah={KABUPATEN}&mode=internal",
        "komitmen": f"/komitmen?wilayah={KABUPATEN}",
        "lokus-keputusan": f"/lokus?wilayah={KABUPATEN}&tab=SK+dan+keputusan&mode=internal",
        "rembuk": f"/rembuk?wilayah={KABUPATEN}",
        "layanan": f"/layanan?wilayah={KABUPATEN}",
        "sandi": "/sandi",
    },
    "operator": {
        "ringkasan-internal": f"/?wilayah={KABUPATEN}&mode=internal",
        "tabel-desa": f"/tabel?wilayah={KECAMATAN}&satuan=desa&mode=internal",
        "kasus": f"/kasus?wilayah={KECAMATAN}&mode=internal",
        "kasus-kabupaten": f"/kasus?wilayah={KABUPATEN}&mode=internal",
        "data": f"/data?wilayah={KECAMATAN}",
        "layanan-data": f"/layanan?wilayah={KECAMATAN}&tab=Data+layanan&mode=internal",
        "asuh": f"/komitmen?wilayah={KECAMATAN}&tab=Orang+tua+asuh&mode=internal",
    },
    "admin": {
        "akses": "/akses",
        "akses-jejak": "/akses?tab=Jejak",
        "sebagai-operator": f"/?wilayah={KABUPATEN}&mode=internal&sebagai=operator:{KECAMATAN}",
        "sebagai-publik": f"/kasus?wilayah={KABUPATEN}&sebagai=publik:00",
        "data-kabupaten": "/data?wilayah=35&tab=Kabupaten",
        "status": "/status",
    },
}


@contextmanager
def office() -> Iterator[str]:
    """The address of a running server with an account for each role, removed with its folder."""
    with tempfile.TemporaryDirectory() as folder:
        layout = action_pictures.filled(Path(folder))
        store = Store.open(layout, hasher=Hasher(**CHEAP))
        for name, grant in GRANTS.items():
            made(store, name, grant, full_name=f"{name.capitalize()} Contoh")
        with account_server(layout) as url:
            yield url


def known(browser: Browser, url: str, role: str) -> BrowserContext:
    """A browser in which the role has logged in."""
    context = browser.new_context()
    if role != PUBLIC:
        page = context.new_page()
        page.goto(f"{url}/masuk?ke=/metode")
        page.fill("input[name=nama]", role)
        page.fill("input[name=sandi]", PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url(f"{url}/metode*")
        page.close()
    return context
