"""The keys that a province trusts, each for one kabupaten and until a day.

They lie in `data/tambahan/rilis_kabupaten/kunci.json`.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from stunting import formats
from stunting.delivery import keys
from stunting.errors import BuildError, StuntingError
from stunting.paths import Layout
from stunting.releases import lock
from stunting.whole_files import replace_with

FOLDER = "rilis_kabupaten"
TRUST_FILE = "kunci.json"
VALID_YEARS = 2


@dataclass(frozen=True, kw_only=True)
class Trusted:
    """One key; days are ISO 8601, the last one included."""

    kabupaten_code: str
    public_key: str
    trusted_on: str
    valid_until: str

    @property
    def fingerprint(self) -> str:
        return keys.fingerprint(self.public_key)

    def is_valid_on(self, day: dt.date) -> bool:
        return day.isoformat() <= self.valid_until


def trust_file(layout: Layout) -> Path:
    return layout.additions / FOLDER / TRUST_FILE


def trusted(layout: Layout) -> tuple[Trusted, ...]:
    """Every trusted key, by kabupaten.

    Raises:
        BuildError: the file is no list of keys.
    """
    try:
        facts = json.loads(trust_file(layout).read_text(encoding="utf-8"))
        return tuple(Trusted(**one) for one in facts)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError) as error:
        raise BuildError(
            f"Daftar kunci {TRUST_FILE} di folder tambahan rusak. Pulihkan dari cadangan, atau pindahkan berkas itu "
            "dan percayai lagi kunci setiap kabupaten."
        ) from error


def trust(layout: Layout, public: str, *, kabupaten_code: str, today: dt.date, until: dt.date | None = None) -> Trusted:
    """Trust a key for one kabupaten; a key it is trusted for already gets the new last day.

    Raises:
        StuntingError: the key belongs to another kabupaten, or the last day has passed.
    """
    last = until or _later(today)
    if last < today:
        raise StuntingError(
            f"{formats.date(last)} sudah lewat. Tulis hari terakhir yang akan datang, atau tanpa --until."
        )
    with lock(layout):
        known = trusted(layout)
        for one in known:
            if one.public_key == public and one.kabupaten_code != kabupaten_code:
                raise StuntingError(
                    f"Kunci itu sudah dipercaya untuk {one.kabupaten_code}; satu kunci hanya untuk satu "
                    "kabupaten/kota. Minta kunci dari komputer kabupaten yang benar, atau cabut dulu dengan `release "
                    "untrust`."
                )
        added = Trusted(
            kabupaten_code=kabupaten_code,
            public_key=public,
            trusted_on=today.isoformat(),
            valid_until=last.isoformat(),
        )
        _write(layout, [*(one for one in known if one.public_key != public), added])
    return added


def untrust(layout: Layout, kabupaten_code: str) -> int:
    """Trust no key of a kabupaten any longer; returns how many were. What was received stays."""
    with lock(layout):
        known = trusted(layout)
        kept = [one for one in known if one.kabupaten_code != kabupaten_code]
        _write(layout, kept)
    return len(known) - len(kept)


def _write(layout: Layout, every: list[Trusted]) -> None:
    ordered = sorted(every, key=lambda one: (one.kabupaten_code, one.public_key))
    text = json.dumps([asdict(one) for one in ordered], ensure_ascii=False, indent=1) + "\n"
    replace_with(trust_file(layout), text.encode())


def _later(today: dt.date) -> dt.date:
    # 29 February has no brother two years later.
    return today.replace(year=today.year + VALID_YEARS, day=min(today.day, 28))
