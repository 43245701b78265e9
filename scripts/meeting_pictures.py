"""Pictures of a meeting for the gallery: the tabs of page Rembuk with an agenda, its screen, notes and followers.

The agenda and its show live in a folder of their own beside the live release, so that nothing of the office is touched.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page

from scripts.bench.servers import started
from stunting import releases
from stunting.hall import hall, show_store
from stunting.hall.show import Show
from stunting.letterhead import default_for
from stunting.named_files import key_of
from stunting.paths import ROOT, Layout
from stunting.rembuk import agenda_store
from stunting.rembuk.agenda import Kind
from stunting.rembuk.facts import facts_of
from stunting.rembuk.ready_agendas import ready_agenda
from stunting.slides.building import deck_of
from stunting.slides.slide import Deck
from stunting.slides.sources import Sources

KABUPATEN = "3514"
TABS = ("Agenda", "Tayang", "Catat", "Berita acara", "Berkas")
# Old projectors, laptops, televisions, and one that is squarer than it is said to be.
SCREENS = ((1024, 768), (1366, 768), (1440, 1080), (1920, 1080), (3840, 2160))
NOTES, TELEPHONE = (1180, 760), (390, 844)
SHOWN = ".tempat.tampil h1"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A show of the ready-made agenda, and the address of the server that has it."""

    url: str
    layout: Layout
    deck: Deck
    show: Show

    @property
    def tabs(self) -> dict[str, str]:
        """The tabs of page Rembuk by name."""
        chosen = f"/rembuk?wilayah={KABUPATEN}&agenda={quote(key_of(self.deck.agenda.name))}"
        return {
            **{f"rembuk-{tab.lower().replace(' ', '-')}": f"{chosen}&tab={quote(tab)}" for tab in TABS},
            "rembuk-langkah-baru": f"{chosen}&sunting=~",
        }


@contextmanager
def meeting() -> Iterator[Meeting]:
    """A running show, ended with its folder."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        live = Layout.default()
        (data / "rilis").symlink_to(live.releases.resolve(), target_is_directory=True)
        layout = replace(live, additions=data / "tambahan", releases=data / "rilis", ledger=data / "buku")
        deck = _deck(layout)
        agenda_store.save(layout.additions, deck.agenda)
        show = hall.start(layout, deck.agenda, deck)
        with started(ROOT / "app.py", data=data) as url:
            yield Meeting(url=url, layout=layout, deck=deck, show=show)


def take(browser: Browser, found: Meeting, out: Path) -> list[str]:
    """Every slide at every size of a screen, and notes and telephone; the names of the files."""
    screen, notes = (f"{found.url}/rembuk/{page}?kunci={found.show.key}" for page in ("layar", "catatan"))
    files = [name for size in SCREENS for name in _slides(browser, found, screen, size, out, "layar")]
    files += _slides(browser, found, f"{found.url}/ikuti?pin={found.show.pin}", TELEPHONE, out, "ikuti", waits=False)
    return files + _slides(browser, found, notes, NOTES, out, "catatan", waits=False)


def for_readme(found: Meeting, out: Path, picture: Path) -> None:
    """The pair of maps on a laptop's screen, from the pictures that were taken."""
    number = found.deck.agenda.position("peta") + 1
    shutil.copyfile(out / _file("layar", number, "peta", (1366, 768)), picture)


def _file(name: str, number: int, step: str, size: Sequence[int]) -> str:
    return f"{name}-{number:02d}-{step}-{size[0]}x{size[1]}.png"


def _slides(
    browser: Browser, found: Meeting, address: str, size: Sequence[int], out: Path, name: str, *, waits: bool = True
) -> list[str]:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    files = []
    for number, slide in enumerate(found.deck.slides, start=1):
        show_store.move(found.layout, found.show.key, step=slide.key)
        _settle(page, slide.title if waits else "")
        files.append(_file(name, number, slide.key, size))
        page.screenshot(path=out / files[-1])
    page.close()
    return files


def _settle(page: Page, title: str) -> None:
    """Until the slide stands; other windows than the screen tell only by themselves when they have moved."""
    if title:
        page.locator(SHOWN).filter(has_text=title).first.wait_for()
        page.wait_for_timeout(150)
    else:
        page.wait_for_timeout(700)


def _deck(layout: Layout) -> Deck:
    opened = releases.open_release(layout)
    with opened.database:
        sources = Sources(release=opened)
        area = sources.register.get(KABUPATEN)
        facts = facts_of(sources.db, area=area, register=sources.register)
        agenda = ready_agenda(Kind.DISTRICT, area, sources.register, facts)
        return deck_of(opened, agenda, letterhead=default_for(area))
