"""The letterhead of each kabupaten, typed in once and kept beside the data.

    <additions>/kop/3514.json           the texts, and the name of the logo
    <additions>/kop/3514-1a2b3c4d.png   the logo, named by its content

The texts name the logo, so that a crash between the two files leaves the old letterhead. Files of before there was a
colour and a list of who signs are read as they are.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from stunting.access import gate
from stunting.access.policy import Thing
from stunting.geography import Area
from stunting.languages import _
from stunting.letterhead import (
    LARGEST_LOGO_BYTES,
    MOST_SIGNATORIES,
    Letterhead,
    LetterheadError,
    Signatory,
    default_for,
)
from stunting.locks import in_turn
from stunting.typed_texts import several_lines
from stunting.whole_files import read_at_most, replace_with

FOLDER, LOCK = "kop", "kunci"
LONGEST_TEXT = 300
LARGEST_JSON = 100_000
TEXTS = tuple(one.name for one in fields(Letterhead) if one.name not in ("logo_png", "accent", "signatories"))
SIGNATURE = tuple(one.name for one in fields(Signatory))


def read(additions: Path, kabupaten_code: str) -> Letterhead | None:
    """The letterhead of a kabupaten; None where none was kept or its file cannot be read.

    A logo, a colour or a list of who signs that is gone or damaged is left out, so that the texts still print.
    """
    folder = _folder(additions, kabupaten_code)
    try:
        entry: Any = json.loads(read_at_most(folder / f"{kabupaten_code}.json", LARGEST_JSON))
        texts = {name: entry[name] for name in TEXTS}
        if not all(isinstance(text, str) and text == _clean(text) for text in texts.values()):
            return None
        kept = Letterhead(**{**texts, "decree_date": _day_or_text(texts["decree_date"])})
        kept = replace(kept, signatories=_signatories(entry.get("signatories")))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, LetterheadError):
        return None
    with contextlib.suppress(TypeError, LetterheadError):
        kept = replace(kept, accent=entry.get("accent", ""))
    try:
        return replace(kept, logo_png=_logo(folder, kabupaten_code, entry.get("logo")))
    except (OSError, ValueError, LetterheadError):
        return kept


def read_or_default(additions: Path, kabkota: Area | None) -> Letterhead:
    """The kept letterhead of a kabupaten, else what can be said without one; an empty one above the kabupaten."""
    return Letterhead() if kabkota is None else read(additions, kabkota.code) or default_for(kabkota)


def save(additions: Path, kabupaten_code: str, letterhead: Letterhead) -> None:
    """Keep the letterhead of a kabupaten in place of the one before; its logo was checked when it was made.

    Raises:
        LetterheadError: a text is too long, or the folder cannot be written to.
    """
    gate.require(Thing.MEETINGS, kabupaten_code)
    folder = _folder(additions, kabupaten_code)
    texts = {name: _clean(str(getattr(letterhead, name))) for name in TEXTS}
    signing = [{name: _clean(getattr(one, name)) for name in SIGNATURE} for one in letterhead.signatories]
    logo = letterhead.logo_png or None
    name = _logo_name(kabupaten_code, logo) if logo else None
    with _turn(folder):
        if logo and name:
            replace_with(folder / name, logo)
        entry = {**texts, "logo": name, "accent": letterhead.accent, "signatories": signing}
        text = json.dumps(entry, ensure_ascii=False, indent=1)
        replace_with(folder / f"{kabupaten_code}.json", text.encode("utf-8"))
        _discard_logos(folder, kabupaten_code, but=name)


def remove(additions: Path, kabupaten_code: str) -> None:
    """Forget the letterhead of a kabupaten; one that is not there is forgotten already.

    Raises:
        LetterheadError: the folder cannot be written to.
    """
    gate.require(Thing.MEETINGS, kabupaten_code)
    folder = _folder(additions, kabupaten_code)
    with _turn(folder):
        (folder / f"{kabupaten_code}.json").unlink(missing_ok=True)
        _discard_logos(folder, kabupaten_code, but=None)


def _signatories(listed: Any) -> tuple[Signatory, ...]:
    """Who signs, without entries that are none."""
    whole = [
        one
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
        and set(one) == set(SIGNATURE)
        and all(isinstance(text, str) and text == _clean(text) for text in one.values())
    ]
    return tuple(Signatory(**one) for one in whole[:MOST_SIGNATORIES])


def _logo(folder: Path, kabupaten_code: str, name: object) -> bytes | None:
    if not isinstance(name, str) or not re.fullmatch(rf"{kabupaten_code}-[0-9a-f]{{8}}\.png", name):
        return None
    logo = read_at_most(folder / name, LARGEST_LOGO_BYTES)
    if name != _logo_name(kabupaten_code, logo):
        raise ValueError("not the picture that was kept")
    return logo


def _logo_name(kabupaten_code: str, logo: bytes) -> str:
    return f"{kabupaten_code}-{hashlib.sha256(logo).hexdigest()[:8]}.png"


def _day_or_text(text: str) -> dt.date | str:
    """ "2026-03-12" is the day it was saved as; anything else is printed as written."""
    return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _discard_logos(folder: Path, kabupaten_code: str, *, but: str | None) -> None:
    for path in folder.glob(f"{kabupaten_code}-*.png"):
        if path.name != but:
            path.unlink(missing_ok=True)


def _clean(text: str) -> str:
    kept = several_lines(text)
    if len(kept) > LONGEST_TEXT:
        raise LetterheadError(
            _("Teks kop terlalu panjang. Tulis paling banyak {most} huruf per isian.", most=LONGEST_TEXT)
        )
    return kept


def _folder(additions: Path, kabupaten_code: str) -> Path:
    if not re.fullmatch(r"[0-9]{4}", kabupaten_code):
        raise LetterheadError(_("Kop surat disimpan per kabupaten/kota. Pilih satu kabupaten/kota dulu."))
    return additions / FOLDER


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    try:
        with in_turn(folder / LOCK):
            yield
    except TimeoutError as error:
        raise LetterheadError(_("Kop surat lain sedang disimpan. Coba lagi sebentar.")) from error
    except OSError as error:
        raise LetterheadError(
            _(
                "Folder data tidak dapat ditulisi ({why}); kop surat tidak tersimpan. Periksa izinnya.",
                why=error.strerror,
            )
        ) from error
