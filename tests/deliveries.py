"""Three kabupaten with invented children, each in an installation of its own, and the province that gathers them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from stunting import releases
from stunting.build.release import build_release
from stunting.delivery import exporting, keys, sealed, trusted
from stunting.delivery.manifest import Manifest, parse
from stunting.geography import Register, search_form
from stunting.imports.commit import commit, locked
from stunting.imports.staging import Staging
from stunting.imports.state import State, new_batch_id, read_state, with_batch
from stunting.paths import Layout
from stunting.release_files import file_of
from tests.routine_rows import MOMENT, batch_of, give, row
from tests.small import TINY, TINY_AREAS, layout_in, write_card, write_raw

CODES = ("1801", "3514", "3520")
CHILDREN = 160
MADE = dt.datetime(2026, 11, 20, 8, 0, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
# A child of the tests in the restricted store, in every form it could leave in.
SECRETS = ("orang-", "nama-", "XRAHASIAX", "kunci_hmac")
MORE_AREAS = [
    *[
        (f"{code}06", "kecamatan", "kecamatan", f"Tengah {code}", f"Kec. Tengah {code}", code)
        for code in ("1801", "3520")
    ],
    *[
        (f"{kecamatan}{number}", "desa", "desa", f"Desa {kecamatan} {number}", f"Desa {kecamatan} {number}", kecamatan)
        for kecamatan in ("180106", "351406", "352006")
        for number in (2001, 2002)
    ],
]
AREA_COUNTS = {"negara": 1, "provinsi": 3, "kabupaten": 5, "kecamatan": 3, "desa": 7}
EXPECTED = dataclasses.replace(TINY, area_counts=AREA_COUNTS)
OPTIONS: dict[str, Any] = {"geometry": False, "expected": EXPECTED}


def installation(folder: Path) -> Layout:
    """A small raw folder with two desa in each of three kabupaten; nothing built."""
    layout = layout_in(folder)
    write_raw(layout.raw)
    areas = pd.DataFrame(
        [*TINY_AREAS, *MORE_AREAS], columns=["code", "level", "kind", "name", "official_name", "parent_code"]
    )
    areas["search_name"] = areas["name"].map(search_form)
    path = layout.raw / "wilayah" / "wilayah.parquet"
    areas.assign(lat=-5.0, lon=105.0, area_km2=1.0, bps_code=areas["code"]).to_parquet(path)
    write_card(path)
    return layout


def kabupaten(folder: Path, code: str, *, edit: Callable[[State], State] = lambda state: state) -> Layout:
    """An installation that imported the children of one kabupaten, in July and August 2025."""
    layout = installation(folder)
    build_release(layout, **OPTIONS)
    rows = [one for number in (2001, 2002) for one in _children(f"{code}06{number}", code)]
    with locked(layout):
        before = read_state(layout)
        batch_id = new_batch_id(before, MOMENT)
        with Staging(layout, batch_id, kabupaten_code=code) as staging:
            give(
                staging,
                *rows,
                facilities=[{"id": f"{code}-pusat", "kind": "puskesmas", "name": "Pusat"}],
                targets=[
                    {"desa_code": f"{code}062001", "year": 2025, "kind": "riil", "target_n": 200, "source": "Dinkes"}
                ],
            )
            after = with_batch(before, batch_of(batch_id, staging.settle(before), kabupaten_code=code))
            commit(layout, staging, edit(after), **OPTIONS)
    return layout


def exported(layout: Layout, code: str, *, mode: str = "internal", now: dt.datetime = MADE) -> bytes:
    return exporting.export(layout, area(layout, code), mode=mode, now=now).content


def area(layout: Layout, code: str):
    return Register.shipped(layout.raw).get(code)


def trusting(layout: Layout, *senders: Layout, codes: tuple[str, ...] = CODES) -> Layout:
    """The province knows the keys of these kabupaten."""
    for sender, code in zip(senders, codes, strict=True):
        trusted.trust(layout, keys.own_key(sender).public, kabupaten_code=code, today=NOW.date())
    return layout


def written(folder: Path, **files: bytes) -> list[Path]:
    """Files on disk, by name without extension."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files.items():
        path = folder / f"{name.lstrip('k')}{sealed.EXTENSION}"
        path.write_bytes(content)
        paths.append(path)
    return paths


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(texts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in texts.items():
            made.writestr(name, text)
    return stream.getvalue()


def resealed(content: bytes, sender: Layout, *, table: str = "", edit=None, **facts: Any) -> bytes:
    """The file with another table or manifest, signed again by its own kabupaten: what a hostile sender can make."""
    inside = members(content)
    card = parse(inside["manifest.json"])
    texts = {name: inside[sealed.table_path(name)] for name in card.tables}
    if table:
        texts[table] = edit(texts[table].decode()).encode()
    cards = {name: sealed.card_of(text, rows=text.count(b"\n") - 1) for name, text in texts.items()}
    # The manifest as text, for what the class itself would refuse.
    said = json.loads(dataclasses.replace(card, tables=cards).as_bytes()) | facts
    return sealed.seal(_Loose(said), texts, key=keys.own_key(sender))


class _Loose(Manifest):
    """A manifest that says anything."""

    def __init__(self, said: dict[str, Any]) -> None:
        object.__setattr__(self, "said", said)

    def as_bytes(self) -> bytes:
        return json.dumps(self.said).encode()  # type: ignore[attr-defined]


def live(layout: Layout) -> Path:
    release_id = releases.current(layout)
    assert release_id is not None
    return file_of(layout, release_id, ".duckdb")


def asked(layout: Layout, sql: str) -> list[tuple]:
    """The answer of the live release."""
    with duckdb.connect(str(live(layout)), read_only=True) as opened:
        return opened.execute(sql).fetchall()


def content_hash(layout: Layout) -> str:
    release_id = releases.current(layout)
    assert release_id is not None
    return releases.manifest(layout, release_id).content_sha256


def _children(desa: str, code: str) -> list[dict[str, Any]]:
    """Children of one desa in two months, a good part of them only listed in one."""
    chance = random.Random(desa)
    rows = []
    for number in range(CHILDREN):
        sex, birth = chance.choice("mf"), dt.date(2025, 8, 20) - dt.timedelta(days=chance.randrange(60, 1780))
        for month in (7, 8):
            is_measured = chance.random() < 0.85
            day = dt.date(2025, month, chance.randrange(1, 20))
            given: dict[str, Any] = {
                "sex": sex,
                "desa_code": desa,
                "puskesmas_id": f"{code}-pusat",
                "posyandu_id": None,
                "period": 202500 + month,
                "is_complete_list": True,
                "birth_date": birth,
                "birth_month": birth.year * 100 + birth.month,
                "age_days": (day - birth).days,
            }
            if is_measured:
                given |= {name: round(chance.gauss(-1.2, 1.1), 2) for name in ("haz", "waz", "whz")}
                given |= {
                    "is_haz_flagged": False,
                    "weight_kg": 9.0 + chance.random(),
                    "height_cm": 80 + chance.random(),
                }
            rows.append(row(f"{desa}-{number}", day.isoformat() if is_measured else None, **given))
    return rows
