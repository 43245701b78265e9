"""Which children count: sex, age, puskesmas, lokus. Where and when are asked beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stunting.languages import Words, _

AGE_GROUPS = ("0-5", "6-11", "12-23", "24-35", "36-47", "48-59")
BADUTA = "baduta"
# Key in the link -> the age groups it means; an empty tuple is everybody, also the village reports without ages.
AGES: Mapping[str, tuple[str, ...]] = {
    "": (),
    BADUTA: ("0-5", "6-11", "12-23"),
    **{group: (group,) for group in AGE_GROUPS},
}
AGE_LABELS = Words(
    {
        "": "Semua umur (0–59 bulan)",
        BADUTA: "Baduta (0–23 bulan)",
        "0-5": "0–5 bulan",
        "6-11": "6–11 bulan",
        "12-23": "12–23 bulan",
        "24-35": "24–35 bulan",
        "36-47": "36–47 bulan",
        "48-59": "48–59 bulan",
    }
)
SEX_LABELS = Words({"": "Laki-laki dan perempuan", "m": "Laki-laki", "f": "Perempuan"})
LOKUS_LABELS = Words({"": "Lokus dan bukan lokus", "ya": "Desa lokus", "tidak": "Bukan lokus"})


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The children asked about; without arguments everybody.

    sex:   "", "m" or "f"
    age:   a key of AGES
    puskesmas_id: "" for all; puskesmas_name is its name
    lokus: "", "ya" or "tidak", of the lokus of `lokus_year`
    """

    sex: str = ""
    age: str = ""
    puskesmas_id: str = ""
    puskesmas_name: str = ""
    lokus: str = ""
    lokus_year: int = 0

    @property
    def ages(self) -> tuple[str, ...]:
        return AGES[self.age]

    @property
    def cuts_children(self) -> bool:
        """Only some of the children of a desa count; village reports do not tell which."""
        return bool(self.sex or self.age)

    @property
    def is_everybody(self) -> bool:
        return not (self.cuts_children or self.puskesmas_id or self.lokus)

    @property
    def words(self) -> str:
        """What a subtitle adds, "" for everybody: "perempuan; baduta (0–23 bulan); desa lokus 2026"."""
        parts = [
            SEX_LABELS[self.sex].lower() if self.sex else "",
            AGE_LABELS[self.age].lower() if self.age else "",
            _("Puskesmas {puskesmas_name}", puskesmas_name=self.puskesmas_name) if self.puskesmas_id else "",
            f"{LOKUS_LABELS[self.lokus].lower()} {self.lokus_year}" if self.lokus else "",
        ]
        return "; ".join(part for part in parts if part)


EVERYBODY = Selection()
