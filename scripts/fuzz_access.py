"""Random links, as every role, against an installation in which unmistakable values are hidden: `make fuzz`.

    python -m scripts.fuzz_access [--links N] [--pages N] [--seconds S] [--seed S] [--processes N]

A link is a page with random choices: area, mode, period, indicator, filters, tab, whose eyes, sometimes nonsense.
It is tried at the doors that the page asks (fast: every answer is searched whole), and for a share of them the page
itself runs without a browser, and every text it would send is searched.

Nothing may be found that the role has no right to: a key of a child, a name of a foster parent or of a case, a count of
a desa outside of the role's area that mode publik hides. And nothing may end in a traceback.
"""

# The doors are asked alike, whether they need all of a link or not.
# ruff: noqa: ARG002

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

AREAS = ("", "00", "35", "18", "3514", "351401", "351402", "3514012001", "3514022003", "3520", "99", "abc", "35.14")
OWN = "351401"
ROLES = ("publik", "pimpinan", "analis", "operator", "admin")
PAGES = {
    "": (),
    "peta": (),
    "tabel": (),
    "tren": ("Rutin", "Survei", "Dua angka", "Uji klaim", "Target"),
    "banding": (),
    "lokus": ("Daftar", "Pilih", "SK dan keputusan", "Banding", "Dampak"),
    "layanan": ("Cakupan", "Terlemah", "Kaitan", "Keluarga berisiko", "Lembar desa", "Data layanan"),
    "kasus": ("Papan", "Peringatan", "Minilok", "Audit", "Anak"),
    "komitmen": ("Tagih janji", "Orang tua asuh", "Kampanye", "Rupiah"),
    "rembuk": ("Agenda", "Tayang", "Catat", "Berita acara", "Berkas"),
    "data": ("Impor", "Mutu", "Wilayah", "Kiriman", "Bulan Timbang", "Rilis", "Sumber"),
    "metode": (),
}
CHOICES = {
    "mode": ("publik", "internal", "internal", "internal", "INTERNAL", "admin"),
    "indikator": ("stunting", "sangat_pendek", "wasting", "underweight", "cakupan", "nd", "x"),
    "periode": ("bt:2025-08", "bulan:2025-08", "tahun:2025", "bulan:1999-01", "'; drop"),
    "jk": ("L", "P", "X"),
    "umur": ("0-23", "24-59", "0-5"),
    "pkm": ("351401-pkm", "351402-pkm", "3520-x"),
    "lokus": ("ya-2025", "tidak-2025", "ya-x"),
    "posyandu": ("3514012001-melati", "3514022001-melati"),
    "sasaran": ("riil", "proyeksi"),
    "satuan": ("kabupaten", "kecamatan", "puskesmas", "desa", "posyandu"),
    "sebagai": ("publik", "pimpinan:351402", "operator:3514", "admin", "operator", "dewa"),
    "rilis": ("20250101-000000-abcdef12",),
    "bahasa": ("en", "id", "xx"),
    "kasus": ("B-AAAAAAA", "../../terbatas"),
}
KINDS = ("counts", "series", "recap", "posyandu", "services", "families", "candidates", "lists", "effect", "quality",
         "months", "children", "alarms", "cases", "foster", "ledger", "agendas", "scenarios", "waiting")  # fmt: skip


