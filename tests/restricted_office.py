"""A whole installation with something to hide: imported children, cases, placements, promises; and the list of what."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from stunting.cases import recording
from stunting.cases.casebook import open_casebook
from stunting.cases.numbers import case_number
from stunting.cases.records import Audit, Case, Group, semester_of
from stunting.foster import importing, journal, publishing
from stunting.foster.children import children_of
from stunting.geography import Register
from stunting.imports.identity import KEY_FILE
from stunting.ledger import Ledger
from stunting.minutes.recording import Writer
from stunting.paths import Layout
from tests import foster_sheets
from tests.promises import write_board
from tests.small import TINY

KABUPATEN, DESA = "3514", "3514061001"
CHILD_N = 12
FOSTER_NAME = "XHAJIRAMLANX"
NOTE, EXPERT = "XCATATANKAJIANX", "XPAKARAUDITX"
# Of the children and their families; not even the restricted store keeps these.
PERSONS = (*foster_sheets.SECRETS, "XBUDIARTO", "SITIMARYAMX")
DAY = dt.date(2025, 8, 20)


@dataclass(frozen=True)
class Office:
    """secrets: every text that only officers may read, in the form in which it would be seen"""

    layout: Layout
    keys: tuple[str, ...]
    secrets: tuple[str, ...]

    def told_by(self, text: str, *, given: Iterable[str] = ()) -> list[str]:
        """The secrets in a text, except for those that the reader typed."""
        folded, typed = text.casefold(), " ".join(given).casefold()
        return [one for one in self.secrets if one.casefold() in folded and one.casefold() not in typed]


def filled(folder: Path) -> Office:
    """Twelve children of Kel. Kejayan, ten of them with a foster parent, three cases, an audit, published sums."""
    layout = foster_sheets.imported(folder, child_n=CHILD_N)
    desk = journal.Desk(ledger=open_casebook(layout), kabupaten=KABUPATEN)
    children = children_of(layout, KABUPATEN)
    rows = [foster_sheets.line(one, parent=f"{FOSTER_NAME} {one}") for one in range(1, 11)]
    draft = importing.read_placements(
        foster_sheets.sheet(*rows), name="asuh.csv", layout=layout, book=desk.book(), children=children, today=DAY
    )
    importing.store(desk, draft, by=journal.Writer(author="Siti", role="DPPKB"))
    keys = tuple(sorted(children.frame["key"]))
    by = Writer(author="Sri", role="Bidan")
    for key in keys[:3]:
        one = Case(
            case_no=case_number(key), group=Group.UNDER5, desa_code=DESA, opened_on=DAY, semester=semester_of(DAY),
            year=2025, child_key=key, puskesmas="Kejayan", note=NOTE,
        )  # fmt: skip
        recording.open_case(desk.ledger, one, by=by)
    recording.record_audit(
        desk.ledger,
        Audit(id="audit-1", kabupaten_code=KABUPATEN, semester=semester_of(DAY), year=2025, experts=EXPERT),
        by=by,
    )
    write_board(Ledger.open(layout))
    register = Register.from_parquet(layout.raw / "wilayah" / "wilayah.parquet")
    publishing.publish(
        layout, desk, publishing.draft_of(desk.book(), children, register, today=DAY),
        by=journal.Writer(author="Siti"), source="Buku kasus", geometry=False, expected=TINY,
    )  # fmt: skip
    niks = [foster_sheets.nik(number) for number in range(1, CHILD_N + 1)]
    secrets = {
        *keys, *map(case_number, keys), *niks, *PERSONS, FOSTER_NAME, NOTE, EXPERT,
        (layout.restricted / KEY_FILE).read_text(encoding="ascii").strip(), "SQLite format 3",
        *(entry.sha256 for entry in desk.ledger.entries()),
    }  # fmt: skip
    return Office(layout=layout, keys=keys, secrets=tuple(sorted(secrets)))


def readable(content: bytes) -> str:
    """Everything in a file that can be read: its bytes, those of its packed parts, and the text of its pages."""
    found = [content.decode("latin-1")]
    if content.startswith(b"%PDF"):
        found += [one.extract_text() for one in PdfReader(io.BytesIO(content)).pages]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found += [readable(packed.read(name)) for name in packed.namelist()]
    return "\n".join(found)
