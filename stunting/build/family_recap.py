"""The recap of families at risk (verval KRS): what each column counts, and what it may be a share of.

A family is at risk when one factor holds; the factors overlap, so they are never added. The four "terlalu" count
couples (PUS), not families at risk: as a share of the families at risk they would pass 100%.
"""

from __future__ import annotations

from dataclasses import dataclass

from stunting.languages import N_

WELFARE, GROUP, HOUSE, COUPLE = "kesejahteraan", "sasaran", "rumah", "4T"


@dataclass(frozen=True, kw_only=True)
class RecapColumn:
    """One column.

    heading: as the recap writes it
    part:    welfare rank (five that make up the families at risk), group of the target, house, or 4T
    base:    key of what it is a part of
    """

    key: str
    heading: str
    label: str
    part: str
    base: str

    @property
    def forms(self) -> tuple[str, ...]:
        """How sheets write its heading, without spaces and marks: "Terlalu tua", "Jumlah PUS terlalu tua"."""
        bare = self.heading.replace("_", "")
        return tuple(f"{lead}{bare}" for lead in ("", "jumlah", "keluarga", "jumlahkeluarga", "pus", "jumlahpus"))


RECAP = (
    *(
        RecapColumn(
            key=f"welfare_{rank}_n",
            heading=f"kesejahteraan_{rank}",
            label=f"KRS peringkat kesejahteraan {rank}",
            part=WELFARE,
            base="krs_n",
        )
        for rank in range(1, 5)
    ),
    RecapColumn(
        key="welfare_above_4_n",
        heading="kesejahteraan_lebih_4",
        label="KRS peringkat kesejahteraan di atas 4",
        part=WELFARE,
        base="krs_n",
    ),
    RecapColumn(key="baduta_n", heading="baduta", label="Keluarga sasaran dengan baduta", part=GROUP, base="family_n"),
    RecapColumn(key="balita_n", heading="balita", label="Keluarga sasaran dengan balita", part=GROUP, base="family_n"),
    RecapColumn(key="pus_n", heading="pus", label="Keluarga sasaran dengan PUS", part=GROUP, base="family_n"),
    RecapColumn(
        key="pus_pregnant_n", heading="pus_hamil", label="Keluarga sasaran dengan PUS hamil", part=GROUP, base="pus_n"
    ),
    RecapColumn(
        key="bad_water_n",
        heading="air_minum_tidak_layak",
        label=N_("Air minum utama tidak layak"),
        part=HOUSE,
        base="family_n",
    ),
    RecapColumn(
        key="bad_latrine_n", heading="jamban_tidak_layak", label=N_("Jamban tidak layak"), part=HOUSE, base="family_n"
    ),
    RecapColumn(key="too_young_n", heading="terlalu_muda", label=N_("PUS terlalu muda"), part=COUPLE, base="pus_n"),
    RecapColumn(key="too_old_n", heading="terlalu_tua", label=N_("PUS terlalu tua"), part=COUPLE, base="pus_n"),
    RecapColumn(key="too_close_n", heading="terlalu_dekat", label=N_("PUS terlalu dekat"), part=COUPLE, base="pus_n"),
    RecapColumn(key="too_many_n", heading="terlalu_banyak", label=N_("PUS terlalu banyak"), part=COUPLE, base="pus_n"),
)
# With the families at risk it makes the families of the target.
NOT_AT_RISK = "not_at_risk_n"
# All families, those outside the target too.
ALL_FAMILIES = "all_family_n"
RECAP_KEYS = (NOT_AT_RISK, ALL_FAMILIES, *(one.key for one in RECAP))
BY_KEY = {one.key: one for one in RECAP}


def of_part(part: str) -> tuple[RecapColumn, ...]:
    return tuple(one for one in RECAP if one.part == part)