@dataclass
class Found:
    """What a process saw."""

    links: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    doors: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def main() -> int:
    """Fuzz, and say what was found; exit code 1 when there was anything."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--links", type=int, default=10_000, help="links per role")
    options.add_argument("--pages", type=int, default=40, help="of them, pages that run as a whole")
    options.add_argument("--seconds", type=float, default=0, help="stop after so long, 0 for never")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=2)
    asked = options.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        prepared(Path(folder))
        work = [
            (folder, role, asked.links, asked.pages, asked.seconds, asked.seed * 1_000 + number)
            for number, role in enumerate(ROLES)
        ]
        with multiprocessing.get_context("spawn").Pool(asked.processes) as pool:
            results = pool.starmap(fuzz, work, chunksize=1)
    problems = [one for found in results for one in found.problems]
    for role, found in zip(ROLES, results, strict=True):
        print(
            f"{role:9} {sum(found.links.values()):6} links, {sum(found.refused.values()):6} refused, "
            f"{sum(found.pages.values()):4} whole pages, {len(found.problems)} problems"
        )
    print(f"{time.perf_counter() - start:.0f} s, {asked.processes} processes, seed {asked.seed}")
    for one in problems[:20]:
        print(one)
    return 1 if problems else 0


def prepared(folder: Path) -> None:
    """An installation with children, cases, foster parents, and counts in every table; see `tests/`."""
    from stunting.paths import Layout
    from tests import restricted_office

    office = restricted_office.filled(folder / "kantor")
    (folder / "rahasia.txt").write_text("\n".join(office.secrets + office.keys), encoding="utf-8")
    (folder / "data.txt").write_text(str(office.layout.releases.parent), encoding="utf-8")
    assert isinstance(office.layout, Layout)
    from tests.access_world import counted, write

    write(folder / "kecil.duckdb", counted(4))


def fuzz(folder: str, role: str, links: int, pages: int, seconds: float, seed: int) -> Found:
    """Try links as one role."""
    warnings.simplefilter("ignore")
    os.environ["STUNTING_DATA"] = (Path(folder) / "data.txt").read_text(encoding="utf-8")
    from stunting.access import viewer
    from stunting.access.policy import Role
    from tests.access_world import someone

    found, chance = Found(), random.Random(seed)
    doors = Doors(Path(folder))
    who = someone(Role(role), OWN)
    end = time.perf_counter() + seconds if seconds else float("inf")
    for number in range(links):
        if time.perf_counter() > end:
            break
        page, params = link(chance)
        doors.try_one(found, who, page, params, chance)
        if pages and number % max(links // pages, 1) == 0:
            whole_page(found, who, page, params, doors)
    assert viewer.service_mode() is not None
    return found


def link(chance: random.Random) -> tuple[str, dict[str, str]]:
    """A page and its choices."""
    page = chance.choice(list(PAGES))
    params = {"wilayah": chance.choice(AREAS)} if chance.random() < 0.9 else {}
    for key, values in CHOICES.items():
        if chance.random() < {"mode": 0.8, "periode": 0.4, "rilis": 0.02, "bahasa": 0.05}.get(key, 0.2):
            params[key] = chance.choice(values)
    if PAGES[page] and chance.random() < 0.85:
        params["tab"] = chance.choice(PAGES[page])
    return page, params


class Doors:
    """The doors that pages ask, on a release with planted counts and an office with planted secrets."""

    def __init__(self, folder: Path) -> None:
        from stunting.db import Database
        from stunting.paths import Layout
        from stunting.routine.district import District
        from stunting.services.situation import Situation
        from tests.access_world import counted

        self.layout = Layout.default()
        self.secrets = [
            one.casefold() for one in (folder / "rahasia.txt").read_text(encoding="utf-8").split("\n") if one
        ]
        self.db = Database(folder / "kecil.duckdb")
        self.district = District(self.db)
        self.situation = Situation(self.district)
        self.truth = counted(4)
        self._public: dict[tuple[str, ...], object] = {}

    def try_one(self, found: Found, who, page: str, params: dict[str, str], chance: random.Random) -> None:
        """Ask one door as the link does, with the rights of the role, and search the answer."""
        from stunting.access import see_as, viewer
        from stunting.access.gate import AccessDeniedError
        from stunting.access.policy import Thing
        from stunting.errors import StuntingError

        kind = chance.choice(KINDS)
        found.links[page] += 1
        found.doors[kind] += 1
        looking = see_as.seen_through(who, params.get("sebagai", ""))
        try:
            with viewer.looking_as(looking):
                answer = getattr(self, f"ask_{kind}")(params, chance)
                allowed = {code: looking.may(Thing.COUNTS, code) for code in self.truth}
        except AccessDeniedError:
            found.refused[kind] += 1
            return
        except StuntingError:
            return
        except Exception as error:
            found.problems.append(f"{kind} {params}: {type(error).__name__}: {str(error)[:120]}")
            return
        self._search(found, looking, kind, params, answer, allowed)

    def _search(
        self, found: Found, looking, kind: str, params: dict[str, str], answer, allowed: dict[str, bool]
    ) -> None:
        import pandas as pd

        from stunting.access.policy import Thing

        text = answer.to_csv() if isinstance(answer, pd.DataFrame) else repr(answer)
        if not looking.areas(Thing.CHILDREN):
            told = [one for one in self.secrets if one in text.casefold()]
            if told:
                found.problems.append(f"{kind} {params}: {len(told)} secrets in the answer")
        if kind == "counts" and isinstance(answer, pd.DataFrame) and "hits_n" in answer:
            self._search_counts(found, params, answer, allowed)

    def _search_counts(self, found: Found, params: dict[str, str], answer, allowed: dict[str, bool]) -> None:
        """A small count outside of the own areas is a forbidden one."""
        import pandas as pd

        for code, hits in zip(answer["area_code"], answer["hits_n"], strict=True):
            is_other = len(code) == 10 and not allowed.get(code, True)
            if is_other and not pd.isna(hits) and 1 <= int(hits) <= 4:
                found.problems.append(f"counts {params}: {code} tells {hits}")

    def _question(self, params: dict[str, str], chance: random.Random):
        from stunting.indicators import indicator
        from stunting.routine.choices import SEXES
        from stunting.routine.district import Mode, Question
        from stunting.routine.selection import Selection

        which, _, year = params.get("lokus", "").partition("-")
        selection = Selection(
            sex=SEXES.get(params.get("jk", ""), ""),
            puskesmas_id=params.get("pkm", "") if chance.random() < 0.3 else "",
            lokus=which if year.isdigit() else "",
            lokus_year=int(year) if year.isdigit() else 0,
        )
        mode = Mode(params["mode"]) if params.get("mode") in ("publik", "internal") else Mode.PUBLIC
        return Question(indicator=indicator(params.get("indikator", "stunting")), mode=mode, selection=selection)

    def _area(self, params: dict[str, str]) -> str:
        from stunting.errors import UnknownAreaError

        code = params.get("wilayah", "").replace(".", "") or "00"
        known = {"00", *(desa[:digits] for desa in self.truth for digits in (2, 4, 6, 10))}
        if code not in known:
            raise UnknownAreaError(code)
        return code

    def _period(self, params: dict[str, str], chance: random.Random, mode):
        known = self.district.periods("00", mode=mode)
        return chance.choice(known)

    def _as_area(self, code: str):
        from stunting.geography import Area

        level = {2: "provinsi", 4: "kabupaten", 6: "kecamatan", 10: "desa"}.get(len(code), "negara")
        level = "negara" if code == "00" else level
        return Area(
            code=code, level=level, kind=level, name=code, official_name=code, parent_code="", lat=None, lon=None
        )

    def ask_counts(self, params, chance):
        question = self._question(params, chance)
        level = chance.choice(["kabupaten", "kecamatan", "desa"])
        period = self._period(params, chance, question.mode)
        return self.district.areas_in_period(within=self._area(params), level=level, period=period, question=question)

    def ask_series(self, params, chance):
        from stunting.routine.periods import PeriodKind

        code = self._area(params)
        kind = chance.choice(list(PeriodKind))
        return self.district.over_time(
            code=code, level=self._as_area(code).level, kind=kind, question=self._question(params, chance)
        )

    def ask_recap(self, params, chance):
        from stunting.routine import recap

        question, area = self._question(params, chance), self._as_area(self._area(params))
        unit = chance.choice(["kecamatan", "desa", recap.PUSKESMAS, recap.POSYANDU])
        found = recap.read(
            self.district, area=area, unit=unit, period=self._period(params, chance, question.mode), before=None,
            question=question,
        )  # fmt: skip
        return found.rows

    def ask_posyandu(self, params, chance):
        from stunting.routine import posyandu

        question, area = self._question(params, chance), self._as_area(self._area(params))
        return posyandu.in_period(
            self.district, area=area, period=self._period(params, chance, question.mode), question=question
        )

    def ask_services(self, params, chance):
        from stunting.services import registry

        question, code = self._question(params, chance), self._area(params)
        period = self.situation.periods(code, mode=question.mode)[0]
        # As pages ask: a desa is read among those of its kecamatan.
        code, level = code[:6], chance.choice(["kecamatan", "desa"])
        return self.situation.coverage(
            self._as_area(code), level=level, services=[registry.BY_KEY["rematri_ttd"]], period=period,
            mode=question.mode,
        ).cells  # fmt: skip

    def ask_families(self, params, chance):
        from stunting import lokus_queries

        return lokus_queries.desa_figures(self.db, within=self._area(params), last_year=2030)

    def ask_candidates(self, params, chance):
        from stunting.lokus.candidates import candidates
        from stunting.routine.district import Mode

        period = self._period(params, chance, Mode.INTERNAL)
        return candidates(self.district, kabupaten_code=self._area(params)[:4], period=period, lokus_year=2026).frame

    def ask_lists(self, params, chance):
        from stunting.lokus.comparison import ListAsked, compare_lists

        question = self._question(params, chance)
        period = self._period(params, chance, question.mode)
        asked = ListAsked(kabupaten_code=self._area(params)[:4], lokus_year=2025, period=period)
        return compare_lists(self.district, lists=(asked,), question=question)

    def ask_effect(self, params, chance):
        from stunting.lokus.effect_data import effect_of_list

        mode = self._question(params, chance).mode
        return effect_of_list(self.district, kabupaten_code=self._area(params)[:4], lokus_year=2025, mode=mode)

    def ask_quality(self, params, chance):
        from stunting import queries

        code = self._area(params)
        return queries.quality_of_unit(self.db, level="kabupaten", unit_id=code[:4], kabupaten_code=code)

    def ask_months(self, params, chance):
        from stunting import queries

        code = self._area(params)
        return queries.routine_months(self.db, within="" if code == "00" else code)

    def ask_children(self, params, chance):
        from stunting.cases import children

        return children.children_in(self.layout, self._area(params))

    def ask_alarms(self, params, chance):
        from stunting.cases import children

        return children.alarms_in(self.layout, self._area(params))

    def ask_cases(self, params, chance):
        from stunting.cases import reading
        from stunting.cases.casebook import open_casebook

        return reading.cases(open_casebook(self.layout), self._area(params))

    def ask_foster(self, params, chance):
        from stunting.cases.casebook import open_casebook
        from stunting.foster.book import book_of

        return book_of(open_casebook(self.layout), self._area(params)[:4])

    def ask_ledger(self, params, chance):
        from stunting.ledger import Ledger

        return Ledger.open(self.layout).entries(within=self._area(params))

    def ask_agendas(self, params, chance):
        from stunting.rembuk import agenda_store

        return agenda_store.agendas(self.layout.additions)

    def ask_scenarios(self, params, chance):
        from stunting.lokus import scenario_store

        return scenario_store.scenarios(self.layout.additions, self._area(params)[:4])

    def ask_waiting(self, params, chance):
        from stunting.geography import Register
        from stunting.imports import review

        return review.waiting_places(self.layout, Register.shipped(self.layout.raw))


def whole_page(found: Found, who, page: str, params: dict[str, str], doors: Doors) -> None:
    """Run the page without a browser, in server mode, and search everything it would send."""
    from streamlit.testing.v1 import AppTest

    from stunting.access import viewer
    from stunting.access.policy import Thing
    from stunting.access.viewer import ServiceMode
    from stunting.accounts import viewers
    from stunting.accounts.viewers import LoginState
    from stunting.ui import who as looking

    viewer.set_service_mode(ServiceMode.SERVER)
    looking.ask(lambda: who)
    # AppTest has no cookies of a browser.
    of_cookies = viewers.state_of_cookies
    viewers.state_of_cookies = lambda *_given, **_named: LoginState(viewer=who)
    try:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        if page:
            # AppTest knows the other pages after its first one alone.
            test.run()
            test.switch_page(f"pages/{page}.py")
        for key, value in params.items():
            test.query_params[key] = value
        test.run()
        found.pages[page] += 1
        if test.exception:
            found.problems.append(f"page {page} {params}: {test.exception[0].value[:200]}")
        if not who.areas(Thing.CHILDREN):
            given = " ".join(params.values()).casefold()
            sent = repr(test.main).casefold()
            told = [one for one in doors.secrets if one in sent and one not in given]
            if told:
                found.problems.append(f"page {page} {params}: {len(told)} secrets on the page")
    except Exception as error:
        found.problems.append(f"page {page} {params}: {type(error).__name__}: {str(error)[:200]}")
    finally:
        viewers.state_of_cookies = of_cookies
        looking.ask(looking.of_session)
        viewer.set_service_mode(ServiceMode.LAPTOP)


if __name__ == "__main__":
    # Running a page replaces `__main__`; the processes need the functions under a name that stays.
    from scripts import fuzz_access

    raise SystemExit(fuzz_access.main())
